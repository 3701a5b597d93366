package graphtest

import (
	"context"
	"fmt"
	"testing"

	"hearsay/graph"
)

func rollUpTests(t *testing.T, open func(*testing.T) graph.Store) {
	s, w := filled(t, open, 20)
	filters := []graph.ClaimFilter{{}, {Acts: []graph.SpeechAct{graph.ActAccuse}}, {SourceCountries: []string{"NO"}, Text: "ferry"},
		{SourceIDs: []string{w.entities[0].ID}}, {From: "2020-09", Not: &graph.ClaimFilter{Denied: ptr(true)}}, {Text: "!"}}
	for _, f := range filters {
		for _, unit := range []graph.TimeUnit{graph.ByDay, graph.ByMonth, graph.ByYear} {
			got, err := s.Timeline(t.Context(), f, unit)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, fmt.Sprintf("Timeline %s %+v", unit, f), got, w.timeline(f, unit))
		}
		want := w.countries(f)
		for by, cursor := range measures {
			for _, p := range []graph.Page{{First: 3}, {First: 2, Desc: true}, {First: graph.MaxPage, Backward: true}} {
				got := all(t, p, cursor, func(ctx context.Context, p graph.Page) (graph.Slice[graph.Dyad], error) {
					return s.CountryToCountry(ctx, f, by, p)
				})
				p.First = graph.MaxPage
				equal(t, fmt.Sprintf("CountryToCountry %s %+v", by, f), got, paginate(want, cursor, p).Items)
			}
		}
	}
}

// timeline counts the claims that f matches.
func (w *world) timeline(f graph.ClaimFilter, unit graph.TimeUnit) []graph.Period {
	counts := map[string]*graph.Period{}
	for _, c := range filter(w.claims, w.matchClaim(f)) {
		start := c.FirstPublished
		if n := unit.Digits(); len(start) > n {
			start = start[:n]
		}
		k := string(start) + " " + string(c.Act)
		if counts[k] == nil {
			counts[k] = &graph.Period{Start: start, Act: c.Act}
		}
		counts[k].Claims++
	}
	var out []graph.Period
	for _, p := range byID(counts) {
		out = append(out, *p)
	}
	return out
}

// countries groups the claims that f matches by country.
func (w *world) countries(f graph.ClaimFilter) []*graph.Dyad {
	country := map[string]string{}
	for _, e := range w.entities {
		country[e.ID] = e.Country
	}
	groups := map[string]*graph.Dyad{}
	seen := map[[3]string]bool{}
	counted := map[[2]string]bool{}
	for _, c := range filter(w.claims, w.matchClaim(f)) {
		for _, s := range c.SourceIDs {
			for _, t := range c.TargetIDs {
				from, to := country[s], country[t]
				k := from + " " + to
				if from == "" || to == "" || counted[[2]string{c.ID, k}] {
					continue
				}
				counted[[2]string{c.ID, k}] = true
				if groups[k] == nil {
					groups[k] = &graph.Dyad{SourceID: from, TargetID: to}
				}
				d := groups[k]
				d.Claims++
				d.FirstPublished = earliest(d.FirstPublished, c.FirstPublished)
				d.LastPublished = max(d.LastPublished, c.LastPublished)
				w.countReports(d, c, seen)
			}
		}
	}
	return byID(groups)
}

// invalidRollUps are calls that must be refused.
func invalidRollUps(s graph.Store) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"unit of a timeline": func(ctx context.Context) error {
			return second(s.Timeline(ctx, graph.ClaimFilter{}, "CENTURY"))
		},
		"filter of a timeline": func(ctx context.Context) error {
			return second(s.Timeline(ctx, graph.ClaimFilter{To: "x"}, graph.ByDay))
		},
		"page of countries": func(ctx context.Context) error {
			return second(s.CountryToCountry(ctx, graph.ClaimFilter{}, graph.ByClaims, graph.Page{}))
		},
		"cursor of countries": func(ctx context.Context) error {
			return second(s.CountryToCountry(ctx, graph.ClaimFilter{}, graph.ByClaims, graph.Page{First: 10, After: &graph.Cursor{Key: "x", ID: "x"}}))
		},
	}
}
