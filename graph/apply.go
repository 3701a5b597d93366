package graph

import (
	"maps"
	"slices"
)

// Shown is what a store shows of a record.
type Shown struct {
	// Record is what is left to show, nil where the article is hidden. It is not
	// checked again: an attribution keeps the ID that its extraction gave.
	Record *Record
	// Asides are the IDs that are no longer in the record; nil where nothing changed.
	Asides []Aside
}

// Aside says what became of an ID of an article's record because of a judgement.
type Aside struct {
	ID, ArticleID string
	IntoID        string // what it is now, "" where it is hidden
	Part          *Part  // what is hidden, nil where it is not
}

// Part is what an article's record says of a node that is hidden.
type Part struct {
	Article     *Article     `json:"article,omitempty"`
	Entity      *Entity      `json:"entity,omitempty"`
	Claim       *Claim       `json:"claim,omitempty"`
	Attribution *Attribution `json:"attribution,omitempty"`
	// Reports are the attributions of Claim, and Origin that of their article.
	Reports []Attribution `json:"reports,omitempty"`
	Origin  string        `json:"origin,omitempty"`
}

// Apply returns what is shown of a checked record, and r itself where no judgement
// speaks of anything in it. It does not change r.
func (e *Effects) Apply(r *Record) Shown {
	if !e.speaks(r) {
		return Shown{Record: r}
	}
	s := &showing{Effects: e, raw: r, now: map[string]string{}, whole: e.hidden[r.Article.ID], claims: map[string]*Claim{}, gone: map[string]*Part{},
		parent: map[string]string{}, out: &Record{Article: r.Article, Extraction: r.Extraction}}
	s.entities()
	s.reports()
	s.rest()
	s.links()
	s.out.sort()
	out := Shown{Record: s.out, Asides: s.asides()}
	if s.whole {
		out.Record = nil
	}
	return out
}

// speaks reports whether a judgement may change something of a record.
func (e *Effects) speaks(r *Record) bool {
	if e.IsZero() {
		return false
	}
	if e.hidden[r.Article.ID] || e.spotted[r.Article.ID] {
		return true
	}
	for i := range r.Entities {
		id := r.Entities[i].ID
		if e.became(id).ID != id || e.hidden[id] {
			return true
		}
	}
	return slices.ContainsFunc(r.Claims, func(c Claim) bool { return e.hidden[c.ID] || e.corrected[c.ID] != nil })
}

// showing is an Apply under way.
type showing struct {
	*Effects
	raw, out *Record
	whole    bool              // the article is hidden, and all that is in it
	now      map[string]string // what IDs of the record became, "" where they are hidden
	claims   map[string]*Claim // of out
	gone     map[string]*Part  // what is hidden, by its ID as it would be now
	parent   map[string]string // of hidden attributions
}

// entity returns what an entity is now, "" where it is hidden.
func (s *showing) entity(id string) string {
	into := s.became(id).ID
	if s.hidden[id] || s.hidden[into] {
		return ""
	}
	return into
}

func (s *showing) present(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, s.entity(id))
	}
	return sorted(out)
}

func (s *showing) entities() {
	at := map[string]int{}
	for _, x := range s.raw.Entities {
		was := x.ID
		if m := s.became(was); m.ID != was {
			x = merge(x, m)
		}
		if s.whole || s.entity(was) == "" {
			if s.now[was] = x.ID; x.ID == was {
				s.now[was] = ""
			}
			s.hide(x.ID, &Part{Entity: &x})
			continue
		}
		s.now[was] = x.ID
		if i, ok := at[x.ID]; ok {
			s.out.Entities[i] = joinEntities(s.out.Entities[i], x)
			continue
		}
		at[x.ID] = len(s.out.Entities)
		s.out.Entities = append(s.out.Entities, x)
	}
}

// merge returns what an article says of an entity as what it says of the one that the
// entity became. The name is another name of it, but for a description.
func merge(x Entity, into Subject) Entity {
	names := slices.Clone(x.Aliases)
	if !x.Unnamed || into.Unnamed {
		names = append(names, x.Name)
	}
	x.ID, x.Kind, x.Name, x.Unnamed = into.ID, into.Kind, into.Name, into.Unnamed
	x.Aliases = list(slices.DeleteFunc(sorted(names), func(n string) bool { return n == x.Name }))
	return x
}

func joinEntities(a, b Entity) Entity {
	a.Kind, a.Name, a.Country = max(a.Kind, b.Kind), max(a.Name, b.Name), max(a.Country, b.Country)
	a.Unnamed = a.Unnamed || b.Unnamed
	a.Aliases = sorted(slices.Concat(a.Aliases, b.Aliases))
	return a
}

