// Package parse is a greedy arc-hybrid dependency parser. A perceptron and a small
// network together pick the transition, a second network the label of every new arc.
package parse

import (
	"math"
	"math/bits"

	"hearsay/loader/extract/linear"
	"hearsay/loader/extract/neural"
)

// Transitions. left makes s0 a dependent of b0, right of s1.
const (
	shift = iota
	left
	right
)

// Word is what the parser sees of a token. Lex stands for its lemma, Topic
// for its WordNet file, Frames for the complements of a verb; Fine, Middle and Coarse
// are its clusters.
type Word struct {
	Lex, Suf             uint32
	Fine, Middle, Coarse uint16
	Tag, Topic, Frames   uint8
	Kind                 Kind
}

// Parser is immutable and safe for concurrent use.
type Parser struct {
	Rels   []string
	trans  *linear.Dense
	likely []uint64 // sets of labels, by pair of tags

	lemmas     map[uint32]uint16 // numbers of those that the networks know
	net, label *neural.Model
	sight      *sight
	labelSight *labelSight
}

// see makes the networks' numbering of facts, which hangs on the lemmas.
func (p *Parser) see() {
	p.sight, p.labelSight = newSight(len(p.lemmas)+firstLemma), newLabelSight(len(p.lemmas)+firstLemma)
}

// maxTags is more than there are tags; pairs is the number of pairs of tags in either
// direction, and one for arcs from the root.
const (
	maxTags = 64
	pairs   = 2*maxTags*maxTags + 1
)

// pair returns the place of an arc in Parser.likely by the tags of its ends.
func (s *state) pair(d, h int16, left bool) int {
	x, y := s.nodes[d].t-1, s.nodes[h].t-1
	if x >= maxTags || y >= maxTags {
		return pairs - 1
	}
	i := int(x*maxTags+y) * 2
	if left {
		i++
	}
	return i
}

// labelOf returns the label of the arc that transition t makes.
func (p *Parser) labelOf(sc *Scratch, t int) int {
	d, h := sc.st.arc(t)
	likely := p.likely[sc.st.pair(d, h, t == left)]
	rel := bits.TrailingZeros64(likely)
	if likely&(likely-1) == 0 {
		return rel
	}
	sc.in = p.labelSight.facts(&sc.st, d, h, t == left, sc.in[:0])
	var sum neural.Sum
	p.label.Add(&sum, sc.in)
	p.label.Score(&sum, likely, &sc.scores)
	best := int32(math.MinInt32)
	for ; likely != 0; likely &= likely - 1 {
		r := bits.TrailingZeros64(likely)
		if v := sc.scores[r]; v > best {
			rel, best = r, v
		}
	}
	return rel
}

type node struct {
	num            [numFields]uint16 // as the networks see it
	w, t, wt, suf  uint32
	tp, fr         uint32
	fi, mi, co     uint32 // clusters
	l1, l2, r1, r2 int16  // outermost and second outermost children, -1 if none
	nl, nr         uint8
	lset, rset     uint64 // labels of the children on either side
	head           int16
	rel            uint8
	kind           Kind
	ahead          int16    // the word that heads the chunk that begins behind this word, -1 if none
	before         [3]uint8 // verbs, commas, conjunctions in front of this word
}

// state is a parser configuration. Node n is the root, behind the last word.
type state struct {
	nodes []node
	stack []int16
	b, n  int
}

// reset makes s ready for a sentence, whose lemmas have numbers for the networks.
func (s *state) reset(ws []Word, lemmas map[uint32]uint16) {
	n := len(ws)
	if cap(s.nodes) < n+1 {
		s.nodes = make([]node, n+1+n/2)
	}
	s.nodes = s.nodes[:n+1]
	for i := range ws {
		w, t := ws[i].Lex, uint32(ws[i].Tag)+1
		s.nodes[i] = node{num: ws[i].number(lemmas[w]), w: w, t: t, wt: linear.Mix(w, t), suf: ws[i].Suf, tp: uint32(ws[i].Topic), fr: uint32(ws[i].Frames),
			fi: uint32(ws[i].Fine), mi: uint32(ws[i].Middle), co: uint32(ws[i].Coarse), kind: ws[i].Kind, l1: -1, l2: -1, r1: -1, r2: -1, head: -1}
	}
	s.nodes[n] = node{num: rootNumber, w: 7, t: 90, wt: 9, suf: 3, l1: -1, l2: -1, r1: -1, r2: -1, head: -1, ahead: -1}
	s.stack = s.stack[:0]
	s.b, s.n = 0, n
	s.look()
}

