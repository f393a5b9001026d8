package content_test

import (
	"testing"

	"polyphony/content"
)

// The curriculum that the binary ships has nothing to mend.
func TestShippedContentIsClean(t *testing.T) {
	l, findings := content.Load(content.Embedded())
	for _, f := range findings {
		t.Error(f)
	}
	for id := range l.Pathways {
		if _, err := l.Bundle(id); err != nil {
			t.Error(err)
		}
	}
}
