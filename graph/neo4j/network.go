package neo4j

import (
	"context"
	"strings"

	"hearsay/graph"
)

// Ties returns the dyads that the query asks for.
func (s *Store) Ties(ctx context.Context, t graph.TieQuery) ([]*graph.Dyad, error) {
	if err := t.Valid(); err != nil {
		return nil, wrap(err, "ties")
	}
	q := newSelection("MATCH (d:Dyad)\nUSING INDEX d:Dyad(target, act, fewest, source)")
	if t.TargetIDs == nil || t.SourceIDs != nil && len(t.SourceIDs) <= len(t.TargetIDs) {
		q.begin = "MATCH (d:Dyad)\nUSING INDEX d:Dyad(source, act, fewest, target)"
	}
	if t.SourceIDs != nil {
		q.must("d.source IN %s", distinct(t.SourceIDs))
	}
	if t.TargetIDs != nil {
		q.must("d.target IN %s", distinct(t.TargetIDs))
	}
	acts, act := []string{""}, "''"
	if t.ByAct {
		acts, act = plain(graph.Acts), "d.act"
	}
	if len(t.Acts) > 0 {
		acts = plain(t.Acts)
	}
	q.must("d.act IN %s AND d.fewest <= 0 AND d.source >= '' AND d.target >= ''", distinct(acts))
	cypher := q.String() + "\nRETURN d.source AS source, d.target AS target, " + act + " AS act, -sum(d.fewest) AS claims ORDER BY source, target, act"
	rows, err := s.read(ctx, cypher, q.params)
	if err != nil {
		return nil, wrap(err, "ties")
	}
	var out []*graph.Dyad
	for _, r := range rows {
		d := &graph.Dyad{Claims: integer(r.Values[3])}
		d.SourceID, _ = r.Values[0].(string)
		d.TargetID, _ = r.Values[1].(string)
		act, _ := r.Values[2].(string)
		d.Act = graph.SpeechAct(act)
		out = append(out, d)
	}
	return out, nil
}

const addedDyads = `WITH d.source AS source, d.target AS target, sum(d.fewest) AS fewest, sum(d.fewestArticles) AS articles,
	sum(d.fewestOrigins) AS origins, max(d.lastPublished) AS lastPublished,
	min(CASE d.firstPublished WHEN '' THEN null ELSE d.firstPublished END) AS firstPublished
ORDER BY fewest, source, target LIMIT $most
RETURN collect([source, target, -fewest, -articles, -origins, firstPublished, lastPublished]) AS items`

// TiesOf returns the strongest dyads of each of the actors.
func (s *Store) TiesOf(ctx context.Context, d graph.LinkDirection, actorIDs []string, acts []graph.SpeechAct, most int) (map[string][]*graph.Dyad, error) {
	p := graph.Page{First: most}
	if err := firstError(d.Valid(), graph.ValidActs(acts), p.Valid()); err != nil {
		return nil, wrap(err, "ties of")
	}
	q := newSelection("MATCH (d:Dyad)\nUSING INDEX SEEK d:Dyad(source, act, fewest, target)")
	q.must("d.source = id")
	order := "d.source, d.act, d.fewest, d.target"
	if d == graph.LinksIn {
		q = newSelection("MATCH (d:Dyad)\nUSING INDEX SEEK d:Dyad(target, act, fewest, source)")
		q.must("d.target = id")
		order = "d.target, d.act, d.fewest, d.source"
	}
	q.must("d.act IN $acts AND d.fewest <= 0 AND d.source >= '' AND d.target >= ''")
	items := "WITH d ORDER BY " + order + " LIMIT $most\nRETURN collect(" + dyadItem + ") AS items"
	if len(acts) > 1 { // each counted by itself and added up
		items = addedDyads
	} else {
		q.where[1] = strings.Replace(q.where[1], "IN $acts", "= $acts[0]", 1)
	}
	q.params["ids"], q.params["most"], q.params["acts"] = distinct(actorIDs), most, distinct(append(plain(acts), make([]string, max(0, 1-len(acts)))...))
	cypher := "UNWIND $ids AS id\nCALL (id) {\n" + q.String() + "\n" + items + "\n}\nRETURN id, items"
	found, err := edges(ctx, s, cypher, q.params, p, dyad)
	if err != nil {
		return nil, wrap(err, "ties of")
	}
	out := map[string][]*graph.Dyad{}
	for id, slice := range found {
		out[id] = slice.Items
	}
	return out, nil
}

// ClaimsBetween walks from pairs of actors to the claims of the one about the other.
func (s *Store) ClaimsBetween(ctx context.Context, pairs []graph.Pair, f graph.ClaimFilter, p graph.Page) (map[graph.Pair]graph.Slice[graph.Claim], error) {
	if err := firstError(f.Valid(), p.Valid()); err != nil {
		return nil, wrap(err, "claims between")
	}
	out := map[graph.Pair]graph.Slice[graph.Claim]{}
	ends := map[string]graph.Pair{}
	var rows []any
	for _, x := range pairs {
		key := x.SourceID + " " + x.TargetID
		if _, again := ends[key]; !again {
			ends[key] = x
			rows = append(rows, map[string]any{"key": key, "source": x.SourceID, "target": x.TargetID})
		}
	}
	if len(rows) == 0 {
		return out, nil
	}
	q := newSelection("MATCH (s)-[:MADE]->(x:Claim)")
	q.must("pair.target IN x.targetIds")
	q.claimIs("x", f)
	keys := []string{"x.firstPublished", "x.id"}
	q.after(p, keys, textCursor(p))
	cypher := "UNWIND $pairs AS pair\nMATCH (s:Entity) WHERE s.id = pair.source\nCALL (pair, s) {\n" + q.String() +
		"\nWITH x " + q.order(p, keys...) + "\nRETURN collect(" + claimItem + ") AS items\n}\nRETURN pair.key, items"
	found, err := edges(ctx, s, cypher, merged(q.params, map[string]any{"pairs": rows}), p, claim)
	for key, slice := range found {
		out[ends[key]] = slice
	}
	return out, wrap(err, "claims between")
}
