package graph

import (
	"cmp"
	"slices"
)

// Links that the words of two claims alone make, whichever articles report them.
// They are a pure function of the pair, so that the graph does not depend on the
// order of loading. Stores keep Keys of every claim, look up the claims that
// share a key, and store what Relate says.

// Bounds of likeness; shares are in fifths and quarters so that they are compared
// in whole numbers.
const (
	minTerms     = 3 // fewer terms are no ground for a link
	strangeTerms = 5 // terms that claims without a common party must share
)

// alike reports whether two sets of m and n terms share enough of them to say the
// same: three fifths of all their terms (Jaccard index 0.6).
func alike(shared, m, n int) bool { return 5*shared >= 3*(m+n-shared) }

// covered reports whether the smaller set lies in the other by three fifths.
func covered(shared, m, n int) bool { return shared >= 2 && 5*shared >= 3*min(m, n) }

// Keys returns the keys under which a claim is found by those it may relate to:
// two claims that Relate joins share at least one.
func Keys(c *Claim) []string {
	terms := asSet(c.Terms)
	if len(terms) < minTerms {
		return nil
	}
	var out []string
	// Prefix filtering (Chaudhuri et al. 2006; Bayardo et al. 2007): under one fixed
	// order two sets that share at least o terms share two among the first
	// n - o + 2 of each, and alike sets of three and more share at least three fifths
	// of each. Pairs, because one common word would bring too many claims; long words
	// first, because they are rarer.
	rare := slices.Clone(terms)
	slices.SortFunc(rare, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	rare = rare[:len(rare)-(len(rare)*3+4)/5+2]
	for i, t := range rare {
		for _, u := range rare[i+1:] {
			out = append(out, "t "+t+" "+u)
		}
	}
	// A denial covers an accusation with any of its terms, but only one against its source.
	var parties []string
	switch {
	case c.Act == ActDeny:
		parties = c.SourceIDs
	case deniable(c):
		parties = c.TargetIDs
	}
	for _, p := range sorted(parties) {
		for _, t := range terms {
			out = append(out, "d "+p+" "+t)
		}
	}
	return out
}

// Relate returns the link between two claims, if there is one. It does not matter
// in which order they are given.
func Relate(a, b *Claim) (Link, bool) {
	if b.ID < a.ID {
		a, b = b, a
	}
	x, y := asSet(a.Terms), asSet(b.Terms)
	if a.ID == b.ID || len(x) < minTerms || len(y) < minTerms {
		return Link{}, false
	}
	shared := countShared(x, y)
	jaccard := float64(shared) / float64(len(x)+len(y)-shared)
	same := alike(shared, len(x), len(y))
	if a.Act == ActDeny && b.Act != ActDeny {
		a, b = b, a // b is the denial, if one is
	}
	if b.Act == ActDeny && a.Act != ActDeny {
		answered := meet(b.SourceIDs, a.TargetIDs)
		switch {
		case !deniable(a) || meet(a.SourceIDs, b.SourceIDs):
			return Link{}, false
		case answered && covered(shared, len(x), len(y)):
			return newLink(Denies, b, a, float64(shared)/float64(min(len(x), len(y))), "terms-denial"), true
		case same && related(a, b, shared):
			return newLink(Denies, b, a, jaccard, "terms-denial"), true
		}
		return Link{}, false
	}
	if !same || !likeForce(a, b) || !related(a, b, shared) {
		return Link{}, false
	}
	if a.Polarity != b.Polarity {
		return newLink(Contradicts, a, b, jaccard, "terms-polarity"), true
	}
	return newLink(Repeats, a, b, jaccard, "terms"), true
}

// deniable reports whether a claim puts something forward that can be denied.
func deniable(c *Claim) bool {
	switch c.Act {
	case ActAccuse, ActCriticize, ActSay, ActWarn, ActConfirm:
		return c.Polarity != Negative || c.Act == ActAccuse
	}
	return false
}

// likeForce reports whether acts and modality let two claims say the same: a
// demand does not repeat a statement, nor does a question.
func likeForce(a, b *Claim) bool {
	return force(a.Act) == force(b.Act) && (a.Modality == Wanted) == (b.Modality == Wanted)
}

// force joins the acts between which one article or another may choose for the
// same words.
func force(a SpeechAct) SpeechAct {
	switch a {
	case ActAccuse, ActCriticize, ActWarn, ActConfirm, ActAdmit, ActThink:
		return ActSay
	case ActDemand:
		return ActPropose
	}
	return a
}

// related reports whether two claims concern the same parties: where both have
// targets they share one; claims that share neither target nor source need more
// words in common.
func related(a, b *Claim, shared int) bool {
	targets := meet(a.TargetIDs, b.TargetIDs)
	if len(a.TargetIDs) > 0 && len(b.TargetIDs) > 0 && !targets {
		return false
	}
	return targets || meet(a.SourceIDs, b.SourceIDs) || shared >= strangeTerms
}

// meet reports whether two lists share an element.
func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// newLink makes a link; a symmetric one runs from the smaller ID.
func newLink(k LinkKind, from, to *Claim, confidence float64, rule string) Link {
	if (k == Repeats || k == Contradicts) && to.ID < from.ID {
		from, to = to, from
	}
	l := Link{Kind: k, FromID: from.ID, ToID: to.ID, Confidence: Round(confidence), Rule: rule}
	l.ID = LinkID(&l)
	return l
}

// Round cuts a confidence to two decimals, so that it prints alike everywhere.
func Round(x float64) float64 { return float64(int(x*100+0.5)) / 100 }

// countShared returns how many terms two sorted lists share.
func countShared(a, b []string) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch cmp.Compare(a[i], b[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
