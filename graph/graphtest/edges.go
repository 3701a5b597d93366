package graphtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
)

func edgeTests(t *testing.T, open func(*testing.T) graph.Store) {
	s, w := filled(t, open, 30)
	articles := ids(w.articles, func(x *graph.Article) string { return x.ID })
	entities := ids(w.entities, func(x *graph.Entity) string { return x.ID })
	claims := ids(w.claims, func(x *graph.Claim) string { return x.ID })
	events := ids(w.events, func(x *graph.Event) string { return x.ID })
	attributions := ids(w.attributions, func(x *graph.Attribution) string { return x.ID })

	t.Run("AttributionsOf", func(t *testing.T) {
		for from, parents := range map[graph.AttributionParent][]string{graph.AttributionsOfArticle: articles,
			graph.AttributionsOfClaim: claims, graph.AttributionsOfAttribution: attributions} {
			of := func(a *graph.Attribution) []string {
				return []string{map[graph.AttributionParent]string{graph.AttributionsOfArticle: a.ArticleID,
					graph.AttributionsOfClaim: a.ClaimID, graph.AttributionsOfAttribution: a.ParentID}[from]}
			}
			cursor := func(a *graph.Attribution) graph.Cursor { return a.Cursor(from) }
			edges(t, string(from), parents, w.attributions, of, cursor,
				func(ctx context.Context, ids []string, p graph.Page) (map[string]graph.Slice[graph.Attribution], error) {
					got, err := s.AttributionsOf(ctx, from, ids, p)
					if from == graph.AttributionsOfClaim {
						takeHeads(t, s, got)
					}
					return got, err
				})
		}
	})
	t.Run("ClaimsOf", func(t *testing.T) {
		for from, parents := range map[graph.ClaimParent][]string{graph.ClaimsOfSource: entities,
			graph.ClaimsOfTarget: entities, graph.ClaimsOfEvent: events} {
			of := func(c *graph.Claim) []string {
				return map[graph.ClaimParent][]string{graph.ClaimsOfSource: c.SourceIDs,
					graph.ClaimsOfTarget: c.TargetIDs, graph.ClaimsOfEvent: c.EventIDs}[from]
			}
			for i, f := range claimFilters(w) {
				if i%4 > 0 {
					continue
				}
				edges(t, fmt.Sprintf("%s %+v", from, f), parents, filter(w.claims, w.matchClaim(f)), of, (*graph.Claim).Cursor,
					func(ctx context.Context, ids []string, p graph.Page) (map[string]graph.Slice[graph.Claim], error) {
						return s.ClaimsOf(ctx, from, ids, f, p)
					})
			}
		}
	})
	t.Run("LinksOf", func(t *testing.T) {
		for _, kinds := range [][]graph.LinkKind{nil, {graph.Denies}, {graph.Confirms, graph.Contradicts}} {
			for _, d := range []graph.LinkDirection{graph.LinksOut, graph.LinksIn} {
				of := func(l *graph.Link) []string {
					return []string{map[graph.LinkDirection]string{graph.LinksOut: l.FromID, graph.LinksIn: l.ToID}[d]}
				}
				items := filter(w.joined(), w.matchLink(graph.LinkFilter{Kinds: kinds}))
				edges(t, fmt.Sprint(d, kinds), claims, items, of, (*graph.Link).Cursor,
					func(ctx context.Context, ids []string, p graph.Page) (map[string]graph.Slice[graph.Link], error) {
						got, err := s.LinksOf(ctx, d, ids, kinds, p)
						takeOthers(t, s, d, got)
						return got, err
					})
			}
		}
	})
	t.Run("what comes along with claims", func(t *testing.T) { alongTests(t, s, articles, claims, entities) })
	t.Run("MentionsOf", func(t *testing.T) {
		for from, parents := range map[graph.MentionParent][]string{graph.MentionsOfArticle: articles, graph.MentionsOfEntity: entities} {
			of := func(m *graph.Mention) []string {
				return []string{map[graph.MentionParent]string{graph.MentionsOfArticle: m.ArticleID, graph.MentionsOfEntity: m.EntityID}[from]}
			}
			edges(t, string(from), parents, w.mentions, of, func(m *graph.Mention) graph.Cursor { return m.Cursor(from) },
				func(ctx context.Context, ids []string, p graph.Page) (map[string]graph.Slice[graph.Mention], error) {
					return s.MentionsOf(ctx, from, ids, p)
				})
		}
	})
	t.Run("RolesOf", func(t *testing.T) {
		want := map[string][]*graph.Role{}
		for _, r := range w.roles {
			want[r.PersonID] = append(want[r.PersonID], r)
		}
		for _, roles := range want {
			sortBy(roles, func(r *graph.Role) string { return fmt.Sprintf("%s %010d %s", r.ArticleID, r.Span.Start, r.ID) })
		}
		got, err := s.RolesOf(t.Context(), shuffled(entities))
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "RolesOf", got, want)
	})
}

