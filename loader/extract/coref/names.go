package coref

import (
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract/world"
)

// nameSieve makes entities of the names: full names of persons first, then their
// parts; countries by code; organizations by name, acronym and shorter form.
func (r *resolver) nameSieve() {
	r.fullPersons()
	r.shortPersons()
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != graph.MentionName || m.ent >= 0 {
			continue
		}
		switch m.class {
		case country:
			if !m.place || r.senseOf(m)&world.SenseName != 0 {
				r.join(i, r.countryEntity(m.country))
			}
		case group:
			r.organization(i) // "Europe"
		case organization:
			if m.org == nil && m.country == "" && generic(r.text(m.core0, m.core1)) {
				continue // "its Foreign Ministry": whose, the order sieve tells
			}
			r.organization(i)
		}
	}
	r.shortOrganizations()
	for i := range r.spots { // "British officials" makes the country known
		if x := r.spots[i]; x.sense&world.SenseName == 0 && r.hyphened(x.first) {
			continue // "the Soviet-American treaty"
		} else if x.code != "" && x.org == nil && x.sense&world.SenseCapital == 0 {
			r.countryEntity(x.code)
		}
	}
}

func (r *resolver) senseOf(m *mention) world.Sense {
	if i := r.spotAt[m.core0]; i >= 0 {
		return r.spots[i].sense
	}
	return 0
}

func (r *resolver) countryEntity(code string) int {
	if e, ok := r.byCode[code]; ok {
		return e
	}
	c, _ := world.ByCode(code)
	r.ents = append(r.ents, entity{class: country, country: code, name: c.Name, nouns: map[string]bool{}, at: -100})
	r.byCode[code] = len(r.ents) - 1
	return len(r.ents) - 1
}

// nameWords returns the folded words of a person's name, without "Jr.".
func (r *resolver) nameWords(m *mention) []string {
	w := graph.Words(r.text(m.core0, m.core1))
	for len(w) > 1 {
		switch w[len(w)-1] {
		case "jr", "sr", "ii", "iii", "iv":
			w = w[:len(w)-1]
			continue
		}
		break
	}
	return w
}

// sameFull reports whether two names of two words and more may be one person's:
// the same surname, and given names that agree or abbreviate each other.
func sameFull(a, b []string) bool {
	if a[len(a)-1] != b[len(b)-1] {
		return false
	}
	x, y := a[0], b[0]
	if x == y {
		return true
	}
	if len(x) == 1 || len(y) == 1 {
		return x[0] == y[0]
	}
	return len(a) == len(b)+1 && a[1] == y || len(b) == len(a)+1 && b[1] == x // a first name that is left out
}

// fullPersons clusters the names of two words and more.
func (r *resolver) fullPersons() {
	bySurname := map[string][]int{}
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != graph.MentionName || m.class != person {
			continue
		}
		w := r.nameWords(m)
		if len(w) < 2 {
			continue
		}
		sur := w[len(w)-1]
		found := -1
		for _, e := range bySurname[sur] {
			if sameFull(r.ents[e].full, w) && agree(r.ents[e].gender, m.gender) {
				found = e
				break
			}
		}
		if found < 0 {
			found = r.newEntity(i)
			bySurname[sur] = append(bySurname[sur], found)
		} else {
			r.join(i, found)
		}
		if e := &r.ents[found]; len(w) > len(e.full) || len(e.full[0]) == 1 && len(w) == len(e.full) && len(w[0]) > 1 {
			e.full, e.name = w, r.properName(m)
		}
		r.titleRole(i)
	}
}

// properName is the name as it is shown: one space between words.
func (r *resolver) properName(m *mention) string { return r.text(m.core0, m.core1) }

func agree(a, b world.Gender) bool { return a == b || a == world.Unknown || b == world.Unknown }

