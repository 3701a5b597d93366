package sqlite

import (
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph/graphtest"
)

// former makes a store what it was at the version before judgements and summaries. A
// migration that changes a table adds a line here.
const former = `
	DROP TABLE calendar; DROP TABLE country_dyad; DELETE FROM dyad WHERE act = 'ACCUSE+CRITICIZE';
	DROP INDEX dyad_source; DROP INDEX dyad_target; DROP INDEX dyad_articles; DROP INDEX dyad_origins;
	DROP TABLE claim_key; DROP TABLE claim_key_new; CREATE TABLE claim_key (key, claim); DROP INDEX entity_home; DROP INDEX article_voice;
	CREATE TABLE old (entity, article, kind, name, unnamed, country, aliases);
	INSERT INTO old SELECT d.entity, a.id, d.kind, d.name, d.unnamed, d.country, d.aliases FROM article_entity d JOIN article a ON a.n = d.article;
	DROP TABLE article_entity; ALTER TABLE old RENAME TO article_entity;
	CREATE TABLE old (event, article, time, place, label);
	INSERT INTO old SELECT d.event, a.id, d.time, d.place, d.label FROM article_event d JOIN article a ON a.n = d.article;
	DROP TABLE article_event; ALTER TABLE old RENAME TO article_event;
	ALTER TABLE claim_source DROP COLUMN act; ALTER TABLE claim_target DROP COLUMN act;
	ALTER TABLE attribution DROP COLUMN parts;
	DROP TABLE ranking; DROP INDEX claim_origins; DROP INDEX claim_articles; DROP INDEX role_title; DROP INDEX role_holder;
	DROP TABLE judgement; DROP TABLE judgement_subject; DROP TABLE original; DROP TABLE aside;
	PRAGMA user_version = 4;`

// TestMigrationsFillIn opens a full store of a former version: what it lacks is made of
// what it has, so that it is the same as one that was filled by this version.
func TestMigrationsFillIn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	open := func() *Store {
		s, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := open()
	defer func() { s.Close() }()
	samples := graphtest.Samples(12, 1)
	for i, country := range []string{"NO", "HU", "NO", "SE"} { // so that countries have claims
		for k := range samples[i].Entities {
			samples[i].Entities[k].Country = country
		}
	}
	if _, err := s.Put(t.Context(), samples); err != nil {
		t.Fatal(err)
	}
	tables := []string{"dyad", "country_dyad", "ranking", "calendar", "claim_pair", "claim_source", "claim_target", "claim_key", "article_entity", "article_event"}
	rows := func(name string) []string {
		if name == "claim_key" { // those that wait, too
			name = "(SELECT * FROM claim_key UNION ALL SELECT * FROM claim_key_new)"
		}

		return slices.Sorted(slices.Values(table(t, s.read, "SELECT * FROM "+name)))
	}
	want := map[string][]string{}
	for _, name := range tables {
		if want[name] = rows(name); len(want[name]) == 0 {
			t.Errorf("nothing in %s", name)
		}
	}
	s.Close()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = db.ExecContext(t.Context(), former); err != nil {
		t.Fatal(err)
	}
	db.Close()
	s = open()
	for _, name := range tables {
		if diff := cmp.Diff(want[name], rows(name)); diff != "" {
			t.Errorf("%s (-filled by this version +migrated):\n%s", name, diff)
		}
	}
	if _, err := s.Put(t.Context(), graphtest.Samples(20, 1)); err != nil {
		t.Errorf("put after the migration: %v", err)
	}
}
