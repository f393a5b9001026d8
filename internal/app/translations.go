package app

import "polyphony/content"

// translations are those of a pinned module that this binary has and that fit
// it, by language. They are what the curriculum says today: a translation is a
// help to read the original, and no enrolment is pinned to it.
func (a *App) translations(pinned *content.Module) map[string]*content.Module {
	m, ok := a.library.Modules[pinned.ID]
	if !ok || len(m.Translations) == 0 {
		return nil
	}
	out := map[string]*content.Module{}
	for language, t := range m.Translations {
		if t.Fits(pinned) {
			out[language] = t
		}
	}
	return out
}

// Wording gives, for the sentences of a module's checks and reflections as they
// are written, those of its translation; nothing for a language without one. A
// sentence that has changed since a bundle was pinned is not in it.
func (a *App) Wording(module, language string) map[string]string {
	m, ok := a.library.Modules[module]
	if !ok || m.Translations[language] == nil {
		return nil
	}
	return m.Translations[language].Wording(m)
}
