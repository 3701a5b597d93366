package batch

import (
	"context"
	"slices"

	"hearsay/graph"
)

// Window is the page that a connection shows.
type Window struct {
	Page graph.Page
	// Encode makes the opaque cursor of a place in this list.
	Encode func(graph.Cursor) string
}

// Connection is what all connections share. Cursors are made where they are asked
// for: sealing them costs more than the rest of an edge.
type Connection struct {
	PageInfo *PageInfo
	places   []Place
	count    func(context.Context) (int, error)
}

// Place is where an item stands in its list.
type Place struct {
	at     graph.Cursor
	encode func(graph.Cursor) string
}

// Cursor returns the opaque cursor of the place.
func (p *Place) Cursor() string { return p.encode(p.at) }

// TotalCount counts the whole list; nothing is read before it is asked for.
func (c *Connection) TotalCount(ctx context.Context) (int, error) { return c.count(ctx) }

// PageInfo tells where a page lies in its list.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	start, end                   *Place
}

// StartCursor returns the cursor of the first item, nil on an empty page.
func (p *PageInfo) StartCursor() *string { return cursorOf(p.start) }

// EndCursor returns the cursor of the last item, nil on an empty page.
func (p *PageInfo) EndCursor() *string { return cursorOf(p.end) }

func cursorOf(p *Place) *string {
	if p == nil {
		return nil
	}
	c := p.Cursor()
	return &c
}

// inOrder turns a slice that was read backwards into the order of the list.
func inOrder[G any](s graph.Slice[G], p graph.Page) graph.Slice[G] {
	if p.Backward {
		s.Items = slices.Clone(s.Items)
		slices.Reverse(s.Items)
	}
	return s
}

// connect makes the shared part of a connection from a slice in the order of the list.
func connect[G any](s graph.Slice[G], w Window, place func(*G) graph.Cursor, count func(context.Context) (int, error)) Connection {
	c := Connection{PageInfo: &PageInfo{}, places: make([]Place, len(s.Items)), count: count}
	for i, it := range s.Items {
		c.places[i] = Place{place(it), w.Encode}
	}
	// The place that a page was asked from is taken to hold an item still.
	beyond := w.Page.After != nil
	if !beyond && !s.More {
		// the page is the whole list
		c.count = func(context.Context) (int, error) { return len(s.Items), nil }
	}
	c.PageInfo.HasNextPage, c.PageInfo.HasPreviousPage = s.More, beyond
	if w.Page.Backward {
		c.PageInfo.HasNextPage, c.PageInfo.HasPreviousPage = beyond, s.More
	}
	if n := len(c.places); n > 0 {
		c.PageInfo.start, c.PageInfo.end = &c.places[0], &c.places[n-1]
	}
	return c
}

func edges[N, E any](nodes []N, c Connection, make_ func(*Place, N) E) []E {
	out := make([]E, len(nodes))
	for i, n := range nodes {
		out[i] = make_(&c.places[i], n)
	}
	return out
}

// split wraps the items of all parents as one group and hands them back by parent.
func split[G, N any](found map[string]graph.Slice[G], ids []string, p graph.Page, wrap func([]*G) []N) (map[string]graph.Slice[G], map[string][]N) {
	slicesOf := make(map[string]graph.Slice[G], len(found))
	var all []*G
	for _, id := range ids {
		if _, again := slicesOf[id]; again {
			continue
		}
		s := inOrder(found[id], p)
		slicesOf[id] = s
		all = append(all, s.Items...)
	}
	nodes, nodesOf := wrap(all), make(map[string][]N, len(ids))
	for _, id := range ids {
		if _, again := nodesOf[id]; again {
			continue
		}
		n := len(slicesOf[id].Items)
		nodesOf[id], nodes = nodes[:n:n], nodes[n:]
	}
	return slicesOf, nodesOf
}

