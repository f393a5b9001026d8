package web

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"polyphony/internal/people"
)

// routes is the whole map of the service, by who may go where.
func (s *Server) routes() {
	s.http.Use(recover.New(recover.Config{EnableStackTrace: false}))
	s.http.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok\n") })
	s.http.Use(s.guard)
	s.http.Get("/static/*", s.static)
	s.publicRoutes()
	s.instrumentRoutes()
	s.accountRoutes()
	s.instituteRoutes()
	s.studyRoutes()
	s.meetingRoutes()
	s.http.Use(s.open(func(*req) error { return errNothing }))
}

func (s *Server) publicRoutes() {
	s.http.Get("/", s.open(s.homeShow))
	s.http.Get("/readyz", s.open(s.readyShow))
	s.http.Get("/verify", s.open(s.verifyShow))
	s.http.Post("/verify", s.open(s.verifyFile))
	s.http.Get("/v/:number", s.open(s.certificateShow))
	s.http.Get("/v/:number/pdf", s.open(s.certificatePDF))
	s.http.Get("/v/:number/proof", s.open(s.certificateProof))
	s.http.Get("/pathways/:id", s.open(s.pathwayPublic))
	s.http.Get("/log/checkpoint", s.open(s.logCheckpoint))
	s.http.Get("/log/tile/*", s.open(s.logTile))
	s.http.Get("/integrity", s.open(s.integrityShow))
	s.http.Get("/accessibility", s.open(s.accessibilityShow))
	s.http.Get("/privacy", s.open(s.privacyShow))
}

func (s *Server) accountRoutes() {
	s.http.Get("/sign-in", s.open(s.signInShow))
	s.http.Post("/sign-in", s.open(s.signInPost))
	s.http.Post("/sign-out", s.signed(s.signOut))
	s.http.Get("/join/:token", s.open(s.joinShow))
	s.http.Post("/join/:token", s.open(s.joinPost))
	s.http.Get("/second-step", s.signed(s.secondStepShow))
	s.http.Post("/second-step", s.signed(s.secondStepPost))
	s.http.Get("/profile", s.signed(s.profileShow))
	s.http.Post("/profile/sessions", s.signed(s.sessionEnd))
}

func (s *Server) instituteRoutes() {
	s.http.Get("/people", s.role(s.peopleShow, people.Administrator))
	s.http.Post("/people", s.role(s.peopleInvite, people.Administrator))
	s.http.Post("/people/invitation", s.role(s.invitationClose, people.Administrator))
	s.http.Get("/people/end", s.role(s.peopleEnd, people.Administrator))
	s.http.Post("/people/role", s.role(s.peopleRole, people.Administrator))
	s.http.Get("/waiting", s.role(s.waitingShow, people.Administrator, people.Registrar))
	s.http.Post("/waiting/:id", s.role(s.waitingDecide, people.Administrator, people.Registrar))
	s.http.Get("/pathways", s.role(s.pathwaysShow, people.Steward))
	s.http.Post("/pathways", s.role(s.pathwayApprove, people.Steward))
	s.http.Get("/cohorts", s.role(s.cohortsShow, people.Registrar))
	s.http.Post("/cohorts", s.role(s.cohortOpen, people.Registrar))
	s.http.Get("/cohorts/:id", s.role(s.cohortShow, people.Registrar))
	s.http.Post("/cohorts/:id/blocks", s.role(s.blockBook, people.Registrar))
	s.http.Post("/cohorts/:id/enrolments", s.role(s.enrolPost, people.Registrar))
	s.http.Get("/register", s.role(s.registerShow, people.Registrar))
	s.http.Get("/register/:id", s.role(s.enrolmentShow, people.Registrar))
	s.http.Post("/register/:id/issue", s.role(s.issuePost, people.Registrar))
	s.http.Post("/register/:id/revoke", s.role(s.revokePost, people.Registrar))
	s.http.Post("/register/:id/reverse", s.role(s.reversePost, people.Registrar))
	s.http.Get("/attendance", s.role(s.attendanceShow, people.Facilitator))
	s.http.Get("/attendance/:block/:date", s.role(s.attendanceDay, people.Facilitator))
	s.http.Post("/attendance/:block/:date", s.role(s.attendancePost, people.Facilitator))
	s.http.Get("/contact", s.role(s.contactShow, people.Trainee))
	s.http.Post("/contact", s.role(s.contactConfirm, people.Trainee))
}
