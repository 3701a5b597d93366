// Package segment cuts English news text into tokens and sentences by byte
// offset. It follows the conventions of the Universal Dependencies English
// treebanks: clitics (n't, 's) and the parts of hyphenated words stand alone.
package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is the byte span [Start,End) of the source.
type Token struct {
	Start, End int32
	// First is true for the first token of a sentence.
	First bool
}

// Tokenize returns the tokens of text in order. A blank line always ends a
// sentence; a single line break does not.
func Tokenize(text string) []Token {
	t := &tokenizer{src: text, out: make([]Token, 0, len(text)/5+8), first: true}
	i := 0
	for i < len(text) {
		// skip white space, watching for blank lines
		nl := 0
		for i < len(text) {
			c := text[i]
			if c == '\n' {
				nl++
				i++
			} else if c == ' ' || c == '\t' || c == '\r' {
				i++
			} else if c < utf8.RuneSelf {
				break
			} else if r, n := utf8.DecodeRuneInString(text[i:]); unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
				i += n
			} else {
				break
			}
		}
		if i >= len(text) {
			break
		}
		if nl >= 2 {
			t.first, t.pendingEnd = true, false
		}
		j := i
		for j < len(text) {
			c := text[j]
			if c < utf8.RuneSelf {
				if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
					break
				}
				j++
				continue
			}
			r, n := utf8.DecodeRuneInString(text[j:])
			if unicode.IsSpace(r) || r == '\u200b' {
				break
			}
			j += n
		}
		t.chunk(i, j)
		i = j
	}
	return t.out
}

type tokenizer struct {
	src        string
	out        []Token
	first      bool // the next token opens a sentence
	pendingEnd bool // the last token ended a sentence; closers may still attach
	abbrevEnds bool // the word at hand is an abbreviation that ends a sentence
}

func (t *tokenizer) emit(a, b int) {
	if a >= b {
		return
	}
	w := t.src[a:b]
	if t.pendingEnd {
		glued := len(t.out) > 0 && int(t.out[len(t.out)-1].End) == a
		if glued && (isCloser(w) || isEndMark(w)) {
			// stays with the sentence that ended
		} else if w == "..." || w == "…" {
			// an ellipsis set apart belongs to what came before
		} else {
			t.pendingEnd = false
			if r, _ := utf8.DecodeRuneInString(w); !unicode.IsLower(r) && !glued || glued && unicode.IsUpper(r) {
				t.first = true
			}
		}
	}
	t.out = append(t.out, Token{int32(a), int32(b), t.first})
	t.first = false
}

func isEndMark(w string) bool {
	switch w {
	case ".", "!", "?", "…", "...", "?!", "!?", "....":
		return true
	}
	return len(w) > 1 && strings.Trim(w, "!?.") == ""
}

func isCloser(w string) bool {
	switch w {
	case `"`, "”", "’", "'", ")", "]", "}", "»", "''":
		return true
	}
	return false
}

func opener(s string) int {
	switch c := s[0]; {
	case c == '"' || c == '(' || c == '[' || c == '{' || c == '$' || c == '#' || c == '*' || c == '<' || c == '>' || c == '/' || c == '=' || c == '|' || c == '+':
		return 1
	case c == '`':
		if strings.HasPrefix(s, "``") {
			return 2
		}
		return 1
	case c == '\'':
		if strings.HasPrefix(s, "''") {
			return 2
		}
		// 'tis, 'em, '90s stay whole; a quoted word is opened
		if len(s) > 1 && (s[1] >= '0' && s[1] <= '9') {
			return 0
		}
		if clipped(s[1:]) {
			return 0
		}
		return 1
	case c == '-':
		n := 1
		for n < len(s) && s[n] == '-' {
			n++
		}
		if n == 1 && len(s) > 1 && s[1] >= '0' && s[1] <= '9' {
			return 1
		}
		return n
	case c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?':
		n := 1
		for n < len(s) && s[n] == c && (c == '.' || c == '!' || c == '?') {
			n++
		}
		if c == '.' && n == 1 && len(s) > 1 && s[1] >= '0' && s[1] <= '9' {
			return 0
		}
		return n
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRuneInString(s)
		switch r {
		case '“', '”', '‘', '„', '«', '»', '—', '–', '…', '•', '€', '£', '¥', '·', '§', '″', '′':
			return n
		case '’':
			if clipped(s[n:]) {
				return 0
			}
			return n
		}
		if unicode.IsPunct(r) || unicode.IsSymbol(r) {
			return n
		}
	}
	return 0
}

// clipped reports whether an apostrophe and w are one word ('em, 'tis).
func clipped(w string) bool {
	if len(w) > maxPrefix {
		return false
	}
	switch strings.ToLower(w) {
	case "em", "tis", "twas", "cause", "til", "till", "bout", "s", "re", "ve", "ll", "d", "m", "n":
		return true
	}
	return false
}

