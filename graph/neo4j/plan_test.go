package neo4j_test

import (
	"context"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
	"hearsay/graph/graphtest"
	"hearsay/graph/neo4j"
	"hearsay/graph/neo4j/neo4jtest"
)

// TestPlans asks the server how it would run what the store asks: every read must
// begin at an index or a label, and none may hold all rows back (Eager).
func TestPlans(t *testing.T) {
	neo4jtest.Reset(t)
	queries := map[string]map[string]any{}
	watch := func(cypher string, params map[string]any, _ driver.ResultSummary) { queries[cypher] = params }
	s, err := neo4j.OpenWatched(t.Context(), neo4jtest.URL(t), neo4j.Options{}, watch)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	records := graphtest.Samples(20, 1)
	if _, err := s.Put(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	clear(queries)
	readAll(t, s, records)
	d := session(t)
	for cypher, params := range queries {
		operators := explain(t, d, cypher, params)
		for _, bad := range []string{"AllNodesScan", "Eager", "CartesianProduct"} {
			if strings.Contains(" "+operators+" ", " "+bad+" ") {
				t.Errorf("%s in the plan %s\nof %s", bad, operators, cypher)
			}
		}
	}
	if len(queries) < 30 {
		t.Errorf("only %d queries were seen", len(queries))
	}
}

// TestOrderFromIndex holds that lists without a filter do not sort the whole graph.
func TestOrderFromIndex(t *testing.T) {
	neo4jtest.Reset(t)
	var last string
	var params map[string]any
	watch := func(cypher string, p map[string]any, _ driver.ResultSummary) { last, params = cypher, p }
	s, err := neo4j.OpenWatched(t.Context(), neo4jtest.URL(t), neo4j.Options{}, watch)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, p := t.Context(), graph.Page{First: 10, After: &graph.Cursor{Key: "2020", ID: "x y DENIES"}}
	for name, list := range map[string]func() error{
		"articles": func() error { _, err := s.ListArticles(ctx, graph.ArticleFilter{}, p); return err },
		"claims":   func() error { _, err := s.ListClaims(ctx, graph.ClaimFilter{}, p); return err },
		"claims of an actor": func() error {
			_, err := s.ListClaims(ctx, graph.ClaimFilter{TargetIDs: []string{"x"}, Acts: []graph.SpeechAct{graph.ActAccuse}}, p)
			return err
		},
		"claims of actors": func() error {
			_, err := s.ClaimsOf(ctx, graph.ClaimsOfSource, []string{"x", "y"}, graph.ClaimFilter{}, p)
			return err
		},
		"dyads": func() error {
			_, err := s.WhoToWhom(ctx, graph.ClaimFilter{}, graph.ByArticles, graph.Page{First: 10, After: &graph.Cursor{Key: "0000000001", ID: "x y"}})
			return err
		},
		"ties":     func() error { _, err := s.TiesOf(ctx, graph.LinksIn, []string{"x", "y"}, nil, 5); return err },
		"events":   func() error { _, err := s.ListEvents(ctx, graph.EventFilter{}, p); return err },
		"entities": func() error { _, err := s.ListEntities(ctx, graph.EntityFilter{}, p); return err },
		"feed":     func() error { _, err := s.ClaimsAfter(ctx, 3, 30, graph.ClaimFilter{}, 10); return err },
		"jobs":     func() error { _, err := s.ListJobs(ctx, graph.JobFilter{}, graph.Page{First: 5}); return err },
		"dump of claims": func() error {
			return s.Dump(ctx, func(graph.DumpRow) error { return nil })
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := list(); err != nil {
				t.Fatal(err)
			}
			operators := explain(t, session(t), last, params)
			if strings.Contains(" "+operators+" ", " Top ") || strings.Contains(" "+operators+" ", " Sort ") {
				t.Errorf("the plan sorts: %s\nof %s", operators, last)
			}
		})
	}
}

