package graphtest

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"

	"hearsay/graph"
)

// Changes yields batches that put and replace articles at random, with other times,
// origins, countries and fewer reports: what a store keeps of all of them must follow.
func Changes(rounds int) iter.Seq2[int, []*graph.Record] {
	return func(yield func(int, []*graph.Record) bool) {
		r := rand.New(rand.NewPCG(1, 1))
		samples := Samples(12, 1)
		for round := range rounds {
			var batch []*graph.Record
			for range 1 + r.IntN(3) {
				batch = append(batch, changed(r, samples[r.IntN(len(samples))], round))
			}
			if !yield(round, batch) {
				return
			}
		}
	}
}

// changed returns what another extraction makes of an article.
func changed(r *rand.Rand, of *graph.Record, round int) *graph.Record {
	x := *of
	x.Extraction.ID = fmt.Sprintf("ext_%d", round)
	x.Article.ExtractionID = x.Extraction.ID
	x.Article.Published = graph.Time(fmt.Sprintf("20%02d-01-01", 10+r.IntN(20)))
	if r.IntN(6) == 0 {
		x.Article.Published = ""
	}
	x.Article.Origin = fmt.Sprintf("origin %d", r.IntN(3))
	x.Entities = slices.Clone(x.Entities)
	for i := range x.Entities {
		if r.IntN(4) == 0 {
			x.Entities[i].Country = []string{"", "NO", "HU", "SE"}[r.IntN(4)]
		}
	}
	x.Attributions = x.Attributions[:r.IntN(len(x.Attributions)+1)]
	return &x
}
