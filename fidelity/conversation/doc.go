// Package conversation reads a transcript of a network meeting and counts what
// can be counted in it: who spoke, for how long, after whom, in what kind of
// utterance, and where nobody spoke.
//
// Every figure supports a rater's judgement and none of them is a score. A
// transcript is one trace of a meeting: it holds neither tone nor face, and
// counts can run against quality (on role-played sessions the number of
// reflections and the raw uptake of words were found to do so). Each measure
// therefore names its formula, its source, its caveat and the principle it may
// inform, and every candidate names the rule that found it, so that a person
// can dismiss it.
//
// The package is pure: no files, no clock, no global state that changes.
// Names and texts are data of other people and are never interpreted; whoever
// shows them escapes them.
package conversation
