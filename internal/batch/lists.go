package batch

import (
	"context"

	"hearsay/graph"
)

// Claims returns a page of the claims that the filter matches.
func (r *Reader) Claims(ctx context.Context, f graph.ClaimFilter, w Window) (*ClaimConnection, error) {
	s, err := r.Store.ListClaims(ctx, f, w.Page)
	if err != nil {
		return nil, err
	}
	s = inOrder(s, w.Page)
	place := func(c *graph.Claim) graph.Cursor { return c.CursorIn(w.Page.By) }
	return &ClaimConnection{connect(s, w, place, r.counter(f)), wrapClaims(s.Items)}, nil
}

// NoClaims returns the page of a list that is known to be empty.
func (r *Reader) NoClaims() *ClaimConnection { return &ClaimConnection{Connection: None()} }

// Articles returns a page of the articles that the filter matches.
func (r *Reader) Articles(ctx context.Context, f graph.ArticleFilter, w Window) (*ArticleConnection, error) {
	s, err := r.Store.ListArticles(ctx, f, w.Page)
	if err != nil {
		return nil, err
	}
	s = inOrder(s, w.Page)
	return &ArticleConnection{connect(s, w, (*graph.Article).Cursor, r.counter(f)), wrapArticles(s.Items)}, nil
}

// Entities returns a page of the entities that the filter matches.
func (r *Reader) Entities(ctx context.Context, f graph.EntityFilter, w Window) (*EntityConnection, error) {
	s, err := r.Store.ListEntities(ctx, f, w.Page)
	if err != nil {
		return nil, err
	}
	s = inOrder(s, w.Page)
	return &EntityConnection{connect(s, w, (*graph.Entity).Cursor, r.counter(f)), wrapEntities(s.Items)}, nil
}

// Events returns a page of the events that the filter matches.
func (r *Reader) Events(ctx context.Context, f graph.EventFilter, w Window) (*EventConnection, error) {
	s, err := r.Store.ListEvents(ctx, f, w.Page)
	if err != nil {
		return nil, err
	}
	s = inOrder(s, w.Page)
	return &EventConnection{connect(s, w, (*graph.Event).Cursor, r.counter(f)), wrapEvents(s.Items)}, nil
}

// Exchanges returns a page of the links that the filter matches, each with its two claims.
func (r *Reader) Exchanges(ctx context.Context, f graph.LinkFilter, w Window) (*ExchangeConnection, error) {
	s, err := r.Store.ListLinks(ctx, f, w.Page)
	if err != nil {
		return nil, err
	}
	s = inOrder(s, w.Page)
	ids := unique(s.Items, func(l *graph.Link) []string { return []string{l.FromID, l.ToID} })
	claims, err := lookUp(ctx, ids, r.Store.Claims, wrapClaims)
	if err != nil {
		return nil, err
	}
	out := &ExchangeConnection{}
	g := &Group[*Exchange]{}
	kept := graph.Slice[graph.Link]{More: s.More}
	for _, l := range s.Items {
		from, to := claims[l.FromID], claims[l.ToID]
		if from == nil || to == nil {
			continue // gone between the two reads
		}
		kept.Items = append(kept.Items, l)
		g.items = append(g.items, &Exchange{link: l, Accusation: to, Answer: from, Confidence: l.Confidence, group: g})
	}
	out.Nodes = g.items
	out.Connection = connect(kept, w, (*graph.Link).Cursor, r.counter(f))
	return out, nil
}

// NoExchanges returns the page of a list that is known to be empty.
func (r *Reader) NoExchanges() *ExchangeConnection { return &ExchangeConnection{Connection: None()} }

func (r *Reader) counter(filter any) func(context.Context) (int, error) {
	return func(ctx context.Context) (int, error) { return r.Store.Count(ctx, filter) }
}

// None is the shared part of a list that is known to be empty.
func None() Connection {
	return Connection{PageInfo: &PageInfo{}, count: func(context.Context) (int, error) { return 0, nil }}
}

// Node returns the node of any type with this ID, nil where there is none.
func (r *Reader) Node(ctx context.Context, id string) (Node, error) {
	nodes, err := r.Nodes(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	return nodes[0], nil
}

// Nodes returns the nodes with these IDs, in order, nil where there is none. It makes
// one read for each type that occurs.
func (r *Reader) Nodes(ctx context.Context, ids []string) ([]Node, error) {
	byType := map[string][]string{}
	for _, id := range unique(ids, func(id string) []string { return []string{id} }) {
		t := graph.IDType(id)
		byType[t] = append(byType[t], id)
	}
	found := map[string]Node{}
	for _, err := range []error{
		find(ctx, found, byType[graph.PrefixArticle], r.Store.Articles, wrapArticles),
		find(ctx, found, byType[graph.PrefixClaim], r.Store.Claims, wrapClaims),
		find(ctx, found, byType[graph.PrefixAttribution], r.Store.Attributions, wrapAttributions),
		find(ctx, found, byType[graph.PrefixEvent], r.Store.Events, wrapEvents),
		find(ctx, found, byType[graph.PrefixEntity], r.Store.Entities, wrapEntities),
		find(ctx, found, byType[graph.PrefixJudgement], r.Store.Judgements, wrapJudgements),
	} {
		if err != nil {
			return nil, err
		}
	}
	out := make([]Node, len(ids))
	for i, id := range ids {
		out[i] = found[id]
	}
	return out, nil
}

func find[G any, N Node](ctx context.Context, into map[string]Node, ids []string,
	fetch func(context.Context, []string) (map[string]*G, error), wrap func([]*G) []N,
) error {
	nodes, err := lookUp(ctx, ids, fetch, wrap)
	for id, n := range nodes {
		into[id] = n
	}
	return err
}
