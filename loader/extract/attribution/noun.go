package attribution

import (
	"slices"

	"hearsay/graph"
)

// nounCue reads token i as a noun that reports: accusations, denial.
func (r *run) nounCue(i int) *found {
	if rel := r.rel(i); rel == "compound" || rel == "flat" || r.tag(i)[0] == 'N' && len(r.tag(i)) > 3 && r.tag(i)[:3] == "NNP" {
		return nil
	}
	return r.lookup('n', r.lemma(i), i)
}

// fillNoun reads "Norway's accusations that ...", "denials of wrongdoing by the club",
// "her call for a vote".
func (r *run) fillNoun(f *found) {
	f.modality, f.polarity = graph.Asserted, graph.Positive
	n := f.at
	if len(f.quotes) > 0 {
		f.src = r.nounSource(n)
		r.fillQuoted(f)
		f.rule = "noun-quotation"
		return
	}
	if r.negated(n) || f.lemma == "charge" && r.low(n-1) == "in" { // in charge of
		f.drop = true
		return
	}
	if r.faced(f) {
		return
	}
	if f.lemma == "trial" || f.lemma == "backlash" || f.lemma == "pushback" || f.lemma == "fire" { // only what somebody faces
		f.drop = true
		return
	}
	f.src = r.nounSource(n)
	f.conf = .6
	if f.src.head < 0 && !r.weighty(f) {
		f.drop = true
		return
	}
	switch {
	case f.has(fClause) && r.nounClause(f):
	case f.has(fInf) && r.nounInfinitive(f):
	case r.nounPrep(f):
	case r.hurled(f):
	default:
		f.drop = true
	}
	if !f.drop && len(f.content) == 0 {
		r.isThat(f)
	}
	if !f.drop {
		r.aimed(f)
		r.held(f)
	}
	if h := r.head(n); !f.drop && h >= 0 && r.rel(n) == "obj" && r.isVerb(h) && r.supports(h) && r.byCue[h] != nil {
		r.byCue[h].drop = true // "made the claim" is one report
	}
}

// faced reads what somebody has to bear: "faces charges of fraud", "has drawn criticism
// from teachers for the cuts", "stands trial for arson". Its subject is the target.
func (r *run) faced(f *found) bool {
	n := f.at
	h := r.head(n)
	under := h >= 0 && r.rel(n) == "obl" && r.prep(n) == "under" && r.lemma(h) == "come" // came under fire from clubs
	if (h < 0 || r.child(n, "cop") >= 0) && r.low(n-1) == "under" {                      // "is under fire from his party for the tax"
		return r.underFire(f)
	}
	if h < 0 || f.act != graph.ActAccuse && f.act != graph.ActCriticize && f.act != graph.ActDemand || r.rel(n) != "obj" && !under || !r.isVerb(h) || r.passive(h) {
		return false
	}
	switch f.lemma {
	case "anger", "fury", "dismay", "indignation": // "the ruling drew anger" blames nobody yet
		return false
	}
	switch r.lemma(h) {
	case "face", "undergo", "stand", "draw", "attract", "receive":
		if f.act == graph.ActDemand && r.lemma(h) != "face" {
			return false
		}
	case "come":
		if !under {
			return false
		}
	default:
		return false
	}
	s := r.verbSource(h, false)
	if s.head < 0 || r.negated(h) {
		return false
	}
	f.rule, f.conf, f.target = "noun-faced", .6, []piece{s.piece}
	for _, k := range slices.Concat(r.children(n), r.children(h)) {
		if k <= n || r.isTime(k) {
			continue
		}
		switch p := r.prep(k); p {
		case "by", "from":
			if r.isActor(k) && f.src.head < 0 {
				r.blamer(f, k, f.has(fClause))
			}
		case "of", "for", "over", "about":
			if len(f.content) == 0 {
				f.add(r.behind(k, p), k)
			}
		}
	}
	if len(f.content) == 0 && (f.has(fClause) && r.nounClause(f) || f.act == graph.ActDemand && r.nounInfinitive(f)) {
		f.rule = "noun-faced"
	}
	if b := r.byCue[h]; b != nil {
		b.drop = true
	}
	return true
}

// blamer takes the phrase of k for the source, and what it blames for, behind a preposition or,
// where the noun has a clause, "that", out of it: "from clubs for the cuts".
func (r *run) blamer(f *found, k int, clause bool) {
	f.src = r.phrase(k)
	for i := k + 1; i+1 < f.src.piece.hi; i++ {
		if w := r.low(i); w == "for" || w == "over" || w == "that" && clause {
			f.add(piece{i + 1, f.src.piece.hi}, f.src.piece.hi-1)
			f.src.piece.hi = i
		}
	}
}

