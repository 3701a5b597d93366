package neo4j

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

// Known returns the extraction of each of the articles that is stored.
func (s *Store) Known(ctx context.Context, articleIDs []string) (map[string]string, error) {
	rows, err := s.read(ctx, "MATCH (x:Article) WHERE x.id IN $ids RETURN x.id AS id, x.extraction\n"+
		"UNION MATCH (x:Original) WHERE x.id IN $ids RETURN x.id AS id, x.extraction", map[string]any{"ids": distinct(articleIDs)})
	if err != nil {
		return nil, wrap(err, "known")
	}
	out := map[string]string{}
	for _, r := range rows {
		id, _ := r.Values[0].(string)
		out[id], _ = r.Values[1].(string)
	}
	return out, nil
}

// Articles returns the heads of the articles it finds, by ID.
func (s *Store) Articles(ctx context.Context, ids []string) (map[string]*graph.Article, error) {
	return traced(ctx, s, "Article", shape{item: headItem}, ids, article, graph.HiddenHead)
}

// FullArticles returns the articles it finds with their texts, by ID.
func (s *Store) FullArticles(ctx context.Context, ids []string) (map[string]*graph.Article, error) {
	return traced(ctx, s, "Article", shape{item: articleItem}, ids, article, graph.HiddenArticle)
}

// Entities returns the entities it finds, by ID.
func (s *Store) Entities(ctx context.Context, ids []string) (map[string]*graph.Entity, error) {
	return traced(ctx, s, "Entity", shape{item: entityItem}, ids, entity, graph.HiddenEntity)
}

// Claims returns the claims it finds, by ID.
func (s *Store) Claims(ctx context.Context, ids []string) (map[string]*graph.Claim, error) {
	c := claimsOf(ctx)
	return traced(ctx, s, "Claim", c.shape("x"), ids, c.decode, graph.HiddenClaim)
}

// Attributions returns the attributions it finds, by ID.
func (s *Store) Attributions(ctx context.Context, ids []string) (map[string]*graph.Attribution, error) {
	return traced(ctx, s, "Attribution", shape{item: attributionItem}, ids, attribution, graph.HiddenAttribution)
}

// Events returns the events it finds, by ID.
func (s *Store) Events(ctx context.Context, ids []string) (map[string]*graph.Event, error) {
	return lookup(ctx, s, "Event", shape{item: eventItem}, ids, event)
}

// traced is lookup, and finds what judgements moved or hid, too.
func traced[T any](ctx context.Context, s *Store, label string, read shape, ids []string, decode func(*cells) (*T, error),
	hidden graph.Hidden[T]) (map[string]*T, error) {
	fetch := func(ctx context.Context, ids []string) (map[string]*T, error) {
		return lookup(ctx, s, label, read, ids, decode)
	}
	out, err := fetch(ctx, ids)
	if err != nil {
		return nil, err
	}
	if err := graph.Trace(ctx, ids, out, fetch, s.asides, hidden); err != nil {
		return nil, wrap(err, "look up %s", label)
	}
	return out, nil
}

func lookup[T any](ctx context.Context, s *Store, label string, read shape, ids []string, decode func(*cells) (*T, error)) (map[string]*T, error) {
	items, err := s.items(ctx, "MATCH (x:"+label+") WHERE x.id IN $ids"+read.returned("collect(%s)"),
		claimsOf(ctx).params(map[string]any{"ids": distinct(ids)}))
	if err != nil {
		return nil, wrap(err, "look up %s", label)
	}
	out := map[string]*T{}
	for _, v := range items {
		c, err := cellsOf(v)
		if err != nil {
			return nil, wrap(err, "look up %s", label)
		}
		id, _ := c.list[0].(string)
		if out[id], err = decode(c); err != nil {
			return nil, wrap(err, "look up %s", label)
		}
	}
	return out, nil
}

func distinct(ids []string) []string {
	out := append([]string{}, ids...)
	slices.Sort(out)
	return slices.Compact(out)
}

