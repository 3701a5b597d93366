package graph

import (
	"strings"
	"unicode/utf8"
)

// Span is a half-open range of bytes [Start, End) of an article's clean text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the number of bytes.
func (s Span) Len() int { return s.End - s.Start }

// Covers reports whether o lies inside s.
func (s Span) Covers(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether s and o share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Of returns the words that s cuts from text.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// cuts reports whether s is not empty, lies in text and cuts it at borders of runes.
func (s Span) cuts(text string) bool {
	if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
		return false
	}
	return utf8.RuneStart(text[s.Start]) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}

// Selector is a span as it is shown outside: position in Unicode code points and
// the quotation with its surroundings, as in the W3C Web Annotation Data Model
// (TextPositionSelector and TextQuoteSelector).
type Selector struct {
	Start  int // code points
	End    int // code points
	Exact  string
	Prefix string
	Suffix string
}

// selectorContext is how many code points of prefix and suffix a selector shows.
const selectorContext = 32

// Select returns the selector of each span; the spans must cut text.
func Select(text string, spans []Span) []Selector {
	out := make([]Selector, len(spans))
	for i, s := range spans {
		start := utf8.RuneCountInString(text[:s.Start])
		exact := text[s.Start:s.End]
		out[i] = Selector{
			Start: start, End: start + utf8.RuneCountInString(exact), Exact: exact,
			Prefix: lastRunes(text[:s.Start], selectorContext), Suffix: firstRunes(text[s.End:], selectorContext),
		}
	}
	return out
}

func lastRunes(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, w := utf8.DecodeLastRuneInString(s[:i])
		i -= w
	}
	return s[i:]
}

func firstRunes(s string, n int) string {
	i := 0
	for ; n > 0 && i < len(s); n-- {
		_, w := utf8.DecodeRuneInString(s[i:])
		i += w
	}
	return s[:i]
}

// Join returns the words that the spans cut from text, joined by " … ".
func Join(text string, spans []Span) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = s.Of(text)
	}
	return strings.Join(parts, " … ")
}
