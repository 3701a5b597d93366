package attribution

import (
	"slices"

	"hearsay/graph"
)

// onlyVerb reports whether participle v, which the tree hangs on a noun, is the verb of a
// sentence that has no other: "His agent, Paul Berg, denied on Monday that he had left".
func (t *tree) onlyVerb(v int) bool {
	h := t.head(v)
	if h < 0 || h > v || t.head(h) >= 0 || t.tag(v) != "VBN" || t.low(v+1) == "by" || t.low(v+1) == "of" || t.child(v, "aux", "aux:pass") >= 0 {
		return false
	}
	first, last := t.sent(v)
	for i := first; i < last; i++ {
		if i != v && t.tense(i) && t.quote[i] < 0 && (i < t.lo[v] || i >= t.hi[v]) {
			return false
		}
	}
	return t.low(last-1) == "." || t.quote[last-1] >= 0
}

// deniesDoing reports whether token v, which the tree takes for an auxiliary, has a gerund
// behind it that it takes itself: "she denied having seen it".
func (r *run) deniesDoing(v int) bool {
	return r.lemma(v) == "deny" && r.tense(v) && r.tag(v+1) == "VBG"
}

// deniedDoing reads such a denial by order.
func (r *run) deniedDoing(f *found) bool {
	v := f.at
	if r.rel(v) != "aux" || !r.deniesDoing(v) {
		return false
	}
	f.src = r.plainSubject(v)
	if f.src.head < 0 {
		f.src = r.chunkSource(v)
	}
	h := r.head(v)
	f.rule = "gerund"
	f.add(piece{v + 1, max(r.hi[h], v+2)}, h)
	return true
}

// rejectsThat reads by order "rejected that, saying it was late": a pronoun before a comma is
// all that is rejected.
func (r *run) rejectsThat(f *found) bool {
	v := f.at
	_, last := r.sent(v)
	if f.act != graph.ActDeny || f.pos != 'v' || !f.has(fNoun) || v+2 >= last || r.passive(v) {
		return false
	}
	k := f.words[len(f.words)-1].hi
	if w := r.low(k); w != "that" && w != "this" && w != "it" || k+1 >= last || r.low(k+1) != "," && r.low(k+1) != "." && r.low(k+1) != "and" {
		return false
	}
	f.rule = "object"
	f.add(piece{k, k + 1}, k)
	return true
}

// sharesSource gives a verb right behind a conjunction the source of the cue before it where
// the tree gave it what that cue is aimed at: "The chief executive blamed the losses on the
// weather and said the market was slow".
func (r *run) sharesSource(f *found) {
	v := f.at
	k := v - 1
	if first := r.lo0(v); k > first+1 && r.tag(k) == "RB" {
		k--
	} else if k <= first {
		return
	}
	if r.tag(k) != "CC" || r.quote[v] >= 0 || f.src.head < 0 || f.src.head > v || !r.tense(v) && r.tag(v) != "VBN" || r.child(v, "aux", "aux:pass") >= 0 {
		return
	}
	for i := f.src.head - 1; i >= r.lo0(v); i-- {
		g := r.byCue[i]
		if g == nil || g.drop || g.pos != 'v' || g.src.head < 0 || g.src.head >= i || !r.tense(i) && r.tag(i) != "VBN" {
			continue
		}
		switch g.rule {
		case "target", "object", "label":
			for _, p := range append(append([]piece{}, g.target...), g.content...) {
				if p.lo <= f.src.head && f.src.head < p.hi {
					f.src = g.src
					return
				}
			}
		}
		return
	}
}

// rejectsAs reads by order "dismissed as absurd the claim that she fled", "denounced as a
// fraud the vote in May": the object stands behind its label.
func (r *run) rejectsAs(f *found) bool {
	v := f.at
	_, last := r.sent(v)
	if f.pos != 'v' || f.act != graph.ActDeny && f.act != graph.ActCriticize || r.low(v+1) != "as" || r.passive(v) {
		return false
	}
	k, nouns := v+2, 0
	for k < last && (r.isMark(k) && r.low(k) != "," && r.low(k) != "." || r.tag(k) == "RB" || r.tag(k)[0] == 'J' || k == v+2 && r.tag(k) == "DT" || r.isNoun(k) && r.tag(v+2) == "DT" && nouns < 3) {
		if r.isNoun(k) {
			nouns++
		}
		k++
	}
	if k == v+2 || k >= last || r.tag(k) != "DT" && r.tag(k) != "PRP$" && !r.isNoun(k) {
		return false
	}
	h := r.chunkRight(k)
	if h < 0 {
		return false
	}
	end := max(r.hi[h], h+1)
	if f.act == graph.ActDeny {
		f.rule = "object"
		f.add(piece{k, end}, h)
		return true
	}
	f.rule, f.target = "target", []piece{{k, h + 1}}
	f.add(piece{v + 2, k}, k-1)
	return true
}

