package api

import (
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"

	"hearsay/internal/auth"
)

// What the rules take of an operation of a hundred fields.
func BenchmarkAccess(b *testing.B) {
	s := newEngine(broken{}, Options{Limits: DefaultLimits()}).schema.Schema()
	doc, errs := gqlparser.LoadQueryWithRules(s, "{"+numbered(20, "a%d:claims(first:1){nodes{id proposition sources{name}}} ")+"}", quietRules())
	if errs != nil {
		b.Fatal(errs)
	}
	ctx := auth.With(b.Context(), auth.Local)
	op := &graphql.OperationContext{Operation: doc.Operations[0]}
	for b.Loop() {
		if err := (access{s}).MutateOperationContext(ctx, op); err != nil {
			b.Fatal(err)
		}
	}
}
