package conversation

var finnishClasses = map[string]string{
	"wh": `mitä mikä mikähän millainen millaista millaisia minkälainen minkälaista miten kuinka miksi mistä mihin
		millä millaiselta miltä`,
	"fact": `kuka ketkä kenen kenelle kenet koska milloin missä montako paljonko kumpi kumman`,
}

var (
	finnishAsked = compile(finnishClasses, []rule{
		{id: "fi.quantity", kind: Closed, pattern: "^ kuinka|miten monta|moni|usein|paljon|kauan|pitkä|vanha"},
		{id: "fi.or", kind: Closed, pattern: "vai ... $"},
		{id: "fi.tell-me", kind: Open, pattern: "kerro|kertoisitko|kertoisitteko|kuvaile|kuvailisitko|voisitko|voisitteko kertoa|kuvailla|lisää|siitä|miten|mitä|vähän"},
		{id: "fi.wh", kind: Open, pattern: "^ @wh"},
		{id: "fi.fact", kind: Closed, pattern: "^ @fact"},
		{id: "fi.clitic", kind: Closed, pattern: "^ *ko|*kö|*kohan|*köhän"},
	})
	finnishTold = compile(finnishClasses, []rule{
		{id: "fi.tell-me", kind: Open, pattern: "^ kerro|kertoisitko|kertoisitteko|kuvaile lisää|siitä|miten|mitä|vähän|minulle|meille"},
		{id: "fi.wonder", kind: Open, pattern: "mietin|pohdin|mietimme että? mitä|miten|miksi|millaista"},
	})
	finnishPlain = compile(finnishClasses, []rule{
		{id: "fi.quantity", kind: Closed, pattern: "^ kuinka|miten monta|moni|usein|paljon|kauan"},
		{id: "fi.tell-me", kind: Open, pattern: "^ kerro|kertoisitko|kertoisitteko|kuvaile lisää|siitä|miten|mitä|vähän|minulle|meille"},
		{id: "fi.wh", kind: Open, pattern: "^ mitä|miten|miksi|millaista|millaiselta|miltä|kuinka _"},
		{id: "fi.fact", kind: Closed, pattern: "^ kuka|milloin|missä|montako|paljonko _"},
		{id: "fi.clitic", kind: Closed, pattern: "^ *ko|*kö|*kohan|*köhän _"},
	})
	finnishReflects = compile(finnishClasses, []rule{
		{id: "fi.sounds-like", weight: .9, pattern: "kuulostaa|vaikuttaa|tuntuu siltä|että|kuin"},
		{id: "fi.you-are-saying", weight: .9, pattern: "sanot|kerrot|kerroit|sanoit|tarkoitat|ajattelet|toivot että"},
		{id: "fi.you-feel", weight: .8, pattern: "sinusta|teistä|sinulle|teille tuntuu|tuntui|oli|on"},
	})
	finnishCounter = compile(finnishClasses, []rule{
		{id: "fi.own-view", pattern: "minä|minusta|mielestäni|suosittelen|ehdotan|kannattaa|pitäisi|täytyy"},
	})
)

var finnish = language{
	asked: finnishAsked, told: finnishTold, broken: finnishPlain, plain: finnishPlain,
	reflects: finnishReflects, counter: finnishCounter,
}
