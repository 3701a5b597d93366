package tag

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"io"
	"maps"
	"slices"

	"hearsay/loader/extract/lexicon"
	"hearsay/loader/extract/linear"
)

// pairs is a map in key order, so that a model is always stored alike.
type pairs struct{ Keys, Values []uint32 }

func flatten[V uint8 | uint32](m map[uint32]V) (p pairs) {
	p.Keys = slices.Sorted(maps.Keys(m))
	for _, k := range p.Keys {
		p.Values = append(p.Values, uint32(m[k]))
	}
	return p
}

// stored is the file of a tagger.
type stored struct {
	Tags              []string
	Dict, Only, Masks pairs
	Model             []byte
}

func (s *stored) valid() bool {
	for _, p := range []pairs{s.Dict, s.Only, s.Masks} {
		if len(p.Keys) != len(p.Values) {
			return false
		}
	}
	for _, v := range s.Only.Values {
		if int(v) > len(s.Tags) {
			return false
		}
	}
	return true
}

// learnt are the words of the training data by their hashes.
type learnt struct {
	class map[uint32]uint32 // of lower-cased words
	mask  map[uint32]uint32 // of lower-cased words
	only  map[uint32]uint8  // of words as they stand
}

func (l *learnt) known() (words, forms known) {
	for _, k := range slices.Sorted(maps.Keys(l.mask)) {
		s := words.at(k)
		s.mask, s.seen, s.class = l.mask[k], true, l.class[k]
	}
	for _, k := range slices.Sorted(maps.Keys(l.only)) {
		forms.at(k).only = l.only[k]
	}
	return words, forms
}

// Write stores the tagger without its lexicon.
func (t *Tagger) Write(w io.Writer) error {
	var b bytes.Buffer
	if err := t.model.Write(&b); err != nil {
		return err
	}
	class, mask, only := map[uint32]uint32{}, map[uint32]uint32{}, map[uint32]uint8{}
	for _, s := range t.words.slots {
		if s.class != 0 {
			class[s.key] = s.class
		}
		if s.seen {
			mask[s.key] = s.mask
		}
	}
	for _, s := range t.forms.slots {
		if s.only != 0 {
			only[s.key] = s.only
		}
	}
	return gob.NewEncoder(w).Encode(stored{t.Tags, flatten(class), flatten(only), flatten(mask), b.Bytes()})
}

// Read loads a tagger.
func Read(r io.Reader, lex *lexicon.Lexicon) (*Tagger, error) {
	var s stored
	if err := gob.NewDecoder(r).Decode(&s); err != nil {
		return nil, fmt.Errorf("tag: %w", err)
	}
	m, err := linear.Read(bytes.NewReader(s.Model))
	if err != nil {
		return nil, fmt.Errorf("tag: %w", err)
	}
	if !s.valid() || m.NC != len(s.Tags) {
		return nil, fmt.Errorf("tag: damaged model")
	}
	t := &Tagger{Tags: s.Tags, model: m, lex: lex}
	for i, k := range s.Masks.Keys {
		x := t.words.at(k)
		x.mask, x.seen = s.Masks.Values[i], true
	}
	for i, k := range s.Dict.Keys {
		t.words.at(k).class = s.Dict.Values[i]
	}
	for i, k := range s.Only.Keys {
		t.forms.at(k).only = uint8(s.Only.Values[i])
	}
	return t, nil
}
