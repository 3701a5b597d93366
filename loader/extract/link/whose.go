package link

import (
	"slices"
	"strings"

	"hearsay/graph"
)

// reachOf is how many sentences back a denial that says whose charge it answers looks.
const reachOf = 15

// denialOf links a denial that says whose charge it answers ("dismissed the complaint
// of the judges", "Moor's remarks are false") to what that one put forward last, a
// charge before a statement.
func (l *linker) denialOf(i int) {
	owner := l.chargeOwner(i)
	if owner < 0 {
		return
	}
	it := &l.items[i]
	remarks := l.d.Tokens[l.d.Tokens[owner].Head].Tag == "NNS" // all that he said of late
	best, most := -1, 0
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		if k == i || x.skip || x.pos >= it.pos || l.nested(i, k) || it.sent-x.sent > reachOf || overlaps(it.attr.Content, x.attr.Content) || !l.bySource(k, owner) {
			continue
		}
		w := 0
		switch {
		case l.charge(k):
			w = 2
		case x.claim.Act == graph.ActSay && it.sent-x.sent <= nearBy:
			w = 1
		}
		if remarks && w > 0 && it.sent-x.sent <= nearBy {
			l.denied(i, k, 0.5, "denial-owner")
			continue
		}
		if w > 0 && (w > most || w == most && starts(x) >= starts(&l.items[best])) {
			best, most = k, w
		}
	}
	if best >= 0 {
		l.denied(i, best, 0.6, "denial-owner")
		l.denySame(i)
	}
}

// chargeOwner returns the token for whose charge it is that i denies, -1 for nobody.
func (l *linker) chargeOwner(i int) int {
	for _, t := range l.items[i].tokens {
		lemma := l.d.Tokens[t].Lemma
		if !strings.HasPrefix(l.d.Tokens[t].Tag, "NN") || !chargeNouns[lemma] && !ownCharges[lemma] {
			continue
		}
		for _, k := range l.kids[t] {
			switch l.d.Tokens[k].Rel {
			case "nmod:poss":
				return k
			case "compound", "amod": // the police version, the Cypriot claim
				if l.charged(k) {
					return k
				}
			case "nmod":
				for _, c := range l.kids[k] {
					if w := l.low(c); l.d.Tokens[c].Rel == "case" && (w == "of" || w == "by" || w == "from") && l.d.ChainAt(k) >= 0 {
						return k
					}
				}
			}
		}
	}
	return -1
}

// charged reports whether whom token k stands for is the source of some report.
func (l *linker) charged(k int) bool {
	for n := range l.d.Reports {
		if l.bySource(n, k) {
			return true
		}
	}
	return false
}

// ownCharges are nouns that are charges only as somebody's.
var ownCharges = words("complaint criticism remark comment story word characterization version account")

// bySource reports whether the source of report k is whom token owner stands for; the
// unnamed are known again by their noun: "a group of retired judges", "the judges".
func (l *linker) bySource(k, owner int) bool {
	r := &l.d.Reports[k]
	c := l.d.ChainAt(owner)
	if c >= 0 && slices.Contains(r.SourceChains, c) {
		return true
	}
	if c >= 0 && !l.d.Chains[c].Unnamed || l.d.Tokens[owner].Tag == "PRP$" {
		return false
	}
	return slices.ContainsFunc(r.SourceChains, func(s int) bool {
		return l.d.Chains[s].Unnamed && slices.Contains(graph.Words(l.d.Chains[s].Name), l.low(owner))
	})
}

// suchThing reports whether what is denied is "any such thing", or that "the claim was
// nonsense": it points back though it has words of its own.
func (l *linker) suchThing(i int) bool {
	toks := l.items[i].tokens
	for n, t := range toks {
		if l.low(t) == "such" && n+1 < len(toks) && l.low(toks[n+1]) == "thing" {
			return true
		}
	}
	r := &l.d.Reports[i]
	if !r.Implicit || len(toks) == 0 {
		return false
	}
	for n, t := range toks[:min(3, len(toks))] {
		if chargeNouns[l.d.Tokens[t].Lemma] && n > 0 && l.d.Tokens[t].Tag == "NN" && l.low(toks[n-1]) == "the" {
			return strings.HasPrefix(l.d.Tokens[t].Rel, "nsubj")
		}
	}
	return false
}

// pleads reports whether report i is a plea, which answers what its source is charged with
// whatever the counts are called.
func (l *linker) pleads(i int) bool {
	c := l.d.Reports[i].CueHead
	return c >= 0 && l.d.Tokens[c].Lemma == "plead"
}
