// Package linear is an averaged multi-class perceptron over 32-bit feature
// hashes, and its packed form for run time: 8-bit weights in sparse rows.
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

// Mix joins two hashes into one.
func Mix(a, b uint32) uint32 {
	h := uint64(a)<<32 | uint64(b)
	h ^= h >> 31
	h *= 0x9E3779B97F4A7C15
	h ^= h >> 32
	return uint32(h)
}

// Hash hashes a string (FNV-1a, finished).
func Hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return Mix(h, uint32(len(s)))
}

type cell struct {
	w, acc float32
	at     int32
	class  uint8
}

type row struct {
	cells []cell
	seen  int // updates
}

// Trainer holds weights while they are learnt. A feature counts only once it
// has been updated min times (Goldberg and Elhadad 2011).
type Trainer struct {
	NC   int
	rows map[uint32]*row
	step int32
	min  int
}

func NewTrainer(nc, minUpdates int) *Trainer {
	return &Trainer{NC: nc, rows: map[uint32]*row{}, min: minUpdates}
}

// Score writes the score of every class to out.
func (t *Trainer) Score(feats []uint32, out []float32) {
	clear(out)
	for _, f := range feats {
		if r := t.rows[f]; r != nil && r.seen >= t.min {
			for _, c := range r.cells {
				out[c.class] += c.w
			}
		}
	}
}

func (t *Trainer) bump(r *row, class int, d float32) {
	for i := range r.cells {
		if c := &r.cells[i]; int(c.class) == class {
			if r.seen >= t.min {
				c.acc += float32(t.step-c.at) * c.w
			}
			c.at = t.step
			c.w += d
			return
		}
	}
	r.cells = append(r.cells, cell{w: d, at: t.step, class: uint8(class)})
}

// Tick counts one training example.
func (t *Trainer) Tick() { t.step++ }

// Update moves weight from guess to truth.
func (t *Trainer) Update(feats []uint32, truth, guess int) {
	if truth == guess {
		return
	}
	for _, f := range feats {
		r := t.rows[f]
		if r == nil {
			r = &row{}
			t.rows[f] = r
		}
		if r.seen+1 == t.min { // from now on it counts: start its average here
			for i := range r.cells {
				r.cells[i].at = t.step
			}
		}
		t.bump(r, truth, 1)
		t.bump(r, guess, -1)
		r.seen++
	}
}

// Pack averages the weights, drops rows whose largest weight is under prune
// (as a share of the largest of all) and quantises the rest to 8 bits.
func (t *Trainer) Pack(prune float64) *Model {
	type kv struct {
		f uint32
		c []cell
	}
	var keep []kv
	var all []float64
	for f, r := range t.rows {
		if r.seen < t.min {
			continue
		}
		for i := range r.cells {
			c := &r.cells[i]
			c.acc += float32(t.step-c.at) * c.w
			c.at = t.step
			all = append(all, math.Abs(float64(c.acc)))
		}
		keep = append(keep, kv{f, r.cells})
	}
	if len(all) == 0 {
		all = []float64{1}
	}
	slices.Sort(all)
	// the scale ignores the top 0.02 %, which saturate
	top := all[int(float64(len(all)-1)*0.9998)]
	scale := 127 / top
	slices.SortFunc(keep, func(a, b kv) int {
		if a.f < b.f {
			return -1
		}
		return 1
	})
	m := &Model{NC: t.NC}
	for _, k := range keep {
		var row []byte
		best := 0.0
		slices.SortFunc(k.c, func(a, b cell) int { return int(a.class) - int(b.class) })
		for _, c := range k.c {
			best = max(best, math.Abs(float64(c.acc)))
			q := math.Round(float64(c.acc) * scale)
			q = max(-127, min(127, q))
			if q != 0 {
				row = append(row, c.class, byte(int8(q)))
			}
		}
		if len(row) == 0 || best < prune*top {
			continue
		}
		m.keys = append(m.keys, k.f)
		m.rows = append(m.rows, row)
	}
	m.index()
	return m
}

// Model is a packed classifier. It is immutable and safe for concurrent use.
// Tags and offsets lie apart so that looking for an absent feature, the
// common case, touches two bytes.
type Model struct {
	NC    int
	keys  []uint32
	rows  [][]byte
	tags  []uint16
	offs  []uint32
	shift uint32
	data  []byte
}

// Len returns the number of features kept.
func (m *Model) Len() int { return len(m.keys) }

// tableBits returns the size of a table for n features as a power of two.
func tableBits(n int) (bits uint32) {
	for bits = 4; 1<<bits < n*3/2; bits++ {
	}
	return
}

func tagOf(key uint32) uint16 { return uint16(key) | 1 }

func (m *Model) index() {
	bits := tableBits(len(m.keys))
	m.shift = 32 - bits
	m.tags, m.offs = make([]uint16, 1<<bits), make([]uint32, 1<<bits)
	mask := uint32(1)<<bits - 1
	m.data = m.data[:0]
	for i, k := range m.keys {
		s := k >> m.shift
		for m.tags[s] != 0 {
			s = (s + 1) & mask
		}
		m.tags[s], m.offs[s] = tagOf(k), uint32(len(m.data))
		m.data = append(m.data, byte(len(m.rows[i])/2))
		m.data = append(m.data, m.rows[i]...)
	}
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

// Score adds the weights of feats to out. It needs NC <= 64.
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

// Write stores the model: keys as sorted deltas, rows by column, deflated.
func (m *Model) Write(w io.Writer) error {
	z, _ := flate.NewWriter(w, 9)
	b := bufio.NewWriter(z)
	var buf [binary.MaxVarintLen64]byte
	put := func(v uint64) { b.Write(buf[:binary.PutUvarint(buf[:], v)]) }
	put(uint64(m.NC))
	put(uint64(len(m.keys)))
	last := uint32(0)
	for _, k := range m.keys {
		put(uint64(k - last))
		last = k
	}
	for _, r := range m.rows {
		b.WriteByte(byte(len(r) / 2))
	}
	for _, r := range m.rows {
		for i := 0; i < len(r); i += 2 {
			b.WriteByte(r[i])
		}
	}
	for _, r := range m.rows {
		for i := 1; i < len(r); i += 2 {
			b.WriteByte(r[i])
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return z.Close()
}

// Read loads a model that Write stored.
func Read(r io.Reader) (*Model, error) {
	b := bufio.NewReader(flate.NewReader(r))
	nc, err := binary.ReadUvarint(b)
	if err != nil {
		return nil, err
	}
	n, err := binary.ReadUvarint(b)
	if err != nil || n > 1<<28 || nc > 64 {
		return nil, errors.New("lin: not a model")
	}
	m := &Model{NC: int(nc), keys: make([]uint32, n), rows: make([][]byte, n)}
	last := uint64(0)
	for i := range m.keys {
		d, err := binary.ReadUvarint(b)
		if err != nil {
			return nil, err
		}
		last += d
		m.keys[i] = uint32(last)
	}
	lens := make([]byte, n)
	if _, err := io.ReadFull(b, lens); err != nil {
		return nil, err
	}
	total := 0
	for _, l := range lens {
		total += 2 * int(l)
	}
	flat := make([]byte, total)
	o := 0
	for i, l := range lens {
		m.rows[i] = flat[o : o+2*int(l)]
		o += 2 * int(l)
	}
	for k := range 2 {
		for i := k; i < total; i += 2 {
			if flat[i], err = b.ReadByte(); err != nil {
				return nil, err
			}
			if k == 0 && flat[i] >= byte(nc) {
				return nil, errors.New("lin: class out of range")
			}
		}
	}
	m.index()
	return m, nil
}
