package agreement

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"polyphony/internal/fault"
)

// State says whether a principle was scored in a meeting by a rater.
type State string

// The states; the last two are different, and neither is a pass.
const (
	Scored        State = "scored"
	NotApplicable State = "not-applicable"
	NotObservable State = "not-observable"
)

// Rating is one score by one rater of one principle in one network meeting,
// under pseudonyms: the export holds no names.
type Rating struct {
	Meeting    string // pseudonym of the meeting
	Trainee    string // pseudonym of the practitioner who was rated
	Principle  string // id in the instrument
	Rater      string // pseudonym of the rater
	Score      int    // scale point; only read when State is Scored
	State      State
	Purpose    string // summative or formative
	Instrument string // id and version of the instrument
	RatedOn    string // day on which the rating was committed, YYYY-MM-DD
}

// Variable is one line of the codebook.
type Variable struct {
	Name    string // column of the CSV
	Type    string // text, integer or date
	Values  string // what it may hold
	Meaning string
}

// Codebook describes the columns of WriteTidy in their order.
func Codebook() []Variable {
	return []Variable{
		{"meeting", "text", "pseudonym", "the network meeting that was rated; the unit of every coefficient"},
		{"trainee", "text", "pseudonym", "the practitioner whose contribution was rated"},
		{"principle", "text", "id in the instrument", "what was rated; analyse one principle at a time"},
		{"rater", "text", "pseudonym", "who rated; the same pseudonym throughout the export"},
		{"score", "integer", "scale point, or empty", "the score; empty unless state is scored"},
		{"state", "text", "scored, not-applicable, not-observable", "not-applicable: the principle could not arise; not-observable: it should have been there and could not be seen"},
		{"purpose", "text", "summative, formative", "declared before the recording was uploaded"},
		{"instrument", "text", "id and version", "the instrument with its anchors; never pool two versions"},
		{"rated_on", "date", "YYYY-MM-DD", "the day on which the rating was committed"},
	}
}

// WriteTidy writes one line a rating, with the header of Codebook, sorted by
// meeting, trainee, principle and rater so that two exports of the same
// ratings are the same bytes. Text that a spreadsheet would run as a formula
// gets an apostrophe in front. It is Invalid when a rating has no meeting,
// principle or rater, or no known state, and when a rater has two ratings of
// the same thing; errors of the writer are handed on.
func WriteTidy(w io.Writer, ratings []Rating) error {
	const op = "agreement.WriteTidy"
	rows := make([][]string, 0, len(ratings))
	for i, r := range ratings {
		row, err := r.row()
		if err != nil {
			return fault.New(fault.Invalid, op, "rating %d: %s", i+1, fault.Sentence(err))
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, slices.Compare[[]string])
	const key = 4
	for i := 1; i < len(rows); i++ {
		if slices.Equal(rows[i][:key], rows[i-1][:key]) {
			return fault.New(fault.Invalid, op, "rater %s has two ratings of %s in meeting %s; export the one that stands",
				rows[i][3], rows[i][2], rows[i][0])
		}
	}
	var header []string
	for _, v := range Codebook() {
		header = append(header, v.Name)
	}
	out := csv.NewWriter(w)
	if err := out.WriteAll(append([][]string{header}, rows...)); err != nil {
		return fault.Wrap(op, err)
	}
	return nil
}

// WriteCodebook writes Codebook as CSV, to lie beside the export.
func WriteCodebook(w io.Writer) error {
	rows := [][]string{{"variable", "type", "values", "meaning"}}
	for _, v := range Codebook() {
		rows = append(rows, []string{v.Name, v.Type, v.Values, v.Meaning})
	}
	return fault.Wrap("agreement.WriteCodebook", csv.NewWriter(w).WriteAll(rows))
}

func (r Rating) row() ([]string, error) {
	for _, field := range [][2]string{{"meeting", r.Meeting}, {"principle", r.Principle}, {"rater", r.Rater}} {
		if field[1] == "" {
			return nil, refuse("it has no %s", field[0])
		}
	}
	score := ""
	switch r.State {
	case Scored:
		score = strconv.Itoa(r.Score)
	case NotApplicable, NotObservable:
	default:
		return nil, refuse("its state %q is none of scored, not-applicable and not-observable", r.State)
	}
	row := []string{r.Meeting, r.Trainee, r.Principle, r.Rater, score, string(r.State), r.Purpose, r.Instrument, r.RatedOn}
	for i, cell := range row {
		if i != 4 && cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			row[i] = "'" + cell
		}
	}
	return row, nil
}
