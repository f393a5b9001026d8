package app

// Assurance is the sentence on who vouches for the dates of the log, as
// certificates issued now print it.
func (a *App) Assurance() string { return assurance(a.conf.Assurance) }
