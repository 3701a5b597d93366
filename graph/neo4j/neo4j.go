// Package neo4j keeps the graph on a Neo4j 5 server, one machine or a cluster.
//
//	s, err := neo4j.Open(ctx, "neo4j://db.example", neo4j.Options{User: "neo4j", Password: pw})
//
// What a Cypher user sees:
//
//	(:Article)-[:PUBLISHED_BY]->(:Publisher)
//	(:Article)-[:EXTRACTED_BY]->(:Extraction)
//	(:Article)-[:HAS]->(:Attribution)-[:REPORTS]->(:Claim)
//	(:Attribution)-[:NESTED_IN]->(:Attribution), (:Attribution)-[:ADDRESSED_TO]->(:Entity)
//	(:Person|Country|Organization|Group:Entity)-[:MADE]->(:Claim)-[:TARGETS]->(:Entity)
//	(:Claim)-[:ABOUT]->(:Event)
//	(:Claim)-[:DENIES|CONFIRMS|REPEATS|CONTRADICTS {article, confidence, rule}]->(:Claim)
//	(:Article)-[:CONTAINS]->(:Mention)-[:REFERS_TO]->(:Entity|Event)
//	(:Article)-[:CONTAINS]->(:Role)-[:OF]->(:Entity), (:Entity)-[:HOLDS {role}]->(:Entity)
//	(:Article)-[:NAMES]->(:Entity|Event)
//
// so that who accused whom of what reads
//
//	MATCH (who:Entity)-[:MADE]->(c:Claim {act: 'ACCUSE'})-[:TARGETS]->(whom:Entity)
//	RETURN who.name, whom.name, c.proposition
//
// Judgements of people are (:Judgement)-[:JUDGES]->(:Subject {id}). An article that shows
// something else because of one has its record, as it was put, in an :Original, and what
// became of each ID of it in an :Aside.
//
// NAMES is what one article says of an entity or event; the values that the nodes
// show are worked out from all of them. The invariant a reader must know: writers
// take turns by a lock on the one :HearsayMeta node, so a Put sees all that was
// put before it.
package neo4j

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"hearsay/graph"
)

// Options are the settings of a store. The zero value of each but the password is
// a good default.
type Options struct {
	User     string // default: the user of the URI, else "neo4j"
	Password string // default: the password of the URI
	Database string // default: the path of the URI, else the server's default database
	// CAFile holds PEM certificates to trust besides the system's; for the schemes
	// with +s.
	CAFile string
	// ReadTimeout limits each read (default 30 s: a server that has just started is slow) and WriteTimeout the first attempt
	// of each write (default 30 s; each further attempt has twice as long).
	ReadTimeout, WriteTimeout time.Duration
	// RetryTime is how long a write is tried again when the server cannot be
	// reached or asks for it (default 120 s).
	RetryTime time.Duration
	// MaxConnections is the size of the pool (default 20).
	MaxConnections int
	Log            *slog.Logger     // default: discard
	Now            func() time.Time // the clock for Article.Recorded (default time.Now)
}

// Store is a graph.Store on a Neo4j server.
type Store struct {
	driver    driver.DriverWithContext
	bookmarks driver.BookmarkManager
	opt       Options
	closed    atomic.Bool
	watch     watcher // nil but in tests
	// writing holds one token: the writers of this process take turns here, so that
	// the wait for the lock on the server does not use up their time limit.
	writing chan struct{}
	judged  atomic.Pointer[effects]   // what is remembered of the judgements
	none    atomic.Pointer[time.Time] // when there were no judgements
}

// watcher is shown every query with what the server says of it.
type watcher func(cypher string, params map[string]any, sum driver.ResultSummary)

var _ graph.Store = (*Store)(nil)

// Open connects to the server at uri (neo4j://, neo4j+s://, bolt://, bolt+s:// or
// the +ssc forms), and creates or checks constraints and indexes. It returns
// ErrInvalid for a uri or option that cannot be meant, ErrUnavailable where the
// server does not answer or refuses the password, ErrUnsupported where a newer
// hearsay wrote the graph. No error holds the password.
func Open(ctx context.Context, uri string, opt Options) (*Store, error) {
	return open(ctx, uri, opt, nil)
}

func open(ctx context.Context, uri string, opt Options, watch watcher) (*Store, error) {
	target, err := opt.complete(uri)
	if err != nil {
		return nil, fmt.Errorf("neo4j: open: %w", err)
	}
	tls, err := opt.tls(target)
	if err != nil {
		return nil, fmt.Errorf("neo4j: open %s: %w", target, err)
	}
	d, err := driver.NewDriverWithContext(target, driver.BasicAuth(opt.User, opt.Password, ""), func(c *config.Config) {
		c.TlsConfig = tls
		c.UserAgent = "hearsay"
		c.MaxTransactionRetryTime = opt.RetryTime
		c.MaxConnectionPoolSize = opt.MaxConnections
		c.ConnectionAcquisitionTimeout = 5 * time.Second
		c.SocketConnectTimeout = 5 * time.Second
		c.ConnectionLivenessCheckTimeout = 30 * time.Second
		c.TelemetryDisabled = true
		c.NotificationsMinSeverity = notifications.DisabledLevel
		if watch != nil {
			c.NotificationsMinSeverity = notifications.WarningLevel
		}
	})
	if err != nil {
		return nil, fmt.Errorf("neo4j: open %s: %w: %v", target, graph.ErrInvalid, err)
	}
	s := &Store{
		driver: d, opt: opt, watch: watch, writing: make(chan struct{}, 1),
		bookmarks: driver.NewBookmarkManager(driver.BookmarkManagerConfig{}),
	}
	if err := s.start(ctx); err != nil {
		_ = d.Close(context.WithoutCancel(ctx))
		return nil, fmt.Errorf("neo4j: open %s: %w", target, err)
	}
	return s, nil
}

