package neo4j

import (
	"context"
	"strings"

	"hearsay/graph"
)

// WhoToWhom groups the claims that the filter matches by source and target.
func (s *Store) WhoToWhom(ctx context.Context, f graph.ClaimFilter, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	if err := f.Valid(); err != nil {
		return graph.Slice[graph.Dyad]{}, wrap(err, "who to whom")
	}
	if act, ok := graph.KeptAct(f.Acts); ok && f.OfDyads() {
		out, err := s.keptDyads(ctx, "Dyad", act, f, by, p)
		return out, wrap(err, "who to whom")
	}
	q := selectClaims(f)
	pairs := newSelection("\nMATCH (s:Entity)-[:MADE]->(x)-[:TARGETS]->(t:Entity)")
	pairs.params = q.params
	pairs.oneOf("s.id", f.SourceIDs)
	pairs.oneOf("t.id", f.TargetIDs)
	out, err := s.groupPairs(ctx, q, pairs.String()+"\nWITH x, s.id AS source, t.id AS target", by, p)
	return out, wrap(err, "who to whom")
}

// CountryToCountry groups the claims that the filter matches by the countries of
// source and target.
func (s *Store) CountryToCountry(ctx context.Context, f graph.ClaimFilter, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	if err := f.Valid(); err != nil {
		return graph.Slice[graph.Dyad]{}, wrap(err, "country to country")
	}
	if act, ok := graph.KeptAct(f.Acts); ok && f.OfDyads() && len(f.SourceIDs)+len(f.TargetIDs) == 0 {
		out, err := s.keptDyads(ctx, "CountryDyad", act, f, by, p)
		return out, wrap(err, "country to country")
	}
	out, err := s.groupPairs(ctx, selectClaims(f), `
MATCH (s:Entity)-[:MADE]->(x)-[:TARGETS]->(t:Entity) WHERE s.country IS NOT NULL AND t.country IS NOT NULL
WITH DISTINCT x, s.country AS source, t.country AS target`, by, p)
	return out, wrap(err, "country to country")
}

// dyadMap reads a dyad as it is kept.
const dyadMap = "{source: d.source, target: d.target, claims: -d.fewest, articles: -d.fewestArticles, origins: -d.fewestOrigins," +
	" firstPublished: d.firstPublished, lastPublished: d.lastPublished}"

// keptDyads reads a page of the dyads that are kept under a label. The index that gives
// them in order wants a condition on each of its properties.
func (s *Store) keptDyads(ctx context.Context, label, act string, f graph.ClaimFilter, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	var out graph.Slice[graph.Dyad]
	if err := firstError(by.Valid(), p.Valid()); err != nil {
		return out, err
	}
	measure := map[graph.Measure]string{graph.ByClaims: "fewest", graph.ByArticles: "fewestArticles", graph.ByOrigins: "fewestOrigins"}[by]
	keys := []string{"d." + measure, "d.source", "d.target"}
	q, order := newSelection("MATCH (d:"+label+")"), keys
	index := ""
	switch {
	case len(f.SourceIDs) > 0:
		index = "(source, act, fewest, target)"
	case len(f.TargetIDs) > 0:
		index = "(target, act, fewest, source)"
	case label == "Dyad" || by == graph.ByClaims:
		index, order = "(act, "+measure+", source, target)", append([]string{"d.act"}, keys...)
	}
	if index != "" {
		q.begin += "\nUSING INDEX d:" + label + index
	}
	q.must("d.act = %s", act)
	q.oneOf("d.source", f.SourceIDs)
	q.oneOf("d.target", f.TargetIDs)
	q.must("d." + measure + " <= 0 AND d.fewest <= 0 AND d.source >= '' AND d.target >= ''")
	if p.After != nil {
		n, source, target, err := p.After.Dyad()
		if err != nil {
			return out, err
		}
		q.after(p, keys, []any{-n, source, target})
	}
	item := dyadMap
	if graph.AlongOf(ctx).Parties && label == "Dyad" {
		item = strings.TrimSuffix(item, "}") + ", parties: COLLECT { MATCH (e:Entity) WHERE e.id IN [d.source, d.target] RETURN e{" + entityProperties + "} }}"
	}
	rows, err := s.read(ctx, q.String()+"\nWITH d "+q.order(p, order...)+"\nRETURN "+item+" AS item "+q.order(p, order...), q.params)
	if err != nil {
		return out, err
	}
	return cut(rows, p, dyad)
}

// countReports counts the articles and origins that report the claims in found.
const countReports = `
CALL (found) {
	UNWIND found AS c
	MATCH (c)<-[:REPORTS]-(:Attribution)<-[:HAS]-(a:Article)
	RETURN count(DISTINCT a) AS articles, count(DISTINCT a.origin) AS origins
}`

// countPairs groups pairs of a claim x, a source and a target.
const countPairs = `
WITH source, target, count(*) AS claims, collect(x) AS found,
	min(CASE x.firstPublished WHEN '' THEN null ELSE x.firstPublished END) AS firstPublished,
	max(x.lastPublished) AS lastPublished`

// publishersOf groups the claims x by the publishers that report them, each with its own
// articles.
const publishersOf = `
MATCH (x)<-[:REPORTS]-(:Attribution)<-[:HAS]-(a:Article)-[:PUBLISHED_BY]->(p:Publisher)
WITH coalesce(p.name, p.domain) AS source, '' AS target, count(DISTINCT x) AS claims,
	min(CASE a.published WHEN '' THEN null ELSE a.published END) AS firstPublished, max(a.published) AS lastPublished,
	count(DISTINCT a) AS articles, count(DISTINCT a.origin) AS origins`

// groupPairs groups the pairs that a clause finds of the selected claims x: source and
// target.
func (s *Store) groupPairs(ctx context.Context, q *selection, pairs string, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	var out graph.Slice[graph.Dyad]
	if err := firstError(by.Valid(), p.Valid()); err != nil {
		return out, err
	}
	begin := q.String()
	q = &selection{params: q.params}
	keys := []string{map[graph.Measure]string{graph.ByClaims: "-claims", graph.ByArticles: "-articles", graph.ByOrigins: "-origins"}[by], "source", "target"}
	if p.After != nil {
		n, source, target, err := p.After.Dyad()
		if err != nil {
			return out, err
		}
		q.after(p, keys, []any{-n, source, target})
	}
	page := "\nWITH *" + q.String() + "\nWITH * " + q.order(p, keys...)
	cypher := begin + pairs
	if pairs == publishersOf {
		cypher += page
	} else {
		cypher += countPairs
		if by == graph.ByClaims { // articles and origins are counted for the page alone
			cypher += page + countReports
		} else {
			cypher += countReports + page
		}
	}
	cypher += `
RETURN {source: source, target: target, claims: claims, articles: articles, origins: origins,
	firstPublished: firstPublished, lastPublished: lastPublished} AS item ` + q.order(p, keys...)
	rows, err := s.read(ctx, cypher, q.params)
	if err != nil {
		return out, err
	}
	return cut(rows, p, dyad)
}
