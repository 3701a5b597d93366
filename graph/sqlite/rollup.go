package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"hearsay/graph"
)

// Timeline implements graph.Analyst.
func (s *Store) Timeline(ctx context.Context, f graph.ClaimFilter, unit graph.TimeUnit) ([]graph.Period, error) {
	const op = "timeline"
	if err := firstError(f.Valid(), unit.Valid()); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	text, args := countDays(f)
	var out []graph.Period
	err := s.query(ctx, op, text, append([]any{unit.Digits()}, args...), func(r *sql.Rows) error {
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

// countDays returns a query that counts claims by the first characters of a time, whose
// number is its first argument, and by act: from the calendar where the filter asks for
// no more than acts and days, and without reading the claims where it asks for one party.
func countDays(f graph.ClaimFilter) (text string, args []any) {
	const group = " GROUP BY start, act ORDER BY start, act"
	if f.OfDays() {
		q := &selection{}
		in(q, "act", f.Acts)
		q.between("day", f.From, f.To)
		return "SELECT substr(day, 1, ?) AS start, act, sum(claims) FROM calendar" + q.where() + group, q.args
	}
	q := selectClaims(f)
	from, act := q.from, "c.act"
	if inner := q.counted(); inner != from && !strings.HasPrefix(inner, "claim_event") {
		from, act = inner, "d.act"
	}
	return "SELECT substr(" + q.key + ", 1, ?) AS start, " + act + " AS act, count(*) FROM " + from + q.where() + group, q.args
}

// CountryToCountry implements graph.Analyst.
func (s *Store) CountryToCountry(ctx context.Context, f graph.ClaimFilter, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	const op = "country to country"
	if err := firstError(f.Valid(), by.Valid(), p.Valid()); err != nil {
		return graph.Slice[graph.Dyad]{}, s.fail(ctx, op, err)
	}
	if act, ok := graph.KeptAct(f.Acts); ok && f.OfDyads() && len(f.SourceIDs)+len(f.TargetIDs) == 0 {
		return s.keptDyads(ctx, byCountry, act, f, by, p)
	}
	q := selectClaims(f)
	q.from += ` CROSS JOIN json_each(c.sources) s CROSS JOIN entity se ON se.id = s.value AND se.country <> ''
		CROSS JOIN json_each(c.targets) t CROSS JOIN entity te ON te.id = t.value AND te.country <> ''`
	pairs := "SELECT DISTINCT c.id AS claim, c.first_published, c.last_published, se.country AS source, te.country AS target FROM " + q.from + q.where()
	return s.groupPairs(ctx, op, pairs, q.args, by, p)
}
