package graph

// Page asks for part of an ordered list by keyset: what follows a place, not what
// follows a number of rows, so that it stays right while loads go on.
type Page struct {
	First int // 1 to MaxPage
	// After is where to go on, nil for the beginning.
	After *Cursor
	// Desc turns the order of the list round (newest first).
	Desc bool
	// Backward asks for the First items before After (or the last ones), given in
	// the order of the walk: nearest to After first.
	Backward bool
	// By is what a list of claims is sorted by; ListClaims alone reads it.
	By ClaimOrder
}

// ClaimOrder is what a list of claims is sorted by.
type ClaimOrder string

// The orders of claims. Claims of as many origins or articles are sorted by
// FirstPublished, then ID.
const (
	InPublication ClaimOrder = ""         // FirstPublished, then ID
	InRecording   ClaimOrder = "RECORDED" // their place in Feed
	InOrigins     ClaimOrder = "ORIGINS"  // Origins
	InArticles    ClaimOrder = "ARTICLES" // Articles
)

// MaxPage is the most items a page may hold.
const MaxPage = 1000

// Cursor is a place in an ordered list: the sort key of an item, then its ID.
type Cursor struct {
	Key string
	ID  string
}

// Slice is one page of items. More is true where others follow in the direction of
// the walk.
type Slice[T any] struct {
	Items []*T
	More  bool
}

// Reverse reports whether the items are asked for from the greatest sort key down.
func (p Page) Reverse() bool { return p.Desc != p.Backward }

// Valid returns ErrInvalid where First is out of range, or the order is not in the list.
func (p Page) Valid() error {
	if p.First < 1 || p.First > MaxPage {
		return invalid("page size %d is not between 1 and %d", p.First, MaxPage)
	}
	return inList("order of claims", []ClaimOrder{p.By}, []ClaimOrder{InPublication, InRecording, InOrigins, InArticles})
}
