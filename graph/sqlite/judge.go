package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay/graph"
)

// judgedArticles is how many articles a judgement brings up to date at a time.
const judgedArticles = 200

// Judge implements graph.Judge.
func (s *Store) Judge(ctx context.Context, given *graph.Judgement) (*graph.Judgement, error) {
	if err := firstError(ctx.Err(), given.Valid()); err != nil {
		return nil, s.fail(ctx, "judge", err)
	}
	if s.closed.Load() {
		return nil, s.fail(ctx, "judge", graph.ErrUnavailable)
	}
	j := *given
	err := s.writer.transact(ctx, func() error {
		old, err := s.writer.judgement(j.ID)
		if err != nil {
			return err
		}
		if old != nil {
			err := old.Again(&j)
			j = *old
			return err
		}
		return s.writer.judge(ctx, &j, s.now())
	})
	s.none.Store(new(time.Time))
	if err != nil {
		var c *graph.Conflict
		if errors.As(err, &c) || errors.Is(err, graph.ErrNotFound) {
			return nil, fmt.Errorf("sqlite: judge %s: %w", s.path, err)
		}
		return nil, s.fail(ctx, "judge", err)
	}
	return &j, nil
}

// effects returns the effects of all judgements, nil where there are none. What it
// remembers is right as long as no row was added, since none is ever changed.
func (w *writer) effects() (*graph.Effects, error) {
	var last int64
	if _, err := w.row("SELECT coalesce(max(n), 0) FROM judgement", nil, &last); err != nil || last == w.judgedTo {
		return w.judged, err
	}
	var all []*graph.Judgement
	err := w.rows("SELECT "+judgementColumns+" FROM judgement j", nil, func(r scanner) error {
		j, err := scanJudgement(r)
		all = append(all, j)
		return err
	})
	if err == nil {
		w.judged, w.judgedTo = graph.EffectsOf(all), last
	}
	return w.judged, err
}

func (w *writer) judgement(id string) (*graph.Judgement, error) {
	var out *graph.Judgement
	err := w.rows("SELECT "+judgementColumns+" FROM judgement j WHERE j.id = ?", []any{id}, func(r scanner) (err error) {
		out, err = scanJudgement(r)
		return err
	})
	return out, err
}

