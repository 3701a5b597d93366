package sqlite

import (
	"reflect"
	"slices"

	"hearsay/graph"
)

// shared is an entity or event that several articles speak of: what is stored and
// what shall be.
type shared[T any] struct {
	n    int64 // row, 0 if new
	old  *T    // nil if new
	now  *T    // nil if nothing supports it
	lost bool  // an article no longer supports it: work it out anew
}

// lose notes that an article no longer supports the IDs.
func lose[T any](b *batch, m map[string]*shared[T], ids []string, load func([]string) error) error {
	if err := load(ids); err != nil {
		return err
	}
	for _, id := range ids {
		m[id].lost = true
	}
	return nil
}

// missing returns the IDs that are not in m yet, each with an empty place in it.
func missing[T any](m map[string]*shared[T], ids []string) []string {
	var out []string
	for _, id := range ids {
		if m[id] == nil {
			m[id] = &shared[T]{}
			out = append(out, id)
		}
	}
	return out
}

func (b *batch) loadEntities(ids []string) error {
	ids = missing(b.entities, ids)
	if len(ids) == 0 {
		return nil
	}
	return b.rows("SELECT e.n, "+entityColumns+" FROM entity e WHERE e.id IN (SELECT value FROM json_each(?))", []any{list(ids)}, func(r scanner) error {
		var n int64
		e, err := scanEntity(r, &n)
		if err == nil {
			b.entities[e.ID].n, b.entities[e.ID].old, b.entities[e.ID].now = n, e, e
		}
		return err
	})
}

func (b *batch) loadEvents(ids []string) error {
	ids = missing(b.events, ids)
	if len(ids) == 0 {
		return nil
	}
	return b.rows("SELECT v.n, "+eventColumns+" FROM event v WHERE v.id IN (SELECT value FROM json_each(?))", []any{list(ids)}, func(r scanner) error {
		var n int64
		e, err := scanEvent(r, &n)
		if err == nil {
			b.events[e.ID].n, b.events[e.ID].old, b.events[e.ID].now = n, e, e
		}
		return err
	})
}

// support writes what the article of row n says of entities and events, and merges it
// into what all say.
func (b *batch) support(r *graph.Record, n int64) error {
	var ids []string
	for i := range r.Entities {
		ids = append(ids, r.Entities[i].ID)
	}
	if err := b.loadEntities(ids); err != nil {
		return err
	}
	var values []any
	for _, e := range r.Entities {
		values = append(values, n, e.ID, string(e.Kind), e.Name, e.Unnamed, e.Country, list(e.Aliases))
		x := b.entities[e.ID]
		x.now = mergeEntity(x.now, e)
	}
	if err := b.insert("INSERT INTO article_entity (article, entity, kind, name, unnamed, country, aliases)", 7, values); err != nil {
		return err
	}
	ids = nil
	for i := range r.Events {
		ids = append(ids, r.Events[i].ID)
	}
	if err := b.loadEvents(ids); err != nil {
		return err
	}
	values = nil
	for _, e := range r.Events {
		values = append(values, n, e.ID, string(e.Time), e.Place, e.Label)
		x := b.events[e.ID]
		x.now = mergeEvent(x.now, e)
	}
	return b.insert("INSERT INTO article_event (article, event, time, place, label)", 5, values)
}

// mergeEntity returns a new entity of what two say; old may be nil.
func mergeEntity(old *graph.Entity, e graph.Entity) *graph.Entity {
	if old == nil {
		return &e
	}
	out := *old
	out.Kind = max(out.Kind, e.Kind)
	out.Name = max(out.Name, e.Name)
	out.Country = max(out.Country, e.Country)
	out.Unnamed = out.Unnamed || e.Unnamed
	if len(e.Aliases) > 0 {
		out.Aliases = words(slices.Concat(out.Aliases, e.Aliases)...)
	}
	return &out
}

// mergeEvent returns a new event of what two say; old may be nil.
func mergeEvent(old *graph.Event, e graph.Event) *graph.Event {
	if old == nil {
		return &e
	}
	out := *old
	out.Label = max(out.Label, e.Label)
	out.Place = max(out.Place, e.Place)
	out.Time = graph.Earliest(out.Time, e.Time)
	return &out
}

