package neo4j

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

// judgedArticles is how many articles a judgement brings up to date at a time.
const judgedArticles = 200

// Judge stores a judgement and brings what it affects up to date; see graph.Judge.
func (s *Store) Judge(ctx context.Context, given *graph.Judgement) (*graph.Judgement, error) {
	if s.closed.Load() {
		return nil, wrap(errClosed, "judge")
	}
	if err := given.Valid(); err != nil {
		return nil, wrap(err, "judge")
	}
	var out *graph.Judgement
	var refused error // by the rules of the graph; the server has nothing to do with it
	err := s.write(ctx, func(ctx context.Context, tx driver.ManagedTransaction) error {
		now := s.opt.Now()
		w := &writer{tx: tx, store: s, now: string(graph.InstantOf(now))}
		if err := w.begin(ctx); err != nil {
			return err
		}
		j := *given
		old, err := w.judgements(ctx, "MATCH (x:Judgement) WHERE x.id IN $ids RETURN "+judgementItem, []string{j.ID})
		if err != nil {
			return err
		}
		if out, refused = &j, nil; len(old) > 0 {
			out, refused = old[0], old[0].Again(&j)
			return nil
		}
		before := w.effects
		if before == nil {
			before = graph.EffectsOf(nil)
		}
		after, err := before.Add(&j, now)
		if err != nil {
			refused = err
			return nil
		}
		if err := w.writeJudgement(ctx, &j, after); err != nil {
			return err
		}
		return w.showAgain(ctx, before.Touched(after, &j), after)
	})
	s.none.Store(new(time.Time))
	if err = errors.Join(err, refused); err != nil {
		return nil, wrap(err, "judge")
	}
	return out, nil
}

// begin takes the writer's turn and reads the effects of the judgements. None is ever
// changed, so that their number tells whether those that the store remembers still
// are all.
func (w *writer) begin(ctx context.Context) error {
	n, err := lock(ctx, w.tx)
	if err != nil || n == 0 {
		return err
	}
	if known := w.store.judged.Load(); known != nil && known.count == n {
		w.effects = known.effects
		return nil
	}
	all, err := w.judgements(ctx, "MATCH (x:Judgement) WHERE NOT x.id IN $ids RETURN "+judgementItem, []string{""})
	if err != nil {
		return err
	}
	w.effects = graph.EffectsOf(all)
	w.store.judged.Store(&effects{count: n, effects: w.effects})
	return nil
}

// effects are those of so many judgements.
type effects struct {
	count   int
	effects *graph.Effects
}

const (
	judgementItem = "[x.body, x.inForce]"

	writeJudgement = `UNWIND $rows AS row
CREATE (x:Judgement {id: row.id})
SET x += row.props
WITH x, row
UNWIND row.subjects AS subject
MERGE (n:Subject {id: subject})
CREATE (x)-[:JUDGES]->(n)`
	writeInForce = `UNWIND $rows AS row
MATCH (x:Judgement {id: row.id})
SET x.inForce = row.inForce`
)

func judgement(c *cells) (*graph.Judgement, error) {
	j := &graph.Judgement{}
	err := json.Unmarshal([]byte(text[string](c)), j)
	j.InForce = flag(c)
	return j, err
}

func (w *writer) judgements(ctx context.Context, cypher string, ids []string) ([]*graph.Judgement, error) {
	rows, err := w.query(ctx, cypher, ids)
	if err != nil {
		return nil, err
	}
	return decodeAll(rows, judgement)
}

// decodeAll decodes the first value of each row.
func decodeAll[T any](rows []*driver.Record, decode func(*cells) (*T, error)) ([]*T, error) {
	list := make([]any, len(rows))
	for i, rec := range rows {
		list[i] = rec.Values[0]
	}
	return decodeList(list, decode)
}

func (w *writer) writeJudgement(ctx context.Context, j *graph.Judgement, e *graph.Effects) error {
	body, err := json.Marshal(j)
	if err != nil {
		return err
	}
	props := row{"at": j.When(), "kind": string(j.Kind), "by": j.By, "inForce": j.InForce, "body": string(body)}
	if err := w.run(ctx, writeJudgement, []row{{"id": j.ID, "props": props, "subjects": e.Subjects(j)}}); err != nil {
		return err
	}
	var undone []row
	for _, id := range e.Undone(j) {
		undone = append(undone, row{"id": id, "inForce": e.InForce(id)})
	}
	return w.run(ctx, writeInForce, undone)
}

