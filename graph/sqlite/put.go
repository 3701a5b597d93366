package sqlite

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"hearsay/graph"
)

// Put implements graph.Writer.
func (s *Store) Put(ctx context.Context, records []*graph.Record) (graph.PutResult, error) {
	var res graph.PutResult
	if err := ctx.Err(); err != nil {
		return res, s.fail(ctx, "put", err)
	}
	if s.closed.Load() {
		return res, s.fail(ctx, "put", graph.ErrUnavailable)
	}
	var checked []*graph.Record
	for _, r := range records {
		ok, refused, err := graph.Check(r)
		res.Refused = append(res.Refused, refused...)
		if err != nil {
			res.Refused = append(res.Refused, graph.Refusal{ArticleID: r.Article.ID, Part: "article", ID: r.Article.ID, Reason: err.Error()})
			continue
		}
		checked = append(checked, ok)
	}
	if len(checked) == 0 {
		return res, nil
	}
	stored := 0
	err := s.writer.transact(ctx, func() error {
		effects, err := s.writer.effects()
		if err != nil {
			return err
		}
		b := newBatch(s.writer, graph.InstantOf(s.now()), effects)
		for _, r := range checked {
			if err := ctx.Err(); err != nil {
				return err
			}
			changed, err := b.put(r)
			if err != nil {
				return fmt.Errorf("article %s: %w", r.Article.ID, err)
			}
			if changed {
				stored++
			}
		}
		if stored == 0 {
			return nil
		}
		return b.settle(ctx)
	})
	if err != nil {
		return graph.PutResult{}, s.fail(ctx, "put", err)
	}
	res.Stored, res.Unchanged = stored, len(checked)-stored
	return res, nil
}

// batch is one transaction of Put. What belongs to an article is written at once;
// what several articles share is gathered and brought up to date by settle.
type batch struct {
	*writer
	now         graph.Time
	entities    map[string]*shared[graph.Entity]
	events      map[string]*shared[graph.Event]
	claims      map[string]bool         // claims that gained or lost a report
	said        map[string]*graph.Claim // claims as the records of the batch give them
	fresh       []newcomer              // claims that this batch brought, by their rows
	placed      [3][]any                // rows of claim_source, claim_target, claim_event to be written
	pairs       [][5]string             // rows of claim_pair to be written
	tally       *graph.Tally            // of the tables dyad, country_dyad, ranking and calendar
	countries   map[string]string       // of entities that the batch does not touch
	texts       []text                  // words to be indexed
	links       map[string][]graph.Link // by article
	answered    map[string]bool         // claims where a DENIES link began or ceased to end
	extractions map[string]bool         // extractions that may have lost their last article
	effects     *graph.Effects          // of the judgements; nil where there are none
}

func newBatch(w *writer, now graph.Time, e *graph.Effects) *batch {
	b := &batch{writer: w, now: now, effects: e, entities: map[string]*shared[graph.Entity]{}, events: map[string]*shared[graph.Event]{},
		claims: map[string]bool{}, said: map[string]*graph.Claim{}, links: map[string][]graph.Link{},
		answered: map[string]bool{}, extractions: map[string]bool{}, countries: map[string]string{}}
	b.tally = graph.NewTally(b.before, b.after)
	return b
}

// stored is what the store has of an article.
type stored struct {
	graph.Article        // what its row holds of it, as far as it takes to remove it
	n             int64  // its row, 0 where it is not shown
	digest        string // of the record as it was put
	kept          bool   // there is such a record in the table original
}

func (b *batch) stored(id string) (stored, error) {
	x := stored{Article: graph.Article{ID: id}}
	_, err := b.row("SELECT n, origin, extraction, digest, recorded, published, publisher, domain FROM article WHERE id = ?", []any{id},
		&x.n, &x.Origin, &x.ExtractionID, &x.digest, &x.Recorded, &x.Published, &x.Publisher.Name, &x.Publisher.Domain)
	if err != nil || b.effects == nil {
		return x, err
	}
	x.kept, err = b.row("SELECT extraction, digest, recorded FROM original WHERE article = ?", []any{id}, &x.ExtractionID, &x.digest, &x.Recorded)
	return x, err
}

