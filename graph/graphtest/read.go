package graphtest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"hearsay/graph"
)

func lookupTests(t *testing.T, open func(*testing.T) graph.Store) {
	s, w := filled(t, open, 12)
	lookup(t, "Articles", withoutTexts(w.articles), func(a *graph.Article) string { return a.ID }, s.Articles)
	lookup(t, "FullArticles", w.articles, func(a *graph.Article) string { return a.ID }, s.FullArticles)
	lookup(t, "Entities", w.entities, func(a *graph.Entity) string { return a.ID }, s.Entities)
	lookup(t, "Events", w.events, func(a *graph.Event) string { return a.ID }, s.Events)
	lookup(t, "Claims", w.claims, func(a *graph.Claim) string { return a.ID }, s.Claims)
	lookup(t, "Attributions", w.attributions, func(a *graph.Attribution) string { return a.ID }, s.Attributions)
	t.Run("what is handed out belongs to the caller", func(t *testing.T) {
		id := w.claims[0].ID
		first, err := s.Claims(t.Context(), []string{id})
		if err != nil {
			t.Fatal(err)
		}
		first[id].Proposition, first[id].Terms = "changed", nil
		again, err := s.Claims(t.Context(), []string{id})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "claim", again[id], w.claims[0])
	})
}

func withoutTexts(articles []*graph.Article) []*graph.Article {
	out := make([]*graph.Article, len(articles))
	for i, a := range articles {
		out[i] = a.Head()
	}
	return out
}

func lookup[T any](t *testing.T, name string, items []*T, id func(*T) string,
	get func(context.Context, []string) (map[string]*T, error)) {
	t.Run(name, func(t *testing.T) {
		got, err := get(t.Context(), nil)
		if err != nil || len(got) != 0 {
			t.Fatalf("no IDs gave %v, %v", got, err)
		}
		var ids []string
		want := map[string]*T{}
		for i, x := range items {
			if i%3 > 0 {
				ids = append(ids, id(x), "none_"+fmt.Sprint(i), id(x))
				want[id(x)] = x
			}
		}
		for i := range 3000 { // more than any limit on parameters
			ids = append(ids, fmt.Sprintf("many_%d", i))
		}
		got, err = get(t.Context(), ids)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, name, got, want)
	})
}

func dumpTests(t *testing.T, open func(*testing.T) graph.Store) {
	s, w := filled(t, open, 12)
	t.Run("kinds in order, then IDs; no times of recording", func(t *testing.T) {
		rows := dump(t, s)
		equal(t, "dump", rows, w.dump())
		for _, r := range rows {
			if a, ok := r.Value.(*graph.Article); ok && a.Recorded != "" {
				t.Errorf("article %s is dumped with a time of recording", a.ID)
			}
		}
	})
	t.Run("an error of yield ends the dump", func(t *testing.T) {
		stop, n := errors.New("stop"), 0
		err := s.Dump(t.Context(), func(graph.DumpRow) error {
			if n++; n == 3 {
				return stop
			}
			return nil
		})
		if !errors.Is(err, stop) || n != 3 {
			t.Fatalf("Dump called yield %d times and returned %v, want 3 and %v", n, err, stop)
		}
	})
	t.Run("a context that ends stops the dump", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		err := s.Dump(ctx, func(graph.DumpRow) error {
			if n++; n == 2 {
				cancel()
			}
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("Dump returned %v after %d rows, want context.Canceled", err, n)
		}
	})
}
