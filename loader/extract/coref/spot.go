package coref

import (
	"slices"
	"strings"

	"hearsay/loader/extract"
	"hearsay/loader/extract/world"
)

// spot is a proper name, cleaned: the tokens [first, last).
type spot struct {
	first, last int
	class       class // unknown for a place that is no country
	code        string
	sense       world.Sense
	org         *world.Organization
}

// particles may stand inside a personal name in lower case.
var particles = map[string]bool{"de": true, "del": true, "della": true, "di": true, "da": true, "dos": true, "du": true,
	"van": true, "von": true, "der": true, "den": true, "bin": true, "ben": true, "ibn": true, "al": true, "el": true,
	"la": true, "le": true, "y": true, "ter": true, "abu": true, "-": true, "af": true, "dal": true, "'": true}

// inOrg may stand inside the name of an organization in lower case.
var inOrg = map[string]bool{"of": true, "for": true, "and": true, "the": true, "&": true, "on": true, "'s": true,
	"-": true, "in": true, "to": true, "against": true, "de": true, "del": true, "'": true}

// spot finds the names: countries and known organizations by table, the rest
// from the names layer, whose borders and types are mended.
func (r *resolver) spot() {
	var all []spot
	for si, s := range r.d.Sentences {
		if r.loud[si] {
			continue
		}
		all = append(all, r.tableSpots(s)...)
	}
	for _, n := range r.d.Names {
		if r.loud[r.d.Tokens[n.First].Sent] {
			continue
		}
		if x, ok := r.clean(n); ok {
			all = append(all, x)
		}
	}
	all = append(all, r.ministrySpots()...)
	all = append(all, r.paperSpots()...)
	all = append(all, r.titleSpots()...)
	all = append(all, r.givenSpots()...)
	all = append(all, r.behindNoun()...)
	all = append(all, r.apposedSpots()...)
	all = r.choose(slices.DeleteFunc(all, func(x spot) bool { return x.class != country && r.inDateline(x) }))
	retype(r, all)
	all = r.widen(all)
	all = r.echoSpots(all)
	for si, s := range r.d.Sentences {
		if r.loud[si] {
			all = append(all, r.headlineSpots(s, all)...)
		}
	}
	slices.SortStableFunc(all, func(a, b spot) int { return a.first - b.first })
	r.spots = all
	for i, x := range all {
		for k := x.first; k < x.last; k++ {
			r.spotAt[k] = int32(i)
		}
	}
}

// retype makes a person of a single word that is elsewhere a person's surname,
// whatever the names layer took it for.
func retype(r *resolver, all []spot) {
	surnames, full := map[string]bool{}, map[string]bool{} // full: of names with a given name
	for _, x := range all {
		if x.class == person {
			surnames[r.d.Form(x.last-1)] = true
			if x.last-x.first > 1 {
				full[r.d.Form(x.last-1)] = true
			}
		}
	}
	r.agreeOnType(all)
	r.shortCompanies(all, surnames)
	r.companies(all, surnames, full)
	r.explained(all, surnames, full)
	single := func(x *spot) bool {
		return x.class != person && x.code == "" && x.org == nil && x.last-x.first == 1
	}
	for i := range all { // "Harken said": a common surname that speaks
		x := &all[i]
		if f := r.d.Form(x.first); single(x) && world.Surname(f) && f != strings.ToUpper(f) && !world.In(world.MediaWords, strings.ToLower(f)) && r.subjectOfReport(x.first) {
			surnames[f] = true
		}
	}
	for i := range all {
		if x := &all[i]; single(x) && surnames[r.d.Form(x.first)] {
			x.class = person
		} else if r.surnameOfPlace(x, full) {
			*x = spot{first: x.first, last: x.last, class: person}
		}
	}
}

