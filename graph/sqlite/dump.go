package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"hearsay/graph"
)

// Dump implements graph.Dumper: it reads the state of one commit, however many
// loads go on meanwhile.
func (s *Store) Dump(ctx context.Context, yield func(graph.DumpRow) error) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return s.fail(ctx, "dump", err)
	}
	defer tx.Rollback()
	steps := []func() error{
		func() error {
			return dumpTable(ctx, s, tx, "article", articleColumns, "article a ORDER BY a.id", scanDumped, yield)
		},
		func() error {
			return dumpTable(ctx, s, tx, "entity", entityColumns, "entity e ORDER BY e.id", scanEntity, yield)
		},
		func() error {
			return dumpTable(ctx, s, tx, "event", eventColumns, "event v ORDER BY v.id", scanEvent, yield)
		},
		func() error {
			return dumpTable(ctx, s, tx, "claim", claimColumns, "claim c ORDER BY c.id", scanClaim, yield)
		},
		func() error {
			return dumpTable(ctx, s, tx, "attribution", attributionColumns, "attribution x ORDER BY x.id", scanAttribution, yield)
		},
		func() error {
			return dumpTable(ctx, s, tx, "mention", mentionColumns, "mention m ORDER BY m.id", scanMention, yield)
		},
		func() error {
			return dumpTable(ctx, s, tx, "role", roleColumns, "role r ORDER BY r.id", scanRole, yield)
		},
		func() error {
			return dumpTable(ctx, s, tx, "link", linkColumns, "link l ORDER BY l.id", scanLink, yield)
		},
		func() error {
			return dumpTable(ctx, s, tx, "judgement", judgementColumns, "judgement j ORDER BY j.id", scanJudgement, yield)
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// scanDumped leaves out when the article was recorded.
func scanDumped(r scanner, extra ...any) (*graph.Article, error) {
	a, err := scanArticle(r, extra...)
	a.Recorded = ""
	return a, err
}

func dumpTable[T any](ctx context.Context, s *Store, tx *sql.Tx, kind, columns, from string,
	scan func(scanner, ...any) (*T, error), yield func(graph.DumpRow) error) error {
	rows, err := tx.QueryContext(ctx, "SELECT "+columns+" FROM "+from)
	if err != nil {
		return s.fail(ctx, "dump", err)
	}
	defer rows.Close()
	for rows.Next() {
		x, err := scan(rows)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return s.fail(ctx, "dump", err)
		}
		if err := yield(graph.DumpRow{Kind: kind, Value: x}); err != nil {
			return fmt.Errorf("sqlite: dump %s: %s: %w", s.path, kind, err)
		}
	}
	if err := rows.Err(); err != nil {
		return s.fail(ctx, "dump", err)
	}
	return nil
}
