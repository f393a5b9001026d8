package conversation

var englishClasses = map[string]string{
	"aux": `do does did is are was were am have has had can could will would shall should may might
		don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't`,
	"subj": `i you he she it we they there that this those these your my his her our their the
		anybody anyone somebody someone everybody everyone anything something`,
	"wh":   `what what's what're how how's how're why why's`,
	"fact": `where where's when when's who who's which whose whom`,
}

// englishAsked are the rules for a sentence that ends with a question mark, the
// more specific first.
var englishAsked = compile(englishClasses, []rule{
	// Not questions to the other.
	{id: "en.check", kind: None, pattern: "^ yeah|yes|right|okay|ok|huh|hmm|hm|really|alright $"},
	// Closed although they begin with an open word.
	{id: "en.scale", kind: Closed, pattern: "scale|number ... one|1|0|zero|10|ten"},
	{id: "en.scale", kind: Closed, pattern: "one|1|0|zero to 10|ten|100"},
	{id: "en.quantity-opinion", kind: Open, pattern: "^ how much do|does you|this|that|it|the ... think|know|feel|matter|affect|help"},
	{id: "en.quantity", kind: Closed, pattern: "how many|much|long|often|old|far|soon|tall|deep|big|frequently"},
	{id: "en.what-fact", kind: Closed, pattern: "^ what time|day|date|month|year|age|size|part|number|color|colour|grade|dose|school|town|city|country|address|one"},
	{id: "en.what-name", kind: Closed, pattern: "what's|what is|was? your|his|her|their|the ... name|age|number"},
	// Open although they begin with an auxiliary.
	{id: "en.invite-tell", kind: Open, pattern: "can|could|would|will you ... tell|describe|explain|elaborate|share|expand|walk|talk|give"},
	{id: "en.invite-think-of", kind: Open, pattern: "can|could you think of"},
	{id: "en.tell-me", kind: Open, pattern: "^ tell me"},
	{id: "en.anything-else", kind: Open, pattern: "anything|any|something|what else|other"},
	{id: "en.is-there-any", kind: Open, pattern: "^ is|are|was|were there any|anything|other"},
	// Inverted auxiliary: yes or no.
	{id: "en.aux", kind: Closed, pattern: "^ @aux @subj"},
	// Open question words at the head of a clause, also after a lead-in.
	{id: "en.where-view", kind: Open, pattern: "where|when|who|which do|does|did|would|could|can|might you|we|she|he|they ... think|feel|see|like|want|go|help|start"},
	{id: "en.wh", kind: Open, pattern: "^ @wh"},
	{id: "en.wh-aux", kind: Open, pattern: "@wh @aux"},
	{id: "en.fact", kind: Closed, pattern: "^ @fact"},
	{id: "en.aux-inside", kind: Closed, pattern: "@aux you|it|that|there|they|he|she|we"},
	{id: "en.wh-inside", kind: Open, pattern: "@wh"},
})

// englishTold are the rules for any sentence without a question mark in a text
// that has punctuation: requests and wondering.
var englishTold = compile(englishClasses, []rule{
	{id: "en.tell-me", kind: Open, pattern: "^ tell|show me about|what|how|why|more|a|the|some|when|your"},
	{id: "en.tell-me-please", kind: Open, pattern: "can|could|would you ... tell|describe|explain"},
	{id: "en.wonder-wh", kind: Open, pattern: "wonder|wondering|curious what|how|why"},
	{id: "en.wonder-if", kind: Closed, pattern: "wonder|wondering|wondered|curious if|whether"},
})

// englishBroken are further rules for a sentence that breaks off, so that its
// question mark may be what is missing.
var englishBroken = compile(englishClasses, []rule{
	{id: "en.how-confident", kind: Open, pattern: "^ how confident|important|ready"},
	{id: "en.wh-broken", kind: Open, pattern: "^ @wh do|does|did|would|could|might|are|were|can you|she|he|they|it|that|we"},
	{id: "en.aux-broken", kind: Closed, pattern: "^ do|did|does|are|were|have|would|could|is|has you|he|she|they|it|that|there"},
})

