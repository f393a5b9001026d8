package demo

import (
	"strings"

	"polyphony/content"
)

// ways is in how many ways raters of the history write of the same thing. It is
// at least the number of raters that a meeting can have.
const ways = 3

// saw is one rater's observation of a principle and the cues that it rests on:
// the reason whole, what came nearest on the scale, or the moment that stayed.
func saw(m *content.Meeting, g content.Gold, anchor string, way int) (text string, cues []int) {
	for _, n := range g.Cues {
		cues = append(cues, int(n))
	}
	first, _, _ := strings.Cut(g.Reason, ". ")
	first = strings.TrimSuffix(first, ".") + "."
	half := (len(cues) + 1) / 2
	switch {
	case way == 0:
		return g.Reason, cues
	case way == 1 && anchor != "":
		return first + " What I saw comes closest to this: " + anchor, cues[:half]
	case way == 1:
		return "Read twice with this in mind. " + first, cues[:half]
	case len(cues) == 0:
		return "I listened for it all the way through. " + first, nil
	default:
		at := m.Cues[cues[len(cues)-1]-1]
		return "What stayed with me is where " + at.Voice + " says: “" + at.Text + "” " + first, cues[len(cues)-half:]
	}
}
