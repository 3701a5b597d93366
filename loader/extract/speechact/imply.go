package speechact

import (
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/world"
)

// imply reads the act from the content where the cue only says that something was said.
func (v *view) imply(r *extract.Report) {
	lemma := ""
	if r.CueHead >= 0 {
		lemma = v.Tokens[r.CueHead].Lemma
	}
	claims := lemma == "claim" || lemma == "allege" || lemma == "charge"
	if r.Act != graph.ActSay && r.Act != graph.ActConfirm && r.Act != graph.ActAccuse {
		return
	}
	if len(r.Target) > 0 || r.Rule == "object" || r.Rule == "preposition" || r.Rule == "noun-preposition" || r.Rule == "label" || r.Polarity == graph.Negative {
		return
	}
	for _, i := range v.tokens(r.Content) {
		if h := v.Tokens[i].Head; v.noGround(i) && (v.main(r, i) || h >= 0 && (v.main(r, h) || v.rel(i) == "nmod" && v.Tokens[h].Head >= 0 && v.main(r, v.Tokens[h].Head))) {
			r.Act, r.Implicit = graph.ActDeny, true
			return
		}
		if !v.main(r, i) {
			continue
		}
		if v.hostile && r.Act == graph.ActSay && v.emphatic(i) {
			r.Act, r.Implicit = graph.ActDeny, true
			return
		}
		act, target := v.reading(r, i)
		if act == "" {
			continue
		}
		if r.Act == graph.ActAccuse {
			if act == graph.ActAccuse && target >= 0 {
				r.Target = []graph.Span{v.phrase(target)}
			}
			return
		}
		r.Act, r.Implicit = act, !(claims && act == graph.ActAccuse)
		if target >= 0 {
			r.Target = []graph.Span{v.phrase(target)}
		}
		return
	}
	if r.Act == graph.ActAccuse { // the one that the clause is about
		if h := r.ContentHead; h >= 0 {
			if s := v.child(h, "nsubj", "nsubj:pass"); s >= 0 && v.actor(s) && v.child(h, "nsubj:pass") < 0 {
				r.Target = []graph.Span{v.phrase(s)}
			}
		}
	}
}

func (v *view) cueLemma(r *extract.Report) string {
	if r.CueHead < 0 {
		return ""
	}
	return v.Tokens[r.CueHead].Lemma
}

// main reports whether token i is in a clause that the content itself asserts: no
// condition, no subordinate clause, and not the words of somebody further in.
func (v *view) main(r *extract.Report, i int) bool {
	for n := 0; n < 6; n++ {
		for _, k := range v.kids[i] {
			if v.rel(k) == "mark" && k < i {
				switch v.low(k) {
				case "if", "unless", "whether", "lest":
					return false
				}
			}
		}
		h := v.Tokens[i].Head
		switch v.rel(i) {
		case "root":
			return true
		case "ccomp", "parataxis":
			if h == r.CueHead || h < 0 {
				return true
			}
			if !covers(r.Content, v.Tokens[h].Start) {
				return true
			}
			switch v.Tokens[h].Lemma {
			case "be", "mean", "know", "think", "believe", "feel", "clear", "fact", "show":
			default:
				return false
			}
		case "conj", "xcomp":
		case "advcl", "acl":
			return h == r.CueHead || h >= 0 && !covers(r.Content, v.Tokens[h].Start)
		default:
			return i == r.ContentHead
		}
		if h < 0 || !covers(r.Content, v.Tokens[h].Start) {
			return true
		}
		i = h
	}
	return false
}

func covers(spans []graph.Span, pos int) bool {
	return slices.ContainsFunc(spans, func(s graph.Span) bool { return s.Start <= pos && pos < s.End })
}

