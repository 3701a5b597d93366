package attribution

// withheld reports whether what v says was not said: "stopped short of denying it", "without
// naming anyone", "refrained from blaming him".
func (r *run) withheld(v int) bool {
	if v < 3 || r.tag(v) != "VBG" {
		return false
	}
	switch r.low(v - 1) {
	case "of":
		return r.low(v-2) == "short"
	case "without":
		return true
	case "from":
		return r.lemma(v-2) == "refrain" || r.lemma(v-2) == "abstain" || r.lemma(v-2) == "shy" || r.low(v-2) == "away"
	}
	return false
}

// toldClause reads by order the clause that stands without "that" behind whom it is told:
// "told the court he had forged the will", which trees hang on the court.
func (r *run) toldClause(f *found) bool {
	v := f.at
	_, last := r.sent(v)
	if f.lemma != "tell" || !r.tense(v) || r.passive(v) || r.child(v, "aux:pass") >= 0 || f.src.head < 0 || f.src.head > v || v+4 >= last {
		return false
	}
	if g := r.tag(v + 1); g != "DT" && g != "PRP$" && g[0] != 'N' && g[0] != 'J' {
		return false
	}
	h := v + 1
	for h+1 < last && r.tag(h+1) != "PRP" && (r.chunkNoun(h+1) || h == v+1 && r.chunkTag(h+1)) {
		h++
	}
	lo := h + 1
	if lo+1 >= last || !r.isNoun(h) || r.isTime(h) || r.tag(lo) != "PRP" || r.quote[lo] != r.quote[v] {
		return false
	}
	switch r.low(lo) {
	case "he", "she", "they", "it", "i", "we":
	default:
		return false
	}
	k := lo + 1
	for k < last && (r.tag(k) == "RB" || r.rel(k) == "aux" && !r.tense(k)) {
		k++
	}
	if k >= last || !r.tense(k) {
		return false
	}
	verb := r.ownVerb(f, lo, last)
	if verb < 0 {
		return false
	}
	f.rule, f.addr = "clause", []piece{{v + 1, h + 1}}
	f.add(piece{lo, r.limit(f, lo, r.cutReporter(f, lo, r.beforeLast(v, last)))}, r.top(piece{lo, last}))
	return true
}
