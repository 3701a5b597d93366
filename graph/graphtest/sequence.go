package graphtest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"hearsay/graph"
)

// judgeSequences loads, loads again, extracts otherwise, judges and undoes at random,
// and then does the same in a new store in another order.
func judgeSequences(t *testing.T, open opener) {
	for seed := range uint64(3) {
		rng := rand.New(rand.NewPCG(seed, 7))
		records := Samples(10, seed+20)
		j := newJudged(t, open, records[:3]...)
		for step := range 36 {
			randomStep(j, rng, records)
			if step%6 == 5 {
				j.check()
			}
		}
		j.check()
		s := open(t)
		rest := j.m.kept()
		rng.Shuffle(len(rest), func(a, b int) { rest[a], rest[b] = rest[b], rest[a] })
		put(t, s, rest[:len(rest)/2]...)
		for _, x := range j.m.judgements {
			if _, err := s.Judge(t.Context(), x); err != nil {
				t.Fatalf("seed %d: replay of %+v: %v", seed, x, err)
			}
		}
		put(t, s, rest[len(rest)/2:]...)
		equal(t, fmt.Sprintf("seed %d: replay", seed), dumpText(t, s), dumpText(t, j.s))
	}
}

func randomStep(j *judged, rng *rand.Rand, records []*graph.Record) {
	w := j.m.world()
	entity := func() graph.Subject {
		if len(w.entities) == 0 {
			return graph.Subject{ID: graph.EntityID(graph.KindGroup, "x"), Kind: graph.KindGroup, Name: "x"}
		}
		return w.entities[rng.IntN(len(w.entities))].Subject()
	}
	report := func() graph.Subject {
		if len(w.attributions) == 0 {
			return graph.Subject{ID: graph.ClaimID(&graph.Claim{})}
		}
		a := w.attributions[rng.IntN(len(w.attributions))]
		if rng.IntN(2) == 0 {
			return graph.Subject{ID: a.ClaimID}
		}
		return a.Subject()
	}
	x := graph.Judgement{Kind: []graph.JudgementKind{graph.JudgeSame, graph.JudgeSame, graph.JudgeDifferent, graph.JudgeCorrect,
		graph.JudgeHide, graph.JudgeUndo, "PUT", "PUT"}[rng.IntN(8)]}
	switch x.Kind {
	case "PUT":
		r := records[rng.IntN(len(records))]
		if n := rng.IntN(4); n > 0 && n < 3 {
			r = thinned(r, n)
		}
		j.put(r)
		return
	case graph.JudgeSame, graph.JudgeDifferent:
		a, b := entity(), entity()
		if a.ID == b.ID {
			return
		}
		x.Subjects = []graph.Subject{a, b}
	case graph.JudgeCorrect:
		x.Subjects, x.Correction = []graph.Subject{report()}, &graph.Correction{Act: graph.Acts[rng.IntN(len(graph.Acts))]}
		if rng.IntN(2) == 0 {
			x.Correction.Sources = []graph.Subject{entity()}
		}
		if rng.IntN(3) == 0 {
			x.Correction.Targets = []graph.Subject{}
		}
	case graph.JudgeHide:
		x.Subjects = []graph.Subject{report()}
		if n := rng.IntN(4); n == 0 && len(w.articles) > 0 {
			x.Subjects = []graph.Subject{{ID: w.articles[rng.IntN(len(w.articles))].ID}}
		} else if n == 1 {
			x.Subjects = []graph.Subject{entity()}
		}
	case graph.JudgeUndo:
		if len(j.m.judgements) == 0 {
			return
		}
		x.UndoesID = j.m.judgements[rng.IntN(len(j.m.judgements))].ID
	}
	if _, err := j.try(x); err != nil && !errors.Is(err, graph.ErrConflict) {
		j.t.Fatalf("%+v: %v", x, err)
	}
}
