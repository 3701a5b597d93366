package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"hearsay/graph"
)

// The ways from a field to the claims that its read brings.
var (
	toClaim       = [][]string{{}}
	toClaims      = [][]string{{"nodes"}, {"edges", "node"}}
	toLinkedClaim = [][]string{{"nodes", "claim"}, {"edges", "node", "claim"}}
)

// onTheWay are the types of what stands there, for fragments on them.
var onTheWay = []string{"ClaimConnection", "ClaimEdge", "ClaimLinkConnection", "ClaimLinkEdge", "ClaimLink", "Claim", "Node"}

// mostAlong is how many reports of each claim are read with it: the page without "first".
const mostAlong = defaultPage

// along says what the query goes on to ask of the claims that the field reads.
func along(ctx context.Context, ways [][]string) graph.Along {
	var a graph.Along
	op, here := graphql.GetOperationContext(ctx), graphql.GetFieldContext(ctx).Field
	for _, way := range ways {
		asked(op, here, way, &a)
	}
	return a
}

// asked notes what is asked of the claims at the end of a way.
func asked(op *graphql.OperationContext, field graphql.CollectedField, way []string, a *graph.Along) {
	for _, f := range graphql.CollectFields(op, field.Selections, onTheWay) {
		switch {
		case len(way) > 0:
			if f.Name == way[0] {
				asked(op, f, way[1:], a)
			}
		case f.Name == "sources" || f.Name == "targets":
			a.Parties = true
		case f.Name == "reports" && a.Reports == 0:
			a.Reports = firstPage(f, op.Variables)
		}
	}
}

// firstPage returns the size of the page that a field asks for, 0 where it is large or not
// the first.
func firstPage(f graphql.CollectedField, variables map[string]any) int {
	size := int64(defaultPage)
	for _, arg := range f.Arguments {
		v, err := arg.Value.Value(variables)
		if err != nil {
			return 0
		}
		if v == nil {
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
