package agreement

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzRead holds that no file makes Read or Analyse panic, and that what was
// understood becomes JSON and text.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"unit,A,B\n1,1,2\n2,,3\n", "unit,A,B\nu,x,y\nv,x,x\n", "meeting,principle,rater,score\nm,p,a,1\nm,p,b,2\nn,p,a,2\nn,p,b,2\n",
		`{"data":{"ratings":[[1,2],[2,null],[3,3]]}}`, `{"categories":["a","b"],"data":{"ratings":[["a","b"]]}}`,
		`{"data":{"table":[[1,2],[3,4]],"weights":[[0,1],[1,0]]}}`, `{"data":{"counts":[[2,1],[0,3]]}}`,
		`{"data":{"layout":"paired","a":[1e300,-2,3],"b":[1e-300,5,3]}}`, `{"data":{"x":[[1,2],[3,4]],"y":[[2,2],[3,5]]}}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		in, err := Read(strings.NewReader(text), "")
		if err != nil || len(in.Ratings)*in.Ratings.Raters() > 200 {
			return
		}
		in.Draws = 3
		r := Analyse(in)
		if _, err := json.Marshal(r); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(r.Text(), "units") {
			t.Fatal("no text")
		}
	})
}
