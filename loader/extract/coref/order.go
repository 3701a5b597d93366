package coref

import (
	"math"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract/world"
)

// window is how many sentences back a pronoun or description looks.
const window = 8

// decay is what is left of an entity's salience a sentence later.
const decay = 0.6

// orderSieve goes over the mentions from left to right: descriptions and
// pronouns are resolved among what was said before them.
func (r *resolver) orderSieve() {
	r.findSpeakers()
	r.settleAhead()
	for i := range r.ms {
		m := &r.ms[i]
		if o := m.owner; o > i && r.ms[o].kind == graph.MentionPronoun && r.ms[o].ent < 0 {
			r.pronoun(o) // "whose allies": first whose
		}
		if m.ent < 0 {
			switch {
			case m.kind == graph.MentionPronoun:
				r.pronoun(i)
			case m.kind == graph.MentionNominal:
				r.nominal(i)
			case m.class == organization:
				r.genericOrg(i)
			}
		}
		if m.ent >= 0 && !m.quiet {
			r.touch(i)
		}
	}
}

// touch adds the salience of mention i to its entity.
func (r *resolver) touch(i int) {
	m := &r.ms[i]
	e := &r.ents[m.ent]
	w := r.salience(e, m.sent)
	add := 0.5
	if m.subject {
		add = 1
		e.subjects++
	}
	if m.kind == graph.MentionPronoun {
		add *= 0.7 // less, or one wrong pronoun draws the next after it
	}
	w += add
	if m.kind == graph.MentionName {
		w += 0.3
	}
	e.weight, e.at = w, m.sent
	if m.kind == graph.MentionPronoun && m.gender != world.Unknown && e.gender == world.Unknown {
		e.gender = m.gender
	}
}

func (r *resolver) salience(e *entity, sent int) float64 {
	if e.weight == 0 {
		return 0
	}
	return e.weight * math.Pow(decay, float64(sent-e.at))
}

// candidates yields the entities last mentioned at most back sentences before i.
func (r *resolver) candidates(i, back int) func(func(int, *entity) bool) {
	return func(yield func(int, *entity) bool) {
		seen := map[int]bool{}
		for j := i - 1; j >= 0 && j > i-200; j-- {
			if r.ms[i].sent-r.ms[j].sent > back {
				return
			}
			e := r.ms[j].ent
			if e < 0 || seen[e] || r.ms[j].sent == r.ms[i].sent && r.ms[j].last > r.ms[i].first && r.ms[j].first <= r.ms[i].first && r.ms[j].kind != graph.MentionPronoun {
				continue
			}
			seen[e] = true
			if !yield(e, &r.ents[e]) {
				return
			}
		}
	}
}

// pronoun resolves he, she, they, it and relative pronouns.
func (r *resolver) pronoun(i int) {
	m := &r.ms[i]
	if t := r.tag(m.head); t[0] == 'W' {
		if e := r.relative(i); e >= 0 {
			r.join(i, e)
		}
		return
	}
	p := pronouns[m.desc]
	if p.first {
		return // the speaker sieve
	}
	if m.desc == "it" && !m.subject || p.plural && r.pairBefore(i) {
		return
	}
	back := window
	if !p.person {
		back = 3
	}
	if p.person && !p.plural {
		e := r.ahead(i, p)
		if e < 0 {
			e = r.setBefore(i, p)
		}
		if e >= 0 {
			r.join(i, e)
			return
		}
	}
	best, most := -1, 0.0
	quoted, speaks := r.speaks[i]
	nation := m.desc == "its" && r.ofState(m.head) // "its Foreign Ministry": a country's
	for e, x := range r.candidates(i, back) {
		if !r.fits(i, p, x) || r.barred(i, e) || nation && x.class != country && x.country == "" {
			continue
		}
		w := r.salience(x, m.sent)
		if p.gender != world.Unknown && x.gender == p.gender {
			w += 0.3
		}
		if m.subject && x.subjects > 0 {
			w += 0.1
		}
		if !p.person {
			w = r.thingWeight(p, x, w)
		}
		w += r.governs(i, e) + r.speaksOn(i, e) + r.kin(i, e) + r.answers(i, e)
		if speaks && r.namedIn(i, e, quoted) || p.person && x.gender == world.Unknown && r.apart(i, e, p) {
			w *= 0.3
		}
		if w > most {
			best, most = e, w
		}
	}
	if best < 0 && p.person {
		best = r.adopt(i)
	}
	if best < 0 && p.person && !p.plural {
		best = r.longAgo(i, p)
	}
	if best >= 0 {
		r.join(i, best)
	}
}

