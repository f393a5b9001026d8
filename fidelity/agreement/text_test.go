package agreement

import (
	"encoding/json"
	"strings"
	"testing"
)

// lineOf finds the printed line that starts with name.
func lineOf(t *testing.T, text, name string) string {
	t.Helper()
	for _, l := range strings.Split(text, "\n") {
		if strings.HasPrefix(l, name+"  ") {
			return strings.Join(strings.Fields(l), " ")
		}
	}
	t.Fatalf("no line %q in:\n%s", name, text)
	return ""
}

func TestTextShowsEveryCoefficientWithItsSizesLimitsAndBands(t *testing.T) {
	in, _ := fixture(t, "shrout_fleiss_1979")
	text := Analyse(in).Text()
	for name, want := range map[string]string{
		"coefficient":                           "coefficient estimate 95 % limits n k Cicchetti 1994 Koo & Li 2016",
		"ICC(2,1), absolute agreement":          "ICC(2,1), absolute agreement 0.2898 [0.0188, 0.7611] 6 4 poor poor to good",
		"ICC(3,k)":                              "ICC(3,k) 0.9093 [0.6757, 0.9859] 6 4 excellent moderate to excellent",
		"Raters needed for ICC(2,k) of 0.80":    "Raters needed for ICC(2,k) of 0.80 10 – 6 4 – –",
		"Cohen's kappa, linear, raters 1 and 2": "Cohen's kappa, linear, raters 1 and 2 0.0000 [0.0000, 0.0000] 6 2 poor –",
	} {
		if got := lineOf(t, text, name); got != want {
			t.Errorf("want %q\ngot  %q", want, got)
		}
	}
	if !strings.Contains(text, "1000 draws, seed 20240304") || !strings.Contains(text, "taken from the ratings: 1, 2,") {
		t.Error(text)
	}
}

func TestTextSaysWhyNotComputable(t *testing.T) {
	in, _ := fixture(t, "deg_constant_both")
	in.Seed, in.Draws = 5, 50
	r := Analyse(in)
	text := r.Text()
	want := "not computable: all ratings are equal, so there is nothing to agree or disagree about (n 6, k 2)"
	for _, name := range []string{"Cohen's kappa", "Fleiss' kappa", "Krippendorff's alpha, ordinal", "ICC(2,1), absolute agreement"} {
		if got := lineOf(t, text, name); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q", name, got)
		}
		if r.NotComputable[name] != NoVariation {
			t.Errorf("%s: reason %q", name, r.NotComputable[name])
		}
	}
	if !strings.Contains(text, "50 draws, seed 5") || !strings.Contains(text, "declared scale: 1, 2, 3, 4, 5") {
		t.Error(text)
	}
}

func TestTextSaysWhyLimitsAreMissing(t *testing.T) {
	in := read(t, "a.csv", "u,A,B\n1,1,2\n2,2,3\n3,3,4\n4,4,5\n")
	got := lineOf(t, Analyse(in).Text(), "ICC(3,1), consistency")
	if want := "ICC(3,1), consistency 1.0000 – 4 2 excellent – limits not computable: " + NoResidual.Sentence(); got != want {
		t.Errorf("want %q\ngot  %q", want, got)
	}
}

func TestTextOfMeasurements(t *testing.T) {
	in, _ := fixture(t, "bland_altman_1986")
	text := Analyse(in).Text()
	if !strings.Contains(text, "taken for measurements") {
		t.Error(text)
	}
	if got := lineOf(t, text, "Bland–Altman lower limit"); got != "Bland–Altman lower limit -78.0973 [-112.6191, -43.5755] 17 2 – –" {
		t.Error(got)
	}
	if got := lineOf(t, text, "Kappa (Cohen, Fleiss), AC1 and AC2"); !strings.Contains(got, NoScale.Sentence()) {
		t.Error(got)
	}
}

func TestManyPairsHaveNoLinesButStayInJSON(t *testing.T) {
	in, _ := fixture(t, "annomi_q_10annotators")
	r := Analyse(in)
	if strings.Contains(r.Text(), "Cohen's") || len(r.CohenPairs) != 45 {
		t.Errorf("%d pairs", len(r.CohenPairs))
	}
}

func TestOneRater(t *testing.T) {
	r := Analyse(read(t, "a.csv", "u,A\n1,1\n2,4\n"))
	for _, l := range r.Lines() {
		if l.Value.known && !strings.HasPrefix(l.Name, "Leniency") {
			t.Errorf("one rater agrees with nobody, but %s is %s", l.Name, l.Value)
		}
	}
	if r.Correlation != nil || len(r.CohenPairs) != 0 {
		t.Error("there is no pair")
	}
}

func TestDroppedItemsAreCalledByTheirNames(t *testing.T) {
	v := []Number{Known(.5), NotComputable(TooFewRaters)}
	for want, d := range map[string]Dropped{
		`{"A":0.5,"B":null}`: {Names: []string{"A", "B"}, Values: v},
		`[0.5,null]`:         {Values: v, Bare: true},
		`{"r1":0.5,"rater1":0.5,"r2":null,"rater2":null}`: {Values: v},
	} {
		got, err := json.Marshal(d)
		if err != nil || string(got) != want {
			t.Errorf("want %s, got %s, %v", want, got, err)
		}
	}
}
