// Package keys makes and loads what must stay secret and apart from the
// database: the key that signs the ledger's heads and one master secret. The
// files are plain text, one value each, readable by their owner alone.
package keys

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"polyphony/internal/fact"
	"polyphony/internal/fault"
	"polyphony/internal/ledger"
)

const (
	signerFile = "ledger.key"
	publicFile = "ledger.pub"
	masterFile = "master.key"
	headFile   = "head"

	masterSize = 32
)

// Keys of one institute.
type Keys struct {
	Mode      fact.Mode
	Institute fact.ID
	// Signer signs the heads of the ledger (Ed25519); its name is the origin.
	Signer note.Signer
	// Verifier is the public half, VerifierKey the same as text: it may be
	// published and is what an auditor keeps outside.
	Verifier    note.Verifier
	VerifierKey string

	dir    string
	master []byte
}

// Open loads the keys in dir, or creates them at the first start for an
// institute of the given mode, whose identifier it draws. Keys of the other
// mode, incomplete keys and files that others may read are refused with a
// sentence. random is where new keys come from: nil, the system's own source,
// for everything but a demonstration that is to be made twice the same.
func Open(dir string, mode fact.Mode, random io.Reader) (*Keys, error) {
	const op = "keys.Open"
	if random != nil && mode == fact.Real {
		return nil, fault.New(fault.Invalid, op, "the keys of a real institute come from the system's own source of randomness")
	}
	_, err := os.Stat(filepath.Join(dir, signerFile))
	if errors.Is(err, fs.ErrNotExist) {
		err = create(dir, mode, random)
	}
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	k, err := Load(dir)
	if err != nil {
		return nil, err
	}
	if k.Mode != mode {
		return nil, fault.New(fault.Refused, op,
			"the keys in %s are those of a %s institute; keep a %s one's data and keys in a folder of their own", dir, k.Mode, mode)
	}
	return k, nil
}

// Load loads existing keys of either mode and creates nothing.
func Load(dir string) (*Keys, error) {
	const op = "keys.Load"
	if err := checkFolder(dir); err != nil {
		return nil, err
	}
	secret, err := readSecret(dir, signerFile)
	if err != nil {
		return nil, err
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		return nil, fault.New(fault.Refused, op, "%s is not a signing key; put the file back from your copy", filepath.Join(dir, signerFile))
	}
	k := &Keys{Signer: signer, dir: dir}
	if k.Mode, k.Institute, err = ledger.ParseOrigin(signer.Name()); err != nil {
		return nil, fault.Wrap(op, err)
	}
	if err := k.readPublic(); err != nil {
		return nil, err
	}
	text, err := readSecret(dir, masterFile)
	if err != nil {
		return nil, err
	}
	k.master, err = hex.DecodeString(text)
	if err != nil || len(k.master) != masterSize {
		return nil, fault.New(fault.Refused, op, "%s is not a master secret; put the file back from your copy", filepath.Join(dir, masterFile))
	}
	return k, nil
}

// readPublic reads the public half and proves that it belongs to the signer.
func (k *Keys) readPublic() error {
	const op = "keys.Load"
	path := filepath.Join(k.dir, publicFile)
	b, err := os.ReadFile(path)
	if err != nil {
		return fault.New(fault.Refused, op, "the public key %s cannot be read (%v); put the file back from your copy", path, err)
	}
	k.VerifierKey = strings.TrimSpace(string(b))
	if k.Verifier, err = note.NewVerifier(k.VerifierKey); err != nil {
		return fault.New(fault.Refused, op, "%s is not a public key; put the file back from your copy", path)
	}
	probe := []byte("polyphony key check")
	sig, err := k.Signer.Sign(probe)
	if err != nil || k.Verifier.Name() != k.Signer.Name() || !k.Verifier.Verify(probe, sig) {
		return fault.New(fault.Refused, op, "%s and %s in %s do not belong together; put both back from your copy", signerFile, publicFile, k.dir)
	}
	return nil
}

// HeadFile is where the newest published head is kept outside the database.
func (k *Keys) HeadFile() string { return filepath.Join(k.dir, headFile) }

// Secret derives 32 bytes for one purpose from the master secret (HKDF,
// RFC 5869, with SHA-256). Different purposes give unrelated secrets.
func (k *Keys) Secret(purpose string) ([]byte, error) {
	b, err := hkdf.Key(sha256.New, k.master, nil, "polyphony/1 "+purpose, masterSize)
	if err != nil {
		return nil, fmt.Errorf("keys.Secret: %w", err)
	}
	return b, nil
}

func create(dir string, mode fact.Mode, random io.Reader) error {
	const op = "keys.Create"
	if random == nil {
		random = rand.Reader
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fault.New(fault.Refused, op, "the folder for keys %s cannot be made (%v); choose one that this user may write to", dir, err)
	}
	if err := checkFolder(dir); err != nil {
		return err
	}
	institute, err := fact.NewID(random)
	if err != nil {
		return fault.Wrap(op, err)
	}
	secret, public, err := note.GenerateKey(random, ledger.Origin(mode, institute))
	if err != nil {
		return fault.Wrap(op, err)
	}
	master := make([]byte, masterSize)
	if _, err := io.ReadFull(random, master); err != nil {
		return fault.Wrap(op, err)
	}
	// The signing key comes last: where it stands, the others do too. A start
	// that broke off before it begins anew.
	for _, f := range []struct{ name, text string }{
		{masterFile, hex.EncodeToString(master)}, {publicFile, public}, {signerFile, secret},
	} {
		if err := writeSecret(dir, f.name, f.text); err != nil {
			return err
		}
	}
	return nil
}
