package english

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/loader/article"
)

// The seed article is kept outside the repository; what is expected of it is read
// from its gold file, so that neither its words nor its names stand here.
const sharedDir = "../../../../shared/"

type goldReport struct {
	ID      int
	Source  []string
	Cue     string
	Act     []graph.SpeechAct
	Target  []string
	Content string
	Within  int
	Same    []int
	Denies  []int
}

type goldSeed struct {
	Attributions []goldReport
	Entities     struct{ People, Countries, Events []string }
	Coreference  map[string][]string
}

// seedRun is the record of the seed beside its gold.
type seedRun struct {
	gold  goldSeed
	rec   *graph.Record
	names map[string]*graph.Entity
	claim map[string]*graph.Claim
	found map[int]*graph.Attribution // gold number to what was found for it
}

func seed(t *testing.T) *seedRun {
	raw, err := os.ReadFile(sharedDir + "seed/putin-pact.txt")
	if err != nil {
		t.Skip("the seed article is not there: ", err)
	}
	goldRaw, err := os.ReadFile(sharedDir + "seed/putin-pact.gold.json")
	if err != nil {
		t.Skip("the seed's gold is not there: ", err)
	}
	s := &seedRun{names: map[string]*graph.Entity{}, claim: map[string]*graph.Claim{}, found: map[int]*graph.Attribution{}}
	if err := json.Unmarshal(goldRaw, &s.gold); err != nil {
		t.Fatal(err)
	}
	res, err := article.Read(article.Input{Name: "putin-pact.txt", Raw: raw})
	if err != nil {
		t.Fatal(err)
	}
	s.rec = checked(t, engine(t), res.Article)
	for i := range s.rec.Entities {
		s.names[s.rec.Entities[i].ID] = &s.rec.Entities[i]
	}
	for i := range s.rec.Claims {
		s.claim[s.rec.Claims[i].ID] = &s.rec.Claims[i]
	}
	s.align()
	return s
}

