package conversation

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// cue writes a cue for comparison: start, end, voice, text.
func (c Cue) short() string {
	return fmt.Sprintf("%d-%d %s|%s", c.StartMS, c.EndMS, c.Voice, c.Text)
}

func mustParse(t *testing.T, text string) Transcript {
	t.Helper()
	tr, err := Parse(strings.NewReader(text))
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	return tr
}

func mustRead(t *testing.T, name string) Transcript {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return mustParse(t, string(raw))
}

func shortCues(tr Transcript) []string {
	out := []string{}
	for _, c := range tr.Cues {
		out = append(out, c.short())
	}
	return out
}

func TestParseUntidyFile(t *testing.T) {
	tr := mustRead(t, "untidy.vtt")
	want := []string{
		"1500-3250 Ann Lee|Tom & I",
		"1500-3250 <b>|3 < 4 <i>",
		"8000-8500 |10:30 Meeting: we start",
		"8600-8700 |So I told her this: go home.",
		"9000-10500 Ann|Later words first.",
	}
	if got := shortCues(tr); !slices.Equal(got, want) {
		t.Errorf("cues:\n got %q\nwant %q", got, want)
	}
	if want := []string{"Ann Lee", "<b>", "", "Ann"}; !slices.Equal(tr.Voices, want) {
		t.Errorf("voices: got %q, want %q", tr.Voices, want)
	}
	lines := []int{}
	for _, d := range tr.Dropped {
		lines = append(lines, d.Line)
	}
	if want := []int{23, 26, 29, 32}; !slices.Equal(lines, want) {
		t.Errorf("dropped lines: got %v, want %v: %v", lines, want, tr.Dropped)
	}
	shared := []bool{true, true, false, false, false}
	for i, c := range tr.Cues {
		if c.Shared != shared[i] {
			t.Errorf("cue %d shared: got %v", i, c.Shared)
		}
	}
	if got := tr.Cues[4].Line; got != 16 {
		t.Errorf("line of the last cue: got %d, want 16", got)
	}
}

func TestParseSameFromSRTAndVTT(t *testing.T) {
	vtt, srt := mustRead(t, "meeting.vtt"), mustRead(t, "meeting.srt")
	if got, want := shortCues(srt), shortCues(vtt); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if len(srt.Dropped)+len(vtt.Dropped) != 0 {
		t.Errorf("dropped: %v %v", srt.Dropped, vtt.Dropped)
	}
}

const oneCue = "WEBVTT\n\n00:01.000 --> 00:02.000\n"

