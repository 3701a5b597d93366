package neo4j

import (
	"strings"

	"hearsay/graph"
)

// party begins with the claims at the end of an edge of some actors. The edges MADE and
// TARGETS hold the actor, the place of the claim among its claims (placeOf) and the act,
// under an index, so that the newest claims of an actor of many are read and no others,
// and counts read no claim.
type party struct {
	pattern string   // from nothing to the claim x by the edge m
	edge    string   // its type
	where   []string // what must hold of m
	ids     string   // the parameter with the actors
	one     bool     // there is one actor
}

// edgeTo are the patterns of the edges between an actor and the claim x.
var edgeTo = map[string]string{"MADE": "()-[m:MADE]->(x)", "TARGETS": "()<-[m:TARGETS]-(x)"}

// beginAt begins with the claims at the end of an edge; it takes out of the filter what
// the edge answers.
func (q *selection) beginAt(edge string, ids []string, f *graph.ClaimFilter) {
	ids = distinct(ids)
	q.party = &party{pattern: edgeTo[edge], edge: edge, ids: q.param(ids), one: len(ids) == 1}
	q.onEdge(f)
}

// onEdge takes out of the filter what the edge answers.
func (q *selection) onEdge(f *graph.ClaimFilter) {
	on := &selection{params: q.params}
	if len(f.Acts) > 0 {
		on.must("m.act IN %s", plain(f.Acts))
	}
	if f.From != "" {
		on.must("m.place >= %s", string(f.From))
	}
	if f.To != "" {
		on.must("m.place > '!' AND m.place <= %s", f.To.UpTo())
	}
	q.party.where, f.Acts, f.From, f.To = on.where, nil, "", ""
}

// seek returns the clauses that find the edges of the actor that a variable or parameter
// holds.
func (p *party) seek(actor string, further ...string) string {
	conditions := append([]string{"m.entity = " + actor, "m.place > ''", "m.act IS NOT NULL"}, p.where...)
	return "MATCH " + p.pattern + "\nUSING INDEX SEEK m:" + p.edge + "(entity, place, act)\nWHERE " +
		strings.Join(append(conditions, further...), " AND ")
}

// all returns the clauses that bind all claims x of the actors, each once. Those of one
// actor are there once each: making them DISTINCT costs half of the query where they are many.
func (p *party) all() string {
	if p.one {
		return p.seek(p.ids+"[0]") + "\nWITH x"
	}
	return "UNWIND " + p.ids + " AS actor\n" + p.seek("actor") + "\nWITH DISTINCT x"
}

// newest returns the clauses that bind a page of the claims x of one actor, with m.
func (q *selection) newest(actor string, p graph.Page) string {
	var behind []string
	direction, op := "", " > "
	if p.Reverse() {
		direction, op = " DESC", " < "
	}
	if p.After != nil {
		behind = append(behind, "m.place"+op+q.param(placeAt(*p.After)))
	}
	q.params["size"] = p.First + 1
	out := q.party.seek(actor, behind...) + "\nWITH x, m"
	if len(q.where) > 0 {
		out += "\nWHERE " + strings.Join(q.where, " AND ") + "\nWITH x, m"
	}
	return out + " ORDER BY m.entity" + direction + ", m.place" + direction + " LIMIT $size"
}

// page returns the clauses that bind a page of the claims x of the actors, and the order
// in which they are to be returned.
func (q *selection) page(p graph.Page) (clauses, order string) {
	direction := ""
	if p.Reverse() {
		direction = " DESC"
	}
	if q.party.one {
		return q.newest(q.party.ids+"[0]", p), " ORDER BY m.entity" + direction + ", m.place" + direction
	}
	return "UNWIND " + q.party.ids + " AS actor\nCALL (*) {\n" + q.newest("actor", p) + "\nRETURN x, m.place AS place\n}" +
		"\nWITH DISTINCT x, place ORDER BY place" + direction + " LIMIT $size", " ORDER BY place" + direction
}
