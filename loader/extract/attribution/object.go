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
	if f.act == graph.ActApologize { // "apologised to customers for the outage"
		if c, k := r.afterPrep(f.at, r.objectOf(f.at), f.preps[:1]); k >= 0 {
			f.rule = "preposition"
			f.add(c, k)
			return true
		}
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
	if f.lemma == "accept" && !accepted[r.lemma(obj)] {
		f.drop = true // "accepted donations" says nothing
		return true
	}
	if r.sends(f.at) && r.saidIn(obj) {
		f.drop = true
		return true
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
	if f.act == graph.ActAccuse { // "alleged harassment by tax officials"
		r.at(f, obj)
	}
	return true
}

// accepted are nouns that somebody who accepts them agrees to.
var accepted = map[string]bool{"responsibility": true, "blame": true, "fault": true, "guilt": true, "claim": true, "explanation": true, "apology": true,
	"verdict": true, "result": true, "ruling": true, "finding": true, "conclusion": true, "criticism": true, "charge": true,
	"decision": true, "version": true, "account": true, "argument": true, "premise": true, "recommendation": true, "report": true,
	"accusation": true, "allegation": true, "outcome": true, "term": true, "demand": true, "proposal": true, "plan": true, "deal": true,
	"offer": true, "need": true, "fact": true, "idea": true, "view": true, "evidence": true, "resignation": true, "right": true}

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
		case r.lo[s] == end && r.rel(s) == "obl" && r.annex(p) && !r.isTime(s) && (r.tag(obj) != "PRP" || p == "to" || p == "for") && !r.venue(s):
		case p == "as" || p == "of" || p == "between" || p == "against" || p == "about" || p == "that":
		case (p == "on" || p == "into") && r.byCue[v] != nil && r.byCue[v].act == graph.ActDemand && !r.isTime(s): // "called for a ban on cars"
		case r.rel(s) == "conj" && r.isNominal(s) && !r.finite(s): // a verb is not coordinated with a noun
		case r.toInf(s) && r.rel(s) != "conj":
		case r.tag(s) == "VBG" && r.rel(s) == "advcl" && p == "" && !r.isComma(r.lo[s]) && !r.isComma(r.lo[s]-1): // not "denied it, saying"
		default:
			return end
		}
		end = r.hi[s]
	}
	return end
}

// annex reports whether a phrase with preposition p behind an object belongs to it:
// "backed Berg for the council", "announced the deal with the union".
func (r *run) annex(p string) bool {
	switch p {
	case "for", "with", "on", "to", "at", "from", "over", "in", "toward", "towards", "into", "among", "alongside", "like":
		return true
	}
	return false
}

// venue reports whether i is where or how something is said: "at a rally", "in a letter".
func (t *tree) venue(i int) bool {
	switch t.lemma(i) {
	case "interview", "speech", "rally", "conference", "statement", "meeting", "hall", "debate", "event", "Twitter", "Facebook",
		"tweet", "letter", "post", "memo", "television", "radio", "hearing", "court", "print", "public", "book", "broadcast",
		"show", "program", "programme", "remark", "call", "email", "filing", "page", "stage", "appearance", "address", "briefing", "testimony", "blessing":
		return true
	}
	return false
}

// saidIn reports whether a participle behind noun obj reports what it says, so that the
// verb that gives it out is no report of its own: "issued a statement saying".
func (r *run) saidIn(obj int) bool {
	for _, k := range r.children(obj) {
		if k > obj && r.rel(k) == "acl" && r.tag(k) == "VBG" && r.byCue[k] != nil && r.byCue[k].has(fQuote) {
			return true
		}
	}
	return false
}
