package attribution

import (
	"strings"

	"hearsay/graph"
)

// verbCue reads token v as a reporting verb.
func (r *run) verbCue(v int) *found {
	if r.rel(v) == "amod" && r.child(v, "aux") < 0 && !r.misread(v) && !r.goesOnAccusing(v) || r.rel(v) == "aux" && !r.deniesDoing(v) || r.rel(v) == "cop" || r.rel(v) == "case" {
		if r.low(v) == "according" {
			return r.lookup('p', "according", v)
		}
		return r.adjCue(v)
	}
	lemma := r.lemma(v)
	switch r.low(v) {
	case "says", "said", "say":
		lemma = "say"
	case "tells", "told":
		lemma = "tell"
	case "according":
		return r.lookup('p', "according", v)
	}
	if f := r.holds(v, lemma); f != nil {
		return f
	}
	if f := r.neither(v, lemma); f != nil {
		return f
	}
	if f := r.lookup('v', lemma, v); f != nil {
		return f
	}
	if a := r.lookup('a', r.low(v), v); a != nil && r.tag(v) == "VBN" && r.rel(v) != "acl" {
		return a
	}
	return r.otherVerb(v, lemma)
}

// otherVerb is a verb of communication that the table lacks; it counts only with a
// clause (or a quotation) of its own.
func (r *run) otherVerb(v int, lemma string) *found {
	if r.lex == nil {
		return nil
	}
	e, ok := r.lex.Get(lemma)
	if lemma == "face" || lemma == "mean" { // "faces accusations", "this means that"
		return nil
	}
	if !ok || e.Verb == 0 || e.Verb != r.lex.Topic("verb.communication") {
		return nil
	}
	c := &cue{lemma: lemma, pos: 'v', act: graph.ActSay, frames: fQuote | fClause}
	return &found{cue: c, at: v, src: nobody, head: -1, words: []piece{{v, v + 1}}, conf: .5, rule: "other"}
}

// fillVerb reads the frame of a verb.
func (r *run) fillVerb(f *found) {
	v := f.at
	f.modality, f.polarity = graph.Asserted, graph.Positive
	if !r.guilty(f) && f.cue != noComment && r.unreal(f) {
		f.drop = true
		return
	}
	if r.asked(f) || r.pleaded(f) || r.deniedDoing(f) || r.innocent(f) {
		return
	}
	if r.passive(v) && len(f.quotes) == 0 && !(f.act == graph.ActDeny && r.low(v+1) == "being") {
		r.fillPassive(f)
		return
	}
	if !f.hasSrc {
		f.src = r.verbSource(v, f.has(fQuote) && !f.has(fTarget))
		if (r.tense(v) || (r.child(v, "aux") >= 0 || len(f.quotes) > 0) && r.tag(v) != "VBG") && !(r.inverted(v) && f.src.head > v) {
			f.src = r.better(v, f.src)
		}
		if f.src.head < 0 && len(f.quotes) > 0 {
			f.src = r.behindCue(v)
		}
		r.sharesSource(f)
		if f.src.head >= 0 && f.src.head < v && f.src.piece.hi > v { // "a group of judges faulted the court": a tree that makes it a clause
			f.src.piece = r.trim(piece{f.src.piece.lo, v})
			if r.tag(v) == "VBG" && !f.has(fQuote) && (!f.has(fNoun) || f.act == graph.ActThink || r.rel(v) != "acl") && !r.evidence(f.src) { // "governors seeking to stop it"
				f.drop = true
				return
			}
		}
	}
	if s := r.behindOpener(v); s.head >= 0 {
		f.src = s
	}
	r.described(f)
	if len(f.quotes) > 0 {
		r.fillQuoted(f)
		return
	}
	if r.rejoinder(f) {
		return
	}
	if f.has(fAddr) || f.lemma == "say" {
		r.addressee(f)
	}
	if f.lemma == "ask" {
		f.src = r.author(f.src)
	}
	if f.rule == "" && contentious(f.act) {
		f.src = r.author(f.src)
		if f.src.head >= 0 && f.lemma != "deny" && f.lemma != "accuse" && !r.canSpeak(f.src) {
			f.drop = true
			return
		}
	}
	if f.act == graph.ActThink && f.src.head >= 0 { // it means that, which shows that
		switch r.low(f.src.head) {
		case "it", "this", "that", "which", "what":
			f.drop = true
			return
		}
	}
	switch {
	case r.rejectsThat(f), r.rejectsAs(f), r.toldClause(f):
	case r.closing(f):
	case r.findings(f):
	case f.has(fInf) && f.words[len(f.words)-1].hi < len(r.Tokens) && r.tag(f.words[len(f.words)-1].hi) == "TO" && r.infinitive(f):
	case f.has(fTarget) && r.accused(f):
	case f.has(fGerund) && r.gerund(f):
	case f.has(fObjInf) && r.objectInfinitive(f):
	case f.has(fSmall) && r.small(f):
	case (f.has(fClause) || f.has(fWh)) && r.clausal(f):
	case f.has(fInf) && r.infinitive(f):
	case r.plain(f):
	case len(f.targetPreps) > 0 && r.targeted(f):
	case len(f.preps) > 0 && r.prepositional(f):
	case (f.has(fQuote) || f.has(fClause)) && !(contentious(f.act) && f.has(fNoun) && r.objectOf(v) >= 0) && r.aside(f):
	case f.has(fNoun) && r.object(f):
	case r.loose(f):
	default:
		f.drop = true
	}
	f.drop = f.drop || r.faint(f) || r.unnamed(f) || r.ofItself(f)
}

