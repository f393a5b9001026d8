package certpdf

import (
	"fmt"
	"time"
)

// utcDay prints the UTC day of an instant and says that it is one.
func utcDay(t time.Time) string {
	return t.UTC().Format("2 January 2006") + " (UTC)"
}

// hours prints minutes as whole hours and what is left over, never rounded.
func hours(minutes int64) string {
	h, m := minutes/60, minutes%60
	switch {
	case m == 0:
		return count(h, "hour")
	case h == 0:
		return count(m, "minute")
	}
	return count(h, "hour") + " " + count(m, "minute")
}

// count prints n of a thing in the singular or the plural.
func count(n int64, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// contact prints the time in the room: days, hours, or both.
func contact(days int, minutes int64) string {
	switch {
	case days == 0 && minutes == 0:
		return ""
	case minutes == 0:
		return count(int64(days), "day")
	case days == 0:
		return hours(minutes)
	}
	return count(int64(days), "day") + ", " + hours(minutes)
}

// span prints from when to when; either end may be missing.
func span(first, last string) string {
	switch {
	case first == "" || first == last:
		return last
	case last == "":
		return first
	}
	return first + " to " + last
}
