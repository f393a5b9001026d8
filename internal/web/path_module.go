package web

import (
	"fmt"
	"slices"

	"polyphony/courses"
	"polyphony/internal/app"
)

// moduleView is everything that a path asks for in one module, in the shape of
// the part "module-row": reading, its check and its writing.
type moduleView struct {
	Title, Href, State, Text string
	Have, Need               int
	Next                     string // the first thing that is missing
	Parts                    []partView
}

// partView is one of a module's requirements.
type partView struct {
	Title, Href, State, Text string
	Missing, Earliest, Why   string
}

// split puts the lines of a stage that belong to a module together, in the
// order of the path, and leaves the others as they are.
func split(p courses.Pinned, lines []app.PathLine, href func(app.PathLine) string, at clockOf) (modules []moduleView, rest []app.PathLine) {
	var order []string
	of := map[string][]app.PathLine{}
	for _, l := range lines {
		if l.Module == "" {
			rest = append(rest, l)
			continue
		}
		if !slices.Contains(order, l.Module) {
			order = append(order, l.Module)
		}
		of[l.Module] = append(of[l.Module], l)
	}
	for _, id := range order {
		modules = append(modules, moduleOnPath(p, id, of[id], href, at))
	}
	return modules, rest
}

func moduleOnPath(p courses.Pinned, id string, lines []app.PathLine, href func(app.PathLine) string, at clockOf) moduleView {
	v := moduleView{Title: p.Modules[id].Title, State: string(app.PathDone)}
	begun, done := false, true
	for _, l := range lines {
		begun, done = begun || l.State != app.PathNotYet, done && l.State == app.PathDone
		part := partView{
			Title: partTitle(l), Href: href(l), State: string(l.State), Text: countOf(l), Missing: l.Missing, Why: l.Why,
		}
		if l.Earliest != 0 {
			part.Earliest = "Earliest: " + at.dayOrInstant(l.Earliest)
		}
		if l.Kind == courses.SectionMinutes {
			v.Href, v.Text, v.Have, v.Need = part.Href, l.Count, int(min(l.Have, l.Need)), int(l.Need)
			if l.Act {
				part.Missing = ""
				part.Text = l.Count
				v.Next = nextSection(p, l)
			}
		}
		if v.Next == "" && l.State != app.PathDone {
			v.Next = l.Missing
		}
		v.Parts = append(v.Parts, part)
	}
	switch {
	case done:
		v.Next = ""
	case begun:
		v.State = string(app.PathGoing)
	default:
		v.State = string(app.PathNotYet)
	}
	return v
}

func partTitle(l app.PathLine) string {
	switch l.Kind {
	case courses.SectionMinutes:
		return "Reading"
	case courses.CheckPassed:
		return "Knowledge check"
	default:
		return "Reflection “" + l.Title + "”"
	}
}

// nextSection names the first section that has not all its minutes.
func nextSection(p courses.Pinned, l app.PathLine) string {
	for _, s := range p.Modules[l.Module].Sections {
		if s.ID == l.Ref {
			return fmt.Sprintf("Next to read: “%s”, %s.", s.Title, plural(int(s.Minutes), "minute", "minutes"))
		}
	}
	return ""
}
