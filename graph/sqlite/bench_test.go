package sqlite_test

import (
	"fmt"
	"testing"

	"hearsay/graph"
	"hearsay/graph/graphtest"
)

// BenchmarkPut stores invented articles of about twenty attributions each, one
// transaction a batch, each safely on the disk.
func BenchmarkPut(b *testing.B) {
	for _, size := range []int{1, 10, 50} {
		b.Run(fmt.Sprintf("batch-%d", size), func(b *testing.B) {
			s := open(b)
			records := graphtest.Corpus(0, b.N*size)
			b.ResetTimer()
			for i := range b.N {
				if _, err := s.Put(b.Context(), records[i*size:(i+1)*size]); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*size)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

// BenchmarkRead reads one page of 50 from the graph of 2,000 articles.
func BenchmarkRead(b *testing.B) {
	s := open(b)
	records := graphtest.Corpus(0, 2000)
	for i := 0; i < len(records); i += 50 {
		if _, err := s.Put(b.Context(), records[i:i+50]); err != nil {
			b.Fatal(err)
		}
	}
	source := records[0].Entities[0].ID
	middle := graph.Cursor{Key: "2020-09-25", ID: "clm_"}
	page := graph.Page{First: 50}
	for _, c := range []struct {
		name string
		f    graph.ClaimFilter
		p    graph.Page
	}{
		{"all", graph.ClaimFilter{}, page},
		{"middle", graph.ClaimFilter{}, graph.Page{First: 50, After: &middle}},
		{"source", graph.ClaimFilter{SourceIDs: []string{source}}, page},
		{"source-act", graph.ClaimFilter{SourceIDs: []string{source}, Acts: []graph.SpeechAct{graph.ActAccuse}}, page},
		{"act-newest", graph.ClaimFilter{Acts: []graph.SpeechAct{graph.ActAccuse}}, graph.Page{First: 50, Desc: true}},
		{"denied", graph.ClaimFilter{Denied: new(true)}, page},
		{"text", graph.ClaimFilter{Text: "ferry papers"}, page},
		{"publisher", graph.ClaimFilter{Publisher: "wire.example"}, page},
	} {
		b.Run("claims-"+c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.ListClaims(b.Context(), c.f, c.p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	var sources []string
	for _, r := range records[:50] {
		sources = append(sources, r.Entities[0].ID)
	}
	b.Run("claims-of-50-sources", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.ClaimsOf(b.Context(), graph.ClaimsOfSource, sources, graph.ClaimFilter{}, graph.Page{First: 10}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("who-to-whom", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.WhoToWhom(b.Context(), graph.ClaimFilter{}, graph.ByClaims, page); err != nil {
				b.Fatal(err)
			}
		}
	})
}
