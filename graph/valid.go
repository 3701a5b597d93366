package graph

import "slices"

// Kinds, link kinds and other closed lists, for checks and for stores.
var (
	entityKinds  = []EntityKind{KindPerson, KindCountry, KindOrganization, KindGroup}
	mentionKinds = []MentionKind{MentionName, MentionNominal, MentionPronoun}
	blockKinds   = []BlockKind{BlockTitle, BlockSubhead, BlockParagraph, BlockCaption}
	linkKinds    = []LinkKind{Denies, Confirms, Repeats, Contradicts}
	quoteTypes   = []QuoteType{Direct, Indirect, Mixed}
	modalities   = []Modality{Asserted, Possible, Wanted}
	polarities   = []Polarity{Positive, Negative}
)

// Valid returns ErrInvalid where a bound is not a time.
func (f ArticleFilter) Valid() error { return validBounds(f.From, f.To) }

// Valid returns ErrInvalid where a bound is not a time.
func (f EventFilter) Valid() error { return validBounds(f.From, f.To) }

// Valid returns ErrInvalid where a kind is not in the list.
func (f EntityFilter) Valid() error { return inList("kind of entity", f.Kinds, entityKinds) }

// Valid returns ErrInvalid where an act or kind is not in the list, a bound is not a
// time, the confidence is not between 0 and 1, a number of origins is below 0, or it
// is made of more than MaxFilters.
func (f ClaimFilter) Valid() error {
	if n := f.size(); n > MaxFilters {
		return invalid("%d filters, the limit is %d", n, MaxFilters)
	}
	return f.valid()
}

// size counts the filters that f is made of.
func (f ClaimFilter) size() int {
	n := 1
	for _, m := range slices.Concat(f.All, f.Any) {
		n += m.size()
	}
	if f.Not != nil {
		n += f.Not.size()
	}
	return n
}

func (f ClaimFilter) valid() error {
	for _, m := range slices.Concat(f.All, f.Any) {
		if err := m.valid(); err != nil {
			return err
		}
	}
	if f.Not != nil {
		if err := f.Not.valid(); err != nil {
			return err
		}
	}
	if err := inList("speech act", f.Acts, Acts); err != nil {
		return err
	}
	if err := inList("kind of entity", slices.Concat(f.SourceKinds, f.TargetKinds), entityKinds); err != nil {
		return err
	}
	if f.MinOrigins < 0 || f.MaxOrigins < 0 {
		return invalid("origins %d to %d are no numbers of origins", f.MinOrigins, f.MaxOrigins)
	}
	if !(f.MinConfidence >= 0 && f.MinConfidence <= 1) {
		return invalid("confidence %v is not between 0 and 1", f.MinConfidence)
	}
	return validBounds(f.From, f.To)
}

// Valid returns ErrInvalid where a kind is not in the list or a filter is not valid.
func (f LinkFilter) Valid() error {
	if err := ValidLinkKinds(f.Kinds); err != nil {
		return err
	}
	if err := f.From.Valid(); err != nil {
		return err
	}
	return f.To.Valid()
}

// IsZero reports whether the filter matches all claims.
func (f ClaimFilter) IsZero() bool {
	return len(f.IDs)+len(f.Acts)+len(f.SourceIDs)+len(f.TargetIDs)+len(f.EventIDs)+len(f.ArticleIDs) == 0 &&
		f.Text == "" && f.From == "" && f.To == "" && f.Publisher == "" && f.HasSource == nil &&
		f.HasTarget == nil && f.Implicit == nil && f.Denied == nil && f.MinConfidence == 0 && f.Answered == nil &&
		len(f.SourceKinds)+len(f.TargetKinds)+len(f.SourceCountries)+len(f.TargetCountries) == 0 &&
		f.UnnamedSource == nil && f.Nested == nil && f.MinOrigins == 0 && f.MaxOrigins == 0 &&
		len(f.All)+len(f.Any) == 0 && f.Not == nil
}

// ValidLinkKinds returns ErrInvalid where a kind is not in the list.
func ValidLinkKinds(kinds []LinkKind) error { return inList("kind of link", kinds, linkKinds) }

// Valid returns ErrInvalid for anything but the constants.
func (p AttributionParent) Valid() error {
	return inList("parent of attributions", []AttributionParent{p},
		[]AttributionParent{AttributionsOfArticle, AttributionsOfClaim, AttributionsOfAttribution})
}

// Valid returns ErrInvalid for anything but the constants.
func (p ClaimParent) Valid() error {
	return inList("parent of claims", []ClaimParent{p}, []ClaimParent{ClaimsOfSource, ClaimsOfTarget, ClaimsOfEvent})
}

// Valid returns ErrInvalid for anything but the constants.
func (p MentionParent) Valid() error {
	return inList("parent of mentions", []MentionParent{p}, []MentionParent{MentionsOfArticle, MentionsOfEntity})
}

// Valid returns ErrInvalid for anything but the constants.
func (d LinkDirection) Valid() error {
	return inList("direction of links", []LinkDirection{d}, []LinkDirection{LinksOut, LinksIn})
}

// Valid returns ErrInvalid for anything but the constants.
func (u TimeUnit) Valid() error {
	return inList("unit of time", []TimeUnit{u}, []TimeUnit{ByDay, ByMonth, ByYear})
}

func inList[T ~string](what string, got, list []T) error {
	for _, x := range got {
		if !slices.Contains(list, x) {
			return invalid("%s %q is not one of %q", what, x, list)
		}
	}
	return nil
}

func validBounds(from, to Time) error {
	for _, t := range []Time{from, to} {
		if t != "" && !t.Valid() {
			return invalid("%q is not a time such as 2020, 2020-09, 2020-09-25 or 2020-09-25T10:00:00Z", t)
		}
	}
	return nil
}
