package neo4j

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
)

func TestWords(t *testing.T) {
	long := strings.Repeat("x", maxWord+1)
	tests := []struct {
		name  string
		texts []string
		want  []string
	}{
		{"none", []string{"", " … "}, nil},
		{"distinct and sorted, of all texts", []string{"The ferry, the FERRY", "sank"}, []string{"ferry", "sank", "the"}},
		{"a word is not joined across texts", []string{"U.", "S."}, []string{"s", "u"}},
		{"a word at the limit stays", []string{long[1:]}, []string{long[1:]}},
		{"a longer one is hashed", []string{long}, []string{hash(long)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(words(tt.texts...), tt.want); diff != "" && len(tt.want)+len(words(tt.texts...)) > 0 {
				t.Errorf("words (-got +want):\n%s", diff)
			}
		})
	}
}

func TestNameKeys(t *testing.T) {
	e := &graph.Entity{Kind: graph.KindCountry, Name: "Norge", Country: "NO", Aliases: []string{"NORGE", "—"}}
	got := strings.Fields(nameKeys(e))
	if len(got) != 2 || !strings.Contains(nameKeys(e), foldKey("no")) || !strings.Contains(nameKeys(e), foldKey("norge")) {
		t.Errorf("keys of a country: %q, want those of norge and no", got)
	}
	e.Kind = graph.KindPerson
	if strings.Contains(nameKeys(e), foldKey("no")) {
		t.Error("only a country is found by its code")
	}
}

func TestSortKey(t *testing.T) {
	long := strings.Repeat("й", 500)
	got := sortKey(long)
	if len(got) > 400 || !utf8.ValidString(got) || !strings.HasPrefix(long, got) || len(got) < 398 {
		t.Errorf("sortKey cut to %d bytes, valid %t", len(got), utf8.ValidString(got))
	}
	if sortKey("short") != "short" {
		t.Error("a short key is cut")
	}
}
