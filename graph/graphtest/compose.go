package graphtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"hearsay/graph"
)

// composeTests reads one page and the count of filters that are made of filters, and
// of those that ask who makes claims and how they are reported.
func composeTests(t *testing.T, open func(*testing.T) graph.Store) {
	s, w := filled(t, open, 15)
	page := graph.Page{First: 5, Desc: true}
	for _, f := range append(actorFilters(), composedFilters(claimFilters(w))...) {
		want := filter(w.claims, w.matchClaim(f))
		got, err := s.ListClaims(t.Context(), f, page)
		if err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
		equal(t, fmt.Sprintf("%+v", f), got, paginate(want, (*graph.Claim).Cursor, page))
		if n, err := s.Count(t.Context(), f); err != nil || n != len(want) {
			t.Fatalf("Count(%+v) = %d, %v, want %d", f, n, err, len(want))
		}
	}
	f := graph.ClaimFilter{Any: []graph.ClaimFilter{{Answered: ptr(true)}, {SourceCountries: []string{"NO"}}}, Not: &graph.ClaimFilter{Text: "ferry"}}
	t.Run("WhoToWhom", func(t *testing.T) {
		got, err := s.WhoToWhom(t.Context(), f, graph.ByClaims, page)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "WhoToWhom", got, paginate(w.dyads(f), dyadCursor(graph.ByClaims), page))
	})
	t.Run("ClaimsOf", func(t *testing.T) {
		edges(t, "ClaimsOf", ids(w.entities, func(x *graph.Entity) string { return x.ID }), filter(w.claims, w.matchClaim(f)),
			func(c *graph.Claim) []string { return c.TargetIDs }, (*graph.Claim).Cursor,
			func(ctx context.Context, ids []string, p graph.Page) (map[string]graph.Slice[graph.Claim], error) {
				return s.ClaimsOf(ctx, graph.ClaimsOfTarget, ids, f, p)
			})
	})
}

// actorFilters asks for who makes claims and how they are reported.
func actorFilters() []graph.ClaimFilter {
	return []graph.ClaimFilter{
		{Answered: ptr(true)}, {Answered: ptr(false)}, {Nested: ptr(true)}, {Nested: ptr(false)},
		{UnnamedSource: ptr(true)}, {UnnamedSource: ptr(false)}, {MinOrigins: 2}, {MaxOrigins: 1}, {MinOrigins: 1, MaxOrigins: 2},
		{SourceKinds: []graph.EntityKind{graph.KindCountry}}, {TargetKinds: []graph.EntityKind{graph.KindPerson, graph.KindGroup}},
		{SourceCountries: []string{"NO"}}, {TargetCountries: []string{"HU", "UG"}}, {SourceCountries: []string{""}},
		{SourceCountries: []string{"NO"}, TargetCountries: []string{"HU"}, SourceKinds: []graph.EntityKind{graph.KindPerson}},
	}
}

// composedFilters joins filters by all, any and not: each filter below a not, then trees
// at random.
func composedFilters(single []graph.ClaimFilter) []graph.ClaimFilter {
	rng := rand.New(rand.NewPCG(4, 4))
	single = append(slices.Clone(single[:45]), actorFilters()...)
	some := func() graph.ClaimFilter { return single[rng.IntN(len(single))] }
	out := []graph.ClaimFilter{
		{Not: &graph.ClaimFilter{}}, {Any: []graph.ClaimFilter{{}}}, {All: []graph.ClaimFilter{{}}},
		{Any: []graph.ClaimFilter{{Text: "?!"}}}, {Not: &graph.ClaimFilter{Text: "?!"}}, {Any: []graph.ClaimFilter{{Text: "ferry"}, {Text: "bribes"}}},
		{Not: &graph.ClaimFilter{Not: &graph.ClaimFilter{Denied: ptr(true)}}},
	}
	for some := range slices.Chunk(single[1:], 6) {
		out = append(out, graph.ClaimFilter{Not: &graph.ClaimFilter{Any: some}})
	}
	for range 4 {
		f := some()
		n := some()
		f.All = []graph.ClaimFilter{some(), {Any: []graph.ClaimFilter{some(), some(), {Not: &n}}}}
		f.Any = []graph.ClaimFilter{some(), {All: []graph.ClaimFilter{some(), some()}}, {Not: &f.All[0]}}
		f.Not = &n
		if rng.IntN(2) == 0 {
			f.Any = nil
		}
		if rng.IntN(2) == 0 {
			f.Not = nil
		}
		out = append(out, f, graph.ClaimFilter{Any: []graph.ClaimFilter{f, some()}})
	}
	return out
}
