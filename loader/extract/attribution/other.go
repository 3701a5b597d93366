package attribution

import "hearsay/graph"

// fillAdj reads "is confident that", "was critical of".
func (r *run) fillAdj(f *found) {
	f.modality, f.polarity = graph.Asserted, graph.Positive
	a := f.at
	if r.negated(a) {
		f.polarity = graph.Negative
		if f.act != graph.ActThink {
			f.drop = true
			return
		}
	}
	if f.lemma == "alleged" {
		r.alleged(f)
		return
	}
	if s := r.child(a, "nsubj", "nsubj:pass"); s >= 0 {
		f.src = r.subjectPhrase(a, s)
	} else if r.rel(a) == "xcomp" && r.head(a) >= 0 || r.rel(a) == "conj" || r.rel(a) == "advcl" {
		f.src = r.subject(a, 0)
	}
	if f.src.head < 0 || r.low(f.src.head) == "it" {
		f.drop = true
		return
	}
	f.conf = .6
	switch {
	case f.has(fClause) && r.clausal(f):
	case f.has(fInf) && r.infinitive(f):
	case r.hasPrep(f) && r.targeted(f): // "furious at the council for closing it"
	case r.prepositional(f):
	case len(f.targetPreps) > 0 && r.targeted(f):
	default:
		f.drop = true
	}
	f.rule = "adjective"
}

// alleged reads "the alleged thief", "alleged abuse by guards": nobody is named as saying so.
func (r *run) alleged(f *found) {
	h := r.head(f.at)
	if (h < f.at || r.tag(h)[0] == 'V') && r.low(f.at+1) == "to" { // "the doctor is alleged to have sold arms"
		v := r.head(f.at + 1)
		if s := r.child(f.at, "nsubj", "nsubj:pass"); s >= 0 && s < f.at && v > f.at && r.isVerb(v) && !r.passive(v) {
			p := r.trim(r.subjectPhrase(f.at, s).piece)
			f.rule, f.conf, f.modality, f.target = "passive-infinitive", .6, graph.Possible, []piece{p}
			f.add(p, v)
			f.add(piece{f.at + 1, r.hi[v]}, v)
			return
		}
	}
	if h <= f.at || !r.isNoun(h) {
		f.drop = true
		return
	}
	f.rule, f.conf, f.modality = "adjective-alleged", .4, graph.Possible
	f.add(piece{f.at + 1, h + 1}, h)
	if r.isActor(h) || r.nounTopic(h, "noun.person") {
		f.target = []piece{r.phrase(h).piece}
		return
	}
	if o := r.owner(h); o.head >= 0 {
		f.target = []piece{o.piece}
	}
}

// fillAccording reads "according to the ministry"; the content is the rest of the
// sentence.
func (r *run) fillAccording(f *found) {
	f.modality, f.polarity = graph.Asserted, graph.Positive
	f.rule = "according"
	i := f.at
	first, last := r.sent(i)
	if i+2 >= last || r.low(i+1) != "to" {
		f.drop = true
		return
	}
	h := -1
	if r.rel(i) == "case" && r.head(i) > i {
		h = r.head(i)
	} else {
		for _, k := range r.children(i) {
			if k > i+1 && (r.rel(k) == "obl" || r.rel(k) == "nmod") {
				h = k
			}
		}
	}
	if h < 0 || r.isVerb(h) {
		h = r.chunkRight(i + 2)
	}
	if h < 0 {
		f.drop = true
		return
	}
	f.src = r.phrase(h)
	f.src.piece.lo = min(max(f.src.piece.lo, i+2), h)
	if r.chunkTag(i + 2) {
		f.src.piece.lo = i + 2
	}
	f.src.piece.hi = max(f.src.piece.hi, r.chunkEnd(i+2))
	f.words = []piece{{i, i + 2}}
	if len(f.quotes) > 0 {
		r.fillQuoted(f)
		return
	}
	if i == first || i == first+1 && !r.isVerb(first) {
		lo := f.src.piece.hi
		for lo < last && !r.isComma(lo) {
			lo++
		}
		f.add(piece{lo, last}, r.top(piece{min(lo, last-1), last}))
		return
	}
	lo := r.dateline(source{head: first, piece: piece{first, i}, ante: -1}).piece.lo
	hi := i
	for j := i - 2; j >= first; j-- { // ... said A, and B, according to C
		if f := r.byCue[j]; f != nil && f.pos == 'v' && f.has(fQuote) && len(f.quotes) > 0 {
			lo = j + 1
			break
		}
	}
	if q := r.quote[max(i-2, first)]; q >= 0 {
		a, _ := r.quoteTokens(q)
		lo = min(lo, a)
	}
	f.add(piece{lo, hi}, r.top(piece{lo, hi}))
	end := f.src.piece.hi
	if end+1 < last && r.isComma(end) && r.tag(end + 1)[0] == 'W' { // "according to Berg, who runs the clinic"
		for end++; end < last && !r.isComma(end); end++ {
		}
	}
	if end < last && r.isComma(end) && end+2 < last {
		f.add(piece{end + 1, last}, -1)
	}
}

// fillAdverb reads "allegedly", "reportedly": nobody is named; the content is the
// clause it stands in.
func (r *run) fillAdverb(f *found) {
	f.modality, f.polarity = graph.Possible, graph.Positive
	f.rule, f.conf = "adverb", .4
	h := r.head(f.at)
	if h < 0 || !r.isVerb(h) {
		f.drop = true
		return
	}
	p := piece{r.lo[h], r.hi[h]}
	if r.lo[h] > 0 && r.tag(r.lo[h])[0] == 'W' {
		p.lo++
	}
	f.add(piece{p.lo, f.at}, h)
	f.add(piece{f.at + 1, p.hi}, h)
	f.head = h
}

// adjCue reads token i as an adjective of opinion.
func (r *run) adjCue(i int) *found {
	if h := r.head(i); h > i && r.rel(i) == "amod" && r.low(i) == "alleged" && r.isNoun(h) {
		return r.lookup('a', "alleged", i)
	}
	if r.rel(i) == "amod" || r.head(i) >= 0 && r.lemma(r.head(i)) == "make" {
		return nil
	}
	return r.lookup('a', r.low(i), i)
}
