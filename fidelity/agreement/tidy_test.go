package agreement

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"polyphony/internal/fault"
)

func ratings() []Rating {
	var out []Rating
	for u, row := range shroutFleiss() {
		for j, v := range row {
			out = append(out, Rating{
				Meeting: "m" + number(float64(u+1)), Trainee: "t1", Principle: "transparency", Rater: "r" + number(float64(j+1)),
				Score: int(v), State: Scored, Purpose: "summative", Instrument: "seven 1.0", RatedOn: "2026-03-04",
			})
		}
	}
	return append(out,
		Rating{Meeting: "m1", Trainee: "t1", Principle: "continuity", Rater: "r1", State: NotApplicable, Score: 4},
		Rating{Meeting: "m1", Trainee: "t1", Principle: "continuity", Rater: "r2", State: NotObservable})
}

func tidy(t *testing.T, r []Rating) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteTidy(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTidyHasTheColumnsOfTheCodebook(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(tidy(t, ratings()))).ReadAll()
	if err != nil || len(rows) != 27 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, v := range Codebook() {
		if rows[0][i] != v.Name || v.Meaning == "" || v.Values == "" || v.Type == "" {
			t.Errorf("column %d: %q and %+v", i, rows[0][i], v)
		}
	}
	if got := strings.Join(rows[1], ","); got != "m1,t1,continuity,r1,,not-applicable,,," {
		t.Errorf("sorted, and no score where none was given: %s", got)
	}
}

func TestTidyIsTheSameWhateverTheOrder(t *testing.T) {
	r := ratings()
	a := tidy(t, r)
	r[0], r[9], r[20] = r[20], r[0], r[9]
	if tidy(t, r) != a {
		t.Error("order changed the bytes")
	}
}

func TestTidyReadsBackToTheSameCoefficients(t *testing.T) {
	in := read(t, "export.csv", tidy(t, ratings()))
	r := Analyse(in)
	_, want := fixture(t, "shrout_fleiss_1979")
	got := roundTrip(t, r)["items"].(map[string]any)["transparency"].(map[string]any)
	delete(want, "cronbach") // raters have names here
	if compare(t, "", want, got) == 0 {
		t.Error("nothing was compared")
	}
	undefined(t, "nobody scored continuity", r.Items["continuity"].ICC.ICC21.Value, TooFewUnits)
}

func TestTidyRefuses(t *testing.T) {
	whole := Rating{Meeting: "m", Principle: "p", Rater: "r", State: Scored, Score: 3}
	for name, change := range map[string]func(*Rating){
		"meeting":   func(r *Rating) { r.Meeting = "" },
		"principle": func(r *Rating) { r.Principle = "" },
		"rater":     func(r *Rating) { r.Rater = "" },
		"state":     func(r *Rating) { r.State = "good" },
	} {
		r := whole
		change(&r)
		if err := WriteTidy(&bytes.Buffer{}, []Rating{r}); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := WriteTidy(&bytes.Buffer{}, []Rating{whole, whole}); !fault.Is(err, fault.Invalid) {
		t.Errorf("two ratings of one thing: %v", err)
	}
}

func TestTidyDefusesFormulas(t *testing.T) {
	text := tidy(t, []Rating{{Meeting: "=1+1", Principle: "-p", Rater: "@r", State: Scored, Score: -2}})
	if !strings.Contains(text, "'=1+1,,'-p,'@r,-2,scored") {
		t.Error(text)
	}
}

type full struct{}

var errFull = errors.New("disk full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestTidyHandsWriterErrorsOn(t *testing.T) {
	if err := WriteTidy(full{}, ratings()); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
	if err := WriteCodebook(full{}); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
	var b bytes.Buffer
	if err := WriteCodebook(&b); err != nil || strings.Count(b.String(), "\n") != len(Codebook())+1 {
		t.Errorf("%v\n%s", err, b.String())
	}
}
