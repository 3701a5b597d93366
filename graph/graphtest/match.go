package graphtest

import (
	"slices"
	"strings"

	"hearsay/graph"
)

// What the filters mean, one predicate for each.

// oneOf reports whether the list is not set or holds x.
func oneOf[T comparable](list []T, x T) bool { return len(list) == 0 || slices.Contains(list, x) }

// anyOf reports whether the list is not set or shares an item with xs.
func anyOf(list, xs []string) bool {
	return len(list) == 0 || slices.ContainsFunc(xs, func(x string) bool { return slices.Contains(list, x) })
}

func is(want *bool, got bool) bool { return want == nil || *want == got }

func within(from, to, t graph.Time) bool {
	if (from != "" || to != "") && t == "" {
		return false
	}
	return t >= from && (to == "" || t <= to || strings.HasPrefix(string(t), string(to)))
}

// hasWords reports whether each folded word of text is one of the words of in.
func hasWords(text string, in ...string) bool {
	if text == "" {
		return true
	}
	words := graph.Words(text)
	have := graph.Words(strings.Join(in, " \n "))
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(have, w) })
}

// sameName reports whether name is not set or folds like one of the others.
func sameName(name string, others ...string) bool {
	if name == "" {
		return true
	}
	f := graph.Fold(name)
	return f != "" && slices.ContainsFunc(others, func(o string) bool { return graph.Fold(o) == f })
}

func (w *world) matchArticle(f graph.ArticleFilter) func(*graph.Article) bool {
	match := func(f *graph.ClaimFilter) func(*graph.Claim) bool {
		if f == nil {
			return nil
		}
		return w.matchClaim(*f)
	}
	claim, noClaim := match(f.Claim), match(f.NoClaim)
	reports := func(a *graph.Article, match func(*graph.Claim) bool) bool {
		return slices.ContainsFunc(w.attributions, func(x *graph.Attribution) bool { return x.ArticleID == a.ID && match(w.claim[x.ClaimID]) })
	}
	mentions := func(a *graph.Article) bool {
		return slices.ContainsFunc(w.mentions, func(m *graph.Mention) bool { return m.ArticleID == a.ID && slices.Contains(f.MentionIDs, m.EntityID) })
	}
	return func(a *graph.Article) bool {
		return (claim == nil || reports(a, claim)) && (noClaim == nil || !reports(a, noClaim)) && (len(f.MentionIDs) == 0 || mentions(a)) &&
			(f.Lang == "" || f.Lang == a.Lang) && (f.Agency == "" || f.Agency == a.Agency) && oneOf(f.IDs, a.ID) && (f.URL == "" || f.URL == a.URL) && within(f.From, f.To, a.Published) &&
			sameName(f.Publisher, a.Publisher.Name, a.Publisher.Domain) && hasWords(f.Text, a.Title, a.Text)
	}
}

func (w *world) matchEntity(f graph.EntityFilter) func(*graph.Entity) bool {
	inRole := func(e *graph.Entity) bool {
		return slices.ContainsFunc(w.roles, func(r *graph.Role) bool {
			return r.PersonID == e.ID && (len(f.HolderIDs) == 0 || r.HolderID != "" && slices.Contains(f.HolderIDs, r.HolderID)) &&
				(len(f.Roles) == 0 || slices.ContainsFunc(f.Roles, func(t string) bool { return hasWords(t, r.Title) }))
		})
	}
	return func(e *graph.Entity) bool {
		if len(f.Roles)+len(f.HolderIDs) > 0 && !inRole(e) {
			return false
		}
		names := append([]string{e.Name}, e.Aliases...)
		exact := names
		if e.Kind == graph.KindCountry {
			exact = append(slices.Clone(names), e.Country)
		}
		return oneOf(f.IDs, e.ID) && oneOf(f.Kinds, e.Kind) && (f.Country == "" || f.Country == e.Country) &&
			is(f.Unnamed, e.Unnamed) && sameName(f.Name, exact...) && hasWords(f.Text, names...)
	}
}

func (w *world) matchEvent(f graph.EventFilter) func(*graph.Event) bool {
	return func(e *graph.Event) bool {
		return oneOf(f.IDs, e.ID) && within(f.From, f.To, e.Time) && hasWords(f.Text, e.Label) && oneOf(f.PlaceIDs, e.Place)
	}
}

func (w *world) matchClaim(f graph.ClaimFilter) func(*graph.Claim) bool {
	denied, answered, nested := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, l := range w.links {
		if l.Kind == graph.Denies {
			denied[l.ToID] = true
		}
		if l.Kind == graph.Denies || l.Kind == graph.Confirms {
			answered[l.ToID] = true
		}
	}
	for _, a := range w.attributions {
		nested[a.ClaimID] = nested[a.ClaimID] || a.ParentID != ""
	}
	composed, around := w.composed(f), w.around(f)
	return func(c *graph.Claim) bool {
		return oneOf(f.IDs, c.ID) && oneOf(f.Acts, c.Act) && anyOf(f.SourceIDs, c.SourceIDs) &&
			anyOf(f.TargetIDs, c.TargetIDs) && anyOf(f.EventIDs, c.EventIDs) && hasWords(f.Text, c.Proposition) &&
			within(f.From, f.To, c.FirstPublished) && is(f.HasSource, len(c.SourceIDs) > 0) &&
			is(f.HasTarget, len(c.TargetIDs) > 0) && is(f.Implicit, c.Implicit) && is(f.Denied, denied[c.ID]) &&
			c.Confidence >= f.MinConfidence && is(f.Answered, answered[c.ID]) && is(f.Nested, nested[c.ID]) &&
			c.Origins >= f.MinOrigins && (f.MaxOrigins == 0 || c.Origins <= f.MaxOrigins) &&
			w.byActors(c, f) && w.reportedBy(c, f) && composed(c) && around(c)
	}
}

