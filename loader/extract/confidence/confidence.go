// Package confidence tells how sure each part of a report is: that it is a report of
// these words, that this is its source, this its act, this its target.
//
// Each part has a logistic regression over a few traits of the report: which rule found
// it, on what cue, how the tree joins source and cue. The weights are whole hundredths
// and are only added up, so that every processor comes to the same result. They were
// learnt from texts that were read by hand (see LICENSE.md); package
// train/confidence makes them. A trait that was not met in learning counts nothing.
package confidence

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// The parts of a report that have a probability each.
const (
	Span   = "span"
	Source = "source"
	Act    = "act"
	Target = "target"
)

// Default is the threshold for accusations unless a user sets another.
const Default = 0.5

//go:embed weights.tsv
var embedded string

// Weights are the hundredths by which each trait moves a part's log-odds, by part
// and trait.
type Weights map[string]map[string]int

// ParseWeights reads lines of part, trait and weight, parted by tabs; lines that begin
// with # are comments.
func ParseWeights(s string) (Weights, error) {
	w := Weights{}
	for n, line := range strings.Split(s, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("confidence: line %d: %q is not part, trait and weight", n+1, line)
		}
		x, err := strconv.Atoi(f[2])
		if err != nil {
			return nil, fmt.Errorf("confidence: line %d: %w", n+1, err)
		}
		if w[f[0]] == nil {
			w[f[0]] = map[string]int{}
		}
		w[f[0]][f[1]] = x
	}
	return w, nil
}

// Probability returns the whole percentage of a part with these traits, 1 to 99.
func (w Weights) Probability(part string, traits []string) int {
	sum := 0
	for _, t := range traits {
		sum += w[part][t]
	}
	return min(max(int(math.Round(100/(1+math.Exp(-float64(sum)/100)))), 1), 99)
}

// All returns the whole percentage of a report with these traits by part: that nothing
// of it is wrong.
func (w Weights) All(traits map[string][]string) int {
	return all(w.Probability(Span, traits[Span]), w.Probability(Source, traits[Source]), w.Probability(Act, traits[Act]),
		w.Probability(Target, traits[Target]))
}

// all multiplies percentages.
func all(span, source, act, target int) int { return (span*source*act*target + 500000) / 1000000 }

// Stage sets Report.Parts and Report.Confidence, and lets an accusation that is not sure
// enough be something said. It is safe for concurrent use.
type Stage struct {
	weights  Weights
	accuseAt int // percent
}

// New returns the stage with the weights that are built in. An accusation that the
// content alone carries becomes something said where the probability that nothing of it
// is wrong is below accuseAt.
func New(accuseAt float64) (*Stage, error) {
	w, err := ParseWeights(embedded)
	if err != nil {
		return nil, err
	}
	return &Stage{weights: w, accuseAt: int(math.Round(100 * accuseAt))}, nil
}

// Name returns "confidence".
func (*Stage) Name() string { return "confidence" }

// Run goes through the reports of d.
func (s *Stage) Run(d *extract.Document) {
	v := newView(d)
	gone := make([]bool, len(d.Reports))
	for i := range d.Reports {
		r := &d.Reports[i]
		span, source, act, target := s.measure(v, r)
		if r.Act == graph.ActAccuse && r.Implicit && all(span, source, act, target) < s.accuseAt {
			gone[i] = r.Parent >= 0 && d.Reports[r.Parent].CueHead == r.CueHead // the outer one says it already
			withdraw(r)
			span, source, act, target = s.measure(v, r)
		}
		if r.Agreed { // a model found it too, by itself: half of the doubt is gone
			span, source = 100-(100-span)/2, 100-(100-source)/2
		}
		r.Parts = &graph.Parts{Span: share(span), Source: share(source), Act: share(act), Target: share(target)}
		r.Confidence = share((span*source + 50) / 100)
	}
	if slices.Contains(gone, true) {
		remove(d, gone)
	}
}

// remove takes reports away; what was nested in them goes to the report around.
func remove(d *extract.Document, gone []bool) {
	to := make([]int, len(gone))
	var out []extract.Report
	for i, r := range d.Reports {
		to[i] = len(out)
		if !gone[i] {
			out = append(out, r)
		}
	}
	for i := range out {
		p := out[i].Parent
		for p >= 0 && gone[p] {
			p = d.Reports[p].Parent
		}
		if p >= 0 {
			p = to[p]
		}
		out[i].Parent = p
	}
	d.Reports = out
}

// measure returns the percentages of the parts of a report.
func (s *Stage) measure(v *view, r *extract.Report) (span, source, act, target int) {
	if p := r.Parts; p != nil {
		return percent(p.Span), percent(p.Source), percent(p.Act), percent(p.Target)
	}
	t := v.traits(r)
	return s.weights.Probability(Span, t[Span]), s.weights.Probability(Source, t[Source]),
		s.weights.Probability(Act, t[Act]), s.weights.Probability(Target, t[Target])
}

// withdraw makes an accusation that the content alone was to carry something said.
func withdraw(r *extract.Report) {
	r.Act, r.Implicit = graph.ActSay, false
	r.Target, r.TargetChains, r.Parts = nil, nil, nil
	r.Withdrawn = true
}

func share(percent int) float64 { return float64(percent) / 100 }

func percent(x float64) int { return int(math.Round(100 * x)) }

// Traits returns the traits of report r of d for each part, sorted, for those who learn
// the weights.
func Traits(d *extract.Document, r *extract.Report) map[string][]string {
	out := newView(d).traits(r)
	for _, t := range out {
		slices.Sort(t)
	}
	return out
}
