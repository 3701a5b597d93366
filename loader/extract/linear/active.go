package linear

// active is the set of the features of a trainer that count, which most features of a
// decision do not: it says so of nearly all of them without a look into the trainer's
// table, which lies far from the processor.
type active struct {
	words  []uint64
	picked []uint32
}

// activeBits is the size of the set as a power of two.
const activeBits = 23

func newActive() active { return active{words: make([]uint64, 1<<activeBits/64)} }

func (a *active) add(f uint32) {
	i := f >> (32 - activeBits)
	a.words[i>>6] |= 1 << (i & 63)
}

// pick returns the feats that may count, until it is called again.
func (a *active) pick(feats []uint32) []uint32 {
	a.picked = append(a.picked[:0], feats...)
	n := 0
	for _, f := range feats {
		i := f >> (32 - activeBits)
		a.picked[n] = f
		n += int(a.words[i>>6] >> (i & 63) & 1)
	}
	return a.picked[:n]
}
