package resolvers

import (
	"context"
	"fmt"
	"strings"

	"hearsay/graph"
	"hearsay/internal/batch"
	"hearsay/resolvers/generated"
)

// selectors returns the places of spans in an attribution's article.
func (r *Resolver) selectors(ctx context.Context, a *batch.Attribution, spans []graph.Span) ([]*graph.Selector, error) {
	s, err := r.Reader.Selectors(ctx, a, spans)
	out := make([]*graph.Selector, len(s))
	for i := range s {
		out[i] = &s[i]
	}
	return out, err
}

// theEntity returns the one entity that ref means, nil where none does.
func (r *Resolver) theEntity(ctx context.Context, ref generated.EntityRef) (batch.Entity, error) {
	ids, err := r.meant(ctx, "ref", &ref)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	if len(ids) > 1 {
		const shown = 10
		list, more := ids, ""
		if len(ids) > shown {
			list, more = ids[:shown], fmt.Sprintf(" and %d more", len(ids)-shown)
		}
		return nil, badInput("ref: %d entities are meant: %s%s", len(ids), strings.Join(list, ", "), more)
	}
	return one[batch.Entity](ctx, r, ids[0])
}

// theArticle returns the article with this ID or the newest under this URL, nil where
// there is none.
func (r *Resolver) theArticle(ctx context.Context, id, url *string) (*batch.Article, error) {
	if (id == nil) == (url == nil) {
		return nil, badInput("give exactly one of id and url")
	}
	if id != nil {
		return one[*batch.Article](ctx, r, *id)
	}
	if *url == "" {
		return nil, nil
	}
	newest := batch.Window{Page: graph.Page{First: 1, Desc: true}, Encode: func(graph.Cursor) string { return "" }}
	c, err := r.Reader.Articles(ctx, graph.ArticleFilter{URL: *url}, newest)
	if err != nil || len(c.Nodes) == 0 {
		return nil, err
	}
	return c.Nodes[0], nil
}

// firstOf returns the first of the articles, nil where there is none.
func firstOf(list []*batch.Article, err error) (*batch.Article, error) {
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}

// whoToWhom lists rows of the matrix.
func (r *Resolver) whoToWhom(ctx context.Context, in *generated.ClaimFilter, by graph.Measure, p paging) (*batch.DyadConnection, error) {
	q, err := r.claims("whoToWhom "+string(by), in, generated.TimeOrderOldestFirst, p)(ctx)
	if err != nil {
		return nil, err
	}
	if q.None {
		return r.Reader.NoDyads(), nil
	}
	return r.Reader.WhoToWhom(ctx, q.Filter, by, q.Window)
}

// countryToCountry lists rows of the matrix of countries.
func (r *Resolver) countryToCountry(ctx context.Context, in *generated.ClaimFilter, by graph.Measure, p paging) (*batch.CountryDyadConnection, error) {
	q, err := r.claims("countryToCountry "+string(by), in, generated.TimeOrderOldestFirst, p)(ctx)
	if err != nil {
		return nil, err
	}
	if q.None {
		return r.Reader.NoCountries(), nil
	}
	return r.Reader.CountryToCountry(ctx, q.Filter, by, q.Window)
}

// timeline lists stretches of time.
func (r *Resolver) timeline(ctx context.Context, in *generated.ClaimFilter, by generated.TimeUnit, order generated.TimeOrder, p paging) (*batch.PeriodConnection, error) {
	q, err := r.claims("timeline "+string(by), in, order, p)(ctx)
	if err != nil {
		return nil, err
	}
	if q.None {
		return r.Reader.NoPeriods(), nil
	}
	unit, weeks := graph.TimeUnit(by), by == generated.TimeUnitWeek
	if weeks {
		unit = graph.ByDay
	}
	return r.Reader.Timeline(ctx, q.Filter, unit, weeks, q.Window)
}
