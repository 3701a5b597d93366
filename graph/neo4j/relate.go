package neo4j

import (
	"context"
	"slices"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

func joinKeys(c *graph.Claim) string { return strings.Join(inShort(graph.Keys(c)), " ") }

// keyClaims is the step that gives claims the keys of today: a former hearsay kept them
// under others, under which new claims do not look.
func keyClaims(ctx context.Context, tx driver.ManagedTransaction, after string) (last any, err error) {
	rows, err := collect(ctx, tx, `MATCH (x:Claim) WHERE x.id > $after WITH x ORDER BY x.id LIMIT 5000
RETURN `+bareItem, map[string]any{"after": after})
	if err != nil {
		return nil, err
	}
	var keys []map[string]any
	list, err := decodeAll(rows, claim)
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		last = c.ID
		keys = append(keys, map[string]any{"id": c.ID, "keys": joinKeys(c)})
	}
	_, err = collect(ctx, tx, "UNWIND $rows AS row MATCH (x:Claim {id: row.id}) SET x.linkKeys = CASE row.keys WHEN '' THEN null ELSE row.keys END",
		map[string]any{"rows": keys})
	return last, err
}

// findFresh finds which claims of the records are not stored yet: all that makes a
// claim is in its ID, so only these are written and related to others.
func (w *writer) findFresh(ctx context.Context) error {
	w.fresh = map[string]*graph.Claim{}
	for _, r := range w.records {
		for i := range r.Claims {
			w.fresh[r.Claims[i].ID] = &r.Claims[i]
		}
	}
	stored, err := w.queryIDs(ctx, "MATCH (x:Claim) WHERE x.id IN $ids RETURN x.id", sortedKeys(w.fresh))
	for _, id := range stored {
		delete(w.fresh, id)
	}
	return err
}

// relatedClaims finds the stored claims that have a sought key: one full-text query for
// each row, so that no query has more words than the index allows.
var relatedClaims = `UNWIND $ids AS query
CALL db.index.fulltext.queryNodes('hearsay_claim_linkkeys_text', query) YIELD node
WITH DISTINCT node AS x
RETURN ` + bareItem

// bareItem reads what makes the claim x; claim decodes it.
const bareItem = "[x.id, x.act, x.sourceIds, x.targetIds, x.polarity, x.modality, x.implicit, x.terms]"

// relate finds the links between fresh claims and all others. It runs before
// anything is written, when the index need not look at this transaction's own work.
func (w *writer) relate(ctx context.Context) error {
	seekers, keepers := map[string][]*graph.Claim{}, map[string][]*graph.Claim{}
	seen := map[[2]string]bool{}
	ask := func(a, b *graph.Claim) {
		pair := [2]string{min(a.ID, b.ID), max(a.ID, b.ID)}
		if a.ID == b.ID || seen[pair] {
			return
		}
		seen[pair] = true
		if l, ok := graph.Relate(a, b); ok {
			w.links = append(w.links, l)
		}
	}
	for _, id := range sortedKeys(w.fresh) {
		c := w.fresh[id]
		for _, k := range inShort(graph.Seeks(c)) {
			seekers[k] = append(seekers[k], c)
			for _, other := range keepers[k] {
				ask(c, other)
			}
		}
		for _, k := range inShort(graph.Keys(c)) {
			keepers[k] = append(keepers[k], c)
		}
	}
	var queries []string
	for keys := range slices.Chunk(sortedKeys(seekers), maxClauses) {
		queries = append(queries, anyOf(keys))
	}
	rows, err := w.query(ctx, relatedClaims, queries)
	if err != nil {
		return err
	}
	list, err := decodeAll(rows, claim)
	if err != nil {
		return err
	}
	for _, stored := range list {
		for _, k := range inShort(graph.Keys(stored)) {
			for _, c := range seekers[k] {
				ask(c, stored)
			}
		}
	}
	return nil
}
