package neo4j

import (
	"context"

	"hearsay/graph"
)

// walk is a step from parents to what they lead to: which nodes the parents are,
// the path from one, n, to the item x, the sort keys, and what an item is.
type walk struct {
	label, path string
	keys        []string
	shape       shape
}

// of returns the page of each parent in one query.
func of[T any](ctx context.Context, s *Store, w walk, q *selection, ids []string, p graph.Page, values []any,
	decode func(*cells) (*T, error)) (map[string]graph.Slice[T], error) {
	if len(ids) == 0 {
		return map[string]graph.Slice[T]{}, nil
	}
	q.after(p, w.keys, values)
	q.begin = "MATCH " + w.path
	cypher := "MATCH (n:" + w.label + ") WHERE n.id IN $ids\nCALL (n) {\n" + q.String() +
		"\nWITH * " + q.order(p, w.keys...) + w.shape.returned("collect(%s) AS items") + "\n}\nRETURN n.id, items"
	return edges(ctx, s, cypher, claimsOf(ctx).params(merged(q.params, map[string]any{"ids": distinct(ids)})), p, decode)
}

// AttributionsOf walks from articles, claims or attributions to attributions.
func (s *Store) AttributionsOf(ctx context.Context, from graph.AttributionParent, ids []string, p graph.Page) (map[string]graph.Slice[graph.Attribution], error) {
	if err := firstError(from.Valid(), p.Valid()); err != nil {
		return nil, wrap(err, "attributions of")
	}
	w, decode := walk{keys: []string{"x.place", "x.id"}, shape: shape{item: attributionItem}}, attribution
	if of := claimsOf(ctx).Claim; of != nil && from != graph.AttributionsOfClaim {
		c := claims{*of}
		own := attributionProperties
		if claimsOf(ctx).Few {
			own = fewOfAttribution
		}
		w.shape = shape{"\nCALL (x) {\nMATCH (x)-[:REPORTS]->(said:Claim)" + c.shape("said").returned("%s AS reported") + "\n}",
			"[" + listedFew("x", attributionProperties, own) + ", reported]"}
		decode = c.decodeReported
		ctx = graph.WithAlong(ctx, *of)
	}
	values, err := placeCursor(p, 1)
	switch from {
	case graph.AttributionsOfArticle:
		w.label, w.path = "Article", "(n)-[:HAS]->(x:Attribution)"
	case graph.AttributionsOfAttribution:
		w.label, w.path = "Attribution", "(n)<-[:NESTED_IN]-(x:Attribution)"
	case graph.AttributionsOfClaim:
		w.label, w.path = "Claim", "(n)<-[:REPORTS]-(x:Attribution)"
		w.keys[0], w.shape, decode = "x.published", reportShape("x", false), report
		values, err = textCursor(p), nil
	}
	if err != nil {
		return nil, wrap(err, "attributions of")
	}
	out, err := of(ctx, s, w, newSelection(""), ids, p, values, decode)
	return out, wrap(err, "attributions of %s", from)
}

// ClaimsOf walks from entities or events to the claims that the filter matches.
func (s *Store) ClaimsOf(ctx context.Context, from graph.ClaimParent, ids []string, f graph.ClaimFilter, p graph.Page) (map[string]graph.Slice[graph.Claim], error) {
	if err := firstError(from.Valid(), f.Valid(), p.Valid()); err != nil {
		return nil, wrap(err, "claims of")
	}
	c := claimsOf(ctx)
	if from == graph.ClaimsOfEvent {
		w := walk{label: "Event", path: "(n)<-[:ABOUT]-(x:Claim)", keys: []string{"x.firstPublished", "x.id"}, shape: c.shape("x")}
		q := newSelection("")
		q.claimIs("x", f)
		out, err := of(ctx, s, w, q, ids, p, textCursor(p), c.decode)
		return out, wrap(err, "claims of %s", from)
	}
	if len(ids) == 0 {
		return map[string]graph.Slice[graph.Claim]{}, nil
	}
	q := newSelection("")
	q.beginAt(map[graph.ClaimParent]string{graph.ClaimsOfSource: "MADE", graph.ClaimsOfTarget: "TARGETS"}[from], ids, &f)
	q.claimIs("x", f)
	cypher := "UNWIND " + q.party.ids + " AS actor\nCALL (actor) {\n" + q.newest("actor", p) + c.shape("x").returned("collect(%s) AS items") + "\n}\nRETURN actor, items"
	out, err := edges(ctx, s, cypher, c.params(q.params), p, c.decode)
	return out, wrap(err, "claims of %s", from)
}

