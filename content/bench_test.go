package content_test

import (
	"testing"

	"polyphony/content"
)

// Loading happens once at start, opening once for each pinned bundle.
func BenchmarkLoadEmbedded(b *testing.B) {
	for range b.N {
		if _, f := content.Load(content.Embedded()); content.HasErrors(f) {
			b.Fatal(f)
		}
	}
}

func BenchmarkOpenBundle(b *testing.B) {
	l, _ := content.Load(content.Embedded())
	bundle, err := l.Bundle("foundation-assessed")
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		if _, err := content.OpenBundle(bundle.Manifest, from(bundle.Blobs)); err != nil {
			b.Fatal(err)
		}
	}
}
