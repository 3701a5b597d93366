package link

import (
	"slices"
	"strings"

	"hearsay/graph"
)

// denialApposed links what a clause ends in, ", an accusation she has called absurd", to
// what that clause reports. It reports whether there is such a thing.
func (l *linker) denialApposed(i int) bool {
	it := &l.items[i]
	toks := it.tokens
	if len(toks) == 0 || toks[0] < 2 || toks[0] > l.d.Reports[i].CueHead || l.low(toks[0]-1) != "," && l.low(toks[0]-1) != "—" && l.low(toks[0]-1) != "–" {
		return false
	}
	if w := l.low(toks[0]); !chargeNouns[strings.TrimSuffix(w, "s")] && !((w == "a" || w == "an") && len(toks) > 1 && (chargeNouns[l.d.Tokens[toks[1]].Lemma] || l.low(toks[1]) == "theory")) {
		return false
	}
	best := -1
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		if k == i || x.skip || x.sent != it.sent || x.pos >= l.d.Tokens[toks[0]].Start || !l.accuses(k) || overlaps(it.attr.Content, x.attr.Content) || shares(x.claim.SourceIDs, it.claim.SourceIDs) {
			continue
		}
		if len(x.attr.Content) == 0 || l.nested(i, k) && l.d.Reports[i].Parent == k && x.claim.Act != graph.ActAccuse {
			continue
		}
		if best < 0 || starts(x) >= starts(&l.items[best]) {
			best = k
		}
	}
	if best < 0 {
		return false
	}
	l.denied(i, best, 0.7, "denial-apposed")
	l.denySame(i)
	return true
}

// denialAgain gives a denial that stands right behind another of its side what that one
// answers: "The ministry denied the report. Its secretary, Ada Moor, called it invented."
func (l *linker) denialAgain(i int) {
	it := &l.items[i]
	if len(it.topic) > 0 && !l.quoted(i) && !l.pointsBack(i) || l.bareCharge(i) && !l.pointsBack(i) {
		return
	}
	sides := l.sides(i)
	best := -1
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		if k == i || x.skip || x.pos >= it.pos || it.sent-x.sent > 1 || x.claim.Act != graph.ActDeny || len(l.d.Reports[k].Denied) == 0 {
			continue
		}
		if !shares(sides, x.claim.SourceIDs) && !shares(l.sides(k), it.claim.SourceIDs) {
			continue
		}
		if best < 0 || x.pos > l.items[best].pos {
			best = k
		}
	}
	if best < 0 {
		return
	}
	for _, k := range slices.Clone(l.d.Reports[best].Denied) {
		if k != i && !l.items[k].skip && !shares(l.items[k].claim.SourceIDs, it.claim.SourceIDs) {
			l.denied(i, k, 0.4, "denial-again")
		}
	}
}

// lastReach is how many sentences back a denial of which nothing else tells what it answers
// looks for a charge that may be meant.
const lastReach = 4

// denialLast links a denial that is tied to nothing to the charge before it that best fits:
// one that aims at nobody known, or speaks of the denier. A charge against somebody else who
// is named is none.
func (l *linker) denialLast(i int) {
	it := &l.items[i]
	if len(it.claim.SourceIDs) == 0 {
		return
	}
	points := l.pointsBack(i)
	if len(it.topic) > 0 && !points && !l.quoted(i) && !l.namesCharges(i) && !l.deniesPart(i) && !l.labels(i) {
		return
	}
	sides := l.sides(i)
	best, most := -1, 0
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		dist := it.sent - x.sent
		if k == i || x.skip || x.pos >= it.pos || dist < 0 || dist > lastReach || l.nested(i, k) || !l.accuses(k) || shares(x.claim.SourceIDs, sides) || overlaps(it.attr.Content, x.attr.Content) {
			continue
		}
		if len(x.claim.SourceIDs) == 0 && !l.charge(k) && !l.names(i, k) {
			continue
		}
		w := l.fitness(i, k, sides)
		if w > most || w == most && best >= 0 && starts(x) >= starts(&l.items[best]) {
			best, most = k, w
		}
	}
	if best >= 0 {
		l.denied(i, best, 0.4, "denial-last")
		l.denySame(i)
	}
}