// LinksOf walks from claims to the links that begin or end there.
func (s *Store) LinksOf(ctx context.Context, d graph.LinkDirection, claimIDs []string, kinds []graph.LinkKind, p graph.Page) (map[string]graph.Slice[graph.Link], error) {
	if err := firstError(d.Valid(), graph.ValidLinkKinds(kinds), p.Valid()); err != nil {
		return nil, wrap(err, "links of")
	}
	after, err := linkPlace(p)
	if err != nil {
		return nil, wrap(err, "links of")
	}
	c := claimsOf(ctx)
	w := walk{label: "Claim", keys: linkOrder, shape: c.linked("f")}
	if d == graph.LinksOut {
		w.shape = c.linked("t")
		w.path = "(n)-[x:" + linkTypes(kinds) + "]->(t:Claim)\nWITH n AS f, x, t"
	} else {
		w.path = "(n)<-[x:" + linkTypes(kinds) + "]-(f:Claim)\nWITH n AS t, x, f"
	}
	q := newSelection("")
	q.must(plainEnds.one())
	out, err := of(ctx, s, w, q, claimIDs, p, after, c.decodeLinked)
	return out, wrap(err, "links of")
}

// MentionsOf walks from articles or entities to mentions.
func (s *Store) MentionsOf(ctx context.Context, from graph.MentionParent, ids []string, p graph.Page) (map[string]graph.Slice[graph.Mention], error) {
	if err := firstError(from.Valid(), p.Valid()); err != nil {
		return nil, wrap(err, "mentions of")
	}
	w := walk{label: "Article", path: "(n)-[:CONTAINS]->(x:Mention)", keys: []string{"x.place", "x.id"}, shape: shape{item: mentionItem}}
	values, err := placeCursor(p, 2)
	if from == graph.MentionsOfEntity {
		w.label, w.path = "Entity", "(n)<-[:REFERS_TO]-(x:Mention)"
		w.keys[0], values, err = "x.placeInEntity", nil, nil
		if p.After != nil {
			_, _, err = p.After.InEntity()
			values = []any{p.After.Key, p.After.ID}
		}
	}
	if err != nil {
		return nil, wrap(err, "mentions of")
	}
	out, err := of(ctx, s, w, newSelection(""), ids, p, values, mention)
	return out, wrap(err, "mentions of %s", from)
}

// RolesOf walks from persons to the roles that articles say they hold.
func (s *Store) RolesOf(ctx context.Context, personIDs []string) (map[string][]*graph.Role, error) {
	rows, err := s.read(ctx, "MATCH (n:Entity) WHERE n.id IN $ids\nMATCH (n)<-[:OF]-(x:Role)\nRETURN "+roleItem+
		" AS item ORDER BY x.article, x.span[0], x.span[1], x.id", map[string]any{"ids": distinct(personIDs)})
	if err != nil {
		return nil, wrap(err, "roles of")
	}
	list, err := decodeAll(rows, role)
	if err != nil {
		return nil, wrap(err, "roles of")
	}
	out := map[string][]*graph.Role{}
	for _, x := range list {
		out[x.PersonID] = append(out[x.PersonID], x)
	}
	return out, nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
