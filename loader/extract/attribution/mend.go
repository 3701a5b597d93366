package attribution

// misread reports whether verb v, which the tree hangs on a noun behind it, is the
// verb of a sentence that has no other: "Greenwatch, based in Oslo, blamed rich
// countries for the delay."
func (r *run) misread(v int) bool {
	if r.tag(v) != "VBN" && r.tag(v) != "VBD" || !r.isComma(v-1) || r.head(v) < v {
		return false
	}
	first, last := r.sent(v)
	for i := first; i < last; i++ {
		switch r.tag(i) {
		case "VBD", "VBZ", "VBP", "MD":
			if r.quote[i] < 0 && i != v {
				return false
			}
		}
	}
	return true
}

// opener returns the subject of finite verb v where the tree hangs it on a participle
// before v: "A judge accused of taking money told the court", "Defeated candidate Ida
// Moor on Thursday accused the board".
func (t *tree) opener(v int) source {
	first, _ := t.sent(v)
	if t.tag(v) != "VBD" && t.tag(v) != "VBZ" {
		return nobody
	}
	for _, k := range t.children(v) {
		if k < v && t.tag(k) == "VBN" && t.rel(k) == "advcl" && t.child(k, "aux", "aux:pass", "mark") < 0 {
			if s := t.child(k, "nsubj"); s >= 0 && s < k && t.isActor(s) && !t.commaBetween(s, k) {
				p := t.phrase(s).piece
				return source{head: s, piece: piece{p.lo, min(p.hi, k)}, ante: -1}
			}
		}
	}
	if h := t.head(v); h == first && t.tag(h) == "VBN" && t.child(h, "nsubj", "nsubj:pass", "aux") < 0 && !t.commaBetween(h, v) {
		i := v - 1
		if t.isTime(i) {
			i--
			if t.tag(i) == "IN" {
				i--
			}
		}
		if i > h && t.chunkNoun(i) {
			return source{head: i, piece: piece{h + 1, i + 1}, ante: -1}
		}
	}
	return nobody
}

// accusedOf reports whether participle v is a passive without "was" before the verb
// of its sentence: "A judge accused of taking money told the court".
func (t *tree) accusedOf(v int) bool {
	h := t.head(v)
	if t.low(v) == "accused" && t.low(v+1) == "of" && t.child(v, "aux") < 0 && (t.low(v-1) == "," || t.lemma(max(v-1, 0)) == "stand") {
		return true // "Holt, accused of bribery, denies it", "Holt stands accused of fraud"
	}
	switch t.lemma(v) {
	case "prosecute", "indict", "charge", "accuse", "sue", "arrest":
		switch t.low(v + 1) {
		case "after", "over", "in", "for", "with":
			if t.tag(v)[0] == 'V' && t.tag(v) != "VBG" && t.child(v, "aux", "aux:pass") < 0 && t.low(v+1) != "for" || t.tag(v) == "VBN" && t.child(v, "aux") < 0 {
				return true // "Parents prosecuted after the death of a child"
			}
		}
	}
	return t.tag(v) == "VBN" && t.rel(v) == "advcl" && h > v && t.low(v+1) == "of" && t.child(v, "nsubj") >= 0 && t.child(v, "aux", "aux:pass", "obj") < 0
}

// behindBy returns the head of the noun phrase behind "by" right behind verb v, which
// the tree hangs elsewhere, or -1: "was attacked by Treasury minister Paul Moor".
func (t *tree) behindBy(v int) int {
	if t.low(v+1) != "by" {
		return -1
	}
	h := t.chunkRight(v + 2)
	if h < 0 || t.tag(h) == "VBG" {
		return -1
	}
	return h
}

// behindAt returns the head of the noun phrase behind one of the prepositions right
// behind the words of a cue, or -1: "pointed the finger at fellow judge Samuel Berg".
func (r *run) behindAt(f *found) int {
	k := f.words[len(f.words)-1].hi
	for _, p := range f.targetPreps {
		if r.low(k) == p {
			return r.chunkRight(k + 1)
		}
	}
	return -1
}

// labelBehind reads a label that the tree hangs on the noun before it: "called the
// charges baseless", `described the ruling as "a disgrace"`.
func (r *run) labelBehind(f *found, obj int) bool {
	_, last := r.sent(obj)
	k := obj + 1
	if k >= last {
		return false
	}
	lo := r.phrase(obj).piece.lo
	end := k
	switch {
	case r.low(k) == "as":
		for end = k + 1; end < last && !(r.isComma(end) && r.quote[end] < 0) && r.tag(end) != "CC" && !(r.isVerb(end) && r.finite(end) && r.quote[end] < 0); end++ {
		}
	case r.tag(k) == "JJ" && r.head(k) == obj, r.quote[k] >= 0 && r.quote[obj] < 0:
		for end = k; end < last && (r.quote[end] >= 0 || r.tag(end) == "JJ" || r.tag(end) == "RB"); end++ {
		}
	}
	if end <= k {
		return false
	}
	f.rule = "label"
	f.target = []piece{{lo, k}}
	f.add(piece{lo, end}, min(k+1, end-1))
	return true
}

// isSeason reports whether i names a season.
func (t *tree) isSeason(i int) bool {
	switch t.low(i) {
	case "spring", "summer", "autumn", "fall", "winter":
		return true
	}
	return false
}

// lastName returns the last token of the name that ends right before the auxiliaries
// of verb v, not before token lo; -1 for none.
func (t *tree) lastName(lo, v int) int {
	k := v - 1
	for k >= lo && (t.rel(k) == "aux" || t.rel(k) == "aux:pass" || t.tag(k) == "RB") {
		k--
	}
	if k < lo || t.tag(k) != "NNP" && t.name[k] < 0 {
		return -1
	}
	return k
}
