package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"hearsay/graph"
)

// countFacets counts the claims of found by each facet, in rows of facet, value, count.
const countFacets = `
	SELECT 'claims', '', count(*) FROM newest
	UNION ALL SELECT 'act', act, count(*) FROM found GROUP BY act
	UNION ALL SELECT 'source', s.value, count(*) FROM found CROSS JOIN json_each(found.sources) s GROUP BY s.value
	UNION ALL SELECT 'target', t.value, count(*) FROM found CROSS JOIN json_each(found.targets) t GROUP BY t.value
	UNION ALL SELECT 'country', country, count(*) FROM (
		SELECT found.id, e.country FROM found CROSS JOIN json_each(found.sources) s CROSS JOIN entity e ON e.id = s.value
		UNION SELECT found.id, e.country FROM found CROSS JOIN json_each(found.targets) t CROSS JOIN entity e ON e.id = t.value) GROUP BY country
	UNION ALL SELECT 'publisher', publisher, count(*) FROM (
		SELECT DISTINCT found.id, CASE a.publisher WHEN '' THEN a.domain ELSE a.publisher END AS publisher
		FROM found CROSS JOIN attribution x ON x.claim = found.id CROSS JOIN article a ON a.id = x.article) GROUP BY publisher
	UNION ALL SELECT 'month', substr(first_published, 1, 7), count(*) FROM found GROUP BY 2`

// Facets implements graph.Counter.
func (s *Store) Facets(ctx context.Context, f graph.ClaimFilter) (*graph.Facets, error) {
	const op = "facets"
	if err := f.Valid(); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	q, err := s.claimsByTime(ctx, f)
	if err != nil {
		return nil, err
	}
	text := `WITH newest AS MATERIALIZED (SELECT c.id, c.act, c.first_published, c.sources, c.targets FROM ` + q.from + q.where() +
		` ORDER BY ` + q.key + ` DESC, ` + q.id + ` DESC` + limit + `),
		found AS MATERIALIZED (SELECT * FROM newest ORDER BY first_published DESC, id DESC` + limit + `)` + countFacets
	out := &graph.Facets{}
	err = s.query(ctx, op, text, append(q.args, graph.MaxFaceted+1, graph.MaxFaceted), func(r *sql.Rows) error {
		var facet string
		var c graph.Count
		if err := r.Scan(&facet, &c.Value, &c.Claims); err != nil {
			return err
		}
		if facet == "claims" {
			out.Claims, out.Complete = min(c.Claims, graph.MaxFaceted), c.Claims <= graph.MaxFaceted
		}
		out.Add(facet, c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	out.Sort()
	return out, nil
}

// Replies implements graph.Counter.
func (s *Store) Replies(ctx context.Context, f graph.LinkFilter) ([]*graph.Reply, error) {
	const op = "replies"
	if err := f.Valid(); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	q := selectLinks(f)
	text := "SELECT l.kind, l.from_id, l.to_id, said.sources, said.targets, said.first_published, l.published FROM " + q.from +
		" CROSS JOIN claim said ON said.id = l.to_id" + q.where() + " ORDER BY " + strings.Join(linkOrder("l"), " DESC, ") + " DESC" + limit
	var out []*graph.Reply
	err := s.query(ctx, op, text, append(q.args, graph.MaxReplies), func(r *sql.Rows) error {
		x := &graph.Reply{}
		err := r.Scan(&x.Kind, &x.FromID, &x.ToID, into(&x.SourceIDs), into(&x.TargetIDs), &x.Said, &x.Answered)
		out = append(out, x)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}
