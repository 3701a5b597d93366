package neo4j

import (
	"context"

	"hearsay/graph"
)

// Rank groups the claims that the filter matches by a trait.
func (s *Store) Rank(ctx context.Context, f graph.ClaimFilter, of graph.Trait, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	if err := firstError(f.Valid(), of.Valid()); err != nil {
		return graph.Slice[graph.Dyad]{}, wrap(err, "rank")
	}
	q := selectClaims(f)
	var out graph.Slice[graph.Dyad]
	var err error
	if of == graph.TraitPublisher {
		out, err = s.groupPairs(ctx, q, publishersOf, by, p)
	} else {
		out, err = s.groupPairs(ctx, q, having(q, f, of), by, p)
	}
	return out, wrap(err, "rank")
}

// having returns the clause that finds what the selected claims x have: source, and no
// target.
func having(q *selection, f graph.ClaimFilter, of graph.Trait) string {
	edge, value := "(x)-[:ABOUT]->(s:Event)", "s.id"
	one := &selection{params: q.params}
	switch of.End() {
	case graph.SourceEnd:
		edge = "(x)<-[:MADE]-(s:Entity)"
	case graph.TargetEnd:
		edge = "(x)-[:TARGETS]->(s:Entity)"
	default:
		one.oneOf("s.id", f.EventIDs)
		if f.Event != nil {
			one.eventIs("s", *f.Event)
		}
	}
	if of.End() != "" {
		a := f.At(of.End())
		one.oneOf("s.id", a.IDs)
		if len(a.Kinds) > 0 {
			one.must("s.kind IN %s", plain(a.Kinds))
		}
		one.oneOf("s.country", a.Countries)
		if a.Match != nil {
			one.entityIs("s", *a.Match)
		}
	}
	if of.Country() {
		value = "s.country"
		one.must("s.country IS NOT NULL")
	}
	one.begin = "\nMATCH " + edge
	return one.String() + "\nWITH DISTINCT x, " + value + " AS source, '' AS target"
}
