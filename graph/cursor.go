package graph

import (
	"fmt"
	"strconv"
	"strings"
)

// The place of an item in each ordered list, which is what a store compares a
// Page.After with. Both stores and whoever hands out cursors use these, so that a
// place taken from one answer means the same in the next.

// Cursor returns the place of a in a list of articles: by Published.
func (a *Article) Cursor() Cursor { return Cursor{Key: string(a.Published), ID: a.ID} }

// Cursor returns the place of e in a list of entities: by folded name.
func (e *Entity) Cursor() Cursor { return Cursor{Key: Fold(e.Name), ID: e.ID} }

// Cursor returns the place of c in a list of claims: by FirstPublished.
func (c *Claim) Cursor() Cursor { return Cursor{Key: string(c.FirstPublished), ID: c.ID} }

// CursorIn returns the place of c in a list of claims that is sorted so; by InRecording,
// Seq must be set.
func (c *Claim) CursorIn(by ClaimOrder) Cursor {
	switch by {
	case InRecording:
		return Cursor{Key: placeKey(int(c.Seq)), ID: c.ID}
	case InOrigins:
		return Cursor{Key: placeKey(c.Origins) + " " + string(c.FirstPublished), ID: c.ID}
	case InArticles:
		return Cursor{Key: placeKey(c.Articles) + " " + string(c.FirstPublished), ID: c.ID}
	}
	return c.Cursor()
}

// InClaims reads the place of a claim in a list that is sorted so: a number and, but for
// InRecording, FirstPublished and ID; ErrInvalid where it is none.
func (c Cursor) InClaims(by ClaimOrder) ([]any, error) {
	if by == InPublication {
		return []any{c.Key, c.ID}, nil
	}
	number, published, _ := strings.Cut(c.Key, " ")
	n, err := Cursor{Key: number}.Places(1)
	switch {
	case err != nil:
		return nil, c.foreign()
	case by == InRecording:
		return []any{n[0]}, nil
	}
	return []any{n[0], published, c.ID}, nil
}

// Cursor returns the place of e in a list of events: by Time.
func (e *Event) Cursor() Cursor { return Cursor{Key: string(e.Time), ID: e.ID} }

// Cursor returns the place of l in a list of links: by the FirstPublished of the
// claim it runs from, then by its claims and kind.
func (l *Link) Cursor() Cursor {
	return Cursor{Key: string(l.Published), ID: l.FromID + " " + l.ToID + " " + string(l.Kind)}
}

// Link reads the place of a link; ErrInvalid where it is none.
func (c Cursor) Link() (published, fromID, toID, kind string, err error) {
	parts := strings.Split(c.ID, " ")
	if len(parts) != 3 {
		return "", "", "", "", c.foreign()
	}
	return c.Key, parts[0], parts[1], parts[2], nil
}

// Cursor returns the place of a in the list that AttributionsOf gives for parent: of
// a claim by Published, of an article or attribution by place in the text.
func (a *Attribution) Cursor(parent AttributionParent) Cursor {
	if parent == AttributionsOfClaim {
		return Cursor{Key: string(a.Published), ID: a.ID}
	}
	return Cursor{Key: placeKey(a.Pos()), ID: a.ID}
}

// Cursor returns the place of m in the list that MentionsOf gives for parent: of an
// article by start and end in the text, of an entity by article and start.
func (m *Mention) Cursor(parent MentionParent) Cursor {
	if parent == MentionsOfEntity {
		return Cursor{Key: m.ArticleID + " " + placeKey(m.Span.Start), ID: m.ID}
	}
	return Cursor{Key: placeKey(m.Span.Start) + " " + placeKey(m.Span.End), ID: m.ID}
}

// Cursor returns the place of d in the list that WhoToWhom gives by a measure: those
// that measure most first, then by source and target.
func (d *Dyad) Cursor(by Measure) Cursor {
	return Cursor{Key: placeKey(maxCount - by.Of(d)), ID: d.SourceID + " " + d.TargetID}
}

const (
	maxCount    = 9_999_999_999
	placeDigits = 10
)

// placeKey writes a number so that its order as text is its order as a number.
func placeKey(n int) string { return fmt.Sprintf("%0*d", placeDigits, n) }

// Places reads a key of n numbers; ErrInvalid where it is none.
func (c Cursor) Places(n int) ([]int, error) {
	parts := strings.Split(c.Key, " ")
	if len(parts) != n {
		return nil, c.foreign()
	}
	out := make([]int, n)
	for i, p := range parts {
		x, err := strconv.ParseUint(p, 10, 63)
		if err != nil || len(p) != placeDigits {
			return nil, c.foreign()
		}
		out[i] = int(x)
	}
	return out, nil
}

// InEntity reads the place of a mention among those of an entity: article ID and
// start; ErrInvalid where it is none.
func (c Cursor) InEntity() (articleID string, start int, err error) {
	article, at, _ := strings.Cut(c.Key, " ")
	n, err := Cursor{Key: at}.Places(1)
	if err != nil || IDType(article) != PrefixArticle {
		return "", 0, c.foreign()
	}
	return article, n[0], nil
}

// Dyad reads the place of a dyad: what it measures, and its ends; ErrInvalid where it is none.
func (c Cursor) Dyad() (count int, sourceID, targetID string, err error) {
	n, err := c.Places(1)
	at := strings.LastIndexByte(c.ID, ' ') // the name of a publisher has blanks, what stands behind has none
	if err != nil || at < 0 {
		return 0, "", "", c.foreign()
	}
	return maxCount - n[0], c.ID[:at], c.ID[at+1:], nil
}

func (c Cursor) foreign() error {
	return invalid("cursor %q %q does not belong to this list", c.Key, c.ID)
}