// chunk splits one white-space-free stretch.
func (t *tokenizer) chunk(a, b int) {
	s := t.src
	if isURL(s[a:b]) {
		whole := b
		for b > a && strings.IndexByte(".,;:!?)\"'", s[b-1]) >= 0 {
			b--
		}
		t.emit(a, b)
		for ; b < whole; b++ {
			t.tail(b, b+1)
		}
		return
	}
	for a < b {
		n := opener(s[a:b])
		if n == 0 {
			break
		}
		w := s[a : a+n]
		t.emit(a, a+n)
		if isEndMark(w) {
			t.pendingEnd = true
		}
		a += n
	}
	if a >= b {
		return
	}
	// peel the tail, remembering the pieces
	var cut [24][2]int
	k := 0
	e := b
tail:
	for e > a && k < len(cut) {
		c := s[e-1]
		switch {
		case c < utf8.RuneSelf && strings.IndexByte(`",;:!?)]}%*>/=|+`, c) >= 0:
			n := 1
			if c == '!' || c == '?' {
				for e-n > a && (s[e-n-1] == '!' || s[e-n-1] == '?') {
					n++
				}
			}
			cut[k] = [2]int{e - n, e}
		case c == '\'':
			n := 1
			if e-2 >= a && s[e-2] == '\'' {
				n = 2
			}
			cut[k] = [2]int{e - n, e}
		case c == '-':
			n := 1
			for e-n > a && s[e-n-1] == '-' {
				n++
			}
			cut[k] = [2]int{e - n, e}
		case c == '.':
			n := 1
			for e-n > a && s[e-n-1] == '.' {
				n++
			}
			if n == 1 && t.keepsDot(a, e, b) {
				break tail
			}
			cut[k] = [2]int{e - n, e}
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeLastRuneInString(s[a:e])
			if r == '’' || r == '”' || r == '“' || r == '‘' || r == '…' || r == '—' || r == '–' || r == '»' || r == '°' || (unicode.IsPunct(r) && r != '·') {
				cut[k] = [2]int{e - n, e}
			} else {
				break tail
			}
		default:
			break tail
		}
		e = cut[k][0]
		k++
	}
	t.core(a, e)
	if t.abbrevEnds {
		t.abbrevEnds, t.pendingEnd = false, true
	}
	for k--; k >= 0; k-- {
		t.tail(cut[k][0], cut[k][1])
	}
}

func (t *tokenizer) tail(a, b int) {
	t.emit(a, b)
	if isEndMark(t.src[a:b]) {
		t.pendingEnd = true
	}
}

// keepsDot decides whether the full stop at e-1 belongs to the word a..e of a
// stretch that ends at b.
func (t *tokenizer) keepsDot(a, e, b int) bool {
	s := t.src
	w := s[a : e-1]
	if w == "" {
		return false
	}
	if i := strings.LastIndexByte(w, '-'); i >= 0 && abbreviations[strings.ToLower(w[i+1:])] == title {
		w = w[i+1:] // Lt.-Gen.
	}
	lw := strings.ToLower(w)
	known := abbreviations[lw]
	initial := utf8.RuneCountInString(w) == 1 && unicode.IsUpper(rune(w[0]))
	dotted := strings.Contains(w, ".") && isDotted(w)
	if e < b { // something was peeled after it: "U.S.)" or "Inc.,"
		if strings.IndexByte(",:;-?!", s[e]) >= 0 {
			return known != unknown || dotted || initial
		}
		// closing quote or bracket: an abbreviation only when well known
		return dotted || lw == "inc" || lw == "corp"
	}
	next, lower, digit := t.nextWord(b)
	switch {
	case next == "":
		return dotted && lw != "p.m" // end of text: UD keeps "U.S."
	case known == numbered:
		return digit
	case known == title:
		return !lower || lw == "vs" || lw == "e.g" || lw == "i.e" || lw == "approx"
	case initial: // within a name, unless "I." or a starter follows
		return w != "I" && (!starters[next] || len(t.out) == 0)
	case known == mayEnd || dotted:
		if ambiguous[lw] && !digit && !unicode.IsUpper(rune(w[0])) {
			return false
		}
		t.abbrevEnds = starters[next]
		return true
	}
	return false
}

func isDotted(w string) bool {
	run := 0
	for _, r := range w {
		if r == '.' {
			if run == 0 || run > 2 {
				return false
			}
			run = 0
			continue
		}
		if !unicode.IsLetter(r) {
			return false
		}
		run++
	}
	return run > 0 && run <= 2
}

// nextWord returns the word after b without opening marks.
func (t *tokenizer) nextWord(b int) (w string, lower, digit bool) {
	s := t.src
	i, nl := b, 0
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\t' || s[i] == '\r') {
		if s[i] == '\n' {
			nl++
		}
		i++
	}
	if i >= len(s) || nl >= 2 {
		return "", false, false
	}
	for i < len(s) && (s[i] == '"' || s[i] == '(' || s[i] == '\'') {
		i++
	}
	for strings.HasPrefix(s[i:], "“") || strings.HasPrefix(s[i:], "‘") {
		i += len("“")
	}
	j := i
	for j < len(s) && (s[j] >= utf8.RuneSelf || s[j] >= 'a' && s[j] <= 'z' || s[j] >= 'A' && s[j] <= 'Z' || s[j] >= '0' && s[j] <= '9') {
		j++
	}
	if i == j {
		return "-", false, false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return s[i:j], unicode.IsLower(r), r >= '0' && r <= '9'
}

