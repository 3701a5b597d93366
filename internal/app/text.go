package app

import (
	"fmt"
	"strings"
	"unicode"
)

// printable escapes what would act on a terminal: control characters and marks
// that turn the direction of text round. Line breaks and tabs stay.
func printable(s string) string {
	if strings.IndexFunc(s, acts) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if acts(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// acts reports whether a terminal would do something at r instead of showing it.
func acts(r rune) bool {
	if r == '\n' || r == '\t' {
		return false
	}
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// oneLine is printable text on a single line of at most n code points.
func oneLine(s string, n int) string {
	s = printable(strings.Join(strings.Fields(s), " "))
	rs := []rune(s)
	if len(rs) <= n {
		return s
	}
	return string(rs[:n-1]) + "…"
}
