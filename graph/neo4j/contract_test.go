package neo4j_test

import (
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/graph/graphtest"
	"hearsay/graph/neo4j"
	"hearsay/graph/neo4j/neo4jtest"
)

// openWatched opens an empty store. A remark of the server on a query, such as an
// unknown label or property, fails the test.
func openWatched(t *testing.T) graph.Store {
	t.Helper()
	neo4jtest.Reset(t)
	s, err := neo4j.OpenWatched(t.Context(), neo4jtest.URL(t), neo4j.Options{}, func(cypher, remark string) {
		t.Errorf("the server remarks: %s\nin %s", remark, strings.TrimSpace(cypher))
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestContract(t *testing.T) {
	neo4jtest.URL(t)
	graphtest.Run(t, openWatched)
}
