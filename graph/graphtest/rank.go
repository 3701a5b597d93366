package graphtest

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"hearsay/graph"
)

func rankTests(t *testing.T, open func(*testing.T) graph.Store) {
	s, w := filled(t, open, 20)
	person := []graph.EntityKind{graph.KindPerson}
	filters := []graph.ClaimFilter{{}, {Acts: accusing}, {Acts: []graph.SpeechAct{graph.ActDeny}}, {Acts: []graph.SpeechAct{graph.ActDeny, graph.ActSay}},
		{SourceIDs: []string{w.entities[0].ID, w.entities[1].ID}}, {TargetIDs: []string{w.entities[0].ID}, Acts: accusing}, {HasTarget: ptr(true)}, {HasSource: ptr(false)},
		{SourceKinds: person, TargetKinds: person}, {SourceCountries: []string{"NO"}, Target: &graph.EntityFilter{Unnamed: ptr(false)}}, {Text: "?!"},
		{From: "2020-09", Not: &graph.ClaimFilter{Answered: ptr(true)}}, {Event: &graph.EventFilter{Text: "aurora"}}, {EventIDs: []string{w.events[0].ID}}}
	for _, of := range []graph.Trait{graph.TraitSource, graph.TraitTarget, graph.TraitSourceCountry, graph.TraitTargetCountry, graph.TraitEvent, graph.TraitPublisher} {
		for i, f := range filters {
			want := w.ranks(f, of)
			for by, cursor := range measures {
				pages := []graph.Page{{First: graph.MaxPage}}
				if i == 1 {
					pages = []graph.Page{{First: 3}, {First: 4, Desc: true}, {First: graph.MaxPage, Backward: true}}
				} else if by != graph.ByClaims && i > 0 {
					continue // a server plans each query for a third of a second
				}
				for _, p := range pages {
					got := all(t, p, cursor, func(ctx context.Context, p graph.Page) (graph.Slice[graph.Dyad], error) {
						return s.Rank(ctx, f, of, by, p)
					})
					p.First = graph.MaxPage
					equal(t, fmt.Sprintf("Rank %s %s %+v", of, by, f), got, paginate(want, cursor, p).Items)
				}
			}
		}
	}
}

// ranks groups the claims that f matches by a trait.
func (w *world) ranks(f graph.ClaimFilter, of graph.Trait) []*graph.Dyad {
	entity := map[string]*graph.Entity{}
	for _, e := range w.entities {
		entity[e.ID] = e
	}
	match := func(*graph.Event) bool { return true }
	if f.Event != nil {
		match = w.matchEvent(*f.Event)
	}
	groups, seen := map[string]*graph.Dyad{}, map[[3]string]bool{}
	for _, c := range filter(w.claims, w.matchClaim(f)) {
		var values []string
		switch end := of.End(); {
		case of == graph.TraitPublisher:
			w.rankPublishers(groups, c, seen)
			continue
		case of == graph.TraitEvent:
			for _, e := range w.events {
				if slices.Contains(c.EventIDs, e.ID) && oneOf(f.EventIDs, e.ID) && match(e) {
					values = append(values, e.ID)
				}
			}
		default:
			a := f.At(end)
			one := w.someEntity(a.Match)
			for _, id := range map[graph.ClaimEnd][]string{graph.SourceEnd: c.SourceIDs, graph.TargetEnd: c.TargetIDs}[end] {
				e := entity[id]
				if !oneOf(a.IDs, id) || !oneOf(a.Kinds, e.Kind) || len(a.Countries) > 0 && (e.Country == "" || !slices.Contains(a.Countries, e.Country)) || !one([]string{id}) {
					continue
				}
				if of.Country() {
					id = e.Country
				}
				values = append(values, id)
			}
		}
		for _, v := range union(values, nil) {
			if v == "" {
				continue
			}
			if groups[v] == nil {
				groups[v] = &graph.Dyad{SourceID: v}
			}
			d := groups[v]
			d.Claims++
			d.FirstPublished, d.LastPublished = earliest(d.FirstPublished, c.FirstPublished), max(d.LastPublished, c.LastPublished)
			w.countReports(d, c, seen)
		}
	}
	return byID(groups)
}

// rankPublishers counts what publishers report of a claim, in their own articles.
func (w *world) rankPublishers(groups map[string]*graph.Dyad, c *graph.Claim, seen map[[3]string]bool) {
	first := func(kind, publisher, x string) int {
		k := [3]string{kind, publisher, x}
		if seen[k] {
			return 0
		}
		seen[k] = true
		return 1
	}
	for _, a := range w.attributions {
		of := w.article[a.ArticleID]
		name := of.Publisher.Name
		if name == "" {
			name = of.Publisher.Domain
		}
		if a.ClaimID != c.ID || name == "" {
			continue
		}
		if groups[name] == nil {
			groups[name] = &graph.Dyad{SourceID: name}
		}
		d := groups[name]
		d.Claims += first("claim", name, c.ID)
		d.Articles += first("article", name, of.ID)
		d.Origins += first("origin", name, of.Origin)
		d.FirstPublished, d.LastPublished = earliest(d.FirstPublished, of.Published), max(d.LastPublished, of.Published)
	}
}

// invalidRanks are calls that must be refused.
func invalidRanks(s graph.Store) map[string]func(context.Context) error {
	rank := func(f graph.ClaimFilter, of graph.Trait, by graph.Measure, p graph.Page) func(context.Context) error {
		return func(ctx context.Context) error { return second(s.Rank(ctx, f, of, by, p)) }
	}
	list := func(p graph.Page, f graph.ClaimFilter) func(context.Context) error {
		return func(ctx context.Context) error { return second(s.ListClaims(ctx, f, p)) }
	}
	ten, x := graph.Page{First: 10}, &graph.Cursor{Key: "x", ID: "x"}
	return map[string]func(context.Context) error{
		"filter of ranks":           rank(graph.ClaimFilter{From: "x"}, graph.TraitSource, graph.ByClaims, ten),
		"trait of ranks":            rank(graph.ClaimFilter{}, "HAIR", graph.ByClaims, ten),
		"measure of ranks":          rank(graph.ClaimFilter{}, graph.TraitEvent, "HAIR", ten),
		"page of ranks":             rank(graph.ClaimFilter{}, graph.TraitPublisher, graph.ByClaims, graph.Page{}),
		"cursor of ranks":           rank(graph.ClaimFilter{}, graph.TraitSource, graph.ByClaims, graph.Page{First: 10, After: x}),
		"order of claims":           list(graph.Page{First: 10, By: "HAIR"}, graph.ClaimFilter{}),
		"cursor of claims in order": list(graph.Page{First: 10, By: graph.InOrigins, After: x}, graph.ClaimFilter{}),
		"polarity":                  list(ten, graph.ClaimFilter{Polarities: []graph.Polarity{"GREY"}}),
		"kind of a source":          list(ten, graph.ClaimFilter{Source: &graph.EntityFilter{Kinds: []graph.EntityKind{"GOD"}}}),
		"depth of a report":         list(ten, graph.ClaimFilter{Report: &graph.ReportFilter{MinDepth: graph.MaxDepth + 1}}),
		"end of a link":             list(ten, graph.ClaimFilter{Link: &graph.OtherFilter{By: "MIDDLE"}}),
		"filter within a link":      list(ten, graph.ClaimFilter{Link: &graph.OtherFilter{Claim: &graph.ClaimFilter{From: "x"}}}),
		"claim of an article": func(ctx context.Context) error {
			return second(s.ListArticles(ctx, graph.ArticleFilter{Claim: &graph.ClaimFilter{From: "x"}}, ten))
		},
	}
}
