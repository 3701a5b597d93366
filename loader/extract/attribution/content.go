package attribution

import "hearsay/graph"

// clause returns the finite clause that verb v reports on its right: the piece, its
// head, and whether the tree shows it.
func (r *run) clause(f *found) (piece, int) {
	v := f.at
	if r.closed(f) {
		return piece{}, -1
	}
	for _, k := range r.children(v) {
		if k > v && r.rel(k) == "ccomp" && r.lo[k] > v && r.isClause(k) && !r.adverbial(r.lo[k]) && !r.relative(r.lo[k]) && (f.rule != "other" || r.low(r.lo[k]) == "that") {
			lo := r.clauseStart(f, r.lo[k])
			if r.quote[v] >= 0 && r.quote[lo] != r.quote[v] { // "... must answer," Reed said
				continue
			}
			return r.wholly(f, piece{lo, r.reach(f, lo, r.goesOnTo(v, lo, r.clauseEnd(v, k)))}), k
		}
	}
	if lo, k := r.linearClause(f); lo >= 0 && (r.quote[v] < 0 || r.quote[lo] == r.quote[v]) && (r.low(lo-1) == "that" || r.bold(f)) {
		_, last := r.sent(v)
		return r.wholly(f, piece{lo, r.limit(f, lo, r.cutReporter(f, lo, r.cutTail(v, lo, last)))}), k
	}
	return piece{}, -1
}

// goesOnTo takes to a clause the one coordinated with it that the tree hangs on the cue:
// "said the bridge is old, but that it will hold", "said he was late and the door shut".
func (r *run) goesOnTo(v, lo, end int) int {
	_, last := r.sent(v)
	for n := 0; n < 3 && end+3 < last; n++ {
		i := end
		if r.low(i) == "," {
			i++
		}
		if r.tag(i) != "CC" || r.quote[i] != r.quote[lo] {
			break
		}
		i++
		for i < last && (r.low(i) == "that" || r.tag(i) == "RB") {
			i++
		}
		j := i
		for j < last && (r.chunkTag(j) || r.tag(j) == "RB") {
			j++
		}
		if j >= last || j == i && r.low(i-1) != "that" || r.tag(j)[0] != 'V' && r.tag(j) != "MD" {
			break
		}
		h := j
		for r.head(h) > h && r.tag(r.head(h))[0] == 'V' { // an auxiliary
			h = r.head(h)
		}
		if g := r.byCue[h]; g != nil && g.has(fQuote) || r.hi[h] <= end {
			break
		}
		if g := r.byCue[j]; g != nil && g.has(fQuote) {
			break
		}
		end = min(r.hi[h], last)
	}
	return end
}

// wholly takes to a clause the rest of a quotation that begins in it: said the vote "was
// a farce. It must be held again."
func (r *run) wholly(f *found, p piece) piece {
	if p.empty() || r.quote[p.hi-1] < 0 {
		return p
	}
	_, last := r.sent(f.at)
	if p.hi < last-2 {
		return p
	}
	if a, b := r.quoteTokens(r.quote[p.hi-1]); a > p.lo && b > last && a > f.at {
		p.hi = b
	}
	return p
}

// clauseStart finds where the clause begins that the parser lets begin at lo: behind
// the words that belong to the cue, "told reporters on Friday that", and not later.
func (r *run) clauseStart(f *found, lo int) int {
	v := f.at
	j := f.words[0].hi
	if f.src.head >= j {
		j = f.src.piece.hi
	}
	_, last := r.sent(v)
	for j < last && j < v+16 {
		switch {
		case r.low(j) == "that" && (r.rel(j) == "mark" || r.tag(j) == "IN" || r.toldThat(f, j)):
			return j + 1
		case r.isComma(j) || r.isTime(j) || r.tag(j) == "RB" && r.head(j) == v || r.tag(j) == "RP":
			j++
			continue
		case r.isNominal(j) && r.head(j) == v && (r.rel(j) == "obj" || r.rel(j) == "iobj") && f.has(fAddr):
			j = r.hi[j]
			continue
		case f.has(fAddr) && r.chunkTag(j) && j < lo:
			j++
			continue
		case r.tag(j) == "IN" || r.tag(j) == "TO" || r.tag(j) == "VBG" && r.rel(j) == "case":
			if h := r.head(j); r.rel(j) == "case" && h > j && r.head(h) == v {
				j = r.hi[h]
				continue
			}
		}
		break
	}
	if j > lo || r.quote[j] < 0 && r.quote[lo] >= 0 && r.longQuote(r.quote[lo]) && !r.hasTense(piece{j, lo}) {
		return r.skipThat(lo)
	}
	return j
}

// toldThat reports whether the "that" at i, which the tagger took for a pronoun, opens what
// somebody was told: "told the jury that Reed had fled", not "told the man that lost".
func (r *run) toldThat(f *found, i int) bool {
	return f.has(fAddr) && r.tag(i) == "WDT" && i > f.at+1 && r.isActor(i-1) && (r.chunkTag(i+1) || r.tag(i+1) == "PRP" || r.tag(i+1) == "EX")
}

