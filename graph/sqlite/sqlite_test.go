package sqlite_test

import (
	"path/filepath"
	"testing"

	"hearsay/graph"
	"hearsay/graph/graphtest"
	"hearsay/graph/sqlite"
)

// open opens a new store in a folder of the test.
func open(t testing.TB) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestContract(t *testing.T) {
	graphtest.Run(t, func(t *testing.T) graph.Store { return open(t) })
}
