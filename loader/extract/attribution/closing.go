package attribution

// closing reads by order a plain cue with its source that closes or interrupts what it
// reports: "The dam will hold until the ships arrive, officials said Monday.", "Those who
// pay, he says, lose." The words before a comma tell more than a tree of a long sentence.
func (r *run) closing(f *found) bool {
	v := f.at
	if !f.has(fQuote) || !f.has(fClause) || !r.tense(v) && r.low(v) != "say" || r.rel(v) == "aux" {
		return false
	}
	src := r.beforeCue(f)
	if src.head < 0 || r.tag(src.head)[0] == 'W' {
		return false
	}
	first, last := r.sent(v)
	left := piece{first, src.piece.lo}
	end := r.aftermath(v+1, last)
	if end < 0 {
		return false
	}
	rest := piece{end, last}
	if rest = r.trim(rest); !rest.empty() && (r.low(end) != "," || r.tag(rest.lo) == "VBG" || r.tag(rest.lo) == "CC" || r.adverbial(rest.lo)) {
		return false
	}
	if !r.hasTense(left) && (rest.empty() || !r.tense(rest.lo) || !r.chunkTag(first)) {
		return false
	}
	f.src, f.rule = src, "aside"
	f.add(left, r.top(left))
	f.add(rest, -1)
	return true
}

// beforeCue returns the source between a comma and cue f: ", a spokesman for the port said".
func (r *run) beforeCue(f *found) source {
	first, _ := r.sent(f.at)
	i := f.at
	for i > first && (r.tag(i-1) == "RB" || r.rel(i-1) == "aux") && !r.isMark(i-1) {
		i--
	}
	if i <= first || !r.chunkNoun(i-1) || r.isTime(i-1) {
		return nobody
	}
	n := r.nounPhraseBefore(i)
	for n.piece.lo-2 > first && r.tag(n.piece.lo-1) == "CC" && r.chunkNoun(n.piece.lo-2) { // "dockers and captains say"
		m := r.nounPhraseBefore(n.piece.lo - 1)
		n.head, n.piece.lo = m.head, m.piece.lo
	}
	lo := n.piece.lo
	if lo <= first || r.low(lo-1) != "," || r.quote[lo] != r.quote[f.at] {
		return nobody
	}
	if g := r.tag(lo); g == "DT" || g == "NN" || g == "NNS" { // "Ann Berg, a clerk, said"
		if lo-2 > first && r.chunkNoun(lo-2) && r.name[lo-2] >= 0 {
			m := r.nounPhraseBefore(lo - 1)
			if m.piece.lo > first && r.low(m.piece.lo-1) == "," {
				m.piece.hi = i
				return m
			}
		}
	}
	return n
}

// hasTense reports whether p has a finite verb outside quotation marks or in them.
func (r *run) hasTense(p piece) bool {
	for i := p.lo; i < p.hi; i++ {
		if r.tense(i) {
			return true
		}
	}
	return false
}

// aftermath returns where the words behind a cue end that tell when, where and to whom
// it was said, at a comma or the end of the sentence; -1 where anything else follows.
func (r *run) aftermath(i, last int) int {
	if r.low(i) == "on" && (r.low(i+1) == "condition" || r.low(i+2) == "condition") {
		return last
	}
	for n := 0; i < last && n < 12; i, n = i+1, n+1 {
		switch {
		case n == 0 && i+1 < last && r.chunkTag(i) && r.isTime(i+1):
		case r.isMark(i) && r.low(i) != "-":
			if r.low(i) == "," || i+1 == last || r.isMark(i+1) && i+2 == last {
				return i
			}
			return -1
		case r.isTime(i), r.tag(i) == "RB", r.tag(i) == "IN" && !r.adverbial(i) && r.low(i) != "that":
		case n > 0 && (r.chunkTag(i) || r.tag(i) == "TO"):
		default:
			return -1
		}
	}
	if i == last {
		return last
	}
	return -1
}
