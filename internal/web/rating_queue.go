package web

import (
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"polyphony/courses"
	"polyphony/internal/app"
	"polyphony/internal/fact"
)

// queueShow is a rater's own work, and nothing of anybody else's (R26).
func (s *Server) queueShow(r *req) error {
	q, err := s.app.RaterQueue(r.ctx, r.me.Actor)
	if err != nil {
		return err
	}
	type line struct {
		Title, Href, Back, With, Age, Due, Draft string
		State                                    tag
	}
	lines := make([]line, 0, len(q.Items))
	for _, i := range q.Items {
		l := line{
			Title: "Meeting of " + i.Trainee, Href: "/queue/" + string(i.Meeting), Back: "/queue/" + string(i.Meeting) + "/give-back",
			With: strings.Join(i.CoPractitioners, ", "), Age: withYouFor(int(i.AgeDays)),
			Due: courses.Day(i.DueAt), State: tag{"Not begun", "wait"},
		}
		if i.SavedAt != 0 {
			l.State, l.Draft = tag{"Begun", "going"}, courses.Instant(i.SavedAt)
		}
		if i.Overdue {
			l.State = tag{"Overdue", "bad"}
		}
		lines = append(lines, l)
	}
	return s.page(r, "queue", "Rating queue", data{
		"Items": lines, "Load": fmt.Sprintf("about %s of rating", plural(q.Hours, "hour", "hours")), "Rated": plural(q.Rated, "meeting", "meetings"),
		"None": empty{Text: "Nothing waits for you. The system gives meetings to raters whose calibration is in date; nobody chooses who rates whom.", Href: "/calibration", Action: "Your calibration"},
	})
}

// declineShow asks why a meeting is given back.
func (s *Server) declineShow(r *req) error { return s.declinePage(r, fiber.StatusOK, nil) }

func (s *Server) declinePage(r *req, code int, errs []fieldError) error {
	item, err := s.queued(r)
	if err != nil {
		return err
	}
	return s.render(r, code, "rating-give-back", "Give a meeting back", data{
		"Errors": errs, "Item": item, "Crumbs": []crumb{{"Rating queue", "/queue"}, {"Give a meeting back", ""}},
		"Why": mark(errs, Field{ID: "why", Name: "why", Label: "Why do you give it back?", Required: true, Options: []Option{
			{Value: string(app.ConflictOfInterest), Text: "A conflict of interest", Hint: "You know somebody in it, work for or with the trainee, or could gain from the result."},
			{Value: string(app.NoTime), Text: "No time within the seven days"},
		}}),
	})
}

// queued finds the item of a rater's queue that a page is about.
func (s *Server) queued(r *req) (app.QueueItem, error) {
	q, err := s.app.RaterQueue(r.ctx, r.me.Actor)
	if err != nil {
		return app.QueueItem{}, err
	}
	for _, i := range q.Items {
		if string(i.Meeting) == r.Params("id") {
			return i, nil
		}
	}
	return app.QueueItem{}, errNothing
}

// declinePost gives a meeting back; the system chooses somebody else.
func (s *Server) declinePost(r *req) error {
	err := s.app.Apply(r.ctx, r.me.Actor, &app.DeclineAssignment{Meeting: fact.ID(r.Params("id")), Why: app.Why(r.field("why"))})
	if mendable(err) {
		return s.declinePage(r, status(err), findings(err, "why"))
	}
	if err != nil {
		return err
	}
	return s.see(r, "/queue", "Given back. The system chooses somebody else.")
}

func withYouFor(days int) string {
	if days == 0 {
		return "less than a day"
	}
	return plural(days, "day", "days")
}
