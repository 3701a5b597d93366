package api

import (
	"context"
	"testing"

	"hearsay/graph"
)

// bringing is a store that brings along with claims what is asked of them, and of nodes no
// more than it must.
type bringing struct{ graph.Store }

func (b bringing) add(ctx context.Context, claims ...*graph.Claim) error {
	a := graph.AlongOf(ctx)
	for _, c := range claims {
		c.Brought = &graph.Brought{Along: a}
		if a.Parties {
			m, err := b.Store.Entities(ctx, append(append([]string{}, c.SourceIDs...), c.TargetIDs...))
			if err != nil {
				return err
			}
			for _, e := range m {
				if a.FewParties {
					e = graph.FewOfEntity(e)
				}
				c.Brought.Parties = append(c.Brought.Parties, e)
			}
		}
		if a.Reports > 0 {
			m, err := b.Store.AttributionsOf(ctx, graph.AttributionsOfClaim, []string{c.ID}, graph.Page{First: a.Reports})
			if err != nil {
				return err
			}
			c.Brought.Reports = m[c.ID]
			for i, x := range m[c.ID].Items {
				if a.FewReports {
					m[c.ID].Items[i] = graph.FewOfAttribution(x)
				}
			}
		}
		if l := a.Links; l != nil {
			m, err := b.LinksOf(graph.WithAlong(ctx, l.Other), l.Direction, []string{c.ID}, l.Kinds, graph.Page{First: l.First})
			if err != nil {
				return err
			}
			c.Brought.Links = m[c.ID]
		}
		if a.Few {
			few := graph.FewOfClaim(c)
			few.Brought = c.Brought
			*c = *few
		}
	}
	return nil
}

func (b bringing) Claims(ctx context.Context, ids []string) (map[string]*graph.Claim, error) {
	m, err := b.Store.Claims(ctx, ids)
	for _, c := range m {
		if err == nil {
			err = b.add(ctx, c)
		}
	}
	return m, err
}

func (b bringing) ListClaims(ctx context.Context, f graph.ClaimFilter, p graph.Page) (graph.Slice[graph.Claim], error) {
	s, err := b.Store.ListClaims(ctx, f, p)
	if err == nil {
		err = b.add(ctx, s.Items...)
	}
	return s, err
}

func (b bringing) ClaimsOf(ctx context.Context, from graph.ClaimParent, ids []string, f graph.ClaimFilter, p graph.Page) (map[string]graph.Slice[graph.Claim], error) {
	m, err := b.Store.ClaimsOf(ctx, from, ids, f, p)
	for _, s := range m {
		if err == nil {
			err = b.add(ctx, s.Items...)
		}
	}
	return m, err
}

func (b bringing) LinksOf(ctx context.Context, d graph.LinkDirection, ids []string, kinds []graph.LinkKind, p graph.Page) (map[string]graph.Slice[graph.Link], error) {
	m, err := b.Store.LinksOf(ctx, d, ids, kinds, p)
	for _, s := range m {
		for _, l := range s.Items {
			if err == nil {
				err = b.add(ctx, l.Other)
			}
		}
	}
	return m, err
}

func (b bringing) AttributionsOf(ctx context.Context, from graph.AttributionParent, ids []string, p graph.Page) (map[string]graph.Slice[graph.Attribution], error) {
	m, err := b.Store.AttributionsOf(ctx, from, ids, p)
	a := graph.AlongOf(ctx).Claim
	for _, s := range m {
		for i, x := range s.Items {
			if err != nil || a == nil {
				return m, err
			}
			if graph.AlongOf(ctx).Few {
				x = graph.FewOfAttribution(x)
				s.Items[i] = x
			}
			var claims map[string]*graph.Claim
			claims, err = b.Claims(graph.WithAlong(ctx, *a), []string{x.ClaimID})
			x.Reported = claims[x.ClaimID]
		}
	}
	return m, err
}

func (b bringing) WhoToWhom(ctx context.Context, f graph.ClaimFilter, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	s, err := b.Store.WhoToWhom(ctx, f, by, p)
	for _, d := range s.Items {
		if err == nil && graph.AlongOf(ctx).Parties {
			var m map[string]*graph.Entity
			m, err = b.Store.Entities(ctx, []string{d.SourceID, d.TargetID})
			d.Parties = []*graph.Entity{m[d.SourceID], m[d.TargetID]}
		}
	}
	return s, err
}

