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
	if plainWord(text) {
		return []string{text}
	}
	var out []string
	scanWords([]rune(norm.NFKD.String(text)), func(word string, _, _ int) { out = append(out, word) })
	return out
}

// plainWord reports whether text is one word as it is compared: most are.
func plainWord(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return text != ""
}

// scanWords calls each for every folded word of decomposed text, with the first rune
// it is made of and the one after the last.
func scanWords(rs []rune, each func(word string, from, to int)) {
	var b strings.Builder
	from, to := 0, 0
	flush := func() {
		if b.Len() > 0 {
			w := b.String()
			b.Reset()
			each(w, from, to)
		}
	}
	for i, r := range rs {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if b.Len() == 0 {
				from = i
			}
			to = i + 1
			b.WriteRune(unicode.ToLower(r))
		case unicode.Is(unicode.Mn, r):
			if to == i {
				to = i + 1 // an accent belongs to its letter
			}
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
}

// Find returns where text has the words of query, folded, in the bytes of text.
func Find(text, query string) []Span {
	want := map[string]bool{}
	for _, w := range Words(query) {
		want[w] = true
	}
	var rs []rune
	var at []Span // what each rune of rs comes from
	for i := 0; i < len(text); {
		n := max(1, norm.NFKD.NextBoundaryInString(text[i:], true))
		for _, r := range norm.NFKD.String(text[i : i+n]) {
			rs, at = append(rs, r), append(at, Span{i, i + n})
		}
		i += n
	}
	var out []Span
	scanWords(rs, func(word string, from, to int) {
		if want[word] {
			out = append(out, Span{at[from].Start, at[to-1].End})
		}
	})
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
