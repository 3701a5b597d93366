package coref

import (
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract/world"
)

// demonymOf is the adjective that stands before the name of a country's organization.
func demonymOf(code string) string {
	if code == "US" {
		return "U.S."
	}
	c, ok := world.ByCode(code)
	if !ok {
		return ""
	}
	if len(c.Adjectives) > 0 {
		return c.Adjectives[0]
	}
	return c.Name
}

// ownerCountry is the country that mention m belongs to by its possessor.
func (r *resolver) ownerCountry(m *mention) string {
	if m.owner < 0 || r.ms[m.owner].ent < 0 {
		return ""
	}
	if o := &r.ents[r.ms[m.owner].ent]; o.class != organization || m.class != organization {
		return o.country
	}
	return "" // a broadcaster has no ministry: the pronoun stands for somebody else
}

// genericOrg resolves a name that every country has, such as "its Foreign
// Ministry", once it is known whose it is.
func (r *resolver) genericOrg(i int) {
	m := &r.ms[i]
	code := m.country
	if code == "" {
		code = r.ownerCountry(m)
	}
	name := r.text(m.core0, m.core1)
	if k := m.last; code == "" && k+1 < len(r.d.Tokens) && (r.low(k) == "in" || r.low(k) == "of") {
		code, _, _ = world.Geo(r.d.Form(k + 1)) // "the Foreign Ministry in Oslo"
	}
	if code == "" {
		for e, x := range r.candidates(i, 1000) {
			if x.class == organization && strings.HasSuffix(graph.Fold(x.name), " "+graph.Fold(name)) {
				r.join(i, e)
				return
			}
		}
	}
	m.country = code
	r.join(i, r.countryOrg(i, code, name))
}

// countryOrg returns the entity of a country's organization, new if need be.
func (r *resolver) countryOrg(i int, code, name string) int {
	if d := demonymOf(code); d != "" && !r.namesCountry(name, code) {
		name = d + " " + name
	}
	k := "org " + graph.Fold(name)
	if e, ok := r.byDesc[k]; ok {
		return e
	}
	r.ents = append(r.ents, entity{class: organization, country: code, name: name, nouns: map[string]bool{}, at: r.ms[i].sent})
	e := len(r.ents) - 1
	r.byDesc[k] = e
	return e
}

func (r *resolver) namesCountry(name, code string) bool {
	for _, w := range strings.Fields(name) {
		if c, _, ok := world.Geo(w); ok && c == code {
			return true
		}
	}
	return false
}

// state are the nouns for organizations of which a country has one.
var state = set(`government ministry parliament army military navy cabinet police guard embassy judiciary presidency administration regime`)

// orgNominal resolves "the British government", "its foreign ministry", "the
// ministry", "the company".
func (r *resolver) orgNominal(i int) int {
	m := &r.ms[i]
	code := m.country
	if code == "" {
		code = r.ownerCountry(m)
		if m.owner >= 0 && code == "" {
			return -1
		}
	}
	if k := m.head + 2; code == "" && k < m.last && r.low(m.head+1) == "in" && state[m.noun] {
		code, _, _ = world.Geo(r.text(k, m.last)) // "the government in Oslo"
	}
	if code != "" && state[m.noun] && m.last == m.head+1 || code != "" && state[m.noun] && m.head+1 < m.last && (r.low(m.head+1) == "of" || r.low(m.head+1) == "in") {
		m.country = code
		return r.countryOrg(i, code, m.desc)
	}
	if code != "" || m.owner >= 0 || r.low(m.first) != "the" {
		return -1
	}
	best, most := -1, 0.0
	for e, x := range r.candidates(i, window) {
		if x.class == organization && !x.plural && (x.nouns[m.noun] || lastWord(x.name) == m.noun) && r.namedSo(m, x) {
			if w := r.salience(x, m.sent); w > most {
				best, most = e, w
			}
		}
	}
	if best >= 0 {
		return best
	}
	if m.noun == "ministry" && m.desc == "ministry" {
		return r.ministryOf(i)
	}
	return r.theCompany(i)
}

