package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strings"

	"hearsay/graph"
)

// writer is the one connection that writes, with its prepared statements. Its
// statements do not watch a context (the driver starts a goroutine for each that
// does); who writes asks for the end of the context between records.
type writer struct {
	turn     chan struct{} // held by who writes
	conn     *sql.Conn
	stmts    map[string]*sql.Stmt
	sketches map[int64]graph.Sketch // of claims, by row
	few      int                    // how many keys may wait in a small store
	waiting  int                    // rows of claim_key_new, below 0 where that is not known
	filed    int64                  // up to which key they were moved last
	// judged are the effects of the judgements up to the row judgedTo.
	judged   *graph.Effects
	judgedTo int64
}

func newWriter(ctx context.Context, db *sql.DB) (*writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &writer{turn: make(chan struct{}, 1), conn: conn, stmts: map[string]*sql.Stmt{}, sketches: map[int64]graph.Sketch{}, few: fewWaiting, waiting: -1, filed: math.MinInt64}, nil
}

// transact runs f in a transaction that takes the lock at once, so that it never
// fails for what another process wrote meanwhile.
func (w *writer) transact(ctx context.Context, f func() error) (err error) {
	select {
	case w.turn <- struct{}{}:
		defer func() { <-w.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if _, err := w.conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	defer func() {
		if err == nil {
			_, err = w.conn.ExecContext(context.Background(), "COMMIT")
		}
		if err != nil {
			clear(w.sketches) // the rows of new claims will be given again
			w.waiting = -1
			// SQLite ends some transactions itself; then there is nothing to roll back.
			_, _ = w.conn.ExecContext(context.Background(), "ROLLBACK")
		}
	}()
	if err := f(); err != nil {
		return err
	}
	return ctx.Err()
}

func (w *writer) close() error {
	w.turn <- struct{}{} // wait for who writes; nobody writes after that
	defer func() { <-w.turn }()
	for _, s := range w.stmts {
		s.Close()
	}
	return w.conn.Close()
}

func (w *writer) prepare(text string) (*sql.Stmt, error) {
	if s := w.stmts[text]; s != nil {
		return s, nil
	}
	s, err := w.conn.PrepareContext(context.Background(), text)
	if err != nil {
		return nil, fmt.Errorf("prepare %.60q: %w", text, err)
	}
	w.stmts[text] = s
	return s, nil
}

// exec runs a statement and returns the row ID of what it inserted and the number
// of rows it changed.
func (w *writer) exec(text string, args ...any) (id, changed int64, err error) {
	s, err := w.prepare(text)
	if err != nil {
		return 0, 0, err
	}
	res, err := s.ExecContext(context.Background(), args...)
	if err != nil {
		return 0, 0, fmt.Errorf("%.60q: %w", text, err)
	}
	id, _ = res.LastInsertId()
	changed, _ = res.RowsAffected()
	return id, changed, nil
}

// run runs a statement for its effect.
func (w *writer) run(text string, args ...any) error {
	_, _, err := w.exec(text, args...)
	return err
}

// insert writes many rows; text is the statement up to its VALUES, width how many
// values a row has. A statement of many rows costs a third of as many statements.
func (w *writer) insert(text string, width int, values []any) error {
	one := "(?" + strings.Repeat(", ?", width-1) + ")"
	for n := 64; n > 0; n /= 2 { // seven texts to prepare at most
		for ; len(values) >= n*width; values = values[n*width:] {
			if err := w.run(text+" VALUES "+one+strings.Repeat(", "+one, n-1), values[:n*width]...); err != nil {
				return err
			}
		}
	}
	return nil
}

// row reads at most one row.
func (w *writer) row(text string, args []any, dest ...any) (found bool, err error) {
	s, err := w.prepare(text)
	if err != nil {
		return false, err
	}
	err = s.QueryRowContext(context.Background(), args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// rows calls each for every row; each must not run the same statement.
func (w *writer) rows(text string, args []any, each func(scanner) error) error {
	s, err := w.prepare(text)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(context.Background(), args...)
	if err != nil {
		return fmt.Errorf("%.60q: %w", text, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// strings reads one column of text.
func (w *writer) strings(text string, args ...any) (out []string, err error) {
	err = w.rows(text, args, func(r scanner) error {
		var s string
		err := r.Scan(&s)
		out = append(out, s)
		return err
	})
	return out, err
}
