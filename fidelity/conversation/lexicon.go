package conversation

// Words that candidates are looked for by. A table says nothing about what was
// meant: each hit is an invitation to listen there.

// presentMoment are phrases that turn to what happens now, in the room.
var presentMoment = compile(nil, []rule{
	{id: "en.right-now", pattern: "right|just now"},
	{id: "en.this-moment", pattern: "at|in this|the moment"},
	{id: "en.here-and-now", pattern: "here and now"},
	{id: "en.in-this-room", pattern: "in this room"},
	{id: "en.as-you-say", pattern: "as|when|while you|we say|said|speak|spoke|talk|tell|hear|listen"},
	{id: "en.i-notice", pattern: "i|i'm notice|noticing|noticed"},
	{id: "en.to-hear-this", pattern: "like|feel to hear|say|listen"},
	{id: "en.happening-now", pattern: "happening|happens now|here"},
	{id: "fi.right-now", pattern: "juuri|tällä nyt|hetkellä"},
	{id: "fi.here-and-now", pattern: "tässä ja? nyt|hetkessä"},
	{id: "fi.i-notice", pattern: "huomaan|huomasin että|kuinka|miten"},
	{id: "sv.right-now", pattern: "just nu"},
	{id: "sv.here-and-now", pattern: "här och nu"},
	{id: "sv.i-notice", pattern: "jag märker|märkte|lägger"},
})

// jargon are words of diagnosis and treatment. They are not forbidden: openness
// asks that diagnosis and medicine be spoken of. What a listener may ask is
// whose words they are.
var jargon = compile(nil, []rule{
	{id: "en.diagnosis", pattern: "diagnosis|diagnoses|diagnosed|diagnostic|disorder|disorders|syndrome|comorbid|comorbidity"},
	{id: "en.condition", pattern: "psychosis|psychotic|schizophrenia|schizophrenic|schizoaffective|bipolar|borderline|mania|manic|adhd|ptsd|ocd"},
	{id: "en.symptom", pattern: "symptom|symptoms|symptomatic|hallucination|hallucinations|hallucinating|delusion|delusions|delusional|paranoid|paranoia|dissociation|dissociative|ideation"},
	{id: "en.course", pattern: "prognosis|relapse|relapsed|remission|decompensate|decompensating|prodromal|episode|presentation"},
	{id: "en.treatment", pattern: "compliance|compliant|adherent|antipsychotic|antipsychotics|neuroleptic|titrate|psychoeducation|caseload"},
	{id: "en.insight", pattern: "lack|lacks|lacking of? insight"},
	{id: "fi.diagnosis", pattern: "diagnoosi|diagnoosin|diagnoosia|häiriö|häiriön|oireyhtymä|psykoosi|psykoosin|psykoottinen|skitsofrenia|oire|oireet|oireita|harha|harhat|harhoja|sairaudentunto"},
	{id: "sv.diagnosis", pattern: "diagnos|diagnosen|diagnoser|störning|syndrom|psykos|psykosen|psykotisk|schizofreni|symptom|symptomen|symtom|symtomen|vanföreställning|vanföreställningar|hallucinationer|sjukdomsinsikt"},
})
