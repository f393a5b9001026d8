package conversation

// How much of a reflection's weight stays when something speaks against it.
// Policy by judgement: a reflection is short, about the other, and no question.
const (
	keptBesideCounter = .6
	keptWhenAsked     = .75
	keptInLongSpeech  = .8
	longSpeech        = 40 // words
	reflectionAt      = .5 // from here on Label.Reflection is true
	echoWeight        = .6
	echoWords         = 2 // words taken up, that make an echo
)

// echo is the id for words of the other that come again.
const echo = "echo"

// judgeReflection looks for the sentence that most surely gives back what the
// other said.
func (l *Label) judgeReflection(said []sentence, before map[string]bool) {
	best, why := 0.0, ""
	words := 0
	for i := range said {
		words += len(said[i].words)
		if weight, id := reflectionWeight(&said[i]); weight > best {
			best, why = weight, id
		}
	}
	if best < echoWeight && l.Question == None && takenUp(said, before) >= echoWords {
		best, why = echoWeight, echo
	}
	if words > longSpeech {
		best *= keptInLongSpeech
	}
	if l.Question != None {
		best *= keptWhenAsked
	}
	l.Confidence = best
	l.Reflection, l.reflects = best >= reflectionAt, why
}

func reflectionWeight(s *sentence) (weight float64, id string) {
	for _, lang := range languages {
		i := lang.reflects.find(s)
		if i < 0 {
			continue
		}
		weight, id = lang.reflects.rules[i].weight, lang.reflects.rules[i].id
		if lang.counter.find(s) >= 0 {
			weight *= keptBesideCounter
		}
		return weight, id
	}
	return 0, ""
}

// contentOf is the set of content words of a text.
func contentOf(text string) map[string]bool {
	set := map[string]bool{}
	said, _ := sentences(text)
	addContent(set, said)
	return set
}

func addContent(set map[string]bool, said []sentence) {
	for i := range said {
		for _, w := range said[i].words {
			if isContent(w) {
				set[w] = true
			}
		}
	}
}

// takenUp counts the different words of a set that come again.
func takenUp(said []sentence, set map[string]bool) int {
	again := map[string]bool{}
	for i := range said {
		for _, w := range said[i].words {
			if set[w] {
				again[w] = true
			}
		}
	}
	return len(again)
}
