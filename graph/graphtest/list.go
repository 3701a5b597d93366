package graphtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"hearsay/graph"
)

// pages walks a list in each direction, in small steps and in one.
var pages = []graph.Page{
	{First: 8}, {First: 7, Desc: true}, {First: 9, Backward: true}, {First: 10, Desc: true, Backward: true}, {First: graph.MaxPage},
}

func listTests(t *testing.T, open func(*testing.T) graph.Store) {
	s, w := filled(t, open, 30)
	t.Run("Articles", func(t *testing.T) {
		for _, f := range articleFilters(w) {
			list(t, s, f, withoutTexts(filter(w.articles, w.matchArticle(f))), (*graph.Article).Cursor, s.ListArticles)
		}
	})
	t.Run("Entities", func(t *testing.T) {
		for _, f := range entityFilters(w) {
			list(t, s, f, filter(w.entities, w.matchEntity(f)), (*graph.Entity).Cursor, s.ListEntities)
		}
	})
	t.Run("Events", func(t *testing.T) {
		for _, f := range eventFilters(w) {
			list(t, s, f, filter(w.events, w.matchEvent(f)), (*graph.Event).Cursor, s.ListEvents)
		}
	})
	t.Run("Claims", func(t *testing.T) {
		for _, f := range claimFilters(w) {
			list(t, s, f, filter(w.claims, w.matchClaim(f)), (*graph.Claim).Cursor, s.ListClaims)
		}
	})
	t.Run("Links", func(t *testing.T) {
		for _, f := range linkFilters(w) {
			list(t, s, f, filter(w.joined(), w.matchLink(f)), (*graph.Link).Cursor, s.ListLinks)
		}
	})
	t.Run("a cursor need not belong to an item", func(t *testing.T) {
		for _, after := range []graph.Cursor{{}, {Key: "2020-09-25", ID: "clm_"}, {Key: "2020-09-25", ID: "z"}, {Key: "9"}} {
			for _, p := range pages {
				p.After = &after
				got, err := s.ListClaims(t.Context(), graph.ClaimFilter{}, p)
				if err != nil {
					t.Fatal(err)
				}
				equal(t, fmt.Sprintf("after %+v", p), got, paginate(w.claims, (*graph.Claim).Cursor, p))
			}
		}
	})
	t.Run("Links that several articles make", func(t *testing.T) {
		records := Samples(12, 1)
		for i, r := range records[:12] {
			records = append(records, reprint(r, fmt.Sprintf("https://reprint.example/%d", i)))
		}
		s := open(t)
		put(t, s, records...)
		w := modelOf(records).world()
		several := filter(w.joined(), func(l *graph.Link) bool { return len(l.ArticleIDs) > 1 })
		if len(several) == 0 || len(w.joined()) == len(w.links) {
			t.Fatal("no link is made by several articles")
		}
		for _, f := range linkFilters(w) {
			list(t, s, f, filter(w.joined(), w.matchLink(f)), (*graph.Link).Cursor, s.ListLinks)
		}
	})
}

// list compares all pages of a list and its count with the items that f matches.
func list[T, F any](t *testing.T, s graph.Store, f F, want []*T, cursor func(*T) graph.Cursor,
	get func(context.Context, F, graph.Page) (graph.Slice[T], error)) {
	t.Helper()
	for _, p := range pages {
		got := all(t, p, cursor, func(ctx context.Context, p graph.Page) (graph.Slice[T], error) { return get(ctx, f, p) })
		whole := p
		whole.First = graph.MaxPage
		equal(t, fmt.Sprintf("%T %+v in pages %+v", f, f, p), got, paginate(want, cursor, whole).Items)
	}
	n, err := s.Count(t.Context(), f)
	if err != nil || n != len(want) {
		t.Fatalf("Count(%T %+v) = %d, %v, want %d", f, f, n, err, len(want))
	}
}

// pick returns some IDs of items, and one of none.
func pick[T any](items []*T, id func(*T) string) []string {
	out := []string{"none"}
	for i, x := range items {
		if i%4 == 1 {
			out = append(out, id(x), id(x))
		}
	}
	return out
}

