package eval

import (
	"strings"
	"unicode"
)

// The quotation marks decide whether a content is direct, indirect or mixed. The
// pairing here is the one of the gold's definition, not that of the engine.

// quoteSets returns the quotations of a text, each as the set of its words.
func quoteSets(t *text) []set {
	var out []set
	for start := 0; start < len(t.runes); {
		end := start
		for end < len(t.runes) && t.runes[end] != '\n' {
			end++
		}
		for _, q := range paragraphQuotes(t.runes[start:end]) {
			if s := t.words([]Span{{q[0] + start, q[1] + start}}); len(s) > 0 {
				out = append(out, s)
			}
		}
		start = end + 1
	}
	return out
}

var closers = map[rune]string{'“': "”", '«': "»", '„': "“", '"': `"`}

// paragraphQuotes returns the quotations of one paragraph with their marks.
func paragraphQuotes(p []rune) (out []Span) {
	start, closer := -1, ""
	for i := 0; i < len(p); i++ {
		if start < 0 {
			switch {
			case closers[p[i]] != "":
				start, closer = i, closers[p[i]]
			case p[i] == '`' && i+1 < len(p) && p[i+1] == '`':
				start, closer = i, "''"
				i++
			default:
				if end := singleQuote(p, i); end > 0 {
					out = append(out, Span{i, end})
					i = end - 1
				}
			}
			continue
		}
		if n := closes(p, i, closer); n > 0 {
			out = append(out, Span{start, i + n})
			start = -1
			i += n - 1
		}
	}
	if start >= 0 && (strings.Contains("” '' »", closer) || strings.TrimSpace(string(p[:start])) == "") {
		out = append(out, Span{start, len(p)})
	}
	return out
}

// closes returns the length of the closing mark at i, 0 where there is none.
func closes(p []rune, i int, closer string) int {
	if closer == "''" {
		if i+1 < len(p) && (p[i] == '\'' && p[i+1] == '\'' || p[i] == '`' && p[i+1] == '`') {
			return 2
		}
		return 0
	}
	c := string(p[i])
	if c == closer || closer == "”" && c == `"` || closer == `"` && c == "”" {
		return 1
	}
	return 0
}

// singleQuote returns the end of a quotation in single marks that opens at i, 0
// where none does: it opens at the start of a word and closes at the end of one.
func singleQuote(p []rune, i int) int {
	if p[i] != '‘' && p[i] != '\'' || i+1 >= len(p) || !alnum(p[i+1]) {
		return 0
	}
	if i > 0 && !strings.ContainsRune(" ([—–-:\t\u00a0", p[i-1]) {
		return 0
	}
	end := min(i+400, len(p))
	for k := i + 2; k < end; k++ {
		if p[k] != '\'' && p[k] != '’' {
			continue
		}
		before := isWordRune(p[k-1]) || strings.ContainsRune(".,!?…)", p[k-1])
		after := k+1 == end || unicode.IsSpace(p[k+1]) || strings.ContainsRune(".,;:!?)]—–-", p[k+1])
		if before && after {
			return k + 1
		}
	}
	return 0
}

func alnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// quoteType tells how much of the content stands in quotation marks. A quotation
// that holds the cue too is an outer level and does not count.
func quoteType(t *text, content, cue set, quotes []set) string {
	inside := map[int]bool{}
	for _, q := range quotes {
		if len(cue) > 0 && cue.within(q) {
			continue
		}
		for _, i := range content {
			if q.has(i) {
				inside[i] = true
			}
		}
	}
	switch {
	case len(content) > 0 && len(inside) == len(content):
		return "direct"
	case len(inside) > 0:
		return "mixed"
	}
	return "indirect"
}
