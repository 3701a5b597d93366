package attribution

import "hearsay/graph"

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
