package graph

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Check returns a copy of r that holds only what may be stored, in one canonical
// form (parts by ID, lists sorted, empty lists nil, what the store keeps left
// out), and what was refused: spans that do not cut the text, references to what
// is not there, IDs that do not match, values outside the closed lists, text that
// is not UTF-8. Claims that no attribution reports fall, and entities and events
// fall when all that referred to them was refused. It returns ErrInvalid where the
// article itself cannot be stored.
func Check(r *Record) (*Record, []Refusal, error) {
	a := r.Article
	if err := checkArticle(&a, &r.Extraction); err != nil {
		return nil, nil, err
	}
	c := &checker{in: r, out: &Record{Article: a, Extraction: r.Extraction}}
	c.actors()
	c.events()
	c.mentions()
	c.claims()
	c.attributions()
	c.links()
	c.prune()
	c.out.sort()
	return c.out, c.refused, nil
}

// checkArticle brings a into canonical form.
func checkArticle(a *Article, x *Extraction) error {
	if !clean(append([]string{a.URL, a.Title, a.Agency, a.Dateline, a.Publisher.Name, a.Publisher.Domain, a.Lang,
		a.Text, a.RawHash, a.Origin, x.ID, x.Version, x.Settings}, a.Byline...)...) {
		return invalid("article %s: not UTF-8, or with a NUL", a.ID)
	}
	if a.ID != ArticleID(a.URL, a.Text) {
		return invalid("article %s: the ID does not match URL and text", a.ID)
	}
	if a.Text == "" {
		return invalid("article %s: no text", a.ID)
	}
	if x.ID == "" || a.ExtractionID != "" && a.ExtractionID != x.ID {
		return invalid("article %s: extraction %q, but the record is of %q", a.ID, a.ExtractionID, x.ID)
	}
	for _, b := range a.Blocks {
		if !b.cuts(a.Text) || !slices.Contains(blockKinds, b.Kind) {
			return invalid("article %s: block [%d,%d) of kind %q does not cut the text", a.ID, b.Start, b.End, b.Kind)
		}
	}
	for _, s := range a.Source {
		if s.Clean < 0 || s.Raw < 0 || s.Len < 0 || s.Clean+s.Len > len(a.Text) {
			return invalid("article %s: source segment %+v does not lie in the text", a.ID, s)
		}
	}
	if !known(a.Published) {
		return invalid("article %s: published %q is not a time", a.ID, a.Published)
	}
	a.Recorded, a.ExtractionID = "", x.ID
	a.Byline, a.Blocks, a.Source = list(a.Byline), list(a.Blocks), list(a.Source)
	if a.Origin == "" {
		a.Origin = a.ID // a story of its own
	}
	return nil
}

// clean reports whether all strings are UTF-8 without NUL, which every store keeps.
func clean(list ...string) bool {
	return !slices.ContainsFunc(list, func(s string) bool { return !utf8.ValidString(s) || strings.ContainsRune(s, 0) })
}

// known reports whether t may be stored: unknown or well formed.
func known(t Time) bool { return t == "" || t.Valid() }

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