// noComment is the cue "neither confirm nor deny".
var noComment = &cue{lemma: "deny", pos: 'v', act: graph.ActDeclineComment, frames: fClause | fNoun | fWh}

// neither reads "would neither confirm nor deny the report", which declines to comment.
func (r *run) neither(v int, lemma string) *found {
	if lemma != "deny" || v < 3 || r.low(v-1) != "nor" || r.low(v-3) != "neither" || r.lemma(v-2) != "confirm" {
		return nil
	}
	return &found{cue: noComment, at: v, src: nobody, head: -1, words: []piece{{v - 3, v + 1}}, conf: .8}
}

// ofItself reports whether f is aimed at who speaks: "said it would defend itself".
func (r *run) ofItself(f *found) bool {
	if len(f.target) != 1 || f.target[0].hi != f.target[0].lo+1 {
		return false
	}
	w := r.low(f.target[0].lo)
	return len(f.content) == 0 && (strings.HasSuffix(w, "self") || w == "themselves")
}

// unnamed reports whether f only says that somebody did not want to be named.
func (r *run) unnamed(f *found) bool {
	if f.lemma != "ask" && f.lemma != "decline" && f.lemma != "refuse" && f.lemma != "request" {
		return false
	}
	for i := f.at + 1; i < f.at+5 && i < len(r.Tokens); i++ {
		switch r.low(i) {
		case "named", "identified", "quoted", "anonymity":
			return true
		}
	}
	return false
}

// guilty reports whether f is a plea: "pleaded guilty", "pleaded not guilty".
func (r *run) guilty(f *found) bool {
	return f.lemma == "plead" && (r.low(f.at+1) == "guilty" || r.low(f.at+1) == "not" && r.low(f.at+2) == "guilty")
}

