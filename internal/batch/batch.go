// Package batch reads the graph for one GraphQL request without one read for each
// parent. Nodes that one read brought stay together in a [Group]; the first field
// that needs more for one of them reads it for all of them, so the number of store
// reads depends on the shape of the query and not on how much it finds.
//
// Nothing waits for others to gather, as timed loaders do: the group is known
// before the first field asks. A group lives as long as the answer it belongs to.
package batch

import (
	"context"
	"fmt"
	"sync"

	"hearsay/graph"
)

// Reader reads nodes and their neighbours from a store. It keeps nothing between
// calls; what belongs to one request hangs on the nodes themselves.
type Reader struct {
	Store graph.Store
}

// Group is the set of nodes that one read brought, with what was read for all of
// them since. It is safe for concurrent use.
type Group[T any] struct {
	items []T
	mu    sync.Mutex
	calls map[any]*call
}

type call struct {
	done chan struct{}
	val  any
	err  error
}

// once returns what fetch returns for the items of g. Of all calls with one key only
// the first runs fetch, the others wait for it. A key is made of what a fetch depends
// on: a field of the query stands for its arguments, as all siblings share them.
func once[T, R any](ctx context.Context, g *Group[T], key any, fetch func(context.Context, []T) (R, error)) (R, error) {
	g.mu.Lock()
	c, running := g.calls[key]
	if !running {
		c = &call{done: make(chan struct{}), err: errBroken}
		if g.calls == nil {
			g.calls = map[any]*call{}
		}
		g.calls[key] = c
	}
	g.mu.Unlock()
	if !running {
		// deferred, so that a panic in fetch leaves nobody waiting
		defer close(c.done)
		v, err := fetch(ctx, g.items)
		c.val, c.err = v, err
		return v, err
	}
	var zero R
	select {
	case <-c.done:
	case <-ctx.Done():
		return zero, ctx.Err()
	}
	if c.err != nil {
		return zero, c.err
	}
	return c.val.(R), nil
}

var errBroken = fmt.Errorf("batch: the read for all siblings did not end")

// ref is the key of a read that has no arguments.
type ref string

// unique returns the IDs without empty ones and repetitions, in order.
func unique[T any](items []T, ids func(T) []string) []string {
	var out []string
	seen := map[string]bool{"": true}
	for _, it := range items {
		for _, id := range ids(it) {
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out
}

// pick returns the nodes of the IDs that are there, in order.
func pick[T any](m map[string]T, ids []string) []T {
	out := make([]T, 0, len(ids))
	for _, id := range ids {
		if v, ok := m[id]; ok {
			out = append(out, v)
		}
	}
	return out
}

// lookUp fetches the nodes of the IDs and keeps them together as one group.
func lookUp[G, N any](ctx context.Context, ids []string,
	fetch func(context.Context, []string) (map[string]*G, error), wrap func([]*G) []N,
) (map[string]N, error) {
	if len(ids) == 0 {
		return map[string]N{}, nil
	}
	found, err := fetch(ctx, ids)
	if err != nil {
		return nil, err
	}
	return wrapFound(found, ids, wrap), nil
}

func wrapFound[G, N any](found map[string]*G, ids []string, wrap func([]*G) []N) map[string]N {
	out := make(map[string]N, len(found))
	var order []string
	var items []*G
	for _, id := range ids {
		if v := found[id]; v != nil {
			order, items = append(order, id), append(items, v)
		}
	}
	for i, n := range wrap(items) {
		out[order[i]] = n
	}
	return out
}

// related fetches, once for the whole group, the nodes that its items refer to.
func related[T, G, N any](ctx context.Context, g *Group[T], key any, ids func(T) []string,
	fetch func(context.Context, []string) (map[string]*G, error), wrap func([]*G) []N,
) (map[string]N, error) {
	return once(ctx, g, key, func(ctx context.Context, items []T) (map[string]N, error) {
		return lookUp(ctx, unique(items, ids), fetch, wrap)
	})
}
