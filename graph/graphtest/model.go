package graphtest

import (
	"cmp"
	"maps"
	"slices"

	"hearsay/graph"
)

// model answers like a store, in the plainest way that can be right: it keeps the
// checked records and works out everything anew for each question. The suite
// compares a store with it.
type model struct {
	records    map[string]*graph.Record
	judgements []*graph.Judgement
}

func newModel() *model { return &model{records: map[string]*graph.Record{}} }

func modelOf(records []*graph.Record) *model {
	m := newModel()
	for _, r := range records {
		m.put(r)
	}
	return m
}

func (m *model) put(r *graph.Record) {
	r, _, err := graph.Check(r)
	if err != nil {
		return
	}
	old := m.records[r.Article.ID]
	if old != nil && old.Extraction.ID == r.Extraction.ID && old.Digest() <= r.Digest() {
		return
	}
	m.records[r.Article.ID] = r
}

// world is the graph that the records of a model make, each list in the order of a
// dump but for those that say otherwise.
type world struct {
	articles     []*graph.Article
	entities     []*graph.Entity
	events       []*graph.Event
	claims       []*graph.Claim
	attributions []*graph.Attribution
	mentions     []*graph.Mention
	roles        []*graph.Role
	links        []*graph.Link

	judgements []*graph.Judgement

	article map[string]*graph.Article
	claim   map[string]*graph.Claim
}

// kept returns the records as they were put.
func (m *model) kept() []*graph.Record { return slices.Collect(maps.Values(m.records)) }

func (m *model) world() *world {
	w := &world{article: map[string]*graph.Article{}, claim: map[string]*graph.Claim{}}
	entities, events := map[string]*graph.Entity{}, map[string]*graph.Event{}
	effects := graph.EffectsOf(m.judgements)
	for _, j := range m.judgements {
		own := *j
		own.InForce = effects.InForce(j.ID)
		w.judgements = append(w.judgements, &own)
	}
	sortBy(w.judgements, func(j *graph.Judgement) string { return j.ID })
	for _, id := range slices.Sorted(maps.Keys(m.records)) {
		r := effects.Apply(m.records[id]).Record
		if r == nil {
			continue
		}
		a := r.Article
		w.articles, w.article[id] = append(w.articles, &a), &a
		for _, e := range r.Entities {
			entities[e.ID] = mergeEntity(entities[e.ID], e)
		}
		for _, e := range r.Events {
			events[e.ID] = mergeEvent(events[e.ID], e)
		}
		for _, c := range r.Claims {
			w.claim[c.ID] = &c
		}
		for _, x := range r.Attributions {
			w.attributions = append(w.attributions, &x)
		}
		for _, x := range r.Mentions {
			w.mentions = append(w.mentions, &x)
		}
		for _, x := range r.Roles {
			w.roles = append(w.roles, &x)
		}
		for _, x := range r.Links {
			w.links = append(w.links, &x)
		}
	}
	w.entities, w.events, w.claims = byID(entities), byID(events), byID(w.claim)
	sortBy(w.attributions, func(a *graph.Attribution) string { return a.ID })
	sortBy(w.mentions, func(a *graph.Mention) string { return a.ID })
	sortBy(w.roles, func(a *graph.Role) string { return a.ID })
	w.aggregate()
	w.relate()
	return w
}

func byID[T any](m map[string]*T) []*T {
	var out []*T
	for _, id := range slices.Sorted(maps.Keys(m)) {
		out = append(out, m[id])
	}
	return out
}

func sortBy[T any](list []*T, key func(*T) string) {
	slices.SortFunc(list, func(a, b *T) int { return cmp.Compare(key(a), key(b)) })
}

func mergeEntity(old *graph.Entity, e graph.Entity) *graph.Entity {
	if old == nil {
		return &e
	}
	out := *old
	out.Kind = max(out.Kind, e.Kind)
	out.Name, out.Country = max(out.Name, e.Name), max(out.Country, e.Country)
	out.Unnamed = out.Unnamed || e.Unnamed
	out.Aliases = union(out.Aliases, e.Aliases)
	return &out
}

