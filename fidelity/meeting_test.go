package fidelity

import (
	"slices"
	"testing"

	"polyphony/internal/fact"
)

var want = Rateable{Instrument: sample(), Supervisor: "supervisor", Medium: fact.Recording, Played: 9000}

func declared(meeting fact.ID, co ...fact.ID) *fact.MeetingDeclared {
	return &fact.MeetingDeclared{Meeting: meeting, Enrolment: "enrolment", Trainee: "trainee", Purpose: fact.Summative, CoPractitioners: co}
}

func recorded(meeting fact.ID, d fact.Digest) *fact.MeetingRecorded {
	return &fact.MeetingRecorded{Meeting: meeting, Enrolment: "enrolment", Digest: d, Medium: fact.Recording, DurationMS: 3600000}
}

func entries(fs ...fact.Fact) []fact.Entry {
	var out []fact.Entry
	for i, f := range fs {
		out = append(out, fact.Entry{Index: int64(i), At: fact.Time(i+1) * 1_000_000, Fact: f})
	}
	return out
}

func summative(fs ...fact.Fact) []Assessed { return Summative(entries(fs...), want) }

// counted tells one meeting with one rating, changed as given, and says how
// many ratings of it count.
func counted(t *testing.T, change func(*fact.RatingCommitted)) int {
	t.Helper()
	r := rated("rater", 4)
	change(r)
	ms := summative(declared("meeting", "co"), recorded("meeting", "recording"), r)
	if len(ms) != 1 {
		t.Fatalf("%d meetings", len(ms))
	}
	return len(ms[0].Ratings)
}

func TestR24_WhoIsTooCloseNeverCounts(t *testing.T) {
	for rater, n := range map[fact.ID]int{"rater": 1, "trainee": 0, "supervisor": 0, "co": 0, "": 0} {
		if got := counted(t, func(r *fact.RatingCommitted) { r.Rater = rater }); got != n {
			t.Errorf("%d ratings by %q count, want %d", got, rater, n)
		}
	}
}

func TestR25_ARatingOfSomethingElseNeverCounts(t *testing.T) {
	for name, change := range map[string]func(*fact.RatingCommitted){
		"another recording":       func(r *fact.RatingCommitted) { r.Recording = "other" },
		"no recording":            func(r *fact.RatingCommitted) { r.Recording = "" },
		"another instrument":      func(r *fact.RatingCommitted) { r.Instrument = "other" },
		"another trainee":         func(r *fact.RatingCommitted) { r.Trainee = "other" },
		"another meeting":         func(r *fact.RatingCommitted) { r.Meeting = "other" },
		"played too little":       func(r *fact.RatingCommitted) { r.Played = 8999 },
		"a principle missing":     func(r *fact.RatingCommitted) { r.Scores = r.Scores[1:] },
		"a principle twice":       func(r *fact.RatingCommitted) { r.Scores[1] = r.Scores[0] },
		"a level above the scale": func(r *fact.RatingCommitted) { r.Scores[0].Level = 6 },
		"a level of 0":            func(r *fact.RatingCommitted) { r.Scores[0].Level = 0 },
		"a score without cue":     func(r *fact.RatingCommitted) { r.Scores[0].Evidence = nil },
		"a score without words":   func(r *fact.RatingCommitted) { r.Scores[0].Note = "" },
	} {
		if counted(t, change) != 0 {
			t.Errorf("%s counts", name)
		}
	}
	if counted(t, func(r *fact.RatingCommitted) { r.Played = 9000 }) != 1 {
		t.Error("a rater who has played just enough does not count")
	}
	nothing := want
	nothing.Instrument.Digest = ""
	r := rated("rater", 4)
	r.Instrument = ""
	if ms := Summative(entries(declared("meeting", "co"), recorded("meeting", "recording"), r), nothing); len(ms[0].Ratings) != 0 {
		t.Error("a rating by no instrument counts where none is pinned")
	}
}

func TestR12_ARaterCountsOnceAMeeting(t *testing.T) {
	second := rated("rater", 5)
	second.Rating = "rating-again"
	ms := summative(declared("meeting", "co"), recorded("meeting", "recording"), rated("rater", 1), second, rated("other", 4))
	if len(ms[0].Ratings) != 2 || ms[0].Ratings[0].Scores[0].Level != 1 {
		t.Errorf("%d ratings count; the first of one rater must, and the second not", len(ms[0].Ratings))
	}
	if !slices.Equal(ms[0].Entries, []int64{0, 1, 2, 4}) {
		t.Errorf("the meeting rests on entries %v", ms[0].Entries)
	}
}

