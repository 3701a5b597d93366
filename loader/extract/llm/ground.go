package llm

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// near is how many bytes from the content the other parts of an attribution may
// stand, unless their words stand only once.
const near = 400

// maxQuotes bounds the stretches of one content.
const maxQuotes = 20

// grounded is an attribution of the model whose words stand in the article.
type grounded struct {
	source, cue, content, target []graph.Span
	act                          graph.SpeechAct
}

// ground keeps the items whose every word stands in the part, and counts the rest.
func (x *Extractor) ground(d *extract.Document, p *part, items []item) (out []grounded) {
	refused := map[string]int{}
	for i := range items {
		g, reason := p.ground(&items[i])
		if reason != "" {
			refused[reason]++
			continue
		}
		out = append(out, g)
	}
	first, last := 0, 0
	if len(p.at) > 0 {
		first, last = p.at[0], p.at[len(p.at)-1]+1
	}
	unseen := 0
	for _, r := range d.Text[first:last] {
		if hidden(r) {
			unseen++
		}
	}
	x.count(func(c *Counts) {
		for k, n := range refused {
			c.Refused[k] += n
		}
		c.Hidden += unseen
	})
	return out
}

// ground finds the places of an item; reason is why it is refused.
func (p *part) ground(it *item) (g grounded, reason string) {
	switch {
	case !slices.Contains(graph.Acts, it.Act):
		return g, "act is not in the list"
	case it.Cue.Words == "":
		return g, "no cue"
	case len(it.Content) == 0 && it.Target.Words == "":
		return g, "neither content nor target"
	case len(it.Content) > maxQuotes:
		return g, "content in too many stretches"
	}
	g.act = it.Act
	lo, hi := -1, -1
	for _, q := range it.Content {
		start, end, ok := p.place(q, lo, hi)
		if !ok {
			return g, "content does not stand there"
		}
		if lo < 0 {
			lo, hi = start, end
		}
		lo, hi = min(lo, start), max(hi, end)
		g.content = append(g.content, p.span(start, end))
	}
	for _, f := range []struct {
		name string
		q    quotation
		to   *[]graph.Span
	}{{"cue", it.Cue, &g.cue}, {"source", it.Source, &g.source}, {"target", it.Target, &g.target}} {
		if f.q.Words == "" {
			continue
		}
		start, end, ok := p.place(f.q, lo, hi)
		if !ok {
			return g, f.name + " does not stand there"
		}
		if lo < 0 { // no content: what follows must stand by the cue
			lo, hi = start, end
		}
		*f.to = []graph.Span{p.span(start, end)}
	}
	slices.SortFunc(g.content, func(a, b graph.Span) int { return a.Start - b.Start })
	for i, s := range g.content {
		switch {
		case i > 0 && g.content[i-1].Overlaps(s):
			return g, "content overlaps itself"
		case s.Overlaps(g.cue[0]), len(g.source) > 0 && s.Overlaps(g.source[0]):
			return g, "content overlaps source or cue"
		}
	}
	return g, ""
}

// place finds the words of q: where they stand only once, there; else at the place
// that is given if it is near [lo, hi); else at the only place near. lo < 0: near
// is everywhere.
func (p *part) place(q quotation, lo, hi int) (start, end int, ok bool) {
	all := p.occurrences(q.Words)
	if len(all) == 1 {
		return all[0], all[0] + len(q.Words), true
	}
	isNear := func(at int) bool { return lo < 0 || at+len(q.Words) > lo-near && at < hi+near }
	if n := q.Occurrence; n >= 1 && n <= len(all) && isNear(all[n-1]) {
		return all[n-1], all[n-1] + len(q.Words), true
	}
	if lo < 0 {
		return 0, 0, false
	}
	all = slices.DeleteFunc(all, func(at int) bool { return !isNear(at) })
	if len(all) != 1 {
		return 0, 0, false
	}
	return all[0], all[0] + len(q.Words), true
}

// occurrences returns where words stand in the part, whole words only.
func (p *part) occurrences(words string) (out []int) {
	if words == "" || strings.TrimSpace(words) != words {
		return nil
	}
	first, _ := utf8.DecodeRuneInString(words)
	last, _ := utf8.DecodeLastRuneInString(words)
	for from := 0; ; {
		i := strings.Index(p.text[from:], words)
		if i < 0 {
			return out
		}
		at := from + i
		before, _ := utf8.DecodeLastRuneInString(p.text[:at])
		after, _ := utf8.DecodeRuneInString(p.text[at+len(words):])
		if !(letter(before) && letter(first)) && !(letter(last) && letter(after)) {
			out = append(out, at)
		}
		_, n := utf8.DecodeRuneInString(p.text[at:])
		from = at + n
	}
}

// letter reports whether r is within a word; the border of the text is not.
func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
