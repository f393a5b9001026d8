package content

import (
	"bytes"
	_ "embed"
	"io/fs"
	"strings"
	"text/template"

	"polyphony/internal/fault"
)

// fillIn is what a draft says where its author has to write; a finding repeats
// it until they have.
const fillIn = "FILL IN:"

//go:embed draft.md.tmpl
var draftText string

var draftForm = template.Must(template.New("draft").Funcs(template.FuncMap{
	"quote": func(s string) string { return string(mustJSON(s)) },
	"slug":  slug,
	"inc":   func(i int) int { return i + 1 },
}).Parse(draftText))

// Draft is a module.md to begin with, as `content new module` writes it. It
// has nothing wrong with it but what it warns its author of. Where the tree has
// an outline with this id, the draft begins from it; otherwise from one that
// says what to plan. It refuses an id that is not well formed or is a module's.
func Draft(tree fs.FS, id string) ([]byte, error) {
	op := "new module"
	if !idForm.MatchString(id) {
		return nil, fault.New(fault.Invalid, op, "%q is no id: write lower-case letters and digits, joined by single hyphens, such as open-questions", id)
	}
	if _, err := fs.Stat(tree, "modules/"+id); err == nil {
		return nil, fault.New(fault.Conflict, op, "modules/%s is there already, and is left as it is: choose another id, or edit it", id)
	}
	l, _ := Load(tree)
	o, planned := l.Outlines[id]
	if !planned {
		title := strings.ReplaceAll(id, "-", " ")
		o = Outline{
			ID: id, Title: strings.ToUpper(title[:1]) + title[1:],
			Objectives: []string{fillIn + " what a reader can do afterwards, in one sentence that begins with a verb."},
			Sections:   []PlannedSection{{Title: "The first section", Holds: "what this section says, in 300 to 700 words."}},
		}
	}
	var out bytes.Buffer
	err := draftForm.Execute(&out, o)
	return out.Bytes(), fault.Wrap(op, err)
}

// lintFillIn warns of each line that is still a draft's.
func (p *parsed) lintFillIn(r *report) {
	for i, line := range strings.Split(string(p.src), "\n") {
		if _, what, ok := strings.Cut(line, fillIn); ok {
			r.warnf(p.path, i+1, "still to be filled in: %s", strings.Trim(strings.TrimSpace(what), `"`))
		}
	}
}