const articlesOf = `MATCH (x:Entity)<-[:NAMES]-(a:Article) WHERE x.id IN $ids RETURN a.id AS id
UNION MATCH (x:Claim)<-[:REPORTS]-(:Attribution)<-[:HAS]-(a:Article) WHERE x.id IN $ids RETURN a.id AS id
UNION MATCH (x:Aside) WHERE x.node IN $ids RETURN x.article AS id
UNION MATCH (a:Article) WHERE a.id IN $ids RETURN a.id AS id
UNION MATCH (x:Original) WHERE x.id IN $ids RETURN x.id AS id`

// showAgain shows the articles whose records say something of one of the nodes as the
// judgements now say.
func (w *writer) showAgain(ctx context.Context, nodes []string, e *graph.Effects) error {
	articles, err := w.queryIDs(ctx, articlesOf, nodes)
	if err != nil {
		return err
	}
	for ids := range slices.Chunk(distinct(articles), judgedArticles) {
		part := &writer{tx: w.tx, store: w.store, now: w.now, effects: e, digests: map[string]string{}}
		have, err := part.versions(ctx, ids)
		if err != nil {
			return err
		}
		records, err := part.originals(ctx, ids, have)
		if err != nil {
			return err
		}
		for id, v := range have {
			part.digests[id] = v.digest
		}
		part.take(records, have)
		if err := part.show(ctx); err != nil {
			return err
		}
	}
	return nil
}

// version is what the store has of an article.
type version struct {
	extraction, digest, recorded string
	shown                        bool // there is a node :Article
	kept                         bool // there is a node :Original
}

func (w *writer) versions(ctx context.Context, ids []string) (map[string]version, error) {
	out := map[string]version{}
	read := func(label string, mark func(*version)) error {
		rows, err := w.query(ctx, "MATCH (x:"+label+") WHERE x.id IN $ids RETURN [x.id, x.extraction, x.digest, x.recorded]", ids)
		for _, rec := range rows {
			c, err := cellsOf(rec.Values[0])
			if err != nil {
				return err
			}
			id := text[string](c)
			v := out[id]
			v.extraction, v.digest, v.recorded = text[string](c), text[string](c), text[string](c)
			mark(&v)
			out[id] = v
		}
		return err
	}
	if err := read("Article", func(v *version) { v.shown = true }); err != nil || w.effects == nil {
		return out, err
	}
	return out, read("Original", func(v *version) { v.kept = true })
}

// judged is what judgements do to the records of a transaction.
type judged struct {
	forget []string // articles whose originals go, or are written anew
	hide   []string // articles that are not shown any more
	keep   []row    // originals
	asides []row
}

// take lets the records be written, by article.
func (w *writer) take(records map[string]*graph.Record, have map[string]version) {
	w.recorded = map[string]any{}
	for _, id := range slices.Sorted(maps.Keys(records)) {
		w.records = append(w.records, records[id])
		v, ok := have[id]
		if v.shown {
			w.replaced = append(w.replaced, id)
		}
		if v.kept {
			w.judged.forget = append(w.judged.forget, id)
		}
		if ok && v.recorded != "" {
			w.recorded[id] = v.recorded
		}
	}
}

// apply puts what is shown in the place of the records.
func (w *writer) apply() error {
	if w.effects.IsZero() {
		return nil
	}
	var shown []*graph.Record
	for _, r := range w.records {
		x := w.effects.Apply(r)
		if x.Record != nil {
			shown = append(shown, x.Record)
		} else {
			w.judged.hide = append(w.judged.hide, r.Article.ID)
		}
		if x.Record != r {
			if err := w.set(r, x.Asides); err != nil {
				return err
			}
		}
	}
	w.records = shown
	return nil
}

