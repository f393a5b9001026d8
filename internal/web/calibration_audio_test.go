package web

import (
	"bytes"
	"context"
	"net/http"
	"testing"

	"polyphony/content"
	"polyphony/internal/app"
	"polyphony/internal/people"
)

// TestAGoldMeetingCanBeHeard: by the rater for whom it is up, whole or in
// parts, and by nobody else.
func TestAGoldMeetingCanBeHeard(t *testing.T) {
	s := newSite(t)
	rater := s.Person(people.Rater)
	library, _ := content.Load(content.Embedded())
	task := s.spokenTask(rater, library)
	sound, err := library.Audio(task.NextID)
	if err != nil {
		t.Fatal(err)
	}
	v, path := s.as(rater), "/calibration/"+task.NextID+"/audio"
	v.mustSay(v.get("/calibration"), 200, "Listen: a synthesised reading")
	whole := v.get(path)
	if whole.code != 200 || whole.header.Get("Content-Type") != "audio/ogg" || !bytes.Equal([]byte(whole.body), sound) {
		t.Errorf("the whole: %d, %d bytes of %s", whole.code, len(whole.body), whole.header.Get("Content-Type"))
	}
	part := v.get(path, "Range", "bytes=100-299")
	if part.code != http.StatusPartialContent || part.body != string(sound[100:300]) || part.header.Get("Content-Range") == "" {
		t.Errorf("a part: %d, %d bytes, %s", part.code, len(part.body), part.header.Get("Content-Range"))
	}
	if a := v.get(path, "Range", "bytes=99999999-"); a.code != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("beyond the end: %d", a.code)
	}
	for id, m := range library.Meetings {
		if id != task.NextID && m.Spoken {
			v.mustSay(v.get("/calibration/"+id+"/audio"), 404)
		}
	}
	other := s.as(s.Person(people.Registrar))
	other.mustSay(other.get(path), 404)
}

// spokenTask rates gold meetings as gold until one that is spoken is up.
func (s *site) spokenTask(rater app.Actor, library *content.Library) app.CalibrationState {
	s.T.Helper()
	for range library.Meetings {
		tasks, err := s.App.CalibrationTasks(context.Background(), rater)
		if err != nil || len(tasks) != 1 || tasks[0].Next == nil {
			s.T.Fatalf("%d tasks, %v", len(tasks), err)
		}
		if tasks[0].Spoken {
			return tasks[0]
		}
		c := &app.Calibrate{Bundle: tasks[0].Bundle, Meeting: tasks[0].NextID}
		for _, g := range library.Meetings[tasks[0].NextID].Gold {
			c.Scores = append(c.Scores, app.GoldScore{Principle: g.Principle, Said: g.Level.Said, Level: g.Level.Level})
		}
		s.Do(rater, c)
	}
	s.T.Fatal("no meeting that is up is spoken")
	return app.CalibrationState{}
}
