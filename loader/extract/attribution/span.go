package attribution

// after takes the source that stands behind an inverted verb v, with its head h: the
// chunk, and titles and descriptions that the parser hung elsewhere.
func (t *tree) after(v, h int) source {
	s := t.phrase(h)
	s.piece.lo = min(s.piece.lo, v+1)
	s.piece.hi = max(s.piece.hi, t.chunkEnd(v+1))
	_, last := t.sent(v)
	s.piece.hi = t.description(t.closeBracket(s.piece.hi, last), last)
	return s
}

// behindCue is the noun phrase behind a verb that has a quotation and nobody before it:
// "Said Berg, “We lost.”", "“We lost,” said acting mayor Ann Berg."
func (t *tree) behindCue(v int) source {
	_, last := t.sent(v)
	if v+1 >= last || t.tag(v) == "VBG" || !t.chunkTag(v+1) || t.isTime(v+1) {
		return nobody
	}
	h := -1
	i := v + 1
	for ; i < last && i < v+10 && (t.chunkTag(i) || t.tag(i) == "VBG" || t.low(i) == "of" || t.titleDot(i)) && t.tag(i) != "WP"; i++ {
		if t.chunkNoun(i) {
			h = i
		}
	}
	if h < 0 || i < last && !t.isMark(i) && t.tag(i)[0] != 'W' && t.tag(i) != "IN" {
		return nobody
	}
	return source{head: h, piece: piece{v + 1, t.closeBracket(h+1, last)}, ante: -1}
}

// chunkEnd returns the end of the noun chunk that starts at i.
func (t *tree) chunkEnd(i int) int {
	_, last := t.sent(i)
	h := i
	for ; i < last && (t.chunkTag(i) || t.titleDot(i)) && t.tag(i) != "WP"; i++ {
		if t.chunkNoun(i) {
			h = i + 1
		}
	}
	return h
}

// titleDot reports whether i is the stop of a short title that the tokenizer cut off:
// "Del. Ann Lee".
func (t *tree) titleDot(i int) bool {
	_, last := t.sent(i)
	return t.low(i) == "." && i > 0 && i+1 < last && t.tag(i+1) == "NNP" && upper(t.Form(i-1)) && len(t.Form(i-1)) <= 4
}

// closeBracket returns the end of the bracket that opens at hi or is open there:
// "Sen. Ann Lee (D-Ohio)".
func (t *tree) closeBracket(hi, last int) int {
	open := hi < last && t.low(hi) == "("
	for i := hi - 1; i >= 0 && i > hi-8 && !open; i-- {
		if t.low(i) == ")" {
			return hi
		}
		open = t.low(i) == "("
	}
	for i := hi; open && i < last && i < hi+8; i++ {
		if t.low(i) == ")" {
			return i + 1
		}
	}
	return hi
}

// description takes to a source at the end of a sentence what describes it: ", head of
// policy at the institute". It stops where anything else begins.
func (t *tree) description(hi, last int) int {
	end, apart := hi, false
	for i := hi; i < last; i++ {
		apart = apart || t.low(i) == ","
		switch {
		case t.isTime(i) || t.quote[i] >= 0:
			return hi
		case t.chunkNoun(i) || t.low(i) == ")":
			end = i + 1
		case t.low(i) == "," && i > hi && t.tag(i + 1)[0] == 'W':
			return end
		case t.chunkTag(i), t.low(i) == ",", t.low(i) == "of", t.low(i) == "for", t.low(i) == "at", t.tag(i) == "IN" && apart && !t.adverbial(i), t.low(i) == "and", t.low(i) == "(", t.titleDot(i), t.tag(i) == "VBG" && i > hi && !t.isComma(i-1):
		case t.isMark(i) && i == last-1:
			return end
		default:
			return hi
		}
	}
	return end
}

// outOfBracket goes from a head inside brackets, or a party and state behind a comma, to
// the name before: "Sen. Ann Lee (D-Ohio) said", "Ann Lee, R-Ohio, said".
func (t *tree) outOfBracket(s source) source {
	if s.head < 0 {
		return s
	}
	first, last := t.sent(s.head)
	for i := s.piece.lo; i >= first && i > s.piece.lo-8; i-- {
		if t.low(i) == ")" {
			break
		}
		if t.low(i) == "(" && i > first && i < s.head && t.chunkNoun(i-1) {
			n := t.nounPhraseBefore(i)
			n.piece.hi = t.closeBracket(i, last)
			return n
		}
	}
	if w := t.Form(s.piece.lo); (w == "R" || w == "D" || w == "I") && s.piece.lo > first+1 && s.piece.lo+1 < last &&
		t.low(s.piece.lo+1) == "-" && t.low(s.piece.lo-1) == "," && t.chunkNoun(s.piece.lo-2) {
		return t.nounPhraseBefore(s.piece.lo - 1)
	}
	s.piece.hi = t.closeBracket(s.piece.hi, last)
	return s
}
