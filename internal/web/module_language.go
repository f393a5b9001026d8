package web

import (
	"maps"
	"slices"
	"strings"
	"time"

	"polyphony/content"
	"polyphony/internal/app"
)

// textChoice is one language that a module can be read in.
type textChoice struct {
	Lang, Name, Href string
	Current          bool
}

// textLanguage is the language of a module's text on a page; its frame stays
// in that of the service.
type textLanguage struct {
	Lang    string // BCP 47; empty for the original
	Choices []textChoice
	Unread  bool   // no native reader has reviewed the translation
	Review  string // who has, and when
}

// languageNames are languages as those who read them call them.
var languageNames = map[string]string{
	"en": "English", "fi": "suomi", "sv": "svenska", "nb": "norsk bokmål", "da": "dansk", "de": "Deutsch", "nl": "Nederlands",
	"fr": "français", "es": "español", "it": "italiano", "pt": "português", "pl": "polski", "cy": "Cymraeg", "ja": "日本語",
}

func languageName(tag string) string {
	primary, _, _ := strings.Cut(tag, "-")
	if name, ok := languageNames[primary]; ok {
		return name
	}
	return tag
}

// choiceLife is how long a browser keeps the language of a module.
const choiceLife = 365 * 24 * time.Hour

func choiceCookie(module string) string { return "text-" + module }

// inLanguage puts the words of a translation in the place of the original's,
// where the reader asked for them with ?lang= on this or an earlier page of the
// module. Ids, minutes, credit and digest stay those of the original.
func (s *Server) inLanguage(r *req, v app.ModuleView) (app.ModuleView, textLanguage) {
	if len(v.Translations) == 0 {
		return v, textLanguage{}
	}
	asked := r.Cookies(choiceCookie(v.Module.ID))
	primary, _, _ := strings.Cut(v.Module.Language, "-")
	if q := r.Query("lang"); q == primary || v.Translations[q] != nil {
		asked = q
		s.setCookie(r, choiceCookie(v.Module.ID), asked, choiceLife)
	}
	t := v.Translations[asked]
	out := languageOf(v.Module, v.Translations, t, r.Path())
	if t == nil {
		return v, out
	}
	shown := *t
	shown.Digest = v.Module.Digest
	v.Module = &shown
	v.Sections = slices.Clone(v.Sections)
	for i := range v.Sections {
		v.Sections[i].RenderedSection = t.Sections[i]
	}
	return v, out
}

// languageOf lists the languages that a module can be read in at an address.
func languageOf(original *content.Module, all map[string]*content.Module, shown *content.Module, at string) textLanguage {
	primary, _, _ := strings.Cut(original.Language, "-")
	out := textLanguage{Choices: []textChoice{{original.Language, languageName(original.Language), at + "?lang=" + primary, shown == nil}}}
	for _, language := range slices.Sorted(maps.Keys(all)) {
		t := all[language]
		out.Choices = append(out.Choices, textChoice{t.Language, languageName(t.Language), at + "?lang=" + language, t == shown})
	}
	if shown != nil {
		out.Lang, out.Unread, out.Review = shown.Language, shown.NeedsReview(), shown.Review
	}
	return out
}

// wording gives the sentences of a check or a reflection in the language that
// the reader has chosen for its module.
func (s *Server) wording(r *req, module string) wording {
	language := r.Cookies(choiceCookie(module))
	if language == "" {
		return wording{}
	}
	return wording{language, s.app.Wording(module, language)}
}

// wording is a language with sentences in it.
type wording struct {
	lang  string
	words map[string]string
}

// has reports whether every one of the sentences can be said.
func (w wording) has(sentences ...string) bool {
	for _, s := range sentences {
		if w.words[s] == "" {
			return false
		}
	}
	return true
}

// question is a question in these words, which has says are there.
func (w wording) question(q app.Question) app.Question {
	q.Stem = w.words[q.Stem]
	q.Options = slices.Clone(q.Options)
	for i, o := range q.Options {
		q.Options[i] = w.words[o]
	}
	return q
}

// answer is an answer in these words.
func (w wording) answer(a app.AnswerView) app.AnswerView {
	a.Stem, a.Chosen, a.Feedback = w.words[a.Stem], w.words[a.Chosen], w.words[a.Feedback]
	a.Restudy.Title = w.words[a.Restudy.Title]
	return a
}
