package web

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"
	"text/template/parse"

	"github.com/gofiber/fiber/v2"

	"polyphony/internal/fault"
	"polyphony/internal/people"
)

//go:embed view static
var files embed.FS

// data is what a page shows besides its frame.
type data map[string]any

// fieldError is one finding of the error summary; Field is the control's id.
type fieldError struct{ Field, Text string }

// contact is somebody with how to reach them.
type contact struct{ Name, Reach string }

// frame is what every page has around it; docs/style.md describes it.
type frame struct {
	Title, Lang, Nonce, Institute, Flash, Hold string
	User                                       *user
	Nav                                        []navItem
	Demonstration                              bool
	UrgentHelp                                 help
	Concern                                    contact
	Errors                                     []fieldError
}

type user struct {
	Name  string
	Roles []string
}

type navItem struct {
	Href, Text string
	Current    bool
}

type help struct {
	Text string
	Href template.URL
}

// fixed is a sentence of a template that depends on nothing but the language.
var fixed = regexp.MustCompile(`\{\{t "([^"\\]*)"\}\}`)

// parsePages parses each page with the layout and those of the parts that it
// uses. Fixed sentences are worded here, once, and not at each request.
func parsePages(words template.FuncMap) (map[string]*template.Template, error) {
	base := template.New("").Option("missingkey=error").Funcs(words)
	frame, err := fs.Glob(files, "view/part/*.html")
	if err != nil {
		return nil, fault.Wrap("web.parsePages", err)
	}
	for _, n := range append(frame, "view/layout.html") {
		if err := parseInto(base, n); err != nil {
			return nil, err
		}
	}
	names, err := fs.Glob(files, "view/*.html")
	if err != nil {
		return nil, fault.Wrap("web.parsePages", err)
	}
	pages := map[string]*template.Template{}
	for _, n := range names {
		if n == "view/layout.html" {
			continue
		}
		t := template.New("").Option("missingkey=error").Funcs(words)
		err := parseInto(t, n)
		if err == nil {
			err = addUsed(t, base, "layout", map[string]bool{})
		}
		if err != nil {
			return nil, fault.Wrap("web.parsePages "+n, err)
		}
		pages[strings.TrimSuffix(path.Base(n), ".html")] = t
	}
	return pages, nil
}

// addUsed adds a shared template to a page, unless the page has one of its own
// by that name, and then everything that either of them uses. A page with
// every part in it would hold ten times as much.
func addUsed(t, base *template.Template, name string, seen map[string]bool) error {
	if seen[name] {
		return nil
	}
	seen[name] = true
	of := t.Lookup(name)
	if of == nil || of.Tree == nil {
		shared := base.Lookup(name)
		if shared == nil || shared.Tree == nil {
			return fault.New(fault.Internal, "web.addUsed", "no template %q", name)
		}
		var err error
		if of, err = t.AddParseTree(name, shared.Tree.Copy()); err != nil {
			return fault.Wrap("web.addUsed "+name, err)
		}
	}
	for _, used := range usedBy(of.Tree.Root) {
		if err := addUsed(t, base, used, seen); err != nil {
			return err
		}
	}
	return nil
}

// usedBy lists the templates that a list of nodes calls by name.
func usedBy(list *parse.ListNode) (out []string) {
	if list == nil {
		return nil
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TemplateNode:
			out = append(out, n.Name)
		case *parse.IfNode:
			out = append(append(out, usedBy(n.List)...), usedBy(n.ElseList)...)
		case *parse.RangeNode:
			out = append(append(out, usedBy(n.List)...), usedBy(n.ElseList)...)
		case *parse.WithNode:
			out = append(append(out, usedBy(n.List)...), usedBy(n.ElseList)...)
		}
	}
	return out
}