// adopt makes a person of a single-word name that was taken for an organization,
// when "he" can be nobody else: "Okonje said he would leave".
func (r *resolver) adopt(i int) int {
	best, most := -1, 0.0
	for e, x := range r.candidates(i, 2) {
		w := graph.Words(x.name)
		if x.class != organization || x.org != nil || x.subjects == 0 || len(w) != 1 || x.name == strings.ToUpper(x.name) || world.In(world.OrganizationNouns, w[0]) {
			continue
		}
		if s := r.salience(x, r.ms[i].sent); s > most {
			best, most = e, s
		}
	}
	if best >= 0 {
		x := &r.ents[best]
		x.class, x.full = person, graph.Words(x.name)
	}
	return best
}

// pairBefore reports whether the last subject before a plural pronoun is a pair
// of persons ("Lind and Stone met. They ..."), which has no entity of its own.
func (r *resolver) pairBefore(i int) bool {
	for j := i - 1; j >= 0 && r.ms[i].sent-r.ms[j].sent <= 1; j-- {
		x := &r.ms[j]
		if !x.subject || x.class != person || x.kind == graph.MentionPronoun {
			if x.subject && (x.plural || x.class == organization || x.class == group) {
				return false
			}
			continue
		}
		c := r.child(x.head, "conj")
		if c < 0 {
			continue
		}
		if k := r.mentionAt(c); k >= 0 && r.ms[k].class == person {
			return true
		}
	}
	return false
}

// namedIn reports whether quotation q, near mention i, names the entity: who
// speaks says "I".
func (r *resolver) namedIn(i, e, q int) bool {
	for j := max(0, i-60); j < min(i+60, len(r.ms)); j++ {
		if m := &r.ms[j]; m.quote == q && m.ent == e && m.kind == graph.MentionName {
			return true
		}
	}
	return false
}

// fits reports whether an entity may be what the pronoun stands for.
func (r *resolver) fits(i int, p pronoun, x *entity) bool {
	switch {
	case p.person:
		return x.class == person && !x.plural && agree(x.gender, p.gender)
	case p.plural:
		return x.class == group || x.plural || x.class == organization
	}
	return x.class == country || x.class == organization || x.class == group && !x.plural
}

// thingWeight prefers for "they" what is plural, for "it" what was a subject.
func (r *resolver) thingWeight(p pronoun, x *entity, w float64) float64 {
	if p.plural && !x.plural {
		return w * 0.4
	}
	if !p.plural && x.subjects == 0 {
		return w * 0.5
	}
	return w
}