// agreeOnType gives one type to all occurrences of a name of two words and more:
// "the mining company Norte Plata" tells that "Norte Plata" is no person.
func (r *resolver) agreeOnType(all []spot) {
	votes := map[string]int{} // above zero for an organization
	for _, x := range all {
		if x.code != "" || x.org != nil || x.last-x.first < 2 {
			continue
		}
		k, v := r.text(x.first, x.last), 0
		switch {
		case r.actsAsPerson(x):
			v = -3
		case x.class == person:
			v = -1
			if g, ok := world.GivenName(r.d.Form(x.first)); ok && g != world.Unknown || x.first > 0 && r.isTitle(x.first-1) {
				v = -5
			}
		case x.class == organization:
			v = 1
		}
		if k := x.first - 1; k > 0 && (r.tag(k) == "NN" && companyNouns[r.lemma(k)] ||
			k > 2 && (r.low(k) == "as" || r.low(k) == "called") && (r.low(k-1) == "known" || r.low(k) == "called") && r.groupBefore(k)) || r.explains(x) || r.describedAsGroup(x) {
			v += 5
		}
		votes[k] += v
	}
	for i := range all {
		x := &all[i]
		if x.code != "" || x.org != nil || x.last-x.first < 2 || x.class == unknown && votes[r.text(x.first, x.last)] >= 0 && votes[r.text(x.first, x.last)] < 4 {
			continue
		}
		switch v := votes[r.text(x.first, x.last)]; {
		case v > 0:
			x.class = organization
		case v < 0:
			x.class = person
		}
	}
}

// tableSpots finds names of countries and known organizations in a sentence,
// the longest first from each word on.
func (r *resolver) tableSpots(s extract.Sentence) (out []spot) {
	for i := s.First; i < s.Last; i++ {
		if !upper(r.d.Form(i)) && r.low(i) != "al" || r.low(i) == "the" {
			continue
		}
		for n := min(world.MaxWords()+2, s.Last-i); n > 0; n-- {
			if f := r.d.Form(i + n - 1); !letter(f[0]) || n > 1 && f == "'s" {
				continue
			}
			if x, ok := r.lookUp(i, i+n); ok {
				out = append(out, x)
				i += n - 1
				break
			}
		}
	}
	return out
}

func (r *resolver) lookUp(first, last int) (spot, bool) {
	form := r.text(first, last)
	if len(form) > 60 {
		return spot{}, false
	}
	if code, sense, ok := world.Geo(form); ok {
		c := country
		if code == "GE" && form == "Georgia" && r.georgiaIsState() {
			return spot{first: first, last: last}, true
		}
		if sense&world.SenseName == 0 {
			c = unknown // an adjective, a people or a capital: decided where it stands
		}
		return spot{first: first, last: last, class: c, code: code, sense: sense}, true
	}
	if o, ok := world.Org(form); ok && (form != "Congress" && form != "Senate" && form != "House" || r.american()) {
		if common[form] && r.d.Tokens[first].Sent >= 0 && first == r.d.Sentences[r.d.Tokens[first].Sent].First {
			return spot{}, false
		}
		return spot{first: first, last: last, class: organization, org: o, code: o.Country}, true
	}
	return spot{}, false
}

// georgiaIsState tells the American state from the country by its company.
func (r *resolver) georgiaIsState() bool {
	if r.georgia == 0 {
		r.georgia = 1
		for _, w := range []string{"Georgian", "Tbilisi", "Abkhazia", "Ossetia", "Russia", "Armenia", "Caucasus"} {
			if strings.Contains(r.d.Text, w) {
				return false
			}
		}
		for _, w := range []string{"Atlanta", "Gov.", "Republican", "Democrat", "Alabama", "Florida", "Carolina", "Texas", "Arizona",
			"Michigan", "Pennsylvania", "Ohio", "Virginia", "Tennessee", "Savannah"} {
			if strings.Contains(r.d.Text, w) {
				r.georgia = 2
			}
		}
	}
	return r.georgia == 2
}

