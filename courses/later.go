package courses

// notRecordable keeps the parts of a standard that this release has no facts
// for in every standing, unmet: a floor that cannot be counted is never taken
// as met (R20).
func notRecordable(s Standard) []Requirement {
	var out []Requirement
	if s.JournalHours > 0 {
		out = append(out, Requirement{
			ID: "journal", Kind: Journal, Unit: "minutes", Need: s.JournalHours * 60,
			Reasons: []Reason{{Why: NotRecordableYet}},
		}.settle())
	}
	if s.Supervision.QualifyingMonths > 0 {
		out = append(out, Requirement{
			ID: "supervision", Kind: SupervisionKind, Unit: "months", Need: s.Supervision.QualifyingMonths,
			Reasons: []Reason{{Why: NotRecordableYet}},
		}.settle())
	}
	return out
}
