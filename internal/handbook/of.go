package handbook

import (
	"time"

	"polyphony/content"
)

// Of draws the handbook of an instrument in a language, or in the instrument's
// own where language is empty; fault.NotFound if there is no such text.
func Of(l *content.Library, instrument, language string, made time.Time) ([]byte, error) {
	r, err := l.ReadInstrument(instrument, language)
	if err != nil {
		return nil, err
	}
	b := Book{Instrument: r.Instrument, Translated: r.Translated, NeedsReview: r.NeedsReview, Lessons: map[string][]string{}, Made: made}
	for id, lessons := range r.Lessons {
		for _, lesson := range lessons {
			b.Lessons[id] = append(b.Lessons[id], lesson.String())
		}
	}
	return Draw(b)
}
