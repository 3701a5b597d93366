package attribution

import (
	"slices"
	"strings"

	"hearsay/graph"
)

// afterPrep finds the content behind one of the preps, below v or its object: "of
// using hackers", "for the delay". It returns the piece without the preposition.
func (r *run) afterPrep(v, obj int, preps []string) (piece, int) {
	heads := []int{v}
	if obj >= 0 {
		heads = append(heads, obj)
	}
	for _, h := range heads {
		for _, k := range r.children(h) {
			if k < v || k <= obj || r.prep(k) == "on" && r.isTime(k) { // "blamed rebels on Monday for the fire"
				continue
			}
			if p := r.prep(k); p != "" && slices.Contains(preps, p) && !(p == "as" && r.isVerb(k) && r.finite(k) && (r.tag(k) != "VBG" || r.quote[k] < 0)) {
				return r.deed(v, r.behind(k, p), p), k
			}
		}
	}
	return r.gerundBehind(v, preps)
}

// gerundBehind finds "of" and a gerund behind v by order, for the parser hangs them
// anywhere: "accused the firm and its owners of hiding the debt".
func (r *run) gerundBehind(v int, preps []string) (piece, int) {
	_, last := r.sent(v)
	for i := v + 1; i+1 < last && i < v+25; i++ {
		if slices.Contains(preps, r.low(i)) && r.low(i) != "on" && r.low(i) != "in" {
			k := i + 1
			for k+1 < last && (r.isMark(k) || r.tag(k) == "RB" || r.low(k) == "not") {
				k++
			}
			if r.tag(k) == "VBG" {
				p := piece{i + 1, r.fuller(k, max(r.hi[k], k+1))}
				p.hi = r.beforeAdjunct(p)
				return p, k
			}
			if h := r.head(i); h > i && r.rel(i) == "case" && i > v+1 && r.low(i) != "of" && r.isNominal(h) {
				return piece{i + 1, r.hi[h]}, h
			}
		}
		if r.isVerb(i) && r.finite(i) || !r.chunkTag(i) && r.tag(i) != "CC" && r.tag(i) != "IN" && !r.isMark(i) && r.tag(i) != "RB" {
			break
		}
	}
	return piece{}, -1
}

// deed takes to "frightening voters", which the tree may take for a noun phrase, the
// phrase that follows it and hangs on the verb: "before an election".
func (r *run) deed(v int, p piece, prep string) piece {
	if p.empty() || prep != "of" || !strings.HasSuffix(r.low(p.lo), "ing") || r.isVerb(p.lo) {
		return p
	}
	if p.hi == p.lo+1 {
		p.hi = r.objectOfDeed(p.hi)
	}
	for _, s := range r.children(v) {
		if r.lo[s] == p.hi && (r.rel(s) == "obl" || r.rel(s) == "advmod") {
			p.hi = r.hi[s]
		}
	}
	return p
}

// behind is the phrase of k without its preposition.
func (r *run) behind(k int, prep string) piece {
	p := piece{r.lo[k], r.hi[k]}
	for i := p.lo; i < k; i++ {
		if r.low(i) == prep {
			p.lo = i + 1
			break
		}
	}
	if prep == "as" { // "as a mess during his visit": when it was said
		for i := k + 1; i < p.hi; i++ {
			switch r.low(i) {
			case "during", "after", "before", "while", "when", "amid":
				p.hi = i
			}
		}
	}
	if prep == "as" { // "as too harsh but stopped short of an attack"
		for i := k + 1; i+1 < p.hi; i++ {
			if r.tag(i) == "CC" && r.isVerb(i+1) && r.tag(i+1) != "VBG" {
				p.hi = i
			}
		}
	}
	p.hi = r.nextClause(p)
	p.hi = r.list(k, r.fuller(k, p.hi))
	if h := r.head(k); h >= 0 { // "of rigging the vote and the count": the second may hang on the verb
		for _, s := range r.children(h) {
			if s > k && r.rel(s) == "conj" && r.isNominal(s) && r.isVerb(h) && r.lo[s] <= p.hi {
				p.hi = r.hi[s]
			}
		}
	}
	return p
}

