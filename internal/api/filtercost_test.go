package api

import (
	"strings"
	"testing"
	"time"

	"hearsay/graph"
)

// The largest filter that is let through is answered on either store. A cold Neo4j plans
// it for seconds, so the deadline is not the usual one.
func TestLargestFilter(t *testing.T) {
	onBothStores(t, func(t *testing.T, s graph.Store) {
		h := New(fill(t, s, firstStory(t), secondStory(t)), Options{Limits: Limits{Deadline: time.Minute}})
		part := `{countries: ["NL"], nested: false, answered: true, unnamedSource: false, not: {sourceKinds: [GROUP], text: "ferry"}}`
		start := time.Now()
		a := ask(t, h, "{claims(filter: {or: ["+strings.Repeat(part+" ", 7)+"]}) {nodes {id}}}")
		t.Logf("%v", time.Since(start))
		if len(a.Errors) > 0 {
			t.Errorf("%+v", a.Errors)
		}
		deep := strings.Repeat("not: {and: [{", 3) + "answered: true" + strings.Repeat("}]}", 3)
		start = time.Now()
		if a := ask(t, h, "{claims(filter: {"+deep+"}) {nodes {id}}}"); len(a.Errors) > 0 {
			t.Errorf("%+v", a.Errors)
		}
		t.Logf("deep: %v", time.Since(start))
	})
}
