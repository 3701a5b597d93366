package attribution

// beside prefers to source s the noun phrase that stands right before verb v and right
// behind what opens a clause: "after the mayor told them", "laws that two courts said
// were void".
func (t *tree) beside(v int, s source) source {
	first, _ := t.sent(v)
	i := v - 1
	for i > first && (t.tag(i) == "RB" || t.rel(i) == "aux" || t.tag(i) == "MD") {
		i--
	}
	if i < first || !t.chunkNoun(i) || t.tag(i) == "WP" || t.isTime(i) || t.quote[i] != t.quote[v] || s.head >= first && s.head <= i && s.piece.hi > i {
		return s
	}
	n := t.nounPhraseBefore(i + 1)
	lo := n.piece.lo
	if lo > i || lo < first || s.head >= lo && s.head <= i {
		return s
	}
	if lo > first && !t.opens(lo-1, first, t.tag(v) == "VBG") || t.isTime(n.head) {
		return s
	}
	return n
}

// opens reports whether a clause may begin behind token i.
func (t *tree) opens(i, first int, gerund bool) bool {
	switch t.low(i) {
	case "with":
		return gerund
	case "that", "which", "after", "before", "because", "when", "while", "as", "although", "though", "since", "if", "once",
		"until", "where", "how", "why", "what", "whom":
		return !gerund
	case ";", "—", "–", "--", ":":
		return !gerund
	case "and", "but":
		return !gerund && (i == first || t.low(i-1) == "," || t.clauseBehind(first, i))
	}
	return t.quote[i] >= 0 && t.isMark(i)
}

// clauseBehind reports whether a clause stands in [first, i): "the mayor will not come and others
// said".
func (t *tree) clauseBehind(first, i int) bool {
	for j := first; j < i; j++ {
		if t.tense(j) && t.quote[j] == t.quote[i] {
			return true
		}
	}
	return false
}

// mainSubject is the subject of the sentence of v: "Berg left, telling reporters to wait."
func (t *tree) mainSubject(v int) source {
	h := v
	for n := 0; t.head(h) >= 0 && n < 20; n++ {
		h = t.head(h)
	}
	if k := t.nominalChild(h, "nsubj"); k >= 0 && k < v && t.quote[k] == t.quote[v] {
		return t.subjectPhrase(h, k)
	}
	return nobody
}
