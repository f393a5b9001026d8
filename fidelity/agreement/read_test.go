package agreement

import (
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"polyphony/internal/fault"
)

func read(t *testing.T, name, text string) Input {
	t.Helper()
	in, err := Read(strings.NewReader(text), name)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestReadCSV(t *testing.T) {
	in := read(t, "a.csv", "\ufeffmeeting,Aino,Bo,Cleo\r\nm1,1,2,\r\nm2,3, NA,4\r\n\"m,3\",5,5,5\r\n")
	if !slices.Equal(in.Units, []string{"m1", "m2", "m,3"}) || !slices.Equal(in.Raters, []string{"Aino", "Bo", "Cleo"}) {
		t.Errorf("names: %v %v", in.Units, in.Raters)
	}
	if !math.IsNaN(in.Ratings[0][2]) || !math.IsNaN(in.Ratings[1][1]) || in.Ratings[1][2] != 4 || in.Ratings.Given() != 7 {
		t.Errorf("ratings: %v", in.Ratings)
	}
	if !slices.Equal(in.Scale, fivePoints()) || in.Declared || in.Named {
		t.Errorf("scale taken from the ratings: %v %v", in.Scale, in.Declared)
	}
}

func TestReadCSVEqualsFixture(t *testing.T) {
	csv := "unit,A,B,C,D\n"
	for i, row := range observers() {
		csv += string(rune('a' + i))
		for _, v := range row {
			csv += ","
			if !math.IsNaN(v) {
				csv += number(v)
			}
		}
		csv += "\n"
	}
	_, want := fixture(t, "krippendorff_12x4")
	compare(t, "", want, roundTrip(t, Analyse(read(t, "k.csv", csv))))
}

func TestReadCSVNames(t *testing.T) {
	in := read(t, "a.csv", "unit,A,B\nu1,open,closed\nu2,none,\nu3,open,open\n")
	if !in.Named || !slices.Equal(in.Labels, []string{"closed", "none", "open"}) || !slices.Equal(in.Scale, Scale{0, 1, 2}) {
		t.Errorf("labels: %+v", in)
	}
	if in.Ratings[0][0] != 2 || in.Ratings[0][1] != 0 || !math.IsNaN(in.Ratings[1][1]) {
		t.Errorf("ratings: %v", in.Ratings)
	}
	r := Analyse(in)
	if r.ICC != nil || !r.Cohen.Quadratic.IsZero() || r.Krippendorff.Nominal.IsZero() {
		t.Error("names have nominal coefficients and no others")
	}
}

func TestReadMeasurementsHaveNoScale(t *testing.T) {
	for _, text := range []string{"u,A,B\n1,1.5,2\n2,2,2\n3,4,1\n", "u,A,B\n1,10,200\n2,20,190\n3,15,14\n", "u,A,B\n1,,\n"} {
		if in := read(t, "x", text); len(in.Scale) != 0 {
			t.Errorf("%q: scale %v", text, in.Scale)
		}
	}
}

func TestReadJSONLayouts(t *testing.T) {
	paired := read(t, "p.json", `{"data":{"layout":"paired","a":[1,2.5,3],"b":[1,null,2]}}`)
	if paired.Layout != Paired || !math.IsNaN(paired.Ratings[1][1]) || len(paired.Scale) != 0 {
		t.Errorf("%+v", paired)
	}
	weighted := read(t, "", `{"categories":["x","y","z"],"data":{"layout":"contingency","table":[[88,14,18],[10,40,10],[2,6,12]],
		"weights":[[0,1,3],[1,0,6],[3,6,0]]}}`)
	near(t, "given weights", Analyse(weighted).Cohen.Weighted, .348, .0005)
	agreeing := read(t, "", `{"categories":[1,2],"data":{"table":[[5,1],[2,4]],"weights":[[1,0],[0,1]]}}`)
	r := Analyse(agreeing)
	want, _ := r.Cohen.Kappa.Value()
	near(t, "agreement weights", r.Cohen.Weighted, want, 1e-12)
	named := read(t, "", `{"data":{"raters":["A","B"],"units":["u"],"ratings":[[1,2]]}}`)
	words := read(t, "", `{"data":{"ratings":[["b","a"],[null,"b"],["a","a"]]}}`)
	if !words.Named || !slices.Equal(words.Labels, []string{"a", "b"}) || words.Ratings[0][0] != 1 {
		t.Errorf("names without declared categories: %+v", words)
	}
	if !slices.Equal(named.Raters, []string{"A", "B"}) || !slices.Equal(named.Units, []string{"u"}) {
		t.Errorf("names: %+v", named)
	}
}

func TestReadCounts(t *testing.T) {
	text := `{"data":{"layout":"rows=subjects, columns=categories","counts":[[0,0,0,0,14],[0,2,6,4,2],[0,0,3,5,6],[0,3,9,2,0],[2,2,8,1,1],
		[7,7,0,0,0],[3,2,6,3,0],[2,5,3,2,2],[6,5,2,1,0],[0,2,2,3,7]]}}`
	in := read(t, "f.json", text)
	r := Analyse(in)
	near(t, "Fleiss", r.Fleiss.Kappa, .210, .0005)
	if r.ICC != nil || r.CohenPairs != nil || r.Raters != 14 {
		t.Error("counts do not tell who rated, so nothing by rater can be computed")
	}
	again := read(t, "f.json", strings.Replace(text, `"counts"`, `"table"`, 1))
	if len(again.Ratings) != 10 || again.Layout != CategoryCounts {
		t.Errorf("a table of categories by its layout: %+v", again.Layout)
	}
	gap := read(t, "f.json", `{"data":{"counts":[[2,1],[1,1]]}}`)
	if !math.IsNaN(gap.Ratings[1][2]) {
		t.Errorf("a unit with fewer ratings has a gap: %v", gap.Ratings)
	}
}

func TestReadSeveralMatrices(t *testing.T) {
	in := read(t, "m.json", `{"categories":[1,2,3,4,5],"data":{"layout":"two rater matrices","items":["x","y"],
		"rater_b":[[2,3],[3,5],[4,4]],"rater_a":[[1,3],[3,4],[5,4]]}}`)
	if len(in.Items) != 2 || !slices.Equal(in.Raters, []string{"rater_a", "rater_b"}) || len(in.Ratings) != 6 {
		t.Fatalf("%+v", in)
	}
	if in.Items[0][0][0] != 1 || in.Items[0][0][1] != 2 || in.Items[1][1][1] != 5 {
		t.Errorf("items: %v", in.Items)
	}
	r := Analyse(in)
	if r.ItemVariance == nil || r.ItemVariance.N != 3 || r.Items["y"].Units != 3 {
		t.Errorf("%+v", r.ItemVariance)
	}
	if text := r.Text(); !strings.Contains(text, "not independent") || !strings.Contains(text, "\ny: 3 units") {
		t.Error(text)
	}
	unnamed := read(t, "m.json", `{"data":{"one":[[1,2]],"two":[[2,2]]}}`)
	if !slices.Equal(unnamed.ItemIDs, []string{"1", "2"}) {
		t.Errorf("principles are numbered: %v", unnamed.ItemIDs)
	}
}

func TestReadRefusesWithTheWayOut(t *testing.T) {
	for name, c := range map[string]struct{ file, text, say string }{
		"empty":              {"a.csv", "", "header"},
		"no column":          {"a.csv", "unit\n", "header"},
		"no row":             {"a.csv", "unit,A\n", "no unit"},
		"ragged":             {"a.csv", "unit,A,B\nu,1\n", "row 2 has 2 columns"},
		"rater twice":        {"a.csv", "unit,A,A\nu,1,2\n", `"A"`},
		"unit twice":         {"a.csv", "unit,A,B\nu,1,2\nu,1,2\n", `"u"`},
		"quotes":             {"a.csv", "unit,A\nu,\"1\n", "CSV"},
		"json":               {"a.json", "{", "JSON"},
		"no data":            {"a.json", "{}", "data"},
		"nothing in data":    {"", `{"data":{"layout":"x"}}`, "neither"},
		"layout":             {"", `{"data":{"layout":3}}`, "data.layout"},
		"ratings":            {"", `{"data":{"ratings":3}}`, "data.ratings"},
		"empty ratings":      {"", `{"data":{"ratings":[]}}`, "no unit"},
		"no rater":           {"", `{"data":{"ratings":[[]]}}`, "no rater"},
		"off the scale":      {"", `{"categories":[1,2],"data":{"ratings":[[1,3]]}}`, "row 1, column 2: 3"},
		"name off the scale": {"", `{"categories":["a"],"data":{"ratings":[["b"]]}}`, "column 1: b"},
		"odd cell":           {"", `{"data":{"ratings":[[true]]}}`, "true"},
		"number among names": {"", `{"data":{"ratings":[["a",1]]}}`, "column 2: 1"},
		"ragged json":        {"", `{"data":{"ratings":[[1,2],[1]]}}`, "row 2 has 1"},
		"mixed categories":   {"", `{"categories":[1,"a"],"data":{"ratings":[[1]]}}`, "mix"},
		"odd category":       {"", `{"categories":[null],"data":{"ratings":[[1]]}}`, "category 1"},
		"category twice":     {"", `{"categories":[1,1],"data":{"ratings":[[1]]}}`, "twice"},
		"pairs":              {"", `{"data":{"layout":"paired","a":[1],"b":[]}}`, "pairs"},
		"a":                  {"", `{"data":{"layout":"paired","a":1,"b":[]}}`, "data.a"},
		"b":                  {"", `{"data":{"layout":"paired","a":[1],"b":1}}`, "data.b"},
		"cell of a":          {"", `{"data":{"layout":"paired","a":["x"],"b":[1]}}`, "column 1"},
		"square":             {"", `{"categories":[1,2],"data":{"table":[[1,2]]}}`, "square"},
		"ragged table":       {"", `{"data":{"table":[[1,2],[1]]}}`, "row 2 has 1"},
		"half a person":      {"", `{"data":{"table":[[1.5]]}}`, "data.table"},
		"negative count":     {"", `{"data":{"table":[[-1]]}}`, "no count"},
		"many":               {"", `{"data":{"counts":[[199999,199999]]}}`, "at most"},
		"many of one":        {"", `{"data":{"counts":[[501,0]]}}`, "one unit"},
		"counts":             {"", `{"data":{"counts":1}}`, "data.counts"},
		"weights":            {"", `{"data":{"table":[[1,2],[3,4]],"weights":[[1]]}}`, "1 rows for 2"},
		"weights' diagonal":  {"", `{"data":{"table":[[1,2],[3,4]],"weights":[[1,0],[0,2]]}}`, "row 2"},
		"no weights":         {"", `{"data":{"table":[[1,2],[3,4]],"weights":[[0,0],[0,0]]}}`, "zero"},
		"odd weights":        {"", `{"data":{"table":[[1,2],[3,4]],"weights":"w"}}`, "data.weights"},
		"matrices":           {"", `{"data":{"x":[[1]],"y":[[1],[2]]}}`, "shape"},
		"matrix cell":        {"", `{"data":{"x":[["u"]],"y":[[1]]}}`, "data.x"},
		"tidy twice":         {"a.csv", "meeting,principle,rater,score\nm,p,r,1\nm,p,r,2\n", "row 3"},
		"tidy word":          {"a.csv", "meeting,principle,rater,score\nm,p,r,good\n", `"good"`},
		"tidy ragged":        {"a.csv", "meeting,principle,rater,score\nm,p\n", "row 2"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(strings.NewReader(c.text), c.file)
			if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), c.say) {
				t.Errorf("want Invalid with %q, got %v", c.say, err)
			}
		})
	}
}