// nextClause ends a deed before a new clause with a cue of its own: "for failing to act
// sooner, and a group of judges faulted the court".
func (r *run) nextClause(p piece) int {
	if strings.HasSuffix(r.low(p.lo), "ing") {
		p.hi = r.beforeAdjunct(p)
	}
	for i := p.lo + 2; i+2 < p.hi; i++ {
		if !r.isComma(i) || r.tag(i+1) != "CC" || r.quote[i] >= 0 {
			continue
		}
		h := r.chunkRight(i + 2)
		if h < 0 {
			continue
		}
		for k := h + 1; k < p.hi && k < h+8; k++ {
			if r.byCue[k] != nil && r.byCue[k].pos == 'v' && r.tag(k) == "VBD" {
				return i
			}
			if r.isMark(k) {
				break
			}
		}
	}
	return p.hi
}

// fuller gives a gerund that stands alone in the tree what follows it: no deed is just
// "hiding".
func (r *run) fuller(k, hi int) int {
	if hi > k+1 || r.tag(k) != "VBG" {
		return hi
	}
	_, last := r.sent(k)
	i := hi
	for ; i < last; i++ {
		if r.isMark(i) && r.quote[i] < 0 || r.isVerb(i) && r.finite(i) || r.tag(i) == "MD" {
			break
		}
		if r.tag(i) == "CC" && (i+1 == last || r.isVerb(i+1) || r.tag(i+1) == "RB" || r.tag(i+1) == "IN") {
			break
		}
	}
	return i
}

// list takes to a deed the deeds that are listed behind it: "of putting them to work,
// taking their wages and selling the farm".
func (r *run) list(k, hi int) int {
	if r.tag(k) != "VBG" {
		return hi
	}
	h := r.head(k)
	for again := true; again; {
		again = false
		_, last := r.sent(k)
		for i := hi; i < last && i < hi+3; i++ {
			if r.tag(i) == "VBG" && r.rel(i) == "conj" && i > hi && (r.head(i) == k || r.head(i) == h || r.head(i) > k && r.head(i) < hi) && r.hi[i] > hi && r.byCue[i] == nil {
				hi, again = r.hi[i], true
				break
			}
			if r.low(i) != "," && r.low(i) != "and" && r.low(i) != "or" {
				break
			}
		}
	}
	return hi
}

// accused reads "accused the firm of fraud", "criticized him for leaving", "blamed
// the delay on the weather".
func (r *run) accused(f *found) bool {
	v := f.at
	if r.low(v+1) == "that" && f.has(fClause) {
		return false
	}
	if r.low(v+1) == "what" && f.has(fNoun) && r.freeClause(f) {
		return true
	}
	obj := r.objectOf(v)
	if obj >= 0 && slices.Contains(f.objPreps, r.prep(obj)) {
		obj = -1
	}
	if obj < 0 && slices.Contains(f.objPreps, r.low(v+1)) { // "officials it accuses of theft"
		h := -1
		if s := r.child(v, "nsubj"); s >= 0 && s < v && r.lo[s] > r.lo0(v) && r.isNoun(r.lo[s]-1) {
			h = r.lo[s] - 1
		} else if r.rel(v) == "acl:relcl" {
			h = r.head(v)
		} else if g := r.head(v); g >= 0 && s >= 0 && r.rel(v) == "ccomp" && r.low(r.lo[s]-1) == "that" {
			h = r.objectOf(g) // "cited problems in the south that he blamed on the mayor"
		}
		if h < 0 {
			return false
		}
		if c, k := r.afterPrep(v, -1, f.objPreps); k >= 0 && r.isNominal(h) {
			o := r.phrase(h).piece
			if r.lo[v] > h {
				o.hi = min(o.hi, r.lo[v])
			}
			if f.lemma == "blame" && r.low(v+1) == "on" { // problems that he blamed on the mayor
				f.rule, f.target = "target", []piece{c}
				f.add(o, h)
				return true
			}
			f.rule, f.target = "target", []piece{o}
			f.add(c, k)
			return true
		}
		return false
	}
	if obj < 0 {
		if obj = r.objectBehind(v); obj < 0 {
			return false
		}
	}
	c, k := r.behindObject(f, obj)
	if f.lemma == "attack" && k < 0 && !r.isActor(obj) && r.nounTopic(obj, "noun.artifact", "noun.object") { // attacked the ship
		f.drop = true
		return true
	}
	if f.has(fOnlyObj) && !(r.isActor(obj) && (f.src.head < 0 || r.isActor(f.src.head))) && k < 0 {
		return false
	}
	f.rule = "target"
	o := r.phrase(obj).piece
	if k >= 0 && o.hi > c.lo-1 {
		o.hi = c.lo - 1
	}
	if o.hi > obj+1 && r.low(o.hi-1) == "as" {
		o.hi--
	}
	if f.lemma == "blame" && k >= 0 && r.low(c.lo-1) == "on" { // blamed Y on X
		f.target = []piece{r.phrase(k).piece}
		f.add(o, obj)
		return true
	}
	if own := r.owner(obj); own.head >= 0 && !r.isActor(obj) && f.has(fNoun) && (f.act == graph.ActCriticize || f.act == graph.ActPraise) {
		f.target = []piece{own.piece}
		if k >= 0 {
			f.add(o, obj)
			f.add(c, k)
		} else {
			f.add(piece{o.lo, max(o.hi, r.objectEnd(v, obj))}, obj)
		}
		return true
	}
	deed := !r.isActor(obj) && r.tag(obj)[0] == 'W' || !r.isActor(obj) && r.nounTopic(obj, "noun.act", "noun.event", "noun.communication", "noun.phenomenon", "noun.state", "noun.feeling")
	switch {
	case k >= 0 && deed && f.has(fNoun): // condemned the raid as piracy: the owner of the deed is the target
		f.add(o, obj)
		f.add(c, k)
		return true
	case k >= 0:
		f.target = []piece{o}
		f.add(c, k)
		return true
	case !r.isActor(obj) && f.has(fNoun) && (deed || f.act != graph.ActCriticize):
		o.hi = max(o.hi, r.objectEnd(v, obj))
		f.add(o, obj)
		return true
	}
	if f.act == graph.ActThreaten && !r.isActor(obj) { // threatened legal action
		f.add(piece{o.lo, max(o.hi, r.objectEnd(v, obj))}, obj)
		return true
	}
	f.target = []piece{o}
	return r.isActor(obj) || len(f.objPreps) > 0
}

