package batch

import "hearsay/graph"

// Node is anything that the API can fetch by its identifier.
type Node interface{ NodeID() string }

// Entity is a person, country, organization or group.
type Entity interface {
	Node
	Base() *Actor
}

// Actor is what all kinds of entities share.
type Actor struct {
	*graph.Entity
	group *Group[*Actor]
}

// Person is an entity of that kind.
type Person struct{ *Actor }

// Country is an entity of that kind.
type Country struct{ *Actor }

// Organization is an entity of that kind.
type Organization struct{ *Actor }

// People is an entity of kind Group; that name is what this package is about.
type People struct{ *Actor }

// Base returns what all kinds of entities share.
func (a *Actor) Base() *Actor { return a }

// NodeID returns the identifier.
func (a *Actor) NodeID() string { return a.ID }

// CountryCode returns the ISO code, nil where unknown.
func (a *Actor) CountryCode() *string { return optional(a.Country) }

// wrapEntities keeps entities together as one group.
func wrapEntities(items []*graph.Entity) []Entity {
	g := &Group[*Actor]{}
	out := make([]Entity, len(items))
	for i, e := range items {
		a := &Actor{e, g}
		g.items = append(g.items, a)
		switch e.Kind {
		case graph.KindPerson:
			out[i] = &Person{a}
		case graph.KindCountry:
			out[i] = &Country{a}
		case graph.KindOrganization:
			out[i] = &Organization{a}
		default:
			out[i] = &People{a}
		}
	}
	return out
}

// Claim is a claim and those read with it.
type Claim struct {
	*graph.Claim
	group *Group[*Claim]
}

// NodeID returns the identifier.
func (c *Claim) NodeID() string { return c.ID }

// ReportCount returns how many attributions report the claim.
func (c *Claim) ReportCount() int { return c.Claim.Reports }

// ArticleCount returns how many articles report the claim.
func (c *Claim) ArticleCount() int { return c.Claim.Articles }

// OriginCount returns how many independent origins report the claim.
func (c *Claim) OriginCount() int { return c.Claim.Origins }

// PloverCode returns the event type in PLOVER, nil for none.
func (c *Claim) PloverCode() *string { return optional(c.Codes().Plover) }

// PloverMode returns the mode of that event type, nil for none.
func (c *Claim) PloverMode() *string { return optional(c.Codes().Mode) }

// CameoCode returns the code in CAMEO, nil for none.
func (c *Claim) CameoCode() *string { return optional(c.Codes().Cameo) }

func wrapClaims(items []*graph.Claim) []*Claim {
	return grouped(items, func(c *graph.Claim, g *Group[*Claim]) *Claim { return &Claim{c, g} })
}

// Attribution is an attribution and those read with it.
type Attribution struct {
	*graph.Attribution
	group *Group[*Attribution]
}

// NodeID returns the identifier.
func (a *Attribution) NodeID() string { return a.ID }

func wrapAttributions(items []*graph.Attribution) []*Attribution {
	return grouped(items, func(a *graph.Attribution, g *Group[*Attribution]) *Attribution { return &Attribution{a, g} })
}

// Article is the head of an article and those read with it; Reader.Text reads texts.
type Article struct {
	*graph.Article
	group *Group[*Article]
}

// NodeID returns the identifier.
func (a *Article) NodeID() string { return a.ID }

// URL returns the canonical address, nil where unknown.
func (a *Article) URL() *string { return optional(a.Article.URL) }

// Title returns the headline, nil where there is none.
func (a *Article) Title() *string { return optional(a.Article.Title) }

// Agency returns the news agency, nil where unknown.
func (a *Article) Agency() *string { return optional(a.Article.Agency) }

// Dateline returns the dateline, nil where there is none.
func (a *Article) Dateline() *string { return optional(a.Article.Dateline) }

// Lang returns the language, nil where unknown.
func (a *Article) Lang() *string { return optional(a.Article.Lang) }