// clean mends the borders of a name: titles, demonyms and stray words at its
// edges are no part of it.
func (r *resolver) clean(n extract.Name) (spot, bool) {
	a, b := n.First, n.Last
	allowed := inOrg
	if n.Type == extract.NamePerson {
		allowed = particles
	}
	for a < b && (!upper(r.d.Form(a)) || r.low(a) == "the") && !(allowed[r.low(a)] && n.Type == extract.NamePerson && r.low(a) != "-") {
		a++
	}
	for n.Type == extract.NamePerson && b+1 < len(r.d.Tokens) && r.joined(b) && r.joined(b+1) && r.d.Form(b) == "-" {
		b += 2 // "Wei-ting"
	}
	for k := a; k < b; k++ { // cut where a word in lower case cannot belong to a name
		f := r.d.Form(k)
		if !upper(f) && !allowed[strings.ToLower(f)] && !digit(f) && !(n.Type == extract.NamePerson && k > a && r.joined(k) && r.d.Form(k-1) == "-") {
			b = k
		}
	}
	for b > a && !upper(r.d.Form(b-1)) && !digit(r.d.Form(b-1)) && !(letter(r.d.Form(b - 1)[0]) && r.joined(b-1)) {
		b--
	}
	if a >= b {
		return spot{}, false
	}
	if len(r.d.Form(a)) == 1 && a+1 < len(r.d.Tokens) && r.d.Form(a+1) == "-" {
		return spot{}, false // "(R-Texas)"
	}
	if b-a > 1 && makers[r.low(a)] {
		a, n.Type = a+1, extract.NameOrg // "Drugmaker Corvane"
	}
	if b-a == 1 && n.Type == extract.NamePerson && a > 0 && r.low(a-1) == "the" && world.In(world.MediaWords, r.low(a)) {
		n.Type = extract.NameOrg // "a report that the Ledger obtained"
	}
	x := spot{first: a, last: b}
	if l := r.low(b - 1); world.In(world.PartyFollowers, l) || world.In(world.PartyWords, l) && b < len(r.d.Tokens) && r.noun(b) {
		return spot{}, false // "Republicans" are a group; "the Republican nominee"
	}
	if l := strings.TrimSuffix(r.low(a), "."); n.Type != extract.NamePerson && b-a > 1 && world.In(world.Titles, l) && !placeNouns[r.low(b-1)] &&
		!world.In(world.OrganizationNouns, r.low(b-1)) && !inOrg[r.low(a+1)] {
		n.Type = extract.NamePerson // "Mrs. Okafor"
	}
	if b-a == 1 && r.hostName(a) {
		return spot{}, false
	}
	n.Type = r.typeOf(n, a, b)
	switch n.Type {
	case extract.NamePerson:
		if b-a == 1 && r.instrument(a) {
			return spot{}, false
		}
		x.class = person
		return r.cleanPerson(x)
	case extract.NameOrg:
		x.class = organization
	case extract.NamePlace:
		if b-a > 1 && orgNoun(r.low(b-1)) {
			x.class = organization // "River Defence Forces"
		}
	}
	if y, ok := r.lookUp(a, b); ok {
		return y, true
	}
	if _, given := world.GivenName(r.d.Form(a)); !given && a > 0 && b-a > 2 && r.low(a-1) == "of" && r.looksPersonal(a+1, b) {
		return spot{first: a + 1, last: b, class: person}, true // "Secretary of State Mary Tolland"
	}
	if k := r.personInside(a, b); k > 0 {
		return spot{first: k, last: b, class: person}, true
	}
	if r.looksPersonal(a, b) {
		x.class = person
		return x, true
	}
	if b-a == 1 && (r.tag(a) == "JJ" || strings.HasPrefix(r.tag(a), "VB")) {
		return spot{}, false
	}
	return x, true
}

// seasons are given names that more often are times.
var seasons = set(`summer winter spring autumn april may june august january sunday easter christmas`)

// joined reports whether token k follows the one before without a space.
func (r *resolver) joined(k int) bool {
	return k > 0 && k < len(r.d.Tokens) && r.d.Tokens[k-1].End == r.d.Tokens[k].Start
}

// placeNouns end names that begin like a person's and are none.
var placeNouns = set(`county river station city park beach street road avenue square island islands lake bay falls
	springs hills valley heights airport bridge school college university hospital church foundation institute center
	centre stadium hall house tower club group association company inc act bill prize award cup league line lines day`)

// thingNoun reports whether a noun ends names that are no person's.
func thingNoun(l string) bool {
	return placeNouns[l] || l == "scholarship" || l == "fellowship" || l == "medal" || l == "treaty" || l == "theorem"
}

