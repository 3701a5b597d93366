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
// name tagger share.
type Feat struct {
	Word, Lower, Shape, Pre1, Pre2, Pre3, Suf1, Suf2, Suf3, Suf4 uint32
	Class, Mask                                                  uint32  // ambiguity class of the tag dictionary, analyses of the lexicon
	Fine, Middle, Coarse                                         uint32  // clusters of the lexicon
	Only                                                         uint8   // 1+tag of a word that has one tag only
	own                                                          []int16 // score of every tag by the word alone
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
	Tags  []string // by number
	model *linear.Model
	words known // by the hash of the lower-cased word
	forms known // by the hash of the word: those with one tag only
	lex   *lexicon.Lexicon
}

var pad = Feat{Word: 1, Lower: 2, Shape: 3, Suf1: 4, Suf2: 5, Suf3: 6, Suf4: 7, Pre1: 8, Pre2: 9, Pre3: 10, Class: 11, Mask: 12}

// numFeats is the number of features of one decision.
const numFeats = 46

// features fills out with those of word i of fs that hang on where it stands, given
// the two tags to its left.
func features(out []uint32, fs []Feat, i int, t1, t2 uint32) []uint32 {
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
		m(10, m(w.Shape, pos)),
		m(11, t1), m(12, t12), m(13, m(t1, w.Lower)), m(14, m(t12, w.Lower)),
		m(15, l1.Lower), m(16, l2.Lower), m(17, r1.Lower), m(18, r2.Lower),
		m(19, l1.Suf3), m(20, r1.Suf3), m(21, m(r1.Shape, w.Shape)), m(22, m(l1.Shape, w.Shape)),
		m(23, m(l1.Lower, w.Lower)), m(24, m(w.Lower, r1.Lower)),
		m(26, m(w.Class, r1.Class)), m(27, m(t1, m(w.Class, r1.Class))), m(28, m(t1, r1.Class)),
		m(29, m(t1, w.Suf3)), m(30, m(w.Suf3, r1.Suf3)), m(31, m(r1.Class, r2.Class)),
		m(32, m(t12, w.Class)), m(33, m(w.Class, r1.Lower)), m(34, m(t1, m(w.Shape, w.Suf2))),
		m(36, m(w.Mask, t1)), m(37, m(w.Mask, m(r1.Mask, w.Shape))),
		m(39, r1.Mask), m(40, m(t1, m(w.Mask, r1.Mask))), m(41, m(w.Mask, m(w.Shape, pos))))
}

// ownFeatures appends the features of a word that do not hang on where it stands.
func ownFeatures(o []uint32, w *Feat) []uint32 {
	m := linear.Mix
	return append(o,
		m(1, w.Word), m(2, w.Lower), m(3, w.Suf1), m(4, w.Suf2), m(5, w.Suf3), m(6, w.Suf4),
		m(7, w.Pre1), m(8, w.Pre2), m(9, w.Pre3), m(25, w.Class), m(35, w.Mask), m(38, m(w.Mask, w.Suf2)), m(42, m(w.Class, w.Mask)),
		m(43, w.Fine), m(44, w.Middle), m(45, w.Coarse), m(46, m(w.Middle, m(w.Mask, w.Shape))))
}

// Prepare sets the ambiguity class and the analyses of a word, and what the model
// says of it wherever it stands.
func (t *Tagger) Prepare(f *Feat, word string) {
	k := t.words.get(f.Lower)
	if f.Class = k.class; f.Class == 0 {
		f.Class = linear.Mix(f.Suf2, f.Shape)
	}
	lower := strings.ToLower(word)
	if f.Mask = k.mask; !k.seen {
		f.Mask = t.lex.Mask(lower)
	}
	c := t.lex.Clusters(lower)
	f.Fine, f.Middle, f.Coarse = uint32(c.Fine), uint32(c.Middle), uint32(c.Coarse)
	if f.Only = t.forms.get(f.Word).only; f.Only > 0 || t.model == nil {
		return // no need of scores; while it learns there are none
	}
	var buf [numFeats]uint32
	var score [64]int32
	t.model.Score(ownFeatures(buf[:0], f), &score)
	f.own = make([]int16, t.model.NC)
	for c := range f.own {
		f.own[c] = int16(score[c]) // a sum of few bytes
	}
}

// Tag writes the number of the tag of every word to out. fs must be prepared.
func (t *Tagger) Tag(fs []Feat, out []uint8) {
	var buf [numFeats]uint32
	var score [64]int32
	t1, t2 := uint32(start), uint32(start)
	for i := range fs {
		best := 0
		if o := fs[i].Only; o > 0 {
			best = int(o - 1)
		} else {
			for c, v := range fs[i].own {
				score[c] = int32(v)
			}
			t.model.Score(features(buf[:], fs, i, t1, t2), &score)
			for c := 1; c < t.model.NC; c++ {
				if score[c] > score[best] {
					best = c
				}
			}
		}
		out[i] = uint8(best)
		t1, t2 = uint32(best), t1
	}
}