// shortPersons links surnames and given names to the full names, else to each other.
func (r *resolver) shortPersons() {
	surname, given := map[string][]int{}, map[string][]int{}
	for e := range r.ents {
		w := r.ents[e].full
		surname[w[len(w)-1]] = append(surname[w[len(w)-1]], e)
		given[w[0]] = append(given[w[0]], e)
		if len(w) > 2 { // "García" of "Gabriel García Márquez", "bin Salman"
			surname[strings.Join(w[1:], " ")] = append(surname[strings.Join(w[1:], " ")], e)
			if len(w[len(w)-2]) > 2 {
				surname[w[len(w)-2]] = append(surname[w[len(w)-2]], e)
			}
		}
	}
	count := map[int]int{} // entity to mentions so far
	for i := range r.ms {
		m := &r.ms[i]
		if m.ent >= 0 {
			count[m.ent]++
		}
		if m.kind != graph.MentionName || m.ent >= 0 || m.class == country && !m.place || m.org != nil {
			continue
		}
		w := r.nameWords(m)
		if len(w) == 0 || m.class != person && len(w) > 1 {
			continue
		}
		k := strings.Join(w, " ")
		e, open := r.pick(i, surname[k], count)
		if e < 0 && len(surname[k]) == 0 && m.class == person {
			e, _ = r.pick(i, given[k], count)
		}
		if open {
			continue
		}
		if m.class != person && e >= 0 && len(surname[k]) == 0 {
			e = -1
		}
		if e >= 0 {
			m.class, m.country, m.noun = person, r.titleCountry(m), r.titleNoun(m)
			r.join(i, e)
			count[e]++
			r.titleRole(i)
			continue
		}
		if m.class == person {
			e = r.newEntity(i)
			count[e]++
			r.ents[e].full, r.ents[e].name = w, r.properName(m)
			surname[k] = append(surname[k], e)
			r.titleRole(i)
		}
	}
}

func (r *resolver) titleCountry(m *mention) string {
	if m.first < m.core0 {
		return m.country
	}
	return ""
}

func (r *resolver) titleNoun(m *mention) string {
	if m.first < m.core0 {
		return m.noun
	}
	return ""
}

// pick chooses of persons with one surname the one whom the words before the name fit, and
// of several the one who was named twice as often so far as any other; of those named only
// later the first. It is open who is meant where several were named about as often.
func (r *resolver) pick(i int, cands []int, count map[int]int) (best int, open bool) {
	best, next := -1, -1
	fits := -1 // in how far the words before the name fit the best
	for _, e := range cands[:min(len(cands), 50)] {
		if !agree(r.ents[e].gender, r.titleGenderOf(i)) {
			continue
		}
		f := 0
		if n := r.titleNoun(&r.ms[i]); n != "" && r.ents[e].nouns[n] {
			f = 1
		}
		switch {
		case f > fits:
			best, next, fits = e, -1, f
		case f < fits:
		case count[e] > count[best]:
			best, next = e, best
		case next < 0 || count[e] > count[next]:
			next = e
		}
	}
	return best, next >= 0 && count[next] > 0 && count[best] < 2*count[next]
}

// titleGenderOf is the gender told by the words before a name ("Mrs. Stone").
func (r *resolver) titleGenderOf(i int) world.Gender {
	m := &r.ms[i]
	for k := m.first; k < m.core0; k++ {
		if g := world.TitleGender(r.d.Form(k)); g != world.Unknown {
			return g
		}
	}
	return world.Unknown
}

// titleRole enters the office that stands before a name into the role table.
func (r *resolver) titleRole(i int) {
	m := &r.ms[i]
	if m.first >= m.core0 || m.desc == "" || m.ent < 0 {
		return
	}
	switch m.noun {
	case "mr", "mrs", "ms", "miss", "dr", "sir":
		return
	}
	owner := m.owner
	for k := m.first; k < m.core0; k++ {
		if s := r.spotAt[k]; s >= 0 && r.spots[s].class == organization {
			if j := r.mentionAt(k); j >= 0 {
				owner = j
			}
		}
	}
	r.addRole(m.ent, m.desc, m.country, r.d.Span(m.first, m.core0), owner)
}

func (r *resolver) addRole(e int, title, code string, span graph.Span, owner int) {
	x := &r.ents[e]
	office, _ := world.OfficeOf(title)
	for _, w := range strings.Fields(title) {
		if w == "former" || w == "ex" || w == "late" || w == "then" {
			office = nil
		}
	}
	for k := range x.roles {
		if x.roles[k].title == title {
			if x.roles[k].country == "" {
				x.roles[k].country = code
			}
			return
		}
	}
	if (office != nil || strings.Contains(title, " ")) && (len(r.holders) == 0 || r.holders[len(r.holders)-1] != e) {
		r.holders = append(r.holders, e)
	}
	x.roles = append(x.roles, role{title: title, office: office, country: code, holder: owner, span: span})
	if w := strings.Fields(title); len(w) > 0 {
		x.nouns[w[len(w)-1]] = true
		x.nouns[title] = true
	}
	if code != "" && (x.country == "" || office != nil) {
		x.country = code
	}
}

