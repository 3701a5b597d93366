package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"hearsay/internal/auth"
	"hearsay/internal/meter"
)

// NewMeter returns the meter of a server: operations of trusted documents always have
// series of their own.
func NewMeter(version string, trusted Documents) *meter.Meter {
	var names []string
	for _, text := range trusted {
		doc, err := parser.ParseQuery(&ast.Source{Input: text})
		if err != nil {
			continue // ReadDocuments has parsed them all
		}
		for _, op := range doc.Operations {
			names = append(names, op.Name)
		}
	}
	slices.Sort(names)
	return meter.New(version, codes, slices.Compact(names))
}

// metrics shows the counts in the text format of Prometheus, to admins.
func (s *server) metrics(w http.ResponseWriter, r *http.Request) {
	if have := auth.From(r.Context()).Role; !have.May(auth.Admin) {
		err := newError(codeForbidden, "/metrics needs the role %s; the role of this key is %s", auth.Admin, have)
		s.refuse(w, typeJSON, http.StatusForbidden, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_ = s.options.Meter.Write(w) // the client may have gone
}

// countErrors notes what a client is told.
func (s *server) countErrors(errs gqlerror.List) {
	for _, err := range errs {
		code, _ := err.Extensions["code"].(string)
		s.options.Meter.Error(code)
	}
}

// observer notes each operation when its first answer is there, by whatever transport
// it came.
type observer struct{ meter *meter.Meter }

// ExtensionName names it for the executor.
func (observer) ExtensionName() string { return "Observer" }

// Validate accepts any schema.
func (observer) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation measures an operation.
func (o observer) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	began, first := time.Now(), true
	answer := next(ctx)
	return func(ctx context.Context) *graphql.Response {
		resp := answer(ctx)
		if first {
			o.meter.Operation(string(op.Operation.Operation), op.Operation.Name, time.Since(began), resp == nil || len(resp.Errors) > 0)
			first = false
		}
		return resp
	}
}
