package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/graph"
)

const golds = "../../testdata/gold"

// goldFloor is what the engine reaches on the invented articles of testdata/gold,
// in whole percent. A change that falls below it has broken something.
var goldFloor = map[string]int{
	"attributions": 87,
	"accusations":  75,
	"denials":      56,
	"answers":      85,
	"entities":     86,
	"mentions":     91,
	"precision":    74,
}

// goldParts is the order in which figures are printed.
var goldParts = []string{"attributions", "accusations", "denials", "answers", "entities", "mentions", "precision"}

// goldTally counts what is right of all there is.
type goldTally map[string][2]int

func (s goldTally) add(t *testing.T, part string, ok bool, format string, args ...any) {
	c := s[part]
	c[1]++
	if ok {
		c[0]++
	} else {
		t.Logf(part+": "+format, args...)
	}
	s[part] = c
}

func (s goldTally) percent(part string) int { return 100 * s[part][0] / max(s[part][1], 1) }

// TestGold scores articles that were invented to be unlike each other against
// their gold. What it misses is in its log.
func TestGold(t *testing.T) {
	files, err := filepath.Glob(golds + "/*.gold.json")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d gold files, %v", len(files), err)
	}
	all := goldTally{}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".gold.json")
		t.Run(name, func(t *testing.T) {
			one := goldTally{}
			scoreGold(t, f, name, one)
			for _, part := range goldParts {
				t.Logf("%s: %d of %d", part, one[part][0], one[part][1])
				all[part] = [2]int{all[part][0] + one[part][0], all[part][1] + one[part][1]}
			}
		})
	}
	for _, part := range goldParts {
		t.Logf("%s: %d of %d, %d %%", part, all[part][0], all[part][1], all.percent(part))
		if got := all.percent(part); got < goldFloor[part] {
			t.Errorf("%s: %d %%, want %d %% at least", part, got, goldFloor[part])
		}
	}
}

func scoreGold(t *testing.T, file, name string, s goldTally) {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var gold seed
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(golds + "/articles/" + name + ".*")
	if err != nil || len(found) != 1 {
		t.Fatalf("%d articles for %s, %v", len(found), name, err)
	}
	store := filepath.Join(t.TempDir(), "gold.db")
	hearsay(t, 0, "load", "-q", "--store", store, found[0])
	out, _ := hearsay(t, 0, "query", "--store", store, seedQuery)
	var a seedAnswer
	if err := json.Unmarshal([]byte(out), &a); err != nil {
		t.Fatal(err)
	}
	for i := range gold.Attributions {
		g := &gold.Attributions[i]
		g.Source, g.Target = withoutArticle(g.Source), withoutArticle(g.Target)
	}
	for i := range a.Data.Claims.Nodes {
		for k := range a.Data.Claims.Nodes[i].Reports.Nodes {
			r := &a.Data.Claims.Nodes[i].Reports.Nodes[k]
			r.Source, r.Target = untilComma(r.Source), untilComma(r.Target)
		}
	}
	scoreGoldClaims(t, &gold, &a, s)
	scoreGoldEntities(t, &gold, &a, s)
}

// withoutArticle adds the spellings without "a" and "an", as descriptions are shown.
func withoutArticle(names []string) []string {
	for _, n := range names {
		for _, article := range []string{"A ", "An ", "a ", "an "} {
			if rest, ok := strings.CutPrefix(n, article); ok {
				names = append(names, rest)
			}
		}
	}
	return names
}

// untilComma adds each span without what a comma parts from it: "a source, speaking
// on condition of anonymity".
func untilComma(spans []struct{ Exact string }) []struct{ Exact string } {
	for _, s := range spans {
		if head, _, ok := strings.Cut(s.Exact, ","); ok {
			spans = append(spans, struct{ Exact string }{head})
		}
	}
	return spans
}

// openlyHostile tells whether the words of an entry accuse or criticize by
// themselves: no other act would do for it.
func openlyHostile(g *seedEntry) bool {
	return !slices.ContainsFunc(g.Act, func(act string) bool { return act != "ACCUSE" && act != "CRITICIZE" })
}

