package graphtest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"hearsay/graph"
)

// dyadCursor returns the place of a dyad by a measure.
func dyadCursor(by graph.Measure) func(*graph.Dyad) graph.Cursor {
	return func(d *graph.Dyad) graph.Cursor { return d.Cursor(by) }
}

// measures are what dyads are ranked by, with their places.
var measures = map[graph.Measure]func(*graph.Dyad) graph.Cursor{graph.ByClaims: dyadCursor(graph.ByClaims),
	graph.ByArticles: dyadCursor(graph.ByArticles), graph.ByOrigins: dyadCursor(graph.ByOrigins)}

var accusing = []graph.SpeechAct{graph.ActAccuse, graph.ActCriticize}

func dyadTests(t *testing.T, open func(*testing.T) graph.Store) {
	records := Samples(30, 1)
	for i, r := range records[:10] {
		records = append(records, reprint(r, fmt.Sprintf("https://reprint.example/%d", i)))
	}
	s, w := open(t), modelOf(records).world()
	put(t, s, records...)
	source, target := w.claims[0].SourceIDs, w.claims[0].TargetIDs
	filters := []graph.ClaimFilter{{}, {Acts: accusing}, {Acts: accusing[:1]}, {SourceIDs: []string{w.entities[0].ID}},
		{Acts: accusing, TargetIDs: []string{w.entities[1].ID, w.entities[2].ID}}, {Acts: accusing[:1], SourceIDs: source, TargetIDs: target},
		{TargetIDs: []string{w.entities[3].ID}, Text: "ferry"}, {HasSource: ptr(true)}, {HasTarget: ptr(false)}}
	for i, f := range claimFilters(w) {
		if i%5 == 0 {
			filters = append(filters, f)
		}
	}
	for i, f := range filters {
		want := w.dyads(f)
		for by, cursor := range measures {
			if i >= 9 && by == graph.ByArticles {
				continue // the plan is that of origins
			}
			for _, p := range []graph.Page{{First: 8}, {First: 9, Desc: true, Backward: true}, {First: 7, Desc: true}} {
				got := all(t, p, cursor, func(ctx context.Context, p graph.Page) (graph.Slice[graph.Dyad], error) {
					return s.WhoToWhom(ctx, f, by, p)
				})
				whole := p
				whole.First = graph.MaxPage
				equal(t, fmt.Sprintf("WhoToWhom(%+v, %s, %+v)", f, by, p), got, paginate(want, cursor, whole).Items)
			}
		}
	}
}

func networkTests(t *testing.T, open func(*testing.T) graph.Store) {
	s, w := filled(t, open, 30)
	entities := ids(w.entities, func(x *graph.Entity) string { return x.ID })
	some, others := append([]string{"none"}, entities[:8]...), entities[5:]
	for _, acts := range [][]graph.SpeechAct{nil, accusing[:1], accusing} {
		for _, q := range []graph.TieQuery{{SourceIDs: some}, {TargetIDs: some}, {SourceIDs: some, TargetIDs: others}, {SourceIDs: []string{}},
			{SourceIDs: some, ByAct: true}, {SourceIDs: entities[:1], TargetIDs: entities, ByAct: true}} {
			q.Acts = acts
			got, err := s.Ties(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, fmt.Sprintf("Ties(%+v)", q), got, w.ties(q))
		}
		for _, d := range []graph.LinkDirection{graph.LinksOut, graph.LinksIn} {
			for _, most := range []int{1, 2, graph.MaxPage} {
				got, err := s.TiesOf(t.Context(), d, shuffled(entities), acts, most)
				if err != nil {
					t.Fatal(err)
				}
				equal(t, fmt.Sprintf("TiesOf(%s, %v, %d)", d, acts, most), got, w.tiesOf(d, acts, most))
			}
		}
	}
	var pairs []string
	for _, d := range w.dyads(graph.ClaimFilter{}) {
		pairs = append(pairs, d.SourceID+" "+d.TargetID)
	}
	of := func(c *graph.Claim) (out []string) {
		for _, s := range c.SourceIDs {
			for _, t := range c.TargetIDs {
				out = append(out, s+" "+t)
			}
		}
		return out
	}
	for _, f := range []graph.ClaimFilter{{}, {Acts: accusing}, {Text: "ferry", Denied: ptr(false)}} {
		edges(t, fmt.Sprintf("ClaimsBetween %+v", f), pairs, filter(w.claims, w.matchClaim(f)), of, (*graph.Claim).Cursor,
			func(ctx context.Context, ids []string, p graph.Page) (map[string]graph.Slice[graph.Claim], error) {
				return between(ctx, s, ids, f, p)
			})
	}
}

