package attribution

import (
	"strings"

	"hearsay/graph"
)

// prepositional reads "spoke of a new beginning", "insisted on a vote".
func (r *run) prepositional(f *found) bool {
	if f.src.head >= 0 && !r.isActor(f.src.head) && f.act == graph.ActThink {
		return false
	}
	if c, k := r.afterPrep(f.at, r.objectOf(f.at), f.preps); k >= 0 {
		f.rule = "preposition"
		f.add(c, k)
		return true
	}
	return false
}

// object reads "rejected the charges".
func (r *run) object(f *found) bool {
	obj := r.objectOf(f.at)
	if obj < 0 && f.particle != "" {
		for _, k := range r.children(f.at) {
			if k > f.at && r.isNominal(k) && r.rel(k) == "obl" {
				obj = k
				break
			}
		}
	}
	if obj < 0 && f.particle != "" {
		obj = r.chunkRight(f.words[len(f.words)-1].hi)
	}
	if obj < 0 || obj == f.src.head || strings.HasSuffix(r.low(obj), "self") {
		return false
	}
	if f.has(fOnlyObj) && (f.src.head < 0 || !r.isActor(f.src.head)) {
		return false
	}
	f.rule = "object"
	p := piece{max(r.lo[obj], f.words[len(f.words)-1].hi), r.hi[obj]}
	if p.lo > obj {
		p.lo = r.lo[obj]
	}
	p.hi = r.objectEnd(f.at, obj)
	if f.has(fObjInf) { // "urged the villagers to leave", however the tree hangs it
		for i := obj + 1; i+1 < p.hi; i++ {
			if r.low(i) == "to" && !r.isNominal(i+1) && r.tag(i + 1)[0] != 'J' && f.act != graph.ActThink {
				f.rule = "object-infinitive"
				f.target, f.addr = []piece{{p.lo, i}}, nil
				break
			}
		}
	}
	f.add(p, obj)
	return true
}

// objectEnd takes to the object what the tree hangs on the verb but a noun takes:
// "laid out her plans to widen the road", "dismissed the report as fiction".
func (r *run) objectEnd(v, obj int) int {
	end := r.hi[obj]
	for _, s := range r.children(v) {
		if s <= obj || r.lo[s] < end {
			continue
		}
		if r.lo[s] > end {
			break
		}
		p := r.prep(s)
		switch {
		case p == "as" && r.isVerb(s) && r.finite(s): // "as ships left port": when it was said
			return end
		case p == "as" || p == "of" || p == "between" || p == "against" || p == "about" || p == "that":
		case (p == "on" || p == "into") && r.byCue[v] != nil && r.byCue[v].act == graph.ActDemand && !r.isTime(s): // "called for a ban on cars"
		case r.rel(s) == "conj" && r.isNominal(s) && !r.finite(s): // a verb is not coordinated with a noun
		case r.toInf(s) && r.rel(s) != "conj":
		case r.tag(s) == "VBG" && r.rel(s) == "advcl" && p == "" && !(r.byCue[s] != nil && r.byCue[s].has(fQuote) && (r.isComma(r.lo[s]) || r.isComma(r.lo[s]-1))): // "denied it, saying"
		default:
			return end
		}
		end = r.hi[s]
	}
	return end
}
