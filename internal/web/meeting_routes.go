package web

import "polyphony/internal/people"

// meetingRoutes are network meetings, ratings and feedback. Pages of a meeting
// are for whoever was in it or supervises; the use cases decide who that is.
func (s *Server) meetingRoutes() {
	s.http.Get("/meetings", s.signed(s.meetingsShow))
	s.http.Get("/meetings/new", s.role(s.meetingNew, people.Trainee))
	s.http.Post("/meetings/new", s.role(s.meetingDeclare, people.Trainee))
	s.http.Get("/meetings/:id", s.signed(s.meetingShow))
	s.http.Get("/meetings/:id/form", s.signed(s.consentForm))
	s.http.Get("/meetings/:id/consent/:moment", s.signed(s.consentShow))
	s.http.Post("/meetings/:id/consent/:moment", s.signed(s.consentPost))
	s.http.Get("/meetings/:id/withdraw", s.signed(s.withdrawShow))
	s.http.Post("/meetings/:id/withdraw", s.signed(s.withdrawPost))
	s.http.Get("/meetings/:id/facts", s.role(s.factsShow, people.Trainee))
	s.http.Post("/meetings/:id/facts", s.role(s.factsPost, people.Trainee))
	s.http.Get("/meetings/:id/transcript", s.role(s.transcriptShow, people.Trainee))
	s.http.Post("/meetings/:id/transcript", s.role(s.transcriptStage, people.Trainee))
	s.http.Post("/meetings/:id/hand-in", s.role(s.transcriptHandIn, people.Trainee))
	s.http.Get("/meetings/:id/read", s.signed(s.talkShow))
	s.http.Get("/meetings/:id/conversation", s.signed(s.conversationShow))
	s.http.Post("/meetings/:id/conversation", s.signed(s.conversationDismiss))
	s.http.Get("/meetings/:id/feedback", s.signed(s.feedbackShow))
	s.http.Get("/queue", s.role(s.queueShow, people.Rater))
	s.http.Get("/queue/:id", s.role(s.ratingShow, people.Rater))
	s.http.Post("/queue/:id", s.role(s.ratingCommit, people.Rater))
	s.http.Post("/queue/:id/draft", s.role(s.ratingDraft, people.Rater))
	s.http.Get("/queue/:id/conversation", s.role(s.conversationRate, people.Rater))
	s.http.Post("/queue/:id/conversation", s.role(s.conversationDismiss, people.Rater))
	s.http.Get("/queue/:id/give-back", s.role(s.declineShow, people.Rater))
	s.http.Post("/queue/:id/give-back", s.role(s.declinePost, people.Rater))
	s.http.Get("/calibration", s.role(s.calibrationShow, people.Rater))
	s.http.Get("/calibration/:meeting/audio", s.role(s.calibrationAudio, people.Rater))
	s.http.Post("/calibration", s.role(s.calibrationPost, people.Rater))
}
