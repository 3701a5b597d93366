package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"hearsay/graph"
)

// WhoToWhom implements graph.Analyst.
func (s *Store) WhoToWhom(ctx context.Context, f graph.ClaimFilter, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	const op = "who to whom"
	if err := firstError(f.Valid(), by.Valid(), p.Valid()); err != nil {
		return graph.Slice[graph.Dyad]{}, s.fail(ctx, op, err)
	}
	if act, ok := graph.KeptAct(f.Acts); ok && f.OfDyads() {
		return s.keptDyads(ctx, byEntity, act, f, by, p)
	}
	if f.OfDyads() && by == graph.ByClaims {
		return s.addedDyads(ctx, f, p)
	}
	q := selectClaims(f)
	q.from += " CROSS JOIN json_each(c.sources) s CROSS JOIN json_each(c.targets) t"
	in(q, "s.value", f.SourceIDs)
	in(q, "t.value", f.TargetIDs)
	pairs := "SELECT c.id AS claim, c.first_published, c.last_published, s.value AS source, t.value AS target FROM " + q.from + q.where()
	return s.groupPairs(ctx, op, pairs, q.args, by, p)
}

// dyadOrder returns the columns by which a page of dyads is sorted and, where the page
// starts somewhere, the condition that it lies behind that place.
func dyadOrder(by graph.Measure, p graph.Page) (order, behind string, place []any, err error) {
	then, direction := ">", ""
	if p.Reverse() {
		then, direction = "<", " DESC"
	}
	column := map[graph.Measure]string{graph.ByClaims: "fewest", graph.ByArticles: "-articles", graph.ByOrigins: "-origins"}[by]
	order = column + direction + ", source" + direction + ", target" + direction
	if p.After != nil {
		count, source, target, err := p.After.Dyad()
		if err != nil {
			return "", "", nil, err
		}
		behind, place = "("+column+", source, target) "+then+" (?, ?, ?)", []any{-count, source, target}
	}
	return order, behind, place, nil
}

var dyadColumns = asOne("source, target, -fewest, first_published, last_published, articles, origins")

// keptDyads reads a page of the table dyad or country_dyad.
func (s *Store) keptDyads(ctx context.Context, table, act string, f graph.ClaimFilter, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	order, behind, place, err := dyadOrder(by, p)
	if err != nil {
		return graph.Slice[graph.Dyad]{}, s.fail(ctx, "who to whom", err)
	}
	q := &selection{}
	q.add("act = ?", act)
	in(q, "source", f.SourceIDs)
	in(q, "target", f.TargetIDs)
	switch all := len(f.SourceIDs)+len(f.TargetIDs) == 0; {
	case table == byEntity && all:
		return s.rankedDyads(ctx, rankOf[by], q, by, p)
	case table == byEntity && by == graph.ByClaims && len(f.TargetIDs) == 0:
		return s.rankedDyads(ctx, rank{"dyad_source", "fewest < -1", "fewest = -1"}, q, by, p)
	}
	if behind != "" {
		q.add(behind, place...)
	}
	return s.dyadPage(ctx, "SELECT "+dyadColumns+" FROM "+table+q.where()+" ORDER BY "+order+limit, q.args, p)
}

// rank is an index of the dyads that count more than one of something; those that count
// one follow the primary key in the same order.
type rank struct{ index, more, one string }

var rankOf = map[graph.Measure]rank{
	graph.ByClaims:   {"dyad_order", "fewest < -1", "fewest = -1"},
	graph.ByArticles: {"dyad_articles", "articles > 1", "articles = 1"},
	graph.ByOrigins:  {"dyad_origins", "origins > 1", "origins = 1"},
}

// rankedDyads reads a page of dyads from an index, and from the primary key where that
// does not fill it.
func (s *Store) rankedDyads(ctx context.Context, r rank, q *selection, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	order, behind, place, err := dyadOrder(by, p)
	if err != nil {
		return graph.Slice[graph.Dyad]{}, s.fail(ctx, "who to whom", err)
	}
	then, direction := ">", ""
	if p.Reverse() {
		then, direction = "<", " DESC"
	}
	amongOne := place != nil && place[0] == -1
	more := selection{from: "dyad INDEXED BY " + r.index, conds: slices.Concat(q.conds, []string{r.more}), args: slices.Clone(q.args), key: order}
	one := selection{from: "dyad NOT INDEXED", conds: slices.Concat(q.conds, []string{r.one}), args: slices.Clone(q.args),
		key: "source" + direction + ", target" + direction}
	parts := []selection{more, one}
	switch {
	case amongOne:
		parts[1].add("(source, target) "+then+" (?, ?)", place[1:]...)
	case place != nil:
		parts[0].add(behind, place...)
	}
	if p.Reverse() {
		slices.Reverse(parts)
	}
	if place != nil && amongOne != p.Reverse() {
		parts = parts[1:] // the page starts behind the first
	}
	for n := 1; ; n++ {
		var texts []string
		var args []any
		for _, x := range parts[:n] {
			texts = append(texts, "SELECT * FROM (SELECT * FROM "+x.from+x.where()+" ORDER BY "+x.key+limit+")")
			args = append(append(args, x.args...), p.First+1)
		}
		out, err := s.dyadPage(ctx, "SELECT "+dyadColumns+" FROM ("+strings.Join(texts, " UNION ALL ")+") ORDER BY "+order+limit, args, p)
		if err != nil || out.More || n == len(parts) {
			return out, err
		}
	}
}

