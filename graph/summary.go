package graph

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Summaries are kept by a store with every Put, so that questions about all claims read
// them and count nothing: dyads of actors and of countries, and their sources and targets
// by themselves, for all acts, each act, and accusations with criticism; and claims by day
// and act. A Tally works out what a batch
// of writes does to them. Claims are counted by what came and went; articles and origins
// by what the articles of each origin that the batch touched say, before it and after it.

// Accusing is the act under which a summary has accusations and criticism together,
// which is what most ask for.
const Accusing = string(ActAccuse + "+" + ActCriticize)

// keptActs returns the acts under which a summary has a claim; "" has all.
func keptActs(act SpeechAct) []string {
	if act == ActAccuse || act == ActCriticize {
		return []string{"", string(act), Accusing}
	}
	return []string{"", string(act)}
}

// KeptAct returns the act under which a summary has claims of some acts together; false
// where it has none.
func KeptAct(acts []SpeechAct) (string, bool) {
	list := slices.Clone(acts)
	slices.Sort(list)
	list = slices.Compact(list)
	names := make([]string, len(list))
	for i, a := range list {
		names[i] = string(a)
	}
	joined := strings.Join(names, "+")
	return joined, joined == Accusing || len(list) < 2
}

// OfDyads reports whether kept dyads answer the filter: it asks for acts, sources and
// targets at most.
func (f ClaimFilter) OfDyads() bool {
	f.Acts, f.SourceIDs, f.TargetIDs = nil, nil, nil
	for _, flag := range []**bool{&f.HasSource, &f.HasTarget} { // as what counts in a dyad has
		if *flag != nil && **flag {
			*flag = nil
		}
	}
	return f.IsZero()
}

// OfDays reports whether kept days answer the filter: it asks for acts and whole days at
// most.
func (f ClaimFilter) OfDays() bool {
	days := f.From == f.From.Day() && f.To == f.To.Day()
	f.Acts, f.From, f.To = nil, "", ""
	return days && f.IsZero()
}

// OfRanks reports whether kept ranks answer the filter: it asks for acts and for those that
// are ranked at most.
func (f ClaimFilter) OfRanks(of Trait) bool {
	f.Acts = nil
	for end, flag := range map[ClaimEnd]**bool{SourceEnd: &f.HasSource, TargetEnd: &f.HasTarget} {
		if of.End() == end && *flag != nil && **flag {
			*flag = nil
		}
	}
	switch of {
	case TraitSource:
		f.SourceIDs = nil
	case TraitTarget:
		f.TargetIDs = nil
	}
	return of.End() != "" && f.IsZero()
}

// Kept names a dyad in a summary, or one that is ranked.
type Kept struct {
	// Trait is set of one that is ranked: Source is then what has the trait.
	Trait          Trait
	Countries      bool // of countries, else of actors
	Source, Target string
	Act            string // "" for all acts together, Accusing, or one act
}

