package exec

import (
	"runtime"
	"sync"
	"weak"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// plan is what a document that is kept need not work out for each of its operations
// again: which fields each selection set gives, and the keys of their values. It exists
// only where the fields do not depend on variables, so where nothing bears a directive.
type plan struct {
	mu     sync.RWMutex
	fields map[set][]graphql.CollectedField
	keys   map[*graphql.CollectedField]keys
}

// set is a selection set of a document or of a plan, on some types.
type set struct {
	first *ast.Selection
	size  int
	types *string
}

// keys are what stands before each value of an object; nil for a field that stands there
// already.
type keys [][]byte

// plans are the plans of the documents that are in use, nil for those without.
var plans sync.Map // of weak.Pointer[ast.QueryDocument] to *plan

// planOf returns the plan of a document, nil where it has none.
func planOf(doc *ast.QueryDocument) *plan {
	if doc == nil {
		return nil
	}
	key := weak.Make(doc)
	if p, ok := plans.Load(key); ok {
		return p.(*plan)
	}
	var made *plan
	if plain(doc) {
		made = &plan{fields: map[set][]graphql.CollectedField{}, keys: map[*graphql.CollectedField]keys{}}
	}
	p, known := plans.LoadOrStore(key, made)
	if !known {
		runtime.AddCleanup(doc, func(key weak.Pointer[ast.QueryDocument]) { plans.Delete(key) }, key)
	}
	return p.(*plan)
}

// plain reports whether no selection of a document bears a directive.
func plain(doc *ast.QueryDocument) bool {
	for _, op := range doc.Operations {
		if !plainSet(op.SelectionSet) {
			return false
		}
	}
	for _, f := range doc.Fragments {
		if !plainSet(f.SelectionSet) {
			return false
		}
	}
	return true
}

func plainSet(selections ast.SelectionSet) bool {
	for _, s := range selections {
		var inner ast.SelectionSet
		var directives ast.DirectiveList
		switch s := s.(type) {
		case *ast.Field:
			inner, directives = s.SelectionSet, s.Directives
		case *ast.InlineFragment:
			inner, directives = s.SelectionSet, s.Directives
		case *ast.FragmentSpread:
			directives = s.Directives
		}
		if len(directives) > 0 || !plainSet(inner) {
			return false
		}
	}
	return true
}

// CollectFields is that of gqlgen, and remembers its answers from one operation of a
// document to the next. Nobody may change what it returns.
func CollectFields(op *graphql.OperationContext, selections ast.SelectionSet, types []string) []graphql.CollectedField {
	return planOf(op.Doc).collect(op, selections, types)
}

// Collect is CollectFields for an operation whose shapes these are.
func (s *Shapes) Collect(op *graphql.OperationContext, selections ast.SelectionSet, types []string) []graphql.CollectedField {
	s.mu.Lock()
	if s.plan == nil {
		s.plan = planOf(op.Doc)
	}
	p := s.plan
	s.mu.Unlock()
	return p.collect(op, selections, types)
}

func (p *plan) collect(op *graphql.OperationContext, selections ast.SelectionSet, types []string) []graphql.CollectedField {
	if p == nil || len(selections) == 0 || len(types) == 0 {
		return graphql.CollectFields(op, selections, types)
	}
	at := set{&selections[0], len(selections), &types[0]}
	p.mu.RLock()
	known, ok := p.fields[at]
	p.mu.RUnlock()
	if ok {
		return known
	}
	made := graphql.CollectFields(op, selections, types)
	p.mu.Lock()
	defer p.mu.Unlock()
	if known, ok := p.fields[at]; ok {
		return known // one answer for all, for places are told by it
	}
	p.fields[at] = made
	return made
}

// keysOf returns what stands before the values of fields.
func (p *plan) keysOf(fields []graphql.CollectedField) keys {
	if p == nil {
		return newKeys(fields)
	}
	p.mu.RLock()
	known := p.keys[&fields[0]]
	p.mu.RUnlock()
	if known != nil {
		return known
	}
	made := newKeys(fields)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.keys[&fields[0]] = made
	return made
}

func newKeys(fields []graphql.CollectedField) keys {
	out := make(keys, len(fields))
	before, written := "{", map[string]bool{}
	for i, f := range fields {
		if written[f.Alias] {
			continue
		}
		written[f.Alias] = true
		out[i] = []byte(before + `"` + f.Alias + `":`) // a name needs no escapes
		before = ","
	}
	return out
}
