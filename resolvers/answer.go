package resolvers

import (
	"context"
	"slices"

	"hearsay/graph"
	"hearsay/internal/batch"
	"hearsay/resolvers/generated"
)

// answers are the kinds of links that answer a claim.
func answers(kinds []graph.LinkKind) error {
	if i := slices.IndexFunc(kinds, func(k graph.LinkKind) bool { return k != graph.Denies && k != graph.Confirms }); i >= 0 {
		return badInput("kinds: %s is no reply, give DENIES or CONFIRMS", kinds[i])
	}
	return nil
}

// replyLag sums up how long replies took.
func (r *Resolver) replyLag(ctx context.Context, in *generated.ClaimFilter, kinds []graph.LinkKind) (*batch.ReplyLag, error) {
	if in == nil {
		in = &generated.ClaimFilter{Acts: []graph.SpeechAct{graph.ActAccuse, graph.ActCriticize}}
	}
	if err := answers(kinds); err != nil {
		return nil, err
	}
	f, some, err := r.claimFilter(ctx, in)
	if err != nil {
		return nil, err
	}
	if !some || len(kinds) == 0 {
		return batch.NoReplies(), nil
	}
	return r.Reader.ReplyLag(ctx, graph.LinkFilter{Kinds: kinds, To: f})
}

// stance lists what an actor says in a matter.
func (r *Resolver) stance(ctx context.Context, of generated.EntityRef, on generated.Matter, order generated.TimeOrder, p paging) (*batch.StanceConnection, error) {
	if count(on.Claim, on.Text) != 1 {
		return nil, badInput("on: give exactly one of claim and text")
	}
	if on.Claim != nil && graph.IDType(*on.Claim) != graph.PrefixClaim {
		return nil, badInput("on: %q is not an identifier of a claim", shorten(*on.Claim))
	}
	w, err := r.window("stance", []any{of, on, order}, p, newestFirst(order))
	if err != nil {
		return nil, err
	}
	some := true
	actors, err := r.refs(ctx, "of", []*generated.EntityRef{&of}, &some)
	if err != nil || !some {
		return r.Reader.NoStance(), err
	}
	if on.Text != nil {
		if *on.Text == "" {
			return r.Reader.NoStance(), nil
		}
		return r.Reader.StanceOnWords(ctx, graph.ClaimFilter{SourceIDs: actors, Text: *on.Text}, w)
	}
	return r.Reader.StanceOnClaim(ctx, actors, *on.Claim, w)
}

// search lists the claims with some words.
func (r *Resolver) search(ctx context.Context, text string, in *generated.ClaimFilter, by generated.ClaimKey, order generated.TimeOrder, p paging) (*batch.ClaimHitConnection, error) {
	f := &generated.ClaimFilter{Text: &text}
	if in != nil {
		f.And = []*generated.ClaimFilter{in}
	}
	q, err := r.sortedClaims("searchClaims", f, by, order, p)(ctx)
	if err != nil {
		return nil, err
	}
	if q.None || text == "" {
		return r.Reader.NoHits(), nil
	}
	return r.Reader.Search(ctx, text, q.Filter, q.Window)
}

// facets counts what the claims that a filter matches have.
func (r *Resolver) facets(ctx context.Context, in *generated.ClaimFilter) (*batch.Facets, error) {
	if in == nil {
		in = &generated.ClaimFilter{}
	}
	f, some, err := r.claimFilter(ctx, in)
	if err != nil {
		return nil, err
	}
	if !some {
		return batch.NoFacets(), nil
	}
	return r.Reader.Facets(ctx, f)
}

// exchanged says which claims with which answers are asked for.
type exchanged struct {
	Claim, Answer *generated.ClaimFilter
	Kinds         []graph.LinkKind
	Lags          graph.LagRange
}

// exchangesOf lists claims with the answers to them.
func (r *Resolver) exchangesOf(ctx context.Context, of exchanged, order generated.TimeOrder, p paging) (*batch.ExchangeConnection, error) {
	if err := answers(of.Kinds); err != nil {
		return nil, err
	}
	w, err := r.window("exchanges", of, p, newestFirst(order))
	if err != nil {
		return nil, err
	}
	f := graph.LinkFilter{Kinds: of.Kinds, Lags: of.Lags}
	some := len(of.Kinds) > 0
	for _, c := range []struct {
		in  *generated.ClaimFilter
		out *graph.ClaimFilter
	}{{of.Claim, &f.To}, {of.Answer, &f.From}} {
		if c.in == nil {
			continue
		}
		found, any, err := r.claimFilter(ctx, c.in)
		if err != nil {
			return nil, err
		}
		*c.out, some = found, some && any
	}
	if !some {
		return r.Reader.NoExchanges(), nil
	}
	return r.Reader.Exchanges(ctx, f, w)
}
