package attribution

import "hearsay/graph"

// fillPassive reads "was accused by police of theft", "it was reported that",
// "the claims were rejected", "is expected to win".
func (r *run) fillPassive(f *found) {
	v := f.at
	f.hasSrc = true
	if f.lemma == "suppose" { // is supposed to pay: an order, not a thought
		f.drop = true
		return
	}
	if a := r.agent(v); a >= 0 {
		f.src = r.phrase(a)
	} else if f.lemma == "call" && r.child(v, "aux", "aux:pass") < 0 { // "a group called Open Harbour": its name
		f.drop = true
		return
	}
	subj := r.child(v, "nsubj:pass", "nsubj")
	if subj >= 0 && (!r.isNominal(subj) || r.child(subj, "case") >= 0) {
		subj = -1
	}
	var sp piece
	if s := r.nounBefore(v); s.head >= 0 {
		subj, sp = s.head, s.piece
	} else if subj >= 0 {
		s := r.subjectPhrase(v, subj)
		if s.ante >= 0 { // "a ship that was seized": what the pronoun stands for
			s = r.phrase(s.ante)
			s.piece.hi = min(s.piece.hi, subj)
		}
		sp = r.trim(s.piece)
		if p := r.plainSubject(v); p.head >= 0 && r.commaBetween(subj, p.head) { // a noun of another phrase
			subj, sp = p.head, p.piece
		}
	} else if b := r.auxiliary(v); b >= 0 { // "was in turn attacked"
		if s := r.plainSubject(b); s.head >= 0 {
			subj, sp = s.head, s.piece
		}
	} else if r.rel(v) == "acl" && r.head(v) >= 0 {
		subj = r.head(v)
		sp = r.phrase(subj).piece
		sp.hi = min(sp.hi, r.lo[v])
	} else if s := r.subject2(v); s.head >= 0 {
		subj, sp = s.head, s.piece
	} else if s := r.across(v); s.head >= 0 {
		subj, sp = s.head, s.piece
	} else if r.child(v, "aux:pass") >= 0 {
		if s := r.chunkSource(v); s.head >= 0 {
			subj, sp = s.head, s.piece
		}
	}
	if subj >= 0 && r.isTime(subj) || subj >= 0 && subj+1 < v && (r.name[subj+1] >= 0 || r.tag(subj+1) == "NNP") && r.isSeason(subj) { // "since last summer Norway had been accused"
		if k := r.lastName(subj+1, v); k >= 0 {
			subj, sp = k, piece{subj + 1, k + 1}
		}
	}
	if s := r.behindFronted(v, subj); s.head >= 0 {
		subj, sp = s.head, s.piece
	}
	f.rule = "passive"
	switch {
	case f.has(fTarget) && len(f.objPreps) > 0:
		c, k := r.afterPrep(v, max(f.src.head, -1), f.objPreps)
		if k < 0 && f.src.head > v { // "accused of greenwashing by campaigners"
			if c, k = r.afterPrep(v, -1, f.objPreps); k >= 0 {
				c.hi = min(c.hi, max(f.src.piece.lo-1, c.lo))
			}
		}
		if k >= 0 && f.src.head >= 0 && c.lo > f.src.head { // by prosecutors of smuggling
			f.src.piece.hi = min(f.src.piece.hi, c.lo-1)
		}
		if k < 0 && f.has(fNoun) && subj >= 0 && !r.isActor(subj) {
			f.add(sp, subj)
			return
		}
		if !sp.empty() {
			f.target = []piece{sp}
		}
		if f.lemma == "blame" && k >= 0 && r.low(c.lo-1) == "on" && !sp.empty() { // "the crash was blamed on a faulty valve"
			f.target = []piece{c}
			f.add(sp, subj)
			return
		}
		if k >= 0 {
			c = r.agentOfDeed(f, c)
			f.add(c, k)
		} else if f.has(fOnlyObj) || f.src.head < 0 || subj < 0 {
			f.drop = subj < 0 || f.has(fOnlyObj) && (f.src.head < 0 || !r.isActor(subj)) || f.act != graph.ActAccuse && f.act != graph.ActCriticize
		}
	case f.lemma == "ask" && f.particle == "" && r.askedOf(f, subj, sp):
	case f.act == graph.ActDeny && subj >= 0 && r.isActor(subj):
		f.drop = true // "she was dismissed in May": from her post
	case f.has(fClause) && r.clausal(f):
		f.rule = "passive-clause"
	case (f.has(fObjInf) || f.has(fInf) || f.has(fClause)) && r.raised(f, sp):
	case f.has(fNoun) && subj >= 0 && r.low(subj) != "it" && (f.src.head >= 0 || f.act == graph.ActDeny):
		f.add(sp, subj)
	case f.has(fSmall) && subj >= 0 && r.smallPassive(f, sp):
	default:
		f.drop = true
	}
}

