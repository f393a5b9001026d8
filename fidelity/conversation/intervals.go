package conversation

import "sort"

// span is a half-open stretch of time, in milliseconds.
type span struct{ start, end int64 }

// union merges spans that are sorted by their start.
func union(sorted []span) []span {
	var out []span
	for _, s := range sorted {
		if n := len(out); n > 0 && s.start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
			continue
		}
		out = append(out, s)
	}
	return out
}

func length(spans []span) int64 {
	var n int64
	for _, s := range spans {
		n += s.end - s.start
	}
	return n
}

// gaps gives what of whole the spans (a union) leave open, from end to end.
func gaps(spans []span, whole span) []span {
	var out []span
	at := whole.start
	for _, s := range spans {
		if s.start > at {
			out = append(out, span{at, s.start})
		}
		at = max(at, s.end)
	}
	if whole.end > at {
		out = append(out, span{at, whole.end})
	}
	return out
}

func longest(spans []span) int64 {
	var n int64
	for _, s := range spans {
		n = max(n, s.end-s.start)
	}
	return n
}

// overlap sweeps over one union of spans a voice: the time that two or more of
// them cover and the most at one moment.
func overlap(voices [][]span) (ms int64, most int) {
	type edge struct {
		at   int64
		step int
	}
	var edges []edge
	for _, spans := range voices {
		for _, s := range spans {
			if s.end > s.start {
				edges = append(edges, edge{s.start, 1}, edge{s.end, -1})
			}
		}
	}
	sort.Slice(edges, func(i, j int) bool {
		if edges[i].at != edges[j].at {
			return edges[i].at < edges[j].at
		}
		return edges[i].step < edges[j].step // what ends here does not overlap
	})
	now := 0
	for i, e := range edges {
		if now >= 2 {
			ms += e.at - edges[i-1].at
		}
		now += e.step
		most = max(most, now)
	}
	return ms, most
}