// innocent reads "maintained her innocence", which denies whatever she is charged with.
func (r *run) innocent(f *found) bool {
	switch f.lemma {
	case "maintain", "protest", "proclaim", "assert", "declare", "profess":
	default:
		return false
	}
	o := r.objectOf(f.at)
	if o < 0 || r.lemma(o) != "innocence" {
		return false
	}
	f.src = r.better(f.at, r.verbSource(f.at, false))
	if f.src.head < 0 {
		return false
	}
	c := *f.cue
	c.act = graph.ActDeny
	f.cue, f.rule = &c, "gerund"
	f.add(piece{r.lo[o], o + 1}, o)
	return true
}

// holds reads "holds the mayor responsible for the fire", which blames him.
func (r *run) holds(v int, lemma string) *found {
	if lemma != "hold" {
		return nil
	}
	_, last := r.sent(v)
	for i := v + 1; i < last && i < v+10 && !r.isComma(i); i++ {
		switch r.low(i) {
		case "responsible", "accountable", "liable":
			c := &cue{lemma: "hold", pos: 'v', act: graph.ActAccuse, frames: fTarget | fOnlyObj, objPreps: []string{"for"}}
			return &found{cue: c, at: v, src: nobody, head: -1, words: []piece{{v, v + 1}, {i, i + 1}}, conf: .8}
		}
	}
	return nil
}

// isThat reads "The accusation against Holt is that he lied".
func (r *run) isThat(f *found) {
	_, last := r.sent(f.at)
	for i := f.at + 1; i+2 < last && i < f.at+12; i++ {
		if r.lemma(i) == "be" && r.tense(i) {
			if r.low(i+1) == "that" && r.hasTense(piece{i + 2, last}) {
				f.add(piece{i + 2, last}, r.top(piece{i + 2, last}))
			}
			return
		}
		if r.isVerb(i) && r.tense(i) || r.isComma(i) {
			return
		}
	}
}

// goesOnAccusing reports whether token v, which the tree takes for an attribute, is a verb
// that goes on from one before it: "attacked the mayor and blamed street crime on greed".
func (r *run) goesOnAccusing(v int) bool {
	first, _ := r.sent(v)
	if v-2 <= first || r.tag(v-1) != "CC" || r.tag(v) != "VBN" && r.tag(v) != "VBD" || !r.chunkNoun(v-2) {
		return false
	}
	switch r.lemma(v) {
	case "blame", "accuse", "criticize", "criticise", "condemn", "denounce", "urge", "deny", "reject", "dismiss", "dispute", "demand", "threaten":
	default:
		return false
	}
	for i := v - 2; i > first; i-- {
		if r.tense(i) {
			return true
		}
		if r.isComma(i) {
			return false
		}
	}
	return false
}

// opensQuote reports whether token i is a mark that opens a quotation, whatever its tag.
func (r *run) opensQuote(i int) bool {
	return r.tag(i) == "``" || r.quote[i] >= 0 && r.Quotes[r.quote[i]].Open == r.Tokens[i].Start
}

// freeClause reads by order "condemned what he called a brazen breach": all of the clause is
// what is condemned, whatever the tree makes of it.
func (r *run) freeClause(f *found) bool {
	v := f.at
	_, last := r.sent(v)
	end, verb := v+2, -1
	for ; end < last; end++ {
		if q := r.quote[end]; q >= 0 && q != r.quote[v] {
			continue
		}
		if r.isMark(end) || r.tag(end) == "CC" && end+1 < last && r.tense(end+1) {
			break
		}
		if verb < 0 && r.tense(end) {
			verb = end
		}
	}
	if verb < 0 {
		return false
	}
	f.rule = "target"
	f.add(piece{v + 1, end}, v+1)
	return true
}

