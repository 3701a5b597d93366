package graphtest

import (
	"fmt"
	"slices"
	"testing"

	"hearsay/graph"
)

// follow reads the feed from a place to the head in pages of n.
func follow(t *testing.T, s graph.Feed, after int64, f graph.ClaimFilter, n int) []*graph.RecordedClaim {
	t.Helper()
	var out []*graph.RecordedClaim
	for {
		page, err := s.ClaimsAfter(t.Context(), after, heads(t, s).Claims, f, n)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Items) > n || page.More && len(page.Items) < n {
			t.Fatalf("a page of %d holds %d, more: %t", n, len(page.Items), page.More)
		}
		for _, c := range page.Items {
			if c.Seq <= after {
				t.Fatalf("place %d follows %d", c.Seq, after)
			}
			after, out = c.Seq, append(out, c)
		}
		if !page.More {
			return out
		}
	}
}

func heads(t *testing.T, s graph.Feed) graph.Heads {
	t.Helper()
	h, err := s.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// idsOf returns the IDs of claims, in order.
func idsOf(list []*graph.RecordedClaim) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.ID)
	}
	return out
}

func feedTests(t *testing.T, open func(*testing.T) graph.Store) {
	t.Run("an empty store has no head", func(t *testing.T) {
		if h := heads(t, open(t)); h != (graph.Heads{}) {
			t.Errorf("heads %+v, want none", h)
		}
	})
	records := Samples(12, 1)
	t.Run("claims come in the order of their Puts, then of their IDs", func(t *testing.T) { orderOfRecording(t, open, records) })
	t.Run("a page goes up to a place and no further", func(t *testing.T) {
		s := open(t)
		put(t, s, records...)
		every := follow(t, s, 0, graph.ClaimFilter{}, 100)
		for i, c := range every {
			page, err := s.ClaimsAfter(t.Context(), c.Seq-1, c.Seq, graph.ClaimFilter{}, 10)
			if err != nil || page.More || !slices.Equal(idsOf(page.Items), []string{c.ID}) {
				t.Fatalf("claim %d: %v, %v", i, idsOf(page.Items), err)
			}
		}
	})
	t.Run("filters hold", func(t *testing.T) {
		s, w := open(t), modelOf(records).world()
		put(t, s, records...)
		every := follow(t, s, 0, graph.ClaimFilter{}, 1000)
		some := w.claims[0]
		for _, f := range []graph.ClaimFilter{{Acts: []graph.SpeechAct{some.Act}}, {SourceIDs: some.SourceIDs}, {TargetIDs: some.TargetIDs},
			{Text: some.Proposition}, {IDs: []string{some.ID}}, {ArticleIDs: []string{w.articles[0].ID}}, {From: "2019", To: "2030"},
			{Text: "!"}, {Denied: ptr(true)}, {Not: &graph.ClaimFilter{Acts: []graph.SpeechAct{some.Act}}},
			{Any: []graph.ClaimFilter{{SourceIDs: some.SourceIDs}, {Implicit: ptr(true)}}}} {
			var want []string
			for _, c := range every {
				if w.matchClaim(f)(w.claim[c.ID]) {
					want = append(want, c.ID)
				}
			}
			equal(t, fmt.Sprintf("feed of %+v", f), idsOf(follow(t, s, 0, f, 2)), want)
		}
	})
	t.Run("what is hidden goes, and comes again at the end", func(t *testing.T) { hiddenPlaces(t, open, records) })
	t.Run("another extraction keeps places and adds new ones at the end", func(t *testing.T) { replacedPlaces(t, open, records) })
}

func orderOfRecording(t *testing.T, open opener, records []*graph.Record) {
	s := open(t)
	var want []string
	for batch := range slices.Chunk(records, 5) {
		var added []string
		for _, r := range batch {
			for _, c := range r.Claims {
				if !slices.Contains(want, c.ID) && !slices.Contains(added, c.ID) {
					added = append(added, c.ID)
				}
			}
		}
		slices.Sort(added)
		want = append(want, added...)
		before := heads(t, s).Claims
		put(t, s, batch...)
		equal(t, "what a Put added", idsOf(follow(t, s, before, graph.ClaimFilter{}, 7)), added)
		put(t, s, batch...)
	}
	got := follow(t, s, 0, graph.ClaimFilter{}, 7)
	equal(t, "the order of recording", idsOf(got), want)
	if last := got[len(got)-1].Seq; last != heads(t, s).Claims {
		t.Errorf("the last claim has place %d, the head is %d", last, heads(t, s).Claims)
	}
	w := modelOf(records).world()
	for _, c := range got {
		equal(t, "claim", c.Claim, w.claim[c.ID])
	}
}

func hiddenPlaces(t *testing.T, open opener, records []*graph.Record) {
	s := open(t)
	put(t, s, records...)
	before := follow(t, s, 0, graph.ClaimFilter{}, 100)
	head := heads(t, s).Claims
	hide := &graph.Judgement{ID: graph.JudgementID("Ada", "hide"), Kind: graph.JudgeHide, By: "Ada", Subjects: []graph.Subject{{ID: before[0].ID}}}
	if _, err := s.Judge(t.Context(), hide); err != nil {
		t.Fatal(err)
	}
	equal(t, "without the hidden", idsOf(follow(t, s, 0, graph.ClaimFilter{}, 100)), idsOf(before[1:]))
	undo := &graph.Judgement{ID: graph.JudgementID("Ada", "undo"), Kind: graph.JudgeUndo, By: "Ada", UndoesID: hide.ID}
	if _, err := s.Judge(t.Context(), undo); err != nil {
		t.Fatal(err)
	}
	equal(t, "shown again", idsOf(follow(t, s, 0, graph.ClaimFilter{}, 100)), append(idsOf(before[1:]), before[0].ID))
	equal(t, "what came since", idsOf(follow(t, s, head, graph.ClaimFilter{}, 100)), []string{before[0].ID})
}

func replacedPlaces(t *testing.T, open opener, records []*graph.Record) {
	s := open(t)
	put(t, s, records...)
	before := map[string]int64{}
	for _, c := range follow(t, s, 0, graph.ClaimFilter{}, 100) {
		before[c.ID] = c.Seq
	}
	head := heads(t, s).Claims
	m := modelOf(records)
	for i, r := range records {
		put(t, s, thinned(r, i))
		m.put(thinned(r, i))
	}
	left := m.world()
	after := follow(t, s, 0, graph.ClaimFilter{}, 100)
	if len(after) != len(left.claims) || len(after) == len(before) {
		t.Fatalf("%d claims, %d before, want %d", len(after), len(before), len(left.claims))
	}
	for _, c := range after {
		if c.Seq != before[c.ID] {
			t.Errorf("claim %s has place %d, had %d", c.ID, c.Seq, before[c.ID])
		}
	}
	again := Samples(12, 1)
	for _, r := range again {
		r.Extraction.ID = graph.ExtractionID("again", "")
		r.Article.ExtractionID = r.Extraction.ID
	}
	put(t, s, again...)
	for _, c := range follow(t, s, 0, graph.ClaimFilter{}, 100) {
		if left.claim[c.ID] == nil && c.Seq <= head {
			t.Errorf("claim %s went and came again at place %d, the head was %d", c.ID, c.Seq, head)
		}
	}
}
