package certpdf

// fact is one line of the summary: what, and how much.
type fact struct{ what, text string }

func display() style   { return style{serif, 40, ink(), 0} }
func institute() style { return style{bold, 11.5, teal(), 0.1} }

// head sets who awards what to whom, and what that says; ok is false when the
// award or the name is too long for any size.
func (c composer) head(b *block) (ok bool) {
	b.para(margin, textWidth, institute(), 5.6, c.s.Institute)
	b.space(9 * c.d.gap)
	b.para(margin, textWidth, label(), 5.2, "Certificate")
	set, lines, ok := fit(c.doc, display(), textWidth, c.s.Award, []step{{25, 1}, {21, 2}, {18, 3}, {14, 5}})
	if !ok {
		return false
	}
	b.lines(margin, set, set.size*0.44, lines)
	b.space(6 * c.d.gap)
	b.para(margin, textWidth, caption().sized(9.5), 5, "awarded to")
	set, lines, ok = fit(c.doc, display(), textWidth, c.s.Name,
		[]step{{42, 1}, {37, 1}, {32, 1}, {30, 2}, {25, 2}, {20, 3}, {14, 6}})
	if !ok {
		return false
	}
	set.colour = teal()
	b.lines(margin, set, set.size*0.43, lines)
	b.space(4 * c.d.gap)
	claim := value().sized(11.2 * c.d.body)
	lines, _ = wrap(c.doc, claim, textWidth, c.s.Claims)
	b.lines(margin, claim, 5.9*c.d.body, balance(c.doc, claim, textWidth, c.s.Claims, lines))
	b.space(7 * c.d.gap)
	return true
}

// facts are the lines of the summary that the sheet has something for.
func (c composer) facts() []fact {
	end := "no end date"
	if !c.s.ValidUntil.IsZero() {
		end = utcDay(c.s.ValidUntil)
	}
	study := ""
	if c.s.StudyMinutes > 0 {
		study = hours(c.s.StudyMinutes)
	}
	all := []fact{
		{"Issued", utcDay(c.s.Issued)},
		{"Valid until", end},
		{"Contact time", contact(c.s.ContactDays, c.s.ContactMinutes)},
		{"First to last contact day", span(c.s.FirstContact, c.s.LastContact)},
		{"Study credited", study},
	}
	kept := all[:0]
	for _, f := range all {
		if f.text != "" {
			kept = append(kept, f)
		}
	}
	return kept
}

// heading sets the small title of a part; an empty one keeps its height, so
// that columns side by side begin level.
func (c composer) heading(b *block, x float64, text string) {
	b.lines(x, label(), 4.6, []string{text})
	b.space(1.8 * c.d.gap)
}

// factColumn sets lines of the summary one under another.
func (c composer) factColumn(title string, x, w float64, facts []fact) *block {
	b := &block{doc: c.doc}
	c.heading(b, x, title)
	for _, f := range facts {
		b.para(x, w, caption(), 4.1, f.what)
		b.para(x, w, value().sized(10.2), 5, f.text)
		b.space(3 * c.d.gap)
	}
	return b
}

// thresholds sets each principle with the sentence that says how it was met.
func (c composer) thresholds(b *block, x, w float64, met []Threshold) {
	principle := style{bold, 9.2 * c.d.body, ink(), 0}
	sentence := style{sans, 8.6 * c.d.body, muted(), 0}
	for _, t := range met {
		b.para(x, w, principle, 4.3*c.d.body, t.Principle)
		b.para(x, w, sentence, 4.1*c.d.body, t.Sentence)
		b.space(1.7 * c.d.gap)
	}
}

// limits sets what the certificate does not say.
func (c composer) limits(b *block) {
	if c.s.DoesNotClaim == "" {
		return
	}
	c.heading(b, margin, "What this certificate does not claim")
	b.para(margin, textWidth, style{sans, 9 * c.d.body, ink(), 0}, 4.6*c.d.body, c.s.DoesNotClaim)
}
