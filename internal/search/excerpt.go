package search

import "strings"

// excerptWords is the length of an excerpt.
const excerptWords = 32

// excerpt gives that part of a page's text which holds most of the words, with
// the words marked; its beginning where it holds none.
func (p indexed) excerpt(words []string) (out []Piece) {
	if len(p.tokens) == 0 {
		return nil
	}
	from, to := p.window(words)
	at := p.tokens[from].from
	add := func(until int, marked bool) {
		if until > at {
			out = append(out, Piece{p.Text[at:until], marked})
		}
		at = until
	}
	if from > 0 {
		out = append(out, Piece{Text: "… "})
	}
	for _, t := range p.tokens[from:to] {
		if fits(t.word, words) >= 0 {
			add(t.from, false)
			add(t.to, true)
		}
	}
	end := len(p.Text)
	if to < len(p.tokens) {
		end = p.tokens[to-1].to
	}
	add(end, false)
	if to < len(p.tokens) {
		out = append(out, Piece{Text: " …"})
	}
	return out
}

// window is the first run of tokens in which most different words stand. It
// begins a little before the first of them.
func (p indexed) window(words []string) (from, to int) {
	best, at := 0, 0
	for i, t := range p.tokens {
		if fits(t.word, words) < 0 {
			continue
		}
		seen := map[int]bool{}
		for _, u := range p.tokens[i:min(i+excerptWords-6, len(p.tokens))] {
			if w := fits(u.word, words); w >= 0 {
				seen[w] = true
			}
		}
		if len(seen) > best {
			best, at = len(seen), i
		}
	}
	from = max(0, min(at-6, len(p.tokens)-excerptWords))
	return from, min(from+excerptWords, len(p.tokens))
}

// fits is which of the words a token begins with; -1 for none.
func fits(token string, words []string) int {
	for i, w := range words {
		if strings.HasPrefix(token, w) {
			return i
		}
	}
	return -1
}
