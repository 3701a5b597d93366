package app

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/graph/neo4j/neo4jtest"
)

const (
	articles = "../../testdata/articles"
	queries  = "../../testdata/queries"
)

// hearsay runs the program in this process and returns what it printed.
func hearsay(t *testing.T, want int, args ...string) (out, messages string) {
	t.Helper()
	var o, m bytes.Buffer
	code := Run(context.Background(), args, Streams{In: strings.NewReader(""), Out: &o, Err: &m, Width: 80})
	if code != want {
		t.Fatalf("hearsay %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), code, want, o.String(), m.String())
	}
	return o.String(), m.String()
}

// eachStore runs a test on an empty SQLite file and on an empty Neo4j server. open
// gives the address of a store that is empty again each time.
func eachStore(t *testing.T, f func(t *testing.T, empty func(*testing.T) string)) {
	t.Run("SQLite", func(t *testing.T) {
		n := 0
		f(t, func(t *testing.T) string {
			n++
			return filepath.Join(t.TempDir(), fmt.Sprintf("%d.db", n))
		})
	})
	t.Run("Neo4j", func(t *testing.T) {
		neo4jtest.Reset(t)
		f(t, func(t *testing.T) string {
			neo4jtest.Reset(t)
			return neo4jtest.URL(t)
		})
	})
}

// sampleFiles returns the sample articles in reverse order of their names.
func sampleFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(articles + "/*")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d sample articles, %v", len(files), err)
	}
	for i, j := 0, len(files)-1; i < j; i, j = i+1, j-1 {
		files[i], files[j] = files[j], files[i]
	}
	return files
}

// The same articles, in any order, by any number of workers, once or twice, give
// the same graph.
func TestLoadDoesNotDependOnOrder(t *testing.T) {
	eachStore(t, func(t *testing.T, empty func(*testing.T) string) {
		store := empty(t)
		hearsay(t, 0, "load", "--store", store, "--workers", "1", articles)
		want, _ := hearsay(t, 0, "dump", "--store", store)
		if n := strings.Count(want, "\n"); n < 200 {
			t.Fatalf("the dump has only %d lines", n)
		}
		hearsay(t, 0, "load", "--store", store, "--workers", "4", articles)
		if got, _ := hearsay(t, 0, "dump", "--store", store); got != want {
			t.Error("loading again changed the graph")
		}
		store = empty(t)
		for _, f := range sampleFiles(t) {
			hearsay(t, 0, "load", "--store", store, "--workers", "4", "--batch", "1", f)
		}
		if got, _ := hearsay(t, 0, "dump", "--store", store); got != want {
			t.Errorf("one by one in another order, by four workers: another graph\n%s", firstDifference(got, want))
		}
	})
}

// Both stores give the same dump and the same answers, byte for byte.
func TestStoresAnswerAlike(t *testing.T) {
	files, err := filepath.Glob(queries + "/*.graphql")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d query files, %v", len(files), err)
	}
	asked, err := filepath.Glob(questions + "/*.graphql")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, asked...)
	var stores []string
	answers := map[string][]string{}
	eachStore(t, func(t *testing.T, empty func(*testing.T) string) {
		store := empty(t)
		stores = append(stores, t.Name())
		hearsay(t, 0, "load", "--store", store, articles)
		dump, _ := hearsay(t, 0, "dump", "--store", store)
		answers["dump"] = append(answers["dump"], dump)
		for _, f := range files {
			answer, _ := hearsay(t, 0, "query", "--store", store, f)
			answers[f] = append(answers[f], answer)
		}
	})
	for name, a := range answers {
		for i := 1; i < len(a); i++ {
			if a[i] != a[0] {
				t.Errorf("%s: %s and %s differ\n%s", name, stores[i], stores[0], firstDifference(a[i], a[0]))
			}
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

func TestNeo4jThatDoesNotAnswer(t *testing.T) {
	_, messages := hearsay(t, 4, "load", "--store", "bolt://127.0.0.1:1", "--neo4j-password", "sesame", articles)
	if !strings.Contains(messages, "127.0.0.1:1") || strings.Contains(messages, "sesame") {
		t.Errorf("the message must name the server and not the password: %s", messages)
	}
	_, host, _ := strings.Cut(neo4jtest.URL(t), "@")
	_, messages = hearsay(t, 4, "load", "--store", "bolt://nobody:nothing@"+host, articles)
	if !strings.Contains(messages, "password") || strings.Contains(messages, "nothing@") {
		t.Errorf("the message must tell of the password and not show it: %s", messages)
	}
}

func TestGraphFileIsPrivate(t *testing.T) {
	store := filepath.Join(t.TempDir(), "x.db")
	hearsay(t, 0, "load", "-q", "--store", store, articles+"/council-vote.txt")
	info, err := os.Stat(store)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the graph: mode %v", info.Mode())
	}
}