// Extraction returns the ID of the extraction that read the article.
func (a *Article) Extraction() string { return a.ExtractionID }

// Publisher returns the publisher, nil where unknown.
func (a *Article) Publisher() *Publisher {
	if a.Article.Publisher.IsZero() {
		return nil
	}
	return &Publisher{a.Article.Publisher}
}

// Publisher is who published an article.
type Publisher struct{ p graph.Publisher }

// Name returns the name, nil where unknown.
func (p *Publisher) Name() *string { return optional(p.p.Name) }

// Domain returns the domain, nil where unknown.
func (p *Publisher) Domain() *string { return optional(p.p.Domain) }

// Block is a block of text with its place in code points.
type Block struct {
	Kind       graph.BlockKind
	Start, End int // code points
	Text       string
}

func wrapArticles(items []*graph.Article) []*Article {
	return grouped(items, func(a *graph.Article, g *Group[*Article]) *Article {
		return &Article{a, g}
	})
}

// Event is an event and those read with it.
type Event struct {
	*graph.Event
	group *Group[*Event]
}

// NodeID returns the identifier.
func (e *Event) NodeID() string { return e.ID }

func wrapEvents(items []*graph.Event) []*Event {
	return grouped(items, func(e *graph.Event, g *Group[*Event]) *Event { return &Event{e, g} })
}

// Mention is a mention and those read with it.
type Mention struct {
	*graph.Mention
	group *Group[*Mention]
}

func wrapMentions(items []*graph.Mention) []*Mention {
	return grouped(items, func(m *graph.Mention, g *Group[*Mention]) *Mention { return &Mention{m, g} })
}

// Role is a role and those read with it.
type Role struct {
	*graph.Role
	group *Group[*Role]
}

func wrapRoles(items []*graph.Role) []*Role {
	return grouped(items, func(r *graph.Role, g *Group[*Role]) *Role { return &Role{r, g} })
}

// ClaimLink is a link as one of its claims sees it.
type ClaimLink struct {
	*graph.Link
	Direction graph.LinkDirection
	Claim     *Claim // the one at the other end
	group     *Group[*ClaimLink]
}

func groupLinks(items []*ClaimLink) {
	g := &Group[*ClaimLink]{items: items}
	for _, l := range items {
		l.group = g
	}
}

// Exchange is a claim and one that answers it.
type Exchange struct {
	link               *graph.Link
	Accusation, Answer *Claim
	Confidence         float64
	group              *Group[*Exchange]
}

// Denial returns the claim that answers, by its former name.
func (x *Exchange) Denial() *Claim { return x.Answer }

// Kind returns how the claim is answered.
func (x *Exchange) Kind() graph.LinkKind { return x.link.Kind }

// Lag returns the seconds from the claim to the answer, nil where a time is not known.
func (x *Exchange) Lag() *int {
	lag, ok := graph.Lag(x.Accusation.FirstPublished, x.Answer.FirstPublished)
	if !ok {
		return nil
	}
	return new(seconds(lag))
}

// Dyad counts the claims of one source about one target.
type Dyad struct {
	*graph.Dyad
	Source, Target Entity
	group          *Group[pairNode]
	filter         graph.ClaimFilter
}

func (d *Dyad) pair() graph.Pair { return graph.Pair{SourceID: d.SourceID, TargetID: d.TargetID} }

// ClaimCount returns how many claims there are.
func (d *Dyad) ClaimCount() int { return d.Claims }

// ArticleCount returns how many articles report them.
func (d *Dyad) ArticleCount() int { return d.Articles }

// OriginCount returns how many independent origins report them.
func (d *Dyad) OriginCount() int { return d.Origins }

func grouped[G, N any](items []*G, wrap func(*G, *Group[N]) N) []N {
	g := &Group[N]{items: make([]N, len(items))}
	for i, it := range items {
		g.items[i] = wrap(it, g)
	}
	return g.items
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
