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
func (s *Store) CountryToCountry(ctx context.Context, f graph.ClaimFilter, p graph.Page) (graph.Slice[graph.Dyad], error) {
	const op = "country to country"
	if err := firstError(f.Valid(), p.Valid()); err != nil {
		return graph.Slice[graph.Dyad]{}, s.fail(ctx, op, err)
	}
	q := selectClaims(f)
	q.from += ` CROSS JOIN json_each(c.sources) s CROSS JOIN entity se ON se.id = s.value AND se.country <> ''
		CROSS JOIN json_each(c.targets) t CROSS JOIN entity te ON te.id = t.value AND te.country <> ''`
	then, direction := ">", ""
	if p.Reverse() {
		then, direction = "<", " DESC"
	}
	args, having := q.args, ""
	if p.After != nil {
		claims, source, target, err := p.After.Dyad()
		if err != nil {
			return graph.Slice[graph.Dyad]{}, s.fail(ctx, op, err)
		}
		having = " HAVING (-count(*), source, target) " + then + " (?, ?, ?)"
		args = append(args, -claims, source, target)
	}
	text := `WITH pair AS MATERIALIZED (
		SELECT DISTINCT c.id AS claim, c.first_published, c.last_published, se.country AS source, te.country AS target
		FROM ` + q.from + q.where() + `),
	dyad AS MATERIALIZED (
		SELECT source, target, -count(*) AS fewest, coalesce(min(nullif(first_published, '')), '') AS first, max(last_published) AS last
		FROM pair GROUP BY source, target` + having + `
		ORDER BY fewest` + direction + ", source" + direction + ", target" + direction + ` LIMIT ?)
	SELECT d.source, d.target, -d.fewest, d.first, d.last, count(DISTINCT x.article), count(DISTINCT a.origin)
	FROM pair i CROSS JOIN dyad d ON d.source = i.source AND d.target = i.target
		CROSS JOIN attribution x ON x.claim = i.claim CROSS JOIN article a ON a.id = x.article
	GROUP BY d.source, d.target
	ORDER BY d.fewest` + direction + ", d.source" + direction + ", d.target" + direction
	var items []*graph.Dyad
	err := s.query(ctx, op, text, append(args, p.First+1), func(r *sql.Rows) error {
		d, err := scanDyad(r)
		items = append(items, d)
		return err
	})
	if err != nil {
		return graph.Slice[graph.Dyad]{}, err
	}
	return cut(items, p.First), nil
}
