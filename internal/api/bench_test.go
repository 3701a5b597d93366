package api

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// The example queries over HTTP, on SQLite, for 200 invented articles.
func BenchmarkQueries(b *testing.B) {
	h := New(sampleStore(b, 200), Options{})
	for _, name := range []string{"01-who-accused-whom", "02-exchanges", "03-who-to-whom", "04-article", "06-entity"} {
		query, err := os.ReadFile(filepath.Join(queryFiles, name+".graphql"))
		if err != nil {
			b.Fatal(err)
		}
		body := quoted(string(query))
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if w := post(b, h, body); w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}

// What the guard takes of a small request.
func BenchmarkGuard(b *testing.B) {
	e := newEngine(broken{}, Options{Limits: DefaultLimits()})
	query := "{" + numbered(20, "a%d:claims(first:1){nodes{id sources{name}}} ") + "}"
	for b.Loop() {
		if err := e.guard(b.Context(), &request{query: query}); err != nil {
			b.Fatal(fmt.Sprint(err))
		}
	}
}