// personInside finds a person at the end of what the names layer took for an
// organization: "House Republican Tom Arden".
func (r *resolver) personInside(a, b int) int {
	for k := b - 2; k > a; k-- {
		l := r.low(k - 1)
		if (world.In(world.PartyWords, l) || l == "democrat" || officeWord(l) || world.In(world.Titles, l)) && r.looksPersonal(k, b) {
			return k
		}
		if k == b-2 && officeWord(l) && r.plainName(k, b) {
			return k // "Ruritanian Foreign Minister Zoltan Harsa"
		}
	}
	return -1
}

// plainName reports whether the tokens [a, b) are capitalised words of which none belongs
// to the name of a place or organization.
func (r *resolver) plainName(a, b int) bool {
	for k := a; k < b; k++ {
		f := r.d.Form(k)
		if _, _, place := world.Geo(f); place || !upper(f) || f == strings.ToUpper(f) || r.tag(k) != "NNP" || placeNouns[r.low(k)] || orgNoun(r.low(k)) || r.titleWord(k) {
			return false
		}
	}
	return true
}

// looksPersonal reports whether a name that the names layer took for a place or
// organization is a person's: a given name with one or two words behind it
// ("Pavel Orlenko").
func (r *resolver) looksPersonal(a, b int) bool {
	if b-a < 2 || b-a > 3 || placeNouns[r.low(b-1)] || r.cityOf(a) || world.In(world.OrganizationNouns, r.low(b-1)) {
		return false
	}
	for k := a; k < b; k++ {
		if f := r.d.Form(k); !upper(f) || f == strings.ToUpper(f) && len(f) > 2 {
			return false
		}
	}
	if seasons[r.low(a)] {
		return false
	}
	_, _, place := world.Geo(r.d.Form(a))
	g, ok := world.GivenName(r.d.Form(a))
	return ok && !place && (g != world.Unknown || !world.Person(r.low(b-1)))
}

func digit(f string) bool { return f[0] >= '0' && f[0] <= '9' }

// cleanPerson drops what stands before the name itself: "Russian President",
// "Defence Secretary".
func (r *resolver) cleanPerson(x spot) (spot, bool) {
	for x.last-x.first > 1 && upper(r.d.Form(x.last-1)) && (strings.HasPrefix(r.tag(x.last-1), "VB") || strings.HasPrefix(r.tag(x.last-1), "RB") || r.tag(x.last-1) == "MD") {
		x.last-- // "Tom Arden Just" of a headline
	}
	for x.last-x.first > 2 && honours[r.d.Form(x.last-1)] {
		x.last-- // "Ada Moor KC"
	}
	for k := x.last - 2; k >= x.first; k-- {
		if r.titleWord(k) || r.demonym(k) || strings.HasSuffix(r.tag(k), "POS") {
			if _, given := world.GivenName(r.d.Form(k)); given && k == x.first && !world.Person(r.low(k)) {
				continue // "Chase Smith"
			}
			x.first = k + 1
			break
		}
	}
	if x.first > 0 && x.last-x.first > 2 && r.low(x.first-1) == "of" {
		_, first := world.GivenName(r.d.Form(x.first))
		if g, second := world.GivenName(r.d.Form(x.first + 1)); second && g != world.Unknown && !first {
			x.first++ // "Secretary of State Mary Tolland"
		}
	}
	for x.last-x.first > 1 && world.In(world.PartyWords, r.low(x.first)) {
		if _, given := world.GivenName(r.d.Form(x.first)); given {
			break
		}
		x.first++ // "Republican Ada Moor"
	}
	for x.first < x.last && !upper(r.d.Form(x.first)) && !particles[r.low(x.first)] {
		x.first++
	}
	if x.last-x.first == 1 && r.namesake(x.first) {
		return spot{}, false
	}
	if x.last-x.first == 1 {
		if t := r.tag(x.first); t == "NNPS" || t == "NNS" || x.first > 0 && r.tag(x.first-1) == "DT" && r.titleWord(x.first) {
			if y, ok := r.lookUp(x.first, x.last); ok {
				return y, true
			}
			return spot{}, false // "Europeans", "the Emperor"
		}
		if x.first > 0 && r.low(x.first-1) == "the" && orgNoun(r.low(x.first)) {
			x.class = organization // "the Church"
			return x, true
		}
		if y, ok := r.lookUp(x.first, x.last); ok {
			return y, true
		}
		if r.titleWord(x.first) && (r.tag(x.first) != "NNP" || officeWord(r.low(x.first))) || strings.HasPrefix(r.tag(x.first), "JJ") {
			return spot{}, false
		}
	}
	return x, x.first < x.last
}

