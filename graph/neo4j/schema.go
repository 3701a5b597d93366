package neo4j

import (
	"context"
	"fmt"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

// schemaVersion is the version of the model in this package. A change of it needs
// a step in migrate.
const schemaVersion = 4

// schema is what migrate creates; every statement may run again. Keys under an
// index are identifiers, times and hashes: a text above about 8 kB cannot be one.
// The analyzer of the full-text indexes splits at spaces only, since the texts are
// words that graph.Words made.
var schema = []string{
	unique("HearsayMeta"), unique("Article"), unique("Publisher"), unique("Extraction"), unique("Attribution"),
	unique("Claim"), unique("Entity"), unique("Event"), unique("Mention"), unique("Role"), unique("Job"),
	unique("Judgement"), unique("Subject"), unique("Original"), unique("Aside"),
	index("Judgement", "at", "id"), index("Aside", "node"), index("Aside", "article"), index("Aside", "into"),
	uniqueLink("DENIES"), uniqueLink("CONFIRMS"), uniqueLink("REPEATS"), uniqueLink("CONTRADICTS"),
	index("Article", "published", "id"), index("Article", "urlKey"),
	index("Publisher", "nameKey"), index("Publisher", "domainKey"),
	index("Entity", "sortKey", "id"), index("Event", "time", "id"),
	index("Claim", "firstPublished", "id"), index("Claim", "act"), index("Claim", "seq"), index("Claim", "origins", "firstPublished", "id"),
	index("Claim", "articles", "firstPublished", "id"), index("Job", "number"), index("Job", "state"),
	fulltext("Article", "words"), fulltext("Entity", "words"), fulltext("Entity", "nameKeys"),
	fulltext("Event", "words"), fulltext("Claim", "words"), fulltext("Claim", "linkKeys"),
	fulltext("Role", "words"),
}

func unique(label string) string {
	return fmt.Sprintf("CREATE CONSTRAINT hearsay_%s_id IF NOT EXISTS FOR (n:%s) REQUIRE n.id IS UNIQUE",
		strings.ToLower(label), label)
}

func uniqueLink(kind string) string {
	return fmt.Sprintf("CREATE CONSTRAINT hearsay_%s_id IF NOT EXISTS FOR ()-[r:%s]-() REQUIRE r.id IS UNIQUE",
		strings.ToLower(kind), kind)
}

func index(label string, properties ...string) string {
	return fmt.Sprintf("CREATE INDEX hearsay_%s_%s IF NOT EXISTS FOR (n:%s) ON (n.%s)", strings.ToLower(label),
		properties[0], label, strings.Join(properties, ", n."))
}

func fulltext(label, property string) string {
	return fmt.Sprintf("CREATE FULLTEXT INDEX %s IF NOT EXISTS FOR (n:%s) ON EACH [n.%s] "+
		"OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}", fulltextName(label, property), label, property)
}

func fulltextName(label, property string) string {
	return "hearsay_" + strings.ToLower(label) + "_" + strings.ToLower(property) + "_text"
}

// migrate brings the server's schema to schemaVersion, and refuses a newer one.
func (s *Store) migrate(ctx context.Context) error {
	rows, err := s.read(ctx, metaQuery, nil)
	if err != nil {
		return err
	}
	if len(rows) == 1 {
		switch v := integer(rows[0].Values[0]); {
		case v > schemaVersion:
			return fmt.Errorf("%w: the graph has schema %d of a newer hearsay; this one knows schema %d", graph.ErrUnsupported, v, schemaVersion)
		case v == schemaVersion:
			return nil
		}
	}
	for _, statement := range schema {
		if err := s.define(ctx, statement); err != nil {
			return fmt.Errorf("schema: %w", err)
		}
	}
	if err := s.define(ctx, "CALL db.awaitIndexes(60)"); err != nil {
		return fmt.Errorf("schema: %w", err)
	}
	for _, step := range []func(context.Context, driver.ManagedTransaction) (int, error){numberClaims, wordRoles} {
		for n := 1; n > 0; {
			err := s.write(ctx, func(ctx context.Context, tx driver.ManagedTransaction) (err error) {
				n, err = step(ctx, tx)
				return err
			})
			if err != nil {
				return fmt.Errorf("schema: %w", err)
			}
		}
	}
	return s.write(ctx, func(ctx context.Context, tx driver.ManagedTransaction) error {
		_, err := collect(ctx, tx, "MATCH (m:HearsayMeta {id: 'hearsay'}) WHERE m.schema < $schema SET m.schema = $schema",
			map[string]any{"schema": schemaVersion})
		return err
	})
}

// numberClaims gives places in the order of recording to some of the claims that a
// former hearsay recorded without, and returns to how many.
func numberClaims(ctx context.Context, tx driver.ManagedTransaction) (int, error) {
	if _, err := lock(ctx, tx); err != nil {
		return 0, err
	}
	rows, err := collect(ctx, tx, `MATCH (m:HearsayMeta {id: 'hearsay'})
MATCH (x:Claim) WHERE x.seq IS NULL
WITH m, x LIMIT 10000
WITH m, coalesce(m.claims, 0) AS base, collect(x) AS found
SET m.claims = base + size(found)
WITH base, found
UNWIND range(0, size(found) - 1) AS i
WITH base + i + 1 AS seq, found[i] AS x
SET x.seq = seq
RETURN count(*)`, nil)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return integer(rows[0].Values[0]), nil
}

// define runs a statement of the schema, which needs a transaction of its own.
func (s *Store) define(ctx context.Context, statement string) error {
	return s.write(ctx, func(ctx context.Context, tx driver.ManagedTransaction) error {
		_, err := collect(ctx, tx, statement, nil)
		return err
	})
}

// metaQuery reads the version of the schema. On an empty server its names are unknown,
// which the server remarks on.
const metaQuery = "MATCH (m:HearsayMeta {id: 'hearsay'}) RETURN m.schema"

// lock lets writers take turns: the next one waits here until this transaction ends.
// It returns how many judgements there are.
func lock(ctx context.Context, tx driver.ManagedTransaction) (int, error) {
	rows, err := collect(ctx, tx, `MERGE (m:HearsayMeta {id: 'hearsay'})
		ON CREATE SET m.schema = $schema
		SET m.lock = true
		WITH m RETURN COUNT { MATCH (:Judgement) }`, map[string]any{"schema": schemaVersion})
	if err != nil {
		return 0, err
	}
	return integer(rows[0].Values[0]), nil
}

// collect runs a query in a transaction and returns all its rows.
func collect(ctx context.Context, tx driver.ManagedTransaction, cypher string, params map[string]any) ([]*driver.Record, error) {
	res, err := tx.Run(ctx, cypher, params)
	if err != nil {
		return nil, err
	}
	return res.Collect(ctx)
}