// A store that brings all that is asked of claims answers the same as one that brings a
// part, in fewer reads.
func TestReadsOfAStoreThatBringsAlong(t *testing.T) {
	const report = `{ totalCount nodes { confidence article { title publisher { name } } } }`
	tests := []struct {
		name, query  string
		part, brings int64
	}{
		{"who accused whom", `{ whoAccusedWhom(first: 20) { nodes { sources { name } targets { name } reports(first: 1) ` + report + ` } } }`, 2, 1},
		{"by edges", `{ claims(first: 20) { edges { node { sources { name } reports { nodes { id } } } } } }`, 2, 1},
		{"by fragments", `query ($n: Int = 2) { claims(first: 20) { ...page } }
			fragment page on ClaimConnection { nodes { ... on Claim { ...who } reports(first: $n) ` + report + ` } }
			fragment who on Claim { targets { name } }`, 2, 1},
		{"left out", `query ($no: Boolean = false) { claims(first: 20) { nodes { id sources @include(if: $no) { name } } } }`, 1, 1},
		{"two pages of reports", `{ claims(first: 20) { nodes { a: reports(first: 1) ` + report + ` b: reports(first: 2) ` + report + ` } } }`, 2, 2},
		{"the last reports", `{ claims(first: 20) { nodes { reports(last: 1) ` + report + ` } } }`, 2, 2},
		{"answers", `{ claims(first: 20, filter: {denied: true}) { nodes { sources { name } reports(first: 5) ` + report + `
			links(direction: IN, first: 20) { nodes { kind claim { sources { name } reports(first: 1) ` + report + ` } } } } } }`, 3, 1},
		{"answers by variables", `query ($d: LinkDirection = OUT, $k: [LinkKind!] = [DENIES, REPEATS]) { claims(first: 20, filter: {denied: true}) { nodes {
			links(direction: $d, kinds: $k, first: 2) { edges { node { kind claim { targets { name } } } } } denials(first: 2) { nodes { claim { id } } } } } }`, 3, 2},
		{"links of both ways", `{ claims(first: 20) { nodes { links(kinds: DENIES) { nodes { claim { id } } } } } }`, 3, 3},
		{"denials of denials", `{ claims(first: 20) { nodes { denials { nodes { claim { denials { nodes { claim { id } } } } } } } } }`, 2, 2},
		{"who to whom", `{ whoToWhom(first: 20) { nodes { claimCount source { name } target { name } } } }`, 2, 1},
		{"claims of entities", `{ entities(first: 20) { nodes { claimsMade(first: 5) { nodes { targets { name } } } } } }`, 3, 2},
		{"claims of an article", `{ articles(first: 5) { nodes { attributions(first: 10) { nodes { claim { sources { name } } } } } } }`, 3, 2},
		{"few of parties", `{ claims(first: 20) { nodes { sources { __typename id name kind } targets { name claimsReceived(first: 2) { nodes { id } } } } } }`, 3, 2},
		{"few and more of parties", `{ claims(first: 20) { nodes { sources { id } targets { aliases } } } }`, 2, 1},
		{"more of some parties", `{ claims(first: 20) { nodes { sources { ... on Person { roles { title } } ... on Country { countryCode } } } } }`, 3, 2},
		{"few of claims", `{ claims(first: 20) { nodes { id act proposition firstPublished confidence reportCount sources { name } } edges { cursor } pageInfo { endCursor } totalCount } }`, 3, 2},
		{"few and more of claims", `{ a: claims(first: 20) { nodes { id } edges { node { terms: proposition modality } } } b: claims(first: 20, by: ORIGINS) { edges { cursor node { id } } } }`, 2, 2},
		{"few of reports", `{ claims(first: 20) { nodes { reports(first: 1) { nodes { id article { id title url published publisher { name domain } } } edges { cursor } pageInfo { endCursor } } } } }`, 1, 1},
		{"few and more of reports", `{ claims(first: 20) { nodes { a: reports(first: 1) { nodes { id article { id } } } b: reports(first: 1) { edges { node { rule article { lang } } } } } } }`, 1, 1},
		{"more of articles of reports", `{ claims(first: 20) { nodes { reports(first: 1) { nodes { a: article { id } b: article { byline } } } } } }`, 1, 1},
		{"few and more of answers", `{ claims(first: 20, filter: {denied: true}) { nodes { a: denials(first: 5) { nodes { claim { id } } } b: denials(first: 5) { nodes { claim { polarity } } } } } }`, 1, 1},
		{"few and more of claims of an article", `{ articles(first: 5) { nodes { attributions(first: 10) { nodes { a: claim { id } b: claim { modality } } } } } }`, 2, 2},
		{"cursors of an article", `{ articles(first: 5) { nodes { attributions(first: 10) { edges { cursor node { claim { id } } } nodes { claim { id } } pageInfo { endCursor } } } } }`, 2, 2},
		{"few of an article", `{ articles(first: 5) { nodes { attributions(first: 10) { nodes { id claim { id act reports(first: 2) { nodes { id } } } } } } } }`, 2, 2},
		{"words of an article", `{ articles(first: 5) { nodes { attributions(first: 10) { nodes { confidence } } } } }`, 2, 2},
	}
	sample := sampleStore(t, 60)
	judgeAtRandom(t, sample, 80)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want, reads := countReads(t, sample, tt.query)
			got, fewer := countReads(t, bringing{sample}, tt.query)
			if got != want {
				t.Errorf("got %s\nwant %s", got, want)
			}
			if reads != tt.part || fewer != tt.brings {
				t.Errorf("%d reads, %d of a store that brings all along, want %d and %d", reads, fewer, tt.part, tt.brings)
			}
		})
	}
}

func countReads(t *testing.T, s graph.Store, query string) (data string, reads int64) {
	t.Helper()
	store := &counting{Store: s}
	a := ask(t, New(store, Options{}), query)
	if len(a.Errors) > 0 {
		t.Fatalf("%+v", a.Errors)
	}
	return string(a.Data), store.reads.Load()
}
