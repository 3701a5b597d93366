package resolvers

import (
	"context"

	"hearsay/graph"
	"hearsay/internal/batch"
	"hearsay/resolvers/generated"
)

// traits are what actors and their countries are ranked as.
var traits = map[graph.ClaimEnd]struct{ actor, country graph.Trait }{
	graph.SourceEnd: {graph.TraitSource, graph.TraitSourceCountry},
	graph.TargetEnd: {graph.TraitTarget, graph.TraitTargetCountry},
}

// ranking asks for a page of what is ranked.
func (r *Resolver) ranking(ctx context.Context, of graph.Trait, in *generated.ClaimFilter, by graph.Measure, p paging) (batch.Ranking, batch.Window, error) {
	q, err := r.claims("ranked "+string(of)+" "+string(by), in, generated.TimeOrderOldestFirst, p)(ctx)
	if err != nil {
		return batch.Ranking{}, batch.Window{}, err
	}
	return batch.Ranking{Filter: q.Filter, None: q.None, Of: of, By: by}, q.Window, nil
}

// grid asks for a grid of some size.
func (r *Resolver) grid(ctx context.Context, in *generated.ClaimFilter, by graph.Measure, size int32) (batch.Ranking, error) {
	if size < 1 || size > batch.MaxGrid {
		return batch.Ranking{}, badInput("size: %d is not between 1 and %d", size, batch.MaxGrid)
	}
	q, _, err := r.ranking(ctx, graph.TraitSource, in, by, paging{})
	return q, err
}
