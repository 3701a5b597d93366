// Package neo4jtest gives tests an empty graph on a real Neo4j server:
//
//	s := neo4jtest.Open(t)
//
// The server is named by HEARSAY_TEST_NEO4J (scripts/neo4j.sh starts one). Where it
// is not set the test is skipped; where it is set and does not answer, it fails.
//
// A Community server has one database, so tests take turns: whoever holds a lock on
// the :HearsayTest node has the database to itself, across processes too, and the
// server frees the lock when a process dies. Everything in the database is deleted
// when a test begins. A database that holds something and was never used for tests
// is refused.
package neo4jtest

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"hearsay/graph/neo4j"
)

// Variable names the server to test on: scheme://user:password@host:port.
const Variable = "HEARSAY_TEST_NEO4J"

// URL returns the address of the server, or skips the test.
func URL(tb testing.TB) string {
	tb.Helper()
	u := os.Getenv(Variable)
	if u == "" {
		tb.Skipf("%s is not set: tests on a Neo4j server are skipped (scripts/neo4j.sh run go test ./...)", Variable)
	}
	return u
}

// Open returns an empty store, which is closed when the test ends. Until then other
// tests that want one wait, so a test must not ask for two.
func Open(tb testing.TB) *neo4j.Store {
	tb.Helper()
	u := URL(tb)
	Reset(tb)
	s, err := neo4j.Open(tb.Context(), u, neo4j.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	return s
}

// Reset waits for its turn and empties the database; the turn ends with the test. In
// a test that has its turn already it empties the database once more.
func Reset(tb testing.TB) {
	tb.Helper()
	d := connect(tb, URL(tb))
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Minute)
	defer cancel()
	if err := turn.take(ctx, d); err != nil {
		tb.Fatalf("neo4jtest: %v", err)
	}
	tb.Cleanup(turn.end)
	if err := wipe(ctx, d); err != nil {
		tb.Fatalf("neo4jtest: empty the database: %v", err)
	}
}

// turns counts how many tests of this process hold the lock: a test and its subtests.
type turns struct {
	mu      sync.Mutex
	holders int
	release func()
}

var turn turns

func (t *turns) take(ctx context.Context, d driver.DriverWithContext) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.holders == 0 {
		release, err := claim(ctx, d)
		if err != nil {
			return err
		}
		t.release = release
	}
	t.holders++
	return nil
}

func (t *turns) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.holders--; t.holders == 0 {
		t.release()
	}
}

var (
	mu      sync.Mutex
	drivers = map[string]driver.DriverWithContext{}
)

// connect returns one driver for each server; it lives as long as the process.
func connect(tb testing.TB, address string) driver.DriverWithContext {
	tb.Helper()
	mu.Lock()
	defer mu.Unlock()
	if d := drivers[address]; d != nil {
		return d
	}
	bare, user, password, err := neo4j.SplitURL(address)
	if err != nil {
		tb.Fatalf("neo4jtest: %s: %v", Variable, err)
	}
	d, err := driver.NewDriverWithContext(bare, driver.BasicAuth(user, password, ""), func(c *config.Config) {
		c.TelemetryDisabled = true
		c.MaxTransactionRetryTime = 5 * time.Second
	})
	if err != nil {
		tb.Fatalf("neo4jtest: %s: %v", Variable, err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := d.VerifyConnectivity(ctx); err != nil {
		tb.Fatalf("neo4jtest: the server of %s does not answer: %v", Variable, err)
	}
	drivers[address] = d
	return d
}

// claim takes the lock in a transaction that stays open until release.
func claim(ctx context.Context, d driver.DriverWithContext) (release func(), err error) {
	session := d.NewSession(ctx, driver.SessionConfig{})
	if err := mark(ctx, session); err != nil {
		_ = session.Close(ctx)
		return nil, err
	}
	// Not ctx: the transaction lives longer than this call.
	tx, err := session.BeginTransaction(context.Background())
	if err != nil {
		_ = session.Close(ctx)
		return nil, err
	}
	release = func() {
		_ = tx.Rollback(context.Background())
		_ = session.Close(context.Background())
	}
	res, err := tx.Run(ctx, "MATCH (t:HearsayTest) SET t.busy = true", nil)
	if err == nil {
		_, err = res.Consume(ctx)
	}
	if err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// mark makes the node of the lock, where the database is empty.
func mark(ctx context.Context, session driver.SessionWithContext) error {
	_, err := session.ExecuteWrite(ctx, func(tx driver.ManagedTransaction) (any, error) {
		res, err := tx.Run(ctx, `CREATE CONSTRAINT hearsay_test_id IF NOT EXISTS FOR (t:HearsayTest) REQUIRE t.id IS UNIQUE`, nil)
		if err != nil {
			return nil, err
		}
		return res.Consume(ctx)
	})
	if err != nil {
		return err
	}
	made, err := session.ExecuteWrite(ctx, func(tx driver.ManagedTransaction) (any, error) {
		res, err := tx.Run(ctx, `OPTIONAL MATCH (t:HearsayTest)
			WITH t WHERE t IS NOT NULL OR NOT EXISTS { MATCH () }
			MERGE (x:HearsayTest {id: 'lock'}) RETURN count(x)`, nil)
		if err != nil {
			return nil, err
		}
		rec, err := res.Single(ctx)
		if err != nil {
			return nil, err
		}
		return rec.Values[0], nil
	})
	if err == nil && made == int64(0) {
		err = fmt.Errorf("the database of %s holds data that is not of tests, and will not be emptied", Variable)
	}
	return err
}

func wipe(ctx context.Context, d driver.DriverWithContext) error {
	session := d.NewSession(ctx, driver.SessionConfig{})
	defer session.Close(ctx)
	res, err := session.Run(ctx, `MATCH (n) WHERE NOT n:HearsayTest
		CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS`, nil)
	if err != nil {
		return err
	}
	_, err = res.Consume(ctx)
	return err
}
