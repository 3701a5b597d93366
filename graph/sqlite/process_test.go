package sqlite_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/graph"
	"hearsay/graph/graphtest"
	"hearsay/graph/sqlite"
)

// TestMain lets the test program act as another process that loads records into a
// store: HEARSAY_TEST_LOAD="path from to".
func TestMain(m *testing.M) {
	if job := os.Getenv("HEARSAY_TEST_LOAD"); job != "" {
		if err := load(job); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// load puts samples one by one and reports each that is stored.
func load(job string) error {
	f := strings.Split(job, "\t")
	from, err1 := strconv.Atoi(f[1])
	to, err2 := strconv.Atoi(f[2])
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	ctx := context.Background()
	s, err := sqlite.Open(ctx, f[0], sqlite.Options{})
	if err != nil {
		return err
	}
	for _, r := range graphtest.Samples(to, 1)[from:] {
		if _, err := s.Put(ctx, []*graph.Record{r}); err != nil {
			return err
		}
		fmt.Println(r.Article.ID)
	}
	return s.Close()
}

// loader starts another process that loads the samples [from, to).
func loader(t *testing.T, path string, from, to int) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("HEARSAY_TEST_LOAD=%s\t%d\t%d", path, from, to))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	return cmd, bufio.NewScanner(out)
}

// TestTwoProcesses lets two programs load overlapping halves into one new file.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	one, lines1 := loader(t, path, 0, 14)
	two, lines2 := loader(t, path, 6, 20)
	for lines1.Scan() {
	}
	for lines2.Scan() {
	}
	must(t, one.Wait())
	must(t, two.Wait())
	sameAsOneLoad(t, path, 20)
}

// TestKilled kills a loading program after each number of acknowledged records:
// what was acknowledged is there, and loading again gives the whole graph.
func TestKilled(t *testing.T) {
	const n = 12
	kills := 6
	if testing.Short() {
		kills = 2
	}
	for k := range kills {
		path := filepath.Join(t.TempDir(), fmt.Sprintf("graph%d.db", k))
		cmd, lines := loader(t, path, 0, n)
		var acknowledged []string
		for len(acknowledged) < 1+k*2 && lines.Scan() {
			acknowledged = append(acknowledged, lines.Text())
		}
		must(t, cmd.Process.Kill())
		for lines.Scan() { // what it could still say
			acknowledged = append(acknowledged, lines.Text())
		}
		_ = cmd.Wait() // killed
		s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
		must(t, err)
		known, err := s.Known(t.Context(), acknowledged)
		must(t, err)
		if len(known) != len(acknowledged) {
			t.Errorf("%d of %d acknowledged articles are there", len(known), len(acknowledged))
		}
		_, err = s.Put(t.Context(), graphtest.Samples(n, 1))
		must(t, err)
		must(t, s.Close())
		sameAsOneLoad(t, path, n)
	}
}

// sameAsOneLoad compares a file with a store into which the samples were put at once.
func sameAsOneLoad(t *testing.T, path string, n int) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	must(t, err)
	defer s.Close()
	want := open(t)
	_, err = want.Put(t.Context(), graphtest.Samples(n, 1))
	must(t, err)
	if dumpOf(t, s) != dumpOf(t, want) {
		t.Error("the graph is not that of one load")
	}
}

// TestBusy holds the lock in another connection: Put waits no longer than it is told.
func TestBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{BusyTimeout: 20 * time.Millisecond})
	must(t, err)
	defer s.Close()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	_, err = db.Exec("BEGIN IMMEDIATE")
	must(t, err)
	records := graphtest.Samples(1, 1)
	if _, err := s.Put(t.Context(), records); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("Put beside a writer: %v, want ErrUnavailable", err)
	}
	if n, err := s.Count(t.Context(), graph.ArticleFilter{}); err != nil || n != 0 {
		t.Errorf("Count beside a writer: %d, %v, want 0 and no error", n, err)
	}
	_, err = db.Exec("ROLLBACK")
	must(t, err)
	if res, err := s.Put(t.Context(), records); err != nil || res.Stored != 1 {
		t.Errorf("Put after the writer: %+v, %v", res, err)
	}
}
