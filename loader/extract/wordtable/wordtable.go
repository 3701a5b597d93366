// Package wordtable holds large word lists: a table from words, or phrases of
// words joined by a space, to numbers, small in a file and quick to load and ask.
//
// A table in memory keeps no words, only 48 bits or more of their hashes: that a
// word outside the list is taken for one of it has a chance of one in thousands of
// millions, and comes out the same every time.
package wordtable

import (
	"bufio"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Table is immutable and safe for concurrent use.
type Table struct {
	slots []slot
	shift uint
}

type slot struct{ key, value uint32 }

// Start is the hash of the empty string.
const Start uint64 = 14695981039346656037

// Extend returns the hash of a string from that of its beginning and its rest.
func Extend(h uint64, rest string) uint64 {
	for i := 0; i < len(rest); i++ {
		h = (h ^ uint64(rest[i])) * 1099511628211
	}
	return h
}

// finish spreads a hash over all bits.
func finish(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9E3779B97F4A7C15
	return h ^ h>>29
}

// Get returns the value of a word, 0 if it is not listed.
func (t *Table) Get(word string) uint32 { return t.GetHash(Extend(Start, word)) }

// GetHash is Get for the hash of a word, as made by Extend.
func (t *Table) GetHash(h uint64) uint32 {
	h = finish(h)
	key, mask := uint32(h)|1, uint64(len(t.slots)-1)
	for i := h >> t.shift; ; i++ {
		s := &t.slots[i&mask]
		if s.key == key {
			return s.value
		}
		if s.key == 0 {
			return 0
		}
	}
}

// newTable returns a table with room for n words.
func newTable(n int) *Table {
	bits := uint(4)
	for 1<<bits < n*3/2 {
		bits++
	}
	return &Table{slots: make([]slot, 1<<bits), shift: 64 - bits}
}

func (t *Table) add(h uint64, value uint32) {
	h = finish(h)
	key, mask := uint32(h)|1, uint64(len(t.slots)-1)
	i := h >> t.shift
	for t.slots[i&mask].key != 0 && t.slots[i&mask].key != key {
		i++
	}
	t.slots[i&mask] = slot{key, value}
}

// New returns the table of a map. Values of 0 are left out.
func New(m map[string]uint32) *Table {
	t := newTable(len(m))
	for _, w := range slices.Sorted(maps.Keys(m)) {
		if m[w] != 0 {
			t.add(Extend(Start, w), m[w])
		}
	}
	return t
}

// longest is the most bytes of a word in a file.
const longest = 255

// Write stores a map: sorted words as the length that they share with the word
// before and the rest, then the values, deflated. The same map gives the same
// bytes.
func Write(w io.Writer, m map[string]uint32) error {
	z, err := flate.NewWriter(w, flate.BestCompression)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(z)
	words := slices.Sorted(maps.Keys(m))
	b.Write(binary.AppendUvarint(nil, uint64(len(words)))) // a bufio.Writer keeps its error for Flush
	last := ""
	for _, x := range words {
		if len(x) > longest {
			return fmt.Errorf("wordtable: word of %d bytes", len(x))
		}
		n := 0
		for n < len(x) && n < len(last) && x[n] == last[n] {
			n++
		}
		b.WriteByte(byte(n))
		b.WriteByte(byte(len(x) - n))
		b.WriteString(x[n:])
		last = x
	}
	for _, x := range words {
		b.Write(binary.AppendUvarint(nil, uint64(m[x])))
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return z.Close()
}

var errFormat = errors.New("wordtable: not a word list")

// Read loads a table that Write stored.
func Read(r io.Reader) (*Table, error) {
	raw, err := io.ReadAll(flate.NewReader(r))
	if err != nil {
		return nil, fmt.Errorf("wordtable: %w", err)
	}
	n, used := binary.Uvarint(raw)
	if used <= 0 || n > uint64(len(raw)) {
		return nil, errFormat
	}
	raw = raw[used:]
	hashes := make([]uint64, n)
	var prefix [longest + 1]uint64 // hashes of the beginnings of the last word
	prefix[0] = Start
	size := 0
	for i := range hashes {
		if len(raw) < 2 || len(raw) < 2+int(raw[1]) || int(raw[0]) > size || int(raw[0])+int(raw[1]) > longest {
			return nil, errFormat
		}
		at := int(raw[0])
		size = at + int(raw[1])
		for k := at; k < size; k++ {
			prefix[k+1] = (prefix[k] ^ uint64(raw[2+k-at])) * 1099511628211
		}
		hashes[i], raw = prefix[size], raw[2+int(raw[1]):]
	}
	t := newTable(int(n))
	for _, h := range hashes {
		v, used := binary.Uvarint(raw)
		if used <= 0 || v > 1<<32-1 {
			return nil, errFormat
		}
		t.add(h, uint32(v))
		raw = raw[used:]
	}
	return t, nil
}
