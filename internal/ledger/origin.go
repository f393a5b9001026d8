package ledger

import (
	"fmt"
	"strings"

	"polyphony/internal/fact"
)

const (
	realPrefix = "polyphony/"
	demoPrefix = "polyphony.demonstration/"
)

// Origin is the name of an institute's log and of the key that signs it. A
// demonstration's differs from a real one's, so its keys verify nothing else
// (R32).
func Origin(mode fact.Mode, institute fact.ID) string {
	if mode == fact.Real {
		return realPrefix + string(institute)
	}
	return demoPrefix + string(institute)
}

// ParseOrigin reads what Origin writes.
func ParseOrigin(origin string) (fact.Mode, fact.ID, error) {
	mode := fact.Real
	id, ok := strings.CutPrefix(origin, realPrefix)
	if !ok {
		mode = fact.Demonstration
		id, ok = strings.CutPrefix(origin, demoPrefix)
	}
	if !ok || !fact.ID(id).Valid() {
		return "", "", fmt.Errorf("ledger.ParseOrigin: %q is no origin of a ledger", origin)
	}
	return mode, fact.ID(id), nil
}
