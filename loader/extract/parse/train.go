package parse

import (
	"math/rand/v2"
	"sort"

	"hearsay/loader/extract/linear"
)

// Example is a sentence with its gold tree; Heads are 0-based, -1 the root.
type Example struct {
	Words []Word
	Heads []int
	Rels  []string
}

// cost counts the gold arcs that transition t would lose (Goldberg and Nivre 2013).
func (s *state) cost(t int, gold []int) (c int) {
	g := func(i int) int { // the root is node n
		if gold[i] < 0 {
			return s.n
		}
		return gold[i]
	}
	if t == SHIFT {
		b := s.b
		for k, d := range s.stack {
			if g(int(d)) == b {
				c++
			}
			if k < len(s.stack)-1 && g(b) == int(d) {
				c++
			}
		}
		return
	}
	d := int(s.top(0))
	h := g(d)
	if t == LEFT {
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
	return
}

// Train learns a parser. The result depends on its arguments alone.
func Train(data []Example, seed uint64, iters, minUpdates int, prune, prunelab float64, log func(int, float64)) *Parser {
	p := &Parser{}
	id := map[string]int{}
	for _, e := range data {
		for _, r := range e.Rels {
			if _, ok := id[r]; !ok {
				id[r] = 0
				p.Rels = append(p.Rels, r)
			}
		}
	}
	sort.Strings(p.Rels)
	for i, r := range p.Rels {
		id[r] = i
	}
	tt, tl := linear.NewDenseTrainer(minUpdates), linear.NewTrainer(len(p.Rels), 3)
	rng := rand.New(rand.NewPCG(3, seed))
	order := rng.Perm(len(data))
	var s state
	var tb [NumTrans]uint32
	var lb [NumLabel]uint32
	ls := make([]float32, len(p.Rels))
	for it := range iters {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		right, total := 0, 0
		for _, k := range order {
			e := &data[k]
			s.reset(e.Words)
			for !s.done() {
				f := s.transFeats(&tb)
				score := tt.Score(f)
				best, gold, low := -1, -1, 1<<30
				for t := range score {
					if s.valid(t) {
						low = min(low, s.cost(t, e.Heads))
					}
				}
				for t := range score {
					if !s.valid(t) {
						continue
					}
					if best < 0 || score[t] > score[best] {
						best = t
					}
					if s.cost(t, e.Heads) == low && (gold < 0 || score[t] > score[gold]) {
						gold = t
					}
				}
				tt.Tick()
				total++
				if best != gold {
					tt.Update(f, gold, best)
				} else {
					right++
				}
				next := gold
				if it > 0 && rng.IntN(10) < 9 {
					next = best
				}
				rel := 0
				if next != SHIFT {
					d, h := s.arc(next)
					lf := s.labelFeats(&lb, d, h, next == LEFT)
					tl.Score(lf, ls)
					for r := range ls {
						if ls[r] > ls[rel] {
							rel = r
						}
					}
					g := e.Heads[d]
					if g < 0 {
						g = s.n
					}
					if g == int(h) {
						tl.Tick()
						want := id[e.Rels[d]]
						tl.Update(lf, want, rel)
						if it == 0 {
							rel = want
						}
					}
				}
				s.apply(next, uint8(rel))
			}
		}
		if log != nil {
			log(it, float64(right)/float64(total))
		}
	}
	p.Trans = tt.Pack(prune)
	p.Label = tl.Pack(prunelab)
	return p
}
