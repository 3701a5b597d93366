package graph_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
	"hearsay/graph/graphtest"
)

// randomEffects judges parts of the records.
func randomEffects(rng *rand.Rand, records []*graph.Record, n int) *graph.Effects {
	e := graph.EffectsOf(nil)
	for i := range n {
		r := records[rng.IntN(len(records))]
		entity := func() graph.Subject { return r.Entities[rng.IntN(len(r.Entities))].Subject() }
		report := []graph.Subject{{ID: r.Claims[rng.IntN(len(r.Claims))].ID}}
		if rng.IntN(2) == 0 {
			report[0] = r.Attributions[rng.IntN(len(r.Attributions))].Subject()
		}
		j := graph.Judgement{ID: graph.JudgementID("Ada", fmt.Sprint(i)), By: "Ada"}
		switch rng.IntN(4) {
		case 0, 1:
			j.Kind, j.Subjects = graph.JudgeSame, []graph.Subject{entity(), records[0].Entities[0].Subject()}
		case 2:
			j.Kind, j.Subjects = graph.JudgeCorrect, report
			j.Correction = &graph.Correction{Act: graph.Acts[rng.IntN(len(graph.Acts))], Targets: []graph.Subject{entity()}}
		case 3:
			j.Kind, j.Subjects = graph.JudgeHide, report
			if rng.IntN(3) == 0 {
				j.Subjects = []graph.Subject{entity()}
			}
		}
		if next, err := e.Add(&j, time.Unix(int64(i), 0)); err == nil && j.Valid() == nil {
			e = next
		}
	}
	return e
}

// What is shown of a record is a record: all that Check demands but for the IDs of
// attributions, and nothing of it is said twice.
func TestShownRecordsHoldTogether(t *testing.T) {
	records := graphtest.Samples(12, 3)
	for _, r := range records {
		crowd(r)
	}
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		e := randomEffects(rng, records, 1+rng.IntN(12))
		for _, r := range records {
			raw, _, err := graph.Check(r)
			if err != nil {
				t.Fatal(err)
			}
			before, _, _ := graph.Check(r)
			shown := e.Apply(raw)
			if diff := cmp.Diff(before, raw); diff != "" {
				t.Fatalf("seed %d: Apply changed the record:\n%s", seed, diff)
			}
			if shown.Record == raw {
				if len(shown.Asides) > 0 {
					t.Errorf("seed %d: nothing changed, but %+v", seed, shown.Asides)
				}
				continue
			}
			holds(t, fmt.Sprintf("seed %d, article %s", seed, r.Article.ID), shown.Record)
			accounted(t, fmt.Sprintf("seed %d, article %s", seed, r.Article.ID), raw, shown)
		}
	}
}

// crowd lets an article report each claim twice and refer to two entities by the same
// words.
func crowd(r *graph.Record) {
	for _, a := range r.Attributions {
		a.Content, a.ParentID = a.Cue, r.Attributions[0].ID
		a.ID = graph.AttributionID(&a)
		r.Attributions = append(r.Attributions, a)
	}
	for i, m := range r.Mentions {
		if m.EntityID != "" {
			m.EntityID = r.Entities[i%len(r.Entities)].ID
			m.ID = graph.MentionID(&m)
			if !slices.ContainsFunc(r.Mentions, func(o graph.Mention) bool { return o.ID == m.ID }) {
				r.Mentions = append(r.Mentions, m)
			}
		}
	}
}

// holds checks a shown record with the attributions as they would be identified now.
func holds(t *testing.T, what string, shown *graph.Record) {
	t.Helper()
	x := *shown
	x.Attributions = slices.Clone(shown.Attributions)
	now := map[string]string{}
	for i := range x.Attributions {
		a := &x.Attributions[i]
		was := a.ID
		a.ID = graph.AttributionID(a)
		now[was] = a.ID
	}
	for i := range x.Attributions {
		x.Attributions[i].ParentID = now[x.Attributions[i].ParentID]
	}
	checked, refused, err := graph.Check(&x)
	if err != nil || len(refused) > 0 {
		t.Errorf("%s: refused %+v, %v", what, refused, err)
		return
	}
	checked.Attributions, x.Attributions = nil, nil // in another order
	if diff := cmp.Diff(checked, &x); diff != "" {
		t.Errorf("%s: not in canonical form (-checked +shown):\n%s", what, diff)
	}
}

