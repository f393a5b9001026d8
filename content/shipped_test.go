package content_test

import (
	"testing"

	"polyphony/content"
)

// The curriculum that the binary ships has nothing that must be mended.
func TestShippedContentIsClean(t *testing.T) {
	l, findings := content.Load(content.Embedded())
	if content.HasErrors(findings) {
		t.Error(findings)
	}
	for id := range l.Pathways {
		if _, err := l.Bundle(id); err != nil {
			t.Error(err)
		}
	}
}
