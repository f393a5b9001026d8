// Package testkit gives tests real parts instead of imitations: an own
// PostgreSQL cluster, a Chromium without a window, the accessibility rules of
// axe-core, and HTML looked at by selector. A part that is missing on the
// machine fails the test and says how to install it; nothing is ever skipped,
// because a skipped test looks like a passed one.
//
// Whatever is started ends with the test binary, however that binary ends:
// see keeper.
package testkit