// hide sets something aside that is not shown.
func (s *showing) hide(id string, p *Part) {
	old := s.gone[id]
	switch {
	case old == nil:
		s.gone[id] = p
	case p.Entity != nil:
		x := joinEntities(*old.Entity, *p.Entity)
		old.Entity = &x
	case p.Claim != nil:
		old.Reports = append(old.Reports, p.Reports...)
	}
}

// reports shows each attribution with the claim that it makes now.
func (s *showing) reports() {
	if s.whole {
		a := s.raw.Article
		s.now[a.ID] = ""
		s.hide(a.ID, &Part{Article: &a})
	}
	claims := map[string]*Claim{}
	for i := range s.raw.Claims {
		claims[s.raw.Claims[i].ID] = &s.raw.Claims[i]
	}
	names := s.names()
	for _, a := range s.raw.Attributions {
		c, ids, added := s.claim(claims[a.ClaimID], names[a.ID])
		hidden := s.whole
		for _, id := range slices.Concat(ids, names[a.ID]) {
			hidden = hidden || s.hidden[id]
		}
		if c.Act != claims[a.ClaimID].Act {
			a.Act = c.Act
		}
		a.ClaimID, a.AddresseeIDs = c.ID, s.present(a.AddresseeIDs)
		for _, id := range ids {
			s.becomes(id, c.ID, hidden)
		}
		for _, id := range names[a.ID] {
			s.becomes(id, a.ID, hidden)
		}
		s.add(added, hidden)
		if hidden {
			s.parent[a.ID] = a.ParentID
			s.hide(c.ID, &Part{Claim: c, Reports: []Attribution{a}, Origin: s.raw.Article.Origin})
			s.hide(a.ID, &Part{Attribution: &a})
			continue
		}
		s.claims[c.ID] = c
		s.out.Attributions = append(s.out.Attributions, a)
	}
	for i := range s.out.Attributions {
		a := &s.out.Attributions[i]
		for up, ok := s.parent[a.ParentID]; ok; up, ok = s.parent[a.ParentID] {
			a.ParentID = up
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.claims)) {
		s.out.Claims = append(s.out.Claims, *s.claims[id])
		delete(s.gone, id)
	}
}

// becomes notes what an ID became. Where the reports of one claim went different
// ways it is what is shown: the claim itself, or the smallest of the others.
func (s *showing) becomes(id, into string, hidden bool) {
	if hidden && id == into {
		into = ""
	}
	old, ok := s.now[id]
	_, shown := s.claims[old]
	if !ok || !hidden && old != id && (!shown || into == id || into < old) {
		s.now[id] = into
	}
}

// names returns the IDs that judgements may mean each attribution by, beside its own
// first: those that stood at its place in another extraction.
func (s *showing) names() map[string][]string {
	out, count := map[string][]string{}, map[string]int{}
	for i := range s.raw.Attributions {
		out[s.raw.Attributions[i].ID] = []string{s.raw.Attributions[i].ID}
		if s.spotted[s.raw.Article.ID] {
			count[Place(&s.raw.Attributions[i])]++
		}
	}
	if len(count) == 0 {
		return out
	}
	for i := range s.raw.Attributions {
		a := &s.raw.Attributions[i]
		if count[Place(a)] > 1 {
			continue // which of them is meant only the ID can tell
		}
		for _, id := range s.spots[spot{s.raw.Article.ID, Place(a)}] {
			if out[id] == nil && !slices.Contains(out[a.ID], id) {
				out[a.ID] = append(out[a.ID], id)
			}
		}
	}
	return out
}

// claim returns what a claim of the record became: with the entities that are now, and
// corrected by what was said of it or of the attribution that bears the names, oldest
// first. It returns the IDs of claims too by which it was or is known, and the entities that
// corrections brought in.
func (s *showing) claim(raw *Claim, names []string) (c *Claim, ids []string, added []Subject) {
	x := Claim{Act: raw.Act, SourceIDs: s.present(raw.SourceIDs), TargetIDs: s.present(raw.TargetIDs), Polarity: raw.Polarity,
		Modality: raw.Modality, Implicit: raw.Implicit, Terms: raw.Terms}
	x.ID = ClaimID(&x)
	ids = []string{raw.ID, x.ID}
	done := map[string]bool{}
	for {
		var next *Judgement
		for _, id := range slices.Concat(names, ids) {
			for _, j := range s.corrected[id] {
				if !done[j.ID] && (next == nil || byTime(j, next) < 0) {
					next = j
				}
			}
		}
		if next == nil {
			return &x, slices.Compact(ids), added
		}
		done[next.ID] = true
		if next.Correction.Act != "" {
			x.Act = next.Correction.Act
		}
		for _, end := range []struct {
			to   *[]string
			says []Subject
		}{{&x.SourceIDs, next.Correction.Sources}, {&x.TargetIDs, next.Correction.Targets}} {
			if end.says != nil {
				*end.to = nil
				for _, who := range end.says {
					*end.to = append(*end.to, s.entity(who.ID))
				}
				*end.to, added = sorted(*end.to), append(added, end.says...)
			}
		}
		x.ID = ClaimID(&x)
		ids = append(ids, x.ID)
	}
}

