package parse

import (
	"bytes"
	"encoding/gob"
	"io"

	"hearsay/loader/extract/linear"
)

type stored struct {
	Rels         []string
	Trans, Label []byte
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
	return gob.NewEncoder(w).Encode(stored{p.Rels, a.Bytes(), b.Bytes()})
}

// Read loads a parser.
func Read(r io.Reader) (*Parser, error) {
	var s stored
	if err := gob.NewDecoder(r).Decode(&s); err != nil {
		return nil, err
	}
	t, err := linear.ReadDense(bytes.NewReader(s.Trans))
	if err != nil {
		return nil, err
	}
	l, err := linear.Read(bytes.NewReader(s.Label))
	return &Parser{Rels: s.Rels, trans: t, label: l}, err
}
