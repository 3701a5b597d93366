package batch

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"hearsay/graph"
)

// Ask says what a connection of a node is asked for. It is worked out once for all
// siblings, as it may read the store (names to entities).
type Ask[F any] func(context.Context) (*Query[F], error)

// Query is a filter and a window.
type Query[F any] struct {
	Filter F
	// None is true where the filter is known to match nothing.
	None   bool
	Window Window
	// Along is what is asked of the claims that are found.
	Along graph.Along
}

// found is what one read brought for all siblings.
type found[F, G, N any] struct {
	query  *Query[F]
	slices map[string]graph.Slice[G]
	nodes  map[string][]N
}

func ids[T Node](items []T) []string {
	return unique(items, func(n T) []string { return []string{n.NodeID()} })
}

// ActorClaims returns a page of the claims that an entity makes or receives.
func (r *Reader) ActorClaims(ctx context.Context, key any, a *Actor, from graph.ClaimParent, ask Ask[graph.ClaimFilter]) (*ClaimConnection, error) {
	return claimsOf(ctx, r, a.group, key, a.ID, from, ask)
}

// EventClaims returns a page of the claims about an event.
func (r *Reader) EventClaims(ctx context.Context, key any, e *Event, ask Ask[graph.ClaimFilter]) (*ClaimConnection, error) {
	return claimsOf(ctx, r, e.group, key, e.ID, graph.ClaimsOfEvent, ask)
}

func claimsOf[T Node](ctx context.Context, r *Reader, g *Group[T], key any, id string, from graph.ClaimParent, ask Ask[graph.ClaimFilter]) (*ClaimConnection, error) {
	all, err := once(ctx, g, key, func(ctx context.Context, items []T) (*found[graph.ClaimFilter, graph.Claim, *Claim], error) {
		q, err := ask(ctx)
		if err != nil || q.None {
			return &found[graph.ClaimFilter, graph.Claim, *Claim]{query: q}, err
		}
		m, err := r.Store.ClaimsOf(graph.WithAlong(ctx, q.Along), from, ids(items), q.Filter, q.Window.Page)
		if err != nil {
			return nil, err
		}
		f := &found[graph.ClaimFilter, graph.Claim, *Claim]{query: q}
		f.slices, f.nodes = split(m, ids(items), q.Window.Page, wrapClaims)
		return f, nil
	})
	if err != nil {
		return nil, err
	}
	if all.query.None {
		return r.NoClaims(), nil
	}
	count := func(ctx context.Context) (int, error) {
		known, err := shortCounts(ctx, r, g, counted{key}, from, all.query.Filter)
		if err != nil {
			return 0, err
		}
		if n, ok := known[id]; ok {
			return n, nil
		}
		return r.countClaims(ctx, from, id, all.query.Filter)
	}
	return &ClaimConnection{connect(all.slices[id], all.query.Window, (*graph.Claim).Cursor, count), all.nodes[id]}, nil
}

// counted is the key under which the lists of a field are counted.
type counted struct{ field any }

// shortList is how many claims a list may have to be counted by reading it.
const shortList = 100

// shortCounts counts, in one read for all siblings, the lists that are short; the long
// ones, of which there are few, are left to a count of their own.
func shortCounts[T Node](ctx context.Context, r *Reader, g *Group[T], key any, from graph.ClaimParent, f graph.ClaimFilter) (map[string]int, error) {
	return once(ctx, g, key, func(ctx context.Context, items []T) (map[string]int, error) {
		out := map[string]int{}
		all := ids(items)
		if len(all) == 1 {
			return out, nil
		}
		m, err := r.Store.ClaimsOf(ctx, from, all, f, graph.Page{First: shortList})
		for _, id := range all {
			if s := m[id]; !s.More {
				out[id] = len(s.Items)
			}
		}
		return out, err
	})
}

// countClaims counts the claims of one entity or event. The filter takes the parent in,
// except where it already names others in its place.
func (r *Reader) countClaims(ctx context.Context, from graph.ClaimParent, id string, f graph.ClaimFilter) (int, error) {
	place := map[graph.ClaimParent]*[]string{
		graph.ClaimsOfSource: &f.SourceIDs, graph.ClaimsOfTarget: &f.TargetIDs, graph.ClaimsOfEvent: &f.EventIDs,
	}[from]
	if len(*place) == 0 {
		*place = []string{id}
		return r.Store.Count(ctx, f)
	}
	return countAll((*graph.Claim).Cursor, func(p graph.Page) (graph.Slice[graph.Claim], error) {
		m, err := r.Store.ClaimsOf(ctx, from, []string{id}, f, p)
		return m[id], err
	})
}

