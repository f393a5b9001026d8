package web

import "polyphony/internal/people"

// studyRoutes are a trainee's own path, reading, checks and writing, and what
// their supervisor sees of it.
func (s *Server) studyRoutes() {
	s.http.Get("/path", s.role(s.pathShow, people.Trainee))
	s.http.Get("/modules/:module", s.role(s.moduleShow, people.Trainee))
	s.http.Get("/search", s.signed(s.searchShow))
	s.http.Get("/modules/:module/print", s.role(s.modulePrint, people.Trainee))
	s.http.Get("/modules/:module/:section", s.role(s.sectionShow, people.Trainee))
	s.http.Get("/modules/:module/:digest/:file", s.role(s.moduleAsset, people.Trainee))
	s.http.Post("/study/open", s.role(s.studyOpen, people.Trainee))
	s.http.Post("/study/beat", s.role(s.studyBeat, people.Trainee))
	s.http.Post("/study/leave", s.role(s.studyLeave, people.Trainee))
	s.http.Get("/checks/:module", s.role(s.checkShow, people.Trainee))
	s.http.Post("/checks/:module", s.role(s.checkOpen, people.Trainee))
	s.http.Get("/series/:id", s.role(s.seriesShow, people.Trainee))
	s.http.Post("/series/:id", s.role(s.seriesAnswer, people.Trainee))
	s.http.Get("/reflections/:module/:id", s.role(s.reflectionShow, people.Trainee))
	s.http.Post("/reflections/:module/:id", s.role(s.reflectionPost, people.Trainee))
	s.http.Post("/reflections/:module/:id/draft", s.role(s.reflectionDraft, people.Trainee))
	s.http.Get("/trainees", s.role(s.traineesShow, people.Supervisor))
	s.http.Get("/trainees/:id", s.role(s.traineeShow, people.Supervisor))
	s.http.Get("/readings/:id", s.role(s.readingShow, people.Supervisor))
	s.http.Post("/readings/:id", s.role(s.readingPost, people.Supervisor))
}

// Addresses of a trainee's pages. Module, section and reflection ids are made
// of lower-case letters, digits and hyphens.

func modulePath(module string) string           { return "/modules/" + module }
func sectionPath(module, section string) string { return "/modules/" + module + "/" + section }
func checkPath(module string) string            { return "/checks/" + module }
func reflectionPath(module, id string) string   { return "/reflections/" + module + "/" + id }