// honours are letters that stand behind a name.
var honours = map[string]bool{"QC": true, "KC": true, "SC": true, "MP": true, "MEP": true, "MSP": true, "TD": true, "CBE": true, "OBE": true,
	"MBE": true, "PhD": true, "MD": true, "Esq": true}

// namesake reports whether a word is part of the longer name of a thing: "the Henry
// Indemnity Scholarship" is no Henry.
func (r *resolver) namesake(i int) bool {
	k, end := i, r.d.Sentences[r.d.Tokens[i].Sent].Last
	for k+1 < end && upper(r.d.Form(k+1)) && r.noun(k+1) {
		k++
	}
	return k > i && thingNoun(r.low(k))
}

// titleWord reports whether a token may be (part of) a title before a name.
func (r *resolver) titleWord(i int) bool {
	l := strings.TrimSuffix(r.low(i), ".")
	return world.In(world.Titles, l) || world.Person(l) && r.tag(i) != "NNP" || world.Person(l) && officeWord(l)
}

func officeWord(l string) bool {
	switch l {
	case "president", "minister", "leader", "chief", "director", "head", "spokesman", "spokeswoman", "spokesperson",
		"ambassador", "envoy", "lawmaker", "lawyer", "analyst", "professor", "candidate", "coach", "editor", "author",
		"commissioner", "adviser", "advisor", "activist", "economist", "founder", "manager", "deputy", "aide":
		return true
	}
	return false
}

func (r *resolver) demonym(i int) bool {
	_, s, ok := world.Geo(r.d.Form(i))
	return ok && s&(world.SenseAdjective|world.SensePeople) != 0
}

// ministrySpots finds "Foreign Ministry", "Supreme Court": capitalised words that
// end in the noun of an organization.
func (r *resolver) ministrySpots() (out []spot) {
	for i := 1; i < len(r.d.Tokens); i++ {
		f := r.d.Form(i)
		if !upper(f) || !orgNoun(strings.ToLower(f)) || r.loud[r.d.Tokens[i].Sent] {
			continue
		}
		a := i
		for a > r.d.Sentences[r.d.Tokens[i].Sent].First && upper(r.d.Form(a-1)) && !r.demonym(a-1) && r.d.Form(a-1) != "The" &&
			(r.noun(a-1) || strings.HasPrefix(r.tag(a-1), "JJ")) {
			a--
			if _, s, ok := world.Geo(r.d.Form(a)); ok && s&world.SenseName != 0 {
				break // "UK Harbour Party"
			}
		}
		if a < i {
			out = append(out, spot{first: a, last: i + 1, class: organization})
		}
	}
	return out
}

// titleSpots finds a name behind a title that the names layer missed: "King
// Aldric", "Mrs. Okafor".
func (r *resolver) titleSpots() (out []spot) {
	for i := 0; i+1 < len(r.d.Tokens); i++ {
		s := r.d.Sentences[r.d.Tokens[i].Sent]
		if l := strings.TrimSuffix(r.low(i), "."); !upper(r.d.Form(i)) || !world.In(world.Titles, l) || r.loud[r.d.Tokens[i].Sent] || l == "general" || l == "field" || l == "vice" || l == "prime" || l == "deputy" || l == "foreign-minister" {
			continue
		}
		k := i + 1
		for k < min(i+4, s.Last) && r.tag(k) == "NNP" && upper(r.d.Form(k)) && letter(r.d.Form(k)[0]) && !world.In(world.Titles, r.low(k)) && !world.In(world.OrganizationNouns, r.low(k)) {
			k++
		}
		if k == i+1 || k < s.Last && (r.d.Form(k) == "-" || upper(r.d.Form(k)) && r.noun(k)) {
			continue
		}
		if _, ok := r.lookUp(i+1, k); !ok && !placeNouns[r.low(k-1)] {
			out = append(out, spot{first: i + 1, last: k, class: person})
		}
	}
	return out
}

