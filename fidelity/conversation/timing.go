package conversation

import "strings"

const arrow = "-->"

// parseTiming reads "start --> end settings". ok is false when the line is not
// a line of times at all, which is how text that merely holds an arrow is told
// from a cue.
func parseTiming(line string) (start, end int64, ok bool) {
	left, right, found := strings.Cut(line, arrow)
	if !found {
		return 0, 0, false
	}
	if start, ok = parseClock(strings.TrimSpace(left)); !ok {
		return 0, 0, false
	}
	right = strings.TrimSpace(right)
	if i := strings.IndexAny(right, " \t"); i >= 0 {
		right = right[:i] // what follows the end time are cue settings
	}
	end, ok = parseClock(right)
	return start, end, ok
}

// parseClock reads [h:]m:s[.f] or [h:]m:s[,f] into milliseconds. Padding is
// optional and a fraction counts as a decimal fraction of any length: exporters
// write 0:0:13.540 as well as 00:00:13.5400000. Without hours the minutes may
// pass 59 ("75:10.000").
func parseClock(s string) (ms int64, ok bool) {
	fields := [3]int64{}
	n := 0
	for {
		value, rest, digits := leadingNumber(s)
		if digits == 0 || digits > 6 || n == len(fields) {
			return 0, false
		}
		fields[n] = value
		n++
		s = rest
		if s == "" || s[0] != ':' {
			break
		}
		s = s[1:]
	}
	if n < 2 {
		return 0, false
	}
	if n == 2 {
		fields = [3]int64{0, fields[0], fields[1]}
	}
	if fields[2] > 59 || (n == 3 && fields[1] > 59) {
		return 0, false
	}
	fraction, ok := parseFraction(s)
	if !ok {
		return 0, false
	}
	return ((fields[0]*60+fields[1])*60+fields[2])*1000 + fraction, true
}

// leadingNumber reads the decimal digits s begins with, as many as there are.
func leadingNumber(s string) (value int64, rest string, digits int) {
	for digits < len(s) && isDigit(s[digits]) {
		if digits < 9 {
			value = value*10 + int64(s[digits]-'0')
		}
		digits++
	}
	return value, s[digits:], digits
}

// parseFraction reads ".540", ",54" or nothing as milliseconds; digits beyond
// the third are cut off.
func parseFraction(s string) (ms int64, ok bool) {
	if s == "" {
		return 0, true
	}
	if s[0] != '.' && s[0] != ',' {
		return 0, false
	}
	_, rest, digits := leadingNumber(s[1:])
	if digits == 0 || rest != "" {
		return 0, false
	}
	scale := int64(100)
	for i := 1; i <= digits && i <= 3; i++ {
		ms += int64(s[i]-'0') * scale
		scale /= 10
	}
	return ms, true
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
