package parse

import (
	"math/rand/v2"
	"slices"

	"hearsay/loader/extract/linear"
)

// Example is a sentence with its gold tree; Heads are 0-based, -1 the root.
type Example struct {
	Words []Word
	Heads []int
	Rels  []string
}

// Options tell how to learn.
type Options struct {
	Seed        uint64  // of the order of the examples
	Passes      int     // over the examples
	MinUpdates  int     // before a feature counts
	Prune       float64 // drop transition features under this share of the largest weight
	PruneLabels float64 // the same for labels
}

// minLabelUpdates is MinUpdates for labels.
const minLabelUpdates = 3

// explore is the share of transitions, in tenths, that follow the parser's own
// choice after the first pass, so that it learns to go on from its errors.
const explore = 9

// cost counts the gold arcs that transition t would lose (Goldberg and Nivre 2013).
func (s *state) cost(t int, gold []int) (c int) {
	g := func(i int) int { // the root is node n
		if gold[i] < 0 {
			return s.n
		}
		return gold[i]
	}
	if t == shift {
		b := s.b
		for k, d := range s.stack {
			if g(int(d)) == b {
				c++
			}
			if k < len(s.stack)-1 && g(b) == int(d) {
				c++
			}
		}
		return c
	}
	d := int(s.top(0))
	h := g(d)
	if t == left {
		if h != s.b && (h > s.b || len(s.stack) > 1 && h == int(s.top(1))) {
			c++
		}
	} else if h >= s.b {
		c++
	}
	for i := s.b; i < s.n; i++ {
		if g(i) == d {
			c++
		}
	}
	return c
}

// An arc between two tags has one label where it had it in so many thousandths of
// its cases, and there were so many of them.
const (
	sureShare = 998
	sureCases = 200
)

// sureLabels finds the arcs whose label their tags decide (a determiner of a noun).
func sureLabels(data []Example, id map[string]int) []uint8 {
	var s state
	count := map[int]map[int]int{}
	for _, e := range data {
		s.reset(e.Words)
		for d, h := range e.Heads {
			if h < 0 {
				continue
			}
			i := s.sureIndex(int16(d), int16(h), d < h)
			if i < 0 {
				continue
			}
			if count[i] == nil {
				count[i] = map[int]int{}
			}
			count[i][id[e.Rels[d]]]++
		}
	}
	sure := make([]uint8, sureSize)
	for i, c := range count {
		n := 0
		for _, k := range c {
			n += k
		}
		for r, k := range c {
			if n >= sureCases && k*1000 >= n*sureShare {
				sure[i] = uint8(r + 1)
			}
		}
	}
	return sure
}

// trainer is a parser under way.
type trainer struct {
	trans        *linear.DenseTrainer
	label        *linear.Trainer
	id           map[string]int
	rng          *rand.Rand
	s            state
	tb           [numTrans]uint32
	lb           [numLabel]uint32
	score        []float32
	right, total int // transitions of this pass
}

// Train learns a parser and reports the share of right transitions after each
// pass, if report is not nil. The result depends on the examples and the options
// alone.
func Train(data []Example, o Options, report func(pass int, right float64)) *Parser {
	rels, id := number(data)
	sure := sureLabels(data, id)
	t := &trainer{
		trans: linear.NewDenseTrainer(o.MinUpdates), label: linear.NewTrainer(len(rels), minLabelUpdates),
		id: id, rng: rand.New(rand.NewPCG(3, o.Seed)), score: make([]float32, len(rels)),
	}
	order := t.rng.Perm(len(data))
	for pass := range o.Passes {
		t.rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		t.right, t.total = 0, 0
		for _, k := range order {
			t.learn(&data[k], pass == 0)
		}
		if report != nil {
			report(pass, float64(t.right)/float64(max(t.total, 1)))
		}
	}
	return &Parser{Rels: rels, sure: sure, trans: t.trans.Pack(o.Prune), label: t.label.Pack(o.PruneLabels)}
}

// number returns the relations in alphabetical order and their numbers.
func number(data []Example) ([]string, map[string]int) {
	id := map[string]int{}
	var rels []string
	for _, e := range data {
		for _, r := range e.Rels {
			if _, ok := id[r]; !ok {
				id[r] = 0
				rels = append(rels, r)
			}
		}
	}
	slices.Sort(rels)
	for i, r := range rels {
		id[r] = i
	}
	return rels, id
}

func (t *trainer) learn(e *Example, first bool) {
	s := &t.s
	s.reset(e.Words)
	for !s.done() {
		f := s.transFeats(&t.tb)
		best, gold := t.choose(t.trans.Score(f), e.Heads)
		t.trans.Tick()
		t.total++
		if best != gold {
			t.trans.Update(f, gold, best)
		} else {
			t.right++
		}
		next := gold
		if !first && t.rng.IntN(10) < explore {
			next = best
		}
		rel := 0
		if next != shift {
			rel = t.learnLabel(e, next, first)
		}
		s.apply(next, uint8(rel))
	}
}

// choose returns the transition of the highest score, and that among the cheapest.
func (t *trainer) choose(score [linear.Width]float32, heads []int) (best, gold int) {
	var cost [linear.Width]int
	best, gold = -1, -1
	low := 1 << 30
	for k := range score {
		if t.s.valid(k) {
			cost[k] = t.s.cost(k, heads)
			low = min(low, cost[k])
		}
	}
	for k := range score {
		if !t.s.valid(k) {
			continue
		}
		if best < 0 || score[k] > score[best] {
			best = k
		}
		if cost[k] == low && (gold < 0 || score[k] > score[gold]) {
			gold = k
		}
	}
	return best, gold
}

// learnLabel returns the label that the arc of transition k gets.
func (t *trainer) learnLabel(e *Example, k int, first bool) int {
	d, h := t.s.arc(k)
	f := t.s.labelFeats(&t.lb, d, h, k == left)
	t.label.Score(f, t.score)
	rel := 0
	for r := range t.score {
		if t.score[r] > t.score[rel] {
			rel = r
		}
	}
	gold := e.Heads[d]
	if gold < 0 {
		gold = t.s.n
	}
	if gold != int(h) {
		return rel // a wrong arc has no right label
	}
	t.label.Tick()
	want := t.id[e.Rels[d]]
	t.label.Update(f, want, rel)
	if first {
		return want
	}
	return rel
}
