package graph

import (
	"cmp"
	"context"
	"slices"
)

// whole puts together what the records of several articles say of a hidden node.
func whole(parts []*Part) *Part {
	out := &Part{}
	var reports []report
	for _, p := range parts {
		switch {
		case p.Article != nil:
			a := *p.Article
			out.Article = &a
		case p.Attribution != nil:
			a := *p.Attribution
			out.Attribution = &a
		case p.Entity != nil && out.Entity == nil:
			x := *p.Entity
			out.Entity = &x
		case p.Entity != nil:
			x := joinEntities(*out.Entity, *p.Entity)
			out.Entity = &x
		case p.Claim != nil:
			c := *p.Claim
			out.Claim = &c
			for i := range p.Reports {
				reports = append(reports, report{&p.Reports[i], p.Origin})
			}
		}
	}
	if out.Claim != nil {
		count(out.Claim, reports)
	}
	return out
}

type report struct {
	*Attribution
	origin string
}

// count fills in what a store keeps of a claim from its reports.
func count(c *Claim, reports []report) {
	slices.SortFunc(reports, func(a, b report) int { return cmp.Compare(a.ID, b.ID) })
	articles, origins := map[string]bool{}, map[string]bool{}
	earliest := func(a, b Time) Time {
		if a == "" || b != "" && b < a {
			return b
		}
		return a
	}
	c.Proposition = reports[0].Proposition
	for _, r := range reports {
		c.EventIDs = append(c.EventIDs, r.EventIDs...)
		c.Time, c.Confidence = earliest(c.Time, r.Time), max(c.Confidence, r.Confidence)
		c.FirstPublished, c.LastPublished = earliest(c.FirstPublished, r.Published), max(c.LastPublished, r.Published)
		articles[r.ArticleID], origins[r.origin] = true, true
	}
	c.EventIDs = sorted(c.EventIDs)
	c.Reports, c.Articles, c.Origins = len(reports), len(articles), len(origins)
}

// Hidden gives a node out of what articles said of it, nil where they said nothing of
// one of its type.
type Hidden[T any] func(*Part) *T

// The nodes that may be hidden.
var (
	HiddenArticle Hidden[Article] = func(p *Part) *Article {
		if p.Article != nil {
			p.Article.Hidden = true
		}
		return p.Article
	}
	HiddenHead Hidden[Article] = func(p *Part) *Article {
		if p.Article == nil {
			return nil
		}
		return HiddenArticle(p).Head()
	}
	HiddenEntity Hidden[Entity] = func(p *Part) *Entity {
		if p.Entity != nil {
			p.Entity.Hidden = true
		}
		return p.Entity
	}
	HiddenClaim Hidden[Claim] = func(p *Part) *Claim {
		if p.Claim != nil {
			p.Claim.Hidden = true
		}
		return p.Claim
	}
	HiddenAttribution Hidden[Attribution] = func(p *Part) *Attribution {
		if p.Attribution != nil {
			p.Attribution.Hidden = true
		}
		return p.Attribution
	}
)

// Trace adds to what a store found of some IDs the nodes that judgements moved or hid.
// It reads nothing where all were found, and never more than four times.
func Trace[T any](ctx context.Context, ids []string, found map[string]*T, fetch func(context.Context, []string) (map[string]*T, error),
	asides func(context.Context, []string) ([]Aside, error), hidden Hidden[T]) error {
	missing := lacking(ids, found)
	if len(missing) == 0 {
		return nil
	}
	moved, parts := map[string]string{}, map[string][]*Part{}
	read := func(ids []string) error {
		rows, err := asides(ctx, ids)
		for _, a := range rows {
			if a.Part != nil {
				parts[a.ID] = append(parts[a.ID], a.Part)
			} else if old, ok := moved[a.ID]; !ok || a.IntoID < old {
				moved[a.ID] = a.IntoID
			}
		}
		return err
	}
	if err := read(missing); err != nil || len(moved)+len(parts) == 0 {
		return err
	}
	var into []string
	for _, id := range missing {
		into = append(into, moved[id])
	}
	into = sorted(into)
	now := map[string]*T{}
	if len(into) > 0 {
		var err error
		if now, err = fetch(ctx, into); err != nil {
			return err
		}
		if rest := lacking(into, now); len(rest) > 0 {
			if err := read(rest); err != nil {
				return err
			}
		}
	}
	for _, id := range missing {
		for _, as := range []string{moved[id], id} {
			if x := now[as]; x != nil {
				own := *x
				found[id] = &own
			} else if parts[as] != nil {
				found[id] = hidden(whole(parts[as]))
			}
			if found[id] != nil {
				break
			}
			delete(found, id)
		}
	}
	return nil
}

// lacking returns the IDs that were not found, without repetitions.
func lacking[T any](ids []string, found map[string]*T) []string {
	var out []string
	for _, id := range ids {
		if found[id] == nil {
			out = append(out, id)
		}
	}
	return sorted(out)
}