// set notes a record that is kept as it was put.
func (w *writer) set(r *graph.Record, asides []graph.Aside) error {
	id, recorded := r.Article.ID, any(w.now)
	if t, ok := w.recorded[id]; ok {
		recorded = t
	}
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	w.judged.keep = append(w.judged.keep, row{"id": id, "extraction": r.Article.ExtractionID, "digest": w.digests[id],
		"recorded": recorded, "record": string(body)})
	for _, a := range asides {
		x := row{"id": a.ID + " " + a.ArticleID, "node": a.ID, "article": a.ArticleID}
		put(x, "into", a.IntoID)
		if a.Part != nil {
			part, err := json.Marshal(a.Part)
			if err != nil {
				return err
			}
			x["part"] = string(part)
		}
		w.judged.asides = append(w.judged.asides, x)
	}
	return nil
}

// setAside writes what became of the records that are not shown as they were put.
func (w *writer) setAside(ctx context.Context) error {
	for _, x := range []struct {
		statement string
		ids       []string
	}{
		{"MATCH (x:Aside) WHERE x.article IN $ids DELETE x", w.judged.forget},
		{"MATCH (x:Original) WHERE x.id IN $ids DELETE x", w.judged.forget},
		{"MATCH (x:Article) WHERE x.id IN $ids DETACH DELETE x", w.judged.hide},
	} {
		if _, err := w.query(ctx, x.statement, x.ids); err != nil {
			return err
		}
	}
	if err := w.runChunks(ctx, "UNWIND $rows AS row\nCREATE (x:Original)\nSET x = row", w.judged.keep, maxTexts); err != nil {
		return err
	}
	return w.run(ctx, "UNWIND $rows AS row\nCREATE (x:Aside)\nSET x = row", w.judged.asides)
}

// Judgements returns the judgements it finds, by ID.
func (s *Store) Judgements(ctx context.Context, ids []string) (map[string]*graph.Judgement, error) {
	rows, err := s.read(ctx, "MATCH (x:Judgement) WHERE x.id IN $ids RETURN "+judgementItem, map[string]any{"ids": distinct(ids)})
	if err != nil {
		return nil, wrap(err, "judgements")
	}
	list, err := decodeAll(rows, judgement)
	out := make(map[string]*graph.Judgement, len(list))
	for _, j := range list {
		out[j.ID] = j
	}
	return out, wrap(err, "judgements")
}

// ListJudgements returns a page of judgements by At, then ID.
func (s *Store) ListJudgements(ctx context.Context, f graph.JudgementFilter, p graph.Page) (graph.Slice[graph.Judgement], error) {
	return listByTime(ctx, s, f, p, selectJudgements, "x.at", shape{item: judgementItem}, judgement)
}

func selectJudgements(f graph.JudgementFilter) *selection {
	q := newSelection("MATCH (x:Judgement)")
	if len(f.NodeIDs) > 0 {
		ids := q.param(distinct(f.NodeIDs))
		q.begin = "CALL () {\n\tUNWIND " + ids + " AS id RETURN id\n\tUNION MATCH (a:Aside) WHERE a.into IN " + ids + " RETURN a.node AS id\n}" +
			"\nMATCH (:Subject {id: id})<-[:JUDGES]-(x:Judgement)\nWITH DISTINCT x"
	} else if len(f.IDs) == 0 {
		q.scan = "x:Judgement(at, id)"
	}
	q.oneOf("x.id", f.IDs)
	if len(f.Kinds) > 0 {
		q.must("x.kind IN %s", plain(f.Kinds))
	}
	if f.By != "" {
		q.must("x.by = %s", f.By)
	}
	// Times of judgements are finer than a second, and order before its Z.
	q.within("x.at", graph.Time(strings.TrimSuffix(string(f.From), "Z")), f.To)
	q.is("x.inForce", f.InForce)
	return q
}

// JudgementsOf returns the judgements about each of the nodes, oldest first.
func (s *Store) JudgementsOf(ctx context.Context, nodeIDs []string) (map[string][]*graph.Judgement, error) {
	rows, err := s.read(ctx, `CALL () {
	UNWIND $ids AS node RETURN node, node AS id
	UNION MATCH (a:Aside) WHERE a.into IN $ids RETURN a.into AS node, a.node AS id
}
MATCH (:Subject {id: id})<-[:JUDGES]-(x:Judgement)
WITH DISTINCT node, x ORDER BY x.at, x.id
RETURN `+judgementItem+`, node`, map[string]any{"ids": distinct(nodeIDs)})
	if err != nil {
		return nil, wrap(err, "judgements of")
	}
	list, err := decodeAll(rows, judgement)
	if err != nil {
		return nil, wrap(err, "judgements of")
	}
	out := map[string][]*graph.Judgement{}
	for i, j := range list {
		node, _ := rows[i].Values[1].(string)
		out[node] = append(out[node], j)
	}
	return out, nil
}

