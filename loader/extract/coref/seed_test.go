package coref_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/loader/extract/coref"
	"hearsay/loader/extract/grammar"
)

// TestSeed reads an article that stands outside the repository and its gold.
func TestSeed(t *testing.T) {
	const dir = "../../../../shared/seed/"
	raw, err := os.ReadFile(dir + "putin-pact.txt")
	if err != nil {
		t.Skip("no seed article: ", err)
	}
	b, err := os.ReadFile(dir + "putin-pact.gold.json")
	if err != nil {
		t.Skip("no gold: ", err)
	}
	var gold struct {
		Entities    struct{ People, Countries []string }
		Coreference map[string][]string
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		t.Fatal(err)
	}
	d := grammar.ParseTitled(body(string(raw)))
	coref.Stage{}.Run(d)
	check(t, d)

	var people, countries []string
	for _, c := range d.Chains {
		switch {
		case c.Kind == graph.KindPerson && !c.Unnamed:
			people = append(people, c.Name)
		case c.Kind == graph.KindCountry:
			countries = append(countries, c.Name)
		}
	}
	same(t, "people", people, gold.Entities.People)
	same(t, "countries", countries, gold.Entities.Countries)
	for name, words := range gold.Coreference {
		for _, w := range words {
			found := false
			for _, m := range d.Mentions {
				s := d.Span(m.First, m.Last)
				found = found || m.Chain >= 0 && d.Chains[m.Chain].Name == name && s.Of(d.Text) == w
			}
			if !found {
				t.Errorf("%s has no mention %q", name, w)
			}
		}
	}
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

var link = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)

// body is the article without furniture, lines joined, as the loader gives it.
func body(raw string) string {
	var out []string
	for _, p := range strings.Split(link.ReplaceAllString(raw, "$1"), "\n\n") {
		p = strings.Join(strings.Fields(strings.ReplaceAll(p, "**", "")), " ")
		switch {
		case p == "", strings.HasPrefix(p, "By "), strings.HasPrefix(p, "Related"), strings.HasPrefix(p, "Original"),
			strings.HasPrefix(p, "<"), strings.HasPrefix(p, "September"):
		default:
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}
