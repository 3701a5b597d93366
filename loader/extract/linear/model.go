package linear

// Model is a packed classifier. It is immutable and safe for concurrent use.
// Tags and offsets lie apart so that looking for an absent feature, the
// common case, touches two bytes.
type Model struct {
	NC    int // classes, at most 64
	tags  []uint16
	offs  []uint32
	shift uint32
	data  []byte // rows: the number of pairs, then class and weight of each
	n     int

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

// tableBits returns the size of a table for n features as a power of two.
func tableBits(n int) (bits uint32) {
	for bits = 4; 1<<bits < n*3/2; bits++ {
	}
	return bits
}

func tagOf(key uint32) uint16 { return uint16(key) | 1 }

// newModel returns a model with room for n features and their pairs.
func newModel(classes, n, pairs int) *Model {
	bits := tableBits(n)
	return &Model{NC: classes, n: n, shift: 32 - bits, tags: make([]uint16, 1<<bits), offs: make([]uint32, 1<<bits),
		data: make([]byte, 0, n+2*pairs)}
}

// slot takes the slot of a feature.
func slot(tags []uint16, shift, key uint32) uint32 {
	mask := uint32(len(tags) - 1)
	s := key >> shift
	for tags[s] != 0 {
		s = (s + 1) & mask
	}
	tags[s] = tagOf(key)
	return s
}

func (s *sparseRows) index() *Model {
	pairs := 0
	for _, r := range s.rows {
		pairs += len(r) / 2
	}
	m := newModel(s.classes, len(s.keys), pairs)
	for i, k := range s.keys {
		m.offs[slot(m.tags, m.shift, k)] = uint32(len(m.data))
		m.data = append(m.data, byte(len(s.rows[i])/2))
		m.data = append(m.data, s.rows[i]...)
	}
	return m
}

// maxFeats is the most features that one call of Score takes.
const maxFeats = 128

// probe writes the slots of the feats that the table holds to hit. Its first
// loop has no branches, so that the cache misses of all features overlap.
func probe(tags []uint16, shift uint32, feats []uint32, hit *[maxFeats]uint32) int {
	var got [maxFeats]uint16
	mask := uint32(len(tags) - 1)
	for i, f := range feats {
		got[i&(maxFeats-1)] = tags[f>>shift]
	}
	n := 0
	for i, f := range feats {
		e, t, s := got[i&(maxFeats-1)], tagOf(f), f>>shift
		for e != t && e != 0 {
			s = (s + 1) & mask
			e = tags[s]
		}
		hit[n&(maxFeats-1)] = s
		if e == t {
			n++
		}
	}
	return n
}

// Score adds the weights of feats to out.
func (m *Model) Score(feats []uint32, out *[64]int32) {
	var hit [maxFeats]uint32
	n := probe(m.tags, m.shift, feats, &hit)
	touch := byte(0)
	for i, s := range hit[:n] {
		hit[i] = m.offs[s]
	}
	for _, o := range hit[:n] {
		touch |= m.data[o] // bring the rows in together
	}
	if touch == 0 {
		return
	}
	for _, o := range hit[:n] {
		k := int(m.data[o])
		row := m.data[o+1 : int(o)+1+2*k]
		for len(row) >= 2 {
			out[row[0]&63] += int32(int8(row[1]))
			row = row[2:]
		}
	}
}

type denseEntry struct {
	key uint32
	w   [Width]int8
}

// Dense is a packed classifier of Width classes. It is immutable and safe for
// concurrent use.
type Dense struct {
	tags    []uint16
	weights [][4]int8
	shift   uint32
	n       int

	learnt []denseEntry // what Write stores; nil in a model that was read
}

// Len returns the number of features kept.
func (m *Dense) Len() int { return m.n }

func indexDense(sorted []denseEntry) *Dense {
	bits := tableBits(len(sorted))
	m := &Dense{n: len(sorted), shift: 32 - bits, tags: make([]uint16, 1<<bits), weights: make([][4]int8, 1<<bits)}
	for _, e := range sorted {
		m.weights[slot(m.tags, m.shift, e.key)] = [4]int8{e.w[0], e.w[1], e.w[2]}
	}
	return m
}

// Score returns the score of every class.
func (m *Dense) Score(feats []uint32) [Width]int32 {
	var hit [maxFeats]uint32
	n := probe(m.tags, m.shift, feats, &hit)
	var a, b, c int32
	for _, s := range hit[:n] {
		w := &m.weights[s]
		a += int32(w[0])
		b += int32(w[1])
		c += int32(w[2])
	}
	return [Width]int32{a, b, c}
}