// ListArticles returns a page of articles by Published, then ID.
func (s *Store) ListArticles(ctx context.Context, f graph.ArticleFilter, p graph.Page) (graph.Slice[graph.Article], error) {
	return listByTime(ctx, s, f, p, selectArticles, "x.published", shape{item: headItem}, article)
}

// ListClaims returns a page of claims by FirstPublished, then ID, or in another order.
func (s *Store) ListClaims(ctx context.Context, f graph.ClaimFilter, p graph.Page) (graph.Slice[graph.Claim], error) {
	if err := firstError(f.Valid(), p.Valid()); err != nil {
		return graph.Slice[graph.Claim]{}, wrap(err, "list")
	}
	if p.By != graph.InPublication {
		return s.claimsIn(ctx, f, p)
	}
	c := claimsOf(ctx)
	return listByTime(ctx, s, f, p, selectClaims, "x.firstPublished", c.shape("x"), c.decode)
}

// ListEvents returns a page of events by Time, then ID.
func (s *Store) ListEvents(ctx context.Context, f graph.EventFilter, p graph.Page) (graph.Slice[graph.Event], error) {
	return listByTime(ctx, s, f, p, selectEvents, "x.time", shape{item: eventItem}, event)
}

// ListLinks returns a page of links by the FirstPublished of the claim they run
// from, then ID.
func (s *Store) ListLinks(ctx context.Context, f graph.LinkFilter, p graph.Page) (graph.Slice[graph.Link], error) {
	after, err := linkPlace(p)
	if err != nil {
		return graph.Slice[graph.Link]{}, wrap(err, "list")
	}
	return list(ctx, s, f, p, selectLinks, linkOrder, after, shape{item: "[" + plainEnds.joined() + "]"}, joined)
}

// ListEntities returns a page of entities by folded name, then ID.
func (s *Store) ListEntities(ctx context.Context, f graph.EntityFilter, p graph.Page) (graph.Slice[graph.Entity], error) {
	var values []any
	if p.After != nil {
		values = []any{sortKey(p.After.Key), p.After.Key, p.After.ID}
	}
	return list(ctx, s, f, p, selectEntities, []string{"x.sortKey", "x.folded", "x.id"}, values, shape{item: entityItem}, entity)
}

type validator interface{ Valid() error }

func listByTime[F validator, T any](ctx context.Context, s *Store, f F, p graph.Page, find func(F) *selection, key string, read shape,
	decode func(*cells) (*T, error)) (graph.Slice[T], error) {
	return list(ctx, s, f, p, find, []string{key, "x.id"}, textCursor(p), read, decode)
}

// list reads one page.
func list[F validator, T any](ctx context.Context, s *Store, f F, p graph.Page, find func(F) *selection, keys []string, values []any,
	read shape, decode func(*cells) (*T, error)) (graph.Slice[T], error) {
	var out graph.Slice[T]
	if err := f.Valid(); err != nil {
		return out, wrap(err, "list")
	}
	if err := p.Valid(); err != nil {
		return out, wrap(err, "list")
	}
	q := find(f)
	cypher := q.listed(p, keys, values, read)
	out, err := paged(ctx, s, cypher, claimsOf(ctx).params(q.params), p, decode)
	return out, wrap(err, "list")
}

// listed returns the query for a page of what is selected.
func (q *selection) listed(p graph.Page, keys []string, values []any, read shape) string {
	if q.found != nil {
		return q.searched(p, keys, values, read)
	}
	clauses, order := q.paged(p, keys, values)
	return clauses + read.gathered(order)
}

// paged returns the clauses that bind a page, and its order.
func (q *selection) paged(p graph.Page, keys []string, values []any) (clauses, order string) {
	if q.party != nil {
		return q.page(p)
	}
	q.after(p, keys, values)
	q.walkIndex(keys)
	return q.String() + "\nWITH * " + q.order(p, keys...), q.order(p, keys...)
}

