package linear

// Most of the time of a look-up is waiting for memory. So features are looked up many at
// once, in steps that are each a short loop without branches, in which the waits overlap.

// atOnce is how many features are looked up at once.
const atOnce = 64

// Model is a packed classifier. It is immutable and safe for concurrent use.
//
// A row has a byte for each class, the weight and bias, eight to a word, so that eight
// classes are added at once; it lies in one line of the cache.
type Model struct {
	NC     int // classes, at most 64
	index  perfect
	keys   []uint32 // by place: the feature
	rows   []block  // by place
	blocks uint32   // of a row
	n      int

	learnt *sparseRows // what Write stores; nil in a model that was read
}

// block holds the weights of 32 classes.
type block [4]uint64

const (
	bias      = 128
	allBiased = bias * ((1<<64 - 1) / 255) // eight weights of 0
	evenBytes = (1<<64 - 1) / 257          // the lower byte of each pair
)

// sparseRows is a model by features in ascending order.
type sparseRows struct {
	classes int
	keys    []uint32
	rows    [][]byte // pairs of class and weight
}

// Len returns the number of features kept.
func (m *Model) Len() int { return m.n }

// newModel returns a model whose features, ascending, have no weights.
func newModel(classes int, keys []uint32, index perfect) *Model {
	m := &Model{NC: classes, n: len(keys), index: index, blocks: uint32(max(1, (classes+31)/32))}
	m.keys = make([]uint32, m.index.places)
	for _, k := range keys {
		m.keys[m.index.place(k)] = k
	}
	m.rows = make([]block, m.index.places*m.blocks)
	for i := range m.rows {
		m.rows[i] = block{allBiased, allBiased, allBiased, allBiased}
	}
	return m
}

// set sets a weight of the row at a place.
func (m *Model) set(at uint32, class, weight byte) {
	c := uint32(class)
	m.rows[at*m.blocks+c/32][c/8%4] += uint64(int64(int8(weight))) << (c % 8 * 8)
}

func (s *sparseRows) index() *Model {
	m := newModel(s.classes, s.keys, newPerfect(s.keys))
	for i, k := range s.keys {
		at := m.index.place(k)
		for r := s.rows[i]; len(r) > 0; r = r[2:] {
			m.set(at, r[0], r[1])
		}
	}
	return m
}

// Score adds the weights of feats to out.
func (m *Model) Score(feats []uint32, out *[64]int32) {
	for len(feats) > atOnce {
		m.score(feats[:atOnce], out)
		feats = feats[atOnce:]
	}
	m.score(feats, out)
}

// score is Score for features that are looked up at once.
func (m *Model) score(feats []uint32, out *[64]int32) {
	var at, got [atOnce]uint32
	index, keys, blocks := m.index, m.keys, m.blocks
	for i, f := range feats {
		at[i&(atOnce-1)] = index.place(f)
	}
	for i, a := range at[:len(feats)] {
		got[i&(atOnce-1)] = keys[a]
	}
	n := 0
	for i, f := range feats {
		at[n&(atOnce-1)] = at[i&(atOnce-1)] * blocks
		if got[i&(atOnce-1)] == f {
			n++
		}
	}
	rows, touched := at[:n], uint64(0)
	for _, r := range rows {
		touched |= m.rows[r][0]
	}
	if touched == 0 {
		return
	}
	for b := range m.blocks {
		sum(m.rows[b:], rows, (*[32]int32)(out[b*32:]))
	}
}

// sum adds the weights of the blocks that are listed.
func sum(blocks []block, listed []uint32, out *[32]int32) {
	// Bytes are added in lanes of 16 bits: of a word as it stands, whose odd bytes
	// run over into the even ones above, and of its odd bytes alone.
	var a0, a1, a2, a3, o0, o1, o2, o3 uint64
	for _, i := range listed {
		x := &blocks[i]
		a0 += x[0]
		o0 += x[0] >> 8 & evenBytes
		a1 += x[1]
		o1 += x[1] >> 8 & evenBytes
		a2 += x[2]
		o2 += x[2] >> 8 & evenBytes
		a3 += x[3]
		o3 += x[3] >> 8 & evenBytes
	}
	none := int32(bias * len(listed))
	spread(a0, o0, none, (*[8]int32)(out[0:]))
	spread(a1, o1, none, (*[8]int32)(out[8:]))
	spread(a2, o2, none, (*[8]int32)(out[16:]))
	spread(a3, o3, none, (*[8]int32)(out[24:]))
}

// spread adds the sums of eight classes, less the bias, to out: all is the sum of
// words, odd that of their odd bytes.
func spread(all, odd uint64, bias int32, out *[8]int32) {
	even := all - odd<<8
	for i := range 4 {
		out[2*i] += int32(even>>(16*i)&0xFFFF) - bias
		out[2*i+1] += int32(odd>>(16*i)&0xFFFF) - bias
	}
}
