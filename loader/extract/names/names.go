// Package names is a greedy averaged-perceptron tagger of names (persons,
// places, organisations) with gazetteers and document memory.
package names

import (
	"math/bits"
	"strings"
	"unicode"

	"hearsay/loader/extract/linear"
	"hearsay/loader/extract/tag"
	"hearsay/loader/extract/wordtable"
)

// Labels in BILOU form, O first.
var Labels = []string{"O",
	"B-PER", "I-PER", "L-PER", "U-PER",
	"B-LOC", "I-LOC", "L-LOC", "U-LOC",
	"B-ORG", "I-ORG", "L-ORG", "U-ORG"}

// Classes is the number of classes of a gazetteer.
const Classes = 16

// longest is the most words of a phrase that is looked for.
const longest = 6

// Word is what the gazetteer and the spelling say of a word, wherever it stands.
type Word struct {
	gaz      uint32 // class bits of the word
	lower    string
	hash     uint64 // of lower
	up, low  uint16 // letters of either case
	capital  bool   // the first letter is upper case
	long     bool   // more than three bytes
	place    bool   // the gazetteer knows a place or country of this name
	particle bool   // may begin a name in lower case
}

// NewWord looks a word up.
func (t *Tagger) NewWord(form string) Word {
	lower := strings.ToLower(form)
	w := Word{lower: lower, hash: wordtable.Extend(wordtable.Start, lower)}
	w.gaz = t.gaz.GetHash(w.hash)
	w.long, w.particle, w.place = len(form) > 3, particles[lower], w.gaz&places != 0
	for i, r := range form {
		switch {
		case unicode.IsUpper(r):
			w.capital = w.capital || i == 0
			w.up++
		case unicode.IsLower(r):
			w.low++
		}
	}
	return w
}

// particles may begin a name in lower case (al Masri, van Dyke).
var particles = map[string]bool{"al": true, "el": true, "de": true, "del": true, "della": true, "di": true, "da": true,
	"dos": true, "du": true, "la": true, "le": true, "van": true, "von": true, "der": true, "den": true, "ten": true,
	"bin": true, "ben": true, "ibn": true, "abu": true}

// Token is a word in its sentence.
type Token struct {
	F   tag.Feat
	W   Word
	Tag uint8  // number of the Penn tag
	gaz uint32 // class bits of the word; bits 16.. of a phrase it is part of
}

// plain reports whether the word cannot begin a name: it has no capital. Three words of
// four are such, and need no look at the model. Where people do not care for capitals
// ("from mexico"), a place that is no word else may be one.
func (w *Token) plain() bool {
	return w.W.up == 0 && !w.W.particle && !(w.W.place && w.W.long && w.F.Mask == 0)
}

// Tagger is immutable and safe for concurrent use.
type Tagger struct {
	model *linear.Model
	gaz   *wordtable.Table // words and phrases, joined by a space, to class bits
}

// New returns a tagger with a gazetteer: words and phrases in lower case to class
// bits.
func New(model *linear.Model, gazetteer *wordtable.Table) *Tagger {
	return &Tagger{model: model, gaz: gazetteer}
}

// look sets the gazetteer classes of the tokens of a sentence.
func (t *Tagger) look(ts []Token) {
	for i := range ts {
		ts[i].gaz = ts[i].W.gaz
	}
	for i := range ts {
		if !ts[i].W.capital {
			continue
		}
		h := ts[i].W.hash
		best, class := 0, uint32(0)
		for n := 2; n <= longest && i+n <= len(ts); n++ {
			h = wordtable.Extend(wordtable.Extend(h, " "), ts[i+n-1].W.lower)
			if c := t.gaz.GetHash(h); c != 0 {
				best, class = n, c
			}
		}
		for k := range best {
			ts[i+k].gaz |= class << Classes
		}
	}
}

func kind(label int) int { return (label + 3) / 4 } // 0 O, 1 PER, 2 LOC, 3 ORG

// A word has so many features at most: of its own, of the classes of the gazetteer among
// them, and with those of Memory and of its run.
const (
	ownFeats = 96
	numFeats = 170
)

var pad = Token{F: tag.Feat{Word: 1, Lower: 2, Shape: 3, Suf3: 4, Pre3: 5}, Tag: 99}

