package neo4j

import (
	"context"
	"maps"
	"slices"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

// Put stores the records in one transaction; see graph.Writer.
func (s *Store) Put(ctx context.Context, records []*graph.Record) (graph.PutResult, error) {
	var res graph.PutResult
	if s.closed.Load() {
		return res, wrap(errClosed, "put")
	}
	var checked []*graph.Record
	for _, r := range records {
		ok, refused, err := graph.Check(r)
		if err != nil {
			refused = []graph.Refusal{{ArticleID: r.Article.ID, Part: "article", ID: r.Article.ID, Reason: err.Error()}}
		} else {
			checked = append(checked, ok)
		}
		res.Refused = append(res.Refused, refused...)
	}
	if len(checked) == 0 {
		return res, wrap(ctx.Err(), "put")
	}
	now := string(graph.InstantOf(s.opt.Now()))
	var first *writer // the first attempt that came to its COMMIT: what the others find done is its work
	err := s.write(ctx, func(ctx context.Context, tx driver.ManagedTransaction) error {
		w := &writer{tx: tx, store: s, now: now}
		err := w.put(ctx, checked)
		if err == nil && first == nil {
			first = w
		}
		return err
	})
	if err != nil {
		return graph.PutResult{}, wrap(err, "put %d records, first article %s", len(checked), checked[0].Article.ID)
	}
	res.Stored, res.Unchanged = first.stored, first.unchanged
	return res, nil
}

// writer is one transaction of a Put.
type writer struct {
	tx    driver.ManagedTransaction
	store *Store
	now   string

	stored, unchanged int
	records           []*graph.Record // what is to be written, one for each article
	digests           map[string]string
	replaced          []string // articles that are stored by now and give way

	effects  *graph.Effects // of the judgements, nil where there are none
	recorded map[string]any // when articles were recorded that are not shown by now
	judged   judged

	// Nodes whose values may change, and whether they lost something.
	entities, events, claims map[string]bool
	// fresh are the claims that are not stored yet, by ID.
	fresh map[string]*graph.Claim
	links []graph.Link // links that the words of fresh claims make

	tally     *graph.Tally
	countries countries // of entities, before and after
}

func (w *writer) put(ctx context.Context, checked []*graph.Record) error {
	if err := w.begin(ctx); err != nil {
		return err
	}
	if err := w.choose(ctx, checked); err != nil || len(w.records) == 0 {
		return err
	}
	return w.show(ctx)
}

// show writes what the judgements let be shown of the records, in the place of what
// was shown of their articles.
func (w *writer) show(ctx context.Context) error {
	if err := w.apply(); err != nil {
		return err
	}
	w.entities, w.events, w.claims = map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, step := range []func(context.Context) error{
		w.findFresh, w.relate, w.tell, w.remove, w.setAside, w.writeRecords, w.deriveEntities, w.countMoved, w.deriveEvents, w.deriveClaims,
		w.sweep, w.writeLinks, w.writeSummaries,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// choose finds out which records change something.
func (w *writer) choose(ctx context.Context, checked []*graph.Record) error {
	ids := make([]string, len(checked))
	for i, r := range checked {
		ids[i] = r.Article.ID
	}
	have, err := w.versions(ctx, distinct(ids))
	if err != nil {
		return err
	}
	chosen := map[string]*graph.Record{}
	w.digests = map[string]string{}
	for _, r := range checked {
		id, v := r.Article.ID, version{extraction: r.Extraction.ID, digest: r.Digest()}
		if old, ok := have[id]; ok && old.extraction == v.extraction && old.digest <= v.digest {
			w.unchanged++
			continue
		}
		w.stored++
		v.shown, v.kept = have[id].shown, have[id].kept
		have[id], chosen[id], w.digests[id] = v, r, v.digest
	}
	w.take(chosen, have)
	return nil
}

// maxRows is how many rows one statement takes.
const maxRows = 1000

// run runs a statement over rows, which it sees as $rows, in chunks.
func (w *writer) run(ctx context.Context, cypher string, rows []row) error {
	return w.runChunks(ctx, cypher, rows, maxRows)
}

func (w *writer) runChunks(ctx context.Context, cypher string, rows []row, size int) error {
	for chunk := range slices.Chunk(rows, size) {
		list := make([]any, len(chunk))
		for i, r := range chunk {
			list[i] = r.plain()
		}
		params := map[string]any{"rows": list}
		res, err := w.tx.Run(ctx, cypher, params)
		if err != nil {
			return err
		}
		sum, err := res.Consume(ctx)
		if err != nil {
			return err
		}
		w.store.show(cypher, params, sum)
	}
	return nil
}

// query runs a query over IDs, which it sees as $ids.
func (w *writer) query(ctx context.Context, cypher string, ids []string) ([]*driver.Record, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	params := map[string]any{"ids": ids}
	res, err := w.tx.Run(ctx, cypher, params)
	if err != nil {
		return nil, err
	}
	rows, err := res.Collect(ctx)
	if err != nil {
		return nil, err
	}
	sum, err := res.Consume(ctx)
	if err != nil {
		return nil, err
	}
	w.store.show(cypher, params, sum)
	return rows, nil
}

// queryIDs runs a query whose rows are IDs.
func (w *writer) queryIDs(ctx context.Context, cypher string, ids []string) ([]string, error) {
	rows, err := w.query(ctx, cypher, ids)
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i], _ = r.Values[0].(string)
	}
	return out, err
}

// remove takes away what the former extractions of the articles gave, and notes
// what lost support by it.
func (w *writer) remove(ctx context.Context) error {
	if len(w.replaced) == 0 {
		return nil
	}
	for _, x := range []struct {
		lost  map[string]bool
		query string
	}{
		{w.claims, "MATCH (a:Article)-[:HAS]->(:Attribution)-[:REPORTS]->(x:Claim) WHERE a.id IN $ids RETURN DISTINCT x.id"},
		{w.entities, "MATCH (a:Article)-[:NAMES]->(x:Entity) WHERE a.id IN $ids RETURN DISTINCT x.id"},
		{w.events, "MATCH (a:Article)-[:NAMES]->(x:Event) WHERE a.id IN $ids RETURN DISTINCT x.id"},
	} {
		ids, err := w.queryIDs(ctx, x.query, w.replaced)
		if err != nil {
			return err
		}
		for _, id := range ids {
			x.lost[id] = true
		}
	}
	for _, statement := range removal {
		if _, err := w.query(ctx, statement, w.replaced); err != nil {
			return err
		}
	}
	return nil
}

var removal = []string{
	`MATCH (a:Article)-[:HAS]->(:Attribution)-[:REPORTS]->(c:Claim)-[x:DENIES|CONFIRMS|REPEATS|CONTRADICTS]->(:Claim)
	 WHERE a.id IN $ids AND x.article = a.id WITH DISTINCT x DELETE x`,
	`MATCH (a:Article)-[:CONTAINS]->(r:Role)-[:OF]->(:Entity)-[x:HOLDS]->(:Entity) WHERE a.id IN $ids AND x.id = r.id DELETE x`,
	`MATCH (a:Article)-[:HAS]->(x:Attribution) WHERE a.id IN $ids DETACH DELETE x`,
	`MATCH (a:Article)-[:CONTAINS]->(x:Mention|Role) WHERE a.id IN $ids DETACH DELETE x`,
	`MATCH (a:Article)-[x:NAMES]->(:Entity|Event) WHERE a.id IN $ids DELETE x`,
	`MATCH (a:Article)-[x:PUBLISHED_BY]->(p:Publisher) WHERE a.id IN $ids DELETE x
	 WITH DISTINCT p WHERE NOT EXISTS { (p)<-[:PUBLISHED_BY]-(:Article) } DELETE p`,
	`MATCH (a:Article)-[x:EXTRACTED_BY]->(e:Extraction) WHERE a.id IN $ids DELETE x
	 WITH DISTINCT e WHERE NOT EXISTS { (e)<-[:EXTRACTED_BY]-(:Article) } DELETE e`,
}

// sweep removes claims, entities and events that lost their last support.
func (w *writer) sweep(ctx context.Context) error {
	if len(w.replaced) == 0 {
		return nil
	}
	for _, x := range []struct {
		touched   map[string]bool
		statement string
	}{
		{w.claims, "MATCH (x:Claim) WHERE x.id IN $ids AND NOT EXISTS { (x)<-[:REPORTS]-(:Attribution) } DETACH DELETE x"},
		{w.entities, "MATCH (x:Entity) WHERE x.id IN $ids AND NOT EXISTS { (x)<-[:NAMES]-(:Article) } DETACH DELETE x"},
		{w.events, "MATCH (x:Event) WHERE x.id IN $ids AND NOT EXISTS { (x)<-[:NAMES]-(:Article) } DETACH DELETE x"},
	} {
		if _, err := w.query(ctx, x.statement, lost(x.touched)); err != nil {
			return err
		}
	}
	return nil
}

// lost returns the IDs that are marked as having lost something.
func lost(touched map[string]bool) []string {
	var out []string
	for _, id := range slices.Sorted(maps.Keys(touched)) {
		if touched[id] {
			out = append(out, id)
		}
	}
	return out
}
