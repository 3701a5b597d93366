package api

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"hearsay/graph"
	"hearsay/internal/batch"
)

// The cost of an operation is about the number of objects that its answer may hold: an
// object costs one and what is selected of it, a list as many times that as it may
// have items. Scalars are free but for whole texts.
const (
	defaultPage = 25
	maxPage     = 200
	shortList   = 2  // such as the sources of a claim
	textCost    = 20 // the whole text of an article, or its blocks
	countCost   = 5  // to count a list
	schemaCost  = 8000
	typeCost    = 500 // one type of the schema
)

// pricer works out a cost. The guard has bounded how many fields it can meet.
type pricer struct {
	schema *ast.Schema
	vars   map[string]any
	limit  int
	// schemaAsked is true where the operation asks about the schema.
	schemaAsked bool
	// grid is how many rows and columns the grid has that is being counted.
	grid int
}

func (p *pricer) set(set ast.SelectionSet) (sum int) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			sum += p.field(s)
		case *ast.InlineFragment:
			sum += p.set(s.SelectionSet)
		case *ast.FragmentSpread:
			sum += p.set(s.Definition.SelectionSet)
		}
		if most := p.limit * maxPage; sum > most {
			return most // far too much already; more could overflow
		}
	}
	return sum
}

func (p *pricer) field(f *ast.Field) int {
	switch {
	case f.Name == "__schema":
		p.schemaAsked = true
		return schemaCost // each time the whole of it, whatever is selected
	case f.Name == "__type":
		p.schemaAsked = true
		return typeCost
	case f.Definition == nil || f.ObjectDefinition == nil:
		return 1
	}
	if f.Definition.Arguments.ForName("size") != nil {
		p.grid = sizeOf(f.ArgumentMap(p.vars)["size"], batch.MaxGrid)
	}
	return workCost[f.ObjectDefinition.Name+"."+f.Name] + p.objects(f)
}

// workCost is what a field costs beside the objects it gives: it reads more than it shows.
var workCost = map[string]int{"Query.neighbours": 200, "Query.paths": 1000, "Query.stance": 200, "Query.replyLag": 1000,
	"Query.claimFacets": 500, "Query.grid": 200, "Query.countryGrid": 200, "Exchange.accusationOnly": 20,
	"Query.rankedPublishers": 500, "Query.rankedEvents": 500, "ClaimHitConnection.facets": 500}

// objects returns the cost of what a field gives.
func (p *pricer) objects(f *ast.Field) int {
	typ := p.schema.Types[f.Definition.Type.Name()]
	if typ == nil || typ.IsLeafType() {
		return leafCost(f)
	}
	if strings.HasSuffix(typ.Name, "Connection") {
		item, fixed := p.connection(f.SelectionSet)
		return 1 + fixed + p.pageSize(f)*item
	}
	inner := p.set(f.SelectionSet)
	switch {
	case strings.HasSuffix(f.ObjectDefinition.Name, "Connection"), strings.HasSuffix(f.ObjectDefinition.Name, "Edge"):
		return 1 + inner // one item; the connection knows how many there are
	case f.Name == "blocks":
		return textCost + inner
	case f.Definition.Type.Elem == nil:
		return 1 + inner
	default:
		return p.listSize(f) * (1 + inner)
	}
}

// connection returns the cost of one item of a connection, and of what it has once.
func (p *pricer) connection(set ast.SelectionSet) (item, fixed int) {
	add := func(i, f int) { item, fixed = item+i, fixed+f }
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if s.Name == "nodes" || s.Name == "edges" {
				add(p.field(s), 0)
			} else {
				add(0, p.field(s))
			}
		case *ast.InlineFragment:
			add(p.connection(s.SelectionSet))
		case *ast.FragmentSpread:
			add(p.connection(s.Definition.SelectionSet))
		}
	}
	return item, fixed
}

func leafCost(f *ast.Field) int {
	switch f.ObjectDefinition.Name + "." + f.Name {
	case "Article.text":
		return textCost
	case "Block.text":
		return 0 // the list of blocks costs as a text does
	}
	if f.Name == "totalCount" {
		return countCost
	}
	return 0
}

// pageSize returns how many items a connection is asked for; what is out of range is
// refused later.
func (p *pricer) pageSize(f *ast.Field) int {
	args := f.ArgumentMap(p.vars)
	for _, name := range []string{"first", "last"} {
		if args[name] != nil {
			return sizeOf(args[name], maxPage)
		}
	}
	return defaultPage
}

// sizeOf reads a number of items, up to most.
func sizeOf(n any, most int) int {
	switch n := n.(type) {
	case int64:
		return int(min(max(n, 1), int64(most)))
	case json.Number:
		if v, err := n.Int64(); err == nil {
			return int(min(max(v, 1), int64(most)))
		}
	}
	return most
}

func (p *pricer) listSize(f *ast.Field) int {
	if f.Definition.Arguments.ForName("first") != nil {
		return p.pageSize(f)
	}
	if strings.Contains(f.ObjectDefinition.Name, "Grid") {
		return p.grid // rows and columns are as many
	}
	if f.Name == "hops" || f.Name == "actors" {
		return graph.MaxHops
	}
	if ids, ok := f.ArgumentMap(p.vars)["ids"].([]any); ok {
		return max(len(ids), 1)
	}
	return shortList
}

// costName is under which name an operation bears its cost.
const costName = "hearsay cost"

// costOf returns the cost of an operation that passed the limits.
func costOf(op *graphql.OperationContext) int {
	cost, _ := op.Stats.GetExtension(costName).(int)
	return cost
}

// limits refuses operations that cost too much and, where the settings say so, those
// that ask about the schema.
type limits struct {
	e             *engine
	introspection bool
}

// ExtensionName names it for the executor.
func (limits) ExtensionName() string { return "Limits" }

// Validate accepts any schema.
func (limits) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext counts the cost before anything is executed, and charges it.
func (x limits) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	op.DisableIntrospection = !x.introspection
	limit := x.e.limits.Complexity
	p := pricer{schema: x.e.schema.Schema(), vars: op.Variables, limit: limit}
	cost := p.set(op.Operation.SelectionSet)
	if p.schemaAsked && !x.introspection {
		return newError(codeIntrospect, "questions about the schema are switched off; read /schema.graphql")
	}
	if cost > limit {
		err := overLimit("complexity", limit, "the query may bring about %d objects, the limit is %d: give first to its inner lists, or ask for smaller pages", cost, limit)
		err.Extensions["cost"] = cost
		return err
	}
	x.e.meter.Complexity(cost)
	op.Stats.SetExtension(costName, cost)
	return x.e.rates.charge(ctx, cost)
}
