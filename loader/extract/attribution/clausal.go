package attribution

import "hearsay/graph"

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

// small reads "called the plan a mistake", "described him as weak".
func (r *run) small(f *found) bool {
	v := f.at
	if r.freely(f) {
		return true
	}
	if r.quotedLabel(f) || r.ascribed(f) || r.labelled(f) {
		return true
	}
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
		case p == "as", (r.rel(k) == "xcomp" || r.rel(k) == "obj" || r.rel(k) == "obl:unmarked" && r.lo[k] <= obj+2) && p == "" && !r.isTime(k):
			f.rule = "label"
			o := r.phrase(obj).piece
			o.hi = min(o.hi, r.lo[k])
			f.target = []piece{o}
			f.add(piece{o.lo, r.cutReporter(f, o.lo, r.hi[k])}, k)
			return true
		}
	}
	if r.labelBehind(f, obj) {
		return true
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

// quotedLabel reads by order a name and a quotation right behind it, which headlines have
// without an article: "calls Aldon 'crazy town'".
func (r *run) quotedLabel(f *found) bool {
	v := f.at
	_, last := r.sent(v)
	q := v + 1
	for q < last && q < v+8 && !r.opensQuote(q) {
		if !r.chunkTag(q) {
			return false
		}
		q++
	}
	if q == v+1 || q >= last || !r.opensQuote(q) || !r.isActor(q-1) && r.tag(q-1) != "NNP" || f.src.piece.hi > v {
		return false
	}
	end := q + 1
	for end < last && r.tag(end) != "''" {
		end++
	}
	if end == last || end == q+1 {
		return false
	}
	f.rule = "label"
	f.target = []piece{{v + 1, q}}
	f.add(piece{q + 1, end}, r.top(piece{q + 1, end}))
	return true
}

// freely reads "in what the mayor called a mistake": what is labelled has no name here.
func (r *run) freely(f *found) bool {
	v := f.at
	lo := f.src.piece.lo
	if f.src.head < 0 || f.src.piece.hi > v || lo <= r.lo0(v) || !r.finite(v) {
		return false
	}
	switch r.low(lo - 1) {
	case "what":
	case "that", "which", "who", "whom": // "a bill that critics called unfair"
		if f.lemma != "call" || r.tag(lo-1) == "IN" && r.tag(lo-2) != "," && !r.chunkNoun(lo-2) {
			return false
		}
	default:
		return false
	}
	_, last := r.sent(v)
	p := r.trim(piece{v + 1, r.hi[v]})
	if e := r.labelEnd(v+1, last, r.quote[v+1] != r.quote[v]); r.low(lo-1) != "what" && e > v+1 {
		p = r.trim(piece{v + 1, e})
	}
	if p.empty() {
		return false
	}
	f.rule = "label"
	f.add(p, r.top(p))
	return true
}

// ascribed reads a label with its own subject: "called the queues a disgrace".
func (r *run) ascribed(f *found) bool {
	for _, k := range r.children(f.at) {
		if k < f.at || r.rel(k) != "xcomp" && r.rel(k) != "ccomp" || r.tense(k) || r.child(k, "cop", "mark", "aux") >= 0 {
			continue
		}
		if s := r.child(k, "nsubj"); s > f.at && s < k {
			f.rule = "label"
			f.target = []piece{{r.lo[s], r.hi[s]}}
			f.add(piece{r.lo[s], max(r.hi[s], r.hi[k])}, k)
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
	f.add(r.behindThat(p), k)
	return true
}

// behindThat cuts from the front of a clause when or where it was said: "alleged last week
// that", "said outside court that".
func (r *run) behindThat(p piece) piece {
	if !r.isTime(p.lo) && r.tag(p.lo) != "IN" && r.low(p.lo) != "last" && r.low(p.lo) != "this" {
		return p
	}
	for i := p.lo + 1; i < p.hi-2 && i < p.lo+6; i++ {
		if r.low(i) == "that" && (r.rel(i) == "mark" || r.tag(i) == "WDT" && r.rel(i) == "obj" && r.chunkTag(i+1)) {
			return piece{i + 1, p.hi}
		}
		if r.isVerb(i) || r.isMark(i) || r.tag(i)[0] == 'W' {
			break
		}
	}
	return p
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
	f.add(p, r.top(p))
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
		if r.low(i) == "to" && r.isVerb(min(i+1, last-1)) { // "she continued to renew it"
			return false
		}
		switch r.rel(i) {
		case "case", "obl", "obl:unmarked", "nmod:unmarked", "advmod", "mark":
			return r.child(v, "ccomp") < v
		case "obj", "iobj", "det", "compound", "amod":
			return f.has(fAddr) && r.child(v, "ccomp") < v
		}
		return false
	}
	return true
}
