package parse

// look fills in what stands before and ahead of every word.
func (s *state) look() {
	s.countBefore()
	s.lookAhead()
}

func (s *state) countBefore() {
	var count [3]uint8
	for i := range s.nodes {
		x := &s.nodes[i]
		x.before = count
		switch x.kind {
		case verbKind:
			count[0]++
		case commaKind:
			count[1]++
		case joinKind:
			count[2]++
		}
	}
}

// lookAhead finds the head of the chunk behind every word by a glance at the kinds of
// words: what a preposition or a conjunction brings is decided, where it hangs is not yet.
func (s *state) lookAhead() {
	head, next := int16(-1), otherKind // of the chunk that begins at the word behind, its kind
	for i := s.n - 1; i >= 0; i-- {
		x := &s.nodes[i]
		x.ahead = head
		goesOn := false
		switch x.kind {
		case nounKind:
			goesOn = next == nounKind
		case modifierKind:
			goesOn = next == nounKind || next == modifierKind
		case verbKind:
			goesOn = next == verbKind || next == adverbKind && s.nodes[head].kind == verbKind
		case adverbKind:
			goesOn = next == verbKind || next == adverbKind || next == modifierKind
		case linkKind, joinKind, commaKind:
			goesOn = head >= 0
		}
		if !goesOn {
			head = int16(i)
		}
		next = x.kind
	}
}

// between counts verbs, commas and conjunctions between two words.
func between(a, b *node) uint32 {
	if a == &none || b == &none {
		return 99
	}
	v, c, j := b.before[0]-a.before[0], b.before[1]-a.before[1], b.before[2]-a.before[2]
	return uint32(min(v, 3))<<4 | uint32(min(c, 3))<<2 | uint32(min(j, 3))
}

// alike tells in what two words are alike.
func alike(a, b *node) (bits uint32) {
	if a.t == b.t {
		bits |= 1
	}
	if a.co == b.co {
		bits |= 2
	}
	if a.mi == b.mi {
		bits |= 4
	}
	if a.suf == b.suf {
		bits |= 8
	}
	if a.kind == b.kind {
		bits |= 16
	}
	return bits
}