// Reports returns a page of the attributions that report a claim.
func (r *Reader) Reports(ctx context.Context, key any, c *Claim, ask Ask[struct{}]) (*AttributionConnection, error) {
	known := func(context.Context) (int, error) { return c.Claim.Reports, nil }
	from := graph.AttributionsOfClaim
	read := r.attributions(from)
	fetch := func(ctx context.Context, ids []string, p graph.Page) (map[string]graph.Slice[graph.Attribution], error) {
		if m := broughtReports(c.group.items, p); m != nil {
			return m, nil
		}
		return read(ctx, ids, p)
	}
	return attributionsOf(ctx, c.group, key, c.ID, from, ask, fetch, known)
}

// ArticleAttributions returns a page of what an article attributes.
func (r *Reader) ArticleAttributions(ctx context.Context, key any, a *Article, ask Ask[struct{}]) (*AttributionConnection, error) {
	from := graph.AttributionsOfArticle
	return attributionsOf(ctx, a.group, key, a.ID, from, ask, r.attributions(from), nil)
}

// Nested returns a page of the attributions that stand inside of one.
func (r *Reader) Nested(ctx context.Context, key any, a *Attribution, ask Ask[struct{}]) (*AttributionConnection, error) {
	from := graph.AttributionsOfAttribution
	return attributionsOf(ctx, a.group, key, a.ID, from, ask, r.attributions(from), nil)
}

type attributionFetch = func(context.Context, []string, graph.Page) (map[string]graph.Slice[graph.Attribution], error)

func (r *Reader) attributions(from graph.AttributionParent) attributionFetch {
	return func(ctx context.Context, ids []string, p graph.Page) (map[string]graph.Slice[graph.Attribution], error) {
		return r.Store.AttributionsOf(ctx, from, ids, p)
	}
}

func attributionsOf[T Node](ctx context.Context, g *Group[T], key any, id string, from graph.AttributionParent,
	ask Ask[struct{}], fetch attributionFetch, count func(context.Context) (int, error),
) (*AttributionConnection, error) {
	place := func(a *graph.Attribution) graph.Cursor { return a.Cursor(from) }
	all, err := pageOf(ctx, g, key, ask, fetch, wrapAttributions)
	if err != nil {
		return nil, err
	}
	if count == nil {
		count = countOf(g, id, ref("count "+from), place, fetch)
	}
	return &AttributionConnection{connect(all.slices[id], all.query.Window, place, count), all.nodes[id]}, nil
}

// ArticleMentions returns a page of where an article refers to entities and events.
func (r *Reader) ArticleMentions(ctx context.Context, key any, a *Article, ask Ask[struct{}]) (*MentionConnection, error) {
	return mentionsOf(ctx, r, a.group, key, a.ID, graph.MentionsOfArticle, ask)
}

// ActorMentions returns a page of where articles refer to an entity.
func (r *Reader) ActorMentions(ctx context.Context, key any, a *Actor, ask Ask[struct{}]) (*MentionConnection, error) {
	return mentionsOf(ctx, r, a.group, key, a.ID, graph.MentionsOfEntity, ask)
}

func mentionsOf[T Node](ctx context.Context, r *Reader, g *Group[T], key any, id string, from graph.MentionParent, ask Ask[struct{}]) (*MentionConnection, error) {
	fetch := func(ctx context.Context, ids []string, p graph.Page) (map[string]graph.Slice[graph.Mention], error) {
		return r.Store.MentionsOf(ctx, from, ids, p)
	}
	place := func(m *graph.Mention) graph.Cursor { return m.Cursor(from) }
	all, err := pageOf(ctx, g, key, ask, fetch, wrapMentions)
	if err != nil {
		return nil, err
	}
	count := countOf(g, id, ref("count "+from), place, fetch)
	return &MentionConnection{connect(all.slices[id], all.query.Window, place, count), all.nodes[id]}, nil
}

// pageOf reads one page of each sibling's list.
func pageOf[T Node, G, N any](ctx context.Context, g *Group[T], key any, ask Ask[struct{}],
	fetch func(context.Context, []string, graph.Page) (map[string]graph.Slice[G], error), wrap func([]*G) []N,
) (*found[struct{}, G, N], error) {
	return once(ctx, g, key, func(ctx context.Context, items []T) (*found[struct{}, G, N], error) {
		q, err := ask(ctx)
		if err != nil {
			return nil, err
		}
		m, err := fetch(graph.WithAlong(ctx, q.Along), ids(items), q.Window.Page)
		if err != nil {
			return nil, err
		}
		f := &found[struct{}, G, N]{query: q}
		f.slices, f.nodes = split(m, ids(items), q.Window.Page, wrap)
		return f, nil
	})
}