// describes reports whether a description may stand for who holds the role.
func (o *role) describes(desc string) bool {
	if o.office == nil {
		return o.title == desc && strings.Contains(desc, " ") && officeWord(lastWord(desc))
	}
	return o.title == desc || o.office.Describes(desc)
}

// otherOffice reports whether the person holds an office of that noun and none of that
// title: "the prime minister" is not the energy minister.
func (x *entity) otherOffice(title string) bool {
	if !strings.Contains(title, " ") || !officeWord(lastWord(title)) {
		return false
	}
	other := false
	for _, o := range x.roles {
		if o.title == title || o.describes(title) {
			return false
		}
		other = other || strings.Contains(o.title, " ") && lastWord(o.title) == lastWord(title)
	}
	return other
}

// organization finds or makes the entity of an organization's name.
func (r *resolver) organization(i int) {
	m := &r.ms[i]
	if m.org != nil {
		if e, ok := r.byOrg[m.org]; ok {
			r.join(i, e)
			return
		}
		e := r.newEntity(i)
		r.byOrg[m.org], r.ents[e].name = e, m.org.Name
		return
	}
	name := r.orgName(m)
	k := "org " + graph.Fold(name)
	if e, ok := r.byDesc[k]; ok && (r.ents[e].country == m.country || m.country == "" || r.ents[e].country == "") {
		r.join(i, e)
		return
	}
	e := r.newEntity(i)
	r.ents[e].name = name
	r.byDesc[k] = e
}

// orgName is the name of an organization with its country where the name alone
// is shared by many: "Foreign Ministry" is the "Ruritanian Foreign Ministry".
func (r *resolver) orgName(m *mention) string {
	name := r.text(m.core0, m.core1)
	if m.country != "" && r.demonym(m.first) {
		return r.text(m.first, m.core1)
	}
	if d := demonymOf(m.country); d != "" && generic(name) && !r.namesCountry(name, m.country) {
		return d + " " + name // "Ruritania's Defence Ministry"
	}
	return name
}

// generic reports whether the name of an organization is one that every country has.
func generic(name string) bool {
	w := strings.Fields(strings.ToLower(name))
	return len(w) > 0 && len(w) <= 4 && world.In(world.OrganizationNouns, w[len(w)-1]) && (w[len(w)-1] == "ministry" || w[len(w)-1] == "parliament" ||
		w[len(w)-1] == "court" || w[len(w)-1] == "army" || w[len(w)-1] == "navy" || w[len(w)-1] == "senate" || w[len(w)-1] == "embassy" || w[len(w)-1] == "government")
}

// shortOrganizations joins acronyms and shorter forms to the full names, where
// they fit one alone.
func (r *resolver) shortOrganizations() {
	full := map[string][]int{} // by first word, last word and initials
	var orgs []int
	for e := range r.ents {
		x := &r.ents[e]
		if x.class != organization || x.org != nil || len(x.mentions) == 0 {
			continue
		}
		orgs = append(orgs, e)
		w := graph.Words(x.name)
		if len(w) < 2 {
			continue
		}
		some, all := initials(x.name)
		for _, k := range []string{"first " + w[0], "last " + w[len(w)-1], "initials " + some, "initials " + all} {
			if l := full[k]; len(l) == 0 || l[len(l)-1] != e {
				full[k] = append(l, e)
			}
		}
	}
	for _, a := range orgs {
		x := &r.ents[a]
		w := graph.Words(x.name)
		if len(w) == 0 {
			continue
		}
		fits := map[int]bool{}
		for _, k := range []string{"first " + w[0], "last " + w[len(w)-1], "initials " + w[0]} {
			for _, b := range full[k][:min(len(full[k]), 50)] {
				if a != b && len(r.ents[b].mentions) > 0 && shortFor(x.name, r.ents[b].name) {
					fits[b] = true
				}
			}
		}
		if len(fits) != 1 {
			continue
		}
		for b := range fits {
			if x.country == r.ents[b].country || x.country == "" {
				r.merge(a, b)
			}
		}
	}
}

