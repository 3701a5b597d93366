package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"hearsay/graph"
	"hearsay/internal/meter"
	"hearsay/resolvers"
	"hearsay/resolvers/exec"
	"hearsay/resolvers/generated"
)

// engine answers GraphQL requests, however they came.
type engine struct {
	limits Limits
	log    *slog.Logger
	schema graphql.ExecutableSchema
	exec   *executor.Executor
	passed *documents
	stored *persisted
	rates  *buckets      // nil: no limit
	meter  *meter.Meter  // nil: nothing is counted
	slow   time.Duration // from which an operation is logged
	order  bool          // whether reads below the root take turns
}

// request is a GraphQL request, well formed but not yet looked into.
type request struct {
	query     string
	document  string // identifier that stands for the query
	hash      string // SHA-256 of the query, by which it may be registered or asked for
	operation string
	variables map[string]any
}

// result is the answer to a request: refused before anything was executed, or not.
type result struct {
	refused  gqlerror.List
	response *graphql.Response
	// wrongMethod is true where only the HTTP method kept the operation from running.
	wrongMethod bool
}

func newEngine(store graph.Store, o Options) *engine {
	e := &engine{limits: o.Limits, log: o.Logger, passed: newDocuments(), stored: newPersisted(o.Documents, o.OnlyDocuments), rates: newRates(o), meter: o.Meter, slow: o.SlowQuery, order: o.InOrder}
	e.schema = generated.NewExecutableSchema(resolvers.NewConfig(store, o.CursorKey, resolvers.Live{Jobs: o.Jobs, Feed: o.Feed}))
	e.exec = executor.New(e.schema)
	e.exec.SetQueryCache(e.passed)
	e.exec.SetParserTokenLimit(e.limits.Tokens + 1) // the guard has counted already
	e.exec.SetDisableSuggestion(true)
	e.exec.SetDefaultRulesFn(quietRules)
	e.exec.SetErrorPresenter(e.present)
	e.exec.SetRecoverFunc(e.recovered)
	for _, x := range tracing() {
		e.exec.Use(x)
	}
	if o.Meter != nil {
		e.exec.Use(observer{o.Meter})
	}
	e.exec.Use(access{e.schema.Schema()}) // first: who may not ask learns no price
	e.exec.Use(limits{e, !o.NoIntrospection})
	return e
}

// quietRules are the rules of validation that do not suggest names of the schema.
func quietRules() *rules.Rules {
	r := rules.NewDefaultRules()
	r.ReplaceRule("KnownArgumentNames", rules.KnownArgumentNamesRuleWithoutSuggestions.RuleFunc)
	r.ReplaceRule("KnownTypeNames", rules.KnownTypeNamesRuleWithoutSuggestions.RuleFunc)
	r.ReplaceRule("ValuesOfCorrectType", rules.ValuesOfCorrectTypeRuleWithoutSuggestions.RuleFunc)
	return r
}

// answer runs a request that has one answer.
func (e *engine) answer(ctx context.Context, r *request, kinds allowed) *result {
	ctx, op, refused := e.prepare(ctx, r, kinds)
	if refused != nil {
		return refused
	}
	return e.run(ctx, op)
}

// run runs a query or mutation that passed all checks.
func (e *engine) run(ctx context.Context, op *graphql.OperationContext) *result {
	defer e.logSlow(ctx, op, time.Now())
	if e.order {
		ctx = exec.InOrder(ctx)
	}
	next, ctx := e.exec.DispatchOperation(ctx, op)
	resp := next(ctx)
	if resp == nil { // the deadline passed before anything began
		return &result{refused: gqlerror.List{e.present(ctx, context.Cause(ctx))}}
	}
	sortErrors(resp.Errors)
	return &result{response: resp}
}

// logSlow logs an operation that took long, by its name. The query and its variables
// stay out of the log: they tell what somebody looks into.
func (e *engine) logSlow(ctx context.Context, op *graphql.OperationContext, start time.Time) {
	took := time.Since(start)
	if e.slow <= 0 || took < e.slow {
		return
	}
	name := op.Operation.Name
	if name == "" {
		name = "(without a name)"
	}
	e.log.WarnContext(ctx, "slow query", "operation", shorten(name), "took", took.Round(time.Millisecond), "request", requestID(ctx))
}

// sortErrors brings the errors of fields, which run side by side, into one order.
func sortErrors(errs gqlerror.List) {
	slices.SortStableFunc(errs, func(a, b *gqlerror.Error) int {
		return cmp.Or(cmp.Compare(a.Path.String(), b.Path.String()), cmp.Compare(a.Message, b.Message))
	})
}

// recode gives errors of variables and operation names codes of their own.
func recode(op *graphql.OperationContext, errs gqlerror.List) gqlerror.List {
	for _, err := range errs {
		if err.Extensions["code"] == codeValidation && op.Doc != nil {
			err.Extensions["code"] = codeInput
			if op.Operation == nil {
				err.Extensions["code"] = codeOperation
			}
		}
	}
	return errs
}

// errors returns the errors of either kind of answer.
func (a *result) errors() gqlerror.List {
	if a.response == nil {
		return a.refused
	}
	return a.response.Errors
}

// is reports whether the first error has this code.
func (a *result) is(code string) bool {
	errs := a.errors()
	return len(errs) > 0 && errs[0].Extensions["code"] == code
}

// body writes the answer as JSON, with the first most errors. Where nothing was
// executed there is no data, not even null.
func (a *result) body(most int) ([]byte, error) {
	if r := a.response; r != nil && r.Data != nil && len(r.Errors) == 0 && len(r.Extensions) == 0 {
		// JSON already: an encoder would read all of it again
		return slices.Concat([]byte(`{"data":`), r.Data, []byte("}\n")), nil
	}
	out := struct {
		Errors     gqlerror.List   `json:"errors,omitempty"`
		Data       json.RawMessage `json:"data,omitempty"`
		Extensions map[string]any  `json:"extensions,omitempty"`
	}{Errors: a.errors()}
	if n := len(out.Errors); n > most {
		more := newError(codeRequest, "%d more errors", n-most)
		out.Errors = append(append(gqlerror.List{}, out.Errors[:most]...), more)
	}
	if a.response != nil {
		out.Extensions = a.response.Extensions
		if out.Data = a.response.Data; out.Data == nil {
			out.Data = json.RawMessage("null")
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(out)
	return b.Bytes(), err
}

// recovered logs a panic of a resolver and masks it.
func (e *engine) recovered(ctx context.Context, p any) error {
	err := &panicError{fmt.Sprint("panic: ", p)}
	e.report(ctx, "panic", err, "stack", string(debug.Stack()))
	return err
}
