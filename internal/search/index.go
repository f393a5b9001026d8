package search

import (
	"slices"
	"strings"
)

// Page is one thing that can be found: a section, or a word explained.
type Page struct {
	Key   string // what the caller knows it by
	Above string // the title of what it is part of; counts a little
	Title string // counts much
	Text  string
}

// Index is pages made ready to be searched. It never changes, so any number of
// requests may share it.
type Index struct {
	pages []indexed
	words []string // sorted, for the beginnings of words
	at    map[string][]posting
}

// indexed is a page with the words of its text and where they stand.
type indexed struct {
	Page
	tokens []token
}

// posting says how often one word stands in one page, by where.
type posting struct {
	page               int
	title, above, text int
}

// New makes an index of pages.
func New(pages []Page) *Index {
	x := &Index{at: map[string][]posting{}}
	for i, p := range pages {
		counts := map[string]*posting{}
		count := func(word string) *posting {
			if counts[word] == nil {
				counts[word] = &posting{page: i}
			}
			return counts[word]
		}
		p.Text = strings.Join(strings.Fields(p.Text), " ")
		text := tokens(p.Text)
		for _, t := range text {
			count(t.word).text++
		}
		for _, t := range tokens(p.Title) {
			count(t.word).title++
		}
		for _, t := range tokens(p.Above) {
			count(t.word).above++
		}
		for word, c := range counts {
			x.at[word] = append(x.at[word], *c)
		}
		x.pages = append(x.pages, indexed{p, text})
	}
	for word := range x.at {
		x.words = append(x.words, word)
	}
	slices.Sort(x.words)
	return x
}

// from gives the words of the index that begin as word does.
func (x *Index) from(word string) []string {
	i, _ := slices.BinarySearch(x.words, word)
	j := i
	for j < len(x.words) && strings.HasPrefix(x.words[j], word) {
		j++
	}
	return x.words[i:j]
}