var none = node{num: noNumber, ahead: -1, w: 11, t: 91, wt: 12, suf: 5, l1: -1, l2: -1, r1: -1, r2: -1, rel: 99}

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

// forced returns the transition where only one is valid, else -1.
func (s *state) forced() int {
	switch {
	case len(s.stack) == 0:
		return shift
	case s.b < s.n:
		return -1
	case len(s.stack) == 1:
		return left
	}
	return right
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

// Scratch holds the buffers of one parse at a time.
type Scratch struct {
	st       state
	tb       [numTrans]uint32
	tops     []top // of the stack
	front    [linear.Width]int32
	in       []int32 // of the networks
	frontSum neural.Sum
	scores   [neural.MaxClasses]int32
	ahead    int // the word that front is of, -1 for none
}

// top is the score of the features that hang on the stack alone, once it is known.
type top struct {
	score [linear.Width]int32
	sum   neural.Sum
	known bool
}

// score returns the scores of the transitions. Half of the decisions come back to a
// stack, or stay with the words in front, of a decision before.
func (p *Parser) score(sc *Scratch) [linear.Width]int32 {
	var c config
	c.look(&sc.st)
	stack := &sc.tops[len(sc.tops)-1]
	if !stack.known {
		sc.in = p.sight.stack(&c, sc.in[:0])
		stack.known = true
		stack.score = p.trans.Score(c.stack(sc.tb[:0]))
		p.net.Add(&stack.sum, sc.in)
	}
	if sc.ahead != sc.st.b {
		sc.ahead, sc.front = sc.st.b, p.trans.Score(c.front(sc.tb[:0]))
		sc.in = p.sight.front(&c, sc.in[:0])
		sc.frontSum = neural.Sum{}
		p.net.Add(&sc.frontSum, sc.in)
	}
	score := p.trans.Score(c.outlook(c.both(sc.tb[:0])))
	sc.in = p.sight.both(&c, sc.in[:0])
	sum := stack.sum
	sum.Add(&sc.frontSum)
	p.net.Add(&sum, sc.in)
	p.net.Score(&sum, 1<<linear.Width-1, &sc.scores)
	for t := range score {
		score[t] += stack.score[t] + sc.front[t] + sc.scores[t]
	}
	return score
}

// begin makes sc ready for a sentence.
func (sc *Scratch) begin(ws []Word, lemmas map[uint32]uint16) {
	sc.st.reset(ws, lemmas)
	sc.tops, sc.ahead = sc.tops[:0], -1
}

// next returns the transition to take.
func (p *Parser) next(sc *Scratch) int {
	s := &sc.st
	best := s.forced()
	if best >= 0 {
		return best
	}
	score := p.score(sc)
	for t := range score {
		if s.valid(t) && (best < 0 || score[t] > score[best]) {
			best = t
		}
	}
	return best
}

// take takes a transition.
func (p *Parser) take(sc *Scratch, t int) {
	rel := 0
	if t == shift {
		sc.tops = append(sc.tops, top{})
	} else {
		rel = p.labelOf(sc, t)
		sc.tops = sc.tops[:len(sc.tops)-1]
	}
	sc.st.apply(t, uint8(rel))
}

// Parse writes the head (0-based, -1 for the root) and the relation of each word.
func (p *Parser) Parse(sc *Scratch, ws []Word, heads []int16, rels []uint8) {
	s := &sc.st
	for sc.begin(ws, p.lemmas); !s.done(); {
		p.take(sc, p.next(sc))
	}
	for i := range ws {
		heads[i], rels[i] = s.nodes[i].head, s.nodes[i].rel
		if int(heads[i]) == s.n {
			heads[i] = -1
		}
	}
}
