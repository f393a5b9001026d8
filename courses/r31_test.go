package courses

import (
	"maps"
	"testing"

	"polyphony/internal/fact"
)

// TestR31_ACertificateHeldShortensNoPath: whoever holds a certificate and
// enrols anew stands where everybody begins: there is no shorter path for
// holders.
func TestR31_ACertificateHeldShortensNoPath(t *testing.T) {
	beginner := newTeller()
	holder := newTeller()
	holder.tell(
		&fact.CertificateIssued{Certificate: "c", Number: "N", Enrolment: "an earlier one", Person: trainee, Bundle: bundle, By: "registrar"},
		&fact.CertificateArtefact{Certificate: "c", Enrolment: "an earlier one"},
		&fact.CertificateSuperseded{Certificate: "c", Enrolment: "an earlier one", Successor: "d"},
	)
	want, got := unmetIDs(beginner.standing()), unmetIDs(holder.standing())
	if len(want) == 0 || !maps.Equal(want, got) {
		t.Errorf("a beginner lacks %v, a holder %v", want, got)
	}
}
