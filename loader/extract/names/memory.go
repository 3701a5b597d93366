package names

import "hearsay/loader/extract/linear"

// Memory is what a document tells of its words with a capital: how they stand in it,
// and the types that they were given before.
type Memory map[uint32]*seen

// seen is what is remembered of one word.
type seen struct {
	kinds         [4]uint32    // how often it was given no type, PER, LOC, ORG
	ways          uint32       // bits of ways
	phrases       uint32       // gazetteer classes of the phrases that it was part of
	before, after [keep]uint32 // neighbours, each once, then 0
	left, right   [keep]uint32 // their clusters, likewise
}

// keep is the number of neighbours on a side that are remembered of a word.
const keep = 4

// The ways in which a word with a capital stands.
const (
	lowered      = 1 << iota // it also stands in lower case, behind
	inside                   // not first in its sentence
	titled                   // behind an office or title
	forename                 // behind a given name
	surnamed                 // before a surname
	placed                   // behind in, at, from
	owning                   // before 's
	article                  // behind the
	incorporated             // before the last word of a company's name
	ended                    // at the end of a run of capitals
	begun                    // at the beginning of a run of capitals
	numWays      = iota
)

// Classes of the gazetteer that tell of the word beside.
const (
	givenNames = 1<<0 | 1<<1
	surnames   = 1 << 2
	places     = 1<<3 | 1<<13 | 1<<14
	offices    = 1<<8 | 1<<10
	lastOfOrg  = 1 << 9
)

var (
	locators   = map[string]bool{"in": true, "at": true, "from": true, "near": true, "across": true, "outside": true}
	possessive = map[string]bool{"'s": true, "’s": true}
)

// of returns what is remembered of a word, made if need be.
func (m Memory) of(low uint32) *seen {
	c := m[low]
	if c == nil {
		c = new(seen)
		m[low] = c
	}
	return c
}

// observe enters how the words of a sentence stand. They must have been looked up.
func (m Memory) observe(ts []Token) {
	for i := range ts {
		w := &ts[i]
		if !w.W.capital {
			if c := m[w.F.Lower]; c != nil {
				c.ways |= lowered
			}
			continue
		}
		c := m.of(w.F.Lower)
		c.phrases |= w.gaz >> Classes
		p, n := beside(ts, i-1), beside(ts, i+1)
		enter(&c.before, p.F.Lower)
		enter(&c.after, n.F.Lower)
		enter(&c.left, p.F.Middle)
		enter(&c.right, n.F.Middle)
		for b, holds := range [numWays]bool{
			false, // told by another token
			i > 0,
			p.W.gaz&offices != 0,
			p.W.capital && p.W.gaz&givenNames != 0,
			n.W.capital && n.W.gaz&surnames != 0,
			locators[p.W.lower],
			possessive[n.W.lower],
			p.W.lower == "the",
			n.W.capital && n.W.gaz&lastOfOrg != 0,
			p.W.capital && !n.W.capital,
			n.W.capital && !p.W.capital,
		} {
			if holds {
				c.ways |= 1 << b
			}
		}
	}
}

// enter adds a word to the first ones, each once.
func enter(to *[keep]uint32, w uint32) {
	for i, x := range to {
		if x == w {
			return
		}
		if x == 0 {
			to[i] = w
			return
		}
	}
}

// note remembers a labelled sentence.
func (m Memory) note(ts []Token, labels []uint8) {
	for i, l := range labels {
		if ts[i].W.capital {
			m.of(ts[i].F.Lower).kinds[kind(int(l))]++
		}
	}
}

// hint returns 1 + the type that a word was given most, 0 if it is new.
func (m Memory) hint(low uint32) uint32 {
	c := m[low]
	if c == nil || c.kinds == [4]uint32{} {
		return 0
	}
	b := 0
	for k := range c.kinds {
		if c.kinds[k] > c.kinds[b] {
			b = k
		}
	}
	return uint32(b) + 1
}

// features adds how a word stands elsewhere in the document.
func (m Memory) features(o []uint32, w *Token) []uint32 {
	c := m[w.F.Lower]
	if c == nil {
		return o
	}
	mix := linear.Mix
	for _, x := range c.before {
		if x != 0 {
			o = append(o, mix(x, 7001))
		}
	}
	for _, x := range c.after {
		if x != 0 {
			o = append(o, mix(x, 7002))
		}
	}
	for _, x := range c.left {
		if x != 0 {
			o = append(o, mix(x, 7008))
		}
	}
	for _, x := range c.right {
		if x != 0 {
			o = append(o, mix(x, 7009))
		}
	}
	for b := range uint32(numWays) {
		if c.ways>>b&1 != 0 {
			o = append(o, mix(b, 7003))
		}
	}
	low := c.ways & lowered
	return append(o, mix(c.ways, 7004), mix(low, 7005), mix(c.phrases, 7006), mix(low, mix(w.F.Shape, 7007)))
}