// rare is how many claims may have a word that is looked up and the claims sorted. Of a
// commoner one the claims are read in the order of the list until the page is full.
const rare = 1000

// searched returns the query for a page of the claims x with some words.
func (q *selection) searched(p graph.Page, keys []string, values []any, read shape) string {
	found := q.found
	q.found = nil
	find := strings.Replace(found.begin, ") YIELD node AS x", ", {limit: $rare}) YIELD node", 1)
	found.begin = "UNWIND CASE WHEN size(found) < $rare THEN found ELSE [] END AS x\nWITH x"
	found.after(p, keys, values)
	q.params["rare"] = rare
	sorted := found.String() + "\nWITH x " + found.order(p, keys...)
	q.where = append(q.where, "common") // or else the server reads on before it knows whether it must
	walked, _ := q.paged(p, keys, values)
	return find + "\nWITH collect(node) AS found\nCALL (found) {\n" + sorted + "\nRETURN x\nUNION ALL\n" +
		"UNWIND CASE WHEN size(found) < $rare THEN [] ELSE [true] END AS common\nCALL (common) {\n" + walked + "\nRETURN x\n}\nRETURN x\n}" +
		read.gathered(q.order(p, keys...))
}

// walkIndex lets the server read a list in its order, where nothing selects better.
func (q *selection) walkIndex(keys []string) {
	if q.scan == "" || q.empty {
		return
	}
	q.begin += "\nUSING INDEX " + q.scan
	indexed, _, _ := strings.Cut(q.scan, ":")
	for _, k := range keys {
		if strings.HasPrefix(k, indexed+".") {
			least := "''"
			if k == "x.seq" || k == "x.origins" || k == "x.articles" {
				least = "0"
			}
			q.must(k + " >= " + least) // says nothing new, but the index wants a condition on each
		}
	}
}

// Count returns the number of nodes or links that the filter matches.
func (s *Store) Count(ctx context.Context, filter any) (int, error) {
	var q *selection
	var err error
	switch f := filter.(type) {
	case graph.ArticleFilter:
		q, err = selectArticles(f), f.Valid()
	case graph.EntityFilter:
		q, err = selectEntities(f), f.Valid()
	case graph.ClaimFilter:
		q, err = selectClaims(f), f.Valid()
	case graph.EventFilter:
		q, err = selectEvents(f), f.Valid()
	case graph.JudgementFilter:
		q, err = selectJudgements(f), f.Valid()
	case graph.LinkFilter:
		if err = f.Valid(); err == nil { // before its kinds stand in a query
			q = selectLinks(f)
		}
	default:
		err = fmt.Errorf("%w: %T is not a filter", graph.ErrInvalid, filter)
	}
	if err != nil {
		return 0, wrap(err, "count")
	}
	rows, err := s.read(ctx, q.String()+"\nRETURN count(*)", q.params)
	if err != nil {
		return 0, wrap(err, "count")
	}
	return integer(rows[0].Values[0]), nil
}

// edges runs a query of one row a parent: its ID, and the list of what it leads to.
func edges[T any](ctx context.Context, s *Store, cypher string, params map[string]any, p graph.Page,
	decode func(*cells) (*T, error)) (map[string]graph.Slice[T], error) {
	rows, err := s.read(ctx, cypher, params)
	if err != nil {
		return nil, err
	}
	out := map[string]graph.Slice[T]{}
	for _, r := range rows {
		if err := addEdges(out, r, p, decode); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func addEdges[T any](out map[string]graph.Slice[T], r *driver.Record, p graph.Page, decode func(*cells) (*T, error)) error {
	id, _ := r.Values[0].(string)
	items, _ := r.Values[1].([]any)
	if len(items) == 0 {
		return nil
	}
	slice, err := cut(items, p, decode)
	out[id] = slice
	return err
}

// merged returns the parameters of both maps.
func merged(a, b map[string]any) map[string]any {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}