// Current returns the entities into which those were merged.
func (s *Store) Current(ctx context.Context, entityIDs []string) (map[string]string, error) {
	if none, err := s.unjudged(ctx); err != nil || none {
		return nil, wrap(err, "current")
	}
	rows, err := s.read(ctx, "MATCH (x:Aside) WHERE x.node IN $ids AND x.into IS NOT NULL RETURN DISTINCT x.node, x.into",
		map[string]any{"ids": distinct(entityIDs)})
	if err != nil {
		return nil, wrap(err, "current")
	}
	out := map[string]string{}
	for _, r := range rows {
		id, _ := r.Values[0].(string)
		out[id], _ = r.Values[1].(string)
	}
	return out, nil
}

// unjudgedFor is how long a store goes by that nobody judged, as far as it knows: filters
// ask for what is current all the time, and most graphs know no judgements.
const unjudgedFor = time.Second

// unjudged reports whether there are no judgements.
func (s *Store) unjudged(ctx context.Context) (bool, error) {
	if s.closed.Load() {
		return false, errClosed
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	now, at := s.opt.Now(), s.none.Load()
	if at != nil && now.Sub(*at).Abs() < unjudgedFor {
		return true, nil
	}
	rows, err := s.read(ctx, "RETURN EXISTS { MATCH (:Judgement) }", nil)
	if err != nil {
		return false, err
	}
	if some, _ := rows[0].Values[0].(bool); some {
		return false, nil
	}
	s.none.CompareAndSwap(at, &now) // unless somebody judged meanwhile
	return true, nil
}

// Originals returns what the machine found of the attributions that were corrected.
func (s *Store) Originals(ctx context.Context, attributionIDs []string) (map[string]*graph.Original, error) {
	rows, err := s.read(ctx, `MATCH (x:Attribution) WHERE x.id IN $ids
MATCH (o:Original) WHERE o.id = x.article
WITH o, collect(x.id) AS ids RETURN ids, o.record`, map[string]any{"ids": distinct(attributionIDs)})
	if err != nil {
		return nil, wrap(err, "originals")
	}
	out := map[string]*graph.Original{}
	if len(rows) == 0 {
		return out, nil
	}
	found, err := s.read(ctx, "MATCH (x:Judgement) RETURN "+judgementItem, nil)
	if err != nil {
		return nil, wrap(err, "originals")
	}
	all, err := decodeAll(found, judgement)
	if err != nil {
		return nil, wrap(err, "originals")
	}
	e := graph.EffectsOf(all)
	for _, rec := range rows {
		r := &graph.Record{}
		body, _ := rec.Values[1].(string)
		if err := json.Unmarshal([]byte(body), r); err != nil {
			return nil, wrap(err, "originals")
		}
		ids, _ := rec.Values[0].([]any)
		for _, id := range textsOf(ids) {
			if o := e.Original(r, id); o != nil {
				out[id] = o
			}
		}
	}
	return out, nil
}

// asides reads what became of IDs.
func (s *Store) asides(ctx context.Context, ids []string) ([]graph.Aside, error) {
	rows, err := s.read(ctx, "MATCH (x:Aside) WHERE x.node IN $ids RETURN [x.node, x.article, x.into, x.part]", map[string]any{"ids": distinct(ids)})
	if err != nil {
		return nil, err
	}
	list, err := decodeAll(rows, func(c *cells) (*graph.Aside, error) {
		a := &graph.Aside{ID: text[string](c), ArticleID: text[string](c), IntoID: text[string](c)}
		part := text[string](c)
		if part == "" {
			return a, nil
		}
		a.Part = &graph.Part{}
		return a, json.Unmarshal([]byte(part), a.Part)
	})
	out := make([]graph.Aside, len(list))
	for i, a := range list {
		out[i] = *a
	}
	if err != nil {
		return nil, fmt.Errorf("asides: %w", err)
	}
	return out, nil
}
