package batch

import (
	"cmp"
	"context"
	"slices"

	"hearsay/graph"
)

// Tie is the claims of one actor about another.
type Tie struct {
	Source, Target Entity
	ClaimCount     int
	acts           []graph.SpeechAct // those that are asked for
	group          *Group[pairNode]
}

func (t *Tie) pair() graph.Pair {
	return graph.Pair{SourceID: t.Source.NodeID(), TargetID: t.Target.NodeID()}
}

// Hop is a step from one actor to another.
type Hop struct {
	From, To   Entity
	ClaimCount int
	Ties       []*Tie
}

// Path is a way from one actor to another.
type Path struct{ Hops []*Hop }

// Actors returns the actors on the path, both ends included.
func (p *Path) Actors() []Entity {
	out := []Entity{p.Hops[0].From}
	for _, h := range p.Hops {
		out = append(out, h.To)
	}
	return out
}

// Neighbour is an actor near another.
type Neighbour struct {
	Entity                                           Entity
	ClaimCount, ArticleCount, OriginCount, PathCount int
	paths                                            []graph.Path
	group                                            *neighbourGroup
}

// neighbourGroup is the neighbours of one page, with the acts that tie them.
type neighbourGroup struct {
	Group[*Neighbour]
	acts []graph.SpeechAct
}

// NeighbourEdge is a neighbour and its place.
type NeighbourEdge struct {
	*Place
	Node *Neighbour
}

// NeighbourConnection is a page of neighbours.
type NeighbourConnection struct {
	Connection
	Nodes []*Neighbour
}

// Edges returns the neighbours with their cursors.
func (c *NeighbourConnection) Edges() []*NeighbourEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *Neighbour) *NeighbourEdge { return &NeighbourEdge{p, n} })
}

// NoNeighbours returns the page of a list that is known to be empty.
func (r *Reader) NoNeighbours() *NeighbourConnection { return &NeighbourConnection{Connection: None()} }

// Paths returns the best paths between actors.
func (r *Reader) Paths(ctx context.Context, q graph.PathQuery) ([]*Path, error) {
	found, err := graph.Paths(ctx, r.Store, q)
	if err != nil {
		return nil, err
	}
	out, err := r.wrapPaths(ctx, found, q.Acts)
	return slices.DeleteFunc(out, func(p *Path) bool { return p == nil }), err
}

// wrapPaths reads the actors of all paths at once; a path of which one is gone by now
// is nil.
func (r *Reader) wrapPaths(ctx context.Context, found []graph.Path, acts []graph.SpeechAct) ([]*Path, error) {
	var hops []graph.Hop
	for _, p := range found {
		hops = append(hops, p...)
	}
	ids := unique(hops, func(h graph.Hop) []string { return []string{h.FromID, h.ToID} })
	actors, err := lookUp(ctx, ids, r.Store.Entities, wrapEntities)
	if err != nil {
		return nil, err
	}
	g := &Group[pairNode]{}
	out := make([]*Path, len(found))
	for i, p := range found {
		path := &Path{}
		for _, h := range p {
			hop := &Hop{From: actors[h.FromID], To: actors[h.ToID], ClaimCount: h.Claims()}
			if hop.From == nil || hop.To == nil {
				path = nil
				break
			}
			if h.Said > 0 {
				hop.Ties = append(hop.Ties, &Tie{hop.From, hop.To, h.Said, acts, g})
			}
			if h.Heard > 0 {
				hop.Ties = append(hop.Ties, &Tie{hop.To, hop.From, h.Heard, acts, g})
			}
			for _, t := range hop.Ties {
				g.items = append(g.items, t)
			}
			path.Hops = append(path.Hops, hop)
		}
		out[i] = path
	}
	return out, nil
}

