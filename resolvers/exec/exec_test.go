package exec_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"hearsay/resolvers/exec"
)

func fields(names ...string) []graphql.CollectedField {
	var out []graphql.CollectedField
	for _, n := range names {
		out = append(out, graphql.CollectedField{Field: &ast.Field{Name: n, Alias: n}})
	}
	return out
}

func written(m graphql.Marshaler) string {
	var b strings.Builder
	m.MarshalGQL(&b)
	return b.String()
}

func TestObjectsAsJSON(t *testing.T) {
	var shapes exec.Shapes
	for _, c := range []struct {
		names []string
		want  string
	}{
		{nil, `{}`},
		{[]string{"a"}, `{"a":"a"}`},
		{[]string{"b", "a"}, `{"b":"b","a":"a"}`},
		{[]string{"a", "b", "a"}, `{"a":"a","b":"b"}`}, // of two interfaces
	} {
		list := fields(c.names...)
		for range 2 { // the second object finds the shape of the first
			o := exec.NewFieldSet(&shapes, list)
			for i, n := range c.names {
				o.Values[i] = graphql.MarshalString(n)
			}
			if got := written(o); got != c.want {
				t.Errorf("%v: %s, want %s", c.names, got, c.want)
			}
		}
	}
}

// The fields of the first object wait for one another, so they must run side by side;
// those of the second run in their order.
func TestFirstObjectResolvesSideBySide(t *testing.T) {
	var shapes exec.Shapes
	list := fields("a", "b", "c")
	var all sync.WaitGroup
	all.Add(len(list))
	first := exec.NewFieldSet(&shapes, list)
	for i := range list {
		first.Concurrently(i, func(context.Context) graphql.Marshaler {
			all.Done()
			all.Wait()
			return graphql.MarshalInt(i)
		})
	}
	first.Dispatch(t.Context())
	if got := written(first); got != `{"a":0,"b":1,"c":2}` {
		t.Errorf("first object: %s", got)
	}

	second, order := exec.NewFieldSet(&shapes, list), ""
	for i, f := range list {
		second.Concurrently(i, func(context.Context) graphql.Marshaler {
			order += f.Name
			return graphql.MarshalInt(i)
		})
	}
	second.Dispatch(t.Context())
	if order != "abc" || written(second) != `{"a":0,"b":1,"c":2}` {
		t.Errorf("second object: in the order %q: %s", order, written(second))
	}
}

// In order, the fields of the first object do not run side by side, but those at the root.
func TestInOrder(t *testing.T) {
	root := graphql.WithFieldContext(exec.InOrder(t.Context()), &graphql.FieldContext{})
	below := graphql.WithFieldContext(root, &graphql.FieldContext{})
	list, order := fields("a", "b", "c"), ""
	o := exec.NewFieldSet(&exec.Shapes{}, list)
	for i, f := range list {
		o.Concurrently(i, func(context.Context) graphql.Marshaler {
			order += f.Name
			return graphql.MarshalInt(i)
		})
	}
	o.Dispatch(below)
	if order != "abc" || written(o) != `{"a":0,"b":1,"c":2}` {
		t.Errorf("in the order %q: %s", order, written(o))
	}

	var all sync.WaitGroup
	all.Add(len(list))
	o = exec.NewFieldSet(&exec.Shapes{}, list)
	for i := range list {
		o.Concurrently(i, func(context.Context) graphql.Marshaler {
			all.Done()
			all.Wait()
			return graphql.MarshalInt(i)
		})
	}
	o.Dispatch(root)
}

func answering(t *testing.T) context.Context {
	ctx := graphql.WithResponseContext(t.Context(), graphql.DefaultErrorPresenter, graphql.DefaultRecover)
	return graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: fields("list")[0]})
}

func TestItemsKnowTheirPath(t *testing.T) {
	got := exec.MarshalSliceConcurrently(answering(t), 3, 64, false, func(ctx context.Context, i int) graphql.Marshaler {
		return graphql.MarshalString(graphql.GetPath(ctx).String())
	})
	if s := written(got); s != `["list[0]","list[1]","list[2]"]` {
		t.Error(s)
	}
	if s := written(exec.MarshalSliceConcurrently(answering(t), 0, 64, false, nil)); s != `[]` {
		t.Error(s)
	}
}

// Items that read for themselves do not wait for one another.
func TestSlowItemsRunSideBySide(t *testing.T) {
	var last sync.WaitGroup
	last.Add(3)
	got := exec.MarshalSliceConcurrently(answering(t), 5, 64, false, func(_ context.Context, i int) graphql.Marshaler {
		if i == 1 {
			for began := time.Now(); time.Since(began) < 3*time.Millisecond; { // it works, so it is slow
				continue
			}
		}
		if i > 1 {
			last.Done()
			last.Wait()
		}
		return graphql.MarshalInt(i)
	})
	if s := written(got); s != `[0,1,2,3,4]` {
		t.Error(s)
	}
}

func TestPanicMakesTheListNull(t *testing.T) {
	ctx := answering(t)
	got := exec.MarshalSliceConcurrently(ctx, 2, 64, false, func(context.Context, int) graphql.Marshaler { panic("broken") })
	if errs := graphql.GetErrors(ctx); got != nil || len(errs) != 2 || errs[0].Path.String() != "list[0]" {
		t.Errorf("%v, errors %v", got, errs)
	}
}

func TestNothingAfterTheDeadline(t *testing.T) {
	ctx, cancel := context.WithCancel(answering(t))
	cancel()
	got := exec.MarshalSliceConcurrently(ctx, 2, 64, false, func(context.Context, int) graphql.Marshaler {
		t.Error("an item was marshaled")
		return graphql.Null
	})
	if errs := graphql.GetErrors(ctx); got != nil || len(errs) == 0 {
		t.Errorf("%v, errors %v", got, errs)
	}
}