func (c *checker) actors() {
	c.entity = map[string]bool{}
	for _, e := range c.in.Entities {
		switch {
		case IDType(e.ID) != PrefixEntity || e.Name == "" || c.entity[e.ID]:
			c.refuse("entity", e.ID, "no ID of an entity, no name or given twice")
		case !slices.Contains(entityKinds, e.Kind):
			c.refuse("entity", e.ID, "kind %q is not in the list", e.Kind)
		case !clean(append([]string{e.Name}, e.Aliases...)...):
			c.refuse("entity", e.ID, "a name is not UTF-8, or has a NUL")
		case e.Country != "" && (len(e.Country) != 2 || strings.Trim(e.Country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != ""):
			c.refuse("entity", e.ID, "country %q is not an ISO 3166-1 alpha-2 code", e.Country)
		default:
			c.entity[e.ID] = true
			e.Aliases = sorted(e.Aliases)
			c.out.Entities = append(c.out.Entities, e)
		}
	}
}

func (c *checker) events() {
	c.event = map[string]bool{}
	for _, e := range c.in.Events {
		if IDType(e.ID) != PrefixEvent || e.Label == "" || c.event[e.ID] || !clean(e.Label) || !known(e.Time) {
			c.refuse("event", e.ID, "no ID of an event, no label, time %q, or given twice", e.Time)
			continue
		}
		if e.Place != "" && !c.entity[e.Place] {
			c.refuse("event place", e.ID, "%q is not in the record", e.Place)
			e.Place = ""
		}
		c.event[e.ID] = true
		c.out.Events = append(c.out.Events, e)
	}
}

func (c *checker) mentions() {
	seen := map[string]bool{}
	for _, m := range c.in.Mentions {
		switch {
		case m.ArticleID != c.in.Article.ID || m.ID != MentionID(&m) || seen[m.ID]:
			c.refuse("mention", m.ID, "the ID or the article does not match, or given twice")
		case (m.EntityID == "") == (m.EventID == "") || !c.entity[m.EntityID] && !c.event[m.EventID]:
			c.refuse("mention", m.ID, "it needs one entity or event of the record, has %q and %q", m.EntityID, m.EventID)
		case !slices.Contains(mentionKinds, m.Kind):
			c.refuse("mention", m.ID, "kind %q is not in the list", m.Kind)
		case c.spansOK("mention", m.ID, []Span{m.Span}):
			seen[m.ID] = true
			c.out.Mentions = append(c.out.Mentions, m)
		}
	}
	for _, r := range c.in.Roles {
		switch {
		case r.ArticleID != c.in.Article.ID || r.ID != RoleID(&r) || seen[r.ID] || !clean(r.Title):
			c.refuse("role", r.ID, "the ID or the article does not match, the title is not UTF-8, or given twice")
		case !c.entity[r.PersonID] || r.HolderID != "" && !c.entity[r.HolderID]:
			c.refuse("role", r.ID, "person or holder is not in the record")
		case c.spansOK("role", r.ID, []Span{r.Span}):
			seen[r.ID] = true
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
		case !slices.Contains(polarities, x.Polarity) || !slices.Contains(modalities, x.Modality):
			c.refuse("claim", x.ID, "polarity %q or modality %q is not in the list", x.Polarity, x.Modality)
		case !c.known(x.SourceIDs) || !c.known(x.TargetIDs):
			c.refuse("claim", x.ID, "a source or target is not in the record")
		case x.ID != ClaimID(&x) || !clean(x.Terms...):
			c.refuse("claim", x.ID, "the ID does not match what the claim says, or a term is not UTF-8")
		default:
			c.claim[x.ID] = true
			c.out.Claims = append(c.out.Claims, Claim{
				ID: x.ID, Act: x.Act, Polarity: x.Polarity, Modality: x.Modality, Implicit: x.Implicit,
				SourceIDs: sorted(x.SourceIDs), TargetIDs: sorted(x.TargetIDs), Terms: sorted(x.Terms),
			})
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
		if reason := c.attributionFault(&a); reason != "" {
			c.refuse("attribution", a.ID, "%s", reason)
		} else if kept[a.ID] {
			c.refuse("attribution", a.ID, "given twice")
		} else if c.spansOK("attribution", a.ID, a.Source, a.Cue, a.Content, a.Target, a.Addressee) {
			kept[a.ID] = true
			c.reported[a.ClaimID] = true
			a.Source, a.Cue, a.Content = list(a.Source), list(a.Cue), list(a.Content)
			a.Target, a.Addressee = list(a.Target), list(a.Addressee)
			a.EventIDs, a.AddresseeIDs = sorted(a.EventIDs), sorted(a.AddresseeIDs)
			a.Confidence, a.Parts, a.Published = Round(a.Confidence), a.Parts.rounded(), c.in.Article.Published
			c.out.Attributions = append(c.out.Attributions, a)
		}
	}
	c.parents(kept)
}

// attributionFault returns why a cannot be stored, "" if it can.
func (c *checker) attributionFault(a *Attribution) string {
	switch {
	case a.ArticleID != c.in.Article.ID || a.ID != AttributionID(a):
		return "the ID or the article does not match"
	case !c.claim[a.ClaimID]:
		return "claim " + a.ClaimID + " is not in the record"
	case !c.known(a.AddresseeIDs):
		return "an addressee is not in the record"
	case slices.ContainsFunc(a.EventIDs, func(id string) bool { return !c.event[id] }):
		return "an event is not in the record"
	case len(a.Cue) == 0 && len(a.Content) == 0:
		return "neither cue nor content"
	case !slices.Contains(Acts, a.Act) || !slices.Contains(quoteTypes, a.Type) ||
		!slices.Contains(polarities, a.Polarity) || !slices.Contains(modalities, a.Modality):
		return "speech act, type, polarity or modality is not in the list"
	case !known(a.Time) || !known(a.Uttered):
		return fmt.Sprintf("time %q or %q is not a time", a.Time, a.Uttered)
	case !(a.Confidence >= 0 && a.Confidence <= 1) || !a.Parts.valid():
		return "confidence is not between 0 and 1"
	case !clean(a.Proposition, a.Rule):
		return "the proposition is not UTF-8, or has a NUL"
	}
	return ""
}

// parents lets an attribution stand by itself where its outer one was refused
// (which is reported there) or where nesting runs in a circle.
func (c *checker) parents(kept map[string]bool) {
	outer := map[string]string{}
	for i := range c.out.Attributions {
		a := &c.out.Attributions[i]
		if !kept[a.ParentID] {
			a.ParentID = ""
		}
		outer[a.ID] = a.ParentID
	}
	for i := range c.out.Attributions {
		a := &c.out.Attributions[i]
		p := a.ParentID
		for n := 0; p != "" && p != a.ID && n < len(outer); n++ {
			p = outer[p]
		}
		if p == a.ID && p != "" {
			c.refuse("attribution parent", a.ID, "nested in itself")
			a.ParentID = ""
		}
	}
}

func (c *checker) links() {
	seen := map[string]bool{}
	for _, l := range c.in.Links {
		symmetric := l.Kind == Repeats || l.Kind == Contradicts
		switch {
		case !c.reported[l.FromID] || !c.reported[l.ToID]:
			c.refuse("link", l.ID, "one of its claims is not in the record")
		case l.FromID == l.ToID || symmetric && l.FromID > l.ToID:
			c.refuse("link", l.ID, "it runs to itself or from the greater ID")
		case !slices.Contains(linkKinds, l.Kind):
			c.refuse("link", l.ID, "kind %q is not in the list", l.Kind)
		case l.ArticleID != c.in.Article.ID || l.ID != LinkID(&l) || seen[l.ID]:
			c.refuse("link", l.ID, "the ID or the article does not match, or given twice")
		case !(l.Confidence >= 0 && l.Confidence <= 1) || !clean(l.Rule):
			c.refuse("link", l.ID, "confidence is not between 0 and 1, or the rule is not UTF-8")
		default:
			seen[l.ID] = true
			l.Confidence, l.Published = Round(l.Confidence), ""
			c.out.Links = append(c.out.Links, l)
		}
	}
}

// prune drops claims without an attribution, then events and entities that were
// referred to in the record and are no more.
func (c *checker) prune() {
	c.out.Claims = slices.DeleteFunc(c.out.Claims, func(x Claim) bool {
		if !c.reported[x.ID] {
			c.refuse("claim", x.ID, "no attribution reports it")
		}
		return !c.reported[x.ID]
	})
	before := references(c.in)
	after := references(c.out)
	c.out.Events = slices.DeleteFunc(c.out.Events, func(e Event) bool {
		lost := before[e.ID] && !after[e.ID]
		if lost {
			c.refuse("event", e.ID, "all that referred to it was refused")
		}
		return lost
	})
	after = references(c.out)
	c.out.Entities = slices.DeleteFunc(c.out.Entities, func(e Entity) bool {
		lost := before[e.ID] && !after[e.ID]
		if lost {
			c.refuse("entity", e.ID, "all that referred to it was refused")
		}
		return lost
	})
	c.out.Claims, c.out.Events, c.out.Entities = list(c.out.Claims), list(c.out.Events), list(c.out.Entities)
}

// references returns the entities and events that a record refers to.
func references(r *Record) map[string]bool {
	out := map[string]bool{}
	add := func(ids ...string) {
		for _, id := range ids {
			out[id] = true
		}
	}
	for _, m := range r.Mentions {
		add(m.EntityID, m.EventID)
	}
	for _, x := range r.Roles {
		add(x.PersonID, x.HolderID)
	}
	for _, x := range r.Claims {
		add(x.SourceIDs...)
		add(x.TargetIDs...)
	}
	for _, a := range r.Attributions {
		add(a.EventIDs...)
		add(a.AddresseeIDs...)
	}
	for _, e := range r.Events {
		add(e.Place)
	}
	return out
}
