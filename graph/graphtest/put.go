package graphtest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"hearsay/graph"
)

type opener = func(*testing.T) graph.Store

func putTests(t *testing.T, open func(*testing.T) graph.Store) {
	t.Run("stores all parts and derives claims, entities, events and links", func(t *testing.T) {
		records := Samples(12, 1)
		s := open(t)
		res := put(t, s, records...)
		equal(t, "result", res, graph.PutResult{Stored: 12})
		sameDump(t, s, modelOf(records))
	})
	t.Run("nothing to put", func(t *testing.T) {
		s := open(t)
		equal(t, "result", put(t, s), graph.PutResult{})
		equal(t, "dump", dump(t, s), []graph.DumpRow(nil))
	})
	t.Run("the same again changes nothing", func(t *testing.T) {
		records := Samples(6, 1)
		s := open(t)
		put(t, s, records...)
		before := dumpText(t, s)
		equal(t, "result", put(t, s, records...), graph.PutResult{Unchanged: 6})
		equal(t, "dump", dumpText(t, s), before)
	})
	t.Run("the same record twice in one call", func(t *testing.T) {
		r := Samples(1, 1)[0]
		s := open(t)
		equal(t, "result", put(t, s, r, r), graph.PutResult{Stored: 1, Unchanged: 1})
		sameDump(t, s, modelOf([]*graph.Record{r}))
	})
	t.Run("parts that do not pass Check are refused and the rest is stored", func(t *testing.T) { refusedParts(t, open) })
	t.Run("an article that cannot be stored is refused whole", func(t *testing.T) { refusedArticle(t, open) })
	t.Run("records are neither changed nor kept", func(t *testing.T) { recordsStayCallers(t, open) })
	t.Run("Known gives the extraction of the stored", func(t *testing.T) {
		records := Samples(3, 1)
		s := open(t)
		put(t, s, records[0], records[1])
		got, err := s.Known(t.Context(), []string{records[2].Article.ID, records[1].Article.ID, "art_none", records[1].Article.ID})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "Known", got, map[string]string{records[1].Article.ID: records[1].Extraction.ID})
	})
}

// refusedParts puts a record with one bad part of each kind.
func refusedParts(t *testing.T, open opener) {
	r := Samples(8, 1)[7]
	far := graph.Span{Start: len(r.Article.Text) - 1, End: len(r.Article.Text) + 1}
	m := r.Mentions[0]
	m.Span = far
	m.ID = graph.MentionID(&m)
	a := r.Attributions[0]
	a.Content = []graph.Span{far}
	a.ID = graph.AttributionID(&a)
	l := graph.Link{Kind: graph.Denies, FromID: r.Claims[0].ID, ToID: "clm_none", ArticleID: r.Article.ID}
	l.ID = graph.LinkID(&l)
	c := graph.Claim{Act: graph.ActSay, Polarity: graph.Positive, Modality: graph.Asserted, Terms: []string{"unreported"}}
	c.ID = graph.ClaimID(&c)
	r.Mentions, r.Attributions = append(r.Mentions, m), append(r.Attributions, a)
	r.Links, r.Claims = append(r.Links, l), append(r.Claims, c)
	_, want, err := graph.Check(r)
	if err != nil || len(want) != 4 {
		t.Fatalf("Check refused %v, %v: the test needs four refusals", want, err)
	}
	s := open(t)
	equal(t, "result", put(t, s, r), graph.PutResult{Stored: 1, Refused: want})
	sameDump(t, s, modelOf([]*graph.Record{r}))
}

func refusedArticle(t *testing.T, open opener) {
	records := Samples(4, 1)
	records[1].Article.Text += "changed after the ID was made"
	records[2].Article.Title = "broken \xff title"
	s := open(t)
	res := put(t, s, records...)
	if res.Stored != 2 || len(res.Refused) != 2 {
		t.Fatalf("Put stored %d and refused %v, want 2 and 2", res.Stored, res.Refused)
	}
	for i, f := range res.Refused {
		id := records[i+1].Article.ID
		if f.Part != "article" || f.ID != id || f.ArticleID != id || f.Reason == "" {
			t.Errorf("refusal %+v, want the whole article %s with a reason", f, id)
		}
	}
	sameDump(t, s, modelOf(records))
}

