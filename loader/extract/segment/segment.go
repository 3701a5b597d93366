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

// abbrev holds abbreviations that keep their full stop. The value tells
// whether a sentence may end with one: 0 never (a title, before a name),
// 1 perhaps (decided by the next word), 2 never before a digit.
var abbrev = map[string]uint8{}

func init() {
	for _, w := range strings.Fields(`mr mrs ms dr prof gen col lt sgt capt cmdr adm maj brig cpl pvt sen rep gov
		rev hon pres supt det insp st mt ft messrs mme mlle fr hr msgr amb atty vs viz cf eg e.g i.e ie approx dept
		asst assoc esq spc pfc sr.lt hmrc.no al-hajj sens reps govs gens profs drs`) {
		abbrev[w] = 0
	}
	for _, w := range strings.Fields(`inc corp co ltd plc llc bros jr sr etc u.s u.k u.n e.u u.s.a d.c p.m a.m ph.d m.d b.a m.a
		b.sc m.sc l.a n.y calif fla tex mass conn ariz colo wash penn va md ga ill ind mich minn wis tenn ala
		ave blvd rd sq univ inst jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri
		u.s.s.r u.a.e al a.d b.c b.c.e c.e s.a n.v a.g g.m.b.h r.i.p q.c k.c m.p ed eds est`) {
		abbrev[w] = 1
	}
	for _, w := range strings.Fields(`no nos fig figs art arts sec secs vol vols pp p para ch eq op cit`) {
		abbrev[w] = 2
	}
}

// starters are words that, capitalised after an abbreviation, open a sentence.
var starters = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`the a an he she it they we i you this that these those there his her its their our my
		in on at for from but and or so if when while as after before since by with to of not no what who why how where
		however meanwhile also although though despite during under over some many most all both each another one two
		officials police now then still yet last earlier later according asked is are was were`) {
		starters[strings.ToUpper(w[:1])+w[1:]] = true
	}
}

