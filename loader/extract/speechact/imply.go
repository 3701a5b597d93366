package speechact

import (
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/world"
)

func (v *view) cueLemma(r *extract.Report) string {
	if r.CueHead < 0 {
		return ""
	}
	return v.Tokens[r.CueHead].Lemma
}

// main reports whether token i is in a clause that the content itself asserts: no
// condition, no subordinate clause, and not the words of somebody further in. A finite
// clause that the tree hangs on a noun without any word that would say so is a main one.
func (v *view) main(r *extract.Report, i int) bool {
	for n := 0; n < 8; n++ {
		h := v.Tokens[i].Head
		out := h < 0 || h == r.CueHead || !covers(r.Content, v.Tokens[h].Start)
		if v.subordinate(i, out) {
			return false
		}
		if out {
			return true
		}
		switch v.rel(i) {
		case "root", "conj", "xcomp", "parataxis":
		case "advcl":
			if v.low(h) != "ought" && !v.finite(i) && i != r.ContentHead {
				return false
			}
		case "ccomp":
			switch v.Tokens[h].Lemma {
			case "be", "mean", "know", "think", "believe", "feel", "clear", "fact", "show", "guess", "suppose":
			default:
				return false
			}
		default:
			if i == r.ContentHead {
				return true
			}
			if !v.finite(i) {
				return false
			}
		}
		i = h
	}
	return false
}

// subordinate reports whether a word says that the clause of i is not a main one; "that"
// says so only within the content.
func (v *view) subordinate(i int, outer bool) bool {
	for _, k := range v.kids[i] {
		if k > i {
			break
		}
		switch {
		case v.tag(k)[0] == 'W' && !(outer && v.rel(k) == "mark"):
			return !outer || v.rel(k) == "advmod" && v.low(k) != "how"
		case v.rel(k) == "mark" || v.rel(k) == "advmod" && v.tag(k) == "IN":
			switch v.low(k) {
			case "that", "to", "so":
			default:
				return true
			}
		}
	}
	return false
}

// finite reports whether i heads a finite clause with a subject of its own.
func (v *view) finite(i int) bool {
	s := v.child(i, "nsubj", "nsubj:pass", "expl")
	if s < 0 || s > i || v.tag(s)[0] == 'W' {
		return false
	}
	switch v.tag(i) {
	case "VBD", "VBZ", "VBP":
		return true
	}
	for _, k := range v.kids[i] {
		if k < i && (v.rel(k) == "cop" || v.rel(k) == "aux" || v.rel(k) == "aux:pass") && v.tag(k) != "VB" {
			return true
		}
	}
	return false
}

func covers(spans []graph.Span, pos int) bool {
	return slices.ContainsFunc(spans, func(s graph.Span) bool { return s.Start <= pos && pos < s.End })
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
		case k < i && (v.rel(k) == "aux" || v.rel(k) == "mark") && (v.tag(k) == "MD" || v.low(k) == "if"):
			return false
		case k < i && v.low(k) == "had" && v.rel(k) == "aux" && !(v.reported(i) && v.low(k+1) == "never" && v.tag(s) == "PRP"):
			return false // "had never" is as often a tale; reported of who speaks it is what he says
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

// reported reports whether the clause of i stands in words that are not quoted.
func (v *view) reported(i int) bool {
	return !slices.ContainsFunc(v.Quotes, func(q extract.Quote) bool {
		return q.Inner.Start <= v.Tokens[i].Start && v.Tokens[i].Start < q.Inner.End
	})
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
		if (k < i || k == i+1) && (v.low(k) == "not" || v.low(k) == "n't") {
			return true
		}
	}
	return false
}

// subject returns the subject of the clause of i, through infinitives: "they keep
// trying to steal". Where the tree has none, the noun before the finite verb is it.
func (v *view) subject(i int) int {
	at := i
	for n := 0; n < 4; n++ {
		best := -1
		for _, k := range v.kids[i] { // the nearest, for a broken tree may give two
			if r := v.rel(k); (r == "nsubj" || r == "nsubj:pass" || r == "csubj" && k < i) && (best < 0 || k < i) {
				best = k
			}
		}
		if best >= 0 {
			return best
		}
		if h := v.Tokens[i].Head; h < 0 || v.rel(i) != "xcomp" && v.rel(i) != "conj" && v.low(h) != "ought" {
			break
		}
		i = v.Tokens[i].Head
	}
	if v.hyphened(at) != "" { // thin-skinned
		at -= 2
		if s := v.child(at, "nsubj"); s >= 0 {
			return s
		}
	}
	return v.nounBefore(at)
}

// nounBefore returns the noun that stands before the finite verb of i with nothing but
// adverbs, auxiliaries and quotation marks between, -1 for none.
func (v *view) nounBefore(i int) int {
	first := v.Sentences[v.Tokens[i].Sent].First
	verb := v.tag(i) == "VBD" || v.tag(i) == "VBZ" || v.tag(i) == "VBP"
	for k := i - 1; k >= first; k-- {
		switch t := v.tag(k); {
		case t == "VBD" || t == "VBZ" || t == "VBP" || t == "MD":
			if verb && v.Tokens[k].Lemma != "have" && v.Tokens[k].Lemma != "be" && v.Tokens[k].Lemma != "do" {
				return -1
			}
			verb = true
		case t == "RB" || t == "``" || t == "''" || t == "VBN" && v.Tokens[k].Lemma == "be":
		case !verb && (t == "DT" || t[0] == 'J'):
		case verb && t == "DT" && pointing[v.low(k)]:
			return k
		case verb && (t[0] == 'N' || t == "PRP"):
			for v.rel(k) == "nmod" || v.rel(k) == "flat" || v.rel(k) == "compound" { // the wording of the law
				h := v.Tokens[k].Head
				if h < first || h >= i || v.tag(h)[0] != 'N' {
					break
				}
				k = h
			}
			return k
		default:
			return -1
		}
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
		shared := v.rel(i) == "conj" && v.tag(i) == "VB" && v.child(i, "aux", "nsubj", "nsubj:pass") < 0 // "does not lie or steal"
		if v.rel(i) != "xcomp" && !shared || v.Tokens[i].Head < 0 {
			return neg, may
		}
		i = v.Tokens[i].Head
	}
	return neg, may
}