// weighty reports whether the noun is worth a report though nobody is named.
func (r *run) weighty(f *found) bool {
	return f.act == graph.ActAccuse || f.act == graph.ActDeny
}

// nounClause reads the that-clause of a noun.
func (r *run) nounClause(f *found) bool {
	for _, k := range r.children(f.at) {
		if k > f.at && (r.rel(k) == "acl" || r.rel(k) == "ccomp" || r.rel(k) == "acl:relcl") {
			if m := r.child(k, "mark", "nsubj", "obj"); m >= 0 && m < k {
				if lo := r.lo[k]; r.low(lo) == "that" && r.rel(lo) == "mark" {
					if r.lacking(k) {
						return false
					}
					f.rule = "noun-clause"
					f.add(piece{lo + 1, r.nextVerb(lo+1, r.hi[k])}, k)
					return true
				}
			}
		}
	}
	_, last := r.sent(f.at)
	for i := f.at + 1; i+2 < last && i < f.at+7; i++ {
		if r.low(i) == "that" && r.rel(i) != "nsubj" && r.rel(i) != "nsubj:pass" && r.rel(i) != "det" {
			h := r.head(i)
			if h > i+1 && r.finite(h) && !r.lacking(h) { // whatever the tree makes of "that"
				f.rule = "noun-clause"
				f.add(piece{i + 1, r.nextVerb(i+1, r.hi[h])}, h)
				return true
			}
			return false
		}
		if i > f.at+1 && r.isVerb(i) || i == f.at+1 && r.tag(i) != "IN" || r.isMark(i) { // accusations from Norway that
			return false
		}
	}
	return false
}

// lacking reports whether verb k of reporting has no object of its own, so that "that" before
// it takes up the noun: "a charge that the board rejected", "an accusation that Reed described
// as cheap" tell what the other side says, not what the charge is.
func (r *run) lacking(k int) bool {
	g := r.byCue[k]
	if g == nil || g.pos != 'v' || g.act != graph.ActDeny && !g.has(fSmall) || r.passive(k) || r.objectOf(k) >= 0 {
		return false
	}
	return r.child(k, "ccomp") < k && !r.toInf(k+1)
}

// nextVerb ends a clause [lo, hi) before a second finite verb that nothing parts from
// the first: "claims that the dam had burst were false"; and, where the noun opens the
// sentence behind a preposition, before the main clause: "Amid claims that the dam had
// burst, people fled".
func (r *run) nextVerb(lo, hi int) int {
	first, _ := r.sent(lo)
	fronted := r.tag(first) == "IN"
	seen, comma := false, -1
	for i := lo; i < hi; i++ {
		switch g := r.tag(i); {
		case r.quote[i] >= 0 && r.quote[i] != r.quote[lo]:
			continue
		case r.low(i) == ",":
			if seen && fronted {
				comma = i
			} else {
				seen = false
			}
		case g == "CC" || g[0] == 'W' || r.low(i) == "that" || r.rel(i) == "mark" && g == "IN":
			seen = false
		case g == "VBD" || g == "VBZ" || g == "VBP" || g == "MD":
			if seen && comma >= 0 {
				return comma
			}
			if seen {
				return i
			}
			seen = true
		}
	}
	return hi
}

func (r *run) nounInfinitive(f *found) bool {
	for _, k := range r.children(f.at) {
		if k > f.at && r.toInf(k) && (r.rel(k) == "acl" || r.rel(k) == "xcomp" || r.rel(k) == "advcl") {
			f.rule = "noun-infinitive"
			f.add(piece{r.toAt(k), r.hi[k]}, k)
			return true
		}
	}
	return false
}

func (r *run) nounPrep(f *found) bool {
	hit := false
	kids := r.children(f.at)
	if h := r.head(f.at); h >= 0 && r.rel(f.at) == "obj" && r.isVerb(h) && r.supports(h) { // expressed outrage over
		kids = slices.Concat(kids, r.children(h))
	}
	for _, k := range kids {
		if k <= f.at {
			continue
		}
		p := r.prep(k)
		switch {
		case p == "" || r.isComma(r.lo[k]):
		case slices.Contains(f.targetPreps, p):
			f.target = []piece{r.phrase(k).piece}
			f.rule = "noun-target"
			hit = true
		case slices.Contains(f.preps, p) && len(f.content) == 0:
			if k == f.src.head {
				continue
			}
			f.add(r.behind(k, p), k)
			if f.act == graph.ActDemand && p == "for" && f.content[0].hi < len(r.Tokens) && r.low(f.content[0].hi) == "to" { // "her call for him to step down"
				if v := r.head(f.content[0].hi); v > k && r.toInf(v) {
					f.target = []piece{f.content[0]}
					f.content[0].hi, f.head = r.hi[v], v
				}
			}
			if own := r.owner(k); own.head >= 0 && f.act == graph.ActCriticize {
				f.target = []piece{own.piece}
			}
			f.rule = "noun-preposition"
			hit = true
			if f.act == graph.ActAccuse {
				r.at(f, k)
			}
		}
	}
	return hit
}

