package eval

import (
	"fmt"
	"slices"
)

// identity compares who is one and the same across the documents of a file: names
// of persons, organizations and places, clustered by ID.
type identity struct {
	gold, pred clustering
	solo       int
}

// clustering is mentions by the ID of their entity, in the order of the file.
type clustering struct {
	order []string
	by    map[string][]member
}

// member is a mention of a document; two documents never share one.
type member struct {
	doc      string
	span     Span
	invented bool // predicted where the gold has none
}

func (c *clustering) add(id string, m member) {
	if c.by == nil {
		c.by = map[string][]member{}
	}
	if c.by[id] == nil {
		c.order = append(c.order, id)
	}
	if !slices.Contains(c.by[id], m) {
		c.by[id] = append(c.by[id], m)
	}
}

// named lists the mentions of d that count, with the IDs of their entities.
func named(t *text, d *Doc) (spans []Span, ids []any) {
	for _, e := range d.Entities {
		if k := typeOf(e); k == "PER" || k == "ORG" || k == "LOC" {
			spans, ids = append(spans, t.trim(e.Span)), append(ids, e.ID)
		}
	}
	return spans, ids
}

// add takes the mentions of one document. Predicted ones match exactly, or else
// inside a gold one that is free and whose head they hold.
func (x *identity) add(t *text, g, p *Doc) {
	gold := map[Span]bool{}
	var order []Span
	spans, ids := named(t, g)
	for i, m := range spans {
		if !gold[m] {
			gold[m] = true
			order = append(order, m)
			x.gold.add(fmt.Sprint(ids[i]), member{doc: g.ID, span: m})
		}
	}
	slices.SortFunc(order, compareSpans)
	type late struct {
		span Span
		id   string
	}
	used, rest := map[Span]bool{}, []late{}
	spans, ids = named(t, p)
	for i, m := range spans {
		x.solo++
		id := fmt.Sprint("solo ", x.solo)
		if ids[i] != nil {
			id = fmt.Sprint("id ", ids[i])
		}
		if gold[m] && !used[m] {
			used[m] = true
			x.pred.add(id, member{doc: g.ID, span: m})
		} else {
			rest = append(rest, late{m, id})
		}
	}
	for _, l := range rest {
		words := t.words([]Span{l.span})
		hit := slices.IndexFunc(order, func(h Span) bool {
			return !used[h] && h[0] <= l.span[0] && l.span[1] <= h[1] && words.has(t.head([]Span{h}))
		})
		if hit < 0 {
			x.pred.add(l.id, member{g.ID, l.span, true})
			continue
		}
		used[order[hit]] = true
		x.pred.add(l.id, member{doc: g.ID, span: order[hit]})
	}
}

// rows returns the figures: mentions, B3 over all of them, and pairs of mentions in
// different documents that are said to be one.
func (x *identity) rows() []Row {
	number := map[member]int{}
	lists := func(c *clustering) (out [][]int) {
		for _, id := range c.order {
			var l []int
			for _, m := range c.by[id] {
				if _, ok := number[m]; !ok {
					number[m] = len(number)
				}
				l = append(l, number[m])
			}
			out = append(out, l)
		}
		return out
	}
	gold, pred := lists(&x.gold), lists(&x.pred)
	total := func(cs [][]int) (n float64) {
		for _, c := range cs {
			n += float64(len(c))
		}
		return n
	}
	both := func(a, b map[int]bool) (n float64) {
		for m := range a {
			if b[m] {
				n++
			}
		}
		return n
	}
	rn, rd := b3(gold, pred)
	pn, pd := b3(pred, gold)
	gl, pl := x.gold.across(), x.pred.across()
	links := 0.0
	for l := range gl {
		if pl[l] {
			links++
		}
	}
	found := both(flat(gold), flat(pred))
	out := []Row{}
	for _, r := range []struct {
		name string
		x    PRF
	}{
		{"mentions", prf(found, total(pred), found, total(gold))},
		{"b3", prf(pn, pd, rn, rd)},
		{"cross_document_links", prf(links, float64(len(pl)), links, float64(len(gl)))},
	} {
		out = append(out, Row{Name: "identity." + r.name, PRF: &r.x})
	}
	return out
}

// across returns the pairs of mentions of one entity in two documents.
func (c *clustering) across() map[[2]member]bool {
	out := map[[2]member]bool{}
	for _, ms := range c.by {
		for _, a := range ms {
			for _, b := range ms {
				if a.doc < b.doc {
					out[[2]member{a, b}] = true
				}
			}
		}
	}
	return out
}

// Event is a coded event of a sentence with its parties.
type Event struct {
	Code    string `json:"code"`
	Trigger []Span `json:"trigger,omitempty"`
	Source  []Span `json:"source,omitempty"`
	Target  []Span `json:"target,omitempty"`
}

// events compares coded events: paired by code, then by trigger.
func (s *AttributionScores) events(t *text, g, p *Doc) {
	weight := map[pair]float64{}
	for i, a := range g.Events {
		for j, b := range p.Events {
			w := 0.1*jaccard(t.words(a.Trigger), t.words(b.Trigger)) + 1e-6
			if a.Code == b.Code {
				w++
			}
			weight[pair{i, j}] = w
		}
	}
	s.c.add("ev_g", float64(len(g.Events)))
	s.c.add("ev_p", float64(len(p.Events)))
	for i, j := range assign(weight) {
		a, b := g.Events[i], p.Events[j]
		if a.Code != b.Code {
			continue
		}
		s.c.add("ev_ok", 1)
		for _, r := range []struct {
			name       string
			gold, pred []Span
		}{{"ev_source", a.Source, b.Source}, {"ev_target", a.Target, b.Target}} {
			if len(r.gold) > 0 {
				s.c.add(r.name+"_n", 1)
				s.c.yes(r.name+"_ok", shared(t.words(r.gold), t.words(r.pred)) > 0)
			}
		}
	}
}
