package app

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"hearsay/graph"
)

// The article that the project was born from, with its gold, stands beside the
// project and not in it.
const (
	seedArticle = "../../../shared/seed/putin-pact.txt"
	seedGold    = "../../../shared/seed/putin-pact.gold.json"
)

// seedQuery is what a reader would write: who said what about whom, and what
// answers it.
const seedQuery = `{
  claims(first: 60) {
    nodes {
      id act proposition
      sources { name kind }
      targets { name kind }
      denies(first: 10) { nodes { claim { id } } }
      reports(first: 3) { nodes { source { exact } target { exact } cue { exact } content { exact } } }
    }
  }
  entities(first: 100) { nodes { name kind aliases mentions(first: 30) { nodes { selector { exact } } } } }
}`

type seedEntry struct {
	ID      int      `json:"id"`
	Source  []string `json:"source"`
	Cue     string   `json:"cue"`
	Act     []string `json:"act"`
	Target  []string `json:"target"`
	Content string   `json:"content"`
	Denies  []int    `json:"denies"`
}

type seed struct {
	Attributions []seedEntry `json:"attributions"`
	Entities     struct {
		People    []string `json:"people"`
		Countries []string `json:"countries"`
	} `json:"entities"`
	Coreference map[string][]string `json:"coreference"`
}

type seedParty struct{ Name, Kind string }

type seedClaim struct {
	ID, Act, Proposition string
	Sources, Targets     []seedParty
	Denies               struct {
		Nodes []struct{ Claim struct{ ID string } }
	}
	Reports struct {
		Nodes []struct{ Source, Target, Cue, Content []struct{ Exact string } }
	}
}

type seedEntity struct {
	Name, Kind string
	Aliases    []string
	Mentions   struct {
		Nodes []struct{ Selector struct{ Exact string } }
	}
}

type seedAnswer struct {
	Data struct {
		Claims   struct{ Nodes []seedClaim }
		Entities struct{ Nodes []seedEntity }
	}
}

// explicitAccusations are the gold entries with an explicit cue of accusation or
// criticism.
var explicitAccusations = []int{3, 6, 18, 19, 21, 24, 25, 15, 16}

func TestSeed(t *testing.T) {
	raw, err := os.ReadFile(seedGold)
	if err != nil {
		t.Skipf("the seed article is not beside the project: %v", err)
	}
	var gold seed
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	eachStore(t, func(t *testing.T, empty func(*testing.T) string) {
		store := empty(t)
		hearsay(t, 0, "load", "-q", "--store", store, seedArticle)
		out, _ := hearsay(t, 0, "query", "--store", store, seedQuery)
		var a seedAnswer
		if err := json.Unmarshal([]byte(out), &a); err != nil {
			t.Fatal(err)
		}
		checkSeedAttributions(t, &gold, &a)
		checkSeedEntities(t, &gold, &a)
	})
}

func checkSeedAttributions(t *testing.T, gold *seed, a *seedAnswer) {
	found := map[int]*seedClaim{} // right source and content
	accusations := 0
	for _, g := range gold.Attributions {
		c := bestClaim(a.Data.Claims.Nodes, &g)
		switch {
		case c == nil:
			t.Logf("%d: no claim with its source and content", g.ID)
			continue
		case !slices.Contains(g.Act, c.Act):
			t.Logf("%d: act %s, want %v", g.ID, c.Act, g.Act)
		}
		found[g.ID] = c
		if slices.Contains(explicitAccusations, g.ID) {
			if slices.Contains(g.Act, c.Act) && sameParties(c.Targets, g.Target, c, true) {
				accusations++
			} else {
				t.Logf("%d: %s against %v, want %v", g.ID, c.Act, c.Targets, g.Target)
			}
		}
	}
	t.Logf("%d of %d attributions, %d of %d explicit accusations", len(found), len(gold.Attributions), accusations, len(explicitAccusations))
	if len(found) < 23 {
		t.Errorf("%d attributions with right source and content, want 23 at least", len(found))
	}
	if accusations < 8 {
		t.Errorf("%d explicit accusations right, want 8 at least", accusations)
	}
	for _, g := range gold.Attributions {
		if len(g.Denies) == 0 {
			continue
		}
		ok := false
		if d := found[g.ID]; d != nil {
			for _, n := range d.Denies.Nodes {
				ok = ok || slices.ContainsFunc(g.Denies, func(id int) bool { return found[id] != nil && found[id].ID == n.Claim.ID })
			}
		}
		if !ok {
			t.Errorf("denial %d is tied to nothing that it denies", g.ID)
		}
	}
}

