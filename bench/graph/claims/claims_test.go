package claims_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"hearsay/bench/graph/claims"
	"hearsay/graph"
)

// digest returns a hash over all records of a graph.
func digest(t *testing.T, n int, seed uint64) string {
	t.Helper()
	h := sha256.New()
	if err := claims.New(n, seed).Each(func(r *graph.Record) error {
		h.Write([]byte(r.Digest()))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func TestSameSeedSameGraph(t *testing.T) {
	a := digest(t, 1000, 1)
	if b := digest(t, 1000, 1); a != b {
		t.Errorf("two runs gave %s and %s", a, b)
	}
	if b := digest(t, 1000, 2); a == b {
		t.Error("another seed gave the same graph")
	}
}

// TestShape checks that everything passes graph.Check and that the graph has what
// makes it like news: reprints, claims made again, and links of each kind.
func TestShape(t *testing.T) {
	made, origins := map[string]*graph.Claim{}, map[string]int{}
	articles, attributions := 0, 0
	if err := claims.New(3000, 1).Each(func(r *graph.Record) error {
		_, refused, err := graph.Check(r)
		if err != nil || len(refused) > 0 {
			t.Fatalf("article %d: %v, refused %v", articles, err, refused)
		}
		articles++
		attributions += len(r.Attributions)
		origins[r.Article.Origin]++
		for i := range r.Claims {
			made[r.Claims[i].ID] = &r.Claims[i]
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if n := len(made); n < 2950 || n > 3000 {
		t.Errorf("%d claims, want 3000 or a few less", n)
	}
	if articles < len(origins)*11/10 {
		t.Errorf("%d articles of %d origins, want a tenth more", articles, len(origins))
	}
	kinds := map[graph.LinkKind]int{}
	byKey := map[string][]*graph.Claim{}
	for _, c := range made {
		for _, k := range graph.Keys(c) {
			for _, x := range byKey[k] {
				if l, ok := graph.Relate(c, x); ok {
					kinds[l.Kind]++
				}
			}
			byKey[k] = append(byKey[k], c)
		}
	}
	for _, k := range []graph.LinkKind{graph.Denies, graph.Repeats, graph.Contradicts} {
		if kinds[k] == 0 {
			t.Errorf("no link of kind %s", k)
		}
	}
	t.Logf("%d articles, %d attributions, %d claims, links met %v", articles, attributions, len(made), kinds)
}
