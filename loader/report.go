package loader

import (
	"errors"
	"fmt"

	"hearsay/graph"
	"hearsay/loader/article"
)

// Code names a kind of problem; codes are stable. Those of package article are
// used as they are.
type Code = article.Code

// The codes that the loader adds to those of package article.
const (
	NotFound         Code = "NOT_FOUND"
	NoPermission     Code = "NO_PERMISSION"
	NotAFile         Code = "NOT_A_FILE"
	ReadFailed       Code = "READ_FAILED"
	ExtractionFailed Code = "EXTRACTION_FAILED"
	ModelFailed      Code = "MODEL_FAILED"      // a model beside the rules did not answer
	RefusedSpans     Code = "REFUSED_SPANS"     // parts of a record did not pass graph.Check
	QuarantineFailed Code = "QUARANTINE_FAILED" // a refused input could not be kept
)

// Problem is something that went wrong with one input or one article of it.
type Problem struct {
	Input   string `json:"input"`            // the file as it was named or found
	Line    int    `json:"line,omitempty"`   // of a record, from 1
	Offset  int64  `json:"offset,omitempty"` // byte of the file
	Code    Code   `json:"code"`
	Field   string `json:"field,omitempty"`   // of a record
	Article string `json:"article,omitempty"` // ID, where there is an article
	Count   int    `json:"count,omitempty"`   // of a warning: how often
	Message string `json:"message"`
}

// String returns the problem as a line for people.
func (p Problem) String() string {
	where := p.Input
	if p.Line > 0 {
		where = fmt.Sprintf("%s:%d (byte %d)", p.Input, p.Line, p.Offset)
	} else if p.Offset > 0 {
		where = fmt.Sprintf("%s (byte %d)", p.Input, p.Offset)
	}
	return fmt.Sprintf("%s: %s: %s", where, p.Code, p.Message)
}

// Report is what a load did. Problems and warnings are in the order of the inputs,
// and none is left out but for Options.Problems.
type Report struct {
	Inputs       int       `json:"inputs"`     // files found, standard input included
	Articles     int       `json:"articles"`   // read well
	Stored       int       `json:"stored"`     // records written
	Unchanged    int       `json:"unchanged"`  // already there by the same extraction
	Duplicates   int       `json:"duplicates"` // the same article again within this load
	Refused      int       `json:"refused"`    // inputs and records that gave no article or were not stored
	Claims       int       `json:"claims"`     // of the records written
	Attributions int       `json:"attributions"`
	Problems     []Problem `json:"problems,omitempty"`
	Warnings     []Problem `json:"warnings,omitempty"`
	Interrupted  bool      `json:"interrupted,omitempty"`
	// Remaining are the inputs that were not, or not wholly, dealt with.
	Remaining []string `json:"remaining,omitempty"`
}

// Complete reports whether everything was loaded: no problem, nothing remaining.
func (r *Report) Complete() bool { return len(r.Problems) == 0 && len(r.Remaining) == 0 }

// problem turns an error of reading a piece into a problem.
func (p *piece) problem(err error) Problem {
	out := Problem{Input: p.input, Line: p.Line, Offset: p.Offset, Code: ReadFailed, Message: err.Error()}
	var e *article.Error
	if errors.As(err, &e) {
		out.Code, out.Message, out.Field = e.Code, e.Message, e.Field
		if e.Offset > 0 {
			out.Offset += e.Offset
		}
	}
	return out
}

// refusals lists what a put refused, by the place of the article.
func refusals(list []graph.Refusal, place map[string]*piece) (out []Problem) {
	for _, r := range list {
		p := Problem{Code: RefusedSpans, Article: r.ArticleID, Message: fmt.Sprintf("%s %s was not stored: %s", r.Part, r.ID, r.Reason)}
		if at := place[r.ArticleID]; at != nil {
			p.Input, p.Line, p.Offset = at.input, at.Line, at.Offset
		}
		out = append(out, p)
	}
	return out
}
