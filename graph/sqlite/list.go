package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph"
)

// selection is the body of a query over one kind: where it reads and what must
// hold. Conditions are fixed text; every value is a parameter.
type selection struct {
	from  string
	conds []string
	args  []any
	key   string // column of the sort key
	id    string // column of the ID
}

func (q *selection) add(cond string, args ...any) {
	q.conds = append(q.conds, cond)
	q.args = append(q.args, args...)
}

// in demands that a column holds one of the values, if there are any.
func in[T ~string](q *selection, column string, values []T) {
	switch set := distinct(values); len(set) {
	case 0:
	case 1:
		q.add(column+" = ?", set[0])
	default:
		q.add(column+" IN (SELECT value FROM json_each(?))", list(set))
	}
}

func distinct[T ~string](values []T) []string {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// flag demands that a condition holds or does not.
func (q *selection) flag(want *bool, cond string) {
	if want != nil && *want {
		q.add(cond)
	} else if want != nil {
		q.add("NOT " + cond)
	}
}

// words demands that every word of text is one of the words of the row n.
func (q *selection) words(n, table, text string) {
	if text == "" {
		return
	}
	words := slices.Compact(slices.Sorted(slices.Values(graph.Words(text))))
	if len(words) == 0 {
		q.add("FALSE")
		return
	}
	match := `"` + strings.Join(words, `" AND "`) + `"` // words hold letters and digits only
	q.add(wordsCond(n, table), match)
}

func wordsCond(n, table string) string {
	return n + " IN (SELECT rowid FROM " + table + " WHERE " + table + " MATCH ?)"
}

// between demands that a time lies within the bounds; an unknown one does not.
func (q *selection) between(column string, from, to graph.Time) {
	if from != "" {
		q.add(column+" >= ?", string(from))
	} else if to != "" {
		q.add(column + " > ''")
	}
	if to != "" {
		q.add(column+" <= ?", to.UpTo())
	}
}

func (q *selection) where() string {
	if len(q.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(q.conds, " AND ")
}

// counted returns where to count: not in the claims if nothing is asked of them, for
// each row of the lists by source, target and event has its claim. It may put a shorter
// condition in the place of q's.
func (q *selection) counted() string {
	if q.from == "claim c" && slices.Equal(q.conds, []string{wordsCond("c.n", "claim_text")}) {
		// nothing but words is asked of them: the index of words has a row for each claim
		q.conds = []string{"claim_text MATCH ?"}
		return "claim_text"
	}
	if slices.ContainsFunc(q.conds, func(c string) bool { return strings.Contains(c, "c.") }) {
		return q.from
	}
	return strings.TrimSuffix(q.from, " CROSS JOIN claim c ON c.id = d.claim")
}

// limit ends a list. SQLite plans a statement anew when a parameter that alone is its
// limit gets another value, which costs more than most pages.
const limit = " LIMIT ?+0"

// page reads one page of a selection in the order of its key and ID.
func page[T any](ctx context.Context, s *Store, op, columns string, q *selection, p graph.Page,
	scan func(scanner, ...any) (*T, error)) (graph.Slice[T], error) {
	return pageBy(ctx, s, op, columns, q, []string{q.key, q.id}, place(p), p, scan)
}

// pageBy reads one page of a selection in the order of some columns; after holds the
// place of the page, one value for each, or nil.
func pageBy[T any](ctx context.Context, s *Store, op, columns string, q *selection, order []string, after []any, p graph.Page,
	scan func(scanner, ...any) (*T, error)) (graph.Slice[T], error) {
	if err := p.Valid(); err != nil {
		return graph.Slice[T]{}, s.fail(ctx, op, err)
	}
	then, direction := ">", ""
	if p.Reverse() {
		then, direction = "<", " DESC"
	}
	if after != nil {
		q.add("("+strings.Join(order, ", ")+") "+then+" (?"+strings.Repeat(", ?", len(after)-1)+")", after...)
	}
	text := "SELECT " + columns + " FROM " + q.from + q.where() +
		" ORDER BY " + strings.Join(order, direction+", ") + direction + limit
	var out graph.Slice[T]
	err := s.query(ctx, op, text, append(q.args, p.First+1), func(r *sql.Rows) error {
		x, err := scan(r)
		out.Items = append(out.Items, x)
		return err
	})
	if err != nil {
		return graph.Slice[T]{}, err
	}
	return cut(out.Items, p.First), nil
}

// cut makes a page of first items out of at most one more.
func cut[T any](items []*T, first int) graph.Slice[T] {
	if len(items) > first {
		return graph.Slice[T]{Items: items[:first:first], More: true}
	}
	return graph.Slice[T]{Items: items}
}

func selectArticles(f graph.ArticleFilter) *selection {
	q := &selection{from: "article a", key: "a.published", id: "a.id"}
	if f.Publisher != "" {
		q = &selection{from: "article_publisher d CROSS JOIN article a ON a.id = d.article", key: "d.published", id: "d.article"}
		q.add("d.name = ? AND d.name <> ''", graph.Fold(f.Publisher))
	}
	q.between(q.key, f.From, f.To)
	f.Publisher, f.From, f.To = "", "", ""
	articleConds(q, "a", f)
	return q
}

func selectEntities(f graph.EntityFilter) *selection {
	q := &selection{from: "entity e", key: "e.folded", id: "e.id"}
	entityConds(q, "e", f)
	return q
}

func selectEvents(f graph.EventFilter) *selection {
	q := &selection{from: "event v", key: "v.time", id: "v.id"}
	eventConds(q, "v", f)
	return q
}

// selectClaims walks the claims of one source, target or event in its own table
// where the filter names just one, and all claims by time otherwise.
func selectClaims(f graph.ClaimFilter) *selection {
	f = f.Lifted()
	q := &selection{from: "claim c", key: "c.first_published", id: "c.id"}
	walk := func(table, column string, ids []string) bool {
		if set := distinct(ids); len(set) == 1 && q.from == "claim c" {
			q.from = table + " d CROSS JOIN claim c ON c.id = d.claim"
			q.key, q.id = "d.first_published", "d.claim"
			q.add("d."+column+" = ?", set[0])
			q.between("d.first_published", f.From, f.To)
			f.From, f.To = "", ""
			if column == "entity" {
				in(q, "d.act", f.Acts)
				f.Acts = nil
			}
			return true
		}
		return false
	}
	if sources, targets := distinct(f.SourceIDs), distinct(f.TargetIDs); len(f.IDs) == 0 && len(sources) == 1 && len(targets) == 1 {
		q.from, q.key, q.id = "claim_pair d CROSS JOIN claim c ON c.id = d.claim", "d.first_published", "d.claim"
		q.add("d.source = ? AND d.target = ?", sources[0], targets[0])
		q.between("d.first_published", f.From, f.To)
		in(q, "d.act", f.Acts)
		f.SourceIDs, f.TargetIDs, f.Acts, f.From, f.To = nil, nil, nil, "", ""
	} else if len(f.IDs) == 0 {
		if walk("claim_source", "entity", f.SourceIDs) {
			f.SourceIDs = nil
		} else if walk("claim_target", "entity", f.TargetIDs) {
			f.TargetIDs = nil
		} else if walk("claim_event", "event", f.EventIDs) {
			f.EventIDs = nil
		}
	}
	claimConds(q, "c", f)
	return q
}

// claimConds adds what the filter demands of the claim with that alias.
func claimConds(q *selection, c string, f graph.ClaimFilter) {
	in(q, c+".id", f.IDs)
	in(q, c+".act", f.Acts)
	party := func(table, column string, ids []string) {
		switch set := distinct(ids); len(set) {
		case 0:
		case 1:
			q.add("EXISTS (SELECT 1 FROM "+table+" y WHERE y."+column+" = ? AND y.first_published = "+c+
				".first_published AND y.claim = "+c+".id)", set[0])
		default:
			q.add(c+".id IN (SELECT y.claim FROM "+table+" y WHERE y."+column+" IN (SELECT value FROM json_each(?)))", list(set))
		}
	}
	party("claim_source", "entity", f.SourceIDs)
	party("claim_target", "entity", f.TargetIDs)
	party("claim_event", "event", f.EventIDs)
	if len(f.ArticleIDs) > 0 {
		q.add(c+".id IN (SELECT y.claim FROM attribution y WHERE y.article IN (SELECT value FROM json_each(?)))", list(distinct(f.ArticleIDs)))
	}
	q.words(c+".n", "claim_text", f.Text)
	q.between(c+".first_published", f.From, f.To)
	if f.Publisher != "" {
		q.add("EXISTS (SELECT 1 FROM attribution y CROSS JOIN article_publisher z ON z.article = y.article AND z.published = y.published"+
			" AND z.name = ? AND z.name <> '' WHERE y.claim = "+c+".id)", graph.Fold(f.Publisher))
	}
	q.flag(f.HasSource, c+".sources <> '[]'")
	q.flag(f.HasTarget, c+".targets <> '[]'")
	q.flag(f.Implicit, c+".implicit = 1")
	q.flag(f.Denied, c+".denied = 1")
	q.flag(f.Answered, "EXISTS (SELECT 1 FROM link y WHERE y.to_id = "+c+".id AND y.kind IN ('DENIES', 'CONFIRMS'))")
	q.flag(f.Nested, "EXISTS (SELECT 1 FROM attribution y WHERE y.claim = "+c+".id AND y.parent <> '')")
	if f.MinConfidence > 0 {
		q.add(c+".confidence >= ?", f.MinConfidence)
	}
	if f.MinOrigins > 0 {
		q.add(c+".origins >= ?", f.MinOrigins)
	}
	if f.MaxOrigins > 0 {
		q.add(c+".origins <= ?", f.MaxOrigins)
	}
	if f.MinArticles > 0 {
		q.add(c+".articles >= ?", f.MinArticles)
	}
	in(q, c+".polarity", f.Polarities)
	in(q, c+".modality", f.Modalities)
	q.between(c+".time", f.HappenedFrom, f.HappenedTo)
	if len(f.AnyTerms) > 0 {
		q.add("EXISTS (SELECT 1 FROM json_each("+c+".terms) y WHERE y.value IN (SELECT value FROM json_each(?)))", list(distinct(f.AnyTerms)))
	}
	actorConds(q, c, f)
	aroundConds(q, c, f)
	q.compose(c, f)
}

// actorConds adds what the filter demands of the actors of the claim.
func actorConds(q *selection, c string, f graph.ClaimFilter) {
	q.flag(f.UnnamedSource, "EXISTS (SELECT 1 FROM json_each("+c+".sources) y CROSS JOIN entity z ON z.id = y.value WHERE z.unnamed)")
	for _, end := range []struct {
		column, table string
		kinds         []graph.EntityKind
		countries     []string
	}{{"sources", "claim_source", f.SourceKinds, f.SourceCountries}, {"targets", "claim_target", f.TargetKinds, f.TargetCountries}} {
		if len(end.kinds) > 0 {
			q.add("EXISTS (SELECT 1 FROM json_each("+c+"."+end.column+") y CROSS JOIN entity z ON z.id = y.value"+
				" WHERE z.kind IN (SELECT value FROM json_each(?)))", list(distinct(end.kinds)))
		}
		if len(end.countries) > 0 {
			q.add(c+".id IN (SELECT y.claim FROM entity z CROSS JOIN "+end.table+" y ON y.entity = z.id"+
				" WHERE z.country IN (SELECT value FROM json_each(?)) AND z.country <> '')", list(distinct(end.countries)))
		}
	}
}

// compose adds the filters that a filter is made of. No column is ever NULL, so NOT
// turns a condition round.
func (q *selection) compose(c string, f graph.ClaimFilter) {
	inner := func(m graph.ClaimFilter) string {
		sub := &selection{}
		claimConds(sub, c, m)
		q.args = append(q.args, sub.args...)
		if len(sub.conds) == 0 {
			return "TRUE"
		}
		return "(" + strings.Join(sub.conds, " AND ") + ")"
	}
	for _, m := range f.All {
		q.conds = append(q.conds, inner(m))
	}
	var either []string
	for _, m := range f.Any {
		either = append(either, inner(m))
	}
	if len(either) > 0 {
		q.conds = append(q.conds, "("+strings.Join(either, " OR ")+")")
	}
	if f.Not != nil {
		q.conds = append(q.conds, "NOT "+inner(*f.Not))
	}
}

// selectLinks reads the links of the claims of one party where the filter names
// some, and all links by time otherwise.
func selectLinks(f graph.LinkFilter) *selection {
	q := selectAllLinks(f)
	q.add(oneLink("l"))
	return q
}

// selectAllLinks is selectLinks with all links of one kind between two claims.
func selectAllLinks(f graph.LinkFilter) *selection {
	q := &selection{from: "link l"}
	for _, end := range []struct {
		alias, column string
		claim         *graph.ClaimFilter
	}{{"f", "l.from_id", &f.From}, {"t", "l.to_id", &f.To}} {
		in(q, end.column, end.claim.IDs)
		end.claim.IDs = nil
		q.reportedOf(end.column, "claim_source", end.claim.SourceIDs)
		q.reportedOf(end.column, "claim_target", end.claim.TargetIDs)
		end.claim.SourceIDs, end.claim.TargetIDs = nil, nil
		if !end.claim.IsZero() {
			q.from += " CROSS JOIN claim " + end.alias + " ON " + end.alias + ".id = " + end.column
			claimConds(q, end.alias, *end.claim)
		}
	}
	in(q, "l.kind", f.Kinds)
	if f.Lags.Set() {
		if !strings.Contains(q.from, " claim f ") {
			q.from += " CROSS JOIN claim f ON f.id = l.from_id"
		}
		if !strings.Contains(q.from, " claim t ") {
			q.from += " CROSS JOIN claim t ON t.id = l.to_id"
		}
		q.lags("t.first_published", "f.first_published", f.Lags)
	}
	return q
}

// linkOrder is the order of lists of links in the table with that alias.
func linkOrder(l string) []string {
	return []string{l + ".published", l + ".from_id", l + ".to_id", l + ".kind"}
}

// oneLink demands that a link is the first of its kind between its claims, which then
// stands for all of them.
func oneLink(l string) string {
	return l + ".id = (SELECT min(o.id) FROM link o WHERE " + sameLink("o", l) + ")"
}

// sameLink joins a link with all of its kind between its claims, by the index link_from.
func sameLink(o, l string) string {
	return strings.NewReplacer("o.", o+".", "l.", l+".").Replace(
		"o.from_id = l.from_id AND o.published = l.published AND o.to_id = l.to_id AND o.kind = l.kind")
}

// linkPlace returns the place of a page of links, nil where it starts at the end.
func linkPlace(p graph.Page) ([]any, error) {
	if p.After == nil {
		return nil, nil
	}
	published, from, to, kind, err := p.After.Link()
	return []any{published, from, to, kind}, err
}

// reportedOf demands that a column holds a claim of one of the parties, if any.
func (q *selection) reportedOf(column, table string, parties []string) {
	if len(parties) > 0 {
		q.add(column+" IN (SELECT y.claim FROM "+table+" y WHERE y.entity IN (SELECT value FROM json_each(?)))", list(distinct(parties)))
	}
}

// ListArticles implements graph.Lister.
func (s *Store) ListArticles(ctx context.Context, f graph.ArticleFilter, p graph.Page) (graph.Slice[graph.Article], error) {
	if err := f.Valid(); err != nil {
		return graph.Slice[graph.Article]{}, s.fail(ctx, "list articles", err)
	}
	return page(ctx, s, "list articles", headColumns, selectArticles(f), p, scanHead)
}

// ListEntities implements graph.Lister.
func (s *Store) ListEntities(ctx context.Context, f graph.EntityFilter, p graph.Page) (graph.Slice[graph.Entity], error) {
	if err := f.Valid(); err != nil {
		return graph.Slice[graph.Entity]{}, s.fail(ctx, "list entities", err)
	}
	return page(ctx, s, "list entities", entityColumns, selectEntities(f), p, scanEntity)
}

// ListClaims implements graph.Lister.
func (s *Store) ListClaims(ctx context.Context, f graph.ClaimFilter, p graph.Page) (graph.Slice[graph.Claim], error) {
	const op = "list claims"
	if err := firstError(f.Valid(), p.Valid()); err != nil {
		return graph.Slice[graph.Claim]{}, s.fail(ctx, op, err)
	}
	if p.By != graph.InPublication {
		return s.claimsIn(ctx, op, f, p)
	}
	q, err := s.claimsByTime(ctx, f, manyClaims)
	if err != nil {
		return graph.Slice[graph.Claim]{}, err
	}
	c := claimsRead(ctx, false)
	columns, given := c.columns()
	q.args = append(given, q.args...)
	return page(ctx, s, op, columns, q, p, c.scan)
}

// ListEvents implements graph.Lister.
func (s *Store) ListEvents(ctx context.Context, f graph.EventFilter, p graph.Page) (graph.Slice[graph.Event], error) {
	if err := f.Valid(); err != nil {
		return graph.Slice[graph.Event]{}, s.fail(ctx, "list events", err)
	}
	return page(ctx, s, "list events", eventColumns, selectEvents(f), p, scanEvent)
}

// ListLinks implements graph.Lister.
func (s *Store) ListLinks(ctx context.Context, f graph.LinkFilter, p graph.Page) (graph.Slice[graph.Link], error) {
	if err := f.Valid(); err != nil {
		return graph.Slice[graph.Link]{}, s.fail(ctx, "list links", err)
	}
	after, err := linkPlace(p)
	if err != nil {
		return graph.Slice[graph.Link]{}, s.fail(ctx, "list links", err)
	}
	return pageBy(ctx, s, "list links", asOne(joinedFields), selectLinks(f), linkOrder("l"), after, p, scanJoined)
}

// Count implements graph.Lister.
func (s *Store) Count(ctx context.Context, filter any) (n int, err error) {
	var q *selection
	switch f := filter.(type) {
	case graph.ArticleFilter:
		q, err = selectArticles(f), f.Valid()
	case graph.EntityFilter:
		q, err = selectEntities(f), f.Valid()
	case graph.ClaimFilter:
		q, err = selectClaims(f), f.Valid()
	case graph.EventFilter:
		q, err = selectEvents(f), f.Valid()
	case graph.LinkFilter:
		q, err = selectLinks(f), f.Valid()
	case graph.JudgementFilter:
		q, err = selectJudgements(f), f.Valid()
	default:
		err = fmt.Errorf("%w: %T is not a filter", graph.ErrInvalid, filter)
	}
	if err != nil {
		return 0, s.fail(ctx, "count", err)
	}
	if f, ok := filter.(graph.ClaimFilter); ok && err == nil && f.OfDays() {
		text, args := "SELECT coalesce(sum(claims), 0) FROM calendar", &selection{}
		in(args, "act", f.Acts)
		args.between("day", f.From, f.To)
		err = s.query(ctx, "count", text+args.where(), args.args, func(r *sql.Rows) error { return r.Scan(&n) })
		return n, err
	}
	err = s.query(ctx, "count", "SELECT count(*) FROM "+q.counted()+q.where(), q.args, func(r *sql.Rows) error { return r.Scan(&n) })
	return n, err
}
