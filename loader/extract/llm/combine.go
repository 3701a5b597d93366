package llm

import (
	"cmp"
	"math"
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
)

const (
	// ruleAlone is the rule of what only the model finds.
	ruleAlone = "model"
)

// alone is how sure that is. It is not measured: models differ.
var alone = graph.Parts{Span: 0.5, Source: 0.8, Act: 0.8, Target: 0.8}

// combine joins what the model found to the reports of the rules: what both find
// is marked, what the rules read otherwise stays theirs, the rest is added.
func (x *Extractor) combine(d *extract.Document, found []grounded) {
	rules := len(d.Reports)
	var agreed, added, disputed int
	for i := range found {
		g := &found[i]
		switch n := match(d.Reports, g); {
		case n >= rules: // the model says it twice
		case n >= 0 && !d.Reports[n].Agreed:
			r := &d.Reports[n]
			r.Agreed = true
			agreed++
		case n >= 0:
		case slices.ContainsFunc(d.Reports[:rules], func(r extract.Report) bool { return overlap(r.Cue, g.cue) > 0 }):
			disputed++
		default:
			d.Reports = append(d.Reports, report(d, g))
			added++
		}
	}
	if added > 0 {
		order(d)
		nest(d)
	}
	x.count(func(c *Counts) { c.Agreed += agreed; c.Added += added; c.Disputed += disputed })
}

// match returns the report that says what g says: the same cue, half of the words
// of both contents, and sources that meet; -1 for none.
func match(reports []extract.Report, g *grounded) int {
	return slices.IndexFunc(reports, func(r extract.Report) bool {
		if overlap(r.Cue, g.cue) == 0 {
			return false
		}
		if (len(r.Source) > 0 || len(g.source) > 0) && overlap(r.Source, g.source) == 0 {
			return false
		}
		a, b := either(r.Content, r.Target), either(g.content, g.target)
		shared := overlap(a, b)
		return 2*shared >= size(a)+size(b)-shared && shared > 0
	})
}

// either returns a, or b where a is empty.
func either(a, b []graph.Span) []graph.Span {
	if len(a) > 0 {
		return a
	}
	return b
}

func size(spans []graph.Span) (n int) {
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// overlap returns the bytes that two lists share.
func overlap(a, b []graph.Span) (n int) {
	for _, s := range a {
		for _, t := range b {
			n += max(0, min(s.End, t.End)-max(s.Start, t.Start))
		}
	}
	return n
}

// report makes a report of what only the model finds.
func report(d *extract.Document, g *grounded) extract.Report {
	parts := alone
	r := extract.Report{
		Source: g.source, Cue: g.cue, Content: g.content, Target: g.target,
		CueHead: head(d, g.cue), ContentHead: head(d, g.content), Parent: -1,
		Act: g.act, Polarity: graph.Positive, Parts: &parts, Rule: ruleAlone,
	}
	quoted := 0
	for _, q := range d.Quotes {
		quoted += overlap(g.content, []graph.Span{{Start: q.Open, End: q.Close}})
	}
	switch {
	case quoted == 0:
		r.Type = graph.Indirect
	case quoted >= size(g.content):
		r.Type = graph.Direct
	default:
		r.Type = graph.Mixed
	}
	return r
}

// head returns the token of the spans that the others hang on: the first whose head
// lies outside, a verb before others; -1 where the spans hold no whole token.
func head(d *extract.Document, spans []graph.Span) int {
	inside := func(i int) bool {
		return i >= 0 && slices.ContainsFunc(spans, func(s graph.Span) bool {
			return s.Covers(graph.Span{Start: d.Tokens[i].Start, End: d.Tokens[i].End})
		})
	}
	best := -1
	for _, s := range spans {
		from, _ := slices.BinarySearchFunc(d.Tokens, s.Start, func(t extract.Token, pos int) int { return t.Start - pos })
		for i := from; i < len(d.Tokens) && d.Tokens[i].End <= s.End; i++ {
			if inside(d.Tokens[i].Head) || d.Tokens[i].Rel == "punct" {
				continue
			}
			if d.Tokens[i].Tag != "" && d.Tokens[i].Tag[0] == 'V' {
				return i
			}
			if best < 0 {
				best = i
			}
		}
	}
	return best
}

// order puts the reports in the order of their first words, as the stages behind
// want them, and lets parents follow.
func order(d *extract.Document) {
	pos := func(r *extract.Report) int {
		first := math.MaxInt
		for _, spans := range [][]graph.Span{r.Source, r.Cue, r.Content} {
			for _, s := range spans {
				first = min(first, s.Start)
			}
		}
		return first
	}
	from := make([]int, len(d.Reports)) // old index at each new place
	for i := range from {
		from[i] = i
	}
	slices.SortStableFunc(from, func(a, b int) int { return cmp.Compare(pos(&d.Reports[a]), pos(&d.Reports[b])) })
	to := make([]int, len(from))
	out := make([]extract.Report, len(from))
	for i, k := range from {
		to[k], out[i] = i, d.Reports[k]
	}
	for i := range out {
		if p := out[i].Parent; p >= 0 {
			out[i].Parent = to[p]
		}
	}
	d.Reports = out
}

// nest gives what the model added its parent, and to the reports inside of it that
// have none: the one with the smallest content around cue and content.
func nest(d *extract.Document) {
	for i := range d.Reports {
		in := &d.Reports[i]
		if in.Parent >= 0 {
			continue
		}
		words := slices.Concat(in.Cue, in.Content)
		for k := range d.Reports {
			out := &d.Reports[k]
			if i == k || in.Rule != ruleAlone && out.Rule != ruleAlone || len(words) == 0 || overlap(words, out.Content) < size(words) || size(out.Content) <= size(words) || within(d.Reports, k, i) {
				continue
			}
			if in.Parent < 0 || size(out.Content) < size(d.Reports[in.Parent].Content) {
				in.Parent = k
			}
		}
	}
}

// within reports whether report i is nested in report outer.
func within(reports []extract.Report, i, outer int) bool {
	for n := 0; i >= 0 && n < len(reports); n++ {
		if i == outer {
			return true
		}
		i = reports[i].Parent
	}
	return false
}