func (s *Store) start(ctx context.Context) error {
	if err := s.verify(ctx); err != nil {
		return err
	}
	return s.migrate(ctx)
}

func (s *Store) verify(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.opt.ReadTimeout)
	defer cancel()
	return translate(ctx, s.driver.VerifyConnectivity(ctx))
}

// Close ends all connections. Closing again is harmless.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), s.opt.ReadTimeout)
	defer cancel()
	if err := s.driver.Close(ctx); err != nil {
		return fmt.Errorf("neo4j: close: %w", translate(ctx, err))
	}
	return nil
}

// Ping asks the server for an answer.
func (s *Store) Ping(ctx context.Context) error {
	_, err := s.read(ctx, "RETURN 1", nil)
	if err != nil && ctx.Err() == nil && !errors.Is(err, graph.ErrUnavailable) {
		err = fmt.Errorf("%w: %v", graph.ErrUnavailable, err)
	}
	return wrap(err, "ping")
}

var errClosed = fmt.Errorf("%w: the store is closed", graph.ErrUnavailable)

// read runs one query on a server that answers reads and returns all its rows. It is
// sent as a transaction of its own, which takes one exchange of messages where a managed
// one takes two; what the driver would try again is then run by it.
func (s *Store) read(ctx context.Context, cypher string, params map[string]any) ([]*driver.Record, error) {
	if s.closed.Load() {
		return nil, errClosed
	}
	ctx, cancel := context.WithTimeoutCause(ctx, s.opt.ReadTimeout, errDeadline)
	defer cancel()
	records, sum, err := s.readOnce(ctx, cypher, params)
	if err != nil && driver.IsRetryable(err) && ctx.Err() == nil {
		records, sum, err = s.readAgain(ctx, cypher, params)
	}
	if err != nil {
		return nil, translate(ctx, err)
	}
	s.show(cypher, params, sum)
	return records, nil
}

func (s *Store) readOnce(ctx context.Context, cypher string, params map[string]any) ([]*driver.Record, driver.ResultSummary, error) {
	session := s.driver.NewSession(ctx, driver.SessionConfig{
		AccessMode: driver.AccessModeRead, DatabaseName: s.opt.Database, BookmarkManager: s.bookmarks, FetchSize: driver.FetchAll,
	})
	defer func() { _ = session.Close(context.WithoutCancel(ctx)) }() // the rows are there, or the error is
	result, err := session.Run(ctx, cypher, params, driver.WithTxTimeout(s.opt.ReadTimeout))
	if err != nil {
		return nil, nil, err
	}
	records, err := result.Collect(ctx)
	if err != nil {
		return nil, nil, err
	}
	sum, err := result.Consume(ctx)
	return records, sum, err
}

func (s *Store) readAgain(ctx context.Context, cypher string, params map[string]any) ([]*driver.Record, driver.ResultSummary, error) {
	res, err := driver.ExecuteQuery(ctx, s.driver, cypher, params, driver.EagerResultTransformer,
		driver.ExecuteQueryWithReadersRouting(), driver.ExecuteQueryWithDatabase(s.opt.Database),
		driver.ExecuteQueryWithBookmarkManager(s.bookmarks),
		driver.ExecuteQueryWithTransactionConfig(driver.WithTxTimeout(s.opt.ReadTimeout)))
	if err != nil {
		return nil, nil, err
	}
	return res.Records, res.Summary, nil
}

func (s *Store) show(cypher string, params map[string]any, sum driver.ResultSummary) {
	if s.watch != nil {
		s.watch(cypher, params, sum)
	}
}

// write runs work in a transaction until it is committed, for RetryTime at most.
// The driver itself tries again what the server asks it to; a connection that is
// lost, even during COMMIT, and an attempt that takes too long are tried again
// here. That is harmless, since all that work writes has its ID made from content.
func (s *Store) write(ctx context.Context, work func(context.Context, driver.ManagedTransaction) error) error {
	if s.closed.Load() {
		return errClosed
	}
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return s.transact(ctx, work)
}

// transact is write for what need not wait until the other writers of this process
// are done.
func (s *Store) transact(ctx context.Context, work func(context.Context, driver.ManagedTransaction) error) error {
	if s.closed.Load() {
		return errClosed
	}
	begin, limit, pause := time.Now(), s.opt.WriteTimeout, 200*time.Millisecond
	for {
		err := s.attempt(ctx, limit, work)
		if err == nil || ctx.Err() != nil || !errors.Is(err, graph.ErrUnavailable) || s.closed.Load() ||
			errors.Is(err, errLogin) || errors.Is(err, errDatabase) || time.Since(begin)+pause > s.opt.RetryTime {
			return err
		}
		s.opt.Log.Warn("neo4j: write again", "after", pause, "error", err)
		if errors.Is(err, errDeadline) {
			limit *= 2
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
		pause = min(2*pause, 5*time.Second)
	}
}

func (s *Store) attempt(ctx context.Context, limit time.Duration, work func(context.Context, driver.ManagedTransaction) error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errDeadline)
	defer cancel()
	session := s.driver.NewSession(ctx, driver.SessionConfig{
		AccessMode: driver.AccessModeWrite, DatabaseName: s.opt.Database, BookmarkManager: s.bookmarks,
	})
	_, err := session.ExecuteWrite(ctx, func(tx driver.ManagedTransaction) (any, error) {
		return nil, work(ctx, tx)
	}, driver.WithTxTimeout(limit))
	if closed := session.Close(context.WithoutCancel(ctx)); err == nil {
		err = closed
	}
	return translate(ctx, err)
}
