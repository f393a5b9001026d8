package app

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"polyphony/courses"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

// Kinds of drafts of this file.
const (
	draftReflection = "reflection"
	draftReply      = "reply" // a supervisor's sentences to a submission, under its id
)

// reflectionMost bounds a reflection and a reply, in bytes.
const reflectionMost = 64 << 10

// Words counts the words of a text as the page does: runs without white space
// that hold a letter or a digit.
func Words(text string) (n int64) {
	for _, f := range strings.Fields(text) {
		if strings.IndexFunc(f, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0 {
			n++
		}
	}
	return n
}

// SaveDraft keeps unfinished writing for a reflection; an empty text drops it.
// Nobody but its writer ever sees a draft.
type SaveDraft struct {
	Enrolment  fact.ID
	Module     string
	Reflection string
	Text       string
}

func (c *SaveDraft) needs() people.Action { return people.FollowOwnPath }

func (c *SaveDraft) decide(w *Work) ([]fact.Fact, error) {
	if _, _, err := w.reflectionOf(c.Enrolment, c.Module, c.Reflection); err != nil {
		return nil, err
	}
	if err := checkText(c.Text); err != nil {
		return nil, err
	}
	ref := draftRef(c.Enrolment, c.Module, c.Reflection)
	if strings.TrimSpace(c.Text) == "" {
		return nil, w.DeleteDraft(w.actor.Person, draftReflection, ref)
	}
	return nil, w.PutDraft(Draft{Person: w.actor.Person, Kind: draftReflection, Ref: ref, Body: c.Text, SavedAt: w.Now()})
}

func draftRef(enrolment fact.ID, module, reflection string) string {
	return string(enrolment) + "/" + module + "/" + reflection
}

// reflectionOf finds a reflection of the actor's own enrolment.
func (w *Work) reflectionOf(enrolment fact.ID, module, reflection string) (e enrolment, r courses.Reflection, err error) {
	e, err = w.ownEnrolment(enrolment)
	if err != nil {
		return e, r, err
	}
	for _, r := range e.Pinned().Modules[module].Reflections {
		if r.ID == reflection {
			return e, r, nil
		}
	}
	return e, r, notThere()
}

// checkText refuses what no column can hold: bytes that are no text, and more
// than anybody reads.
func checkText(text string) error {
	switch {
	case len(text) > reflectionMost:
		return fault.New(fault.Invalid, "text", "This is longer than %d kilobytes. Shorten it; nothing was saved.", reflectionMost>>10)
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return fault.New(fault.Invalid, "text", "This holds bytes that are no text. Type it, or paste it as plain text.")
	}
	return nil
}

// SubmitReflection hands a reflection in: a commitment goes into the ledger,
// the text beside it, where only its writer and their supervisor read it. One
// submission counts at a time; it can be put right by a reversal and a new one,
// and one that came before its module was open can be handed in again.
type SubmitReflection struct {
	Enrolment  fact.ID
	Module     string
	Reflection string
	Text       string

	Submission fact.ID // out
}

func (c *SubmitReflection) needs() people.Action { return people.FollowOwnPath }

func (c *SubmitReflection) decide(w *Work) ([]fact.Fact, error) {
	e, r, err := w.reflectionOf(c.Enrolment, c.Module, c.Reflection)
	if err != nil {
		return nil, err
	}
	if why := e.progress(w.Now()).Open(c.Module); len(why) > 0 {
		return nil, notOpen(e.Pinned(), c.Module, why)
	}
	g := e.progress(w.Now())
	for _, s := range submissions(e) {
		if s.Module == c.Module && s.Reflection == c.Reflection && g.Counts(s.Submission) {
			return nil, fault.New(fault.Conflict, "text", "You have handed this reflection in already, on %s. It stands as it is.", courses.Instant(s.At))
		}
	}
	if err := checkText(c.Text); err != nil {
		return nil, err
	}
	n := Words(c.Text)
	if n < r.WordsAtLeast {
		return nil, fault.New(fault.Invalid, "text", "%d words so far; the reflection asks for %d, so %d more are needed.", n, r.WordsAtLeast, r.WordsAtLeast-n)
	}
	digest, err := w.keepText(w.actor.Person, []byte(c.Text))
	if err != nil {
		return nil, err
	}
	if c.Submission, err = w.newID(); err != nil {
		return nil, err
	}
	return []fact.Fact{&fact.ReflectionSubmitted{
		Submission: c.Submission, Enrolment: c.Enrolment, Module: c.Module, Reflection: c.Reflection, Text: digest, Words: n,
	}}, w.DeleteDraft(w.actor.Person, draftReflection, draftRef(c.Enrolment, c.Module, c.Reflection))
}

// submission is a reflection that was handed in and not reversed.
type submission struct {
	fact.ReflectionSubmitted
	At     fact.Time
	ReadAt fact.Time // 0 until somebody has read it
	ReadBy fact.ID
}

// submissions lists what stands of an enrolment's reflections, oldest first.
func submissions(e enrolment) []submission {
	reversed := map[int64]bool{}
	for _, h := range e.History {
		if f, ok := h.Fact.(*fact.EvidenceReversed); ok {
			reversed[f.Entry] = true
		}
	}
	var out []submission
	for _, h := range e.History {
		if reversed[h.Index] {
			continue
		}
		switch f := h.Fact.(type) {
		case *fact.ReflectionSubmitted:
			out = append(out, submission{ReflectionSubmitted: *f, At: h.At})
		case *fact.ReflectionRead:
			for i := range out {
				if out[i].Submission == f.Submission && out[i].ReadAt == 0 {
					out[i].ReadAt, out[i].ReadBy = h.At, f.By
				}
			}
		}
	}
	return out
}

// ReadReflection says that the supervisor of record has read a submission, with
// a reply if they wish. Reading twice is one reading; a later reply replaces an
// earlier one.
type ReadReflection struct {
	Submission fact.ID
	Reply      string
}

func (c *ReadReflection) needs() people.Action { return people.ReadReflections }

func (c *ReadReflection) decide(w *Work) ([]fact.Fact, error) {
	e, s, err := w.supervised(c.Submission)
	if err != nil {
		return nil, err
	}
	if err := checkText(c.Reply); err != nil {
		return nil, err
	}
	if reply := strings.TrimSpace(c.Reply); reply != "" {
		d := Draft{Person: w.actor.Person, Kind: draftReply, Ref: string(c.Submission), Body: reply, SavedAt: w.Now()}
		if err := w.PutDraft(d); err != nil {
			return nil, err
		}
	}
	if s.ReadAt != 0 {
		return nil, nil
	}
	return []fact.Fact{&fact.ReflectionRead{Submission: c.Submission, Enrolment: e.Enrolment, By: w.actor.Person}}, nil
}

// supervised finds a submission of one of the actor's own trainees.
func (w *Work) supervised(id fact.ID) (e enrolment, s submission, err error) {
	all, err := w.app.enrolments(w.Tx, func(f *fact.TraineeEnrolled) bool { return f.Supervisor == w.actor.Person })
	if err != nil {
		return e, s, err
	}
	for _, e := range all {
		for _, s := range submissions(e) {
			if s.Submission == id {
				return e, s, nil
			}
		}
	}
	return e, s, notThere()
}
