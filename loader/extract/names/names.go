// Package names is a greedy averaged-perceptron tagger of names (persons,
// places, organisations) with gazetteers and document memory.
package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/loader/extract/linear"
	"hearsay/loader/extract/tag"
)

// Labels in BILOU form, O first.
var Labels = []string{"O",
	"B-PER", "I-PER", "L-PER", "U-PER",
	"B-LOC", "I-LOC", "L-LOC", "U-LOC",
	"B-ORG", "I-ORG", "L-ORG", "U-ORG"}

// Gazetteer maps lower-cased words and multi-word names to class bits.
type Gazetteer struct {
	Word   map[string]uint32 // classes of single words
	Phrase map[string]uint32 // classes of names of two words and more
	Max    int
}

func (g *Gazetteer) Add(name string, class uint32) {
	name = strings.ToLower(name)
	if n := strings.Count(name, " ") + 1; n > 1 {
		g.Phrase[name] |= class
		g.Max = max(g.Max, min(n, 6))
		return
	}
	g.Word[name] |= class
}

// Token is what the tagger sees of a word.
type Token struct {
	F    tag.Feat
	Tag  uint8
	Gaz  uint32 // class bits of the word; bits 16.. of a phrase it is part of
	Cap  bool
	Low  string
	Form string
}

// Tagger is immutable and safe for concurrent use.
type Tagger struct {
	Model *linear.Model
	Gaz   *Gazetteer
}

// Prepare makes the tokens of a sentence.
func Prepare(g *Gazetteer, words []string, fs []tag.Feat, tags []uint8) []Token {
	out := make([]Token, len(words))
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		low := strings.ToLower(w)
		out[i] = Token{F: fs[i], Tag: tags[i], Cap: unicode.IsUpper(r), Low: low, Form: w, Gaz: g.Word[low]}
	}
	for i := range out {
		if !out[i].Cap {
			continue
		}
		s := out[i].Low
		best, class := 0, uint32(0)
		for n := 2; n <= g.Max && i+n <= len(out); n++ {
			s += " " + out[i+n-1].Low
			if c := g.Phrase[s]; c != 0 {
				best, class = n, c
			}
		}
		for k := range best {
			out[i+k].Gaz |= class << 16
		}
	}
	return out
}

// Memory counts the labels that words of a document were given before.
type Memory map[string]*[4]uint16

func kind(label int) int { return (label + 3) / 4 } // 0 O, 1 PER, 2 LOC, 3 ORG

// Note remembers a labelled sentence.
func (m Memory) Note(ts []Token, labels []uint8) {
	for i, l := range labels {
		if !ts[i].Cap {
			continue
		}
		c := m[ts[i].Low]
		if c == nil {
			c = new([4]uint16)
			m[ts[i].Low] = c
		}
		c[kind(int(l))]++
	}
}

func (m Memory) hint(low string) uint32 {
	c := m[low]
	if c == nil {
		return 0
	}
	b := 0
	for k := range c {
		if c[k] > c[b] {
			b = k
		}
	}
	return uint32(b) + 1
}

const numFeats = 48

var pad = Token{F: tag.Feat{Word: 1, Lower: 2, Shape: 3, Suf3: 4, Pre3: 5}, Tag: 99}

