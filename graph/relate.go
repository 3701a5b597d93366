package graph

import (
	"cmp"
	"slices"
)

// Links that the words of two claims alone make, whichever articles report them.
// They are a pure function of the pair, so that the graph does not depend on the
// order of loading. Stores keep Keys of every claim, look up the claims that
// share a key, and store what Relate says.

const (
	repeatJaccard = 0.6 // least share of terms for REPEATS
	minTerms      = 3   // fewer terms are no ground for a link
)

// Keys returns the keys under which a claim is found by those it may relate to:
// two claims that Relate joins share at least one.
func Keys(c *Claim) []string {
	if len(c.Terms) < minTerms {
		return nil
	}
	var out []string
	terms := slices.Clone(c.Terms)
	// Prefix filtering (Chaudhuri et al. 2006; Bayardo et al. 2007): under one fixed
	// order two sets with Jaccard index t share a term among the first
	// n - ceil(t n) + 1 of each. Long words first: they are rarer.
	slices.SortFunc(terms, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	n := len(terms) - (len(terms)*6+9)/10 + 1
	for _, t := range terms[:n] {
		out = append(out, "t "+t)
	}
	var parties []string
	switch c.Act {
	case ActDeny:
		parties = c.SourceIDs
	case ActAccuse, ActCriticize, ActSay:
		parties = c.TargetIDs
	}
	for _, p := range parties {
		for _, t := range c.Terms {
			out = append(out, "d "+p+" "+t)
		}
	}
	return out
}

// Relate returns the link between two claims, if there is one.
func Relate(a, b *Claim) (Link, bool) {
	if a.ID == b.ID || len(a.Terms) < minTerms || len(b.Terms) < minTerms {
		return Link{}, false
	}
	shared := countShared(a.Terms, b.Terms)
	jaccard := float64(shared) / float64(len(a.Terms)+len(b.Terms)-shared)
	contained := float64(shared) / float64(min(len(a.Terms), len(b.Terms)))
	for _, p := range [][2]*Claim{{a, b}, {b, a}} {
		if answers(p[0], p[1]) && shared >= 2 && contained >= repeatJaccard {
			return newLink(Denies, p[0], p[1], contained, "terms-denial"), true
		}
	}
	if jaccard < repeatJaccard || !sameSide(a, b) {
		return Link{}, false
	}
	if b.ID < a.ID {
		a, b = b, a
	}
	if a.Polarity != b.Polarity {
		return newLink(Contradicts, a, b, jaccard, "terms-polarity"), true
	}
	return newLink(Repeats, a, b, jaccard, "terms"), true
}

// answers reports whether d denies what was said against its own source.
func answers(d, c *Claim) bool {
	if d.Act != ActDeny || c.Act != ActAccuse && c.Act != ActCriticize && c.Act != ActSay {
		return false
	}
	return slices.ContainsFunc(d.SourceIDs, func(s string) bool { return slices.Contains(c.TargetIDs, s) })
}

// sameSide reports whether two claims may say the same thing: neither is a denial
// and, where both have targets, they share one.
func sameSide(a, b *Claim) bool {
	if (a.Act == ActDeny) != (b.Act == ActDeny) {
		return false
	}
	if len(a.TargetIDs) == 0 || len(b.TargetIDs) == 0 {
		return true
	}
	return slices.ContainsFunc(a.TargetIDs, func(t string) bool { return slices.Contains(b.TargetIDs, t) })
}

func newLink(k LinkKind, from, to *Claim, confidence float64, rule string) Link {
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
