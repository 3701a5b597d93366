package eval

import (
	"slices"
	"strings"
)

// The figure "pronouns.he_she" is a share of the pronouns "he" and "she", in every case, that
// gold joins with an earlier mention that is no such pronoun: that of those which the engine
// joins with the same one. What it joins with is the nearest mention before the pronoun that is
// no pronoun of these. The mentions are the engine's own: what it did not find is wrong.
//
// "pronouns.he_she_gold_mentions" is the same share where the engine is given the names and
// the mentions of the gold and has only to tell who is meant. The gold leaves out phrases
// that nothing else goes back to; of these the engine's own stand, or the choice would be too easy.

var heShe = wordSet("he him his himself she her hers herself")

// pronouns counts the he and she of a document, and those that are right.
func (s *AttributionScores) pronouns(t *text, g, p *Doc) { s.countPronouns("pronouns", t, g, p) }

func (s *AttributionScores) givenPronouns(g, p *Doc) {
	s.countPronouns("given/pronouns", newText(g.Text, false), g, p)
}

func (s *AttributionScores) countPronouns(key string, t *text, g, p *Doc) {
	gold, pred := clusters(t, g), clusters(t, p)
	for k, c := range gold {
		for i, m := range c {
			if t.isHeShe(m) && slices.ContainsFunc(c[:i], func(x Span) bool { return !t.isHeShe(x) }) {
				s.c.add(key+"/n", 1)
				a, ok := t.antecedent(pred, m)
				s.c.yes(key+"/ok", ok && t.standsFor(gold, a) == k)
			}
		}
	}
}

func (t *text) isHeShe(m Span) bool { return heShe[strings.ToLower(t.slice(m[0], m[1]))] }

// antecedent returns what the pronoun at m is joined with: the nearest mention before it.
func (t *text) antecedent(pred [][]Span, m Span) (a Span, ok bool) {
	for _, c := range pred {
		if !slices.Contains(c, m) {
			continue
		}
		for _, x := range c {
			if x[0] < m[0] && !t.isHeShe(x) {
				a, ok = x, true
			}
		}
	}
	return a, ok
}

// standsFor returns the cluster of the gold mention that span a stands for, -1 for none: the
// shortest one that a lies in, else the one that shares most words.
func (t *text) standsFor(gold [][]Span, a Span) int {
	best, at := 0.3, -1
	words := t.words([]Span{a})
	for k, c := range gold {
		for _, m := range c {
			spans := []Span{m}
			j := jaccard(words, t.words(spans))
			if a[0] >= m[0] && a[1] <= m[1] {
				j++
			}
			if j > best {
				best, at = j, k
			}
		}
	}
	return at
}
