package graph

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
}

// EntityFilter selects entities, ordered by their folded name, then ID.
type EntityFilter struct {
	IDs     []string
	Kinds   []EntityKind
	Name    string // a name or alias, folded, in full; a country also by ISO code
	Text    string // every word of it, folded, in name or aliases
	Country string // ISO 3166-1 alpha-2
	Unnamed *bool
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
	// MinConfidence is the least confidence of its surest report.
	MinConfidence float64
}

// EventFilter selects events, ordered by Time, then ID.
type EventFilter struct {
	IDs      []string
	Text     string // every word of it, folded, in the label
	From, To Time
}

// LinkFilter selects links, ordered by the FirstPublished of the claim they run
// from, then ID.
type LinkFilter struct {
	Kinds []LinkKind
	From  ClaimFilter // of the claim it runs from
	To    ClaimFilter // of the claim it runs to
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
