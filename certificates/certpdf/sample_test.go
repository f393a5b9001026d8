package certpdf_test

import (
	"time"

	"polyphony/certificates/certpdf"
)

// sample is a full certificate as the institute would issue it.
func sample() certpdf.Sheet {
	return certpdf.Sheet{
		Award:     "Foundation with assessed practice",
		Institute: "Institute for Dialogic Practice, Tornio",
		Name:      "Aino Virtanen",
		Number:    "7KQ2-M9XR-4T0B-VW6H-2",
		Claims: "Completed the one-year foundation course in Open Dialogue in full, and met the threshold of every " +
			"principle in network meetings that two independent raters watched.",
		DoesNotClaim: "It does not say that the holder is a psychotherapist or may practise alone, and says nothing " +
			"about the outcome of any person's care.",
		Issued:         time.Date(2026, 11, 21, 23, 30, 0, 0, time.UTC),
		ValidUntil:     time.Date(2029, 11, 20, 0, 0, 0, 0, time.UTC),
		ContactDays:    20,
		ContactMinutes: 160 * 60,
		StudyMinutes:   120*60 + 45,
		FirstContact:   "2 February 2026",
		LastContact:    "30 October 2026",
		Thresholds: thresholds("Immediate response", "Social network", "Network meetings", "Transparency",
			"Flexibility", "Continuity", "Tolerance of uncertainty"),
		Instrument:      "Seven principles, version 1",
		InstrumentState: "specimen, not validated",
		Standard:        "Foundation standard, version 1",
		PathwayDigest:   "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		Assurance: "Assurance A0: no outside witness has countersigned the log, so its dates rest on the institute's " +
			"word alone.",
		LedgerEntry: 48213,
		VerifyURL:   "https://register.example.org/v/7KQ2M9XR4T0BVW6H2",
		VerifyHost:  "register.example.org",
	}
}

func thresholds(principles ...string) []certpdf.Threshold {
	var all []certpdf.Threshold
	for _, p := range principles {
		all = append(all, certpdf.Threshold{
			Principle: p,
			Sentence:  "met in at least three of the latest four summative meetings",
		})
	}
	return all
}

// longest is a sheet whose name and award need all the room there is.
func longest() certpdf.Sheet {
	s := sample()
	s.Name = "Maria Magdalena Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh de Oliveira e Silva"
	s.Award = "Assessed practice in Open Dialogue for practitioners who were trained elsewhere, first certification"
	s.Institute = "Centre for Open Dialogue and Needs-Adapted Approaches of the North Eastern Network of Mental Health Services"
	return s
}
