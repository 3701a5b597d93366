package loader

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/loader/article"
)

// Documents in memory are loaded as files of the same bytes are, and what is told of
// batches adds up.
func TestDocuments(t *testing.T) {
	const text = "Harbour vote\n\nBy Ada Brook\n\nMayor Vera Holm said the board had lied.\n\nThe board denied it."
	s := newMemory()
	var ids []string
	var last Report
	o := Options{Batch: 2, Documents: []Document{
		{Name: "a", Raw: []byte(text), Hints: article.Hints{URL: "https://herald.example/1?utm_source=x", Title: " Another\x00 title ", Publisher: "The Herald", Published: "2020-09-25"}},
		{Name: "b", Raw: []byte(`[{"text": "` + "One said so. Two said no." + `"}, {"text": ""}]`), Format: article.JSON},
		{Name: "c", Raw: []byte("<article><h1>Vote</h1>" + strings.Repeat("<p>Ida Falk said on Monday that the vote of the council was void.</p>", 9) + "</article>"), Format: article.HTML},
		{Name: "d", Raw: []byte(text), Hints: article.Hints{URL: "no address"}},
		{Name: "e", Raw: nil},
	}, Settled: func(r *Report, more []string) { last, ids = *r, append(ids, more...) }}
	r, err := Load(t.Context(), o, &echo{}, s)
	if err != nil {
		t.Fatal(err)
	}
	if r.Stored != 4 || r.Refused != 2 || len(r.Remaining) > 0 || last.Stored != 4 || last.Refused != 2 {
		t.Fatalf("report %+v, told %+v", r, last)
	}
	if r.Problems[0].Input != "b" || r.Problems[0].Line != 1 || r.Problems[1].Input != "e" || r.Problems[1].Code != article.EmptyInput {
		t.Errorf("problems %+v", r.Problems)
	}
	if !slices.ContainsFunc(r.Warnings, func(p Problem) bool { return p.Input == "d" && p.Code == article.BadURL }) {
		t.Errorf("warnings %+v: want one of the address of d", r.Warnings)
	}
	if slices.Sort(ids); !slices.Equal(ids, slices.Sorted(maps.Keys(s.have))) {
		t.Errorf("told of %v, stored %v", ids, s.have)
	}
	a := s.have[find1(s, "https://herald.example/1")].Article
	if a.Title != "Another title" || a.Publisher.Name != "The Herald" || a.Published != "2020-09-25" || a.Byline[0] != "Ada Brook" {
		t.Errorf("article %+v: what is given goes before what is found", a)
	}
	if again, err := Load(t.Context(), o, &echo{}, s); err != nil || again.Unchanged != 4 || again.Stored != 0 || len(ids) != 8 {
		t.Errorf("again: %+v, %v, told of %d", again, err, len(ids))
	}
}

// find1 returns the ID of the article of an address.
func find1(m *memory, url string) string {
	for id, r := range m.have {
		if r.Article.URL == url {
			return id
		}
	}
	return graph.ArticleID(url, "")
}

// A report lists no more problems than it is asked to, and counts them all.
func TestProblemsAreBounded(t *testing.T) {
	o := Options{Problems: 2, Documents: []Document{{Name: "a", Raw: []byte("x\nx\nx\n{\"text\": \"\"}\n"), Format: article.Lines}}}
	r, err := Load(t.Context(), o, &echo{}, newMemory())
	if err != nil || r.Refused != 4 || len(r.Problems) != 2 || r.Problems[1].Line != 2 {
		t.Errorf("%+v, %v: want the first 2 problems of 4", r, err)
	}
}
