package exec

import (
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

var onThing = []string{"Thing"}

func parsed(t *testing.T, query string) *ast.QueryDocument {
	t.Helper()
	doc, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// The operations of one document share what is collected, all the way down; those of a
// document whose fields depend on variables share nothing.
func TestPlansAreShared(t *testing.T) {
	for query, want := range map[string]bool{
		`{ a { b } }`: true,
		`query ($yes: Boolean = true) { a { b @include(if: $yes) } }`:               false,
		`query ($yes: Boolean = true) { a { ... on Thing @skip(if: $yes) { b } } }`: false,
	} {
		doc := parsed(t, query)
		var inner [2][]graphql.CollectedField
		for i := range inner {
			op := &graphql.OperationContext{Doc: doc, Variables: map[string]any{"yes": i == 0}}
			var s Shapes
			outer := s.Collect(op, doc.Operations[0].SelectionSet, onThing)
			inner[i] = s.Collect(op, outer[0].Selections, onThing)
		}
		if want && &inner[0][0] != &inner[1][0] {
			t.Errorf("%s: collected anew", query)
		}
		if !want && len(inner[0]) == len(inner[1]) {
			t.Errorf("%s: %d fields whatever the variables say", query, len(inner[0]))
		}
	}
}