func recordsStayCallers(t *testing.T, open opener) {
	records, fresh := Samples(3, 1), Samples(3, 1)
	s := open(t)
	put(t, s, records...)
	equal(t, "records after Put", records, fresh)
	for _, r := range records {
		r.Article.Title = "changed"
		r.Claims[0].Terms[0] = "changed"
	}
	sameDump(t, s, modelOf(fresh))
}

func replaceTests(t *testing.T, open func(*testing.T) graph.Store) {
	t.Run("another extraction replaces all of the former", func(t *testing.T) {
		records := Samples(14, 1)
		s := open(t)
		put(t, s, records...)
		m := modelOf(records)
		for i, r := range records {
			again := thinned(r, i)
			put(t, s, again)
			m.put(again)
			if i%4 == 0 {
				sameDump(t, s, m)
			}
		}
		sameDump(t, s, m)
		for _, r := range records { // and back
			put(t, s, r)
			m.put(r)
		}
		sameDump(t, s, m)
	})
	t.Run("an empty extraction leaves only the article", func(t *testing.T) {
		r := Samples(1, 1)[0]
		s := open(t)
		put(t, s, r)
		x := graph.Extraction{ID: graph.ExtractionID("empty", ""), Version: "empty"}
		empty := &graph.Record{Article: r.Article, Extraction: x}
		empty.Article.ExtractionID = x.ID
		put(t, s, empty)
		want := r.Article
		want.ExtractionID = x.ID
		equal(t, "dump", dump(t, s), []graph.DumpRow{{Kind: "article", Value: &want}})
	})
	t.Run("the later extraction in one call replaces the earlier", func(t *testing.T) {
		r := Samples(1, 1)[0]
		s := open(t)
		if res := put(t, s, r, thinned(r, 1)); res.Stored != 2 || res.Unchanged != 0 {
			t.Errorf("result %+v, want 2 stored", res)
		}
		sameDump(t, s, modelOf([]*graph.Record{r, thinned(r, 1)}))
	})
	t.Run("of two records by one extraction the smaller digest stays", func(t *testing.T) {
		a, b := Samples(1, 1)[0], Samples(1, 1)[0]
		b.Article.Published, b.Article.Publisher.Name = "2001-02-03", "Another Herald"
		want := modelOf([]*graph.Record{a, b})
		for _, order := range [][]*graph.Record{{a, b}, {b, a}} {
			s := open(t)
			for _, r := range order {
				put(t, s, r)
			}
			sameDump(t, s, want)
		}
	})
	t.Run("claims that stay are counted anew", func(t *testing.T) { recount(t, open) })
}

// thinned returns a record of r's article by another extraction, which found fewer
// attributions and names the entities otherwise.
func thinned(r *graph.Record, i int) *graph.Record {
	out := *r
	out.Extraction = graph.Extraction{ID: graph.ExtractionID("thinned", ""), Version: "thinned"}
	out.Article.ExtractionID = out.Extraction.ID
	out.Attributions = slices.Clone(r.Attributions[:len(r.Attributions)*(i%3)/2])
	for k := range out.Attributions {
		out.Attributions[k].Confidence = 0.11
	}
	out.Entities = slices.Clone(r.Entities)
	for k := range out.Entities {
		out.Entities[k].Name, out.Entities[k].Aliases = fmt.Sprintf("Name %d", k), nil
	}
	out.Mentions, out.Roles = out.Mentions[:len(out.Mentions)/2], nil
	return &out
}

