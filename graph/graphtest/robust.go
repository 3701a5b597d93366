package graphtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"hearsay/graph"
)

func invalidTests(t *testing.T, open func(*testing.T) graph.Store) {
	s, w := filled(t, open, 3)
	ids := []string{w.articles[0].ID}
	ok := graph.Page{First: 10}
	calls := map[string]func(context.Context) error{
		"page of none": func(ctx context.Context) error { return second(s.ListClaims(ctx, graph.ClaimFilter{}, graph.Page{})) },
		"page below none": func(ctx context.Context) error {
			return second(s.ListArticles(ctx, graph.ArticleFilter{}, graph.Page{First: -1}))
		},
		"page too great": func(ctx context.Context) error {
			return second(s.ListEntities(ctx, graph.EntityFilter{}, graph.Page{First: graph.MaxPage + 1}))
		},
		"page of events": func(ctx context.Context) error { return second(s.ListEvents(ctx, graph.EventFilter{}, graph.Page{})) },
		"page of links":  func(ctx context.Context) error { return second(s.ListLinks(ctx, graph.LinkFilter{}, graph.Page{})) },
		"page of dyads": func(ctx context.Context) error {
			return second(s.WhoToWhom(ctx, graph.ClaimFilter{}, graph.ByClaims, graph.Page{}))
		},
		"act": func(ctx context.Context) error {
			return second(s.ListClaims(ctx, graph.ClaimFilter{Acts: []graph.SpeechAct{"SING"}}, ok))
		},
		"confidence": func(ctx context.Context) error {
			return second(s.ListClaims(ctx, graph.ClaimFilter{MinConfidence: 1.5}, ok))
		},
		"act deep inside": func(ctx context.Context) error {
			bad := graph.ClaimFilter{Any: []graph.ClaimFilter{{Not: &graph.ClaimFilter{Acts: []graph.SpeechAct{"SING"}}}}}
			return second(s.ListClaims(ctx, bad, ok))
		},
		"origins": func(ctx context.Context) error {
			return second(s.ListClaims(ctx, graph.ClaimFilter{MaxOrigins: -1}, ok))
		},
		"kind of source": func(ctx context.Context) error {
			return second(s.ListClaims(ctx, graph.ClaimFilter{SourceKinds: []graph.EntityKind{"CAT"}}, ok))
		},
		"filters": func(ctx context.Context) error {
			return second(s.ListClaims(ctx, graph.ClaimFilter{Any: make([]graph.ClaimFilter, graph.MaxFilters)}, ok))
		},
		"from": func(ctx context.Context) error {
			return second(s.ListClaims(ctx, graph.ClaimFilter{From: "yesterday"}, ok))
		},
		"to": func(ctx context.Context) error {
			return second(s.ListArticles(ctx, graph.ArticleFilter{To: "2020-13"}, ok))
		},
		"event bound": func(ctx context.Context) error { return second(s.ListEvents(ctx, graph.EventFilter{To: "20"}, ok)) },
		"entity kind": func(ctx context.Context) error {
			return second(s.ListEntities(ctx, graph.EntityFilter{Kinds: []graph.EntityKind{"CAT"}}, ok))
		},
		"link kind": func(ctx context.Context) error {
			return second(s.ListLinks(ctx, graph.LinkFilter{Kinds: []graph.LinkKind{"LIKES"}}, ok))
		},
		"act of a link end": func(ctx context.Context) error {
			return second(s.ListLinks(ctx, graph.LinkFilter{To: graph.ClaimFilter{Acts: []graph.SpeechAct{"X"}}}, ok))
		},
		"dyad filter": func(ctx context.Context) error {
			return second(s.WhoToWhom(ctx, graph.ClaimFilter{From: "x"}, graph.ByClaims, ok))
		},
		"count filter":    func(ctx context.Context) error { return second(s.Count(ctx, graph.ClaimFilter{From: "x"})) },
		"count of a type": func(ctx context.Context) error { return second(s.Count(ctx, "claims")) },
		"count of nil":    func(ctx context.Context) error { return second(s.Count(ctx, nil)) },
		"edge page": func(ctx context.Context) error {
			return second(s.AttributionsOf(ctx, graph.AttributionsOfArticle, ids, graph.Page{}))
		},
		"attribution parent": func(ctx context.Context) error { return second(s.AttributionsOf(ctx, "X", ids, ok)) },
		"claim parent":       func(ctx context.Context) error { return second(s.ClaimsOf(ctx, "X", ids, graph.ClaimFilter{}, ok)) },
		"claim edge filter": func(ctx context.Context) error {
			return second(s.ClaimsOf(ctx, graph.ClaimsOfSource, ids, graph.ClaimFilter{To: "x"}, ok))
		},
		"mention parent": func(ctx context.Context) error { return second(s.MentionsOf(ctx, "X", ids, ok)) },
		"link direction": func(ctx context.Context) error { return second(s.LinksOf(ctx, "X", ids, nil, ok)) },
		"filter of the feed": func(ctx context.Context) error {
			return second(s.ClaimsAfter(ctx, 0, 9, graph.ClaimFilter{From: "x"}, 1))
		},
		"page of the feed": func(ctx context.Context) error { return second(s.ClaimsAfter(ctx, 0, 9, graph.ClaimFilter{}, 0)) },
		"state of a job": func(ctx context.Context) error {
			return second(s.ListJobs(ctx, graph.JobFilter{States: []graph.JobState{"LATE"}}, ok))
		},
		"page of jobs": func(ctx context.Context) error { return second(s.ListJobs(ctx, graph.JobFilter{}, graph.Page{})) },
		"kind of LinksOf": func(ctx context.Context) error {
			return second(s.LinksOf(ctx, graph.LinksIn, ids, []graph.LinkKind{"X"}, ok))
		},
	}
	maps.Copy(calls, invalidRollUps(s))
	maps.Copy(calls, invalidCursors(s, ids))
	maps.Copy(calls, invalidNetworks(s, ids))
	maps.Copy(calls, invalidFacets(s))
	maps.Copy(calls, invalidRanks(s))
	for _, name := range keysOf(calls) {
		t.Run(name, func(t *testing.T) {
			if err := calls[name](t.Context()); !errors.Is(err, graph.ErrInvalid) {
				t.Errorf("got %v, want ErrInvalid", err)
			}
		})
	}
}

