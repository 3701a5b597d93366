package speechact

import (
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// aim finds the target where the frame of the cue gave none.
func (v *view) aim(r *extract.Report) {
	if r.Act == graph.ActDeny && len(r.Target) > 0 && len(v.chains(r.Target)) == 0 {
		r.Target = nil // dismissed the report as false: a report is no party
	}
	if len(r.Target) > 0 {
		v.narrow(r)
		v.deedOf(r)
		v.ownerOf(r)
		return
	}
	if v.ofPolicy(r) {
		return
	}
	if r.Rule == "target" && (r.Act == graph.ActCriticize || r.Act == graph.ActPraise) && len(r.Content) > 0 {
		// attacked the press for its coverage: an actor is the target, not the content
		if hs := v.heads(r.Content[:1]); len(hs) > 0 && v.ChainAt(hs[0]) >= 0 {
			r.Target, r.Content = r.Content[:1:1], r.Content[1:]
			return
		}
	}
	h := r.ContentHead
	if h < 0 {
		return
	}
	switch r.Act {
	case graph.ActAccuse: // alleged that the firm sold tainted milk: who did it
		if s := v.doer(r); s >= 0 {
			r.Target = []graph.Span{v.phrase(s)}
		}
	case graph.ActPropose:
		// proposed a pact with Norway
		for _, i := range v.tokens(r.Content) {
			if t := v.Tokens[i]; t.Rel == "case" && v.low(i) == "with" && t.Head > i && v.actor(t.Head) {
				r.Target = []graph.Span{v.phrase(t.Head)}
				return
			}
		}
	case graph.ActThreaten:
		// vowed to impose sanctions on Norway, to punish Norway
		if t := v.harmed(r); t >= 0 {
			r.Target = []graph.Span{v.phrase(t)}
			if r.CueHead >= 0 && v.Tokens[r.CueHead].Lemma == "declare" { // declared war: nothing is said but that
				r.Cue, r.Content = append(r.Cue[:len(r.Cue):len(r.Cue)], v.Span(h, h+1)), nil
			}
		}
	case graph.ActCriticize: // complained that the experts had been timid
		if s := v.child(h, "nsubj"); r.Rule == "clause" && !r.Implicit && s >= 0 && s < h && (v.actor(s) || v.people(s)) && !v.self(r, s) {
			r.Target = []graph.Span{v.phrase(s)}
		}
	case graph.ActDemand:
		if r.Implicit {
			return
		}
		if s := v.child(h, "nsubj"); s >= 0 && (v.actor(s) || v.tag(s)[0] == 'N') { // demanded that Norway pay
			r.Target = []graph.Span{v.phrase(s)}
		}
	}
}

// doer returns the actor that did what is alleged by a clause, -1 for none.
func (v *view) doer(r *extract.Report) int {
	if r.Implicit || r.Rule != "clause" && r.Rule != "noun-clause" {
		return -1
	}
	for _, i := range v.tokens(r.Content) {
		if v.tag(i) != "VBD" && v.tag(i) != "VBZ" && v.tag(i) != "VBP" && v.tag(i) != "MD" {
			continue
		}
		if v.rel(i) == "cop" || v.rel(i) == "aux" || v.rel(i) == "aux:pass" {
			i = v.Tokens[i].Head
		}
		s := v.subject(i)
		if s >= 0 && !covers(r.Content, v.Tokens[s].Start) { // the subject of the cue, by a broken tree
			s = v.nounBefore(i)
		}
		if neg, may := v.negated(i); neg || may || s < 0 || s > i || !covers(r.Content, v.Tokens[s].Start) {
			return -1
		}
		if v.child(i, "nsubj:pass", "aux:pass") >= 0 || !v.actor(s) && !v.people(s) || v.self(r, s) {
			return -1
		}
		return s
	}
	return -1
}

// deedOf parts the one who is criticized from what for: "critical of the attacks",
// "condemned the mayor's raid". A deed is no target, but its owner is; a policy is one.
func (v *view) deedOf(r *extract.Report) {
	if r.Act != graph.ActCriticize || r.Implicit || r.Rule == "label" || r.Rule == "noun-faced" || len(r.Target) != 1 {
		return
	}
	hs := v.heads(r.Target)
	if len(hs) != 1 || v.actor(hs[0]) || v.tag(hs[0])[0] != 'N' || v.class(hs[0])&policy != 0 || !v.doing(hs[0]) {
		return
	}
	old := r.Target[0]
	r.Target = nil
	if p := v.party(hs[0]); p != hs[0] && v.actor(p) {
		r.Target = []graph.Span{v.phrase(p)}
	}
	r.Content = append([]graph.Span{old}, r.Content...)
	if r.ContentHead < 0 {
		r.ContentHead = hs[0]
	}
}

// ownerOf makes of a label on what somebody does or says one on him: "called his handling of
// the strike amateurish".
func (v *view) ownerOf(r *extract.Report) {
	if r.Rule != "label" || r.Act != graph.ActCriticize || len(r.Target) != 1 {
		return
	}
	hs := v.heads(r.Target)
	if len(hs) != 1 || v.actor(hs[0]) || v.tag(hs[0])[0] != 'N' {
		return
	}
	if p := v.party(hs[0]); p != hs[0] && v.actor(p) {
		r.Target = []graph.Span{v.phrase(p)}
	}
}

// ofPolicy makes the law, plan or ruling that is criticized the target: "protested the
// new fees". It reports whether it did.
func (v *view) ofPolicy(r *extract.Report) bool {
	if r.Act != graph.ActCriticize || r.Implicit || len(r.Content) != 1 {
		return false
	}
	switch r.Rule {
	case "object", "target", "noun-preposition", "preposition":
	default:
		return false
	}
	h := r.ContentHead
	if h < 0 || v.class(h)&policy == 0 {
		return false
	}
	r.Target, r.Content = []graph.Span{v.phrase(h)}, nil
	return true
}

// doing reports whether noun i is something done or said, or that happened.
func (v *view) doing(i int) bool {
	e, ok := v.stage.lex.Get(v.Tokens[i].Lemma)
	return v.class(i)&wrong != 0 || v.dated(i) || ok && slices.Contains(v.stage.deeds, e.Noun)
}

// dated reads "Friday's test": what has a date happened.
func (v *view) dated(i int) bool {
	k := v.child(i, "nmod:poss")
	return k >= 0 && v.tag(k)[0] == 'N' && !v.actor(k)
}

// harmed returns the actor that a threat is aimed at, or -1: "on Norway", "declared war on
// Norway", "punish Norway".
func (v *view) harmed(r *extract.Report) int {
	toks := v.tokens(r.Content)
	if r.CueHead >= 0 && v.Tokens[r.CueHead].Lemma == "declare" {
		toks = append(toks, v.kids[r.CueHead]...)
		for _, k := range v.kids[r.CueHead] {
			toks = append(toks, v.kids[k]...)
		}
	}
	for _, i := range toks {
		t := v.Tokens[i]
		if t.Rel == "case" && (v.low(i) == "on" || v.low(i) == "against") && t.Head > i && v.actor(t.Head) {
			return t.Head
		}
	}
	if h := r.ContentHead; h >= 0 && v.class(h)&harm != 0 {
		if o := v.child(h, "obj"); o >= 0 && v.actor(o) {
			return o
		}
	}
	return -1
}

// narrow cuts a target before an apposition or a relative clause.
func (v *view) narrow(r *extract.Report) {
	if len(r.Target) != 1 {
		return
	}
	toks := v.tokens(r.Target)
	for n, i := range toks {
		if n > 0 && (v.low(i) == "," && !v.coordinates(toks[n:]) || v.tag(i) == "WP" || v.tag(i) == "WDT") {
			r.Target[0].End = v.Tokens[toks[n-1]].End
			return
		}
	}
}

// coordinates reports whether what follows the comma goes on with a list: "A, B and C".
func (v *view) coordinates(rest []int) bool {
	for _, i := range rest[1:] {
		if v.tag(i) == "WP" || v.tag(i) == "WDT" || v.tag(i)[0] == 'V' {
			return false
		}
		if v.rel(i) == "conj" {
			return true
		}
	}
	return false
}
