package speechact

import (
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// label reads the predicate of "called the plan a disgrace".
func (v *view) label(r *extract.Report) {
	worst := class(0)
	for _, i := range v.tokens(r.Content) {
		if !slices.Contains(v.tokens(r.Target), i) {
			c := v.class(i)
			if c&grim != 0 {
				c &^= bad
			}
			worst |= c
		}
	}
	switch {
	case r.Act != graph.ActSay && (r.Act != graph.ActThink || worst&(untrue|wrong|bad) != 0 && !v.ofCharge(r)): // what is thought is no act
	case worst&untrue == 0 && worst&(bad|wrong) != 0 && (v.ofWords(r) || v.ofAttack(r) || v.ofRemark(r)): // called the committee's report a whitewash
		r.Act = graph.ActCriticize
	case (worst&untrue != 0 || worst&(bad|wrong) != 0) && v.ofCharge(r), worst&untrue != 0 && !v.personal(r.Target), worst&(good|grave) == 0 && v.ofAccusation(r):
		r.Act = graph.ActDeny // called the allegations absurd, the accusation "a tale for children"
	case worst&(bad|wrong|untrue) != 0, worst&grim != 0 && v.personal(r.Target): // "a terrible situation" blames nobody
		r.Act = graph.ActCriticize
	case worst&good != 0:
		r.Act = graph.ActPraise
	}
}

// personal reports whether an actor, or what somebody made, is labelled.
func (v *view) personal(spans []graph.Span) bool {
	return slices.ContainsFunc(v.heads(spans), func(i int) bool { return v.low(i) != "it" && (v.actor(i) || v.work(i)) })
}

// pointed reports whether it is something said before that is labelled: "dismissed it as
// gossip".
func (v *view) pointed(spans []graph.Span) bool {
	return slices.ContainsFunc(v.heads(spans), v.points)
}

// points reports whether token i is a pronoun for what was said before.
func (v *view) points(i int) bool {
	switch v.low(i) {
	case "it", "this", "these", "those":
		return v.tag(i) == "PRP" || v.tag(i) == "DT"
	case "that":
		return true
	case "them":
		return v.ChainAt(i) < 0
	}
	return false
}

// ofCharge reports whether it is a charge that is labelled: "dismissed the
// accusations as fairy tales".
func (v *view) ofCharge(r *extract.Report) bool {
	return slices.ContainsFunc(v.tokens(r.Target), func(i int) bool { return v.class(i)&charge != 0 && v.tag(i)[0] == 'N' })
}

// accusing are nouns for what is put forward against somebody: whatever it is called but
// true or grave, is said to reject it.
var accusing = map[string]bool{"criticism": true, "accusation": true, "allegation": true, "charge": true, "claim": true, "insinuation": true, "assertion": true,
	"suggestion": true, "rumor": true, "rumour": true, "speculation": true}

// ofAccusation reports whether it is such a thing that is labelled.
func (v *view) ofAccusation(r *extract.Report) bool {
	return slices.ContainsFunc(v.heads(r.Target), func(i int) bool { return accusing[v.Tokens[i].Lemma] && v.tag(i)[0] == 'N' })
}

// ofWords reports whether somebody's report or words are labelled that accuse nobody.
func (v *view) ofWords(r *extract.Report) bool {
	return slices.ContainsFunc(v.heads(r.Target), func(i int) bool {
		return !accusing[v.Tokens[i].Lemma] && v.tag(i)[0] == 'N' && v.party(i) != i
	})
}

// remarks are nouns for words that accuse nobody by themselves.
var remarks = map[string]bool{"remark": true, "comment": true, "statement": true, "speech": true, "joke": true, "tweet": true}

// ofRemark reports whether it is such words that are labelled: a remark called disgraceful
// is not denied.
func (v *view) ofRemark(r *extract.Report) bool {
	return slices.ContainsFunc(v.heads(r.Target), func(i int) bool { return remarks[v.Tokens[i].Lemma] && v.tag(i)[0] == 'N' })
}

// repels reads "hit back at claims that she lied", "pushed back against the accusation": what
// one strikes at is what one denies.
func (v *view) repels(r *extract.Report, lemma string) {
	if lemma != "hit" && lemma != "push" && lemma != "fire" || r.Act != graph.ActSay && r.Act != graph.ActCriticize {
		return
	}
	spans := r.Target
	if len(spans) == 0 && r.Rule == "preposition" {
		spans = r.Content
	}
	hs := v.heads(spans)
	if len(hs) == 0 || !accusing[v.Tokens[hs[0]].Lemma] || v.tag(hs[0])[0] != 'N' {
		return
	}
	p := v.sub[hs[0]]
	if c := v.child(hs[0], "case"); c >= 0 && c < hs[0] {
		p.lo = c + 1
	}
	for i := p.lo; i+1 < p.hi; i++ {
		if v.low(i) == "," && v.tag(i+1) == "VBG" { // ", calling them a smear"
			p.hi = i
		}
	}
	r.Act, r.Rule, r.ContentHead = graph.ActDeny, "object", hs[0]
	r.Target, r.Content = nil, []graph.Span{v.Span(p.lo, p.hi)}
}

// ofAttack reports whether it is an attack in words that is labelled: "a cheap stunt" is said
// of who attacks.
func (v *view) ofAttack(r *extract.Report) bool {
	return slices.ContainsFunc(v.heads(r.Target), func(i int) bool { return v.Tokens[i].Lemma == "attack" || v.Tokens[i].Lemma == "outburst" })
}