func isURL(w string) bool {
	return strings.HasPrefix(w, "http://") || strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "www.") ||
		(strings.IndexByte(w, '@') > 0 && strings.IndexByte(w, '.') > 0 && !strings.ContainsAny(w, "()<>"))
}

// core splits a word without outer punctuation: clitics, then inner marks.
func (t *tokenizer) core(a, b int) {
	var cut [4]int
	k, e := 0, b
	for k < len(cut) {
		i := t.clitic(a, e)
		if i < 0 {
			break
		}
		cut[k], e = i, i
		k++
	}
	if e-a == 6 && strings.EqualFold(t.src[a:e], "cannot") {
		t.emit(a, a+3)
		t.emit(a+3, e)
	} else {
		t.inner(a, e)
	}
	for k--; k >= 0; k-- {
		end := b
		if k > 0 {
			end = cut[k-1]
		}
		t.emit(cut[k], end)
	}
}

// clitic returns where the clitic begins with which a..b ends, -1 if with none.
func (t *tokenizer) clitic(a, b int) int {
	s := t.src
	for n := 1; n <= 2 && a+n < b; n++ {
		i := b - n // behind the apostrophe
		switch {
		case i-1 > a && s[i-1] == '\'':
			i--
		case i-len("’") > a && strings.HasSuffix(s[a:i], "’"):
			i -= len("’")
		default:
			continue
		}
		switch suffix := strings.ToLower(s[b-n : b]); suffix {
		case "s", "d", "m", "re", "ve", "ll":
			return i
		case "t":
			if i-1 > a && s[i-1]|0x20 == 'n' {
				return i - 1
			}
		}
	}
	return -1
}

// inner splits a word at the marks inside it.
func (t *tokenizer) inner(a, b int) {
	s := t.src
	address := false // there is an @ or _ in it: a name of the net
	for i := a; i < b; {
		n := t.innerMark(a, i, b, address)
		if n == 0 {
			address = address || s[i] == '@' || s[i] == '_'
			_, n = utf8.DecodeRuneInString(s[i:b])
			i += n
			continue
		}
		t.emit(a, i)
		if strings.IndexByte(`"()[];!?`, s[i]) >= 0 {
			t.tail(i, i+n)
			t.pendingEnd = t.pendingEnd && (s[i] == '!' || s[i] == '?')
		} else {
			t.emit(i, i+n)
		}
		a, i, address = i+n, i+n, false
	}
	t.unit(a, b)
}

// innerMark returns the length of the mark at i inside the word a..b at which it
// splits, 0 if it does not.
func (t *tokenizer) innerMark(a, i, b int, address bool) int {
	s := t.src
	c := s[i]
	if c >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(s[i:b])
		if r == '—' || r == '–' || r == '…' || r == '“' || r == '”' {
			return n
		}
		return 0
	}
	if c == '%' {
		return 1
	}
	if i == a {
		return 0
	}
	last := i+1 == b
	digits := isDigit(s[i-1]) && !last && isDigit(s[i+1])
	switch c {
	case '-':
		if n := count(s[i:b], '-'); n > 1 || !address && t.splitHyphen(a, i, b) {
			return n
		}
	case '.':
		if n := count(s[i:b], '.'); n >= 3 {
			return n
		}
	case '/', ',':
		if !last && !digits {
			return 1
		}
	case ':':
		if !last && !isDigit(s[i+1]) {
			return 1
		}
	case '"', '(', ')', '[', ']', ';', '!', '?', '$':
		return 1
	}
	return 0
}

// count returns how many c the string begins with.
func count(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// unit splits a number from the unit glued to it (5pm, 20km, $3bn).
func (t *tokenizer) unit(a, b int) {
	s := t.src
	i := a
	for i < b && (isDigit(s[i]) || s[i] == '.' || s[i] == ',') {
		i++
	}
	if i > a && i < b && isDigit(s[a]) {
		switch strings.ToLower(s[i:b]) {
		case "pm", "am", "km", "kg", "m", "bn", "mm", "cm", "mg", "gb", "mb", "ghz", "mhz", "p.m", "a.m", "p.m.", "a.m.", "ft", "lbs", "lb", "mph", "k":
			t.emit(a, i)
			t.emit(i, b)
			return
		}
	}
	t.emit(a, b)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// splitHyphen reports whether the word a..b splits at the hyphen at i.
func (t *tokenizer) splitHyphen(a, i, b int) bool {
	if i+1 >= b {
		return false
	}
	left, right := t.src[a:i], t.src[i+1:b]
	if isDigit(left[len(left)-1]) && isDigit(right[0]) {
		return strings.IndexByte(left, '-') < 0 && strings.IndexByte(right, '-') < 0 // 2-1, 1990-95; not a phone number
	}
	return len(left) > maxPrefix || !keepHyphen[strings.ToLower(left)]
}
