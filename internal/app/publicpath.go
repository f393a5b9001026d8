package app

import (
	"context"

	"polyphony/courses"
)

// PublicPathways lists the pathways that are published here, newest first.
func (a *App) PublicPathways(ctx context.Context) (out []courses.Pinned, err error) {
	err = a.read(ctx, func(tx Tx) error {
		digests, err := a.published(tx)
		if err != nil {
			return err
		}
		for _, d := range digests {
			b, err := a.bundle(tx, d)
			if err != nil {
				return err
			}
			out = append(out, b.Pinned)
		}
		return nil
	})
	return out, err
}
