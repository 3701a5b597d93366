package parse

import "hearsay/loader/extract/linear"

// numTrans is the most features of a transition decision.
const numTrans = 128

// config is what a transition decision looks at.
type config struct {
	s                                         *state
	s0, s1, s2, b0, b1, b2                    *node
	s0l, s0r, s0l2, s0r2, s1l, s1r, b0l, b0l2 *node
	st, ss, d0, d1                            uint32 // tags of s0 and b0, of s1 and s0; distances
}

// look makes c what s looks at.
func (c *config) look(s *state) {
	i0, i1, j0 := s.top(0), s.top(1), s.buf(0)
	*c = config{s: s, s0: s.at(i0), s1: s.at(i1), s2: s.at(s.top(2)), b0: s.at(j0), b1: s.at(s.buf(1)), b2: s.at(s.buf(2))}
	c.s0l, c.s0r, c.s0l2, c.s0r2 = s.at(c.s0.l1), s.at(c.s0.r1), s.at(c.s0.l2), s.at(c.s0.r2)
	c.s1l, c.s1r, c.b0l, c.b0l2 = s.at(c.s1.l1), s.at(c.s1.r1), s.at(c.b0.l1), s.at(c.b0.l2)
	c.st, c.ss = linear.Mix(c.s0.t, c.b0.t), linear.Mix(c.s1.t, c.s0.t)
	c.d0, c.d1 = dist(i0, j0), dist(i1, i0)
}

// transFeats returns the features of a transition decision. The number of a feature's
// template is mixed in.
func (s *state) transFeats(buf *[numTrans]uint32) []uint32 {
	var c config
	c.look(s)
	return c.outlook(c.both(c.front(c.stack(buf[:0]))))
}

// stack returns what hangs on the stack alone, but for the right children of its top: it is the same
// whenever a word is the top again.
func (c *config) stack(o []uint32) []uint32 {
	m := linear.Mix
	ls0, rs1, bt1 := set(c.s0.lset), set(c.s1.rset), between(c.s1, c.s0)
	return append(o,
		m(c.s0.w, 1),
		m(c.s0.wt, 3),
		m(c.s1.w, 4),
		m(c.s1.wt, 6),
		m(c.s2.wt, 8),
		m(m(c.s1.wt, c.s0.wt), 22),
		m(m(c.s1.wt, c.s0.t), 23),
		m(m(c.s1.t, c.s0.wt), 24),
		m(m(c.s1.w, c.s0.w), 25),
		m(m(c.s1.w, c.d1), 59),
		m(m(c.s0.w, c.d1+16), 60),
		m(c.s0l.wt, 65),
		m(c.s1r.wt, 67),
		m(m(c.s0.wt, ls0), 76),
		m(m(c.s1.wt, rs1), 78),
		m(m(c.ss, m(rs1, ls0)), 81),
		m(m(c.s1.w, c.s0l.w), 84),
		m(m(m(c.s1.fr, c.s1.t), m(c.s0.t, c.s0l.w)), 87),
		m(m(c.s1.fi, c.s0.t), 95),
		m(m(c.s1.t, c.s0.fi), 96),
		m(m(c.s1.mi, c.s0.mi), 99),
		m(m(c.s1.w, c.s0.mi), 102),
		m(m(c.s1.mi, c.s0.w), 103),
		m(m(c.s1.mi, m(c.s0l.w, c.s0.mi)), 107),
		m(m(c.s1.w, m(c.s0l.w, c.s0.mi)), 108),
		m(m(c.s1.fi, m(c.s0l.w, c.s0.t)), 109),
		m(m(c.s1.mi, m(c.s1r.mi, c.s0.t)), 110),
		m(m(m(c.s1.t, c.s0l.w), m(c.s0.t, alike(c.s1, c.s0))), 111),
		m(m(c.s1.w, bt1), 123))
}