// barred reports whether pronoun i cannot stand for entity e where it is: the
// object of a verb is not its subject, and who speaks says "I".
func (r *resolver) barred(i, e int) bool {
	m := &r.ms[i]
	if m.quote >= 0 && m.quote < len(r.speakers) {
		if s := r.speakers[m.quote]; s >= 0 && r.ms[s].ent == e && r.ents[e].class == person {
			return true
		}
	}
	if (m.desc == "he" || m.desc == "she") && r.interrupts(i, e) {
		return true
	}
	if m.desc == "he" || m.desc == "she" || m.desc == "they" { // never an object, whatever the tree says
		return r.rel(m.head) == "nsubj" && r.acts(m.head, e)
	}
	if k := m.head + 1; m.desc == "her" && k < len(r.d.Tokens) && (r.noun(k) || strings.HasPrefix(r.tag(k), "JJ")) {
		return false // a possessive, whatever the tag
	}
	if strings.HasSuffix(r.tag(m.head), "$") && (r.ents[e].gender == world.Unknown || r.ents[e].class != person) && r.blamesOwn(m.head, e) {
		return true
	}
	if strings.HasSuffix(m.desc, "self") || strings.HasSuffix(m.desc, "selves") || strings.HasSuffix(r.tag(m.head), "$") {
		return false
	}
	h := r.d.Tokens[m.head].Head
	if h < 0 {
		return false
	}
	if r.rel(h) == "conj" && r.child(h, "nsubj") < 0 && r.d.Tokens[h].Head >= 0 && !m.subject {
		// "Benton denied it and criticized him"
		if s := r.child(r.d.Tokens[h].Head, "nsubj"); s >= 0 {
			if j := r.mentionAt(s); j >= 0 && r.ms[j].ent == e {
				return true
			}
		}
	}
	for _, c := range r.kids[h] { // "Lind criticized her": not Lind
		if int(c) == m.head {
			continue
		}
		if rel := r.rel(int(c)); strings.HasPrefix(rel, "nsubj") || rel == "obj" || rel == "iobj" || rel == "obl:agent" {
			if j := r.mentionAt(int(c)); j >= 0 && r.ms[j].ent == e {
				return true
			}
		}
	}
	return false
}

// nominal resolves a description, else makes an entity of it.
func (r *resolver) nominal(i int) {
	m := &r.ms[i]
	e := -1
	switch {
	case m.class == person && !m.plural:
		e = r.personNominal(i)
	case m.class == organization, m.class == group && (m.noun == "group" || m.noun == "team") && !m.plural:
		e = r.orgNominal(i)
	case m.class == country:
		e = r.countryNominal(i)
		if e < 0 {
			return // "the country": no entity of its own
		}
	}
	switch {
	case e >= 0:
		r.join(i, e)
	case r.loud[m.sent] && m.country == "" && m.owner < 0: // "Mayor Calls Rival a Coward": the body tells who
	case !r.isPredicate(i) && !r.isComplement(i) || m.subject: // "is a liar" is nobody else
		r.described(i)
	}
}

// personNominal resolves "the minister", "Ruritania's top diplomat", "the
// 44-year-old lawyer".
func (r *resolver) personNominal(i int) int {
	m := &r.ms[i]
	if !m.definite && m.country == "" {
		return -1
	}
	if !m.definite && (r.low(m.first) == "a" || r.low(m.first) == "an" || r.low(m.first) == "one" || r.low(m.first) == "another") {
		return -1
	}
	if m.noun == "" && m.country != "" {
		return r.compatriot(i)
	}
	if e := r.clientOf(m); e >= 0 {
		return e
	}
	if e := r.byOffice(i); e >= 0 {
		r.settle(e, m)
		return e
	}
	if m.country != "" && m.owner >= 0 || r.low(m.first) != "the" {
		return -1
	}
	return r.byNoun(i)
}

