package graph

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold returns text as it is compared: words of letters and digits in lower case,
// without accents, joined by one space ("U.S." is "us", "Navalny's" is "navalny").
// Both stores search folded text by whole words, so that they agree.
func Fold(text string) string { return strings.Join(Words(text), " ") }

// Words returns the folded words of text in order.
func Words(text string) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			w := b.String()
			b.Reset()
			out = append(out, w)
		}
	}
	rs := []rune(norm.NFKD.String(text))
	for i, r := range rs {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		case unicode.Is(unicode.Mn, r):
		case r == '\'' || r == '’':
			// a possessive ends the word and is dropped
			if i+1 < len(rs) && (rs[i+1] == 's' || rs[i+1] == 'S') && (i+2 == len(rs) || !unicode.IsLetter(rs[i+2])) {
				rs[i+1] = ' '
			}
		case r == '.' && i > 0 && i+1 < len(rs) && dotted(rs, i):
		default:
			flush()
		}
	}
	flush()
	return out
}

// dotted reports whether the stop at i stands inside an abbreviation of single
// letters: "U.S." and "U.S", not "end.Then".
func dotted(rs []rune, i int) bool {
	one := func(k int) bool {
		return k >= 0 && k < len(rs) && unicode.IsUpper(rs[k]) && (k == 0 || !unicode.IsLetter(rs[k-1]))
	}
	return one(i-1) && one(i+1)
}
