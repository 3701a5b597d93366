package link

import (
	"slices"
	"strings"

	"hearsay/graph"
)

// aheadReach is how many sentences on a denial looks for the charge that it came before.
const aheadReach = 2

// denialAhead links a denial that answers nothing before it to a charge that is told after
// it: "Lund denied that she hid the test. The opposition accuses her of burying it."
func (l *linker) denialAhead(i int) {
	it := &l.items[i]
	if len(it.claim.SourceIDs) == 0 {
		return
	}
	sides, best := l.sides(i), -1
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		dist := x.sent - it.sent
		if k == i || x.skip || x.pos <= it.pos || dist < 0 || dist > aheadReach || l.nested(i, k) || !l.accuses(k) ||
			shares(x.claim.SourceIDs, sides) || overlaps(it.attr.Content, x.attr.Content) || !shares(x.claim.TargetIDs, sides) && !(overlap(it.topic, x.topic) > 0 && l.deniesDeed(i) && l.tellsOf(k, sides)) {
			continue
		}
		switch { // the same matter, or charges that one denies by the way: "Lund, who denies the charges, is accused"
		case overlap(it.topic, x.topic) > 0, dist == 0 && l.namesCharges(i), dist <= 1 && l.deniesDeed(i):
		default:
			continue
		}
		if best < 0 || x.pos < l.items[best].pos {
			best = k
		}
	}
	if best >= 0 {
		l.denied(i, best, 0.4, "denial-ahead")
	}
}

// deniesDeed reports whether denial i says of its source that he did not do something:
// "denied that she hid the test", "denies ever having met them".
func (l *linker) deniesDeed(i int) bool {
	r := &l.d.Reports[i]
	if r.Implicit || len(l.items[i].topic) == 0 {
		return false
	}
	switch r.Rule {
	case "gerund":
		return true
	case "clause":
		for _, k := range l.kids[max(r.ContentHead, 0)] {
			if n := l.d.ChainAt(k); strings.HasPrefix(l.d.Tokens[k].Rel, "nsubj") && n >= 0 && slices.Contains(r.SourceChains, n) {
				return true
			}
		}
	}
	return false
}

// denialAimed links a denial of a deed, of which no words are those of a charge, to the one
// charge that was aimed at its source right before: "Lund is accused of groping two women.
// He denies ever having met them."
func (l *linker) denialAimed(i int) {
	it := &l.items[i]
	if r := &l.d.Reports[i]; !l.deniesDeed(i) && !(r.Rule == "clause" && !r.Implicit) {
		return
	}
	sides, best := l.sides(i), -1
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		if k == i || x.skip || x.pos >= it.pos || it.sent-x.sent > 1 || it.sent < x.sent || l.nested(i, k) || !l.accuses(k) || len(x.claim.SourceIDs) == 0 && x.claim.Act != graph.ActAccuse ||
			shares(x.claim.SourceIDs, sides) || overlaps(it.attr.Content, x.attr.Content) || !shares(x.claim.TargetIDs, sides) && !l.subjectOf(k, sides) && !l.sameDeed(i, k) {
			continue
		}
		if best >= 0 {
			return
		}
		best = k
	}
	if best >= 0 {
		l.denied(i, best, 0.4, "denial-aimed")
	}
}

// subjectOf reports whether one of the entities is the subject of what report k says.
func (l *linker) subjectOf(k int, ids []string) bool {
	h := l.d.Reports[k].ContentHead
	if h < 0 {
		return false
	}
	return slices.ContainsFunc(l.kids[h], func(t int) bool {
		n := l.d.ChainAt(t)
		return strings.HasPrefix(l.d.Tokens[t].Rel, "nsubj") && n >= 0 && slices.Contains(ids, l.idOf(n))
	})
}

// sameDeed reports whether what denial i says was not done is what report k says was.
func (l *linker) sameDeed(i, k int) bool {
	h := l.d.Reports[i].ContentHead
	if h < 0 || !strings.HasPrefix(l.d.Tokens[h].Tag, "V") || light[l.d.Tokens[h].Lemma] {
		return false
	}
	return slices.ContainsFunc(l.items[k].tokens, func(t int) bool {
		return strings.HasPrefix(l.d.Tokens[t].Tag, "V") && family(l.d.Tokens[t].Lemma) == family(l.d.Tokens[h].Lemma)
	})
}

// deniesCited links a denial to the charge that its own words cite: "Denying accusations by
// Moor that he lied", of which both report what was said. It reports whether there is one.
func (l *linker) deniesCited(i int) bool {
	it, found := &l.items[i], false
	for k := range l.items {
		x := &l.items[k]
		if k == i || x.skip || x.sent != it.sent || len(x.attr.Content) == 0 || !l.charge(k) && !(l.d.Reports[i].Rule == "rejoinder" && l.accuses(k)) || shares(x.claim.SourceIDs, it.claim.SourceIDs) {
			continue
		}
		if slices.Equal(it.attr.Content, x.attr.Content) {
			l.denied(i, k, 0.8, "denial-inner")
			found = true
		}
	}
	return found
}

// partDenied are what one denies to have in a deed: whatever it is called, the deed was told
// before: "denied any role in the killings".
var partDenied = words("responsibility involvement role part knowledge link connection wrongdoing innocence fault guilt liability complicity misconduct")

// deniesPart reports whether denial i says only that its source has no part in something.
func (l *linker) deniesPart(i int) bool {
	h := l.d.Reports[i].ContentHead
	if h < 0 {
		h = l.head(l.items[i].tokens)
	}
	return h >= 0 && partDenied[l.d.Tokens[h].Lemma]
}