// englishPlain are the rules for text without any punctuation. A question then
// shows only in the order of its words and in tags at its end.
var englishPlain = compile(englishClasses, []rule{
	{id: "en.tell-me", kind: Open, pattern: "^ tell me about|what|how|why|more"},
	{id: "en.quantity", kind: Closed, pattern: "^ how many|much|long|often|old|far|soon|big|hard _"},
	{id: "en.wh", kind: Open, pattern: "^ what|how|why @aux @subj"},
	{id: "en.wh", kind: Open, pattern: "^ what's|how's|why's|how'd|what're"},
	{id: "en.wh-short", kind: Open, pattern: "^ what|how about|if|kind|else"},
	{id: "en.wh-echo", kind: Closed, pattern: "^ what|why|which|who|where|when|how $"},
	{id: "en.wh-echo", kind: Closed, pattern: "^ which one|ones|way $"},
	{id: "en.fact", kind: Closed, pattern: "^ where|when|who @aux @subj"},
	{id: "en.fact", kind: Closed, pattern: "^ where's|who's|when's"},
	{id: "en.tag", kind: Closed, pattern: "isn't|wasn't|aren't|weren't|doesn't|don't|didn't|won't|can't|haven't it|that|there|you|they|we|he|she $"},
	{id: "en.surprise", kind: Closed, pattern: "^ really $"},
	{id: "en.wh-noun", kind: Open, pattern: "^ what|how|why do|does|did|is|are|was|were|would|could|should|can _"},
	{id: "en.which-noun", kind: Closed, pattern: "^ what|which|how _ do|does|did|is|are|was|were|would|could|should|can @subj"},
	{id: "en.question-is", kind: Closed, pattern: "question|idea|thing is @aux @subj"},
	{id: "en.aux", kind: Closed, pattern: "^ @aux @subj"},
	{id: "en.aux-noun", kind: Closed, pattern: "^ is|are|does|did|was|were|should|can|could|will _ _ _"},
	{id: "en.aux-you", kind: Closed, pattern: "do|did|would|can you think|want|mean|have|know|remember|see|feel|like|need"},
})

// englishReflects are the rules for giving back what the other said or may
// mean. The weight is how surely the words alone show it; it orders candidates
// and is no measure of how good a reflection is.
var englishReflects = compile(englishClasses, []rule{
	{id: "en.hear-you", weight: .9, pattern: "i|i'm|what hear|hearing|heard|i'm you|that|is|from|hearing"},
	{id: "en.you-are-saying", weight: .9, pattern: "you're|you are? saying|telling|wondering|hoping|describing|noticing"},
	{id: "en.one-hand", weight: .9, pattern: "on one|the one? hand|side"},
	{id: "en.part-of-you", weight: .9, pattern: "part of you"},
	{id: "en.sounds-like", weight: .9, pattern: "sounds|sound|seems|seem|feels|looks like|to you|you're|you've|that|there|there's|it|it's|this|part|your|a|the|he|she|they|things|if"},
	{id: "en.you-feel", weight: .85, pattern: "^ you feel|felt"},
	{id: "en.you-are-feeling", weight: .85, pattern: "^ you're|you've|you are|have? feeling|worried|concerned|scared|afraid|frustrated|upset|angry|tired|struggling|ready|surprised|proud|torn|anxious|been|had|done|tried|noticed|found|come"},
	{id: "en.important-to-you", weight: .8, pattern: "important|hard|difficult|tough|frustrating|scary for|to you"},
	{id: "en.you-want", weight: .75, pattern: "^ you want|wanna|wanted|like|don't|didn't|enjoy|value|care|recognize|recognise|realize|realise|see|believe|love|hate|wish|hope|think|thought"},
	{id: "en.you", weight: .7, pattern: "^ you|you're|you've|you'd"},
	{id: "en.its-hard", weight: .6, pattern: "it's|that's|been ... hard|tough|difficult|frustrating|scary|overwhelming|stressful|painful"},
})

// englishCounter are signs in the same sentence that it is not about the other:
// the speaker's own view, advice, information.
var englishCounter = compile(englishClasses, []rule{
	{id: "en.you-know", pattern: "^ you know $"},
	{id: "en.own-view", pattern: "i|i'm|i've|i'd|i'll|me|my|we|we're|we'll|let's"},
	{id: "en.advice", pattern: "should|recommend|suggest|please|gotta|better|could|can"},
	{id: "en.advice", pattern: "need|have|try|got|going to"},
	{id: "en.advice", pattern: "make sure"},
	{id: "en.if-you", pattern: "if you"},
	{id: "en.courtesy", pattern: "you're welcome"},
})

var english = language{
	asked: englishAsked, told: englishTold, broken: englishBroken, plain: englishPlain,
	reflects: englishReflects, counter: englishCounter,
}
