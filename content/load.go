package content

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"polyphony/courses"
)

// texts gives the ids of the .yaml files in a folder and reports any other
// file, which would otherwise be left out in silence.
func (l *Library) texts(fsys fs.FS, dir string) []string {
	var ids []string
	for _, e := range l.list(fsys, dir) {
		id, ok := strings.CutSuffix(e.Name(), ".yaml")
		if !ok || e.IsDir() {
			l.report.errorf(path.Join(dir, e.Name()), 1, "not read: files in %s end in .yaml", dir)
			continue
		}
		ids = append(ids, id)
	}
	return ids
}

// folders gives the names of the folders in dir and reports any file.
func (l *Library) folders(fsys fs.FS, dir string) []string {
	var ids []string
	for _, e := range l.list(fsys, dir) {
		if !e.IsDir() {
			l.report.errorf(path.Join(dir, e.Name()), 1, "not read: %s has a folder for each", dir)
			continue
		}
		ids = append(ids, e.Name())
	}
	return ids
}

// list gives the entries of a folder that may be absent, in order of name,
// without those that the machine or an editor keeps to itself (.name, name~).
func (l *Library) list(fsys fs.FS, dir string) []fs.DirEntry {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.report.errorf(dir, 1, "cannot be read: %v", err)
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return strings.HasPrefix(e.Name(), ".") || strings.HasSuffix(e.Name(), "~")
	})
}

// loadYAML reads one YAML file into v and keeps its bytes, lines and digest.
func (l *Library) loadYAML(fsys fs.FS, path string, v any) bool {
	data, ok := readText(l.report, fsys, path)
	if !ok {
		return false
	}
	l.files[path] = file{path: path, data: data, digest: FileDigest(path, data, nil)}
	d, ok := decode(l.report, path, 0, data, v)
	l.docs[path] = d
	return ok
}

// named reports an id that is not well formed or not that of its file.
func (l *Library) named(path, what, id, fromName string) {
	line := l.docs[path].line("id")
	l.report.checkID(path, line, what, id)
	if id != fromName {
		l.report.errorf(path, line, "%s id is %q here and %q by its file: make them the same", what, id, fromName)
	}
}

func (l *Library) loadStandards(fsys fs.FS) {
	for _, id := range l.texts(fsys, "standards") {
		var s courses.Standard
		if l.loadYAML(fsys, standardPath(id), &s) {
			l.named(standardPath(id), "standard", s.ID, id)
			l.Standards[id] = s.WithDefaults()
		}
	}
}

func (l *Library) loadPathways(fsys fs.FS) {
	for _, id := range l.texts(fsys, "pathways") {
		var p courses.Pathway
		if l.loadYAML(fsys, pathwayPath(id), &p) {
			l.named(pathwayPath(id), "pathway", p.ID, id)
			l.Pathways[id] = p
		}
	}
}

func (l *Library) loadOutlines(fsys fs.FS) {
	for _, id := range l.texts(fsys, "outlines") {
		var o Outline
		if l.loadYAML(fsys, outlinePath(id), &o) {
			l.named(outlinePath(id), "outline", o.ID, id)
			l.Outlines[id] = o
		}
	}
}

func (l *Library) loadModules(fsys fs.FS) {
	for _, one := range l.parseModules(fsys) {
		at, p := one.at, one.p
		l.report.findings = append(l.report.findings, one.report.findings...)
		if !one.ok {
			l.files[at] = file{path: at, data: one.data}
			continue
		}
		id, refs := one.id, l.loadRefs(fsys, p)
		f := file{path: at, data: one.data, refs: refs, digest: FileDigest(at, one.data, refs)}
		l.files[at], l.docs[at] = f, p.front
		l.named(at, "module", p.module.ID, id)
		l.links[id], l.prose[id] = p.links, p.prose
		l.Modules[id] = p.finish(l.report, f.digest, refs)
		shown := maps.Clone(refs)
		l.loadTranslations(fsys, p, shown)
		l.strays(fsys, path.Dir(at), shown)
	}
}

// moduleFile is a module's file with what was read from it, and what is wrong
// with it by itself.
type moduleFile struct {
	id, at string
	data   []byte
	p      *parsed
	ok     bool
	report report
}

// parseModules reads every module by itself, several at once: it is most of
// the work of a start.
func (l *Library) parseModules(fsys fs.FS) (out []*moduleFile) {
	var all sync.WaitGroup
	for _, id := range l.folders(fsys, "modules") {
		one := &moduleFile{id: id, at: modulePath(id)}
		var ok bool
		if one.data, ok = readText(l.report, fsys, one.at); !ok {
			continue
		}
		out = append(out, one)
		all.Go(func() {
			if one.p, one.ok = parseModule(&one.report, one.at, one.data, true); one.ok {
				one.p.lintModule(&one.report)
			}
		})
	}
	all.Wait()
	return out
}

// loadRefs reads the files that a module shows.
func (l *Library) loadRefs(fsys fs.FS, p *parsed) map[string][]byte {
	refs := map[string][]byte{}
	for _, a := range p.assets {
		at := path.Join(path.Dir(p.path), a.name)
		data, err := readFile(fsys, at)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			l.report.errorf(p.path, a.line, "figure %q is not in the folder of this module", a.name)
			continue
		case err != nil:
			l.report.errorf(p.path, a.line, "figure %q: %v", a.name, err)
			continue
		}
		refs[at] = data
		checkSVG(l.report, at, data)
	}
	return refs
}

// strays warns of files that lie beside a module and are not part of it.
func (l *Library) strays(fsys fs.FS, dir string, refs map[string][]byte) {
	for _, e := range l.list(fsys, dir) {
		at := path.Join(dir, e.Name())
		if _, used := refs[at]; !used && e.Name() != "module.md" && !translationForm.MatchString(e.Name()) {
			l.report.warnf(at, 1, "the module does not refer to this, so it is not part of it")
		}
	}
}
