// Package english lists the stages that extract attributions from English text.
package english

import (
	"hearsay/loader/extract"
	"hearsay/loader/extract/attribution"
	"hearsay/loader/extract/coref"
	"hearsay/loader/extract/grammar"
	"hearsay/loader/extract/language"
	"hearsay/loader/extract/link"
	"hearsay/loader/extract/speechact"
)

// English is the extraction for English. It is safe for concurrent use.
type English struct {
	stages []extract.Stage
	model  Model // nil for none
}

// New loads the built-in models, once for all callers.
func New() (*English, error) {
	stages, err := grammar.Stages()
	if err != nil {
		return nil, err
	}
	lex, err := grammar.Lexicon()
	if err != nil {
		return nil, err
	}
	attributions, err := attribution.New(lex)
	if err != nil {
		return nil, err
	}
	acts, err := speechact.New(lex)
	if err != nil {
		return nil, err
	}
	stages = append(stages, coref.Stage{}, attributions, acts, speakers{}, link.Stage{})
	return &English{stages: stages}, nil
}

// Stages returns the stages in the order in which they run.
func (e *English) Stages() []extract.Stage { return e.stages }

// Is reports whether text is English, as far as can be told: a text too short to
// tell passes.
func Is(text string) bool {
	code := language.Detect(text)
	return code == "" || code == "en"
}
