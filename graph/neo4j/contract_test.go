package neo4j_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
	"hearsay/graph/graphtest"
	"hearsay/graph/neo4j"
	"hearsay/graph/neo4j/neo4jtest"
)

// openWatched opens an empty store. A remark of the server on a query, such as an
// unknown label or property, fails the test.
func openWatched(t *testing.T) graph.Store {
	t.Helper()
	neo4jtest.Reset(t)
	vocabulary(t)
	s, err := neo4j.OpenWatched(t.Context(), neo4jtest.URL(t), neo4j.Options{}, func(cypher string, _ map[string]any, sum driver.ResultSummary) {
		for _, o := range sum.GqlStatusObjects() {
			if o.IsNotification() && cypher != neo4j.MetaQuery {
				t.Errorf("the server remarks: %s %s\nin %s", o.GqlStatus(), o.StatusDescription(), strings.TrimSpace(cypher))
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

var speak sync.Once

// vocabulary makes the server know all labels and properties once, so that what it
// remarks on later is misspelt and not just unused so far.
func vocabulary(t *testing.T) {
	t.Helper()
	speak.Do(func() {
		s, err := neo4j.Open(t.Context(), neo4jtest.URL(t), neo4j.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		res, err := s.Put(t.Context(), []*graph.Record{fullRecord()})
		if err != nil || len(res.Refused) > 0 {
			t.Fatalf("Put: %+v, %v", res, err)
		}
		r := fullRecord()
		for i, j := range []graph.Judgement{
			{Kind: graph.JudgeSame, Subjects: []graph.Subject{r.Entities[0].Subject(), r.Entities[2].Subject()}},
			{Kind: graph.JudgeHide, Subjects: []graph.Subject{{ID: r.Article.ID}}},
		} {
			j.By, j.ID = "Ada", graph.JudgementID("Ada", string(rune('a'+i)))
			if _, err := s.Judge(t.Context(), &j); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.AddJob(t.Context(), &graph.Job{Key: "full", Hash: "00", Input: []byte("full"), Created: "2020"}, 1); err != nil {
			t.Fatal(err)
		}
		j, err := s.TakeJob(t.Context(), "full", time.Now(), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		j.State, j.Report, j.Finished = graph.JobQueued, []byte(`{}`), "2020"
		if err := s.SaveJob(t.Context(), "full", j, time.Now()); err != nil {
			t.Fatal(err)
		}
	})
	neo4jtest.Reset(t)
}

// fullRecord returns a record in which nothing is left out.
func fullRecord() *graph.Record {
	text := "Rome\n\nIda Falk, head of Norway, told Per Lund of Harbour Board and miners on Monday that it sank the Aurora."
	at := func(words string) graph.Span {
		i := strings.Index(text, words)
		return graph.Span{Start: i, End: i + len(words)}
	}
	r := &graph.Record{
		Article: graph.Article{
			URL: "https://full.example/1", Title: "Rome", Byline: []string{"Ada Brook"}, Agency: "Wire", Dateline: "ROME",
			Published: "2020-09-25", Publisher: graph.Publisher{Name: "Full", Domain: "full.example"}, Lang: "en", Text: text,
			Blocks: []graph.Block{{Span: at("Rome"), Kind: graph.BlockTitle}}, Source: []graph.Segment{{Len: len(text)}},
			RawHash: "00", Origin: "one",
		},
		Extraction: graph.Extraction{ID: graph.ExtractionID("full", "all"), Version: "full", Settings: "all"},
	}
	r.Article.ID = graph.ArticleID(r.Article.URL, text)
	for _, e := range []graph.Entity{
		{Kind: graph.KindPerson, Name: "Ida Falk", Country: "NO", Aliases: []string{"Falk"}}, {Kind: graph.KindCountry, Name: "Norway", Country: "NO"},
		{Kind: graph.KindOrganization, Name: "Harbour Board"}, {Kind: graph.KindGroup, Name: "miners", Unnamed: true},
	} {
		e.ID = graph.EntityID(e.Kind, graph.Fold(e.Name))
		r.Entities = append(r.Entities, e)
	}
	person, country, board := r.Entities[0].ID, r.Entities[1].ID, r.Entities[2].ID
	r.Events = []graph.Event{{ID: graph.EventID("aurora"), Label: "the Aurora", Time: "2020", Place: country}}
	for _, m := range []graph.Mention{
		{EntityID: person, Kind: graph.MentionName, Span: at("Ida Falk")}, {EventID: r.Events[0].ID, Kind: graph.MentionNominal, Span: at("the Aurora")},
	} {
		m.ArticleID = r.Article.ID
		m.ID = graph.MentionID(&m)
		r.Mentions = append(r.Mentions, m)
	}
	role := graph.Role{PersonID: person, HolderID: country, Title: "head", ArticleID: r.Article.ID, Span: at("head")}
	role.ID = graph.RoleID(&role)
	r.Roles = []graph.Role{role}
	for i, terms := range [][]string{{"aurora", "sink", "purpose"}, {"aurora", "deny", "sink"}, {"board", "lie", "miner"}} {
		c := graph.Claim{Act: graph.ActAccuse, SourceIDs: []string{person}, TargetIDs: []string{board}, Polarity: graph.Positive,
			Modality: graph.Asserted, Implicit: true, Terms: terms}
		c.ID = graph.ClaimID(&c)
		a := graph.Attribution{ArticleID: r.Article.ID, ClaimID: c.ID, Type: graph.Indirect, Act: graph.ActAccuse, Implicit: true,
			Polarity: graph.Positive, Modality: graph.Asserted, Source: []graph.Span{at("Ida Falk")}, Cue: []graph.Span{at("told")},
			Content: []graph.Span{{Start: at("it sank").Start + i, End: len(text)}}, Target: []graph.Span{at("it")},
			Addressee: []graph.Span{at("Per Lund")}, Proposition: "it sank the Aurora", EventIDs: []string{r.Events[0].ID}, Time: "2020-09",
			AddresseeIDs: []string{board}, Uttered: "2020-09-21", Confidence: 0.5,
			Parts: &graph.Parts{Span: 1, Source: 1, Act: 0.5, Target: 1}, Rule: "full"}
		a.ID = graph.AttributionID(&a)
		if i > 0 {
			a.ParentID = r.Attributions[0].ID
		}
		r.Claims, r.Attributions = append(r.Claims, c), append(r.Attributions, a)
	}
	ids := []string{r.Claims[0].ID, r.Claims[1].ID}
	slices.Sort(ids)
	for _, k := range []graph.LinkKind{graph.Denies, graph.Confirms, graph.Repeats, graph.Contradicts} {
		l := graph.Link{Kind: k, FromID: ids[0], ToID: ids[1], ArticleID: r.Article.ID, Confidence: 0.5, Rule: "full"}
		l.ID = graph.LinkID(&l)
		r.Links = append(r.Links, l)
	}
	return r
}

func TestContract(t *testing.T) {
	neo4jtest.URL(t)
	graphtest.Run(t, openWatched)
}

// A read of claims brings what is asked of them.
func TestAlong(t *testing.T) {
	s := openWatched(t)
	r := fullRecord()
	if _, err := s.Put(t.Context(), []*graph.Record{r}); err != nil {
		t.Fatal(err)
	}
	a := graph.Along{Parties: true, Reports: 1}
	page, err := s.ListClaims(graph.WithAlong(t.Context(), a), graph.ClaimFilter{}, graph.Page{First: 10})
	if err != nil || len(page.Items) != len(r.Claims) {
		t.Fatalf("%d claims, %v", len(page.Items), err)
	}
	for _, c := range page.Items {
		if b := c.Brought; b == nil || b.Along != a || len(b.Parties) != 2 || len(b.Reports.Items) != 1 || b.Reports.Items[0].Head == nil {
			t.Errorf("%s brought %+v", c.ID, c.Brought)
		}
	}
	attributions, err := s.AttributionsOf(graph.WithAlong(t.Context(), graph.Along{Claim: &a}), graph.AttributionsOfArticle,
		[]string{r.Article.ID}, graph.Page{First: 10})
	if err != nil || len(attributions[r.Article.ID].Items) != len(r.Attributions) {
		t.Fatalf("%d attributions, %v", len(attributions[r.Article.ID].Items), err)
	}
	for _, x := range attributions[r.Article.ID].Items {
		if c := x.Reported; c == nil || c.ID != x.ClaimID || len(c.Brought.Parties) != 2 || len(c.Brought.Reports.Items) != 1 {
			t.Errorf("%s brought %+v", x.ID, x.Reported)
		}
	}
	dyads, err := s.WhoToWhom(graph.WithAlong(t.Context(), a), graph.ClaimFilter{}, graph.ByClaims, graph.Page{First: 10})
	if err != nil || len(dyads.Items) != 1 || len(dyads.Items[0].Parties) != 2 {
		t.Errorf("dyads %+v, %v, want one with two parties", dyads, err)
	}
}

// A claim brings the links that a walk from it gives.
func TestLinksAlong(t *testing.T) {
	s := openWatched(t)
	r := fullRecord()
	if _, err := s.Put(t.Context(), []*graph.Record{r}); err != nil {
		t.Fatal(err)
	}
	ids := []string{r.Claims[0].ID, r.Claims[1].ID, r.Claims[2].ID}
	for _, d := range []graph.LinkDirection{graph.LinksIn, graph.LinksOut} {
		other := graph.Along{Reports: 1}
		along := &graph.LinksAlong{Direction: d, Kinds: []graph.LinkKind{graph.Denies, graph.Repeats, graph.Confirms}, First: 2, Other: other}
		want, err := s.LinksOf(graph.WithAlong(t.Context(), other), d, ids, along.Kinds, graph.Page{First: 2})
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.Claims(graph.WithAlong(t.Context(), graph.Along{Links: along}), ids)
		if err != nil {
			t.Fatal(err)
		}
		some := 0
		for id, c := range found {
			some += len(c.Brought.Links.Items)
			if diff := cmp.Diff(want[id], c.Brought.Links); diff != "" {
				t.Errorf("%s %s (-walk +along):\n%s", d, id, diff)
			}
		}
		if some == 0 {
			t.Errorf("%s: no claim has links", d)
		}
	}
}
