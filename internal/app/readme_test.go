package app

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var update = flag.Bool("update", false, "write the answers of the README and of docs/queries anew")

var readmePair = regexp.MustCompile("(?s)```graphql\n(.*?)```(.*?)```json\n(.*?)```")

// Every query of the README stands before its real answer.
func TestReadmeAnswers(t *testing.T) {
	const path = "../../README.md"
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(t.TempDir(), "samples.db")
	hearsay(t, 0, "load", "-q", "--store", store, articles)
	n := 0
	text := readmePair.ReplaceAllStringFunc(string(raw), func(m string) string {
		n++
		p := readmePair.FindStringSubmatch(m)
		got, _ := hearsay(t, 0, "query", "--store", store, p[1])
		if got != p[3] && !*update {
			t.Errorf("answer %d of the README is not what the program says (go test ./internal/app -update):\n%s", n, firstDifference(p[3], got))
		}
		return "```graphql\n" + p[1] + "```" + p[2] + "```json\n" + got + "```"
	})
	if n < 2 {
		t.Fatalf("the README has %d queries with answers", n)
	}
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
