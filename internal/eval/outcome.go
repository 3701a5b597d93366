package eval

import (
	"io"

	"hearsay/loader/extract"
)

// Verdict tells whether something is right.
type Verdict int8

// The verdicts.
const (
	Unknown Verdict = iota
	Wrong
	Right
)

func verdict(ok bool) Verdict {
	if ok {
		return Right
	}
	return Wrong
}

// Outcome is a predicted attribution with what the gold says of its parts. The gold
// tells of an act and a target only where it has one; Span is Wrong where it has no such
// attribution, which may only mean that nobody annotated it.
type Outcome struct {
	Attribution
	Span, Source, Act, Target Verdict
}

// Outcomes extracts every document of a gold file and calls use with the document and
// what came of its attributions, in the order of their IDs.
func Outcomes(gold io.Reader, stages []extract.Stage, use func(id string, d *extract.Document, all []Outcome)) error {
	return readLines(gold, func(g Doc) error {
		d := analyse(&g, stages)
		p := predict(&g, d)
		t := newText(g.Text, false)
		if err := g.check(len(t.runes)); err != nil {
			return err
		}
		quotes := quoteSets(t)
		want, have := newItems(t, g.Attributions, quotes), newItems(t, p.Attributions, quotes)
		matched := pairUp(want, have)
		all := make([]Outcome, len(have))
		for j := range have {
			all[j] = Outcome{Attribution: p.Attributions[j], Span: Wrong}
		}
		for i, j := range matched {
			all[j].judge(&want[i], &have[j])
		}
		use(g.ID, d, all)
		return nil
	})
}

// judge compares a prediction with the gold that it was paired with.
func (o *Outcome) judge(g, p *item) {
	o.Span = verdict(jaccard(g.content, p.content) >= 0.5)
	if o.Span == Right {
		o.Source = verdict(matchSource(g, p).jaccard >= 0.5)
	}
	if o.Source == Right && g.raw.Act != "" {
		o.Act = verdict(g.raw.Act == p.raw.Act)
	}
	if o.Source == Right && len(g.raw.Target) > 0 {
		o.Target = verdict(shared(g.target, p.target) > 0)
	}
}
