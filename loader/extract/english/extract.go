package english

import (
	"strconv"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/confidence"
	"hearsay/loader/extract/coref"
)

// settings tells what besides the version decides what is extracted.
const settings = "english"

// Extraction names the run: the same ID means the same record of the same article.
func (e *English) Extraction() graph.Extraction {
	s := e.rules()
	if e.model != nil {
		s += " " + e.model.Settings()
	}
	return extraction(s)
}

// rules returns the settings of the rules.
func (e *English) rules() string {
	if e.accuseAt == confidence.Default {
		return settings
	}
	return settings + " accuse-at=" + strconv.FormatFloat(e.accuseAt, 'f', 2, 64)
}

func extraction(settings string) graph.Extraction {
	return graph.Extraction{ID: graph.ExtractionID(extract.Version, settings), Version: extract.Version, Settings: settings}
}

// Extract returns the record of an article. An article that is not in English has
// a record without claims. It does not change a.
func (e *English) Extract(a *graph.Article) *graph.Record { return e.Analyse(a, nil).Record }

// Analyse returns the document of an article with all its layers, for those who
// want to know how its record came about. It calls watch, if there is one, after
// each stage.
func (e *English) Analyse(a *graph.Article, watch func(extract.Stage, *extract.Document)) *extract.Document {
	d := extract.New(a)
	if Is(a.Text) {
		for _, s := range e.stages {
			s.Run(d)
			if watch != nil {
				watch(s, d)
			}
		}
	}
	if d.Record == nil {
		d.Record = &graph.Record{Article: *a}
	}
	d.Record.Extraction = e.Extraction()
	if e.model != nil && e.model.Failure(a.ID) != nil {
		d.Record.Extraction = extraction(e.rules()) // by the rules alone: the next load tries again
	}
	d.Record.Article.ExtractionID = d.Record.Extraction.ID
	return d
}

// speakers gives "I" and "we" of a quotation to its source, which is known only
// after the reports.
type speakers struct{}

// Name returns "speakers".
func (speakers) Name() string { return "speakers" }

// Run completes the chains of d.
func (speakers) Run(d *extract.Document) { coref.ResolveQuotePronouns(d) }
