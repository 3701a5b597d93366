package neo4j_test

import (
	"fmt"
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/graph/graphtest"
	"hearsay/graph/neo4j/neo4jtest"
)

// TestLongTexts holds that words longer than the analyzer takes, more words than a
// full-text query takes, and texts longer than an index key takes are all found whole.
func TestLongTexts(t *testing.T) {
	s := neo4jtest.Open(t)
	word := strings.Repeat("gh", 400)
	var many []string
	for i := range 1500 {
		many = append(many, fmt.Sprintf("w%d", i))
	}
	r := fullRecord()
	r.Attributions[0].Proposition = word + " " + strings.Join(many, " ")
	name := "Ida " + strings.Repeat("Falk", 5000)
	r.Entities[0].Name = name
	r.Events[0].Label = strings.Repeat("aurora ", 3000)
	if res, err := s.Put(t.Context(), []*graph.Record{r}); err != nil || res.Stored != 1 {
		t.Fatalf("Put = %+v, %v", res, err)
	}
	for text, want := range map[string]int{
		word: 1, word[2:]: 0, strings.Join(many, " "): 1, strings.Join(many, " ") + " other": 0, "w1499 w3": 1,
	} {
		if n, err := s.Count(t.Context(), graph.ClaimFilter{Text: text}); n != want || err != nil {
			t.Errorf("%d claims with %.20s… (%d bytes), %v, want %d", n, text, len(text), err, want)
		}
	}
	got, err := s.ListEntities(t.Context(), graph.EntityFilter{Name: name}, graph.Page{First: 2})
	if err != nil || len(got.Items) != 1 || got.Items[0].Name != name {
		t.Errorf("found %d entities by a long name, %v", len(got.Items), err)
	}
	c := got.Items[0].Cursor()
	c.ID = ""
	got, err = s.ListEntities(t.Context(), graph.EntityFilter{}, graph.Page{First: 1, After: &c})
	if err != nil || len(got.Items) != 1 || got.Items[0].Name != name {
		t.Errorf("a cursor before a long name goes on at %d items, %v", len(got.Items), err)
	}
}

// BenchmarkPut puts 100 sample records, ten at a time.
func BenchmarkPut(b *testing.B) {
	records := graphtest.Samples(100, 1)
	for b.Loop() {
		b.StopTimer()
		s := neo4jtest.Open(b)
		b.StartTimer()
		for i := 0; i < len(records); i += 10 {
			if _, err := s.Put(b.Context(), records[i:i+10]); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(records)*b.N)/b.Elapsed().Seconds(), "records/s")
}
