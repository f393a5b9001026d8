package agreement

import (
	"math"
	"strconv"

	"polyphony/internal/fault"
)

// Input is what Read understood of a file, ready for Analyse.
type Input struct {
	Name    string   // of the file, for the heading
	Units   []string // names of the rows; may be empty
	Raters  []string // names of the columns; may be empty
	Ratings Ratings

	Labels   []string // categories in order, as they were written; empty when continuous
	Scale    Scale    // their values; positions from 0 when they are names
	Named    bool     // categories are names, not numbers
	Declared bool     // the file declared the categories (else they come from the ratings)

	Layout  Layout
	Weights Weights   // given agreement weights for Cohen's kappa, or nil
	Items   []Ratings // one set of ratings a principle, when there are several
	ItemIDs []string  // their names

	Draws int    // of the bootstrap; 0 means DefaultDraws
	Seed  uint64 // of the bootstrap; 0 means DefaultSeed
}

// Layout is how the ratings were laid out in the file.
type Layout string

// The layouts.
const (
	UnitsByRaters      Layout = "units-by-raters"
	RespondentsByItems Layout = "respondents-by-items"
	Contingency        Layout = "contingency"
	CategoryCounts     Layout = "category-counts"
	Paired             Layout = "paired"
	SeveralMatrices    Layout = "rater-matrices"
)

// widest is the largest range of whole numbers that is taken for a rating
// scale when the file declares none; beyond it the ratings are a measurement.
const widest = 20

// SetScale declares the whole numbers from lowest to highest as the scale.
// Coefficients with weights over the declared scale (AC2) depend on it. It is
// Invalid when the categories are names, the range is empty or wider than
// 1000, or a rating lies outside.
func (in *Input) SetScale(lowest, highest int) error {
	const op, most = "agreement.SetScale", 1000
	if in.Named {
		return fault.New(fault.Invalid, op, "the ratings are names, so they have no scale of numbers")
	}
	if highest <= lowest || highest-lowest > most {
		return fault.New(fault.Invalid, op, "a scale from %d to %d: the second number must be above the first, by at most %d", lowest, highest, most)
	}
	scale, labels := wholeNumbers(lowest, highest)
	for _, v := range in.Ratings.Values() {
		if scale.Index(v) < 0 {
			return fault.New(fault.Invalid, op, "the rating %s is not a whole number from %d to %d", number(v), lowest, highest)
		}
	}
	in.Scale, in.Labels, in.Declared = scale, labels, true
	return nil
}

// guessScale takes the whole numbers between the lowest and the highest rating
// for the scale, if they are few enough.
func (in *Input) guessScale() {
	values := in.Ratings.Values()
	if len(values) == 0 {
		return
	}
	low, high := values[0], values[len(values)-1]
	if high-low > widest || math.Abs(low) > 1e9 {
		return
	}
	for _, v := range values {
		if v != math.Trunc(v) {
			return
		}
	}
	in.Scale, in.Labels = wholeNumbers(int(low), int(high))
}

func wholeNumbers(low, high int) (Scale, []string) {
	var s Scale
	var labels []string
	for v := low; v <= high; v++ {
		s, labels = append(s, float64(v)), append(labels, strconv.Itoa(v))
	}
	return s, labels
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// raterName is the given name of column j, or "rater" and its number.
func raterName(names []string, j int) string {
	if j < len(names) {
		return names[j]
	}
	return "rater" + strconv.Itoa(j+1)
}
