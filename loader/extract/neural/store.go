package neural

import (
	"encoding/binary"
	"errors"
	"io"

	"github.com/klauspost/compress/zstd"
)

var errFormat = errors.New("neural: not a model")

// most is more than a model takes, in bytes.
const most = 64 << 20

// Write stores the model.
func (m *Model) Write(w io.Writer) error {
	b := binary.AppendUvarint(nil, uint64(m.Inputs()))
	b = binary.AppendUvarint(b, uint64(len(m.out)))
	for i := range m.rows {
		for k := range words {
			b = binary.LittleEndian.AppendUint64(b, m.rows[i][k/half][k%half])
		}
	}
	for c := range m.out {
		for u := range Width {
			b = binary.LittleEndian.AppendUint32(b, uint32(m.out[c][lane(u)]))
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(m.bias[c]))
	}
	z, err := zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	if _, err := z.Write(b); err != nil {
		return err
	}
	return z.Close()
}

// sevenBits of each byte are a weight.
const sevenBits = 0x7F * ((1<<64 - 1) / 255)

// Read loads a model that Write stored.
func Read(r io.Reader) (*Model, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(most))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	b, err := z.DecodeAll(raw, nil)
	if err != nil {
		return nil, errors.Join(errFormat, err)
	}
	inputs, n := binary.Uvarint(b)
	classes, k := binary.Uvarint(b[max(n, 0):])
	if n <= 0 || k <= 0 || inputs > most || classes > MaxClasses {
		return nil, errFormat
	}
	b = b[n+k:]
	if uint64(len(b)) != inputs*Width+classes*(Width+1)*4 {
		return nil, errFormat
	}
	m := &Model{rows: make([]row, inputs), out: make([]weights, classes), bias: make([]int32, classes)}
	for i := range m.rows {
		for k := range words {
			m.rows[i][k/half][k%half] = binary.LittleEndian.Uint64(b) & sevenBits
			b = b[8:]
		}
	}
	next := func() int32 {
		x := binary.LittleEndian.Uint32(b)
		b = b[4:]
		return int32(x)
	}
	for c := range m.out {
		for u := range Width {
			w := next()
			if w != int32(int16(w)) {
				return nil, errFormat
			}
			m.out[c][lane(u)] = int16(w)
		}
		m.bias[c] = next()
	}
	return m, nil
}
