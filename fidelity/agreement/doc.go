// Package agreement measures how far raters of the same network meetings
// agree. Every function is pure, names its formula and the source of it, and
// says when the coefficient is undefined. Undefined is never printed as 0 or
// 1: it is a Number that is not computable, with a typed Reason. Nothing is
// clamped: an estimate outside the range one hopes for is a finding.
//
// Rows are units (meetings), columns are raters, a missing rating is NaN.
package agreement
