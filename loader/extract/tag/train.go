package tag

import (
	"math/rand/v2"
	"slices"
	"strings"

	"hearsay/loader/extract/lexicon"
	"hearsay/loader/extract/linear"
)

// Example is a sentence with its gold tags.
type Example struct {
	Words, Tags []string
}

// start stands for the tags in front of a sentence.
const start = 200

// often is how often a word must have been seen, always with one tag, to be given
// it without a further look.
const often = 40

// trainer is a tagger under way.
type trainer struct {
	tagger *Tagger
	model  *linear.Trainer
	feats  [][]Feat
	gold   [][]uint8
	buf    [numFeats]uint32
	score  []float32
}

// Train averages so many learners as shuffles tells, each of iters passes in an order of
// its own. The result depends on its arguments alone.
func Train(data []Example, lex *lexicon.Lexicon, shuffles, iters int, prune float64) *Tagger {
	t := &trainer{tagger: &Tagger{lex: lex}}
	t.count(data)
	t.score = make([]float32, len(t.tagger.Tags))
	sum := t.run(1, iters)
	for seed := uint64(2); seed <= uint64(shuffles); seed++ {
		sum.Add(t.run(seed, iters))
	}
	t.tagger.model = sum.Pack(prune)
	return t.tagger
}

// run learns in the order that seed gives.
func (t *trainer) run(seed uint64, iters int) *linear.Trainer {
	t.model = linear.NewTrainer(len(t.tagger.Tags), 2)
	rng := rand.New(rand.NewPCG(seed, 2))
	order := rng.Perm(len(t.feats))
	for range iters {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, k := range order {
			t.learn(t.feats[k], t.gold[k])
		}
	}
	return t.model
}

func (t *trainer) learn(fs []Feat, gold []uint8) {
	t1, t2 := uint32(start), uint32(start)
	for i := range fs {
		best := 0
		if o := fs[i].Only; o > 0 {
			best = int(o - 1)
		} else {
			f := ownFeatures(features(t.buf[:], fs, i, t1, t2), &fs[i])
			t.model.Score(f, t.score)
			for c := range t.score {
				if t.score[c] > t.score[best] {
					best = c
				}
			}
			t.model.Tick()
			t.model.Update(f, int(gold[i]), best)
		}
		t1, t2 = uint32(best), t1
	}
}

// tagCount counts the tags of a word.
type tagCount map[uint8]int

func (c tagCount) total() (n int) {
	for _, k := range c {
		n += k
	}
	return n
}

// count numbers the tags and learns the words.
func (t *trainer) count(data []Example) {
	id := number(data)
	t.tagger.Tags = make([]string, len(id))
	for tag, i := range id {
		t.tagger.Tags[i] = tag
	}
	l := learnt{class: map[uint32]uint32{}, mask: map[uint32]uint32{}, only: map[uint32]uint8{}}
	lower, exact := map[uint32]tagCount{}, map[uint32]tagCount{}
	for _, e := range data {
		fs, gold := make([]Feat, len(e.Words)), make([]uint8, len(e.Words))
		for j, w := range e.Words {
			fs[j], gold[j] = Extract(w), id[e.Tags[j]]
			f := &fs[j]
			if lower[f.Lower] == nil {
				l.mask[f.Lower], lower[f.Lower] = t.tagger.lex.Mask(strings.ToLower(w)), tagCount{}
			}
			if exact[f.Word] == nil {
				exact[f.Word] = tagCount{}
			}
			lower[f.Lower][gold[j]]++
			exact[f.Word][gold[j]]++
		}
		t.feats, t.gold = append(t.feats, fs), append(t.gold, gold)
	}
	for w, c := range lower {
		if n := c.total(); n >= 3 {
			l.class[w] = c.class(n)
		}
	}
	for w, c := range exact {
		for tag, k := range c {
			if len(c) == 1 && k >= often {
				l.only[w] = tag + 1
			}
		}
	}
	t.tagger.words, t.tagger.forms = l.known()
	for i, e := range data {
		for j := range t.feats[i] {
			t.tagger.Prepare(&t.feats[i][j], e.Words[j])
		}
	}
}

// class stands for the tags that make up a twentieth of n or more.
func (c tagCount) class(n int) (class uint32) {
	for tag, k := range c {
		if k*20 >= n {
			class ^= linear.Mix(77, uint32(tag)) // order-free
		}
	}
	return class
}

// number numbers the tags in alphabetical order.
func number(data []Example) map[string]uint8 {
	id := map[string]uint8{}
	for _, e := range data {
		for _, tag := range e.Tags {
			id[tag] = 0
		}
	}
	var tags []string
	for tag := range id {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	for i, tag := range tags {
		id[tag] = uint8(i)
	}
	return id
}
