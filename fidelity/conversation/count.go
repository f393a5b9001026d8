package conversation

import (
	"math"
	"sort"
	"strings"
	"unicode"
)

// countWords counts the white-space tokens that hold a letter or a digit.
func countWords(text string) int {
	n := 0
	for token := range strings.FieldsSeq(text) {
		if strings.ContainsFunc(token, isWordRune) {
			n++
		}
	}
	return n
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// gini is Σ(2i−n−1)x_i ⁄ (n Σx) with x ascending, 0 where there is nothing to
// share.
func gini(counts []int) float64 {
	x := append([]int(nil), counts...)
	sort.Ints(x)
	weighted, sum := 0, 0
	for i, v := range x {
		weighted += (2*(i+1) - len(x) - 1) * v
		sum += v
	}
	if sum == 0 {
		return 0
	}
	return float64(weighted) / (float64(len(x)) * float64(sum))
}

// entropyNormalised is the entropy of the shares in bits over log2(n), 0 for
// fewer than two voices.
func entropyNormalised(counts []int) float64 {
	if len(counts) < 2 {
		return 0
	}
	return entropyBits(counts) / math.Log2(float64(len(counts)))
}

// share is part ⁄ whole to six decimals, 0 of nothing.
func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return round6(float64(part) / float64(whole))
}

func round6(x float64) float64 { return math.Round(x*1e6) / 1e6 }
