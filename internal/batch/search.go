package batch

import (
	"context"
	"unicode/utf8"

	"hearsay/graph"
)

// ClaimHit is a claim that was searched for.
type ClaimHit struct {
	Claim *Claim
	text  string
}

// Highlight is a place in a proposition.
type Highlight struct {
	Start, End int // code points
	Exact      string
}

// Highlights returns where the proposition has the words.
func (h *ClaimHit) Highlights() []*Highlight {
	proposition := h.Claim.Proposition
	out := []*Highlight{}
	for _, s := range graph.Find(proposition, h.text) {
		start := utf8.RuneCountInString(proposition[:s.Start])
		exact := s.Of(proposition)
		out = append(out, &Highlight{start, start + utf8.RuneCountInString(exact), exact})
	}
	return out
}

// ClaimHitEdge is a claim that was searched for and its place.
type ClaimHitEdge struct {
	*Place
	Node *ClaimHit
}

// ClaimHitConnection is a page of claims that were searched for.
type ClaimHitConnection struct {
	Connection
	Nodes  []*ClaimHit
	filter graph.ClaimFilter
	none   bool
}

// Edges returns the claims with their cursors.
func (c *ClaimHitConnection) Edges() []*ClaimHitEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *ClaimHit) *ClaimHitEdge { return &ClaimHitEdge{p, n} })
}

// NoHits returns the page of a search that is known to find nothing.
func (r *Reader) NoHits() *ClaimHitConnection {
	return &ClaimHitConnection{Connection: None(), none: true}
}

// Search returns a page of the claims that the filter matches, with the words of text
// in them.
func (r *Reader) Search(ctx context.Context, text string, f graph.ClaimFilter, w Window) (*ClaimHitConnection, error) {
	c, err := r.Claims(ctx, f, w)
	if err != nil {
		return nil, err
	}
	out := &ClaimHitConnection{Connection: c.Connection, filter: f}
	for _, x := range c.Nodes {
		out.Nodes = append(out.Nodes, &ClaimHit{x, text})
	}
	return out, nil
}

// Facets is what claims have, counted.
type Facets struct {
	ClaimCount int
	Complete   bool
	Acts       []*ActCount
	counts     *graph.Facets
}

// Facet is one of the facets whose values are entities.
type Facet string

// The facets whose values are entities.
const (
	SourceFacet Facet = "source"
	TargetFacet Facet = "target"
)

// EntityCount is how many claims concern an entity.
type EntityCount struct {
	Entity     Entity
	ClaimCount int
}

// ValueCount is how many claims have a value.
type ValueCount struct {
	Value      string
	ClaimCount int
}

// HitFacets counts what the claims of a search have.
func (r *Reader) HitFacets(ctx context.Context, c *ClaimHitConnection) (*Facets, error) {
	if c.none {
		return NoFacets(), nil
	}
	return r.Facets(ctx, c.filter)
}

// NoFacets returns the facets of no claims.
func NoFacets() *Facets { return wrapFacets(&graph.Facets{Complete: true}) }

// Facets counts what the claims that the filter matches have.
func (r *Reader) Facets(ctx context.Context, f graph.ClaimFilter) (*Facets, error) {
	found, err := r.Store.Facets(ctx, f)
	if err != nil {
		return nil, err
	}
	return wrapFacets(found), nil
}

func wrapFacets(found *graph.Facets) *Facets {
	out := &Facets{ClaimCount: found.Claims, Complete: found.Complete, Acts: []*ActCount{}, counts: found}
	for _, c := range found.Acts {
		out.Acts = append(out.Acts, &ActCount{graph.SpeechAct(c.Value), c.Claims})
	}
	return out
}

// FacetEntities returns the entities of a facet that most claims concern.
func (r *Reader) FacetEntities(ctx context.Context, f *Facets, facet Facet, first int) ([]*EntityCount, error) {
	counts := map[Facet][]graph.Count{SourceFacet: f.counts.Sources, TargetFacet: f.counts.Targets}[facet]
	counts = counts[:min(first, len(counts))]
	found, err := lookUp(ctx, unique(counts, func(c graph.Count) []string { return []string{c.Value} }), r.Store.Entities, wrapEntities)
	if err != nil {
		return nil, err
	}
	out := []*EntityCount{}
	for _, c := range counts {
		if e := found[c.Value]; e != nil {
			out = append(out, &EntityCount{e, c.Claims})
		}
	}
	return out, nil
}

// Countries returns the countries that most claims concern.
func (f *Facets) Countries(first int) []*ValueCount { return values(f.counts.Countries, first) }

// Publishers returns the publishers that report most of the claims.
func (f *Facets) Publishers(first int) []*ValueCount { return values(f.counts.Publishers, first) }

// Months returns the months in which most of the claims were first published.
func (f *Facets) Months(first int) []*ValueCount { return values(f.counts.Months, first) }

func values(counts []graph.Count, first int) []*ValueCount {
	out := []*ValueCount{}
	for _, c := range counts[:min(first, len(counts))] {
		out = append(out, &ValueCount{c.Value, c.Claims})
	}
	return out
}
