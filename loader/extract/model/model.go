// Package model holds the trained models and word lists of the language stages
// and loads them. The files are data under a licence of their own: see LICENSE.md.
// Package train makes them.
package model

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"io/fs"

	"golang.org/x/sync/errgroup"

	"hearsay/loader/extract/lexicon"
	"hearsay/loader/extract/linear"
	"hearsay/loader/extract/names"
	"hearsay/loader/extract/parse"
	"hearsay/loader/extract/tag"
	"hearsay/loader/extract/wordtable"
)

// The names of the model files.
const (
	TaggerFile    = "tagger.bin"
	ParserFile    = "parser.bin"
	NamesFile     = "names.bin"
	LexiconFile   = "lexicon.bin"
	GazetteerFile = "gazetteer.bin"
)

//go:embed *.bin LICENSE.md
var files embed.FS

// Embedded returns the files that are built in.
func Embedded() fs.FS { return files }

// Models is all that the language stages have learnt. It is immutable and safe
// for concurrent use.
type Models struct {
	Lexicon *lexicon.Lexicon
	Tagger  *tag.Tagger
	Parser  *parse.Parser
	Names   *names.Tagger
}

// Load reads the models from a folder of model files.
func Load(dir fs.FS) (*Models, error) {
	m := &Models{}
	var weights *linear.Model
	var gazetteer *wordtable.Table
	var g errgroup.Group // the parser takes as long as all others
	g.Go(func() error {
		return read(dir, ParserFile, func(r io.Reader) (err error) {
			m.Parser, err = parse.Read(r)
			return err
		})
	})
	g.Go(func() error {
		if err := read(dir, LexiconFile, func(r io.Reader) (err error) {
			m.Lexicon, err = lexicon.Read(r)
			return err
		}); err != nil {
			return err
		}
		return read(dir, TaggerFile, func(r io.Reader) (err error) {
			m.Tagger, err = tag.Read(r, m.Lexicon)
			return err
		})
	})
	g.Go(func() error {
		if err := read(dir, NamesFile, func(r io.Reader) (err error) {
			weights, err = linear.Read(r)
			return err
		}); err != nil {
			return err
		}
		return read(dir, GazetteerFile, func(r io.Reader) (err error) {
			gazetteer, err = wordtable.Read(r)
			return err
		})
	})
	if err := g.Wait(); err != nil {
		return nil, err
	}
	m.Names = names.New(weights, gazetteer)
	return m, nil
}

func read(dir fs.FS, name string, load func(io.Reader) error) error {
	f, err := dir.Open(name)
	if err != nil {
		return fmt.Errorf("model: open %s: %w", name, err)
	}
	defer f.Close()
	if err := load(bufio.NewReader(f)); err != nil {
		return fmt.Errorf("model: read %s: %w", name, err)
	}
	return nil
}
