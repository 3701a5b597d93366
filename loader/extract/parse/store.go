package parse

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"io"

	"hearsay/loader/extract/linear"
	"hearsay/loader/extract/neural"
)

type stored struct {
	Rels   []string
	Trans  []byte
	Likely []uint64

	Lemmas     []uint32 // by number, from firstLemma on
	Net, Label []byte
}

// Write stores the parser.
func (p *Parser) Write(w io.Writer) error {
	s := stored{Rels: p.Rels, Likely: p.likely, Lemmas: make([]uint32, len(p.lemmas))}
	for k, i := range p.lemmas {
		s.Lemmas[i-firstLemma] = k
	}
	for _, m := range []struct {
		to    *[]byte
		write func(io.Writer) error
	}{
		{&s.Trans, p.trans.Write},
		{&s.Net, p.net.Write},
		{&s.Label, p.label.Write},
	} {
		var b bytes.Buffer
		if err := m.write(&b); err != nil {
			return err
		}
		*m.to = b.Bytes()
	}
	return gob.NewEncoder(w).Encode(s)
}

// Read loads a parser.
func Read(r io.Reader) (*Parser, error) {
	var s stored
	if err := gob.NewDecoder(r).Decode(&s); err != nil {
		return nil, fmt.Errorf("parse: %w", err)
	}
	t, err := linear.ReadDense(bytes.NewReader(s.Trans))
	if err != nil {
		return nil, fmt.Errorf("parse: transitions: %w", err)
	}
	if len(s.Rels) >= relValues || len(s.Likely) != pairs {
		return nil, errors.New("parse: damaged model")
	}
	for _, set := range s.Likely {
		if set == 0 || set>>len(s.Rels) != 0 {
			return nil, errors.New("parse: damaged model")
		}
	}
	p := &Parser{Rels: s.Rels, trans: t, likely: s.Likely}
	if err := p.readNets(&s); err != nil {
		return nil, err
	}
	return p, nil
}

// readNets reads the networks.
func (p *Parser) readNets(s *stored) (err error) {
	p.lemmas = make(map[uint32]uint16, len(s.Lemmas))
	for i, k := range s.Lemmas {
		p.lemmas[k] = uint16(i + firstLemma)
	}
	p.see()
	p.sight.skipFolded()
	p.labelSight.skipFolded()
	if p.net, err = neural.Read(bytes.NewReader(s.Net)); err != nil {
		return fmt.Errorf("parse: network of transitions: %w", err)
	}
	if p.label, err = neural.Read(bytes.NewReader(s.Label)); err != nil {
		return fmt.Errorf("parse: network of labels: %w", err)
	}
	if p.net.Inputs() != int(p.sight.size) || p.net.Classes() != linear.Width ||
		p.label.Inputs() != int(p.labelSight.size) || p.label.Classes() != len(p.Rels) {
		return errors.New("parse: damaged networks")
	}
	return nil
}