// accounted checks that every ID of the record is shown or set aside, once.
func accounted(t *testing.T, what string, raw *graph.Record, shown graph.Shown) {
	t.Helper()
	there, aside := map[string]bool{}, map[string]bool{}
	for _, x := range shown.Record.Entities {
		there[x.ID] = true
	}
	for _, x := range shown.Record.Claims {
		there[x.ID] = true
	}
	for _, x := range shown.Record.Attributions {
		there[x.ID] = true
	}
	for _, a := range shown.Asides {
		if there[a.ID] && graph.IDType(a.ID) != graph.PrefixEntity || aside[a.ID] || (a.IntoID == "") == (a.Part == nil) || a.IntoID == a.ID {
			t.Errorf("%s: aside %+v", what, a)
		}
		aside[a.ID] = true
	}
	for _, a := range shown.Asides {
		if a.IntoID != "" && !there[a.IntoID] && !aside[a.IntoID] {
			t.Errorf("%s: %s became %s, which is nowhere", what, a.ID, a.IntoID)
		}
	}
	var ids []string
	for _, x := range raw.Entities {
		ids = append(ids, x.ID)
	}
	for _, x := range raw.Attributions {
		ids = append(ids, x.ID, x.ClaimID)
	}
	for _, id := range ids {
		if !there[id] && !aside[id] {
			t.Errorf("%s: %s is neither shown nor set aside", what, id)
		}
	}
}

// What an entity became does not depend on the order in which judgements are given.
func TestEffectsDependOnTheSet(t *testing.T) {
	subject := func(name string) graph.Subject {
		return graph.Subject{ID: graph.EntityID(graph.KindPerson, name), Kind: graph.KindPerson, Name: name}
	}
	at := time.Unix(0, 0)
	say := func(kind graph.JudgementKind, key int, names ...string) *graph.Judgement {
		j := &graph.Judgement{ID: graph.JudgementID("Ada", fmt.Sprint(key)), Kind: kind, By: "Ada", At: at.Add(time.Duration(key) * time.Second)}
		for _, n := range names {
			j.Subjects = append(j.Subjects, subject(n))
		}
		return j
	}
	all := []*graph.Judgement{say(graph.JudgeSame, 1, "b", "c"), say(graph.JudgeSame, 2, "a", "b"), say(graph.JudgeSame, 3, "d", "e"),
		say(graph.JudgeDifferent, 4, "a", "d"), say(graph.JudgeSame, 5, "c", "e"), // gives way to 4
		say(graph.JudgeSame, 6, "f", "g"), {ID: graph.JudgementID("Ada", "7"), Kind: graph.JudgeUndo, By: "Ada", At: at.Add(7 * time.Second),
			UndoesID: graph.JudgementID("Ada", "6")}}
	text := "a b c d e f g"
	r := &graph.Record{Extraction: graph.Extraction{ID: "ext_x"}, Article: graph.Article{ID: graph.ArticleID("", text), Text: text, ExtractionID: "ext_x"}}
	for _, n := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		s := subject(n)
		r.Entities = append(r.Entities, graph.Entity{ID: s.ID, Kind: s.Kind, Name: n})
	}
	want := map[string][]string{"a": {"b", "c"}, "d": {"e"}, "f": nil, "g": nil}
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 1))
		rng.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		got := map[string][]string{}
		for _, x := range graph.EffectsOf(all).Apply(r).Record.Entities {
			got[x.Name] = x.Aliases
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d: entities by name with their other names (-want +got):\n%s", seed, diff)
		}
	}
}
