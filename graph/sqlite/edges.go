package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"hearsay/graph"
)

// walk is an edge from many parents: for each of them the index of inner is read
// from the place of the page on, no further than its end, so that one statement
// answers for all parents and none costs more than its page.
type walk struct {
	columns string   // of the result
	outer   string   // table of the result
	match   string   // what the inner rows give of it
	pick    string   // the same in inner
	inner   string   // tables to walk
	parent  string   // column of inner that holds the parent
	on      string   // or how it is found in inner
	order   []string // columns of inner: the sort key, then the ID
	join    string   // what is read beside each row of outer
	given   []any    // arguments of columns
	conds   selection
}

// ofEach runs a walk from the parents; after holds the place of the page, one value
// for each column of the order.
func ofEach[T any](ctx context.Context, s *Store, op string, w walk, ids []string, p graph.Page, after []any,
	scan func(scanner, ...any) (*T, error)) (map[string]graph.Slice[T], error) {
	then, direction := ">", ""
	if p.Reverse() {
		then, direction = "<", " DESC"
	}
	parents, q := distinct(ids), selection{}
	q.add(cmp.Or(w.on, w.parent+" = p.value"))
	if after != nil {
		q.add("("+strings.Join(w.order, ", ")+") "+then+" (?"+strings.Repeat(", ?", len(after)-1)+")", after...)
	}
	q.conds, q.args = append(q.conds, w.conds.conds...), append(q.args, w.conds.args...)
	from := w.inner + " CROSS JOIN " + w.outer + " ON (" + w.match + ") = (" + w.pick + ")" + w.join + q.where() +
		" ORDER BY " + strings.Join(w.order, direction+", ") + direction + limit
	items := map[string][]*T{}
	if len(parents) == 1 { // the rows come by themselves
		args := slices.Concat(w.given, []any{sql.Named("parent", parents[0])}, q.args, []any{p.First + 1})
		err := s.query(ctx, op, "SELECT "+w.columns+" FROM "+strings.ReplaceAll(from, "p.value", ":parent"), args, func(r *sql.Rows) error {
			x, err := scan(r)
			items[parents[0]] = append(items[parents[0]], x)
			return err
		})
		return sliced(items, p.First, err)
	}
	text := "SELECT p.value, coalesce((SELECT group_concat(one, CAST(x'f8' AS TEXT)) FROM (SELECT " + w.columns + " AS one FROM " + from + ")), '') FROM json_each(?) p"
	args := slices.Concat(w.given, q.args, []any{p.First + 1, list(parents)})
	err := s.query(ctx, op, text, args, func(r *sql.Rows) error {
		var parent, rows string
		if err := r.Scan(&parent, &rows); err != nil || rows == "" {
			return err
		}
		for one := range strings.SplitSeq(rows, "\xf8") { // a byte that no column has, as those of border
			x, err := scan(row(one))
			if err != nil {
				return err
			}
			items[parent] = append(items[parent], x)
		}
		return nil
	})
	return sliced(items, p.First, err)
}

// sliced makes pages of first items out of at most one more each, unless they were read
// with an error.
func sliced[T any](items map[string][]*T, first int, err error) (map[string]graph.Slice[T], error) {
	if err != nil {
		return nil, err
	}
	out := make(map[string]graph.Slice[T], len(items))
	for id, list := range items {
		out[id] = cut(list, first)
	}
	return out, nil
}

// place returns the key and ID of a page's cursor, nil where it starts at the end.
func place(p graph.Page) []any {
	if p.After == nil {
		return nil
	}
	return []any{p.After.Key, p.After.ID}
}

// AttributionsOf implements graph.Edges.
func (s *Store) AttributionsOf(ctx context.Context, from graph.AttributionParent, ids []string, p graph.Page) (map[string]graph.Slice[graph.Attribution], error) {
	const op = "attributions of"
	if err := firstError(from.Valid(), p.Valid()); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	w := walk{columns: attributionColumns, outer: "attribution x", match: "x.n", pick: "d.n", inner: "attribution d",
		order: []string{"d.pos", "d.id"}}
	after, scan := place(p), scanAttribution
	switch from {
	case graph.AttributionsOfArticle:
		w.parent = "d.article"
	case graph.AttributionsOfAttribution:
		w.parent = "d.parent"
		w.conds.add("d.parent <> ''")
	case graph.AttributionsOfClaim:
		w.parent, w.order = "d.claim", []string{"d.published", "d.id"}
		w.columns, w.join, scan = asOne(attributionFields+", "+headFields), " CROSS JOIN article a ON a.id = x.article", scanReport
	}
	if of := graph.AlongOf(ctx).Claim; of != nil && from != graph.AttributionsOfClaim {
		c := claimsRead(graph.WithAlong(ctx, *of), false)
		w.columns, w.given, w.join = asOne(attributionFields+", "+c.fields()), c.args(), " CROSS JOIN claim c ON c.id = x.claim"
		scan = c.scanReporting
	}
	if p.After != nil && from != graph.AttributionsOfClaim {
		at, err := p.After.Places(1)
		if err != nil {
			return nil, s.fail(ctx, op, err)
		}
		after = []any{at[0], p.After.ID}
	}
	return ofEach(ctx, s, op, w, ids, p, after, scan)
}

