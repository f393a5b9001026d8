package conversation

var swedishClasses = map[string]string{
	"wh": `vad hur varför hurdan hurdant`,
	"aux": `är var har hade kan kunde vill ville ska skulle får fick måste brukar känner tycker tror vet minns tänker
		behöver finns blev blir gör gjorde mår trivs`,
	"subj": `du ni han hon hen de dom det den vi jag man din ditt dina er ert era`,
	"fact": `vem vilka vilken vilket när var vart vems`,
}

var (
	swedishAsked = compile(swedishClasses, []rule{
		{id: "sv.quantity", kind: Closed, pattern: "^ hur många|mycket|ofta|länge|gammal|långt"},
		{id: "sv.tell-me", kind: Open, pattern: "berätta|beskriv|beskriva|förklara"},
		{id: "sv.anything-else", kind: Open, pattern: "^ något|nåt|någonting mer|annat"},
		{id: "sv.wh", kind: Open, pattern: "^ @wh"},
		{id: "sv.verb-first", kind: Closed, pattern: "^ @aux @subj"},
		{id: "sv.fact", kind: Closed, pattern: "^ @fact"},
	})
	swedishTold = compile(swedishClasses, []rule{
		{id: "sv.tell-me", kind: Open, pattern: "^ berätta|beskriv mer|om|lite|hur|vad|gärna|för"},
		{id: "sv.wonder", kind: Open, pattern: "undrar|undrade vad|hur|varför"},
		{id: "sv.wonder-if", kind: Closed, pattern: "undrar|undrade om"},
	})
	swedishPlain = compile(swedishClasses, []rule{
		{id: "sv.quantity", kind: Closed, pattern: "^ hur många|mycket|ofta|länge|gammal|långt"},
		{id: "sv.tell-me", kind: Open, pattern: "^ berätta|beskriv mer|om|lite|hur|vad|gärna|för"},
		{id: "sv.wh", kind: Open, pattern: "^ vad|hur|varför @aux @subj"},
		{id: "sv.verb-first", kind: Closed, pattern: "^ @aux @subj"},
		{id: "sv.fact", kind: Closed, pattern: "^ vem|vilken|vilket|när|vart @aux"},
	})
	swedishReflects = compile(swedishClasses, []rule{
		{id: "sv.sounds-like", weight: .9, pattern: "låter|verkar|känns som|att"},
		{id: "sv.you-are-saying", weight: .9, pattern: "du|ni säger|menar|berättar|undrar|hoppas att|om"},
		{id: "sv.you-feel", weight: .8, pattern: "du|ni känner|kände|känt dig|er|att|ingen"},
	})
	swedishCounter = compile(swedishClasses, []rule{
		{id: "sv.own-view", pattern: "jag|borde|föreslår|rekommenderar|måste"},
	})
)

var swedish = language{
	asked: swedishAsked, told: swedishTold, broken: swedishPlain, plain: swedishPlain,
	reflects: swedishReflects, counter: swedishCounter,
}
