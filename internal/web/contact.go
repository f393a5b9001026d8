package web

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// contactLine is one contact day as its trainee sees it.
type contactLine struct {
	app.ContactDay
	State   tag
	Text    string
	Confirm bool
	Field   Field
}

// contactTyped is what was typed for one day, to show it again.
type contactTyped struct {
	id, minutes string
	errs        []fieldError
}

// contactShow lists the trainee's contact days, with what each still needs.
func (s *Server) contactShow(r *req) error {
	return s.contactPage(r, fiber.StatusOK, contactTyped{})
}

func (s *Server) contactPage(r *req, code int, typed contactTyped) error {
	list, err := s.app.ContactDays(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	lines := make([]contactLine, 0, len(list))
	for _, d := range list {
		l := contactLineOf(d)
		if l.Field.ID == typed.id {
			l.Field.Value = typed.minutes
		}
		l.Field = mark(typed.errs, l.Field)
		lines = append(lines, l)
	}
	return s.render(r, code, "contact", "Contact days", data{
		"Errors": typed.errs, "Days": lines,
		"None": empty{Text: "No contact days are booked for you yet. A registrar books them for your cohort; they appear here."},
	})
}

func contactLineOf(d app.ContactDay) contactLine {
	span := courses.Span(d.Minutes * 60)
	l := contactLine{ContactDay: d}
	switch {
	case d.Confirmed:
		l.State, l.Text = tag{"Confirmed", "good"}, span+" that you confirmed."
	case d.Attested >= 2:
		l.State, l.Text, l.Confirm = tag{"Waits for you", "going"}, "Two facilitators attested "+span+".", true
	case d.Lapsed:
		l.State, l.Text = tag{"Not attested", "bad"}, "Fewer than two facilitators attested it in time, so it does not count. Ask your facilitators about another day."
	case d.Attested == 1:
		l.State, l.Text = tag{"Waits", "wait"}, "One facilitator has attested it; it waits for the second."
	case d.Past:
		l.State, l.Text = tag{"Waits", "wait"}, "It waits for two facilitators to attest it."
	default:
		l.State, l.Text = tag{"Booked", ""}, "Nothing to do before the day."
	}
	if l.Confirm {
		l.Field = Field{
			ID: "minutes-" + string(d.Block) + "-" + string(d.Date), Name: "minutes", Label: "Minutes that you were there",
			Hint:     "At most " + strconv.FormatInt(d.Minutes, 10) + ". Lower it if you were there for less.",
			Value:    strconv.FormatInt(d.Minutes, 10),
			Required: true, Inputmode: "numeric", Autocomplete: "off", Width: "w-4",
		}
	}
	return l
}

// contactConfirm is the trainee's own word on one day.
func (s *Server) contactConfirm(r *req) error {
	block, date := r.field("block"), r.field("date")
	typed := contactTyped{id: "minutes-" + block + "-" + date, minutes: r.field("minutes")}
	n, ok := wholeNumber(typed.minutes)
	if !ok || n < 1 {
		typed.errs = []fieldError{{typed.id, "Write the minutes as a whole number, 1 or more."}}
		return s.contactPage(r, fiber.StatusUnprocessableEntity, typed)
	}
	err := s.app.Apply(r.ctx, r.me.Actor, &app.ConfirmContact{
		Enrolment: fact.ID(r.field("enrolment")), Block: fact.ID(block), Date: fact.Date(date), Minutes: n,
	})
	if mendable(err) {
		typed.errs = []fieldError{{typed.id, worded(err)}}
		return s.contactPage(r, status(err), typed)
	}
	if err != nil {
		return err
	}
	return s.see(r, "/contact", "You confirmed "+dateInWords(fact.Date(date))+".")
}
