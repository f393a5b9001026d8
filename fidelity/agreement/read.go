package agreement

import (
	"bytes"
	"io"
	"path"
	"strings"

	"polyphony/internal/fault"
)

// Limits of what Read accepts.
const (
	maxBytes  = 20 << 20
	maxUnits  = 200_000
	maxRaters = 500
)

// Read understands a file of ratings. JSON holds `data` with a `layout`
// (rows=units, columns=raters, null=missing; respondents × items;
// contingency; category counts; paired a and b; or several rater matrices,
// units × principles) and, optionally, `categories`. CSV has a header, the unit in
// the first column and one column a rater; blank or NA is missing; the export of
// WriteTidy is understood as well, one set of ratings a principle. The name
// only serves messages and to tell JSON from CSV; without a telling ending
// the first character decides.
//
// It is Invalid, with line or row and how to mend it, when the file is
// larger than 20 MB, ragged, off its declared scale or not understood.
func Read(r io.Reader, name string) (Input, error) {
	const op = "agreement.Read"
	text, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return Input{}, fault.Wrap(op, err)
	}
	if len(text) > maxBytes {
		return Input{}, fault.New(fault.Invalid, op, "%s is larger than 20 MB; split it", name)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	in := Input{Name: name}
	if isJSON(text, name) {
		err = in.readJSON(text)
	} else {
		err = in.readCSV(text)
	}
	if err == nil {
		err = in.check()
	}
	if err != nil {
		return Input{}, fault.New(fault.Invalid, op, "%s: %s", name, fault.Sentence(err))
	}
	if len(in.Scale) == 0 && in.Layout != Paired && in.Layout != RespondentsByItems {
		in.guessScale()
	}
	return in, nil
}

func isJSON(text []byte, name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".json":
		return true
	case ".csv":
		return false
	}
	return bytes.HasPrefix(bytes.TrimSpace(text), []byte("{"))
}

func (in *Input) check() error {
	switch n, k := len(in.Ratings), in.Ratings.Raters(); {
	case n == 0:
		return refuse("it holds no unit; give at least one row of ratings")
	case k == 0:
		return refuse("it holds no rater; give at least one column of ratings")
	case n > maxUnits || k > maxRaters:
		return refuse("%d units and %d raters are more than the %d and %d that can be computed here", n, k, maxUnits, maxRaters)
	}
	return nil
}

func refuse(format string, args ...any) error {
	return fault.New(fault.Invalid, "", format, args...)
}