// pleaded reads a plea: "pleaded not guilty to four counts of arson" denies them, "pleaded
// guilty to arson" admits it.
func (r *run) pleaded(f *found) bool {
	if !r.guilty(f) {
		return false
	}
	c := *f.cue
	c.act = graph.ActAdmit
	end := f.at + 2
	if r.low(f.at+1) == "not" {
		c.act = graph.ActDeny
		end++
	}
	f.cue, f.rule = &c, "gerund"
	f.src = r.verbSource(f.at, false)
	if f.src.head < 0 {
		f.drop = true
		return true
	}
	f.words = []piece{{f.at, end}}
	for end+1 < len(r.Tokens) && r.low(end) != "to" && (r.isTime(end) || r.isTime(end+1) || r.tag(end) == "JJ" && r.isTime(end+1)) {
		end++ // "pleaded guilty last year to fraud"
	}
	k := r.chunkRight(end + 1)
	if k < 0 && r.low(end) == "to" && r.tag(end+1) == "VBG" { // to falsifying records
		if k = end + 1; r.rel(k) == "compound" || r.rel(k) == "amod" {
			k = r.head(k)
		}
	}
	if k < 0 && r.low(end) == "to" && r.tag(end+1) == "DT" { // to all of them
		k = end + 1
		for k+2 < len(r.Tokens) && (r.tag(k+1) == "IN" || r.tag(k+1) == "PRP" || r.isNoun(k+1)) {
			k++
		}
	}
	if r.low(end) == "to" && k >= 0 {
		f.add(piece{end + 1, max(r.hi[k], k+1)}, k)
	} else { // nothing says to what
		f.add(piece{f.at + 1, f.words[0].hi}, f.words[0].hi-1)
		f.words = []piece{{f.at, f.at + 1}}
	}
	return true
}

// faint reports whether a verb with a mere object is no report: what is only to be done,
// or done by the way ("a chance to discuss the plan", "by supporting the plan").
func (r *run) faint(f *found) bool {
	if f.rule != "object" && f.rule != "target" || contentious(f.act) && f.rule == "target" {
		return false
	}
	v := f.at
	switch r.tag(v) {
	case "VB":
		switch r.rel(v) {
		case "xcomp":
			return !r.raises(r.head(v))
		case "advcl", "conj", "acl", "csubj":
			return r.child(v, "nsubj") < 0 && r.child(v, "aux") < 0
		}
	case "VBG":
		return r.rel(v) == "conj" && f.act == graph.ActThink
	}
	return false
}

// raises reports whether verb h says of the infinitive below it that it is so or goes on:
// "continued to question her".
func (r *run) raises(h int) bool {
	switch r.lemma(h) {
	case "seem", "appear", "continue", "begin", "start", "go", "try", "seek":
		return true
	}
	return false
}

// plain reads the rest of the sentence behind a plain verb of speech as its clause where
// the tree has none: "Aides say any efforts to oust him could fail", "claiming the firm is
// a fraud".
func (r *run) plain(f *found) bool {
	v := f.at
	if !f.has(fClause) || !f.has(fQuote) || f.conf < .8 || !r.finite(v) && r.tag(v) != "VBG" || r.passive(v) {
		return false
	}
	if f.src.head < 0 || f.src.head > v || f.src.piece.hi > v || r.tag(f.src.head)[0] == 'W' || r.closed(f) || r.tag(v) != "VBG" && r.between(v, f.src.piece.hi) {
		return false
	}
	_, last := r.sent(v)
	lo := r.clauseStart(f, last-1)
	if lo+2 >= last || r.quote[lo] != r.quote[v] && r.quote[v] >= 0 || r.adverbial(lo) {
		return false
	}
	switch r.tag(lo) {
	case "IN", "TO", "VBG", "RB", "CC":
		return false
	}
	last = r.beforeLast(v, last)
	if verb := r.ownVerb(f, lo, last); verb >= 0 {
		f.rule, f.conf = "clause", .6
		f.add(piece{lo, r.limit(f, lo, r.cutReporter(f, lo, last))}, verb)
		return true
	}
	return false
}

// loose takes the rest of the sentence for the clause of a verb that takes nothing else.
func (r *run) loose(f *found) bool {
	v := f.at
	if f.has(fNoun) || f.pos != 'v' || !r.bold(f) || f.src.head < 0 || f.src.piece.hi > v || r.closed(f) || r.between(v, f.src.piece.hi) {
		return false
	}
	_, last := r.sent(v)
	lo := r.clauseStart(f, last-1)
	if lo+2 >= last || r.quote[lo] != r.quote[v] || !r.chunkTag(lo) || !r.hasTense(piece{lo, last}) {
		return false
	}
	f.rule, f.conf = "clause", .6
	hi := r.cutReporter(f, lo, r.beforeLast(v, last))
	f.add(piece{lo, hi}, r.top(piece{lo, hi}))
	return true
}

