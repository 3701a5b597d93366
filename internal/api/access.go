package api

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"hearsay/internal/auth"
)

// Who calls is found out in two steps: identify reads the token of an HTTP request and
// refuses what is no token; access, in the executor, compares the caller's role with
// the rules of the schema for whatever transport an operation came by.

// authenticate returns a context in which the bearer of an Authorization header (or of
// the like in the connection_init of a WebSocket) calls.
func (s *server) authenticate(ctx context.Context, authorization string) (context.Context, *gqlerror.Error) {
	switch {
	case s.options.Anyone != "" && (s.options.Gate == nil || authorization == ""):
		return auth.With(ctx, auth.Principal{Name: auth.Anyone, Role: s.options.Anyone}), nil
	case s.options.Gate == nil:
		return auth.With(ctx, auth.Local), nil
	}
	token, err := auth.Bearer(authorization)
	if err != nil {
		return nil, s.failed(ctx)
	}
	p, err := s.options.Gate.Authenticate(ctx, token)
	if err != nil {
		return nil, s.failed(ctx)
	}
	same := func(ctx context.Context) bool {
		now, err := s.options.Gate.Authenticate(ctx, token)
		return err == nil && now == p
	}
	return context.WithValue(auth.With(ctx, p), sameKey{}, same), nil
}

type sameKey struct{}

// stillKnown reports whether the caller's token still counts, and for the same: a key may
// be revoked, and a token expire, while a stream is open.
func stillKnown(ctx context.Context) bool {
	same, ok := ctx.Value(sameKey{}).(func(context.Context) bool)
	return !ok || same(ctx)
}

// failed is the error of a request that does not say who calls. An address that fails
// often is told to wait; a token that is good still counts, since others may share the
// address.
func (s *server) failed(ctx context.Context) *gqlerror.Error {
	if wait := s.failures.take(addressOf(ctx), 1); wait > 0 {
		return tooOften("too many requests without a key that is accepted here; wait %d s", wait)
	}
	s.options.Logger.WarnContext(ctx, "unauthenticated", "request", requestID(ctx), "address", addressOf(ctx))
	return unauthenticated()
}

// known reports whether it was said who calls.
func known(ctx context.Context) bool { return auth.From(ctx) != (auth.Principal{}) }

// unauthenticated is the error of every request whose caller is not known, whatever is
// wrong with its token.
func unauthenticated() *gqlerror.Error {
	return newError(codeUnauthenticated, "send a key that is accepted here, as the header Authorization: Bearer KEY")
}

// identify lets requests through whose caller is known, with the caller in the context.
// A WebSocket may say who calls later, in its connection_init: without a header it goes
// through as nobody's, who may do nothing.
func (s *server) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name := s.tokenInURL(r.URL); name != "" {
			s.options.Logger.WarnContext(r.Context(), "key in a URL", "parameter", name, "request", requestID(r.Context()))
			s.challenge(w, newError(codeUnauthenticated, "send the key as the header Authorization: Bearer KEY; revoke this one, since URLs are kept in logs"))
			return
		}
		headers := r.Header.Values("Authorization")
		if len(headers) == 0 && isWebSocket(r) && s.options.Gate != nil {
			next.ServeHTTP(w, r)
			return
		}
		// of several it is not clear which one counts: together they are none
		ctx, bad := s.authenticate(r.Context(), strings.Join(headers, " "))
		if bad != nil {
			s.challenge(w, bad)
			return
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// challenge answers a request whose caller is not known.
func (s *server) challenge(w http.ResponseWriter, err *gqlerror.Error) {
	if waits(w.Header(), err) {
		s.refuse(w, typeJSON, http.StatusTooManyRequests, err)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="hearsay"`)
	s.refuse(w, typeJSON, http.StatusUnauthorized, err)
}

func isWebSocket(r *http.Request) bool {
	return strings.EqualFold(r.Header.Get("Upgrade"), "websocket")
}

// tokenInURL returns the name of a parameter of the URL that holds a key, "" if none
// does. URLs end up in logs and histories, so they are no place for a key.
func (s *server) tokenInURL(u *url.URL) string {
	if s.options.Gate == nil || u.RawQuery == "" {
		return ""
	}
	for name, values := range u.Query() {
		switch strings.ToLower(name) {
		case "key", "api_key", "apikey", "access_token", "token", "authorization":
			return shorten(name)
		}
		if slices.ContainsFunc(values, auth.IsKey) {
			return shorten(name)
		}
	}
	return ""
}

// access refuses operations with a field that the caller may not use.
type access struct{ schema *ast.Schema }

// ExtensionName names it for the executor.
func (access) ExtensionName() string { return "Access" }

// Validate accepts any schema.
func (access) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext compares the caller's role with the rules of the fields, before
// anything is executed.
func (a access) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	p := auth.From(ctx)
	if p == (auth.Principal{}) {
		return unauthenticated()
	}
	return a.set(p.Role, op.Operation.SelectionSet)
}

func (a access) set(have auth.Role, set ast.SelectionSet) (err *gqlerror.Error) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if need := a.needs(s.ObjectDefinition, s.Definition); !have.May(need) {
				return forbidden(s, have, need)
			}
			err = a.set(have, s.SelectionSet)
		case *ast.InlineFragment:
			err = a.set(have, s.SelectionSet)
		case *ast.FragmentSpread:
			err = a.set(have, s.Definition.SelectionSet)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func forbidden(f *ast.Field, have, need auth.Role) *gqlerror.Error {
	where := f.Name
	if f.ObjectDefinition != nil {
		where = f.ObjectDefinition.Name + "." + where
	}
	err := newError(codeForbidden, "%s needs the role %s; the role of this key is %s", where, need, have)
	err.Extensions["requires"] = need
	return err
}

// needs returns which role a field needs: by its own rule, else by that of its type. A
// field at the root without either is for admins; below, it needs no more than what led
// to it. A test makes sure that the schema leaves nothing to that.
func (a access) needs(object *ast.Definition, field *ast.FieldDefinition) auth.Role {
	if field != nil {
		if r := rule(field.Directives); r != "" {
			return r
		}
	}
	if object == nil || field == nil {
		return auth.Admin
	}
	if r := rule(object.Directives); r != "" {
		return r
	}
	root := object == a.schema.Query || object == a.schema.Mutation || object == a.schema.Subscription
	if root && !strings.HasPrefix(field.Name, "__") {
		return auth.Admin
	}
	return auth.Reader
}

// rule returns the role that @requires names, "" where there is none.
func rule(list ast.DirectiveList) auth.Role {
	d := list.ForName("requires")
	if d == nil {
		return ""
	}
	return auth.Role(strings.ToLower(d.Arguments.ForName("role").Value.Raw))
}
