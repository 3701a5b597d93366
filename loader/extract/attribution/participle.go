package attribution

// participle finds who speaks by the participle v: "Berg left, telling reporters to wait".
func (t *tree) participle(v, depth int) source {
	first, _ := t.sent(v)
	if depth > 3 || v == first || t.child(v, "aux", "nsubj") >= 0 {
		return nobody
	}
	h := t.head(v)
	switch t.low(v - 1) {
	case "after", "before", "while", "since", "despite": // "left the talks after accusing Norway of a plot"
		if t.tag(v-1) == "IN" && t.child(v, "nsubj") < 0 {
			if s := t.mainSubject(v); s.head >= 0 {
				return s
			}
		}
	}
	if t.isComma(v-1) || t.quote[v-1] >= 0 && t.quote[v-1] != t.quote[v] {
		return t.adjunctSource(v)
	}
	if h < 0 || h > v {
		return nobody
	}
	switch {
	case t.rel(v) == "conj" && t.tag(h) == "VBG":
		return t.participle(h, depth+1)
	case t.rel(v) == "conj" && t.tag(v-1) == "CC":
		for j := v - 2; j > first && j > v-30; j-- { // ", noting that he had won, and suggesting"
			if t.tag(j) == "VBG" && t.low(j-1) == "," && t.quote[j] == t.quote[v] {
				return t.participle(j, depth+1)
			}
		}
	case t.rel(v) == "acl" && t.isNoun(h) && !t.isActor(h): // "issued a statement saying"
		g := t.head(h)
		if g >= 0 && t.isVerb(g) && t.rel(h) == "obj" && !t.passive(g) && (t.sends(g) || !t.nounTopic(h, "noun.communication")) {
			return t.better(g, t.subject(g, 0))
		}
	}
	return nobody
}

// adjunctSource climbs from a participle behind a comma to the clause that it goes with,
// not one that only describes a noun there.
func (t *tree) adjunctSource(v int) source {
	for n, h := 0, t.head(v); h >= 0 && n < 10; n, h = n+1, t.head(h) {
		if h > v || !(t.isVerb(h) || t.tag(h) == "MD") && t.child(h, "nsubj") < 0 || t.quote[h] != t.quote[v] {
			continue
		}
		switch t.rel(h) {
		case "acl", "acl:relcl", "xcomp":
			continue
		case "conj", "advcl":
			if t.child(h, "nsubj", "nsubj:pass") < 0 {
				continue
			}
		}
		s := t.better(h, t.subject(h, 0))
		if t.inverted(h) { // "said Berg, adding that"
			s = t.verbSource(h, true)
		}
		if s.head >= 0 && t.quote[s.head] == t.quote[v] {
			return s
		}
	}
	return nobody
}

// sends reports whether verb g gives out words: the words are its subject's.
func (t *tree) sends(g int) bool {
	switch t.lemma(g) {
	case "issue", "release", "send", "publish", "post", "write", "tweet", "give", "make", "deliver", "sign", "put", "blast",
		"read", "share", "circulate", "file", "email", "run", "air", "launch", "distribute", "offer":
		return true
	}
	return false
}
