package english

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/loader/extract/grammar"
)

// articleOf wraps a text as the loader would.
func articleOf(text string, published graph.Time) *graph.Article {
	a := grammar.Plain(text, false)
	a.ID, a.Published = graph.ArticleID("", text), published
	return a
}

// TestExtractEvery extracts texts of all sorts and checks that the store would
// refuse no part of the record, and that the same text gives the same record.
func TestExtractEvery(t *testing.T) {
	e := engine(t)
	texts := []string{
		"Hello.", "…", "\"", "“He said ‘no", "He said.\n\nHe said.\n\nHe said.",
		strings.Repeat("Ada Moor said that ", 300) + "it rained.",
		strings.Repeat("“", 200) + "Yes,” Ada Moor said.",
		"Sylvania accused Sylvania of accusing Sylvania. Sylvania denied denying it. She denied it. They did too.",
		"ADA MOOR SAID: \"WE WON'T GO\" – \u202eBERTA LUND\u202c. \U0001F600 she said \U0001F600.",
		"Der Minister sagte am Freitag, die Regierung habe das Abkommen nicht gebrochen, und er werde es wieder so tun.",
	}
	for _, text := range texts {
		checked(t, e, articleOf(text, "2021-03-04"))
	}
	n := 0
	for _, name := range []string{"eval/acts/docs.jsonl", "eval/attribution/gum_news.jsonl", "eval/attribution/polnear_dev.jsonl"} {
		f, err := os.Open(sharedDir + name)
		if err != nil {
			t.Skipf("%d texts checked; the evaluation texts are not there: %v", len(texts), err)
		}
		defer f.Close()
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<26)
		for sc.Scan() {
			var doc struct{ Text string }
			if err := json.Unmarshal(sc.Bytes(), &doc); err != nil {
				t.Fatal(err)
			}
			a := articleOf(doc.Text, "2016-10-05")
			first := checked(t, e, a)
			if n++; n%10 == 0 && checked(t, e, a).Digest() != first.Digest() {
				t.Errorf("%s: two runs give two records", a.ID)
			}
		}
	}
	t.Logf("%d texts", n)
}