// put writes one checked record, false where there is nothing to change.
func (b *batch) put(r *graph.Record) (bool, error) {
	digest := r.Digest()
	old, err := b.stored(r.Article.ID)
	if err != nil {
		return false, err
	}
	if old.digest != "" && old.ExtractionID == r.Article.ExtractionID && old.digest <= digest {
		return false, nil
	}
	return true, b.show(r, digest, old)
}

// show writes what is to be shown of a record in the place of what was.
func (b *batch) show(raw *graph.Record, digest string, old stored) error {
	shown := b.effects.Apply(raw)
	r := shown.Record
	if r == nil {
		r = &graph.Record{Article: raw.Article}
	}
	a := &r.Article
	if err := b.tell(r, old.Origin); err != nil {
		return err
	}
	a.Recorded = b.now
	if old.Recorded != "" {
		a.Recorded = old.Recorded
	}
	if old.n != 0 {
		if err := b.remove(&old.Article, old.n); err != nil {
			return err
		}
	}
	if old.kept {
		if err := b.forget(a.ID); err != nil {
			return err
		}
	}
	if r != raw {
		if err := b.keep(raw, digest, a.Recorded, shown.Asides); err != nil {
			return err
		}
	}
	b.links[a.ID] = r.Links
	if shown.Record == nil {
		return b.run("DELETE FROM article WHERE n = ?", old.n)
	}
	n := old.n
	for _, step := range []func() error{
		func() error {
			return b.run("INSERT INTO extraction (id, version, settings) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
				r.Extraction.ID, r.Extraction.Version, r.Extraction.Settings)
		},
		func() (err error) { n, err = b.article(a, digest, n); return err },
		func() error { return b.support(r, n) },
		func() error { return b.mentions(r) },
		func() error { return b.reports(r) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// remove takes away all that the former extraction of an article gave, but for its
// row, and notes what shared rows that touches.
func (b *batch) remove(old *graph.Article, n int64) error {
	entities, err := b.strings("SELECT entity FROM article_entity WHERE article = ?", n)
	if err != nil {
		return err
	}
	events, err := b.strings("SELECT event FROM article_event WHERE article = ?", n)
	if err != nil {
		return err
	}
	claims, err := b.strings("SELECT DISTINCT claim FROM attribution WHERE article = ?", old.ID)
	if err != nil {
		return err
	}
	answered, err := b.strings("SELECT to_id FROM link WHERE article = ? AND article <> ''", old.ID)
	if err != nil {
		return err
	}
	b.extractions[old.ExtractionID] = true
	mark(b.claims, claims)
	mark(b.answered, answered)
	if err := lose(b, b.entities, entities, b.loadEntities); err != nil {
		return err
	}
	if err := lose(b, b.events, events, b.loadEvents); err != nil {
		return err
	}
	for _, name := range publisherNames(old) {
		if err := b.run("DELETE FROM article_publisher WHERE name = ? AND published = ? AND article = ?", name, old.Published, old.ID); err != nil {
			return err
		}
	}
	for _, text := range []string{"DELETE FROM article_entity WHERE article = ?", "DELETE FROM article_event WHERE article = ?"} {
		if err := b.run(text, n); err != nil {
			return err
		}
	}
	for _, text := range []string{
		"DELETE FROM attribution WHERE article = ?", "DELETE FROM mention WHERE article = ?",
		"DELETE FROM role WHERE article = ?", "DELETE FROM link WHERE article = ? AND article <> ''",
	} {
		if err := b.run(text, old.ID); err != nil {
			return err
		}
	}
	b.unindex("article_text", n)
	return nil
}

func mark(set map[string]bool, ids []string) {
	for _, id := range ids {
		set[id] = true
	}
}

// publisherNames returns the folded names under which a publisher is found.
func publisherNames(a *graph.Article) []string {
	return words(graph.Fold(a.Publisher.Name), graph.Fold(a.Publisher.Domain))
}

// words returns the distinct words that are not empty, sorted.
func words(list ...string) []string {
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	slices.Sort(list)
	return slices.Compact(list)
}

// article writes the row of an article and returns it; n is 0 if it is new. Its n and
// recorded stay if it is there.
func (b *batch) article(a *graph.Article, digest string, n int64) (int64, error) {
	added, _, err := b.exec(`INSERT INTO article (id, published, origin, extraction, digest, recorded, url, publisher, domain, lang,
			agency, dateline, raw_hash, title, byline, blocks, source, text)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET published = excluded.published, origin = excluded.origin, extraction = excluded.extraction,
			digest = excluded.digest, publisher = excluded.publisher, domain = excluded.domain, lang = excluded.lang,
			agency = excluded.agency, dateline = excluded.dateline, raw_hash = excluded.raw_hash, title = excluded.title,
			byline = excluded.byline, blocks = excluded.blocks, source = excluded.source`,
		a.ID, string(a.Published), a.Origin, a.ExtractionID, digest, string(a.Recorded), a.URL, a.Publisher.Name, a.Publisher.Domain,
		a.Lang, a.Agency, a.Dateline, a.RawHash, a.Title, list(a.Byline), list(a.Blocks), list(a.Source), a.Text)
	if err != nil {
		return 0, err
	}
	for _, name := range publisherNames(a) {
		if err := b.run("INSERT INTO article_publisher (name, published, article) VALUES (?, ?, ?)", name, string(a.Published), a.ID); err != nil {
			return 0, err
		}
	}
	if n == 0 {
		n = added
	}
	b.index("article_text", n, a.Title, a.Text)
	return n, nil
}

func (b *batch) mentions(r *graph.Record) error {
	var values []any
	for _, m := range r.Mentions {
		values = append(values, m.ArticleID, m.Span.Start, m.Span.End, m.ID, m.EntityID, m.EventID, string(m.Kind))
	}
	if err := b.insert(`INSERT INTO mention (article, start, "end", id, entity, event, kind)`, 7, values); err != nil {
		return err
	}
	values = nil
	for _, x := range r.Roles {
		values = append(values, x.ID, x.PersonID, x.HolderID, x.Title, x.ArticleID, x.Span.Start, x.Span.End)
	}
	return b.insert(`INSERT INTO role (id, person, holder, title, article, start, "end")`, 7, values)
}

// reports writes the attributions of a record and notes its claims.
func (b *batch) reports(r *graph.Record) error {
	for i := range r.Claims {
		b.claims[r.Claims[i].ID] = true
		b.said[r.Claims[i].ID] = &r.Claims[i]
	}
	var values []any
	for i := range r.Attributions {
		x := &r.Attributions[i]
		values = append(values, x.ID, x.ArticleID, x.ClaimID, x.ParentID, x.Pos(), string(x.Published), string(x.Type), string(x.Act),
			x.Implicit, string(x.Polarity), string(x.Modality), spans(x.Source).String(), spans(x.Cue).String(),
			spans(x.Content).String(), spans(x.Target).String(), spans(x.Addressee).String(), x.Proposition, list(x.EventIDs),
			string(x.Time), list(x.AddresseeIDs), string(x.Uttered), x.Confidence, partsText(x.Parts), x.Rule)
	}
	return b.insert(`INSERT INTO attribution (id, article, claim, parent, pos, published, type, act, implicit, polarity, modality,
		source, cue, content, target, addressee, proposition, events, time, addressees, uttered, confidence, parts, rule)`, 24, values)
}

// settle brings all that articles share up to date.
func (b *batch) settle(ctx context.Context) error {
	for _, step := range []func() error{b.settleEntities, b.settleCountries, b.settleEvents, b.settleClaims, b.settlePairs,
		b.relate, b.articleLinks, b.settleDenied, b.settleTexts} {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := step(); err != nil {
			return err
		}
	}
	for _, id := range sortedKeys(b.extractions) {
		if err := b.run("DELETE FROM extraction WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM article WHERE extraction = ?1)", id); err != nil {
			return err
		}
	}
	return nil
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
