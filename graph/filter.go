package graph

import "time"

// Filters: every field that is set must hold; a list matches any of its values,
// an empty list is not set. The zero filter matches all. A Text, Name or Publisher
// that is set but has no word when folded matches nothing. An unknown time lies
// within no From or To.

// ArticleFilter selects articles. They are ordered by Published, then ID; an
// unknown time comes first.
type ArticleFilter struct {
	IDs       []string
	URL       string
	Publisher string // name or domain, folded
	Text      string // every word of it, folded, in title or text
	From, To  Time   // Published, both inclusive at their precision
	// Lang and Agency as they stand there.
	Lang, Agency string
	MentionIDs   []string // refers to one of these entities
	// Claim matches a claim that it reports; NoClaim matches none that it reports.
	Claim, NoClaim *ClaimFilter
}

// EntityFilter selects entities, ordered by their folded name, then ID.
type EntityFilter struct {
	IDs     []string
	Kinds   []EntityKind
	Name    string // a name or alias, folded, in full; a country also by ISO code
	Text    string // every word of it, folded, in name or aliases
	Country string // ISO 3166-1 alpha-2
	Unnamed *bool
	// An article gives it a role whose title has every word, folded, of one of Roles, and
	// that is held in one of HolderIDs; both of one role, where both are set.
	Roles     []string
	HolderIDs []string
}

// ClaimFilter selects claims, ordered by FirstPublished, then ID.
type ClaimFilter struct {
	IDs        []string
	Acts       []SpeechAct
	SourceIDs  []string
	TargetIDs  []string
	EventIDs   []string
	ArticleIDs []string
	Text       string // every word of it, folded, in the proposition
	From, To   Time   // FirstPublished, both inclusive at their precision
	Publisher  string // reported by this publisher: name or domain, folded
	HasSource  *bool
	HasTarget  *bool
	Implicit   *bool
	Denied     *bool // a DENIES link ends there
	// Answered is true where a DENIES or CONFIRMS link ends there.
	Answered *bool
	// SourceKinds and TargetKinds: one of the actors is of such a kind.
	SourceKinds, TargetKinds []EntityKind
	// SourceCountries and TargetCountries: one of the actors is or belongs to such a
	// country (Entity.Country).
	SourceCountries, TargetCountries []string
	// UnnamedSource is true where one of the sources is described without a name.
	UnnamedSource *bool
	// Nested is true where a report of it stands inside of another attribution.
	Nested *bool
	// MinOrigins and MaxOrigins bound Claim.Origins, MinArticles bounds Claim.Articles; 0 is
	// not set.
	MinOrigins, MaxOrigins, MinArticles int
	// MinConfidence is the least confidence of its surest report.
	MinConfidence float64
	Polarities    []Polarity
	Modalities    []Modality
	// AnyTerms: one of these is a term of the claim.
	AnyTerms []string
	// HappenedFrom and HappenedTo bound Claim.Time, both inclusive at their precision.
	HappenedFrom, HappenedTo Time
	// One of the sources, targets, events, reports or links matches.
	Source, Target *EntityFilter
	Event          *EventFilter
	Report         *ReportFilter
	Link           *OtherFilter

	// All of these, any of these and not this one must match, too. MaxFilters bounds
	// how many there may be inside of one another.
	All, Any []ClaimFilter
	Not      *ClaimFilter
}

// MaxFilters is how many filters one may be made of, itself included.
const MaxFilters = 256

// Lifted returns a filter that matches the same, in which members of All have given
// their lists and text to the filter itself where it has none of its own: a store
// begins with those.
func (f ClaimFilter) Lifted() ClaimFilter {
	rest := make([]ClaimFilter, 0, len(f.All))
	for _, m := range f.All {
		m = m.Lifted()
		for _, l := range []struct{ up, from *[]string }{{&f.IDs, &m.IDs}, {&f.SourceIDs, &m.SourceIDs}, {&f.TargetIDs, &m.TargetIDs},
			{&f.EventIDs, &m.EventIDs}, {&f.ArticleIDs, &m.ArticleIDs}} {
			if len(*l.up) == 0 {
				*l.up, *l.from = *l.from, nil
			}
		}
		if f.Text == "" {
			f.Text, m.Text = m.Text, ""
		}
		if len(f.Acts) == 0 {
			f.Acts, m.Acts = m.Acts, nil
		}
		if !m.IsZero() {
			rest = append(rest, m)
		}
	}
	f.All = rest
	return f
}