func engine(t testing.TB) *English {
	e, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// checked extracts an article and fails where Check refuses anything.
func checked(t testing.TB, e *English, a *graph.Article) *graph.Record {
	rec, refused, err := graph.Check(e.Extract(a))
	if err != nil || len(refused) > 0 {
		t.Fatalf("%.40q: Check: %v, refused %v", a.Text, err, refused)
	}
	return rec
}

// align finds for each gold entry the attribution whose cue holds its cue and whose
// content has most words in common with its content.
func (s *seedRun) align() {
	for _, g := range s.gold.Attributions {
		best := 0.0
		for i := range s.rec.Attributions {
			a := &s.rec.Attributions[i]
			cue := graph.Fold(graph.Join(s.rec.Article.Text, a.Cue))
			if !meets(graph.Words(g.Cue), strings.Fields(cue)) {
				continue
			}
			if score := 0.1 + likeness(g.Content, a.Proposition); score > best && (score >= 0.6 || g.Content == "" && len(a.Content) == 0) {
				best = score
				s.found[g.ID] = a
			}
		}
	}
}

func meets(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// likeness is the Jaccard index of the words of two texts.
func likeness(a, b string) float64 {
	x, y := graph.Words(a), graph.Words(b)
	slices.Sort(x)
	slices.Sort(y)
	x, y = slices.Compact(x), slices.Compact(y)
	n := 0
	for _, w := range x {
		if _, ok := slices.BinarySearch(y, w); ok {
			n++
		}
	}
	if len(x)+len(y)-n == 0 {
		return 0
	}
	return float64(n) / float64(len(x)+len(y)-n)
}

// party reports whether one of the entities is named as the gold allows.
func (s *seedRun) party(ids, allowed []string) bool {
	if len(allowed) == 0 {
		return len(ids) == 0
	}
	for _, id := range ids {
		e := s.names[id]
		for _, want := range allowed {
			for _, have := range append([]string{e.Name}, e.Aliases...) {
				if graph.Fold(have) == graph.Fold(want) || graph.Fold("the "+have) == graph.Fold(want) {
					return true
				}
			}
		}
	}
	return false
}

// partyWords is party for descriptions: two words or more, all or enough of the
// words of one of the allowed.
func (s *seedRun) partyWords(ids, allowed []string) bool {
	return s.party(ids, allowed) || slices.ContainsFunc(ids, func(id string) bool {
		return slices.ContainsFunc(allowed, func(want string) bool {
			have, words := graph.Words(s.names[id].Name), graph.Words(want)
			within := len(have) > 1 && !slices.ContainsFunc(have, func(w string) bool { return !slices.Contains(words, w) })
			return within || likeness(s.names[id].Name, want) >= 0.5
		})
	})
}

func TestSeedAttributions(t *testing.T) {
	s := seed(t)
	right, explicit := 0, 0
	for _, g := range s.gold.Attributions {
		a := s.found[g.ID]
		if a == nil {
			t.Logf("%d (%s): not found", g.ID, g.Cue)
			continue
		}
		c := s.claim[a.ClaimID]
		source := s.partyWords(c.SourceIDs, g.Source)
		if source {
			right++
		} else {
			t.Logf("%d (%s): source is not right", g.ID, g.Cue)
		}
		target := s.partyWords(c.TargetIDs, g.Target) || len(g.Target) == 0
		if !target {
			t.Logf("%d (%s): target is not right", g.ID, g.Cue)
		}
		if !slices.Contains(g.Act, c.Act) {
			t.Logf("%d (%s): act is %s, not one of %s", g.ID, g.Cue, c.Act, g.Act)
		}
		if slices.Contains([]int{3, 6, 18, 19, 21, 24, 25, 15, 16}, g.ID) && source && target && slices.Contains(g.Act, c.Act) {
			explicit++
		}
	}
	if right < 23 {
		t.Errorf("%d of %d attributions have the right source and content, want 23", right, len(s.gold.Attributions))
	}
	if explicit < 8 {
		t.Errorf("%d of 9 explicit accusations and criticisms are right, want 8", explicit)
	}
	t.Logf("source and content right: %d of %d; explicit accusations: %d of 9", right, len(s.gold.Attributions), explicit)
}

func TestSeedLinks(t *testing.T) {
	s := seed(t)
	linked := func(kind graph.LinkKind, from, to int) bool {
		a, b := s.found[from], s.found[to]
		return a != nil && b != nil && slices.ContainsFunc(s.rec.Links, func(l graph.Link) bool {
			return l.Kind == kind && (l.FromID == a.ClaimID && l.ToID == b.ClaimID || kind == graph.Repeats && l.FromID == b.ClaimID && l.ToID == a.ClaimID)
		})
	}
	for _, g := range s.gold.Attributions {
		n := 0
		for _, d := range g.Denies {
			if linked(graph.Denies, g.ID, d) {
				n++
			}
		}
		if len(g.Denies) > 0 && n == 0 {
			t.Errorf("denial %d is linked to none of %v", g.ID, g.Denies)
		}
		for _, x := range g.Same {
			a, b := s.found[g.ID], s.found[x]
			if !linked(graph.Repeats, g.ID, x) && (a == nil || b == nil || a.ClaimID != b.ClaimID) {
				t.Errorf("%d and %d make one claim", g.ID, x)
			}
		}
	}
	for _, l := range s.rec.Links {
		if l.Kind == graph.Confirms || l.Kind == graph.Contradicts {
			t.Errorf("the article holds no %s", l.Kind)
		}
	}
}

func TestSeedEntities(t *testing.T) {
	s := seed(t)
	check := func(kind graph.EntityKind, want []string) {
		var have []string
		for _, e := range s.rec.Entities {
			if e.Kind == kind && !e.Unnamed {
				have = append(have, e.Name)
			}
		}
		want = slices.Sorted(slices.Values(want))
		if have = slices.Sorted(slices.Values(have)); !slices.Equal(have, want) {
			t.Errorf("%s: have %q, want %q", kind, have, want)
		}
	}
	check(graph.KindPerson, s.gold.Entities.People)
	check(graph.KindCountry, s.gold.Entities.Countries)
	for name, forms := range s.gold.Coreference {
		have := map[string]bool{}
		for _, m := range s.rec.Mentions {
			if e := s.names[m.EntityID]; e != nil && e.Name == name {
				have[m.Span.Of(s.rec.Article.Text)] = true
			}
		}
		for _, f := range forms {
			if !have[f] && !have["the "+f] {
				t.Errorf("%q is not a mention of who it stands for", f)
			}
		}
	}
}

// TestSeedEvents compares years and content words, since the gold puts the events
// in its own words.
func TestSeedEvents(t *testing.T) {
	s := seed(t)
	if len(s.rec.Events) != len(s.gold.Entities.Events) {
		t.Errorf("%d events, want %d", len(s.rec.Events), len(s.gold.Entities.Events))
	}
	for _, want := range s.gold.Entities.Events {
		words := graph.Words(want)
		if !slices.ContainsFunc(s.rec.Events, func(e graph.Event) bool {
			n := 0
			for _, w := range append(graph.Words(e.Label), strings.Split(string(e.Time), "-")...) {
				if slices.Contains(words, w) && len(w) > 3 {
					n++
				}
			}
			return n >= 2
		}) {
			t.Errorf("event %q is missing", want)
		}
	}
	about := 0
	for _, a := range s.rec.Attributions {
		about += len(a.EventIDs)
	}
	if about == 0 {
		t.Error("no claim is about an event")
	}
}
