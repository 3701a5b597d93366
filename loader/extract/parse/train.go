package parse

import (
	"math/rand/v2"
	"slices"

	"hearsay/loader/extract/linear"
	"hearsay/loader/extract/neural"
)

// Example is a sentence with its gold tree; Heads are 0-based, -1 the root.
type Example struct {
	Words []Word
	Heads []int
	Rels  []string
}

// Options tell how to learn.
type Options struct {
	Seed       uint64  // of all that is drawn
	Passes     int     // over the examples
	MinUpdates int     // before a feature of the perceptron counts
	Prune      float64 // drop its features under this share of the largest weight
	MinLemma   int     // how often the networks must see a lemma to tell it apart
	Rate       float64 // of the networks' first steps; it falls to a tenth
	Points     float64 // of the perceptron that a network's score of 1 counts
}

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

// Labels that an arc between two tags had in fewer than so many thousandths of so many
// cases or more are left out of account.
const (
	rareShare = 2
	manyCases = 200
)

// likelyLabels finds the labels that an arc may have by the tags of its ends (one alone for
// a determiner of a noun).
func likelyLabels(data []Example, id map[string]int) []uint64 {
	var s state
	count := make([]map[int]int, pairs)
	for _, e := range data {
		s.reset(e.Words, nil)
		for d, h := range e.Heads {
			if h < 0 {
				continue
			}
			i := s.pair(int16(d), int16(h), d < h)
			if count[i] == nil {
				count[i] = map[int]int{}
			}
			count[i][id[e.Rels[d]]]++
		}
	}
	likely := make([]uint64, pairs)
	for i, c := range count {
		likely[i] = 1<<len(id) - 1
		n := 0
		for _, k := range c {
			n += k
		}
		if n < manyCases {
			continue
		}
		for r := range len(id) {
			if c[r]*1000 < n*rareShare {
				likely[i] &^= 1 << r
			}
		}
	}
	return likely
}

// trainer is a parser under way. A perceptron and a network learn the transitions side by
// side: they err differently, so that their sum does better than either.
type trainer struct {
	p          *Parser
	trans      *linear.DenseTrainer
	net, label *neural.Trainer
	id         map[string]int
	count      []int32            // of lemmas, by number
	clusters   map[uint16]coarser // of the fine ones
	rng        *rand.Rand
	s          state
	tb         [numTrans]uint32
	in         []int32
	grad       []float32
	right, all int     // transitions of this pass, those of the perceptron that were right
	loss       float64 // of both networks
}

// Train learns a parser and reports after each pass, if report is not nil, the share of
// transitions that the perceptron had right and the loss of the networks by transition.
// The result depends on the examples and the options alone.
func Train(data []Example, o Options, report func(pass int, right, loss float64)) *Parser {
	t := newTrainer(data, o)
	order := t.rng.Perm(len(data))
	for pass := range o.Passes {
		t.rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		t.right, t.all, t.loss = 0, 0, 0
		for i, k := range order {
			done := (float64(pass) + float64(i)/float64(len(order))) / float64(o.Passes)
			t.rate(float32(o.Rate * (1 - 0.9*done)))
			t.learn(&data[k], pass == 0)
			if done > 0.5 && i%keepEach == 0 {
				t.net.Keep()
				t.label.Keep()
			}
		}
		if report != nil {
			n := float64(max(t.all, 1))
			report(pass, float64(t.right)/n, t.loss/n)
		}
	}
	return t.pack(o)
}

// keepEach is after how many sentences the networks are taken into their mean.
const keepEach = 1000

func newTrainer(data []Example, o Options) *trainer {
	rels, id := number(data)
	p := &Parser{Rels: rels, likely: likelyLabels(data, id)}
	t := &trainer{p: p, id: id, rng: rand.New(rand.NewPCG(3, o.Seed)), trans: linear.NewDenseTrainer(o.MinUpdates)}
	p.lemmas, t.count = lemmas(data, o.MinLemma)
	p.see()
	t.clusters = map[uint16]coarser{}
	for _, e := range data {
		for _, w := range e.Words {
			t.clusters[w.Fine] = coarser{int32(w.Middle), int32(w.Coarse)}
		}
	}
	delete(t.clusters, 0) // none
	t.net = neural.NewTrainer(int(p.sight.size), linear.Width, o.Seed)
	t.label = neural.NewTrainer(int(p.labelSight.size), len(rels), o.Seed+1)
	t.grad = make([]float32, max(linear.Width, len(rels)))
	return t
}

func (t *trainer) rate(r float32) {
	t.net.Rate(r)
	t.label.Rate(r)
}

// labelPoints is Options.Points for labels, which no perceptron scores: any would do.
const labelPoints = 100

func (t *trainer) pack(o Options) *Parser {
	t.p.trans = t.trans.Pack(o.Prune)
	t.p.sight.fold(t.net, t.clusters)
	t.p.labelSight.fold(t.label, t.clusters)
	t.p.net, t.p.label = t.net.Pack(o.Points), t.label.Pack(labelPoints)
	return t.p
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

// choose returns the transition of the highest score, that among the cheapest, and which
// are the cheapest.
func (s *state) choose(score []float32, heads []int) (best, gold int, cheapest [linear.Width]bool) {
	var cost [linear.Width]int
	best, gold = -1, -1
	low := 1 << 30
	for k := range score {
		if s.valid(k) {
			cost[k] = s.cost(k, heads)
			low = min(low, cost[k])
		}
	}
	for k := range score {
		if !s.valid(k) {
			continue
		}
		if best < 0 || score[k] > score[best] {
			best = k
		}
		if cheapest[k] = cost[k] == low; cheapest[k] && (gold < 0 || score[k] > score[gold]) {
			gold = k
		}
	}
	return best, gold, cheapest
}
