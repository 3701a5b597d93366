package linear

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"
)

var (
	errFormat = errors.New("linear: not a model")
	errRead   = errors.New("linear: a model that was read cannot be written")
)

// compress writes b by zstd, which is undone sooner than deflate: a program that reads one
// article spends most of its time on loading models.
func compress(w io.Writer, b []byte) error {
	z, err := zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	if _, err := z.Write(b); err != nil {
		return err
	}
	return z.Close()
}

// append adds where the hashes lie, which is much quicker to read than to find.
func (p *perfect) append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(p.places))
	b = binary.AppendUvarint(b, uint64(len(p.pilots)))
	return append(b, p.pilots...)
}

// Write stores a model that Pack made: keys as sorted deltas, rows by column.
func (m *Model) Write(w io.Writer) error {
	s := m.learnt
	if s == nil {
		return errRead
	}
	b := binary.AppendUvarint(nil, uint64(s.classes))
	b = binary.AppendUvarint(b, uint64(len(s.keys)))
	last := uint32(0)
	for _, k := range s.keys {
		b = binary.AppendUvarint(b, uint64(k-last))
		last = k
	}
	b = m.index.append(b)
	for _, r := range s.rows {
		b = append(b, byte(len(r)/2))
	}
	for column := range 2 {
		for _, r := range s.rows {
			for i := column; i < len(r); i += 2 {
				b = append(b, r[i])
			}
		}
	}
	return compress(w, b)
}

// reader takes a model file apart; bad is set once something is missing.
type reader struct {
	b   []byte
	bad bool
}

// largest is more than a model takes, in bytes.
const largest = 64 << 20

func decompress(r io.Reader) (*reader, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(largest))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	b, err := z.DecodeAll(raw, nil)
	if err != nil {
		return nil, errors.Join(errFormat, err)
	}
	return &reader{b: b}, nil
}

// perfect reads where keys lie.
func (r *reader) perfect(keys []uint32) (p perfect) {
	places, groups := r.uvarint(), r.uvarint()
	if places > uint64(2*len(keys)+sparePlaces) || groups > uint64(len(r.b)) || groups == 0 || groups&(groups-1) != 0 {
		r.bad = true
		return p
	}
	p = perfect{pilots: bytes.Clone(r.take(int(groups))), places: uint32(places)} // the file need not stay
	r.bad = r.bad || !p.parts(keys)
	return p
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) take(n int) []byte {
	if n > len(r.b) {
		r.bad = true
		return make([]byte, n)
	}
	x := r.b[:n]
	r.b = r.b[n:]
	return x
}

// keys reads n keys, each greater than the one before.
func (r *reader) keys(n int) []uint32 {
	keys, last := make([]uint32, n), uint64(0)
	for i := range keys {
		d := r.uvarint()
		last += d
		r.bad = r.bad || d == 0 && i > 0 || last > math.MaxUint32
		keys[i] = uint32(last)
	}
	return keys
}

// count reads a number of features, each of which takes a byte or more.
func (r *reader) count() int {
	n := r.uvarint()
	if n > uint64(len(r.b)) {
		r.bad = true
		return 0
	}
	return int(n)
}

// Read loads a model that Write stored.
func Read(src io.Reader) (*Model, error) {
	r, err := decompress(src)
	if err != nil {
		return nil, err
	}
	classes := r.uvarint()
	keys := r.keys(r.count())
	index := r.perfect(keys)
	lens := r.take(len(keys))
	pairs := 0
	for _, l := range lens {
		pairs += int(l)
	}
	if r.bad || classes > 64 || 2*pairs > len(r.b) {
		return nil, errFormat
	}
	class, weight := r.take(pairs), r.take(pairs)
	for _, c := range class {
		if uint64(c) >= classes {
			return nil, errFormat
		}
	}
	m := newModel(int(classes), keys, index)
	for i, k := range keys {
		at, n := m.index.place(k), lens[i]
		for j := range n {
			m.set(at, class[j], weight[j])
		}
		class, weight = class[n:], weight[n:]
	}
	return m, nil
}

// Write stores a model that Pack made: keys as sorted deltas, weights by column.
func (m *Dense) Write(w io.Writer) error {
	if m.learnt == nil && m.n > 0 {
		return errRead
	}
	b := binary.AppendUvarint(nil, uint64(len(m.learnt)))
	last := uint32(0)
	for _, e := range m.learnt {
		b = binary.AppendUvarint(b, uint64(e.key-last))
		last = e.key
	}
	b = m.index.append(b)
	for c := range Width {
		for _, e := range m.learnt {
			b = append(b, byte(e.w[c]))
		}
	}
	return compress(w, b)
}

// ReadDense loads a model that Write stored.
func ReadDense(src io.Reader) (*Dense, error) {
	r, err := decompress(src)
	if err != nil {
		return nil, err
	}
	keys := r.keys(r.count())
	index := r.perfect(keys)
	if r.bad || Width*len(keys) > len(r.b) {
		return nil, errFormat
	}
	var w [Width][]byte
	for c := range w {
		w[c] = r.take(len(keys))
	}
	m := newDense(keys, index)
	for i, k := range keys {
		m.set(denseEntry{k, [Width]int8{int8(w[0][i]), int8(w[1][i]), int8(w[2][i])}})
	}
	return m, nil
}