func compareKept(x, y Kept) int {
	if x.Countries != y.Countries {
		if y.Countries {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(x.Trait, y.Trait), cmp.Compare(x.Source, y.Source), cmp.Compare(x.Target, y.Target), cmp.Compare(x.Act, y.Act))
}

// Saying is what makes a claim count in dyads.
type Saying struct {
	Act              SpeechAct
	Sources, Targets []string
}

// SayingOf returns what makes a claim count.
func SayingOf(c *Claim) Saying { return Saying{c.Act, c.SourceIDs, c.TargetIDs} }

// kept returns the dyads that a claim counts in, each once.
func (s Saying) kept(country func(string) string) []Kept {
	out := s.ranks(country)
	for _, from := range s.Sources {
		for _, to := range s.Targets {
			a, b := country(from), country(to)
			for _, act := range keptActs(s.Act) {
				out = append(out, Kept{Source: from, Target: to, Act: act})
				if a != "" && b != "" {
					out = append(out, Kept{Countries: true, Source: a, Target: b, Act: act})
				}
			}
		}
	}
	return distinctKept(out)
}

// ranks returns the sources and targets of a claim and their countries.
func (s Saying) ranks(country func(string) string) (out []Kept) {
	for _, end := range []struct {
		ids         []string
		actor, land Trait
	}{{s.Sources, TraitSource, TraitSourceCountry}, {s.Targets, TraitTarget, TraitTargetCountry}} {
		for _, id := range end.ids {
			where := country(id)
			for _, act := range keptActs(s.Act) {
				out = append(out, Kept{Trait: end.actor, Source: id, Act: act})
				if where != "" {
					out = append(out, Kept{Trait: end.land, Source: where, Act: act})
				}
			}
		}
	}
	return out
}

func distinctKept(list []Kept) []Kept {
	slices.SortFunc(list, compareKept)
	return slices.Compact(list)
}

// Change is what a batch does to a dyad.
type Change struct {
	Claims, Articles, Origins int
	First, Last               Time // of the claims that came or stayed
	// Gone tells that some claim went, or is published at other times, and what times
	// went with it.
	Gone                bool
	GoneFirst, GoneLast Time
}

// Day is the claims of an act that were first published on a day.
type Day struct {
	Day Time
	Act SpeechAct
}

// Tally gathers what a batch does to the summaries.
type Tally struct {
	before, after func(entityID string) string
	dyads         map[Kept]*Change
	days          map[Day]int
	origins       map[string]*told
}

// told is what the articles of an origin say, before the batch and after it.
type told struct{ before, after Copies }

// Copies are the articles of one origin and what they say.
type Copies map[string][]Saying

// NewTally returns an empty one. Before and after tell the country of an entity as it was
// before the batch and as it is now; they are asked when claims are counted.
func NewTally(before, after func(entityID string) string) *Tally {
	return &Tally{before: before, after: after, dyads: map[Kept]*Change{}, days: map[Day]int{}, origins: map[string]*told{}}
}

func (t *Tally) change(k Kept) *Change {
	x := t.dyads[k]
	if x == nil {
		x = &Change{}
		t.dyads[k] = x
	}
	return x
}

// Count notes that a claim came, went or changed; old is nil of one that came, now of one
// that went.
func (t *Tally) Count(old, now *Claim) {
	if old != nil {
		t.days[Day{old.FirstPublished.Day(), old.Act}]--
		for _, k := range SayingOf(old).kept(t.before) {
			x := t.change(k)
			x.Claims--
			x.Gone, x.GoneFirst, x.GoneLast = true, Earliest(x.GoneFirst, old.FirstPublished), max(x.GoneLast, old.LastPublished)
		}
	}
	if now == nil {
		return
	}
	t.days[Day{now.FirstPublished.Day(), now.Act}]++
	for _, k := range SayingOf(now).kept(t.after) {
		x := t.change(k)
		x.Claims++
		x.First, x.Last = Earliest(x.First, now.FirstPublished), max(x.Last, now.LastPublished)
	}
}

// Knows reports whether it was noted what the articles of an origin say.
func (t *Tally) Knows(origin string) bool { return t.origins[origin] != nil }

// Origin notes what the articles of an origin say before the batch changes any of them.
func (t *Tally) Origin(name string, said Copies) {
	t.origins[name] = &told{said, maps.Clone(said)}
}

// Tell notes that an article, which was of the origin old ("" where it is new), now says
// what r says. Both origins must be known.
func (t *Tally) Tell(r *Record, old string) {
	if old != "" {
		delete(t.origins[old].after, r.Article.ID)
	}
	var list []Saying
	for i := range r.Claims {
		list = append(list, SayingOf(&r.Claims[i]))
	}
	t.origins[r.Article.Origin].after[r.Article.ID] = list
}

// Actors returns the actors of all that is told.
func (t *Tally) Actors() []string {
	all := map[string]bool{}
	for _, o := range t.origins {
		for _, c := range []Copies{o.before, o.after} {
			for _, list := range c {
				for _, s := range list {
					for _, id := range slices.Concat(s.Sources, s.Targets) {
						all[id] = true
					}
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// Dyads calls f for each dyad that changes, in one order, until it returns an error. It
// ends the tally.
func (t *Tally) Dyads(f func(Kept, *Change) error) error {
	return t.settle(f, func(k Kept) bool { return k.Trait == "" })
}

// Ranks does the same for each that is ranked.
func (t *Tally) Ranks(f func(Kept, *Change) error) error {
	return t.settle(f, func(k Kept) bool { return k.Trait != "" })
}

func (t *Tally) settle(f func(Kept, *Change) error, of func(Kept) bool) error {
	for _, o := range t.origins {
		t.recount(o.before, t.before, -1)
		t.recount(o.after, t.after, 1)
	}
	clear(t.origins)
	for _, k := range slices.SortedFunc(maps.Keys(t.dyads), compareKept) {
		x := t.dyads[k]
		if !of(k) || !x.Gone && x.Claims == 0 && x.Articles == 0 && x.Origins == 0 {
			continue
		}
		if err := f(k, x); err != nil {
			return err
		}
	}
	return nil
}

// recount counts the articles and origins of each dyad.
func (t *Tally) recount(c Copies, country func(string) string, n int) {
	origin := map[Kept]bool{}
	for _, list := range c {
		var kept []Kept
		for _, s := range list {
			kept = append(kept, s.kept(country)...)
		}
		for _, k := range distinctKept(kept) {
			t.change(k).Articles += n
			if !origin[k] {
				origin[k] = true
				t.change(k).Origins += n
			}
		}
	}
}

// Days calls f for each day of which there are more or fewer claims now, in one order.
func (t *Tally) Days(f func(d Day, claims int) error) error {
	order := func(x, y Day) int { return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.Act, y.Act)) }
	for _, d := range slices.SortedFunc(maps.Keys(t.days), order) {
		if n := t.days[d]; n != 0 {
			if err := f(d, n); err != nil {
				return err
			}
		}
	}
	return nil
}
