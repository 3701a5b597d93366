package neo4j

import (
	"context"

	"hearsay/graph"
)

// Timeline counts the claims that the filter matches by stretch of time and act.
func (s *Store) Timeline(ctx context.Context, f graph.ClaimFilter, unit graph.TimeUnit) ([]graph.Period, error) {
	if err := firstError(f.Valid(), unit.Valid()); err != nil {
		return nil, wrap(err, "timeline")
	}
	q := selectClaims(f)
	rows, err := s.read(ctx, q.String()+"\nRETURN left(x.firstPublished, "+q.param(unit.Digits())+") AS start, x.act AS act, count(*) AS claims ORDER BY start, act", q.params)
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