// relative reports whether a clause that begins at i is a relative one behind a comma.
func (r *run) relative(i int) bool {
	return r.tag(i)[0] == 'W' && i > 0 && r.low(i-1) == "," && r.low(i) != "what" && r.low(i) != "why" && r.low(i) != "how"
}

// adverbial reports whether a clause that begins at i is one of time or reason.
func (t *tree) adverbial(i int) bool {
	switch t.low(i) {
	case "as", "when", "while", "after", "before", "because", "since", "until", "although", "though", "unless":
		return t.rel(i) == "mark" || t.tag(i) == "WRB" || t.rel(i) == "case"
	}
	return false
}

// closed reports whether a comma or the end stands right behind the cue (and a source
// behind it): then the reported clause stands before it.
func (r *run) closed(f *found) bool {
	i := f.words[0].hi
	if f.src.head >= i {
		i = f.src.piece.hi
	}
	_, last := r.sent(f.at)
	if i >= last || r.isMark(i) && r.quote[i] < 0 && r.low(i) != ":" {
		return !(i+1 < last && (r.quote[i+1] >= 0 || r.low(i+1) == "that"))
	}
	return false
}

// isClause reports whether k heads a clause, not a phrase that the parser took for one.
func (r *run) isClause(k int) bool {
	return r.isVerb(k) || r.tag(k) == "MD" || r.child(k, "nsubj", "nsubj:pass", "cop", "expl", "csubj", "mark") >= 0 || r.hi[k]-r.lo[k] > 4
}

// bold reports whether the cue is so plain a verb of speech that a clause is believed
// without the tree.
func (r *run) bold(f *found) bool {
	return f.has(fClause) && f.has(fQuote) && f.conf >= .8 && (r.finite(f.at) || r.tag(f.at) == "VBG") && !r.passive(f.at)
}

// cutReporter ends a clause where the reporter speaks again: before a participle of
// reporting ("said the plan would fail, calling it a dream") and before a verb of
// reporting coordinated with the cue ("said it was late and urged them to go").
func (r *run) cutReporter(f *found, lo, hi int) int {
	v := f.at
	for i := lo + 2; i < hi; i++ {
		g := r.byCue[i]
		if g == nil || g.pos != 'v' || g.conf < .8 || g.act == graph.ActThink || r.quote[i] >= 0 {
			continue
		}
		if r.tag(i) == "VBG" && (r.isComma(i-1) || r.quote[i-1] >= 0 && r.isComma(i-2)) && (r.hi[i] >= hi-1 || g.has(fQuote)) {
			g.src, g.hasSrc = f.src, true
			return i - 1
		}
		shown := r.tag(i) == r.tag(v) || r.tag(i) == "VBN" && r.tag(v) == "VBD" && r.tag(i-1) == "CC" &&
			(r.low(i+1) == "that" || r.tag(lo) == "VBG" && r.objectOf(i) >= 0 && g.has(fTarget) || r.isComma(i-2) && g.act == graph.ActAccuse || r.parts(i)) // "had left but insisted that", "had hidden it, and accused the ministry of a leak"
		if !shown || r.tag(i) != "VBD" && r.tag(i) != "VBZ" && r.tag(i) != "VBN" || r.child(i, "nsubj") > lo && r.child(i, "nsubj") < i && !(r.tag(i-1) == "CC" && r.isComma(i-2) && !r.isActor(r.child(i, "nsubj"))) {
			continue
		}
		c := i - 1
		for c > lo && r.tag(c) == "RB" {
			c--
		}
		if r.tag(c) == "CC" {
			g.src, g.hasSrc = f.src, true
			return c
		}
	}
	return hi
}

// parts reports whether verb i with its object, which the tree coordinates with a verb of the
// reported clause, is the reporter's: what is before it is passive, or said of a thing: "said
// they had been told nothing and blamed the club", "said the pump had failed but denied a leak".
func (r *run) parts(i int) bool {
	h := r.head(i)
	if h < 0 || h > i || r.rel(i) != "conj" || r.objectOf(i) < 0 || r.byCue[i] == nil || !contentious(r.byCue[i].act) {
		return false
	}
	s := r.child(h, "nsubj", "nsubj:pass")
	return s >= 0 && s < h && (r.passive(h) || r.isNoun(s) && !r.isActor(s) || r.present(h))
}

// present reports whether the clause of verb h is in the present tense, which a past tense
// is not coordinated with: "noted that Berg is late and accused her of a plot".
func (r *run) present(h int) bool {
	for _, k := range r.children(h) {
		if g := r.tag(k); k < h && r.rel(k) == "aux" && (g == "VBZ" || g == "VBP") && r.lemma(k) == "be" {
			return true
		}
	}
	return r.tag(h) == "VBZ" || r.tag(h) == "VBP"
}

func (r *run) skipThat(lo int) int {
	for r.isComma(lo) || r.low(lo) == "that" && (r.rel(lo) == "mark" || r.tag(lo) == "IN" || r.tag(lo) == "WDT") {
		lo++
	}
	return lo
}

