package neo4j_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph/graphtest"
	"hearsay/graph/neo4j"
	"hearsay/graph/neo4j/neo4jtest"
)

// kept are queries that read what is kept of all claims.
var kept = []string{
	"MATCH (d:Dyad) RETURN d{.*} AS row ORDER BY row.id",
	"MATCH (d:CountryDyad) RETURN d{.*} AS row ORDER BY row.id",
	"MATCH (d:Day) RETURN d{.*} AS row ORDER BY row.id",
	"MATCH (x:Claim) RETURN [x.id, x.linkKeys] AS row ORDER BY x.id",
	"MATCH (x:Claim)-[e:MADE|TARGETS]-(a:Entity) RETURN [type(e), e{.*}] AS row ORDER BY x.id, type(e), a.id",
}

// former makes a graph what a hearsay left that kept nothing of all claims.
var former = []string{
	"MATCH (d:Dyad|CountryDyad|Day) DELETE d",
	"MATCH (:Claim)-[e:MADE|TARGETS]-(:Entity) REMOVE e.entity, e.place, e.act",
	"MATCH (x:Claim) SET x.linkKeys = 'former'",
	"MATCH (m:HearsayMeta {id: 'hearsay'}) SET m.schema = 3",
}

// TestSummaries puts and replaces articles at random, and compares what is kept with what
// the migration of a former graph counts anew.
func TestSummaries(t *testing.T) {
	s := neo4jtest.Open(t)
	d := session(t)
	run := func(query string) []string {
		res, err := driver.ExecuteQuery(t.Context(), d, query, nil, driver.EagerResultTransformer)
		if err != nil {
			t.Fatal(err)
		}
		out := make([]string, len(res.Records))
		for i, r := range res.Records {
			out[i] = fmt.Sprint(r.Values[0])
		}
		return out
	}
	for round, batch := range graphtest.Changes(12) {
		if _, err := s.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		if round%4 != 3 {
			continue
		}
		var before [][]string
		for _, q := range kept {
			before = append(before, run(q))
			if len(before[len(before)-1]) == 0 {
				t.Errorf("round %d: nothing to compare by %s", round, q)
			}
		}
		for _, q := range former {
			run(q)
		}
		again, err := neo4j.Open(t.Context(), neo4jtest.URL(t), neo4j.Options{})
		if err != nil {
			t.Fatal(err)
		}
		again.Close()
		for i, q := range kept {
			if diff := cmp.Diff(before[i], run(q)); diff != "" {
				t.Fatalf("round %d: (-kept +counted anew) by %s:\n%s", round, q, diff)
			}
		}
	}
}
