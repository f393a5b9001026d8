package app

import (
	"maps"
	"slices"
	"strings"
	"time"

	"polyphony/content"
	"polyphony/fidelity"
	"polyphony/internal/fault"
	"polyphony/internal/handbook"
)

// Instruments lists the instruments that came with this version, for anybody:
// those that a pathway rates by first, then by title.
func (a *App) Instruments() []fidelity.Instrument {
	used := map[string]bool{}
	for _, p := range a.library.Pathways {
		used[p.Instrument] = true
	}
	return slices.SortedFunc(maps.Values(a.library.Instruments), func(x, y fidelity.Instrument) int {
		if used[x.ID] != used[y.ID] {
			if used[x.ID] {
				return -1
			}
			return 1
		}
		return strings.Compare(x.Title, y.Title)
	})
}

// Instrument gives one that came with this version, in a language or in its own
// where language is empty; fault.NotFound if there is no such text.
func (a *App) Instrument(id, language string) (content.InstrumentReading, error) {
	return a.library.ReadInstrument(id, language)
}

// Handbook prints an instrument in a language. Only the day of made is in the
// file, so that it is the same for a day.
func (a *App) Handbook(id, language string, made time.Time) ([]byte, error) {
	return handbook.Of(a.library, id, language, made.UTC().Truncate(24*time.Hour))
}

// Crosswalk sets the instruments beside one another; fault.NotFound where the
// content has none.
func (a *App) Crosswalk() (fidelity.Crosswalk, map[string]fidelity.Instrument, error) {
	if a.library.Crosswalk == nil {
		return fidelity.Crosswalk{}, nil, fault.New(fault.NotFound, "crosswalk", "There is no crosswalk.")
	}
	return *a.library.Crosswalk, a.library.Instruments, nil
}