var parseCases = map[string]struct {
	in   string
	want []string
}{
	"no closing tag":            {oneCue + "<v Bea>Well\n", []string{"1000-2000 Bea|Well"}},
	"no name in the tag":        {oneCue + "<v>Well</v>", []string{"1000-2000 |Well"}},
	"class and no name":         {oneCue + "<v.quiet>Well", []string{"1000-2000 |Well"}},
	"spaces in a name":          {oneCue + "<v  Bea \t Falk >Well", []string{"1000-2000 Bea Falk|Well"}},
	"entity in a name":          {oneCue + "<v R&amp;D>Well", []string{"1000-2000 R&D|Well"}},
	"two voices by tag":         {oneCue + "<v Bea>Now?</v><v Cy>Now.</v>", []string{"1000-2000 Bea|Now?", "1000-2000 Cy|Now."}},
	"one voice twice":           {oneCue + "<v Bea>Now</v>\n<v Bea>then.</v>", []string{"1000-2000 Bea|Now then."}},
	"empty part between":        {oneCue + "<v Bea>Now</v><v Cy> </v><v Bea>then.", []string{"1000-2000 Bea|Now then."}},
	"words before the voice":    {oneCue + "Hm <v Bea>Now", []string{"1000-2000 |Hm", "1000-2000 Bea|Now"}},
	"two voices by colon":       {oneCue + "Bea: Now?\nCy: Now.", []string{"1000-2000 Bea|Now?", "1000-2000 Cy|Now."}},
	"voice goes on":             {oneCue + "Bea: Now\nor never.", []string{"1000-2000 Bea|Now or never."}},
	"name on its own line":      {oneCue + "Bea:\nNow.", []string{"1000-2000 Bea|Now."}},
	"colon in a later line":     {oneCue + "and then\nCy: no", []string{"1000-2000 |and then Cy: no"}},
	"clock with a space":        {oneCue + "At 9:15: break", []string{"1000-2000 |At 9:15: break"}},
	"address":                   {oneCue + "https://example.org says so", []string{"1000-2000 |https://example.org says so"}},
	"sentence with a colon":     {oneCue + "he said it like this: no", []string{"1000-2000 |he said it like this: no"}},
	"question with a colon":     {oneCue + "What? Bea: no", []string{"1000-2000 |What? Bea: no"}},
	"numbers are no name":       {oneCue + "3 4: five", []string{"1000-2000 |3 4: five"}},
	"small name":                {oneCue + "mum: hello", []string{"1000-2000 mum|hello"}},
	"numbered voice":            {oneCue + "speaker 2: hello", []string{"1000-2000 speaker 2|hello"}},
	"title and dot":             {oneCue + "Dr. Åke von Öst: hello", []string{"1000-2000 Dr. Åke von Öst|hello"}},
	"pronouns in a name":        {oneCue + "Falk, Bea (she/her): hello", []string{"1000-2000 Falk, Bea (she/her)|hello"}},
	"name in another script":    {oneCue + "李 雷: 你好", []string{"1000-2000 李 雷|你好"}},
	"nonbreaking space":         {oneCue + "Bea:\u00a0hello\u00a0you", []string{"1000-2000 Bea|hello you"}},
	"tag around the name":       {oneCue + "<b>Bea: hello</b>", []string{"1000-2000 Bea|hello"}},
	"stray closing tag":         {oneCue + "hello</v> you", []string{"1000-2000 |hello you"}},
	"heart and less than":       {oneCue + "I <3 it, 1 < 2 > 0 <", []string{"1000-2000 |I <3 it, 1 < 2 > 0 <"}},
	"digits in brackets":        {oneCue + "<12> of them", []string{"1000-2000 |<12> of them"}},
	"unknown tag":               {oneCue + "<script>alert(1)</script>", []string{"1000-2000 |alert(1)"}},
	"escaped tag":               {oneCue + "&lt;script&gt;", []string{"1000-2000 |<script>"}},
	"unclosed tag":              {oneCue + "<b hello", []string{"1000-2000 |<b hello"}},
	"arrow within speech":       {oneCue + "first --> second", []string{"1000-2000 |first --> second"}},
	"bad byte":                  {oneCue + "caf\xe9", []string{"1000-2000 |caf\uFFFD"}},
	"zero byte":                 {oneCue + "a\x00b", []string{"1000-2000 |a\uFFFDb"}},
	"punctuation alone":         {oneCue + "…", []string{"1000-2000 |…"}},
	"no length":                 {"WEBVTT\n\n00:01.000 --> 00:01.000\nHm", []string{"1000-1000 |Hm"}},
	"hours beyond a day":        {"WEBVTT\n\n100:00:01.000 --> 100:00:02.000\nHm", []string{"360001000-360002000 |Hm"}},
	"minutes beyond an hour":    {"WEBVTT\n\n75:00.000 --> 75:01.000\nHm", []string{"4500000-4501000 |Hm"}},
	"long fraction":             {"WEBVTT\n\n00:01.1239999 --> 00:02.5\nHm", []string{"1123-2500 |Hm"}},
	"no spaces at the arrow":    {"WEBVTT\n\n00:01.000-->00:02.000\nHm", []string{"1000-2000 |Hm"}},
	"lone CR":                   {"WEBVTT\r\r00:01.000 --> 00:02.000\rHm\r", []string{"1000-2000 |Hm"}},
	"cue under the header":      {"WEBVTT\n00:01.000 --> 00:02.000\nHm", []string{"1000-2000 |Hm"}},
	"times on the first line":   {"00:01.000 --> 00:02.000\nHm", []string{"1000-2000 |Hm"}},
	"blank first line":          {"\n1\n00:00:01,000 --> 00:00:02,000\nHm", []string{"1000-2000 |Hm"}},
	"number without a blank":    {"1\n00:00:01,000 --> 00:00:02,000\nHm\n2\n00:00:03,000 --> 00:00:04,000\nOh", []string{"1000-2000 |Hm", "3000-4000 |Oh"}},
	"a number as only speech":   {oneCue + "42\n\n00:03.000 --> 00:04.000\nOh", []string{"1000-2000 |42", "3000-4000 |Oh"}},
	"identifier like a note":    {"WEBVTT\n\nNOTED\n00:01.000 --> 00:02.000\nHm", []string{"1000-2000 |Hm"}},
	"arrow in a note":           {"WEBVTT\n\nNOTE 00:01.000 --> 00:02.000 is cut\nfrom here\n\n00:01.000 --> 00:02.000\nHm", []string{"1000-2000 |Hm"}},
	"dash before names":         {oneCue + "- Bea: Now?\n– Cy: Now.", []string{"1000-2000 Bea|Now?", "1000-2000 Cy|Now."}},
	"chevrons before a name":    {oneCue + ">> BEA: Now?", []string{"1000-2000 BEA|Now?"}},
	"dash before speech":        {oneCue + "- Now?", []string{"1000-2000 |- Now?"}},
	"note with a tab":           {"WEBVTT\n\nNOTE\tx\n\n00:01.000 --> 00:02.000\nHm", []string{"1000-2000 |Hm"}},
	"same start, shorter first": {"WEBVTT\n\n00:01.000 --> 00:09.000\nlong\n\n00:01.000 --> 00:02.000\nshort", []string{"1000-2000 |short", "1000-9000 |long"}},
	"same times, file order":    {oneCue + "first\n\n00:01.000 --> 00:02.000\nsecond", []string{"1000-2000 |first", "1000-2000 |second"}},
}

