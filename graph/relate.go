package graph

import (
	"cmp"
	"slices"
	"strings"
)

// Links that the words of two claims alone make, whichever articles report them.
// They are a pure function of the pair, so that the graph does not depend on the
// order of loading. Stores keep Keys of every claim, look up those under the keys that
// a new one Seeks, and store what Relate says.

// Bounds of likeness; shares are in fifths so that they are compared in whole numbers.
const (
	minTerms     = 3 // fewer terms are no ground for REPEATS and CONTRADICTS
	minDenied    = 2 // nor these for DENIES
	strangeTerms = 5 // terms that claims without a common party must share, or that contradict
)

// RuleSelf is the rule of a link between claims of one source that contradict each other:
// who contradicted himself.
const RuleSelf = "self"

// selfSure is how sure such a link is, compared with one between two sources.
const selfSure = 0.7

// alike reports whether two sets of m and n terms share enough of them to say the
// same: three fifths of all their terms (Jaccard index 0.6).
func alike(shared, m, n int) bool { return 5*shared >= 3*(m+n-shared) }

// opposed asks for four fifths: little must differ but the polarity.
func opposed(shared, m, n int) bool { return shared >= strangeTerms && 5*shared >= 4*(m+n-shared) }

// covered reports whether the smaller set lies in the other: whole, or by three
// fifths where they share three words. Names do not count, for the parties of a
// denial and of what it answers are the same anyway.
func covered(x, y []string) (share float64, ok bool) {
	x, y = unnamed(x), unnamed(y)
	shared, least := countShared(x, y), min(len(x), len(y))
	return float64(shared) / float64(least), covers(shared, least)
}

// covers reports whether so many shared words cover a set of least.
func covers(shared, least int) bool {
	return shared >= minDenied && (shared == least || shared >= minTerms && 5*shared >= 3*least)
}

// unnamed returns the terms that are no names.
func unnamed(terms []string) []string {
	return slices.DeleteFunc(slices.Clone(terms), func(t string) bool { return strings.ContainsRune(t, '_') })
}

// compared returns the terms of c by which it is compared, sorted: those with a
// colon only keep its identity apart.
func compared(c *Claim) []string {
	terms := asSet(c.Terms)
	if !slices.ContainsFunc(terms, mark) {
		return terms
	}
	return slices.DeleteFunc(slices.Clone(terms), mark)
}

func mark(term string) bool { return strings.ContainsRune(term, ':') }

// Relate returns the link between two claims, if there is one. It does not matter
// in which order they are given.
func Relate(a, b *Claim) (Link, bool) {
	if b.ID < a.ID {
		a, b = b, a
	}
	x, y := compared(a), compared(b)
	if a.ID == b.ID || len(x) < minDenied || len(y) < minDenied {
		return Link{}, false
	}
	if a.Act == ActDeny && b.Act != ActDeny {
		return relateDenial(a, x, b, y)
	}
	if b.Act == ActDeny && a.Act != ActDeny {
		return relateDenial(b, y, a, x)
	}
	shared := countShared(x, y)
	if len(x) < minTerms || len(y) < minTerms || !alike(shared, len(x), len(y)) || !likeForce(a, b) || !related(a, b, shared) {
		return Link{}, false
	}
	jaccard := float64(shared) / float64(len(x)+len(y)-shared)
	if a.Polarity == b.Polarity {
		return newLink(Repeats, a, b, jaccard, "terms"), true
	}
	// What is thought, not said, contradicts nobody.
	if !opposed(shared, len(x), len(y)) || len(a.SourceIDs) == 0 || len(b.SourceIDs) == 0 || a.Act == ActThink || b.Act == ActThink {
		return Link{}, false
	}
	if meet(a.SourceIDs, b.SourceIDs) { // less sure: a slip of the extraction sets one at odds with himself
		return newLink(Contradicts, a, b, jaccard*selfSure, RuleSelf), true
	}
	return newLink(Contradicts, a, b, jaccard, "terms-polarity"), true
}

// relateDenial links denial d with terms x to claim c with terms y where it answers
// what was said of its source, or says no to nearly the same words.
func relateDenial(d *Claim, x []string, c *Claim, y []string) (Link, bool) {
	if !canDeny(c) || meet(d.SourceIDs, c.SourceIDs) {
		return Link{}, false
	}
	if share, ok := covered(x, y); ok && meet(d.SourceIDs, c.TargetIDs) {
		return newLink(Denies, d, c, share, "terms-denial"), true
	}
	shared := countShared(x, y)
	if len(x) < minTerms || len(y) < minTerms || !alike(shared, len(x), len(y)) || !related(d, c, shared) {
		return Link{}, false
	}
	return newLink(Denies, d, c, float64(shared)/float64(len(x)+len(y)-shared), "terms-denial"), true
}

// canDeny reports whether a claim puts something forward that can be denied.
func canDeny(c *Claim) bool {
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
