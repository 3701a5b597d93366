package neo4j

import (
	"context"
	"fmt"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// schemaVersion is the version of the model in this package. A change of it needs
// a step in migrate.
const schemaVersion = 5

// schema is what migrate creates; every statement may run again. Keys under an
// index are identifiers, times and hashes: a text above about 8 kB cannot be one.
// The analyzer of the full-text indexes splits at spaces only, since the texts are
// words that graph.Words made.
var schema = []string{
	unique("HearsayMeta"), unique("Article"), unique("Publisher"), unique("Extraction"), unique("Attribution"),
	unique("Claim"), unique("Entity"), unique("Event"), unique("Mention"), unique("Role"), unique("Job"),
	unique("Judgement"), unique("Subject"), unique("Original"), unique("Aside"), unique("Dyad"), unique("CountryDyad"), unique("Day"),
	index("Judgement", "at", "id"), index("Aside", "node"), index("Aside", "article"), index("Aside", "into"),
	uniqueLink("DENIES"), uniqueLink("CONFIRMS"), uniqueLink("REPEATS"), uniqueLink("CONTRADICTS"),
	index("Article", "published", "id"), index("Article", "urlKey"), index("Article", "origin"),
	index("Publisher", "nameKey"), index("Publisher", "domainKey"),
	index("Entity", "sortKey", "id"), index("Entity", "country"), index("Event", "time", "id"),
	linkIndex("MADE", "entity", "place", "act"), linkIndex("TARGETS", "entity", "place", "act"),
	index("Dyad", "act", "fewest", "source", "target"), index("Dyad", "act", "fewestArticles", "source", "target"),
	index("Dyad", "act", "fewestOrigins", "source", "target"), index("Dyad", "source", "act", "fewest", "target"),
	index("Dyad", "target", "act", "fewest", "source"), index("CountryDyad", "act", "fewest", "source", "target"),
	index("Day", "day", "act"),
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
	return fmt.Sprintf("CREATE INDEX %s IF NOT EXISTS FOR (n:%s) ON (n.%s)", indexName(label, properties), label, strings.Join(properties, ", n."))
}

func linkIndex(kind string, properties ...string) string {
	return fmt.Sprintf("CREATE INDEX %s IF NOT EXISTS FOR ()-[r:%s]-() ON (r.%s)", indexName(kind, properties), kind, strings.Join(properties, ", r."))
}

// indexName names an index by its first property; where a label has several that begin
// alike, by the two first.
func indexName(label string, properties []string) string {
	name := "hearsay_" + strings.ToLower(label) + "_" + properties[0]
	if label == "Dyad" {
		name += "_" + strings.ToLower(properties[1])
	}
	return name
}

func fulltext(label, property string) string {
	return fmt.Sprintf("CREATE FULLTEXT INDEX %s IF NOT EXISTS FOR (n:%s) ON EACH [n.%s] "+
		"OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}", fulltextName(label, property), label, property)
}

func fulltextName(label, property string) string {
	return "hearsay_" + strings.ToLower(label) + "_" + strings.ToLower(property) + "_text"
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