// addedDyads adds up the rows of several acts, and counts articles and origins of the
// page anew, for an article may tell of two acts.
func (s *Store) addedDyads(ctx context.Context, f graph.ClaimFilter, p graph.Page) (graph.Slice[graph.Dyad], error) {
	order, behind, place, err := dyadOrder(graph.ByClaims, p)
	if err != nil {
		return graph.Slice[graph.Dyad]{}, s.fail(ctx, "who to whom", err)
	}
	q := &selection{}
	in(q, "source", f.SourceIDs)
	in(q, "target", f.TargetIDs)
	in(q, "act", f.Acts)
	if behind != "" {
		behind = " WHERE " + behind
	}
	text := `WITH added AS MATERIALIZED (
		SELECT * FROM (SELECT source, target, sum(fewest) AS fewest, coalesce(min(nullif(first_published, '')), '') AS first_published,
			max(last_published) AS last_published FROM dyad` + q.where() + ` GROUP BY source, target)` + behind + `
		ORDER BY ` + order + limit + `)
	SELECT ` + countedColumns + `
	FROM added d CROSS JOIN claim_pair i ON i.source = d.source AND i.target = d.target AND i.act IN (SELECT value FROM json_each(?))
		CROSS JOIN attribution x ON x.claim = i.claim CROSS JOIN article a ON a.id = x.article
	GROUP BY d.source, d.target ORDER BY ` + prefixed(order)
	args := slices.Concat(q.args, place, []any{p.First + 1, list(distinct(f.Acts))})
	return s.scanDyads(ctx, text, args, p)
}

// countedColumns are those of a dyad d whose articles and origins are counted.
var countedColumns = asOne("d.source, d.target, -d.fewest, d.first_published, d.last_published, count(DISTINCT x.article), count(DISTINCT a.origin)")

// prefixed names the columns of an order as those of the table d.
func prefixed(order string) string {
	return strings.NewReplacer("fewest", "d.fewest", "source", "d.source", "target", "d.target").Replace(order)
}

// groupPairs groups pairs of actors or countries, as a query gives them: claim,
// first_published, last_published, source, target.
func (s *Store) groupPairs(ctx context.Context, op, pairs string, args []any, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	order, behind, place, err := dyadOrder(by, p)
	if err != nil {
		return graph.Slice[graph.Dyad]{}, s.fail(ctx, op, err)
	}
	if behind != "" {
		behind = " WHERE " + behind
	}
	const times = "coalesce(min(nullif(i.first_published, '')), '') AS first_published, max(i.last_published) AS last_published"
	if by == graph.ByClaims { // articles and origins are counted for the page alone
		text := `WITH pair AS MATERIALIZED (` + pairs + `),
		dyad AS MATERIALIZED (
			SELECT * FROM (SELECT source, target, -count(*) AS fewest, ` + times + ` FROM pair i GROUP BY source, target)` + behind + `
			ORDER BY ` + order + limit + `)
		SELECT ` + countedColumns + `
		FROM pair i CROSS JOIN dyad d ON d.source = i.source AND d.target = i.target
			CROSS JOIN attribution x ON x.claim = i.claim CROSS JOIN article a ON a.id = x.article
		GROUP BY d.source, d.target ORDER BY ` + prefixed(order)
		return s.scanDyads(ctx, text, slices.Concat(args, place, []any{p.First + 1}), p)
	}
	text := `WITH pair AS MATERIALIZED (` + pairs + `),
	dyad AS MATERIALIZED (
		SELECT i.source AS source, i.target AS target, -count(DISTINCT i.claim) AS fewest, ` + times + `,
			count(DISTINCT x.article) AS articles, count(DISTINCT a.origin) AS origins
		FROM pair i CROSS JOIN attribution x ON x.claim = i.claim CROSS JOIN article a ON a.id = x.article
		GROUP BY i.source, i.target)
	SELECT ` + dyadColumns + ` FROM dyad` + behind + ` ORDER BY ` + order + limit
	return s.dyadPage(ctx, text, slices.Concat(args, place), p)
}

// dyadPage reads a page of dyads; the query ends in its limit.
func (s *Store) dyadPage(ctx context.Context, text string, args []any, p graph.Page) (graph.Slice[graph.Dyad], error) {
	return s.scanDyads(ctx, text, append(args, p.First+1), p)
}

func (s *Store) scanDyads(ctx context.Context, text string, args []any, p graph.Page) (graph.Slice[graph.Dyad], error) {
	var items []*graph.Dyad
	err := s.query(ctx, "dyads", text, args, func(r *sql.Rows) error {
		d, err := scanDyad(r)
		items = append(items, d)
		return err
	})
	if err != nil {
		return graph.Slice[graph.Dyad]{}, err
	}
	return cut(items, p.First), nil
}
