package graph

import "context"

// Ranker ranks what claims have in common.
type Ranker interface {
	// Rank must group the claims that the filter matches by a trait and return dyads
	// without a target, whose SourceID is the trait: those that measure most first, then by
	// SourceID. A claim counts once for each value that it has, in none where it has none.
	// What the filter itself (not filters it is made of) demands of a source by SourceIDs,
	// SourceKinds, SourceCountries and Source, each that is ranked as source or country of
	// a source must meet, too; so for targets, and for events by EventIDs and Event.
	Rank(ctx context.Context, f ClaimFilter, of Trait, by Measure, p Page) (Slice[Dyad], error)
}

// Trait is what claims are grouped by.
type Trait string

// The traits. A publisher goes by its name, or by its domain where it has none.
const (
	TraitSource        Trait = "SOURCE"
	TraitTarget        Trait = "TARGET"
	TraitSourceCountry Trait = "SOURCE_COUNTRY"
	TraitTargetCountry Trait = "TARGET_COUNTRY"
	TraitEvent         Trait = "EVENT"
	TraitPublisher     Trait = "PUBLISHER"
)

// Valid returns ErrInvalid for anything but the constants.
func (t Trait) Valid() error {
	return inList("trait", []Trait{t}, []Trait{TraitSource, TraitTarget, TraitSourceCountry, TraitTargetCountry, TraitEvent, TraitPublisher})
}

// End returns which end of a claim has the trait, "" where neither has.
func (t Trait) End() ClaimEnd {
	switch t {
	case TraitSource, TraitSourceCountry:
		return SourceEnd
	case TraitTarget, TraitTargetCountry:
		return TargetEnd
	}
	return ""
}

// Country reports whether the trait is the country of an actor.
func (t Trait) Country() bool { return t == TraitSourceCountry || t == TraitTargetCountry }

// Actor is what a filter demands of the actors at one end of a claim, beside being one of
// some.
type Actor struct {
	IDs       []string
	Kinds     []EntityKind
	Countries []string
	Match     *EntityFilter
}

// At returns what f itself demands of one end.
func (f ClaimFilter) At(end ClaimEnd) Actor {
	if end == TargetEnd {
		return Actor{f.TargetIDs, f.TargetKinds, f.TargetCountries, f.Target}
	}
	return Actor{f.SourceIDs, f.SourceKinds, f.SourceCountries, f.Source}
}
