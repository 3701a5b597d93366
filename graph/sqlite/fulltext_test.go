package sqlite

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
	"hearsay/graph/graphtest"
)

// TestCommonWords finds the claims with a word in both ways.
func TestCommonWords(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	records := graphtest.Samples(20, 1)
	if _, err := s.Put(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	found := 0
	p := graph.Page{First: 100, Desc: true}
	for _, r := range records {
		for _, a := range r.Attributions {
			for _, f := range []graph.ClaimFilter{{Text: a.Proposition}, {Text: a.Proposition, Acts: []graph.SpeechAct{a.Act}}} {
				words := graph.Words(f.Text)
				if len(words) == 0 {
					continue
				}
				want, err := page(t.Context(), s, "rare", claimColumns, selectClaims(f), p, scanClaim)
				if err != nil {
					t.Fatal(err)
				}
				got, err := page(t.Context(), s, "common", claimColumns, commonClaims(f, words), p, scanClaim)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(got, want); diff != "" {
					t.Fatalf("%q (-read +looked up):\n%s", f.Text, diff)
				}
				found += len(want.Items)
			}
		}
	}
	if found == 0 {
		t.Error("no claim was found")
	}
}

func TestHasWords(t *testing.T) {
	for _, tc := range []struct {
		text  string
		words []string
		want  bool
	}{
		{"the ferry sank", []string{"ferry"}, true},
		{"The Ferry sank", []string{"ferry", "the"}, true},
		{"ferrymen sank", []string{"ferry"}, false},
		{"the U.S. navy", []string{"us"}, true},
		{"the U.S. navy", []string{"u"}, false},
		{"o'hara's ferry", []string{"ohara"}, true},
		{"o'hara's ferry", []string{"s"}, false},
		{"the café", []string{"cafe"}, true},
		{"the cafe", []string{"cafe", "bar"}, false},
		{"", []string{"ferry"}, false},
	} {
		if got := hasWords(tc.text, tc.words); got != tc.want {
			t.Errorf("hasWords(%q, %q) = %v", tc.text, tc.words, got)
		}
	}
}