// invalidCursors are places that no list has.
func invalidCursors(s graph.Store, ids []string) map[string]func(context.Context) error {
	at := func(key string) graph.Page { return graph.Page{First: 10, After: &graph.Cursor{Key: key, ID: "x"}} }
	return map[string]func(context.Context) error{
		"cursor of attributions": func(ctx context.Context) error {
			return second(s.AttributionsOf(ctx, graph.AttributionsOfArticle, ids, at("2020")))
		},
		"cursor of mentions in text": func(ctx context.Context) error {
			return second(s.MentionsOf(ctx, graph.MentionsOfArticle, ids, at("12")))
		},
		"cursor of mentions": func(ctx context.Context) error {
			return second(s.MentionsOf(ctx, graph.MentionsOfEntity, ids, at("0000000001")))
		},
		"cursor of links": func(ctx context.Context) error {
			return second(s.ListLinks(ctx, graph.LinkFilter{}, at("2020")))
		},
		"cursor of links of claims": func(ctx context.Context) error {
			return second(s.LinksOf(ctx, graph.LinksOut, ids, nil, at("2020")))
		},
		"cursor of jobs": func(ctx context.Context) error {
			return second(s.ListJobs(ctx, graph.JobFilter{}, at("soon")))
		},
		"cursor of dyads": func(ctx context.Context) error {
			return second(s.WhoToWhom(ctx, graph.ClaimFilter{}, graph.ByClaims, at("0000000001")))
		},
	}
}

func second[T any](_ T, err error) error { return err }

