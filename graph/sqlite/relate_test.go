package sqlite

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/bench/graph/claims"
	"hearsay/graph"
)

// TestKeysAreFiled loads a graph with keys that must hardly wait and with such as all wait,
// at once and in batches, and by writers that remember nothing: the links are the same, and
// no key is lost.
func TestKeysAreFiled(t *testing.T) {
	var records []*graph.Record
	if err := claims.New(600, 1).Each(func(r *graph.Record) error { records = append(records, r); return nil }); err != nil {
		t.Fatal(err)
	}
	var want, keys []string
	for _, tc := range []struct {
		name           string
		few, batch     int
		forget, filled bool
	}{{"all wait", 1 << 30, len(records), false, false}, {"few wait", 10, 20, false, true}, {"nothing is remembered", 10, 20, true, true}} {
		s, err := Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		s.writer.few = tc.few
		for i := 0; i < len(records); i += tc.batch {
			if _, err := s.Put(t.Context(), records[i:min(i+tc.batch, len(records))]); err != nil {
				t.Fatal(err)
			}
			if tc.forget {
				clear(s.writer.sketches)
				s.writer.waiting = -1
			}
		}
		const all = "SELECT key, (SELECT id FROM claim WHERE n = k.claim) FROM (SELECT * FROM claim_key UNION ALL SELECT * FROM claim_key_new) k ORDER BY 1, 2"
		got, kept := table(t, s.read, "SELECT id FROM link ORDER BY id"), table(t, s.read, all)
		if filed := table(t, s.read, "SELECT count(*) > 0 FROM claim_key"); (filed[0] == "1 | ") != tc.filled {
			t.Errorf("%s: keys were filed: %s", tc.name, filed[0])
		}
		if want == nil {
			want, keys = got, kept
		}
		if len(got) < 10 || cmp.Diff(want, got) != "" || cmp.Diff(keys, kept) != "" {
			t.Errorf("%s: %d links and %d keys, want %d and %d (-want +got):\n%s", tc.name, len(got), len(kept), len(want), len(keys), cmp.Diff(want, got))
		}
	}
}
