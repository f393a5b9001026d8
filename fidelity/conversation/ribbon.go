package conversation

// Bounds of the ribbon: what a picture can show.
const (
	ribbonSlots  = 120
	ribbonSlotMS = 30_000
)

// Ribbon is the talk over time: how many milliseconds each voice is heard in
// each slot. Slot s begins at StartMS + s × SlotMS; slots are at least 30 s long
// and at most 120.
type Ribbon struct {
	StartMS int64 `json:"start_ms"`
	SlotMS  int64 `json:"slot_ms"`
	Slots   int   `json:"slots"`
	// SpeakingMS[v][s] is by voice, in the order of Measures.Voices, and slot.
	SpeakingMS [][]int64 `json:"speaking_ms"`
}

func (k *talk) ribbon() Ribbon {
	whole := k.whole.end - k.whole.start
	r := Ribbon{StartMS: k.whole.start, SlotMS: ribbonSlotMS, SpeakingMS: [][]int64{}}
	if least := (whole + ribbonSlots - 1) / ribbonSlots; least > r.SlotMS {
		r.SlotMS = least
	}
	r.Slots = int((whole + r.SlotMS - 1) / r.SlotMS)
	for _, spans := range k.spokenBy {
		row := make([]int64, r.Slots)
		for _, s := range spans {
			for at := s.start; at < s.end; {
				slot := (at - r.StartMS) / r.SlotMS
				end := min(s.end, r.StartMS+(slot+1)*r.SlotMS)
				row[slot] += end - at
				at = end
			}
		}
		r.SpeakingMS = append(r.SpeakingMS, row)
	}
	return r
}
