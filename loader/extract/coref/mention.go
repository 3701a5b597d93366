package coref

import (
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract/world"
)

// find makes the mentions: of names, then of nouns and pronouns that head a phrase of
// their own.
func (r *resolver) find() {
	covered := make([]bool, len(r.d.Tokens)) // tokens inside a name mention
	for i := range r.spots {
		if m, ok := r.nameMention(i); ok {
			for k := m.first; k < m.last; k++ {
				if k >= m.core0 || r.titlePart(k, m) {
					covered[k] = true
				}
			}
			r.ms = append(r.ms, m)
		}
	}
	for i := range r.d.Tokens {
		if m, ok := r.national(i); ok && !covered[i] {
			r.ms = append(r.ms, m)
			continue
		}
		if covered[i] || r.spotAt[i] >= 0 && r.spots[r.spotAt[i]].sense&(world.SenseAdjective) != 0 && !r.noun(i) {
			continue
		}
		if m, ok := r.pronounMention(i); ok {
			r.ms = append(r.ms, m)
		} else if m, ok := r.nounMention(i); ok {
			r.ms = append(r.ms, m)
		}
	}
}

// arrange brings the mentions into the order of the text and tells of each where it stands.
func (r *resolver) arrange() {
	slices.SortStableFunc(r.ms, func(a, b mention) int {
		if a.first != b.first {
			return a.first - b.first
		}
		return b.last - a.last
	})
	for i := range r.ms {
		m := &r.ms[i]
		m.sent, m.quote = r.d.Tokens[m.head].Sent, int(r.quoteOf[m.head])
		m.subject = strings.HasPrefix(r.rel(m.head), "nsubj") || r.rel(m.head) == "obl:agent"
		if h := r.d.Tokens[m.head].Head; r.rel(m.head) == "appos" && h >= 0 && strings.HasPrefix(r.rel(h), "nsubj") {
			m.subject = true // "One of them, a farmer, said"
		}
		if m.desc == "he" || m.desc == "she" || m.desc == "they" {
			m.subject = m.subject || m.kind == graph.MentionPronoun
		}
		for k := m.first; k < m.last && m.kind == graph.MentionName && m.class == person; k++ {
			h := r.d.Tokens[k].Head // trees disagree on the head of a name
			m.subject = m.subject || strings.HasPrefix(r.rel(k), "nsubj") && (h < m.first || h >= m.last)
		}
		m.ent, m.owner, m.maker, m.house = -1, -1, -1, -1
		if m.kind == graph.MentionName && !m.place && m.last < len(r.d.Tokens) && r.finite(m.last) && (m.first == 0 || r.tag(m.first-1) != "IN" && r.tag(m.first-1) != "TO") {
			m.subject = true
		}
		if r.byHead[m.head] < 0 {
			r.byHead[m.head] = int32(i)
		}
	}
	r.owners()
}

