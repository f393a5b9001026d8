package web

import (
	"bytes"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

	"polyphony/content"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// Preview shows a tree of content to its authors, as it is at each request:
// the text as trainees see it, what is to be mended, and the checks with their
// keys. It has neither database nor people, and is for one's own machine: it
// keeps no key from anybody.
type Preview struct {
	tree  fs.FS
	pages map[string]*template.Template
	mux   *http.ServeMux

	mu       sync.Mutex
	state    string // of the files when they were last read
	library  *content.Library
	findings []content.Finding
}

// NewPreview parses the pages; the files are read at the first request.
func NewPreview(tree fs.FS) (*Preview, error) {
	pages, err := parsePages(functions)
	if err != nil {
		return nil, err
	}
	p := &Preview{tree: tree, pages: pages, mux: http.NewServeMux()}
	p.mux.HandleFunc("GET /{$}", p.list)
	p.mux.HandleFunc("GET /modules/{module}", p.module)
	p.mux.HandleFunc("GET /modules/{module}/{digest}/{file}", p.asset)
	p.mux.HandleFunc("GET /preview/state", func(w http.ResponseWriter, _ *http.Request) {
		p.read()
		_, _ = w.Write([]byte(p.now().state))
	})
	p.mux.HandleFunc("GET /static/{file}", previewStatic)
	return p, nil
}

// ServeHTTP implements http.Handler.
func (p *Preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	p.mux.ServeHTTP(w, r)
}

// reading is what one request shows.
type reading struct {
	state    string
	library  *content.Library
	findings []content.Finding
}

func (p *Preview) now() reading {
	p.mu.Lock()
	defer p.mu.Unlock()
	return reading{p.state, p.library, p.findings}
}

// read reads the content again if any of its files has changed.
func (p *Preview) read() {
	state := treeState(p.tree)
	p.mu.Lock()
	defer p.mu.Unlock()
	if state != p.state || p.library == nil {
		p.library, p.findings = content.Load(p.tree)
		p.state = state
	}
}

// treeState changes with the name, size or time of any file. A file that cannot
// be looked at belongs to the state by its error.
func treeState(tree fs.FS) string {
	var all bytes.Buffer
	_ = fs.WalkDir(tree, ".", func(at string, e fs.DirEntry, err error) error {
		all.WriteString(at + "\n")
		if err != nil {
			all.WriteString(err.Error() + "\n")
			return nil
		}
		if info, err := e.Info(); err == nil && !e.IsDir() {
			all.WriteString(info.ModTime().String())
			all.WriteString(strconv.FormatInt(info.Size(), 10))
		}
		return nil
	})
	return string(fact.Sum(all.Bytes()))
}

// show writes a page of the preview.
func (p *Preview) show(w http.ResponseWriter, code int, page, title, lang string, d data) {
	d["Page"] = frame{Title: title, Lang: lang}
	var b bytes.Buffer
	if err := p.pages[page].ExecuteTemplate(&b, "layout", d); err != nil {
		http.Error(w, fault.Sentence(err), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(code)
	_, _ = w.Write(b.Bytes())
}

func (p *Preview) asset(w http.ResponseWriter, r *http.Request) {
	p.read()
	m, ok := p.now().library.Modules[r.PathValue("module")]
	if !ok || m.Assets[r.PathValue("file")] == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", assetTypes[extension(r.PathValue("file"))])
	_, _ = w.Write(m.Assets[r.PathValue("file")])
}

func previewStatic(w http.ResponseWriter, r *http.Request) {
	name := path.Base(r.PathValue("file"))
	b, err := files.ReadFile("static/" + name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mediaTypes[strings.ToLower(path.Ext(name))])
	_, _ = w.Write(b)
}
