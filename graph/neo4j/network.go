package neo4j

import (
	"context"

	"hearsay/graph"
)

// Ties returns the dyads that the query asks for.
func (s *Store) Ties(ctx context.Context, t graph.TieQuery) ([]*graph.Dyad, error) {
	if err := t.Valid(); err != nil {
		return nil, wrap(err, "ties")
	}
	q := newSelection("")
	first, second := newSelection("MATCH (s:Entity)-[:MADE]->(x:Claim)"), newSelection("MATCH (x)-[:TARGETS]->(t:Entity)")
	if t.SourceIDs == nil {
		first, second = newSelection("MATCH (t:Entity)<-[:TARGETS]-(x:Claim)"), newSelection("MATCH (x)<-[:MADE]-(s:Entity)")
	}
	first.params, second.params = q.params, q.params
	if t.SourceIDs != nil {
		first.must("s.id IN %s", distinct(t.SourceIDs))
		if t.TargetIDs != nil {
			second.must("t.id IN %s", distinct(t.TargetIDs))
		}
	} else {
		first.must("t.id IN %s", distinct(t.TargetIDs))
	}
	if len(t.Acts) > 0 {
		first.must("x.act IN %s", plain(t.Acts))
	}
	act := "''"
	if t.ByAct {
		act = "x.act"
	}
	// WITH keeps the server from beginning at both ends at once.
	cypher := first.String() + "\nWITH *\n" + second.String() +
		"\nWITH s.id AS source, t.id AS target, " + act + " AS act, count(*) AS claims" +
		"\nRETURN source, target, act, claims ORDER BY source, target, act"
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

// TiesOf returns the strongest dyads of each of the actors.
func (s *Store) TiesOf(ctx context.Context, d graph.LinkDirection, actorIDs []string, acts []graph.SpeechAct, most int) (map[string][]*graph.Dyad, error) {
	p := graph.Page{First: most}
	if err := firstError(d.Valid(), graph.ValidActs(acts), p.Valid()); err != nil {
		return nil, wrap(err, "ties of")
	}
	path, source, target := "(n)-[:MADE]->(x:Claim)-[:TARGETS]->(o:Entity)", "n.id", "other"
	if d == graph.LinksIn {
		path, source, target = "(n)<-[:TARGETS]-(x:Claim)<-[:MADE]-(o:Entity)", "other", "n.id"
	}
	q := newSelection("MATCH " + path)
	perAct := "''" // several acts are counted each by itself
	if len(acts) > 0 {
		q.must("x.act IN %s", plain(acts))
		perAct = "c.act"
	}
	q.params["ids"], q.params["most"] = distinct(actorIDs), most
	cypher := `MATCH (n:Entity) WHERE n.id IN $ids
CALL (n) {
` + q.String() + `
WITH n, o.id AS other, count(*) AS claims, collect(x) AS found,
	min(CASE x.firstPublished WHEN '' THEN null ELSE x.firstPublished END) AS firstPublished,
	max(x.lastPublished) AS lastPublished
ORDER BY claims DESC, other LIMIT $most
CALL (found) {
	UNWIND found AS c
	MATCH (c)<-[:REPORTS]-(:Attribution)<-[:HAS]-(a:Article)
	WITH ` + perAct + ` AS act, count(DISTINCT a) AS articles, count(DISTINCT a.origin) AS origins
	RETURN sum(articles) AS articles, sum(origins) AS origins
}
WITH * ORDER BY claims DESC, other
RETURN collect({source: ` + source + `, target: ` + target + `, claims: claims, articles: articles, origins: origins,
	firstPublished: firstPublished, lastPublished: lastPublished}) AS items
}
RETURN n.id, items`
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
		"\nWITH x " + q.order(p, keys...) + "\nRETURN collect(" + claimMap + ") AS items\n}\nRETURN pair.key, items"
	found, err := edges(ctx, s, cypher, merged(q.params, map[string]any{"pairs": rows}), p, claim)
	for key, slice := range found {
		out[ends[key]] = slice
	}
	return out, wrap(err, "claims between")
}
