package link

import (
	"slices"
	"strings"
)

// turnReach is how many sentences back a denial in one's own words looks for what was
// told of its source: "He sold our fish", she said. "I did not sell a single fish," he said.
const turnReach = 3

// denialTurn links a denial in its source's own words, of which no rule knows what it
// answers, to what another told of that source right before: a charge that aims at it,
// else a statement of which it is the subject.
func (l *linker) denialTurn(i int, against []int) {
	it := &l.items[i]
	if len(it.claim.SourceIDs) == 0 || !l.quoted(i) && !l.pointsBack(i) || len(it.topic) > 0 && !l.deictic(i) {
		return
	}
	for n := len(against) - 1; n >= 0; n-- {
		if x := &l.items[against[n]]; l.charge(against[n]) && it.sent-x.sent <= nearBy {
			l.denied(i, against[n], 0.5, "denial-turn")
			l.denySame(i)
			return
		}
	}
	reach := turnReach
	if l.saysNo(i) {
		reach = 1
	}
	k := l.toldBefore(i, reach, nil)
	if k < 0 && (l.saysNo(i) || len(it.topic) == 0 && slices.ContainsFunc(it.tokens, l.pronoun)) {
		k = l.spokenBefore(i)
	}
	if k >= 0 {
		l.denied(i, k, 0.4, "denial-turn")
		l.denySame(i)
	}
}

// denialBeside links a denial within an utterance to what that utterance reports right
// before of another: "He said the ship was sound. That was a lie." It reports whether
// there is such a thing.
func (l *linker) denialBeside(i int) bool {
	it, p := &l.items[i], l.d.Reports[i].Parent
	if p < 0 || !l.quoted(i) || len(it.topic) > 0 {
		return false
	}
	best := -1
	for _, k := range l.inner[p] {
		x := &l.items[k]
		if k == i || x.skip || starts(x) >= starts(it) || !l.accuses(k) || len(x.claim.SourceIDs) == 0 || shares(x.claim.SourceIDs, it.claim.SourceIDs) {
			continue
		}
		if best < 0 || starts(x) >= starts(&l.items[best]) {
			best = k
		}
	}
	if best < 0 {
		return false
	}
	l.denied(i, best, 0.6, "denial-beside")
	return true
}

// deniedNext extends a denial without words of its own to what the accuser whom it
// answers said next of the one it stands for: "Moor accused Lund of theft. She said
// Lund had sold her boat. Lund called it a lie."
func (l *linker) deniedNext(i int) {
	it := &l.items[i]
	if len(it.topic) > 0 && !l.pointsBack(i) {
		return
	}
	for _, k := range slices.Clone(l.d.Reports[i].Denied) {
		x := &l.items[k]
		if it.sent-x.sent > turnReach || len(x.claim.SourceIDs) == 0 {
			continue
		}
		if j := l.toldBefore(i, it.sent-x.sent, x.claim.SourceIDs); j >= 0 && l.items[j].pos > x.pos {
			l.denied(i, j, 0.4, "denial-next")
		}
	}
}

// toldBefore returns the last report before denial i, at most reach sentences back, that
// states something of which one whom the denier stands for is the subject; by one of the
// sources where some are given. It returns -1 where there is none.
func (l *linker) toldBefore(i, reach int, sources []string) int {
	it, sides, best := &l.items[i], l.sides(i), -1
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		if k == i || x.skip || x.pos >= it.pos || it.sent-x.sent > reach || it.sent < x.sent || l.nested(i, k) || !l.accuses(k) ||
			len(x.claim.SourceIDs) == 0 || shares(x.claim.SourceIDs, sides) || overlaps(it.attr.Content, x.attr.Content) {
			continue
		}
		if sources != nil && !shares(x.claim.SourceIDs, sources) || !l.tellsOf(k, sides) {
			continue
		}
		if best < 0 || starts(x) >= starts(&l.items[best]) {
			best = k
		}
	}
	return best
}

// spokenBefore returns what another said in the sentence before denial i, of the denier
// unless the denial says no more than that it is not so; -1 for nothing.
func (l *linker) spokenBefore(i int) int {
	it, sides, no, best := &l.items[i], l.sides(i), l.saysNo(i), -1
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		if k == i || x.skip || x.pos >= it.pos || it.sent-x.sent > 1 || l.nested(i, k) || !l.accuses(k) || len(x.claim.SourceIDs) == 0 ||
			shares(x.claim.SourceIDs, sides) || overlaps(it.attr.Content, x.attr.Content) || !no && !l.speaksOf(k, sides) {
			continue
		}
		if best < 0 || starts(x) >= starts(&l.items[best]) {
			best = k
		}
	}
	return best
}

