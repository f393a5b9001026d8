package agreement

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"
)

// document is the fixture form. Cells are numbers, names or null.
type document struct {
	ID         string                     `json:"id"`
	Categories []any                      `json:"categories"`
	Data       map[string]json.RawMessage `json:"data"`
}

// readJSON reads a document and the layout that it names.
func (in *Input) readJSON(text []byte) error {
	var d document
	if err := json.Unmarshal(text, &d); err != nil {
		return refuse("not readable as JSON: %s", err.Error())
	}
	if d.Data == nil {
		return refuse("there is no \"data\" object with the ratings in it")
	}
	if err := in.declare(d.Categories); err != nil {
		return err
	}
	var layout string
	if err := d.field("layout", &layout); err != nil {
		return err
	}
	in.names(d)
	switch {
	case d.Data["counts"] != nil || strings.Contains(layout, "columns=categories"):
		return in.readCounts(d)
	case d.Data["table"] != nil || strings.HasPrefix(layout, "contingency"):
		return in.readTable(d)
	case d.Data["ratings"] != nil:
		return in.readRatings(d, layout)
	case strings.HasPrefix(layout, "paired"):
		return in.readPaired(d)
	}
	return in.readMatrices(d)
}

// field decodes one member of data into to; a missing one leaves to as it is.
func (d document) field(name string, to any) error {
	raw := d.Data[name]
	if raw == nil {
		return nil
	}
	if err := json.Unmarshal(raw, to); err != nil {
		return refuse("data.%s is not what was expected: %s", name, err.Error())
	}
	return nil
}

// names takes names of raters, items and units where the document lists them;
// it may also give their mere number, which the ratings tell anyway.
func (in *Input) names(d document) {
	lists := []struct {
		key string
		to  *[]string
	}{{"raters", &in.Raters}, {"items", &in.Raters}, {"units", &in.Units}}
	for _, l := range lists {
		var names []string
		if raw := d.Data[l.key]; raw != nil && json.Unmarshal(raw, &names) == nil {
			*l.to = names
		}
	}
}

// declare takes the categories: all numbers, or all names.
func (in *Input) declare(categories []any) error {
	for i, c := range categories {
		switch c := c.(type) {
		case float64:
			in.Scale, in.Labels = append(in.Scale, c), append(in.Labels, number(c))
		case string:
			in.Named = true
			in.Scale, in.Labels = append(in.Scale, float64(i)), append(in.Labels, c)
		default:
			return refuse("category %d is neither a number nor a name", i+1)
		}
	}
	in.Declared = len(categories) > 0
	for _, c := range categories {
		if _, name := c.(string); name != in.Named {
			return refuse("the categories mix numbers and names; use one or the other")
		}
	}
	if twice := repeated(in.Labels); twice != "" {
		return refuse("the category %q is declared twice", twice)
	}
	return nil
}

func (in *Input) readRatings(d document, layout string) error {
	in.Layout = UnitsByRaters
	if strings.Contains(layout, "columns=items") {
		in.Layout = RespondentsByItems
	}
	var cells [][]any
	if err := d.field("ratings", &cells); err != nil {
		return err
	}
	if !in.Declared {
		in.gatherNames(cells)
	}
	r, err := in.cells("data.ratings", cells)
	in.Ratings = r
	return err
}

// gatherNames takes the names among the cells, sorted, for the categories of a
// document that declares none.
func (in *Input) gatherNames(cells [][]any) {
	for _, row := range cells {
		for _, c := range row {
			if name, ok := c.(string); ok {
				in.Labels = append(in.Labels, name)
			}
		}
	}
	slices.Sort(in.Labels)
	in.Labels = slices.Compact(in.Labels)
	in.Named, in.Scale = len(in.Labels) > 0, positions(len(in.Labels))
}

// cells turns cells into ratings and holds them against the declared scale.
func (in *Input) cells(where string, cells [][]any) (Ratings, error) {
	out := make(Ratings, len(cells))
	for i, row := range cells {
		if len(row) != len(cells[0]) {
			return nil, refuse("%s: row %d has %d ratings where the first has %d; write null for a missing one", where, i+1, len(row), len(cells[0]))
		}
		out[i] = make([]float64, len(row))
		for j, c := range row {
			v, ok := in.cell(c)
			if !ok {
				return nil, refuse("%s: row %d, column %d: %v is not one of the declared categories, a number or null", where, i+1, j+1, c)
			}
			out[i][j] = v
		}
	}
	return out, nil
}

func (in *Input) cell(c any) (float64, bool) {
	switch c := c.(type) {
	case nil:
		return math.NaN(), true
	case float64:
		return c, !in.Named && (len(in.Scale) == 0 || in.Scale.Index(c) >= 0)
	case string:
		at := slices.Index(in.Labels, c)
		return float64(at), in.Named && at >= 0
	}
	return 0, false
}

// maxCounted bounds the ratings that a table of counts may stand for.
const maxCounted = maxUnits

// readTable turns a table of two raters back into one row a unit.
func (in *Input) readTable(d document) error {
	in.Layout = Contingency
	counts, err := in.countGrid(d, "table")
	if err != nil {
		return err
	}
	if len(counts) != len(in.Scale) {
		return refuse("data.table has %d rows for %d categories; it must be square", len(counts), len(in.Scale))
	}
	for i, row := range counts {
		for j, c := range row {
			for range c {
				in.Ratings = append(in.Ratings, []float64{in.Scale[i], in.Scale[j]})
			}
		}
	}
	return in.readWeights(d)
}

