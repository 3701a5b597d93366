package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
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
	q, acts := tied(t), distinct(t.Acts)
	text := "SELECT " + asOne("source, target, '', -fewest") + " FROM " + q.from
	if t.ByAct { // of those that are tied at all
		if acts == nil {
			acts = distinct(graph.Acts)
		}
		q.add("act = ''")
		text = "SELECT " + asOne("d.source, d.target, d.act, -d.fewest") + " FROM (SELECT source, target FROM " + q.from + q.where() +
			") p CROSS JOIN json_each(?) k CROSS JOIN dyad d ON d.act = k.value AND d.source = p.source AND d.target = p.target"
		q.args = append(q.args, list(acts))
	} else {
		if in(q, "act", acts); acts == nil {
			q.add("act = ''")
		}
		text += q.where()
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
	return added(out), nil
}

// tied selects the dyads of some ends. Which index is followed is said here: for the order
// of the list SQLite would rather read all dyads.
func tied(t graph.TieQuery) *selection {
	q := &selection{from: "dyad NOT INDEXED"} // by its key, which begins with act and source
	source, target := "source", "target"
	many := len(t.SourceIDs)*len(t.TargetIDs) > manyTies
	switch {
	case t.SourceIDs == nil || many && len(t.SourceIDs) >= len(t.TargetIDs):
		q.from, source = "dyad INDEXED BY dyad_target", "+source" // is not looked up
	case many:
		target = "+target"
	}
	if t.SourceIDs != nil {
		q.add(source+" IN (SELECT value FROM json_each(?))", list(distinct(t.SourceIDs)))
	}
	if t.TargetIDs != nil {
		q.add(target+" IN (SELECT value FROM json_each(?))", list(distinct(t.TargetIDs)))
	}
	return q
}

// added puts dyads in order, and adds up the claims of those that are alike.
func added(list []*graph.Dyad) []*graph.Dyad {
	order := func(a, b *graph.Dyad) int {
		return cmp.Or(cmp.Compare(a.SourceID, b.SourceID), cmp.Compare(a.TargetID, b.TargetID), cmp.Compare(a.Act, b.Act))
	}
	slices.SortFunc(list, order)
	out := list[:0]
	for _, d := range list {
		if last := len(out) - 1; last >= 0 && order(out[last], d) == 0 {
			out[last].Claims += d.Claims
		} else {
			out = append(out, d)
		}
	}
	return slices.Clip(out)
}

// TiesOf implements graph.Network.
func (s *Store) TiesOf(ctx context.Context, d graph.LinkDirection, actorIDs []string, acts []graph.SpeechAct, most int) (map[string][]*graph.Dyad, error) {
	const op = "ties of"
	if err := firstError(d.Valid(), graph.ValidActs(acts), graph.Page{First: most}.Valid()); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	acts = asActs(distinct(acts))
	if len(acts) > 1 {
		return s.addedTies(ctx, op, d, actorIDs, acts, most)
	}
	out := map[string][]*graph.Dyad{}
	// Those of one claim follow the primary key and are asked only where others do not
	// suffice.
	parts := []string{"dyad i INDEXED BY dyad_source WHERE i.source = p.value AND i.act = ? AND i.fewest < -1",
		"dyad i NOT INDEXED WHERE i.source = p.value AND i.act = ? AND i.fewest = -1"}
	if d == graph.LinksIn {
		parts = []string{"dyad i INDEXED BY dyad_target WHERE i.target = p.value AND i.act = ?"}
	}
	for _, from := range parts {
		wanting := slices.DeleteFunc(distinct(actorIDs), func(id string) bool { return len(out[id]) >= most })
		if len(wanting) == 0 {
			break
		}
		text := "SELECT " + asOne("p.value, "+asMany(outermost+1, tieFields, from+" ORDER BY i.fewest, i.source, i.target"+limit)) + " FROM json_each(?) p"
		err := s.query(ctx, op, text, []any{strings.Join(distinct(acts), ""), most, list(wanting)}, func(r *sql.Rows) error {
			var f fields
			if err := r.Scan(&f); err != nil {
				return err
			}
			id := f.text()
			for _, x := range rowsOf(&f, func(f *fields) (*graph.Dyad, error) { x := &graph.Dyad{}; return x, f.dyad(x) }) {
				if len(out[id]) < most {
					out[id] = append(out[id], x)
				}
			}
			return f.err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// tieFields are what fields.dyad takes out of a row i of the table dyad.
const tieFields = "i.source, i.target, -i.fewest, i.first_published, i.last_published, i.articles, i.origins"

// addedTies is TiesOf for several acts, whose rows are added up.
func (s *Store) addedTies(ctx context.Context, op string, d graph.LinkDirection, actorIDs []string, acts []graph.SpeechAct, most int) (map[string][]*graph.Dyad, error) {
	of := map[graph.LinkDirection]string{graph.LinksOut: "source", graph.LinksIn: "target"}[d]
	const which = "act IN (SELECT value FROM json_each(?))"
	text := "SELECT " + asOne(`p.value, d.source, d.target, -sum(d.fewest), coalesce(min(nullif(d.first_published, '')), ''), max(d.last_published),
		sum(d.articles), sum(d.origins)`) + ` FROM json_each(?) p CROSS JOIN dyad d ON (d.source, d.target) IN (
		SELECT i.source, i.target FROM dyad i WHERE i.` + of + " = p.value AND i." + which + `
		GROUP BY i.source, i.target ORDER BY sum(i.fewest), i.source, i.target` + limit + ") AND d." + which + `
		GROUP BY p.key, d.source, d.target ORDER BY p.key, sum(d.fewest), d.source, d.target`
	out := map[string][]*graph.Dyad{}
	err := s.query(ctx, op, text, []any{list(distinct(actorIDs)), list(acts), most, list(acts)}, func(r *sql.Rows) error {
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
		order: []string{"d.first_published", "d.claim"}}
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
