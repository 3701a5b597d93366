package batch

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"hearsay/graph"
)

// Sources returns who puts a claim forward.
func (r *Reader) Sources(ctx context.Context, c *Claim) ([]Entity, error) {
	return r.parties(ctx, c, "sources", func(c *Claim) []string { return c.SourceIDs })
}

// Targets returns whom a claim is aimed at.
func (r *Reader) Targets(ctx context.Context, c *Claim) ([]Entity, error) {
	return r.parties(ctx, c, "targets", func(c *Claim) []string { return c.TargetIDs })
}

// parties reads sources and targets of all siblings at once, and keeps the two apart,
// so that what is asked of sources is not read for targets.
func (r *Reader) parties(ctx context.Context, c *Claim, key ref, ids func(*Claim) []string) ([]Entity, error) {
	both, err := once(ctx, c.group, ref("parties"), func(ctx context.Context, items []*Claim) (map[string]*graph.Entity, error) {
		all := unique(items, func(c *Claim) []string { return append(append([]string{}, c.SourceIDs...), c.TargetIDs...) })
		found := broughtParties(items)
		missing := slices.DeleteFunc(all, func(id string) bool { return found[id] != nil })
		if len(missing) == 0 {
			return found, nil
		}
		more, err := r.Store.Entities(ctx, missing)
		maps.Copy(found, more)
		return found, err
	})
	if err != nil {
		return nil, err
	}
	m, err := once(ctx, c.group, key, func(_ context.Context, items []*Claim) (map[string]Entity, error) {
		return wrapFound(both, unique(items, ids), wrapEntities), nil
	})
	return pick(m, ids(c)), err
}

// ClaimEvents returns what a claim is about.
func (r *Reader) ClaimEvents(ctx context.Context, c *Claim) ([]*Event, error) {
	of := func(c *Claim) []string { return c.EventIDs }
	m, err := related(ctx, c.group, ref("events"), of, r.Store.Events, wrapEvents)
	return pick(m, of(c)), err
}

// AttributionEvents returns what an attribution is about.
func (r *Reader) AttributionEvents(ctx context.Context, a *Attribution) ([]*Event, error) {
	of := func(a *Attribution) []string { return a.EventIDs }
	m, err := related(ctx, a.group, ref("events"), of, r.Store.Events, wrapEvents)
	return pick(m, of(a)), err
}

// Addressees returns to whom something was said.
func (r *Reader) Addressees(ctx context.Context, a *Attribution) ([]Entity, error) {
	of := func(a *Attribution) []string { return a.AddresseeIDs }
	m, err := related(ctx, a.group, ref("addressees"), of, r.Store.Entities, wrapEntities)
	return pick(m, of(a)), err
}

// AttributionArticle returns the article that an attribution stands in.
func (r *Reader) AttributionArticle(ctx context.Context, a *Attribution) (*Article, error) {
	of := func(a *Attribution) []string { return []string{a.ArticleID} }
	fetch := r.Store.Articles
	if a.Head != nil { // and that of all siblings, for one read brought them
		fetch = func(context.Context, []string) (map[string]*graph.Article, error) { return heads(a.group.items), nil }
	}
	m, err := related(ctx, a.group, ref("article"), of, fetch, wrapArticles)
	return must(m, a.ArticleID, err)
}

// heads returns the heads of articles that came with their attributions.
func heads(items []*Attribution) map[string]*graph.Article {
	out := make(map[string]*graph.Article, len(items))
	for _, a := range items {
		out[a.ArticleID] = a.Head
	}
	return out
}

// AttributionClaim returns the claim that an attribution reports, of which along tells
// what is asked.
func (r *Reader) AttributionClaim(ctx context.Context, a *Attribution, along func() graph.Along) (*Claim, error) {
	of := func(a *Attribution) []string { return []string{a.ClaimID} }
	fetch := func(ctx context.Context, ids []string) (map[string]*graph.Claim, error) {
		return r.Store.Claims(graph.WithAlong(ctx, along()), ids)
	}
	if a.Reported != nil { // and that of all siblings, for one read brought them
		fetch = func(context.Context, []string) (map[string]*graph.Claim, error) { return reported(a.group.items), nil }
	}
	m, err := related(ctx, a.group, ref("claim"), of, fetch, wrapClaims)
	return must(m, a.ClaimID, err)
}

