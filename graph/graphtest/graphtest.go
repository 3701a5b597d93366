// Package graphtest holds the contract of graph.Store as tests. Every store passes
// all of them; there is no list of tests to leave out:
//
//	graphtest.Run(t, func(t *testing.T) graph.Store { ... })
//
// Most tests put invented records ([Samples]) into a store and compare its answers
// with those of a plain model that works everything out anew.
package graphtest

import (
	"bytes"
	"context"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
)

// Run tests a store. open must return a fresh and empty one each time, and see to
// it that it is closed when the test ends; a second Close must be harmless.
func Run(t *testing.T, open func(t *testing.T) graph.Store) {
	groups := []struct {
		name string
		run  func(*testing.T, func(*testing.T) graph.Store)
	}{
		{"Put", putTests}, {"Replace", replaceTests}, {"Order", orderTests}, {"Lookup", lookupTests},
		{"List", listTests}, {"Compose", composeTests}, {"Around", aroundTests}, {"Rank", rankTests}, {"Edges", edgeTests}, {"WhoToWhom", dyadTests}, {"Network", networkTests}, {"Facets", facetTests}, {"RollUp", rollUpTests}, {"Dump", dumpTests}, {"Judge", judgeTests},
		{"Feed", feedTests}, {"Queue", queueTests},
		{"Invalid", invalidTests}, {"Text", textTests}, {"Lifecycle", lifecycleTests}, {"Concurrent", concurrentTests},
	}
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) { g.run(t, open) })
	}
}

// put stores records and fails the test on an error.
func put(t *testing.T, s graph.Store, records ...*graph.Record) graph.PutResult {
	t.Helper()
	res, err := s.Put(t.Context(), records)
	if err != nil {
		t.Fatalf("Put of %d records: %v", len(records), err)
	}
	return res
}

// filled returns a store with n samples, and the world it should show.
func filled(t *testing.T, open func(*testing.T) graph.Store, n int) (graph.Store, *world) {
	t.Helper()
	records := Samples(n, 1)
	s := open(t)
	put(t, s, records...)
	return s, modelOf(records).world()
}

// dump returns all rows of a store.
func dump(t *testing.T, s graph.Dumper) []graph.DumpRow {
	t.Helper()
	var rows []graph.DumpRow
	if err := s.Dump(t.Context(), func(r graph.DumpRow) error { rows = append(rows, r); return nil }); err != nil {
		t.Fatalf("Dump: %v", err)
	}
	return rows
}

// dumpText returns the dump of a store as JSON Lines.
func dumpText(t *testing.T, s graph.Dumper) string {
	t.Helper()
	var b bytes.Buffer
	if err := graph.WriteDump(t.Context(), s, &b); err != nil {
		t.Fatalf("Dump: %v", err)
	}
	return b.String()
}

// sameDump compares a store with a model.
func sameDump(t *testing.T, s graph.Store, m *model) {
	t.Helper()
	equal(t, "dump", dump(t, s), m.world().dump())
}

// equal reports a difference between what a store gave and what the model gives.
func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if reflect.DeepEqual(got, want) { // cmp is slow on long lists
		return
	}
	if diff := cmp.Diff(got, want, noRecorded); diff != "" {
		if len(diff) > 4000 {
			diff = diff[:4000] + "\n..."
		}
		t.Fatalf("%s (-got +want):\n%s", what, diff)
	}
}

// noRecorded leaves out the time of recording, which is the store's own.
var noRecorded = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Recorded" }, cmp.Ignore())

// all reads a list to its end in pages of n.
func all[T any](t *testing.T, p graph.Page, cursor func(*T) graph.Cursor,
	list func(context.Context, graph.Page) (graph.Slice[T], error)) []*T {
	t.Helper()
	var out []*T
	for {
		s, err := list(t.Context(), p)
		if err != nil {
			t.Fatalf("list %+v: %v", p, err)
		}
		if len(s.Items) > p.First {
			t.Fatalf("a page of %d holds %d items", p.First, len(s.Items))
		}
		out = append(out, s.Items...)
		if !s.More {
			return out
		}
		if len(s.Items) != p.First {
			t.Fatalf("a page of %d with more to come holds %d items", p.First, len(s.Items))
		}
		c := cursor(s.Items[len(s.Items)-1])
		p.After = &c
	}
}

func ptr[T any](x T) *T { return &x }