// bestClaim returns the claim with the source of g and its content.
func bestClaim(claims []seedClaim, g *seedEntry) *seedClaim {
	var best *seedClaim
	score := 0.0
	for i := range claims {
		c := &claims[i]
		if !sameParties(c.Sources, g.Source, c, false) || g.Content == "" && !slices.Contains(g.Act, c.Act) {
			continue
		}
		s := overlap(c.Proposition, g.Content)
		if slices.Contains(g.Act, c.Act) {
			s += 0.01
		}
		if s >= 0.5 && s > score {
			best, score = c, s
		}
	}
	return best
}

// overlap is the Jaccard index of the words of two texts, 1 where both are empty.
func overlap(a, b string) float64 {
	x, y := map[string]bool{}, map[string]bool{}
	for _, w := range graph.Words(a) {
		x[w] = true
	}
	for _, w := range graph.Words(b) {
		y[w] = true
	}
	if len(x)+len(y) == 0 {
		return 1
	}
	n := 0
	for w := range x {
		if y[w] {
			n++
		}
	}
	return float64(n) / float64(len(x)+len(y)-n)
}

// sameParties compares the parties of a claim with the spellings that the gold
// accepts, by name or by the words of the article.
func sameParties(have []seedParty, want []string, c *seedClaim, target bool) bool {
	if len(want) == 0 {
		return len(have) == 0
	}
	var names []string
	for _, p := range have {
		names = append(names, p.Name)
	}
	for _, r := range c.Reports.Nodes {
		spans := r.Source
		if target {
			spans = r.Target
		}
		for _, s := range spans {
			names = append(names, s.Exact)
		}
	}
	if len(have) == 0 {
		return false
	}
	for _, n := range names {
		for _, w := range want {
			if strings.TrimPrefix(graph.Fold(n), "the ") == strings.TrimPrefix(graph.Fold(w), "the ") {
				return true
			}
		}
	}
	return false
}

func checkSeedEntities(t *testing.T, gold *seed, a *seedAnswer) {
	count := func(kind, name string) (n int) {
		for _, e := range a.Data.Entities.Nodes {
			if e.Kind == kind && (e.Name == name || slices.Contains(e.Aliases, name)) {
				n++
			}
		}
		return n
	}
	for _, p := range gold.Entities.People {
		if n := count("PERSON", p); n != 1 {
			t.Errorf("person %s: %d entities, want 1", p, n)
		}
		last := p[strings.LastIndexByte(p, ' ')+1:]
		if n := count("PERSON", last); n > 1 {
			t.Errorf("person %s: %d entities by surname, want 1", last, n)
		}
	}
	for _, c := range gold.Entities.Countries {
		if n := count("COUNTRY", c); n != 1 {
			t.Errorf("country %s: %d entities, want 1", c, n)
		}
	}
	for name, mentions := range gold.Coreference {
		for _, m := range mentions {
			if !refersTo(a, name, m) {
				t.Errorf("%s: mention %q is not resolved to it", name, m)
			}
		}
	}
}

func refersTo(a *seedAnswer, name, mention string) bool {
	for _, e := range a.Data.Entities.Nodes {
		if e.Name != name && !slices.Contains(e.Aliases, name) {
			continue
		}
		for _, m := range e.Mentions.Nodes {
			if m.Selector.Exact == mention {
				return true
			}
		}
	}
	return false
}
