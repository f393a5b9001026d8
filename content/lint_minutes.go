package content

// lintMinutes holds the declared minutes against their sum, and each section's
// against what there is to read and to do: neither padded nor, for a slower
// reader's sake, less than the words alone take. Reading is rounded up, since a
// Duration is whole minutes.
func (p *parsed) lintMinutes(r *report) {
	var sum int64
	for _, s := range p.sections {
		sum += s.Minutes
		reading := (s.words + wordsAMinute - 1) / wordsAMinute
		if most := reading + s.timed; s.Minutes > most {
			r.warnf(p.path, s.line, "padded: section %q declares %d minutes; its %d words make %d, and its exercises and writing state %d",
				s.Title, s.Minutes, s.words, reading, s.timed)
		}
		if s.Minutes > 0 && s.Minutes < reading {
			r.warnf(p.path, s.line, "short: section %q declares %d minutes; its %d words alone make %d, at %d a minute",
				s.Title, s.Minutes, s.words, reading, wordsAMinute)
		}
	}
	if m := p.module.Minutes; sum != m {
		r.errorf(p.path, p.front.line("minutes"), "minutes is %d and its sections' Durations make %d: make them the same", m, sum)
	}
}
