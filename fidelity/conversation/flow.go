package conversation

import (
	"math"
	"sort"
)

// Flow is how turns follow one another. A transfer is the start of a turn minus
// the latest end within the turn before it: negative where voices overlap.
type Flow struct {
	MedianTransferMS  float64 `json:"median_transfer_ms"`
	TransfersGE1000   int     `json:"transfers_ge_1000ms"`
	TransfersGE3000   int     `json:"transfers_ge_3000ms"`
	TransfersNegative int     `json:"transfers_negative"`
	LongestTurnWords  int     `json:"longest_turn_words"`
	// GiniTurns and the entropies are those of Measures, over turns in place of
	// words; TransitionEntropyBits is Σ_a p(a) H(next voice | a), 0 when who
	// speaks next is settled by who spoke.
	GiniTurns             float64 `json:"gini_turns"`
	EntropyTurnsBits      float64 `json:"entropy_turns_bits"`
	EntropyTurns          float64 `json:"entropy_turns_normalised"`
	TransitionEntropyBits float64 `json:"transition_entropy_bits"`
}

func (k *talk) flow() Flow {
	var f Flow
	var transfers []int64
	for i, t := range k.turns {
		f.LongestTurnWords = max(f.LongestTurnWords, t.words)
		if i == 0 {
			continue
		}
		gap := t.start - k.turns[i-1].end
		transfers = append(transfers, gap)
		if gap >= 1000 {
			f.TransfersGE1000++
		}
		if gap >= 3000 {
			f.TransfersGE3000++
		}
		if gap < 0 {
			f.TransfersNegative++
		}
	}
	f.MedianTransferMS = median(transfers)
	turns := k.turnCounts()
	f.GiniTurns = round6(gini(turns))
	f.EntropyTurnsBits, f.EntropyTurns = round6(entropyBits(turns)), round6(entropyNormalised(turns))
	for _, to := range k.follows() {
		row, n := make([]int, len(to)), 0
		for b, cues := range to {
			row[b] = len(cues)
			n += len(cues)
		}
		if n > 0 {
			f.TransitionEntropyBits += float64(n) / float64(len(transfers)) * entropyBits(row)
		}
	}
	f.TransitionEntropyBits = round6(f.TransitionEntropyBits)
	return f
}

// median is 0 of nothing.
func median(x []int64) float64 {
	if len(x) == 0 {
		return 0
	}
	sort.Slice(x, func(i, j int) bool { return x[i] < x[j] })
	return float64(x[(len(x)-1)/2]+x[len(x)/2]) / 2
}

// entropyBits is the entropy of the shares in bits, 0 of nothing.
func entropyBits(counts []int) float64 {
	sum := 0
	for _, v := range counts {
		sum += v
	}
	h := 0.0
	for _, v := range counts {
		if v > 0 {
			p := float64(v) / float64(sum)
			h -= p * math.Log2(p)
		}
	}
	return h
}
