package graph

// EntityKind is what sort of actor an entity is.
type EntityKind string

// The kinds of entities.
const (
	KindPerson       EntityKind = "PERSON"
	KindCountry      EntityKind = "COUNTRY"
	KindOrganization EntityKind = "ORGANIZATION"
	KindGroup        EntityKind = "GROUP"
)

// Entity is a person, country, organization or group that articles share. An
// unnamed one ("two officials") belongs to one article and is never merged with
// another by machine.
type Entity struct {
	ID   string     `json:"id"`
	Kind EntityKind `json:"kind"`
	// Name is the name, or the description of an unnamed one. Where records spell it
	// differently the store shows the greatest spelling by code point.
	Name    string `json:"name"`
	Unnamed bool   `json:"unnamed,omitempty"`
	// Country is the ISO 3166-1 alpha-2 code of the country that it is or belongs
	// to (the Kremlin: RU), "" where unknown; of several the store shows the greatest.
	Country string `json:"country,omitempty"`
	// Aliases are the names that articles use for it, sorted by code point; the
	// store keeps the union over all records. They are compared folded (see Fold).
	Aliases []string `json:"aliases,omitempty"`
	// Hidden is set by Lookup where a person decided that it is not to be shown.
	Hidden bool `json:"-"`
}

// MentionKind is how a mention refers.
type MentionKind string

// The kinds of mentions.
const (
	MentionName    MentionKind = "NAME"
	MentionNominal MentionKind = "NOMINAL"
	MentionPronoun MentionKind = "PRONOUN"
)

// Mention is a span of an article that refers to an entity or to an event.
type Mention struct {
	ID        string      `json:"id"`
	ArticleID string      `json:"article"`
	EntityID  string      `json:"entity,omitempty"` // exactly one of EntityID and EventID is set
	EventID   string      `json:"event,omitempty"`
	Kind      MentionKind `json:"kind"`
	Span      Span        `json:"span"`
}

// Role is an office or function that an article gives a person ("president" of
// Russia), with its receipt.
type Role struct {
	ID        string `json:"id"`
	PersonID  string `json:"person"`
	HolderID  string `json:"holder,omitempty"` // the organization or country it is held in
	Title     string `json:"title"`
	ArticleID string `json:"article"`
	Span      Span   `json:"span"`
}

// Event is a named happening that claims are about ("the poisoning of ..."). Where
// records differ the store shows the greatest label and place and the smallest
// time, by code point.
type Event struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Time  Time   `json:"time,omitempty"`
	Place string `json:"place,omitempty"` // ID of a country entity, or ""
}
