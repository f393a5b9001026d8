package agreement

// Reason says why a coefficient is not computable. It is a code, so that a
// page can word it in the reader's language.
type Reason string

// The closed set of reasons.
const (
	TooFewUnits    Reason = "too-few-units"
	TooFewRaters   Reason = "too-few-raters"
	NoVariation    Reason = "no-variation"
	NoUnitVariance Reason = "no-unit-variance"
	NoResidual     Reason = "no-residual-variance"
	NegativeTotal  Reason = "negative-total-variance"
	ChanceCertain  Reason = "chance-certain"
	CategoryUnused Reason = "category-unused"
	OneCategory    Reason = "one-category"
	NoScale        Reason = "no-scale"
	NotNumeric     Reason = "not-numeric"
	NegativeRating Reason = "negative-rating"
	PerfectLine    Reason = "perfect-correlation"
	OutOfRange     Reason = "out-of-range"
	TooManyValues  Reason = "too-many-values"
	DrawsUndefined Reason = "draws-undefined"
	NotFinite      Reason = "not-finite"
)

var sentences = map[Reason]string{
	TooFewUnits:    "too few units were rated by two or more raters",
	TooFewRaters:   "it needs more raters than there are",
	NoVariation:    "all ratings are equal, so there is nothing to agree or disagree about",
	NoUnitVariance: "the units do not differ in their mean rating, so the ratio has nothing above zero below the line",
	NoResidual:     "no residual variance is left to estimate an error from",
	NegativeTotal:  "the estimated total variance is not above zero",
	ChanceCertain:  "by chance alone the raters would already agree always",
	CategoryUnused: "nobody used this category",
	OneCategory:    "the scale has a single category",
	NoScale:        "the ratings are not on a scale of categories",
	NotNumeric:     "the categories are names, not numbers",
	NegativeRating: "a ratio scale has no negative values",
	PerfectLine:    "a correlation of exactly one has no limits of this form",
	OutOfRange:     "the reliability or the target is not between 0 and 1",
	TooManyValues:  "too many distinct values to resample",
	DrawsUndefined: "too many of the resampled sets leave it undefined",
	NotFinite:      "the formula gives no finite number",
}

// Sentence words the reason in English.
func (r Reason) Sentence() string {
	if s, ok := sentences[r]; ok {
		return s
	}
	return "it was not asked for"
}
