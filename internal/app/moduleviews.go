package app

import (
	"context"

	"polyphony/content"
	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// ModuleView is a module of the actor's own enrolment, in the bytes that the
// enrolment pinned (R15).
type ModuleView struct {
	Enrolment   fact.ID
	Module      *content.Module
	Closed      string // why it cannot be studied yet; empty where it is open
	Sections    []SectionView
	Check       courses.Tries
	Needed      int64 // items of a series that must be right
	Rule        courses.Check
	Reflections []ReflectionLine
	// Translations are those of today that fit Module, by language.
	Translations map[string]*content.Module
}

// SectionView is one section with the seconds credited, in the ledger and on
// the way there.
type SectionView struct {
	content.RenderedSection
	Have, Need int64
	// Away are the minutes that it goes on counting untouched for the sake of
	// its exercises and writing; 0 where only the standard's time without
	// input does.
	Away int64
}

// Full reports whether the section's floor is met.
func (s SectionView) Full() bool { return s.Have >= s.Need }

// ReflectionLine is one of a module's reflections in a list.
type ReflectionLine struct {
	courses.Reflection
	HandedAt, ReadAt fact.Time // 0: not yet
}

// Read reports whether every section's floor is met.
func (v ModuleView) Read() bool {
	for _, s := range v.Sections {
		if !s.Full() {
			return false
		}
	}
	return true
}

// Module shows a module of the actor's newest enrolment that has it.
func (a *App) Module(ctx context.Context, actor Actor, module string) (out ModuleView, err error) {
	err = a.seen(ctx, actor, people.FollowOwnPath, func(w *Work) error {
		live, err := w.LiveStudy(actor.Person)
		if err != nil && !isNotFound(err) {
			return err
		}
		out, err = w.moduleView(module, Reading{live.Enrolment, live.Module, live.Section, live.Accrued})
		return err
	})
	return out, err
}

// ModuleAsAsked is Module as things stood when the request was let in: what
// that look at the database told is not asked again. It is for a request that
// changes nothing.
func (a *App) ModuleAsAsked(ctx context.Context, me Me, module string) (out ModuleView, err error) {
	err = a.store.ReadAt(ctx, me.size, func(tx Tx) error {
		w := &Work{Tx: tx, app: a, ctx: ctx, actor: me.Actor}
		if err := w.authorise(people.FollowOwnPath); err != nil {
			return err
		}
		out, err = w.moduleView(module, me.reading)
		return err
	})
	return out, err
}

func (w *Work) moduleView(module string, live Reading) (out ModuleView, err error) {
	e, err := w.enrolmentWith(module)
	if err != nil {
		return out, err
	}
	p, progress := e.Pinned(), e.progress(w.Now())
	out = ModuleView{
		Enrolment: e.Enrolment, Module: e.Opened.Modules[module], Rule: p.Standard.Check,
		Check: progress.Tries(module), Needed: p.Standard.Check.PassShare.Of(p.Standard.Check.Serve),
		Sections:     sectionViews(e, progress, module, live),
		Translations: w.app.translations(e.Opened.Modules[module]),
	}
	for language, t := range out.Translations {
		out.Translations[language] = t.Within(e.Opened.Modules)
	}
	if why := progress.Open(module); len(why) > 0 {
		out.Closed = p.Because(why)
	}
	handed := submissions(e)
	for _, r := range p.Modules[module].Reflections {
		l := ReflectionLine{Reflection: r}
		for _, s := range handed {
			if s.Module == module && s.Reflection == r.ID {
				l.HandedAt, l.ReadAt = s.At, s.ReadAt
			}
		}
		out.Reflections = append(out.Reflections, l)
	}
	return out, nil
}

// sectionViews shows what is credited, with what a live session has accrued
// and not yet put into the ledger.
func sectionViews(e enrolment, progress courses.Progress, module string, live Reading) []SectionView {
	sections, p := e.Opened.Modules[module].Sections, e.Pinned()
	out := make([]SectionView, 0, len(sections))
	for _, s := range sections {
		room := progress.Room(module, s.ID)
		v := SectionView{RenderedSection: s, Have: room.Have, Need: s.Minutes * 60}
		if _, sec, _ := p.Section(module, s.ID); p.Standard.Study.LeavesTheScreen(sec) {
			v.Away = sec.Away
		}
		if live.Enrolment == e.Enrolment && live.Module == module && live.Section == s.ID {
			v.Have += min(live.Accrued/second, room.Left())
		}
		out = append(out, v)
	}
	return out
}

// Asset gives a file that a module shows, from the bytes that one of the
// actor's own enrolments pinned under this digest.
func (a *App) Asset(ctx context.Context, actor Actor, module string, digest fact.Digest, name string) (b []byte, err error) {
	err = a.seen(ctx, actor, people.FollowOwnPath, func(w *Work) error {
		own, err := a.enrolmentsOf(w.Tx, actor.Person)
		if err != nil {
			return err
		}
		for _, e := range own {
			m, ok := e.Opened.Modules[module]
			if !ok || m.Digest != digest {
				continue
			}
			if file, ok := m.Assets[name]; ok {
				b = file
				return nil
			}
		}
		return notThere()
	})
	return b, err
}
