package neo4j

import (
	"context"
	"strings"

	"hearsay/graph"
)

// Dump calls yield once for each node and edge, by kind and then by ID. It reads in
// chunks that go on behind the last ID, so that neither side holds the graph in
// memory and no read is longer than its time limit.
func (s *Store) Dump(ctx context.Context, yield func(graph.DumpRow) error) error {
	steps := []func() error{
		func() error {
			return dumpNodes(ctx, s, "article", "Article", articleItem, 50, func(c *cells) (*graph.Article, error) {
				a, err := article(c)
				if a != nil {
					a.Recorded = ""
				}
				return a, err
			}, yield)
		},
		func() error { return dumpNodes(ctx, s, "entity", "Entity", entityItem, 1000, entity, yield) },
		func() error { return dumpNodes(ctx, s, "event", "Event", eventItem, 1000, event, yield) },
		func() error { return dumpNodes(ctx, s, "claim", "Claim", claimItem, 1000, claim, yield) },
		func() error {
			return dumpNodes(ctx, s, "attribution", "Attribution", attributionItem, 1000, attribution, yield)
		},
		func() error { return dumpNodes(ctx, s, "mention", "Mention", mentionItem, 1000, mention, yield) },
		func() error { return dumpNodes(ctx, s, "role", "Role", roleItem, 1000, role, yield) },
		func() error { return s.dumpLinks(ctx, yield) },
		func() error {
			return dumpNodes(ctx, s, "judgement", "Judgement", "[x.id, x.body, x.inForce]", 1000, func(c *cells) (*graph.Judgement, error) {
				c.take()
				return judgement(c)
			}, yield)
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return wrap(err, "dump")
		}
	}
	return nil
}

func dumpNodes[T any](ctx context.Context, s *Store, kind, label, projection string, size int, decode func(*cells) (*T, error),
	yield func(graph.DumpRow) error) error {
	c := newChunks(s, "MATCH (x:"+label+") WHERE x.id > $after RETURN "+projection+" AS item ORDER BY x.id LIMIT $size", size, decode)
	for {
		x, err := c.peek(ctx)
		if x == nil || err != nil {
			return err
		}
		c.next()
		if err := yield(graph.DumpRow{Kind: kind, Value: x}); err != nil {
			return err
		}
	}
}

// dumpLinks merges the four kinds of links, each of which has an index by ID.
func (s *Store) dumpLinks(ctx context.Context, yield func(graph.DumpRow) error) error {
	var all []*chunks[graph.Link]
	for _, k := range allLinkKinds {
		all = append(all, newChunks(s, "MATCH (f:Claim)-[x:"+string(k)+"]->(t:Claim) WHERE x.id > $after RETURN "+linkItem+
			" AS item ORDER BY x.id LIMIT $size", 1000, link))
	}
	for {
		var least *chunks[graph.Link]
		var first *graph.Link
		for _, c := range all {
			l, err := c.peek(ctx)
			if err != nil {
				return err
			}
			if l != nil && (first == nil || strings.Compare(l.ID, first.ID) < 0) {
				least, first = c, l
			}
		}
		if first == nil {
			return nil
		}
		least.next()
		if err := yield(graph.DumpRow{Kind: "link", Value: first}); err != nil {
			return err
		}
	}
}

// chunks reads a list by ID, some items at a time.
type chunks[T any] struct {
	store  *Store
	cypher string
	size   int
	decode func(*cells) (*T, error)
	items  []*T
	after  string // the ID of the last item that was read
	done   bool
}

func newChunks[T any](s *Store, cypher string, size int, decode func(*cells) (*T, error)) *chunks[T] {
	return &chunks[T]{store: s, cypher: cypher, size: size, decode: decode}
}

// peek returns the next item, nil at the end.
func (c *chunks[T]) peek(ctx context.Context) (*T, error) {
	if len(c.items) == 0 && !c.done {
		if err := c.fetch(ctx); err != nil {
			return nil, err
		}
	}
	if len(c.items) == 0 {
		return nil, nil
	}
	return c.items[0], nil
}

func (c *chunks[T]) next() { c.items = c.items[1:] }

func (c *chunks[T]) fetch(ctx context.Context) error {
	rows, err := c.store.read(ctx, c.cypher, map[string]any{"after": c.after, "size": c.size})
	if err != nil {
		return err
	}
	c.done = len(rows) < c.size
	for _, rec := range rows {
		r, err := cellsOf(rec.Values[0])
		if err != nil {
			return err
		}
		c.after, _ = r.list[0].(string)
		x, err := c.decode(r)
		if err != nil {
			return err
		}
		c.items = append(c.items, x)
	}
	return nil
}