func (b *batch) settleEntities() error {
	for _, id := range sortedKeys(b.entities) {
		x := b.entities[id]
		if x.lost {
			x.now = nil
			err := b.rows("SELECT "+asOne("entity, kind, name, unnamed, country, aliases")+" FROM article_entity WHERE entity = ?", []any{id}, func(r scanner) error {
				e, err := scanEntity(r)
				x.now = mergeEntity(x.now, *e)
				return err
			})
			if err != nil {
				return err
			}
		}
		if err := b.saveEntity(id, x); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) saveEntity(id string, x *shared[graph.Entity]) (err error) {
	e := x.now
	switch {
	case e == nil && x.old == nil, reflect.DeepEqual(e, x.old):
		return nil
	case e == nil:
		if err := b.run("DELETE FROM entity WHERE n = ?", x.n); err != nil {
			return err
		}
	case x.old == nil:
		x.n, _, err = b.exec("INSERT INTO entity (id, kind, folded, name, unnamed, country, aliases) VALUES (?, ?, ?, ?, ?, ?, ?)",
			e.ID, string(e.Kind), graph.Fold(e.Name), e.Name, e.Unnamed, e.Country, list(e.Aliases))
	default:
		err = b.run("UPDATE entity SET kind = ?, folded = ?, name = ?, unnamed = ?, country = ?, aliases = ? WHERE n = ?",
			string(e.Kind), graph.Fold(e.Name), e.Name, e.Unnamed, e.Country, list(e.Aliases), x.n)
	}
	if err != nil {
		return err
	}
	return b.nameEntity(id, x)
}

// nameEntity brings the names and words under which an entity is found up to date.
func (b *batch) nameEntity(id string, x *shared[graph.Entity]) error {
	before, after := entityNames(x.old), entityNames(x.now)
	for _, name := range before {
		if !slices.Contains(after, name) {
			if err := b.run("DELETE FROM entity_name WHERE name = ? AND entity = ?", name, id); err != nil {
				return err
			}
		}
	}
	for _, name := range after {
		if !slices.Contains(before, name) {
			if err := b.run("INSERT INTO entity_name (name, entity) VALUES (?, ?)", name, id); err != nil {
				return err
			}
		}
	}
	if x.old != nil {
		b.unindex("entity_text", x.n)
	}
	if x.now != nil {
		b.index("entity_text", x.n, append([]string{x.now.Name}, x.now.Aliases...)...)
	}
	return nil
}

// entityNames returns the folded names under which an entity is found in full.
func entityNames(e *graph.Entity) []string {
	if e == nil {
		return nil
	}
	names := []string{graph.Fold(e.Name)}
	for _, a := range e.Aliases {
		names = append(names, graph.Fold(a))
	}
	if e.Kind == graph.KindCountry {
		names = append(names, graph.Fold(e.Country))
	}
	return words(names...)
}

func (b *batch) settleEvents() error {
	for _, id := range sortedKeys(b.events) {
		x := b.events[id]
		if x.lost {
			x.now = nil
			err := b.rows("SELECT "+asOne("event, time, place, label")+" FROM article_event WHERE event = ?", []any{id}, func(r scanner) error {
				e, err := scanEvent(r)
				x.now = mergeEvent(x.now, *e)
				return err
			})
			if err != nil {
				return err
			}
		}
		if err := b.saveEvent(x); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) saveEvent(x *shared[graph.Event]) (err error) {
	e := x.now
	switch {
	case e == nil && x.old == nil, reflect.DeepEqual(e, x.old):
		return nil
	case e == nil:
		b.unindex("event_text", x.n)
		return b.run("DELETE FROM event WHERE n = ?", x.n)
	case x.old == nil:
		x.n, _, err = b.exec("INSERT INTO event (id, time, place, label) VALUES (?, ?, ?, ?)", e.ID, string(e.Time), e.Place, e.Label)
	default:
		b.unindex("event_text", x.n)
		err = b.run("UPDATE event SET time = ?, place = ?, label = ? WHERE n = ?", string(e.Time), e.Place, e.Label, x.n)
	}
	if err != nil {
		return err
	}
	b.index("event_text", x.n, e.Label)
	return nil
}
