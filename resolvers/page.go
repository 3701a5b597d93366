package resolvers

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"hearsay/graph"
	"hearsay/internal/batch"
	"hearsay/resolvers/generated"
)

// Page sizes of connections.
const (
	defaultPage = 25
	maxPage     = 200
)

// paging holds the arguments that every connection takes.
type paging struct {
	first  *int32
	after  *string
	last   *int32
	before *string
}

// inputError is a mistake in an argument; its text is meant for the client.
type inputError struct{ text string }

func (e *inputError) Error() string { return e.text }

// Unwrap makes it one of the kinds of package graph.
func (e *inputError) Unwrap() error { return graph.ErrInvalid }

func badInput(format string, args ...any) error { return &inputError{fmt.Sprintf(format, args...)} }

// window turns the arguments into a page of the named list. A cursor is good for the
// list and the filter (scope) that it came from.
func (r *Resolver) window(list string, scope any, p paging, desc bool) (batch.Window, error) {
	w := batch.Window{Page: graph.Page{First: defaultPage, Desc: desc}}
	if p.first != nil && p.last != nil || p.after != nil && p.before != nil {
		return w, badInput("give first and after, or last and before, not both")
	}
	if p.last != nil && p.after != nil || p.first != nil && p.before != nil {
		return w, badInput("after goes with first, before goes with last")
	}
	size, name, at, atName := p.first, "first", p.after, "after"
	if p.last != nil || p.before != nil {
		size, name, at, atName = p.last, "last", p.before, "before"
		w.Page.Backward = true
	}
	if size != nil {
		if *size < 1 || *size > maxPage {
			return w, badInput("%s: %d is not between 1 and %d", name, *size, maxPage)
		}
		w.Page.First = int(*size)
	}
	seal, err := r.newSeal(list, scope)
	if err != nil {
		return w, err
	}
	w.Encode = seal.encode
	if at != nil {
		c, ok := seal.decode(*at)
		if !ok {
			return w, badInput("%s: this cursor does not belong to this list and filter", atName)
		}
		w.Page.After = &c
	}
	return w, nil
}

// seal makes and checks the cursors of one list and filter.
type seal struct {
	key   []byte
	scope []byte
}

// sealSize is how many bytes of the code a cursor carries.
const sealSize = 9

func (r *Resolver) newSeal(list string, scope any) (*seal, error) {
	s, err := json.Marshal(scope)
	if err != nil {
		return nil, fmt.Errorf("resolvers: scope of a cursor: %w", err)
	}
	return &seal{key: r.CursorKey, scope: append([]byte(list+"\x00"), s...)}, nil
}

func (s *seal) code(place string) []byte {
	h := hmac.New(sha256.New, s.key)
	fmt.Fprintf(h, "%d\x00%s%s", len(s.scope), s.scope, place)
	return h.Sum(nil)[:sealSize]
}

func (s *seal) encode(c graph.Cursor) string {
	place := c.Key + "\x00" + c.ID
	return base64.RawURLEncoding.EncodeToString(append(s.code(place), place...))
}

func (s *seal) decode(cursor string) (graph.Cursor, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(raw) < sealSize {
		return graph.Cursor{}, false
	}
	place := string(raw[sealSize:])
	key, id, ok := strings.Cut(place, "\x00")
	if !ok || !hmac.Equal(raw[:sealSize], s.code(place)) {
		return graph.Cursor{}, false
	}
	return graph.Cursor{Key: key, ID: id}, true
}

func newestFirst(o generated.TimeOrder) bool { return o == generated.TimeOrderNewestFirst }

// plain asks for a page of a list that takes no filter.
func (r *Resolver) plain(list string, p paging) batch.Ask[struct{}] {
	return func(context.Context) (*batch.Query[struct{}], error) {
		w, err := r.window(list, nil, p, false)
		return &batch.Query[struct{}]{Window: w}, err
	}
}

// attributions asks for a page of attributions.
func (r *Resolver) attributions(list string, p paging) batch.Ask[struct{}] {
	return func(ctx context.Context) (*batch.Query[struct{}], error) {
		w, err := r.window(list, nil, p, false)
		return &batch.Query[struct{}]{Window: w, Along: alongReported(ctx)}, err
	}
}

// claims asks for a page of claims.
func (r *Resolver) claims(list string, f *generated.ClaimFilter, order generated.TimeOrder, p paging) batch.Ask[graph.ClaimFilter] {
	return func(ctx context.Context) (*batch.Query[graph.ClaimFilter], error) {
		if f == nil {
			f = &generated.ClaimFilter{}
		}
		w, err := r.window(list, f, p, newestFirst(order))
		if err != nil {
			return nil, err
		}
		filter, some, err := r.claimFilter(ctx, f)
		return &batch.Query[graph.ClaimFilter]{Filter: filter, None: !some, Window: w, Along: along(ctx, toClaims)}, err
	}
}

// sortedClaims asks for a page of claims that is sorted by something.
func (r *Resolver) sortedClaims(list string, f *generated.ClaimFilter, by generated.ClaimKey, order generated.TimeOrder, p paging) batch.Ask[graph.ClaimFilter] {
	if by == generated.ClaimKeyPublished {
		return r.claims(list, f, order, p)
	}
	ask := r.claims(list+" "+string(by), f, order, p)
	return func(ctx context.Context) (*batch.Query[graph.ClaimFilter], error) {
		q, err := ask(ctx)
		if q != nil {
			q.Window.Page.By, q.Along.Few = graph.ClaimOrder(by), false // cursors are made of what it is sorted by
		}
		return q, err
	}
}

// links asks for a page of links.
func (r *Resolver) links(kinds []graph.LinkKind, d *graph.LinkDirection, p paging) batch.Ask[batch.LinkFilter] {
	return func(ctx context.Context) (*batch.Query[batch.LinkFilter], error) {
		f := batch.LinkFilter{Kinds: kinds, Directions: []graph.LinkDirection{graph.LinksOut, graph.LinksIn}}
		if d != nil {
			f.Directions = []graph.LinkDirection{*d}
		}
		if kinds != nil && len(kinds) == 0 {
			f.Directions = nil
		}
		w, err := r.window("links", f, p, false)
		return &batch.Query[batch.LinkFilter]{Filter: f, Window: w, Along: along(ctx, toLinkedClaim)}, err
	}
}
