package linear

// Dense is a packed classifier of Width classes. It is immutable and safe for
// concurrent use.
//
// An entry holds how much the second and the third class gain on the first, in 9
// bits each, and 14 bits of the feature's hash.
type Dense struct {
	index perfect
	table []uint32
	n     int

	learnt []denseEntry // what Write stores; nil in a model that was read
}

type denseEntry struct {
	key uint32
	w   [Width]int8
}

// Len returns the number of features kept.
func (m *Dense) Len() int { return m.n }

const (
	gainBits = 9
	tagShift = 2 * gainBits
)

// newDense returns a model whose features, ascending, have no weights.
func newDense(keys []uint32, index perfect) *Dense {
	m := &Dense{n: len(keys), index: index}
	m.table = make([]uint32, m.index.places)
	return m
}

func (m *Dense) set(e denseEntry) {
	b, c := int32(e.w[1])-int32(e.w[0]), int32(e.w[2])-int32(e.w[0])
	m.table[m.index.place(e.key)] = e.key<<tagShift | uint32(b)&(1<<gainBits-1)<<gainBits | uint32(c)&(1<<gainBits-1)
}

func indexDense(sorted []denseEntry) *Dense {
	keys := make([]uint32, len(sorted))
	for i, e := range sorted {
		keys[i] = e.key
	}
	m := newDense(keys, newPerfect(keys))
	for _, e := range sorted {
		m.set(e)
	}
	return m
}

// Score returns the score of every class, less that of the first.
func (m *Dense) Score(feats []uint32) [Width]int32 {
	var b, c int32
	for len(feats) > atOnce {
		b, c = m.score(feats[:atOnce], b, c)
		feats = feats[atOnce:]
	}
	b, c = m.score(feats, b, c)
	return [Width]int32{0, b, c}
}

// score adds the gains of features that are looked up at once.
func (m *Dense) score(feats []uint32, b, c int32) (int32, int32) {
	var at [atOnce]uint32
	index, table := m.index, m.table
	for i, f := range feats {
		at[i&(atOnce-1)] = index.place(f)
	}
	for i, a := range at[:len(feats)] {
		at[i&(atOnce-1)] = table[a]
	}
	for i, f := range feats {
		e := at[i&(atOnce-1)] ^ f<<tagShift
		if e>>tagShift != 0 { // that of another feature
			e = 0
		}
		b += int32(e<<(32-2*gainBits)) >> (32 - gainBits)
		c += int32(e<<(32-gainBits)) >> (32 - gainBits)
	}
	return b, c
}
