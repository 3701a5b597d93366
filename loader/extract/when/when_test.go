package when

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
	"hearsay/loader/extract/grammar"
)

// A case file holds lines "2021-03-04 | text | words = date ; words = date": the day
// of publication ("-" for none), a text, and all that Find must return.
func TestCases(t *testing.T) {
	files, _ := filepath.Glob("../../../testdata/cases/when/*.txt")
	if len(files) == 0 {
		t.Fatal("no case files")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			parts := strings.Split(line, "|")
			if len(parts) != 3 {
				t.Fatalf("%s: %q", f, line)
			}
			published, text := strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1])
			t.Run(published+" "+text, func(t *testing.T) {
				d := grammar.Parse(text)
				d.Article.Published = graph.Time(strings.TrimPrefix(published, "-"))
				var got []string
				for _, e := range Find(d) {
					got = append(got, e.Span.Of(text)+" = "+string(e.Time))
				}
				if d := cmp.Diff(strings.TrimSpace(parts[2]), strings.Join(got, " ; ")); d != "" {
					t.Errorf("want -, got +\n%s", d)
				}
			})
		}
	}
}

// TestFindEvery checks on many texts that every date is well formed and cuts tokens
// in order, whatever the day of publication.
func TestFindEvery(t *testing.T) {
	const text = "Last week, this year and 3 May 29 February 30 Sunday the 31st of June 2000 people in 2000 ago two years ago May May may last May 1, 2, 2021-02-30 2021-02-28 yesterday's today's"
	d := grammar.Parse(text)
	for _, published := range []graph.Time{"", "2020", "2020-02", "2020-02-29", "2020-01-01", "2020-12-31T23:59:59Z", "29 Feb", "0001-01-01"} {
		d.Article.Published = published
		end := 0
		for _, e := range Find(d) {
			if !e.Time.Valid() || e.Span.Start < end || e.Span.Len() <= 0 || e.First >= e.Last {
				t.Errorf("published %q: %+v", published, e)
			}
			end = e.Span.End
		}
	}
}

func TestWithin(t *testing.T) {
	exprs := []Expr{{Span: graph.Span{Start: 2, End: 4}}, {Span: graph.Span{Start: 6, End: 9}}, {Span: graph.Span{Start: 12, End: 14}}}
	for _, c := range []struct {
		name       string
		start, end int
		want       int
	}{{"all", 0, 20, 3}, {"one", 5, 10, 1}, {"cut", 3, 8, 0}, {"none", 15, 20, 0}} {
		t.Run(c.name, func(t *testing.T) {
			if got := len(Within(exprs, graph.Span{Start: c.start, End: c.end})); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}