// byOffice looks for the holder of the office that the description tells of.
func (r *resolver) byOffice(i int) int {
	m := &r.ms[i]
	code := m.country
	if code == "" && m.owner >= 0 {
		if o := r.ms[m.owner].ent; o >= 0 && r.ents[o].class == country {
			code = r.ents[o].country
		} else {
			return -1
		}
	}
	best, most := -1, 0.0
	desc := r.officeWords(m)
	seen := map[int]bool{}
	for _, e := range r.holders {
		x := &r.ents[e]
		if seen[e] || len(x.mentions) == 0 || x.mentions[0] > i || !agree(x.gender, m.gender) {
			continue
		}
		seen[e] = true
		for _, o := range x.roles {
			if m.house >= 0 && (o.holder < 0 || r.ms[o.holder].ent != r.ms[m.house].ent) {
				continue // "the U.N. chief" leads the U.N.
			}
			if !o.describes(desc) || r.saysIt(i, e) || code != "" && o.country != code && !(o.country == "" && x.country == "" && !generalWord(desc)) {
				continue
			}
			if code == "" && m.sent-x.at > window {
				continue
			}
			w := 0.01 + r.salience(x, m.sent)
			if o.country == code && code != "" {
				w += 0.2
			}
			if w > most {
				best, most = e, w
			}
			break
		}
	}
	return best
}

// officeWords is the description with an "of" phrase that belongs to it: "head of
// government".
func (r *resolver) officeWords(m *mention) string {
	if m.head+2 < m.last && r.low(m.head+1) == "of" {
		if w := r.low(m.head + 2); w == "government" || w == "state" {
			return m.title + " of " + w
		}
	}
	return m.title
}

// settle notes the country of an office that a description tells: "Ruritania's
// top diplomat" makes the foreign minister Ruritania's.
func (r *resolver) settle(e int, m *mention) {
	code := m.country
	if code == "" && m.owner >= 0 && r.ms[m.owner].ent >= 0 {
		code = r.ents[r.ms[m.owner].ent].country
	}
	x := &r.ents[e]
	for k := range x.roles {
		if o := &x.roles[k]; o.describes(r.officeWords(m)) && o.country == "" {
			o.country = code
		}
	}
	if x.country == "" {
		x.country = code
	}
}

// settleAhead gives offices their country from descriptions further on in the
// text, where one person alone holds such an office.
func (r *resolver) settleAhead() {
	byOffice := map[*world.Office][]int{}
	titles := map[string][]int{} // of offices that no table holds
	for _, e := range r.holders {
		for _, o := range r.ents[e].roles {
			if l := titles[o.title]; o.office == nil && (len(l) == 0 || l[len(l)-1] != e) {
				titles[o.title] = append(l, e)
			}
			if l := byOffice[o.office]; o.office != nil && (len(l) == 0 || l[len(l)-1] != e) {
				byOffice[o.office] = append(l, e)
			}
		}
	}
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != graph.MentionNominal || m.class != person || m.plural || m.country == "" || generalWord(m.desc) {
			continue
		}
		found, n := -1, 0
		if l := titles[m.desc]; len(l) == 1 && strings.Contains(m.desc, " ") && officeWord(m.noun) {
			found, n = l[0], 1
		}
		for o, l := range byOffice {
			if o.Describes(m.desc) {
				n += len(l)
				found = l[0]
			}
		}
		if n == 1 && (r.ents[found].country == "" || r.ents[found].country == m.country) {
			r.settle(found, m)
		}
	}
}

// generalWord is a description of many offices: it needs the right country.
func generalWord(d string) bool {
	switch d {
	case "leader", "chief", "minister", "secretary", "president", "head", "ruler", "diplomat":
		return true
	}
	return false
}

// byNoun resolves "the senator" to the last person called so, and "the
// 44-year-old lawyer" or "the politician" to the one person it can be.
func (r *resolver) byNoun(i int) int {
	m := &r.ms[i]
	best, most := -1, 0.0
	for _, w := range strings.Fields(m.desc) {
		if other[w] {
			return -1
		}
	}
	former, party := strings.Contains(m.desc, "former "), partyOf(m.desc)
	for e, x := range r.candidates(i, window) {
		if former && !x.nouns[m.desc] || party != "" && !x.ofParty(party) || r.saysIt(i, e) || x.otherOffice(m.title) {
			continue
		}
		if x.class == person && !x.plural && agree(x.gender, m.gender) && x.nouns[m.noun] && (x.country == m.country || m.country == "" || x.country == "") {
			if w := r.salience(x, m.sent); w > most {
				best, most = e, w
			}
		}
	}
	if best >= 0 {
		return best
	}
	if r.subjectOfReport(m.head) && variation[m.noun] && party == "" && m.country == "" {
		if e := r.onlyPerson(i); e >= 0 {
			return e
		}
	}
	if !r.aged(m) {
		return -1
	}
	for e, x := range r.candidates(i, 3) {
		if x.class != person || x.plural || !agree(x.gender, m.gender) || len(x.full) == 0 || r.holdsOther(x, m) || r.barred(i, e) {
			continue
		}
		if w := r.salience(x, m.sent); w > most {
			best, most = e, w
		}
	}
	return best
}

