package handbook

// Words are what a handbook or a page says around the texts of an instrument,
// in the language of those texts.
type Words struct {
	Handbook, Contents, About, HowToRate string
	Version, Scale, Status, Digest       string

	Specimen, Adopted string // the state of the instrument, as a tag
	SpecimenSays      string // and as a sentence
	TranslationSays   string // that the original decides
	ReviewSays        string // that a native reader has not gone through it

	Definition, Asks, Evidence           string
	Record, Roster, Recording            string
	Conduct, Service, Counts, CountsNot  string
	SubObservations, ListenFor, LookFor  string
	IsNot, Mistakes, WhenAlone, TaughtIn string
	Anchors, Level, Anchor, Example      string
	StartsHere                           string // beside the level that raters start from
	Print                                string // the link to the handbook
}

// WordsIn gives the words of a language; those in English for a language that
// has none.
func WordsIn(language string) Words {
	if language == "fi" {
		return finnish
	}
	return english
}

// EvidenceWord is the word for a class of evidence.
func (w Words) EvidenceWord(class string) string {
	switch class {
	case "record":
		return w.Record
	case "roster":
		return w.Roster
	case "recording":
		return w.Recording
	default:
		return class
	}
}

var english = Words{
	Handbook: "Rater's handbook", Contents: "Contents", About: "About this instrument", HowToRate: "How to rate",
	Version: "Version", Scale: "Scale", Status: "State", Digest: "Digest of the instrument",
	Specimen: "specimen, not validated", Adopted: "adopted by a founding panel",
	SpecimenSays:    "No founding panel of trainers and experts by experience has signed its digest, and nobody has shown that its levels measure what they say.",
	TranslationSays: "This is a translation, made to help in reading. Where it and the English text differ, the English text decides.",
	ReviewSays:      "It still needs a native reader's review.",
	Definition:      "What it is", Asks: "What it asks for", Evidence: "Evidence",
	Record: "record", Roster: "roster", Recording: "recording",
	Conduct: "The practitioner's conduct", Service: "The service's part",
	Counts: "counts towards the person", CountsNot: "rated and shown, does not count towards the person",
	SubObservations: "Look at each of these", ListenFor: "Listen for", LookFor: "Look for",
	IsNot: "What it is not", Mistakes: "Common mistakes of raters", WhenAlone: "When the person came alone", TaughtIn: "Taught in",
	Anchors: "The five levels, with an example of each", Level: "Level", Anchor: "Anchor", Example: "Example from an invented meeting",
	StartsHere: "start here", Print: "Rater's handbook for printing (PDF)",
}

var finnish = Words{
	Handbook: "Arvioijan käsikirja", Contents: "Sisällys", About: "Tästä arviointivälineestä", HowToRate: "Näin arvioit",
	Version: "Versio", Scale: "Asteikko", Status: "Tila", Digest: "Arviointivälineen tiiviste",
	Specimen: "malli, ei validoitu", Adopted: "perustajapaneelin hyväksymä",
	SpecimenSays:    "Mikään kouluttajien ja kokemusasiantuntijoiden perustajapaneeli ei ole allekirjoittanut sen tiivistettä, eikä kukaan ole osoittanut, että sen tasot mittaavat sitä, mitä ne sanovat.",
	TranslationSays: "Tämä on lukemisen avuksi tehty käännös. Jos se ja englanninkielinen teksti eroavat, englanninkielinen ratkaisee.",
	ReviewSays:      "Äidinkielinen lukija ei ole vielä tarkistanut sitä.",
	Definition:      "Mitä se on", Asks: "Mitä se pyytää", Evidence: "Näyttö",
	Record: "merkinnät", Roster: "työryhmän kokoonpano", Recording: "tallenne",
	Conduct: "Työntekijän oma toiminta", Service: "Palvelun osuus",
	Counts: "lasketaan henkilölle", CountsNot: "arvioidaan ja näytetään, ei lasketa henkilölle",
	SubObservations: "Katso jokaista näistä", ListenFor: "Kuuntele", LookFor: "Katso",
	IsNot: "Mitä se ei ole", Mistakes: "Arvioijien tavallisia virheitä", WhenAlone: "Kun ihminen on tullut yksin", TaughtIn: "Missä tätä opetetaan",
	Anchors: "Viisi tasoa ja esimerkki kustakin", Level: "Taso", Anchor: "Kuvaus", Example: "Esimerkki keksitystä kokouksesta",
	StartsHere: "aloita tästä", Print: "Arvioijan käsikirja tulostettavaksi (PDF)",
}
