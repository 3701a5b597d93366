package resolvers

import (
	"context"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/internal/batch"
	"hearsay/resolvers/generated"
)

// maxList is the most values that a list argument takes.
const maxList = 200

// given returns a list argument. Left out it is no condition; empty it matches
// nothing, which some then tells.
func given[T any](name string, list []T, some *bool) ([]T, error) {
	if len(list) > maxList {
		return nil, badInput("%s: %d values, the limit is %d", name, len(list), maxList)
	}
	if list != nil && len(list) == 0 {
		*some = false
	}
	return list, nil
}

// identifiers is given for identifiers of one type.
func identifiers(name, prefix string, list []string, some *bool) ([]string, error) {
	for _, id := range list {
		if graph.IDType(id) != prefix {
			return nil, badInput("%s: %q is not an identifier of this type", name, shorten(id))
		}
	}
	return given(name, list, some)
}

// shorten cuts what a client sent for an error message.
func shorten(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// count returns how many of the values are given.
func count(values ...*string) (n int) {
	for _, v := range values {
		if v != nil {
			n++
		}
	}
	return n
}

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// refs returns the identifiers of all entities that are meant by any of the refs.
func (r *Resolver) refs(ctx context.Context, name string, list []*generated.EntityRef, some *bool) ([]string, error) {
	if list == nil {
		return nil, nil
	}
	if _, err := given(name, list, some); err != nil {
		return nil, err
	}
	var out, old []string // of those given as identifiers some may be old
	for _, ref := range list {
		ids, err := r.meant(ctx, name, ref)
		if err != nil {
			return nil, err
		}
		if ref.ID != nil {
			old = append(old, ids...)
		} else {
			out = append(out, ids...)
		}
	}
	now, err := r.current(ctx, old)
	if err != nil {
		return nil, err
	}
	out = append(out, now...)
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) == 0 {
		*some = false
	}
	return out, nil
}

// meant returns the identifiers of all entities that ref may mean.
func (r *Resolver) meant(ctx context.Context, name string, ref *generated.EntityRef) ([]string, error) {
	var f graph.EntityFilter
	if n := count(ref.ID, ref.Name, ref.Iso); n != 1 {
		// validation sees to it in the text of a query, not in variables
		return nil, badInput("%s: give exactly one of id, name and iso, not %d", name, n)
	}
	switch {
	case ref.ID != nil:
		if graph.IDType(*ref.ID) != graph.PrefixEntity {
			return nil, badInput("%s: %q is not an identifier of an entity", name, shorten(*ref.ID))
		}
		return []string{*ref.ID}, nil
	case ref.Iso != nil:
		if len(*ref.Iso) != 2 {
			return nil, badInput("%s: %q is not an ISO 3166-1 alpha-2 code", name, shorten(*ref.Iso))
		}
		f = graph.EntityFilter{Kinds: []graph.EntityKind{graph.KindCountry}, Country: strings.ToUpper(*ref.Iso)}
	case value(ref.Name) != "":
		f = graph.EntityFilter{Name: *ref.Name}
	default:
		return nil, nil
	}
	s, err := r.Reader.Store.ListEntities(ctx, f, graph.Page{First: graph.MaxPage})
	if err != nil {
		return nil, err
	}
	if s.More {
		return nil, badInput("%s: more than %d entities bear this name", name, graph.MaxPage)
	}
	var ids []string
	for _, e := range s.Items {
		ids = append(ids, e.ID)
	}
	return ids, nil
}

func (r *Resolver) entityFilter(ctx context.Context, in *generated.EntityFilter) (f graph.EntityFilter, some bool, err error) {
	some = true
	f = graph.EntityFilter{Name: value(in.Name), Text: value(in.Text), Country: strings.ToUpper(value(in.CountryCode)), Unnamed: in.Unnamed}
	if f.IDs, err = identifiers("ids", graph.PrefixEntity, in.Ids, &some); err != nil {
		return f, false, err
	}
	if f.IDs, err = r.current(ctx, f.IDs); err != nil {
		return f, false, err
	}
	if f.Kinds, err = given("kinds", in.Kinds, &some); err != nil {
		return f, false, err
	}
	if f.Roles, err = given("roles", in.Roles, &some); err != nil {
		return f, false, err
	}
	f.HolderIDs, err = r.refs(ctx, "roleIn", in.RoleIn, &some)
	return f, some, err
}

// listClaims answers a connection of claims at the root.
func (r *Resolver) listClaims(ctx context.Context, ask batch.Ask[graph.ClaimFilter]) (*batch.ClaimConnection, error) {
	q, err := ask(ctx)
	if err != nil {
		return nil, err
	}
	if q.None {
		return r.Reader.NoClaims(), nil
	}
	return r.Reader.Claims(graph.WithAlong(ctx, q.Along), q.Filter, q.Window)
}

// one returns the node with this ID as a T, nil where there is none or it is of
// another type.
func one[T batch.Node](ctx context.Context, r *Resolver, id string) (out T, err error) {
	n, err := r.Reader.Node(ctx, id)
	if err != nil {
		return out, err
	}
	out, _ = n.(T)
	return out, nil
}
