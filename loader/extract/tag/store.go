package tag

import (
	"bytes"
	"encoding/gob"
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
	return
}

func restore[V uint8 | uint32](p pairs) map[uint32]V {
	m := make(map[uint32]V, len(p.Keys))
	for i, k := range p.Keys {
		m[k] = V(p.Values[i])
	}
	return m
}

type stored struct {
	Tags              []string
	Dict, Only, Masks pairs
	Model             []byte
}

// Write stores the tagger without its lexicon.
func (t *Tagger) Write(w io.Writer) error {
	var b bytes.Buffer
	if err := t.Model.Write(&b); err != nil {
		return err
	}
	return gob.NewEncoder(w).Encode(stored{t.Tags, flatten(t.Dict), flatten(t.Only), flatten(t.Masks), b.Bytes()})
}

// Read loads a tagger.
func Read(r io.Reader, lex *lexicon.Lexicon) (*Tagger, error) {
	var s stored
	if err := gob.NewDecoder(r).Decode(&s); err != nil {
		return nil, err
	}
	m, err := linear.Read(bytes.NewReader(s.Model))
	return &Tagger{Tags: s.Tags, Dict: restore[uint32](s.Dict), Only: restore[uint8](s.Only), Masks: restore[uint32](s.Masks), Model: m, Lex: lex}, err
}