// saysNo reports whether denial i only says that what was said is not so: "that was not the
// case".
func (l *linker) saysNo(i int) bool {
	if it := &l.items[i]; l.d.Reports[i].Implicit && len(it.topic) == 0 && slices.ContainsFunc(it.tokens, func(t int) bool { return noGround[family(l.low(t))] }) {
		return true
	}
	for _, t := range l.items[i].tokens {
		switch {
		case strings.HasPrefix(l.d.Tokens[t].Rel, "nsubj"):
			return l.pronoun(t) && len(l.items[i].tokens) <= 7
		case l.d.Tokens[t].Rel != "mark":
			return false
		}
	}
	return false
}

// deictic reports whether denial i, though it has words of its own, points to what was
// said: "there was no such order", "I did not sign it".
func (l *linker) deictic(i int) bool {
	return l.saysNo(i) || slices.ContainsFunc(l.items[i].tokens, func(t int) bool {
		switch l.low(t) {
		case "such", "her", "him", "them":
			return true
		}
		return l.pronoun(t) && l.d.Tokens[t].Rel == "obj"
	})
}

// tellsOf reports whether one of the entities, or somebody of theirs ("a deputy of
// Moor"), is the subject of a deed that report k tells as done.
func (l *linker) tellsOf(k int, sides []string) bool {
	for _, t := range l.items[k].tokens {
		if !strings.HasPrefix(l.d.Tokens[t].Rel, "nsubj") {
			continue
		}
		verb := l.d.Tokens[t].Head
		if verb < 0 || !slices.Contains(l.items[k].tokens, verb) || !l.past(verb) {
			continue
		}
		if n := l.d.ChainAt(t); n >= 0 && slices.Contains(sides, l.idOf(n)) {
			return true
		}
		for _, c := range l.kids[t] { // a deputy of Moor, Moor's deputy
			if rel := l.d.Tokens[c].Rel; rel != "nmod" && rel != "nmod:poss" && rel != "appos" {
				continue
			}
			if n := l.d.ChainAt(c); n >= 0 && slices.Contains(sides, l.idOf(n)) {
				return true
			}
		}
	}
	return false
}

// past reports whether the verb at token i tells of something done: "sold", "had sold".
func (l *linker) past(i int) bool {
	switch tag := l.d.Tokens[i].Tag; tag {
	case "VBD":
		return true
	case "VBN", "VBG":
		return slices.ContainsFunc(l.kids[i], func(k int) bool {
			return k < i && strings.HasPrefix(l.d.Tokens[k].Rel, "aux") && l.d.Tokens[k].Tag != "MD"
		})
	}
	return false
}

// elsewhere reports whether report k is a charge that aims at others than those whom
// a denier stands for, where denial i names another matter of which it is not a party:
// "Nobody hid anything".
func (l *linker) elsewhere(i, k int, sides []string) bool {
	it, x := &l.items[i], &l.items[k]
	if len(it.topic) == 0 || len(x.claim.TargetIDs) == 0 || shares(x.claim.TargetIDs, sides) || overlap(x.topic, it.topic) > 0 {
		return false
	}
	return !slices.ContainsFunc(it.tokens, func(t int) bool {
		return firstPerson[l.low(t)] || chargeNouns[l.d.Tokens[t].Lemma] && strings.HasPrefix(l.d.Tokens[t].Tag, "NN")
	})
}

// speaksOf reports whether the content of report k speaks of one of the entities.
func (l *linker) speaksOf(k int, ids []string) bool {
	return slices.ContainsFunc(l.items[k].tokens, func(i int) bool {
		n := l.d.ChainAt(i)
		return n >= 0 && slices.Contains(ids, l.idOf(n))
	})
}

// pronoun reports whether token i is a word for what was said before.
func (l *linker) pronoun(i int) bool {
	switch l.low(i) {
	case "it", "that", "this", "them":
		return l.d.Tokens[i].Tag == "PRP" || l.d.Tokens[i].Tag == "DT" || i+1 < len(l.d.Tokens) && l.low(i+1) == "," // rejected that, saying
	}
	return false
}

// labelsThat reports whether it is a pronoun that is denied by a label: "dismissed it as
// gossip", "called that pure invention".
func (l *linker) labelsThat(i int) bool {
	toks := l.items[i].tokens
	return l.d.Reports[i].Rule == "label" && len(toks) > 1 && (l.pronoun(toks[0]) || l.low(toks[0]) == "that" && l.low(toks[1]) == "as")
}

// nobodys reports whether denial i answers so far only charges of which neither maker nor
// target is known: "all accusations of sabotage".
func (l *linker) nobodys(i int) bool {
	return !slices.ContainsFunc(l.d.Reports[i].Denied, func(k int) bool {
		return len(l.items[k].claim.SourceIDs)+len(l.items[k].claim.TargetIDs) > 0
	})
}

// sameMatter reports whether half of what denial i is about, names apart, is what report
// k is about.
func (l *linker) sameMatter(i, k int) bool {
	n := 0
	for _, w := range l.items[i].topic {
		if slices.Contains(l.items[k].topic, w) && !slices.ContainsFunc(l.nameTerms, func(name string) bool { return family(name) == w }) {
			n++
		}
	}
	return n > 0 && 2*n >= len(l.items[i].topic)
}