// reported returns the claims that came with their attributions.
func reported(items []*Attribution) map[string]*graph.Claim {
	out := make(map[string]*graph.Claim, len(items))
	for _, a := range items {
		out[a.ClaimID] = a.Reported
	}
	return out
}

// Parent returns the attribution that one stands inside of, nil for an outermost one.
func (r *Reader) Parent(ctx context.Context, a *Attribution) (*Attribution, error) {
	of := func(a *Attribution) []string { return []string{a.ParentID} }
	m, err := related(ctx, a.group, ref("parent"), of, r.Store.Attributions, wrapAttributions)
	return m[a.ParentID], err
}

// Selectors returns the places of spans of an attribution's article.
func (r *Reader) Selectors(ctx context.Context, a *Attribution, spans []graph.Span) ([]graph.Selector, error) {
	if len(spans) == 0 {
		return nil, nil
	}
	art, err := r.AttributionArticle(ctx, a)
	if err != nil {
		return nil, err
	}
	return r.selectors(ctx, art, spans)
}

// MentionArticle returns the article that a mention stands in.
func (r *Reader) MentionArticle(ctx context.Context, x *Mention) (*Article, error) {
	of := func(m *Mention) []string { return []string{m.ArticleID} }
	m, err := related(ctx, x.group, ref("article"), of, r.Store.Articles, wrapArticles)
	return must(m, x.ArticleID, err)
}

// MentionSelector returns the place of a mention.
func (r *Reader) MentionSelector(ctx context.Context, x *Mention) (graph.Selector, error) {
	art, err := r.MentionArticle(ctx, x)
	if err != nil {
		return graph.Selector{}, err
	}
	return r.selector(ctx, art, x.Span)
}

// MentionEntity returns whom a mention refers to, nil for an event.
func (r *Reader) MentionEntity(ctx context.Context, x *Mention) (Entity, error) {
	of := func(m *Mention) []string { return []string{m.EntityID} }
	m, err := related(ctx, x.group, ref("entity"), of, r.Store.Entities, wrapEntities)
	return m[x.EntityID], err
}

// MentionEvent returns which event a mention refers to, nil for an entity.
func (r *Reader) MentionEvent(ctx context.Context, x *Mention) (*Event, error) {
	of := func(m *Mention) []string { return []string{m.EventID} }
	m, err := related(ctx, x.group, ref("event"), of, r.Store.Events, wrapEvents)
	return m[x.EventID], err
}

// Roles returns the offices that articles give a person.
func (r *Reader) Roles(ctx context.Context, p *Person) ([]*Role, error) {
	m, err := once(ctx, p.group, ref("roles"), func(ctx context.Context, items []*Actor) (map[string][]*Role, error) {
		var persons []string
		for _, a := range items {
			if a.Kind == graph.KindPerson {
				persons = append(persons, a.ID)
			}
		}
		found, err := r.Store.RolesOf(ctx, persons)
		if err != nil {
			return nil, err
		}
		lists := make(map[string]graph.Slice[graph.Role], len(found))
		for id, roles := range found {
			lists[id] = graph.Slice[graph.Role]{Items: roles}
		}
		_, nodes := split(lists, persons, graph.Page{}, wrapRoles)
		return nodes, nil
	})
	return m[p.ID], err
}

// RoleHolder returns the organization or country a role is held in, nil where unknown.
func (r *Reader) RoleHolder(ctx context.Context, x *Role) (Entity, error) {
	of := func(x *Role) []string { return []string{x.HolderID} }
	m, err := related(ctx, x.group, ref("holder"), of, r.Store.Entities, wrapEntities)
	return m[x.HolderID], err
}

