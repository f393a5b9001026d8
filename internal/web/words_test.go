package web

import "testing"

func TestSentencesKeepTheirNumber(t *testing.T) {
	for got, want := range map[string]string{
		rolesToCome("trainee"):              "the role of trainee",
		rolesToCome("trainee rater"):        "the roles of trainee and rater",
		rolesToCome("trainee rater author"): "the roles of trainee, rater and author",
		studyAtLeast(1755, 1755):            "29 h 15 min",
		studyAtLeast(100, 120):              "2 h; its sections ask for 2 h together and its standard for 1 h 40 min",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
