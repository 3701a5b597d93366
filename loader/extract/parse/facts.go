package parse

import (
	"math/bits"
	"slices"

	"hearsay/loader/extract/linear"
	"hearsay/loader/extract/neural"
)

// The networks see facts: each is a block of inputs, one for each value, and a value is
// one input. What a pair of words has in common is for the network to find.

// The fields of a word that are facts. A value is below the size of its field.
const (
	lexField = iota
	tagField
	fineField
	middleField
	coarseField
	topicField
	sufField
	frameField
	numFields
	relField = numFields // of a child
)

const (
	tagValues = 64
	relValues = 64
	sufBits   = 9
)

var fieldSize = [numFields]int32{tagField: tagValues, fineField: 1002, middleField: 252, coarseField: 64, topicField: 64, sufField: 1 << sufBits, frameField: 256}

// Numbers of lemmas: those of rare ones, that of the first other.
const (
	rareLemma = iota
	firstLemma
)

// number returns the fields of a word as the networks see it.
func (w *Word) number(lemma uint16) [numFields]uint16 {
	return [numFields]uint16{lemma, uint16(w.Tag) + 1, w.Fine, w.Middle, w.Coarse, uint16(w.Topic), uint16(w.Suf >> 7 & (1<<sufBits - 1)), uint16(w.Frames)}
}

// The root is a tag of its own, and so is no word.
var (
	rootNumber = [numFields]uint16{tagField: tagValues - 2}
	noNumber   = [numFields]uint16{tagField: tagValues - 1}
)

// outline is where the blocks of a network begin.
type outline struct {
	size   int32
	lemmas int32
	places []*place
}

// block returns where a block of so many values begins.
func (o *outline) block(values int32) int32 {
	at := o.size
	o.size += values
	return at
}

// place is a word that a network looks at.
type place struct {
	fields []uint8
	at     [numFields]int32
	kid    bool
	rel    int32
}

var (
	allFields  = []uint8{tagField, lexField, fineField, middleField, coarseField, topicField, sufField, frameField}
	someFields = []uint8{tagField, lexField, middleField}
	farFields  = []uint8{tagField, coarseField}
	headFields = []uint8{tagField, lexField, fineField, middleField}
)

func (o *outline) place(fields []uint8) *place {
	p := &place{fields: fields}
	for _, f := range fields {
		if f == lexField {
			p.at[f] = o.block(o.lemmas)
		} else {
			p.at[f] = o.block(fieldSize[f])
		}
	}
	o.places = append(o.places, p)
	return p
}

// kidPlace is the place of a child.
func (o *outline) kidPlace() *place {
	p := o.place(someFields)
	p.kid, p.rel = true, o.block(relValues)
	return p
}

// coarser are the middle and the coarse cluster that a fine one lies in.
type coarser struct{ middle, coarse int32 }

// fold adds what a network learnt of the coarser clusters to what it learnt of the fine
// ones, where it looks at both, which spares the packed network two looks of three.
func (o *outline) fold(n *neural.Trainer, of map[uint16]coarser) {
	for _, p := range o.places {
		if !slices.Contains(p.fields, fineField) {
			continue
		}
		for fine, c := range of {
			n.Join(p.at[fineField]+int32(fine), p.at[middleField]+c.middle)
			if slices.Contains(p.fields, coarseField) {
				n.Join(p.at[fineField]+int32(fine), p.at[coarseField]+c.coarse)
			}
		}
	}
	o.skipFolded()
}

// skipFolded leaves out what fold has added up.
func (o *outline) skipFolded() {
	for _, p := range o.places {
		if slices.Contains(p.fields, fineField) {
			p.fields = slices.DeleteFunc(slices.Clone(p.fields), func(f uint8) bool { return f == middleField || f == coarseField })
		}
	}
}

// append adds the facts of x. A value of 0 is none.
func (p *place) append(o []int32, x *node) []int32 {
	if x == &none {
		return o
	}
	for _, f := range p.fields {
		if v := x.num[f]; v != 0 {
			o = append(o, p.at[f]+int32(v))
		}
	}
	if p.kid {
		o = append(o, p.rel+int32(x.rel))
	}
	return o
}

// mostLabels bounds the facts of a set of labels, and so the inputs that hold at once.
const mostLabels = 16

// labels adds a fact for each label in a set.
func labels(o []int32, at int32, set uint64) []int32 {
	for n := 0; set != 0 && n < mostLabels; n++ {
		o = append(o, at+int32(bits.TrailingZeros64(set)))
		set &= set - 1
	}
	return o
}

// tripleBits is the size of a block of values that are hashed, as a power of two.
const tripleBits = 14

func triple(a, b, c uint32) int32 {
	return int32(linear.Mix(a<<8|b, c) >> (32 - tripleBits))
}

