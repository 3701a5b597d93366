package api

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"hearsay/internal/feed"
)

// prepare brings a request to where it can run: through the guard, the parser,
// validation, the rules of the schema and the price. What it refuses is the result.
func (e *engine) prepare(ctx context.Context, r *request, kinds allowed) (context.Context, *graphql.OperationContext, *result) {
	if err := e.rates.charge(ctx, requestCost); err != nil {
		return nil, nil, &result{refused: gqlerror.List{err}}
	}
	if err := e.stored.resolve(r); err != nil {
		return nil, nil, &result{refused: gqlerror.List{err}}
	}
	if err := e.guard(ctx, r); err != nil {
		return nil, nil, &result{refused: gqlerror.List{err}}
	}
	e.stored.keep(r)
	if err := kinds.refuse(e.kindOf(ctx, r)); err != nil {
		return nil, nil, err
	}
	ctx = graphql.StartOperationTrace(ctx)
	op, errs := e.exec.CreateOperationContext(ctx, &graphql.RawParams{
		Query: r.query, OperationName: r.operation, Variables: r.variables,
	})
	if len(errs) > 0 {
		return nil, nil, &result{refused: recode(op, errs)}
	}
	if op.Operation.Operation == ast.Subscription {
		fields := graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Subscription"})
		if len(fields) != 1 || strings.HasPrefix(fields[0].Name, "__") {
			return nil, nil, &result{refused: gqlerror.List{newError(codeValidation, "a subscription asks for exactly one field")}}
		}
	}
	return graphql.WithOperationContext(ctx, op), op, nil
}

// allowed tells which kinds of operations may come by a transport.
type allowed struct{ mutations, subscriptions bool }

var (
	queriesOnly  = allowed{}
	oneAnswer    = allowed{mutations: true}
	anyOperation = allowed{mutations: true, subscriptions: true}
)

// refuse returns the answer to an operation of a kind that may not come, nil if it may.
func (a allowed) refuse(kind ast.Operation) *result {
	switch {
	case kind == ast.Mutation && !a.mutations:
		return &result{refused: gqlerror.List{newError(codeRequest, "only a query may come by GET")}, wrongMethod: true}
	case kind == ast.Subscription && !a.subscriptions:
		return &result{refused: gqlerror.List{newError(codeRequest,
			"a subscription comes by WebSocket (graphql-transport-ws), or with Accept: text/event-stream")}, wrongMethod: !a.mutations}
	}
	return nil
}

// stream runs an operation that may have many answers: next returns one after the
// other, then nil. Where the operation is refused, that is the result. ctx must be
// cancelled when nobody asks for more; a query or mutation has its deadline besides. A
// caller whose key was revoked meanwhile gets nothing more.
func (e *engine) stream(ctx context.Context, r *request, kinds allowed) (next func() *result, refused *result) {
	gone := &result{refused: gqlerror.List{unauthenticated()}}
	if !stillKnown(ctx) {
		return nil, gone
	}
	ctx, op, refused := e.prepare(ctx, r, kinds)
	if refused != nil {
		return nil, refused
	}
	if op.Operation.Operation != ast.Subscription {
		done := false
		return func() *result {
			if done {
				return nil
			}
			done = true
			ctx, cancel := context.WithTimeout(ctx, e.limits.Deadline)
			defer cancel()
			return e.run(ctx, op)
		}, nil
	}
	answers, ctx := e.exec.DispatchOperation(ctx, op)
	ended := false
	return func() *result {
		if ended {
			return nil
		}
		resp := answers(ctx)
		if resp == nil {
			return nil
		}
		if !stillKnown(ctx) {
			ended = true
			return gone
		}
		sortErrors(resp.Errors)
		resp.Data = bytes.Clone(resp.Data) // the executor writes the next answer into the same buffer
		return &result{response: resp}
	}, nil
}

// streams counts what is open for long, and ends it when the server stops.
type streams struct {
	hub  *feed.Hub
	open atomic.Int64
	most int64
	wait sync.WaitGroup

	ctx context.Context // ends when the server stops
	end context.CancelFunc
}

func newStreams(hub *feed.Hub, most int) *streams {
	x := &streams{hub: hub, most: int64(most)}
	x.ctx, x.end = context.WithCancel(context.Background())
	return x
}

// enter counts one more, false where there are too many or the server stops; leave
// must be called if it is true.
func (x *streams) enter() bool {
	if x.open.Add(1) > x.most || x.ctx.Err() != nil {
		x.open.Add(-1)
		return false
	}
	x.wait.Add(1)
	return true
}

func (x *streams) leave() {
	x.open.Add(-1)
	x.wait.Done()
}

// stop ends all streams, after what they are about to send.
func (x *streams) stop() {
	x.end()
	x.hub.Close()
}

// Shutdown completes all subscriptions and waits for their connections to end, or for
// the end of ctx. An http.Server with this handler must be shut down as well, before.
func (h *Handler) Shutdown(ctx context.Context) error {
	h.streams.stop()
	done := make(chan struct{})
	go func() { defer close(done); h.streams.wait.Wait() }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
