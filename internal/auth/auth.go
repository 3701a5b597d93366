// Package auth tells who calls and what they may do.
//
// A [Gate] turns the token of a request into a [Principal]; the server puts it into the
// context, the schema says by @requires which [Role] a field needs, and package api
// compares the two before anything runs. Who needs to know who decided something asks
// [From].
package auth

import (
	"context"
	"errors"
	"strings"
)

// Role is what a principal may do.
type Role string

// The roles. A reviewer and a loader may also read; an admin may do all.
const (
	Reader   Role = "reader"   // asks questions
	Reviewer Role = "reviewer" // judges what the program found
	Loader   Role = "loader"   // brings articles
	Admin    Role = "admin"    // all of it, and sees how the server fares
)

// Roles are all roles, the least one first.
var Roles = []Role{Reader, Reviewer, Loader, Admin}

// Known reports whether r is one of the roles.
func (r Role) Known() bool { return r == Reader || r == Reviewer || r == Loader || r == Admin }

// May reports whether who has role r may do what needs role need. No role may do what
// needs a role that is none.
func (r Role) May(need Role) bool {
	return r.Known() && need.Known() && (r == need || r == Admin || need == Reader)
}

// Principal is who calls. The zero Principal is nobody and may do nothing.
type Principal struct {
	// Name tells people who it is: the name of a key, or who a token says it is.
	Name string
	Role Role
}

// TokenPrefix begins the name of who bears a token of an issuer. No key can be called so:
// what the one decided or loaded is never taken for what the other did.
const TokenPrefix = "oidc:"

// Local is who sits at the machine: the command line, and every caller of a server that
// listens on loopback without keys.
var Local = Principal{Name: "local", Role: Admin}

// Gate tells who bears a token.
type Gate interface {
	// Authenticate returns who bears the token. Whatever is wrong with a token, the
	// error is [ErrRefused] and no more, so that nothing can be learned by trying.
	Authenticate(ctx context.Context, token string) (Principal, error)
}

// ErrRefused is the error of every token that is not accepted, and of none at all.
var ErrRefused = errors.New("auth: no key or token that is accepted here")

// maxToken bounds a token, in bytes: what is longer is refused unread.
const maxToken = 16 << 10

// Bearer returns the token of an Authorization header ("Bearer TOKEN"), or
// [ErrRefused].
func Bearer(authorization string) (token string, err error) {
	scheme, token, ok := strings.Cut(strings.TrimSpace(authorization), " ")
	token = strings.TrimSpace(token)
	if !ok || !strings.EqualFold(scheme, "Bearer") || token == "" || len(token) > maxToken || strings.ContainsAny(token, " \t") {
		return "", ErrRefused
	}
	return token, nil
}

type contextKey struct{}

// With returns a context in which p calls.
func With(ctx context.Context, p Principal) context.Context {
	return context.WithValue(ctx, contextKey{}, p)
}

// Anyone is the name of callers who need not say who they are.
const Anyone = "anyone"

// From returns who calls, nobody (the zero Principal) where that was never said.
func From(ctx context.Context) Principal {
	p, _ := ctx.Value(contextKey{}).(Principal)
	return p
}

// Gates are several gates; a token must open one of them.
type Gates []Gate

// Authenticate returns what the first gate says that the token opens.
func (g Gates) Authenticate(ctx context.Context, token string) (Principal, error) {
	for _, gate := range g {
		if p, err := gate.Authenticate(ctx, token); err == nil {
			return p, nil
		}
	}
	return Principal{}, ErrRefused
}
