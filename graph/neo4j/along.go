package neo4j

import (
	"context"
	"maps"
	"strings"

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
	out := shape{"", v + "{" + claimProperties}
	add := func(name, clauses, item string) {
		out.clauses += "\nCALL (" + v + ") {\n" + clauses + "\nRETURN collect(" + item + ") AS " + name + "_" + v + "\n}"
		out.item += ", " + name + ": " + name + "_" + v
	}
	if c.Parties {
		add("parties", "MATCH ("+v+")-[:MADE|TARGETS]-(party:Entity)\nWITH DISTINCT party", "party{"+entityProperties+"}")
	}
	if c.Reports > 0 {
		r := reportShape("rep")
		add("firstReports", "MATCH ("+v+")<-[:REPORTS]-(rep:Attribution)\nWITH rep ORDER BY rep.published, rep.id LIMIT $reports"+way+r.clauses, r.item)
	}
	if c.Links != nil {
		l := c.links(v, way)
		add("firstLinks", l.clauses, l.item)
	}
	out.item += "}"
	return out
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
		" LIMIT $links" + way + o.clauses, "{" + e.joined() + ", other: " + o.item + "}"}
}

// params adds to the parameters of a query those of a projection.
func (c claims) params(params map[string]any) map[string]any {
	if c.Reports == 0 && c.Links == nil {
		return params
	}
	out := maps.Clone(params)
	for a, way := c.Along, ""; ; a, way = a.Links.Other, way+"Other" {
		out["reports"+way] = a.Reports + 1
		if a.Links == nil {
			return out
		}
		out["links"+way] = a.Links.First + 1
	}
}

func (c claims) decode(r row) (*graph.Claim, error) {
	x, err := claim(r)
	if err != nil || c.Along == (graph.Along{}) {
		return x, err
	}
	x.Brought = &graph.Brought{Along: c.Along}
	if x.Brought.Parties, err = entities(r["parties"]); err != nil {
		return nil, err
	}
	reports, _ := r["firstReports"].([]any)
	if x.Brought.Reports, err = cutItems(reports, graph.Page{First: c.Reports}, report); err != nil || c.Links == nil {
		return x, err
	}
	links, _ := r["firstLinks"].([]any)
	x.Brought.Links, err = cutItems(links, graph.Page{First: c.Links.First}, claims{c.Links.Other}.decodeLinked)
	return x, err
}

// linked reads a joined link with the claim at its end f or t.
func (c claims) linked(end string) shape {
	other := c.shape(end)
	return shape{other.clauses, "{" + plainEnds.joined() + ", other: " + other.item + "}"}
}

func (c claims) decodeLinked(r row) (*graph.Link, error) {
	l, err := joined(r)
	if err != nil {
		return nil, err
	}
	other, err := asRow(r["other"])
	if err != nil {
		return nil, err
	}
	l.Other, err = c.decode(other)
	return l, err
}

// decodeReported decodes an attribution with the claim that it reports.
func (c claims) decodeReported(r row) (*graph.Attribution, error) {
	a, err := attribution(r)
	if err != nil {
		return nil, err
	}
	reported, err := asRow(r["reported"])
	if err != nil {
		return nil, err
	}
	a.Reported, err = c.decode(reported)
	return a, err
}
