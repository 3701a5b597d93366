package batch

import (
	"context"

	"hearsay/graph"
)

// Counts is how many claims there are of something, and when.
type Counts struct{ *graph.Dyad }

// ClaimCount returns how many claims there are.
func (c Counts) ClaimCount() int { return c.Claims }

// ArticleCount returns how many articles report them.
func (c Counts) ArticleCount() int { return c.Articles }

// OriginCount returns how many independent origins report them.
func (c Counts) OriginCount() int { return c.Origins }

// ActorRank is an actor that is ranked.
type ActorRank struct {
	Counts
	Actor Entity
}

// CountryRank is a country that is ranked.
type CountryRank struct{ Counts }

// Country returns its code.
func (r *CountryRank) Country() string { return r.SourceID }

// EventRank is an event that is ranked.
type EventRank struct {
	Counts
	Event *Event
}

// PublisherRank is a publisher that is ranked.
type PublisherRank struct{ Counts }

// Publisher returns its name.
func (r *PublisherRank) Publisher() string { return r.SourceID }

// ActorRankEdge is an actor that is ranked and its place.
type ActorRankEdge struct {
	*Place
	Node *ActorRank
}

// ActorRankConnection is a page of actors that are ranked.
type ActorRankConnection struct {
	Connection
	Nodes []*ActorRank
}

// Edges returns the actors with their cursors.
func (c *ActorRankConnection) Edges() []*ActorRankEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *ActorRank) *ActorRankEdge { return &ActorRankEdge{p, n} })
}

// CountryRankEdge is a country that is ranked and its place.
type CountryRankEdge struct {
	*Place
	Node *CountryRank
}

// CountryRankConnection is a page of countries that are ranked.
type CountryRankConnection struct {
	Connection
	Nodes []*CountryRank
}

// Edges returns the countries with their cursors.
func (c *CountryRankConnection) Edges() []*CountryRankEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *CountryRank) *CountryRankEdge { return &CountryRankEdge{p, n} })
}

// EventRankEdge is an event that is ranked and its place.
type EventRankEdge struct {
	*Place
	Node *EventRank
}

// EventRankConnection is a page of events that are ranked.
type EventRankConnection struct {
	Connection
	Nodes []*EventRank
}

// Edges returns the events with their cursors.
func (c *EventRankConnection) Edges() []*EventRankEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *EventRank) *EventRankEdge { return &EventRankEdge{p, n} })
}

// PublisherRankEdge is a publisher that is ranked and its place.
type PublisherRankEdge struct {
	*Place
	Node *PublisherRank
}

// PublisherRankConnection is a page of publishers that are ranked.
type PublisherRankConnection struct {
	Connection
	Nodes []*PublisherRank
}

// Edges returns the publishers with their cursors.
func (c *PublisherRankConnection) Edges() []*PublisherRankEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *PublisherRank) *PublisherRankEdge { return &PublisherRankEdge{p, n} })
}

// Ranking says what is ranked, and by what.
type Ranking struct {
	Filter graph.ClaimFilter
	None   bool // the filter is known to match nothing
	Of     graph.Trait
	By     graph.Measure
}

// rank reads a page of what is ranked; place gives the places of what is kept of it.
func (r *Reader) rank(ctx context.Context, q Ranking, w Window) (graph.Slice[graph.Dyad], func(graph.Slice[graph.Dyad]) Connection, error) {
	if q.None {
		return graph.Slice[graph.Dyad]{}, func(graph.Slice[graph.Dyad]) Connection { return None() }, nil
	}
	s, err := r.Store.Rank(ctx, q.Filter, q.Of, q.By, w.Page)
	count := func(ctx context.Context) (int, error) {
		return countAll(dyadCursor(q.By), func(p graph.Page) (graph.Slice[graph.Dyad], error) {
			return r.Store.Rank(ctx, q.Filter, q.Of, q.By, p)
		})
	}
	return inOrder(s, w.Page), func(s graph.Slice[graph.Dyad]) Connection { return connect(s, w, dyadCursor(q.By), count) }, err
}

func ranked(d *graph.Dyad) []string { return []string{d.SourceID} }

// RankActors returns a page of actors.
func (r *Reader) RankActors(ctx context.Context, q Ranking, w Window) (*ActorRankConnection, error) {
	s, place, err := r.rank(ctx, q, w)
	if err != nil {
		return nil, err
	}
	found, err := lookUp(ctx, unique(s.Items, ranked), r.Store.Entities, wrapEntities)
	if err != nil {
		return nil, err
	}
	out, kept := &ActorRankConnection{}, graph.Slice[graph.Dyad]{More: s.More}
	for _, d := range s.Items {
		if e := found[d.SourceID]; e != nil { // and not gone between the two reads
			kept.Items, out.Nodes = append(kept.Items, d), append(out.Nodes, &ActorRank{Counts{d}, e})
		}
	}
	out.Connection = place(kept)
	return out, nil
}

// RankCountries returns a page of countries.
func (r *Reader) RankCountries(ctx context.Context, q Ranking, w Window) (*CountryRankConnection, error) {
	s, place, err := r.rank(ctx, q, w)
	if err != nil {
		return nil, err
	}
	out := &CountryRankConnection{Connection: place(s)}
	for _, d := range s.Items {
		out.Nodes = append(out.Nodes, &CountryRank{Counts{d}})
	}
	return out, nil
}

// RankEvents returns a page of events.
func (r *Reader) RankEvents(ctx context.Context, q Ranking, w Window) (*EventRankConnection, error) {
	s, place, err := r.rank(ctx, q, w)
	if err != nil {
		return nil, err
	}
	found, err := lookUp(ctx, unique(s.Items, ranked), r.Store.Events, wrapEvents)
	if err != nil {
		return nil, err
	}
	out, kept := &EventRankConnection{}, graph.Slice[graph.Dyad]{More: s.More}
	for _, d := range s.Items {
		if e := found[d.SourceID]; e != nil {
			kept.Items, out.Nodes = append(kept.Items, d), append(out.Nodes, &EventRank{Counts{d}, e})
		}
	}
	out.Connection = place(kept)
	return out, nil
}

// RankPublishers returns a page of publishers.
func (r *Reader) RankPublishers(ctx context.Context, q Ranking, w Window) (*PublisherRankConnection, error) {
	s, place, err := r.rank(ctx, q, w)
	if err != nil {
		return nil, err
	}
	out := &PublisherRankConnection{Connection: place(s)}
	for _, d := range s.Items {
		out.Nodes = append(out.Nodes, &PublisherRank{Counts{d}})
	}
	return out, nil
}
