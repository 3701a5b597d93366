package sqlite

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/graph/graphtest"
)

// TestPlans reads how SQLite answers the lists that must stay fast in a graph of
// any size: none may scan a table, none may sort more than the page.
func TestPlans(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	after := graph.Page{First: 50, After: &graph.Cursor{Key: "2020", ID: "x y DENIES"}}
	newest := graph.Page{First: 50, Desc: true}
	claims := func(f graph.ClaimFilter) func(graph.Page) error {
		return func(p graph.Page) error { _, err := s.ListClaims(t.Context(), f, p); return err }
	}
	ordered := func(by graph.ClaimOrder, f graph.ClaimFilter) func(graph.Page) error {
		return func(p graph.Page) error {
			if p.By = by; p.After != nil {
				p.After = &graph.Cursor{Key: "0000000001 2020", ID: "x"}
			}
			return claims(f)(p)
		}
	}
	tests := []struct {
		name string
		read func(graph.Page) error
	}{
		{"claims", claims(graph.ClaimFilter{})},
		{"claims of a source", claims(graph.ClaimFilter{SourceIDs: []string{"e"}})},
		{"claims of a source about a target", claims(graph.ClaimFilter{SourceIDs: []string{"e"}, TargetIDs: []string{"f"}})},
		{"claims about a target", claims(graph.ClaimFilter{TargetIDs: []string{"e"}, From: "2020"})},
		{"claims about an event", claims(graph.ClaimFilter{EventIDs: []string{"v"}})},
		{"claims of an act", claims(graph.ClaimFilter{Acts: []graph.SpeechAct{graph.ActAccuse}, From: "2019", To: "2020"})},
		{"claims denied", claims(graph.ClaimFilter{Denied: new(true)})},
		{"claims by origins", ordered(graph.InOrigins, graph.ClaimFilter{Acts: []graph.SpeechAct{graph.ActAccuse}})},
		{"claims by articles", ordered(graph.InArticles, graph.ClaimFilter{})},
		{"claims by recording", ordered(graph.InRecording, graph.ClaimFilter{Denied: new(true)})},
		{"ranks", func(p graph.Page) error {
			if p.After != nil {
				p.After = &graph.Cursor{Key: "0000000001", ID: "e "}
			}
			_, err := s.Rank(t.Context(), graph.ClaimFilter{Acts: []graph.SpeechAct{graph.ActAccuse}}, graph.TraitTarget, graph.ByOrigins, p)
			return err
		}},
		{"articles", func(p graph.Page) error { _, err := s.ListArticles(t.Context(), graph.ArticleFilter{}, p); return err }},
		{"articles of a publisher", func(p graph.Page) error {
			_, err := s.ListArticles(t.Context(), graph.ArticleFilter{Publisher: "the herald"}, p)
			return err
		}},
		{"articles by URL", func(p graph.Page) error {
			_, err := s.ListArticles(t.Context(), graph.ArticleFilter{URL: "https://herald.example/1"}, p)
			return err
		}},
		{"entities", func(p graph.Page) error { _, err := s.ListEntities(t.Context(), graph.EntityFilter{}, p); return err }},
		{"entities of a kind", func(p graph.Page) error {
			_, err := s.ListEntities(t.Context(), graph.EntityFilter{Kinds: []graph.EntityKind{graph.KindPerson}}, p)
			return err
		}},
		{"entities of a country", func(p graph.Page) error {
			_, err := s.ListEntities(t.Context(), graph.EntityFilter{Country: "NO"}, p)
			return err
		}},
		{"events", func(p graph.Page) error { _, err := s.ListEvents(t.Context(), graph.EventFilter{}, p); return err }},
		{"feed", func(p graph.Page) error {
			_, err := s.ClaimsAfter(t.Context(), 3, 300, graph.ClaimFilter{Acts: []graph.SpeechAct{graph.ActAccuse}}, p.First)
			return err
		}},
		{"jobs", func(p graph.Page) error {
			if p.After != nil {
				p.After = &graph.Cursor{Key: "0000000001"}
			}
			_, err := s.ListJobs(t.Context(), graph.JobFilter{}, p)
			return err
		}},
		{"judgements", func(p graph.Page) error {
			_, err := s.ListJudgements(t.Context(), graph.JudgementFilter{From: "2020"}, p)
			return err
		}},
		{"claims of one source", func(p graph.Page) error {
			_, err := s.ClaimsOf(t.Context(), graph.ClaimsOfSource, []string{"e"}, graph.ClaimFilter{Acts: []graph.SpeechAct{graph.ActAccuse}}, p)
			return err
		}},
		{"reports of one claim", func(p graph.Page) error {
			_, err := s.AttributionsOf(t.Context(), graph.AttributionsOfClaim, []string{"c"}, p)
			return err
		}},
		{"links to one claim", func(p graph.Page) error {
			_, err := s.LinksOf(t.Context(), graph.LinksIn, []string{"c"}, []graph.LinkKind{graph.Denies, graph.Repeats}, p)
			return err
		}},
		{"claims of one pair", func(p graph.Page) error {
			_, err := s.ClaimsBetween(t.Context(), []graph.Pair{{SourceID: "e", TargetID: "f"}}, graph.ClaimFilter{}, p)
			return err
		}},
		{"links", func(p graph.Page) error { _, err := s.ListLinks(t.Context(), graph.LinkFilter{}, p); return err }},
		{"links of a kind", func(p graph.Page) error {
			_, err := s.ListLinks(t.Context(), graph.LinkFilter{Kinds: []graph.LinkKind{graph.Denies}}, p)
			return err
		}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			for _, p := range []graph.Page{after, newest} {
				s.stmts.close() // so that only the statement of this read is kept
				if err := tc.read(p); err != nil {
					t.Fatal(err)
				}
				for text := range s.stmts.m {
					for _, step := range plan(t, s.read, text) {
						if badStep(step) {
							t.Errorf("%q in the plan of\n%s", step, text)
						}
					}
				}
			}
		})
	}
}