// beforeAdjunct ends a deed before a participle that tells what else comes of it: "of
// poisoning wells, escalating the row", and not before one that is listed.
func (r *run) beforeAdjunct(p piece) int {
	for i := p.lo + 2; i+1 < p.hi; i++ {
		if !r.isComma(i) || r.quote[i] >= 0 || r.tag(i+1) != "VBG" {
			continue
		}
		for k := i + 2; k+1 < p.hi; k++ {
			if r.tag(k) == "CC" && r.tag(k+1) == "VBG" {
				return p.hi
			}
		}
		return i
	}
	return p.hi
}

// objectBehind reads by order the object of verb v that the tree hangs elsewhere, -1 for
// none: "blamed both governments".
func (r *run) objectBehind(v int) int {
	if r.low(v+1) == "both" && r.tag(v+1) == "CC" {
		if h := r.chunkRight(v + 2); h > v && r.low(h+1) != "and" {
			return h
		}
	}
	if h := r.chunkRight(v + 1); h > v && r.quote[v] == r.quote[h] {
		return h
	}
	return -1
}

// behindObject finds the content of f behind its object, by the tree or by order.
func (r *run) behindObject(f *found, obj int) (piece, int) {
	c, k := r.afterPrep(f.at, obj, f.objPreps)
	if k < 0 && slices.Contains(f.objPreps, "as") {
		return r.quotedAs(obj)
	}
	return c, k
}

// quotedAs reads by order the quotation behind "as" behind an object: "slammed the league as
// 'a fox guarding the hens'".
func (r *run) quotedAs(obj int) (piece, int) {
	_, last := r.sent(obj)
	if i := obj + 1; i+2 < last && r.low(i) == "as" && r.quote[i+1] >= 0 && r.quote[i] < 0 {
		a, b := r.quoteTokens(r.quote[i+1])
		if p := r.trim(piece{a, min(b, last)}); !p.empty() {
			return p, r.top(p)
		}
	}
	return piece{}, -1
}

// auxiliary returns the form of "be" that a phrase parts from participle v, which the tree
// hangs on that phrase, -1 for none: "was in turn attacked".
func (r *run) auxiliary(v int) int {
	h := r.head(v)
	if r.rel(v) != "acl" || h < 0 || h != v-1 || r.prep(h) == "" {
		return -1
	}
	if b := r.lo[h] - 1; b >= r.lo0(v) && r.lemma(b) == "be" && r.tense(b) {
		return b
	}
	return -1
}

// behindFronted returns the subject of passive v that stands behind the comma of a phrase
// that opens the sentence, where the tree took a noun of that phrase for it: "In addition to
// meddling in the vote, a group was accused".
func (r *run) behindFronted(v, subj int) source {
	first, _ := r.sent(v)
	if subj < 0 || r.tag(first) != "IN" || r.quote[v] >= 0 {
		return nobody
	}
	c := subj + 1
	for c < v && !r.isComma(c) {
		c++
	}
	h := -1
	if c+1 < v {
		h = r.chunkRight(c + 1)
	}
	if h < 0 || h >= v || r.tag(c+1) != "DT" && r.tag(c + 1)[0] != 'N' {
		return nobody
	}
	hi := v
	for hi > h+1 && (r.rel(hi-1) == "aux" || r.rel(hi-1) == "aux:pass" || r.tag(hi-1) == "RB") {
		hi--
	}
	for i := c + 1; i < hi; i++ {
		if r.isComma(i) {
			return nobody
		}
	}
	return source{head: h, piece: piece{c + 1, hi}, ante: -1}
}

// objectOfDeed ends at the next mark a deed whose object at i the tagger takes for a verb: "of
// feeding lies to the press".
func (r *run) objectOfDeed(i int) int {
	_, last := r.sent(i - 1)
	if i >= last || r.tag(i) != "VBZ" && r.tag(i) != "VBP" && r.tag(i) != "VB" {
		return i
	}
	for i++; i < last && !r.isMark(i) && !r.tense(i) && r.tag(i) != "MD" && r.tag(i) != "CC"; i++ {
	}
	return i
}