func TestReadLimitsSize(t *testing.T) {
	_, err := Read(io.LimitReader(endless{}, maxBytes+5), "big.csv")
	if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "20 MB") {
		t.Errorf("got %v", err)
	}
	wide := "u" + strings.Repeat(",a", 1) + "\n"
	for i := range maxRaters {
		wide = strings.TrimSuffix(wide, "\n") + ",r" + number(float64(i)) + "\n"
	}
	if _, err := Read(strings.NewReader(wide+"u"+strings.Repeat(",1", maxRaters+1)+"\n"), "w.csv"); !fault.Is(err, fault.Invalid) {
		t.Errorf("too many raters: %v", err)
	}
	broken := errors.New("torn")
	if _, err := Read(iotest.ErrReader(broken), "x.csv"); !errors.Is(err, broken) {
		t.Errorf("the reader's error is handed on, got %v", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '1'
	}
	return len(p), nil
}

func TestSetScale(t *testing.T) {
	in := read(t, "a.csv", "u,A,B\n1,2,3\n2,4,4\n3,2,2\n")
	before, _ := Analyse(in).Gwet.Quadratic.Value.Value()
	if err := in.SetScale(1, 5); err != nil {
		t.Fatal(err)
	}
	after, _ := Analyse(in).Gwet.Quadratic.Value.Value()
	if before == after || !in.Declared || len(in.Labels) != 5 {
		t.Errorf("AC2 depends on the declared scale: %v and %v", before, after)
	}
	named := read(t, "a.csv", "u,A\n1,x\n")
	for _, err := range []error{in.SetScale(3, 5), in.SetScale(5, 5), in.SetScale(0, 5000), named.SetScale(1, 5)} {
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("want Invalid, got %v", err)
		}
	}
}
