package parse

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"io"

	"hearsay/loader/extract/linear"
)

type stored struct {
	Rels         []string
	Trans, Label []byte
	Sure         []uint8
}

// Write stores the parser.
func (p *Parser) Write(w io.Writer) error {
	var a, b bytes.Buffer
	if err := p.trans.Write(&a); err != nil {
		return err
	}
	if err := p.label.Write(&b); err != nil {
		return err
	}
	return gob.NewEncoder(w).Encode(stored{p.Rels, a.Bytes(), b.Bytes(), p.sure})
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
	l, err := linear.Read(bytes.NewReader(s.Label))
	if err != nil {
		return nil, fmt.Errorf("parse: labels: %w", err)
	}
	if s.Sure == nil {
		s.Sure = make([]uint8, sureSize)
	}
	if l.NC != len(s.Rels) || len(s.Sure) != sureSize {
		return nil, errors.New("parse: damaged model")
	}
	for _, r := range s.Sure {
		if int(r) > len(s.Rels) {
			return nil, errors.New("parse: damaged model")
		}
	}
	return &Parser{Rels: s.Rels, trans: t, label: l, sure: s.Sure}, nil
}