// namedSo reports whether the names before the noun of a description are names of x: "the
// Reed campaign" is not the campaign of Holt, whatever stood last.
func (r *resolver) namedSo(m *mention, x *entity) bool {
	var own []string
	for k := m.first; k < m.head; k++ {
		if t := r.tag(k); t == "NNP" || t == "NNPS" || r.spotAt[k] >= 0 {
			own = append(own, graph.Words(r.d.Form(k))...)
		}
	}
	if len(own) == 0 {
		return true
	}
	name := graph.Words(x.name + " " + x.desc)
	for _, w := range own {
		if !slices.Contains(name, w) {
			return false
		}
	}
	return true
}

func lastWord(name string) string {
	w := graph.Words(name)
	if len(w) == 0 {
		return ""
	}
	return w[len(w)-1]
}

// ministryOf takes "the ministry" in a sentence with a minister for his own.
func (r *resolver) ministryOf(i int) int {
	m := &r.ms[i]
	for _, x := range r.candidates(i, 1) {
		for _, o := range x.roles {
			if o.office == nil || !strings.HasSuffix(o.title, "minister") || o.country == "" || o.office.Head {
				continue
			}
			t := strings.Fields(o.title)
			if len(t) >= 2 {
				m.country = o.country
				return r.countryOrg(i, o.country, titled(t[len(t)-2])+" Ministry")
			}
		}
	}
	return -1
}

func titled(w string) string { return strings.ToUpper(w[:1]) + w[1:] }

// mediaNouns are descriptions of newspapers and broadcasters.
var mediaNouns = set(`newspaper paper outlet magazine broadcaster network tabloid publication`)

var companyNouns = set(`paper outlet tabloid publication company firm agency organization organisation giant maker manufacturer network newspaper carmaker automaker
	retailer broadcaster airline watchdog publisher group magazine body charity startup`)

// anyOrganization are descriptions that fit an organization of any kind.
var anyOrganization = set(`group organization organisation agency body watchdog charity`)

// theCompany resolves "the company" to the one organization named lately.
func (r *resolver) theCompany(i int) int {
	m := &r.ms[i]
	based := strings.HasSuffix(m.desc, "-based "+m.noun) // "the New York-based group": surely one named before
	if !companyNouns[m.noun] || m.head-m.first > 2 && !based {
		return -1
	}
	if based {
		return r.lastSubject(i)
	}
	media := mediaNouns[m.noun]
	found, n := -1, 0
	for e, x := range r.candidates(i, 3) {
		if media != world.In(world.MediaWords, lastWord(x.name)) || !media && m.sent-x.at > 2 {
			continue
		}
		if x.class == organization && x.name != "" && x.desc == "" && !generic(x.name) && (x.org == nil || !x.org.Place) &&
			(media || anyOrganization[m.noun] || !world.In(world.OrganizationNouns, lastWord(x.name))) {
			found = e
			n++
		}
	}
	if n == 1 {
		return found
	}
	return -1
}

// lastSubject returns the organization that was last named as a subject in the
// sentences before mention i.
func (r *resolver) lastSubject(i int) int {
	for j := i - 1; j >= 0 && r.ms[i].sent-r.ms[j].sent <= 2; j-- {
		x := &r.ms[j]
		if x.sent < r.ms[i].sent && x.subject && x.kind == graph.MentionName && x.class == organization && (x.org == nil || !x.org.Place) {
			return x.ent
		}
	}
	return -1
}

// described makes an unnamed entity of a description, or finds the earlier one
// with the same words.
func (r *resolver) described(i int) {
	m := &r.ms[i]
	if m.plural && m.definite && m.country == "" && m.owner < 0 {
		if e := r.sameNoun(i); e >= 0 {
			r.join(i, e)
			return
		}
	}
	name, key := r.description(i)
	if key != "" {
		if e, ok := r.byDesc[key]; ok && r.ents[e].class == m.class {
			r.join(i, e)
			return
		}
	}
	e := r.newEntity(i)
	x := &r.ents[e]
	x.desc, x.key, x.plural = name, key, m.plural
	x.lower = name
	if t := r.tag(r.firstWord(m)); t != "NNP" && t != "NNPS" && !r.demonym(r.firstWord(m)) && name != "" && r.spotAt[r.firstWord(m)] < 0 {
		x.lower = strings.ToLower(name[:1]) + name[1:]
	}
	if key != "" {
		r.byDesc[key] = e
	}
}

