// Package sqlite keeps the graph in one SQLite file beside the user:
//
//	s, err := sqlite.Open(ctx, "news.db", sqlite.Options{})
//
// One connection writes, several read; readers see the state of the last commit
// and never wait for the writer. Other processes may use the file at the same time.
//
// The invariant a reader must know: every Put is one transaction that is on the
// disk when Put returns, and rows that are derived from several articles (entities,
// events, claims, links) are brought up to date within it.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"hearsay/graph"
)

// Options are the settings of a store; the zero value is right for most.
type Options struct {
	// Now gives the time of recording; nil means time.Now.
	Now func() time.Time
	// BusyTimeout is how long to wait for another process that writes; 0 means 10 s.
	BusyTimeout time.Duration
	// Readers is how many connections may read at once; 0 means four, or one for
	// each processor if there are more.
	Readers int
}

// Store is a graph.Store in one SQLite file.
type Store struct {
	path   string
	now    func() time.Time
	write  *sql.DB // one connection, that of writer
	writer *writer
	read   *sql.DB
	stmts  statements
	closed atomic.Bool
	none   atomic.Pointer[time.Time] // when there were no judgements
	judged atomic.Pointer[effects]   // of the judgements, as last read
	// queries counts the statements that read, for tests.
	queries atomic.Int64
}

var _ graph.Store = (*Store)(nil)

// Open opens the store at path and makes it if it is not there; its folder must be.
// It returns ErrInvalid where the file is no graph of hearsay, ErrUnsupported where
// a newer version made it, ErrUnavailable where it cannot be opened or written.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.BusyTimeout == 0 {
		o.BusyTimeout = 10 * time.Second
	}
	if o.Readers == 0 {
		o.Readers = max(4, runtime.NumCPU())
	}
	if err := checkPath(path); err != nil {
		return nil, err
	}
	s := &Store{path: path, now: o.Now}
	err := checkOwner(ctx, dsn(path, o, plain))
	if err != nil {
		return nil, s.fail(ctx, "open", err)
	}
	if s.write, err = sql.Open("sqlite", dsn(path, o, writing)); err != nil {
		return nil, s.fail(ctx, "open", err)
	}
	s.write.SetMaxOpenConns(1)
	if err := migrate(ctx, s.write); err != nil {
		s.write.Close()
		return nil, s.fail(ctx, "open", err)
	}
	if s.writer, err = newWriter(ctx, s.write); err != nil {
		s.write.Close()
		return nil, s.fail(ctx, "open", err)
	}
	if s.read, err = sql.Open("sqlite", dsn(path, o, reading)); err != nil {
		s.write.Close()
		return nil, s.fail(ctx, "open", err)
	}
	s.read.SetMaxOpenConns(o.Readers)
	s.read.SetMaxIdleConns(o.Readers)
	s.stmts.db = s.read
	return s, nil
}

// checkPath tells in plain words what SQLite would only call "unable to open".
func checkPath(path string) error {
	if path == "" {
		return fmt.Errorf("sqlite: open: %w: no path given", graph.ErrInvalid)
	}
	folder := filepath.Dir(path)
	if st, err := os.Stat(folder); err != nil || !st.IsDir() {
		return fmt.Errorf("sqlite: open %s: %w: there is no folder %s", path, graph.ErrUnavailable, folder)
	}
	st, err := os.Stat(path)
	if err == nil && st.IsDir() {
		return fmt.Errorf("sqlite: open %s: %w: it is a folder", path, graph.ErrInvalid)
	}
	if err == nil {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return fmt.Errorf("sqlite: open %s: %w: %w", path, graph.ErrUnavailable, err)
		}
		return f.Close()
	}
	// Made here and not by SQLite, so that nobody else may read it whatever the umask.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("sqlite: open %s: %w: %w", path, graph.ErrUnavailable, err)
	}
	return f.Close()
}

// use is what a connection is for.
type use int

const (
	plain   use = iota // to look at a file without changing a byte of it
	writing            // the writer's
	reading            // a reader's
)

// dsn names the file with its settings, which must hold on every connection.
func dsn(path string, o Options, u use) string {
	q := url.Values{}
	q.Add("_pragma", fmt.Sprintf("busy_timeout(%d)", o.BusyTimeout.Milliseconds()))
	switch u {
	case writing:
		q.Add("_pragma", "temp_store(MEMORY)")  // what a statement may have to undo
		q.Add("_pragma", "cache_size(-131072)") // what is written twice is written to the log twice
		q.Add("_pragma", "journal_mode(WAL)")
		q.Add("_pragma", "journal_size_limit(67108864)") // a great load leaves no great file behind
		q.Add("_pragma", "synchronous(FULL)")            // NORMAL lost reported articles in simulated power cuts
		q.Add("_pragma", "foreign_keys(1)")
		q.Add("_txlock", "immediate") // a lock taken later can fail at once
	case reading:
		q.Add("_pragma", "temp_store(FILE)") // sorting a whole dump must not fill the memory
		q.Add("_pragma", "cache_size(-16384)")
		q.Add("_pragma", "query_only(1)")
	}
	file := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}
	return file.String()
}

// checkOwner refuses a file that another program, or a newer version, made.
func checkOwner(ctx context.Context, dsn string) error {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = schemaVersion(ctx, db)
	return err
}

// Close closes the store; closing it again does nothing.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.stmts.close()
	if err := errors.Join(s.writer.close(), s.read.Close(), s.write.Close()); err != nil {
		return fmt.Errorf("sqlite: close %s: %w", s.path, err)
	}
	return nil
}

// Ping returns nil when the store answers.
func (s *Store) Ping(ctx context.Context) error {
	var n int
	err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM article LIMIT 1)").Scan(&n)
	if err != nil {
		return s.fail(ctx, "ping", err)
	}
	return nil
}