// readAll calls each read of the store.
func readAll(t *testing.T, s *neo4j.Store, records []*graph.Record) {
	t.Helper()
	ctx, r := t.Context(), records[0]
	after := &graph.Cursor{Key: "2020", ID: "x y DENIES"}
	p, next := graph.Page{First: 5}, graph.Page{First: 5, After: after, Desc: true}
	var articles, entities, claims, attributions, events []string
	for _, r := range records {
		articles = append(articles, r.Article.ID)
		for _, x := range r.Entities {
			entities = append(entities, x.ID)
		}
		for _, x := range r.Claims {
			claims = append(claims, x.ID)
		}
		for _, x := range r.Attributions {
			attributions = append(attributions, x.ID)
		}
		for _, x := range r.Events {
			events = append(events, x.ID)
		}
	}
	behind := graph.Page{First: 5, After: &graph.Cursor{Key: "0000000001", ID: "x y"}}
	for _, acts := range [][]graph.SpeechAct{nil, {graph.ActAccuse}} {
		for _, q := range []graph.TieQuery{{SourceIDs: entities}, {TargetIDs: entities}, {SourceIDs: entities, TargetIDs: entities, ByAct: true}} {
			q.Acts = acts
			if _, err := s.Ties(ctx, q); err != nil {
				t.Fatal(err)
			}
		}
		for _, d := range []graph.LinkDirection{graph.LinksOut, graph.LinksIn} {
			if _, err := s.TiesOf(ctx, d, entities, acts, 5); err != nil {
				t.Fatal(err)
			}
		}
	}
	readJudgements(t, s, entities, attributions)
	yes := true
	claimFilters := []graph.ClaimFilter{
		{}, {IDs: claims}, {Acts: []graph.SpeechAct{graph.ActAccuse}}, {SourceIDs: entities[:1]}, {TargetIDs: entities[:1]},
		{EventIDs: events[:1]}, {ArticleIDs: articles[:2]}, {Text: "ferry aurora"}, {From: "2020", To: "2021"}, {Publisher: "wire.example"},
		{HasSource: &yes, HasTarget: &yes, Implicit: &yes, Denied: &yes, MinConfidence: 0.4},
		{SourceIDs: entities[:1], TargetIDs: entities[1:2], Acts: []graph.SpeechAct{graph.ActAccuse}, Text: "ferry"},
	}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.Heads(ctx)
	check(err)
	_, err = s.Jobs(ctx, articles)
	check(err)
	_, err = s.ListJobs(ctx, graph.JobFilter{States: []graph.JobState{graph.JobDone}}, graph.Page{First: 5, After: &graph.Cursor{Key: "0000000001"}})
	check(err)
	answers := &graph.LinksAlong{Direction: graph.LinksIn, First: 5, Other: graph.Along{Reports: 1}}
	for _, a := range []graph.Along{{}, {Parties: true, Reports: 2, Links: answers},
		{Few: true, Parties: true, FewParties: true, Reports: 1, FewReports: true}} {
		ctx := graph.WithAlong(ctx, graph.Along{Claim: &a, Parties: true, Few: a.Few})
		_, err := s.Claims(graph.WithAlong(ctx, a), claims)
		check(err)
		_, err = s.AttributionsOf(ctx, graph.AttributionsOfArticle, articles, p)
		check(err)
		for _, by := range []graph.Measure{graph.ByClaims, graph.ByArticles, graph.ByOrigins} {
			for _, f := range []graph.ClaimFilter{{}, {SourceIDs: entities[:1]}, {TargetIDs: entities}} {
				_, err = s.WhoToWhom(ctx, f, by, behind)
				check(err)
			}
			_, err = s.CountryToCountry(ctx, graph.ClaimFilter{}, by, behind)
			check(err)
		}
	}
	for i, f := range claimFilters {
		_, err := s.ListClaims(ctx, f, next)
		check(err)
		_, err = s.ListClaims(graph.WithAlong(ctx, graph.Along{Parties: true, Reports: 2}), f, next)
		check(err)
		_, err = s.ClaimsAfter(ctx, 3, 30, f, 5)
		check(err)
		_, err = s.ClaimsOf(graph.WithAlong(ctx, graph.Along{Parties: true, Reports: 2}), graph.ClaimsOfSource, entities, f, p)
		check(err)
		_, err = s.ClaimsOf(ctx, graph.ClaimsOfTarget, entities, f, next)
		check(err)
		_, err = s.Timeline(ctx, f, graph.ByMonth)
		check(err)
		if i%3 > 0 { // planning takes its time
			continue
		}
		_, err = s.ListLinks(ctx, graph.LinkFilter{From: f}, p)
		check(err)
		_, err = s.ListLinks(ctx, graph.LinkFilter{To: f, Kinds: []graph.LinkKind{graph.Denies}}, next)
		check(err)
		_, err = s.WhoToWhom(ctx, f, graph.ByClaims, p)
		check(err)
		_, err = s.WhoToWhom(ctx, f, graph.ByOrigins, behind)
		check(err)
		_, err = s.Facets(ctx, f)
		check(err)
		_, err = s.Replies(ctx, graph.LinkFilter{To: f})
		check(err)
		_, err = s.ClaimsBetween(ctx, []graph.Pair{{SourceID: entities[0], TargetID: entities[1]}}, f, p)
		check(err)
		_, err = s.Count(ctx, f)
		check(err)
	}
	for _, f := range []graph.ArticleFilter{{}, {IDs: articles}, {URL: "x"}, {Publisher: "wire.example"}, {Text: "ferry"}, {From: "2020"}} {
		_, err := s.ListArticles(ctx, f, next)
		check(err)
	}
	for _, f := range []graph.EntityFilter{{}, {Name: "Oslo"}, {Text: "oslo"}, {Kinds: []graph.EntityKind{graph.KindPerson}}, {Country: "NO"}, {Unnamed: &yes}} {
		_, err := s.ListEntities(ctx, f, next)
		check(err)
	}
	for _, f := range []graph.EventFilter{{}, {Text: "aurora"}, {From: "2020"}} {
		_, err := s.ListEvents(ctx, f, next)
		check(err)
	}
	for parent, ids := range map[graph.AttributionParent][]string{
		graph.AttributionsOfArticle: articles, graph.AttributionsOfClaim: claims, graph.AttributionsOfAttribution: attributions,
	} {
		_, err := s.AttributionsOf(ctx, parent, ids, p)
		check(err)
	}
	for _, d := range []graph.LinkDirection{graph.LinksOut, graph.LinksIn} {
		_, err := s.LinksOf(ctx, d, claims, nil, p)
		check(err)
	}
	for parent, ids := range map[graph.MentionParent][]string{graph.MentionsOfArticle: articles, graph.MentionsOfEntity: entities} {
		_, err := s.MentionsOf(ctx, parent, ids, p)
		check(err)
	}
	_, err = s.RolesOf(ctx, entities)
	check(err)
	for _, look := range []func() error{
		func() error { _, err := s.Articles(ctx, articles); return err },
		func() error { _, err := s.FullArticles(ctx, articles); return err },
		func() error { _, err := s.Entities(ctx, entities); return err },
		func() error { _, err := s.Events(ctx, events); return err },
		func() error { _, err := s.Attributions(ctx, attributions); return err },
	} {
		check(look())
	}
	for _, of := range []graph.Trait{graph.TraitSource, graph.TraitTarget, graph.TraitSourceCountry, graph.TraitTargetCountry, graph.TraitEvent, graph.TraitPublisher} {
		_, err = s.Rank(ctx, graph.ClaimFilter{}, of, graph.ByClaims, behind)
		check(err)
		_, err = s.Rank(ctx, graph.ClaimFilter{Acts: []graph.SpeechAct{graph.ActAccuse}}, of, graph.ByOrigins, p)
		check(err)
	}
	for by, at := range map[graph.ClaimOrder]graph.Cursor{graph.InRecording: {Key: "0000000001", ID: "x"},
		graph.InOrigins: {Key: "0000000001 2020", ID: "x"}, graph.InArticles: {Key: "0000000001 2020", ID: "x"}} {
		for _, f := range claimFilters[:4] {
			_, err = s.ListClaims(ctx, f, graph.Page{First: 5, By: by})
			check(err)
			_, err = s.ListClaims(ctx, f, graph.Page{First: 5, By: by, After: &at, Desc: true})
			check(err)
		}
	}
	_, err = s.Known(ctx, []string{r.Article.ID})
	check(err)
	check(s.Dump(ctx, func(graph.DumpRow) error { return nil }))
}

