package event

import (
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/grammar"
	"hearsay/loader/extract/when"
)

// parsed returns a document in which every given name is a chain; a name with a
// country code behind a colon is a country.
func parsed(text string, published graph.Time, names ...string) *extract.Document {
	d := grammar.Parse(text)
	d.Article.ID, d.Article.Published = graph.ArticleID("", text), published
	for _, n := range names {
		n, code, state := strings.Cut(n, ":")
		c := extract.Chain{Kind: graph.KindPerson, Name: n, EntityID: graph.EntityID(graph.KindPerson, graph.Fold(n))}
		if state {
			c.Kind, c.Country, c.EntityID = graph.KindCountry, code, graph.EntityID(graph.KindCountry, code)
		}
		words := strings.Fields(n)
		for i := 0; i+len(words) <= len(d.Tokens); i++ {
			if s := d.Span(i, i+len(words)); s.Of(d.Text) == n {
				c.Mentions = append(c.Mentions, len(d.Mentions))
				d.Mentions = append(d.Mentions, extract.Mention{First: i, Last: i + len(words), Head: i, Kind: graph.MentionName, Chain: len(d.Chains)})
			}
		}
		d.Chains = append(d.Chains, c)
	}
	return d
}

func keys(d *extract.Document) (out []string) {
	for _, e := range Find(d, when.Find(d)) {
		out = append(out, e.Key)
	}
	return out
}

// TestKeysMeet compares the keys that two articles give to their events.
func TestKeysMeet(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		names      []string
		same       bool
	}{
		{"nobody is poisoned twice, dated or not", "They discussed the poisoning of Ada Moor last month.", "The killers of the dog deny the poisoning of Ada Moor.", []string{"Ada Moor"}, true},
		{"a country and a year", "The 2019 election in Peru was close.", "Peru held its election in 2019; the election in Peru in 2019 was close.", []string{"Peru:PE"}, true},
		{"two years", "The 2019 election in Peru was close.", "The 2015 election in Peru was close.", []string{"Peru:PE"}, false},
		{"two countries", "The 2019 election in Peru was close.", "The 2019 election in Chile was close.", []string{"Peru:PE", "Chile:CL"}, false},
		{"a year alone keeps to its article", "The 2019 election was close.", "The 2019 election was stolen.", nil, false},
		{"who takes part, however the parser hangs it; undated, it keeps to its article", "The minister read out a letter in a film released by the office, while the chief was visiting massive military drills involving Peru and Chile in southern Norway.", "He saw military drills involving Peru and Chile in Norway.", []string{"Peru:PE", "Chile:CL", "Norway:NO"}, false},
		{"a war is known by its place", "The war in Peru goes on.", "He fought in the Peru war.", []string{"Peru:PE"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := keys(parsed(c.a, "2021-03-04", c.names...)), keys(parsed(c.b, "2021-03-20", c.names...))
			if len(a) == 0 || len(b) == 0 {
				t.Fatalf("events %q and %q", a, b)
			}
			if same := a[0] == b[0]; same != c.same {
				t.Errorf("keys %q and %q", a, b)
			}
		})
	}
}

func TestNoEvents(t *testing.T) {
	for _, text := range []string{
		"", "There was no election in Peru in 2019.", "Any attack on Peru would fail.", "They want a deal with Peru.",
		"Elections in Peru are fair.", "Ada Moor repeated her attacks on Peru.", "The attack dog of Peru barked.",
	} {
		t.Run(text, func(t *testing.T) {
			if text == "" {
				text = " "
			}
			if k := keys(parsed(text, "2021-03-04", "Peru:PE", "Ada Moor")); len(k) > 0 {
				t.Errorf("events %q", k)
			}
		})
	}
}