// agentOfDeed takes from the end of a deed in the active who accuses of it: "has been accused of
// hoarding onions by consumer groups".
func (r *run) agentOfDeed(f *found, c piece) piece {
	if by := f.src.piece.lo - 1; f.src.head >= 0 && by > c.lo && by < c.hi && r.low(by) == "by" {
		c.hi = by
	}
	if f.src.head >= 0 || c.empty() || r.tag(c.lo) != "VBG" {
		return c
	}
	for i := c.lo + 1; i+1 < c.hi; i++ {
		if r.tag(i) == "VBN" || r.isMark(i) || r.tense(i) || r.tag(i) == "VBG" {
			return c
		}
		h := -1
		if r.low(i) == "by" {
			h = r.chunkRight(i + 1)
		}
		if h > i && h+1 == c.hi && r.isActor(h) {
			f.src = source{head: h, piece: piece{i + 1, h + 1}, ante: -1}
			c.hi = i
			return c
		}
	}
	return c
}

// askedOf reads "was asked about the bridge", "was asked by a reporter whether it would hold".
func (r *run) askedOf(f *found, subj int, sp piece) bool {
	if subj >= 0 && !r.isActor(subj) {
		return false
	}
	p, k := r.clause(f)
	for _, c := range r.children(f.at) {
		if q := (piece{r.lo[c], r.hi[c]}); k < 0 && c > f.at && q.lo > f.at && r.whClause(piece{q.lo, q.lo + 1}) {
			p, k = q, c
		}
	}
	if k < 0 || !r.whClause(p) {
		if p, k = r.afterPrep(f.at, -1, f.preps); k < 0 {
			return false
		}
	}
	f.rule = "asked"
	if !sp.empty() {
		f.addr = []piece{sp}
	}
	f.add(p, k)
	return true
}

// nounBefore returns the noun of reporting whose clause ends right before passive v:
// "Claims that the dam had burst were rejected".
func (r *run) nounBefore(v int) source {
	first, _ := r.sent(v)
	edge := v
	for edge > first && (r.tag(edge-1) == "RB" || r.rel(edge-1) == "aux" || r.rel(edge-1) == "aux:pass") {
		edge--
	}
	for i := edge - 1; i >= first; i-- {
		if f := r.byCue[i]; f != nil && f.pos == 'n' && f.rule == "noun-clause" && len(f.content) > 0 && f.content[0].hi == edge {
			lo := i
			for lo > first && r.chunkTag(lo-1) {
				lo--
			}
			return source{head: i, piece: piece{lo, edge}, ante: -1}
		}
	}
	return nobody
}

// subject2 is the subject that a passive verb shares with the verb it hangs on.
func (r *run) subject2(v int) source {
	h := r.head(v)
	if h < 0 || r.rel(v) != "conj" && r.rel(v) != "xcomp" && r.rel(v) != "advcl" {
		return nobody
	}
	if s := r.child(h, "nsubj", "nsubj:pass"); s >= 0 {
		return r.subjectPhrase(h, s)
	}
	return nobody
}

// raised reads "is said to have fled", "was urged to resign".
func (r *run) raised(f *found, sp piece) bool {
	for _, k := range r.children(f.at) {
		if k > f.at && r.toInf(k) && (r.rel(k) == "xcomp" || r.rel(k) == "ccomp" || r.rel(k) == "advcl") {
			f.rule = "passive-infinitive"
			if !sp.empty() {
				f.add(sp, k)
				if f.has(fObjInf) && f.act != graph.ActThink || f.act == graph.ActAccuse { // "is alleged to have sold arms"
					f.target = []piece{sp}
				}
			}
			f.add(piece{r.toAt(k), r.hi[k]}, k)
			f.head = k
			return true
		}
	}
	return false
}

// smallPassive reads "was called a liar".
func (r *run) smallPassive(f *found, sp piece) bool {
	for _, k := range r.children(f.at) {
		if k > f.at && (r.rel(k) == "xcomp" || r.rel(k) == "obj" || r.prep(k) == "as") {
			f.target = []piece{sp}
			f.add(sp, k)
			f.add(piece{r.lo[k], r.hi[k]}, k)
			return true
		}
	}
	return false
}
