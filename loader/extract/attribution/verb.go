package attribution

import (
	"slices"

	"hearsay/graph"
)

// verbCue reads token v as a reporting verb.
func (r *run) verbCue(v int) *found {
	if r.rel(v) == "amod" || r.rel(v) == "aux" || r.rel(v) == "cop" || r.rel(v) == "case" {
		if r.low(v) == "according" {
			return r.lookup('p', "according", v)
		}
		return nil
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
	if r.unreal(f) {
		f.drop = true
		return
	}
	if r.asked(f) {
		return
	}
	if r.passive(v) && len(f.quotes) == 0 {
		r.fillPassive(f)
		return
	}
	if !f.hasSrc {
		f.src = r.verbSource(v)
	}
	if len(f.quotes) > 0 {
		r.fillQuoted(f)
		return
	}
	if f.has(fAddr) || f.lemma == "say" {
		r.addressee(f)
	}
	if f.rule == "" && contentious(f.act) {
		f.src = r.author(f.src)
		if f.src.head >= 0 && !r.canSpeak(f.src) {
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
	if r.rejoinder(f) {
		return
	}
	switch {
	case f.has(fInf) && f.words[len(f.words)-1].hi < len(r.Tokens) && r.tag(f.words[len(f.words)-1].hi) == "TO" && r.infinitive(f):
	case f.has(fTarget) && r.accused(f):
	case f.has(fGerund) && r.gerund(f):
	case f.has(fObjInf) && r.objectInfinitive(f):
	case f.has(fSmall) && r.small(f):
	case (f.has(fClause) || f.has(fWh)) && r.clausal(f):
	case f.has(fInf) && r.infinitive(f):
	case len(f.targetPreps) > 0 && r.targeted(f):
	case len(f.preps) > 0 && r.prepositional(f):
	case (f.has(fQuote) || f.has(fClause)) && r.aside(f):
	case f.has(fNoun) && r.object(f):
	default:
		f.drop = true
	}
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
	if s.head < 0 || !r.isNoun(s.head) || !r.nounTopic(s.head, "noun.communication") {
		return s
	}
	if k := r.child(s.head, "nmod:poss"); k >= 0 && r.isActor(k) {
		return r.possessor(k)
	}
	return s
}

// canSpeak reports whether a source is somebody or the words of somebody, and not a
// thing: "a law that requires" demands nothing of anybody.
func (r *run) canSpeak(s source) bool {
	h := s.head
	if s.ante >= 0 {
		h = s.ante
	}
	if r.isActor(h) || r.low(h) == "it" || r.tag(h) == "WP" || r.tag(h) == "CD" || r.tag(h) == "JJ" || r.tag(h) == "DT" {
		return r.low(h) != "that" && r.low(h) != "this"
	}
	return upper(r.Form(h)) || !r.nounTopic(h, "noun.artifact", "noun.act", "noun.attribute", "noun.cognition", "noun.event",
		"noun.feeling", "noun.phenomenon", "noun.possession", "noun.process", "noun.quantity", "noun.state", "noun.substance", "noun.time", "noun.object")
}

// asked reads "Asked whether he would resign, Reed laughed" and "when asked about it":
// nobody is named as asking, and the subject of the sentence is the addressee.
func (r *run) asked(f *found) bool {
	v := f.at
	if f.lemma != "ask" || r.low(v) != "asked" || r.child(v, "nsubj") >= 0 && r.child(v, "nsubj") < v {
		return false
	}
	first, last := r.sent(v)
	if v != first && r.low(v-1) != "when" && !(r.tag(v-1) == "RB" && v-1 == first) {
		return false
	}
	end := v + 1
	for end < last && r.low(end) != "," {
		end++
	}
	lo := v + 1
	if r.low(lo) == "about" {
		lo++
	}
	if lo >= end || !r.whClause(piece{lo, end}) && lo == v+1 {
		f.drop = true
		return true
	}
	f.rule, f.hasSrc, f.src = "asked", true, nobody
	f.add(piece{lo, end}, r.top(piece{lo, end}))
	return true
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
	if contentious(f.act) && r.rel(v) == "acl" && r.toInf(v) { // the power to threaten
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
		case "might", "could", "would", "may", "if", "should", "unless":
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
			f.addr = append(f.addr, r.phrase(k).piece)
			return
		}
	}
}

// afterPrep finds the content behind one of the preps, below v or its object: "of
// using hackers", "for the delay". It returns the piece without the preposition.
func (r *run) afterPrep(v, obj int, preps []string) (piece, int) {
	heads := []int{v}
	if obj >= 0 {
		heads = append(heads, obj)
	}
	for _, h := range heads {
		for _, k := range r.children(h) {
			if k < v || k <= obj {
				continue
			}
			if p := r.prep(k); p != "" && slices.Contains(preps, p) && !(p == "as" && r.isVerb(k) && r.finite(k)) {
				return r.behind(k, p), k
			}
		}
	}
	return r.gerundBehind(v, preps)
}

// gerundBehind finds "of" and a gerund behind v by order, for the parser hangs them
// anywhere: "accused the firm and its owners of hiding the debt".
func (r *run) gerundBehind(v int, preps []string) (piece, int) {
	_, last := r.sent(v)
	for i := v + 1; i+1 < last && i < v+25; i++ {
		if slices.Contains(preps, r.low(i)) && r.low(i) != "on" && r.low(i) != "in" {
			k := i + 1
			for k+1 < last && (r.isMark(k) || r.tag(k) == "RB" || r.low(k) == "not") {
				k++
			}
			if r.tag(k) == "VBG" {
				return piece{i + 1, max(r.hi[k], k+1)}, k
			}
			if h := r.head(i); h > i && r.rel(i) == "case" && i > v+1 && r.low(i) != "of" && r.isNominal(h) {
				return piece{i + 1, r.hi[h]}, h
			}
		}
		if r.isVerb(i) && r.finite(i) || !r.chunkTag(i) && r.tag(i) != "CC" && r.tag(i) != "IN" && !r.isMark(i) && r.tag(i) != "RB" {
			break
		}
	}
	return piece{}, -1
}

// behind is the phrase of k without its preposition.
func (r *run) behind(k int, prep string) piece {
	p := piece{r.lo[k], r.hi[k]}
	for i := p.lo; i < k; i++ {
		if r.low(i) == prep {
			p.lo = i + 1
			break
		}
	}
	if prep == "as" { // "as a mess during his visit": when it was said
		for i := k + 1; i < p.hi; i++ {
			switch r.low(i) {
			case "during", "after", "before", "while", "when", "amid":
				p.hi = i
			}
		}
	}
	if h := r.head(k); h >= 0 { // "of rigging the vote and the count": the second may hang on the verb
		for _, s := range r.children(h) {
			if s > k && r.rel(s) == "conj" && r.isNominal(s) && r.isVerb(h) && r.lo[s] <= p.hi {
				p.hi = r.hi[s]
			}
		}
	}
	return p
}

// accused reads "accused the firm of fraud", "criticized him for leaving", "blamed
// the delay on the weather".
func (r *run) accused(f *found) bool {
	v := f.at
	if r.low(v+1) == "that" && f.has(fClause) {
		return false
	}
	obj := r.objectOf(v)
	if obj < 0 {
		if h := r.chunkRight(v + 1); h > v && r.quote[v] == r.quote[h] {
			obj = h
		} else {
			return false
		}
	}
	c, k := r.afterPrep(v, obj, f.objPreps)
	if f.has(fOnlyObj) && !(r.isActor(obj) && (f.src.head < 0 || r.isActor(f.src.head))) && k < 0 {
		return false
	}
	f.rule = "target"
	o := r.phrase(obj).piece
	if k >= 0 && o.hi > c.lo-1 {
		o.hi = c.lo - 1
	}
	if f.lemma == "blame" && k >= 0 && r.low(c.lo-1) == "on" { // blamed Y on X
		f.target = []piece{r.phrase(k).piece}
		f.add(o, obj)
		return true
	}
	if own := r.owner(obj); own.head >= 0 && !r.isActor(obj) && f.has(fNoun) && (f.act == graph.ActCriticize || f.act == graph.ActPraise) {
		f.target = []piece{own.piece}
		if k >= 0 {
			f.add(o, obj)
			f.add(c, k)
		} else {
			f.add(piece{o.lo, max(o.hi, r.objectEnd(v, obj))}, obj)
		}
		return true
	}
	deed := !r.isActor(obj) && r.tag(obj)[0] == 'W' || !r.isActor(obj) && r.nounTopic(obj, "noun.act", "noun.event", "noun.communication", "noun.phenomenon", "noun.state", "noun.feeling")
	switch {
	case k >= 0 && deed && f.has(fNoun): // condemned the raid as piracy: the owner of the deed is the target
		f.add(o, obj)
		f.add(c, k)
		return true
	case k >= 0:
		f.target = []piece{o}
		f.add(c, k)
		return true
	case !r.isActor(obj) && f.has(fNoun) && (deed || f.act != graph.ActCriticize):
		o.hi = max(o.hi, r.objectEnd(v, obj))
		f.add(o, obj)
		return true
	}
	f.target = []piece{o}
	return r.isActor(obj) || len(f.objPreps) > 0
}

// objectInfinitive reads "urged Italy to leave", "called for both sides to talk".
func (r *run) objectInfinitive(f *found) bool {
	v := f.at
	if f.particle != "" && r.particleInfinitive(f) {
		return true
	}
	for _, k := range r.children(v) {
		if k < v || r.rel(k) != "xcomp" && r.rel(k) != "ccomp" && r.rel(k) != "advcl" && r.rel(k) != "obj" && r.rel(k) != "obl" {
			continue
		}
		inf := k
		if r.isNominal(k) { // "for both sides to talk": the infinitive may hang on the noun
			inf = r.child(k, "acl", "xcomp")
			if inf < 0 || r.rel(k) == "obj" && f.particle == "" && f.act == graph.ActThink {
				continue
			}
		}
		to := r.child(inf, "mark")
		if to < 0 || r.low(to) != "to" && r.child(inf, "aux") < 0 || !r.toInf(inf) {
			continue
		}
		obj := r.objectOf(v)
		lo := r.lo[inf]
		if inf != k {
			lo, obj = r.lo[k], k
		} else if s := r.child(inf, "nsubj"); s >= 0 && s < inf {
			obj = s
		} else if obj < 0 || obj > inf {
			obj = -1
			for _, o := range r.children(v) { // called on X to
				if o > v && o < inf && (r.rel(o) == "obl" || r.rel(o) == "nmod") {
					obj = o
				}
			}
		}
		if obj < 0 || f.has(fOnlyInf) && !r.isActor(obj) {
			continue
		}
		f.rule = "object-infinitive"
		o := r.phrase(obj).piece
		o.hi = min(o.hi, max(obj+1, r.toAt(inf)))
		hi := r.hi[inf]
		if r.head(inf) == v {
			hi = r.infEnd(v, inf)
		}
		f.add(piece{min(lo, o.lo), hi}, inf)
		if f.act != graph.ActThink {
			f.target = []piece{o}
			f.addr = nil
		}
		return true
	}
	return false
}

// particleInfinitive reads "called on the club to pay" by order: a noun chunk behind the
// particle and "to" behind it.
func (r *run) particleInfinitive(f *found) bool {
	lo := f.words[len(f.words)-1].hi
	_, last := r.sent(f.at)
	h := r.chunkRight(lo)
	if h < 0 {
		return false
	}
	to := h + 1
	for to < last && to < h+10 && r.low(to) != "to" {
		if r.isMark(to) || r.isVerb(to) {
			return false
		}
		to++
	}
	k := to + 1
	for k < last && (r.isMark(k) || r.tag(k) == "RB") {
		k++
	}
	if k >= last || r.low(to) != "to" || r.isNominal(k) || r.tag(k)[0] == 'J' {
		return false
	}
	f.rule = "object-infinitive"
	f.target, f.addr = []piece{{lo, to}}, nil
	f.add(piece{lo, max(r.hi[k], k+1)}, k)
	return true
}

func (r *run) toAt(inf int) int {
	for i := inf - 1; i >= r.lo[inf]; i-- {
		if r.low(i) == "to" {
			return i
		}
	}
	return r.lo[inf]
}

// toInf reports whether verb i is an infinitive with "to".
func (r *run) toInf(i int) bool {
	for _, k := range r.children(i) {
		if k < i && r.low(k) == "to" && (r.rel(k) == "mark" || r.tag(k) == "TO") {
			return true
		}
	}
	return false
}

// infinitive reads "promised to pay"; the content begins with "to".
func (r *run) infinitive(f *found) bool {
	for _, k := range r.children(f.at) {
		if k < f.at || !r.toInf(k) || r.child(k, "nsubj") >= 0 {
			continue
		}
		switch r.rel(k) {
		case "xcomp", "ccomp", "advcl":
			if f.has(fOnlyInf) && (f.src.head < 0 || !r.isActor(f.src.head)) {
				return false
			}
			f.rule = "infinitive"
			f.add(piece{r.toAt(k), r.infEnd(f.at, k)}, k)
			return true
		}
	}
	return false
}

// infEnd ends an infinitive behind the verbs that share its "to": "plans to build a
// bridge, widen the road and plant trees".
func (r *run) infEnd(v, k int) int {
	end := r.clauseEnd(v, k)
	for _, s := range r.children(v) {
		if s > k && r.rel(s) == "conj" && r.tag(s) == "VB" && r.tag(v) != "VB" && r.lo[s] >= end {
			end = r.hi[s]
		}
	}
	return end
}

// gerund reads "proposed ending the talks".
func (r *run) gerund(f *found) bool {
	for _, k := range r.children(f.at) {
		if k > f.at && k < f.at+5 && r.tag(k) == "VBG" && r.prep(k) == "" && !r.parted(f.at, k) && (r.rel(k) == "xcomp" || r.rel(k) == "ccomp" || r.rel(k) == "obj" || r.rel(k) == "advcl" && !r.isComma(r.lo[k]-1)) {
			f.rule = "gerund"
			f.add(piece{r.lo[k], r.hi[k]}, k)
			return true
		}
	}
	return false
}

// parted reports whether a comma or "that" stands between the tokens a and b.
func (r *run) parted(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if r.isComma(i) || r.low(i) == "that" {
			return true
		}
	}
	return false
}

// small reads "called the plan a mistake", "described him as weak".
func (r *run) small(f *found) bool {
	v := f.at
	obj := r.objectOf(v)
	_, last := r.sent(v)
	if v+2 < last && r.tag(v+1) == "PRP" && obj != v+1 { // called it a mess: the tree may hide it
		k := v + 2
		for k < last && (r.isMark(k) || r.chunkTag(k) || r.tag(k) == "RB") && !r.isComma(k) {
			k++
		}
		if k > v+2 && r.tag(v + 2)[0] != 'V' {
			f.rule = "label"
			f.target = []piece{{v + 1, v + 2}}
			f.add(piece{v + 1, k}, r.top(piece{v + 2, k}))
			return true
		}
	}
	if obj < 0 || f.src.head == obj {
		return false
	}
	for _, k := range r.children(v) {
		if k <= obj {
			continue
		}
		p := r.prep(k)
		switch {
		case p == "as", r.rel(k) == "xcomp" && p == "", r.rel(k) == "obj" && p == "":
			f.rule = "label"
			o := r.phrase(obj).piece
			o.hi = min(o.hi, r.lo[k])
			f.target = []piece{o}
			f.add(piece{o.lo, r.hi[k]}, k)
			return true
		}
	}
	// by order: the label may hang on the object
	o := r.phrase(obj).piece
	for _, k := range r.children(obj) {
		if k > obj && (r.rel(k) == "appos" || r.prep(k) == "as") {
			f.rule = "label"
			f.target = []piece{{o.lo, min(o.hi, r.lo[k])}}
			f.add(piece{o.lo, r.hi[k]}, k)
			return true
		}
	}
	return false
}

// clausal reads "said that the bridge was safe", "asked whether it was".
func (r *run) clausal(f *found) bool {
	p, k := r.clause(f)
	if k < 0 || p.empty() {
		return false
	}
	if !f.has(fClause) && !r.whClause(p) {
		return false
	}
	if f.rule != "other" {
		f.rule = "clause"
	}
	f.add(p, k)
	return true
}

func (r *run) whClause(p piece) bool {
	for i := p.lo; i < p.hi && i < p.lo+3; i++ {
		switch r.low(i) {
		case "whether", "if", "why", "how", "what", "who", "when", "where", "which":
			return true
		}
	}
	return false
}

// aside reads "The bridge is safe, officials say." and "The bridge, they say, is safe."
func (r *run) aside(f *found) bool {
	if !r.parenthetic(f) {
		return false
	}
	p, ok := r.leftClause(f)
	if p.empty() {
		return false
	}
	rest := r.rightRest(f)
	if !ok && (rest.empty() || p.hi-p.lo > 12) {
		return false
	}
	f.rule = "aside"
	f.add(p, -1)
	if !ok {
		f.add(rest, -1)
	}
	return true
}

// parenthetic reports whether the cue and its source stand between commas: ", she
// said on Monday."
func (r *run) parenthetic(f *found) bool {
	v := f.at
	if f.src.head < 0 || !r.finite(v) || f.act == graph.ActThink && !f.has(fQuote) {
		return false
	}
	switch r.rel(v) {
	case "acl", "acl:relcl", "xcomp":
		return false
	}
	for _, k := range r.children(v) {
		if k < v && r.tag(k) == "MD" {
			return false
		}
	}
	if r.tag(f.src.head)[0] == 'W' {
		return false
	}
	s := f.src.piece
	if s.hi <= v { // nothing but adverbs and auxiliaries between them
		for i := s.hi; i < v; i++ {
			if r.tag(i) != "RB" && r.rel(i) != "aux" && !r.isMark(i) {
				return false
			}
		}
		s.hi = v + 1
	}
	_, last := r.sent(v)
	i := s.hi
	if i < last && !r.isMark(i) {
		switch r.rel(i) {
		case "case", "obl", "obl:tmod", "obl:npmod", "advmod", "nmod:tmod", "mark", "obj", "iobj", "det", "compound", "amod":
			return r.child(v, "ccomp") < v
		}
		return false
	}
	return true
}

// owner returns whose deed the object is: "Norway's raid", "the Norway raid", "a raid by
// Norway".
func (r *run) owner(obj int) source {
	for _, k := range r.children(obj) {
		if r.isTime(k) || !r.isNominal(k) {
			continue
		}
		named := r.name[k] >= 0 || r.tag(k) == "NNP" || r.tag(k) == "NNPS"
		switch {
		case r.rel(k) == "nmod:poss" && (r.isActor(k) || r.tag(k) == "PRP$" && r.low(k) != "its"):
			return r.possessor(k)
		case k < obj && (r.rel(k) == "compound" || r.rel(k) == "nmod") && named && r.prep(k) == "":
			return r.phrase(k)
		case k > obj && r.prep(k) == "by" && r.isActor(k):
			return r.phrase(k)
		}
	}
	return nobody
}

// rejoinder reads "..., a charge the army denies": the content is the charge.
func (r *run) rejoinder(f *found) bool {
	if f.act != graph.ActDeny && f.act != graph.ActConfirm || r.objectOf(f.at) >= 0 {
		return false
	}
	first, _ := r.sent(f.at)
	for i := f.at - 1; i > first+1 && i > f.at-12; i-- {
		if r.low(i-2) != "," || r.low(i-1) != "a" && r.low(i-1) != "an" {
			continue
		}
		switch r.lemma(i) {
		case "claim", "charge", "accusation", "allegation", "report", "suggestion":
		default:
			return false
		}
		h := r.chunkRight(i + 1)
		if h < 0 || h >= f.at {
			return false
		}
		f.src = source{head: h, piece: piece{i + 1, h + 1}, ante: -1}
		f.rule = "rejoinder"
		f.add(piece{i - 1, i + 1}, i)
		return true
	}
	return false
}

// rejoined ends a piece before ", a charge that ...": what the other side says to it.
func (r *run) rejoined(p piece) piece {
	for i := p.lo + 2; i+1 < p.hi; i++ {
		if r.low(i-1) != "," {
			continue
		}
		switch r.low(i) {
		case "something":
			p.hi = i - 1
		case "a", "an":
			switch r.lemma(i + 1) {
			case "claim", "charge", "accusation", "allegation", "report", "suggestion":
				p.hi = i - 1
			}
		}
	}
	return p
}

// targeted reads "lashed out at the court for its ruling".
func (r *run) targeted(f *found) bool {
	for _, k := range r.children(f.at) {
		if k > f.at && slices.Contains(f.targetPreps, r.prep(k)) {
			f.rule = "target"
			f.target = []piece{r.phrase(k).piece}
			if c, h := r.afterPrep(f.at, k, []string{"for", "over"}); h >= 0 {
				f.add(c, h)
			}
			return true
		}
	}
	return false
}

// prepositional reads "spoke of a new beginning", "insisted on a vote".
func (r *run) prepositional(f *found) bool {
	if f.src.head >= 0 && !r.isActor(f.src.head) && f.act == graph.ActThink {
		return false
	}
	if c, k := r.afterPrep(f.at, r.objectOf(f.at), f.preps); k >= 0 {
		f.rule = "preposition"
		f.add(c, k)
		return true
	}
	return false
}

// object reads "rejected the charges".
func (r *run) object(f *found) bool {
	obj := r.objectOf(f.at)
	if obj < 0 && f.particle != "" {
		for _, k := range r.children(f.at) {
			if k > f.at && r.isNominal(k) && r.rel(k) == "obl" {
				obj = k
				break
			}
		}
	}
	if obj < 0 && f.particle != "" {
		obj = r.chunkRight(f.words[len(f.words)-1].hi)
	}
	if obj < 0 || obj == f.src.head {
		return false
	}
	if f.has(fOnlyObj) && (f.src.head < 0 || !r.isActor(f.src.head)) {
		return false
	}
	f.rule = "object"
	p := piece{max(r.lo[obj], f.words[len(f.words)-1].hi), r.hi[obj]}
	if p.lo > obj {
		p.lo = r.lo[obj]
	}
	p.hi = r.objectEnd(f.at, obj)
	f.add(p, obj)
	return true
}

// objectEnd takes to the object what the tree hangs on the verb but a noun takes:
// "laid out her plans to widen the road", "dismissed the report as fiction".
func (r *run) objectEnd(v, obj int) int {
	end := r.hi[obj]
	for _, s := range r.children(v) {
		if s <= obj || r.lo[s] < end {
			continue
		}
		if r.lo[s] > end {
			break
		}
		p := r.prep(s)
		switch {
		case p == "as" || p == "of" || p == "between" || p == "against" || p == "about" || p == "that":
		case r.rel(s) == "conj" && r.isNominal(s) && !r.finite(s): // a verb is not coordinated with a noun
		case r.toInf(s) && r.rel(s) != "conj":
		case r.tag(s) == "VBG" && r.rel(s) == "advcl" && p == "":
		default:
			return end
		}
		end = r.hi[s]
	}
	return end
}

// fillPassive reads "was accused by police of theft", "it was reported that",
// "the claims were rejected", "is expected to win".
func (r *run) fillPassive(f *found) {
	v := f.at
	f.hasSrc = true
	if a := r.agent(v); a >= 0 {
		f.src = r.phrase(a)
	}
	subj := r.child(v, "nsubj:pass", "nsubj")
	if subj >= 0 && (!r.isNominal(subj) || r.child(subj, "case") >= 0) {
		subj = -1
	}
	var sp piece
	if s := r.nounBefore(v); s.head >= 0 {
		subj, sp = s.head, s.piece
	} else if subj >= 0 {
		s := r.subjectPhrase(v, subj)
		if s.ante >= 0 { // "a ship that was seized": what the pronoun stands for
			s = r.phrase(s.ante)
			s.piece.hi = min(s.piece.hi, subj)
		}
		sp = r.trim(s.piece)
	} else if r.rel(v) == "acl" && r.head(v) >= 0 {
		subj = r.head(v)
		sp = r.phrase(subj).piece
		sp.hi = min(sp.hi, r.lo[v])
	} else if s := r.subject2(v); s.head >= 0 {
		subj, sp = s.head, s.piece
	} else if s := r.across(v); s.head >= 0 {
		subj, sp = s.head, s.piece
	} else if r.child(v, "aux:pass") >= 0 {
		if s := r.chunkSource(v); s.head >= 0 {
			subj, sp = s.head, s.piece
		}
	}
	f.rule = "passive"
	switch {
	case f.has(fTarget) && len(f.objPreps) > 0:
		c, k := r.afterPrep(v, max(f.src.head, -1), f.objPreps)
		if k >= 0 && f.src.head >= 0 && c.lo > f.src.head { // by prosecutors of smuggling
			f.src.piece.hi = min(f.src.piece.hi, c.lo-1)
		}
		if k < 0 && f.has(fNoun) && subj >= 0 && !r.isActor(subj) {
			f.add(sp, subj)
			return
		}
		if !sp.empty() {
			f.target = []piece{sp}
		}
		if k >= 0 {
			f.add(c, k)
		} else if f.has(fOnlyObj) || f.src.head < 0 || subj < 0 {
			f.drop = subj < 0 || f.has(fOnlyObj) || f.act != graph.ActAccuse && f.act != graph.ActCriticize
		}
	case f.has(fClause) && r.clausal(f):
		f.rule = "passive-clause"
	case (f.has(fObjInf) || f.has(fInf) || f.has(fClause)) && r.raised(f, sp):
	case f.has(fNoun) && subj >= 0 && r.low(subj) != "it" && (f.src.head >= 0 || f.act == graph.ActDeny):
		f.add(sp, subj)
	case f.has(fSmall) && subj >= 0 && r.smallPassive(f, sp):
	default:
		f.drop = true
	}
}

// nounBefore returns the noun of reporting whose clause ends right before passive v:
// "Claims that the dam had burst were rejected".
func (r *run) nounBefore(v int) source {
	first, _ := r.sent(v)
	edge := v
	for edge > first && (r.tag(edge-1) == "RB" || r.rel(edge-1) == "aux" || r.rel(edge-1) == "aux:pass") {
		edge--
	}
	for i := edge - 1; i >= first; i-- {
		if f := r.byCue[i]; f != nil && f.pos == 'n' && f.rule == "noun-clause" && len(f.content) > 0 && f.content[0].hi == edge {
			lo := i
			for lo > first && r.chunkTag(lo-1) {
				lo--
			}
			return source{head: i, piece: piece{lo, edge}, ante: -1}
		}
	}
	return nobody
}

// subject2 is the subject that a passive verb shares with the verb it hangs on.
func (r *run) subject2(v int) source {
	h := r.head(v)
	if h < 0 || r.rel(v) != "conj" && r.rel(v) != "xcomp" && r.rel(v) != "advcl" {
		return nobody
	}
	if s := r.child(h, "nsubj", "nsubj:pass"); s >= 0 {
		return r.subjectPhrase(h, s)
	}
	return nobody
}

// raised reads "is said to have fled", "was urged to resign".
func (r *run) raised(f *found, sp piece) bool {
	for _, k := range r.children(f.at) {
		if k > f.at && r.toInf(k) && (r.rel(k) == "xcomp" || r.rel(k) == "ccomp" || r.rel(k) == "advcl") {
			f.rule = "passive-infinitive"
			if !sp.empty() {
				f.add(sp, k)
				if f.has(fObjInf) && f.act != graph.ActThink {
					f.target = []piece{sp}
				}
			}
			f.add(piece{r.toAt(k), r.hi[k]}, k)
			f.head = k
			return true
		}
	}
	return false
}

// smallPassive reads "was called a liar".
func (r *run) smallPassive(f *found, sp piece) bool {
	for _, k := range r.children(f.at) {
		if k > f.at && (r.rel(k) == "xcomp" || r.rel(k) == "obj" || r.prep(k) == "as") {
			f.target = []piece{sp}
			f.add(sp, k)
			f.add(piece{r.lo[k], r.hi[k]}, k)
			return true
		}
	}
	return false
}