// owner returns whose deed the object is: "Norway's raid", "the Norway raid", "a raid by
// Norway".
func (r *run) owner(obj int) source {
	for _, k := range r.children(obj) {
		if r.isTime(k) || !r.isNominal(k) {
			continue
		}
		named := r.name[k] >= 0 || r.tag(k) == "NNP" || r.tag(k) == "NNPS"
		switch {
		case r.rel(k) == "nmod:poss" && (r.isActor(k) || r.tag(k) == "PRP$" && r.low(k) != "its"):
			return r.possessor(k)
		case k < obj && (r.rel(k) == "compound" || r.rel(k) == "nmod") && named && r.prep(k) == "":
			return r.phrase(k)
		case k > obj && r.prep(k) == "by" && r.isActor(k):
			return r.phrase(k)
		}
	}
	return nobody
}

// rejoinder reads "..., a charge the army denies" and "..., a charge that the army called
// absurd": the content is the charge, with what it is called.
func (r *run) rejoinder(f *found) bool {
	label := f.has(fSmall) && f.act == graph.ActSay
	if f.act != graph.ActDeny && f.act != graph.ActConfirm && !label || r.objectOf(f.at) >= 0 && !label {
		return false
	}
	first, _ := r.sent(f.at)
	for i := f.at - 1; i > first+1 && i > f.at-12; i-- {
		if !label && r.low(i-1) == "," && (r.low(i) == "something" || r.low(i) == "which") {
			return r.retorts(f, i)
		}
		bare := r.low(i-1) == "," && strings.HasSuffix(r.low(i), "s") // ", charges the bank contests"
		if !bare && (r.low(i-1) != "a" && r.low(i-1) != "an" || r.low(i-2) != "," && r.low(i-2) != "—" && r.low(i-2) != "–" && !r.itIs(i-2)) {
			continue
		}
		lemma := r.lemma(i)
		if bare {
			lemma = strings.TrimSuffix(r.low(i), "s")
		}
		switch lemma {
		case "claim", "charge", "accusation", "allegation", "report", "suggestion", "theory", "assertion", "contention", "insinuation", "account":
		case "remark", "comment", "statement", "decision", "move", "comparison":
			if !label {
				return false
			}
		default:
			return false
		}
		lo := i + 1
		if w := r.low(lo); w == "that" || w == "which" {
			lo++
		}
		h := r.chunkRight(lo)
		if w := r.low(lo); h < 0 && (w == "both" || w == "all") { // the tagger may take it for a conjunction
			h = r.chunkRight(lo + 1)
		}
		if h >= 0 && h < lo { // the tree makes it an apposition
			for h = lo; h+1 < f.at && r.chunkNoun(h+1); h++ {
			}
		}
		if h < 0 || h >= f.at {
			return false
		}
		f.src = source{head: h, piece: piece{lo, h + 1}, ante: -1}
		f.rule = "rejoinder"
		from := i - 1
		if bare {
			from = i
			if g := r.byCue[i]; g != nil {
				g.drop = true
			}
		}
		f.add(piece{from, i + 1}, i)
		if label {
			_, last := r.sent(f.at)
			f.rule, f.target = "label", []piece{{from, i + 1}}
			end := r.hi[f.at]
			if end <= f.at+1 {
				end = last
			}
			f.add(piece{f.at + 1, end}, -1)
		}
		return true
	}
	return false
}

