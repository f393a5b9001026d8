package content

import "math"

// Stats is how much there is to read, to do and to listen to.
type Stats struct {
	Modules  []ModuleStats  `json:"modules"`
	Outlines []OutlineStats `json:"outlines"`
	Meetings []MeetingStats `json:"meetings"`
	Totals   Totals         `json:"totals"`
}

// ModuleStats is one module in numbers.
type ModuleStats struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Language    string   `json:"language"`
	Translated  []string `json:"translated"` // languages that it can be read in besides
	Words       int64    `json:"words"`      // to read in its sections
	Minutes     int64    `json:"minutes"`    // as declared
	Sections    int      `json:"sections"`
	Vignettes   int64    `json:"vignettes"`
	Exercises   int64    `json:"exercises"`
	Reflections int      `json:"reflections"`
	Figures     int64    `json:"figures"`
	Items       int      `json:"items"` // of its knowledge check
	Sources     int      `json:"sources"`
	Terms       int      `json:"terms"` // of its glossary
	// ReadingEase is Flesch's, to one decimal; nil where it is not known.
	ReadingEase *float64 `json:"reading_ease"`
}

// OutlineStats is one module that is still to be written.
type OutlineStats struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Pathway    string `json:"pathway"`
	Objectives int    `json:"objectives"`
	Sections   int    `json:"sections"`
	ToRead     int    `json:"to_read"`
}

// MeetingStats is one fictional meeting in numbers.
type MeetingStats struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Cues    int    `json:"cues"`
	Words   int64  `json:"words"`
	Minutes int64  `json:"minutes"` // from the first cue's start to the last one's end, rounded
	Voices  int    `json:"voices"`
}

// Totals are sums over modules and meetings.
type Totals struct {
	Modules        int   `json:"modules"`
	Words          int64 `json:"words"`
	Minutes        int64 `json:"minutes"`
	Vignettes      int64 `json:"vignettes"`
	Exercises      int64 `json:"exercises"`
	Reflections    int   `json:"reflections"`
	Figures        int64 `json:"figures"`
	Items          int   `json:"items"`
	Sources        int   `json:"sources"` // each as often as modules name it
	Terms          int   `json:"terms"`
	Outlines       int   `json:"outlines"`
	Meetings       int   `json:"meetings"`
	Cues           int   `json:"cues"`
	MeetingMinutes int64 `json:"meeting_minutes"`
}

// Stats counts a library, in the order of ids.
func (l *Library) Stats() Stats {
	out := Stats{Modules: []ModuleStats{}, Outlines: []OutlineStats{}, Meetings: []MeetingStats{}}
	t := &out.Totals
	for _, id := range sortedKeys(l.Modules) {
		m := l.Modules[id].stats()
		out.Modules = append(out.Modules, m)
		t.Modules++
		t.Words += m.Words
		t.Minutes += m.Minutes
		t.Vignettes += m.Vignettes
		t.Exercises += m.Exercises
		t.Reflections += m.Reflections
		t.Figures += m.Figures
		t.Items += m.Items
		t.Sources += m.Sources
		t.Terms += m.Terms
	}
	for _, id := range sortedKeys(l.Outlines) {
		o := l.Outlines[id]
		out.Outlines = append(out.Outlines, OutlineStats{
			ID: o.ID, Title: o.Title, Pathway: o.Pathway,
			Objectives: len(o.Objectives), Sections: len(o.Sections), ToRead: len(o.ToRead),
		})
		t.Outlines++
	}
	for _, id := range sortedKeys(l.Meetings) {
		m := l.Meetings[id].stats()
		out.Meetings = append(out.Meetings, m)
		t.Meetings++
		t.Cues += m.Cues
		t.MeetingMinutes += m.Minutes
	}
	return out
}

func (m *Module) stats() ModuleStats {
	out := ModuleStats{
		ID: m.ID, Title: m.Title, Language: m.Language, Words: m.Words, Minutes: m.Minutes, Sections: len(m.Sections),
		Vignettes: m.Vignettes, Exercises: m.Exercises, Reflections: len(m.Reflections), Figures: m.Figures,
		Items: len(m.Items), Sources: len(m.Sources), Terms: len(m.Glossary), Translated: sortedKeys(m.Translations),
	}
	if m.Ease != 0 {
		ease := math.Round(m.Ease*10) / 10
		out.ReadingEase = &ease
	}
	return out
}

func (m *Meeting) stats() MeetingStats {
	out := MeetingStats{ID: m.ID, Title: m.Title, Cues: len(m.Cues), Voices: len(m.Voices)}
	var from, to int64
	for i, c := range m.Cues {
		out.Words += words(c.Text)
		if i == 0 || c.StartMS < from {
			from = c.StartMS
		}
		to = max(to, c.EndMS)
	}
	out.Minutes = (to - from + 30_000) / 60_000
	return out
}
