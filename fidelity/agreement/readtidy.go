package agreement

import (
	"math"
	"slices"
)

// tidyColumns finds the columns of the tidy export that the analysis needs;
// tidy is false when one of them is not there.
func tidyColumns(header []string) (at map[string]int, tidy bool) {
	at = map[string]int{}
	for _, name := range []string{"meeting", "principle", "rater", "score"} {
		at[name] = slices.Index(header, name)
		if at[name] < 0 {
			return nil, false
		}
	}
	at["trainee"] = slices.Index(header, "trainee")
	return at, true
}

// tidyKey is one cell of meetings × principles × raters. Two practitioners in
// one meeting are two units.
type tidyKey struct{ unit, principle, rater string }

// readTidy reads one line a rating, as WriteTidy writes it, into one set of
// ratings a principle and the pooled set of all.
func (in *Input) readTidy(rows [][]string, at map[string]int) error {
	in.Layout = SeveralMatrices
	scores := map[tidyKey]float64{}
	units, principles, raters := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i, row := range rows[1:] {
		if len(row) != len(rows[0]) {
			return refuse("row %d has %d columns where the header has %d", i+2, len(row), len(rows[0]))
		}
		k := tidyKey{row[at["meeting"]], row[at["principle"]], row[at["rater"]]}
		if t := at["trainee"]; t >= 0 && row[t] != "" {
			k.unit += " " + row[t]
		}
		v, ok := cellNumber(row[at["score"]])
		if !ok {
			return refuse("row %d: the score %q is no number", i+2, row[at["score"]])
		}
		if _, twice := scores[k]; twice {
			return refuse("row %d: rater %s has rated %s in meeting %s before", i+2, k.rater, k.principle, k.unit)
		}
		scores[k] = v
		units[k.unit], principles[k.principle], raters[k.rater] = true, true, true
	}
	in.Raters, in.ItemIDs = sortedKeys(raters), sortedKeys(principles)
	for _, principle := range in.ItemIDs {
		set := make(Ratings, 0, len(units))
		for _, unit := range sortedKeys(units) {
			line := make([]float64, len(in.Raters))
			for j, rater := range in.Raters {
				line[j] = math.NaN()
				if v, ok := scores[tidyKey{unit, principle, rater}]; ok {
					line[j] = v
				}
			}
			set = append(set, line)
			in.Units = append(in.Units, unit+" "+principle)
		}
		in.Items = append(in.Items, set)
		in.Ratings = append(in.Ratings, set...)
	}
	return nil
}

func sortedKeys(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for k := range set {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