func TestParseCues(t *testing.T) {
	for name, c := range parseCases {
		t.Run(name, func(t *testing.T) {
			if got := shortCues(mustParse(t, c.in)); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestParseReportsWhatItDrops(t *testing.T) {
	const good = "\n\n00:10.000 --> 00:11.000\nyes\n"
	cases := map[string]struct {
		in   string
		want string
	}{
		"ends before it starts":      {"WEBVTT\n\n1\n00:02.000 --> 00:01.000\nno" + good, "4: it ends before"},
		"no words":                   {"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann> </v>" + good, "3: it holds no words"},
		"bad times":                  {"WEBVTT\n\n00:01.000 --> soon\nno" + good, "3: its times cannot be read"},
		"bad times below a number":   {"WEBVTT\n\n7\n00:61.000 --> 00:62.000\nno" + good, "4: its times cannot be read"},
		"minutes past 59":            {"WEBVTT\n\n1:60:00.000 --> 1:61:00.000\nno" + good, "3: its times cannot be read"},
		"four numbers":               {"WEBVTT\n\n1:1:1:1 --> 1:1:1:2\nno" + good, "3: its times cannot be read"},
		"one number":                 {"WEBVTT\n\n1 --> 2\nno" + good, "3: its times cannot be read"},
		"letters in a fraction":      {"WEBVTT\n\n00:01.5x --> 00:02.000\nno" + good, "3: its times cannot be read"},
		"no fraction behind the dot": {"WEBVTT\n\n00:01. --> 00:02.000\nno" + good, "3: its times cannot be read"},
		"unit behind the seconds":    {"WEBVTT\n\n00:01s --> 00:02s\nno" + good, "3: its times cannot be read"},
		"untimed text":               {"WEBVTT\n\nno times here" + good, "3: a text without times"},
		"untimed lines above":        {"WEBVTT\n\nno times here\nnor here\n00:10.000 --> 00:11.000\nyes", "3: a text without times"},
		"untimed text at the end":    {"WEBVTT\n\n00:10.000 --> 00:11.000\nyes\n\nand no", "6: a text without times"},
		"SRT bad times":              {"1\n00:00:01,000 --> x\nno\n\n2\n00:00:10,000 --> 00:00:11,000\nyes", "2: its times cannot be read"},
		"SRT bad times inside":       {"00:10,000 --> 00:11,000\nyes\n\n00:00:01,000 --> x\nno", "4: its times cannot be read"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			tr := mustParse(t, c.in)
			if got := shortCues(tr); !slices.Equal(got, []string{"10000-11000 |yes"}) {
				t.Errorf("cues: got %q", got)
			}
			if len(tr.Dropped) != 1 {
				t.Fatalf("dropped: %v", tr.Dropped)
			}
			if got := fmt.Sprintf("%d: %s", tr.Dropped[0].Line, tr.Dropped[0].Why); !strings.HasPrefix(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestParseOnlyDroppedCuesIsNoError(t *testing.T) {
	tr := mustParse(t, "WEBVTT\n\n00:02.000 --> 00:01.000\nno\n")
	if len(tr.Cues) != 0 || len(tr.Dropped) != 1 || tr.Dropped[0].Line != 3 {
		t.Errorf("got %+v", tr)
	}
	if m := Measure(tr, nil); m.Cues != 0 || m.FirstSpeaker != "" || len(m.Dropped) != 1 {
		t.Errorf("measures: %+v", m)
	}
	if p := Study(tr, nil); len(p.Voices) != 0 || p.Ribbon.Slots != 0 {
		t.Errorf("patterns: %+v", p)
	}
}
