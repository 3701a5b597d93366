// Package resolvers answers the fields of the GraphQL schema: it turns arguments into
// filters and pages, reads through package batch, and adds nothing of its own.
//
// The *.resolvers.go files hold one method a field, laid out by gqlgen after the
// schema's files; what they share is written by hand in the other files.
package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"hearsay/graph"
	"hearsay/internal/batch"
	"hearsay/resolvers/generated"
)

// Resolver is the root of all resolvers. It holds no state of a request.
type Resolver struct {
	// Reader reads the graph.
	Reader *batch.Reader
	// CursorKey authenticates cursors. Without one a cursor is still checked, but who
	// knows the program can make one.
	CursorKey []byte
	// Live is for loads and subscriptions.
	Live Live
}

// NewConfig returns what the generated executor needs to answer from store.
func NewConfig(store graph.Store, cursorKey []byte, live Live) generated.Config {
	return generated.Config{Resolvers: &Resolver{Reader: &batch.Reader{Store: store}, CursorKey: cursorKey, Live: live}}
}

// field stands for the arguments of the field that is being resolved: siblings share
// them, and so share what is read for it.
func field(ctx context.Context) any { return graphql.GetFieldContext(ctx).Field.Field }