// allCaps is set when a sentence has no lower case (a headline).
func features(buf *[numFeats]uint32, ts []Token, i int, l1, l2 uint32, mem Memory, allCaps uint32) []uint32 {
	at := func(j int) *Token {
		if j < 0 || j >= len(ts) {
			return &pad
		}
		return &ts[j]
	}
	w, p1, p2, n1, n2 := at(i), at(i-1), at(i-2), at(i+1), at(i+2)
	n := uint32(5000)
	o := buf[:0]
	m := linear.Mix
	add := func(a uint32) { n++; o = append(o, m(a, n)) }
	first := uint32(0)
	if i == 0 {
		first = 1
	}
	first |= allCaps << 1
	t := uint32(w.Tag)
	add(w.F.Word)
	add(w.F.Lower)
	add(m(w.F.Shape, first))
	add(w.F.Suf2)
	add(w.F.Suf3)
	add(w.F.Suf4)
	add(w.F.Pre2)
	add(w.F.Pre3)
	add(t)
	add(m(t, uint32(p1.Tag)))
	add(m(t, uint32(n1.Tag)))
	add(m(m(t, uint32(p1.Tag)), uint32(n1.Tag)))
	add(p1.F.Lower)
	add(n1.F.Lower)
	add(p2.F.Lower)
	add(n2.F.Lower)
	add(m(p1.F.Lower, w.F.Lower))
	add(m(w.F.Lower, n1.F.Lower))
	add(m(p1.F.Lower, w.F.Shape))
	add(m(n1.F.Lower, w.F.Shape))
	add(m(p1.F.Shape, m(w.F.Shape, n1.F.Shape)))
	add(l1)
	add(m(l1, l2))
	add(m(l1, w.F.Lower))
	add(m(l1, w.F.Shape))
	add(m(l1, t))
	add(m(l1, m(t, uint32(n1.Tag))))
	add(m(l1, p1.F.Lower))
	add(m(l1, n1.F.Lower))
	add(w.Gaz)
	add(m(w.Gaz, w.F.Shape))
	add(m(w.Gaz, t))
	add(m(l1, w.Gaz))
	add(m(p1.Gaz, w.Gaz))
	add(m(w.Gaz, n1.Gaz))
	add(m(p1.Gaz, m(w.Gaz, n1.Gaz)))
	add(n1.Gaz)
	add(p1.Gaz)
	add(m(n1.F.Suf3, w.F.Shape))
	add(m(n1.Gaz, m(l1, w.F.Shape)))
	if w.Cap {
		h := mem.hint(w.Low)
		add(m(h, first))
		add(m(h, w.Gaz))
		add(m(h, l1))
		if n1.Cap {
			add(m(mem.hint(n1.Low), 7))
		}
	}
	return o
}

func shouty(ts []Token) uint32 {
	up, low := 0, 0
	for i := range ts {
		for _, r := range ts[i].Form {
			if unicode.IsUpper(r) {
				up++
			} else if unicode.IsLower(r) {
				low++
			}
		}
	}
	if up > low {
		return 1
	}
	caps, words := 0, 0
	for i := range ts {
		if len(ts[i].Form) > 3 {
			words++
			if ts[i].Cap {
				caps++
			}
		}
	}
	if words > 3 && caps*4 > words*3 {
		return 2
	}
	return 0
}

func allowed(prev, next uint8) bool {
	open := prev > 0 && ((prev-1)%4 == 0 || (prev-1)%4 == 1) // B or I
	if !open {
		return next == 0 || (next-1)%4 == 0 || (next-1)%4 == 3
	}
	return next > 0 && (next-1)/4 == (prev-1)/4 && ((next-1)%4 == 1 || (next-1)%4 == 2)
}

// Tag labels a sentence and remembers it.
func (t *Tagger) Tag(ts []Token, mem Memory, out []uint8) {
	var buf [numFeats]uint32
	var score [64]int32
	l1, l2 := uint8(0), uint8(0)
	sh := shouty(ts)
	for i := range ts {
		clear(score[:])
		t.Model.Score(features(&buf, ts, i, uint32(l1), uint32(l2), mem, sh), &score)
		best := -1
		for c := range Labels {
			if !allowed(l1, uint8(c)) || i == len(ts)-1 && c > 0 && (c-1)%4 < 2 {
				continue
			}
			if best < 0 || score[c] > score[best] {
				best = c
			}
		}
		best = max(best, 0)
		out[i] = uint8(best)
		l1, l2 = uint8(best), l1
	}
	mem.Note(ts, out[:len(ts)])
}
