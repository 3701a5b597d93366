package speechact_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/loader/article"
	"hearsay/loader/extract"
	"hearsay/loader/extract/english"
)

// seedGold is the part of the gold that these stages answer for.
type seedGold struct {
	Attributions []struct {
		ID      int      `json:"id"`
		Source  []string `json:"source"`
		Cue     string   `json:"cue"`
		Act     []string `json:"act"`
		Target  []string `json:"target"`
		Content *string  `json:"content"`
		Within  int      `json:"within"`
	} `json:"attributions"`
}

// explicitBlame are the entries whose cue says outright that somebody is blamed.
var explicitBlame = []int{3, 6, 15, 16, 18, 19, 21, 24, 25}

// TestSeed reads the article that the project was born from, which is not part of it.
func TestSeed(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "..", "shared", "seed")
	raw, err := os.ReadFile(filepath.Join(dir, "putin-pact.txt"))
	if err != nil {
		t.Skip("the seed article is not here:", err)
	}
	var gold seedGold
	b, err := os.ReadFile(filepath.Join(dir, "putin-pact.gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		t.Fatal(err)
	}
	res, err := article.Read(article.Input{Name: "putin-pact.txt", Raw: raw})
	if err != nil {
		t.Fatal(err)
	}
	e, err := english.New()
	if err != nil {
		t.Fatal(err)
	}
	d := extract.New(res.Article)
	extract.Run(d, e.Stages())
	right, blame := 0, 0
	for _, g := range gold.Attributions {
		r := bestReport(d, g.Content, g.Cue, g.Source)
		if r == nil {
			t.Logf("%d %s: no report has content %q", g.ID, g.Cue, deref(g.Content))
			continue
		}
		src, tgt := named(d, r.Source, r.SourceChains, g.Source), named(d, r.Target, r.TargetChains, g.Target)
		act := slices.Contains(g.Act, string(r.Act))
		if src {
			right++
		}
		ok := src && tgt && act
		if slices.Contains(explicitBlame, g.ID) {
			if ok {
				blame++
			}
		} else {
			ok = src && act
		}
		if !ok {
			t.Logf("%d %s: source %v (%s, want %v) target %v (%s, want %v) act %s (want %v)", g.ID, g.Cue, src,
				describe(d, r.Source, r.SourceChains), g.Source, tgt, describe(d, r.Target, r.TargetChains), g.Target, r.Act, g.Act)
		}
	}
	t.Logf("source and content right: %d of %d; explicit blame: %d of %d", right, len(gold.Attributions), blame, len(explicitBlame))
	if right < 23 || blame < 8 {
		t.Errorf("right %d, want at least 23; blame %d, want at least 8", right, blame)
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// bestReport returns the report whose content shares most words with the wanted one
// (at least half), among those with the cue.
func bestReport(d *extract.Document, content *string, cue string, source []string) *extract.Report {
	var best *extract.Report
	score := 0.0
	for i := range d.Reports {
		r := &d.Reports[i]
		if !strings.Contains(cue, graph.Join(d.Text, r.Cue)) && !strings.Contains(graph.Join(d.Text, r.Cue), cue) {
			continue
		}
		j := 1.0
		if content != nil {
			j = jaccard(strings.Fields(*content), strings.Fields(strings.ReplaceAll(graph.Join(d.Text, r.Content), "…", "")))
		}
		if content == nil && len(r.Content) > 0 {
			j = .4
		}
		if j >= .5 && j > score {
			best, score = r, j
		}
	}
	return best
}

func jaccard(a, b []string) float64 {
	fold := func(ws []string) map[string]int {
		m := map[string]int{}
		for _, w := range ws {
			if w = strings.Trim(w, `.,"'“”`); w != "" {
				m[w]++
			}
		}
		return m
	}
	x, y := fold(a), fold(b)
	both, all := 0, 0
	for w, n := range x {
		both += min(n, y[w])
		all += max(n, y[w])
	}
	for w, n := range y {
		if x[w] == 0 {
			all += n
		}
	}
	if all == 0 {
		return 0
	}
	return float64(both) / float64(all)
}

// named reports whether the spans or their actors are one of the wanted, or both are none.
func named(d *extract.Document, spans []graph.Span, chains []int, want []string) bool {
	if len(want) == 0 {
		return len(spans) == 0 || len(chains) > 0 && want == nil
	}
	for _, w := range want {
		for _, s := range spans {
			if graph.Fold(s.Of(d.Text)) == graph.Fold(w) {
				return true
			}
		}
		for _, c := range chains {
			if graph.Fold(d.Chains[c].Name) == graph.Fold(w) || slices.Contains(d.Chains[c].Aliases, w) {
				return true
			}
		}
	}
	return false
}

func describe(d *extract.Document, spans []graph.Span, chains []int) string {
	out := graph.Join(d.Text, spans)
	for _, c := range chains {
		out += " = " + d.Chains[c].Name
	}
	return out
}
