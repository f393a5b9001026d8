package app

import (
	"context"
	"strings"

	"polyphony/internal/fact"
	"polyphony/internal/people"
)

// OpenInvitation is a one-time link that nobody has used yet. The link itself
// cannot be shown again: only its hash is kept.
type OpenInvitation struct {
	Hash, Name, Email, Roles, By string
	Until                        fact.Time
}

// OpenInvitations lists the links that are out, and says whether the institute
// has had no more than one administrator, for administrators.
func (a *App) OpenInvitations(ctx context.Context, actor Actor) (out []OpenInvitation, alone bool, err error) {
	err = a.seen(ctx, actor, people.InvitePeople, func(w *Work) error {
		rows, err := w.OpenInvitationsAt(w.Now())
		if err != nil {
			return err
		}
		for _, in := range rows {
			if in.Email == "" {
				continue // a set-up link, which stands in nobody's name
			}
			out = append(out, OpenInvitation{in.Hash, in.Name, in.Email, strings.ReplaceAll(in.Roles, " ", ", "), a.nameOf(w.Tx, in.By), in.ExpiresAt})
		}
		n, err := a.administrators(w.Tx)
		alone = n < 2
		return err
	})
	return out, alone, err
}

// CloseInvitation makes a link that is out useless, as after it was lost or
// sent to the wrong address.
type CloseInvitation struct{ Hash string }

func (c *CloseInvitation) needs() people.Action { return people.InvitePeople }

func (c *CloseInvitation) decide(w *Work) ([]fact.Fact, error) {
	in, err := w.Invitation(c.Hash)
	if isNotFound(err) || (err == nil && (in.UsedAt != 0 || in.ExpiresAt <= w.Now() || in.Email == "")) {
		return nil, notThere()
	}
	if err != nil {
		return nil, err
	}
	in.ExpiresAt = w.Now()
	return nil, w.PutInvitation(in)
}