// finite reports whether token k is a verb that has its subject before it.
func (r *resolver) finite(k int) bool {
	switch r.tag(k) {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return false
}

// titlePart reports whether token k stands before the name inside m as part of
// its title, and not as a possessor or a name of its own ("his FBI director X").
func (r *resolver) titlePart(k int, m mention) bool {
	t := r.tag(k)
	return r.spotAt[k] < 0 && t != "PRP$" && k < m.core0
}

// nameMention makes the mention of a name with what belongs to it on its left.
func (r *resolver) nameMention(i int) (mention, bool) {
	x := r.spots[i]
	m := mention{first: x.first, last: x.last, core0: x.first, core1: x.last, kind: graph.MentionName, class: x.class,
		country: x.code, org: x.org}
	m.head = r.headOf(x.first, x.last)
	if x.class != person && r.dateline(x) {
		return m, false
	}
	switch {
	case x.sense != 0 && x.sense&world.SenseName == 0:
		if x.sense&world.SensePeople != 0 && (r.tag(x.last-1) == "NNPS" || r.tag(x.last-1) == "NNS") {
			m.class, m.plural, m.kind = group, true, graph.MentionNominal
			m.desc, m.noun = strings.ToLower(r.text(x.first, x.last)), r.low(x.last-1)
			return m, true
		}
		if x.sense&world.SenseCapital == 0 {
			return m, false
		}
		m.class = country
		m.place = r.locative(x, true)
	case x.class == country:
		m.place = r.locative(x, false)
	case x.class == unknown && continents[r.low(x.first)]:
		m.class, m.place = group, !strings.HasPrefix(r.rel(m.head), "nsubj") && r.rel(m.head) != "obl:agent"
		return m, !m.place
	case x.class == unknown:
		m.place = true
		if strings.HasPrefix(r.rel(m.head), "nsubj") || r.rel(m.head) == "obl:agent" {
			m.class, m.place = organization, false // "Catalonia said": its government
		}
		if m.place {
			return m, false
		}
	}
	if x.class == person {
		r.titled(&m)
	} else if x.class == organization && m.first > 0 && r.demonym(m.first-1) {
		m.first-- // "Ruritanian Foreign Ministry"
		m.country, _, _ = world.Geo(r.d.Form(m.first))
	}
	if x.org != nil && r.text(x.first, x.last) == "Brussels" && r.locative(x, true) {
		return m, false
	}
	if x.class == organization && x.org == nil && x.last-x.first == 1 && r.rel(m.head) == "obl" && m.first > 0 && r.low(m.first-1) == "with" {
		return m, false // "treated with Placebin": a thing, whatever the names layer says
	}
	if (x.class == organization || x.class == country) && m.first > 0 {
		if k := m.first - 1; r.low(k) == "the" && r.rel(m.head) != "compound" || x.class == organization && x.org == nil && r.tag(k) == "PRP$" {
			m.first = k // "its Foreign Ministry"
		} else if x.class == organization && k > 0 && r.tag(k) == "POS" && r.spotAt[k-1] >= 0 {
			m.first = r.spots[r.spotAt[k-1]].first
			m.country = r.spots[r.spotAt[k-1]].code
		}
	}
	if x.class == organization && x.org == nil {
		m.noun = r.low(x.last - 1)
		if m.country == "" {
			m.country = r.countryInside(x.first, x.last)
		}
	}
	return m, m.class != unknown
}

// dateline reports whether a name is the place that a story is sent from: "OSLO
// (Meridian) - ", "Paris, May 2 -".
func (r *resolver) dateline(x spot) bool {
	s := r.d.Sentences[r.d.Tokens[x.first].Sent]
	return x.first == s.First && r.inDateline(x)
}

// inDateline reports whether a name stands in the place, agency and date that
// open a story, which end in a dash.
func (r *resolver) inDateline(x spot) bool {
	s := r.d.Sentences[r.d.Tokens[x.first].Sent]
	if x.first > s.First+8 || !upper(r.d.Form(s.First)) {
		return false
	}
	for k := s.First; k < min(s.First+14, s.Last); k++ {
		switch f := r.d.Form(k); f {
		case "—", "–", "-", "--":
			if r.tag(k) != "HYPH" && !(r.joined(k) && k+1 < s.Last && r.joined(k+1)) {
				return x.last <= k
			}
		case "(", ")", ",", ".":
		default:
			if !upper(f) && !digit(f) {
				return false
			}
		}
	}
	return false
}

// continents act as groups of countries.
var continents = set(`europe asia africa america latin`)

// countryInside returns the country that a longer name names: "Bank of Ruritania".
func (r *resolver) countryInside(first, last int) string {
	for k := first; k < last; k++ {
		if code, s, ok := world.Geo(r.d.Form(k)); ok && s&(world.SenseName|world.SenseAdjective) != 0 {
			return code
		}
	}
	return ""
}

// headOf returns the token of [first, last) whose head lies outside.
func (r *resolver) headOf(first, last int) int {
	best := -1
	for k := first; k < last; k++ {
		if h := r.d.Tokens[k].Head; h < first || h >= last {
			if best < 0 || strings.HasPrefix(r.rel(k), "nsubj") {
				best = k
			}
		}
	}
	if best < 0 {
		best = last - 1
	}
	return best
}

// locative reports whether a name of a country or capital is only a place where
// it stands: "in Moscow", "flew to Moscow", "Moscow's mayor".
func (r *resolver) locative(x spot, capital bool) bool {
	if x.first > 0 && world.In(world.LocativeWords, r.low(x.first-1)) {
		return true
	}
	h := r.d.Tokens[x.last-1].Head
	if x.first > 0 && (r.low(x.first-1) == "to" || r.low(x.first-1) == "from") && h >= 0 && world.In(world.MotionVerbs, r.lemma(h)) {
		return true
	}
	if !capital || r.loud[r.d.Tokens[x.first].Sent] { // a headline has no article, and its tree is poor
		return false
	}
	if x.first > 0 && r.low(x.first-1) == "the" && r.low(x.first) != "the" {
		return true // "the Paris talks"
	}
	// "the Moscow mayor", "Moscow's airports"
	k := x.last
	if k < len(r.d.Tokens) && r.tag(k) == "POS" {
		k++
	}
	if k == x.last && k < len(r.d.Tokens) && r.rel(x.last-1) == "compound" && h >= 0 && !world.In(world.SpeechNouns, r.lemma(h)) {
		return true // "the Paris talks"
	}
	for n := 0; n < 3 && k < len(r.d.Tokens) && (r.noun(k) || strings.HasPrefix(r.tag(k), "JJ")); n++ {
		if world.In(world.CityNouns, r.lemma(k)) || k == x.last && r.rel(x.last-1) == "compound" && world.Person(r.lemma(k)) {
			return true
		}
		k++
	}
	return x.last < len(r.d.Tokens) && r.d.Form(x.last) == "-" // "Moscow-based"
}

// titled takes the title before a name into the mention: "Ruritania's foreign
// minister Anna Lind", "his campaign manager Bob Stone", "Mrs. Lind".
func (r *resolver) titled(m *mention) {
	s := r.d.Sentences[r.d.Tokens[m.core0].Sent]
	for k := m.core0; k < m.core1; k++ {
		if g, ok := world.GivenName(r.d.Form(k)); ok && g != world.Unknown && k < m.core1-1 {
			m.gender = g
			break
		}
	}
	if m.gender == world.Unknown {
		m.gender = surnameGender(r.d.Form(m.core1 - 1))
	}
	i := m.core0 - 1
	if k := r.titleOf(i, s.First); k >= 0 {
		m.first, i = k, k
	}
	if i < s.First || !r.isTitle(i) || r.d.Tokens[i].Head >= 0 && r.verbAbove(i) {
		return
	}
	for ; i >= s.First; i-- {
		if r.isTitle(i) || r.modifier(i, m) {
			m.first = i
			if g := world.TitleGender(r.d.Form(i)); g != world.Unknown {
				m.gender = g
			}
			continue
		}
		break
	}
	if i >= s.First && (r.tag(i) == "PRP$" || r.tag(i) == "DT" && (r.low(i) == "the" || r.low(i) == "a" || r.low(i) == "an")) {
		m.first = i
	} else if i > s.First && r.tag(i) == "POS" && r.spotAt[i-1] >= 0 {
		x := r.spots[r.spotAt[i-1]]
		m.first = x.first
		m.country = x.code
	}
	for m.first < m.core0 && (r.tag(m.first) == "CC" || r.d.Form(m.first) == "-" || r.tag(m.first) == ",") {
		m.first++
	}
	r.readTitle(m)
}

// titleOf returns the title noun of "secretary of state", "minister for trade"
// that ends at token i right before a name, -1 for none.
func (r *resolver) titleOf(i, limit int) int {
	if i < limit || !r.noun(i) || r.isTitle(i) {
		return -1
	}
	for k := i; k > limit && k > i-4; k-- {
		if l := r.low(k - 1); k-2 >= limit && (l == "of" || l == "for") {
			if r.isTitle(k - 2) {
				return k - 2
			}
			return -1
		}
		if !r.noun(k-1) && !strings.HasPrefix(r.tag(k-1), "JJ") && r.tag(k-1) != "CC" && r.tag(k-1) != "DT" {
			return -1
		}
	}
	return -1
}

// isTitle reports whether the token is a noun for a person or an abbreviated title.
func (r *resolver) isTitle(i int) bool {
	l := strings.TrimSuffix(r.low(i), ".")
	if !r.noun(i) && !upper(r.d.Form(i)) && l != "chief" || r.tag(i) == "NNS" || r.tag(i) == "NNPS" {
		return false
	}
	return world.In(world.Titles, l) && (upper(r.d.Form(i)) || world.Person(l)) || world.Person(r.lemma(i)) || world.Person(l)
}

// modifier reports whether the token may stand before a title: an adjective, a
// noun, a name of a country or organization, a hyphen.
func (r *resolver) modifier(i int, m *mention) bool {
	t := r.tag(i)
	if r.spotAt[i] >= 0 && r.spots[r.spotAt[i]].class == person {
		return false
	}
	switch {
	case r.demonym(i): // whatever the tag
		return true
	case (t == "NNPS" || t == "NNS") && upper(r.d.Form(i)) && i+1 < m.core0: // "Fisheries Minister"
		return true
	case strings.HasPrefix(t, "JJ"), t == "NN", t == "NNP", t == "HYPH", t == "VBN" && r.rel(i) == "amod":
		return true
	}
	return false
}

// verbAbove reports whether a title-like token is the object of a ditransitive
// verb or such, and no title: parsers attach a title to the name.
func (r *resolver) verbAbove(i int) bool {
	rel := r.rel(i)
	return rel == "iobj" || rel == "xcomp"
}

// readTitle takes noun, description and country from the words before the name.
func (r *resolver) readTitle(m *mention) {
	var words []string
	for k := m.first; k < m.core0; k++ {
		if code, s, ok := world.Geo(r.d.Form(k)); ok && s&(world.SenseAdjective|world.SenseName) != 0 && !r.hyphened(k) {
			m.country = code
			continue
		}
		switch t := r.tag(k); {
		case t == "DT", t == "PRP$", t == "POS":
		case r.spotAt[k] >= 0 && r.spots[r.spotAt[k]].last <= m.core0 && r.spots[r.spotAt[k]].class == organization:
		default:
			words = append(words, inFull(strings.TrimSuffix(r.low(k), ".")))
		}
	}
	m.desc = joinWords(words)
	if len(words) > 0 {
		m.noun = words[len(words)-1]
		if g := world.NounGender(m.noun); g != world.Unknown && m.gender == world.Unknown {
			m.gender = g
		}
	}
}

// hyphened reports whether the token is part of a word with a hyphen: in
// "African-American" no country is meant.
func (r *resolver) hyphened(k int) bool {
	return k > 0 && r.d.Form(k-1) == "-" || k+1 < len(r.d.Tokens) && r.d.Form(k+1) == "-"
}

// joinWords joins words, hyphens without spaces.
func joinWords(words []string) string {
	return strings.ReplaceAll(strings.Join(words, " "), " - ", "-")
}

// surnameGender reads the endings of Slavic surnames, which tell.
func surnameGender(s string) world.Gender {
	s = strings.ToLower(s)
	for _, e := range []string{"ova", "eva", "skaya", "skaia", "ovna", "ská", "ova"} {
		if len(s) > len(e)+2 && strings.HasSuffix(s, e) {
			return world.Female
		}
	}
	for _, e := range []string{"ov", "ev", "skiy", "skyi", "enkov"} {
		if len(s) > len(e)+2 && strings.HasSuffix(s, e) {
			return world.Male
		}
	}
	return world.Unknown
}

// owners links each mention to the mention that possesses it.
func (r *resolver) owners() {
	end := map[int]int{} // token behind a mention to the mention, the shortest
	for i := range r.ms {
		end[r.ms[i].last] = i
	}
	for i := range r.ms {
		m := &r.ms[i]
		limit := m.head
		if m.kind == graph.MentionName {
			limit = m.core0
		}
		for k := m.first; k < limit; k++ {
			if x := r.spotAt[k]; x >= 0 && m.kind == graph.MentionNominal && r.spots[x].class == person && r.spots[x].last < len(r.d.Tokens) && r.tag(r.spots[x].last) != "POS" {
				m.maker = r.mentionAt(k)
			}
			if x := r.spotAt[k]; x >= 0 && m.kind == graph.MentionNominal && r.spots[x].class == organization && r.tag(r.spots[x].last) != "POS" &&
				(r.spots[x].org == nil || !r.spots[x].org.Place) {
				m.house = r.mentionAt(k)
			}
			switch {
			case r.tag(k) == "PRP$" || r.tag(k) == "WP$" || r.low(k) == "her":
				if j := r.byHead[k]; j >= 0 && int(j) != i {
					m.owner = int(j)
				}
			case r.tag(k) == "POS":
				if j, ok := end[k]; ok && j != i {
					m.owner = j
				}
			}
		}
	}
}