func scoreGoldClaims(t *testing.T, gold *seed, a *seedAnswer, s goldTally) {
	found := map[int]*seedClaim{}
	right := map[string]bool{}
	for _, g := range gold.Attributions {
		c := bestClaim(a.Data.Claims.Nodes, &g)
		if c == nil {
			c = claimWithPart(a.Data.Claims.Nodes, &g)
		}
		s.add(t, "attributions", c != nil, "%d: no claim %v %q", g.ID, g.Source, g.Content)
		if c != nil {
			found[g.ID], right[c.ID] = c, true
		}
		switch {
		case !openlyHostile(&g) || len(g.Target) == 0:
			if c != nil && !slices.Contains(g.Act, c.Act) {
				t.Logf("act: %d: %s, want %v", g.ID, c.Act, g.Act)
			}
		case c == nil:
			s.add(t, "accusations", false, "%d: none", g.ID)
		default:
			ok := slices.Contains(g.Act, c.Act) && sameParties(c.Targets, g.Target, c, true)
			s.add(t, "accusations", ok, "%d: %s against %v, want %v", g.ID, c.Act, c.Targets, g.Target)
		}
	}
	for i := range a.Data.Claims.Nodes {
		if c := &a.Data.Claims.Nodes[i]; !right[c.ID] {
			s.add(t, "precision", false, "%s %v %q against %v", c.Act, c.Sources, c.Proposition, c.Targets)
		} else {
			s.add(t, "precision", true, "")
		}
	}
	scoreAnswers(t, gold, found, s)
	for _, g := range gold.Attributions {
		if len(g.Denies) > 0 {
			s.add(t, "denials", deniesOne(found, &g), "%d answers none of %v: %v", g.ID, g.Denies, found[g.ID])
		}
	}
}

// scoreAnswers counts how many of the links from the claims of the gold to others of the gold
// are ones that it has. What it parts in two may be one claim.
func scoreAnswers(t *testing.T, gold *seed, found map[int]*seedClaim, s goldTally) {
	ids, want := map[string][]int{}, map[string][]int{} // by claim
	var claims []*seedClaim
	for _, g := range gold.Attributions {
		if c := found[g.ID]; c != nil {
			if len(ids[c.ID]) == 0 {
				claims = append(claims, c)
			}
			ids[c.ID] = append(ids[c.ID], g.ID)
			want[c.ID] = append(want[c.ID], g.Denies...)
		}
	}
	for _, c := range claims {
		for _, n := range c.Denies.Nodes {
			if to := ids[n.Claim.ID]; len(to) > 0 {
				ok := slices.ContainsFunc(to, func(id int) bool { return slices.Contains(want[c.ID], id) })
				s.add(t, "answers", ok, "%v does not answer %v", ids[c.ID], to)
			}
		}
	}
}

// claimWithPart returns the claim with the source of g one of whose pieces is the
// content of g: a quotation in two halves is one claim, the gold counts two.
func claimWithPart(claims []seedClaim, g *seedEntry) *seedClaim {
	for i := range claims {
		c := &claims[i]
		if g.Content == "" || !sameParties(c.Sources, g.Source, c, false) {
			continue
		}
		for _, r := range c.Reports.Nodes {
			for _, span := range r.Content {
				if overlap(span.Exact, g.Content) >= 0.7 {
					return c
				}
			}
		}
	}
	return nil
}

// deniesOne tells whether the claim found for g denies one that it should.
func deniesOne(found map[int]*seedClaim, g *seedEntry) bool {
	d := found[g.ID]
	if d == nil {
		return false
	}
	for _, n := range d.Denies.Nodes {
		if slices.ContainsFunc(g.Denies, func(id int) bool { return found[id] != nil && found[id].ID == n.Claim.ID }) {
			return true
		}
	}
	return false
}

func scoreGoldEntities(t *testing.T, gold *seed, a *seedAnswer, s goldTally) {
	named := func(kind, name string) (n int) {
		for _, e := range a.Data.Entities.Nodes {
			if e.Kind == kind && (e.Name == name || slices.Contains(e.Aliases, name)) {
				n++
			}
		}
		return n
	}
	for _, p := range gold.Entities.People {
		n := named("PERSON", p)
		s.add(t, "entities", n == 1, "person %s: %d, want 1", p, n)
	}
	for _, c := range gold.Entities.Countries {
		n := named("COUNTRY", c)
		s.add(t, "entities", n == 1, "country %s: %d, want 1", c, n)
	}
	for _, e := range a.Data.Entities.Nodes { // nobody who is not there
		if e.Kind == "PERSON" && !knownPerson(gold, e.Name) {
			s.add(t, "entities", false, "person %s: not in the article", e.Name)
		}
	}
	for name, mentions := range gold.Coreference {
		for _, m := range mentions {
			s.add(t, "mentions", goldMention(a, name, m), "%s: %q is not resolved to it", name, m)
		}
	}
}

// goldMention is refersTo, but a name may stand at the end of its mention, behind
// a title.
func goldMention(a *seedAnswer, name, mention string) bool {
	if refersTo(a, name, mention) {
		return true
	}
	for _, e := range a.Data.Entities.Nodes {
		if e.Name != name && !slices.Contains(e.Aliases, name) {
			continue
		}
		for _, m := range e.Mentions.Nodes {
			if strings.HasSuffix(m.Selector.Exact, " "+mention) && mention[:1] != strings.ToLower(mention[:1]) {
				return true
			}
		}
	}
	return false
}

// knownPerson tells whether a named person is one of the gold; descriptions are
// not names.
func knownPerson(gold *seed, name string) bool {
	words := graph.Words(name)
	if len(words) == 0 || strings.ToLower(name[:1]) == name[:1] || strings.HasPrefix(name, "A ") {
		return true
	}
	return slices.Contains(gold.Entities.People, name)
}