// fitness weighs whether report k may be what denial i answers, 0 where it can not.
func (l *linker) fitness(i, k int, sides []string) (w int) {
	it, x := &l.items[i], &l.items[k]
	aimed := shares(x.claim.TargetIDs, sides)
	if !l.charge(k) && !l.pointsBack(i) && overlap(it.topic, x.topic) == 0 && !l.names(i, k) && !(it.sent-x.sent <= 1 && (!l.quoted(i) && l.tellsOf(k, sides) || l.deniesPart(i) && slices.ContainsFunc(it.tokens, l.pronoun))) {
		return 0
	}
	if len(x.claim.TargetIDs) > 0 && !aimed && slices.ContainsFunc(x.claim.TargetIDs, l.known) {
		return 0
	}
	speaks := l.speaksOf(k, sides)
	if l.charge(k) {
		w++
	}
	if len(x.claim.TargetIDs) > 0 && !aimed {
		w--
	}
	if l.names(i, k) {
		w += 2
	}
	if aimed || speaks {
		w++
	}
	if n := overlap(it.topic, x.topic); n > 0 {
		w++
	} else if len(it.topic) > 0 && !aimed && !l.namesCharges(i) && !l.deniesPart(i) && !l.labels(i) {
		w--
	}
	switch dist := it.sent - x.sent; {
	case dist <= 1:
		w++
	case dist > 2:
		w--
	}
	return w
}

// labels reports whether denial i calls something invented: "dismissed the book as fiction".
func (l *linker) labels(i int) bool {
	r := &l.d.Reports[i]
	return r.Rule == "label" && !r.Implicit
}

// names reports whether what denial i answers is called after the cue of report k.
func (l *linker) names(i, k int) bool {
	c := l.d.Reports[k].CueHead
	return c >= 0 && l.namedBy(i, l.d.Tokens[c].Lemma)
}

// known reports whether an entity has a name.
func (l *linker) known(id string) bool {
	e := l.ents.byID[id]
	return e != nil && !e.Unnamed
}

// deniedUtterance extends the denial of a charge that is part of an utterance to all of it:
// "He looked at us and he lied", of which "he lied" accuses.
func (l *linker) deniedUtterance(i int) {
	for _, k := range slices.Clone(l.d.Reports[i].Denied) {
		p := l.d.Reports[k].Parent
		if p < 0 || p == i || l.items[p].skip || !l.d.Reports[k].Implicit || l.items[p].pos >= l.items[i].pos || len(l.items[p].claim.SourceIDs) == 0 {
			continue
		}
		if slices.Equal(l.items[p].claim.SourceIDs, l.items[k].claim.SourceIDs) && !l.nested(i, p) {
			l.denied(i, p, 0.4, "denial-utterance")
		}
	}
}

// deniesLast links a denial that says no more than that it is not so to what another said
// right before it: "Moor said Lund was late. Lund insisted that this was not so." It reports
// whether there is such a thing.
func (l *linker) deniesLast(i int) bool {
	it, best, sides := &l.items[i], -1, l.sides(i)
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		if k == i || x.skip || x.pos >= it.pos || it.sent-x.sent != 1 || l.nested(i, k) || x.claim.Act == graph.ActDeny && !x.negated ||
			len(x.claim.SourceIDs) == 0 || shares(x.claim.SourceIDs, sides) || overlaps(it.attr.Content, x.attr.Content) || silent(x.claim.Act) && x.claim.Act != graph.ActDeny {
			continue
		}
		if best < 0 || starts(x) >= starts(&l.items[best]) {
			best = k
		}
	}
	if best < 0 || l.d.Reports[best].Parent >= 0 && l.d.Reports[best].Act == graph.ActSay {
		return false
	}
	l.denied(i, best, 0.5, "denial-before")
	l.denySame(i)
	return true
}