// front returns what hangs on the words in front alone, but for the children of the first.
func (c *config) front(o []uint32) []uint32 {
	m := linear.Mix
	return append(o,
		m(c.b0.w, 9),
		m(c.b0.wt, 11),
		m(c.b1.w, 12),
		m(c.b1.wt, 14),
		m(m(c.b0.w, c.b1.t), 34),
		m(m(c.b0.t, c.b1.w), 35),
		m(m(c.b0.t, c.b1.mi), 97))
}

// both returns what hangs on both, and on the children that come and go.
func (c *config) both(o []uint32) []uint32 {
	m := linear.Mix
	ls0, rs0, lb0 := set(c.s0.lset), set(c.s0.rset), set(c.b0.lset)
	return append(o,
		m(m(c.s0.wt, c.b0.wt), 17),
		m(m(c.s0.wt, c.b0.t), 18),
		m(m(c.s0.t, c.b0.wt), 19),
		m(m(c.s0.w, c.b0.w), 20),
		m(m(c.s1.w, c.b0.w), 30),
		m(m(c.s1.wt, c.b0.t), 31),
		m(m(c.s1.t, c.b0.wt), 32),
		m(m(c.s0.w, c.b1.t), 33),
		m(m(m(c.st, c.b1.t), c.b2.t), 40),
		m(m(m(c.ss, c.b0.t), c.b1.t), 42),
		m(m(c.ss, c.b0.w), 45),
		m(m(c.s1.w, c.st), 46),
		m(m(c.s1.t, m(c.s0.w, c.b0.t)), 47),
		m(m(c.s0.w, c.d0), 56),
		m(m(c.b0.w, c.d0+16), 57),
		m(m(m(c.ss, c.b0.t), c.d0*16+c.d1), 62),
		m(c.s0r.wt, 66),
		m(c.b0l.wt, 69),
		m(m(c.s0.wt, rs0), 77),
		m(m(c.b0.wt, lb0), 79),
		m(m(c.st, m(ls0, rs0)), 80),
		m(m(m(c.s1.fr, c.s1.t), c.st), 86),
		m(m(m(c.s0.fr, c.s0.t), m(c.b0.w, c.b1.t)), 88),
		m(m(m(c.b0.fr, c.b0.t), m(c.s0.t, lb0)), 89),
		m(m(c.s0.fi, c.b0.t), 93),
		m(m(c.s0.t, c.b0.fi), 94),
		m(m(c.s0.mi, c.b0.mi), 98),
		m(m(c.s0.w, c.b0.mi), 100),
		m(m(c.s0.mi, c.b0.w), 101),
		m(m(c.ss, c.b0.fi), 106))
}

// outlook tells what comes with the preposition or the conjunction b0 ("met [him] on
// Monday", "met [the head] of Acme"), and what stands between two words.
func (c *config) outlook(o []uint32) []uint32 {
	m := linear.Mix
	a := c.s.at(c.b0.ahead)
	e := c.s.at(a.ahead)
	bt0, bt1 := between(c.s0, c.b0), between(c.s1, c.s0)
	return append(o,
		m(m(c.st, m(c.b0.w, a.t)), 112),
		m(m(c.s0.mi, m(c.b0.w, a.mi)), 113),
		m(m(c.s1.mi, m(c.b0.w, a.mi)), 114),
		m(m(c.s0.w, m(c.b0.w, a.co)), 115),
		m(m(c.s1.w, m(c.b0.w, a.co)), 116),
		m(m(c.ss, m(c.b0.w, a.co)), 117),
		m(m(m(c.s0.t, c.b0.w), m(a.t, alike(c.s0, a))), 118),
		m(m(m(c.s1.t, c.b0.w), m(a.t, alike(c.s1, a))), 119),
		m(m(m(c.ss, c.b0.w), m(a.t, alike(c.s1, a)<<8|alike(c.s0, a))), 120),
		m(m(m(c.ss, c.b0.t), bt0<<8|bt1), 124),
		m(m(m(c.ss, c.b0.t), m(a.t, e.t)), 126),
		m(m(c.s0.t, m(c.b0.t, e.w)), 127))
}
