package web

// accessibilityShow says what was done so that everybody can use these pages,
// and what was not.
func (s *Server) accessibilityShow(r *req) error {
	return s.page(r, "accessibility", "Accessibility statement", nil)
}

// privacyShow says what is kept about people, who sees it and for how long.
func (s *Server) privacyShow(r *req) error {
	return s.page(r, "privacy", "Privacy", data{"CookieName": s.cookieName(), "FlashName": flashCookie})
}
