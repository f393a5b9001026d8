package instance

import (
	"context"

	"polyphony/internal/store"
)

// publicLog is the store's ledger as the public pages serve it.
type publicLog struct{ store *store.Store }

// Checkpoint is the newest signed head.
func (l publicLog) Checkpoint(ctx context.Context) (head []byte, err error) {
	err = l.store.Read(ctx, func(tx *store.Tx) error {
		head, _, err = tx.Head()
		return err
	})
	return head, err
}

// VerifierKeys are the ledger's public keys.
func (l publicLog) VerifierKeys() []string { return l.store.VerifierKeys() }

// Tile is a tile of the tree or a bundle of leaves.
func (l publicLog) Tile(ctx context.Context, path string) (tile []byte, err error) {
	err = l.store.Read(ctx, func(tx *store.Tx) error {
		tile, err = tx.Tile(path)
		return err
	})
	return tile, err
}

// InclusionProof is the proof of one entry under the newest head.
func (l publicLog) InclusionProof(ctx context.Context, index int64) (text []byte, err error) {
	err = l.store.Read(ctx, func(tx *store.Tx) error {
		p, err := tx.Proof(index)
		if err == nil {
			text = p.Text()
		}
		return err
	})
	return text, err
}
