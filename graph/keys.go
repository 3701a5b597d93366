package graph

import (
	"cmp"
	"hash/fnv"
	"math/bits"
	"slices"
)

// Keys returns the keys under which a claim is kept, and Seeks those under which claims
// are looked up that it may relate to: of two claims that Relate joins, each seeks a key
// of the other.
func Keys(c *Claim) []string {
	terms := compared(c)
	role, parties := party(c)
	out, words := likeKeys(terms), spoken(terms)
	for i, t := range words {
		for _, p := range parties {
			out = append(out, role.key(i < leading(len(words)), p, t))
		}
	}
	return out
}

// Seeks is described at Keys.
func Seeks(c *Claim) []string {
	terms := compared(c)
	role, parties := party(c)
	out, words := likeKeys(terms), spoken(terms)
	for i, t := range words {
		for _, p := range parties {
			out = append(out, role.other().key(true, p, t))
			if i < leading(len(words)) {
				out = append(out, role.other().key(false, p, t))
			}
		}
	}
	return out
}

// spoken returns the terms by which a claim is found to deny another or to be denied.
func spoken(terms []string) []string {
	words := byRarity(unnamed(terms))
	if len(words) < minDenied {
		return nil
	}
	return words
}

// role is what a claim is to a denial that answers what was said of its source.
type role byte

const (
	denies   role = 'n'
	deniable role = 'd'
)

// party returns the role of a claim and the actors by whom the other is found: the
// sources of a denial, the targets of what it denies; none where it has no role.
func party(c *Claim) (role, []string) {
	switch {
	case c.Act == ActDeny:
		return denies, sorted(c.SourceIDs)
	case canDeny(c):
		return deniable, sorted(c.TargetIDs)
	}
	return 0, nil
}

func (r role) other() role { return denies + deniable - r }

// key is that of a term; first tells that it is one of the leading terms of its claim.
func (r role) key(first bool, party, term string) string {
	if !first {
		r -= 'a' - 'A'
	}
	return string(rune(r)) + " " + party + " " + term
}

// leading returns how many of n terms come first: where the smaller of two sets is
// covered, one of its leading terms is in both. It seeks that one in all claims, and the
// greater set seeks all its terms among those that lead.
func leading(n int) int { return max(0, n-min(n, max(minTerms, (3*n+4)/5))+1) }

// byRarity sorts terms by a fixed order: long words first, because they are rarer.
func byRarity(terms []string) []string {
	slices.SortFunc(terms, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return terms
}

// likeKeys returns the keys that any two alike sets of terms share.
func likeKeys(terms []string) (out []string) {
	// Prefix filtering (Chaudhuri et al. 2006; Bayardo et al. 2007): under one fixed
	// order two sets that share at least o terms share two among the first
	// n - o + 2 of each, and alike sets of three and more share at least three fifths
	// of each. Pairs, because one common word would bring too many claims.
	if len(terms) < minTerms {
		return nil
	}
	rare := byRarity(slices.Clone(terms))
	rare = rare[:len(rare)-(len(rare)*3+4)/5+2]
	for i, t := range rare {
		for _, u := range rare[i+1:] {
			out = append(out, "t "+t+" "+u)
		}
	}
	return out
}

// Sketch is what of a claim tells at once that it relates to most others in no way: a
// bitmap of its terms, how many they are and how many of them are no names, and its role.
type Sketch uint64

const (
	sketchTerms = 48 // bits of the bitmap
	sketchCount = 6  // bits of each number
	sketchMost  = 1<<sketchCount - 1
)

// SketchOf returns the sketch of a claim.
func SketchOf(c *Claim) Sketch {
	terms := compared(c)
	var s Sketch
	for _, t := range terms {
		h := fnv.New32a()
		h.Write([]byte(t))
		s |= 1 << (h.Sum32() % sketchTerms)
	}
	s |= Sketch(min(len(terms), sketchMost)) << sketchTerms
	s |= Sketch(min(len(unnamed(terms)), sketchMost)) << (sketchTerms + sketchCount)
	switch role, _ := party(c); role {
	case denies:
		s |= 1 << (sketchTerms + 2*sketchCount)
	case deniable:
		s |= 2 << (sketchTerms + 2*sketchCount)
	}
	return s
}

// MayRelate is false where Relate joins no two claims of these sketches.
func (s Sketch) MayRelate(o Sketch) bool {
	m, n := s.count(0), o.count(0)
	if m == sketchMost || n == sketchMost {
		return true
	}
	// Each bit that the other has not got is of a term that the other has not got.
	const terms = 1<<sketchTerms - 1
	shared := min(m-bits.OnesCount64(uint64(s&^o&terms)), n-bits.OnesCount64(uint64(o&^s&terms)))
	if m >= minTerms && n >= minTerms && alike(shared, m, n) {
		return true
	}
	least := min(s.count(1), o.count(1))
	return s>>(sketchTerms+2*sketchCount)+o>>(sketchTerms+2*sketchCount) == 3 && covers(min(shared, least), least)
}

// count returns how many terms there are, or how many of them are no names.
func (s Sketch) count(i int) int { return int(s >> (sketchTerms + i*sketchCount) & sketchMost) }