func parseInto(t *template.Template, name string) error {
	b, err := files.ReadFile(name)
	if err != nil {
		return fault.Wrap("web.parsePages", err)
	}
	text := fixed.ReplaceAllStringFunc(string(b), func(call string) string {
		return template.HTMLEscapeString(translate(fixed.FindStringSubmatch(call)[1]))
	})
	_, err = t.New(path.Base(name)).Parse(text)
	return fault.Wrap("web.parsePages "+name, err)
}

// buffers hold a page until it is whole.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// render writes a whole page; nothing is sent if its template fails.
func (s *Server) render(r *req, code int, page, title string, d data) error {
	t, ok := s.pages[page]
	if !ok {
		return fault.New(fault.Internal, "web.render", "no page %q", page)
	}
	if d == nil {
		d = data{}
	}
	f := s.frame(r, title)
	if errs, ok := d["Errors"].([]fieldError); ok {
		f.Errors = errs
	}
	d["Page"] = f
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := t.ExecuteTemplate(b, "layout", d); err != nil {
		return fault.Wrap("web.render "+page, err)
	}
	r.Status(code)
	r.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	r.Response().SetBody(b.Bytes()) // copied: the buffer serves the next page
	return nil
}

// page renders with status 200.
func (s *Server) page(r *req, page, title string, d data) error {
	return s.render(r, fiber.StatusOK, page, title, d)
}

func (s *Server) frame(r *req, title string) frame {
	in, _ := s.app.KnownInstitute()
	f := frame{
		Title: title, Lang: "en-GB", Nonce: r.nonce, Institute: in.Name, Demonstration: in.Demonstration,
		Flash: s.takeFlash(r), Hold: s.app.Hold(),
		UrgentHelp: help{s.conf.UrgentHelpText, template.URL(s.conf.UrgentHelpHref)},
		Concern:    contact{s.conf.ConcernName, strings.TrimSuffix(s.conf.ConcernReach, ".")},
	}
	if r.me.Person != "" {
		f.User = &user{Name: r.me.Name}
		for _, role := range r.me.Roles {
			f.User.Roles = append(f.User.Roles, string(role))
		}
		if !r.me.NeedsTOTP { // until the second step nothing else opens
			f.Nav = navigation(r)
		}
	}
	return f
}

// navigation is the pages of a person's roles.
func navigation(r *req) []navItem {
	all := []struct {
		role       people.Role
		href, text string
		below      []string // further addresses that belong to it
	}{
		{people.Trainee, "/path", "My path", []string{"/modules", "/checks", "/series", "/reflections"}},
		{people.Trainee, "/contact", "Contact days", nil},
		{people.Trainee, "/meetings", "Practice meetings", nil},
		{people.Trainee, "/search", "Search", nil},
		{people.Supervisor, "/trainees", "Trainees", []string{"/readings"}},
		{people.Supervisor, "/meetings", "Practice meetings", nil},
		{people.Facilitator, "/attendance", "Attendance", nil},
		{people.Rater, "/queue", "Rating queue", nil},
		{people.Rater, "/calibration", "Calibration", nil},
		{people.Registrar, "/register", "Register", nil},
		{people.Registrar, "/cohorts", "Cohorts", nil},
		{people.Steward, "/pathways", "Pathways", nil},
		{people.Administrator, "/people", "People", nil},
		{people.Registrar, "/waiting", "Second signatures", nil},
		{people.Administrator, "/waiting", "Second signatures", nil},
	}
	var out []navItem
	seen := map[string]bool{}
	for _, n := range all {
		if r.me.Has(n.role) && !seen[n.href] {
			seen[n.href] = true
			out = append(out, navItem{n.href, n.text, under(r.Path(), append(n.below, n.href))})
		}
	}
	return out
}

// under reports whether an address is one of these or below one.
func under(path string, of []string) bool {
	for _, at := range of {
		if path == at || strings.HasPrefix(path, at+"/") {
			return true
		}
	}
	return false
}

// json writes a value with a media type of its own.
func (s *Server) json(c *fiber.Ctx, media string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fault.Wrap("web.json", err)
	}
	c.Set(fiber.HeaderContentType, media)
	return c.Send(b)
}
