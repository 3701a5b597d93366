package graphtest

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"hearsay/graph"
)

func facetTests(t *testing.T, open func(*testing.T) graph.Store) {
	s, w := filled(t, open, 30)
	filters := []graph.ClaimFilter{{}, {Text: "ferry"}, {Acts: accusing, From: "2020-09"}, {SourceCountries: []string{"NO"}},
		{Publisher: "wire.example", Not: &graph.ClaimFilter{Denied: ptr(true)}}, {Text: "?!"}, {TargetIDs: []string{w.entities[0].ID}}}
	for _, f := range filters {
		got, err := s.Facets(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, fmt.Sprintf("Facets(%+v)", f), got, w.facets(f))
	}
	for _, f := range linkFilters(w) {
		got, err := s.Replies(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		var want []*graph.Reply
		page := graph.Page{First: graph.MaxReplies, Desc: true}
		for _, l := range paginate(filter(w.joined(), w.matchLink(f)), (*graph.Link).Cursor, page).Items {
			said := w.claim[l.ToID]
			want = append(want, &graph.Reply{Kind: l.Kind, FromID: l.FromID, ToID: l.ToID, SourceIDs: said.SourceIDs,
				TargetIDs: said.TargetIDs, Said: said.FirstPublished, Answered: l.Published})
		}
		equal(t, fmt.Sprintf("Replies(%+v)", f), got, want)
	}
}

// facets counts the claims that f matches.
func (w *world) facets(f graph.ClaimFilter) *graph.Facets {
	country := map[string]string{}
	for _, e := range w.entities {
		country[e.ID] = e.Country
	}
	counts := map[[2]string]int{}
	add := func(facet string, values ...string) {
		slices.Sort(values)
		for _, v := range slices.Compact(values) {
			counts[[2]string{facet, v}]++
		}
	}
	out := &graph.Facets{Complete: true}
	for _, c := range filter(w.claims, w.matchClaim(f)) {
		out.Claims++
		add("act", string(c.Act))
		add("source", slices.Clone(c.SourceIDs)...)
		add("target", slices.Clone(c.TargetIDs)...)
		add("month", string(c.FirstPublished[:min(7, len(c.FirstPublished))]))
		var countries, publishers []string
		for _, id := range slices.Concat(c.SourceIDs, c.TargetIDs) {
			countries = append(countries, country[id])
		}
		for _, a := range w.attributions {
			if a.ClaimID == c.ID {
				p := w.article[a.ArticleID].Publisher
				if p.Name == "" {
					p.Name = p.Domain
				}
				publishers = append(publishers, p.Name)
			}
		}
		add("country", countries...)
		add("publisher", publishers...)
	}
	for k, n := range counts {
		out.Add(k[0], graph.Count{Value: k[1], Claims: n})
	}
	out.Sort()
	return out
}

// invalidFacets are calls that must be refused.
func invalidFacets(s graph.Store) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"filter of facets": func(ctx context.Context) error { return second(s.Facets(ctx, graph.ClaimFilter{From: "x"})) },
		"filter of replies": func(ctx context.Context) error {
			return second(s.Replies(ctx, graph.LinkFilter{Kinds: []graph.LinkKind{"X"}}))
		},
	}
}
