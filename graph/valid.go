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

// Valid returns ErrInvalid where an act is not in the list, a bound is not a time
// or the confidence is not between 0 and 1.
func (f ClaimFilter) Valid() error {
	if err := inList("speech act", f.Acts, Acts); err != nil {
		return err
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
		f.HasTarget == nil && f.Implicit == nil && f.Denied == nil && f.MinConfidence == 0
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
