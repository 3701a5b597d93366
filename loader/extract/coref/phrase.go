package coref

import (
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract/world"
)

type pronoun struct {
	plural, first bool
	gender        world.Gender
	person        bool
}

var pronouns = map[string]pronoun{
	"he": {gender: world.Male, person: true}, "him": {gender: world.Male, person: true}, "his": {gender: world.Male, person: true},
	"himself": {gender: world.Male, person: true}, "she": {gender: world.Female, person: true}, "her": {gender: world.Female, person: true},
	"hers": {gender: world.Female, person: true}, "herself": {gender: world.Female, person: true},
	"they": {plural: true}, "them": {plural: true}, "their": {plural: true}, "theirs": {plural: true}, "themselves": {plural: true},
	"it": {}, "its": {}, "itself": {}, "i": {first: true, person: true}, "me": {first: true, person: true},
	"my": {first: true, person: true}, "myself": {first: true, person: true}, "mine": {first: true, person: true},
	"we": {first: true, plural: true}, "us": {first: true, plural: true}, "our": {first: true, plural: true},
	"ours": {first: true, plural: true}, "ourselves": {first: true, plural: true},
}

// pronounMention makes the mention of a personal, possessive or relative pronoun.
func (r *resolver) pronounMention(i int) (mention, bool) {
	m := mention{first: i, last: i + 1, head: i, kind: graph.MentionPronoun}
	l := r.low(i)
	switch r.tag(i) {
	case "PRP", "PRP$":
		p, ok := pronouns[l]
		if !ok || l == "it" && strings.HasPrefix(r.rel(i), "expl") {
			return m, false
		}
		m.gender, m.plural, m.noun = p.gender, p.plural, ""
		if p.person {
			m.class = person
		}
		m.desc = l
		return m, true
	case "WP", "WP$", "WDT":
		if l == "who" || l == "whom" || l == "whose" || l == "which" || l == "that" {
			m.desc = l
			return m, r.antecedentToken(i) >= 0
		}
	}
	return m, false
}

// antecedentToken returns the noun that a relative pronoun goes back to: the head
// of its relative clause, else the noun right before it; -1 where it is a
// question word.
func (r *resolver) antecedentToken(i int) int {
	s := r.d.Sentences[r.d.Tokens[i].Sent]
	l := r.low(i)
	for v, n := r.d.Tokens[i].Head, 0; v >= 0 && n < 4; v, n = r.d.Tokens[v].Head, n+1 {
		if r.rel(v) == "acl:relcl" && r.d.Tokens[v].Head < i && r.d.Tokens[v].Head >= 0 {
			return r.d.Tokens[v].Head
		}
	}
	if l == "that" {
		return -1
	}
	k := i - 1
	if k > s.First && (r.d.Form(k) == "," || r.tag(k) == "IN") {
		k--
	}
	if k >= s.First && (r.noun(k) || r.tag(k) == "NNP") {
		return k
	}
	return -1
}

// nounMention makes the mention of a description: a phrase headed by a noun that
// denotes an actor.
func (r *resolver) nounMention(i int) (mention, bool) {
	official := strings.HasPrefix(r.tag(i), "JJ") && i > 0 && world.Person(r.low(i)) && // "The official added", "The chief executive said"
		(r.rel(i) == "nsubj" && (r.tag(i-1) == "DT" || r.low(i-1) == "former") || r.low(i-1) == "chief") && i+1 < len(r.d.Tokens) && !r.noun(i+1)
	if !r.noun(i) && !r.quantifier(i) && !official {
		return mention{}, false
	}
	switch r.rel(i) {
	case "compound", "flat", "fixed", "goeswith", "nmod:desc":
		if !(r.rel(i) == "compound" && r.tag(i) == "NNS" && r.d.Tokens[i].Head != i+1) {
			return mention{}, false
		}
	case "nummod", "amod", "punct", "case", "det":
		return mention{}, false
	}
	m := mention{head: i, kind: graph.MentionNominal, noun: r.lemma(i)}
	m.plural = r.tag(i) == "NNS" || r.tag(i) == "NNPS" || r.tag(i) == "NNP" && m.noun != r.low(i)
	if m.noun == "people" || m.noun == "police" || r.quantifier(i) {
		m.plural = true
	}
	m.class = r.nounClass(i, m.noun, m.plural)
	if w := r.child(i, "amod"); w >= 0 && r.child(w, "advmod") >= 0 && r.low(r.child(w, "advmod")) == "how" {
		return mention{}, false // "how many people"
	}
	if m.class == unknown {
		return mention{}, false
	}
	if w := r.child(i, "det"); w >= 0 && (r.low(w) == "no" || r.low(w) == "every") {
		return mention{}, false // "No officer of mine has lied": nobody
	}
	m.first, m.last = r.phrase(i)
	m.core0, m.core1 = m.first, m.last
	r.describe(&m)
	if !m.plural && m.class == person && r.bare(&m) && !strings.HasPrefix(r.rel(i), "nsubj") && r.rel(i) != "obl:agent" {
		return m, false // "held hostage", "as president": a role, nobody referred to
	}
	return m, true
}

