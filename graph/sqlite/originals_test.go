package sqlite

import (
	"path/filepath"
	"testing"

	"hearsay/graph"
	"hearsay/graph/graphtest"
)

// What the machine found is told without reading all judgements each time, and the ones
// that came since count.
func TestOriginalsRemember(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	records := graphtest.Samples(2, 1)
	if _, err := s.Put(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	a := records[0].Attributions[0]
	var former *effects
	for i, key := range []string{"one", "two"} {
		j := &graph.Judgement{ID: graph.JudgementID("ann", key), By: "ann", Kind: graph.JudgeCorrect, Subjects: []graph.Subject{a.Subject()},
			Correction: &graph.Correction{Act: graph.ActPromise}}
		if _, err := s.Judge(t.Context(), j); err != nil {
			t.Fatal(err)
		}
		for again := range 2 {
			found, err := s.Originals(t.Context(), []string{a.ID})
			if err != nil || found[a.ID] == nil || len(found[a.ID].JudgementIDs) != i+1 {
				t.Fatalf("judged %d times: %+v, %v", i+1, found[a.ID], err)
			}
			if now := s.judged.Load(); (now == former) != (again == 1) {
				t.Errorf("judged %d times, read again %d times: the effects were worked out %v", i+1, again, now != former)
			}
			former = s.judged.Load()
		}
	}
}
