package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const questions = "../../docs/queries"

// Every query of docs/queries has its real answer beside it, and stands in the table.
func TestQuestions(t *testing.T) {
	files, err := filepath.Glob(questions + "/*.graphql")
	if err != nil || len(files) != 19 {
		t.Fatalf("%d questions, %v", len(files), err)
	}
	page, err := os.ReadFile(questions + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(t.TempDir(), "samples.db")
	hearsay(t, 0, "load", "-q", "--store", store, articles)
	for _, f := range files {
		answer := strings.TrimSuffix(f, ".graphql") + ".json"
		for _, name := range []string{filepath.Base(f), filepath.Base(answer)} {
			if !strings.Contains(string(page), "("+name+")") {
				t.Errorf("README.md does not name %s", name)
			}
		}
		got, _ := hearsay(t, 0, "query", "--store", store, f)
		if *update {
			if err := os.WriteFile(answer, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(answer)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is not what the program says (go test ./internal/app -run TestQuestions -update):\n%s", answer, firstDifference(got, string(want)))
		}
	}
}
