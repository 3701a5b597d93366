package eval

import (
	"slices"
	"strings"
	"unicode"
)

// token is a word (letters, digits, inner apostrophes) or one other mark.
type token struct {
	start, end int // code points
	word       bool
}

// text is a document cut into tokens.
type text struct {
	runes  []rune
	tokens []token
	owner  []int // token of each code point, -1 for white space
}

func isWordRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r)
}

// newText cuts s; a hyphen joins words where hyphens is set (the scorer of acts).
func newText(s string, hyphens bool) *text {
	t := &text{runes: []rune(s)}
	t.owner = make([]int, len(t.runes)+1)
	for i := range t.owner {
		t.owner[i] = -1
	}
	for i := 0; i < len(t.runes); {
		r := t.runes[i]
		switch {
		case isWordRune(r):
			j := t.wordEnd(i, hyphens)
			t.put(i, j, true)
			i = j
		case unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f:
			i++
		default:
			t.put(i, i+1, false)
			i++
		}
	}
	return t
}

func (t *text) wordEnd(i int, hyphens bool) int {
	for i < len(t.runes) {
		r := t.runes[i]
		joint := r == '\'' || r == '’' || hyphens && r == '-'
		if !isWordRune(r) && !(joint && i+1 < len(t.runes) && isWordRune(t.runes[i+1])) {
			break
		}
		i++
	}
	return i
}

func (t *text) put(a, b int, word bool) {
	for k := a; k < b; k++ {
		t.owner[k] = len(t.tokens)
	}
	t.tokens = append(t.tokens, token{a, b, word})
}

func (t *text) slice(a, b int) string { return string(t.runes[a:b]) }

func (t *text) form(i int) string { return t.slice(t.tokens[i].start, t.tokens[i].end) }

// set is a sorted list of token numbers.
type set []int

// words returns the word tokens that the spans touch, or, where there is none,
// the marks.
func (t *text) words(spans []Span) set {
	var words, marks set
	for _, s := range spans {
		for k := s[0]; k < s[1]; {
			i := t.owner[k]
			if i < 0 {
				k++
				continue
			}
			if t.tokens[i].word {
				words = append(words, i)
			} else {
				marks = append(marks, i)
			}
			k = t.tokens[i].end
		}
	}
	if len(words) == 0 {
		words = marks
	}
	slices.Sort(words)
	return slices.Compact(words)
}

func (s set) has(i int) bool {
	_, ok := slices.BinarySearch(s, i)
	return ok
}

// within reports whether every token of s is in o.
func (s set) within(o set) bool { return shared(s, o) == len(s) }

func shared(a, b set) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// jaccard is |a and b| / |a or b|, 0 where both are empty.
func jaccard(a, b set) float64 {
	n := shared(a, b)
	return share(float64(n), float64(len(a)+len(b)-n))
}

// trim takes white space off both ends of a span.
func (t *text) trim(s Span) Span {
	for s[0] < s[1] && unicode.IsSpace(t.runes[s[0]]) {
		s[0]++
	}
	for s[1] > s[0] && unicode.IsSpace(t.runes[s[1]-1]) {
		s[1]--
	}
	return s
}

var headStop = wordSet(`of who whom whose which that for from at in on with by to into about as and or & nor near under
	over after before during against among between including both told said`)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// head returns the head word of the first span: the last word before a comma,
// bracket, dash, colon, preposition, relative pronoun or conjunction; -1 for none.
func (t *text) head(spans []Span) int {
	if len(spans) == 0 {
		return -1
	}
	first := slices.MinFunc(spans, func(a, b Span) int { return slices.Compare(a[:], b[:]) })
	last := -1
	for i, k := range t.tokens {
		if k.end <= first[0] {
			continue
		}
		if k.start >= first[1] {
			break
		}
		if k.word {
			if last >= 0 && headStop[strings.ToLower(t.form(i))] {
				break
			}
			last = i
		} else if last >= 0 && strings.ContainsRune(",;:([{—–-", t.runes[k.start]) {
			if t.runes[k.start] == '-' && k.start > 0 && !unicode.IsSpace(t.runes[k.start-1]) {
				continue
			}
			break
		}
	}
	return last
}