// retorts reads "was accused of fraud, which it denies", "accused both of a plot, something
// both deny": the content is what the verb before the comma accuses of, and the source stands
// between the word at i and the verb.
func (r *run) retorts(f *found, i int) bool {
	h := r.chunkRight(i + 1)
	if r.tag(i+1) == "PRP" {
		h = i + 1
	}
	if h < 0 || h >= f.at || r.tag(h) != "PRP" && !r.isActor(h) {
		return false
	}
	first, _ := r.sent(f.at)
	for k := i - 2; k >= first; k-- {
		g := r.byCue[k]
		if g == nil || g.drop || g.act != graph.ActAccuse && g.act != graph.ActSay || len(g.content) == 0 || g.content[0].lo > i {
			continue
		}
		c := r.rejoined(g.content[0])
		c.hi = min(c.hi, i-1)
		if c.empty() {
			return false
		}
		f.src = source{head: h, piece: piece{i + 1, h + 1}, ante: -1}
		f.rule = "rejoinder"
		f.add(c, g.head)
		return true
	}
	return false
}

// itIs reports whether token i ends "it is", "that was", before what was said is named: "It
// is a charge the firm denies".
func (r *run) itIs(i int) bool {
	if i < 1 || r.lemma(i) != "be" {
		return false
	}
	switch r.low(i - 1) {
	case "it", "that", "this":
		return true
	}
	return false
}

// rejoined ends a piece before ", a charge that ...": what the other side says to it.
func (r *run) rejoined(p piece) piece {
	for i := p.lo + 2; i+1 < p.hi; i++ {
		if r.low(i-1) != "," {
			continue
		}
		switch r.low(i) {
		case "something", "which":
			if r.low(i) == "which" && !r.denied(i, p.hi) {
				continue
			}
			p.hi = i - 1
		case "a", "an":
			switch r.lemma(i + 1) {
			case "claim", "charge", "accusation", "allegation", "report", "suggestion", "assertion", "contention", "insinuation":
				p.hi = i - 1
			case "remark", "comment", "statement", "decision", "move", "comparison":
				if r.called(i+2, p.hi) {
					p.hi = i - 1
				}
			}
		case "claims", "charges", "accusations", "allegations", "suggestions":
			if r.denied(i, p.hi) {
				p.hi = i - 1
			}
		}
	}
	return p
}

// denied reports whether a verb that denies stands close behind "which" at i.
func (r *run) denied(i, hi int) bool {
	for k := i + 1; k < hi && k < i+6; k++ {
		if g := r.byCue[k]; g != nil && g.pos == 'v' {
			return g.act == graph.ActDeny
		}
	}
	return false
}

// called reports whether a verb that says what something is stands close behind token i: "a
// remark Reed described as rude".
func (r *run) called(i, hi int) bool {
	for k := i; k < hi && k < i+7; k++ {
		if g := r.byCue[k]; g != nil && g.pos == 'v' {
			return g.has(fSmall)
		}
	}
	return false
}

// hasPrep reports whether the tree shows the target of f.
func (r *run) hasPrep(f *found) bool {
	return slices.ContainsFunc(r.children(f.at), func(k int) bool { return k > f.at && slices.Contains(f.targetPreps, r.prep(k)) })
}

// targeted reads "lashed out at the court for its ruling".
func (r *run) targeted(f *found) bool {
	if h := r.behindAt(f); h >= 0 && !r.hasPrep(f) {
		lo := f.words[len(f.words)-1].hi + 1
		f.rule = "target"
		f.target = []piece{{lo, h + 1}}
		if c, k := r.afterPrep(f.at, h, []string{"for", "over"}); k >= 0 {
			f.add(c, k)
		}
		return true
	}
	for _, k := range r.children(f.at) {
		if k > f.at && slices.Contains(f.targetPreps, r.prep(k)) {
			f.rule = "target"
			f.target = []piece{r.phrase(k).piece}
			if c, h := r.afterPrep(f.at, k, []string{"for", "over"}); h >= 0 {
				f.add(c, h)
				f.target[0].hi = min(f.target[0].hi, max(c.lo-1, k+1))
			}
			return true
		}
	}
	return false
}
