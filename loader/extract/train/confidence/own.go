package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/internal/eval"
	"hearsay/loader/article"
)

// entry is an attribution of the project's own gold: spellings of source and target,
// acts that are right, the words of the content.
type entry struct {
	Source, Act, Target []string
	Content             string
}

// own learns from the project's own articles, which are annotated in full.
func (c *collector) own(dir string) error {
	files, err := filepath.Glob(dir + "/*.gold.json")
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no gold in %s: %v", dir, err)
	}
	for _, f := range files {
		var gold struct{ Attributions []entry }
		raw, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(raw, &gold); err != nil {
			return fmt.Errorf("%s: %w", f, err)
		}
		found, err := filepath.Glob(dir + "/articles/" + strings.TrimSuffix(filepath.Base(f), ".gold.json") + ".*")
		if err != nil || len(found) != 1 {
			return fmt.Errorf("%d articles for %s: %v", len(found), f, err)
		}
		if raw, err = os.ReadFile(found[0]); err != nil {
			return err
		}
		res, err := article.Read(article.Input{Name: found[0], Raw: raw})
		if err != nil {
			return fmt.Errorf("%s: %w", found[0], err)
		}
		c.ownArticle(res.Article, gold.Attributions)
	}
	return nil
}

func (c *collector) ownArticle(a *graph.Article, gold []entry) {
	w := &watcher{}
	d := analysed(a, c.stages(w))
	names, claims := map[string]graph.Entity{}, map[string]graph.Claim{}
	for _, e := range d.Record.Entities {
		names[e.ID] = e
	}
	for _, x := range d.Record.Claims {
		claims[x.ID] = x
	}
	traits := w.byID(d)
	for i := range d.Record.Attributions {
		x := &d.Record.Attributions[i]
		claim := claims[x.ClaimID]
		parties := func(ids []string, spans []graph.Span) (out []string) {
			for _, id := range ids {
				out = append(out, names[id].Name)
			}
			for _, s := range spans {
				words := s.Of(a.Text)
				head, _, _ := strings.Cut(words, ",")
				out = append(out, words, head)
			}
			return out
		}
		o := ownOutcome(x, gold, parties(claim.SourceIDs, x.Source), parties(claim.TargetIDs, x.Target))
		if t := traits[x.ID]; t != nil {
			c.add(ours, t, &o, 1)
		}
	}
}

// ownOutcome compares an attribution with the entries: the best of those with its words.
func ownOutcome(x *graph.Attribution, gold []entry, sources, targets []string) eval.Outcome {
	best, most := eval.Outcome{Span: eval.Wrong}, -1
	for i := range gold {
		g := &gold[i]
		hasAct := slices.Contains(g.Act, string(x.Act))
		if g.Content == "" && !hasAct || overlap(x.Proposition, g.Content) < 0.5 {
			continue
		}
		o, right := eval.Outcome{Span: eval.Right, Source: eval.Wrong}, 1
		if alike(sources, g.Source) {
			o.Source, o.Act = eval.Right, eval.Wrong
			right++
			if hasAct {
				o.Act, o.Target = eval.Right, eval.Wrong
				right++
				if alike(targets, g.Target) {
					o.Target = eval.Right
					right++
				}
			}
		}
		if right > most {
			best, most = o, right
		}
	}
	best.Attribution.Act, best.Implicit = string(x.Act), x.Implicit
	return best
}

// overlap is the Jaccard index of the words of two texts.
func overlap(a, b string) float64 {
	x, y := graph.Words(a), graph.Words(b)
	if len(x)+len(y) == 0 {
		return 1
	}
	slices.Sort(x)
	slices.Sort(y)
	x, y = slices.Compact(x), slices.Compact(y)
	n := 0
	for _, w := range x {
		if _, ok := slices.BinarySearch(y, w); ok {
			n++
		}
	}
	return float64(n) / float64(len(x)+len(y)-n)
}

// alike reports whether one of the names is one of the spellings, or both are empty.
func alike(have, want []string) bool {
	if len(have) == 0 || len(want) == 0 {
		return len(have) == len(want)
	}
	return slices.ContainsFunc(have, func(h string) bool {
		return slices.ContainsFunc(want, func(w string) bool { return bare(h) == bare(w) })
	})
}

// bare returns a spelling without its article.
func bare(s string) string {
	s = graph.Fold(s)
	for _, a := range []string{"the ", "a ", "an "} {
		s = strings.TrimPrefix(s, a)
	}
	return s
}