func session(t *testing.T) driver.DriverWithContext {
	t.Helper()
	bare, user, password, err := neo4j.SplitURL(neo4jtest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	d, err := driver.NewDriverWithContext(bare, driver.BasicAuth(user, password, ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close(context.Background()) })
	return d
}

// explain returns the operators of the plan of a query.
func explain(t *testing.T, d driver.DriverWithContext, cypher string, params map[string]any) string {
	t.Helper()
	res, err := driver.ExecuteQuery(t.Context(), d, "EXPLAIN "+cypher, params, driver.EagerResultTransformer)
	if err != nil {
		t.Fatalf("EXPLAIN %s: %v", cypher, err)
	}
	var out []string
	var walk func(p driver.Plan)
	walk = func(p driver.Plan) {
		name, _, _ := strings.Cut(p.Operator(), "@")
		out = append(out, name)
		for _, c := range p.Children() {
			walk(c)
		}
	}
	walk(res.Summary.Plan())
	return strings.Join(out, " ")
}

// readJudgements calls each read that knows of judgements.
func readJudgements(t *testing.T, s *neo4j.Store, entities, attributions []string) {
	t.Helper()
	ctx := t.Context()
	j := &graph.Judgement{ID: graph.JudgementID("Ada", "x"), By: "Ada", Kind: graph.JudgeCorrect,
		Subjects: []graph.Subject{{ID: attributions[0], ArticleID: graph.ArticleID("", "x"), Place: "[]"}}, Correction: &graph.Correction{Act: graph.ActWarn}}
	if _, err := s.Judge(ctx, j); err != nil {
		t.Fatal(err)
	}
	for _, f := range []graph.JudgementFilter{{}, {NodeIDs: attributions[:2]}, {By: "Ada", From: "2020"}} {
		for _, p := range []graph.Page{{First: 5}, {First: 5, Desc: true, After: &graph.Cursor{Key: "2020", ID: "x"}}} {
			if _, err := s.ListJudgements(ctx, f, p); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, read := range map[string]func() error{
		"Judgements":   func() error { _, err := s.Judgements(ctx, []string{j.ID}); return err },
		"JudgementsOf": func() error { _, err := s.JudgementsOf(ctx, entities); return err },
		"Current":      func() error { _, err := s.Current(ctx, entities); return err },
		"Originals":    func() error { _, err := s.Originals(ctx, attributions); return err },
		"asides":       func() error { _, err := s.Claims(ctx, []string{"clm_none"}); return err },
	} {
		if err := read(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}
