package attribution

import (
	"slices"

	"hearsay/graph"
)

// aimed finds by order at whom a noun is aimed, where the tree hangs that on another word:
// "levelled accusations of vote buying against the governor", "laid the blame for the riots
// squarely on the police", "pressed charges against a passenger for hitting a steward".
func (r *run) aimed(f *found) {
	preps := f.targetPreps
	if f.act == graph.ActAccuse && f.rule == "noun-preposition" && r.levels(r.head(f.at)) {
		preps = append(slices.Clone(preps), "at")
	}
	if f.rule == "noun-target" && len(f.target) == 1 && len(f.content) == 0 && f.act == graph.ActAccuse {
		r.whatFor(f)
	}
	if len(f.target) > 0 || len(preps) == 0 || f.rule != "noun-preposition" {
		return
	}
	lo, hi := f.at+1, r.hi[f.at]
	if len(f.content) == 1 {
		lo, hi = f.content[0].lo, max(f.content[0].hi, hi)
	}
	_, last := r.sent(f.at)
	for i := lo + 1; i+1 < last && i <= hi; i++ {
		if !slices.Contains(preps, r.low(i)) || r.isTime(i+1) {
			continue
		}
		h := r.chunkRight(i + 1)
		if h < 0 || r.isTime(h) || f.lemma != "blame" && !r.isActor(h) && !(r.low(i) == "at" && r.lemma(r.head(f.at)) != "make") {
			continue
		}
		f.target = []piece{{i + 1, h + 1}}
		f.rule = "noun-target"
		if len(f.content) == 1 && f.content[0].lo < i {
			c := &f.content[0]
			c.hi = min(c.hi, i)
			for c.hi-1 > c.lo && r.tag(c.hi-1) == "RB" {
				c.hi--
			}
		}
		return
	}
}

// hurled reads "hurled accusations at the judge": nothing tells of what.
func (r *run) hurled(f *found) bool {
	h := r.head(f.at)
	if f.act != graph.ActAccuse || f.src.head < 0 || !r.levels(h) || r.low(f.at+1) != "at" && r.low(f.at+1) != "against" {
		return false
	}
	k := r.chunkRight(f.at + 2)
	if k < 0 || !r.isActor(k) {
		return false
	}
	f.rule, f.target = "noun-target", []piece{{f.at + 2, k + 1}}
	return true
}

// levels reports whether h is a verb with which accusations are thrown at somebody.
func (r *run) levels(h int) bool {
	if h < 0 {
		return false
	}
	switch r.lemma(h) {
	case "level", "hurl", "throw", "direct", "aim", "make", "fling":
		return true
	}
	return false
}

// whatFor reads the deed behind the target of a charge.
func (r *run) whatFor(f *found) {
	_, last := r.sent(f.at)
	for i := f.target[0].lo + 1; i+1 < last && i <= f.target[0].hi; i++ {
		if p := r.low(i); p != "for" && p != "over" && p != "of" || r.tag(i+1) != "VBG" {
			continue
		}
		f.add(piece{i + 1, r.fuller(i+1, max(r.hi[i+1], i+2))}, i+1)
		f.target[0].hi = i
		return
	}
}

// held reads for what somebody is held: "was arrested on suspicion of arson", "jailed on
// charges of fraud".
func (r *run) held(f *found) {
	if f.act != graph.ActAccuse || len(f.target) > 0 || r.prep(f.at) != "on" {
		return
	}
	h := r.head(f.at)
	if h < 0 || !r.isVerb(h) || !r.passive(h) && !(r.tag(h) == "VBN" && r.rel(h) == "acl") {
		return
	}
	if s := r.child(h, "nsubj:pass", "nsubj"); s >= 0 && r.isNominal(s) && s < h {
		f.target = []piece{r.trim(r.subjectPhrase(h, s).piece)}
	} else if g := r.head(h); s < 0 && r.rel(h) == "acl" && g >= 0 && g < h { // "a man arrested on suspicion of arson"
		p := r.phrase(g).piece
		p.hi = min(p.hi, r.lo[h])
		f.target = []piece{p}
	}
}

// underFire reads "the chancellor is under fire from his own party for the tax rise".
func (r *run) underFire(f *found) bool {
	if f.act != graph.ActCriticize {
		return false
	}
	s := r.child(f.at, "nsubj")
	if s < 0 || r.negated(f.at) {
		return false
	}
	f.rule, f.conf, f.target = "noun-faced", .6, []piece{r.trim(r.subjectPhrase(f.at, s).piece)}
	for _, k := range r.children(f.at) {
		switch p := r.prep(k); {
		case k < f.at || r.isTime(k):
		case (p == "from" || p == "by") && f.src.head < 0:
			r.blamer(f, k, false)
		case (p == "for" || p == "over") && len(f.content) == 0:
			f.add(r.behind(k, p), k)
		}
	}
	return true
}
