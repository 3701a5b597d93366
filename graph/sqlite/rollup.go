package sqlite

import (
	"context"
	"database/sql"

	"hearsay/graph"
)

// Timeline implements graph.Analyst.
func (s *Store) Timeline(ctx context.Context, f graph.ClaimFilter, unit graph.TimeUnit) ([]graph.Period, error) {
	const op = "timeline"
	if err := firstError(f.Valid(), unit.Valid()); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	q := selectClaims(f)
	var out []graph.Period
	text := "SELECT substr(c.first_published, 1, ?) AS start, c.act AS act, count(*) FROM " + q.from + q.where() + " GROUP BY start, act ORDER BY start, act"
	err := s.query(ctx, op, text, append([]any{unit.Digits()}, q.args...), func(r *sql.Rows) error {
		var p graph.Period
		err := r.Scan(&p.Start, &p.Act, &p.Claims)
		out = append(out, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// CountryToCountry implements graph.Analyst.
func (s *Store) CountryToCountry(ctx context.Context, f graph.ClaimFilter, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	const op = "country to country"
	if err := firstError(f.Valid(), by.Valid(), p.Valid()); err != nil {
		return graph.Slice[graph.Dyad]{}, s.fail(ctx, op, err)
	}
	q := selectClaims(f)
	q.from += ` CROSS JOIN json_each(c.sources) s CROSS JOIN entity se ON se.id = s.value AND se.country <> ''
		CROSS JOIN json_each(c.targets) t CROSS JOIN entity te ON te.id = t.value AND te.country <> ''`
	pairs := "SELECT DISTINCT c.id AS claim, c.first_published, c.last_published, se.country AS source, te.country AS target FROM " + q.from + q.where()
	return s.groupPairs(ctx, op, pairs, q.args, by, p)
}
