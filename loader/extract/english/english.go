// Package english lists the stages that extract attributions from English text.
package english

import (
	"slices"

	"hearsay/loader/extract"
	"hearsay/loader/extract/attribution"
	"hearsay/loader/extract/confidence"
	"hearsay/loader/extract/coref"
	"hearsay/loader/extract/grammar"
	"hearsay/loader/extract/language"
	"hearsay/loader/extract/link"
	"hearsay/loader/extract/speechact"
)

// English is the extraction for English. It is safe for concurrent use.
type English struct {
	stages   []extract.Stage
	model    Model   // nil for none
	accuseAt float64 // threshold for accusations
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
	sure, err := confidence.New(confidence.Default)
	if err != nil {
		return nil, err
	}
	stages = append(stages, coref.Stage{}, attributions, acts, speakers{}, sure, link.Stage{})
	return &English{stages: stages, accuseAt: confidence.Default}, nil
}

// AccuseAt returns an extraction with another threshold, 0 to 1, for accusations that
// the content alone carries: one that is less sure becomes something said. e stays as
// it is.
func (e *English) AccuseAt(threshold float64) (*English, error) {
	sure, err := confidence.New(threshold)
	if err != nil {
		return nil, err
	}
	out := &English{stages: slices.Clone(e.stages), model: e.model, accuseAt: threshold}
	for i, s := range out.stages {
		if s.Name() == sure.Name() {
			out.stages[i] = sure
		}
	}
	return out, nil
}

// Stages returns the stages in the order in which they run.
func (e *English) Stages() []extract.Stage { return e.stages }

// Is reports whether text is English, as far as can be told: a text too short to
// tell passes.
func Is(text string) bool {
	code := language.Detect(text)
	return code == "" || code == "en"
}
