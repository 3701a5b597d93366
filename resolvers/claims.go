package resolvers

import (
	"context"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/resolvers/generated"
)

// maxFilters is how many filters a filter may be made of. A store plans each of their
// conditions, for which Neo4j takes seconds where there are hundreds.
const maxFilters = 16

// maxNesting is how deep filters may stand inside one another.
const maxNesting = 8

// claimFilter resolves the names of a filter; some is false where it is known to
// match nothing.
func (r *Resolver) claimFilter(ctx context.Context, in *generated.ClaimFilter) (f graph.ClaimFilter, some bool, err error) {
	if err := sized(in); err != nil {
		return f, false, err
	}
	return r.claimPart(ctx, in)
}

// sized refuses a filter that is made of too much.
func sized(in *generated.ClaimFilter) error {
	filters, refs, depth := sizeOf(in)
	if depth > maxNesting {
		return badInput("filters inside one another: %d deep, the limit is %d", depth, maxNesting)
	}
	if filters > maxFilters {
		return badInput("%d filters, the limit is %d", filters, maxFilters)
	}
	if refs > maxList {
		return badInput("%d sources and targets, the limit is %d", refs, maxList)
	}
	return nil
}

// sizeOf counts the filters that in is made of, the entities they name, each of which
// may cost a read, and how deep they go.
func sizeOf(in *generated.ClaimFilter) (filters, refs, depth int) {
	if in == nil {
		return 0, 0, 0
	}
	filters, refs = 1, len(in.Sources)+len(in.Targets)+refsAround(in)
	inner := append(slices.Concat(in.And, in.Or), in.Not)
	if in.Link != nil {
		inner = append(inner, in.Link.Claim)
	}
	if in.Report != nil && in.Report.Article != nil {
		inner = append(inner, in.Report.Article.Claim, in.Report.Article.NoClaim)
	}
	for _, m := range inner {
		n, k, d := sizeOf(m)
		filters, refs, depth = filters+n, refs+k, max(depth, d)
	}
	return filters, refs, depth + 1
}

func (r *Resolver) claimPart(ctx context.Context, in *generated.ClaimFilter) (f graph.ClaimFilter, some bool, err error) {
	some = true
	f = graph.ClaimFilter{
		Text: value(in.Text), From: value(in.From), To: value(in.To), Publisher: value(in.Publisher),
		HasSource: in.HasSource, HasTarget: in.HasTarget, Implicit: in.Implicit, Denied: in.Denied, Answered: in.Answered,
		UnnamedSource: in.UnnamedSource, Nested: in.Nested, MinConfidence: value(in.MinConfidence),
	}
	if f.MinConfidence < 0 || f.MinConfidence > 1 {
		return f, false, badInput("minConfidence: %v is not between 0 and 1", f.MinConfidence)
	}
	if err = origins(&f, in); err != nil {
		return f, false, err
	}
	if f.IDs, err = identifiers("ids", graph.PrefixClaim, in.Ids, &some); err != nil {
		return f, false, err
	}
	if f.EventIDs, err = identifiers("events", graph.PrefixEvent, in.Events, &some); err != nil {
		return f, false, err
	}
	if f.ArticleIDs, err = identifiers("articles", graph.PrefixArticle, in.Articles, &some); err != nil {
		return f, false, err
	}
	if f.Acts, err = given("acts", in.Acts, &some); err != nil {
		return f, false, err
	}
	if err = actors(&f, in, &some); err != nil {
		return f, false, err
	}
	if f.SourceIDs, err = r.refs(ctx, "sources", in.Sources, &some); err != nil {
		return f, false, err
	}
	if f.TargetIDs, err = r.refs(ctx, "targets", in.Targets, &some); err != nil {
		return f, false, err
	}
	around, err := r.around(ctx, &f, in)
	if err != nil {
		return f, false, err
	}
	composed, err := r.compose(ctx, &f, in)
	return f, some && around && composed, err
}

// origins reads the bounds of numbers of origins and articles.
func origins(f *graph.ClaimFilter, in *generated.ClaimFilter) error {
	for _, b := range []struct {
		name string
		in   *int32
		out  *int
	}{{"minOrigins", in.MinOrigins, &f.MinOrigins}, {"maxOrigins", in.MaxOrigins, &f.MaxOrigins}, {"minArticles", in.MinArticles, &f.MinArticles}} {
		if b.in == nil {
			continue
		}
		if *b.in < 1 {
			return badInput("%s: %d is less than 1", b.name, *b.in)
		}
		*b.out = int(*b.in)
	}
	return nil
}

// actors reads what a filter says of sources and targets beside who they are.
func actors(f *graph.ClaimFilter, in *generated.ClaimFilter, some *bool) (err error) {
	if f.SourceKinds, err = given("sourceKinds", in.SourceKinds, some); err != nil {
		return err
	}
	if f.TargetKinds, err = given("targetKinds", in.TargetKinds, some); err != nil {
		return err
	}
	if f.SourceCountries, err = countries("sourceCountries", in.SourceCountries, some); err != nil {
		return err
	}
	if f.TargetCountries, err = countries("targetCountries", in.TargetCountries, some); err != nil {
		return err
	}
	either, err := countries("countries", in.Countries, some)
	if len(either) > 0 {
		f.All = append(f.All, graph.ClaimFilter{Any: []graph.ClaimFilter{{SourceCountries: either}, {TargetCountries: either}}})
	}
	return err
}

func countries(name string, list []string, some *bool) ([]string, error) {
	var out []string
	for _, code := range list {
		if len(code) != 2 {
			return nil, badInput("%s: %q is not an ISO 3166-1 alpha-2 code", name, shorten(code))
		}
		out = append(out, strings.ToUpper(code))
	}
	_, err := given(name, list, some)
	return out, err
}

// compose adds the filters that a filter is made of. Those that are known to match
// nothing are worked out here; some is false where the whole matches nothing.
func (r *Resolver) compose(ctx context.Context, f *graph.ClaimFilter, in *generated.ClaimFilter) (some bool, err error) {
	for _, m := range in.And {
		part, some, err := r.claimPart(ctx, m)
		if err != nil || !some {
			return false, err
		}
		f.All = append(f.All, part)
	}
	for _, m := range in.Or {
		part, some, err := r.claimPart(ctx, m)
		if err != nil {
			return false, err
		}
		if some {
			f.Any = append(f.Any, part)
		}
	}
	if in.Or != nil && len(f.Any) == 0 {
		return false, nil
	}
	if in.Not != nil {
		part, some, err := r.claimPart(ctx, in.Not)
		if err != nil {
			return false, err
		}
		if some {
			f.Not = &part
		}
	}
	return true, nil
}

// accusations turns the arguments of whoAccusedWhom into a filter of claims.
func accusations(accuser, accused *generated.EntityRef, text *string, from, to *graph.Time, acts []graph.SpeechAct, denied, implicit *bool,
	further *generated.ClaimFilter) *generated.ClaimFilter {
	f := &generated.ClaimFilter{Acts: acts, Text: text, From: from, To: to, Denied: denied, Implicit: implicit}
	if accuser != nil {
		f.Sources = []*generated.EntityRef{accuser}
	}
	if accused != nil {
		f.Targets = []*generated.EntityRef{accused}
	}
	if further != nil {
		f.And = []*generated.ClaimFilter{further}
	}
	return f
}