// badStep reports whether a step costs more the greater the graph is.
func badStep(step string) bool {
	scan := strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "USING") && !strings.Contains(step, "VIRTUAL TABLE")
	return scan || strings.Contains(step, "TEMP B-TREE")
}

func plan(t *testing.T, db *sql.DB, text string) []string {
	t.Helper()
	args := make([]any, strings.Count(text, "?"), 20)
	if strings.Contains(text, ":parent") {
		args = append(args, sql.Named("parent", nil))
	}
	rows, err := db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+text, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		out = append(out, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestReadsDoNotGrow counts the statements of each walk from one parent and from
// many: there is one.
func TestReadsDoNotGrow(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	records := graphtest.Samples(10, 1)
	if _, err := s.Put(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	var articles, entities, claims []string
	for _, r := range records {
		articles = append(articles, r.Article.ID)
		for _, e := range r.Entities {
			entities = append(entities, e.ID)
		}
		for _, c := range r.Claims {
			claims = append(claims, c.ID)
		}
	}
	page := graph.Page{First: 3}
	for name, read := range map[string]func(ctx context.Context, n int) error{
		"AttributionsOf": func(ctx context.Context, n int) error {
			_, err := s.AttributionsOf(ctx, graph.AttributionsOfArticle, articles[:n], page)
			return err
		},
		"ClaimsOf": func(ctx context.Context, n int) error {
			_, err := s.ClaimsOf(ctx, graph.ClaimsOfSource, entities[:n], graph.ClaimFilter{}, page)
			return err
		},
		"LinksOf": func(ctx context.Context, n int) error {
			_, err := s.LinksOf(ctx, graph.LinksIn, claims[:n], nil, page)
			return err
		},
		"MentionsOf": func(ctx context.Context, n int) error {
			_, err := s.MentionsOf(ctx, graph.MentionsOfEntity, entities[:n], page)
			return err
		},
	} {
		for _, n := range []int{1, 10} {
			before := s.queries.Load()
			if err := read(t.Context(), n); err != nil {
				t.Fatal(err)
			}
			if got := s.queries.Load() - before; got != 1 {
				t.Errorf("%s from %d parents ran %d statements, want 1", name, n, got)
			}
		}
	}
}