// add lets the article name the entities that a correction of a report brought in; of a
// hidden report it does so where nobody sees it.
func (s *showing) add(list []Subject, hidden bool) {
	for _, who := range list {
		x := Entity{ID: who.ID, Kind: who.Kind, Name: who.Name, Unnamed: who.Unnamed}
		if m := s.became(who.ID); m.ID != who.ID {
			s.now[who.ID] = m.ID
			x = Entity{ID: m.ID, Kind: m.Kind, Name: m.Name, Unnamed: m.Unnamed}
		}
		switch {
		case hidden || s.entity(who.ID) == "":
			s.hide(x.ID, &Part{Entity: &x})
		case !slices.ContainsFunc(s.out.Entities, func(e Entity) bool { return e.ID == x.ID }):
			s.out.Entities = append(s.out.Entities, x)
		}
	}
}

// rest shows mentions, roles and events of the entities that are now.
func (s *showing) rest() {
	if s.whole {
		return
	}
	seen := map[string]bool{}
	for _, m := range s.raw.Mentions {
		if m.EntityID != "" {
			if m.EntityID = s.entity(m.EntityID); m.EntityID == "" {
				continue
			}
			m.ID = MentionID(&m)
		}
		if !seen[m.ID] {
			seen[m.ID] = true
			s.out.Mentions = append(s.out.Mentions, m)
		}
	}
	for _, x := range s.raw.Roles {
		x.PersonID = s.entity(x.PersonID)
		if x.HolderID != "" {
			x.HolderID = s.entity(x.HolderID)
		}
		if x.ID = RoleID(&x); x.PersonID != "" && !seen[x.ID] {
			seen[x.ID] = true
			s.out.Roles = append(s.out.Roles, x)
		}
	}
	for _, v := range s.raw.Events {
		if v.Place != "" {
			v.Place = s.entity(v.Place)
		}
		s.out.Events = append(s.out.Events, v)
	}
}

// links joins the claims that are now.
func (s *showing) links() {
	seen := map[string]bool{}
	for _, l := range s.raw.Links {
		l.FromID, l.ToID = s.now[l.FromID], s.now[l.ToID]
		if s.claims[l.FromID] == nil || s.claims[l.ToID] == nil || l.FromID == l.ToID {
			continue
		}
		if symmetric := l.Kind == Repeats || l.Kind == Contradicts; symmetric && l.FromID > l.ToID {
			l.FromID, l.ToID = l.ToID, l.FromID
		}
		if l.ID = LinkID(&l); !seen[l.ID] {
			seen[l.ID] = true
			s.out.Links = append(s.out.Links, l)
		}
	}
}

// asides returns what became of the IDs that are not shown.
func (s *showing) asides() []Aside {
	var out []Aside
	for _, id := range slices.Sorted(maps.Keys(s.now)) {
		if into := s.now[id]; into != "" && into != id {
			out = append(out, Aside{ID: id, ArticleID: s.raw.Article.ID, IntoID: into})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.gone)) {
		if into := s.now[id]; into != "" && into != id {
			continue // some of it is hidden, some is shown as something else
		}
		out = append(out, Aside{ID: id, ArticleID: s.raw.Article.ID, Part: s.gone[id]})
	}
	return out
}

// Original returns what the machine found of an attribution of r that the effects
// correct, nil where they do not.
func (e *Effects) Original(r *Record, attributionID string) *Original {
	s := &showing{Effects: e, raw: r}
	i := slices.IndexFunc(r.Attributions, func(a Attribution) bool { return a.ID == attributionID })
	if i < 0 {
		return nil
	}
	k := slices.IndexFunc(r.Claims, func(c Claim) bool { return c.ID == r.Attributions[i].ClaimID })
	names := s.names()[attributionID]
	_, ids, _ := s.claim(&r.Claims[k], names)
	var of []*Judgement
	for _, id := range sorted(slices.Concat(names, ids)) {
		of = append(of, e.corrected[id]...)
	}
	if len(of) == 0 {
		return nil
	}
	slices.SortFunc(of, byTime)
	o := &Original{Act: r.Attributions[i].Act, SourceIDs: r.Claims[k].SourceIDs, TargetIDs: r.Claims[k].TargetIDs}
	for _, j := range of {
		o.JudgementIDs = append(o.JudgementIDs, j.ID)
	}
	return o
}