func articleFilters(w *world) []graph.ArticleFilter {
	f := []graph.ArticleFilter{
		{}, {IDs: pick(w.articles, func(a *graph.Article) string { return a.ID })}, {IDs: []string{"none"}},
		{URL: w.articles[0].URL}, {URL: "https://nowhere.example/"},
		{Publisher: "the coast herald"}, {Publisher: "COAST-herald.example"}, {Publisher: "ørsted tidende"},
		{Publisher: "coast"}, {Publisher: "—"}, {Publisher: "The Coast Herald", From: "2020-09"},
		{Text: "ferry"}, {Text: "FERRY aurora"}, {Text: "ferr"}, {Text: "report 3"}, {Text: "anstrand"}, {Text: "?!"}, {Text: "usb"},
		{Text: `ferry" OR "aurora`}, {Text: "ferry AND NOT aurora"}, {Text: "fer*"},
		{Text: "ferry", Publisher: "wire.example", To: "2020"},
	}
	for _, b := range bounds {
		f = append(f, graph.ArticleFilter{From: b[0], To: b[1]})
	}
	return f
}

// bounds covers each precision, both ends and nothing at all.
var bounds = [][2]graph.Time{{"2020", ""}, {"", "2020"}, {"2020-09", "2020-09"}, {"2020-09-25", "2020-09-25"},
	{"", "2020-09-25T10:00:00Z"}, {"2020-09-25T10:00:01Z", "2021"}, {"2030", ""}, {"2020-10", "2020-09"}, {"1999-12-31", "1999"}}

func entityFilters(w *world) []graph.EntityFilter {
	return []graph.EntityFilter{
		{}, {IDs: pick(w.entities, func(a *graph.Entity) string { return a.ID })},
		{Kinds: []graph.EntityKind{graph.KindPerson}}, {Kinds: []graph.EntityKind{graph.KindGroup, graph.KindCountry}},
		{Name: "zoe anstrand"}, {Name: "ZOË ÅNSTRAND"}, {Name: "zoe"}, {Name: "no"}, {Name: "HU"}, {Name: "ruth o'tambe"},
		{Name: "нина полозова"}, {Name: "北の漁師"}, {Name: "𐐔EZRA quill"}, {Name: "ffoulkes brandt"}, {Name: "usb shipping"},
		{Name: "…"}, {Name: "two officials"},
		{Text: "anstrand"}, {Text: "norwegian government"}, {Text: "government norway"}, {Text: "ship"}, {Text: "—"}, {Text: "полозова nina"},
		{Country: "NO"}, {Country: "no"}, {Country: "XX"}, {Country: "HU", Kinds: []graph.EntityKind{graph.KindPerson}},
		{Unnamed: ptr(true)}, {Unnamed: ptr(false)}, {Unnamed: ptr(true), Text: "officials"},
		{Unnamed: ptr(false), Country: "NO", Text: "board"},
	}
}

func eventFilters(w *world) []graph.EventFilter {
	f := []graph.EventFilter{
		{}, {IDs: pick(w.events, func(a *graph.Event) string { return a.ID })}, {Text: "aurora"}, {Text: "Élection"},
		{Text: "reports of the"}, {Text: "scandals"}, {Text: "quota", From: "2019"},
	}
	for _, b := range bounds {
		f = append(f, graph.EventFilter{From: b[0], To: b[1]})
	}
	return f
}

