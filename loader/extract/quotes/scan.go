package quotes

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark is a quotation mark: the bytes [at, end) of the text. A mark that neither
// opens nor closes by its surroundings goes by what is open.
type mark struct {
	at, end       int
	single        bool
	opens, closes bool
	weak          bool // closes, or is the apostrophe of a plural ("the ministers' plan")
	void          bool // is none
}

// shape is the way a mark points.
type shape uint8

const (
	straight shape = iota
	opening
	closing
)

// scan appends the marks of text[start:end].
func scan(ms []mark, text string, start, end int) []mark {
	for i := start; i < end; {
		n, single, sh := markAt(text[i:end])
		if n == 0 {
			i++
			continue
		}
		m := mark{at: i, end: i + n, single: single}
		var last mark
		if len(ms) > 0 {
			last = ms[len(ms)-1]
		}
		glued := last.end == i && i > start && last.opens && !last.closes && !last.void
		if single {
			m.judgeSingle(text, start, end, sh, glued)
		} else {
			m.judgeDouble(text, start, end, sh, glued)
		}
		if !single || m.opens || m.closes {
			ms = append(ms, m)
		}
		i += n
	}
	return ms
}

// markAt returns the bytes of the mark that s begins with, 0 if it is none.
func markAt(s string) (n int, single bool, sh shape) {
	switch s[0] {
	case '"':
		return 1, false, straight
	case '\'':
		if strings.HasPrefix(s, "''") {
			return 2, false, straight
		}
		return 1, true, straight
	case '`':
		if strings.HasPrefix(s, "``") {
			return 2, false, opening
		}
		return 1, true, opening
	case 0xC2, 0xE2:
	default:
		return 0, false, straight
	}
	switch r, n := utf8.DecodeRuneInString(s); r {
	case '“', '«', '‟':
		return n, false, opening
	case '”', '»':
		return n, false, closing
	case '„':
		return n, false, opening
	case '‘', '‛', '‹', '‚':
		return n, true, opening
	case '’', '›':
		return n, true, closing
	}
	return 0, false, straight
}

// around returns the runes on either side of m, -1 at the borders of the block.
func (m *mark) around(text string, start, end int) (prev, next rune) {
	prev, next = -1, -1
	if m.at > start {
		prev, _ = utf8.DecodeLastRuneInString(text[start:m.at])
	}
	if m.end < end {
		next, _ = utf8.DecodeRuneInString(text[m.end:end])
	}
	return prev, next
}

// judgeDouble decides by the surroundings, and where they do not tell, by the
// shape. Curly marks that point the wrong way are common (“No“, he said).
func (m *mark) judgeDouble(text string, start, end int, sh shape, glued bool) {
	prev, next := m.around(text, start, end)
	m.opens = (glued || leads(prev)) && !gap(next)
	m.closes = !glued && !gap(prev) && !bracket(prev) && (gap(next) || !wordy(next))
	if m.opens == m.closes && sh != straight {
		m.opens, m.closes = sh == opening, sh == closing
	}
}

// judgeSingle leaves both false for an apostrophe.
func (m *mark) judgeSingle(text string, start, end int, sh shape, glued bool) {
	prev, next := m.around(text, start, end)
	switch {
	case wordy(prev) && wordy(next):
		return
	case (glued || leads(prev)) && !gap(next) && sh != closing:
		m.opens = !clipped(text[m.end:end])
	case !glued && !gap(prev) && !wordy(next):
		m.closes = true
		m.weak = (prev == 's' || prev == 'S') && continues(text[m.end:end])
	}
}

// dropPossessives voids the weak closing marks that a sure one follows before the
// next opening mark: 'the ministers' plan has failed', he said.
func dropPossessives(ms []mark) {
	sure := false
	for i := len(ms) - 1; i >= 0; i-- {
		m := &ms[i]
		switch {
		case !m.single:
		case m.opens:
			sure = false
		case m.weak:
			m.void = sure
		default:
			sure = true
		}
	}
}

// gap reports whether r is white space or the border of a block.
func gap(r rune) bool { return r < 0 || unicode.IsSpace(r) }

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func bracket(r rune) bool { return r == '(' || r == '[' || r == '{' }

// leads reports whether an opening mark may follow r.
func leads(r rune) bool {
	return gap(r) || bracket(r) || r == '—' || r == '–' || r == '-' || r == '/' || r == ':'
}

// continues reports whether s goes on with a space and a word.
func continues(s string) bool {
	if s == "" || s[0] != ' ' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[1:])
	return wordy(r)
}

// clippings are words that an apostrophe begins.
var clippings = map[string]bool{"em": true, "tis": true, "twas": true, "til": true, "till": true,
	"cause": true, "bout": true, "n": true, "round": true, "cos": true, "nuff": true, "neath": true}

// clipped reports whether the word that s begins with is shortened in front, so
// that the mark before it is an apostrophe ('90s, 'em, rock 'n' roll).
func clipped(s string) bool {
	n := 0
	for n < len(s) && n < 8 && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || s[n] >= '0' && s[n] <= '9') {
		n++
	}
	w := strings.ToLower(s[:n])
	if len(w) >= 2 && w[0] >= '0' && w[0] <= '9' && w[1] >= '0' && w[1] <= '9' && (len(w) == 2 || len(w) == 3 && w[2] == 's') {
		return true
	}
	return clippings[w]
}