// at finds where the wrong of an allegation was done, or by whom: "allegations of fraud at
// Aldon University", "of abuse by guards".
func (r *run) at(f *found, k int) {
	if len(f.target) > 0 {
		return
	}
	for _, h := range []int{k, f.at} {
		for _, o := range r.children(h) {
			if p := r.prep(o); o > k && (p == "at" || p == "by" || p == "within" || p == "against") && r.isActor(o) && !r.isTime(o) {
				f.target = []piece{r.phrase(o).piece}
				if last := &f.content[len(f.content)-1]; p != "against" && last.hi < r.hi[o] && r.lo[o] <= last.hi {
					last.hi = r.hi[o]
				}
				return
			}
		}
	}
}

// nounSource finds whose words a noun names: possessor, by-phrase, a name before it,
// or the subject of the verb it is object of ("she made an accusation").
func (r *run) nounSource(n int) source {
	if k := r.child(n, "nmod:poss"); k >= 0 {
		return r.possessor(k)
	}
	for _, k := range r.children(n) {
		if p := r.prep(k); k > n && (p == "by" || p == "from" || p == "among") && r.isNominal(k) {
			return r.phrase(k)
		}
	}
	if r.low(n+1) == "by" { // "accusations by two clubs that": the tree may hang it on the verb
		if k := r.chunkRight(n + 2); k >= 0 && r.isActor(k) {
			return source{head: k, piece: piece{n + 2, k + 1}, ante: -1}
		}
	}
	for _, k := range r.children(n) { // Kremlin accusations
		if k < n && (r.rel(k) == "compound" || r.rel(k) == "amod" || r.rel(k) == "nmod") && (r.name[k] >= 0 || r.tag(k) == "NNP" || r.demonym(k)) {
			return r.phrase(k)
		}
	}
	switch r.lemma(n) {
	case "claim", "accusation", "allegation", "denial": // opposition claims, not bank charges
		for _, k := range r.children(n) {
			if k == n-1 && r.rel(k) == "compound" && r.isActor(k) {
				return r.phrase(k)
			}
		}
	}
	h := r.head(n)
	if h < 0 || !r.isVerb(h) {
		return nobody
	}
	switch r.rel(n) {
	case "obj":
		if r.passive(h) {
			return nobody
		}
		if r.supports(h) {
			return r.verbSource(h, false)
		}
	case "nsubj:pass":
		if a := r.agent(h); a >= 0 && r.supports(h) {
			return r.phrase(a)
		}
	case "obl":
		if r.supports(h) && !r.passive(h) {
			return r.verbSource(h, false)
		}
	}
	return nobody
}

// possessor is the phrase of k without its 's.
func (r *run) possessor(k int) source {
	s := r.phrase(k)
	for s.piece.hi-1 > k && r.tag(s.piece.hi-1) == "POS" {
		s.piece.hi--
	}
	return s
}

// demonym reports whether the adjective i is written like a nation's: "Norwegian claims".
func (r *run) demonym(i int) bool {
	if r.tag(i) != "JJ" || !upper(r.Form(i)) {
		return false
	}
	if i > r.lo0(i) || r.lex == nil {
		return true
	}
	_, known := r.lex.Get(r.low(i))
	return !known
}

// supports reports whether verb h only carries its noun: made a claim, issued a denial.
func (r *run) supports(h int) bool {
	switch r.lemma(h) {
	case "make", "issue", "give", "have", "voice", "express", "raise", "offer", "deliver", "level", "lodge",
		"file", "release", "repeat", "renew", "launch", "put", "send", "share", "hold", "announce", "reiterate",
		"lay", "place", "pin", "shift", "press", "heap", "hurl", "direct", "aim", "cast", "signal", "show", "state", "publish", "drop", "withdraw", "retract", "bring", "throw", "feel", "get", "add", "declare":
		return true
	}
	return false
}
