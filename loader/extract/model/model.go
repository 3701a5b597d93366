// Package model holds the trained models and word lists of the language stages
// and loads them. The files are data under a licence of their own: see LICENSE.md.
// Package train makes them.
package model

import (
	"bufio"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"hearsay/loader/extract/lexicon"
	"hearsay/loader/extract/linear"
	"hearsay/loader/extract/names"
	"hearsay/loader/extract/parse"
	"hearsay/loader/extract/tag"
)

// The names of the model files.
const (
	TaggerFile    = "tagger.bin"
	ParserFile    = "parser.bin"
	NamesFile     = "names.bin"
	LexiconFile   = "lexicon.gz"
	FormsFile     = "forms.gz"
	GazetteerFile = "gazetteer.gz"
)

//go:embed *.bin *.gz LICENSE.md
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
	words, err := unzip(dir, LexiconFile)
	if err != nil {
		return nil, err
	}
	forms, err := unzip(dir, FormsFile)
	if err != nil {
		return nil, err
	}
	if m.Lexicon, err = lexicon.Load(words, forms); err != nil {
		return nil, fmt.Errorf("model: read lexicon: %w", err)
	}
	if err := read(dir, TaggerFile, func(r io.Reader) (err error) {
		m.Tagger, err = tag.Read(r, m.Lexicon)
		return err
	}); err != nil {
		return nil, err
	}
	if err := read(dir, ParserFile, func(r io.Reader) (err error) {
		m.Parser, err = parse.Read(r)
		return err
	}); err != nil {
		return nil, err
	}
	m.Names = &names.Tagger{}
	if err := read(dir, NamesFile, func(r io.Reader) (err error) {
		m.Names.Model, err = linear.Read(r)
		return err
	}); err != nil {
		return nil, err
	}
	m.Names.Gaz, err = gazetteer(dir)
	return m, err
}

func read(dir fs.FS, name string, load func(io.Reader) error) error {
	f, err := dir.Open(name)
	if err != nil {
		return fmt.Errorf("model: open %s: %w", name, err)
	}
	defer f.Close()
	if err := load(f); err != nil {
		return fmt.Errorf("model: read %s: %w", name, err)
	}
	return nil
}

func unzip(dir fs.FS, name string) (r io.Reader, err error) {
	err = read(dir, name, func(f io.Reader) error {
		z, err := gzip.NewReader(f)
		if err != nil {
			return err
		}
		b, err := io.ReadAll(z)
		r = strings.NewReader(string(b))
		return err
	})
	return r, err
}

func gazetteer(dir fs.FS) (*names.Gazetteer, error) {
	g := &names.Gazetteer{Word: map[string]uint32{}, Phrase: map[string]uint32{}}
	r, err := unzip(dir, GazetteerFile)
	if err != nil {
		return nil, err
	}
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		if name, class, ok := strings.Cut(sc.Text(), "\t"); ok && len(class) == 1 {
			g.Add(name, 1<<(class[0]-'a'))
		}
	}
	return g, sc.Err()
}
