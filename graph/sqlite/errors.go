package sqlite

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"

	"hearsay/graph"
)

// Primary result codes of SQLite (https://sqlite.org/rescode.html).
const (
	codePerm      = 3
	codeBusy      = 5
	codeLocked    = 6
	codeReadOnly  = 8
	codeInterrupt = 9
	codeIO        = 10
	codeCorrupt   = 11
	codeFull      = 13
	codeCantOpen  = 14
	codeNotADB    = 26
)

// fail translates an error of the driver into one of the kinds of package graph,
// with the operation and the path of the store.
func (s *Store) fail(ctx context.Context, op string, err error) error {
	wrap := func(kind error) error { return fmt.Errorf("sqlite: %s %s: %w: %w", op, s.path, kind, err) }
	if s.closed.Load() {
		return fmt.Errorf("sqlite: %s %s: %w: the store is closed", op, s.path, graph.ErrUnavailable)
	}
	for _, kind := range []error{graph.ErrInvalid, graph.ErrUnsupported, graph.ErrUnavailable, graph.ErrConflict, graph.ErrBusy} {
		if errors.Is(err, kind) {
			return fmt.Errorf("sqlite: %s %s: %w", op, s.path, err)
		}
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("sqlite: %s %s: %w", op, s.path, err)
	}
	switch e.Code() & 0xff {
	case codeInterrupt:
		if ctx.Err() != nil {
			return fmt.Errorf("sqlite: %s %s: %w", op, s.path, ctx.Err())
		}
	case codePerm, codeBusy, codeLocked, codeReadOnly, codeIO, codeFull, codeCantOpen:
		return wrap(graph.ErrUnavailable)
	case codeCorrupt, codeNotADB:
		return wrap(graph.ErrInvalid)
	}
	return fmt.Errorf("sqlite: %s %s: %w", op, s.path, err)
}