// national makes the mention of a person by nation: "The Dane told reporters", "the
// 61-year-old Chilean said".
func (r *resolver) national(i int) (mention, bool) {
	code, s, ok := world.Geo(r.d.Form(i))
	if !ok || s&world.SenseAdjective == 0 || i+1 >= len(r.d.Tokens) || i < 1 || r.tag(i) == "NNS" || r.tag(i) == "NNPS" {
		return mention{}, false
	}
	if k := i + 1; !(r.finite(k) && reporting[r.lemma(k)]) && !(i > 1 && r.low(i-1) == "old" && r.d.Form(i-2) == "-" && !r.noun(k)) {
		return mention{}, false
	}
	first := i - 1
	for first > 0 && i-first < 7 && r.low(first) != "the" {
		if t := r.tag(first); t != "CD" && t != "HYPH" && t != "JJ" && t != "NN" && t != "NNS" {
			return mention{}, false
		}
		first--
	}
	if r.low(first) != "the" {
		return mention{}, false
	}
	m := mention{first: first, last: i + 1, core0: first, core1: i + 1, head: i, kind: graph.MentionNominal, class: person, country: code, definite: true}
	m.desc = joinWords(strings.Fields(strings.ToLower(r.text(first+1, i+1))))
	m.title = m.desc
	return m, true
}

// bare reports whether a phrase has neither determiner nor possessor nor country.
func (r *resolver) bare(m *mention) bool {
	for k := m.first; k < m.head; k++ {
		if t := r.tag(k); t == "DT" || t == "PRP$" || t == "WP$" || t == "POS" || t == "CD" {
			return false
		}
	}
	return m.country == ""
}

// quantifier reports whether a word without a noun stands for people: "Others
// said", "Many believe".
func (r *resolver) quantifier(i int) bool {
	switch r.low(i) {
	case "others", "many", "some", "several", "few", "both", "one", "another":
	default:
		return false
	}
	if r.tag(i) == "PRP" || r.noun(i) && r.low(i) != "others" {
		return false
	}
	h := r.d.Tokens[i].Head
	return r.rel(i) == "nsubj" && h > i && reporting[r.lemma(h)]
}

// nounClass tells what sort of actor a noun denotes, unknown for none.
func (r *resolver) nounClass(i int, lemma string, plural bool) class {
	if r.quantifier(i) {
		return group
	}
	if k := strings.LastIndexByte(lemma, '-'); k > 0 && !world.Person(lemma) {
		lemma = lemma[k+1:]
	}
	if corporate[lemma] {
		if plural {
			return group
		}
		return organization
	}
	if lemma == "guard" && i > 0 && !plural {
		switch r.low(i - 1) {
		case "coast", "national", "border", "home":
			return organization
		}
	}
	switch {
	case lemma == "country" || lemma == "nation" || lemma == "kingdom" || lemma == "republic" || lemma == "superpower":
		if plural {
			return group
		}
		return country
	case world.Person(lemma) && !world.In(world.GroupNouns, lemma) && !r.eventNoun(i, lemma):
		if plural {
			return group
		}
		return person
	case world.In(world.PartyFollowers, r.low(i)), r.tag(i) == "NNPS" && r.spotAt[i] < 0 && followers(r.low(i)):
		return group
	case world.In(world.OrganizationNouns, lemma), world.In(world.GroupNouns, lemma):
		if !r.actorPlace(i, lemma) || r.eventNoun(i, lemma) {
			return unknown
		}
		if plural || world.In(world.GroupNouns, lemma) && !world.In(world.OrganizationNouns, lemma) {
			return group
		}
		return organization
	}
	return unknown
}

