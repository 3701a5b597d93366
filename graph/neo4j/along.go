package neo4j

import (
	"context"
	"maps"

	"hearsay/graph"
)

// claims is how claims are read, with what comes along with them.
type claims struct{ graph.Along }

func claimsOf(ctx context.Context) claims { return claims{graph.AlongOf(ctx)} }

// projection reads the claim that a variable of the query holds. It wants the parameters
// that params adds.
func (c claims) projection(variable string) string {
	out := variable + "{" + claimProperties
	if c.Parties {
		out += ", parties: [(" + variable + ")<-[:MADE]-(party:Entity) | party{" + entityProperties + "}] +" +
			" [(" + variable + ")-[:TARGETS]->(party:Entity) | party{" + entityProperties + "}]"
	}
	if c.Reports > 0 {
		out += ", firstReports: COLLECT { MATCH (" + variable + ")<-[:REPORTS]-(rep:Attribution)" +
			" WITH rep ORDER BY rep.published, rep.id LIMIT $reports RETURN " + reportMap("rep") + " }"
	}
	return out + "}"
}

// params adds to the parameters of a query those of a projection.
func (c claims) params(params map[string]any) map[string]any {
	if c.Reports == 0 {
		return params
	}
	out := maps.Clone(params)
	out["reports"] = c.Reports + 1
	return out
}

func (c claims) decode(r row) (*graph.Claim, error) {
	x, err := claim(r)
	if err != nil || c.Along == (graph.Along{}) {
		return x, err
	}
	x.Brought = &graph.Brought{Along: c.Along}
	parties, _ := r["parties"].([]any)
	for _, v := range parties {
		p, err := asRow(v)
		if err != nil {
			return nil, err
		}
		e, err := entity(p)
		if err != nil {
			return nil, err
		}
		x.Brought.Parties = append(x.Brought.Parties, e)
	}
	reports, _ := r["firstReports"].([]any)
	x.Brought.Reports, err = cutItems(reports, graph.Page{First: c.Reports}, report)
	return x, err
}

// linked reads a joined link with the claim at its end f or t.
func (c claims) linked(end string) string {
	return "{" + joinedLinks + ", other: " + c.projection(end) + "}"
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
