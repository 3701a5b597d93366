// Package parse is a greedy arc-hybrid dependency parser. One small classifier
// picks the transition, a second the label of every new arc.
package parse

import (
	"math/bits"

	"hearsay/loader/extract/linear"
)

// Transitions. left makes s0 a dependent of b0, right of s1.
const (
	shift = iota
	left
	right
)

// Word is what the parser sees of a token. Lex stands for its lemma, Topic
// for its WordNet file, Frames for the complements of a verb.
type Word struct {
	Lex, Suf           uint32
	Tag, Topic, Frames uint8
}

// Parser is immutable and safe for concurrent use.
type Parser struct {
	Rels  []string
	trans *linear.Dense
	label *linear.Model
	sure  []uint8 // 1+label of arcs that have but one, by sureIndex
}

// maxTags is more than there are tags; sureSize is the number of pairs of tags in
// either direction.
const (
	maxTags  = 64
	sureSize = 2 * maxTags * maxTags
)

// sureIndex returns the place of an arc in Parser.sure by the tags of its ends, -1
// for arcs from the root.
func (s *state) sureIndex(d, h int16, left bool) int {
	x, y := s.nodes[d].t-1, s.nodes[h].t-1
	if x >= maxTags || y >= maxTags {
		return -1
	}
	i := int(x*maxTags+y) * 2
	if left {
		i++
	}
	return i
}

// labelOf returns the label of the arc that transition t makes.
func (p *Parser) labelOf(sc *Scratch, t int) int {
	s := &sc.st
	d, h := s.arc(t)
	if i := s.sureIndex(d, h, t == left); i >= 0 && p.sure[i] > 0 {
		return int(p.sure[i] - 1)
	}
	clear(sc.score[:])
	p.label.Score(s.labelFeats(&sc.lb, d, h, t == left), &sc.score)
	rel := 0
	for r := 1; r < p.label.NC; r++ {
		if sc.score[r] > sc.score[rel] {
			rel = r
		}
	}
	return rel
}

type node struct {
	w, t, wt, suf  uint32
	tp, fr         uint32
	l1, l2, r1, r2 int16 // outermost and second outermost children, -1 if none
	nl, nr         uint8
	lset, rset     uint64 // labels of the children on either side
	head           int16
	rel            uint8
}

// state is a parser configuration. Node n is the root, behind the last word.
type state struct {
	nodes []node
	stack []int16
	b, n  int
}

func (s *state) reset(ws []Word) {
	n := len(ws)
	if cap(s.nodes) < n+1 {
		s.nodes = make([]node, n+1+n/2)
	}
	s.nodes = s.nodes[:n+1]
	for i := range ws {
		w, t := ws[i].Lex, uint32(ws[i].Tag)+1
		s.nodes[i] = node{w: w, t: t, wt: linear.Mix(w, t), suf: ws[i].Suf, tp: uint32(ws[i].Topic), fr: uint32(ws[i].Frames), l1: -1, l2: -1, r1: -1, r2: -1, head: -1}
	}
	s.nodes[n] = node{w: 7, t: 90, wt: 9, suf: 3, l1: -1, l2: -1, r1: -1, r2: -1, head: -1}
	s.stack = s.stack[:0]
	s.b, s.n = 0, n
}

var none = node{w: 11, t: 91, wt: 12, suf: 5, l1: -1, l2: -1, r1: -1, r2: -1, rel: 99}

func (s *state) at(i int16) *node {
	if i < 0 {
		return &none
	}
	return &s.nodes[i]
}

func (s *state) top(k int) int16 {
	if k >= len(s.stack) {
		return -1
	}
	return s.stack[len(s.stack)-1-k]
}

func (s *state) buf(k int) int16 {
	if s.b+k > s.n {
		return -1
	}
	return int16(s.b + k)
}

func (s *state) done() bool { return s.b == s.n && len(s.stack) == 0 }

func (s *state) valid(t int) bool {
	switch t {
	case shift:
		return s.b < s.n
	case left:
		return len(s.stack) > 0 && (s.b < s.n || len(s.stack) == 1)
	}
	return len(s.stack) > 1
}

// arc returns the dependent and the head that transition t would join.
func (s *state) arc(t int) (dep, head int16) {
	if t == left {
		return s.top(0), int16(s.b)
	}
	return s.top(0), s.top(1)
}

func (s *state) apply(t int, rel uint8) {
	if t == shift {
		s.stack = append(s.stack, int16(s.b))
		s.b++
		return
	}
	d, h := s.arc(t)
	s.stack = s.stack[:len(s.stack)-1]
	s.nodes[d].head, s.nodes[d].rel = h, rel
	x := &s.nodes[h]
	if t == left {
		x.l1, x.l2 = d, x.l1
		x.nl++
		x.lset |= 1 << rel
	} else {
		x.r1, x.r2 = d, x.r1
		x.nr++
		x.rset |= 1 << rel
	}
}

