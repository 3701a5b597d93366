package api

import (
	"context"
	"slices"
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/graph/neo4j/neo4jtest"
)

// The harbour is a small invented story whose answers can be read by eye: a ferry
// sinks, a minister accuses a country, the country denies it.

// story builds one record from quotations of its text.
type story struct {
	t   testing.TB
	rec graph.Record
}

func newStory(t testing.TB, a graph.Article) *story {
	s := &story{t: t}
	s.rec.Extraction = graph.Extraction{ID: graph.ExtractionID("harbour", ""), Version: "harbour"}
	a.ID, a.Lang, a.ExtractionID = graph.ArticleID(a.URL, a.Text), "en", s.rec.Extraction.ID
	start := 0
	for i, p := range strings.Split(a.Text, "\n\n") {
		kind := graph.BlockParagraph
		if i == 0 {
			kind = graph.BlockTitle
		}
		a.Blocks = append(a.Blocks, graph.Block{Span: graph.Span{Start: start, End: start + len(p)}, Kind: kind})
		start += len(p) + 2
	}
	s.rec.Article = a
	return s
}

// at returns where words stand, for the first time, in the text.
func (s *story) at(words ...string) (out []graph.Span) {
	s.t.Helper()
	for _, w := range words {
		i := strings.Index(s.rec.Article.Text, w)
		if i < 0 {
			s.t.Fatalf("%q does not stand in the text", w)
		}
		out = append(out, graph.Span{Start: i, End: i + len(w)})
	}
	return out
}

func (s *story) entity(e graph.Entity, mention string) string {
	if e.ID == "" {
		e.ID = graph.EntityID(e.Kind, graph.Fold(e.Name))
	}
	if e.Unnamed {
		e.ID = graph.UnnamedID(s.rec.Article.ID, e.Kind, e.Name)
	}
	s.rec.Entities = append(s.rec.Entities, e)
	m := graph.Mention{ArticleID: s.rec.Article.ID, EntityID: e.ID, Kind: graph.MentionName, Span: s.at(mention)[0]}
	m.ID = graph.MentionID(&m)
	s.rec.Mentions = append(s.rec.Mentions, m)
	return e.ID
}

// report adds an attribution and its claim, and returns the attribution's ID.
func (s *story) report(c graph.Claim, a graph.Attribution) *graph.Attribution {
	c.Polarity, c.Modality = graph.Positive, graph.Asserted
	c.ID = graph.ClaimID(&c)
	if !slices.ContainsFunc(s.rec.Claims, func(x graph.Claim) bool { return x.ID == c.ID }) {
		s.rec.Claims = append(s.rec.Claims, c)
	}
	a.ArticleID, a.ClaimID, a.Act, a.Polarity, a.Modality = s.rec.Article.ID, c.ID, c.Act, c.Polarity, c.Modality
	a.Confidence, a.Rule = 0.9, "harbour"
	if a.Type == "" {
		a.Type = graph.Indirect
	}
	a.ID = graph.AttributionID(&a)
	s.rec.Attributions = append(s.rec.Attributions, a)
	return &s.rec.Attributions[len(s.rec.Attributions)-1]
}

var (
	holt      = graph.Entity{Kind: graph.KindPerson, Name: "Mira Holt", Country: "SL", Aliases: []string{"Holt", "Mira Holt"}}
	lang      = graph.Entity{Kind: graph.KindPerson, Name: "Ivo Lang", Aliases: []string{"Ivo Lang", "Lang"}}
	northland = graph.Entity{Kind: graph.KindCountry, Name: "Northland", Country: "NL", Aliases: []string{"Northland"}}
	officials = graph.Entity{Kind: graph.KindGroup, Name: "two officials", Unnamed: true}
)

var sinkingTerms = []string{"aurora", "ferry", "purpose", "sink"}