// allCaps is set when a sentence has no lower case (a headline).
func features(buf *[numFeats]uint32, ts []Token, i int, l1, l2 uint32, mem Memory, allCaps uint32) []uint32 {
	w, p1, p2, n1, n2 := &ts[i], beside(ts, i-1), beside(ts, i-2), beside(ts, i+1), beside(ts, i+2)
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
	add(w.gaz)
	add(m(w.gaz, w.F.Shape))
	add(m(w.gaz, t))
	add(m(l1, w.gaz))
	add(m(p1.gaz, w.gaz))
	add(m(w.gaz, n1.gaz))
	add(m(p1.gaz, m(w.gaz, n1.gaz)))
	add(n1.gaz)
	add(p1.gaz)
	add(m(n1.F.Suf3, w.F.Shape))
	add(m(n1.gaz, m(l1, w.F.Shape)))
	// the analyses of the dictionary: a word it knows in lower case is less likely a name
	k := w.F.Mask
	add(k)
	add(m(k, m(w.F.Shape, first)))
	add(m(k, t))
	add(m(p1.F.Mask, n1.F.Mask))
	add(m(m(k, n1.F.Mask), m(w.F.Shape, n1.F.Shape)))
	add(n1.F.Mask)
	add(p1.F.Mask)
	add(m(p2.F.Lower, p1.F.Lower))
	add(m(n1.F.Lower, n2.F.Lower))
	add(p1.F.Suf3)
	add(n1.F.Suf3)
	// the clusters: words that keep the same company
	n = 5100
	add(w.F.Fine)
	add(m(w.F.Fine, w.F.Shape))
	add(m(w.F.Middle, w.F.Shape))
	add(m(w.F.Middle, t))
	add(m(w.F.Coarse, w.F.Shape))
	add(m(w.F.Middle, l1))
	add(p1.F.Fine)
	add(p1.F.Middle)
	add(n1.F.Fine)
	add(n1.F.Middle)
	add(m(p1.F.Middle, m(w.F.Middle, 1)))
	add(m(w.F.Middle, n1.F.Middle))
	add(m(p1.F.Coarse, m(w.F.Coarse, n1.F.Coarse)))
	add(p2.F.Middle)
	add(n2.F.Middle)
	for g := w.gaz; g != 0 && len(o) < ownFeats; g &= g - 1 { // each class by itself
		o = append(o, m(m(uint32(bits.TrailingZeros32(g)), 77), l1))
	}
	if w.W.capital {
		n = 6000
		h := mem.hint(w.F.Lower)
		add(m(h, first))
		add(m(h, w.gaz))
		add(m(h, l1))
		if n1.W.capital {
			add(m(mem.hint(n1.F.Lower), 7))
		}
		o = mem.features(o, w)
		o = runFeatures(o, ts, i, l1)
	}
	return o
}

// shouty tells headlines: 1 for a sentence mostly in upper case, 2 for one whose
// words mostly begin with a capital.
func shouty(ts []Token) uint32 {
	up, low, caps, words := 0, 0, 0, 0
	for i := range ts {
		w := &ts[i].W
		up += int(w.up)
		low += int(w.low)
		if w.long {
			words++
			if w.capital {
				caps++
			}
		}
	}
	switch {
	case up > low:
		return 1
	case words > 3 && caps*4 > words*3:
		return 2
	}
	return 0
}

// open reports whether a name goes on after a label (B or I).
func open(l uint8) bool { return l > 0 && (l-1)%4 < 2 }

// allowed reports whether the label next may follow prev.
func allowed(prev, next uint8) bool {
	if !open(prev) {
		return next == 0 || (next-1)%4 == 0 || (next-1)%4 == 3
	}
	return next > 0 && (next-1)/4 == (prev-1)/4 && ((next-1)%4 == 1 || (next-1)%4 == 2)
}

// Observe enters into mem how the words of a sentence stand, for Tag. What a document
// tells of a name stands before it or behind it: all its sentences, or many, are
// observed before the first is labelled.
func (t *Tagger) Observe(ts []Token, mem Memory) {
	t.look(ts)
	mem.observe(ts)
}

// Tag labels a sentence that was observed, and remembers it.
func (t *Tagger) Tag(ts []Token, mem Memory, out []uint8) {
	var buf [numFeats]uint32
	var score [64]int32
	l1, l2 := uint8(0), uint8(0)
	sh := shouty(ts)
	for i := range ts {
		if !open(l1) && ts[i].plain() {
			out[i], l1, l2 = 0, 0, l1
			continue
		}
		clear(score[:])
		t.model.Score(features(&buf, ts, i, uint32(l1), uint32(l2), mem, sh), &score)
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
	Tidy(ts, out[:len(ts)])
	mem.note(ts, out[:len(ts)])
}

// links are words inside names that end none.
var links = map[string]bool{"of": true, "for": true, "in": true, "on": true, "at": true, "to": true, "from": true,
	"and": true, "the": true, "as": true, "by": true, "with": true}

// titles stand before the names of persons and are no part of them.
var titles = set("mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir lord lady king queen prince princess emperor " +
	"president prime minister senator sen sen. rep rep. congressman congresswoman governor gov gov. mayor judge justice " +
	"general gen gen. colonel col col. major captain capt capt. lieutenant lt lt. sergeant sgt sgt. admiral " +
	"secretary chancellor ambassador rev rev. reverend father vice")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// Tidy cuts off the names of a labelled sentence what is no part of them: at the end what
// begins with one of links and has no capital ("Washington of lying" is Washington), at the
// beginning a person's titles. A title alone names nobody.
func Tidy(ts []Token, labels []uint8) {
	for _, s := range Spans(labels) {
		first, last := s.First, s.Last
		for last > first && ts[last-1].W.up == 0 && ts[last-1].W.low > 0 {
			last--
		}
		if last == first || last < s.Last && !links[ts[last].W.lower] {
			last = s.Last
		}
		for s.Type == "PER" && first < last && titles[ts[first].W.lower] {
			first++
		}
		if first > s.First || last < s.Last {
			relabel(labels, s, first, last)
		}
	}
}

// relabel makes the words [first, last) of a name all of it.
func relabel(labels []uint8, s Span, first, last int) {
	k := (labels[s.First]-1)/4*4 + 1 // B of its type
	clear(labels[s.First:s.Last])
	for i := first; i < last; i++ {
		labels[i] = k + 1
	}
	switch {
	case last-first == 1:
		labels[first] = k + 3
	case last > first:
		labels[first], labels[last-1] = k, k+2
	}
}
