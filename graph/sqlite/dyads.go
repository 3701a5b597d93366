package sqlite

import (
	"context"
	"database/sql"

	"hearsay/graph"
)

// WhoToWhom implements graph.Analyst.
func (s *Store) WhoToWhom(ctx context.Context, f graph.ClaimFilter, p graph.Page) (graph.Slice[graph.Dyad], error) {
	const op = "who to whom"
	if err := firstError(f.Valid(), p.Valid()); err != nil {
		return graph.Slice[graph.Dyad]{}, s.fail(ctx, op, err)
	}
	then, direction := ">", ""
	if p.Reverse() {
		then, direction = "<", " DESC"
	}
	if act, ok := kept(f); ok {
		return s.dyads(ctx, act, p)
	}
	q := selectClaims(f)
	args, having := q.args, ""
	if p.After != nil {
		claims, source, target, err := p.After.Dyad()
		if err != nil {
			return graph.Slice[graph.Dyad]{}, s.fail(ctx, op, err)
		}
		having = " HAVING (-count(*), source, target) " + then + " (?, ?, ?)"
		args = append(args, -claims, source, target)
	}
	order := " ORDER BY fewest" + direction + ", source" + direction + ", target" + direction
	outer := " ORDER BY d.fewest" + direction + ", d.source" + direction + ", d.target" + direction
	text := `WITH pair AS MATERIALIZED (
		SELECT c.id AS claim, c.first_published, c.last_published, s.value AS source, t.value AS target
		FROM ` + q.from + ` CROSS JOIN json_each(c.sources) s CROSS JOIN json_each(c.targets) t` + q.where() + `),
	dyad AS MATERIALIZED (
		SELECT source, target, -count(*) AS fewest, coalesce(min(nullif(first_published, '')), '') AS first, max(last_published) AS last
		FROM pair GROUP BY source, target` + having + order + ` LIMIT ?)
	SELECT d.source, d.target, -d.fewest, d.first, d.last, count(DISTINCT x.article), count(DISTINCT a.origin)
	FROM pair i CROSS JOIN dyad d ON d.source = i.source AND d.target = i.target
		CROSS JOIN attribution x ON x.claim = i.claim CROSS JOIN article a ON a.id = x.article
	GROUP BY d.source, d.target` + outer
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

// kept returns the act under which the table dyad answers a filter, "" for all.
func kept(f graph.ClaimFilter) (act graph.SpeechAct, ok bool) {
	acts := distinct(f.Acts)
	if len(acts) == 1 {
		act = graph.SpeechAct(acts[0])
	}
	f.Acts = nil
	for _, flag := range []**bool{&f.HasSource, &f.HasTarget} { // as what counts in a dyad has
		if *flag != nil && **flag {
			*flag = nil
		}
	}
	return act, len(acts) < 2 && f.IsZero()
}

// dyads reads a page of the table dyad.
func (s *Store) dyads(ctx context.Context, act graph.SpeechAct, p graph.Page) (graph.Slice[graph.Dyad], error) {
	const op = "who to whom"
	q := selection{}
	q.add("act = ?", string(act))
	then, direction := ">", ""
	if p.Reverse() {
		then, direction = "<", " DESC"
	}
	if p.After != nil {
		claims, source, target, err := p.After.Dyad()
		if err != nil {
			return graph.Slice[graph.Dyad]{}, s.fail(ctx, op, err)
		}
		q.add("(fewest, source, target) "+then+" (?, ?, ?)", -claims, source, target)
	}
	text := "SELECT source, target, -fewest, first_published, last_published, articles, origins FROM dyad" + q.where() +
		" ORDER BY fewest" + direction + ", source" + direction + ", target" + direction + " LIMIT ?"
	var items []*graph.Dyad
	err := s.query(ctx, op, text, append(q.args, p.First+1), func(r *sql.Rows) error {
		d, err := scanDyad(r)
		items = append(items, d)
		return err
	})
	if err != nil {
		return graph.Slice[graph.Dyad]{}, err
	}
	return cut(items, p.First), nil
}
