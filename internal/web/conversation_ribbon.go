package web

import (
	"fmt"

	"polyphony/fidelity/conversation"
)

// The size of the ribbon, in units of the drawing: names stand left of it, and
// the whole is small enough for its text to be read at the width of a page.
const (
	ribbonLeft  = 128
	ribbonWidth = 484
	ribbonRow   = 40
	ribbonBar   = 30
	ribbonTicks = 6
	ribbonName  = 16 // letters of a name that have room
)

// ribbonChart is the talk over time: a lane for each voice, one for silence and
// one for practitioners among themselves, with the same as a table.
type ribbonChart struct {
	Height, Bottom int
	Lanes          []ribbonLane
	Ticks          []ribbonTick
	Slot           string
	Says           string
	Heads          []string
	Rows           []ribbonSlot
}

type ribbonLane struct {
	Name  string
	Y     int
	Base  int
	Class string
	Bars  []ribbonRect
}

type ribbonRect struct{ X, Y, W, H string }

type ribbonTick struct{ X, Text string }

// ribbonSlot is one slot of time in the table.
type ribbonSlot struct {
	When  string
	Cells []string
}

func ribbonOf(m conversation.Measures, p conversation.Patterns) ribbonChart {
	whole := max(1, m.EndMS-m.StartMS)
	at := func(ms int64) float64 { return ribbonLeft + ribbonWidth*float64(ms-m.StartMS)/float64(whole) }
	c := ribbonChart{Slot: seconds(p.Ribbon.SlotMS), Bottom: ribbonRow * (len(m.Voices) + 2)}
	c.Height = c.Bottom + 24
	for i, one := range m.Voices {
		lane := ribbonLane{Name: shortened(voiceName(one.Name)), Y: i * ribbonRow, Base: i*ribbonRow + ribbonRow - 2, Class: voiceClass(one.Role)}
		for s, ms := range p.Ribbon.SpeakingMS[i] {
			if ms == 0 {
				continue
			}
			from := p.Ribbon.StartMS + int64(s)*p.Ribbon.SlotMS
			to := min(from+p.Ribbon.SlotMS, m.EndMS)
			height := ribbonBar * float64(ms) / float64(max(1, to-from))
			lane.Bars = append(lane.Bars, rect(at(from), float64(lane.Base)-height, at(to)-at(from), height))
		}
		c.Lanes = append(c.Lanes, lane)
		c.Heads = append(c.Heads, voiceName(one.Name))
	}
	c.addSpans(m, p, at)
	c.Ticks = ticks(m)
	c.addRows(p.Ribbon)
	c.Says = ribbonSays(m, p)
	return c
}

// ticks mark the time under a ribbon.
func ticks(m conversation.Measures) (out []ribbonTick) {
	whole := max(1, m.EndMS-m.StartMS)
	for i := range ribbonTicks + 1 {
		x := ribbonLeft + ribbonWidth*float64(i)/ribbonTicks
		out = append(out, ribbonTick{fmt.Sprintf("%.1f", x), clock(m.StartMS + whole*int64(i)/ribbonTicks)})
	}
	return out
}

// addSpans draws the lane of silence and that of talk among practitioners.
func (c *ribbonChart) addSpans(m conversation.Measures, p conversation.Patterns, at func(int64) float64) {
	y := ribbonRow * len(m.Voices)
	silence := ribbonLane{Name: "Silence", Y: y, Base: y + ribbonRow - 2, Class: "voice voice--silence"}
	for _, one := range p.Pauses {
		silence.Bars = append(silence.Bars, rect(at(one.StartMS), float64(y+ribbonRow-2-ribbonBar), at(one.EndMS)-at(one.StartMS), ribbonBar))
	}
	y += ribbonRow
	talk := ribbonLane{Name: "Reflecting talk", Y: y, Base: y + ribbonRow - 2, Class: "voice voice--reflecting"}
	for _, run := range m.ReflectingTalk {
		talk.Bars = append(talk.Bars, rect(at(run.StartMS), float64(y+ribbonRow-2-ribbonBar), at(run.EndMS)-at(run.StartMS), ribbonBar))
	}
	c.Lanes = append(c.Lanes, silence, talk)
}

func (c *ribbonChart) addRows(r conversation.Ribbon) {
	for s := range r.Slots {
		one := ribbonSlot{When: clock(r.StartMS + int64(s)*r.SlotMS)}
		for _, voice := range r.SpeakingMS {
			one.Cells = append(one.Cells, seconds(voice[s]))
		}
		c.Rows = append(c.Rows, one)
	}
}

// ribbonSays is the picture in a sentence.
func ribbonSays(m conversation.Measures, p conversation.Patterns) string {
	text := fmt.Sprintf("From %s to %s.", clock(m.StartMS), clock(m.EndMS))
	for _, v := range m.Voices {
		text += fmt.Sprintf(" %s speaks %s of the time that anybody speaks.", voiceName(v.Name), percent(v.TimeShare))
	}
	return text + fmt.Sprintf(" There are %s of two seconds or more, and practitioners talk among themselves in %s.",
		plural(len(p.Pauses), "silence", "silences"), plural(len(m.ReflectingTalk), "stretch", "stretches"))
}

func rect(x, y, w, h float64) ribbonRect {
	n := func(v float64) string { return fmt.Sprintf("%.1f", v) }
	return ribbonRect{n(x), n(y), n(max(1, w-0.6)), n(max(0.5, h))}
}

func voiceClass(role conversation.Role) string {
	if role == "" || role == conversation.Other {
		return "voice"
	}
	return "voice voice--" + string(role)
}

func shortened(name string) string {
	letters := []rune(name)
	if len(letters) <= ribbonName {
		return name
	}
	return string(letters[:ribbonName-1]) + "…"
}
