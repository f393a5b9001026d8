package store

import (
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

var (
	accounts    = table{"accounts", "account"}
	invitations = table{"invitations", "invitation"}
)

// Account gives a person's account.
func (tx *Tx) Account(person fact.ID) (a app.Account, err error) {
	return a, tx.findHot(accounts, accountQuery, person,
		&a.Person, &a.Email, &a.Name, &a.PasswordHash, &a.TOTPSecret, &a.TOTPOn, &a.TOTPLast, &a.Salt, &a.CreatedAt, &a.DisabledAt)
}

// AccountByEmail gives the account with an e-mail address, in lower case.
func (tx *Tx) AccountByEmail(email string) (app.Account, error) {
	return find[app.Account](tx, accounts, "email = ?", email)
}

// Accounts gives every account, by name.
func (tx *Tx) Accounts() ([]app.Account, error) {
	return list[app.Account](tx, accounts, "name, person", "")
}

// InsertAccount adds an account; its e-mail address must be free.
func (tx *Tx) InsertAccount(a app.Account) error { return insert(tx, accounts, a) }

// UpdateAccount replaces an account.
func (tx *Tx) UpdateAccount(a app.Account) error {
	return update(tx, accounts, a, "person = ?", a.Person)
}

// Invitation gives an invitation by the hash of its secret.
func (tx *Tx) Invitation(hash string) (app.Invitation, error) {
	return find[app.Invitation](tx, invitations, "hash = ?", hash)
}

// OpenInvitationsAt gives the invitations that are neither used nor expired.
func (tx *Tx) OpenInvitationsAt(t fact.Time) ([]app.Invitation, error) {
	return list[app.Invitation](tx, invitations, "created_at, hash", "used_at = 0 AND expires_at > ?", t)
}

// PutInvitation adds or replaces an invitation.
func (tx *Tx) PutInvitation(i app.Invitation) error { return put(tx, invitations, i, "hash") }
