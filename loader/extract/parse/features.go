package parse

import (
	"math/bits"

	"hearsay/loader/extract/linear"
)

// feats collects the features of a decision; the number of a feature's template is
// mixed in.
type feats struct {
	o []uint32
	n uint32
}

func (f *feats) add(a uint32) {
	f.n++
	f.o = append(f.o, linear.Mix(a, f.n))
}

// numTrans is the most features of a transition decision.
const numTrans = 128

// config is what a transition decision looks at.
type config struct {
	s                                         *state
	s0, s1, s2, b0, b1, b2                    *node
	s0l, s0r, s0l2, s0r2, s1l, s1r, b0l, b0l2 *node
	st, ss, d0, d1                            uint32 // tags of s0 and b0, of s1 and s0; distances
}

func (s *state) transFeats(buf *[numTrans]uint32) []uint32 {
	i0, i1, j0 := s.top(0), s.top(1), s.buf(0)
	c := config{s: s, s0: s.at(i0), s1: s.at(i1), s2: s.at(s.top(2)), b0: s.at(j0), b1: s.at(s.buf(1)), b2: s.at(s.buf(2))}
	c.s0l, c.s0r, c.s0l2, c.s0r2 = s.at(c.s0.l1), s.at(c.s0.r1), s.at(c.s0.l2), s.at(c.s0.r2)
	c.s1l, c.s1r, c.b0l, c.b0l2 = s.at(c.s1.l1), s.at(c.s1.r1), s.at(c.b0.l1), s.at(c.b0.l2)
	c.st, c.ss = linear.Mix(c.s0.t, c.b0.t), linear.Mix(c.s1.t, c.s0.t)
	c.d0, c.d1 = dist(i0, j0), dist(i1, i0)
	o := feats{o: buf[:0]}
	c.words(&o)
	c.triples(&o)
	c.children(&o)
	c.meanings(&o)
	c.clusters(&o)
	c.outlook(&o)
	return o.o
}

func (c *config) words(o *feats) {
	m := linear.Mix
	// words
	o.add(c.s0.w)
	o.add(c.s0.t)
	o.add(c.s0.wt)
	o.add(c.s1.w)
	o.add(c.s1.t)
	o.add(c.s1.wt)
	o.add(c.s2.t)
	o.add(c.s2.wt)
	o.add(c.b0.w)
	o.add(c.b0.t)
	o.add(c.b0.wt)
	o.add(c.b1.w)
	o.add(c.b1.t)
	o.add(c.b1.wt)
	o.add(c.b2.t)
	o.add(c.b2.wt)
	// pairs
	o.add(m(c.s0.wt, c.b0.wt))
	o.add(m(c.s0.wt, c.b0.t))
	o.add(m(c.s0.t, c.b0.wt))
	o.add(m(c.s0.w, c.b0.w))
	o.add(c.st)
	o.add(m(c.s1.wt, c.s0.wt))
	o.add(m(c.s1.wt, c.s0.t))
	o.add(m(c.s1.t, c.s0.wt))
	o.add(m(c.s1.w, c.s0.w))
	o.add(c.ss)
	o.add(m(c.b0.t, c.b1.t))
	o.add(m(c.s0.t, c.b1.t))
	o.add(m(c.s1.t, c.b0.t))
	o.add(m(c.s1.w, c.b0.w))
	o.add(m(c.s1.wt, c.b0.t))
	o.add(m(c.s1.t, c.b0.wt))
	o.add(m(c.s0.w, c.b1.t))
	o.add(m(c.b0.w, c.b1.t))
	o.add(m(c.b0.t, c.b1.w))
	o.add(m(c.s2.t, c.s0.t))
	o.add(m(c.s2.t, c.b0.t))
}

func (c *config) triples(o *feats) {
	m := linear.Mix
	// triples
	o.add(m(c.st, c.b1.t))
	o.add(m(m(c.b0.t, c.b1.t), c.b2.t))
	o.add(m(m(c.st, c.b1.t), c.b2.t))
	o.add(m(c.ss, c.b0.t))
	o.add(m(m(c.ss, c.b0.t), c.b1.t))
	o.add(m(m(c.s2.t, c.ss), c.b0.t))
	o.add(m(m(c.s2.t, c.ss), 0))
	o.add(m(c.ss, c.b0.w))
	o.add(m(c.s1.w, c.st))
	o.add(m(c.s1.t, m(c.s0.w, c.b0.t)))
	o.add(m(c.st, c.s0l.t))
	o.add(m(c.st, c.s0r.t))
	o.add(m(c.st, c.b0l.t))
	o.add(m(c.ss, c.s0l.t))
	o.add(m(c.ss, c.s0r.t))
	o.add(m(c.ss, c.s1l.t))
	o.add(m(c.ss, c.s1r.t))
	o.add(m(m(c.s1.t, c.b0.t), c.s1r.t))
	// distance and valency
	o.add(m(c.s0.w, c.d0))
	o.add(m(c.b0.w, c.d0+16))
	o.add(m(c.st, c.d0))
	o.add(m(c.s1.w, c.d1))
	o.add(m(c.s0.w, c.d1+16))
	o.add(m(c.ss, c.d1))
	o.add(m(m(c.ss, c.b0.t), c.d0*16+c.d1))
	o.add(m(c.st, uint32(c.s0.nl)<<8|uint32(c.s0.nr)<<4|uint32(min(c.b0.nl, 15))))
	o.add(m(c.ss, uint32(c.s1.nr)<<4|uint32(min(c.s0.nl, 15))))
}