// reading returns the act that the clause of token i carries, and its target.
func (v *view) reading(r *extract.Report, i int) (graph.SpeechAct, int) {
	subj := v.subject(i)
	neg, may := v.negated(i)
	c := v.class(i)
	switch {
	case c&untrue != 0 && subj >= 0 && v.tag(i)[0] != 'V' && !neg && (v.class(subj)&charge != 0 || v.low(subj) == "it" || v.low(subj) == "that" || v.low(subj) == "this"):
		return graph.ActDeny, -1
	case may || subj < 0 || v.question(r, i):
		return "", -1
	}
	self := v.self(r, subj)
	if lemma := v.cueLemma(r); self && !neg && (lemma == "claim" || lemma == "allege") && v.child(i, "nsubj:pass") >= 0 {
		return graph.ActAccuse, -1 // claims she was forced to sign
	}
	deed := v.tag(i)[0] == 'V' && (c&wrong != 0 || c&wrongWith != 0 && v.wrongObject(i) || v.omits(i)) && v.child(i, "nsubj:pass", "aux:pass") < 0
	guilt := c&blame != 0 && v.tag(i)[0] == 'J'
	switch {
	case neg && (deed || guilt) && v.actor(subj):
		return graph.ActDeny, -1
	case neg:
		return "", -1
	case (deed || guilt) && v.actor(subj) && !self && !v.future(i):
		return graph.ActAccuse, subj
	case c&bad != 0 && v.tag(i)[0] != 'V' && !self && v.child(i, "cop") >= 0 && !v.vague(subj):
		return graph.ActCriticize, v.party(subj)
	case self && c&harm != 0 && v.future(i):
		return graph.ActThreaten, v.child(i, "obj")
	case v.obliged(i) && v.actor(subj) && !self && v.low(subj) != "you" && v.low(subj) != "we":
		return graph.ActDemand, subj
	}
	return "", -1
}

// knowing are verbs whose negation denies no deed: "nobody knows", "I have never seen
// such a crowd".
var knowing = map[string]bool{"know": true, "see": true, "hear": true, "want": true, "like": true, "think": true, "believe": true,
	"expect": true, "say": true, "ask": true, "care": true, "doubt": true, "need": true, "understand": true, "forget": true,
	"feel": true, "imagine": true, "be": true, "have": true, "seem": true, "mean": true, "meet": true, "experience": true, "win": true, "lose": true}

// emphatic reads a deed that nobody ever did: "Nobody hid anything", "I never took a
// cent", "No officer of mine has lied", "That never happened". It counts only behind
// an accusation.
func (v *view) emphatic(i int) bool {
	t := v.Tokens[i]
	if t.Tag != "VBD" && t.Tag != "VBN" && t.Tag != "VBG" || knowing[t.Lemma] {
		return false
	}
	s := v.child(i, "nsubj", "nsubj:pass")
	if s < 0 || s > i {
		return false
	}
	if first := v.Sentences[t.Sent].First; v.low(first) == "not" || v.low(first+1) == "not" { // "Not a penny of ours went there"
		k := first
		if v.low(k) != "not" {
			k++
		}
		if k+2 < len(v.Tokens) && (v.low(k+1) == "a" || v.low(k+1) == "one") && k < s {
			return true
		}
	}
	for _, k := range v.kids[i] {
		switch {
		case k > i && v.rel(k) == "obj" && v.single(k): // "has not spilt a single litre"
			return v.negates(i)
		case k < i && (v.rel(k) == "aux" || v.rel(k) == "mark") && (v.tag(k) == "MD" || v.low(k) == "if" || v.low(k) == "had"):
			return false
		case k < i && v.low(k) == "never":
			return v.actor(s) || v.low(s) == "that" || v.low(s) == "it" || v.low(s) == "this"
		}
	}
	switch v.low(v.sub[s].lo) {
	case "nobody":
		return true
	case "no":
		return v.low(s) == "one" || v.actor(s) || world.Person(v.Tokens[s].Lemma)
	case "not":
		return v.sub[s].lo+1 < len(v.Tokens) && (v.low(v.sub[s].lo+1) == "a" || v.low(v.sub[s].lo+1) == "one")
	}
	return false
}

// single reports whether noun k is "a single" one.
func (v *view) single(k int) bool {
	for _, c := range v.kids[k] {
		if c < k && v.low(c) == "single" {
			return true
		}
	}
	return false
}

func (v *view) negates(i int) bool {
	for _, k := range v.kids[i] {
		if k < i && (v.low(k) == "not" || v.low(k) == "n't") {
			return true
		}
	}
	return false
}

// subject returns the subject of the clause of i, through infinitives: "they keep
// trying to steal".
func (v *view) subject(i int) int {
	for n := 0; n < 4; n++ {
		best := -1
		for _, k := range v.kids[i] { // the nearest, for a broken tree may give two
			if r := v.rel(k); (r == "nsubj" || r == "nsubj:pass") && (best < 0 || k < i) {
				best = k
			}
		}
		if best >= 0 {
			return best
		}
		if (v.rel(i) != "xcomp" && v.rel(i) != "conj") || v.Tokens[i].Head < 0 {
			return -1
		}
		i = v.Tokens[i].Head
	}
	return -1
}

