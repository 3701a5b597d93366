package api

import (
	"bytes"
	"context"
	"strings"
	"sync"

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
	first, ended := true, false
	return func() *result {
		if ended {
			return nil
		}
		resp := answers(ctx)
		if resp == nil {
			return nil
		}
		if !first && !e.rates.pay(ctx, costOf(op)) { // the first is paid for already
			return nil
		}
		first = false
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
	hub   *feed.Hub
	most  int // streams
	share int // of one caller
	wait  sync.WaitGroup

	mu   sync.Mutex
	open int
	of   map[string]int // by caller

	ctx context.Context // ends when the server stops
	end context.CancelFunc
}

// callerStreams is which part of all streams one caller may have open, where callers are
// told apart.
const callerStreams = 4

func newStreams(hub *feed.Hub, most int, apart bool) *streams {
	x := &streams{hub: hub, most: most, share: most, of: map[string]int{}}
	if apart {
		x.share = max(1, most/callerStreams)
	}
	x.ctx, x.end = context.WithCancel(context.Background())
	return x
}

// enter counts one more of a caller, false where there are too many or the server
// stops; leave must be called if it is true.
func (x *streams) enter(who string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.open >= x.most || x.of[who] >= x.share || x.ctx.Err() != nil {
		return false
	}
	x.open++
	x.of[who]++
	x.wait.Add(1)
	return true
}

func (x *streams) leave(who string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.open--
	x.less(who)
	x.wait.Done()
}

// pass counts a stream as another caller's, false where that one has too many.
func (x *streams) pass(from, to string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if from == to {
		return true
	}
	if x.of[to] >= x.share {
		return false
	}
	x.of[to]++
	x.less(from)
	return true
}

func (x *streams) less(who string) {
	if x.of[who]--; x.of[who] == 0 {
		delete(x.of, who)
	}
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