// judge writes a new judgement and brings what it affects up to date.
func (w *writer) judge(ctx context.Context, j *graph.Judgement, now time.Time) error {
	before, err := w.effects()
	if err != nil {
		return err
	}
	if before == nil {
		before = graph.EffectsOf(nil)
	}
	after, err := before.Add(j, now)
	if err != nil {
		return err
	}
	if err := w.writeJudgement(j, after); err != nil {
		return err
	}
	articles, err := w.articlesOf(before.Touched(after, j))
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(articles, judgedArticles) {
		b := newBatch(w, graph.InstantOf(now), after)
		for _, id := range chunk {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := b.showAgain(id); err != nil {
				return fmt.Errorf("article %s: %w", id, err)
			}
		}
		if err := b.settle(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) writeJudgement(j *graph.Judgement, e *graph.Effects) error {
	body, err := json.Marshal(j)
	if err != nil {
		return err
	}
	if err := w.run("INSERT INTO judgement (id, at, kind, person, in_force, body) VALUES (?, ?, ?, ?, ?, ?)",
		j.ID, j.When(), string(j.Kind), j.By, j.InForce, string(body)); err != nil {
		return err
	}
	for _, id := range e.Subjects(j) {
		if err := w.run("INSERT INTO judgement_subject (node, judgement) VALUES (?, ?) ON CONFLICT DO NOTHING", id, j.ID); err != nil {
			return err
		}
	}
	for _, id := range e.Undone(j) {
		if err := w.run("UPDATE judgement SET in_force = ? WHERE id = ?", e.InForce(id), id); err != nil {
			return err
		}
	}
	return nil
}

// articlesOf returns the articles whose records say something of one of the nodes.
func (w *writer) articlesOf(ids []string) ([]string, error) {
	return w.strings(`WITH i (id) AS MATERIALIZED (SELECT value FROM json_each(?))
		SELECT a.id FROM i CROSS JOIN article_entity d ON d.entity = i.id CROSS JOIN article a ON a.n = d.article
		UNION SELECT d.article FROM i CROSS JOIN attribution d ON d.claim = i.id
		UNION SELECT d.article FROM i CROSS JOIN aside d ON d.id = i.id
		UNION SELECT d.id FROM i CROSS JOIN article d ON d.id = i.id
		UNION SELECT d.article FROM i CROSS JOIN original d ON d.article = i.id
		ORDER BY 1`, list(ids))
}

// showAgain shows an article's record as the judgements now say.
func (b *batch) showAgain(id string) error {
	old, err := b.stored(id)
	if err != nil {
		return err
	}
	raw, err := b.original(id, old.kept)
	if err != nil {
		return err
	}
	return b.show(raw, old.digest, old)
}

// original returns the record of an article as it was put.
func (b *batch) original(id string, kept bool) (*graph.Record, error) {
	if !kept {
		return b.record(id)
	}
	var text string
	if _, err := b.row("SELECT record FROM original WHERE article = ?", []any{id}, &text); err != nil {
		return nil, err
	}
	r := &graph.Record{}
	return r, json.Unmarshal([]byte(text), r)
}

// keep stores the record of an article that shows something else.
func (b *batch) keep(r *graph.Record, digest string, recorded graph.Time, asides []graph.Aside) error {
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := b.run("INSERT INTO original (article, extraction, digest, recorded, record) VALUES (?, ?, ?, ?, ?)",
		r.Article.ID, r.Article.ExtractionID, digest, string(recorded), string(text)); err != nil {
		return err
	}
	var values []any
	for _, a := range asides {
		part := ""
		if a.Part != nil {
			text, err := json.Marshal(a.Part)
			if err != nil {
				return err
			}
			part = string(text)
		}
		values = append(values, a.ID, a.ArticleID, a.IntoID, part)
	}
	return b.insert("INSERT INTO aside (id, article, into_id, part)", 4, values)
}

// forget takes away what keep stored.
func (b *batch) forget(id string) error {
	if err := b.run("DELETE FROM original WHERE article = ?", id); err != nil {
		return err
	}
	return b.run("DELETE FROM aside WHERE article = ?", id)
}

const judgementColumns = "j.body, j.in_force"

func scanJudgement(r scanner, extra ...any) (*graph.Judgement, error) {
	var body string
	var inForce bool
	if err := r.Scan(append(extra, &body, &inForce)...); err != nil {
		return nil, err
	}
	return decodeJudgement(body, inForce)
}

func decodeJudgement(body string, inForce bool) (*graph.Judgement, error) {
	j := &graph.Judgement{}
	err := json.Unmarshal([]byte(body), j)
	j.InForce = inForce
	return j, err
}

// Judgements implements graph.Judge.
func (s *Store) Judgements(ctx context.Context, ids []string) (map[string]*graph.Judgement, error) {
	return byID(ctx, s, "judgements", judgementColumns, "judgement j", "j.id", ids, scanJudgement, func(j *graph.Judgement) string { return j.ID })
}

// ListJudgements implements graph.Judge.
func (s *Store) ListJudgements(ctx context.Context, f graph.JudgementFilter, p graph.Page) (graph.Slice[graph.Judgement], error) {
	if err := f.Valid(); err != nil {
		return graph.Slice[graph.Judgement]{}, s.fail(ctx, "list judgements", err)
	}
	return page(ctx, s, "list judgements", judgementColumns, selectJudgements(f), p, scanJudgement)
}

func selectJudgements(f graph.JudgementFilter) *selection {
	q := &selection{from: "judgement j", key: "j.at", id: "j.id"}
	in(q, "j.id", f.IDs)
	in(q, "j.kind", f.Kinds)
	if len(f.NodeIDs) > 0 {
		ids := list(distinct(f.NodeIDs))
		q.add(`j.id IN (SELECT y.judgement FROM judgement_subject y WHERE y.node IN (
			SELECT value FROM json_each(?) UNION SELECT z.id FROM json_each(?) v CROSS JOIN aside z ON z.into_id = v.value AND z.into_id <> ''))`, ids, ids)
	}
	if f.By != "" {
		q.add("j.person = ?", f.By)
	}
	// Times of judgements are finer than a second, and order before its Z.
	q.between("j.at", graph.Time(strings.TrimSuffix(string(f.From), "Z")), f.To)
	q.flag(f.InForce, "j.in_force = 1")
	return q
}

// JudgementsOf implements graph.Judge.
func (s *Store) JudgementsOf(ctx context.Context, nodeIDs []string) (map[string][]*graph.Judgement, error) {
	out := map[string][]*graph.Judgement{}
	ids := list(distinct(nodeIDs))
	err := s.query(ctx, "judgements of", `SELECT DISTINCT i.node, `+judgementColumns+`, j.at, j.id FROM (
			SELECT value AS node, value AS id FROM json_each(?)
			UNION SELECT v.value, z.id FROM json_each(?) v CROSS JOIN aside z ON z.into_id = v.value AND z.into_id <> '') i
		CROSS JOIN judgement_subject y ON y.node = i.id CROSS JOIN judgement j ON j.id = y.judgement ORDER BY j.at, j.id`,
		[]any{ids, ids}, func(r *sql.Rows) error {
			var node, body string
			var inForce bool
			var at, id string
			if err := r.Scan(&node, &body, &inForce, &at, &id); err != nil {
				return err
			}
			j, err := decodeJudgement(body, inForce)
			out[node] = append(out[node], j)
			return err
		})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Current implements graph.Judge.
func (s *Store) Current(ctx context.Context, entityIDs []string) (map[string]string, error) {
	out := map[string]string{}
	if none, err := s.unjudged(ctx); err != nil || none {
		return out, err
	}
	err := s.query(ctx, "current", `SELECT DISTINCT id, into_id FROM aside WHERE id IN (SELECT value FROM json_each(?)) AND into_id <> ''`,
		[]any{list(distinct(entityIDs))}, func(r *sql.Rows) error {
			var id, into string
			err := r.Scan(&id, &into)
			out[id] = into
			return err
		})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// unjudgedFor is how long a store goes by that nobody judged, as far as it knows: filters
// ask for what is current all the time, and most graphs know no judgements.
const unjudgedFor = time.Second

// unjudged reports whether there are no judgements.
func (s *Store) unjudged(ctx context.Context) (bool, error) {
	if s.closed.Load() {
		return false, s.fail(ctx, "current", graph.ErrUnavailable)
	}
	if err := ctx.Err(); err != nil {
		return false, s.fail(ctx, "current", err)
	}
	now, at := s.now(), s.none.Load()
	if at != nil && now.Sub(*at).Abs() < unjudgedFor {
		return true, nil
	}
	some := false
	err := s.query(ctx, "current", "SELECT EXISTS (SELECT 1 FROM judgement)", nil, func(r *sql.Rows) error {
		return r.Scan((*boolean)(&some))
	})
	if err != nil || some {
		return false, err
	}
	s.none.CompareAndSwap(at, &now) // unless somebody judged meanwhile
	return true, nil
}

// Originals implements graph.Judge.
func (s *Store) Originals(ctx context.Context, attributionIDs []string) (map[string]*graph.Original, error) {
	records := map[string]*graph.Record{}
	want := map[string][]string{}
	err := s.query(ctx, "originals", `SELECT x.id, o.article, o.record FROM json_each(?) p CROSS JOIN attribution x ON x.id = p.value
		CROSS JOIN original o ON o.article = x.article`, []any{list(distinct(attributionIDs))}, func(r *sql.Rows) error {
		var id, article, text string
		if err := r.Scan(&id, &article, &text); err != nil {
			return err
		}
		want[article] = append(want[article], id)
		if records[article] != nil {
			return nil
		}
		records[article] = &graph.Record{}
		return json.Unmarshal([]byte(text), records[article])
	})
	out := map[string]*graph.Original{}
	if err != nil || len(records) == 0 {
		return out, err
	}
	e, err := s.effects(ctx)
	if err != nil {
		return nil, err
	}
	for article, ids := range want {
		for _, id := range ids {
			if o := e.Original(records[article], id); o != nil {
				out[id] = o
			}
		}
	}
	return out, nil
}

// effects are those of the judgements up to a row.
type effects struct {
	last int64
	*graph.Effects
}

// effects returns the effects of all judgements. What it remembers is right as long as
// no row was added; see writer.effects.
func (s *Store) effects(ctx context.Context) (*graph.Effects, error) {
	now := &effects{}
	err := s.query(ctx, "effects", "SELECT coalesce(max(n), 0) FROM judgement", nil, func(r *sql.Rows) error { return r.Scan(&now.last) })
	if err != nil {
		return nil, err
	}
	if known := s.judged.Load(); known != nil && known.last == now.last {
		return known.Effects, nil
	}
	var all []*graph.Judgement
	err = s.query(ctx, "effects", "SELECT "+judgementColumns+" FROM judgement j WHERE j.n <= ?", []any{now.last}, func(r *sql.Rows) error {
		j, err := scanJudgement(r)
		all = append(all, j)
		return err
	})
	if err != nil {
		return nil, err
	}
	now.Effects = graph.EffectsOf(all)
	s.judged.Store(now)
	return now.Effects, nil
}

// asides reads what became of IDs.
func (s *Store) asides(ctx context.Context, ids []string) ([]graph.Aside, error) {
	var out []graph.Aside
	err := s.query(ctx, "asides", "SELECT id, article, into_id, part FROM aside WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id, article",
		[]any{list(distinct(ids))}, func(r *sql.Rows) error {
			var a graph.Aside
			var part string
			if err := r.Scan(&a.ID, &a.ArticleID, &a.IntoID, &part); err != nil {
				return err
			}
			out = append(out, a)
			if part == "" {
				return nil
			}
			out[len(out)-1].Part = &graph.Part{}
			return json.Unmarshal([]byte(part), out[len(out)-1].Part)
		})
	return out, err
}
