package attribution

import "hearsay/graph"

// objectInfinitive reads "urged Italy to leave", "called for both sides to talk".
func (r *run) objectInfinitive(f *found) bool {
	v := f.at
	if f.particle != "" && r.particleInfinitive(f) {
		return true
	}
	for _, k := range r.children(v) {
		if k < v || r.rel(k) != "xcomp" && r.rel(k) != "ccomp" && r.rel(k) != "advcl" && r.rel(k) != "obj" && r.rel(k) != "iobj" && r.rel(k) != "obl" {
			continue
		}
		inf := k
		if r.isNominal(k) { // "for both sides to talk": the infinitive may hang on the noun
			inf = r.child(k, "acl", "xcomp")
			if inf < 0 || r.rel(k) == "obj" && f.particle == "" && f.act == graph.ActThink {
				continue
			}
		}
		to := r.child(inf, "mark")
		if to < 0 || r.low(to) != "to" && r.child(inf, "aux") < 0 || !r.toInf(inf) {
			continue
		}
		obj := r.objectOf(v)
		lo := r.lo[inf]
		if inf != k {
			lo, obj = r.lo[k], k
		} else if s := r.child(inf, "nsubj"); s >= 0 && s < inf {
			obj = s
		} else if obj < 0 || obj > inf {
			obj = -1
			for _, o := range r.children(v) { // called on X to
				if o > v && o < inf && (r.rel(o) == "obl" || r.rel(o) == "nmod") {
					obj = o
				}
			}
		}
		if obj < 0 || f.has(fOnlyInf) && !r.isActor(obj) {
			continue
		}
		f.rule = "object-infinitive"
		o := r.phrase(obj).piece
		o.hi = min(o.hi, max(obj+1, r.toAt(inf)))
		hi := r.hi[inf]
		if r.head(inf) == v {
			hi = r.infEnd(v, inf)
		}
		f.add(piece{min(lo, o.lo), hi}, inf)
		if f.act != graph.ActThink {
			f.target = []piece{o}
			f.addr = nil
		}
		return true
	}
	return false
}

// particleInfinitive reads "called on the club to pay" by order: a noun chunk behind the
// particle and "to" behind it.
func (r *run) particleInfinitive(f *found) bool {
	lo := f.words[len(f.words)-1].hi
	_, last := r.sent(f.at)
	h := r.chunkRight(lo)
	if h < 0 {
		return false
	}
	to := h + 1
	for to < last && to < h+10 && r.low(to) != "to" {
		if r.isMark(to) || r.isVerb(to) {
			return false
		}
		to++
	}
	k := to + 1
	for k < last && (r.isMark(k) || r.tag(k) == "RB") {
		k++
	}
	if k >= last || r.low(to) != "to" || r.isNominal(k) && r.tag(k) != "NN" || r.tag(k)[0] == 'J' {
		return false
	}
	f.rule = "object-infinitive"
	f.target, f.addr = []piece{{lo, to}}, nil
	end := max(r.hi[k], k+1)
	if q := r.quote[k]; r.isNoun(k) && q >= 0 && q != r.quote[f.at] { // a verb that is taken for a noun
		_, end = r.quoteTokens(q)
	}
	f.add(piece{lo, end}, k)
	return true
}

func (r *run) toAt(inf int) int {
	for i := inf - 1; i >= r.lo[inf]; i-- {
		if r.low(i) == "to" {
			return i
		}
	}
	return r.lo[inf]
}

// toInf reports whether verb i is an infinitive with "to".
func (r *run) toInf(i int) bool {
	for _, k := range r.children(i) {
		if k < i && r.low(k) == "to" && (r.rel(k) == "mark" || r.tag(k) == "TO") {
			return true
		}
	}
	return false
}

// infinitive reads "promised to pay"; the content begins with "to".
func (r *run) infinitive(f *found) bool {
	for _, k := range r.children(f.at) {
		if k < f.at || !r.toInf(k) || r.child(k, "nsubj") >= 0 {
			continue
		}
		switch r.rel(k) {
		case "xcomp", "ccomp", "advcl":
			if f.has(fOnlyInf) && (f.src.head < 0 || !r.isActor(f.src.head)) {
				return false
			}
			f.rule = "infinitive"
			f.add(piece{r.toAt(k), r.infEnd(f.at, k)}, k)
			return true
		}
	}
	return false
}

// infEnd ends an infinitive behind the verbs that share its "to": "plans to build a
// bridge, widen the road and plant trees".
func (r *run) infEnd(v, k int) int {
	end := r.clauseEnd(v, k)
	for _, s := range r.children(v) {
		if s > k && r.rel(s) == "conj" && r.tag(s) == "VB" && r.tag(v) != "VB" && r.lo[s] >= end {
			end = r.hi[s]
		}
	}
	return end
}

// gerund reads "proposed ending the talks".
func (r *run) gerund(f *found) bool {
	if k := f.words[len(f.words)-1].hi; f.particle != "" && k < len(r.Tokens) && r.tag(k) == "VBG" && r.hi[k] > k+1 { // "called for doubling the fleet"
		f.rule = "gerund"
		f.add(piece{k, r.hi[k]}, k)
		return true
	}
	for _, k := range r.children(f.at) {
		if k > f.at && k < f.at+5 && r.tag(k) == "VBG" && r.prep(k) == "" && !r.parted(f.at, k) && (r.rel(k) == "xcomp" || r.rel(k) == "ccomp" || r.rel(k) == "obj" || r.rel(k) == "advcl" && !r.isComma(r.lo[k]-1)) {
			f.rule = "gerund"
			f.add(piece{r.lo[k], r.cutReporter(f, r.lo[k], r.hi[k])}, k)
			return true
		}
	}
	if k := f.at + 1; f.act == graph.ActDeny && k+1 < len(r.Tokens) && r.tag(k) == "VBG" && r.rel(k) == "cop" { // "denied being behind the raid"
		f.rule = "gerund"
		f.add(piece{k, r.fuller(k, k+1)}, k)
		return true
	}
	return false
}

// parted reports whether a comma or "that" stands between the tokens a and b.
func (r *run) parted(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if r.isComma(i) || r.low(i) == "that" {
			return true
		}
	}
	return false
}
