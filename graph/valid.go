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

// Valid returns ErrInvalid where a bound is not a time, or a filter of claims is not valid.
func (f ArticleFilter) Valid() error {
	for _, c := range []*ClaimFilter{f.Claim, f.NoClaim} {
		if c == nil {
			continue
		}
		if err := c.Valid(); err != nil {
			return err
		}
	}
	return validBounds(f.From, f.To)
}

// Valid returns ErrInvalid where a bound is not a time.
func (f EventFilter) Valid() error { return validBounds(f.From, f.To) }

// Valid returns ErrInvalid where a kind is not in the list.
func (f EntityFilter) Valid() error { return inList("kind of entity", f.Kinds, entityKinds) }

// Valid returns ErrInvalid where an act or kind is not in the list, a bound is not a
// time, the confidence is not between 0 and 1, a number of origins is below 0, a part of
// it is not valid, or it is made of more than MaxFilters.
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
	for _, m := range f.single() {
		n += m.size()
	}
	return n
}

// single returns the filters that f is made of but for All and Any.
func (f ClaimFilter) single() (out []*ClaimFilter) {
	all := []*ClaimFilter{f.Not}
	if f.Link != nil {
		all = append(all, f.Link.Claim)
	}
	if f.Report != nil && f.Report.Article != nil {
		all = append(all, f.Report.Article.Claim, f.Report.Article.NoClaim)
	}
	for _, m := range all {
		if m != nil {
			out = append(out, m)
		}
	}
	return out
}

func (f ClaimFilter) valid() error {
	for _, m := range slices.Concat(f.All, f.Any) {
		if err := m.valid(); err != nil {
			return err
		}
	}
	for _, m := range f.single() {
		if err := m.valid(); err != nil {
			return err
		}
	}
	if err := f.validParts(); err != nil {
		return err
	}
	if err := inList("speech act", f.Acts, Acts); err != nil {
		return err
	}
	if err := inList("kind of entity", slices.Concat(f.SourceKinds, f.TargetKinds), entityKinds); err != nil {
		return err
	}
	if f.MinOrigins < 0 || f.MaxOrigins < 0 || f.MinArticles < 0 {
		return invalid("origins %d to %d are no numbers of origins", f.MinOrigins, f.MaxOrigins)
	}
	if !(f.MinConfidence >= 0 && f.MinConfidence <= 1) {
		return invalid("confidence %v is not between 0 and 1", f.MinConfidence)
	}
	return firstOf(validBounds(f.From, f.To), validBounds(f.HappenedFrom, f.HappenedTo))
}

// validParts checks what f demands of the nodes around a claim.
func (f ClaimFilter) validParts() error {
	errs := []error{inList("polarity", f.Polarities, polarities), inList("modality", f.Modalities, modalities)}
	for _, e := range []*EntityFilter{f.Source, f.Target} {
		if e != nil {
			errs = append(errs, e.Valid())
		}
	}
	if f.Event != nil {
		errs = append(errs, f.Event.Valid())
	}
	if r := f.Report; r != nil {
		errs = append(errs, inList("type of quotation", r.Types, quoteTypes))
		if r.MinDepth < 0 || r.MinDepth > MaxDepth {
			errs = append(errs, invalid("depth %d is not between 0 and %d", r.MinDepth, MaxDepth))
		}
		if r.Addressee != nil {
			errs = append(errs, r.Addressee.Valid())
		}
		if r.Article != nil {
			errs = append(errs, validBounds(r.Article.From, r.Article.To))
		}
	}
	if l := f.Link; l != nil {
		errs = append(errs, ValidLinkKinds(l.Kinds))
		if l.Direction != "" {
			errs = append(errs, l.Direction.Valid())
		}
		if l.By != "" {
			errs = append(errs, inList("end of a claim", []ClaimEnd{l.By}, []ClaimEnd{SourceEnd, TargetEnd}))
		}
	}
	return firstOf(errs...)
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
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
		f.UnnamedSource == nil && f.Nested == nil && f.MinOrigins == 0 && f.MaxOrigins == 0 && f.MinArticles == 0 &&
		len(f.Polarities)+len(f.Modalities)+len(f.AnyTerms) == 0 && f.HappenedFrom == "" && f.HappenedTo == "" &&
		f.Source == nil && f.Target == nil && f.Event == nil && f.Report == nil && f.Link == nil &&
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
