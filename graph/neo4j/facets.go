package neo4j

import (
	"context"
	"strings"

	"hearsay/graph"
)

// countFacets counts the claims in the list found by each facet.
const countFacets = `
CALL (found, claims) {
	RETURN 'claims' AS facet, '' AS value, claims AS count
	UNION ALL UNWIND found AS x RETURN 'act' AS facet, x.act AS value, count(*) AS count
	UNION ALL UNWIND found AS x UNWIND x.sourceIds AS value RETURN 'source' AS facet, value, count(*) AS count
	UNION ALL UNWIND found AS x UNWIND x.targetIds AS value RETURN 'target' AS facet, value, count(*) AS count
	UNION ALL UNWIND found AS x MATCH (x)-[:MADE|TARGETS]-(e:Entity) WHERE e.country IS NOT NULL
		RETURN 'country' AS facet, e.country AS value, count(DISTINCT x) AS count
	UNION ALL UNWIND found AS x MATCH (x)<-[:REPORTS]-(:Attribution)<-[:HAS]-(:Article)-[:PUBLISHED_BY]->(p:Publisher)
		RETURN 'publisher' AS facet, coalesce(p.name, p.domain) AS value, count(DISTINCT x) AS count
	UNION ALL UNWIND found AS x RETURN 'month' AS facet, left(x.firstPublished, 7) AS value, count(*) AS count
}
RETURN facet, value, count`

// Facets counts the newest claims that the filter matches by what they have.
func (s *Store) Facets(ctx context.Context, f graph.ClaimFilter) (*graph.Facets, error) {
	if err := f.Valid(); err != nil {
		return nil, wrap(err, "facets")
	}
	q := selectClaims(f)
	if q.found != nil {
		q = q.found
	}
	newest, _ := q.paged(graph.Page{First: graph.MaxFaceted, Desc: true}, []string{"x.firstPublished", "x.id"}, nil)
	cypher := newest +
		"\nWITH collect(x) AS newest\nWITH size(newest) AS claims, newest[.." + q.param(graph.MaxFaceted) + "] AS found" + countFacets
	rows, err := s.read(ctx, cypher, q.params)
	if err != nil {
		return nil, wrap(err, "facets")
	}
	out := &graph.Facets{}
	for _, r := range rows {
		facet, _ := r.Values[0].(string)
		c := graph.Count{Claims: integer(r.Values[2])}
		c.Value, _ = r.Values[1].(string)
		if facet == "claims" {
			out.Claims, out.Complete = min(c.Claims, graph.MaxFaceted), c.Claims <= graph.MaxFaceted
		}
		out.Add(facet, c)
	}
	out.Sort()
	return out, nil
}

// Replies returns the newest answers that the filter matches.
func (s *Store) Replies(ctx context.Context, f graph.LinkFilter) ([]*graph.Reply, error) {
	if err := f.Valid(); err != nil {
		return nil, wrap(err, "replies")
	}
	q := selectLinks(f)
	q.walkIndex(linkOrder)
	q.params["most"] = graph.MaxReplies
	order := " ORDER BY " + strings.Join(linkOrder, " DESC, ") + " DESC"
	cypher := q.String() + "\nWITH *" + order + ` LIMIT $most
RETURN [type(x), f.id, t.id, t.sourceIds, t.targetIds, t.firstPublished, f.firstPublished] AS item` + order
	rows, err := s.read(ctx, cypher, q.params)
	if err != nil {
		return nil, wrap(err, "replies")
	}
	out, err := decodeAll(rows, func(c *cells) (*graph.Reply, error) {
		return &graph.Reply{Kind: text[graph.LinkKind](c), FromID: text[string](c), ToID: text[string](c),
			SourceIDs: texts(c), TargetIDs: texts(c), Said: text[graph.Time](c), Answered: text[graph.Time](c)}, nil
	})
	return out, wrap(err, "replies")
}
