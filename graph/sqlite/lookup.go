package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"sync"

	"hearsay/graph"
)

// statements keeps the prepared statements of the readers by their text. The texts
// are put together from fixed parts, so that there are few; a text beyond the limit
// is prepared for one use.
type statements struct {
	db *sql.DB
	mu sync.RWMutex
	m  map[string]*sql.Stmt
}

const maxStatements = 500

func (s *statements) get(ctx context.Context, text string) (stmt *sql.Stmt, done func(), err error) {
	s.mu.RLock()
	stmt, full := s.m[text], len(s.m) >= maxStatements
	s.mu.RUnlock()
	if stmt != nil {
		return stmt, func() {}, nil
	}
	if stmt, err = s.db.PrepareContext(ctx, text); err != nil {
		return nil, nil, err
	}
	if full {
		return stmt, func() { stmt.Close() }, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if other := s.m[text]; other != nil {
		stmt.Close()
		return other, func() {}, nil
	}
	if s.m == nil {
		s.m = map[string]*sql.Stmt{}
	}
	s.m[text] = stmt
	return stmt, func() {}, nil
}

func (s *statements) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, x := range s.m {
		x.Close()
	}
	s.m = nil
}

// query runs a reading statement and calls each for every row.
func (s *Store) query(ctx context.Context, op, text string, args []any, each func(*sql.Rows) error) error {
	if err := ctx.Err(); err != nil {
		return s.fail(ctx, op, err)
	}
	stmt, done, err := s.stmts.get(ctx, text)
	if err != nil {
		return s.fail(ctx, op, err)
	}
	defer done()
	s.queries.Add(1)
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return s.fail(ctx, op, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return s.fail(ctx, op, err)
		}
	}
	if err := rows.Err(); err != nil {
		return s.fail(ctx, op, err)
	}
	return nil
}

// byID reads the rows of a table that have one of the IDs; given are arguments of the
// columns.
func byID[T any](ctx context.Context, s *Store, op, columns, table, id string, ids []string,
	scan func(scanner, ...any) (*T, error), key func(*T) string, given ...any) (map[string]*T, error) {
	out := make(map[string]*T, len(ids))
	text, arg := "SELECT "+columns+" FROM "+table+" WHERE "+id+" = ?", ""
	if len(ids) == 1 {
		arg = ids[0]
	} else {
		text, arg = strings.Replace(text, "= ?", "IN (SELECT value FROM json_each(?))", 1), list(ids)
	}
	err := s.query(ctx, op, text, append(slices.Clip(given), arg), func(r *sql.Rows) error {
		x, err := scan(r)
		if err == nil {
			out[key(x)] = x
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// traced is byID, and finds what judgements moved or hid, too.
func traced[T any](ctx context.Context, s *Store, op, columns, table, id string, ids []string,
	scan func(scanner, ...any) (*T, error), key func(*T) string, hidden graph.Hidden[T], given ...any) (map[string]*T, error) {
	fetch := func(ctx context.Context, ids []string) (map[string]*T, error) {
		return byID(ctx, s, op, columns, table, id, ids, scan, key, given...)
	}
	out, err := fetch(ctx, ids)
	if err != nil {
		return nil, err
	}
	if err := graph.Trace(ctx, ids, out, fetch, s.asides, hidden); err != nil {
		return nil, err
	}
	return out, nil
}

// Articles implements graph.Lookup.
func (s *Store) Articles(ctx context.Context, ids []string) (map[string]*graph.Article, error) {
	return traced(ctx, s, "articles", headColumns, "article a", "a.id", ids, scanHead, func(a *graph.Article) string { return a.ID },
		graph.HiddenHead)
}

// FullArticles implements graph.Lookup.
func (s *Store) FullArticles(ctx context.Context, ids []string) (map[string]*graph.Article, error) {
	return traced(ctx, s, "articles", articleColumns, "article a", "a.id", ids, scanArticle, func(a *graph.Article) string { return a.ID },
		graph.HiddenArticle)
}

// Entities implements graph.Lookup.
func (s *Store) Entities(ctx context.Context, ids []string) (map[string]*graph.Entity, error) {
	return traced(ctx, s, "entities", entityColumns, "entity e", "e.id", ids, scanEntity, func(e *graph.Entity) string { return e.ID },
		graph.HiddenEntity)
}

// Claims implements graph.Lookup.
func (s *Store) Claims(ctx context.Context, ids []string) (map[string]*graph.Claim, error) {
	c := claimsRead(ctx, len(ids) == 1)
	columns, given := c.columns()
	return traced(ctx, s, "claims", columns, "claim c", "c.id", ids, c.scan, func(c *graph.Claim) string { return c.ID },
		graph.HiddenClaim, given...)
}

// Attributions implements graph.Lookup.
func (s *Store) Attributions(ctx context.Context, ids []string) (map[string]*graph.Attribution, error) {
	return traced(ctx, s, "attributions", attributionColumns, "attribution x", "x.id", ids, scanAttribution,
		func(a *graph.Attribution) string { return a.ID }, graph.HiddenAttribution)
}

// Events implements graph.Lookup.
func (s *Store) Events(ctx context.Context, ids []string) (map[string]*graph.Event, error) {
	return byID(ctx, s, "events", eventColumns, "event v", "v.id", ids, scanEvent, func(e *graph.Event) string { return e.ID })
}

// Known implements graph.Writer.
func (s *Store) Known(ctx context.Context, articleIDs []string) (map[string]string, error) {
	out := map[string]string{}
	err := s.query(ctx, "known", `WITH i (id) AS MATERIALIZED (SELECT value FROM json_each(?))
		SELECT a.id, a.extraction FROM i CROSS JOIN article a ON a.id = i.id
		UNION SELECT o.article, o.extraction FROM i CROSS JOIN original o ON o.article = i.id`,
		[]any{list(articleIDs)}, func(r *sql.Rows) error {
			var id, extraction string
			err := r.Scan(&id, &extraction)
			out[id] = extraction
			return err
		})
	if err != nil {
		return nil, err
	}
	return out, nil
}