// textTests keeps names and texts that stores are known to spoil.
func textTests(t *testing.T, open func(*testing.T) graph.Store) {
	names := []string{"a", "B", "b", "A", "Z", "Ä", "é", "e\u0301", "ß", "ﬀ", "İ", "ı", "я", "中", "\U0001F4F0 News", "\uFFFD",
		"\U00010428", "\uFF21", "'; DROP TABLE claim; --", "%_\\", `"quoted" (AND) OR NOT *`, "tab\tand\nline", " spaces ",
		"\u202Eright to left", strings.Repeat("long ", 2000), strings.Repeat("é", 10_000), "zero\u200dwidth"}
	text := "Names: " + strings.Join(names, " | ")
	r := &graph.Record{Extraction: graph.Extraction{ID: "ext_text"}}
	r.Article = graph.Article{ID: graph.ArticleID("", text), Text: text, Title: strings.Repeat("𝔗", 10_000), ExtractionID: "ext_text"}
	for _, n := range names {
		e := graph.Entity{ID: graph.EntityID(graph.KindGroup, n), Kind: graph.KindGroup, Name: n, Aliases: []string{n, "x " + n}}
		v := graph.Event{ID: graph.EventID(n), Label: n}
		start := strings.Index(text, n)
		m := graph.Mention{ArticleID: r.Article.ID, EntityID: e.ID, Kind: graph.MentionName, Span: graph.Span{Start: start, End: start + len(n)}}
		m.ID = graph.MentionID(&m)
		r.Entities, r.Events, r.Mentions = append(r.Entities, e), append(r.Events, v), append(r.Mentions, m)
	}
	s := open(t)
	if res := put(t, s, r); len(res.Refused) > 0 {
		t.Fatalf("refused: %v", res.Refused)
	}
	m := modelOf([]*graph.Record{r})
	w := m.world()
	t.Run("comes back byte for byte", func(t *testing.T) { sameDump(t, s, m) })
	t.Run("is found by itself and ordered by code point of the folded", func(t *testing.T) {
		for _, n := range append(names, "A b", "ss", "long", "drop table", "news") {
			for _, f := range []graph.EntityFilter{{Name: n}, {Text: n}} {
				if n == "" {
					continue
				}
				list(t, s, f, filter(w.entities, w.matchEntity(f)), (*graph.Entity).Cursor, s.ListEntities)
			}
			f := graph.EventFilter{Text: n}
			list(t, s, f, filter(w.events, w.matchEvent(f)), (*graph.Event).Cursor, s.ListEvents)
			g := graph.ArticleFilter{Text: n}
			list(t, s, g, withoutTexts(filter(w.articles, w.matchArticle(g))), (*graph.Article).Cursor, s.ListArticles)
		}
	})
	t.Run("empty optional fields come back empty", func(t *testing.T) {
		got, err := s.FullArticles(t.Context(), []string{r.Article.ID})
		if err != nil {
			t.Fatal(err)
		}
		a := got[r.Article.ID]
		if a.Byline != nil || a.Blocks != nil || a.Source != nil || a.Published != "" || a.Origin != a.ID {
			t.Errorf("article %+v: want nil lists, no time and an origin of its own", a)
		}
	})
}