// beforeLast ends a sentence before the cue that closes it and is not v: "Gulls have added
// a line to the song, she noted."
func (r *run) beforeLast(v, last int) int {
	for i := last - 1; i > v+2 && i > last-12; i-- {
		if g := r.byCue[i]; g != nil && g.pos == 'v' && g.has(fQuote) && r.tense(i) && r.quote[i] == r.quote[v] {
			if s := r.beforeCue(g); s.head >= 0 && s.piece.lo > v+2 && r.aftermath(i+1, last) >= 0 {
				return s.piece.lo - 1
			}
			return last
		}
	}
	return last
}

// ownVerb returns the finite verb of which the noun phrase at lo may be the subject, -1
// for none. The subject of what is said may be long; the object of a verb that takes one
// is not parted from a verb: "mentioned the strike and left", "mentioned the strike that was".
func (r *run) ownVerb(f *found, lo, last int) int {
	related := 0
	for i := lo + 1; i < last; i++ {
		switch {
		case r.tense(i) && related > 0:
			related--
		case r.tense(i):
			return i
		case f.has(fNoun) && (r.isComma(i) || r.tag(i) == "CC" || r.tag(i)[0] == 'W' || r.adverbial(i) || r.low(i) == "that"):
			return -1
		case r.tag(i)[0] == 'W' || r.low(i) == "that":
			related = 1
		case r.low(i) == ";", r.low(i) == ":", r.low(i) == "(", r.low(i) == "?":
			return -1
		case r.tag(i) == "CC" && r.isComma(i-1), r.adverbial(i):
			return -1
		}
	}
	return -1
}

// between reports whether more than adverbs and auxiliaries stands between the subject that
// ends at hi and verb v.
func (r *run) between(v, hi int) bool {
	for i := hi; i < v; i++ {
		if r.tag(i) != "RB" && r.rel(i) != "aux" && !r.isMark(i) {
			return true
		}
	}
	return false
}

// contentious reports whether an act says something of somebody: it needs a source
// that can speak.
func contentious(a graph.SpeechAct) bool {
	switch a {
	case graph.ActAccuse, graph.ActDeny, graph.ActCriticize, graph.ActDemand, graph.ActThreaten:
		return true
	}
	return false
}

// author goes from words to whose they are: "Berg's letter urging them to leave" is
// Berg's urging.
func (r *run) author(s source) source {
	if s.head < 0 || !r.isNoun(s.head) || houses[r.lemma(s.head)] || !r.nounTopic(s.head, "noun.communication") && !suits[r.lemma(s.head)] {
		return s
	}
	if k := r.child(s.head, "nmod:poss"); k >= 0 && r.isActor(k) {
		return r.possessor(k)
	}
	for _, k := range r.children(s.head) { // the request of the council asking for
		if p := r.prep(k); k > s.head && (p == "of" || p == "by" || p == "from") && r.isActor(k) {
			return r.phrase(k)
		}
	}
	if h := r.head(s.head); h >= 0 && r.rel(s.head) == "obj" && r.isVerb(h) && r.supports(h) { // launched a petition asking
		if o := r.verbSource(h, false); o.head >= 0 {
			return o
		}
	}
	return s
}

// suits are papers by which somebody acts at law.
var suits = map[string]bool{"suit": true, "lawsuit": true, "petition": true, "motion": true, "complaint": true, "brief": true, "appeal": true}