func dist(a, b int16) uint32 {
	if a < 0 || b < 0 {
		return 9
	}
	d := uint32(b - a)
	switch {
	case d < 5:
		return d
	case d < 8:
		return 5
	case d < 12:
		return 6
	}
	return 7
}

func set(v uint64) uint32 { return linear.Mix(uint32(v), uint32(v>>32)) }

// numTrans is the number of features of a transition decision.
const numTrans = 120

func (s *state) transFeats(buf *[numTrans]uint32) []uint32 {
	i0, i1, i2, j0, j1, j2 := s.top(0), s.top(1), s.top(2), s.buf(0), s.buf(1), s.buf(2)
	s0, s1, s2, b0, b1, b2 := s.at(i0), s.at(i1), s.at(i2), s.at(j0), s.at(j1), s.at(j2)
	s0l, s0r, s0l2, s0r2 := s.at(s0.l1), s.at(s0.r1), s.at(s0.l2), s.at(s0.r2)
	s1l, s1r := s.at(s1.l1), s.at(s1.r1)
	b0l, b0l2 := s.at(b0.l1), s.at(b0.l2)
	n := uint32(0)
	o := buf[:0]
	m := linear.Mix
	add := func(a uint32) { n++; o = append(o, m(a, n)) }
	st := m(s0.t, b0.t)
	ss := m(s1.t, s0.t)
	d0, d1 := dist(i0, j0), dist(i1, i0)
	// words
	add(s0.w)
	add(s0.t)
	add(s0.wt)
	add(s1.w)
	add(s1.t)
	add(s1.wt)
	add(s2.t)
	add(s2.wt)
	add(b0.w)
	add(b0.t)
	add(b0.wt)
	add(b1.w)
	add(b1.t)
	add(b1.wt)
	add(b2.t)
	add(b2.wt)
	// pairs
	add(m(s0.wt, b0.wt))
	add(m(s0.wt, b0.w))
	add(m(s0.w, b0.wt))
	add(m(s0.wt, b0.t))
	add(m(s0.t, b0.wt))
	add(m(s0.w, b0.w))
	add(st)
	add(m(s1.wt, s0.wt))
	add(m(s1.wt, s0.t))
	add(m(s1.t, s0.wt))
	add(m(s1.w, s0.w))
	add(ss)
	add(m(b0.t, b1.t))
	add(m(s0.t, b1.t))
	add(m(s1.t, b0.t))
	add(m(s1.w, b0.w))
	add(m(s1.wt, b0.t))
	add(m(s1.t, b0.wt))
	add(m(s0.w, b1.t))
	add(m(b0.w, b1.t))
	add(m(b0.t, b1.w))
	add(m(s2.t, s0.t))
	add(m(s2.t, b0.t))
	// triples
	add(m(st, b1.t))
	add(m(m(b0.t, b1.t), b2.t))
	add(m(m(st, b1.t), b2.t))
	add(m(ss, b0.t))
	add(m(m(ss, b0.t), b1.t))
	add(m(m(s2.t, ss), b0.t))
	add(m(m(s2.t, ss), 0))
	add(m(ss, b0.w))
	add(m(s1.w, st))
	add(m(s1.t, m(s0.w, b0.t)))
	add(m(st, s0l.t))
	add(m(st, s0r.t))
	add(m(st, b0l.t))
	add(m(ss, s0l.t))
	add(m(ss, s0r.t))
	add(m(ss, s1l.t))
	add(m(ss, s1r.t))
	add(m(m(s1.t, b0.t), s1r.t))
	// distance and valency
	add(m(s0.w, d0))
	add(m(b0.w, d0+16))
	add(m(st, d0))
	add(m(s1.w, d1))
	add(m(s0.w, d1+16))
	add(m(ss, d1))
	add(m(m(ss, b0.t), d0*16+d1))
	add(m(s0.wt, uint32(s0.nl)))
	add(m(s0.wt, uint32(s0.nr)+32))
	add(m(s1.wt, uint32(s1.nr)))
	add(m(b0.wt, uint32(b0.nl)))
	add(m(st, uint32(s0.nl)<<8|uint32(s0.nr)<<4|uint32(min(b0.nl, 15))))
	add(m(ss, uint32(s1.nr)<<4|uint32(min(s0.nl, 15))))
	// children
	add(s0l.wt)
	add(s0r.wt)
	add(s1r.wt)
	add(s1l.wt)
	add(b0l.wt)
	add(m(s0.t, uint32(s0l.rel)))
	add(m(s0.t, uint32(s0r.rel)))
	add(m(s1.t, uint32(s1r.rel)))
	add(m(s1.t, uint32(s1l.rel)))
	add(m(b0.t, uint32(b0l.rel)))
	add(m(s0.t, m(s0l.t, s0l2.t)))
	add(m(s0.t, m(s0r.t, s0r2.t)))
	add(m(b0.t, m(b0l.t, b0l2.t)))
	add(m(m(s1.t, s1r.t), s.at(s1.r2).t))
	// label sets
	ls0, rs0, rs1, ls1, lb0 := set(s0.lset), set(s0.rset), set(s1.rset), set(s1.lset), set(b0.lset)
	add(m(s0.wt, ls0))
	add(m(s0.wt, rs0))
	add(m(s1.wt, rs1))
	add(m(b0.wt, lb0))
	add(m(st, m(ls0, rs0)))
	add(m(ss, m(rs1, ls0)))
	add(m(ss, m(ls1, rs1)))
	add(m(st, lb0))
	// suffixes
	add(m(s0.suf, b0.suf))
	add(m(s1.suf, s0.suf))
	add(m(ss, b0.suf))
	// topics, frames and prepositions
	add(m(s0.tp, b0.tp))
	add(m(s1.tp, s0.tp))
	add(m(s0.w, b0.tp))
	add(m(s0.tp, b0.w))
	add(m(s1.w, s0.tp))
	add(m(s1.tp, s0.w))
	add(m(ss, m(s1.tp, s0.tp)))
	add(m(st, m(s0.tp, b0.tp)))
	add(m(s1.w, s0l.w))
	add(m(s1.t, m(s0l.w, s0.tp)))
	add(m(s1.tp, m(s0l.w, s0.tp)))
	add(m(s1.w, m(s0l.w, s0.tp)))
	add(m(m(s0.fr, s0.t), m(b0.t, b1.t)))
	add(m(m(s1.fr, s1.t), st))
	add(m(m(s1.fr, s1.t), m(s0.t, s0l.w)))
	add(m(m(s0.fr, s0.t), m(b0.w, b1.t)))
	add(m(m(b0.fr, b0.t), m(s0.t, lb0)))
	return o
}