func (in *Input) readWeights(d document) error {
	for _, key := range []string{"disagreement_weights", "weights"} {
		var w [][]float64
		if err := d.field(key, &w); err != nil {
			return err
		}
		if w == nil {
			continue
		}
		if len(w) != len(in.Scale) {
			return refuse("data.%s has %d rows for %d categories", key, len(w), len(in.Scale))
		}
		agree, err := givenWeights(w)
		if err != nil {
			return refuse("data.%s: %s", key, err.Error())
		}
		in.Weights = agree
		return nil
	}
	return nil
}

// givenWeights takes weights with zeros on the diagonal for disagreement
// weights and weights with ones there for agreement weights.
func givenWeights(w [][]float64) (Weights, error) {
	if len(w) == 0 || len(w[0]) == 0 || w[0][0] != 1 {
		return FromDisagreement(w)
	}
	for i, row := range w {
		if len(row) != len(w) || row[i] != 1 {
			return nil, refuse("agreement weights must be square with 1 on the diagonal; mend row %d", i+1)
		}
	}
	return w, nil
}

// readCounts turns "how many raters chose each category" into ratings; which
// rater it was is not known, so coefficients by rater mean nothing there.
func (in *Input) readCounts(d document) error {
	in.Layout = CategoryCounts
	key := "counts"
	for _, other := range []string{"ratings", "table"} {
		if d.Data[key] == nil {
			key = other
		}
	}
	counts, err := in.countGrid(d, key)
	if err != nil {
		return err
	}
	most := 0
	for _, row := range counts {
		m := 0
		for _, c := range row {
			m += c
		}
		most = max(most, m)
	}
	if most > maxRaters {
		return refuse("data.%s: %d ratings of one unit are more than the %d that can be computed here", key, most, maxRaters)
	}
	for _, row := range counts {
		unit := make([]float64, 0, most)
		for j, c := range row {
			for range c {
				unit = append(unit, in.Scale[j])
			}
		}
		for len(unit) < most {
			unit = append(unit, math.NaN())
		}
		in.Ratings = append(in.Ratings, unit)
	}
	return nil
}

// countGrid reads whole counts, one column a category; without declared
// categories they are numbered from 1.
func (in *Input) countGrid(d document, key string) ([][]int, error) {
	var counts [][]int
	if err := d.field(key, &counts); err != nil {
		return nil, err
	}
	if len(counts) > 0 && len(in.Scale) == 0 {
		in.Scale, in.Labels = wholeNumbers(1, len(counts[0]))
	}
	total := 0
	for i, row := range counts {
		if len(row) != len(in.Scale) {
			return nil, refuse("data.%s: row %d has %d counts for %d categories", key, i+1, len(row), len(in.Scale))
		}
		for j, c := range row {
			if c < 0 || c > maxCounted {
				return nil, refuse("data.%s: row %d, column %d: %d is no count that can be computed here", key, i+1, j+1, c)
			}
			total += c
		}
	}
	if total > maxCounted {
		return nil, refuse("data.%s stands for %d ratings; at most %d can be computed here", key, total, maxCounted)
	}
	return counts, nil
}

func (in *Input) readPaired(d document) error {
	in.Layout, in.Raters = Paired, []string{"a", "b"}
	var a, b []any
	if err := d.field("a", &a); err != nil {
		return err
	}
	if err := d.field("b", &b); err != nil {
		return err
	}
	if len(a) != len(b) {
		return refuse("data.a has %d values and data.b has %d; they must be pairs", len(a), len(b))
	}
	cells := make([][]any, len(a))
	for i := range a {
		cells[i] = []any{a[i], b[i]}
	}
	r, err := in.cells("data", cells)
	in.Ratings = r
	return err
}

// readMatrices takes every member of data that is a matrix for one rater's
// ratings, units × principles, raters in the order of their names.
func (in *Input) readMatrices(d document) error {
	in.Layout = SeveralMatrices
	var raters []Ratings
	var names []string
	for _, key := range slices.Sorted(maps.Keys(d.Data)) {
		var cells [][]any
		if json.Unmarshal(d.Data[key], &cells) != nil || len(cells) == 0 {
			continue
		}
		r, err := in.cells("data."+key, cells)
		if err != nil {
			return err
		}
		raters, names = append(raters, r), append(names, key)
	}
	if len(raters) < 2 {
		return refuse("data holds neither ratings, a table, counts, a and b, nor two rater matrices")
	}
	in.ItemIDs, in.Raters = in.Raters, names
	return in.turn(raters)
}

// turn makes one set of ratings a principle of one matrix a rater, and one
// long set of all of them.
func (in *Input) turn(raters []Ratings) error {
	first := raters[0]
	for j, r := range raters {
		if len(r) != len(first) || r.Raters() != first.Raters() {
			return refuse("data.%s has another shape than data.%s", in.Raters[j], in.Raters[0])
		}
	}
	in.Items = make([]Ratings, first.Raters())
	for i := range in.Items {
		if i >= len(in.ItemIDs) {
			in.ItemIDs = append(in.ItemIDs, number(float64(i+1)))
		}
		for u := range first {
			row := make([]float64, len(raters))
			for j, r := range raters {
				row[j] = r[u][i]
			}
			in.Items[i] = append(in.Items[i], row)
		}
		in.Ratings = append(in.Ratings, in.Items[i]...)
	}
	return nil
}