func tags(a, b *node) int32 { return int32(a.num[tagField])*tagValues + int32(b.num[tagField]) }

// sight is what the network of transitions sees.
type sight struct {
	outline
	s0, s1, s2, b0, b1, b2, b3                                  *place
	s0l, s0l2, s0r, s0r2, s1l, s1r, s1r2, b0l, b0l2, head, next *place
	d0, d1, bt0, bt1, s0Left, s0Right, s1Left, s1Right, b0Left  int32
	kids, same0, same1, same2, same3                            int32
	tags0, tags1, tags2, tags3, tags4, tags5                    int32
}

func newSight(lemmas int) *sight {
	s := &sight{outline: outline{lemmas: int32(lemmas)}}
	o := &s.outline
	for _, p := range []**place{&s.s0, &s.s1, &s.b0, &s.b1} {
		*p = o.place(allFields)
	}
	for _, p := range []**place{&s.s2, &s.b2, &s.next} {
		*p = o.place(someFields)
	}
	for _, p := range []**place{&s.s0l, &s.s0l2, &s.s0r, &s.s0r2, &s.s1l, &s.s1r, &s.s1r2, &s.b0l, &s.b0l2} {
		*p = o.kidPlace()
	}
	s.b3, s.head = o.place(farFields), o.place(headFields)
	s.d0, s.d1, s.bt0, s.bt1 = o.block(16), o.block(16), o.block(128), o.block(128)
	for _, b := range []*int32{&s.s0Left, &s.s0Right, &s.s1Left, &s.s1Right, &s.b0Left} {
		*b = o.block(relValues)
	}
	s.kids = o.block(256)
	for _, b := range []*int32{&s.same0, &s.same1, &s.same2, &s.same3} {
		*b = o.block(32)
	}
	for _, b := range []*int32{&s.tags0, &s.tags1, &s.tags2, &s.tags3} {
		*b = o.block(tagValues * tagValues)
	}
	s.tags4, s.tags5 = o.block(1<<tripleBits), o.block(1<<tripleBits)
	return s
}

// stack appends what hangs on the stack alone, but for the right children of its top: it
// is the same whenever a word is the top again.
func (v *sight) stack(c *config, o []int32) []int32 {
	o = v.s0.append(o, c.s0)
	o = v.s1.append(o, c.s1)
	o = v.s2.append(o, c.s2)
	o = v.s0l.append(o, c.s0l)
	o = v.s0l2.append(o, c.s0l2)
	o = v.s1l.append(o, c.s1l)
	o = v.s1r.append(o, c.s1r)
	o = v.s1r2.append(o, c.s.at(c.s1.r2))
	o = labels(o, v.s0Left, c.s0.lset)
	o = labels(o, v.s1Left, c.s1.lset)
	o = labels(o, v.s1Right, c.s1.rset)
	return append(o,
		v.d1+int32(c.d1), v.bt1+int32(between(c.s1, c.s0)), v.same1+int32(alike(c.s1, c.s0)),
		v.tags0+tags(c.s1, c.s0))
}

// front appends what hangs on the words in front alone, but for the children of the first.
func (v *sight) front(c *config, o []int32) []int32 {
	o = v.b0.append(o, c.b0)
	o = v.b1.append(o, c.b1)
	o = v.b2.append(o, c.b2)
	o = v.b3.append(o, c.s.at(c.s.buf(3)))
	a := c.s.at(c.b0.ahead)
	o = v.head.append(o, a)
	o = v.next.append(o, c.s.at(a.ahead))
	return append(o, v.tags3+tags(c.b0, c.b1))
}

// both appends what hangs on both, and the children that come and go.
func (v *sight) both(c *config, o []int32) []int32 {
	o = v.s0r.append(o, c.s0r)
	o = v.s0r2.append(o, c.s0r2)
	o = v.b0l.append(o, c.b0l)
	o = v.b0l2.append(o, c.b0l2)
	o = labels(o, v.s0Right, c.s0.rset)
	o = labels(o, v.b0Left, c.b0.lset)
	a := c.s.at(c.b0.ahead)
	kids := int32(min(c.s0.nl, 3)) | int32(min(c.s0.nr, 3))<<2 | int32(min(c.b0.nl, 3))<<4 | int32(min(c.s1.nr, 3))<<6
	return append(o,
		v.d0+int32(c.d0), v.bt0+int32(between(c.s0, c.b0)), v.kids+kids,
		v.same0+int32(alike(c.s0, c.b0)), v.same2+int32(alike(c.s0, a)), v.same3+int32(alike(c.s1, a)),
		v.tags1+tags(c.s0, c.b0), v.tags2+tags(c.s1, c.b0),
		v.tags4+triple(c.s0.t, c.b0.t, c.b1.t), v.tags5+triple(c.s1.t, c.s0.t, c.b0.t))
}
