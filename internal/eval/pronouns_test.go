package eval

import "testing"

func TestPronouns(t *testing.T) {
	//           0123456789012345678901234567890123456789
	const text = "Ann met Ida. She spoke. She left. Her son."
	ann, ida, she1, she2, her := Span{0, 3}, Span{8, 11}, Span{13, 16}, Span{24, 27}, Span{34, 37}
	gold := &Doc{ID: "a", Text: text, Coref: [][]Span{{ann, she1, she2}, {ida, her}}}
	for name, c := range map[string]struct {
		pred  [][]Span
		right float64
	}{
		"all right":    {[][]Span{{ann, she1, she2}, {ida, her}}, 3},
		"one person":   {[][]Span{{ida, she1, she2, her}}, 1},
		"unresolved":   {[][]Span{{ann, she2}}, 1},
		"only pronoun": {[][]Span{{she1, she2, her}}, 0},
	} {
		s := newAttributionScores()
		s.pronouns(newText(text, false), gold, &Doc{Coref: c.pred})
		if s.c["pronouns/n"] != 3 || s.c["pronouns/ok"] != c.right {
			t.Errorf("%s: %v of %v right, want %v of 3", name, s.c["pronouns/ok"], s.c["pronouns/n"], c.right)
		}
	}
}
