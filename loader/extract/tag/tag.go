// Package tag is a greedy averaged-perceptron part-of-speech tagger for
// the Penn tag set.
package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/loader/extract/lexicon"
	"hearsay/loader/extract/linear"
)

// Feat holds the hashes of one word that the tagger, the parser and the
// entity tagger share.
type Feat struct {
	Word, Lower, Shape, Pre1, Pre2, Pre3, Suf1, Suf2, Suf3, Suf4 uint32
	Class, Mask                                                  uint32 // ambiguity class of the tag dictionary, analyses of the lexicon
}

// Extract hashes a word.
func Extract(w string) Feat {
	l := lexicon.Lower(w)
	f := Feat{Word: linear.Hash(w), Lower: linear.Hash(l), Shape: linear.Hash(Shape(w))}
	n := len(l)
	f.Suf1 = linear.Hash(l[max(0, n-1):])
	f.Suf2 = linear.Hash(l[max(0, n-2):])
	f.Suf3 = linear.Hash(l[max(0, n-3):])
	f.Suf4 = linear.Hash(l[max(0, n-4):])
	f.Pre1 = linear.Hash(l[:min(n, 1)])
	f.Pre2 = linear.Hash(l[:min(n, 2)])
	f.Pre3 = linear.Hash(l[:min(n, 3)])
	return f
}

// Shape maps a word to its collapsed character classes ("U.S." is "X.X.").
func Shape(w string) string {
	var b [12]byte
	n := 0
	var last byte
	for _, r := range w {
		var c byte
		switch {
		case r >= 'a' && r <= 'z':
			c = 'x'
		case r >= 'A' && r <= 'Z':
			c = 'X'
		case r >= '0' && r <= '9':
			c = 'd'
		case r < utf8.RuneSelf:
			c = byte(r)
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLetter(r):
			c = 'x'
		case r == '’' || r == '‘':
			c = '\''
		case r == '“' || r == '”':
			c = '"'
		default:
			c = '?'
		}
		if c == last && n > 1 && b[n-2] == c {
			continue
		}
		if n == len(b) {
			break
		}
		b[n] = c
		n++
		last = c
	}
	return string(b[:n])
}

// Tagger assigns Penn tags. It is safe for concurrent use.
type Tagger struct {
	Tags  []string
	Model *linear.Model
	// Dict maps the hash of a lower-cased word to its ambiguity class, and
	// Only to 1+tag for words that were always seen with one tag.
	Dict map[uint32]uint32
	Only map[uint32]uint8
	// Lex gives the analyses of words; Masks holds those of known words.
	Lex   *lexicon.Lexicon
	Masks map[uint32]uint32
}

var pad = Feat{Word: 1, Lower: 2, Shape: 3, Suf1: 4, Suf2: 5, Suf3: 6, Suf4: 7, Pre1: 8, Pre2: 9, Pre3: 10, Class: 11, Mask: 12}

// NumFeats is the number of features of one decision.
const NumFeats = 42

// Features fills out for word i of fs, given the two tags to its left.
func Features(out []uint32, fs []Feat, i int, t1, t2 uint32) []uint32 {
	at := func(j int) *Feat {
		if j < 0 || j >= len(fs) {
			return &pad
		}
		return &fs[j]
	}
	w, l1, l2, r1, r2 := at(i), at(i-1), at(i-2), at(i+1), at(i+2)
	o := out[:0]
	m := linear.Mix
	t12 := m(t1, t2+100)
	pos := uint32(2)
	if i == 0 {
		pos = 1
	}
	return append(o,
		m(1, w.Word), m(2, w.Lower), m(3, w.Suf1), m(4, w.Suf2), m(5, w.Suf3), m(6, w.Suf4),
		m(7, w.Pre1), m(8, w.Pre2), m(9, w.Pre3), m(10, m(w.Shape, pos)),
		m(11, t1), m(12, t12), m(13, m(t1, w.Lower)), m(14, m(t12, w.Lower)),
		m(15, l1.Lower), m(16, l2.Lower), m(17, r1.Lower), m(18, r2.Lower),
		m(19, l1.Suf3), m(20, r1.Suf3), m(21, m(r1.Shape, w.Shape)), m(22, m(l1.Shape, w.Shape)),
		m(23, m(l1.Lower, w.Lower)), m(24, m(w.Lower, r1.Lower)),
		m(25, w.Class), m(26, m(w.Class, r1.Class)), m(27, m(t1, m(w.Class, r1.Class))), m(28, m(t1, r1.Class)),
		m(29, m(t1, w.Suf3)), m(30, m(w.Suf3, r1.Suf3)), m(31, m(r1.Class, r2.Class)),
		m(32, m(t12, w.Class)), m(33, m(w.Class, r1.Lower)), m(34, m(t1, m(w.Shape, w.Suf2))),
		m(35, w.Mask), m(36, m(w.Mask, t1)), m(37, m(w.Mask, m(r1.Mask, w.Shape))), m(38, m(w.Mask, w.Suf2)),
		m(39, r1.Mask), m(40, m(t1, m(w.Mask, r1.Mask))), m(41, m(w.Mask, m(w.Shape, pos))), m(42, m(w.Class, w.Mask)))
}

// Prepare sets the ambiguity classes and the lexicon masks of fs.
func (t *Tagger) Prepare(fs []Feat, words func(int) string) {
	for i := range fs {
		f := &fs[i]
		if c, ok := t.Dict[f.Lower]; ok {
			f.Class = c
		} else {
			f.Class = linear.Mix(f.Suf2, f.Shape)
		}
		if m, ok := t.Masks[f.Lower]; ok {
			f.Mask = m
		} else {
			f.Mask = t.Lex.Mask(strings.ToLower(words(i)))
		}
	}
}

// Tag writes the tag index of every word to out. fs must be prepared.
func (t *Tagger) Tag(fs []Feat, out []uint8) {
	var buf [NumFeats]uint32
	var score [64]int32
	t1, t2 := uint32(200), uint32(200)
	for i := range fs {
		best := 0
		if o := t.Only[fs[i].Word]; o > 0 {
			best = int(o - 1)
		} else {
			clear(score[:])
			t.Model.Score(Features(buf[:], fs, i, t1, t2), &score)
			for c := 1; c < t.Model.NC; c++ {
				if score[c] > score[best] {
					best = c
				}
			}
		}
		out[i] = uint8(best)
		t1, t2 = uint32(best), t1
	}
}