func mergeEvent(old *graph.Event, e graph.Event) *graph.Event {
	if old == nil {
		return &e
	}
	out := *old
	out.Label, out.Place = max(out.Label, e.Label), max(out.Place, e.Place)
	out.Time = earliest(out.Time, e.Time)
	return &out
}

func union(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) == 0 {
		return nil
	}
	return out
}

func earliest(a, b graph.Time) graph.Time {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// aggregate fills in what a store keeps of claims from their attributions.
func (w *world) aggregate() {
	articles, origins := map[[2]string]bool{}, map[[2]string]bool{}
	for _, a := range w.attributions { // by ID: the first report gives the proposition
		c, of := w.claim[a.ClaimID], w.article[a.ArticleID]
		if c.Reports == 0 {
			c.Proposition = a.Proposition
		}
		c.Reports++
		c.EventIDs = union(c.EventIDs, a.EventIDs)
		c.Time = earliest(c.Time, a.Time)
		c.Confidence = max(c.Confidence, a.Confidence)
		c.FirstPublished = earliest(c.FirstPublished, of.Published)
		c.LastPublished = max(c.LastPublished, of.Published)
		if k := [2]string{c.ID, of.ID}; !articles[k] {
			articles[k] = true
			c.Articles++
		}
		if k := [2]string{c.ID, of.Origin}; !origins[k] {
			origins[k] = true
			c.Origins++
		}
	}
}

func (w *world) relate() {
	for i, a := range w.claims {
		for _, b := range w.claims[i+1:] {
			if l, ok := graph.Relate(a, b); ok {
				w.links = append(w.links, &l)
			}
		}
	}
	for _, l := range w.links {
		l.Published = w.claim[l.FromID].FirstPublished
	}
	sortBy(w.links, func(a *graph.Link) string { return a.ID })
}

// joined returns one link for all of one kind between two claims, as lists do.
func (w *world) joined() []*graph.Link {
	groups := map[string][]graph.Link{}
	for _, l := range w.links {
		k := l.Cursor().ID
		groups[k] = append(groups[k], *l)
	}
	var out []*graph.Link
	for _, k := range slices.Sorted(maps.Keys(groups)) {
		out = append(out, graph.Joined(groups[k]))
	}
	return out
}

func (w *world) dump() []graph.DumpRow {
	var out []graph.DumpRow
	out = appendRows(out, "article", w.articles)
	out = appendRows(out, "entity", w.entities)
	out = appendRows(out, "event", w.events)
	out = appendRows(out, "claim", w.claims)
	out = appendRows(out, "attribution", w.attributions)
	out = appendRows(out, "mention", w.mentions)
	out = appendRows(out, "role", w.roles)
	out = appendRows(out, "link", w.links)
	return appendRows(out, "judgement", w.judgements)
}

func appendRows[T any](rows []graph.DumpRow, kind string, items []*T) []graph.DumpRow {
	for _, x := range items {
		rows = append(rows, graph.DumpRow{Kind: kind, Value: x})
	}
	return rows
}

// paginate applies a page to all items that match, in any order.
func paginate[T any](items []*T, cursor func(*T) graph.Cursor, p graph.Page) graph.Slice[T] {
	order := func(a, b graph.Cursor) int {
		c := cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.ID, b.ID))
		if p.Reverse() {
			return -c
		}
		return c
	}
	var rest []*T
	for _, x := range items {
		if p.After == nil || order(cursor(x), *p.After) > 0 {
			rest = append(rest, x)
		}
	}
	slices.SortFunc(rest, func(a, b *T) int { return order(cursor(a), cursor(b)) })
	if len(rest) > p.First {
		return graph.Slice[T]{Items: rest[:p.First], More: true}
	}
	return graph.Slice[T]{Items: rest}
}

func filter[T any](items []*T, keep func(*T) bool) []*T {
	var out []*T
	for _, x := range items {
		if keep(x) {
			out = append(out, x)
		}
	}
	return out
}
