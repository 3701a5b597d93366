package link

import (
	"slices"
	"strings"

	"hearsay/graph"
)

// echoes links what two sources say in nearly the same words, and an accusation to the
// statement by which its source, or who speaks for it, says the same: "Peru accused Ecuador of
// diverting the river. Its minister said Ecuador had diverted it."
func (l *linker) echoes() {
	for j := range l.items {
		for i := max(0, j-lookBack); i < j; i++ {
			a, b := &l.items[i], &l.items[j]
			if a.skip || b.skip || a.cluster == b.cluster || a.negated != b.negated || a.claim.Polarity != b.claim.Polarity || silent(a.claim.Act) || silent(b.claim.Act) ||
				overlaps(a.attr.Content, b.attr.Content) || l.nested(i, j) || !l.sameNumbers(i, j) || len(a.claim.SourceIDs) == 0 || len(b.claim.SourceIDs) == 0 {
				continue
			}
			n := overlap(a.topic, b.topic)
			small, large := min(len(a.topic), len(b.topic)), max(len(a.topic), len(b.topic))
			switch {
			case l.agree(i, j) && n >= 3 && 5*n >= 4*large && (len(a.claim.TargetIDs) == 0 || len(b.claim.TargetIDs) == 0 || shares(a.claim.TargetIDs, b.claim.TargetIDs)):
				l.repeat(i, j, 0.6)
			case n > 0 && 3*n >= 2*small && (l.restates(i, j) || l.restates(j, i)):
				l.repeat(i, j, 0.5)
			}
		}
	}
}

func (l *linker) repeat(i, j int, confidence float64) {
	a, b := l.items[i].claim.ID, l.items[j].claim.ID
	if b < a {
		a, b = b, a
	}
	l.link(graph.Repeats, a, b, confidence, "same-words")
}

// restates reports whether report j states of the target of accusation i, for its source,
// that the deed was done.
func (l *linker) restates(i, j int) bool {
	a, b := &l.items[i].claim, &l.items[j].claim
	if a.Act != graph.ActAccuse || b.Act != graph.ActSay || len(a.TargetIDs) == 0 || b.Modality == graph.Wanted {
		return false
	}
	return shares(a.SourceIDs, append(l.sides(j), b.SourceIDs...)) && l.tellsOf(j, a.TargetIDs)
}

// sameNumbers reports whether two contents name the same numbers.
func (l *linker) sameNumbers(i, j int) bool {
	return slices.Equal(l.numbers(i), l.numbers(j))
}

func (l *linker) numbers(i int) (out []string) {
	for _, t := range l.items[i].tokens {
		if l.d.Tokens[t].Tag == "CD" && !l.inDate[t] {
			out = append(out, strings.ReplaceAll(l.low(t), ",", ""))
		}
	}
	slices.Sort(out)
	return out
}