// EventFilter selects events, ordered by Time, then ID.
type EventFilter struct {
	IDs      []string
	Text     string // every word of it, folded, in the label
	From, To Time
	PlaceIDs []string // happened in one of these countries
}

// ReportFilter selects attributions, as reports of a claim.
type ReportFilter struct {
	Types         []QuoteType
	MinDepth      int // it stands inside of so many other attributions, up to MaxDepth
	MinConfidence float64
	Addressee     *EntityFilter  // one of those to whom it was said
	Article       *ArticleFilter // the article it stands in
}

// MaxDepth bounds ReportFilter.MinDepth.
const MaxDepth = 8

// OtherFilter selects the links of a claim, by the claim at the other end.
type OtherFilter struct {
	Kinds     []LinkKind
	Direction LinkDirection // OUT or IN as the claim sees it; empty for either
	// By tells who makes the other claim: one of the actors at this end of the claim;
	// empty for anybody.
	By ClaimEnd
	// Lags bounds the time from this claim to the other.
	Lags LagRange
	// Claim matches the other claim; nil for any.
	Claim *ClaimFilter
}

// ClaimEnd is one end of a claim.
type ClaimEnd string

// The ends of a claim.
const (
	SourceEnd ClaimEnd = "SOURCE"
	TargetEnd ClaimEnd = "TARGET"
)

// LagRange bounds the seconds of a Lag; nil is no bound. Where there is a bound, a lag
// that is not known lies within none.
type LagRange struct{ Least, Most *int }

// Set reports whether there is a bound.
func (r LagRange) Set() bool { return r.Least != nil || r.Most != nil }

// Has reports whether the lag from one time to another lies within the bounds.
func (r LagRange) Has(from, to Time) bool {
	lag, ok := Lag(from, to)
	seconds := int(lag / time.Second)
	return !r.Set() || ok && (r.Least == nil || seconds >= *r.Least) && (r.Most == nil || seconds <= *r.Most)
}

// LinkFilter selects links, ordered by the FirstPublished of the claim they run
// from, then by the IDs of the claims they run from and to, then by kind. All links of
// one kind between two claims are one item (Link.ArticleIDs).
type LinkFilter struct {
	Kinds []LinkKind
	From  ClaimFilter // of the claim it runs from
	To    ClaimFilter // of the claim it runs to
	// Lags bounds the time from the claim it runs to to the one it runs from.
	Lags LagRange
}

// AttributionParent is where AttributionsOf starts.
type AttributionParent string

// ClaimParent is where ClaimsOf starts.
type ClaimParent string

// MentionParent is where MentionsOf starts.
type MentionParent string

// LinkDirection is which end of a link a claim is.
type LinkDirection string

// The starting points and directions.
const (
	AttributionsOfArticle     AttributionParent = "ARTICLE"
	AttributionsOfClaim       AttributionParent = "CLAIM"
	AttributionsOfAttribution AttributionParent = "ATTRIBUTION"

	ClaimsOfSource ClaimParent = "SOURCE"
	ClaimsOfTarget ClaimParent = "TARGET"
	ClaimsOfEvent  ClaimParent = "EVENT"

	MentionsOfArticle MentionParent = "ARTICLE"
	MentionsOfEntity  MentionParent = "ENTITY"

	LinksOut LinkDirection = "OUT"
	LinksIn  LinkDirection = "IN"
)

// UpTo returns a string that is greater than every Time within t at its precision
// ("2020-09" covers all of September), for use as an upper bound.
func (t Time) UpTo() string { return string(t) + "\U0010FFFF" }
