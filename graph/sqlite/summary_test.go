package sqlite

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph/graphtest"
)

// TestSummaries puts and replaces articles at random, with other times, origins and
// fewer reports, and compares the kept summaries with what they are made of.
func TestSummaries(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	counted, countries := 0, 0
	for round, batch := range graphtest.Changes(40) {
		if _, err := s.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		got := table(t, s.read, `SELECT * FROM dyad ORDER BY source, target, act`)
		want := table(t, s.read, `SELECT s.value, t.value, k.value, -count(DISTINCT c.id), count(DISTINCT x.article), count(DISTINCT a.origin),
				coalesce(min(nullif(c.first_published, '')), ''), max(c.last_published)
			FROM claim c, json_each(c.sources) s, json_each(c.targets) t, json_each(CASE WHEN c.act IN ('ACCUSE', 'CRITICIZE') THEN json_array('', c.act, 'ACCUSE+CRITICIZE') ELSE json_array('', c.act) END) k
				JOIN attribution x ON x.claim = c.id JOIN article a ON a.id = x.article
			GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
		if diff := cmp.Diff(got, want); diff != "" {
			t.Fatalf("round %d: dyad (-kept +counted):\n%s", round, diff)
		}
		counted += len(want)
		got = table(t, s.read, `SELECT * FROM country_dyad ORDER BY source, target, act`)
		want = table(t, s.read, `SELECT se.country, te.country, k.value, -count(DISTINCT c.id), count(DISTINCT x.article), count(DISTINCT a.origin),
				coalesce(min(nullif(c.first_published, '')), ''), max(c.last_published)
			FROM claim c, json_each(c.sources) s, json_each(c.targets) t, json_each(CASE WHEN c.act IN ('ACCUSE', 'CRITICIZE') THEN json_array('', c.act, 'ACCUSE+CRITICIZE') ELSE json_array('', c.act) END) k
				JOIN entity se ON se.id = s.value AND se.country <> '' JOIN entity te ON te.id = t.value AND te.country <> ''
				JOIN attribution x ON x.claim = c.id JOIN article a ON a.id = x.article
			GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
		if diff := cmp.Diff(got, want); diff != "" {
			t.Fatalf("round %d: country_dyad (-kept +counted):\n%s", round, diff)
		}
		countries += len(want)
		got = table(t, s.read, `SELECT * FROM ranking ORDER BY source, target, act`)
		want = table(t, s.read, `SELECT v.value, v.trait, k.value, -count(DISTINCT c.id), count(DISTINCT x.article), count(DISTINCT a.origin),
				coalesce(min(nullif(c.first_published, '')), ''), max(c.last_published)
			FROM claim c, json_each(CASE WHEN c.act IN ('ACCUSE', 'CRITICIZE') THEN json_array('', c.act, 'ACCUSE+CRITICIZE') ELSE json_array('', c.act) END) k
				JOIN (SELECT c.id, s.value, 'SOURCE' AS trait FROM claim c, json_each(c.sources) s
					UNION SELECT c.id, s.value, 'TARGET' FROM claim c, json_each(c.targets) s
					UNION SELECT c.id, e.country, 'SOURCE_COUNTRY' FROM claim c, json_each(c.sources) s JOIN entity e ON e.id = s.value AND e.country <> ''
					UNION SELECT c.id, e.country, 'TARGET_COUNTRY' FROM claim c, json_each(c.targets) s JOIN entity e ON e.id = s.value AND e.country <> '') v ON v.id = c.id
				JOIN attribution x ON x.claim = c.id JOIN article a ON a.id = x.article
			GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
		if diff := cmp.Diff(got, want); diff != "" {
			t.Fatalf("round %d: ranking (-kept +counted):\n%s", round, diff)
		}
		got = table(t, s.read, `SELECT * FROM calendar ORDER BY day, act`)
		want = table(t, s.read, `SELECT substr(first_published, 1, 10), act, count(*) FROM claim GROUP BY 1, 2 ORDER BY 1, 2`)
		if diff := cmp.Diff(got, want); diff != "" {
			t.Fatalf("round %d: calendar (-kept +counted):\n%s", round, diff)
		}
		got = table(t, s.read, `SELECT * FROM claim_pair ORDER BY source, target, first_published, claim`)
		want = table(t, s.read, `SELECT s.value, t.value, c.first_published, c.id, c.act
			FROM claim c, json_each(c.sources) s, json_each(c.targets) t ORDER BY 1, 2, 3, 4`)
		if diff := cmp.Diff(got, want); diff != "" {
			t.Fatalf("round %d: claim_pair (-kept +counted):\n%s", round, diff)
		}
	}
	if counted == 0 || countries == 0 {
		t.Error("no round had a pair")
	}
}

// table reads all rows as text.
func table(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		line := ""
		for _, v := range values {
			line += fmt.Sprint(*v.(*any)) + " | "
		}
		out = append(out, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
