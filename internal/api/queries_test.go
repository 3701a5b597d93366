package api

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
)

var update = flag.Bool("update", false, "write the answers anew")

const queryFiles = "../../testdata/queries"

// Every query of testdata/queries gives the answer that stands beside it, byte for
// byte, on either store.
func TestQueries(t *testing.T) {
	onBothStores(t, func(t *testing.T, s graph.Store) {
		testQueries(t, fill(t, s, firstStory(t), secondStory(t), thirdStory(t)))
	})
}

func testQueries(t *testing.T, store graph.Store) {
	files, err := filepath.Glob(filepath.Join(queryFiles, "*.graphql"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no query files: %v", err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(f, ".graphql")
		t.Run(filepath.Base(name), func(t *testing.T) {
			query, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := Execute(context.Background(), store, string(query), "", nil)
			if err != nil {
				t.Fatalf("%v\n%s", err, raw)
			}
			var got bytes.Buffer
			if err := json.Indent(&got, raw, "", "  "); err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(name+".json", got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name + ".json")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("answer (-want +got):\n%s", diff)
			}
		})
	}
}

// Over HTTP the answers are the same as without.
func TestExecuteAndHTTPAgree(t *testing.T) {
	store := harbour(t)
	query, err := os.ReadFile(filepath.Join(queryFiles, "01-who-accused-whom.graphql"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := Execute(context.Background(), store, string(query), "WhoAccusedWhom", nil)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := json.Marshal(map[string]string{"query": string(query)})
	if diff := cmp.Diff(string(raw), post(t, New(store, Options{}), string(body)).Body.String()); diff != "" {
		t.Errorf("(-Execute +HTTP):\n%s", diff)
	}
}

// An answer is sent whole: fields that a client would take later come with the others.
func TestDeferredFieldsComeAtOnce(t *testing.T) {
	const deferred = `{ claims(first: 1) { nodes { id ... @defer { act sources { name } } } } }`
	store := harbour(t)
	got, err := Execute(context.Background(), store, deferred, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	want, err := Execute(context.Background(), store, strings.Replace(deferred, "@defer ", "", 1), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("(-at once +deferred):\n%s", diff)
	}
}
