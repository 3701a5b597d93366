package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"hearsay/graph"
)

// Facets implements graph.Counter. The claims are read once and counted here: SQLite
// would go over them once for each facet.
func (s *Store) Facets(ctx context.Context, f graph.ClaimFilter) (*graph.Facets, error) {
	const op = "facets"
	if err := f.Valid(); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	q, err := s.claimsByTime(ctx, f, 10*manyClaims)
	if err != nil {
		return nil, err
	}
	// What is counted is read after the newest are found, not of all that are sorted.
	text := "SELECT " + asOne(`c.act, c.sources, c.targets, substr(c.first_published, 1, 7),
		coalesce((SELECT group_concat(x.article, ' ') FROM attribution x WHERE x.claim = c.id), '')`) +
		" FROM (SELECT c.n FROM " + q.from + q.where() + " ORDER BY " + q.key + " DESC, " + q.id + " DESC" + limit + `) p
		CROSS JOIN claim c ON c.n = p.n`
	var found []faceted
	out := &graph.Facets{Complete: true}
	err = s.query(ctx, op, text, append(q.args, graph.MaxFaceted+1), func(r *sql.Rows) error {
		if len(found) == graph.MaxFaceted {
			out.Complete = false
			return nil
		}
		var row fields
		if err := r.Scan(&row); err != nil {
			return err
		}
		found = append(found, faceted{row.text(), row.texts(), row.texts(), row.text(), row.text()})
		return row.err
	})
	if err != nil {
		return nil, err
	}
	out.Claims = len(found)
	if err := s.countFacets(ctx, out, found); err != nil {
		return nil, err
	}
	out.Sort()
	return out, nil
}

// faceted is what is counted of a claim.
type faceted struct {
	act              string
	sources, targets []string
	month, articles  string // the IDs of the articles, with blanks between
}

// countFacets counts what the claims have.
func (s *Store) countFacets(ctx context.Context, out *graph.Facets, found []faceted) error {
	parties, articles := map[string]string{}, map[string]string{}
	for _, x := range found {
		for _, id := range slices.Concat(x.sources, x.targets) {
			parties[id] = ""
		}
		for id := range strings.FieldsSeq(x.articles) {
			articles[id] = ""
		}
	}
	if err := s.fillIn(ctx, parties, "SELECT id, country FROM entity"); err != nil {
		return err
	}
	if err := s.fillIn(ctx, articles, "SELECT id, CASE publisher WHEN '' THEN domain ELSE publisher END FROM article"); err != nil {
		return err
	}
	counts := map[string]map[string]int{}
	for _, facet := range []string{"act", "source", "target", "country", "publisher", "month"} {
		counts[facet] = map[string]int{}
	}
	for _, x := range found {
		counts["act"][x.act]++
		counts["month"][x.month]++
		var countries, publishers []string
		for _, id := range x.sources {
			counts["source"][id]++
			countries = append(countries, parties[id])
		}
		for _, id := range x.targets {
			counts["target"][id]++
			countries = append(countries, parties[id])
		}
		for id := range strings.FieldsSeq(x.articles) {
			publishers = append(publishers, articles[id])
		}
		for _, c := range words(countries...) {
			counts["country"][c]++
		}
		for _, p := range words(publishers...) {
			counts["publisher"][p]++
		}
	}
	for facet, values := range counts {
		for v, n := range values {
			out.Add(facet, graph.Count{Value: v, Claims: n})
		}
	}
	return nil
}

// fillIn gives the IDs of a map the values that a query of two columns has for them.
func (s *Store) fillIn(ctx context.Context, values map[string]string, text string) error {
	return s.query(ctx, "facets", text+" WHERE id IN (SELECT value FROM json_each(?))", []any{list(sortedKeys(values))}, func(r *sql.Rows) error {
		var id, value string
		err := r.Scan(&id, &value)
		values[id] = value
		return err
	})
}

// Replies implements graph.Counter. The newest of each kind follow one another in an index
// that holds all that is read of links.
func (s *Store) Replies(ctx context.Context, f graph.LinkFilter) ([]*graph.Reply, error) {
	const op = "replies"
	if err := f.Valid(); err != nil {
		return nil, s.fail(ctx, op, err)
	}
	kinds := f.Kinds
	if len(kinds) == 0 {
		kinds = []graph.LinkKind{graph.Denies, graph.Confirms, graph.Repeats, graph.Contradicts}
	}
	var out []*graph.Reply
	for _, kind := range slices.Compact(slices.Sorted(slices.Values(kinds))) {
		f.Kinds = []graph.LinkKind{kind}
		replies, err := s.repliesOf(ctx, op, f)
		if err != nil {
			return nil, err
		}
		out = append(out, replies...)
	}
	slices.SortFunc(out, func(a, b *graph.Reply) int {
		return cmp.Or(cmp.Compare(b.Answered, a.Answered), cmp.Compare(b.FromID, a.FromID), cmp.Compare(b.ToID, a.ToID), cmp.Compare(b.Kind, a.Kind))
	})
	return slices.Clip(out[:min(len(out), graph.MaxReplies)]), nil
}

// repliesOf reads the newest replies of one kind.
func (s *Store) repliesOf(ctx context.Context, op string, f graph.LinkFilter) ([]*graph.Reply, error) {
	said := "t"
	q := selectAllLinks(f)
	if !slices.ContainsFunc(q.conds, func(c string) bool { return strings.HasPrefix(c, "l.from_id") || strings.HasPrefix(c, "l.to_id") }) {
		q.from = strings.Replace(q.from, "link l", "link l INDEXED BY link_kind", 1)
	}
	if !strings.Contains(q.from, " claim t ON ") {
		said, q.from = "said", q.from+" CROSS JOIN claim said ON said.id = l.to_id"
	}
	text := "SELECT " + asOne("l.kind, l.from_id, l.to_id, l.published, said.first_published, said.sources, said.targets") + " FROM " + q.from + q.where() +
		" ORDER BY l.published DESC, l.from_id DESC, l.to_id DESC"
	text = strings.ReplaceAll(text, "said.", said+".")
	var out []*graph.Reply
	err := s.query(ctx, op, text, q.args, func(r *sql.Rows) error {
		var row fields
		if err := r.Scan(&row); err != nil {
			return err
		}
		x := &graph.Reply{Kind: graph.LinkKind(row.text()), FromID: row.text(), ToID: row.text(), Answered: graph.Time(row.text()), Said: graph.Time(row.text())}
		if len(out) > 0 && x.FromID == out[len(out)-1].FromID && x.ToID == out[len(out)-1].ToID {
			return nil // several links of one kind between two claims are one
		}
		if len(out) == graph.MaxReplies {
			return errEnough
		}
		x.SourceIDs, x.TargetIDs = row.texts(), row.texts()
		out = append(out, x)
		return row.err
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	return out, nil
}

// errEnough ends a read before its end.
var errEnough = errors.New("enough was read")
