package search

import (
	"math"
	"slices"
)

// Hit is a page that was found.
type Hit struct {
	Page
	Excerpt []Piece
	score   float64
}

// Piece is a part of an excerpt; Marked ones are what was looked for.
type Piece struct {
	Text   string
	Marked bool
}

// maxWords bounds what one query can ask; the rest of it is left out.
const maxWords = 12

// Weights of a word by where it stands. Policy: a title is what a page is
// about; the same word ten times in a text is not ten times as apt.
const (
	inTitle = 8.0
	inAbove = 2.0
	inText  = 1.0
	whole   = 2.0 // a whole word, against the beginning of one
)

// Query looks for words in several indexes, best hits first and at most limit
// of them. A page fits when each word of the query begins a word of it. Where
// none does, pages that have some of the words are given, and whole is false.
func Query(indexes []*Index, query string, limit int) (hits []Hit, whole bool) {
	words := wordsOf(query)
	if len(words) == 0 {
		return nil, true
	}
	found := make([]map[place]float64, len(words))
	for i, w := range words {
		found[i] = fitting(indexes, w)
	}
	hits = rank(indexes, words, found, len(words), limit)
	if len(hits) > 0 || len(words) == 1 {
		return hits, true
	}
	return rank(indexes, words, found, 1, limit), false
}

// wordsOf gives the different words of a query, in its order.
func wordsOf(query string) (out []string) {
	for _, t := range tokens(query) {
		if !slices.Contains(out, t.word) && len(out) < maxWords {
			out = append(out, t.word)
		}
	}
	return out
}

// place is a page of one of several indexes.
type place struct{ index, page int }

// fitting weighs each page that has a word: more where it stands in a title,
// and the more the fewer pages have it.
func fitting(indexes []*Index, word string) map[place]float64 {
	out := map[place]float64{}
	pages := 0
	for i, x := range indexes {
		pages += len(x.pages)
		for _, w := range x.from(word) {
			factor := 1.0
			if w == word {
				factor = whole
			}
			for _, p := range x.at[w] {
				weight := inTitle*min(float64(p.title), 1) + inAbove*min(float64(p.above), 1) + inText*math.Log1p(float64(p.text))
				at := place{i, p.page}
				out[at] += factor * weight
			}
		}
	}
	rare := math.Log1p(float64(pages) / float64(max(len(out), 1)))
	for at := range out {
		out[at] *= rare
	}
	return out
}

// rank orders the pages that have at least so many of the words.
func rank(indexes []*Index, words []string, found []map[place]float64, atLeast, limit int) (hits []Hit) {
	type sum struct {
		place
		words int
		score float64
	}
	sums := map[place]sum{}
	for _, pages := range found {
		for at, score := range pages {
			s := sums[at]
			sums[at] = sum{at, s.words + 1, s.score + score}
		}
	}
	var order []sum
	for _, s := range sums {
		if s.words >= atLeast {
			order = append(order, s)
		}
	}
	slices.SortFunc(order, func(a, b sum) int {
		switch {
		case a.words != b.words:
			return b.words - a.words
		case a.score != b.score:
			if a.score > b.score {
				return -1
			}
			return 1
		case a.index != b.index:
			return a.index - b.index
		}
		return a.page - b.page
	})
	for _, s := range order[:min(limit, len(order))] {
		p := indexes[s.index].pages[s.page]
		hits = append(hits, Hit{Page: p.Page, Excerpt: p.excerpt(words), score: s.score})
	}
	return hits
}