// corporate are nouns like those for persons that denote companies and offices.
var corporate = set(`regulator insurer lender retailer broadcaster carmaker automaker chipmaker drugmaker utility`)

// followers reports whether a capitalised plural names people of a place or
// creed: "Europeans", "Baptists".
func followers(w string) bool {
	for _, e := range []string{"ans", "ists", "ites", "crats"} {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// eventNoun keeps out nouns that are more often no person where they stand.
func (r *resolver) eventNoun(i int, lemma string) bool {
	switch lemma {
	case "figure":
		return r.tag(i) == "NNS" && !r.subjectOfReport(i) || r.tag(i) == "NN" && r.rel(i) == "obj" && r.child(i, "amod") < 0
	case "agent": // "nerve agent"
		c := r.child(i, "compound")
		return c >= 0 && (r.lemma(c) == "nerve" || r.lemma(c) == "grade" || r.lemma(c) == "chemical")
	case "head":
		p := r.child(i, "nmod:poss")
		if k := i + 2; k < len(r.d.Tokens) && r.d.Form(i+1) == "," && strings.HasPrefix(r.rel(i), "nsubj") {
			return false // "Their head, Tom Arden, said"
		}
		return p >= 0 && r.tag(p) == "PRP$" && !(i+1 < len(r.d.Tokens) && r.low(i+1) == "of") // "in his head"
	case "staff":
		return i > 1 && r.low(i-1) == "of" && r.low(i-2) == "chief"
	case "government", "state":
		return i > 1 && r.low(i-1) == "of" && r.low(i-2) == "head"
	case "source":
		return !r.subjectOfReport(i) && r.rel(i) != "obl" && r.rel(i) != "obl:agent"
	}
	return false
}

// ambiguous are nouns for organizations that as often denote something else:
// they count where they act.
var ambiguous = map[string]bool{"school": true, "hospital": true, "church": true, "campaign": true, "office": true, "mission": true,
	"movement": true, "center": true, "centre": true, "branch": true, "body": true, "force": true, "service": true, "order": true,
	"union": true, "executive": true, "operator": true, "intelligence": true, "side": true, "pair": true, "world": true, "camp": true,
	"fund": true, "trust": true, "museum": true, "unit": true, "cell": true, "board": true, "house": true, "chamber": true,
	"parent": true, "daily": true, "weekly": true, "business": true, "enterprise": true, "industry": true, "opposition": true,
	"exile": true, "household": true, "generation": true, "west": true, "east": true, "community": true, "majority": true,
	"minority": true, "division": true, "department": true, "club": true, "university": true, "college": true, "league": true,
	"organization": false, "newspaper": false, "magazine": true, "website": true, "press": true, "presidency": true, "inquiry": true,
	"command": true, "elite": true, "public": true, "network": true, "registry": true, "directorate": true, "media": true,
	"prosecution": true, "leadership": true, "administration": false, "power": true, "state": true, "gang": false, "industrial": true,
	"navy": false, "neighborhood": true, "neighbourhood": true, "embassy": true, "consulate": true, "alliance": true, "squad": false,
	"association": true, "judiciary": false, "academy": true, "studio": true, "startup": true, "outlet": true, "assembly": true,
	"representation": true, "institution": true, "society": true, "population": true, "mafia": false, "railway": true, "airline": false}

// actorPlace reports whether a noun that may denote something else stands where
// actors stand.
func (r *resolver) actorPlace(i int, lemma string) bool {
	if !ambiguous[lemma] {
		return true
	}
	rel := r.rel(i)
	h := r.d.Tokens[i].Head
	if rel == "obl:agent" || rel == "nmod:poss" {
		return true
	}
	if strings.HasPrefix(rel, "nsubj") && h >= 0 {
		return reporting[r.lemma(h)] || rel == "nsubj" && strings.HasPrefix(r.tag(h), "VB")
	}
	return rel == "obj" && h >= 0 && aimed[r.lemma(h)]
}

func (r *resolver) subjectOfReport(i int) bool {
	h := r.d.Tokens[i].Head
	return strings.HasPrefix(r.rel(i), "nsubj") && h >= 0 && reporting[r.lemma(h)]
}

// phrase returns the tokens of the noun phrase of head i: what modifies it on its
// left, "of", "in", "from" and "at" phrases on its right; no clauses.
func (r *resolver) phrase(i int) (first, last int) {
	s := r.d.Sentences[r.d.Tokens[i].Sent]
	first, last = i, i+1
	for k := i - 1; k >= s.First && r.inside(k, i); k-- {
		first = k
	}
	first = r.strayModifiers(first, i, s.First)
	for first < i && (r.tag(first) == "," || r.tag(first) == "CC" || r.tag(first) == "HYPH" || r.tag(first) == "IN" || r.tag(first) == "``" || r.tag(first) == "''" || r.tag(first) == "POS" || r.tag(first) == ":") {
		first++
	}
	if k := first - 1; k >= s.First && (r.tag(k) == "PRP$" || r.low(k) == "her" || r.tag(k) == "DT" && r.d.Tokens[k].Head >= k) {
		first = k // where the tree has the determiner elsewhere
	} else if k > s.First && r.tag(k) == "POS" && r.spotAt[k-1] >= 0 {
		first = r.spots[r.spotAt[k-1]].first
	}
	for _, c := range r.kids[i] {
		k := int(c)
		if k < last || r.rel(k) != "nmod" || !r.postmodifier(k, last) {
			continue
		}
		end := r.subtreeEnd(k, s.Last)
		last = max(last, end)
	}
	return first, r.listEnd(r.ofName(last, i, s.Last), i, s.Last)
}

// strayModifiers takes in nouns before the head that the tree has elsewhere, where
// a possessor or a country stands before them: "Ruritania's fisheries minister".
func (r *resolver) strayModifiers(first, i, limit int) int {
	if first != i {
		return first
	}
	k := i
	for k > limit && k > i-3 && r.spotAt[k-1] < 0 && (r.tag(k-1) == "NN" || r.tag(k-1) == "NNS" || r.tag(k-1) == "JJ") && !r.isTime(k-1) {
		k--
	}
	if k < i && k > limit && (r.tag(k-1) == "POS" || r.tag(k-1) == "PRP$" || r.demonym(k-1)) {
		if r.demonym(k - 1) {
			k--
		}
		return k
	}
	return first
}

// ofName takes in the name behind a preposition where the tree has it elsewhere:
// "a spokeswoman for the Ruritanian Foreign Ministry".
func (r *resolver) ofName(last, head, limit int) int {
	if last != head+1 || last >= limit {
		return last
	}
	switch r.low(last) {
	case "of":
	case "for":
		if !speaksFor[r.lemma(head)] {
			return last
		}
	default:
		return last
	}
	k := last + 1
	for n := 0; k < limit && n < 2 && (r.tag(k) == "DT" || r.demonym(k) && (r.spotAt[k] < 0 || r.spots[r.spotAt[k]].class == unknown)); n++ {
		k++
	}
	if k < limit && r.spotAt[k] >= 0 {
		if x := r.spots[r.spotAt[k]]; x.first == k && (x.class == organization || x.class == country) {
			return x.last
		}
	}
	return last
}

// inside reports whether token k hangs below head h by modifiers only.
func (r *resolver) inside(k, h int) bool {
	for n := 0; n < 6; n++ {
		if k == h {
			return true
		}
		x := r.d.Tokens[k]
		if x.Head < 0 {
			return false
		}
		switch x.Rel {
		case "det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "flat", "nmod:desc", "nmod:unmarked", "obl:unmarked", "fixed":
		case "punct":
			if x.Head == h && x.Tag != "HYPH" && x.Tag != "``" && x.Tag != "''" {
				return false
			}
			if x.Tag == "," || x.Tag == ":" || x.Tag == "." {
				return false
			}
		case "case", "advmod", "conj", "cc", "advcl":
			if x.Head == h {
				return false
			}
		default:
			return false
		}
		k = x.Head
	}
	return false
}

// speaksFor are nouns for people who act for others: "a lawyer for the company".
var speaksFor = set(`spokesman spokeswoman spokesperson lawyer attorney counsel minister secretary commissioner representative envoy director
	head candidate agency centre center department ministry committee council institute office correspondent reporter analyst`)

// postmodifier reports whether the nmod at k begins with a preposition that
// belongs to what the phrase denotes and begins right behind the phrase.
func (r *resolver) postmodifier(k, last int) bool {
	c := r.child(k, "case")
	if c != last {
		return false
	}
	switch r.low(c) {
	case "of", "in", "from", "at":
		return !r.isTime(k)
	case "for":
		return speaksFor[r.lemma(r.d.Tokens[k].Head)] && !r.isTime(k)
	}
	return false
}

func (r *resolver) isTime(k int) bool {
	if r.tag(k) == "CD" {
		return true
	}
	switch r.lemma(k) {
	case "year", "month", "week", "day", "today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "decade", "past", "time",
		"response", "statement", "interview", "speech", "return", "tweet", "email", "e-mail", "letter", "exchange", "fact", "addition":
		return true
	}
	return false
}

// subtreeEnd returns the end of the phrase below k, cut at clauses and commas.
func (r *resolver) subtreeEnd(k, limit int) int {
	last := k + 1
	for n := 0; last < limit && n < 12; n++ {
		h := r.d.Tokens[last].Head
		t := r.tag(last)
		if t == "IN" && last+1 < limit && r.isTime(last+1) {
			break // "the president of the Rowing League on Tuesday said"
		}
		if h < k || strings.HasPrefix(r.rel(last), "acl") || r.rel(last) == "appos" || strings.HasPrefix(t, "V") || t == "MD" || t == "," || t == "." || t == ":" ||
			t == "``" || t == "''" || t == "WDT" || t == "CD" || t == "WP" || t == "WP$" || t == "RB" || t == "-LRB-" || t == "PRP" {
			break
		}
		last++
	}
	for last > k+1 && (r.tag(last-1) == "CC" || r.tag(last-1) == "IN" || r.tag(last-1) == "DT" || r.tag(last-1) == "TO") {
		last--
	}
	return last
}

// listEnd goes on over a list of places that a phrase ends in: "courts in
// Ruritania, Sylvania and Borduria".
func (r *resolver) listEnd(last, head, limit int) int {
	if last-1 <= head || r.spotAt[last-1] < 0 {
		return last
	}
	k, end := last, last
	for k < limit {
		j := k
		if r.d.Form(j) == "," {
			j++
		}
		and := j < limit && (r.low(j) == "and" || r.low(j) == "or")
		if and {
			j++
		}
		if j == k || j >= limit || r.spotAt[j] < 0 {
			break
		}
		x := r.spots[r.spotAt[j]]
		if x.class != country && x.class != unknown || x.first != j {
			break
		}
		k = x.last
		if and {
			end = k
			break
		}
	}
	return end
}

// describe fills number, definiteness, country, gender and description.
func (r *resolver) describe(m *mention) {
	m.gender = world.NounGender(m.noun)
	var words, title []string
	mixed := false
	for k := m.first; k < m.last; k++ {
		code, s, ok := world.Geo(r.d.Form(k))
		if k < m.head && ok && s&(world.SenseAdjective|world.SenseName) != 0 && !r.hyphened(k) {
			if m.country == "" && !mixed {
				m.country = code
			} else if m.country != code {
				m.country, mixed = "", true // "Ruritanian and Sylvanian officials"
			}
			m.definite = m.definite || k+1 < m.head && r.tag(k+1) == "POS"
			continue
		}
		if k < m.head && r.spotAt[k] >= 0 {
			if x := r.spots[r.spotAt[k]]; x.class == organization && x.org != nil && x.org.Place {
				m.country = x.code // "the Kremlin chief"
				continue
			}
		}
		switch t := r.tag(k); {
		case t == "DT" && k < m.head:
			m.definite = m.definite || r.low(k) == "the" || r.low(k) == "that" || r.low(k) == "this" || r.low(k) == "both" || r.low(k) == "those" || r.low(k) == "these"
		case t == "PRP$" || t == "POS" || t == "WP$":
			m.definite = true
		case k > m.head:
		case r.spotAt[k] >= 0 && k+1 < m.head && r.tag(r.spots[r.spotAt[k]].last) == "POS":
		default:
			words = append(words, r.low(k))
			if r.spotAt[k] < 0 || r.spots[r.spotAt[k]].class != organization {
				title = append(title, r.low(k))
			}
		}
	}
	if m.noun == "chief" && m.head+2 < len(r.d.Tokens) && r.low(m.head+1) == "of" && r.low(m.head+2) == "staff" {
		words, title = append(words, "of staff"), append(title, "of staff")
	}
	m.desc, m.title = joinWords(words), joinWords(title)
	// "the foreign minister of Ruritania"
	if m.country == "" && m.head+2 < m.last+1 && m.head+1 < m.last && r.low(m.head+1) == "of" {
		for k := m.head + 2; k < m.last; k++ {
			if code, s, ok := world.Geo(r.text(k, m.last)); ok && s&world.SenseName != 0 {
				m.country = code
				break
			}
		}
	}
}