// composed holds the filters that f is made of.
func (w *world) composed(f graph.ClaimFilter) func(*graph.Claim) bool {
	predicates := func(list []graph.ClaimFilter) (out []func(*graph.Claim) bool) {
		for _, m := range list {
			out = append(out, w.matchClaim(m))
		}
		return out
	}
	all, either := predicates(f.All), predicates(f.Any)
	not := func(*graph.Claim) bool { return false }
	if f.Not != nil {
		not = w.matchClaim(*f.Not)
	}
	return func(c *graph.Claim) bool {
		holds := func(p func(*graph.Claim) bool) bool { return p(c) }
		fails := func(p func(*graph.Claim) bool) bool { return !p(c) }
		return !slices.ContainsFunc(all, fails) && (len(either) == 0 || slices.ContainsFunc(either, holds)) && !not(c)
	}
}

// byActors holds what the filter demands of sources and targets.
func (w *world) byActors(c *graph.Claim, f graph.ClaimFilter) bool {
	some := func(ids []string, holds func(*graph.Entity) bool) bool {
		return slices.ContainsFunc(w.entities, func(e *graph.Entity) bool { return slices.Contains(ids, e.ID) && holds(e) })
	}
	for _, end := range []struct {
		ids       []string
		kinds     []graph.EntityKind
		countries []string
	}{{c.SourceIDs, f.SourceKinds, f.SourceCountries}, {c.TargetIDs, f.TargetKinds, f.TargetCountries}} {
		if len(end.kinds) > 0 && !some(end.ids, func(e *graph.Entity) bool { return slices.Contains(end.kinds, e.Kind) }) {
			return false
		}
		if len(end.countries) > 0 && !some(end.ids, func(e *graph.Entity) bool { return e.Country != "" && slices.Contains(end.countries, e.Country) }) {
			return false
		}
	}
	return is(f.UnnamedSource, some(c.SourceIDs, func(e *graph.Entity) bool { return e.Unnamed }))
}

// reportedBy holds ArticleIDs and Publisher of the filter.
func (w *world) reportedBy(c *graph.Claim, f graph.ClaimFilter) bool {
	article, publisher := len(f.ArticleIDs) == 0, f.Publisher == ""
	for _, a := range w.attributions {
		if a.ClaimID == c.ID {
			p := w.article[a.ArticleID].Publisher
			article = article || slices.Contains(f.ArticleIDs, a.ArticleID)
			publisher = publisher || sameName(f.Publisher, p.Name, p.Domain)
		}
	}
	return article && publisher
}

func (w *world) matchLink(f graph.LinkFilter) func(*graph.Link) bool {
	from, to := w.matchClaim(f.From), w.matchClaim(f.To)
	return func(l *graph.Link) bool {
		return oneOf(f.Kinds, l.Kind) && from(w.claim[l.FromID]) && to(w.claim[l.ToID]) &&
			f.Lags.Has(w.claim[l.ToID].FirstPublished, w.claim[l.FromID].FirstPublished)
	}
}

// dyads groups the claims that f matches.
func (w *world) dyads(f graph.ClaimFilter) []*graph.Dyad {
	groups := map[string]*graph.Dyad{}
	seen := map[[3]string]bool{}
	for _, c := range filter(w.claims, w.matchClaim(f)) {
		for _, s := range c.SourceIDs {
			for _, t := range c.TargetIDs {
				k := s + " " + t
				if !oneOf(f.SourceIDs, s) || !oneOf(f.TargetIDs, t) {
					continue
				}
				if groups[k] == nil {
					groups[k] = &graph.Dyad{SourceID: s, TargetID: t}
				}
				d := groups[k]
				d.Claims++
				d.FirstPublished = earliest(d.FirstPublished, c.FirstPublished)
				d.LastPublished = max(d.LastPublished, c.LastPublished)
				w.countReports(d, c, seen)
			}
		}
	}
	return byID(groups)
}

func (w *world) countReports(d *graph.Dyad, c *graph.Claim, seen map[[3]string]bool) {
	for _, a := range w.attributions {
		if a.ClaimID != c.ID {
			continue
		}
		if k := [3]string{d.SourceID, d.TargetID, a.ArticleID}; !seen[k] {
			seen[k] = true
			d.Articles++
		}
		if k := [3]string{d.SourceID, d.TargetID, "origin " + w.article[a.ArticleID].Origin}; !seen[k] {
			seen[k] = true
			d.Origins++
		}
	}
}