// givenSpots finds a given name with a surname where the names layer saw nothing:
// "spokeswoman Rachel Okafor".
func (r *resolver) givenSpots() (out []spot) {
	seen := make([]bool, len(r.d.Tokens))
	for _, n := range r.d.Names {
		for k := n.First; k < n.Last; k++ {
			seen[k] = true
		}
	}
	for i := 0; i+1 < len(r.d.Tokens); i++ {
		if seen[i] || seen[i+1] || r.tag(i) != "NNP" || r.tag(i+1) != "NNP" || r.loud[r.d.Tokens[i].Sent] ||
			r.d.Tokens[i].Sent != r.d.Tokens[i+1].Sent || i+2 < len(r.d.Tokens) && r.tag(i+2) == "NNP" {
			continue
		}
		_, known := r.lookUp(i, i+2)
		if f := r.d.Form(i + 1); !known && r.looksPersonal(i, i+2) && (!strings.HasSuffix(f, "s") || world.Surname(f)) {
			last := i + 2
			if last+1 < len(r.d.Tokens) && r.d.Form(last) == "-" && r.joined(last) && r.joined(last+1) {
				last += 2 // "Chen Wei-lin"
			}
			out = append(out, spot{first: i, last: last, class: person})
		}
	}
	return out
}

// papers are newspapers that go by one word with an article.
var papers = set(`times post guardian telegraph observer independent mirror mail herald tribune journal economist spectator
	sun globe examiner chronicle gazette`)

// paperSpots finds "the Observer": a newspaper by its last word.
func (r *resolver) paperSpots() (out []spot) {
	for i := 1; i+1 < len(r.d.Tokens); i++ {
		if f := r.d.Form(i); upper(f) && papers[r.low(i)] && r.low(i-1) == "the" && !upper(r.d.Form(i+1)) && !r.loud[r.d.Tokens[i].Sent] {
			out = append(out, spot{first: i, last: i + 1, class: organization})
		}
	}
	return out
}

// orgNoun reports whether a word ends the name of an organization.
func orgNoun(l string) bool {
	return world.In(world.OrganizationNouns, l) || l == "forces" || l == "guards" || l == "brigades" || l == "front"
}

// choose keeps of overlapping spots the better one: the longer; of equals the
// one from the tables.
func (r *resolver) choose(all []spot) []spot {
	slices.SortStableFunc(all, func(a, b spot) int {
		if c := (b.last - b.first) - (a.last - a.first); c != 0 {
			return c
		}
		return a.first - b.first
	})
	taken := make([]bool, len(r.d.Tokens))
	var out []spot
next:
	for _, x := range all {
		for k := x.first; k < x.last; k++ {
			if taken[k] {
				continue next
			}
		}
		for k := x.first; k < x.last; k++ {
			taken[k] = true
		}
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b spot) int { return a.first - b.first })
	return out
}

// headlineSpots finds in a headline what the body names: capitals tell nothing there.
func (r *resolver) headlineSpots(s extract.Sentence, body []spot) (out []spot) {
	known := map[string]class{}
	for _, x := range body {
		if x.class == person || x.class == organization {
			known[strings.ToLower(r.text(x.first, x.last))] = x.class
			if x.class == person {
				known[r.low(x.last-1)] = person
			}
		}
	}
	for i := s.First; i < s.Last; i++ {
		for n := min(6, s.Last-i); n > 0; n-- {
			if !letter(r.d.Form(i + n - 1)[0]) {
				continue
			}
			if c, ok := known[strings.ToLower(r.text(i, i+n))]; ok && upper(r.d.Form(i)) && len(r.d.Form(i)) > 1 {
				x := spot{first: i, last: i + n, class: c}
				if y, ok := r.lookUp(i, i+n); ok {
					x = y
				}
				out = append(out, x)
				i += n - 1
				break
			}
			if x, ok := r.lookUp(i, i+n); ok && upper(r.d.Form(i)) {
				out = append(out, x)
				i += n - 1
				break
			}
		}
	}
	return out
}