// countAll counts a list by walking it in the largest pages, for lists that the store
// does not count.
func countAll[G any](place func(*G) graph.Cursor, fetch func(graph.Page) (graph.Slice[G], error)) (int, error) {
	p, n := graph.Page{First: graph.MaxPage}, 0
	for {
		s, err := fetch(p)
		if err != nil {
			return 0, err
		}
		n += len(s.Items)
		if !s.More || len(s.Items) == 0 {
			return n, nil
		}
		after := place(s.Items[len(s.Items)-1])
		p.After = &after
	}
}

// ClaimEdge is a claim and its place.
type ClaimEdge struct {
	*Place
	Node *Claim
}

// ClaimConnection is a page of claims.
type ClaimConnection struct {
	Connection
	Nodes []*Claim
}

// Edges returns the claims with their cursors.
func (c *ClaimConnection) Edges() []*ClaimEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *Claim) *ClaimEdge { return &ClaimEdge{p, n} })
}

// AttributionEdge is an attribution and its place.
type AttributionEdge struct {
	*Place
	Node *Attribution
}

// AttributionConnection is a page of attributions.
type AttributionConnection struct {
	Connection
	Nodes []*Attribution
}

// Edges returns the attributions with their cursors.
func (c *AttributionConnection) Edges() []*AttributionEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *Attribution) *AttributionEdge { return &AttributionEdge{p, n} })
}

// ArticleEdge is an article and its place.
type ArticleEdge struct {
	*Place
	Node *Article
}

// ArticleConnection is a page of articles.
type ArticleConnection struct {
	Connection
	Nodes []*Article
}

// Edges returns the articles with their cursors.
func (c *ArticleConnection) Edges() []*ArticleEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *Article) *ArticleEdge { return &ArticleEdge{p, n} })
}

// EntityEdge is an entity and its place.
type EntityEdge struct {
	*Place
	Node Entity
}

// EntityConnection is a page of entities.
type EntityConnection struct {
	Connection
	Nodes []Entity
}

// Edges returns the entities with their cursors.
func (c *EntityConnection) Edges() []*EntityEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n Entity) *EntityEdge { return &EntityEdge{p, n} })
}

// EventEdge is an event and its place.
type EventEdge struct {
	*Place
	Node *Event
}

// EventConnection is a page of events.
type EventConnection struct {
	Connection
	Nodes []*Event
}

// Edges returns the events with their cursors.
func (c *EventConnection) Edges() []*EventEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *Event) *EventEdge { return &EventEdge{p, n} })
}

// MentionEdge is a mention and its place.
type MentionEdge struct {
	*Place
	Node *Mention
}

// MentionConnection is a page of mentions.
type MentionConnection struct {
	Connection
	Nodes []*Mention
}

// Edges returns the mentions with their cursors.
func (c *MentionConnection) Edges() []*MentionEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *Mention) *MentionEdge { return &MentionEdge{p, n} })
}

// ClaimLinkEdge is a link and its place.
type ClaimLinkEdge struct {
	*Place
	Node *ClaimLink
}

// ClaimLinkConnection is a page of links.
type ClaimLinkConnection struct {
	Connection
	Nodes []*ClaimLink
}

// Edges returns the links with their cursors.
func (c *ClaimLinkConnection) Edges() []*ClaimLinkEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *ClaimLink) *ClaimLinkEdge { return &ClaimLinkEdge{p, n} })
}

// ExchangeEdge is an exchange and its place.
type ExchangeEdge struct {
	*Place
	Node *Exchange
}

// ExchangeConnection is a page of exchanges.
type ExchangeConnection struct {
	Connection
	Nodes []*Exchange
}

// Edges returns the exchanges with their cursors.
func (c *ExchangeConnection) Edges() []*ExchangeEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *Exchange) *ExchangeEdge { return &ExchangeEdge{p, n} })
}

// DyadEdge is a row of the matrix and its place.
type DyadEdge struct {
	*Place
	Node *Dyad
}

// DyadConnection is a page of the matrix.
type DyadConnection struct {
	Connection
	Nodes []*Dyad
}

// Edges returns the rows with their cursors.
func (c *DyadConnection) Edges() []*DyadEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *Dyad) *DyadEdge { return &DyadEdge{p, n} })
}