// between asks for the claims of pairs that are written as one text.
func between(ctx context.Context, s graph.Store, ids []string, f graph.ClaimFilter, p graph.Page) (map[string]graph.Slice[graph.Claim], error) {
	var pairs []graph.Pair
	for _, id := range ids {
		var x graph.Pair
		if _, err := fmt.Sscan(id+" none", &x.SourceID, &x.TargetID); err != nil {
			return nil, err
		}
		pairs = append(pairs, x)
	}
	found, err := s.ClaimsBetween(ctx, pairs, f, p)
	if err != nil {
		return nil, err
	}
	out := map[string]graph.Slice[graph.Claim]{}
	for x, slice := range found {
		out[x.SourceID+" "+x.TargetID] = slice
	}
	return out, nil
}

func (w *world) ties(q graph.TieQuery) []*graph.Dyad {
	counts := map[string]*graph.Dyad{}
	for _, c := range w.claims {
		for _, s := range c.SourceIDs {
			for _, t := range c.TargetIDs {
				if !oneOf(q.Acts, c.Act) || q.SourceIDs != nil && !slices.Contains(q.SourceIDs, s) || q.TargetIDs != nil && !slices.Contains(q.TargetIDs, t) {
					continue
				}
				d := &graph.Dyad{SourceID: s, TargetID: t}
				if q.ByAct {
					d.Act = c.Act
				}
				k := s + " " + t + " " + string(d.Act)
				if counts[k] == nil {
					counts[k] = d
				}
				counts[k].Claims++
			}
		}
	}
	return byID(counts)
}

func (w *world) tiesOf(d graph.LinkDirection, acts []graph.SpeechAct, most int) map[string][]*graph.Dyad {
	sums := map[string]*graph.Dyad{}
	filters := []graph.ClaimFilter{{}}
	for i, a := range acts {
		filters = append(filters[:i], graph.ClaimFilter{Acts: []graph.SpeechAct{a}})
	}
	for _, f := range filters {
		for _, d := range w.dyads(f) {
			k := d.SourceID + " " + d.TargetID
			x := sums[k]
			if x == nil {
				sums[k] = d
				continue
			}
			x.Claims, x.Articles, x.Origins = x.Claims+d.Claims, x.Articles+d.Articles, x.Origins+d.Origins
			x.FirstPublished, x.LastPublished = earliest(x.FirstPublished, d.FirstPublished), max(x.LastPublished, d.LastPublished)
		}
	}
	out := map[string][]*graph.Dyad{}
	for _, x := range slices.SortedFunc(maps.Values(sums), func(a, b *graph.Dyad) int {
		return cmp.Or(cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.SourceID, b.SourceID), cmp.Compare(a.TargetID, b.TargetID))
	}) {
		of := x.SourceID
		if d == graph.LinksIn {
			of = x.TargetID
		}
		if len(out[of]) < most {
			out[of] = append(out[of], x)
		}
	}
	return out
}

// invalidNetworks are calls that must be refused.
func invalidNetworks(s graph.Store, ids []string) map[string]func(context.Context) error {
	ok := graph.Page{First: 10}
	return map[string]func(context.Context) error{
		"measure of dyads": func(ctx context.Context) error { return second(s.WhoToWhom(ctx, graph.ClaimFilter{}, "X", ok)) },
		"measure of countries": func(ctx context.Context) error {
			return second(s.CountryToCountry(ctx, graph.ClaimFilter{}, "X", ok))
		},
		"ties of all": func(ctx context.Context) error { return second(s.Ties(ctx, graph.TieQuery{})) },
		"act of ties": func(ctx context.Context) error {
			return second(s.TiesOf(ctx, graph.LinksOut, ids, []graph.SpeechAct{"X"}, 1))
		},
		"number of ties":    func(ctx context.Context) error { return second(s.TiesOf(ctx, graph.LinksOut, ids, nil, 0)) },
		"direction of ties": func(ctx context.Context) error { return second(s.TiesOf(ctx, "X", ids, nil, 1)) },
		"page of claims between": func(ctx context.Context) error {
			return second(s.ClaimsBetween(ctx, nil, graph.ClaimFilter{}, graph.Page{}))
		},
	}
}