func (c *config) children(o *feats) {
	m := linear.Mix
	// children
	o.add(c.s0l.wt)
	o.add(c.s0r.wt)
	o.add(c.s1r.wt)
	o.add(c.s1l.wt)
	o.add(c.b0l.wt)
	o.add(m(c.s0.t, uint32(c.s0r.rel)))
	o.add(m(c.s1.t, uint32(c.s1r.rel)))
	o.add(m(c.s0.t, m(c.s0l.t, c.s0l2.t)))
	o.add(m(c.s0.t, m(c.s0r.t, c.s0r2.t)))
	o.add(m(c.b0.t, m(c.b0l.t, c.b0l2.t)))
	o.add(m(m(c.s1.t, c.s1r.t), c.s.at(c.s1.r2).t))
	// label sets
	ls0, rs0, rs1, ls1, lb0 := set(c.s0.lset), set(c.s0.rset), set(c.s1.rset), set(c.s1.lset), set(c.b0.lset)
	o.add(m(c.s0.wt, ls0))
	o.add(m(c.s0.wt, rs0))
	o.add(m(c.s1.wt, rs1))
	o.add(m(c.b0.wt, lb0))
	o.add(m(c.st, m(ls0, rs0)))
	o.add(m(c.ss, m(rs1, ls0)))
	o.add(m(c.ss, m(ls1, rs1)))
	o.add(m(c.st, lb0))
}

func (c *config) meanings(o *feats) {
	m := linear.Mix
	lb0 := set(c.b0.lset)
	// frames and prepositions
	o.add(m(c.s1.w, c.s0l.w))
	o.add(m(m(c.s0.fr, c.s0.t), m(c.b0.t, c.b1.t)))
	o.add(m(m(c.s1.fr, c.s1.t), c.st))
	o.add(m(m(c.s1.fr, c.s1.t), m(c.s0.t, c.s0l.w)))
	o.add(m(m(c.s0.fr, c.s0.t), m(c.b0.w, c.b1.t)))
	o.add(m(m(c.b0.fr, c.b0.t), m(c.s0.t, lb0)))
}

// clusters stand for words that are too rare to have been seen together.
func (c *config) clusters(o *feats) {
	m := linear.Mix
	o.add(c.s0.fi)
	o.add(c.s1.fi)
	o.add(c.b0.fi)
	o.add(m(c.s0.fi, c.b0.t))
	o.add(m(c.s0.t, c.b0.fi))
	o.add(m(c.s1.fi, c.s0.t))
	o.add(m(c.s1.t, c.s0.fi))
	o.add(m(c.b0.t, c.b1.mi))
	o.add(m(c.s0.mi, c.b0.mi))
	o.add(m(c.s1.mi, c.s0.mi))
	o.add(m(c.s0.w, c.b0.mi))
	o.add(m(c.s0.mi, c.b0.w))
	o.add(m(c.s1.w, c.s0.mi))
	o.add(m(c.s1.mi, c.s0.w))
	o.add(m(c.st, m(c.s0.co, c.b0.co)))
	o.add(m(c.ss, m(c.s1.co, c.s0.co)))
	o.add(m(c.ss, c.b0.fi))
	o.add(m(c.s1.mi, m(c.s0l.w, c.s0.mi)))
	o.add(m(c.s1.w, m(c.s0l.w, c.s0.mi)))
	o.add(m(c.s1.fi, m(c.s0l.w, c.s0.t)))
	o.add(m(c.s1.mi, m(c.s1r.mi, c.s0.t)))
	o.add(m(m(c.s1.t, c.s0l.w), m(c.s0.t, alike(c.s1, c.s0))))
}