// RoleArticle returns the article that gives a role.
func (r *Reader) RoleArticle(ctx context.Context, x *Role) (*Article, error) {
	of := func(x *Role) []string { return []string{x.ArticleID} }
	m, err := related(ctx, x.group, ref("article"), of, r.Store.Articles, wrapArticles)
	return must(m, x.ArticleID, err)
}

// RoleSelector returns where an article gives a role.
func (r *Reader) RoleSelector(ctx context.Context, x *Role) (graph.Selector, error) {
	art, err := r.RoleArticle(ctx, x)
	if err != nil {
		return graph.Selector{}, err
	}
	return r.selector(ctx, art, x.Span)
}

// Place returns the country that an event happened in, nil where unknown.
func (r *Reader) Place(ctx context.Context, e *Event) (Entity, error) {
	of := func(e *Event) []string { return []string{e.Event.Place} }
	m, err := related(ctx, e.group, ref("place"), of, r.Store.Entities, wrapEntities)
	return m[e.Event.Place], err
}

// LinkArticles returns the articles that connect two claims.
func (r *Reader) LinkArticles(ctx context.Context, l *ClaimLink) ([]*Article, error) {
	of := func(l *ClaimLink) []string { return l.ArticleIDs }
	m, err := related(ctx, l.group, ref("articles"), of, r.Store.Articles, wrapArticles)
	return pick(m, of(l)), err
}

// ExchangeArticles returns the articles that connect a claim and its answer.
func (r *Reader) ExchangeArticles(ctx context.Context, x *Exchange) ([]*Article, error) {
	of := func(x *Exchange) []string { return x.link.ArticleIDs }
	m, err := related(ctx, x.group, ref("articles"), of, r.Store.Articles, wrapArticles)
	return pick(m, of(x)), err
}

// AccusationOnly returns the publishers that report a claim and not this answer, by name,
// of as many reports of each as one page holds.
func (r *Reader) AccusationOnly(ctx context.Context, x *Exchange) ([]*Publisher, error) {
	all, err := once(ctx, x.group, ref("publishers"), func(ctx context.Context, items []*Exchange) (map[string]map[Publisher]bool, error) {
		claims := unique(items, func(x *Exchange) []string { return []string{x.link.ToID, x.link.FromID} })
		m, err := r.Store.AttributionsOf(ctx, graph.AttributionsOfClaim, claims, graph.Page{First: graph.MaxPage})
		out := map[string]map[Publisher]bool{}
		for id, s := range m {
			out[id] = map[Publisher]bool{}
			for _, a := range s.Items {
				out[id][Publisher{a.Head.Publisher}] = true
			}
		}
		return out, err
	})
	if err != nil {
		return nil, err
	}
	out := []*Publisher{}
	for p := range all[x.link.ToID] {
		if !all[x.link.FromID][p] && p != (Publisher{}) {
			out = append(out, &p)
		}
	}
	slices.SortFunc(out, func(a, b *Publisher) int {
		return cmp.Or(cmp.Compare(a.p.Name, b.p.Name), cmp.Compare(a.p.Domain, b.p.Domain))
	})
	return out, nil
}

// Versions returns all texts known under an article's URL, oldest first.
func (r *Reader) Versions(ctx context.Context, a *Article) ([]*Article, error) {
	if a.Article.URL == "" {
		return []*Article{a}, nil
	}
	return once(ctx, a.group, ref("versions "+a.Article.URL), func(ctx context.Context, _ []*Article) ([]*Article, error) {
		var all []*graph.Article
		_, err := countAll((*graph.Article).Cursor, func(p graph.Page) (graph.Slice[graph.Article], error) {
			s, err := r.Store.ListArticles(ctx, graph.ArticleFilter{URL: a.Article.URL}, p)
			all = append(all, s.Items...)
			return s, err
		})
		return wrapArticles(all), err
	})
}

// must returns what an edge that always leads somewhere leads to.
func must[T any](m map[string]*T, id string, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	if m[id] == nil {
		return nil, fmt.Errorf("batch: %s: %w", id, graph.ErrNotFound)
	}
	return m[id], nil
}
