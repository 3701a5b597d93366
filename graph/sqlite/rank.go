package sqlite

import (
	"context"
	"slices"

	"hearsay/graph"
)

// Rank implements graph.Ranker.
func (s *Store) Rank(ctx context.Context, f graph.ClaimFilter, of graph.Trait, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	const op = "rank"
	if err := firstError(f.Valid(), of.Valid(), by.Valid(), p.Valid()); err != nil {
		return graph.Slice[graph.Dyad]{}, s.fail(ctx, op, err)
	}
	if act, ok := graph.KeptAct(f.Acts); ok && f.OfRanks(of) {
		return s.keptRanks(ctx, act, f, of, by, p)
	}
	q := selectClaims(f)
	switch all := f.IsZero(); {
	case of == graph.TraitPublisher && all: // there are fewer articles than claims
		return s.rankPublishers(ctx, op, &selection{from: "article a CROSS JOIN attribution x ON x.article = a.id"}, by, p)
	case of == graph.TraitPublisher:
		q.from += " CROSS JOIN attribution x ON x.claim = c.id CROSS JOIN article a ON a.id = x.article"
		return s.rankPublishers(ctx, op, q, by, p)
	case of == graph.TraitEvent && all:
		return s.groupPairs(ctx, op, "SELECT d.claim AS claim, c.first_published, c.last_published, d.event AS source, '' AS target"+
			" FROM claim_event d CROSS JOIN claim c ON c.id = d.claim", nil, by, p)
	}
	value := "s.value"
	switch of.End() {
	case graph.SourceEnd:
		q.from += " CROSS JOIN json_each(c.sources) s"
	case graph.TargetEnd:
		q.from += " CROSS JOIN json_each(c.targets) s"
	default:
		q.from += " CROSS JOIN json_each(c.events) s"
		q.ranked("s.value", f)
	}
	if of.End() != "" {
		if q.rankedActors(f.At(of.End())) || of.Country() {
			q.from += " CROSS JOIN entity se ON se.id = s.value"
		}
	}
	if of.Country() {
		value = "se.country"
		q.add("se.country <> ''")
	}
	pairs := "SELECT DISTINCT c.id AS claim, c.first_published, c.last_published, " + value + " AS source, '' AS target FROM " + q.from + q.where()
	return s.groupPairs(ctx, op, pairs, q.args, by, p)
}

// rankedActors demands of an actor se what the filter demands of one end, and reports
// whether that takes more than the ID, which is s.value.
func (q *selection) rankedActors(a graph.Actor) bool {
	in(q, "s.value", a.IDs)
	in(q, "se.kind", a.Kinds)
	if len(a.Countries) > 0 {
		q.add("se.country IN (SELECT value FROM json_each(?)) AND se.country <> ''", list(distinct(a.Countries)))
	}
	if a.Match != nil {
		entityConds(q, "se", *a.Match)
	}
	return len(a.Kinds)+len(a.Countries) > 0 || a.Match != nil
}

// ranked demands of an event what the filter demands of events.
func (q *selection) ranked(column string, f graph.ClaimFilter) {
	in(q, column, f.EventIDs)
	if f.Event != nil {
		q.from += " CROSS JOIN event sv ON sv.id = " + column
		eventConds(q, "sv", *f.Event)
	}
}

// keptRanks reads a page of the table ranking, where the trait stands in the place of the
// target.
func (s *Store) keptRanks(ctx context.Context, act string, f graph.ClaimFilter, of graph.Trait, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	if p.After != nil {
		p.After = &graph.Cursor{Key: p.After.Key, ID: p.After.ID + string(of)}
	}
	order, behind, place, err := dyadOrder(by, p)
	if err != nil {
		return graph.Slice[graph.Dyad]{}, s.fail(ctx, "rank", err)
	}
	q := &selection{}
	q.add("act = ? AND target = ?", act, string(of))
	in(q, "source", slices.Concat(f.SourceIDs, f.TargetIDs))
	if behind != "" {
		q.add(behind, place...)
	}
	out, err := s.dyadPage(ctx, "SELECT "+dyadColumns+" FROM "+byTrait+q.where()+" ORDER BY "+order+limit, q.args, p)
	for _, d := range out.Items {
		d.TargetID = ""
	}
	return out, err
}

// rankPublishers counts what each publisher reports in the selected attributions x of
// articles a: its own articles, their origins and times.
func (s *Store) rankPublishers(ctx context.Context, op string, q *selection, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	order, behind, place, err := dyadOrder(by, p)
	if err != nil {
		return graph.Slice[graph.Dyad]{}, s.fail(ctx, op, err)
	}
	if behind != "" {
		behind = " WHERE " + behind
	}
	q.add("(a.publisher <> '' OR a.domain <> '')")
	text := `WITH dyad AS MATERIALIZED (
		SELECT CASE a.publisher WHEN '' THEN a.domain ELSE a.publisher END AS source, '' AS target, -count(DISTINCT x.claim) AS fewest,
			coalesce(min(nullif(a.published, '')), '') AS first_published, max(a.published) AS last_published,
			count(DISTINCT a.id) AS articles, count(DISTINCT a.origin) AS origins
		FROM ` + q.from + q.where() + ` GROUP BY 1)
	SELECT ` + dyadColumns + ` FROM dyad` + behind + ` ORDER BY ` + order + limit
	return s.dyadPage(ctx, text, slices.Concat(q.args, place), p)
}