// countOf counts the lists of all siblings at once, by walking them in the largest pages.
func countOf[T Node, G any](g *Group[T], id string, key any, place func(*G) graph.Cursor,
	fetch func(context.Context, []string, graph.Page) (map[string]graph.Slice[G], error),
) func(context.Context) (int, error) {
	return func(ctx context.Context) (int, error) {
		counts, err := once(ctx, g, key, func(ctx context.Context, items []T) (map[string]int, error) {
			all := ids(items)
			first, err := fetch(ctx, all, graph.Page{First: graph.MaxPage})
			if err != nil {
				return nil, err
			}
			out := map[string]int{}
			for _, id := range all {
				s := first[id]
				out[id] = len(s.Items)
				for s.More {
					after := place(s.Items[len(s.Items)-1])
					m, err := fetch(ctx, []string{id}, graph.Page{First: graph.MaxPage, After: &after})
					if err != nil {
						return nil, err
					}
					s = m[id]
					out[id] += len(s.Items)
				}
			}
			return out, nil
		})
		return counts[id], err
	}
}

// LinkFilter selects the links of a claim.
type LinkFilter struct {
	Kinds      []graph.LinkKind
	Directions []graph.LinkDirection
}

// Links returns a page of the links of a claim.
func (r *Reader) Links(ctx context.Context, key any, c *Claim, ask Ask[LinkFilter]) (*ClaimLinkConnection, error) {
	all, err := once(ctx, c.group, key, func(ctx context.Context, items []*Claim) (*linksFound, error) {
		q, err := ask(ctx)
		if err != nil {
			return nil, err
		}
		return r.linksOf(ctx, items, q)
	})
	if err != nil {
		return nil, err
	}
	w := all.query.Window
	out := &ClaimLinkConnection{Nodes: all.nodes[c.ID]}
	out.Connection = connect(graph.Slice[ClaimLink]{Items: out.Nodes, More: all.more[c.ID]}, w, func(l *ClaimLink) graph.Cursor { return l.Link.Cursor() },
		func(ctx context.Context) (int, error) { return r.countLinks(ctx, c, all.query.Filter) })
	return out, nil
}

type linksFound struct {
	query *Query[LinkFilter]
	nodes map[string][]*ClaimLink
	more  map[string]bool
}

// linksOf reads the links of all claims in both directions and merges them by place.
func (r *Reader) linksOf(ctx context.Context, items []*Claim, q *Query[LinkFilter]) (*linksFound, error) {
	out := &linksFound{query: q, nodes: map[string][]*ClaimLink{}, more: map[string]bool{}}
	var all []*ClaimLink
	others := map[string]*graph.Claim{}
	for _, d := range q.Filter.Directions {
		m := broughtLinks(items, d, q.Filter.Kinds, q.Window.Page)
		if m == nil {
			var err error
			if m, err = r.Store.LinksOf(graph.WithAlong(ctx, q.Along), d, ids(items), q.Filter.Kinds, q.Window.Page); err != nil {
				return nil, err
			}
		}
		for _, id := range ids(items) {
			for _, l := range m[id].Items {
				all = append(all, &ClaimLink{Link: l, Direction: d})
				out.nodes[id] = append(out.nodes[id], all[len(all)-1])
				others[l.Other.ID] = l.Other
			}
			out.more[id] = out.more[id] || m[id].More
		}
	}
	nodes := wrapFound(others, unique(all, func(l *ClaimLink) []string { return []string{l.Other.ID} }), wrapClaims)
	for _, l := range all {
		l.Claim = nodes[l.Other.ID]
	}
	groupLinks(all)
	for _, c := range items {
		links := out.nodes[c.ID]
		slices.SortFunc(links, func(a, b *ClaimLink) int {
			x, y := a.Link.Cursor(), b.Link.Cursor()
			return cmp.Or(cmp.Compare(x.Key, y.Key), cmp.Compare(x.ID, y.ID))
		})
		if n := q.Window.Page.First; len(links) > n {
			out.more[c.ID] = true
			if q.Window.Page.Backward {
				links = links[len(links)-n:]
			} else {
				links = links[:n]
			}
		}
		out.nodes[c.ID] = links
	}
	return out, nil
}

func (r *Reader) countLinks(ctx context.Context, c *Claim, f LinkFilter) (int, error) {
	n := 0
	for _, d := range f.Directions {
		fetch := func(ctx context.Context, ids []string, p graph.Page) (map[string]graph.Slice[graph.Link], error) {
			return r.Store.LinksOf(ctx, d, ids, f.Kinds, p)
		}
		k, err := countOf(c.group, c.ID, ref(fmt.Sprint("count ", d, f.Kinds)), (*graph.Link).Cursor, fetch)(ctx)
		if err != nil {
			return 0, err
		}
		n += k
	}
	return n, nil
}