// canSpeak reports whether a source is somebody or the words of somebody, and not a
// thing: "a law that requires" demands nothing of anybody.
func (r *run) canSpeak(s source) bool {
	h := s.head
	if s.ante >= 0 {
		h = s.ante
	}
	switch r.lemma(h) {
	case "campaign", "lawsuit", "suit", "filing", "ad", "advertisement", "administration", "office", "opposition", "defence",
		"defense", "prosecution", "percent", "half", "third", "quarter", "majority", "most", "many", "some", "other":
		return true
	}
	if r.isActor(h) || r.low(h) == "it" || r.tag(h) == "WP" || r.tag(h) == "CD" || r.tag(h) == "JJ" || r.tag(h) == "DT" {
		return r.low(h) != "that" && r.low(h) != "this"
	}
	return upper(r.Form(h)) || !r.nounTopic(h, "noun.artifact", "noun.act", "noun.attribute", "noun.cognition", "noun.event",
		"noun.feeling", "noun.phenomenon", "noun.possession", "noun.process", "noun.quantity", "noun.state", "noun.substance", "noun.time", "noun.object")
}

// unreal reports whether the report is denied or only supposed: "did not accuse",
// "if she accuses". What such a sentence says the source did not say.
func (r *run) unreal(f *found) bool {
	v := f.at
	neg := r.negated(v)
	if !neg && r.rel(v) == "xcomp" && r.head(v) >= 0 && !r.finite(v) {
		neg = r.negated(r.head(v))
	}
	if neg {
		if f.act == graph.ActThink || f.act == graph.ActPraise || f.act == graph.ActConfirm {
			f.polarity = graph.Negative
			return f.act == graph.ActConfirm
		}
		return true
	}
	if h := r.head(v); h >= 0 && r.rel(v) == "xcomp" && r.toInf(v) && r.byCue[h] != nil && !r.byCue[h].drop {
		switch r.byCue[h].act { // declined to comment, plans to accuse
		case graph.ActDeclineComment, graph.ActThink, graph.ActPromise, graph.ActThreaten, graph.ActAsk:
			return true
		}
	}
	if r.withheld(v) {
		return true
	}
	if h := r.head(v); contentious(f.act) && h >= 0 && h < v && r.toInf(v) && r.tag(h) == "JJ" && r.byCue[h] == nil { // "it would be wrong to accuse her"
		if s := r.child(h, "nsubj", "expl"); s >= 0 && r.low(s) == "it" {
			return true
		}
	}
	if r.rel(v) == "acl" && r.toInf(v) { // the power to threaten, the first to say
		return true
	}
	if s := r.child(v, "nsubj"); s >= 0 && s < v && contentious(f.act) {
		switch r.low(s) {
		case "nobody", "none":
			return true
		}
	}
	if o := r.objectOf(v); o >= 0 && contentious(f.act) && (r.low(o) == "nobody" || r.low(o) == "none" || r.low(r.lo[o]) == "neither") { // "I blame nobody"
		return true
	}
	if f.act == graph.ActDeny && r.passive(v) && r.objectOf(v) >= 0 { // were denied entry
		return true
	}
	if h := r.head(v); h >= 0 && r.rel(v) == "conj" && r.tag(v) == "VB" && r.rel(h) == "acl" && r.toInf(h) { // reasons to attack and mock
		return true
	}
	if f.act == graph.ActThink || f.act == graph.ActSay {
		return false
	}
	for _, k := range r.children(v) {
		if k > v {
			break
		}
		switch r.low(k) {
		case "might", "could", "would", "may", "should":
			if r.tag(k) == "MD" { // not "In May"
				return true
			}
		case "if", "unless":
			return true
		}
	}
	return false
}

func (r *run) objectOf(v int) int {
	for _, k := range r.children(v) {
		if k > v && (r.rel(k) == "obj" || r.rel(k) == "iobj") && !r.isTime(k) {
			return k
		}
	}
	return -1
}

// addressee notes to whom it was said: "told reporters", "said to the crew".
func (r *run) addressee(f *found) {
	for _, k := range r.children(f.at) {
		if k < f.at || f.src.head == k || !r.isNominal(k) {
			continue
		}
		rel := r.rel(k)
		if f.has(fAddr) && (rel == "obj" || rel == "iobj") || rel == "obl" && r.prep(k) == "to" && r.isActor(k) {
			p := r.phrase(k).piece
			if r.toldThat(f, k+1) {
				p.hi = min(p.hi, k+1)
			}
			f.addr = append(f.addr, p)
			return
		}
	}
}
