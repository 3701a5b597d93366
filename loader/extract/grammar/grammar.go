// Package grammar fills the grammatical layers of a document: tokens, sentences, quotations,
// tags, lemmas, trees and names, block by block. It knows none of the stages that
// come after it, so that their tests can use [Parse].
package grammar

import (
	"strings"
	"sync"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/lexicon"
	"hearsay/loader/extract/model"
	"hearsay/loader/extract/quotes"
)

// load reads the built-in models once: they are read-only, and all stages of a
// program share them.
var load = sync.OnceValues(func() (*model.Models, error) { return model.Load(model.Embedded()) })

// Stages returns the stages segment, quotes and grammar with the built-in models.
func Stages() ([]extract.Stage, error) {
	m, err := load()
	if err != nil {
		return nil, err
	}
	return []extract.Stage{segmenter{}, quotes.Stage{}, New(m)}, nil
}

// Lexicon returns the built-in word list, for stages that ask it about lemmas.
func Lexicon() (*lexicon.Lexicon, error) {
	m, err := load()
	if err != nil {
		return nil, err
	}
	return m.Lexicon, nil
}

// Parse returns the document of a plain text with its grammatical layers. Blank
// lines part its paragraphs. It is meant for tests and panics if the built-in
// models are broken.
func Parse(text string) *extract.Document { return analyse(text, false) }

// ParseTitled is Parse for a text whose first block is the title.
func ParseTitled(text string) *extract.Document { return analyse(text, true) }

func analyse(text string, titled bool) *extract.Document {
	stages, err := Stages()
	if err != nil {
		panic(err)
	}
	d := extract.New(Plain(text, titled))
	extract.Run(d, stages)
	return d
}

// Plain returns an article of text, its blocks parted by blank lines. The first
// block is the title where titled is set.
func Plain(text string, titled bool) *graph.Article {
	a := &graph.Article{ID: "plain", Text: text, Lang: "en"}
	for at := 0; at < len(text); {
		end, next := len(text), len(text)
		if i := strings.Index(text[at:], "\n\n"); i >= 0 {
			end, next = at+i, at+i+2
		}
		start := at
		for start < end && space(text[start]) {
			start++
		}
		for end > start && space(text[end-1]) {
			end--
		}
		if start < end {
			a.Blocks = append(a.Blocks, graph.Block{Span: graph.Span{Start: start, End: end}, Kind: graph.BlockParagraph})
		}
		at = next
	}
	if titled && len(a.Blocks) > 0 {
		a.Blocks[0].Kind, a.Title = graph.BlockTitle, a.Blocks[0].Of(text)
	}
	return a
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
