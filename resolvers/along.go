package resolvers

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"hearsay/graph"
	"hearsay/resolvers/exec"
)

// The ways from a field to the claims that its read brings.
var (
	toClaim       = [][]string{{}}
	toClaims      = [][]string{{"nodes"}, {"edges", "node"}}
	toReport      = [][]string{{"nodes"}, {"edges", "node"}}
	toLinkedClaim = [][]string{{"nodes", "claim"}, {"edges", "node", "claim"}} // and from attributions to what they report
)

// onTheWay are the types of what stands there, for fragments on them.
var onTheWay = []string{"ClaimConnection", "ClaimEdge", "ClaimLinkConnection", "ClaimLinkEdge", "ClaimLink", "AttributionConnection", "AttributionEdge", "Attribution", "Claim", "Node"}

// mostAlong is how many reports of each claim are read with it: the page without "first".
const mostAlong = defaultPage

// along says what the query goes on to ask of the claims that the field reads.
func along(ctx context.Context, ways [][]string) graph.Along {
	a, _ := alongWays(ctx, ways)
	return a
}

// alongReported is along for a field that reads attributions.
func alongReported(ctx context.Context) graph.Along {
	a, some := alongWays(ctx, toLinkedClaim)
	if !some {
		return graph.Along{}
	}
	return graph.Along{Claim: &a}
}

// alongWays also tells whether the query goes one of the ways.
func alongWays(ctx context.Context, ways [][]string) (a graph.Along, some bool) {
	op, here := graphql.GetOperationContext(ctx), graphql.GetFieldContext(ctx).Field
	for _, way := range ways {
		some = asked(op, here, way, &a) || some
	}
	return a, some
}

// asked notes what is asked of the claims at the end of a way, and tells whether the query
// goes there.
func asked(op *graphql.OperationContext, field graphql.CollectedField, way []string, a *graph.Along) (some bool) {
	for _, f := range exec.CollectFields(op, field.Selections, onTheWay) {
		switch {
		case len(way) > 0:
			if f.Name == way[0] {
				some = len(way) == 1 || some
				some = asked(op, f, way[1:], a) || some
			}
		case f.Name == "sources" || f.Name == "targets":
			a.Parties = true
		case f.Name == "reports" && a.Reports == 0:
			a.Reports, a.Heads = firstPage(f, op.Variables), headsOnly(op, f)
		case f.Name == "reports":
			a.Heads = a.Heads && headsOnly(op, f) // it may be the same page
		case linkFields[f.Name] && a.Links == nil:
			a.Links = links(op, f)
		}
	}
	return some
}

// headsOnly tells whether a field that leads to reports asks no more of them than their
// articles.
func headsOnly(op *graphql.OperationContext, field graphql.CollectedField) bool {
	for _, way := range toReport {
		if !only(op, field, way, "id", "article", "__typename") {
			return false
		}
	}
	return true
}

// only tells whether what stands at the end of a way has none but the named fields.
func only(op *graphql.OperationContext, field graphql.CollectedField, way []string, names ...string) bool {
	for _, f := range exec.CollectFields(op, field.Selections, onTheWay) {
		if len(way) == 0 && !slices.Contains(names, f.Name) || len(way) > 0 && f.Name == way[0] && !only(op, f, way[1:], names...) {
			return false
		}
	}
	return true
}

// linkFields are the fields of a claim that lead to links.
var linkFields = map[string]bool{"links": true, "denials": true, "denies": true}

// links says which links a field asks for, nil where it asks for those of both directions or
// another page than a small first one.
func links(op *graphql.OperationContext, f graphql.CollectedField) *graph.LinksAlong {
	l := &graph.LinksAlong{First: firstPage(f, op.Variables, "kinds", "direction")}
	switch f.Name {
	case "denials":
		l.Direction, l.Kinds = graph.LinksIn, []graph.LinkKind{graph.Denies}
	case "denies":
		l.Direction, l.Kinds = graph.LinksOut, []graph.LinkKind{graph.Denies}
	}
	for _, arg := range f.Arguments {
		v, _ := arg.Value.Value(op.Variables)
		switch v := v.(type) {
		case string:
			if arg.Name == "direction" {
				l.Direction = graph.LinkDirection(v)
			} else {
				l.Kinds = append(l.Kinds, graph.LinkKind(v)) // one stands for a list of one
			}
		case []any:
			l.Kinds = []graph.LinkKind{} // an empty list asks for none
			for _, k := range v {
				name, _ := k.(string)
				l.Kinds = append(l.Kinds, graph.LinkKind(name))
			}
		}
	}
	if l.First == 0 || l.Direction == "" || l.Kinds != nil && len(l.Kinds) == 0 || graph.ValidLinkKinds(l.Kinds) != nil || l.Direction.Valid() != nil {
		return nil
	}
	for _, way := range toLinkedClaim {
		asked(op, f, way, &l.Other)
	}
	l.Other.Links = nil // what answers an answer is read by itself
	return l
}

// firstPage returns the size of the page that a field asks for, 0 where it is large or not
// the first. Some arguments have nothing to do with it.
func firstPage(f graphql.CollectedField, variables map[string]any, others ...string) int {
	size := int64(defaultPage)
	for _, arg := range f.Arguments {
		v, err := arg.Value.Value(variables)
		if err != nil {
			return 0
		}
		if v == nil || slices.Contains(others, arg.Name) {
			continue
		}
		n, err := graphql.UnmarshalInt64(v)
		if arg.Name != "first" || err != nil || n < 1 || n > mostAlong {
			return 0
		}
		size = n
	}
	return int(size)
}
