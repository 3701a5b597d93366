package resolvers

import (
	"context"
	"slices"
	"strings"

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

// entityTypes are the types of sources and targets, for fragments on them.
var entityTypes = []string{"Entity", "Person", "Country", "Organization", "Group", "Node"}

// mostAlong is how many reports of each claim are read with it: the page without "first".
const mostAlong = defaultPage

// The fields for which a store need not read the whole of a node; see graph.FewOfClaim and
// graph.FewOfAttribution. One that reads something else by the ID of the node may be added.
var (
	fewOfClaim       = fields("__typename id act proposition confidence firstPublished reportCount")
	fewOfAttribution = fields("__typename id")
	fewOfArticle     = fields("__typename id title url published publisher")
	fewOfEntity      = fields("__typename id kind name claimsMade claimsReceived")
)

func fields(names string) map[string]bool {
	out := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		out[name] = true
	}
	return out
}

// along says what the query goes on to ask of the claims that the field reads.
func along(ctx context.Context, ways [][]string) graph.Along {
	return alongWays(ctx, ways).along()
}

// alongReported is along for a field that reads attributions.
func alongReported(ctx context.Context) graph.Along {
	a := alongWays(ctx, toLinkedClaim)
	if !a.some {
		return graph.Along{}
	}
	claim := a.along()
	op, here := graphql.GetOperationContext(ctx), graphql.GetFieldContext(ctx).Field
	few := true // a place in an article is read of its spans: no cursors then
	for _, f := range exec.CollectFields(op, here.Selections, onTheWay) {
		few = few && f.Name == "nodes"
		for _, f := range exec.CollectFields(op, f.Selections, onTheWay) {
			few = few && (f.Name == "claim" || fewOfAttribution[f.Name])
		}
	}
	return graph.Along{Claim: &claim, Few: few}
}

// whole lets claims be read whole, for a read whose claims other fields share.
func whole(a graph.Along) graph.Along {
	a.Few, a.FewReports, a.FewParties, a.Heads = false, false, false, false
	if a.Links != nil {
		a.Links.Other = whole(a.Links.Other)
	}
	return a
}

// alongWays gathers what is asked at the end of all ways.
func alongWays(ctx context.Context, ways [][]string) *asking {
	a := &asking{op: graphql.GetOperationContext(ctx)}
	for _, way := range ways {
		a.follow(graphql.GetFieldContext(ctx).Field, way)
	}
	return a
}

// asking gathers what is asked of claims.
type asking struct {
	graph.Along
	op          *graphql.OperationContext
	some        bool // the query goes one of the ways
	more        bool // more is asked than FewOfClaim
	moreParties bool // more is asked than FewOfEntity
}

func (a *asking) along() graph.Along {
	a.Few, a.FewParties = a.some && !a.more, a.Parties && !a.moreParties
	return a.Along
}

// follow goes on from a field, and notes what is asked of the claims at the end of the way.
func (a *asking) follow(field graphql.CollectedField, way []string) {
	for _, f := range exec.CollectFields(a.op, field.Selections, onTheWay) {
		if len(way) == 0 {
			a.note(f)
		} else if f.Name == way[0] {
			a.some = len(way) == 1 || a.some
			a.follow(f, way[1:])
		}
	}
}

// note notes a field of a claim. Of two fields that read the same, what one of them asks
// says little about the other.
func (a *asking) note(f graphql.CollectedField) {
	a.some = true
	switch {
	case f.Name == "sources" || f.Name == "targets":
		a.Parties = true
		for _, of := range exec.CollectFields(a.op, f.Selections, entityTypes) {
			a.moreParties = a.moreParties || !fewOfEntity[of.Name]
		}
	case f.Name == "reports":
		if a.Reports > 0 {
			a.Heads, a.FewReports = a.Heads && headsOnly(a.op, f), a.FewReports && fewReports(a.op, f)
		} else if a.Reports = firstPage(f, a.op.Variables); a.Reports > 0 {
			a.Heads, a.FewReports = headsOnly(a.op, f), fewReports(a.op, f)
		}
	case linkFields[f.Name]:
		if a.Links != nil {
			a.Links.Other = whole(a.Links.Other)
		} else {
			a.Links = links(a.op, f)
		}
	case !fewOfClaim[f.Name]:
		a.more = true
	}
}

// fewReports tells whether a field asks no more of reports than FewOfAttribution.
func fewReports(op *graphql.OperationContext, field graphql.CollectedField) bool {
	for _, way := range toClaims {
		for _, f := range ends(op, field, way) {
			if f.Name == "article" {
				for _, of := range exec.CollectFields(op, f.Selections, []string{"Article", "Node"}) {
					if !fewOfArticle[of.Name] {
						return false
					}
				}
			} else if !fewOfAttribution[f.Name] {
				return false
			}
		}
	}
	return true
}

// ends returns the fields at the end of a way.
func ends(op *graphql.OperationContext, field graphql.CollectedField, way []string) (out []graphql.CollectedField) {
	for _, f := range exec.CollectFields(op, field.Selections, onTheWay) {
		if len(way) == 0 {
			out = append(out, f)
		} else if f.Name == way[0] {
			out = append(out, ends(op, f, way[1:])...)
		}
	}
	return out
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
	other := &asking{op: op}
	for _, way := range toLinkedClaim {
		other.follow(f, way)
	}
	l.Other = other.along()
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