// outlook tells what comes with the preposition or the conjunction b0 ("met [him] on
// Monday", "met [the head] of Acme"), and what stands between two words.
func (c *config) outlook(o *feats) {
	m := linear.Mix
	a := c.s.at(c.b0.ahead)
	o.add(m(c.st, m(c.b0.w, a.t)))
	o.add(m(c.s0.mi, m(c.b0.w, a.mi)))
	o.add(m(c.s1.mi, m(c.b0.w, a.mi)))
	o.add(m(c.s0.w, m(c.b0.w, a.co)))
	o.add(m(c.s1.w, m(c.b0.w, a.co)))
	o.add(m(c.ss, m(c.b0.w, a.co)))
	o.add(m(m(c.s0.t, c.b0.w), m(a.t, alike(c.s0, a))))
	o.add(m(m(c.s1.t, c.b0.w), m(a.t, alike(c.s1, a))))
	o.add(m(m(c.ss, c.b0.w), m(a.t, alike(c.s1, a)<<8|alike(c.s0, a))))
	bt0, bt1 := between(c.s0, c.b0), between(c.s1, c.s0)
	o.add(m(c.st, bt0))
	o.add(m(c.ss, bt1))
	o.add(m(c.s1.w, bt1))
	o.add(m(m(c.ss, c.b0.t), bt0<<8|bt1))
	e := c.s.at(a.ahead)
	o.add(m(c.st, m(a.t, e.t)))
	o.add(m(m(c.ss, c.b0.t), m(a.t, e.t)))
	o.add(m(c.s0.t, m(c.b0.t, e.w)))
}

// numLabel is the most of features of a label decision.
const numLabel = 64

func (s *state) labelFeats(buf *[numLabel]uint32, d, h int16, left bool) []uint32 {
	x, y := s.at(d), s.at(h)
	o := feats{o: buf[:0], n: 1000}
	if left {
		o.n = 2000
	}
	m := linear.Mix
	xl, xr, yl, yr := s.at(x.l1), s.at(x.r1), s.at(y.l1), s.at(y.r1)
	dd := dist(min(d, h), max(d, h))
	prev, next := s.at(d-1), &none
	if int(d)+1 < len(s.nodes) {
		next = &s.nodes[d+1]
	}
	tt := m(x.t, y.t)
	o.add(x.w)
	o.add(x.t)
	o.add(x.wt)
	o.add(y.w)
	o.add(y.t)
	o.add(y.wt)
	o.add(tt)
	o.add(m(x.w, y.w))
	o.add(m(x.wt, y.t))
	o.add(m(x.t, y.wt))
	o.add(m(tt, dd))
	o.add(m(tt, xl.t))
	o.add(m(tt, xl.w))
	o.add(m(tt, xr.t))
	o.add(m(tt, yl.t))
	o.add(m(tt, yr.t))
	o.add(m(tt, uint32(xl.rel)))
	o.add(m(tt, m(uint32(yl.rel), uint32(yr.rel))))
	o.add(m(x.wt, xl.wt))
	o.add(m(y.w, xl.w))
	o.add(m(y.wt, m(x.t, xl.w)))
	o.add(set(x.lset))
	o.add(m(tt, set(x.lset)))
	o.add(m(tt, set(x.rset)))
	o.add(m(y.t, set(y.lset)))
	o.add(m(tt, set(y.lset)))
	o.add(m(tt, set(y.rset)))
	o.add(m(y.wt, set(y.rset)))
	o.add(m(y.wt, set(y.lset)))
	o.add(m(x.suf, y.t))
	o.add(m(y.suf, x.t))
	o.add(m(tt, prev.t))
	o.add(m(tt, next.t))
	o.add(m(x.t, prev.w))
	o.add(m(x.t, next.w))
	o.add(m(y.w, x.tp))
	o.add(m(y.tp, m(x.tp, tt)))
	o.add(m(m(y.fr, y.t), m(x.t, xl.w)))
	o.add(m(m(y.fr, y.t), m(x.t, dd)))
	o.add(m(xl.w, x.tp))
	o.add(m(xl.w, y.t))
	o.add(m(tt, m(uint32(bits.OnesCount64(x.lset)), uint32(min(x.nr, 3)))))
	o.add(x.fi)
	o.add(y.fi)
	o.add(m(x.fi, y.t))
	o.add(m(x.t, y.fi))
	o.add(m(x.mi, y.mi))
	o.add(m(y.w, x.mi))
	o.add(m(x.w, y.mi))
	o.add(m(xl.w, m(x.mi, y.t)))
	o.add(m(xl.w, m(x.co, y.co)))
	o.add(m(y.fi, m(x.t, xl.w)))
	bt := between(s.at(min(d, h)), s.at(max(d, h)))
	o.add(m(tt, bt))
	o.add(m(x.wt, bt))
	o.add(m(y.wt, m(x.t, bt)))
	o.add(m(tt, m(alike(x, y), bt)))
	o.add(m(x.wt, set(y.lset|y.rset)))
	o.add(m(m(x.t, xl.w), set(y.rset)))
	o.add(m(m(x.t, xl.t), set(y.lset|y.rset)))
	o.add(m(m(y.fr, y.t), m(x.t, set(y.rset))))
	o.add(m(tt, m(prev.w, next.t)))
	return o.o
}
