package english

import (
	"slices"

	"hearsay/loader/extract"
)

// Model is an extractor beside the rules, such as that of package llm. As a stage
// it runs behind the rules of attribution and may add reports and mark those it
// agrees with.
type Model interface {
	extract.Stage
	// Settings tells which model and question it is; the same settings promise the
	// same records.
	Settings() string
	// Failure returns why the model had no part in an article, nil where it had.
	Failure(articleID string) error
}

// With returns an extraction with a model beside the rules; e stays as it is.
func (e *English) With(m Model) *English {
	out := &English{model: m, accuseAt: e.accuseAt}
	for _, s := range e.stages {
		out.stages = append(out.stages, s)
		if s.Name() == "attribution" {
			out.stages = append(out.stages, m)
		}
	}
	out.stages = append(out.stages, agreements{})
	return out
}

// agreements writes into the rule of a report that a model found it too. It comes
// last, for other stages know the rules by name.
type agreements struct{}

// Name returns "agreements".
func (agreements) Name() string { return "agreements" }

// Run marks the reports of d and what the record has of them.
func (agreements) Run(d *extract.Document) {
	if !slices.ContainsFunc(d.Reports, func(r extract.Report) bool { return r.Agreed }) {
		return
	}
	for i := range d.Reports {
		r := &d.Reports[i]
		if !r.Agreed {
			continue
		}
		r.Rule += "+model"
		if a := d.Attribution(r); a != nil {
			a.Rule += "+model"
		}
	}
}