// keepHyphen holds prefixes and name particles after which a hyphen does not split.
var keepHyphen = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`co re pre non anti post multi semi sub un mid ex pro e de inter intra counter ultra
		bi tri over under vice al el as az ad ash an ar at abd abu bin ben jean ki`) {
		keepHyphen[w] = true
	}
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
		switch strings.ToLower(s[1:]) {
		case "em", "tis", "twas", "cause", "til", "till", "bout", "s", "re", "ve", "ll", "d", "m", "n":
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
			switch strings.ToLower(s[n:]) {
			case "em", "tis", "twas", "s", "re", "ve", "ll", "d", "m":
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

// chunk splits one white-space-free stretch.
func (t *tokenizer) chunk(a, b int) {
	s := t.src
	if isURL(s[a:b]) {
		for b > a && strings.IndexByte(".,;:!?)\"'", s[b-1]) >= 0 {
			b--
		}
		end := b
		t.emit(a, b)
		for k := end; k < len(s) && s[k] > ' '; k++ {
			t.tail(k, k+1)
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

// keepsDot decides whether the full stop at e-1 belongs to the word a..e.
func (t *tokenizer) keepsDot(a, e, b int) bool {
	s := t.src
	w := s[a : e-1]
	if w == "" {
		return false
	}
	// last piece after a hyphen or a slash decides (Lt.-Gen.)
	lw := strings.ToLower(w)
	next, lower, digit := t.nextWord(b)
	kind, known := abbrev[lw]
	initial := utf8.RuneCountInString(w) == 1 && unicode.IsUpper(rune(w[0]))
	dotted := strings.Contains(w, ".") && isDotted(w)
	if e < b { // something was peeled after it: "U.S.)" or "Inc.,"
		c := s[e]
		if c == ',' || c == ':' || c == ';' || c == '-' || c == '?' || c == '!' {
			return known || dotted || initial
		}
		// closing quote or bracket: an abbreviation only when well known
		return (known && kind == 1 && (dotted || lw == "inc" || lw == "corp")) || dotted
	}
	switch {
	case next == "":
		return dotted && lw != "p.m" // end of text: UD keeps "U.S."
	case known && kind == 2:
		return digit
	case known && kind == 0:
		return !lower || lw == "vs" || lw == "e.g" || lw == "i.e" || lw == "approx"
	case initial:
		// an initial within a name, unless "I." or a starter follows
		if w == "I" {
			return false
		}
		return !starters[next] || len(t.out) == 0
	case known || dotted:
		if (lw == "jan" || lw == "mar" || lw == "sun" || lw == "wed" || lw == "ill" || lw == "mass" || lw == "wash" || lw == "ed") && !digit && !unicode.IsUpper(rune(w[0])) {
			return false
		}
		if lw == "no" {
			return digit
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
	s := t.src
	// clitics
	for _, ap := range [...]string{"'", "’"} {
		i := strings.LastIndex(s[a:b], ap)
		if i <= 0 {
			continue
		}
		i += a
		suf := s[i+len(ap) : b]
		switch len(suf) {
		case 1:
			switch suf[0] | 0x20 {
			case 's', 'd', 'm':
				t.core(a, i)
				t.emit(i, b)
				return
			case 't':
				if i-1 > a && s[i-1]|0x20 == 'n' {
					t.core(a, i-1)
					t.emit(i-1, b)
					return
				}
			}
		case 2:
			if l := strings.ToLower(suf); l == "re" || l == "ve" || l == "ll" {
				t.core(a, i)
				t.emit(i, b)
				return
			}
		}
	}
	if b-a == 6 && strings.EqualFold(s[a:b], "cannot") {
		t.emit(a, a+3)
		t.emit(a+3, b)
		return
	}
	// inner splits
	i := a
	for i < b {
		c := s[i]
		switch {
		case c == '-' && i > a:
			n := 1
			for i+n < b && s[i+n] == '-' {
				n++
			}
			if n > 1 || t.splitHyphen(a, i, b) {
				t.emit(a, i)
				t.emit(i, i+n)
				a, i = i+n, i+n
				continue
			}
		case c == '/' && i > a && i+1 < b && !(isDigit(s[i-1]) && isDigit(s[i+1])):
			t.emit(a, i)
			t.emit(i, i+1)
			a, i = i+1, i+1
			continue
		case (c == '"' || c == '(' || c == ')' || c == '[' || c == ']' || c == ';' || c == '!' || c == '?') && i > a:
			t.emit(a, i)
			t.tail(i, i+1)
			t.pendingEnd = t.pendingEnd && (c == '!' || c == '?')
			a, i = i+1, i+1
			continue
		case c == '.' && i > a && strings.HasPrefix(s[i:b], "..."):
			n := 3
			for i+n < b && s[i+n] == '.' {
				n++
			}
			t.emit(a, i)
			t.emit(i, i+n)
			a, i = i+n, i+n
			continue
		case c == ',' && i > a && i+1 < b && !(isDigit(s[i-1]) && isDigit(s[i+1])):
			t.emit(a, i)
			t.emit(i, i+1)
			a, i = i+1, i+1
			continue
		case c == ':' && i > a && i+1 < b && !isDigit(s[i+1]):
			t.emit(a, i)
			t.emit(i, i+1)
			a, i = i+1, i+1
			continue
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == '—' || r == '–' || r == '…' || r == '“' || r == '”' {
				t.emit(a, i)
				t.emit(i, i+n)
				a, i = i+n, i+n
				continue
			}
			i += n
			continue
		case c == '%' || c == '$' && i > a:
			t.emit(a, i)
			t.emit(i, i+1)
			a, i = i+1, i+1
			continue
		}
		i++
	}
	t.unit(a, b)
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

func (t *tokenizer) splitHyphen(a, i, b int) bool {
	s := t.src
	if i+1 >= b {
		return false
	}
	left, right := s[a:i], s[i+1:b]
	if isDigit(left[len(left)-1]) && isDigit(right[0]) {
		return strings.Count(s[a:b], "-") == 1 // 2-1, 1990-95; not a phone number
	}
	if keepHyphen[strings.ToLower(left)] {
		return false
	}
	if strings.ContainsAny(left, "@_") {
		return false
	}
	return true
}