// scrap reads "not a shred of" before token i.
func (v *view) scrap(i int) bool {
	if i < 4 || v.low(i-1) != "of" || v.low(i-3) != "a" && v.low(i-3) != "one" {
		return false
	}
	switch v.low(i - 2) {
	case "shred", "scrap", "iota", "grain", "jot", "ounce":
		return v.low(i-4) == "not" || v.low(i-4) == "n't"
	}
	return false
}

func (v *view) future(i int) bool {
	for _, k := range v.kids[i] {
		if k < i && (v.low(k) == "will" || v.low(k) == "'ll" || v.low(k) == "would" || v.low(k) == "shall") {
			return true
		}
	}
	return false
}

// wrongObject reports whether the verb at i has a wrong for its object: "spread lies".
func (v *view) wrongObject(i int) bool {
	for _, k := range v.kids[i] {
		if k < i || v.rel(k) != "obj" && v.rel(k) != "obl" {
			continue
		}
		if v.tag(k)[0] == 'N' && v.class(k)&wrong != 0 {
			return true
		}
		for _, j := range v.kids[k] { // smear campaign, acts of violence, lies and fraud
			switch v.rel(j) {
			case "compound", "nmod", "conj", "amod":
				if v.class(j)&wrong != 0 && v.rel(k) == "obj" && v.child(j, "nmod:poss") < 0 {
					return true
				}
			}
		}
	}
	return false
}

// noGround reads "there is no basis for this", "had no role in it", "had nothing to do
// with it", "did nothing wrong".
func (v *view) noGround(i int) bool {
	h := v.Tokens[i].Head
	switch {
	case v.low(i) == "nothing":
		if i+2 < len(v.Tokens) && v.low(i+1) == "to" && (v.low(i+2) == "it" || v.low(i+2) == "this" || v.low(i+2) == "that") { // "there is nothing to it"
			return v.child(i, "expl") >= 0 || h >= 0 && v.child(h, "expl") >= 0
		}
		for j := i + 1; j+1 < len(v.Tokens) && j < i+4; j++ {
			if v.low(j) == "wrong" || v.low(j) == "illegal" || v.low(j) == "improper" || v.low(j) == "do" && v.low(j+1) == "with" {
				return true
			}
		}
		return false
	case v.hostile && v.tag(i)[0] == 'N' && i > 1 && v.low(i-1) == "such" && v.low(i-2) == "no": // "there was no such order"
		return v.child(i, "expl") >= 0 || h >= 0 && v.child(h, "expl") >= 0 || i > 4 && v.low(i-5) == "there" && v.low(i-3) == "been" ||
			v.rel(i) == "nsubj:pass" && (v.tag(i+1) == "VBD" || v.tag(i+1) == "VBZ") // "no such call was made"
	case v.tag(i)[0] != 'N' || v.class(i)&(ground|charge) == 0:
		return false
	}
	if v.class(i)&ground != 0 && v.scrap(i) { // "not a shred of evidence", whatever the tree makes of it
		return true
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
	if v.rel(i) == "csubj" || v.tag(i)[0] == 'V' { // taking them is insane
		return true
	}
	switch v.low(i) {
	case "it", "that", "this", "there", "what", "which", "these", "those", "things", "something", "none", "nothing":
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
	for _, k := range v.kids[i] { // Sylvanian bullying
		if k < i && (v.rel(k) == "amod" || v.rel(k) == "compound") && v.doing(i) && v.nation(k) >= 0 {
			return k
		}
	}
	for _, k := range v.kids[i] { // the wording of the mayor's plan, this move from government
		if k < i || v.rel(k) != "nmod" || v.child(k, "case") < 0 {
			continue
		}
		switch prep := v.low(v.child(k, "case")); {
		case prep == "of" && suffered[v.Tokens[i].Lemma]: // "the killing of a reporter" is not his
		case prep == "of", prep == "by", prep == "from":
			if p := v.party(k); v.actor(p) {
				return p
			}
		}
	}
	return i
}

// suffered are nouns for deeds that have behind "of" whom they are done to.
var suffered = map[string]bool{"abduction": true, "abuse": true, "annexation": true, "arrest": true, "assassination": true, "beating": true,
	"bombing": true, "bullying": true, "deportation": true, "destruction": true, "detention": true, "execution": true, "exploitation": true,
	"expulsion": true, "harassment": true, "humiliation": true, "imprisonment": true, "intimidation": true, "invasion": true, "kidnapping": true,
	"killing": true, "massacre": true, "mistreatment": true, "murder": true, "occupation": true, "oppression": true, "persecution": true,
	"poisoning": true, "rape": true, "repression": true, "shelling": true, "shooting": true, "slaughter": true, "stabbing": true, "torture": true}

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
