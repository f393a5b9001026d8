package app

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"polyphony/courses"
	"polyphony/fidelity"
	"polyphony/fidelity/conversation"
	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/people"
)

const draftTranscript = "transcript"

// StageTranscript keeps a transcript while its voices are given roles. It is
// read whole first, so that a bad file is refused before anything is typed.
type StageTranscript struct {
	Meeting fact.ID
	File    []byte

	Voices []string // out: in the order in which they are first heard
}

func (c *StageTranscript) needs() people.Action { return people.FollowOwnPath }

func (c *StageTranscript) decide(w *Work) ([]fact.Fact, error) {
	f, err := w.ownMeeting(c.Meeting)
	if err != nil {
		return nil, err
	}
	if err := w.mayUpload(f); err != nil {
		return nil, err
	}
	t, err := readTranscript(c.File)
	if err != nil {
		return nil, err
	}
	c.Voices = t.Voices
	return nil, w.PutDraft(Draft{
		Person: w.actor.Person, Kind: draftTranscript, Ref: string(c.Meeting), Body: string(c.File), SavedAt: w.Now(),
	})
}

// UploadTranscript hands a declared meeting in: its bytes, who each voice is
// and the facts of the meeting. Without File the staged one is taken.
type UploadTranscript struct {
	Meeting fact.ID
	File    []byte
	Voices  map[string]conversation.Role
	Facts   fidelity.Facts
}

func (c *UploadTranscript) needs() people.Action { return people.FollowOwnPath }

func (c *UploadTranscript) decide(w *Work) ([]fact.Fact, error) {
	f, err := w.ownMeeting(c.Meeting)
	if err != nil {
		return nil, err
	}
	if err := w.mayUpload(f); err != nil {
		return nil, err
	}
	if err := c.unstage(w); err != nil {
		return nil, err
	}
	t, err := readTranscript(c.File)
	if err != nil {
		return nil, err
	}
	if err := c.check(w, f, t); err != nil {
		return nil, err
	}
	digest := fact.Sum(c.File)
	if err := w.checkUse(f, digest); err != nil {
		return nil, err
	}
	recorded, err := c.keep(w, f, t, digest)
	if err != nil {
		return nil, err
	}
	more, _, err := w.assign(f.with(w.Now(), recorded), nil)
	return append([]fact.Fact{recorded}, more...), err
}

func (c *UploadTranscript) unstage(w *Work) error {
	d, err := w.Draft(w.actor.Person, draftTranscript, string(c.Meeting))
	if isNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if len(c.File) == 0 {
		c.File = []byte(d.Body)
	}
	return w.DeleteDraft(d.Person, d.Kind, d.Ref)
}

// mayUpload asks all that must be true before bytes of a meeting are taken.
func (w *Work) mayUpload(f meetingFile) error {
	if f.Row.Recording != "" {
		return fault.New(fault.Conflict, "transcript", "This meeting was handed in already. A meeting is handed in once; another one needs its own declaration.")
	}
	if err := w.app.open(w.Tx, f, fact.Before, fact.After); err != nil {
		return err
	}
	if f.Purpose != fact.Summative {
		return nil
	}
	if err := w.ratersWereThere(f); err != nil {
		return err
	}
	if err := takesTranscripts(f.Path); err != nil {
		return err
	}
	return tooSoon(f.Path, w.Now())
}

// ratersWereThere asks a co-practitioner who rates to have recorded a consent of
// the meeting themselves: otherwise a trainee could keep raters away by naming
// them as co-practitioners, and so choose who is left (R24).
func (w *Work) ratersWereThere(f meetingFile) error {
	for _, id := range f.CoPractitioners {
		rates, err := w.app.holds(w.Tx, id, people.Rater)
		if err != nil {
			return err
		}
		if rates && !f.recordedConsent(id) {
			return fault.New(fault.Refused, "co_practitioners", "%s rates meetings here, and naming a rater keeps them from rating you. So they have to record at least one consent of this meeting themselves, as somebody who was there.", w.app.nameOf(w.Tx, id))
		}
	}
	return nil
}

// recordedConsent reports whether somebody recorded a consent of the meeting.
func (f meetingFile) recordedConsent(by fact.ID) bool {
	for _, moments := range f.Consents {
		for _, c := range moments {
			if c.By == by {
				return true
			}
		}
	}
	return false
}

func readTranscript(file []byte) (conversation.Transcript, error) {
	t, err := conversation.Parse(bytes.NewReader(file))
	if err != nil {
		return t, fault.New(fault.Invalid, "transcript", "%s", fault.Sentence(err))
	}
	for _, v := range t.Voices {
		if v == "" {
			return t, fault.New(fault.Invalid, "transcript", "some cues name nobody; put a name before the words in every cue, since a rater must know who speaks")
		}
		if err := fidelity.CheckLabel("transcript", v); err != nil {
			return t, err
		}
	}
	return t, nil
}

