package coref

import (
	"strings"

	"hearsay/loader/extract"
	"hearsay/loader/extract/world"
)

// industryNouns end the names of companies and are no surnames: "Halgrim Metals".
var industryNouns = set(`metals mining mines motors foods energy steel petroleum airlines airways systems technologies industries industrial
	holdings pharmaceuticals pictures entertainment electronics securities insurance telecom communications networks software
	laboratories logistics shipping chemicals plastics minerals resources utilities breweries hotels stores supermarkets markets
	bank banking waterworks railways research records textiles retail aviation aerospace solutions consulting associates enterprises ventures properties construction engineering builders works pharma therapeutics biosciences labs partners ferries rail broadcasting`)

// makers are nouns for companies that open a sentence with a capital before the name of one.
var makers = set(`drugmaker carmaker automaker chipmaker planemaker lender insurer retailer steelmaker shipbuilder
	homebuilder toymaker broadcaster startup start-up`)

// cityOffices are held in a town: "the mayor of Alta Roca".
var cityOffices = set(`mayor mayoress governor town city village suburb district province port`)

// typeOf is the type of the name [a, b) as the words around it tell it, the type
// that the names layer gave where they tell nothing.
func (r *resolver) typeOf(n extract.Name, a, b int) extract.NameType {
	_, given := world.GivenName(r.d.Form(a))
	last := r.low(b - 1)
	switch {
	case n.Type == extract.NamePerson && b-a > 1 && !given && (orgNoun(last) || industryNouns[last]):
		return extract.NameOrg // "the opposition Harbour Front"
	case n.Type == extract.NamePerson && b+2 < len(r.d.Tokens) && r.d.Form(b) == "," && r.low(b+1) == "based" && (r.low(b+2) == "in" || r.low(b+2) == "at"):
		return extract.NameOrg // "Greenleaf, based in Oslo"
	case r.cityOf(a):
		return extract.NamePlace
	case n.Type != extract.NamePerson && b-a > 1 && b-a < 4 && !orgNoun(last) && !industryNouns[last] && r.apposedToPerson(a, b):
		return extract.NamePerson // "The prime minister of Tuvalu, Sione Latu, said"
	}
	return n.Type
}

// american reports whether the text tells of the United States by any other word than the
// names of its parliament, which other countries have too.
func (r *resolver) american() bool {
	if r.us == 0 {
		r.us = -1
		for i := range r.d.Tokens {
			if americans[r.low(i)] && upper(r.d.Form(i)) {
				r.us = 1
				break
			}
		}
	}
	return r.us > 0
}

// americans are words by which an article tells that it is about the United States.
var americans = set(`u.s. us usa america american americans washington capitol republican republicans democrat democrats democratic gop states
	pentagon fbi cia california texas florida york ohio pennsylvania michigan arizona georgia`)

// cityOf reports whether token a stands behind "mayor of", "town of".
func (r *resolver) cityOf(a int) bool {
	return a > 1 && r.low(a-1) == "of" && cityOffices[r.lemma(a-2)]
}

// apposedToPerson reports whether the name [a, b) between a comma and a verb says who
// holds an office of a country: "the prime minister of Tuvalu, Siale Ratu, said".
func (r *resolver) apposedToPerson(a, b int) bool {
	if a < 4 || b+1 >= len(r.d.Tokens) || r.d.Form(a-1) != "," || r.d.Form(b) != "," || !r.finite(b+1) && r.low(b+1) != "who" {
		return false
	}
	k := a - 2
	for k > 0 && strings.HasPrefix(r.tag(k), "NNP") {
		k--
	}
	if k > 0 && k < a-2 && r.low(k) == "of" {
		if _, s, ok := world.Geo(r.text(k+1, a-1)); !ok || s&world.SenseName == 0 {
			return false
		}
		k--
	}
	return r.tag(k) == "NN" && world.Person(r.lemma(k)) && !cityOffices[r.lemma(k)]
}

