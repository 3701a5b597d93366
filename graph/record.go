package graph

import (
	"fmt"
	"slices"
)

// Record is all that one extraction found in one article. IDs are set by the
// constructors of id.go; a record is checked as a whole by Check.
type Record struct {
	Article      Article
	Extraction   Extraction
	Entities     []Entity
	Mentions     []Mention
	Roles        []Role
	Events       []Event
	Claims       []Claim
	Attributions []Attribution
	Links        []Link // those that the article itself makes
}

// Refusal is a part of a record that was not stored, and why.
type Refusal struct {
	ArticleID string `json:"article"`
	Part      string `json:"part"` // "attribution", "mention", ...
	ID        string `json:"id"`
	Reason    string `json:"reason"`
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrInvalid}, args...)...)
}

// Check returns a copy of r that holds only what may be stored, and what was
// refused: spans that do not cut the text, references to what is not there,
// values outside the closed lists. Claims, entities and events that nothing
// supports any more fall with what supported them. It returns ErrInvalid where
// the article itself cannot be stored.
func Check(r *Record) (*Record, []Refusal, error) {
	if err := checkArticle(&r.Article); err != nil {
		return nil, nil, err
	}
	c := &checker{in: r, out: &Record{Article: r.Article, Extraction: r.Extraction}}
	c.entities()
	c.claims()
	c.attributions()
	c.prune()
	return c.out, c.refused, nil
}

func checkArticle(a *Article) error {
	if a.ID != ArticleID(a.URL, a.Text) {
		return invalid("article %s: the ID does not match URL and text", a.ID)
	}
	if a.Text == "" {
		return invalid("article %s: no text", a.ID)
	}
	for _, b := range a.Blocks {
		if !b.cuts(a.Text) {
			return invalid("article %s: block [%d,%d) does not cut the text", a.ID, b.Start, b.End)
		}
	}
	if a.Published != "" && !a.Published.Valid() {
		return invalid("article %s: published %q is not a time", a.ID, a.Published)
	}
	return nil
}

type checker struct {
	in, out  *Record
	entity   map[string]bool
	event    map[string]bool
	claim    map[string]bool
	refused  []Refusal
	reported map[string]bool // claims with an attribution
}

func (c *checker) refuse(part, id, format string, args ...any) {
	c.refused = append(c.refused, Refusal{c.in.Article.ID, part, id, fmt.Sprintf(format, args...)})
}

// spansOK reports whether every span cuts the text.
func (c *checker) spansOK(part, id string, lists ...[]Span) bool {
	for _, l := range lists {
		for _, s := range l {
			if !s.cuts(c.in.Article.Text) {
				c.refuse(part, id, "span [%d,%d) does not cut the text of %d bytes", s.Start, s.End, len(c.in.Article.Text))
				return false
			}
		}
	}
	return true
}

func (c *checker) entities() {
	c.entity, c.event = map[string]bool{}, map[string]bool{}
	for _, e := range c.in.Entities {
		if e.ID == "" || e.Name == "" || c.entity[e.ID] {
			c.refuse("entity", e.ID, "no ID, no name or given twice")
			continue
		}
		c.entity[e.ID] = true
		c.out.Entities = append(c.out.Entities, e)
	}
	for _, e := range c.in.Events {
		if e.ID == "" || e.Label == "" || c.event[e.ID] {
			c.refuse("event", e.ID, "no ID, no label or given twice")
			continue
		}
		c.event[e.ID] = true
		c.out.Events = append(c.out.Events, e)
	}
	for _, m := range c.in.Mentions {
		if c.entity[m.EntityID] == c.event[m.EventID] {
			c.refuse("mention", m.ID, "it needs one entity or event of the record, has %q and %q", m.EntityID, m.EventID)
		} else if c.spansOK("mention", m.ID, []Span{m.Span}) {
			c.out.Mentions = append(c.out.Mentions, m)
		}
	}
	for _, r := range c.in.Roles {
		if !c.entity[r.PersonID] || r.HolderID != "" && !c.entity[r.HolderID] {
			c.refuse("role", r.ID, "person or holder is not in the record")
		} else if c.spansOK("role", r.ID, []Span{r.Span}) {
			c.out.Roles = append(c.out.Roles, r)
		}
	}
}

func (c *checker) claims() {
	c.claim = map[string]bool{}
	for _, x := range c.in.Claims {
		switch {
		case x.ID == "" || c.claim[x.ID]:
			c.refuse("claim", x.ID, "no ID or given twice")
		case !slices.Contains(Acts, x.Act):
			c.refuse("claim", x.ID, "speech act %q is not in the list", x.Act)
		case !c.known(x.SourceIDs) || !c.known(x.TargetIDs):
			c.refuse("claim", x.ID, "a source or target is not in the record")
		case x.ID != ClaimID(&x):
			c.refuse("claim", x.ID, "the ID does not match what the claim says")
		default:
			c.claim[x.ID] = true
			c.out.Claims = append(c.out.Claims, x)
		}
	}
}

func (c *checker) known(ids []string) bool {
	return !slices.ContainsFunc(ids, func(id string) bool { return !c.entity[id] })
}

func (c *checker) attributions() {
	c.reported = map[string]bool{}
	kept := map[string]bool{}
	for _, a := range c.in.Attributions {
		switch {
		case !c.claim[a.ClaimID]:
			c.refuse("attribution", a.ID, "claim %s is not in the record", a.ClaimID)
		case !c.known(a.AddresseeIDs):
			c.refuse("attribution", a.ID, "an addressee is not in the record")
		case slices.ContainsFunc(a.EventIDs, func(id string) bool { return !c.event[id] }):
			c.refuse("attribution", a.ID, "an event is not in the record")
		case kept[a.ID]:
			c.refuse("attribution", a.ID, "given twice")
		case len(a.Cue) == 0 && len(a.Content) == 0:
			c.refuse("attribution", a.ID, "neither cue nor content")
		case c.spansOK("attribution", a.ID, a.Source, a.Cue, a.Content, a.Target, a.Addressee):
			kept[a.ID] = true
			c.reported[a.ClaimID] = true
			c.out.Attributions = append(c.out.Attributions, a)
		}
	}
	for i := range c.out.Attributions {
		a := &c.out.Attributions[i]
		if a.ParentID != "" && !kept[a.ParentID] {
			a.ParentID = "" // the outer one was refused and reported; the inner one stands by itself
		}
	}
}

// prune drops claims without an attribution and links without both their claims.
func (c *checker) prune() {
	c.out.Claims = slices.DeleteFunc(c.out.Claims, func(x Claim) bool {
		if !c.reported[x.ID] {
			c.refuse("claim", x.ID, "no attribution reports it")
		}
		return !c.reported[x.ID]
	})
	for _, l := range c.in.Links {
		if c.reported[l.FromID] && c.reported[l.ToID] && l.FromID != l.ToID {
			c.out.Links = append(c.out.Links, l)
		} else {
			c.refuse("link", l.ID, "one of its claims is not in the record")
		}
	}
}