// negated reports whether the clause of i is negated, and whether it is only possible.
func (v *view) negated(i int) (neg, may bool) {
	for n := 0; n < 3; n++ {
		for _, k := range v.kids[i] {
			switch v.low(k) {
			case "not", "n't", "never", "no":
				if k < i || v.rel(k) == "advmod" {
					neg = true
				}
			case "nobody", "none":
				neg = true
			case "may", "might", "could", "would", "can", "if":
				if k < i {
					may = true
				}
			}
		}
		if v.rel(i) != "xcomp" || v.Tokens[i].Head < 0 {
			return neg, may
		}
		i = v.Tokens[i].Head
	}
	return neg, may
}

func (v *view) future(i int) bool {
	for _, k := range v.kids[i] {
		if k < i && (v.low(k) == "will" || v.low(k) == "'ll" || v.low(k) == "would" || v.low(k) == "shall") {
			return true
		}
	}
	return false
}

// obliged reports whether the clause of i says what its subject must do.
func (v *view) obliged(i int) bool {
	if v.tag(i)[0] != 'V' {
		return false
	}
	for _, k := range v.kids[i] {
		if k < i && v.rel(k) == "aux" && (v.low(k) == "must" || v.low(k) == "should") {
			return v.child(i, "aux:pass") < 0
		}
	}
	return false
}

// wrongObject reports whether the verb at i has a wrong for its object: "spread lies".
func (v *view) wrongObject(i int) bool {
	for _, k := range v.kids[i] {
		if k > i && (v.rel(k) == "obj" || v.rel(k) == "obl") {
			for j := v.sub[k].lo; j < v.sub[k].hi; j++ {
				if v.class(j)&wrong != 0 && v.tag(j)[0] == 'N' {
					return true
				}
			}
		}
	}
	return false
}

// omits reads "refuses to answer", "failed to warn us".
func (v *view) omits(i int) bool {
	switch v.Tokens[i].Lemma {
	case "refuse", "fail", "neglect":
		x := v.child(i, "xcomp")
		return x > i && v.tag(x) == "VB"
	}
	return false
}

// noGround reads "there is no basis for this", "had no role in it", "had nothing to do
// with it", "did nothing wrong".
func (v *view) noGround(i int) bool {
	h := v.Tokens[i].Head
	switch {
	case v.low(i) == "nothing":
		for j := i + 1; j+1 < len(v.Tokens) && j < i+4; j++ {
			if v.low(j) == "wrong" || v.low(j) == "illegal" || v.low(j) == "improper" || v.low(j) == "do" && v.low(j+1) == "with" {
				return true
			}
		}
		return false
	case v.tag(i)[0] != 'N' || v.class(i)&(ground|charge) == 0:
		return false
	}
	if h >= 0 && v.class(i)&ground != 0 && v.rel(i) == "nmod" { // "there is not a grain of truth in it"
		if top := v.Tokens[h].Head; top >= 0 && v.child(top, "expl") >= 0 && v.negates(top) {
			return true
		}
	}
	for _, k := range v.kids[i] {
		if k < i && v.low(k) == "no" {
			if v.class(i)&ground != 0 && (v.child(i, "expl", "cop") >= 0 || h >= 0 && v.child(h, "expl") >= 0) {
				return true
			}
			return h >= 0 && (v.Tokens[h].Lemma == "have" || v.Tokens[h].Lemma == "play") && v.rel(i) == "obj" && v.class(i)&charge != 0
		}
	}
	return false
}

// self reports whether token i stands for the source.
func (v *view) self(r *extract.Report, i int) bool {
	switch v.low(i) {
	case "i", "we":
		return true
	}
	c := v.ChainAt(i)
	return c >= 0 && slices.Contains(v.chains(r.Source), c)
}

// vague reports whether the subject says nothing of whom the clause is about.
func (v *view) vague(i int) bool {
	switch v.low(i) {
	case "it", "that", "this", "there", "what", "which", "things", "something":
		return true
	}
	return false
}

// party returns the actor in the phrase of i: its head or a possessor; -1 for none.
func (v *view) party(i int) int {
	if v.actor(i) {
		return i
	}
	if k := v.child(i, "nmod:poss"); k >= 0 && v.actor(k) {
		return k
	}
	return i
}

// question reports whether the clause of i ends in a question mark.
func (v *view) question(r *extract.Report, i int) bool {
	s := v.Sentences[v.Tokens[i].Sent]
	for j := s.Last - 1; j > i && j > s.Last-4; j-- {
		if v.low(j) == "?" {
			return true
		}
	}
	return false
}