func firstStory(t testing.TB) *graph.Record {
	s := newStory(t, graph.Article{
		URL: "https://coast.example/aurora", Title: "Minister accuses Northland", Byline: []string{"Ada Brook"},
		Agency: "Tide Press", Dateline: "PORT ELM", Published: "2024-03-05T09:00:00Z", Origin: "aurora-wire",
		Publisher: graph.Publisher{Name: "Coast Herald", Domain: "coast.example"},
		Text: "Minister accuses Northland\n\nTransport minister Mira Holt — “the heron” — accused Northland of sinking the ferry Aurora on purpose.\n\n" +
			"Northland denied that it had sunk the Aurora. Two officials said Holt had warned of “dark times” long ago.",
	})
	h, n := s.entity(holt, "Mira Holt"), s.entity(northland, "Northland")
	o := s.entity(officials, "Two officials")
	role := graph.Role{ArticleID: s.rec.Article.ID, PersonID: h, Title: "Transport minister", Span: s.at("Transport minister")[0]}
	role.ID = graph.RoleID(&role)
	s.rec.Roles = append(s.rec.Roles, role)
	sinking := graph.Event{ID: graph.EventID("sinking of the aurora"), Label: "the sinking of the Aurora", Time: "2024-03", Place: n}
	s.rec.Events = append(s.rec.Events, sinking)

	s.report(graph.Claim{Act: graph.ActAccuse, SourceIDs: []string{h}, TargetIDs: []string{n}, Terms: sinkingTerms},
		graph.Attribution{
			Source: s.at("Mira Holt"), Cue: s.at("accused"), Target: s.at("Northland of")[:1], Content: s.at("sinking the ferry Aurora on purpose"),
			Proposition: "sinking the ferry Aurora on purpose", EventIDs: []string{sinking.ID}, Time: "2024-03",
		})
	s.report(graph.Claim{Act: graph.ActDeny, SourceIDs: []string{n}, Terms: []string{"aurora", "purpose", "sink"}},
		graph.Attribution{
			Source: s.at("Northland denied"), Cue: s.at("denied"), Content: s.at("it had sunk the Aurora"), Proposition: "it had sunk the Aurora",
		})
	outer := s.report(graph.Claim{Act: graph.ActSay, SourceIDs: []string{o}, Terms: []string{"dark", "holt", "warn"}},
		graph.Attribution{
			Source: s.at("Two officials"), Cue: s.at("said"), Content: s.at("Holt had warned of “dark times” long ago"),
			Proposition: "Holt had warned of “dark times”", AddresseeIDs: []string{h}, Type: graph.Mixed,
		}).ID
	s.report(graph.Claim{Act: graph.ActWarn, SourceIDs: []string{h}, Terms: []string{"dark", "time"}},
		graph.Attribution{
			ParentID: outer, Source: s.at("Holt had")[:1], Cue: s.at("had warned"), Content: s.at("“dark times”"),
			Proposition: "dark times", Type: graph.Direct,
		})
	return &s.rec
}

// A copy of the same wire story, a day later and elsewhere.
func secondStory(t testing.TB) *graph.Record {
	s := newStory(t, graph.Article{
		URL: "https://inland.example/ferry", Title: "Holt: ferry sunk on purpose", Published: "2024-03-06", Origin: "aurora-wire",
		Publisher: graph.Publisher{Name: "Inland Post", Domain: "inland.example"},
		Text:      "Holt: ferry sunk on purpose\n\nMira Holt accused Northland of sinking the ferry Aurora on purpose.",
	})
	h, n := s.entity(holt, "Mira Holt"), s.entity(northland, "Northland")
	s.report(graph.Claim{Act: graph.ActAccuse, SourceIDs: []string{h}, TargetIDs: []string{n}, Terms: sinkingTerms},
		graph.Attribution{
			Source: s.at("Mira Holt"), Cue: s.at("accused"), Target: s.at("Northland"), Content: s.at("sinking the ferry Aurora on purpose"),
			Proposition: "sinking the ferry Aurora on purpose",
		})
	return &s.rec
}

// An accusation of which nobody says who makes it, and one of no known date.
func thirdStory(t testing.TB) *graph.Record {
	s := newStory(t, graph.Article{
		Title: "Bribes", Origin: "bribes", Text: "Bribes\n\nIvo Lang accused Mira Holt of taking bribes. Lang was himself accused of lying.",
	})
	h, l := s.entity(holt, "Mira Holt"), s.entity(lang, "Ivo Lang")
	s.report(graph.Claim{Act: graph.ActAccuse, SourceIDs: []string{l}, TargetIDs: []string{h}, Terms: []string{"bribe", "take"}},
		graph.Attribution{
			Source: s.at("Ivo Lang"), Cue: s.at("accused"), Target: s.at("Mira Holt"), Content: s.at("taking bribes"), Proposition: "taking bribes",
		})
	s.report(graph.Claim{Act: graph.ActAccuse, TargetIDs: []string{l}, Terms: []string{"lie"}},
		graph.Attribution{Cue: s.at("was himself accused"), Target: s.at("Lang was")[:1], Content: s.at("lying"), Proposition: "lying"})
	return &s.rec
}

// fill puts records into a store.
func fill(t testing.TB, s graph.Store, records ...*graph.Record) graph.Store {
	t.Helper()
	res, err := s.Put(context.Background(), records)
	if err != nil || len(res.Refused) > 0 {
		t.Fatalf("%v, refused %+v", err, res.Refused)
	}
	return s
}

// harbour returns a SQLite store with the three articles.
func harbour(t testing.TB) graph.Store {
	t.Helper()
	return fill(t, openSQLite(t), firstStory(t), secondStory(t), thirdStory(t))
}

// onBothStores runs a test on an empty store of each kind; on Neo4j where there is a
// server.
func onBothStores(t *testing.T, f func(*testing.T, graph.Store)) {
	t.Run("sqlite", func(t *testing.T) { f(t, openSQLite(t)) })
	t.Run("neo4j", func(t *testing.T) { f(t, neo4jtest.Open(t)) })
}