func ids[T any](items []*T, id func(*T) string) []string {
	var out []string
	for _, x := range items {
		out = append(out, id(x))
	}
	return out
}

// shuffled returns the IDs in another order, some repeated, with some of nothing.
func shuffled(ids []string) []string {
	out := append([]string{"none_1"}, ids...)
	for i, id := range ids {
		if i%3 == 0 {
			out = append(out, id, fmt.Sprintf("none_%d", i))
		}
	}
	rng := rand.New(rand.NewPCG(5, 5))
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// edges compares pages from all parents at once, and the pages that follow those of
// each parent, with the items that belong to it.
func edges[T any](t *testing.T, what string, parents []string, items []*T, of func(*T) []string,
	cursor func(*T) graph.Cursor, get func(context.Context, []string, graph.Page) (map[string]graph.Slice[T], error)) {
	t.Helper()
	byParent := map[string][]*T{}
	for _, x := range items {
		for _, p := range of(x) {
			byParent[p] = append(byParent[p], x)
		}
	}
	delete(byParent, "")
	check := func(ids []string, p graph.Page) map[string]graph.Slice[T] {
		t.Helper()
		want := map[string]graph.Slice[T]{}
		for _, id := range ids {
			if s := paginate(byParent[id], cursor, p); len(s.Items) > 0 {
				want[id] = s
			}
		}
		got, err := get(t.Context(), ids, p)
		if err != nil {
			t.Fatalf("%s %+v: %v", what, p, err)
		}
		equal(t, fmt.Sprintf("%s page %+v", what, p), got, want)
		return got
	}
	check(nil, graph.Page{First: 3})
	for _, p := range []graph.Page{{First: 2}, {First: 1, Desc: true}, {First: 2, Backward: true}, {First: graph.MaxPage}} {
		first := check(shuffled(parents), p)
		if len(first) == 0 {
			continue
		}
		some := keysOf(first)[len(first)/2]
		after := cursor(first[some].Items[len(first[some].Items)-1])
		p.After = &after
		check(shuffled(parents), p) // one place, applied to each parent
	}
}

// takeOthers checks the claims that links came with, and takes them off.
func takeOthers(t *testing.T, s graph.Store, d graph.LinkDirection, got map[string]graph.Slice[graph.Link]) {
	t.Helper()
	other := func(l *graph.Link) string {
		return map[graph.LinkDirection]string{graph.LinksOut: l.ToID, graph.LinksIn: l.FromID}[d]
	}
	var claims []string
	for _, slice := range got {
		claims = append(claims, ids(slice.Items, other)...)
	}
	want, err := s.Claims(t.Context(), claims)
	if err != nil {
		t.Fatal(err)
	}
	for _, slice := range got {
		for _, l := range slice.Items {
			if diff := cmp.Diff(want[other(l)], l.Other); diff != "" {
				t.Fatalf("the claim at the other end of %s (-want +got):\n%s", l.ID, diff)
			}
			l.Other = nil
		}
	}
}

// takeHeads checks the heads of articles that attributions came with, and takes them off.
func takeHeads(t *testing.T, s graph.Store, got map[string]graph.Slice[graph.Attribution]) {
	t.Helper()
	var articles []string
	for _, slice := range got {
		for _, a := range slice.Items {
			articles = append(articles, a.ArticleID)
		}
	}
	want, err := s.Articles(t.Context(), articles)
	if err != nil {
		t.Fatal(err)
	}
	for _, slice := range got {
		for _, a := range slice.Items {
			if diff := cmp.Diff(want[a.ArticleID], a.Head); diff != "" {
				t.Fatalf("head of the article of %s (-want +got):\n%s", a.ID, diff)
			}
			a.Head = nil
		}
	}
}
