package neo4j

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"hearsay/graph"
)

// originals returns the records of articles as they were put: from where they are
// kept, or put together from the graph, which shows all of them otherwise.
func (w *writer) originals(ctx context.Context, ids []string, have map[string]version) (map[string]*graph.Record, error) {
	out := map[string]*graph.Record{}
	var kept, shown []string
	for _, id := range ids {
		if have[id].kept {
			kept = append(kept, id)
		} else {
			shown = append(shown, id)
		}
	}
	rows, err := w.query(ctx, "MATCH (x:Original) WHERE x.id IN $ids RETURN x.id, x.record", kept)
	if err != nil {
		return nil, err
	}
	for _, rec := range rows {
		id, _ := rec.Values[0].(string)
		body, _ := rec.Values[1].(string)
		out[id] = &graph.Record{}
		if err := json.Unmarshal([]byte(body), out[id]); err != nil {
			return nil, fmt.Errorf("original of %s: %w", id, err)
		}
	}
	return out, w.readRecords(ctx, shown, out)
}

// readRecords puts records together.
func (w *writer) readRecords(ctx context.Context, ids []string, out map[string]*graph.Record) error {
	rows, err := w.query(ctx, `MATCH (x:Article)-[:EXTRACTED_BY]->(e:Extraction) WHERE x.id IN $ids
RETURN `+articleItem+`, [e.id, e.version, e.settings]`, ids)
	if err != nil {
		return err
	}
	for _, rec := range rows {
		r, err1 := cellsOf(rec.Values[0])
		e, err2 := cellsOf(rec.Values[1])
		if err := cmp.Or(err1, err2); err != nil {
			return err
		}
		a, err := article(r)
		if err != nil {
			return err
		}
		a.Recorded = ""
		out[a.ID] = &graph.Record{Article: *a, Extraction: graph.Extraction{ID: text[string](e), Version: text[string](e), Settings: text[string](e)}}
	}
	for _, part := range []func() error{
		func() error {
			return readParts(ctx, w, "MATCH (a:Article)-[n:NAMES]->(x:Entity) WHERE a.id IN $ids RETURN a.id, "+saidOfEntity, ids, entity,
				func(id string, x *graph.Entity) { out[id].Entities = append(out[id].Entities, *x) })
		},
		func() error {
			return readParts(ctx, w, "MATCH (a:Article)-[n:NAMES]->(x:Event) WHERE a.id IN $ids RETURN a.id, "+saidOfEvent, ids, event,
				func(id string, x *graph.Event) { out[id].Events = append(out[id].Events, *x) })
		},
		func() error {
			return readParts(ctx, w, "MATCH (a:Article)-[:CONTAINS]->(x:Mention) WHERE a.id IN $ids RETURN a.id, "+mentionItem, ids, mention,
				func(id string, x *graph.Mention) { out[id].Mentions = append(out[id].Mentions, *x) })
		},
		func() error {
			return readParts(ctx, w, "MATCH (a:Article)-[:CONTAINS]->(x:Role) WHERE a.id IN $ids RETURN a.id, "+roleItem, ids, role,
				func(id string, x *graph.Role) { out[id].Roles = append(out[id].Roles, *x) })
		},
		func() error {
			return readParts(ctx, w, "MATCH (a:Article)-[:HAS]->(x:Attribution) WHERE a.id IN $ids RETURN a.id, "+attributionItem, ids, attribution,
				func(id string, x *graph.Attribution) { out[id].Attributions = append(out[id].Attributions, *x) })
		},
		func() error {
			return readParts(ctx, w, `MATCH (a:Article)-[:HAS]->(:Attribution)-[:REPORTS]->(x:Claim) WHERE a.id IN $ids
WITH DISTINCT a, x RETURN a.id, `+claimItem, ids, claim,
				func(id string, x *graph.Claim) { out[id].Claims = append(out[id].Claims, x.Bare()) })
		},
		func() error {
			return readParts(ctx, w, `MATCH (a:Article)-[:HAS]->(:Attribution)-[:REPORTS]->(f:Claim)-[x:DENIES|CONFIRMS|REPEATS|CONTRADICTS]->(t:Claim)
WHERE a.id IN $ids AND x.article = a.id WITH DISTINCT a, f, x, t RETURN a.id, `+linkItem, ids, link,
				func(id string, x *graph.Link) { x.Published = ""; out[id].Links = append(out[id].Links, *x) })
		},
	} {
		if err := part(); err != nil {
			return err
		}
	}
	for _, id := range ids {
		sortParts(out[id])
	}
	return nil
}

func readParts[T any](ctx context.Context, w *writer, cypher string, ids []string, decode func(*cells) (*T, error), add func(string, *T)) error {
	rows, err := w.query(ctx, cypher, ids)
	if err != nil {
		return err
	}
	for _, rec := range rows {
		id, _ := rec.Values[0].(string)
		r, err := cellsOf(rec.Values[1])
		if err != nil {
			return err
		}
		x, err := decode(r)
		if err != nil {
			return err
		}
		add(id, x)
	}
	return nil
}

// sortParts orders the parts of a record as Check does.
func sortParts(r *graph.Record) {
	byID(r.Entities, func(x *graph.Entity) string { return x.ID })
	byID(r.Events, func(x *graph.Event) string { return x.ID })
	byID(r.Mentions, func(x *graph.Mention) string { return x.ID })
	byID(r.Roles, func(x *graph.Role) string { return x.ID })
	byID(r.Attributions, func(x *graph.Attribution) string { return x.ID })
	byID(r.Claims, func(x *graph.Claim) string { return x.ID })
	byID(r.Links, func(x *graph.Link) string { return x.ID })
}

func byID[T any](list []T, id func(*T) string) {
	slices.SortFunc(list, func(a, b T) int { return cmp.Compare(id(&a), id(&b)) })
}
