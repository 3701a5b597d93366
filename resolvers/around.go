package resolvers

import (
	"context"

	"hearsay/graph"
	"hearsay/resolvers/generated"
)

// refsAround counts the entities that a filter names as those around a claim.
func refsAround(in *generated.ClaimFilter) (n int) {
	entity := func(f *generated.EntityFilter) {
		if f != nil {
			n += len(f.RoleIn)
		}
	}
	entity(in.Source)
	entity(in.Target)
	if in.Event != nil {
		n += len(in.Event.Places)
	}
	if r := in.Report; r != nil {
		entity(r.Addressee)
		if r.Article != nil {
			n += len(r.Article.Mentions)
		}
	}
	return n
}

// around reads what a filter says of what a claim is like and of the nodes around it;
// some is false where it is known to match nothing.
func (r *Resolver) around(ctx context.Context, f *graph.ClaimFilter, in *generated.ClaimFilter) (some bool, err error) {
	some = true
	f.HappenedFrom, f.HappenedTo = value(in.HappenedFrom), value(in.HappenedTo)
	if f.Polarities, err = given("polarities", in.Polarities, &some); err != nil {
		return false, err
	}
	if f.Modalities, err = given("modalities", in.Modalities, &some); err != nil {
		return false, err
	}
	if err = codes(f, in, &some); err != nil {
		return false, err
	}
	for _, end := range []struct {
		in  *generated.EntityFilter
		out **graph.EntityFilter
		ids *[]string
	}{{in.Source, &f.Source, &f.SourceIDs}, {in.Target, &f.Target, &f.TargetIDs}} {
		if end.in == nil {
			continue
		}
		match, any, err := r.entityFilter(ctx, end.in)
		if err != nil {
			return false, err
		}
		some = some && any
		*end.out = &match
		if some && selective(match) && len(*end.ids) == 0 {
			if *end.ids, some, err = r.few(ctx, match, some); err != nil {
				return false, err
			}
		}
	}
	if in.Event != nil {
		match, any, err := r.eventFilter(ctx, in.Event)
		if err != nil {
			return false, err
		}
		f.Event, some = &match, some && any
	}
	if err = r.report(ctx, f, in.Report, &some); err != nil {
		return false, err
	}
	return some, r.link(ctx, f, in.Link, &some)
}

// selective reports whether few entities may match.
func selective(f graph.EntityFilter) bool {
	return len(f.IDs)+len(f.Roles)+len(f.HolderIDs) > 0 || f.Name != "" || f.Text != "" || f.Country != ""
}

// few returns the entities that a filter matches where they are few, so that the store can
// begin with them; none of them tells that nothing matches.
func (r *Resolver) few(ctx context.Context, f graph.EntityFilter, some bool) ([]string, bool, error) {
	s, err := r.Reader.Store.ListEntities(ctx, f, graph.Page{First: maxList})
	if err != nil || s.More {
		return nil, some, err
	}
	var ids []string
	for _, e := range s.Items {
		ids = append(ids, e.ID)
	}
	return ids, len(ids) > 0, nil
}

// codes reads the codes of other schemes.
func codes(f *graph.ClaimFilter, in *generated.ClaimFilter, some *bool) error {
	for _, c := range []struct {
		name  string
		codes []string
	}{{"ploverCodes", in.PloverCodes}, {"cameoCodes", in.CameoCodes}} {
		if c.codes == nil {
			continue
		}
		if _, err := given(c.name, c.codes, some); err != nil {
			return err
		}
		if c.name == "ploverCodes" {
			f.All = append(f.All, graph.WithCodes(c.codes, nil))
		} else {
			f.All = append(f.All, graph.WithCodes(nil, c.codes))
		}
	}
	return nil
}

