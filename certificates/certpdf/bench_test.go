package certpdf_test

import (
	"testing"

	"polyphony/certificates/certpdf"
)

// BenchmarkDraw measures one certificate from sheet to bytes. The bound to
// keep is 30 ms on one busy core.
func BenchmarkDraw(b *testing.B) {
	s := sample()
	for b.Loop() {
		if _, err := certpdf.Draw(s); err != nil {
			b.Fatal(err)
		}
	}
}
