package speechact

import (
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/lexicon"
)

// view is a document with the children of its tokens.
type view struct {
	described bool           // actors were made of descriptions
	byName    map[string]int // kind and folded name to chain, made when it is asked for
	hostile   bool           // a report before this one accuses or criticizes
	*extract.Document
	stage *Stage
	kids  [][]int
	sub   []piece // the tokens below each token
}

// piece is a stretch of tokens [lo, hi).
type piece struct{ lo, hi int }

func newView(d *extract.Document, s *Stage) *view {
	v := &view{Document: d, stage: s, kids: d.Children(), sub: make([]piece, len(d.Tokens))}
	for i := range d.Tokens {
		v.sub[i] = piece{i, i + 1}
	}
	for i := range d.Tokens {
		for h := d.Tokens[i].Head; h >= 0; h = d.Tokens[h].Head {
			v.sub[h].lo, v.sub[h].hi = min(v.sub[h].lo, i), max(v.sub[h].hi, i+1)
		}
	}
	return v
}

func (v *view) tag(i int) string { return v.Tokens[i].Tag }
func (v *view) rel(i int) string { return v.Tokens[i].Rel }
func (v *view) low(i int) string { return lexicon.Lower(v.Low(i)) }

// child returns the first child of i with one of the relations, or -1.
func (v *view) child(i int, rels ...string) int {
	for _, k := range v.kids[i] {
		for _, r := range rels {
			if v.rel(k) == r {
				return k
			}
		}
	}
	return -1
}

// class returns the word classes of token i.
func (v *view) class(i int) class {
	t := v.Tokens[i]
	switch t.Tag[0] {
	case 'V':
		c := v.stage.words["v"+t.Lemma]
		if t.Tag == "VBG" || t.Tag == "VBN" {
			c |= v.stage.words["a"+v.low(i)] | v.stage.words["a"+v.hyphened(i)]
		}
		return c
	case 'N':
		return v.stage.words["n"+strings.ToLower(t.Lemma)]
	case 'J':
		if c := v.stage.words["a"+v.hyphened(i)]; c != 0 {
			return c
		}
		return v.stage.words["a"+v.low(i)]
	}
	return 0
}

// hyphened returns the whole of a word that is cut at a hyphen: "thin-skinned".
func (v *view) hyphened(i int) string {
	if i < 2 || v.Form(i-1) != "-" || v.Tokens[i-1].Start != v.Tokens[i-2].End || v.Tokens[i].Start != v.Tokens[i-1].End {
		return ""
	}
	return v.low(i-2) + "-" + v.low(i)
}

// tokens returns the tokens of the spans.
func (v *view) tokens(spans []graph.Span) []int {
	var out []int
	for _, s := range spans {
		for i := v.tokenAt(s.Start); i < len(v.Tokens) && v.Tokens[i].Start < s.End; i++ {
			out = append(out, i)
		}
	}
	return out
}

// tokenAt returns the first token that ends behind byte pos.
func (v *view) tokenAt(pos int) int {
	lo, hi := 0, len(v.Tokens)
	for lo < hi {
		if m := (lo + hi) / 2; v.Tokens[m].End <= pos {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// heads returns the tokens of spans that hang outside of them: the head of the
// phrase, and the heads of what is coordinated with it.
func (v *view) heads(spans []graph.Span) []int {
	toks := v.tokens(spans)
	in := map[int]bool{}
	for _, i := range toks {
		in[i] = true
	}
	var out []int
	head := map[int]bool{}
	for _, i := range toks {
		t := v.Tokens[i]
		if t.Rel == "punct" || t.Rel == "case" || t.Rel == "cc" || t.Rel == "det" {
			continue
		}
		if t.Head >= 0 && in[t.Head] {
			continue
		}
		if t.Tag[0] == 'V' { // a broken tree: "a man believed dead"
			if s := v.child(i, "nsubj"); s >= 0 && in[s] {
				head[s] = true
				continue
			}
		}
		if len(head) > 0 && v.hangs(i, toks[0]) {
			continue
		}
		head[i] = true
	}
	for again := true; again; {
		again = false
		for _, i := range toks {
			if !head[i] && v.rel(i) == "conj" && head[v.Tokens[i].Head] {
				head[i], again = true, true
			}
		}
	}
	for _, i := range toks {
		if head[i] && !v.belongs(i, head) {
			out = append(out, i)
		}
	}
	return out
}

// belongs reports whether the noun at i, which a broken tree makes a head, is part of the
// phrase of the next head: "Traders" in "the Traders' Association", "group" in "rights group
// Haki Sasa".
func (v *view) belongs(i int, head map[int]bool) bool {
	if i+1 >= len(v.Tokens) || v.tag(i)[0] != 'N' {
		return false
	}
	if v.tag(i+1) == "POS" {
		return len(head) > 1
	}
	if v.tag(i) != "NN" || v.tag(i+1) != "NNP" {
		return false
	}
	for k := i + 1; k < len(v.Tokens) && strings.HasPrefix(v.tag(k), "NNP"); k++ {
		if head[k] {
			return true
		}
	}
	return false
}

// hangs reports whether the noun phrase of i stands behind a preposition or a verb, not before
// token first: "him" in "the widow of Berg who had reported him" is no second head, whatever
// a broken tree makes of it.
func (v *view) hangs(i, first int) bool {
	for j := i - 1; j > first; j-- {
		switch t := v.tag(j); {
		case t[0] == 'N' || t[0] == 'J' || t == "DT" || t == "PRP$" || t == "POS" || t == "CD":
		case t == "IN" || t == "TO" || t[0] == 'V':
			return true
		default:
			return false
		}
	}
	return false
}

// phrase is the noun phrase of head i without a relative clause or apposition, as a span.
func (v *view) phrase(i int) graph.Span {
	p := v.sub[i]
	for _, k := range v.kids[i] {
		switch v.rel(k) {
		case "case", "mark", "cc", "advmod", "punct", "aux", "cop", "nsubj":
			if k < i && v.sub[k].lo == p.lo {
				p.lo = v.sub[k].hi
			}
		case "acl:relcl", "acl", "appos", "advcl", "parataxis", "ccomp", "xcomp", "obl":
			if k > i {
				p.hi = min(p.hi, v.sub[k].lo)
			}
		}
	}
	for p.hi-1 > i && (v.rel(p.hi-1) == "punct" || v.tag(p.hi-1) == "CC" || v.tag(p.hi-1) == "POS") {
		p.hi--
	}
	for p.lo < i && v.rel(p.lo) == "punct" {
		p.lo++
	}
	if p.lo > i || p.hi <= i {
		p = piece{i, i + 1}
	}
	return v.Span(p.lo, p.hi)
}

// days are written like names and are none.
var days = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true}

// actor reports whether i heads a phrase for a person, country or organization.
func (v *view) actor(i int) bool {
	if v.ChainAt(i) >= 0 {
		return true
	}
	switch v.tag(i) {
	case "NNP", "NNPS":
		return !days[v.low(i)]
	case "PRP":
		return v.low(i) != "it"
	case "PRP$":
		switch v.low(i) {
		case "his", "her", "their":
			return true
		}
	}
	return false
}