// report reads what a filter says of a report.
func (r *Resolver) report(ctx context.Context, f *graph.ClaimFilter, in *generated.ReportFilter, some *bool) (err error) {
	if in == nil {
		return nil
	}
	out := &graph.ReportFilter{MinDepth: int(value(in.MinDepth)), MinConfidence: value(in.MinConfidence)}
	if out.MinDepth < 0 || out.MinDepth > graph.MaxDepth {
		return badInput("minDepth: %d is not between 0 and %d", out.MinDepth, graph.MaxDepth)
	}
	if out.MinConfidence < 0 || out.MinConfidence > 1 {
		return badInput("minConfidence: %v is not between 0 and 1", out.MinConfidence)
	}
	if out.Types, err = given("types", in.Types, some); err != nil {
		return err
	}
	if in.Addressee != nil {
		match, any, err := r.entityFilter(ctx, in.Addressee)
		if err != nil {
			return err
		}
		out.Addressee, *some = &match, *some && any
	}
	if in.Article != nil {
		match, any, err := r.articlePart(ctx, in.Article)
		if err != nil {
			return err
		}
		out.Article, *some = &match, *some && any
	}
	f.Report = out
	return nil
}

// link reads what a filter says of a link.
func (r *Resolver) link(ctx context.Context, f *graph.ClaimFilter, in *generated.ClaimLinkFilter, some *bool) (err error) {
	if in == nil {
		return nil
	}
	out := &graph.OtherFilter{Direction: value(in.Direction), By: value(in.By), Lags: lags(in.MinLag, in.MaxLag)}
	if out.Kinds, err = given("kinds", in.Kinds, some); err != nil {
		return err
	}
	if in.Claim != nil {
		match, any, err := r.claimPart(ctx, in.Claim)
		if err != nil {
			return err
		}
		out.Claim, *some = &match, *some && any
	}
	f.Link = out
	return nil
}

// lags reads the bounds of a lag.
func lags(least, most *int32) (out graph.LagRange) {
	if least != nil {
		out.Least = new(int(*least))
	}
	if most != nil {
		out.Most = new(int(*most))
	}
	return out
}

// articleFilter resolves a filter of articles and the filters of claims in it.
func (r *Resolver) articleFilter(ctx context.Context, in *generated.ArticleFilter) (f graph.ArticleFilter, some bool, err error) {
	for _, c := range []*generated.ClaimFilter{in.Claim, in.NoClaim} {
		if err := sized(c); err != nil {
			return f, false, err
		}
	}
	return r.articlePart(ctx, in)
}

func (r *Resolver) articlePart(ctx context.Context, in *generated.ArticleFilter) (f graph.ArticleFilter, some bool, err error) {
	some = true
	f = graph.ArticleFilter{URL: value(in.URL), Publisher: value(in.Publisher), Text: value(in.Text), From: value(in.From), To: value(in.To),
		Lang: value(in.Lang), Agency: value(in.Agency)}
	if f.IDs, err = identifiers("ids", graph.PrefixArticle, in.Ids, &some); err != nil {
		return f, false, err
	}
	if f.MentionIDs, err = r.refs(ctx, "mentions", in.Mentions, &some); err != nil {
		return f, false, err
	}
	if in.Claim != nil {
		match, any, err := r.claimPart(ctx, in.Claim)
		if err != nil {
			return f, false, err
		}
		f.Claim, some = &match, some && any
	}
	if in.NoClaim != nil {
		match, any, err := r.claimPart(ctx, in.NoClaim)
		if err != nil {
			return f, false, err
		}
		if any {
			f.NoClaim = &match
		}
	}
	return f, some, nil
}

func (r *Resolver) eventFilter(ctx context.Context, in *generated.EventFilter) (f graph.EventFilter, some bool, err error) {
	some = true
	f = graph.EventFilter{Text: value(in.Text), From: value(in.From), To: value(in.To)}
	if f.IDs, err = identifiers("ids", graph.PrefixEvent, in.Ids, &some); err != nil {
		return f, false, err
	}
	f.PlaceIDs, err = r.refs(ctx, "places", in.Places, &some)
	return f, some, err
}
