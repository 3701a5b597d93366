// Package exec is the part of gqlgen's runtime that runs for every object and every item
// of a list, made for answers whose data come in few reads: package batch reads for all
// siblings what the first of them asks for. So the first of them is worked out with its
// fields side by side, and the others, which find everything read, one after another
// without goroutines.
//
// resolvers/lean puts it in the place of the functions of gqlgen that have the same names.
package exec

import (
	"context"
	"io"
	"sync"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
)

// Shapes holds what the objects of one operation have in common. The zero value is ready.
type Shapes struct {
	mu   sync.Mutex
	m    map[*graphql.CollectedField]*shape
	plan *plan
}

// shape is what objects of one type at one place of the query have in common.
type shape struct {
	keys  keys
	begun []atomic.Bool // whether an object has begun to resolve the field
	later atomic.Int32  // how many fields of such an object are resolved by Concurrently
}

// of returns the shape of the fields, which are the same slice for all such objects.
func (s *Shapes) of(fields []graphql.CollectedField) *shape {
	if len(fields) == 0 {
		return &shape{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.m[&fields[0]]; known != nil {
		return known
	}
	if s.m == nil {
		s.m = map[*graphql.CollectedField]*shape{}
	}
	made := &shape{keys: s.plan.keysOf(fields), begun: make([]atomic.Bool, len(fields))}
	s.m[&fields[0]] = made
	return made
}

// FieldSet holds the values of an object.
type FieldSet struct {
	// Values has the value of each field, in their order.
	Values []graphql.Marshaler
	// Invalids counts the fields that are null where they must not be.
	Invalids uint32

	shape *shape
	later []later
}

type later struct {
	i int
	f func(context.Context) graphql.Marshaler
}

// NewFieldSet returns the values of an object with those fields, all unset.
func NewFieldSet(s *Shapes, fields []graphql.CollectedField) *FieldSet {
	return &FieldSet{Values: make([]graphql.Marshaler, len(fields)), shape: s.of(fields)}
}

// Concurrently lets Dispatch set field i to what f returns.
func (o *FieldSet) Concurrently(i int, f func(context.Context) graphql.Marshaler) {
	if o.later == nil {
		o.later = make([]later, 0, max(1, o.shape.later.Load()))
	}
	o.later = append(o.later, later{i, f})
}

type inOrder struct{}

// InOrder lets objects resolve their fields one after another: for a store in the same
// process, which a goroutine for each read costs more than it gains. Fields at the root
// still run side by side.
func InOrder(ctx context.Context) context.Context { return context.WithValue(ctx, inOrder{}, true) }

// alone reports whether the fields of an object are to be resolved one after another.
func alone(ctx context.Context) bool {
	at := graphql.GetFieldContext(ctx)
	return at != nil && at.Parent != nil && ctx.Value(inOrder{}) != nil
}

// Dispatch resolves the fields that wait for it. Those that no object of this shape has
// begun to resolve may read for all of them, and do so side by side, unless InOrder.
func (o *FieldSet) Dispatch(ctx context.Context) {
	if len(o.later) == 0 {
		return
	}
	o.shape.later.Store(int32(len(o.later)))
	var wait sync.WaitGroup
	rest := o.later[:0]
	for n, l := range o.later {
		if o.shape.begun[l.i].Load() || o.shape.begun[l.i].Swap(true) || n == len(o.later)-1 || alone(ctx) {
			rest = append(rest, l)
		} else {
			wait.Go(func() { o.Values[l.i] = l.f(ctx) })
		}
	}
	for _, l := range rest {
		o.Values[l.i] = l.f(ctx)
	}
	wait.Wait()
}

var closing = []byte{'}'}

// MarshalGQL writes the object as JSON.
func (o *FieldSet) MarshalGQL(w io.Writer) {
	empty := true
	for i, key := range o.shape.keys {
		if key != nil {
			_, _ = w.Write(key) // a buffer takes all
			o.Values[i].MarshalGQL(w)
			empty = false
		}
	}
	if empty {
		_, _ = io.WriteString(w, "{")
	}
	_, _ = w.Write(closing)
}
