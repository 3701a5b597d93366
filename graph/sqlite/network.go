package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"hearsay/graph"
)

// manyTies is from how many pairs of actors on it is cheaper to read all dyads of the
// fewer ends than to look each pair up.
const manyTies = 20_000

// Ties implements graph.Network.
func (s *Store) Ties(ctx context.Context, t graph.TieQuery) ([]*graph.Dyad, error) {
	if err := t.Valid(); err != nil {
		return nil, s.fail(ctx, "ties", err)
	}
	q := &selection{}
	source, target := "source", "target"
	if len(t.SourceIDs)*len(t.TargetIDs) > manyTies {
		if len(t.SourceIDs) < len(t.TargetIDs) {
			target = "+target" // is not looked up
		} else {
			source = "+source"
		}
	}
	if t.SourceIDs != nil {
		q.add(source+" IN (SELECT value FROM json_each(?))", list(distinct(t.SourceIDs)))
	}
	if t.TargetIDs != nil {
		q.add(target+" IN (SELECT value FROM json_each(?))", list(distinct(t.TargetIDs)))
	}
	acts := distinct(t.Acts)
	text := "SELECT " + asOne("source, target, '', -sum(fewest)") + " FROM dyad"
	if t.ByAct { // of those that are tied at all
		if acts == nil {
			acts = distinct(graph.Acts)
		}
		q.add("act = ''")
		text = "SELECT " + asOne("d.source, d.target, d.act, -d.fewest") + ` FROM (SELECT source, target FROM dyad` + q.where() + `) p CROSS JOIN json_each(?) k
			CROSS JOIN dyad d ON d.act = k.value AND d.source = p.source AND d.target = p.target ORDER BY d.source, d.target, d.act`
		q.args = append(q.args, list(acts))
	} else {
		if in(q, "act", acts); acts == nil {
			q.add("act = ''")
		}
		text += q.where() + " GROUP BY source, target ORDER BY source, target"
	}
	var out []*graph.Dyad
	err := s.query(ctx, "ties", text, q.args, func(r *sql.Rows) error {
		var f fields
		if err := r.Scan(&f); err != nil {
			return err
		}
		out = append(out, &graph.Dyad{SourceID: f.text(), TargetID: f.text(), Act: graph.SpeechAct(f.text()), Claims: f.number()})
		return f.err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// TiesOf implements graph.Network.
func (s *Store) TiesOf(ctx context.Context, d graph.LinkDirection, actorIDs []string, acts []graph.SpeechAct, most int) (map[string][]*graph.Dyad, error) {
	const op = "ties of"
	if err := firstError(d.Valid(), graph.ValidActs(acts), graph.Page{First: most}.Valid()); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	of := map[graph.LinkDirection]string{graph.LinksOut: "source", graph.LinksIn: "target"}[d]
	acts = asActs(distinct(acts))
	const order = " ORDER BY i.fewest, i.source, i.target" + limit
	which, act := "act = ?", strings.Join(distinct(acts), "")
	args := []any{list(distinct(actorIDs)), act, most, act}
	inner := "SELECT i.source, i.target FROM dyad i WHERE i." + of + " = p.value AND i.act = ?" + order
	switch {
	case len(acts) > 1:
		which = "act IN (SELECT value FROM json_each(?))"
		inner = "SELECT i.source, i.target FROM dyad i WHERE i." + of + " = p.value AND i." + which +
			" GROUP BY i.source, i.target ORDER BY sum(i.fewest), i.source, i.target" + limit
		args[1], args[3] = list(acts), list(acts)
	case d == graph.LinksOut: // those of one claim follow the primary key
		part := func(from, cond string) string {
			return "SELECT * FROM (SELECT i.* FROM dyad i " + from + " WHERE i.source = p.value AND i.act = ? AND i." + cond + order + ")"
		}
		inner = "SELECT i.source, i.target FROM (" + part("INDEXED BY dyad_source", "fewest < -1") + " UNION ALL " +
			part("NOT INDEXED", "fewest = -1") + ") i" + order
		args = []any{args[0], act, most, act, most, most, act}
	}
	text := "SELECT " + asOne(`p.value, d.source, d.target, -sum(d.fewest), coalesce(min(nullif(d.first_published, '')), ''), max(d.last_published),
		sum(d.articles), sum(d.origins)`) + ` FROM json_each(?) p CROSS JOIN dyad d ON (d.source, d.target) IN (` + inner + `) AND d.` + which + `
		GROUP BY p.key, d.source, d.target ORDER BY p.key, sum(d.fewest), d.source, d.target`
	out := map[string][]*graph.Dyad{}
	err := s.query(ctx, op, text, args, func(r *sql.Rows) error {
		var f fields
		if err := r.Scan(&f); err != nil {
			return err
		}
		of, x := f.text(), &graph.Dyad{}
		out[of] = append(out[of], x)
		return f.dyad(x)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func asActs(names []string) []graph.SpeechAct {
	var out []graph.SpeechAct
	for _, n := range names {
		out = append(out, graph.SpeechAct(n))
	}
	return out
}

// ClaimsBetween implements graph.Network.
func (s *Store) ClaimsBetween(ctx context.Context, pairs []graph.Pair, f graph.ClaimFilter, p graph.Page) (map[graph.Pair]graph.Slice[graph.Claim], error) {
	const op = "claims between"
	if err := firstError(f.Valid(), p.Valid()); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	w := walk{columns: claimColumns, outer: "claim c", match: "c.id", pick: "d.claim", inner: "claim_pair d",
		on:    "d.source = substr(p.value, 1, instr(p.value, ' ') - 1) AND d.target = substr(p.value, instr(p.value, ' ') + 1)",
		order: []string{"d.first_published", "d.claim"}, sort: []string{"c.first_published", "c.id"}}
	in(&w.conds, "d.act", f.Acts)
	f.Acts = nil
	if !f.IsZero() {
		w.inner += " CROSS JOIN claim k ON k.id = d.claim"
		claimConds(&w.conds, "k", f)
	}
	ids := make([]string, len(pairs))
	for i, x := range pairs {
		ids[i] = x.SourceID + " " + x.TargetID
	}
	found, err := ofEach(ctx, s, op, w, ids, p, place(p), scanClaim)
	if err != nil {
		return nil, err
	}
	out := map[graph.Pair]graph.Slice[graph.Claim]{}
	for _, x := range pairs {
		if slice, ok := found[x.SourceID+" "+x.TargetID]; ok {
			out[x] = slice
		}
	}
	return out, nil
}
