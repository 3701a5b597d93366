package linear

import "math/bits"

// A lookup is mostly for features that a model does not have, and its cost is
// waiting for memory. So each table has a filter in front, small enough to stay
// near the processor, and every step is a loop without branches over all features
// of a decision, in which the waits overlap.

// maxFeats is the most features that one call of Score takes.
const maxFeats = 128

// filter tells for most features that are not in a table that they are not.
type filter struct {
	words []uint64
	shift uint32
}

func newFilter(tableBits uint32) filter {
	n := tableBits + 2
	return filter{words: make([]uint64, 1<<n/64), shift: 32 - n}
}

func (b *filter) add(f uint32) { i := f >> b.shift; b.words[i>>6] |= 1 << (i & 63) }

// pick writes the feats that may be in the table to out and returns their number.
func (b *filter) pick(feats []uint32, out *[maxFeats]uint32) int {
	n := 0
	for _, f := range feats {
		i := f >> b.shift
		out[n&(maxFeats-1)] = f
		n += int(b.words[i>>6] >> (i & 63) & 1)
	}
	return n
}

// tableBits returns the size of a table for n features as a power of two: small
// before sparse, for a long search stays in one line of the cache.
func tableBits(n int) (bits uint32) {
	for bits = 5; 1<<bits < n*5/4; bits++ {
	}
	return bits
}

// Model is a packed classifier. It is immutable and safe for concurrent use.
type Model struct {
	NC      int // classes, at most 64
	filter  filter
	table   []uint32 // tag of the feature above, offset into data in the low offBits; 0 is free
	shift   uint32
	offBits uint32
	data    []byte // a byte without meaning, then rows: the number of pairs, class and weight of each
	n       int

	learnt *sparseRows // what Write stores; nil in a model that was read
}

// sparseRows is a model by features in ascending order.
type sparseRows struct {
	classes int
	keys    []uint32
	rows    [][]byte // pairs of class and weight
}

// Len returns the number of features kept.
func (m *Model) Len() int { return m.n }

// newModel returns a model with room for n features and their pairs.
func newModel(classes, n, pairs int) *Model {
	size := tableBits(n)
	return &Model{NC: classes, n: n, filter: newFilter(size), shift: 32 - size, table: make([]uint32, 1<<size),
		offBits: uint32(bits.Len(uint(1 + n + 2*pairs))), data: make([]byte, 1, 1+n+2*pairs)}
}

// add makes the row that begins at the end of data that of the feature key.
func (m *Model) add(key uint32) {
	mask := uint32(len(m.table) - 1)
	s := key >> m.shift
	for m.table[s] != 0 {
		s = (s + 1) & mask
	}
	m.table[s] = key<<m.offBits | uint32(len(m.data))
	m.filter.add(key)
}

func (s *sparseRows) index() *Model {
	pairs := 0
	for _, r := range s.rows {
		pairs += len(r) / 2
	}
	m := newModel(s.classes, len(s.keys), pairs)
	for i, k := range s.keys {
		m.add(k)
		m.data = append(m.data, byte(len(s.rows[i])/2))
		m.data = append(m.data, s.rows[i]...)
	}
	return m
}

// find writes the offsets of the rows of feats to out and returns their number.
func (m *Model) find(feats []uint32, out *[maxFeats]uint32) int {
	var got [maxFeats]uint32
	k := m.filter.pick(feats, out)
	for i, f := range out[:k] {
		got[i&(maxFeats-1)] = m.table[f>>m.shift]
	}
	mask, n := uint32(len(m.table)-1), 0
	for i, f := range out[:k] {
		e, s := got[i&(maxFeats-1)], f>>m.shift
		for e != 0 && (e^f<<m.offBits)>>m.offBits != 0 {
			s = (s + 1) & mask
			e = m.table[s]
		}
		out[n&(maxFeats-1)] = e & (1<<m.offBits - 1)
		if e != 0 {
			n++
		}
	}
	return n
}

// Score adds the weights of feats to out.
func (m *Model) Score(feats []uint32, out *[64]int32) {
	var rows [maxFeats]uint32
	n := m.find(feats, &rows)
	touch := byte(0)
	for _, o := range rows[:n] {
		touch |= m.data[o] // bring the rows in together
	}
	if touch == 0 {
		return
	}
	for _, o := range rows[:n] {
		k := int(m.data[o])
		row := m.data[o+1 : int(o)+1+2*k]
		for len(row) >= 2 {
			out[row[0]&63] += int32(int8(row[1]))
			row = row[2:]
		}
	}
}

// Dense is a packed classifier of Width classes. It is immutable and safe for
// concurrent use.
//
// An entry holds how much the second and the third class gain on the first, in 9
// bits each, and 14 bits of the feature's hash.
type Dense struct {
	filter filter
	table  []uint32
	shift  uint32
	n      int

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

func denseTag(key uint32) uint32 { return key<<tagShift | 1<<tagShift }

func newDense(n int) *Dense {
	size := tableBits(n)
	return &Dense{n: n, filter: newFilter(size), shift: 32 - size, table: make([]uint32, 1<<size)}
}

func (m *Dense) add(e denseEntry) {
	mask := uint32(len(m.table) - 1)
	s := e.key >> m.shift
	for m.table[s] != 0 {
		s = (s + 1) & mask
	}
	b, c := int32(e.w[1])-int32(e.w[0]), int32(e.w[2])-int32(e.w[0])
	m.table[s] = denseTag(e.key) | uint32(b)&(1<<gainBits-1)<<gainBits | uint32(c)&(1<<gainBits-1)
	m.filter.add(e.key)
}

func indexDense(sorted []denseEntry) *Dense {
	m := newDense(len(sorted))
	for _, e := range sorted {
		m.add(e)
	}
	return m
}

// Score returns the score of every class, less that of the first.
func (m *Dense) Score(feats []uint32) [Width]int32 {
	var may, got [maxFeats]uint32
	k := m.filter.pick(feats, &may)
	for i, f := range may[:k] {
		got[i&(maxFeats-1)] = m.table[f>>m.shift]
	}
	mask := uint32(len(m.table) - 1)
	var b, c int32
	for i, f := range may[:k] {
		e, tag := got[i&(maxFeats-1)], denseTag(f)
		for s := f >> m.shift; e != 0 && (e^tag)>>tagShift != 0; {
			s = (s + 1) & mask
			e = m.table[s]
		}
		b += int32(e<<(32-2*gainBits)) >> (32 - gainBits)
		c += int32(e<<(32-gainBits)) >> (32 - gainBits)
	}
	return [Width]int32{0, b, c}
}
