package certpdf

import (
	"math"
	"testing"

	"polyphony/internal/fault"
)

// contrast is WCAG's ratio of two colours.
func contrast(a, b rgb) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c rgb) float64 {
	linear := func(v int) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}

func TestTextContrast(t *testing.T) {
	for name, c := range map[string]rgb{"ink": ink(), "teal": teal(), "copper": copper(), "muted": muted()} {
		for ground, g := range map[string]rgb{"white": white(), "watermark": tint()} {
			if r := contrast(c, g); r < 4.5 {
				t.Errorf("%s on %s: %.2f : 1, want 4.5 : 1", name, ground, r)
			}
		}
	}
	if r := contrast(white(), crimson()); r < 4.5 {
		t.Errorf("the band: %.2f : 1", r)
	}
}

func TestWords(t *testing.T) {
	for _, c := range [][2]string{
		{contact(0, 0), ""},
		{contact(1, 0), "1 day"},
		{contact(0, 61), "1 hour 1 minute"},
		{contact(20, 9600), "20 days, 160 hours"},
		{hours(59), "59 minutes"},
		{span("", ""), ""},
		{span("May", ""), "May"},
		{span("", "June"), "June"},
		{span("May", "May"), "May"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
}

func TestPanicBecomesAnError(t *testing.T) {
	err := broke("certpdf.Draw", "index out of range")
	if !fault.Is(err, fault.Internal) || err.Error() != "certpdf.Draw: drawing stopped: index out of range" {
		t.Errorf("%v", err)
	}
}
