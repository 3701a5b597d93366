package tag

import (
	"math/rand/v2"
	"sort"
	"strings"

	"hearsay/loader/extract/lexicon"
	"hearsay/loader/extract/linear"
)

// Example is a sentence with its gold tags.
type Example struct {
	Words, Tags []string
}

// Train learns a tagger. The result depends on its arguments alone.
func Train(data []Example, lex *lexicon.Lexicon, iters int, prune float64) *Tagger {
	t := &Tagger{Lex: lex, Masks: map[uint32]uint32{}, Dict: map[uint32]uint32{}, Only: map[uint32]uint8{}}
	id := map[string]int{}
	count := map[uint32]map[int]int{}
	exact := map[uint32]map[int]int{}
	for _, e := range data {
		for _, tag := range e.Tags {
			if _, ok := id[tag]; !ok {
				id[tag] = 0
				t.Tags = append(t.Tags, tag)
			}
		}
	}
	sort.Strings(t.Tags)
	for i, tag := range t.Tags {
		id[tag] = i
	}
	fs := make([][]Feat, len(data))
	gold := make([][]uint8, len(data))
	for i, e := range data {
		for j, w := range e.Words {
			f := Extract(w)
			fs[i] = append(fs[i], f)
			g := id[e.Tags[j]]
			gold[i] = append(gold[i], uint8(g))
			if count[f.Lower] == nil {
				t.Masks[f.Lower] = lex.Mask(strings.ToLower(w))
				count[f.Lower] = map[int]int{}
			}
			count[f.Lower][g]++
			if exact[f.Word] == nil {
				exact[f.Word] = map[int]int{}
			}
			exact[f.Word][g]++
		}
	}
	for w, c := range count {
		n := 0
		for _, k := range c {
			n += k
		}
		if n < 3 {
			continue
		}
		class := uint32(0)
		for tag, k := range c {
			if k*20 >= n {
				class ^= linear.Mix(77, uint32(tag)) // order-free
			}
		}
		t.Dict[w] = class
	}
	for w, c := range exact {
		if len(c) != 1 {
			continue
		}
		for tag, k := range c {
			if k >= 40 {
				t.Only[w] = uint8(tag + 1)
			}
		}
	}
	for i := range fs {
		t.Prepare(fs[i], nil)
	}
	tr := linear.NewTrainer(len(t.Tags), 2)
	rng := rand.New(rand.NewPCG(1, 2))
	order := rng.Perm(len(data))
	var buf [NumFeats]uint32
	score := make([]float32, tr.NC)
	for range iters {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, k := range order {
			t1, t2 := uint32(200), uint32(200)
			for i := range fs[k] {
				g := int(gold[k][i])
				best := 0
				if o := t.Only[fs[k][i].Word]; o > 0 {
					best = int(o - 1)
				} else {
					f := Features(buf[:], fs[k], i, t1, t2)
					tr.Score(f, score)
					for c := range score {
						if score[c] > score[best] {
							best = c
						}
					}
					tr.Tick()
					tr.Update(f, g, best)
				}
				t1, t2 = uint32(best), t1
			}
		}
	}
	t.Model = tr.Pack(prune)
	return t
}
