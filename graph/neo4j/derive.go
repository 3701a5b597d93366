package neo4j

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"hearsay/graph"
)

// What nodes show is worked out from all that articles say of them. Where articles
// were only added, the values so far and the new ones are enough: greatest, smallest
// and union do not mind the order, and a country that ten thousand articles name is
// not read ten thousand times. Where an article was replaced, all is read anew.

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

const writeEntities = `UNWIND $rows AS row
MATCH (x:Entity {id: row.id})
REMOVE x:Person:Country:Organization:Group
SET x = row.props
SET x:$(row.label)`

func (w *writer) deriveEntities(ctx context.Context) error {
	said := map[string][]*graph.Entity{}
	for _, r := range w.records {
		for i := range r.Entities {
			said[r.Entities[i].ID] = append(said[r.Entities[i].ID], &r.Entities[i])
		}
	}
	d := derivation[graph.Entity]{
		stored: "MATCH (x:Entity) WHERE x.id IN $ids AND x.name IS NOT NULL RETURN " + entityItem,
		all:    "MATCH (x:Entity)<-[n:NAMES]-(:Article) WHERE x.id IN $ids RETURN " + saidOfEntity,
		write:  writeEntities, decode: entity, merge: mergeEntity, encode: entityRow, id: func(e *graph.Entity) string { return e.ID },
		note: w.noteCountries,
	}
	return d.run(ctx, w, said, w.entities)
}

const writeEvents = `UNWIND $rows AS row
MATCH (x:Event {id: row.id})
SET x = row.props`

func (w *writer) deriveEvents(ctx context.Context) error {
	said := map[string][]*graph.Event{}
	for _, r := range w.records {
		for i := range r.Events {
			said[r.Events[i].ID] = append(said[r.Events[i].ID], &r.Events[i])
		}
	}
	d := derivation[graph.Event]{
		stored: "MATCH (x:Event) WHERE x.id IN $ids AND x.label IS NOT NULL RETURN " + eventItem,
		all:    "MATCH (x:Event)<-[n:NAMES]-(:Article) WHERE x.id IN $ids RETURN " + saidOfEvent,
		write:  writeEvents, decode: event, merge: mergeEvent, encode: eventRow, id: func(e *graph.Event) string { return e.ID },
	}
	return d.run(ctx, w, said, w.events)
}

// derivation works out one kind of node.
type derivation[T any] struct {
	stored string // reads the values so far
	all    string // reads all that articles say
	write  string
	decode func(*cells) (*T, error)
	merge  func(a, b *T) *T
	encode func(*T) row
	id     func(*T) string
	note   func(before, after map[string]*T) // is told what became of the nodes; nil for none
}

// run writes the nodes that changed: said is what the records add, touched the nodes
// that lost something.
func (d derivation[T]) run(ctx context.Context, w *writer, said map[string][]*T, touched map[string]bool) error {
	var added []string
	for _, id := range sortedKeys(said) {
		if !touched[id] {
			added = append(added, id)
		}
	}
	before, err := d.read(ctx, w, d.stored, append(slices.Clone(added), lost(touched)...))
	if err != nil {
		return err
	}
	after, err := d.read(ctx, w, d.all, lost(touched))
	if err != nil {
		return err
	}
	for _, id := range added {
		x := before[id]
		for _, s := range said[id] {
			x = d.join(x, s)
		}
		after[id] = x
	}
	if d.note != nil {
		d.note(before, after)
	}
	var rows []row
	for _, id := range sortedKeys(after) {
		if !reflect.DeepEqual(before[id], after[id]) {
			rows = append(rows, d.encode(after[id]))
		}
	}
	return w.run(ctx, d.write, rows)
}

func (d derivation[T]) join(a, b *T) *T {
	if a == nil {
		return b
	}
	return d.merge(a, b)
}

func (d derivation[T]) read(ctx context.Context, w *writer, cypher string, ids []string) (map[string]*T, error) {
	rows, err := w.query(ctx, cypher, ids)
	if err != nil {
		return nil, err
	}
	list, err := decodeAll(rows, d.decode)
	if err != nil {
		return nil, err
	}
	out := map[string]*T{}
	for _, x := range list {
		out[d.id(x)] = d.join(out[d.id(x)], x)
	}
	return out, nil
}

func mergeEntity(a, b *graph.Entity) *graph.Entity {
	out := &graph.Entity{
		ID: a.ID, Kind: max(a.Kind, b.Kind), Name: max(a.Name, b.Name), Country: max(a.Country, b.Country),
		Unnamed: a.Unnamed || b.Unnamed, Aliases: slices.Concat(a.Aliases, b.Aliases),
	}
	slices.Sort(out.Aliases)
	if out.Aliases = slices.Compact(out.Aliases); len(out.Aliases) == 0 {
		out.Aliases = nil
	}
	return out
}

func mergeEvent(a, b *graph.Event) *graph.Event {
	return &graph.Event{ID: a.ID, Label: max(a.Label, b.Label), Place: max(a.Place, b.Place), Time: graph.Earliest(a.Time, b.Time)}
}
