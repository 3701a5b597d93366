package batch

import (
	"slices"

	"hearsay/graph"
)

// broughtParties returns the sources and targets that came along with claims, by ID.
func broughtParties(items []*Claim) map[string]*graph.Entity {
	out := map[string]*graph.Entity{}
	for _, c := range items {
		if c.Brought == nil {
			continue
		}
		for _, e := range c.Brought.Parties {
			out[e.ID] = e
		}
	}
	return out
}

// broughtLinks returns the first page of the links of claims, nil unless it came along with
// all of them.
func broughtLinks(items []*Claim, d graph.LinkDirection, kinds []graph.LinkKind, p graph.Page) map[string]graph.Slice[graph.Link] {
	if p != (graph.Page{First: p.First}) {
		return nil
	}
	out := make(map[string]graph.Slice[graph.Link], len(items))
	for _, c := range items {
		if c.Brought == nil || c.Brought.Along.Links == nil {
			return nil
		}
		if l := c.Brought.Along.Links; l.Direction != d || l.First != p.First || !slices.Equal(l.Kinds, kinds) {
			return nil
		}
		out[c.ID] = c.Brought.Links
	}
	return out
}

// broughtReports returns the page of the reports of claims, nil unless it came along with
// all of them.
func broughtReports(items []*Claim, p graph.Page) map[string]graph.Slice[graph.Attribution] {
	if p != (graph.Page{First: p.First}) {
		return nil
	}
	out := make(map[string]graph.Slice[graph.Attribution], len(items))
	for _, c := range items {
		if c.Brought == nil || c.Brought.Along.Reports != p.First {
			return nil
		}
		out[c.ID] = c.Brought.Reports
	}
	return out
}
