package web

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"polyphony/fidelity/conversation"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// voiceRow is one voice of a staged transcript.
type voiceRow struct {
	Name string
	Role Field
}

// transcriptShow takes the file first, then asks who each voice is.
func (s *Server) transcriptShow(r *req) error { return s.transcriptPage(r, fiber.StatusOK, nil) }

func (s *Server) transcriptPage(r *req, code int, errs []fieldError) error {
	m, err := s.meetingOf(r)
	if err != nil {
		return err
	}
	if !m.Own || m.RecordedAt != 0 || m.Closed {
		return errNothing
	}
	var voices []voiceRow
	mine := []Option{}
	for i, v := range m.Staged {
		id := rowID("voices", i)
		voices = append(voices, voiceRow{v, mark(errs, Field{ID: id, Name: fmt.Sprintf("voice-%d", i), Label: v, Required: true, Options: roleOptions(voiceRole(r, m, i, v))})})
		mine = append(mine, Option{Value: v, Text: v})
	}
	return s.render(r, code, "meeting-transcript", "Hand in a transcript", data{
		"Errors": errs, "Meeting": m, "Crumbs": meetingCrumbs(m, "Transcript"), "Voices": voices, "Length": lengthWarning(m.StagedFor),
		"Ready": m.State == app.AwaitsUpload && m.HasFacts,
		"Wait":  empty{Text: "The transcript can be handed in once the facts are written and everybody has agreed before and after the recording.", Href: "/meetings/" + string(m.ID), Action: "Back to the meeting"},
		"File":  mark(errs, Field{ID: "transcript", Name: "transcript", Label: "Transcript", Hint: "WebVTT (.vtt) or SRT (.srt), up to 20 MB. Every voice by initials or one pseudonym.", Type: ".vtt,.srt,text/vtt,application/x-subrip", Required: true}),
		"Mine":  mark(errs, Field{ID: "trainee_voice", Name: "trainee_voice", Label: "Which voice is yours?", Hint: "This is the voice that is rated.", Required: true, Options: chosen(choose(mine), r.field("trainee_voice"))}),
	})
}

// voiceRole is the role that a voice's select begins with: what was typed, or
// that of the participant who is called the same.
func voiceRole(r *req, m app.MeetingView, i int, voice string) string {
	if typed := r.field(fmt.Sprintf("voice-%d", i)); typed != "" || r.Method() == fiber.MethodPost {
		return typed
	}
	for _, p := range m.Participants {
		if strings.EqualFold(strings.TrimSpace(p.Label), strings.TrimSpace(voice)) {
			return string(p.Role)
		}
	}
	return ""
}

// A network meeting lasts about 60 to 90 minutes; outside these lengths a file is
// worth a second look (domain.md, section 5).
const (
	shortMeeting = 10 * time.Minute
	longMeeting  = 180 * time.Minute
)

// lengthWarning is a word on a transcript of an unusual length, which can be
// handed in all the same.
func lengthWarning(d time.Duration) string {
	lasts := "This transcript lasts " + plural(int(d.Round(time.Minute).Minutes()), "minute", "minutes") + ". "
	switch {
	case d == 0:
		return ""
	case d < shortMeeting:
		return lasts + "Network meetings mostly last 60 to 90 minutes: is it the whole meeting? You can hand it in as it is."
	case d > longMeeting:
		return lasts + "Network meetings mostly last 60 to 90 minutes: is it one meeting, and are its times right? You can hand it in as it is."
	default:
		return ""
	}
}

// transcriptStage reads the file and keeps it while its voices get roles.
func (s *Server) transcriptStage(r *req) error {
	id := fact.ID(r.Params("id"))
	head, err := r.FormFile("transcript")
	if err != nil {
		return s.transcriptPage(r, fiber.StatusUnprocessableEntity, []fieldError{{"transcript", "Choose a file first."}})
	}
	file, err := head.Open()
	if err != nil {
		return err
	}
	defer file.Close()
	body, err := io.ReadAll(io.LimitReader(file, conversation.MaxBytes+1))
	if err != nil {
		return err
	}
	err = s.app.Apply(r.ctx, r.me.Actor, &app.StageTranscript{Meeting: id, File: body})
	if mendable(err) {
		return s.transcriptPage(r, status(err), findings(err, "transcript"))
	}
	if err != nil {
		return err
	}
	return s.see(r, "/meetings/"+string(id)+"/transcript", "The transcript could be read. Now say who each voice is.")
}

// transcriptHandIn binds the meeting to its bytes.
func (s *Server) transcriptHandIn(r *req) error {
	m, err := s.meetingOf(r)
	if err != nil {
		return err
	}
	if !m.Own {
		return errNothing
	}
	c := &app.UploadTranscript{Meeting: m.ID, Voices: map[string]conversation.Role{}, Facts: m.Facts}
	c.Facts.TraineeVoice = r.field("trainee_voice")
	for i, v := range m.Staged {
		if role := r.field(fmt.Sprintf("voice-%d", i)); role != "" {
			c.Voices[v] = conversation.Role(role)
		}
	}
	err = s.app.Apply(r.ctx, r.me.Actor, c)
	if mendable(err) {
		errs := findings(err, "voices", "trainee_voice", "transcript")
		for i, v := range m.Staged {
			if errs[0].Field == "voices" && strings.Contains(errs[0].Text, "“"+v+"”") {
				errs[0].Field = rowID("voices", i)
				break
			}
		}
		return s.transcriptPage(r, status(err), errs)
	}
	if err != nil {
		return err
	}
	return s.see(r, "/meetings/"+string(m.ID), "Handed in. The facts and the transcript are bound to this meeting and stay as they are.")
}