// initials returns the first letters of the words with a capital and of all words.
func initials(name string) (some, all string) {
	for _, w := range strings.Fields(name) {
		if upper(w) {
			some += strings.ToLower(w[:1])
		}
		all += strings.ToLower(w[:1])
	}
	return some, all
}

// shortFor reports whether a is an acronym or a shorter form of the name b.
func shortFor(a, b string) bool {
	if len(a) >= len(b) {
		return false
	}
	wa, wb := graph.Words(a), graph.Words(b)
	if len(wa) == 1 && a == strings.ToUpper(a) && len(wa[0]) >= 2 {
		some, all := initials(b)
		return wa[0] == some || wa[0] == all
	}
	if len(wa) == 0 || len(wa) >= len(wb) {
		return false
	}
	for k := range wa { // "Acme" of "Acme Corp", "Foreign Ministry" of "Ruritanian Foreign Ministry"
		if wa[k] != wb[k] {
			if len(wa) >= 2 && !generic(a) { // "Daily Courier" of "Harbour Daily Courier"
				return strings.Join(wb[len(wb)-len(wa):], " ") == strings.Join(wa, " ")
			}
			return len(wa) >= 2 && generic(a) && strings.Join(wb[len(wb)-len(wa):], " ") == strings.Join(wa, " ") && len(wb) == len(wa)+1
		}
	}
	if _, given := world.GivenName(a); len(wa) == 1 && len(wa[0]) >= 5 && len(wb) == 2 && !given && !generic(b) && !commonFirst[wa[0]] {
		return true // "Halgrim" of "Halgrim Metals"
	}
	for _, w := range wb[len(wa):] {
		if !world.In(world.CompanySuffixes, w) && !(len(wa) == 1 && len(wb) <= 3 && world.In(world.OrganizationNouns, w) && !generic(b)) {
			return false
		}
	}
	return true
}

// commonFirst are first words that many organizations share.
var commonFirst = set(`national general global international united central royal state public federal american european
	world north south east west northern southern eastern western first new great democratic republican social`)

// merge moves the mentions of entity a into b.
func (r *resolver) merge(a, b int) {
	x, y := &r.ents[a], &r.ents[b]
	for _, m := range x.mentions {
		r.ms[m].ent = b
	}
	y.mentions = append(y.mentions, x.mentions...)
	for k := range x.nouns {
		y.nouns[k] = true
	}
	y.roles = append(y.roles, x.roles...)
	if y.country == "" {
		y.country = x.country
	}
	if y.gender == world.Unknown {
		y.gender = x.gender
	}
	x.mentions, x.roles = nil, nil
	r.byDesc["org "+graph.Fold(x.name)] = b
}

// counsels are nouns for who speaks for a client.
var counsels = set("lawyer solicitor attorney barrister counsel advocate")

// clientOf resolves "her client", said of somebody's lawyer, to that somebody: "Coyle's solicitor
// said her client denied it". It returns -1 for anything else.
func (r *resolver) clientOf(m *mention) int {
	if m.noun != "client" || m.owner < 0 || r.ms[m.owner].ent < 0 {
		return -1
	}
	for _, j := range r.ents[r.ms[m.owner].ent].mentions {
		if x := &r.ms[j]; counsels[x.noun] && x.owner >= 0 && r.ms[x.owner].ent >= 0 && r.ents[r.ms[x.owner].ent].class == person {
			return r.ms[x.owner].ent
		}
	}
	return -1
}

// short are titles as they stand before names, with the noun that takes them up: "Sen. Reed",
// later "the senator".
var short = map[string]string{"sen": "senator", "rep": "representative", "gov": "governor", "pres": "president", "gen": "general",
	"col": "colonel", "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "cmdr": "commander", "adm": "admiral", "maj": "major",
	"prof": "professor", "rev": "reverend", "det": "detective", "supt": "superintendent", "insp": "inspector"}

func inFull(title string) string {
	if s, ok := short[title]; ok {
		return s
	}
	return title
}
