package batch

import (
	"cmp"
	"context"
	"slices"
	"time"

	"hearsay/graph"
)

// CountryDyad is a row of the matrix of countries.
type CountryDyad struct{ *graph.Dyad }

// Source returns the code of the country of those who speak.
func (d *CountryDyad) Source() string { return d.SourceID }

// Target returns the code of the country of those whom it is about.
func (d *CountryDyad) Target() string { return d.TargetID }

// ClaimCount returns how many claims there are.
func (d *CountryDyad) ClaimCount() int { return d.Claims }

// ArticleCount returns how many articles report them.
func (d *CountryDyad) ArticleCount() int { return d.Articles }

// OriginCount returns how many independent origins report them.
func (d *CountryDyad) OriginCount() int { return d.Origins }

// CountryDyadEdge is a row of the matrix of countries and its place.
type CountryDyadEdge struct {
	*Place
	Node *CountryDyad
}

// CountryDyadConnection is a page of the matrix of countries.
type CountryDyadConnection struct {
	Connection
	Nodes []*CountryDyad
}

// Edges returns the rows with their cursors.
func (c *CountryDyadConnection) Edges() []*CountryDyadEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *CountryDyad) *CountryDyadEdge { return &CountryDyadEdge{p, n} })
}

// CountryToCountry returns a page of the matrix of countries.
func (r *Reader) CountryToCountry(ctx context.Context, f graph.ClaimFilter, by graph.Measure, w Window) (*CountryDyadConnection, error) {
	s, err := r.Store.CountryToCountry(ctx, f, by, w.Page)
	if err != nil {
		return nil, err
	}
	s = inOrder(s, w.Page)
	out := &CountryDyadConnection{}
	for _, d := range s.Items {
		out.Nodes = append(out.Nodes, &CountryDyad{d})
	}
	out.Connection = connect(s, w, dyadCursor(by), func(ctx context.Context) (int, error) {
		return countAll(dyadCursor(by), func(p graph.Page) (graph.Slice[graph.Dyad], error) {
			return r.Store.CountryToCountry(ctx, f, by, p)
		})
	})
	return out, nil
}

// NoCountries returns the page of a matrix that is known to be empty.
func (r *Reader) NoCountries() *CountryDyadConnection {
	return &CountryDyadConnection{Connection: None()}
}

// Period is a stretch of time with its claims.
type Period struct {
	Start      graph.Time
	ClaimCount int
	Acts       []*ActCount
}

// ActCount is how many claims are of one act.
type ActCount struct {
	Act        graph.SpeechAct
	ClaimCount int
}

// PeriodEdge is a stretch of time and its place.
type PeriodEdge struct {
	*Place
	Node *Period
}

// PeriodConnection is a page of a timeline.
type PeriodConnection struct {
	Connection
	Nodes []*Period
}

// Edges returns the stretches of time with their cursors.
func (c *PeriodConnection) Edges() []*PeriodEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *Period) *PeriodEdge { return &PeriodEdge{p, n} })
}

// NoPeriods returns the page of a timeline that is known to be empty.
func (r *Reader) NoPeriods() *PeriodConnection { return &PeriodConnection{Connection: None()} }

// Timeline returns a page of a timeline. The store counts the whole of it in one read;
// weeks are made of days.
func (r *Reader) Timeline(ctx context.Context, f graph.ClaimFilter, unit graph.TimeUnit, weeks bool, w Window) (*PeriodConnection, error) {
	counts, err := r.Store.Timeline(ctx, f, unit)
	if err != nil {
		return nil, err
	}
	all := periods(counts, weeks)
	total := len(all)
	if w.Page.Reverse() {
		slices.Reverse(all)
	}
	if at := w.Page.After; at != nil {
		all = slices.DeleteFunc(all, func(p *Period) bool {
			order := cmp.Compare(string(p.Start), at.Key)
			return order == 0 || (order < 0) != w.Page.Reverse()
		})
	}
	s := graph.Slice[Period]{Items: all}
	if len(all) > w.Page.First {
		s = graph.Slice[Period]{Items: all[:w.Page.First], More: true}
	}
	s = inOrder(s, w.Page)
	c := connect(s, w, func(p *Period) graph.Cursor { return graph.Cursor{Key: string(p.Start)} },
		func(context.Context) (int, error) { return total, nil })
	return &PeriodConnection{c, s.Items}, nil
}

// periods joins the counts of the acts of one stretch, oldest first.
func periods(counts []graph.Period, weeks bool) []*Period {
	found := map[graph.Time]map[graph.SpeechAct]int{}
	for _, c := range counts {
		start := c.Start
		if weeks {
			start = monday(start)
		}
		if found[start] == nil {
			found[start] = map[graph.SpeechAct]int{}
		}
		found[start][c.Act] += c.Claims
	}
	var out []*Period
	for start, acts := range found {
		p := &Period{Start: start}
		for _, a := range graph.Acts {
			if n := acts[a]; n > 0 {
				p.Acts = append(p.Acts, &ActCount{a, n})
				p.ClaimCount += n
			}
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *Period) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// monday returns the first day of the week of a day; what is no day stays as it is.
func monday(day graph.Time) graph.Time {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return day
	}
	return graph.Time(t.AddDate(0, 0, -(int(t.Weekday())+6)%7).Format(time.DateOnly))
}