// recount puts one claim into three articles, then takes it out of the first.
func recount(t *testing.T, open opener) {
	var records []*graph.Record
	for i, day := range []graph.Time{"2020-01-01", "2020-02-01", ""} {
		records = append(records, oneClaim(fmt.Sprintf("Vera Holm said of Jon Ek: he lied, paper %d writes.", i), day, "one story"))
	}
	s := open(t)
	put(t, s, records...)
	id := records[0].Claims[0].ID
	check := func(reports int, first, last graph.Time) {
		t.Helper()
		got, err := s.Claims(t.Context(), []string{id})
		if err != nil || got[id] == nil {
			t.Fatalf("Claims: %v, %v", got, err)
		}
		c := got[id]
		if c.Reports != reports || c.Articles != reports || c.Origins != 1 || c.FirstPublished != first || c.LastPublished != last {
			t.Errorf("claim %+v, want %d reports, 1 origin, from %q to %q", c, reports, first, last)
		}
	}
	check(3, "2020-01-01", "2020-02-01")
	x := *records[0]
	x.Extraction.ID, x.Article.ExtractionID = "ext_other", "ext_other"
	x.Attributions, x.Claims = nil, nil
	put(t, s, &x)
	check(2, "2020-02-01", "2020-02-01")
	y := *records[1]
	y.Extraction.ID, y.Article.ExtractionID = "ext_other", "ext_other"
	y.Attributions, y.Claims = nil, nil
	put(t, s, &y)
	check(1, "", "")
}

// oneClaim returns a record of text, which begins with "Vera Holm said of Jon Ek:
// he lied", with that claim.
func oneClaim(text string, published graph.Time, origin string) *graph.Record {
	r := &graph.Record{Extraction: graph.Extraction{ID: graph.ExtractionID("one", "")}}
	r.Article = graph.Article{ID: graph.ArticleID("", text), Text: text, Published: published, Origin: origin,
		ExtractionID: r.Extraction.ID}
	vera := graph.Entity{ID: graph.EntityID(graph.KindPerson, "vera holm"), Kind: graph.KindPerson, Name: "Vera Holm"}
	jon := graph.Entity{ID: graph.EntityID(graph.KindPerson, "jon ek"), Kind: graph.KindPerson, Name: "Jon Ek"}
	r.Entities = []graph.Entity{vera, jon}
	c := graph.Claim{Act: graph.ActSay, SourceIDs: []string{vera.ID}, TargetIDs: []string{jon.ID},
		Polarity: graph.Positive, Modality: graph.Asserted, Terms: []string{"lie"}}
	c.ID = graph.ClaimID(&c)
	r.Claims = []graph.Claim{c}
	a := graph.Attribution{ArticleID: r.Article.ID, ClaimID: c.ID, Type: graph.Indirect, Act: graph.ActSay,
		Polarity: graph.Positive, Modality: graph.Asserted, Proposition: "he lied", Confidence: 0.5, Rule: "one",
		Source: []graph.Span{{Start: 0, End: 9}}, Cue: []graph.Span{{Start: 10, End: 14}}, Content: []graph.Span{{Start: 26, End: 33}}}
	a.ID = graph.AttributionID(&a)
	r.Attributions = []graph.Attribution{a}
	return r
}

// orderTests load the same records in many orders and batches.
func orderTests(t *testing.T, open func(*testing.T) graph.Store) {
	orders := 50
	if testing.Short() {
		orders = 10
	}
	records := append(Samples(16, 1), Samples(2, 1)...) // two of them twice
	twin := *records[3]
	twin.Article.Title = "The same text under another title"
	records = append(records, &twin)
	m := modelOf(records)
	rng := rand.New(rand.NewPCG(7, 7))
	want := ""
	for n := range orders {
		s := open(t)
		rest := slices.Clone(records)
		rng.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
		for len(rest) > 0 {
			k := 1 + rng.IntN(len(rest))
			put(t, s, rest[:k]...)
			rest = rest[k:]
		}
		if n == 0 {
			sameDump(t, s, m)
			want = dumpText(t, s)
		} else if got := dumpText(t, s); got != want {
			sameDump(t, s, m)
			t.Fatalf("order %d: the dump differs", n)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// keysOf returns the sorted keys of a map.
func keysOf[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