// hostName reports whether a token is the name of a site: "Ruritania.ru".
func (r *resolver) hostName(i int) bool {
	f := r.d.Form(i)
	k := strings.LastIndexByte(f, '.')
	if k < 2 || k+2 >= len(f) {
		return false
	}
	for _, c := range f[k+1:] {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// shortCompanies makes a company of the first word of its name, where nobody of the
// text has that surname: "Halgrim" of "Halgrim Metals".
func (r *resolver) shortCompanies(all []spot, surnames map[string]bool) {
	first := map[string]bool{}
	for _, x := range all {
		if x.class == organization && x.last-x.first > 1 && (industryNouns[r.low(x.last-1)] || world.In(world.CompanySuffixes, r.low(x.last-1))) {
			first[r.d.Form(x.first)] = true
		}
	}
	if len(first) == 0 {
		return
	}
	persons := map[string]bool{}
	for _, x := range all {
		if x.class == person && x.last-x.first > 1 {
			persons[r.d.Form(x.last-1)] = true
		}
	}
	for i := range all {
		x := &all[i]
		f := r.d.Form(x.first)
		if _, given := world.GivenName(f); x.class == person && x.last-x.first == 1 && first[f] && !persons[f] && !given && !(x.first > 0 && r.isTitle(x.first-1)) {
			x.class = organization
			delete(surnames, f)
		}
	}
}

// explained makes organizations of single words that explain a noun for one anywhere in the
// text: "The regulator, Brinmark, said".
func (r *resolver) explained(all []spot, surnames, full map[string]bool) {
	firms := map[string]bool{}
	for _, x := range all {
		f := r.d.Form(x.first)
		if _, given := world.GivenName(f); x.last-x.first == 1 && x.class == person && !given && !full[f] && r.explains(x) {
			firms[f] = true
		}
	}
	for i := range all {
		if x := &all[i]; x.class == person && x.last-x.first == 1 && firms[r.d.Form(x.first)] {
			x.class = organization
			delete(surnames, r.d.Form(x.first))
		}
	}
}

// apposedSpots finds a name of two or three words that explains a noun for a person,
// where the names layer saw nothing or less.
func (r *resolver) apposedSpots() (out []spot) {
	for a := 2; a+2 < len(r.d.Tokens); a++ {
		if r.d.Form(a-1) != "," || r.tag(a) != "NNP" || !upper(r.d.Form(a)) {
			continue
		}
		b := a
		for b < min(a+4, len(r.d.Tokens)) && r.tag(b) == "NNP" && upper(r.d.Form(b)) {
			b++
		}
		if b-a < 2 || b-a > 3 || orgNoun(r.low(b-1)) || industryNouns[r.low(b-1)] || placeNouns[r.low(b-1)] || !r.apposedToPerson(a, b) {
			continue
		}
		if _, known := r.lookUp(a, b); !known && !r.demonymInside(a, b) && !world.In(world.Titles, strings.TrimSuffix(r.low(a), ".")) {
			out = append(out, spot{first: a, last: b, class: person})
		}
	}
	return out
}

// companyHeads stand behind the name of a company, with or without "'s", and seldom
// behind that of a person: "Brixel CEO Ann Lind", "Brixel's shares".
var companyHeads = set(`ceo cfo chief shares share stock headquarters subsidiary subsidiaries executive executives employee employees
	customers shareholders shareholder investors products profits earnings sales factory factories plant plants stores store
	inc. inc corp. corp ltd ltd. plc llc`)

// companies makes organizations of single words that companyHeads follow anywhere in
// the text, unless somebody's full name ends in the word.
func (r *resolver) companies(all []spot, surnames, full map[string]bool) {
	votes := map[string]int{}
	for _, x := range all {
		if x.last-x.first != 1 || x.code != "" || x.org != nil || x.class == unknown {
			continue
		}
		f, k := r.d.Form(x.first), x.last
		if k < len(r.d.Tokens) && r.tag(k) == "POS" {
			k++
		}
		if _, given := world.GivenName(f); given || full[f] || k >= len(r.d.Tokens) || r.d.Tokens[k].Sent != r.d.Tokens[x.first].Sent {
			continue
		}
		if l := r.low(k); companyHeads[l] && (l != "chief" || k+1 < len(r.d.Tokens) && (r.low(k+1) == "executive" || r.low(k+1) == "operating" || r.low(k+1) == "financial")) {
			votes[f]++
		}
	}
	for i := range all {
		if x := &all[i]; x.class == person && x.last-x.first == 1 && votes[r.d.Form(x.first)] > 0 && !(x.first > 0 && r.isTitle(x.first-1)) {
			x.class = organization
			delete(surnames, r.d.Form(x.first))
		}
	}
}

// instrument reports whether the lone word i, which is known for no person and stands
// nowhere else, is what something was done with: "was poisoned with Vexalin".
func (r *resolver) instrument(i int) bool {
	h := r.d.Tokens[i].Head
	if i == 0 || r.low(i-1) != "with" || h < 0 || r.rel(i) != "obl" || r.child(h, "aux:pass") < 0 {
		return false
	}
	form := r.d.Form(i)
	if _, given := world.GivenName(form); given || world.Surname(form) {
		return false
	}
	for k := range r.d.Tokens {
		if k != i && r.d.Form(k) == form {
			return false
		}
	}
	return true
}
