package resolvers

import (
	"context"

	"hearsay/graph"
	"hearsay/internal/batch"
	"hearsay/resolvers/generated"
)

// neighbours lists the actors near another.
func (r *Resolver) neighbours(ctx context.Context, of generated.EntityRef, q graph.NeighbourQuery, p paging) (*batch.NeighbourConnection, error) {
	if q.Hops != 1 && q.Hops != 2 {
		return nil, badInput("hops: %d, it may be 1 or 2", q.Hops)
	}
	w, err := r.window("neighbours", []any{of, q}, p, false)
	if err != nil {
		return nil, err
	}
	some := true
	if q.Acts, err = given("acts", q.Acts, &some); err != nil {
		return nil, err
	}
	if q.OfIDs, err = r.refs(ctx, "of", []*generated.EntityRef{&of}, &some); err != nil {
		return nil, err
	}
	if !some {
		return r.Reader.NoNeighbours(), nil
	}
	return r.Reader.Neighbours(ctx, q, w)
}

// paths lists the best paths from one actor to another.
func (r *Resolver) paths(ctx context.Context, from, to generated.EntityRef, q graph.PathQuery) (_ []*batch.Path, err error) {
	if q.Hops < 1 || q.Hops > graph.MaxHops {
		return nil, badInput("maxHops: %d is not between 1 and %d", q.Hops, graph.MaxHops)
	}
	if q.First, err = size("first", int32(q.First)); err != nil {
		return nil, err
	}
	some := true
	if q.Acts, err = given("acts", q.Acts, &some); err != nil {
		return nil, err
	}
	if q.FromIDs, err = r.refs(ctx, "from", []*generated.EntityRef{&from}, &some); err != nil {
		return nil, err
	}
	if q.ToIDs, err = r.refs(ctx, "to", []*generated.EntityRef{&to}, &some); err != nil {
		return nil, err
	}
	if !some {
		return []*batch.Path{}, nil
	}
	return r.Reader.Paths(ctx, q)
}

// size reads the number of items that a list without cursors is asked for.
func size(name string, n int32) (int, error) {
	if n < 1 || n > maxPage {
		return 0, badInput("%s: %d is not between 1 and %d", name, n, maxPage)
	}
	return int(n), nil
}

// timed asks for a page of a list by time that takes no filter of its own.
func (r *Resolver) timed(list string, order generated.TimeOrder, p paging) (batch.Window, error) {
	return r.window(list, order, p, newestFirst(order))
}