// clauseEnd returns the end of the clause headed by k that v reports. What follows
// it under v still belongs to it, unless it is a clause of the reporter: "said he
// would resign on Friday", but "said he would resign, as crowds gathered".
func (r *run) clauseEnd(v, k int) int {
	end := r.hi[k]
	for _, s := range r.children(v) {
		if s <= k || r.lo[s] < end {
			continue
		}
		switch r.rel(s) {
		case "obl", "obl:tmod", "obl:npmod", "nmod", "advmod", "xcomp", "obj", "ccomp":
			end = r.hi[s]
			continue
		case "advcl":
			if !r.isComma(r.lo[s]) && r.lo[s] > 0 && !r.isComma(r.lo[s]-1) && r.tag(s) != "VBG" {
				end = r.hi[s]
				continue
			}
		case "punct":
			if r.isComma(s) {
				continue
			}
		}
		break
	}
	return end
}

// linearClause finds the clause by order where the tree has none: from "that" or
// from the first noun phrase that is the subject of a finite verb.
func (r *run) linearClause(f *found) (lo, head int) {
	v := f.at
	_, last := r.sent(v)
	last = r.beforeLast(v, last)
	parted, fronted := false, r.fronted(v)
	for i := v + 1; i < last && i < v+16; i++ {
		if r.isMark(i) && !r.isComma(i) && r.quote[i] < 0 {
			return -1, -1
		}
		if r.low(i) == "that" && (r.rel(i) == "mark" || r.tag(i) == "IN" || f.has(fAddr) && r.tag(i+1) == "PRP" || r.toldThat(f, i)) && i+1 < last {
			return i + 1, r.head(i)
		}
		h := r.head(i)
		if fronted && r.low(i) == "," && r.mainClause(i+1, last) {
			return -1, -1
		}
		parted = parted || r.isComma(i) && r.tag(v) == "VBG"
		if r.adverbial(i) || r.tag(i) == "TO" && r.rel(i) == "mark" || r.tag(i) == "VBG" && r.rel(i) != "case" {
			return -1, -1
		}
		if h == v && r.rel(i) == "conj" && r.isVerb(i) && r.child(v, "obj") >= 0 && r.child(v, "obj") < i {
			return -1, -1 // denied the charge and said the mayor was lying
		}
		if h == v && (r.rel(i) == "obj" || r.rel(i) == "iobj") && !f.has(fAddr) && !r.isTime(i) && r.hi[i] > i+3 {
			return -1, -1 // noted her years in office, and said ...
		}
		if rel := r.rel(i); !parted && (rel == "nsubj" || rel == "nsubj:pass" || rel == "expl") && h > i && r.finite(h) &&
			r.tag(i)[0] != 'W' && r.rel(h) != "acl:relcl" && r.rel(h) != "acl" {
			return max(v+1, r.lo[i]), h
		}
	}
	return -1, -1
}

// cutTail ends the piece from lo before what belongs to the reporter: a verb
// coordinated with v, or a clause of v.
func (r *run) cutTail(v, lo, last int) int {
	for _, k := range r.children(v) {
		if r.lo[k] <= lo {
			continue
		}
		switch r.rel(k) {
		case "conj", "advcl":
			if r.isVerb(k) {
				return r.lo[k]
			}
		}
	}
	return last
}

// leftClause returns the words before a cue that closes or interrupts what it
// reports: "The bridge is safe, officials say." It begins with the sentence, or with
// the quotation that ends before the cue.
func (r *run) leftClause(f *found) (piece, bool) {
	edge := f.at
	if f.src.head >= 0 && f.src.piece.lo < edge && f.src.piece.hi <= edge {
		edge = f.src.piece.lo
	}
	first, _ := r.sent(f.at)
	for edge > first && (r.tag(edge-1) == "RB" || r.tag(edge-1) == "CC" || r.rel(edge-1) == "aux") {
		edge--
	}
	if edge <= first || !r.isComma(edge-1) || r.low(edge-1) == ":" {
		return piece{}, false
	}
	lo := first
	for i := edge - 2; i >= first; i-- { // not over another quotation's end
		if r.quote[i] >= 0 && r.longQuote(r.quote[i]) && r.quote[edge-1] != r.quote[i] && r.quote[edge-2] != r.quote[i] && r.stops(i) {
			lo = i + 1
			break
		}
	}
	has := false
	for i := lo; i < edge-1; i++ {
		if (r.isVerb(i) || r.tag(i) == "MD") && r.finite(i) {
			has = true
		}
	}
	return piece{lo, edge - 1}, has
}

// stops reports whether a stop or comma stands before the closing mark at i.
func (r *run) stops(i int) bool {
	for i > 0 && r.quote[i-1] == r.quote[i] && r.isMark(i) {
		switch r.low(i) {
		case ",", ".", "!", "?", "…":
			return true
		}
		i--
	}
	return false
}

// rightRest returns what follows a cue that interrupts: "The bridge, officials say,
// is safe."
func (r *run) rightRest(f *found) piece {
	_, last := r.sent(f.at)
	i := f.at + 1
	if f.src.head > f.at {
		i = max(i, f.src.piece.hi)
	}
	for ; i < last; i++ {
		if r.isComma(i) {
			return piece{i + 1, last}
		}
	}
	return piece{}
}