// ClaimsOf implements graph.Edges.
func (s *Store) ClaimsOf(ctx context.Context, from graph.ClaimParent, ids []string, f graph.ClaimFilter, p graph.Page) (map[string]graph.Slice[graph.Claim], error) {
	const op = "claims of"
	if err := firstError(from.Valid(), f.Valid(), p.Valid()); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	c := claimsRead(ctx, false)
	w := walk{outer: "claim c", match: "c.id", pick: "d.claim", parent: "d.entity",
		order: []string{"d.first_published", "d.claim"}}
	w.columns, w.given = c.columns()
	switch from {
	case graph.ClaimsOfSource:
		w.inner = "claim_source d"
	case graph.ClaimsOfTarget:
		w.inner = "claim_target d"
	case graph.ClaimsOfEvent:
		w.inner, w.parent = "claim_event d", "d.event"
	}
	if !f.IsZero() {
		w.inner += " CROSS JOIN claim k ON k.id = d.claim"
		claimConds(&w.conds, "k", f)
	}
	return ofEach(ctx, s, op, w, ids, p, place(p), c.scan)
}

// LinksOf implements graph.Edges.
func (s *Store) LinksOf(ctx context.Context, d graph.LinkDirection, claimIDs []string, kinds []graph.LinkKind, p graph.Page) (map[string]graph.Slice[graph.Link], error) {
	const op = "links of"
	if err := firstError(d.Valid(), graph.ValidLinkKinds(kinds), p.Valid()); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	after, err := linkPlace(p)
	if err != nil {
		return nil, s.fail(ctx, op, err)
	}
	c := claimsRead(ctx, false)
	w := walk{columns: asOne(joinedFields + ", " + c.fields()), given: c.args(), outer: "link l", match: "l.n", pick: "d.n", inner: "link d",
		parent: "d.from_id", order: linkOrder("d"), join: " CROSS JOIN claim c ON c.id = l.to_id"}
	if d == graph.LinksIn {
		w.parent, w.join = "d.to_id", " CROSS JOIN claim c ON c.id = l.from_id"
	}
	in(&w.conds, "d.kind", kinds)
	w.conds.add(oneLink("d"))
	return ofEach(ctx, s, op, w, claimIDs, p, after, c.scanLinked)
}

// MentionsOf implements graph.Edges.
func (s *Store) MentionsOf(ctx context.Context, from graph.MentionParent, ids []string, p graph.Page) (map[string]graph.Slice[graph.Mention], error) {
	const op = "mentions of"
	if err := firstError(from.Valid(), p.Valid()); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	w := walk{columns: mentionColumns, outer: "mention m", match: `(m.article, m.start, m."end", m.id)`,
		pick: `d.article, d.start, d."end", d.id`, inner: "mention d", parent: "d.article",
		order: []string{"d.start", `d."end"`, "d.id"}}
	var after []any
	if from == graph.MentionsOfEntity {
		w.parent, w.order = "d.entity", []string{"d.article", "d.start", "d.id"}
		w.conds.add("d.entity <> ''")
	}
	if p.After != nil && from == graph.MentionsOfEntity {
		article, start, err := p.After.InEntity()
		if err != nil {
			return nil, s.fail(ctx, op, err)
		}
		after = []any{article, start, p.After.ID}
	} else if p.After != nil {
		at, err := p.After.Places(2)
		if err != nil {
			return nil, s.fail(ctx, op, err)
		}
		after = []any{at[0], at[1], p.After.ID}
	}
	return ofEach(ctx, s, op, w, ids, p, after, scanMention)
}

// RolesOf implements graph.Edges.
func (s *Store) RolesOf(ctx context.Context, personIDs []string) (map[string][]*graph.Role, error) {
	out := map[string][]*graph.Role{}
	text := "SELECT " + roleColumns + " FROM role r WHERE r.person IN (SELECT value FROM json_each(?)) ORDER BY r.article, r.start, r.id"
	err := s.query(ctx, "roles of", text, []any{list(distinct(personIDs))}, func(r *sql.Rows) error {
		x, err := scanRole(r)
		out[x.PersonID] = append(out[x.PersonID], x)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
