package neo4j

import (
	"context"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

// Timeline counts the claims that the filter matches by stretch of time and act.
func (s *Store) Timeline(ctx context.Context, f graph.ClaimFilter, unit graph.TimeUnit) ([]graph.Period, error) {
	if err := firstError(f.Valid(), unit.Valid()); err != nil {
		return nil, wrap(err, "timeline")
	}
	rows, err := s.countDays(ctx, f, unit)
	if err != nil {
		return nil, wrap(err, "timeline")
	}
	var out []graph.Period
	for _, r := range rows {
		start, _ := r.Values[0].(string)
		act, _ := r.Values[1].(string)
		out = append(out, graph.Period{Start: graph.Time(start), Act: graph.SpeechAct(act), Claims: integer(r.Values[2])})
	}
	return out, nil
}

// countDays counts claims by stretch of time and act: from the kept days where the filter
// asks for no more than acts and days, and without reading the claims where it asks for
// one party.
func (s *Store) countDays(ctx context.Context, f graph.ClaimFilter, unit graph.TimeUnit) ([]*driver.Record, error) {
	q := newSelection("MATCH (x:Day)")
	day, act, claims := "x.day", "x.act", "sum(x.claims)"
	if f.OfDays() {
		q.oneOf("x.act", plain(f.Acts))
		q.within("x.day", f.From, f.To)
	} else {
		q = selectClaims(f)
		day, claims = "x.firstPublished", "count(*)"
	}
	digits := q.param(unit.Digits())
	begin := q.String()
	if q.party != nil && q.party.one && len(q.where) == 0 {
		begin, day, act = q.party.seek(q.party.ids+"[0]"), "split(m.place, ' ')[0]", "m.act"
	}
	return s.read(ctx, begin+"\nRETURN left("+day+", "+digits+") AS start, "+act+" AS act, "+claims+" AS claims ORDER BY start, act", q.params)
}
