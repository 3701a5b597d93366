package sqlite_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay/graph"
	"hearsay/graph/graphtest"
	"hearsay/graph/sqlite"
)

func TestOpenRefuses(t *testing.T) {
	tests := []struct {
		name string
		make func(t *testing.T, path string)
		path string // below the folder of the test
		kind error
		says string
	}{
		{"no path", nil, "", graph.ErrInvalid, "no path"},
		{"missing folder", nil, "none/graph.db", graph.ErrUnavailable, "there is no folder"},
		{"a folder", func(t *testing.T, p string) { must(t, os.Mkdir(p, 0o755)) }, "graph.db", graph.ErrInvalid, "it is a folder"},
		{"not a database", func(t *testing.T, p string) {
			must(t, os.WriteFile(p, []byte(strings.Repeat("These are notes. ", 100)), 0o644))
		}, "notes.txt", graph.ErrInvalid, "not a database"},
		{"a short text file", func(t *testing.T, p string) { must(t, os.WriteFile(p, []byte("notes"), 0o644)) },
			"notes.txt", graph.ErrInvalid, "not a database"},
		{"another program's database", func(t *testing.T, p string) { execSQL(t, p, "CREATE TABLE t (x)") },
			"other.db", graph.ErrInvalid, "another program"},
		{"a newer schema", func(t *testing.T, p string) {
			s, err := sqlite.Open(t.Context(), p, sqlite.Options{})
			must(t, err)
			must(t, s.Close())
			execSQL(t, p, "PRAGMA user_version = 99")
		}, "new.db", graph.ErrUnsupported, "version 99"},
		{"a file that may not be written", func(t *testing.T, p string) {
			if os.Geteuid() == 0 {
				t.Skip("root may write everything")
			}
			must(t, os.WriteFile(p, nil, 0o444))
		}, "locked.db", graph.ErrUnavailable, "permission denied"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			path := ""
			if tc.path != "" {
				path = filepath.Join(t.TempDir(), tc.path)
			}
			if tc.make != nil {
				tc.make(t, path)
			}
			s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
			if err == nil {
				s.Close()
				t.Fatal("it was opened")
			}
			if !errors.Is(err, tc.kind) || !strings.Contains(err.Error(), tc.says) || !strings.Contains(err.Error(), path) {
				t.Errorf("got %q, want %v with %q and the path", err, tc.kind, tc.says)
			}
		})
	}
}

// TestRefusedFileIsLeftAlone opens what is not ours and compares its bytes.
func TestRefusedFileIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	execSQL(t, path, "CREATE TABLE t (x)")
	before, err := os.ReadFile(path)
	must(t, err)
	if _, err := sqlite.Open(t.Context(), path, sqlite.Options{}); err == nil {
		t.Fatal("it was opened")
	}
	after, err := os.ReadFile(path)
	must(t, err)
	if string(before) != string(after) {
		t.Error("the file of another program was changed")
	}
}

func TestOddPaths(t *testing.T) {
	for _, name := range []string{"with blank.db", "50%.db", "what?.db", "a#b.db", "ünï.db", "a&mode=memory.db", "'q\".db"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
			must(t, err)
			_, err = s.Put(t.Context(), graphtest.Samples(1, 1))
			must(t, err)
			must(t, s.Close())
			if st, err := os.Stat(path); err != nil || st.Size() == 0 {
				t.Errorf("no file of that name: %v", err)
			}
		})
	}
	t.Run("relative", func(t *testing.T) {
		t.Chdir(t.TempDir())
		s, err := sqlite.Open(t.Context(), "graph.db", sqlite.Options{})
		must(t, err)
		must(t, s.Close())
		if _, err := os.Stat("graph.db"); err != nil {
			t.Error(err)
		}
	})
}

func TestReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	noon := time.Date(2020, 9, 25, 12, 0, 0, 0, time.UTC)
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{Now: func() time.Time { return noon }})
	must(t, err)
	records := graphtest.Samples(5, 1)
	_, err = s.Put(t.Context(), records)
	must(t, err)
	want := dumpOf(t, s)
	must(t, s.Close())
	s, err = sqlite.Open(t.Context(), path, sqlite.Options{})
	must(t, err)
	defer s.Close()
	if got := dumpOf(t, s); got != want {
		t.Error("the graph is another after opening again")
	}
	id := records[0].Article.ID
	got, err := s.Articles(t.Context(), []string{id})
	must(t, err)
	if got[id].Recorded != "2020-09-25T12:00:00Z" {
		t.Errorf("recorded %q, want the time of the clock that was given", got[id].Recorded)
	}
	res, err := s.Put(t.Context(), records)
	must(t, err)
	if res.Unchanged != 5 {
		t.Errorf("put again: %+v, want 5 unchanged", res)
	}
}

func dumpOf(t *testing.T, s graph.Dumper) string {
	t.Helper()
	var b strings.Builder
	must(t, graph.WriteDump(t.Context(), s, &b))
	return b.String()
}

// execSQL runs a statement on a file without the store.
func execSQL(t *testing.T, path, text string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer db.Close()
	_, err = db.Exec(text)
	must(t, err)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