// variation are nouns by which news writers name again whom they named before.
var variation = set(`candidate billionaire millionaire tycoon mogul magnate businessman businesswoman politician lawmaker senator nominee
	hopeful contender frontrunner incumbent activist campaigner actor actress singer author writer veteran leader statesman
	dissident diplomat star striker player champion rapper comedian`)

// onlyPerson returns the one named person of the last two sentences who may be
// meant: "Harken left early. The candidate said he was tired."
func (r *resolver) onlyPerson(i int) int {
	m := &r.ms[i]
	found, n := -1, 0
	for e, x := range r.candidates(i, 2) {
		if x.class == person && !x.plural && len(x.full) > 0 && agree(x.gender, m.gender) && !r.holdsOther(x, m) {
			found = e
			n++
		}
	}
	if n != 1 || r.saysIt(i, found) {
		return -1
	}
	return found
}

// other are modifiers by which a description tells somebody else, or nobody yet.
var other = set(`first second third next future other another new only different own rival`)

// partyOf returns the party that a description names, in one spelling.
func partyOf(desc string) string {
	for _, w := range graph.Words(desc) {
		switch w {
		case "republican", "gop":
			return "republican"
		case "democratic", "democrat":
			return "democratic"
		case "labour", "tory", "conservative", "liberal", "socialist", "communist":
			return w
		}
	}
	return ""
}

// ofParty reports whether the text has called the entity one of the party.
func (x *entity) ofParty(party string) bool {
	for n := range x.nouns {
		if partyOf(n) == party {
			return true
		}
	}
	return false
}

// saysIt reports whether description i stands in what entity e is reported to
// say: "Harken said the nominee would lose" is not about Harken.
func (r *resolver) saysIt(i, e int) bool {
	for v, n := r.ms[i].head, 0; v >= 0 && n < 8; v, n = r.d.Tokens[v].Head, n+1 {
		h := r.d.Tokens[v].Head
		if r.rel(v) != "ccomp" || h < 0 {
			continue
		}
		if s := r.child(h, "nsubj"); s >= 0 {
			if j := r.mentionAt(s); j >= 0 && r.ms[j].ent == e {
				return true
			}
		}
	}
	return false
}

// aged reports whether a description tells an age: "the 44-year-old".
func (r *resolver) aged(m *mention) bool {
	return strings.Contains(m.desc, "year") && strings.Contains(m.desc, "old")
}

// holdsOther reports whether the person is known by an office that the
// description does not fit.
func (r *resolver) holdsOther(x *entity, m *mention) bool {
	for _, o := range x.roles {
		if o.office != nil && !o.office.Describes(m.noun) {
			return true
		}
	}
	return false
}

// countryNominal resolves "the country" to the one country of the last sentences.
func (r *resolver) countryNominal(i int) int {
	m := &r.ms[i]
	if r.low(m.first) != "the" || m.last-m.first > 2 {
		return -1
	}
	best, most, n := -1, 0.0, 0
	for e, x := range r.candidates(i, 1) {
		if x.class == country {
			n++
			if w := r.salience(x, m.sent); w > most {
				best, most = e, w
			}
		}
	}
	if n == 1 {
		return best
	}
	return -1
}
