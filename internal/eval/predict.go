package eval

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/when"
)

// analyse runs the stages over a gold text.
func analyse(g *Doc, stages []extract.Stage) *extract.Document {
	d := extract.New(article(g.Text, g.Title, g.Date))
	extract.Run(d, stages)
	return d
}

// predict returns what the stages found in a gold text, in the layers of the
// attribution files.
func predict(g *Doc, d *extract.Document) *Doc {
	points := codePoints(g.Text)
	p := &Doc{ID: g.ID, Attributions: []Attribution{}, Entities: []Entity{}, Dates: []Date{}}
	for _, a := range d.Record.Attributions {
		content := contentOf(&a, d.Text)
		p.Attributions = append(p.Attributions, Attribution{
			ID: a.ID, NestedIn: a.ParentID, Act: rolesetAct(&a),
			Source: spansOf(points, a.Source), Cue: spansOf(points, a.Cue),
			Content: spansOf(points, content), Target: spansOf(points, a.Target), Confidence: a.Confidence, Implicit: a.Implicit,
		})
	}
	p.Events = events(d.Record, points)
	for _, n := range d.Names {
		e := Entity{Span: spanOf(points, d.Span(n.First, n.Last)), Type: string(n.Type)}
		if c := d.ChainAt(n.Last - 1); c >= 0 && d.Chains[c].EntityID != "" {
			e.ID = d.Chains[c].EntityID
		}
		p.Entities = append(p.Entities, e)
	}
	p.Coref = corefOf(d, points)
	for _, x := range when.Find(d) {
		p.Dates = append(p.Dates, Date{Span: spanOf(points, x.Span), Value: string(x.Time)})
	}
	slices.SortFunc(p.Attributions, func(a, b Attribution) int { return cmp.Compare(a.ID, b.ID) })
	return p
}

// corefOf returns the chains of two mentions or more.
func corefOf(d *extract.Document, points []int) [][]Span {
	out := [][]Span{}
	for _, c := range d.Chains {
		if len(c.Mentions) < 2 {
			continue
		}
		var spans []Span
		for _, m := range c.Mentions {
			spans = append(spans, spanOf(points, d.Span(d.Mentions[m].First, d.Mentions[m].Last)))
		}
		out = append(out, spans)
	}
	return out
}

// contentOf returns what the gold of attributions takes for the content: in "criticized the
// mayor" the mayor, in "accused him of theft" also whom the words are about.
func contentOf(a *graph.Attribution, text string) []graph.Span {
	if len(a.Content) == 0 {
		return a.Target
	}
	if a.Implicit || len(a.Target) != 1 || len(a.Cue) == 0 {
		return a.Content
	}
	t, out := a.Target[0], slices.Clone(a.Content)
	first, last := &out[0], &out[len(out)-1]
	switch {
	case t.Start >= last.End && strings.Count(text[last.End:t.Start], " ") < 3: // blamed the delay on the weather
		last.End = t.End
	case t.End <= a.Cue[0].Start && t.End <= first.Start: // he was accused of theft
		out = slices.Insert(out, 0, t)
	case t.End <= first.Start && strings.Count(text[t.End:first.Start], " ") < 3:
		first.Start = t.Start
	}
	return out
}

func spanOf(points []int, s graph.Span) Span { return Span{points[s.Start], points[s.End]} }

// spansOf turns byte spans of the text into code points, by a table of the code
// point at each byte.
func spansOf(points []int, in []graph.Span) []Span {
	out := make([]Span, len(in))
	for i, s := range in {
		out[i] = Span{points[s.Start], points[s.End]}
	}
	return out
}

// codePoints returns, for each byte of s and its end, the number of code points before it.
func codePoints(s string) []int {
	out := make([]int, len(s)+1)
	n := 0
	for i := range s {
		out[i] = n
		n++
	}
	out[len(s)] = n
	// bytes inside a rune are never asked for; fill them for safety
	for i := 1; i < len(s); i++ {
		out[i] = max(out[i], out[i-1])
	}
	return out
}

// article makes an article of a gold text: paragraphs are split at line breaks,
// the first is the title where it repeats it.
func article(body, title, date string) *graph.Article {
	a := &graph.Article{Text: body, Title: title, Lang: "en"}
	if t := graph.Time(date); t.Valid() {
		a.Published = t
	}
	for start := 0; start <= len(body); {
		end := strings.IndexByte(body[start:], '\n')
		if end < 0 {
			end = len(body) - start
		}
		end += start
		if b := trimmed(body, start, end); b.Len() > 0 {
			kind := graph.BlockParagraph
			if len(a.Blocks) == 0 && title != "" && strings.HasPrefix(graph.Fold(b.Of(body)), graph.Fold(title)) {
				kind = graph.BlockTitle
			}
			a.Blocks = append(a.Blocks, graph.Block{Span: b, Kind: kind})
		}
		start = end + 1
	}
	a.ID = graph.ArticleID("", a.Text)
	return a
}

func trimmed(s string, start, end int) graph.Span {
	cut := s[start:end]
	left := len(cut) - len(strings.TrimLeft(cut, " \t\r\u00a0"))
	return graph.Span{Start: start + left, End: start + len(strings.TrimRight(cut, " \t\r\u00a0"))}
}
