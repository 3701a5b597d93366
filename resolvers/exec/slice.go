package exec

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
)

// patience is how long an item may take for the next to wait for it. It takes some
// microseconds to write down what is read, and more to read.
const patience = time.Millisecond

// item is the place of an item in a list.
type item struct {
	field graphql.FieldContext
	index int
}

// MarshalSliceConcurrently returns the items of a list. The first reads for all; those
// that need reads of their own after it run side by side, at most limit at once.
// A panic in an item makes the whole list null.
func MarshalSliceConcurrently(ctx context.Context, length int, limit int64, _ bool, element func(context.Context, int) graphql.Marshaler) graphql.Array {
	l := &list{ctx: ctx, items: make([]item, length), values: make(graphql.Array, length), element: element}
	for i := 0; i < length; i++ {
		began := time.Now()
		l.marshal(i)
		if i > 0 && i+2 < length && time.Since(began) > patience {
			l.together(i+1, int(limit))
			break
		}
	}
	if l.failed.Load() {
		return nil
	}
	return l.values
}

type list struct {
	ctx     context.Context
	items   []item
	values  graphql.Array
	element func(context.Context, int) graphql.Marshaler
	failed  atomic.Bool
}

// together marshals the items from the index on side by side.
func (l *list) together(from, limit int) {
	var wait sync.WaitGroup
	var next atomic.Int64
	next.Store(int64(from))
	for range min(len(l.items)-from, limit) {
		wait.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(l.items)); i = next.Add(1) - 1 {
				l.marshal(int(i))
			}
		})
	}
	wait.Wait()
}

func (l *list) marshal(i int) {
	at := &l.items[i]
	at.index = i
	at.field.Index = &at.index
	ctx := graphql.WithFieldContext(l.ctx, &at.field)
	defer func() {
		if p := recover(); p != nil {
			graphql.AddError(ctx, graphql.Recover(ctx, p))
			l.failed.Store(true)
		}
	}()
	if err := l.ctx.Err(); err != nil {
		graphql.AddError(ctx, err)
		l.failed.Store(true)
		return
	}
	l.values[i] = l.element(ctx, i)
}
