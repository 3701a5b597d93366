package neo4j

import (
	"context"
	"maps"
	"strings"
	"sync"

	"hearsay/graph"
)

// claims is how claims are read, with what comes along with them.
type claims struct{ graph.Along }

func claimsOf(ctx context.Context) claims { return claims{graph.AlongOf(ctx)} }

// shape reads the claim that a variable of the query holds. It wants the parameters that
// params adds.
func (c claims) shape(variable string) shape { return c.at(variable, "") }

// at reads a claim at the end of a way, whose steps keep the parameters of claims within
// claims apart.
func (c claims) at(v, way string) shape {
	key, keep := c.key(v, way)
	if s, ok := shapes.Load(key); ok && keep {
		return s.(shape)
	}
	s := c.make(v, way)
	if keep {
		shapes.Store(key, s)
	}
	return s
}

// shapes remembers what make returned: putting the text together took a tenth of the time
// of a read.
var shapes sync.Map

// shapeKey is what the text of a shape depends on.
type shapeKey struct {
	v, way, kinds string
	direction     graph.LinkDirection
	along, other  graph.Along
}

// key returns the key of a shape, and whether it is to be remembered: there are only so
// many of those with few kinds of links.
func (c claims) key(v, way string) (shapeKey, bool) {
	k := shapeKey{v: v, way: way, along: c.Along}
	k.along.Reports = min(k.along.Reports, 1)
	l := c.Links
	if l == nil {
		return k, true
	}
	k.along.Links, k.kinds, k.direction, k.other = nil, strings.Join(plain(l.Kinds), " "), l.Direction, l.Other
	k.other.Reports = min(k.other.Reports, 1)
	return k, len(l.Kinds) <= 3 && l.Other.Links == nil
}

func (c claims) make(v, way string) shape {
	own := claimProperties
	if c.Few {
		own = fewOfClaim
	}
	out := shape{"", "[" + listedFew(v, claimProperties, own)}
	add := func(name, clauses, item string) {
		out.clauses += "\nCALL (" + v + ") {\n" + clauses + "\nRETURN collect(" + item + ") AS " + name + "_" + v + "\n}"
		out.item += ", " + name + "_" + v
	}
	if c.Parties {
		add("parties", "MATCH ("+v+")-[:MADE|TARGETS]-(party:Entity)\nWITH DISTINCT party", c.party("party"))
	}
	if c.Reports > 0 {
		r := reportShape("rep", c.FewReports)
		add("firstReports", "MATCH ("+v+")<-[:REPORTS]-(rep:Attribution)\nWITH rep ORDER BY rep.published, rep.id LIMIT $reports"+way+r.clauses, r.item)
	}
	if c.Links != nil {
		l := c.links(v, way)
		add("firstLinks", l.clauses, l.item)
	}
	out.item += "]"
	return out
}

// party reads a source or target.
func (c claims) party(v string) string {
	own := entityProperties
	if c.FewParties {
		own = fewOfEntity
	}
	return "[" + listedFew(v, entityProperties, own) + "]"
}

// links reads the first page of the links of a claim.
func (c claims) links(v, way string) shape {
	l, other := c.Links, "other"+v
	e := ends{"link" + v, v, other}
	pattern := "(" + v + ")-[" + e.x + ":" + linkTypes(l.Kinds) + "]->(" + other + ":Claim)"
	if l.Direction == graph.LinksIn {
		e.f, e.t = other, v
		pattern = "(" + v + ")<-[" + e.x + ":" + linkTypes(l.Kinds) + "]-(" + other + ":Claim)"
	}
	o := claims{l.Other}.at(other, way+"Other")
	return shape{"MATCH " + pattern + " WHERE " + e.one() + "\nWITH " + e.x + ", " + other + " ORDER BY " + strings.Join(e.order(), ", ") +
		" LIMIT $links" + way + o.clauses, "[" + e.joined() + ", " + o.item + "]"}
}

// params adds to the parameters of a query those of a projection.
func (c claims) params(params map[string]any) map[string]any {
	if c.Reports == 0 && c.Links == nil {
		return params
	}
	out := maps.Clone(params)
	for a, way := c.Along, ""; ; a, way = a.Links.Other, way+"Other" {
		out["reports"+way] = a.Reports
		if a.Links == nil {
			return out
		}
		out["links"+way] = a.Links.First + 1
	}
}

func (c claims) decode(r *cells) (*graph.Claim, error) {
	x, err := claim(r)
	if err != nil || c.Along == (graph.Along{}) {
		return x, err
	}
	x.Brought = &graph.Brought{Along: c.Along}
	if c.Parties {
		if x.Brought.Parties, err = decodeList(r.takeList(), entity); err != nil {
			return nil, err
		}
	}
	if c.Reports > 0 {
		if x.Brought.Reports.Items, err = decodeList(r.takeList(), report); err != nil {
			return nil, err
		}
		x.Brought.Reports.More = x.Reports > c.Reports
	}
	if c.Links != nil {
		x.Brought.Links, err = cut(r.takeList(), graph.Page{First: c.Links.First}, claims{c.Links.Other}.decodeLinked)
	}
	return x, err
}

// linked reads a joined link with the claim at its end f or t.
func (c claims) linked(end string) shape {
	other := c.shape(end)
	return shape{other.clauses, "[" + plainEnds.joined() + ", " + other.item + "]"}
}

func (c claims) decodeLinked(r *cells) (*graph.Link, error) {
	l, err := joined(r)
	if err != nil {
		return nil, err
	}
	other, err := cellsOf(r.take())
	if err != nil {
		return nil, err
	}
	l.Other, err = c.decode(other)
	return l, err
}

// decodeReported decodes an attribution with the claim that it reports.
func (c claims) decodeReported(r *cells) (*graph.Attribution, error) {
	a, err := attribution(r)
	if err != nil {
		return nil, err
	}
	reported, err := cellsOf(r.take())
	if err != nil {
		return nil, err
	}
	a.Reported, err = c.decode(reported)
	return a, err
}
