package neo4j

import (
	"context"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

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

// dyadItem reads a dyad as it is kept.
const dyadItem = "[d.source, d.target, -d.fewest, -d.fewestArticles, -d.fewestOrigins, d.firstPublished, d.lastPublished]"

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
	cypher := q.String() + "\nWITH d " + q.order(p, order...) + "\nWITH collect(d) AS page"
	if c := claimsOf(ctx); !c.Parties || label != "Dyad" {
		cypher += "\nRETURN [d IN page | " + dyadItem + "], []"
	} else {
		cypher += "\nCALL (page) {\nUNWIND page AS d\nUNWIND [d.source, d.target] AS id\nWITH DISTINCT id\nMATCH (e:Entity {id: id})" +
			"\nRETURN collect(" + c.party("e") + ") AS parties\n}\nRETURN [d IN page | " + dyadItem + "], parties"
	}
	rows, err := s.read(ctx, cypher, q.params)
	if err != nil {
		return out, err
	}
	return dyadsWith(rows[0], p)
}

// dyadsWith makes a page of dyads of a row: the dyads, and those that occur in them.
func dyadsWith(r *driver.Record, p graph.Page) (graph.Slice[graph.Dyad], error) {
	items, _ := r.Values[0].([]any)
	list, _ := r.Values[1].([]any)
	out, err := cut(items, p, dyad)
	if err != nil || len(list) == 0 {
		return out, err
	}
	parties, err := decodeList(list, entity)
	if err != nil {
		return out, err
	}
	byID := map[string]*graph.Entity{}
	for _, e := range parties {
		byID[e.ID] = e
	}
	for _, d := range out.Items {
		for _, id := range distinct([]string{d.SourceID, d.TargetID}) {
			if e := byID[id]; e != nil {
				d.Parties = append(d.Parties, e)
			}
		}
	}
	return out, nil
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
	read := shape{item: "[source, target, claims, articles, origins, firstPublished, lastPublished]"}
	return paged(ctx, s, cypher+read.gathered(q.order(p, keys...)), q.params, p, dyad)
}