func (c *UploadTranscript) check(w *Work, f meetingFile, t conversation.Transcript) error {
	for _, v := range t.Voices {
		if _, ok := c.Voices[v]; !ok {
			return fault.New(fault.Invalid, "voices", "say who “%s” is: practitioner, person at the centre of concern, family, friend or whoever matters, or somebody else", v)
		}
	}
	for v, role := range c.Voices {
		if !slices.Contains(t.Voices, v) {
			return fault.New(fault.Invalid, "voices", "“%s” is not a voice of this transcript", v)
		}
		if !slices.Contains(conversation.Roles(), role) {
			return fault.New(fault.Invalid, "voices", "“%s”: %q is not a role: choose practitioner, person at the centre of concern, family, friend or whoever matters, or somebody else", v, role)
		}
	}
	c.Facts.TraineeVoice = strings.TrimSpace(c.Facts.TraineeVoice)
	if c.Voices[c.Facts.TraineeVoice] != conversation.Practitioner {
		return fault.New(fault.Invalid, "trainee_voice", "say which voice is yours; it is one of the practitioners")
	}
	if err := c.Facts.Validate(w.Now()); err != nil {
		return err
	}
	return checkHeld(f, c.Facts.Held)
}

// slack is how much later than the meeting's beginning something may be written
// down that came before it. Forms ask for whole minutes; a meeting for practice
// may be written down within a day.
func (f meetingFile) slack() time.Duration {
	if f.Purpose == fact.Summative {
		return time.Minute
	}
	return 24 * time.Hour
}

// checkHeld keeps the claimed beginning after the declaration of a meeting that
// counts, and between the consents that stand around it: a date that a trainee
// claims can only take away (R23).
func checkHeld(f meetingFile, held fact.Time) error {
	if f.Purpose == fact.Summative && held.Add(f.slack()) <= f.DeclaredAt {
		return fault.New(fault.Refused, "held", "This meeting was declared on %s. A meeting held before that cannot count; declare the next one.", courses.Instant(f.DeclaredAt))
	}
	for _, p := range f.People {
		if at := f.Consents[p.ID][fact.Before].At; at != 0 && held.Add(f.slack()) <= at {
			return fault.New(fault.Refused, "held", "%s's consent before recording was written down on %s, after the meeting you date on %s. Consent comes first.", p.Label, courses.Instant(at), courses.Instant(held))
		}
		if at := f.Consents[p.ID][fact.After].At; at != 0 && at < held {
			return fault.New(fault.Refused, "held", "%s's consent after recording was written down on %s, before the meeting you date on %s.", p.Label, courses.Instant(at), courses.Instant(held))
		}
	}
	return nil
}

// checkUse keeps one recording to one use (R22): never again for the same
// trainee, and for two only where each named the other as co-practitioner
// before anybody rated either.
func (w *Work) checkUse(f meetingFile, d fact.Digest) error {
	uses, err := w.app.usesOf(w.Tx, d)
	if err != nil {
		return err
	}
	for _, u := range uses {
		other, err := w.app.meetingFile(w.Tx, u.Meeting)
		if err != nil {
			return err
		}
		if other.Trainee == f.Trainee {
			return fault.New(fault.Refused, "transcript", "You have handed these very bytes in before, on %s. One recording counts once.", courses.Day(other.RecordedAt))
		}
		both := slices.Contains(other.CoPractitioners, f.Trainee) && slices.Contains(f.CoPractitioners, other.Trainee)
		if !both || len(other.Ratings) > 0 {
			return fault.New(fault.Refused, "transcript", "Somebody else has handed these very bytes in. Two trainees may share a recording only if each named the other as co-practitioner before either was rated.")
		}
	}
	return nil
}

func (c *UploadTranscript) keep(w *Work, f meetingFile, t conversation.Transcript, d fact.Digest) (*fact.MeetingRecorded, error) {
	body, err := c.Facts.Bytes()
	if err != nil {
		return nil, err
	}
	acc, err := w.Account(f.Trainee)
	if err != nil {
		return nil, err
	}
	voices, err := json.Marshal(c.Voices)
	if err != nil {
		return nil, fault.Wrap("app.UploadTranscript", err)
	}
	f.Row.Facts, f.Row.Voices, f.Row.Recording = string(body), string(voices), d
	if err := w.UpdateMeeting(f.Row); err != nil {
		return nil, err
	}
	if _, err := w.Media(d); isNotFound(err) {
		err = w.InsertMedia(Media{Digest: d, Meeting: f.Meeting, Bytes: c.File, CreatedAt: w.Now()})
		if err != nil {
			return nil, err
		}
	} else if err != nil {
		return nil, err
	}
	consents, err := consentDigests(f)
	return &fact.MeetingRecorded{
		Meeting: f.Meeting, Enrolment: f.Path.Enrolment, Digest: d, Medium: fact.Transcript,
		DurationMS: lasts(t), Facts: fact.Commit(acc.Salt, body), Consents: consents,
	}, err
}

// lasts is how long a transcript runs, in milliseconds; 0 where it has no cue.
func lasts(t conversation.Transcript) (ms int64) {
	for _, cue := range t.Cues {
		ms = max(ms, cue.EndMS-t.Cues[0].StartMS)
	}
	return ms
}

// consentDigests names the consents that stood when a meeting was handed in.
func consentDigests(f meetingFile) ([]fact.Digest, error) {
	var out []fact.Digest
	for _, p := range f.People {
		for _, m := range []fact.Moment{fact.Before, fact.After} {
			b, err := fact.Encode(f.Consents[p.ID][m].ConsentGiven)
			if err != nil {
				return nil, fault.Wrap("app.consentDigests", err)
			}
			out = append(out, fact.Sum(b))
		}
	}
	return out, nil
}
