package batch

import (
	"context"
	"maps"
	"slices"

	"hearsay/graph"
)

func dyadCursor(by graph.Measure) func(*graph.Dyad) graph.Cursor {
	return func(d *graph.Dyad) graph.Cursor { return d.Cursor(by) }
}

// WhoToWhom returns a page of the matrix of sources and targets.
func (r *Reader) WhoToWhom(ctx context.Context, f graph.ClaimFilter, by graph.Measure, w Window) (*DyadConnection, error) {
	s, err := r.Store.WhoToWhom(graph.WithAlong(ctx, graph.Along{Parties: true}), f, by, w.Page)
	if err != nil {
		return nil, err
	}
	s = inOrder(s, w.Page)
	found, err := r.dyadParties(ctx, s.Items)
	if err != nil {
		return nil, err
	}
	source := wrapFound(found, unique(s.Items, func(d *graph.Dyad) []string { return []string{d.SourceID} }), wrapEntities)
	target := wrapFound(found, unique(s.Items, func(d *graph.Dyad) []string { return []string{d.TargetID} }), wrapEntities)
	out := &DyadConnection{}
	g := &Group[pairNode]{}
	kept := graph.Slice[graph.Dyad]{More: s.More}
	for _, d := range s.Items {
		if source[d.SourceID] == nil || target[d.TargetID] == nil {
			continue // gone between the two reads
		}
		kept.Items = append(kept.Items, d)
		x := &Dyad{Dyad: d, Source: source[d.SourceID], Target: target[d.TargetID], group: g, filter: f}
		out.Nodes, g.items = append(out.Nodes, x), append(g.items, x)
	}
	out.Connection = connect(kept, w, dyadCursor(by), func(ctx context.Context) (int, error) {
		return countAll(dyadCursor(by), func(p graph.Page) (graph.Slice[graph.Dyad], error) {
			return r.Store.WhoToWhom(ctx, f, by, p)
		})
	})
	return out, nil
}

// dyadParties returns sources and targets of dyads.
func (r *Reader) dyadParties(ctx context.Context, items []*graph.Dyad) (map[string]*graph.Entity, error) {
	found := map[string]*graph.Entity{}
	for _, d := range items {
		for _, e := range d.Parties {
			found[e.ID] = e
		}
	}
	missing := unique(items, func(d *graph.Dyad) []string { return []string{d.SourceID, d.TargetID} })
	missing = slices.DeleteFunc(missing, func(id string) bool { return found[id] != nil })
	if len(missing) == 0 {
		return found, nil
	}
	more, err := r.Store.Entities(ctx, missing)
	maps.Copy(found, more)
	return found, err
}

// NoDyads returns the page of a list that is known to be empty.
func (r *Reader) NoDyads() *DyadConnection { return &DyadConnection{Connection: None()} }

// pairNode is anything that stands for the claims of one actor about another.
type pairNode interface{ pair() graph.Pair }

// DyadClaims returns a page of the claims that a row counts.
func (r *Reader) DyadClaims(ctx context.Context, key any, d *Dyad, w Window) (*ClaimConnection, error) {
	return r.claimsBetween(ctx, d.group, key, d.pair(), d.filter, w, d.Claims)
}

// claimsBetween reads a page of the claims of each pair of a group; known is how many
// this one has.
func (r *Reader) claimsBetween(ctx context.Context, g *Group[pairNode], key any, of graph.Pair, f graph.ClaimFilter, w Window, known int) (*ClaimConnection, error) {
	type pages struct {
		slices map[string]graph.Slice[graph.Claim]
		nodes  map[string][]*Claim
	}
	all, err := once(ctx, g, key, func(ctx context.Context, items []pairNode) (*pages, error) {
		var pairs []graph.Pair
		var keys []string
		for _, x := range items {
			pairs, keys = append(pairs, x.pair()), append(keys, pairKey(x.pair()))
		}
		m, err := r.Store.ClaimsBetween(ctx, pairs, f, w.Page)
		if err != nil {
			return nil, err
		}
		found := make(map[string]graph.Slice[graph.Claim], len(m))
		for p, s := range m {
			found[pairKey(p)] = s
		}
		out := &pages{}
		out.slices, out.nodes = split(found, keys, w.Page, wrapClaims)
		return out, nil
	})
	if err != nil {
		return nil, err
	}
	count := func(context.Context) (int, error) { return known, nil }
	return &ClaimConnection{connect(all.slices[pairKey(of)], w, (*graph.Claim).Cursor, count), all.nodes[pairKey(of)]}, nil
}

func pairKey(p graph.Pair) string { return p.SourceID + " " + p.TargetID }