// numLabel is the number of features of a label decision.
const numLabel = 48

func (s *state) labelFeats(buf *[numLabel]uint32, d, h int16, left bool) []uint32 {
	x, y := s.at(d), s.at(h)
	n := uint32(1000)
	if left {
		n = 2000
	}
	o := buf[:0]
	m := linear.Mix
	add := func(a uint32) { n++; o = append(o, m(a, n)) }
	xl, xr, yl, yr := s.at(x.l1), s.at(x.r1), s.at(y.l1), s.at(y.r1)
	dd := dist(min(d, h), max(d, h))
	prev, next := s.at(d-1), &none
	if int(d)+1 < len(s.nodes) {
		next = &s.nodes[d+1]
	}
	tt := m(x.t, y.t)
	add(x.w)
	add(x.t)
	add(x.wt)
	add(y.w)
	add(y.t)
	add(y.wt)
	add(tt)
	add(m(x.w, y.w))
	add(m(x.wt, y.t))
	add(m(x.t, y.wt))
	add(m(tt, dd))
	add(m(tt, xl.t))
	add(m(tt, xl.w))
	add(m(tt, xr.t))
	add(m(tt, yl.t))
	add(m(tt, yr.t))
	add(m(tt, uint32(xl.rel)))
	add(m(tt, m(uint32(yl.rel), uint32(yr.rel))))
	add(m(x.wt, xl.wt))
	add(m(y.w, xl.w))
	add(m(y.wt, m(x.t, xl.w)))
	add(set(x.lset))
	add(m(tt, set(x.lset)))
	add(m(tt, set(x.rset)))
	add(m(y.t, set(y.lset)))
	add(m(tt, set(y.lset)))
	add(m(tt, set(y.rset)))
	add(m(y.wt, set(y.rset)))
	add(m(y.wt, set(y.lset)))
	add(m(x.suf, y.t))
	add(m(y.suf, x.t))
	add(m(tt, prev.t))
	add(m(tt, next.t))
	add(m(x.t, prev.w))
	add(m(x.t, next.w))
	add(m(y.w, x.tp))
	add(m(y.tp, m(x.tp, tt)))
	add(m(m(y.fr, y.t), m(x.t, xl.w)))
	add(m(m(y.fr, y.t), m(x.t, dd)))
	add(m(xl.w, x.tp))
	add(m(xl.w, y.t))
	add(m(tt, m(uint32(bits.OnesCount64(x.lset)), uint32(min(x.nr, 3)))))
	return o
}

// Scratch holds the buffers of one parse at a time.
type Scratch struct {
	st    state
	tb    [numTrans]uint32
	lb    [numLabel]uint32
	score [64]int32
}

// Parse writes the head (0-based, -1 for the root) and the relation of each word.
func (p *Parser) Parse(sc *Scratch, ws []Word, heads []int16, rels []uint8) {
	s := &sc.st
	s.reset(ws)
	for !s.done() {
		score := p.trans.Score(s.transFeats(&sc.tb))
		best := -1
		for t := range score {
			if s.valid(t) && (best < 0 || score[t] > score[best]) {
				best = t
			}
		}
		rel := 0
		if best != shift {
			rel = p.labelOf(sc, best)
		}
		s.apply(best, uint8(rel))
	}
	for i := range ws {
		heads[i], rels[i] = s.nodes[i].head, s.nodes[i].rel
		if int(heads[i]) == s.n {
			heads[i] = -1
		}
	}
}
