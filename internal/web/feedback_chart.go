package web

import (
	"fmt"
	"strings"

	"polyphony/fidelity"
	"polyphony/internal/app"
)

// The size of the chart, small enough for its text to be read at the width of a
// page.
const (
	levelsLeft   = 60
	levelsWidth  = 530
	levelsTop    = 16
	levelsHeight = 144
	levelsDates  = 6 // at most, so that they do not run into one another
)

// levelChart is one principle over the decided meetings: a point for each level,
// and a line that breaks where the principle had none.
type levelChart struct {
	Points    []chartPoint
	Lines     []string
	Rungs     []chartRung
	Dates     []chartDate
	Threshold int
}

type chartPoint struct {
	X, Y int
	Here bool
}

// chartRung is a level on the axis.
type chartRung struct {
	Level int64
	Y     int
}

// chartDate is a meeting on the axis of time.
type chartDate struct {
	X    int
	Text string
}

func chartOf(f app.Feedback, p app.FeedbackPrinciple) levelChart {
	c := levelChart{Threshold: chartY(10*f.Threshold, f.Scale)}
	for level := f.Scale.Min; level <= f.Scale.Max; level++ {
		c.Rungs = append(c.Rungs, chartRung{level, chartY(10*level, f.Scale)})
	}
	var line []string
	end := func() {
		if len(line) > 1 {
			c.Lines = append(c.Lines, strings.Join(line, " "))
		}
		line = nil
	}
	every := (len(p.Over) + levelsDates - 1) / levelsDates
	for i, o := range p.Over {
		x := levelsLeft + i*levelsWidth/max(1, len(p.Over)-1)
		if i%every == 0 {
			c.Dates = append(c.Dates, chartDate{x, o.At.Time().Format("2 Jan 2006")})
		}
		if o.LevelTenths == 0 {
			end()
			continue
		}
		pt := chartPoint{X: x, Y: chartY(o.LevelTenths, f.Scale), Here: o.Meeting == f.Meeting}
		c.Points = append(c.Points, pt)
		line = append(line, fmt.Sprintf("%d,%d", pt.X, pt.Y))
	}
	end()
	return c
}

// chartY places a level on the chart.
func chartY(tenths int64, scale fidelity.Scale) int {
	return int(levelsTop + levelsHeight - (tenths-10*scale.Min)*levelsHeight/max(1, 10*(scale.Max-scale.Min)))
}
