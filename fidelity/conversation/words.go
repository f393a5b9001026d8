package conversation

import (
	"strings"
	"unicode/utf8"
)

// isContent says whether a word carries content: four letters or more and not
// one of the frequent words of its language.
func isContent(word string) bool {
	return utf8.RuneCountInString(word) >= 4 && !frequent[word]
}

// frequent are words of four letters or more that everybody uses all the time.
var frequent = wordSet(`
	about actually after again alright also always anything around away back because been before being better both
	came come could couldn't didn't does doesn't doing done don't down each even ever every feel find first from
	getting give gonna going good great guess have haven't having hear heard here hers him's into isn't it'll it's just keep kind kinda
	know last least less like little long look looking made make makes many maybe mean mhmm more most much must need never next
	nothing okay once only other others over people pretty probably quite really right said same saying says
	should since some somebody someone something sometimes sort still stuff such sure take talk talking tell than
	thank thanks that that's their them then there there's these they they're they've thing things think thinking this those though
	thought through time times told tried trying until used very wanna want wanted wants wasn't well went were we're we've
	what what's when where which while will with won't would wouldn't yeah year years you'd you'll your you're you've
	ehkä että hyvin ihan juuri jotain joku kaikki kanssa koska kuin kuitenkin minä mitä mutta niin niitä nyt
	olen olet oli olin on ovat sitten siinä siis siitä sinä tämä tässä vaan vain vielä
	alla allt andra ändå bara blir blev detta eller efter från göra gjorde hade hans henne honom inte kanske kommer
	lite liksom man med mycket någon något också och sedan själv skulle sådan såna till vara varit vilket`)

// fillers of all languages are skipped where a clause begins.
var fillers = wordSet(`
	so and um uh er erm okay ok well but now then right alright yeah yes yep yup no oh ah mm mhm hmm hm huh
	great good sure like just also maybe or anyway actually basically cool fine aha gosh wow because 'cause
	ja joo niin no tota siis mutta ja och men så då nå alltså`)

// links let a new clause begin wherever they stand.
var links = wordSet(`mean so and um uh but or then well okay because 'cause`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
