package neo4j

import (
	"context"
	"fmt"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

// migrate brings the server's schema to schemaVersion, and refuses a newer one. What a
// former schema lacks is filled in; every step may run again.
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
	if len(rows) == 1 { // there may be something to fill in
		for n := 1; n > 0; {
			err := s.write(ctx, func(ctx context.Context, tx driver.ManagedTransaction) (err error) {
				n, err = wordRoles(ctx, tx)
				return err
			})
			if err != nil {
				return fmt.Errorf("schema: %w", err)
			}
		}
		for _, do := range fillIn {
			if err := s.fill(ctx, do); err != nil {
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

// A step does some of the work each time: it begins behind a place and returns that up to
// which it came, nil at the end.
type step func(ctx context.Context, tx driver.ManagedTransaction, after string) (last any, err error)

var fillIn = []step{
	statement(numberClaims), statement(placeEdges), keyClaims, statement(countActors), statement(countCountries), statement(countDays),
}

// statement is the step of a statement that takes the place as $after and returns the
// next one.
func statement(cypher string) step {
	return func(ctx context.Context, tx driver.ManagedTransaction, after string) (any, error) {
		rows, err := collect(ctx, tx, cypher, map[string]any{"after": after})
		if err != nil || len(rows) == 0 {
			return nil, err
		}
		return rows[0].Values[0], nil
	}
}

// numberClaims gives places in the order of recording to claims that a former hearsay
// recorded without.
const numberClaims = `MATCH (m:HearsayMeta {id: 'hearsay'})
MATCH (x:Claim) WHERE x.seq IS NULL
WITH m, x LIMIT 10000
WITH m, coalesce(m.claims, 0) AS base, collect(x) AS found
SET m.claims = base + size(found)
WITH base, found
UNWIND range(0, size(found) - 1) AS i
WITH base + i + 1 AS seq, found[i] AS x
SET x.seq = seq
RETURN max(x.id)`

// placeEdges lets the edges of claims say where they stand among those of an actor.
const placeEdges = `MATCH (x:Claim) WHERE x.id > $after
WITH x ORDER BY x.id LIMIT 5000
CALL (x) {
	MATCH (x)-[edge:MADE|TARGETS]-(e:Entity)
	SET edge.entity = e.id, edge.place = x.firstPublished + ' ' + x.id, edge.act = x.act
}
RETURN max(x.id)`

// countDyads counts dyads anew: those whose sources a clause finds, as their claims c are
// found by another.
func countDyads(label, sources, claims string) string {
	return sources + `
CALL (source) {
	` + claims + `
	MATCH (c)<-[:REPORTS]-(:Attribution)<-[:HAS]-(a:Article)
	UNWIND CASE WHEN c.act IN ['ACCUSE', 'CRITICIZE'] THEN ['', c.act, 'ACCUSE+CRITICIZE'] ELSE ['', c.act] END AS act
	WITH target, act, count(DISTINCT c) AS claims, count(DISTINCT a) AS articles, count(DISTINCT a.origin) AS origins,
		min(CASE c.firstPublished WHEN '' THEN null ELSE c.firstPublished END) AS first, max(c.lastPublished) AS last
	MERGE (d:` + label + ` {id: source + ' ' + target + ' ' + act})
	SET d.source = source, d.target = target, d.act = act, d.fewest = -claims, d.fewestArticles = -articles, d.fewestOrigins = -origins,
		d.firstPublished = coalesce(first, ''), d.lastPublished = last
}
RETURN max(source)`
}

var (
	countActors = countDyads("Dyad", "MATCH (e:Entity) WHERE e.id > $after\nWITH e.id AS source ORDER BY source LIMIT 200",
		"MATCH (:Entity {id: source})-[:MADE]->(c:Claim)-[:TARGETS]->(t:Entity)\n\tWITH c, t.id AS target")
	countCountries = countDyads("CountryDyad", "MATCH (e:Entity) WHERE e.country > $after\nWITH DISTINCT e.country AS source ORDER BY source LIMIT 10",
		"MATCH (e:Entity {country: source})-[:MADE]->(c:Claim)-[:TARGETS]->(t:Entity) WHERE t.country IS NOT NULL\n\tWITH DISTINCT c, t.country AS target")
)

const countDays = `MATCH (x:Claim) WHERE $after = ''
WITH left(x.firstPublished, 10) AS day, x.act AS act, count(*) AS claims
MERGE (d:Day {id: day + ' ' + act})
SET d.day = day, d.act = act, d.claims = claims
RETURN CASE count(*) WHEN 0 THEN null ELSE 'all' END`

// fill runs a step until it is done, each time in a transaction of its own.
func (s *Store) fill(ctx context.Context, do step) error {
	after := ""
	for {
		var last any
		err := s.write(ctx, func(ctx context.Context, tx driver.ManagedTransaction) error {
			if _, err := lock(ctx, tx); err != nil {
				return err
			}
			var err error
			last, err = do(ctx, tx, after)
			return err
		})
		if err != nil || last == nil {
			return err
		}
		after, _ = last.(string)
	}
}
