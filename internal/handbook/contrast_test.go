package handbook

import (
	"math"
	"testing"
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
		for ground, g := range map[string]rgb{"white": white(), "tint": tint()} {
			if r := contrast(c, g); r < 4.5 {
				t.Errorf("%s on %s: %.2f : 1, want 4.5 : 1", name, ground, r)
			}
		}
	}
	if r := contrast(white(), teal()); r < 4.5 {
		t.Errorf("the cover: %.2f : 1", r)
	}
}
