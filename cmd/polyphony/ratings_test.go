package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"polyphony/fidelity/agreement"
)

// ratingsOfADemonstration exports the ratings of a place and repeats their
// agreement from the file.
func ratingsOfADemonstration(t *testing.T, data string, names []string) {
	t.Helper()
	file, codebook := filepath.Join(t.TempDir(), "ratings.csv"), filepath.Join(t.TempDir(), "codebook.md")
	if code, _, errs := command(t, "", "ratings", "export", file, "--codebook", codebook, "--data", data); code != exitOK {
		t.Fatalf("exit %d: %s", code, errs)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if strings.Contains(string(text), n) {
			t.Errorf("the export names %s", n)
		}
	}
	if _, again, _ := command(t, "", "ratings", "export", "-", "--data", data); again != string(text) {
		t.Error("two exports of one ledger differ")
	}
	words, err := os.ReadFile(codebook)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range agreement.Codebook() {
		if !strings.Contains(string(words), "| `"+v.Name+"` |") {
			t.Errorf("the codebook leaves out %s", v.Name)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	undecidedStayClosed(t, rows)
	closestPairHasAnICC(t, rows)
	for _, wrong := range []string{"5", "5-1", "1-5x", "2-4"} {
		if code, _, errs := command(t, "", "agreement", file, "--scale", wrong); code != exitMisuse || errs == "" {
			t.Errorf("the scale %s: exit %d, %s", wrong, code, errs)
		}
	}
	if code, out, errs := command(t, "", "agreement", file, "--scale", "1-5"); code != exitOK || !strings.Contains(out, "declared scale: 1, 2, 3, 4, 5") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// undecidedStayClosed: a meeting in the export was rated by two at least, since
// with one rating nothing is decided (R26).
func undecidedStayClosed(t *testing.T, rows [][]string) {
	t.Helper()
	raters := map[string]map[string]bool{}
	for _, r := range rows[1:] {
		if raters[r[0]] == nil {
			raters[r[0]] = map[string]bool{}
		}
		raters[r[0]][r[3]] = true
	}
	for meeting, by := range raters {
		if len(by) < 2 {
			t.Errorf("meeting %s is in the export with %d raters", meeting, len(by))
		}
	}
}

// closestPairHasAnICC analyses the two raters who rated most together, since
// nobody rates every meeting.
func closestPairHasAnICC(t *testing.T, rows [][]string) {
	t.Helper()
	shared := map[[2]string]int{}
	for i, a := range rows[1:] {
		for _, b := range rows[i+2:] {
			if a[0] == b[0] && a[2] == b[2] && a[5] == "scored" && b[5] == "scored" {
				shared[[2]string{a[3], b[3]}]++
			}
		}
	}
	var most [2]string
	for pair, n := range shared {
		if n > shared[most] || n == shared[most] && slices.Compare(pair[:], most[:]) < 0 {
			most = pair
		}
	}
	var b strings.Builder
	kept := [][]string{rows[0]}
	for _, r := range rows[1:] {
		if slices.Contains(most[:], r[3]) {
			kept = append(kept, r)
		}
	}
	if err := csv.NewWriter(&b).WriteAll(kept); err != nil {
		t.Fatal(err)
	}
	in, err := agreement.Read(strings.NewReader(b.String()), "pair.csv")
	if err != nil {
		t.Fatal(err)
	}
	if err := in.SetScale(1, 5); err != nil {
		t.Fatal(err)
	}
	report := agreement.Analyse(in)
	if report.ICC == nil && report.ICCComplete == nil {
		t.Fatalf("no intraclass correlation of %d ratings", report.Given)
	}
	found := report.ICC
	if found == nil {
		found = report.ICCComplete
	}
	v, ok := found.ICC21.Value.Value()
	t.Logf("ICC(2,1) %.3f of %d units by two raters", v, found.N)
	if !ok || found.N != shared[most] || found.K != 2 {
		t.Errorf("ICC(2,1) of %d units by %d raters: %v; %d shared", found.N, found.K, found.ICC21.Value, shared[most])
	}
}
