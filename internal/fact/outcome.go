package fact

// CertificateIssued stands only where nothing was unmet, and names the entries
// that justify it (R27). Record commits to the frozen text of the certificate.
type CertificateIssued struct {
	Certificate ID      `json:"certificate"`
	Number      string  `json:"number"`
	Enrolment   ID      `json:"enrolment"`
	Person      ID      `json:"person"`
	Bundle      Digest  `json:"bundle"`
	Record      Digest  `json:"record"`
	Entries     []int64 `json:"entries"`
	ValidUntil  Time    `json:"valid_until"`
	By          ID      `json:"by"`
}

// CertificateArtefact logs the digest of the PDF, which cannot hold its own.
type CertificateArtefact struct {
	Certificate ID     `json:"certificate"`
	Enrolment   ID     `json:"enrolment"`
	Digest      Digest `json:"digest"`
}

// CertificateRevoked ends a certificate; two people sign.
type CertificateRevoked struct {
	Certificate ID     `json:"certificate"`
	Enrolment   ID     `json:"enrolment"`
	Why         string `json:"why"`
	By          ID     `json:"by"`
	Second      ID     `json:"second"`
}

// CertificateSuperseded points to the certificate that replaced one.
type CertificateSuperseded struct {
	Certificate ID `json:"certificate"`
	Enrolment   ID `json:"enrolment"`
	Successor   ID `json:"successor"`
}

// RecoveryDeclared records that a restored copy went on from an older head.
type RecoveryDeclared struct {
	Institute ID     `json:"institute"`
	Head      Digest `json:"head"`
	Size      int64  `json:"size"`
	By        ID     `json:"by"`
	Second    ID     `json:"second"`
}

// KeyIntroduced makes a verifying key known. Use is what the key signs.
type KeyIntroduced struct {
	Institute ID     `json:"institute"`
	Key       string `json:"key"`
	Use       string `json:"use"`
}

// KeyRetired says that a key signs nothing more; what it signed stays good.
type KeyRetired struct {
	Institute ID     `json:"institute"`
	Key       string `json:"key"`
}

// Kind and Subject of each outcome fact.

func (f *CertificateIssued) Kind() Kind      { return CertificateIssuedKind }
func (f *CertificateIssued) Subject() ID     { return f.Enrolment }
func (f *CertificateArtefact) Kind() Kind    { return CertificateArtefactKind }
func (f *CertificateArtefact) Subject() ID   { return f.Enrolment }
func (f *CertificateRevoked) Kind() Kind     { return CertificateRevokedKind }
func (f *CertificateRevoked) Subject() ID    { return f.Enrolment }
func (f *CertificateSuperseded) Kind() Kind  { return CertificateSupersededKind }
func (f *CertificateSuperseded) Subject() ID { return f.Enrolment }
func (f *RecoveryDeclared) Kind() Kind       { return RecoveryDeclaredKind }
func (f *RecoveryDeclared) Subject() ID      { return f.Institute }
func (f *KeyIntroduced) Kind() Kind          { return KeyIntroducedKind }
func (f *KeyIntroduced) Subject() ID         { return f.Institute }
func (f *KeyRetired) Kind() Kind             { return KeyRetiredKind }
func (f *KeyRetired) Subject() ID            { return f.Institute }
