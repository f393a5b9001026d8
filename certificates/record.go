package certificates

import (
	"encoding/json"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
)

// Record is everything a certificate prints, frozen at issue (R28). Its
// canonical bytes are what the ledger commits to.
type Record struct {
	Number          string      `json:"number"`
	Award           string      `json:"award"`
	Institute       string      `json:"institute"`
	Name            string      `json:"name"`
	Claims          string      `json:"claims"`
	DoesNotClaim    string      `json:"does_not_claim"`
	IssuedAt        fact.Time   `json:"issued_at"`
	ValidUntil      fact.Time   `json:"valid_until"`
	ContactDays     int64       `json:"contact_days"`
	ContactMinutes  int64       `json:"contact_minutes"`
	StudyMinutes    int64       `json:"study_minutes"`
	FirstContact    fact.Date   `json:"first_contact"`
	LastContact     fact.Date   `json:"last_contact"`
	Thresholds      []Threshold `json:"thresholds"`
	Instrument      string      `json:"instrument"`
	InstrumentState string      `json:"instrument_state"`
	Standard        string      `json:"standard"`
	Pathway         string      `json:"pathway"`
	PathwayDigest   fact.Digest `json:"pathway_digest"`
	Assurance       string      `json:"assurance"`
	LedgerEntry     int64       `json:"ledger_entry"`
	VerifyURL       string      `json:"verify_url"`
	Demonstration   bool        `json:"demonstration"`
}

// Threshold says of one principle which rule was met, never at which level.
type Threshold struct {
	Principle string `json:"principle"`
	Sentence  string `json:"sentence"`
}

// Bytes is the record's stored form. Field order is fixed by the type, so the
// same record always gives the same bytes.
func (r Record) Bytes() ([]byte, error) {
	b, err := json.Marshal(r)
	return b, fault.Wrap("certificates.Record", err)
}

// OpenRecord reads the stored form.
func OpenRecord(b []byte) (r Record, err error) {
	return r, fault.Wrap("certificates.OpenRecord", json.Unmarshal(b, &r))
}
