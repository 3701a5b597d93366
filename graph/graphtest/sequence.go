package graphtest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"hearsay/graph"
)

// judgeSequences loads, loads again, extracts otherwise, judges and undoes at random,
// among many articles and again and again about the same few nodes, and then does the
// same in a new store in another order.
func judgeSequences(t *testing.T, open opener) {
	for seed, size := range []struct{ articles, nodes int }{{10, 1000}, {3, 3}, {6, 8}, {2, 2}} {
		rng := rand.New(rand.NewPCG(uint64(seed), 7))
		records := Samples(size.articles, uint64(seed)+20)
		j := newJudged(t, open, records[:2]...)
		for step := range 36 {
			randomStep(j, rng, records, size.nodes)
			if step%6 == 5 {
				j.check()
				j.checkLookups()
			}
		}
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
		j.s = s
		j.checkLookups()
	}
}

// checkLookups looks every ID up that a record or a judgement names.
func (j *judged) checkLookups() {
	j.t.Helper()
	w, e := j.m.world(), graph.EffectsOf(j.m.judgements)
	asides := map[string][]graph.Aside{}
	ids := map[string]bool{}
	for _, r := range j.m.records {
		ids[r.Article.ID] = true
		for _, x := range r.Entities {
			ids[x.ID] = true
		}
		for _, x := range r.Attributions {
			ids[x.ID], ids[x.ClaimID] = true, true
		}
		for _, a := range e.Apply(r).Asides {
			asides[a.ID], ids[a.ID] = append(asides[a.ID], a), true
		}
	}
	for _, x := range j.m.judgements {
		for _, s := range x.Subjects {
			ids[s.ID] = true
		}
	}
	lookUps(j, graph.PrefixArticle, ids, w.articles, (*graph.Article).Cursor, asides, graph.HiddenArticle, j.s.FullArticles)
	lookUps(j, graph.PrefixEntity, ids, w.entities, (*graph.Entity).Cursor, asides, graph.HiddenEntity, j.s.Entities)
	lookUps(j, graph.PrefixClaim, ids, w.claims, (*graph.Claim).Cursor, asides, graph.HiddenClaim, j.s.Claims)
	lookUps(j, graph.PrefixAttribution, ids, w.attributions, func(a *graph.Attribution) graph.Cursor { return a.Cursor(graph.AttributionsOfClaim) },
		asides, graph.HiddenAttribution, j.s.Attributions)
}

// lookUps compares the look-ups of one type with what is shown and what was set aside.
func lookUps[T any](j *judged, prefix string, all map[string]bool, shown []*T, cursor func(*T) graph.Cursor, asides map[string][]graph.Aside,
	hidden graph.Hidden[T], get func(context.Context, []string) (map[string]*T, error)) {
	j.t.Helper()
	byID := map[string]*T{}
	for _, x := range shown {
		byID[cursor(x).ID] = x
	}
	var ids []string
	for _, id := range keysOf(all) {
		if graph.IDType(id) == prefix {
			ids = append(ids, id)
		}
	}
	fetch := func(_ context.Context, ids []string) (map[string]*T, error) {
		out := map[string]*T{}
		for _, id := range ids {
			if byID[id] != nil {
				out[id] = byID[id]
			}
		}
		return out, nil
	}
	want, _ := fetch(j.t.Context(), ids)
	if err := graph.Trace(j.t.Context(), ids, want, fetch, func(_ context.Context, ids []string) (out []graph.Aside, _ error) {
		for _, id := range ids {
			out = append(out, asides[id]...)
		}
		return out, nil
	}, hidden); err != nil {
		j.t.Fatal(err)
	}
	got, err := get(j.t.Context(), ids)
	if err != nil {
		j.t.Fatal(err)
	}
	equal(j.t, "look-ups of "+prefix, got, want)
}

// randomStep does something to one of the first few nodes.
func randomStep(j *judged, rng *rand.Rand, records []*graph.Record, few int) {
	w := j.m.world()
	entity := func() graph.Subject {
		if len(w.entities) == 0 {
			return graph.Subject{ID: graph.EntityID(graph.KindGroup, "x"), Kind: graph.KindGroup, Name: "x"}
		}
		return w.entities[rng.IntN(min(few, len(w.entities)))].Subject()
	}
	report := func() graph.Subject {
		if len(w.attributions) == 0 {
			return graph.Subject{ID: graph.ClaimID(&graph.Claim{})}
		}
		a := w.attributions[rng.IntN(min(few, len(w.attributions)))]
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
