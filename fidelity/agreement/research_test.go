package agreement

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// rBlocks are the R blocks of docs/research.md.
func rBlocks(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "research.md"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, part := range strings.Split(string(text), "```r\n")[1:] {
		block, _, closed := strings.Cut(part, "```")
		if !closed {
			t.Fatal("an R block is not closed")
		}
		out = append(out, block)
	}
	return out
}

func TestResearchShowsFiveLinesAndEveryColumn(t *testing.T) {
	blocks := rBlocks(t)
	if len(blocks) != 2 || strings.Count(blocks[0], "\n") != 5 {
		t.Fatalf("want a block of five lines and one more, got %q", blocks)
	}
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "research.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range Codebook() {
		if !strings.Contains(string(text), "| `"+v.Name+"` |") {
			t.Errorf("the page does not explain the column %s", v.Name)
		}
	}
}

// hasR reports whether R and a package are on this machine.
func hasR(name string) bool {
	return exec.Command("Rscript", "-e", "if (!requireNamespace('"+name+"', quietly = TRUE)) quit(status = 1)").Run() == nil
}

// runR runs code beside an export of the ratings and gives the numbers on the
// lines that start with a '#'.
func runR(t *testing.T, code string) []float64 {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ratings.csv"), []byte(tidy(t, ratings())), 0o600); err != nil {
		t.Fatal(err)
	}
	r := exec.Command("Rscript", "-e", code)
	r.Dir = dir
	out, err := r.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var numbers []float64
	for _, line := range strings.Split(string(out), "\n") {
		if text, ok := strings.CutPrefix(line, "#"); ok {
			v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
			if err != nil {
				t.Fatal(err)
			}
			numbers = append(numbers, v)
		}
	}
	return numbers
}

// The lines are run only where R is: the rest of the suite holds the same
// figures against values that R computed.
func TestResearchLinesGiveTheSameFiguresInR(t *testing.T) {
	if !hasR("psych") {
		t.Log("R with psych is not on this machine; nothing to compare with")
		return
	}
	code := strings.Replace(rBlocks(t)[0], "levels = 1:5", "levels = 1:10", 1)
	ask := `cat(sprintf("#%.12f\n", c(icc$results$ICC, icc$results$"lower bound"[2], consistency$total$raw_alpha, r[1, 2])), sep = "")`
	got := runR(t, code+ask)
	i, c := IntraclassCorrelations(shroutFleiss()), Cronbach(shroutFleiss())
	x, y := shroutFleiss().Pair(0, 1)
	want := []Number{
		i.ICC11.Value, i.ICC21.Value, i.ICC31.Value, i.ICC1k.Value, i.ICC2k.Value, i.ICC3k.Value,
		i.ICC21.Limits.Lower, c.Raw, Spearman(x, y).Value,
	}
	if len(got) != len(want) {
		t.Fatalf("R printed %v", got)
	}
	for at, n := range want {
		near(t, "figure "+strconv.Itoa(at+1), n, got[at], 1e-6)
	}
	if !hasR("irrCAC") {
		t.Log("irrCAC is not on this machine; its two lines were not run")
		return
	}
	code += strings.ReplaceAll(rBlocks(t)[1], "1:5", "1:10")
	more := runR(t, code+`cat(sprintf("#%.12f\n", c(ac$est$coeff.val, interval$est$coeff.val)), sep = "")`)
	near(t, "AC2", Gwet(shroutFleiss(), Scale{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, Quadratic(10)).Value, more[0], 1e-5)
	near(t, "alpha", Alpha(shroutFleiss(), IntervalMetric).Value, more[1], 1e-5)
}
