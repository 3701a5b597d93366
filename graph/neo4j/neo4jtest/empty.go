package neo4jtest

import "testing"

// Empty deletes everything again, for a test that has the turn by Reset.
func Empty(tb testing.TB) {
	tb.Helper()
	if err := wipe(tb.Context(), connect(tb, URL(tb))); err != nil {
		tb.Fatalf("neo4jtest: empty the database: %v", err)
	}
}