// claimFilters sets each field by itself, then several at random.
func claimFilters(w *world) []graph.ClaimFilter {
	ids := pick(w.claims, func(a *graph.Claim) string { return a.ID })
	entity := func(i int) string { return w.entities[i%len(w.entities)].ID }
	single := []graph.ClaimFilter{
		{}, {IDs: ids}, {Acts: []graph.SpeechAct{graph.ActAccuse}}, {Acts: []graph.SpeechAct{graph.ActDeny, graph.ActSay}},
		{SourceIDs: []string{entity(0)}}, {SourceIDs: []string{entity(1), entity(2), entity(1), "none"}}, {SourceIDs: []string{"none"}},
		{TargetIDs: []string{entity(3)}}, {TargetIDs: []string{entity(0), entity(4)}},
		{EventIDs: []string{w.events[0].ID}}, {EventIDs: []string{w.events[1].ID, w.events[2].ID}},
		{ArticleIDs: []string{w.articles[3].ID}}, {ArticleIDs: []string{w.articles[1].ID, w.articles[2].ID}},
		{Text: "ferry"}, {Text: "BRIBES fishing"}, {Text: "election"}, {Text: "bribe"}, {Text: "“”"},
		{Publisher: "coast herald the"}, {Publisher: "The Coast Herald"}, {Publisher: "WIRE.example"},
		{HasSource: ptr(true)}, {HasSource: ptr(false)}, {HasTarget: ptr(true)}, {HasTarget: ptr(false)},
		{Implicit: ptr(true)}, {Implicit: ptr(false)}, {Denied: ptr(true)}, {Denied: ptr(false)},
		{MinConfidence: 0.7}, {MinConfidence: 1}, {From: "2020-09-25"}, {To: "2020-09"}, {From: "2020", To: "2020"},
	}
	for _, b := range bounds {
		single = append(single, graph.ClaimFilter{From: b[0], To: b[1]})
	}
	rng := rand.New(rand.NewPCG(3, 3))
	out := single
	for range 25 {
		f := graph.ClaimFilter{}
		for range 2 + rng.IntN(3) {
			f = bothClaims(f, single[rng.IntN(len(single))])
		}
		out = append(out, f)
	}
	return out
}

// bothClaims sets in f what is set in g.
func bothClaims(f, g graph.ClaimFilter) graph.ClaimFilter {
	if g.From != "" || g.To != "" {
		f.From, f.To = g.From, g.To
	}
	if g.Text != "" {
		f.Text = g.Text
	}
	if g.Publisher != "" {
		f.Publisher = g.Publisher
	}
	if g.MinConfidence > 0 {
		f.MinConfidence = g.MinConfidence
	}
	f.IDs, f.Acts = append(f.IDs, g.IDs...), append(f.Acts, g.Acts...)
	f.SourceIDs, f.TargetIDs = append(f.SourceIDs, g.SourceIDs...), append(f.TargetIDs, g.TargetIDs...)
	f.EventIDs, f.ArticleIDs = append(f.EventIDs, g.EventIDs...), append(f.ArticleIDs, g.ArticleIDs...)
	for _, b := range []struct{ to, from **bool }{{&f.HasSource, &g.HasSource}, {&f.HasTarget, &g.HasTarget},
		{&f.Implicit, &g.Implicit}, {&f.Denied, &g.Denied}} {
		if *b.from != nil {
			*b.to = *b.from
		}
	}
	return f
}

func linkFilters(w *world) []graph.LinkFilter {
	f := []graph.LinkFilter{
		{}, {Kinds: []graph.LinkKind{graph.Denies}}, {Kinds: []graph.LinkKind{graph.Repeats, graph.Contradicts}},
		{From: graph.ClaimFilter{Acts: []graph.SpeechAct{graph.ActDeny}}, To: graph.ClaimFilter{Acts: []graph.SpeechAct{graph.ActAccuse}}},
		{From: graph.ClaimFilter{SourceIDs: []string{w.entities[0].ID}}},
		{To: graph.ClaimFilter{SourceIDs: []string{w.entities[0].ID}, Denied: ptr(true)}},
		{From: graph.ClaimFilter{From: "2020"}, To: graph.ClaimFilter{Text: "ferry", HasTarget: ptr(true)}},
		{From: graph.ClaimFilter{Publisher: "wire.example"}, To: graph.ClaimFilter{MinConfidence: 0.6}},
		{From: graph.ClaimFilter{Text: "--"}},
		{From: graph.ClaimFilter{Any: []graph.ClaimFilter{{Text: "ferry"}, {Acts: []graph.SpeechAct{graph.ActDeny}}}},
			To: graph.ClaimFilter{Not: &graph.ClaimFilter{Nested: ptr(true)}}},
		{To: graph.ClaimFilter{All: []graph.ClaimFilter{{SourceIDs: []string{w.entities[0].ID}}}, SourceCountries: []string{"NO", "HU"}}},
	}
	return f
}