// Neighbours returns a page of the actors near others.
func (r *Reader) Neighbours(ctx context.Context, q graph.NeighbourQuery, w Window) (*NeighbourConnection, error) {
	all, err := graph.Neighbours(ctx, r.Store, q)
	if err != nil {
		return nil, err
	}
	place := func(x *graph.Neighbour) graph.Cursor { return x.Cursor(q.By) }
	s := within(all, place, w.Page)
	ids := unique(s.Items, func(x *graph.Neighbour) []string { return []string{x.ID} })
	actors, err := lookUp(ctx, ids, r.Store.Entities, wrapEntities)
	if err != nil {
		return nil, err
	}
	s.Items = slices.DeleteFunc(s.Items, func(x *graph.Neighbour) bool { return actors[x.ID] == nil })
	s = inOrder(s, w.Page)
	out := &NeighbourConnection{Connection: connect(s, w, place, func(context.Context) (int, error) { return len(all), nil })}
	g := &neighbourGroup{acts: q.Acts}
	for _, x := range s.Items {
		g.items = append(g.items, &Neighbour{actors[x.ID], x.Claims, x.Articles, x.Origins, len(x.Paths), x.Paths, g})
	}
	out.Nodes = g.items
	return out, nil
}

// within cuts a page out of a whole list that is in order; what is read backwards
// comes nearest first, as from a store.
func within[G any](all []*G, place func(*G) graph.Cursor, p graph.Page) graph.Slice[G] {
	all = slices.Clone(all)
	if p.Backward {
		slices.Reverse(all)
	}
	if p.After != nil {
		all = slices.DeleteFunc(all, func(x *G) bool {
			c := place(x)
			order := cmp.Or(cmp.Compare(c.Key, p.After.Key), cmp.Compare(c.ID, p.After.ID))
			return order == 0 || (order < 0) != p.Backward
		})
	}
	if len(all) > p.First {
		return graph.Slice[G]{Items: all[:p.First], More: true}
	}
	return graph.Slice[G]{Items: all}
}

// NeighbourPaths returns the first paths to a neighbour, read for all siblings at once.
func (r *Reader) NeighbourPaths(ctx context.Context, key any, n *Neighbour, first int) ([]*Path, error) {
	all, err := once(ctx, &n.group.Group, key, func(ctx context.Context, items []*Neighbour) (map[string][]*Path, error) {
		var found []graph.Path
		for _, x := range items {
			found = append(found, x.paths[:min(first, len(x.paths))]...)
		}
		paths, err := r.wrapPaths(ctx, found, n.group.acts)
		if err != nil {
			return nil, err
		}
		out := map[string][]*Path{}
		for _, x := range items {
			n := min(first, len(x.paths))
			mine := slices.DeleteFunc(slices.Clone(paths[:n]), func(p *Path) bool { return p == nil })
			out[x.Entity.NodeID()], paths = mine, paths[n:]
		}
		return out, nil
	})
	return all[n.Entity.NodeID()], err
}

// TieActs counts the claims of a tie by act, for all ties at once.
func (r *Reader) TieActs(ctx context.Context, t *Tie) ([]*ActCount, error) {
	all, err := once(ctx, t.group, ref("acts"), func(ctx context.Context, items []pairNode) (map[graph.Pair][]*ActCount, error) {
		q := graph.TieQuery{Acts: t.acts, ByAct: true,
			SourceIDs: unique(items, func(x pairNode) []string { return []string{x.pair().SourceID} }),
			TargetIDs: unique(items, func(x pairNode) []string { return []string{x.pair().TargetID} })}
		dyads, err := r.Store.Ties(ctx, q)
		out := map[graph.Pair][]*ActCount{}
		for _, d := range dyads {
			p := graph.Pair{SourceID: d.SourceID, TargetID: d.TargetID}
			out[p] = append(out[p], &ActCount{d.Act, d.Claims})
		}
		for _, counts := range out {
			slices.SortFunc(counts, func(a, b *ActCount) int {
				return cmp.Compare(slices.Index(graph.Acts, a.Act), slices.Index(graph.Acts, b.Act))
			})
		}
		return out, err
	})
	return all[t.pair()], err
}

// TieClaims returns a page of the claims of a tie.
func (r *Reader) TieClaims(ctx context.Context, key any, t *Tie, w Window) (*ClaimConnection, error) {
	return r.claimsBetween(ctx, t.group, key, t.pair(), graph.ClaimFilter{Acts: t.acts}, w, t.ClaimCount)
}
