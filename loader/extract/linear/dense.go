package linear

import (
	"bufio"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
)

// Width is the number of classes of a dense classifier.
const Width = 3

type denseRow struct {
	key    uint32
	at     int32
	seen   int32 // updates
	w, acc [Width]float32
}

// DenseTrainer learns a classifier of Width classes. Its table grows.
type DenseTrainer struct {
	rows []denseRow
	n    int
	bits uint32
	step int32
	min  int32
}

// NewDenseTrainer returns a trainer whose features count only once they have
// been updated minUpdates times (Goldberg and Elhadad 2011), which keeps the
// model small and helps it generalise.
func NewDenseTrainer(minUpdates int) *DenseTrainer {
	return &DenseTrainer{rows: make([]denseRow, 1<<20), bits: 20, min: int32(minUpdates)}
}

func (t *DenseTrainer) find(f uint32) *denseRow {
	mask := uint32(len(t.rows) - 1)
	s := f >> (32 - t.bits)
	for {
		r := &t.rows[s&mask]
		if r.key == f || r.key == 0 {
			return r
		}
		s++
	}
}

// Score returns the score of every class.
func (t *DenseTrainer) Score(feats []uint32) (out [Width]float32) {
	for _, f := range feats {
		if r := t.find(f); r.seen >= t.min && r.key != 0 {
			for c := range out {
				out[c] += r.w[c]
			}
		}
	}
	return
}

func (t *DenseTrainer) Tick() { t.step++ }

// Update moves weight from guess to truth.
func (t *DenseTrainer) Update(feats []uint32, truth, guess int) {
	for _, f := range feats {
		r := t.touch(f)
		r.w[truth]++
		r.w[guess]--
	}
}

// touch returns the row of f, made if need be, its average brought up to date.
func (t *DenseTrainer) touch(f uint32) *denseRow {
	r := t.find(f)
	if r.key == 0 {
		if t.n*2 > len(t.rows) {
			old := t.rows
			t.bits++
			t.rows = make([]denseRow, len(old)*2)
			for i := range old {
				if old[i].key != 0 {
					*t.find(old[i].key) = old[i]
				}
			}
			r = t.find(f)
		}
		r.key, r.at = f, t.step
		t.n++
	}
	if r.seen >= t.min { // before, the feature does not count
		d := float32(t.step - r.at)
		for c := range r.w {
			r.acc[c] += d * r.w[c]
		}
	}
	r.seen++
	r.at = t.step
	return r
}

// Pack averages, prunes and quantises the weights.
func (t *DenseTrainer) Pack(prune float64) *Dense {
	var all []float64
	for i := range t.rows {
		r := &t.rows[i]
		if r.key == 0 || r.seen < t.min {
			continue
		}
		d := float32(t.step - r.at)
		for c := range r.w {
			r.acc[c] += d * r.w[c]
			all = append(all, math.Abs(float64(r.acc[c])))
		}
		r.at = t.step
	}
	if len(all) == 0 {
		all = []float64{1}
	}
	slices.Sort(all)
	top := all[int(float64(len(all)-1)*0.9998)]
	m := &Dense{}
	for i := range t.rows {
		r := &t.rows[i]
		if r.key == 0 || r.seen < t.min {
			continue
		}
		s := denseEntry{key: r.key}
		best, any := 0.0, false
		for c := range r.w {
			best = max(best, math.Abs(float64(r.acc[c])))
			q := max(-127, min(127, math.Round(float64(r.acc[c])*127/top)))
			s.w[c] = int8(q)
			any = any || q != 0
		}
		if any && best >= prune*top {
			m.sorted = append(m.sorted, s)
		}
	}
	slices.SortFunc(m.sorted, func(a, b denseEntry) int {
		if a.key < b.key {
			return -1
		}
		return 1
	})
	m.index()
	return m
}

type denseEntry struct {
	key uint32
	w   [Width]int8
}

// Dense is a packed classifier. It is immutable and safe for concurrent use.
type Dense struct {
	sorted  []denseEntry
	tags    []uint16
	weights [][4]int8
	shift   uint32
}

// Len returns the number of features kept.
func (m *Dense) Len() int { return len(m.sorted) }

func (m *Dense) index() {
	bits := tableBits(len(m.sorted))
	m.shift = 32 - bits
	m.tags, m.weights = make([]uint16, 1<<bits), make([][4]int8, 1<<bits)
	mask := uint32(1)<<bits - 1
	for _, e := range m.sorted {
		s := e.key >> m.shift
		for m.tags[s] != 0 {
			s = (s + 1) & mask
		}
		m.tags[s], m.weights[s] = tagOf(e.key), [4]int8{e.w[0], e.w[1], e.w[2]}
	}
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

// Write stores the model: keys as sorted deltas, weights by column, deflated.
func (m *Dense) Write(w io.Writer) error {
	z, _ := flate.NewWriter(w, 9)
	b := bufio.NewWriter(z)
	var buf [binary.MaxVarintLen64]byte
	b.Write(buf[:binary.PutUvarint(buf[:], uint64(len(m.sorted)))])
	last := uint32(0)
	for _, e := range m.sorted {
		b.Write(buf[:binary.PutUvarint(buf[:], uint64(e.key-last))])
		last = e.key
	}
	for c := range Width {
		for _, e := range m.sorted {
			b.WriteByte(byte(e.w[c]))
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return z.Close()
}

// ReadDense loads a model that Write stored.
func ReadDense(r io.Reader) (*Dense, error) {
	b := bufio.NewReader(flate.NewReader(r))
	n, err := binary.ReadUvarint(b)
	if err != nil || n > 1<<28 {
		return nil, errors.New("lin: not a model")
	}
	m := &Dense{sorted: make([]denseEntry, n)}
	last := uint64(0)
	for i := range m.sorted {
		d, err := binary.ReadUvarint(b)
		if err != nil {
			return nil, err
		}
		last += d
		m.sorted[i].key = uint32(last)
	}
	for c := range Width {
		for i := range m.sorted {
			x, err := b.ReadByte()
			if err != nil {
				return nil, err
			}
			m.sorted[i].w[c] = int8(x)
		}
	}
	m.index()
	return m, nil
}
