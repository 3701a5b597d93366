package batch

import (
	"context"

	"hearsay/graph"
)

// MaxGrid is how many rows and columns a grid may have: all cells are one page of dyads.
const MaxGrid = 30

// Grid is who speaks about whom among the greatest.
type Grid struct {
	Sources, Targets []*ActorRank
	Rows             []*GridRow
}

// GridRow is what one source says.
type GridRow struct {
	Source Entity
	Cells  []*GridCell
}

// GridCell is what one source says about one target.
type GridCell struct {
	Counts
	Target Entity
}

// CountryGrid is which countries speak about which among the greatest.
type CountryGrid struct {
	Sources, Targets []*CountryRank
	Rows             []*CountryGridRow
}

// CountryGridRow is what the actors of one country say.
type CountryGridRow struct {
	Source string
	Cells  []*CountryGridCell
}

// CountryGridCell is what the actors of one country say about those of another.
type CountryGridCell struct{ Counts }

// Target returns the code of the country that it is about.
func (c *CountryGridCell) Target() string { return c.TargetID }

// cell returns what is counted of a pair, which may be nothing.
func cell(found map[graph.Pair]*graph.Dyad, source, target string) Counts {
	d := found[graph.Pair{SourceID: source, TargetID: target}]
	if d == nil {
		d = &graph.Dyad{SourceID: source, TargetID: target}
	}
	return Counts{d}
}

func byPair(list []*graph.Dyad) map[graph.Pair]*graph.Dyad {
	out := make(map[graph.Pair]*graph.Dyad, len(list))
	for _, d := range list {
		out[graph.Pair{SourceID: d.SourceID, TargetID: d.TargetID}] = d
	}
	return out
}

// axes returns the rankings of a grid's rows and columns.
func (q Ranking) axes(source, target graph.Trait) (rows, columns Ranking, w Window) {
	rows, columns = q, q
	rows.Of, columns.Of = source, target
	return rows, columns, Window{}
}

// Grid returns the grid of some of the greatest sources and targets.
func (r *Reader) Grid(ctx context.Context, q Ranking, size int) (*Grid, error) {
	rows, columns, w := q.axes(graph.TraitSource, graph.TraitTarget)
	w.Page.First = size
	sources, err := r.RankActors(ctx, rows, w)
	if err != nil {
		return nil, err
	}
	targets, err := r.RankActors(ctx, columns, w)
	if err != nil {
		return nil, err
	}
	out := &Grid{Sources: sources.Nodes, Targets: targets.Nodes}
	var found map[graph.Pair]*graph.Dyad
	if len(out.Sources) > 0 && len(out.Targets) > 0 {
		// Rows and columns are among those that the filter asks for, if it asks for any.
		f := q.Filter
		f.SourceIDs, f.TargetIDs = actorsOf(out.Sources), actorsOf(out.Targets)
		s, err := r.Store.WhoToWhom(ctx, f, q.By, graph.Page{First: graph.MaxPage})
		if err != nil {
			return nil, err
		}
		found = byPair(s.Items)
	}
	for _, s := range out.Sources {
		row := &GridRow{Source: s.Actor}
		for _, t := range out.Targets {
			row.Cells = append(row.Cells, &GridCell{cell(found, s.SourceID, t.SourceID), t.Actor})
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}

func actorsOf(list []*ActorRank) []string {
	return unique(list, func(a *ActorRank) []string { return []string{a.SourceID} })
}

// CountryGrid returns the grid of some of the greatest countries.
func (r *Reader) CountryGrid(ctx context.Context, q Ranking, size int) (*CountryGrid, error) {
	rows, columns, w := q.axes(graph.TraitSourceCountry, graph.TraitTargetCountry)
	w.Page.First = size
	sources, err := r.RankCountries(ctx, rows, w)
	if err != nil {
		return nil, err
	}
	targets, err := r.RankCountries(ctx, columns, w)
	if err != nil {
		return nil, err
	}
	out := &CountryGrid{Sources: sources.Nodes, Targets: targets.Nodes}
	var all []*graph.Dyad // of all countries, of which there are some two hundred
	if len(out.Sources) > 0 && len(out.Targets) > 0 {
		_, err = countAll(dyadCursor(q.By), func(p graph.Page) (graph.Slice[graph.Dyad], error) {
			s, err := r.Store.CountryToCountry(ctx, q.Filter, q.By, p)
			all = append(all, s.Items...)
			return s, err
		})
	}
	found := byPair(all)
	for _, s := range out.Sources {
		row := &CountryGridRow{Source: s.SourceID}
		for _, t := range out.Targets {
			row.Cells = append(row.Cells, &CountryGridCell{cell(found, s.SourceID, t.SourceID)})
		}
		out.Rows = append(out.Rows, row)
	}
	return out, err
}
