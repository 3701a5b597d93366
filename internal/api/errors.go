package api

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"hearsay/graph"
)

// Codes of errors, in extensions.code.
const (
	codeParse       = "GRAPHQL_PARSE_FAILED"
	codeValidation  = "GRAPHQL_VALIDATION_FAILED"
	codeOperation   = "OPERATION_RESOLUTION_FAILURE"
	codeInput       = "BAD_USER_INPUT"
	codeRequest     = "BAD_REQUEST"
	codeComplex     = "QUERY_TOO_COMPLEX"
	codeTimeout     = "TIMEOUT"
	codeNotFound    = "NOT_FOUND"
	codeConflict    = "CONFLICT"
	codeUnavailable = "UNAVAILABLE"
	codeUnsupported = "UNSUPPORTED"
	codeIntrospect  = "INTROSPECTION_DISABLED"
	codePersisted   = "PERSISTED_QUERY_NOT_FOUND"
	codeUntrusted   = "DOCUMENT_NOT_TRUSTED"
	codeBusy        = "BUSY"
	codeInternal    = "INTERNAL_SERVER_ERROR"

	codeUnauthenticated = "UNAUTHENTICATED"
	codeForbidden       = "FORBIDDEN"
	codeLimited         = "RATE_LIMITED"
)

// codes are all of them.
var codes = []string{
	codeParse, codeValidation, codeOperation, codeInput, codeRequest,
	codeComplex, codeTimeout, codeNotFound, codeConflict, codeUnavailable,
	codeUnsupported, codeIntrospect, codePersisted, codeUntrusted, codeBusy, codeInternal,
	codeUnauthenticated, codeForbidden, codeLimited,
}

func newError(code, format string, args ...any) *gqlerror.Error {
	return &gqlerror.Error{Message: fmt.Sprintf(format, args...), Extensions: map[string]any{"code": code}}
}

// overLimit is the error of a request that asks for too much.
func overLimit(name string, limit int, format string, args ...any) *gqlerror.Error {
	e := newError(codeComplex, format, args...)
	e.Extensions["limit"], e.Extensions["value"] = name, limit
	return e
}

// present turns an error of a field into what a client may see: kinds of package
// graph with a code, anything else masked and logged under the ID of the request.
func (e *engine) present(ctx context.Context, err error) *gqlerror.Error {
	shown := graphql.DefaultErrorPresenter(ctx, err)
	out := &gqlerror.Error{Path: shown.Path, Locations: shown.Locations, Extensions: map[string]any{}}
	var number *graphql.IntegerError
	switch {
	case shown.Extensions["code"] != nil || shown.Err == nil:
		// made by this package or by the parser, for the client; extensions may be shared
		out.Message = shown.Message
		for k, v := range shown.Extensions {
			out.Extensions[k] = v
		}
		if out.Extensions["code"] == nil {
			out.Extensions["code"] = codeValidation
		}
	case errors.Is(err, context.DeadlineExceeded):
		out.Message = fmt.Sprintf("the operation took longer than %s", e.limits.Deadline)
		out.Extensions["code"], out.Extensions["limit"] = codeTimeout, "deadline"
		out.Extensions["value"] = e.limits.Deadline.String()
	case errors.Is(err, context.Canceled):
		out.Message, out.Extensions["code"] = "the request was given up", codeTimeout
	case errors.As(err, &number):
		out.Message, out.Extensions["code"] = "a number does not fit an Int of 32 bits", codeInput
	case errors.Is(err, graph.ErrInvalid):
		out.Message, out.Extensions["code"] = inputText(err), codeInput
	case errors.Is(err, graph.ErrNotFound):
		out.Message, out.Extensions["code"] = "not found, or not any more", codeNotFound
	case errors.Is(err, graph.ErrConflict):
		out.Message, out.Extensions["code"] = "conflict with what is stored", codeConflict
	case errors.Is(err, graph.ErrUnavailable):
		out.Message, out.Extensions["code"] = "the store does not answer", codeUnavailable
		e.report(ctx, "store unavailable", err)
	case errors.Is(err, graph.ErrBusy):
		out.Message, out.Extensions["code"] = "too much is going on; try again later", codeBusy
	case errors.Is(err, graph.ErrUnsupported):
		out.Message, out.Extensions["code"] = "not on offer here", codeUnsupported
	default:
		out.Message, out.Extensions["code"] = "internal error", codeInternal
		if id := requestID(ctx); id != "" {
			out.Extensions["requestId"] = id
		}
		var logged *panicError
		if !errors.As(err, &logged) {
			e.report(ctx, "resolver failed", err, "path", out.Path.String())
		}
	}
	return out
}

// inputText returns what an invalid argument is told with, without the path that the
// error took through packages.
func inputText(err error) string {
	s := err.Error()
	var g *gqlerror.Error
	if errors.As(err, &g) && g.Err != nil {
		s = g.Err.Error()
	}
	if _, rest, ok := strings.Cut(s, graph.ErrInvalid.Error()+": "); ok {
		return rest
	}
	return s
}

// panicError is a panic that is logged already.
type panicError struct{ text string }

func (p *panicError) Error() string { return p.text }

// report logs what a client must not see.
func (e *engine) report(ctx context.Context, what string, err error, args ...any) {
	if c, ok := ctx.Value(causesKey{}).(*causes); ok {
		c.add(err)
	}
	e.log.ErrorContext(ctx, what, append([]any{"request", requestID(ctx), "error", err.Error()}, args...)...)
}

// causes collects the errors behind masked ones, for callers who may see them.
type causes struct {
	mu   sync.Mutex
	errs []error
}

type causesKey struct{}

func withCauses(ctx context.Context) (context.Context, *causes) {
	c := &causes{}
	return context.WithValue(ctx, causesKey{}, c), c
}

func (c *causes) add(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.errs = append(c.errs, err)
}

// err tells how many errors an answer has and the first one with its cause; nil
// where it has none.
func (c *causes) err(shown gqlerror.List) error {
	if len(shown) == 0 {
		return nil
	}
	what := "query"
	if len(shown) > 1 {
		what = fmt.Sprintf("query: %d errors, the first", len(shown))
	}
	if len(shown[0].Path) > 0 { // a field, or a variable, which the message may not name
		what += ": " + shown[0].Path.String()
	}
	if len(c.errs) > 0 {
		return fmt.Errorf("%s: %w", what, c.errs[0])
	}
	return fmt.Errorf("%s: %s", what, shown[0].Message)
}
