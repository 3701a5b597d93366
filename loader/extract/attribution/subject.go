package attribution

// plainSubject reads by order the subject of a verb that stands at the head of its
// sentence, or between a quotation and the verb: "Real estate agent and mayor Ann Berg,
// who left early, said". It returns nobody where anything but a subject stands there.
func (t *tree) plainSubject(v int) source {
	first, _ := t.sent(v)
	i := v
	for i > first && (t.tag(i-1) == "RB" || t.tag(i-1) == "MD" || t.isVerb(i-1) && (t.rel(i-1) == "aux" || t.rel(i-1) == "aux:pass")) {
		i--
	}
	start := t.subjectStart(v, first, i)
	if start >= i || !t.chunkTag(start) || t.tag(start)[0] == 'W' || t.tag(i - 1)[0] == 'W' || t.tag(start) == "EX" {
		return nobody
	}
	hi := t.subjectEnd(start, i)
	p := t.trim(piece{start, t.beforeTime(start, hi)})
	if p.empty() {
		return nobody
	}
	h := -1
	for j := p.lo; j < p.hi && t.tag(j) != "IN" && !t.isComma(j); j++ {
		switch {
		case t.chunkNoun(j) && !(j+1 < p.hi && t.tag(j+1) == "POS"), h < 0:
			h = j
		}
	}
	if h < 0 || t.isTime(h) {
		return nobody
	}
	return source{head: h, piece: p, ante: -1}
}

// better chooses between the source s that the tree shows for verb v and the subject by
// order: the tree may lose the head of a long subject or its first words.
func (t *tree) better(v int, s source) source {
	p := t.plainSubject(v)
	if p.head < 0 {
		return s
	}
	if s.head >= p.piece.lo && s.head < p.piece.hi && s.piece.lo == p.piece.lo && s.piece.hi <= p.piece.hi {
		return s
	}
	return p
}

// subjectStart skips what may stand before the subject in [first, i): a quotation, a
// dateline, "But", "On Monday,", "Speaking in Oslo,".
func (t *tree) subjectStart(v, first, i int) int {
	start := first
	for j := i - 1; j >= first; j-- {
		if q := t.quote[j]; q >= 0 && q != t.quote[v] && (t.longQuote(q) || t.low(j-1) == "," || t.low(j-1) == "!" || t.low(j-1) == "?") {
			start = j + 1
			break
		}
	}
	for j := start; j < i && j < start+12; j++ {
		if w := t.low(j); (w == "—" || w == "–" || w == "--" || w == "-" && t.Tokens[j].Start > t.Tokens[max(j-1, 0)].End) && j > start && upper(t.Form(j-1)) {
			start = j + 1
			break
		}
	}
	for start < i {
		switch g := t.tag(start); {
		case t.isComma(start), g == "CC", t.isMark(start) && t.low(start) != "$":
			start++
			continue
		case g == "IN" || g == "VBG" || g == "VBN" || g == "TO" || g == "WRB" || g == "RB":
			c := start
			for c < i && t.low(c) != "," {
				c++
			}
			if c == i && g == "RB" { // "Then he said"
				c = start
			}
			start = c + 1
			continue
		}
		break
	}
	return start
}

// reduced reads by order the subject of finite verb v in a clause of its own that a participle
// parts from it: "came after a committee led by Senator Berg alleged".
func (t *tree) reduced(v int) source {
	first, j := t.lo0(v), v-1
	if !t.tense(v) {
		return nobody
	}
	led := func(j int) bool { return t.tag(j) == "VBN" && t.tag(j+1) == "IN" }
	for j > first && !led(j) && (t.chunkTag(j) || t.tag(j) == "IN") {
		j--
	}
	if j <= first+1 || j >= v-2 || !led(j) || !t.chunkNoun(j-1) {
		return nobody
	}
	lo := j - 1
	for lo > first && t.chunkTag(lo-1) {
		lo--
	}
	if lo == first || t.low(lo-1) != "that" && !t.adverbial(lo-1) && t.low(lo-1) != "after" && t.low(lo-1) != "before" {
		return nobody
	}
	return source{head: j - 1, piece: piece{lo, v}, ante: -1}
}

// subjectEnd ends the subject [start, i) before an aside, and returns start where the
// words there are more than a subject. A clause that describes it belongs to it.
func (t *tree) subjectEnd(start, i int) int {
	end, open, commas, listed := i, 0, 0, false
	for j := start; j < i; j++ {
		g := t.tag(j)
		switch {
		case end < i: // an aside
		case g == "VBD" && t.tag(j+1) == "VBN" && open == 0 && t.lemma(j) != "be" && t.lemma(j) != "have": // "a group believed linked to the navy"
		case g == "VBN" && open == 0 && t.head(j) < 0 && t.child(j, "nsubj") >= start: // the sentence's own verb, tagged wrong
			return start
		case t.tense(j) || g == "VB":
			if open == 0 {
				return start
			}
			open--
		case g[0] == 'W' && j > start || t.low(j) == "that" && g != "DT" || t.adverbial(j):
			open++
		case t.low(j) == ";" || t.low(j) == ":":
			return start
		case g == "CC" && j == i-1: // "blamed the weather and said"
			return start
		case g == "CC":
			if w := t.low(j + 1); t.tag(j+1) == "PRP" && w != "it" && w != "him" && w != "her" && w != "them" { // "the system and he"
				return start
			}
			listed = true
		case t.isComma(j):
			commas++
			if j+1 < i && t.digression(j+1) {
				end = min(end, j)
			}
		}
	}
	if open > 0 || commas > 0 && !listed && !t.isComma(i-1) {
		return start
	}
	return end
}

// digression reports whether an aside begins at i behind a subject: "Berg, for her part, said".
func (t *tree) digression(i int) bool {
	switch t.low(i) {
	case "along", "including", "like", "of":
		return false
	}
	switch t.tag(i) {
	case "IN", "VBG", "VBN", "TO", "RB":
		return true
	}
	return false
}

// beforeTime takes from the end of a subject when it was said: "Berg on Sunday said".
func (t *tree) beforeTime(start, hi int) int {
	if hi <= start || t.isMark(hi-1) && t.low(hi-1) != ")" {
		return hi
	}
	end := hi
	for end-1 > start && t.isTime(end-1) {
		end--
	}
	if low := t.low(end - 1); end == hi && low == "time" && t.low(end-3) == "at" {
		return end - 3
	}
	if end < hi {
		for end-1 > start && (t.tag(end-1) == "DT" || t.tag(end-1) == "JJ" || t.tag(end-1) == "IN") {
			end--
			if t.tag(end) == "IN" {
				break
			}
		}
	}
	return end
}