// sameNoun resolves "the officials" to the last group called so.
func (r *resolver) sameNoun(i int) int {
	m := &r.ms[i]
	best, most := -1, 0.0
	for e, x := range r.candidates(i, window) {
		if x.class == group && x.nouns[m.noun] && partOf(m.desc, x.desc) {
			if w := r.salience(x, m.sent); w > most {
				best, most = e, w
			}
		}
	}
	return best
}

// partOf reports whether every word of a description is one of the other's:
// "the officials" may be "two officials", "the two countries" not "Northern countries".
func partOf(desc, of string) bool {
	words := map[string]bool{}
	for _, w := range graph.Words(of) {
		words[w] = true
	}
	for _, w := range graph.Words(desc) {
		if !words[w] {
			return false
		}
	}
	return true
}

// firstWord is the first token of a description behind its determiners.
func (r *resolver) firstWord(m *mention) int {
	first := m.first
	for first < m.head && (r.tag(first) == "DT" || r.tag(first) == "PDT") && r.low(first) != "no" {
		first++
	}
	return first
}

// description words an unnamed entity, with its possessor by name, and the key
// under which the same description is the same entity: "" where it is not, as
// with "a man" or "two officials".
func (r *resolver) description(i int) (name, key string) {
	m := &r.ms[i]
	first := r.firstWord(m)
	name = r.text(first, m.last)
	if world.In(world.PartyFollowers, m.desc) && r.tag(m.head) == "NNPS" {
		return name, "unnamed " + m.desc
	}
	fold := graph.Fold(m.desc)
	if tail := r.tail(m); tail != "" {
		fold += " " + tail
	}
	owner := m.owner
	if owner < 0 && m.maker >= 0 && r.ms[m.maker].ent >= 0 && (m.plural || m.class != person) {
		owner = m.maker
		fold = graph.Fold(r.own(m)) // as of "his campaign"
	}
	switch {
	case owner >= 0:
		o := r.ms[owner].ent
		if o < 0 {
			if r.tag(r.ms[owner].head) == "WP$" {
				name = r.own(m)
			}
			return name, ""
		}
		x := &r.ents[o]
		if x.country != "" && x.class != organization {
			k := "unnamed " + fold + " " + x.country
			if _, ok := r.byDesc[k]; ok || x.class == country {
				m.country = x.country
				if x.class == country && m.class != person {
					name = demonymOf(x.country) + " " + r.own(m)
				}
				return name, k
			}
		}
		if n := r.entName(x); n != "" {
			name = r.own(m) + " of " + n
		}
		if !m.plural && m.class == person {
			return name, "" // "his lawyer" today and tomorrow need not be one
		}
		return name, "unnamed " + fold + " of " + n2(o)
	case m.country != "" && (m.plural || m.class != person):
		return name, "unnamed " + fold + " " + m.country
	case m.plural && !r.counted(first, m.head):
		return name, "unnamed " + fold
	case m.class != person && m.definite:
		return name, "unnamed " + fold
	case m.class == person && m.definite:
		return name, "unnamed " + fold + " " + m.country
	}
	return name, ""
}

func n2(e int) string {
	return string([]byte{byte('0' + e/10000%10), byte('0' + e/1000%10), byte('0' + e/100%10), byte('0' + e/10%10), byte('0' + e%10)})
}

// tail is what follows the head noun, folded: "in Germany".
func (r *resolver) tail(m *mention) string {
	if m.head+1 >= m.last {
		return ""
	}
	return graph.Fold(r.text(m.head+1, m.last))
}

// own is the description without its possessor: "allies".
func (r *resolver) own(m *mention) string {
	first := m.first
	for k := m.first; k < m.head; k++ {
		if t := r.tag(k); t == "POS" || t == "PRP$" || t == "WP$" || r.low(k) == "own" || r.low(k) == "her" {
			first = k + 1
		}
		if x := r.spotAt[k]; x >= 0 && r.spots[x].class == person {
			first = r.spots[x].last
		}
	}
	return r.text(first, m.last)
}

func (r *resolver) counted(first, head int) bool {
	for k := first; k < head; k++ {
		if r.tag(k) == "CD" || r.low(k) == "several" || r.low(k) == "some" || r.low(k) == "many" || r.low(k) == "other" {
			return true
		}
	}
	return r.tag(head) == "CD" || r.quantifier(head)
}

// entName is the name by which an entity is shown.
func (r *resolver) entName(x *entity) string {
	if x.name != "" {
		return x.name
	}
	return x.lower
}
