package parse

import (
	"cmp"
	"math/bits"
	"slices"

	"hearsay/loader/extract/neural"
)

// blur is the share, in hundredths, of words that the networks see without their lemma, so
// that they learn of words that they will not know.
const blur = 10

// lemmas numbers the lemmas that are seen so often, the most frequent ones first, which so
// lie together, and counts each.
func lemmas(data []Example, least int) (map[uint32]uint16, []int32) {
	seen := map[uint32]int32{}
	for _, e := range data {
		for _, w := range e.Words {
			seen[w.Lex]++
		}
	}
	var known []uint32
	for l, n := range seen {
		if int(n) >= least {
			known = append(known, l)
		}
	}
	slices.SortFunc(known, func(a, b uint32) int { return cmp.Or(cmp.Compare(seen[b], seen[a]), cmp.Compare(a, b)) })
	id, count := map[uint32]uint16{}, make([]int32, firstLemma)
	for _, l := range known {
		id[l] = uint16(len(count))
		count = append(count, seen[l])
	}
	return id, count
}

// dim hides facts of words at random, lemmas that are rare more often.
func (t *trainer) dim() {
	for i := range t.s.n {
		n := &t.s.nodes[i].num
		if c := t.count[n[lexField]]; t.rng.Float32()*float32(4*c+1) < 1 {
			n[lexField] = rareLemma
		}
		for f, share := range [numFields]int{lexField: blur, sufField: blur, fineField: blur, middleField: blur / 2, coarseField: blur / 2, tagField: blur / 4} {
			if share > 0 && t.rng.IntN(100) < share {
				n[f] = 0
			}
		}
	}
}

// learn takes an example. After the first pass most transitions are those that one of the
// learners would take, so that they learn to go on from their errors.
func (t *trainer) learn(e *Example, first bool) {
	s := &t.s
	s.reset(e.Words, t.p.lemmas)
	t.dim()
	for !s.done() {
		next := s.forced()
		if next < 0 {
			a, _ := t.learnFeatures(e)
			b, gold := t.learnFacts(e)
			next = gold
			if !first && t.rng.IntN(10) < explore {
				if next = b; t.rng.IntN(2) == 0 {
					next = a
				}
			}
		}
		rel := 0
		if next != shift {
			rel = t.learnLabel(e, next, first)
		}
		s.apply(next, uint8(rel))
	}
}

// learnFeatures teaches the perceptron. It returns the transition of the highest score, and
// that among the cheapest.
func (t *trainer) learnFeatures(e *Example) (best, gold int) {
	f := t.s.transFeats(&t.tb)
	score := t.trans.Score(f)
	best, gold, _ = t.s.choose(score[:], e.Heads)
	t.trans.Tick()
	t.all++
	if best != gold {
		t.trans.Update(f, gold, best)
	} else {
		t.right++
	}
	return best, gold
}

// learnFacts is learnFeatures for the network.
func (t *trainer) learnFacts(e *Example) (best, gold int) {
	var c config
	c.look(&t.s)
	v := t.p.sight
	t.in = v.both(&c, v.front(&c, v.stack(&c, t.in[:0])))
	score := t.net.Score(t.in)
	best, gold, cheapest := t.s.choose(score, e.Heads)
	t.step(t.net, score, t.s.valid, func(k int) bool { return cheapest[k] })
	return best, gold
}

// step moves a network towards the right ones among the classes that may be.
func (t *trainer) step(n *neural.Trainer, score []float32, may, right func(class int) bool) {
	grad := t.grad[:len(score)]
	if l := neural.Gradient(score, grad, may, right); l > 0 {
		t.loss += l
		n.Learn(t.in, grad)
	}
}

// learnLabel returns the label that the arc of transition k gets.
func (t *trainer) learnLabel(e *Example, k int, first bool) int {
	d, h := t.s.arc(k)
	want, gold := t.id[e.Rels[d]], e.Heads[d]
	if gold < 0 {
		gold = t.s.n
	}
	likely := t.p.likely[t.s.pair(d, h, k == left)]
	rel := bits.TrailingZeros64(likely)
	if likely&(likely-1) == 0 {
		return rel
	}
	t.in = t.p.labelSight.facts(&t.s, d, h, k == left, t.in[:0])
	score := t.label.Score(t.in)
	for r := range score {
		if likely>>r&1 != 0 && score[r] > score[rel] {
			rel = r
		}
	}
	if gold != int(h) || likely>>want&1 == 0 {
		return rel // a wrong arc has no right label
	}
	t.step(t.label, score, func(r int) bool { return likely>>r&1 != 0 }, func(r int) bool { return r == want })
	if first {
		return want
	}
	return rel
}