func lifecycleTests(t *testing.T, open func(*testing.T) graph.Store) {
	t.Run("a store that is open answers Ping", func(t *testing.T) {
		if err := open(t).Ping(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("an article is recorded when it is first taken", func(t *testing.T) {
		r := Samples(1, 1)[0]
		s := open(t)
		recorded := func() graph.Time {
			got, err := s.Articles(t.Context(), []string{r.Article.ID})
			if err != nil {
				t.Fatal(err)
			}
			return got[r.Article.ID].Recorded
		}
		put(t, s, r)
		first := recorded()
		if first.Precision() != graph.PrecisionSecond {
			t.Fatalf("recorded %q, want a time to the second", first)
		}
		put(t, s, thinned(r, 1))
		if got := recorded(); got != first {
			t.Errorf("recorded %q after another extraction, want %q", got, first)
		}
	})
	t.Run("a closed store is unavailable", func(t *testing.T) {
		s, w := filled(t, open, 2)
		for range 2 {
			if err := s.Close(); err != nil {
				t.Fatalf("Close: %v", err)
			}
		}
		for name, err := range everyMethod(t.Context(), s, w) {
			if !errors.Is(err, graph.ErrUnavailable) {
				t.Errorf("%s: %v, want ErrUnavailable", name, err)
			}
		}
	})
	t.Run("a Put that is broken off stores nothing", func(t *testing.T) { allOrNone(t, open) })
	t.Run("a context that has ended is honoured and nothing is stored", func(t *testing.T) {
		s, w := filled(t, open, 2)
		before := dumpText(t, s)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for name, err := range everyMethod(ctx, s, w) {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v, want context.Canceled", name, err)
			}
		}
		equal(t, "dump", dumpText(t, s), before)
	})
}

// fuse is a context that ends when it has been asked so many times whether it has.
type fuse struct {
	context.Context
	left atomic.Int32
	end  context.CancelFunc
}

func (f *fuse) Err() error {
	if f.left.Add(-1) < 0 {
		f.end()
	}
	return f.Context.Err()
}

// allOrNone ends the context of a Put at ever later moments.
func allOrNone(t *testing.T, open opener) {
	records := Samples(8, 1)
	var changed []*graph.Record
	for i, r := range records[:4] {
		changed = append(changed, thinned(r, i))
	}
	changed = append(changed, records[4:]...)
	s := open(t)
	put(t, s, records[:4]...)
	before := dumpText(t, s)
	for n := int32(0); ; n += 1 + n/2 {
		ctx, cancel := context.WithCancel(t.Context())
		f := &fuse{Context: ctx, end: cancel}
		f.left.Store(n)
		_, err := s.Put(f, changed)
		cancel()
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("a context that ended at question %d: %v", n, err)
		}
		if dumpText(t, s) != before {
			break // it was done when it ended: then all of it
		}
	}
	sameDump(t, s, modelOf(append(slices.Clone(records[:4]), changed...)))
}

// everyMethod calls each method of a store once.
func everyMethod(ctx context.Context, s graph.Store, w *world) map[string]error {
	p, ids := graph.Page{First: 5}, []string{w.articles[0].ID}
	return map[string]error{
		"Ping":           s.Ping(ctx),
		"Put":            second(s.Put(ctx, Samples(3, 9))),
		"Known":          second(s.Known(ctx, ids)),
		"Articles":       second(s.Articles(ctx, ids)),
		"FullArticles":   second(s.FullArticles(ctx, ids)),
		"Entities":       second(s.Entities(ctx, ids)),
		"Claims":         second(s.Claims(ctx, ids)),
		"Attributions":   second(s.Attributions(ctx, ids)),
		"Events":         second(s.Events(ctx, ids)),
		"ListArticles":   second(s.ListArticles(ctx, graph.ArticleFilter{}, p)),
		"ListEntities":   second(s.ListEntities(ctx, graph.EntityFilter{}, p)),
		"ListClaims":     second(s.ListClaims(ctx, graph.ClaimFilter{}, p)),
		"ListEvents":     second(s.ListEvents(ctx, graph.EventFilter{}, p)),
		"ListLinks":      second(s.ListLinks(ctx, graph.LinkFilter{}, p)),
		"Count":          second(s.Count(ctx, graph.ClaimFilter{})),
		"AttributionsOf": second(s.AttributionsOf(ctx, graph.AttributionsOfArticle, ids, p)),
		"ClaimsOf":       second(s.ClaimsOf(ctx, graph.ClaimsOfSource, ids, graph.ClaimFilter{}, p)),
		"LinksOf":        second(s.LinksOf(ctx, graph.LinksOut, ids, nil, p)),
		"MentionsOf":     second(s.MentionsOf(ctx, graph.MentionsOfArticle, ids, p)),
		"RolesOf":        second(s.RolesOf(ctx, ids)),
		"Judge": second(s.Judge(ctx, &graph.Judgement{ID: graph.JudgementID("Ada", "x"), Kind: graph.JudgeHide, By: "Ada",
			Subjects: []graph.Subject{{ID: w.articles[0].ID}}})),
		"Judgements":     second(s.Judgements(ctx, ids)),
		"ListJudgements": second(s.ListJudgements(ctx, graph.JudgementFilter{}, p)),
		"JudgementsOf":   second(s.JudgementsOf(ctx, ids)),
		"Current":        second(s.Current(ctx, ids)),
		"Originals":      second(s.Originals(ctx, ids)),
		"ClaimsAfter":    second(s.ClaimsAfter(ctx, 0, 100, graph.ClaimFilter{}, 5)),
		"Heads":          second(s.Heads(ctx)),
		"AddJob":         second(s.AddJob(ctx, newJob("every"), 5)),
		"TakeJob":        second(s.TakeJob(ctx, "every", now, now)),
		"SaveJob":        s.SaveJob(ctx, "every", &graph.Job{ID: graph.JobID("every"), State: graph.JobDone}, now),
		"Jobs":           second(s.Jobs(ctx, []string{graph.JobID("every")})),
		"ListJobs":       second(s.ListJobs(ctx, graph.JobFilter{}, p)),
		"Facets":         second(s.Facets(ctx, graph.ClaimFilter{})),
		"Replies":        second(s.Replies(ctx, graph.LinkFilter{})),
		"Ties":           second(s.Ties(ctx, graph.TieQuery{SourceIDs: ids})),
		"TiesOf":         second(s.TiesOf(ctx, graph.LinksIn, ids, nil, 3)),
		"ClaimsBetween":  second(s.ClaimsBetween(ctx, []graph.Pair{{SourceID: "x", TargetID: "y"}}, graph.ClaimFilter{}, p)),
		"WhoToWhom":      second(s.WhoToWhom(ctx, graph.ClaimFilter{}, graph.ByClaims, p)),
		"Dump":           s.Dump(ctx, func(graph.DumpRow) error { return nil }),
	}
}

func concurrentTests(t *testing.T, open func(*testing.T) graph.Store) {
	t.Run("many put the same and others at once", func(t *testing.T) {
		records := Samples(24, 1)
		s := open(t)
		var wg sync.WaitGroup
		errs := make(chan error, 8)
		for k := range 4 {
			wg.Go(func() {
				for i := range records {
					if i%4 != k { // each record by three of the four
						if _, err := s.Put(t.Context(), records[i:i+1]); err != nil {
							errs <- fmt.Errorf("put %d: %w", i, err)
							return
						}
					}
				}
			})
		}
		wg.Wait()
		close(errs)
		for err := range errs {
			t.Error(err)
		}
		sameDump(t, s, modelOf(records))
	})
	t.Run("a reader sees all of a record or nothing", func(t *testing.T) {
		records := Samples(16, 1)
		s := open(t)
		done := make(chan error, 1)
		go func() {
			var err error
			for i := 0; i < len(records) && err == nil; i++ {
				_, err = s.Put(t.Context(), records[i:i+1])
			}
			done <- err
		}()
		for writing := true; writing; {
			select {
			case err := <-done:
				if err != nil {
					t.Fatal(err)
				}
				writing = false
			default:
			}
			for _, r := range records {
				wholeOrNothing(t, s, r)
			}
		}
	})
}

// wholeOrNothing reads how many attributions of r there are, in one call.
func wholeOrNothing(t *testing.T, s graph.Store, r *graph.Record) {
	t.Helper()
	want := len(r.Attributions)
	got, err := s.AttributionsOf(t.Context(), graph.AttributionsOfArticle, []string{r.Article.ID}, graph.Page{First: graph.MaxPage})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(got[r.Article.ID].Items); n != 0 && n != want {
		t.Fatalf("article %s shows %d of %d attributions", r.Article.ID, n, want)
	}
}
