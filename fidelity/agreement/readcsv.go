package agreement

import (
	"bytes"
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"strings"
)

// readCSV takes a header, the unit in the first column and a column a rater.
func (in *Input) readCSV(text []byte) error {
	in.Layout = UnitsByRaters
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = -1
	reader.TrimLeadingSpace = true
	rows, err := reader.ReadAll()
	if err != nil {
		return refuse("not readable as CSV: %s", err.Error())
	}
	if len(rows) == 0 || len(rows[0]) < 2 {
		return refuse("the first line must be a header: the unit, then a column for each rater, parted by commas")
	}
	if columns, tidy := tidyColumns(rows[0]); tidy {
		return in.readTidy(rows, columns)
	}
	in.Raters = rows[0][1:]
	if twice := repeated(in.Raters); twice != "" {
		return refuse("line 1: two columns are called %q; give each rater a name of their own", twice)
	}
	cells := make([][]string, 0, len(rows)-1)
	for i, row := range rows[1:] {
		if len(row) != len(rows[0]) {
			return refuse("row %d has %d columns where the header has %d", i+2, len(row), len(rows[0]))
		}
		in.Units = append(in.Units, row[0])
		cells = append(cells, row[1:])
	}
	if twice := repeated(in.Units); twice != "" {
		return refuse("two rows are called %q; put all ratings of a unit into one row", twice)
	}
	in.fromCells(cells)
	return nil
}

// fromCells reads numbers if every cell that is not blank is one, else names.
func (in *Input) fromCells(cells [][]string) {
	in.Ratings = make(Ratings, len(cells))
	for i, row := range cells {
		in.Ratings[i] = make([]float64, len(row))
		for j, cell := range row {
			v, ok := cellNumber(cell)
			if !ok {
				in.Named = true
			}
			in.Ratings[i][j] = v
		}
	}
	if !in.Named {
		return
	}
	for _, row := range cells {
		for _, cell := range row {
			if cell = strings.TrimSpace(cell); !blank(cell) {
				in.Labels = append(in.Labels, cell)
			}
		}
	}
	slices.Sort(in.Labels)
	in.Labels = slices.Compact(in.Labels)
	in.Scale = positions(len(in.Labels))
	for i, row := range cells {
		for j, cell := range row {
			in.Ratings[i][j] = math.NaN()
			if at, ok := slices.BinarySearch(in.Labels, strings.TrimSpace(cell)); ok {
				in.Ratings[i][j] = float64(at)
			}
		}
	}
}

func blank(cell string) bool { return cell == "" || cell == "NA" }

// cellNumber gives NaN for a blank; ok is false for what is no finite number.
func cellNumber(cell string) (v float64, ok bool) {
	cell = strings.TrimSpace(cell)
	if blank(cell) {
		return math.NaN(), true
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return math.NaN(), false
	}
	return v, true
}

func positions(n int) Scale {
	s := make(Scale, n)
	for i := range s {
		s[i] = float64(i)
	}
	return s
}

func repeated(names []string) string {
	seen := map[string]bool{}
	for _, n := range names {
		if seen[n] {
			return n
		}
		seen[n] = true
	}
	return ""
}
