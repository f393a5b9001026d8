package test

import (
	"github.com/chromedp/chromedp"
)

// mistakes looks at pages as they are after something went wrong.
func (b *reader) mistakes(c cast) {
	b.Helper()
	b.refused(c.nobody, "/sign-in", "/sign-in")
	b.open(c.nobody, "/sign-in")
	if err := chromedp.Run(b.ctx, chromedp.SendKeys("#email", "nobody@demo.example"), chromedp.SendKeys("#password", "not-the-right-one")); err != nil {
		b.Fatal(err)
	}
	b.sends("/sign-in", "a wrong password")

	first, second := "/meetings/"+string(c.meetings[0]), "/meetings/"+string(c.meetings[1])
	b.refused(c.nobody, "/join/"+c.invitation, "/join/"+c.invitation)
	b.refused(c.administrator, "/people", "/people")
	b.refused(c.registrar, "/cohorts", "/cohorts")
	b.refused(c.going, "/meetings/new", "/meetings/new")
	b.refused(c.going, first+"/consent/before", first+"/consent/before")
	b.refused(c.going, second+"/facts", second+"/facts")
	b.refused(c.going, second+"/withdraw", second+"/withdraw")
	b.open(c.going, "/an-address-of-no-page")
	b.judge("the problem page")
}

// refused sends a form as it stands and expects an error summary with focus.
func (b *reader) refused(who visitor, path, action string) {
	b.Helper()
	b.open(who, path)
	b.sends(action, who.name+" an empty form at "+path)
}

// sends hands in the form that goes to action.
func (b *reader) sends(action, what string) {
	b.Helper()
	var focused bool
	err := chromedp.Run(
		b.ctx,
		chromedp.Click(`form[action="`+action+`"] button:not([name])`, chromedp.NodeVisible),
		chromedp.WaitVisible(".error-summary"),
		chromedp.Evaluate(`document.activeElement.classList.contains("error-summary")`, &focused),
	)
	if err != nil {
		b.Fatalf("%s: %v", what, err)
	}
	if !focused {
		b.Errorf("%s: the focus is not on the error summary", what)
	}
	b.judge(what)
}
