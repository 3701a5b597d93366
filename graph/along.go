package graph

import "context"

// Along says what a reader goes on to ask of the claims that a read brings. A store to
// which each read costs a round trip may bring it in the same read, as Claim.Brought; what
// it does not bring is read by itself.
type Along struct {
	Parties bool // sources and targets
	Reports int  // the first page of AttributionsOf, of this size; 0 for none
}

// Brought is what came along with a claim.
type Brought struct {
	Along
	Parties []*Entity          // as Entities returns them; one that is hidden may be missing
	Reports Slice[Attribution] // as AttributionsOf returns them
}

type alongKey struct{}

// WithAlong returns a context for reads of claims of which that is asked.
func WithAlong(ctx context.Context, a Along) context.Context {
	if a == (Along{}) {
		return ctx
	}
	return context.WithValue(ctx, alongKey{}, a)
}

// AlongOf returns what WithAlong put into a context.
func AlongOf(ctx context.Context) Along {
	a, _ := ctx.Value(alongKey{}).(Along)
	return a
}
