package names

import (
	"math/rand/v2"

	"hearsay/loader/extract/linear"
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

// Train learns a tagger. The result depends on its arguments alone.
func Train(data []Doc, g *Gazetteer, iters, minUpdates int, prune float64) *Tagger {
	tr := linear.NewTrainer(len(Labels), minUpdates)
	rng := rand.New(rand.NewPCG(5, 6))
	order := rng.Perm(len(data))
	var buf [numFeats]uint32
	score := make([]float32, len(Labels))
	got := make([]uint8, 5000)
	for range iters {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, k := range order {
			mem := Memory{}
			for s, ts := range data[k].Sents {
				gold := data[k].Labels[s]
				l1, l2 := uint8(0), uint8(0)
				sh := shouty(ts)
				for i := range ts {
					f := features(&buf, ts, i, uint32(l1), uint32(l2), mem, sh)
					tr.Score(f, score)
					best := -1
					for c := range Labels {
						if (allowed(l1, uint8(c)) || c == int(gold[i])) && (best < 0 || score[c] > score[best]) {
							best = c
						}
					}
					tr.Tick()
					tr.Update(f, int(gold[i]), best)
					// follow the gold label: names are short and errors do not carry far
					got[i] = uint8(best)
					l1, l2 = gold[i], l1
				}
				mem.Note(ts, got[:len(ts)])
			}
		}
	}
	return &Tagger{Model: tr.Pack(prune), Gaz: g}
}
