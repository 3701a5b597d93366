package names

import (
	"io"
	"math/rand/v2"
	"slices"

	"hearsay/loader/extract/linear"
	"hearsay/loader/extract/wordtable"
)

// Doc is a document of prepared sentences with gold labels.
type Doc struct {
	Sents  [][]Token
	Labels [][]uint8
}

// Encode turns BIO labels into BILOU numbers.
func Encode(bio []string) []uint8 {
	out := make([]uint8, len(bio))
	id := map[string]uint8{}
	for i, l := range Labels {
		id[l] = uint8(i)
	}
	for i, l := range bio {
		if l == "O" {
			continue
		}
		k := l[2:]
		begin := l[0] == 'B'
		end := i+1 == len(bio) || bio[i+1] != "I-"+k
		switch {
		case begin && end:
			out[i] = id["U-"+k]
		case begin:
			out[i] = id["B-"+k]
		case end:
			out[i] = id["L-"+k]
		default:
			out[i] = id["I-"+k]
		}
	}
	return out
}

// trainer is a tagger under way.
type trainer struct {
	model *linear.Trainer
	buf   [numFeats]uint32
	score []float32
	rng   *rand.Rand
}

// The learner asks that the right label wins by a margin, and by more over O: names
// are rare, and one that is missed costs as much as one that is invented. Without it
// the tagger finds a tenth fewer.
const (
	margin  = 40
	marginO = 80
)

// dropout is the share of the features that are withheld from the learner at a time, so
// that it does not lean on the words that it knows by heart.
const dropout = 0.2

// Options is what a learner is told.
type Options struct {
	Passes     int
	MinUpdates int     // before which a feature does not count
	Prune      float64 // the least weight of a feature, as a share of the largest
	Learners   int     // that learn in different orders; the tagger is their mean
}

// Train learns a tagger. The result depends on its arguments alone.
func Train(data []Doc, gazetteer *wordtable.Table, opt Options) *Tagger {
	out := New(nil, gazetteer)
	for _, d := range data {
		for _, s := range d.Sents {
			out.look(s)
		}
	}
	var sum *linear.Trainer
	for seed := range uint64(opt.Learners) {
		m := learn(data, opt.Passes, opt.MinUpdates, seed)
		if sum == nil {
			sum = m
		} else {
			sum.Add(m)
		}
	}
	out.model = sum.Pack(opt.Prune)
	return out
}

func learn(data []Doc, iters, minUpdates int, seed uint64) *linear.Trainer {
	t := &trainer{model: linear.NewTrainer(len(Labels), minUpdates), score: make([]float32, len(Labels))}
	rng := rand.New(rand.NewPCG(5, 6+seed))
	t.rng = rng
	order := rng.Perm(len(data))
	for range iters {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, k := range order {
			mem := Memory{}
			for _, ts := range data[k].Sents {
				mem.observe(ts)
			}
			for s, ts := range data[k].Sents {
				mem.note(ts, t.learn(ts, data[k].Labels[s], mem))
			}
		}
	}
	return t.model
}

// learn returns the labels that it would have given. It follows the gold labels:
// names are short and errors do not carry far.
func (t *trainer) learn(ts []Token, gold []uint8, mem Memory) []uint8 {
	got := make([]uint8, len(ts))
	l1, l2 := uint8(0), uint8(0)
	sh := shouty(ts)
	for i := range ts {
		if gold[i] == 0 && !open(l1) && ts[i].plain() {
			l1, l2 = 0, l1
			continue
		}
		f := features(&t.buf, ts, i, uint32(l1), uint32(l2), mem, sh)
		f = slices.DeleteFunc(f, func(uint32) bool { return t.rng.Float64() < dropout })
		t.model.Score(f, t.score)
		got[i] = uint8(t.best(l1, gold[i]))
		for c := range t.score {
			switch {
			case c == int(gold[i]):
			case c == 0:
				t.score[c] += marginO
			default:
				t.score[c] += margin
			}
		}
		t.model.Tick()
		t.model.Update(f, int(gold[i]), t.best(l1, gold[i]))
		l1, l2 = gold[i], l1
	}
	return got
}

// best returns the label of the highest score among those that may follow l1, and gold.
func (t *trainer) best(l1, gold uint8) int {
	best := -1
	for c := range Labels {
		if (allowed(l1, uint8(c)) || c == int(gold)) && (best < 0 || t.score[c] > t.score[best]) {
			best = c
		}
	}
	return best
}

// WriteModel stores the weights; the gazetteer has a file of its own.
func (t *Tagger) WriteModel(w io.Writer) error { return t.model.Write(w) }
