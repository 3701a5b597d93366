//go:build otel

package api

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	otelcodes "go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// tracing returns the extension that writes a span for each operation.
func tracing() []graphql.HandlerExtension { return []graphql.HandlerExtension{tracer{}} }

// tracer writes a span for each operation, from its start to its last answer. Like the
// log it tells the name of the operation, and neither the query nor its variables.
type tracer struct{}

// ExtensionName names it for the executor.
func (tracer) ExtensionName() string { return "Tracer" }

// Validate accepts any schema.
func (tracer) Validate(graphql.ExecutableSchema) error { return nil }

// InterceptOperation puts an operation into a span.
func (tracer) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx).Operation
	ctx, span := otel.Tracer("hearsay").Start(ctx, string(op.Operation)+" "+shorten(op.Name), trace.WithSpanKind(trace.SpanKindServer),
		trace.WithAttributes(attribute.String("graphql.operation.name", shorten(op.Name)),
			attribute.String("graphql.operation.type", string(op.Operation)), attribute.String("hearsay.request", requestID(ctx))))
	answer := next(ctx)
	return func(context.Context) *graphql.Response {
		resp := answer(ctx)
		if resp != nil && len(resp.Errors) > 0 {
			code, _ := resp.Errors[0].Extensions["code"].(string)
			span.SetStatus(otelcodes.Error, code)
		}
		if resp == nil || resp.HasNext == nil && op.Operation != "subscription" {
			span.End()
		}
		return resp
	}
}
