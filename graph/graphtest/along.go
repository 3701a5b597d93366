package graphtest

import (
	"context"
	"maps"
	"slices"
	"testing"

	"hearsay/graph"
)

// alongTests reads claims in each way with what is asked of them: the claims are the same,
// and what came along is what a read of its own brings.
func alongTests(t *testing.T, s graph.Store, articles, claims, entities []string) {
	for _, a := range []graph.Along{{Parties: true}, {Reports: 1}, {Parties: true, Reports: 3}, {Reports: 2, Heads: true}, {Few: true}, {Few: true, Reports: 1, FewReports: true, Parties: true, FewParties: true}} {
		compare := func(what string, read func(context.Context) (map[string]*graph.Claim, error)) {
			t.Helper()
			got, err := read(graph.WithAlong(t.Context(), a))
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			want, err := read(t.Context())
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			takeBrought(t, s, a, got)
			equal(t, what, few(a.Few, got, graph.FewOfClaim), few(a.Few, want, graph.FewOfClaim))
		}
		compare("Claims", func(ctx context.Context) (map[string]*graph.Claim, error) { return s.Claims(ctx, claims) })
		compare("ListClaims", func(ctx context.Context) (map[string]*graph.Claim, error) {
			page, err := s.ListClaims(ctx, graph.ClaimFilter{}, graph.Page{First: graph.MaxPage, Desc: true})
			return claimsByID(page.Items), err
		})
		compare("ClaimsOf", func(ctx context.Context) (map[string]*graph.Claim, error) {
			m, err := s.ClaimsOf(ctx, graph.ClaimsOfTarget, entities, graph.ClaimFilter{}, graph.Page{First: 3})
			var all []*graph.Claim
			for _, page := range m {
				all = append(all, page.Items...)
			}
			return claimsByID(all), err
		})
		for _, d := range []graph.LinkDirection{graph.LinksOut, graph.LinksIn} {
			compare("LinksOf", func(ctx context.Context) (map[string]*graph.Claim, error) {
				m, err := s.LinksOf(ctx, d, claims, nil, graph.Page{First: 3})
				var all []*graph.Claim
				for _, page := range m {
					for _, l := range page.Items {
						all = append(all, l.Other)
					}
				}
				return claimsByID(all), err
			})
		}
		reportedAlong(t, s, a, articles)
	}
}

// reportedAlong reads attributions with the claims that they report, where a store brings
// these.
func reportedAlong(t *testing.T, s graph.Store, a graph.Along, articles []string) {
	t.Helper()
	p := graph.Page{First: 3}
	got, err := s.AttributionsOf(graph.WithAlong(t.Context(), graph.Along{Claim: &a, Few: a.Few}), graph.AttributionsOfArticle, articles, p)
	if err != nil {
		t.Fatal(err)
	}
	want, err := s.AttributionsOf(t.Context(), graph.AttributionsOfArticle, articles, p)
	if err != nil {
		t.Fatal(err)
	}
	reported := map[string]*graph.Claim{}
	for _, m := range []map[string]graph.Slice[graph.Attribution]{got, want} {
		for _, s := range m {
			for i, x := range s.Items {
				if x.Reported != nil {
					reported[x.ClaimID], x.Reported = x.Reported, nil
				}
				if a.Few {
					s.Items[i] = graph.FewOfAttribution(x)
				}
			}
		}
	}
	equal(t, "attributions of articles", got, want)
	claims, err := s.Claims(t.Context(), slices.Collect(maps.Keys(reported)))
	if err != nil {
		t.Fatal(err)
	}
	takeBrought(t, s, a, reported)
	equal(t, "what they report", few(a.Few, reported, graph.FewOfClaim), few(a.Few, claims, graph.FewOfClaim))
}

func claimsByID(claims []*graph.Claim) map[string]*graph.Claim {
	out := map[string]*graph.Claim{}
	for _, c := range claims {
		out[c.ID] = c
	}
	return out
}

// takeBrought checks what came along with claims, and takes it off. A store may bring less
// than was asked, if it says so.
func takeBrought(t *testing.T, s graph.Store, a graph.Along, claims map[string]*graph.Claim) {
	t.Helper()
	for id, c := range claims {
		if c.Brought == nil {
			continue
		}
		came := c.Brought.Along
		if came.Parties && !a.Parties || came.Reports != 0 && came.Reports != a.Reports {
			t.Fatalf("%+v came along, want %+v", came, a)
		}
		if came.Parties {
			want, err := s.Entities(t.Context(), append(append([]string{}, c.SourceIDs...), c.TargetIDs...))
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]*graph.Entity{}
			for _, e := range c.Brought.Parties {
				got[e.ID] = e
			}
			equal(t, "parties of "+id, few(a.FewParties, got, graph.FewOfEntity), few(a.FewParties, want, graph.FewOfEntity))
		}
		if came.Reports > 0 {
			want, err := s.AttributionsOf(t.Context(), graph.AttributionsOfClaim, []string{id}, graph.Page{First: a.Reports})
			if err != nil {
				t.Fatal(err)
			}
			got := c.Brought.Reports
			if a.Heads {
				onlyHeads(got.Items)
				onlyHeads(want[id].Items)
			}
			for _, s := range []graph.Slice[graph.Attribution]{got, want[id]} {
				for i, x := range s.Items {
					if a.FewReports {
						s.Items[i] = graph.FewOfAttribution(x)
					}
				}
			}
			equal(t, "reports of "+id, got, want[id])
		}
		c.Brought = nil
	}
}

// onlyHeads takes off what Along.Heads does not ask for.
func onlyHeads(reports []*graph.Attribution) {
	for i, a := range reports {
		reports[i] = &graph.Attribution{ID: a.ID, ArticleID: a.ArticleID, ClaimID: a.ClaimID, Published: a.Published, Head: a.Head}
	}
}

// few leaves of each node what a store must read of it.
func few[T any](some bool, all map[string]*T, of func(*T) *T) map[string]*T {
	out := map[string]*T{}
	for id, x := range all {
		if out[id] = x; some {
			out[id] = of(x)
		}
	}
	return out
}
