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

// CountryToCountry groups the claims that the filter matches by the countries of
// source and target.
func (s *Store) CountryToCountry(ctx context.Context, f graph.ClaimFilter, p graph.Page) (graph.Slice[graph.Dyad], error) {
	var out graph.Slice[graph.Dyad]
	if err := firstError(f.Valid(), p.Valid()); err != nil {
		return out, wrap(err, "country to country")
	}
	q := selectClaims(f)
	begin := q.String()
	q.begin, q.where = "", nil
	keys := []string{"minus", "source", "target"}
	if p.After != nil {
		n, source, target, err := p.After.Dyad()
		if err != nil {
			return out, wrap(err, "country to country")
		}
		q.after(p, keys, []any{-n, source, target})
	}
	cypher := begin + `
MATCH (s:Entity)-[:MADE]->(x)-[:TARGETS]->(t:Entity) WHERE s.country IS NOT NULL AND t.country IS NOT NULL
WITH DISTINCT x, s.country AS source, t.country AS target
WITH source, target, count(*) AS claims, -count(*) AS minus, collect(x) AS found,
	min(CASE x.firstPublished WHEN '' THEN null ELSE x.firstPublished END) AS firstPublished,
	max(x.lastPublished) AS lastPublished` + q.String() + "\nWITH * " + q.order(p, keys...) + `
CALL (found) {
	UNWIND found AS c
	MATCH (c)<-[:REPORTS]-(:Attribution)<-[:HAS]-(a:Article)
	RETURN count(DISTINCT a) AS articles, count(DISTINCT a.origin) AS origins
}
RETURN {source: source, target: target, claims: claims, articles: articles, origins: origins,
	firstPublished: firstPublished, lastPublished: lastPublished} AS item ` + q.order(p, keys...)
	rows, err := s.read(ctx, cypher, q.params)
	if err != nil {
		return out, wrap(err, "country to country")
	}
	out, err = cut(rows, p, dyad)
	return out, wrap(err, "country to country")
}
