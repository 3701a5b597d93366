package graph

import "context"

// Along says what a reader goes on to ask of the claims that a read brings. A store to
// which each read costs a round trip may bring it in the same read, as Claim.Brought,
// Attribution.Reported and Dyad.Parties; what it does not bring is read by itself.
type Along struct {
	Few     bool        // of what is read no more is asked than FewOfClaim or FewOfAttribution
	Parties bool        // sources and targets
	Reports int         // the first page of AttributionsOf, of this size; 0 for none
	Heads   bool        // of the reports no more is asked than ID, claim, time and article
	Links   *LinksAlong // a first page of LinksOf, nil for none
	// FewReports and FewParties are set where no more is asked of these than FewOfAttribution
	// and FewOfEntity.
	FewReports, FewParties bool
	// Claim is what is asked of the claims that attributions report, where attributions
	// are read; nil where their claims are not asked for.
	Claim *Along
}

// LinksAlong says which links of claims a reader goes on to ask for.
type LinksAlong struct {
	Direction LinkDirection
	Kinds     []LinkKind
	First     int
	Other     Along // what is asked of the claims at the other end
}

// Brought is what came along with a claim, which Along says: what was asked, or a part of
// it.
type Brought struct {
	Along
	Parties []*Entity          // as Entities returns them; one that is hidden may be missing
	Reports Slice[Attribution] // as AttributionsOf returns them
	Links   Slice[Link]        // as LinksOf returns them
}

// FewOfClaim returns what a store must read of a claim where Along says Few; it may leave out
// the rest.
func FewOfClaim(c *Claim) *Claim {
	return &Claim{ID: c.ID, Act: c.Act, SourceIDs: c.SourceIDs, TargetIDs: c.TargetIDs, Proposition: c.Proposition,
		Confidence: c.Confidence, FirstPublished: c.FirstPublished, Reports: c.Reports, Hidden: c.Hidden}
}

// FewOfAttribution returns what a store must read of an attribution where Along says Few or
// FewReports, with the Head and the claim that came with it.
func FewOfAttribution(a *Attribution) *Attribution {
	out := &Attribution{ID: a.ID, ArticleID: a.ArticleID, ClaimID: a.ClaimID, Published: a.Published, Hidden: a.Hidden, Reported: a.Reported}
	if h := a.Head; h != nil {
		out.Head = &Article{ID: h.ID, URL: h.URL, Title: h.Title, Published: h.Published, Publisher: h.Publisher, Hidden: h.Hidden}
	}
	return out
}

// FewOfEntity returns what a store must read of a source or target where Along says
// FewParties.
func FewOfEntity(e *Entity) *Entity {
	return &Entity{ID: e.ID, Kind: e.Kind, Name: e.Name, Hidden: e.Hidden}
}

type alongKey struct{}

// WithAlong returns a context for reads of claims of which that is asked.
func WithAlong(ctx context.Context, a Along) context.Context {
	if a == AlongOf(ctx) {
		return ctx
	}
	return context.WithValue(ctx, alongKey{}, a)
}

// AlongOf returns what WithAlong put into a context.
func AlongOf(ctx context.Context) Along {
	a, _ := ctx.Value(alongKey{}).(Along)
	return a
}