func TestR25_OnlyWhatWasDeclaredSummativeBeforeCounts(t *testing.T) {
	formative := declared("meeting", "co")
	formative.Purpose = fact.Formative
	for name, fs := range map[string][]fact.Fact{
		"formative":                   {formative, recorded("meeting", "recording")},
		"never declared":              {recorded("meeting", "recording")},
		"declared after":              {recorded("meeting", "recording"), declared("meeting", "co")},
		"never recorded":              {declared("meeting", "co"), rated("rater", 4)},
		"recorded as nothing":         {declared("meeting", "co"), recorded("meeting", "")},
		"alone":                       {declared("meeting"), recorded("meeting", "recording")},
		"with themselves alone":       {declared("meeting", "trainee", ""), recorded("meeting", "recording")},
		"a transcript, not enough":    {declared("meeting", "co"), transcript("meeting", "recording")},
		"something that is no medium": {declared("meeting", "co"), &fact.MeetingRecorded{Meeting: "meeting", Digest: "d", Medium: "notes"}},
	} {
		if ms := summative(fs...); len(ms) != 0 {
			t.Errorf("%s: %d meetings count", name, len(ms))
		}
	}
}

func transcript(meeting fact.ID, d fact.Digest) *fact.MeetingRecorded {
	r := recorded(meeting, d)
	r.Medium = fact.Transcript
	return r
}

func TestR25_ARecordingServesWhereATranscriptWould(t *testing.T) {
	loose := want
	loose.Medium = fact.Transcript
	for _, r := range []*fact.MeetingRecorded{recorded("meeting", "recording"), transcript("meeting", "recording")} {
		if ms := Summative(entries(declared("meeting", "co"), r), loose); len(ms) != 1 {
			t.Errorf("%s does not serve a demonstration", r.Medium)
		}
	}
}

func TestR25_ARatingBeforeTheRecordingCountsNothing(t *testing.T) {
	ms := summative(declared("meeting", "co"), rated("rater", 4), recorded("meeting", "recording"))
	if len(ms) != 1 || len(ms[0].Ratings) != 0 {
		t.Errorf("%+v", ms)
	}
}

func TestR26_TheFirstDeclarationAndRecordingStand(t *testing.T) {
	ms := summative(
		declared("meeting", "co"), declared("meeting", "friend"), recorded("meeting", "recording"),
		recorded("meeting", "better take"), rated("friend", 1),
	)
	if len(ms) != 1 || ms[0].Recording != "recording" || !slices.Equal(ms[0].CoPractitioners, []fact.ID{"co"}) || len(ms[0].Ratings) != 1 {
		t.Errorf("%+v", ms)
	}
	if ms[0].RecordedAt != 3_000_000 {
		t.Errorf("recorded at %d, not at the entry's own time", ms[0].RecordedAt)
	}
}

// TestR22_BytesAreUsedOnce: the second meeting on the same bytes stays and is
// marked; so is one whose bytes were handed in for a formative meeting first,
// or before it was declared at all, where their rating was known.
func TestR22_BytesAreUsedOnce(t *testing.T) {
	formative := declared("one", "co")
	formative.Purpose = fact.Formative
	for name, first := range map[string][]fact.Fact{
		"used for a meeting that counts":  {declared("one", "co"), recorded("one", "d")},
		"used for a formative meeting":    {formative, recorded("one", "d")},
		"handed in before it was said so": {recorded("two", "d")},
		"handed in as a transcript":       {declared("one", "co"), transcript("one", "d")},
		"a second take of another":        {declared("one", "co"), recorded("one", "e"), recorded("one", "d")},
	} {
		ms := summative(append(first, declared("two", "co"), recorded("two", "d"))...)
		if len(ms) == 0 || ms[len(ms)-1].Meeting != "two" || !ms[len(ms)-1].Reused {
			t.Errorf("%s: %+v", name, ms)
		}
	}
	ms := summative(declared("one", "co"), recorded("one", "d"), declared("two", "co"), recorded("two", "e"))
	if len(ms) != 2 || ms[0].Reused || ms[1].Reused {
		t.Errorf("%+v", ms)
	}
}

func TestR23_MeetingsStandInTheOrderOfTheirRecording(t *testing.T) {
	ms := summative(declared("one", "co"), declared("two", "co"), recorded("two", "d"), recorded("one", "e"))
	if len(ms) != 2 || ms[0].Meeting != "two" || ms[1].Meeting != "one" {
		t.Errorf("%+v", ms)
	}
}

// TestR18_OtherFactsAreLookedThrough: nothing but evidence changes a meeting.
func TestR18_OtherFactsAreLookedThrough(t *testing.T) {
	ms := summative(
		&fact.RaterAssigned{Rater: "rater", Meeting: "meeting"}, declared("meeting", "co"),
		&fact.ConsentWithdrawn{Meeting: "meeting"}, recorded("meeting", "recording"),
		&fact.RecordingViewed{Meeting: "meeting"}, rated("rater", 2),
	)
	if len(ms) != 1 || len(ms[0].Ratings) != 1 {
		t.Errorf("%+v", ms)
	}
}
