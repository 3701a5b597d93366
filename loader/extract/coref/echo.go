package coref

import (
	"slices"
	"strings"

	"hearsay/loader/extract/world"
)

// behindNoun finds a name of two or three capitalised words behind a noun for a
// person, which no list need know: "presidential candidate Zuri Wanholm". What the
// names layer sees there is mended by afterNoun.
func (r *resolver) behindNoun() (out []spot) {
	for i := 0; i+2 < len(r.d.Tokens); i++ {
		c, named := person, false
		if companyNouns[r.low(i)] && r.tag(i) == "NN" && r.low(i-min(i, 1)) != "'s" {
			c = organization // "the firm Slate Hollow"
		} else if i > 1 && r.low(i) == "as" && r.low(i-1) == "known" && r.groupBefore(i-1) {
			c, named = organization, true // "a gang known as Pale Lantern"
		} else if !r.afterNoun(i + 1) {
			continue
		}
		if r.tag(i+1) != "NNP" && !(named && upper(r.d.Form(i+1))) || r.loud[r.d.Tokens[i].Sent] {
			continue
		}
		k := i + 1
		for k < len(r.d.Tokens) && k < i+5 && r.d.Tokens[k].Sent == r.d.Tokens[i].Sent && (r.tag(k) == "NNP" || named) && upper(r.d.Form(k)) && letter(r.d.Form(k)[0]) {
			k++
		}
		if k-i < 3 || k-i > 4 || c == person && (orgNoun(r.low(k-1)) || placeNouns[r.low(k-1)]) {
			continue
		}
		if _, known := r.lookUp(i+1, k); !known && !r.demonymInside(i+1, k) {
			out = append(out, spot{first: i + 1, last: k, class: c})
		}
	}
	return out
}

// echoSpots finds what is named again by one word where the names layer saw
// nothing: the surname of a person, the first word of a company ("Halgrim" of
// "Halgrim Metals"), or a company's full name around the word that was seen.
func (r *resolver) echoSpots(all []spot) []spot {
	seen := make([]bool, len(r.d.Tokens))
	surnames, firsts := map[string]bool{}, map[string]bool{}
	for _, x := range all {
		for k := x.first; k < x.last; k++ {
			seen[k] = true
		}
		if n := x.last - x.first; n >= 2 && x.class == person {
			surnames[r.d.Form(x.last-1)] = true
		} else if x.class == organization && x.org == nil && (n == 2 || n == 3 && world.In(world.CompanySuffixes, r.low(x.last-1))) && len(r.d.Form(x.first)) >= 5 && !commonFirst[r.low(x.first)] && (!orgNoun(r.low(x.first+1)) || industryNouns[r.low(x.first+1)]) {
			firsts[r.d.Form(x.first)] = true
		}
	}
	all = append(all, r.actingSpots(seen)...)
	all = append(all, r.repeated(all, seen)...)
	for i := range r.d.Tokens {
		f := r.d.Form(i)
		if seen[i] || !strings.HasPrefix(r.tag(i), "NNP") && !(firsts[f] && r.tag(i) == "NN" && i > r.d.Sentences[r.d.Tokens[i].Sent].First) || r.loud[r.d.Tokens[i].Sent] ||
			i+1 < len(seen) && (seen[i+1] || strings.HasPrefix(r.tag(i+1), "NNP")) || i > 0 && strings.HasPrefix(r.tag(i-1), "NNP") && !world.In(world.Titles, strings.TrimSuffix(r.low(i-1), ".")) {
			continue
		}
		switch {
		case surnames[f]:
			all = append(all, spot{first: i, last: i + 1, class: person})
		case firsts[f]:
			all = append(all, spot{first: i, last: i + 1, class: organization})
		}
	}
	return all
}

// widen takes the second word of a company's name into it where the names layer
// saw the first alone elsewhere: "Halgrim Metals" with "Halgrim" as an organization.
func (r *resolver) widen(all []spot) []spot {
	seen := make([]bool, len(r.d.Tokens))
	short := map[string]bool{}
	for _, x := range all {
		for k := x.first; k < x.last; k++ {
			seen[k] = true
		}
		if f := r.d.Form(x.first); x.last-x.first == 1 && x.class != person && x.code == "" && x.org == nil && len(f) >= 5 &&
			(strings.HasPrefix(r.rel(x.first), "nsubj") || r.rel(x.first) == "obj") {
			short[f] = true
		}
	}
	for i := 0; i+1 < len(r.d.Tokens); i++ {
		if seen[i] || seen[i+1] || !short[r.d.Form(i)] || !strings.HasPrefix(r.tag(i+1), "NNP") || !upper(r.d.Form(i+1)) ||
			r.loud[r.d.Tokens[i].Sent] || r.d.Tokens[i].Sent != r.d.Tokens[i+1].Sent || i+2 < len(r.d.Tokens) && strings.HasPrefix(r.tag(i+2), "NNP") {
			continue
		}
		all = append(all, spot{first: i, last: i + 2, class: organization})
	}
	for i := range all { // the short name is a company's too
		if x := &all[i]; x.last-x.first == 1 && x.class == unknown && x.code == "" && short[r.d.Form(x.first)] && r.longer(all, r.d.Form(x.first)) {
			x.class = organization
		}
	}
	return all
}

func (r *resolver) longer(all []spot, first string) bool {
	return slices.ContainsFunc(all, func(x spot) bool {
		return x.class == organization && x.last-x.first == 2 && r.d.Form(x.first) == first
	})
}

// afterNoun reports whether token i stands right behind a noun in lower case for
// one person, as a name behind its title does.
func (r *resolver) afterNoun(i int) bool {
	if i < 1 || r.loud[r.d.Tokens[i].Sent] || r.d.Tokens[i].Sent != r.d.Tokens[i-1].Sent {
		return false
	}
	l := r.low(i - 1)
	return r.tag(i-1) == "NN" && !upper(r.d.Form(i-1)) && world.Person(l) && !world.In(world.OrganizationNouns, l) && !world.In(world.GroupNouns, l)
}

func (r *resolver) demonymInside(a, b int) bool {
	for k := a; k < b; k++ {
		if _, _, ok := world.Geo(r.d.Form(k)); ok {
			return true
		}
	}
	return false
}

// actsAsPerson reports whether a name of two or three words that the names layer
// took for a place or organization is a person's by where it stands: behind a noun
// for a person, or before "who" ("Zuri Wanholm, who spoke last").
func (r *resolver) actsAsPerson(x spot) bool {
	if x.class == person || x.last-x.first > 3 || orgNoun(r.low(x.last-1)) || placeNouns[r.low(x.last-1)] {
		return false
	}
	if r.afterNoun(x.first) {
		return true
	}
	return x.class == unknown && x.last+1 < len(r.d.Tokens) && r.d.Form(x.last) == "," && r.low(x.last+1) == "who"
}

// groupBefore reports whether "known as" at token k tells the name of a group: "a
// gang known as Red Tide".
func (r *resolver) groupBefore(k int) bool {
	for j := k - 1; j >= 0 && j > k-4; j-- {
		if l := r.lemma(j); r.noun(j) && (world.In(world.OrganizationNouns, l) || world.In(world.GroupNouns, l)) {
			return true
		}
	}
	return false
}

// actingSpots finds a name of two or three words that speaks or is spoken against where the
// names layer saw nothing, and marks it as seen: "Steep Track is accused of fraud".
func (r *resolver) actingSpots(seen []bool) (out []spot) {
	for a := 0; a+1 < len(r.d.Tokens); a++ {
		if seen[a] || !strings.HasPrefix(r.tag(a), "NNP") || !upper(r.d.Form(a)) || r.loud[r.d.Tokens[a].Sent] {
			continue
		}
		b := a
		for b < len(r.d.Tokens) && r.d.Tokens[b].Sent == r.d.Tokens[a].Sent && !seen[b] && strings.HasPrefix(r.tag(b), "NNP") && upper(r.d.Form(b)) && letter(r.d.Form(b)[0]) {
			b++
		}
		x := spot{first: a, last: b, class: organization}
		ok := b-a < 4 && r.explains(x) || (b-a == 2 || b-a == 3) && r.tag(a) == "NNP" && r.actsInWords(x)
		if ok && !r.demonymInside(a, b) && !r.isTitle(b-1) && !r.isTitle(a) && (b >= len(seen) || !seen[b]) && (a == 0 || !seen[a-1]) {
			out = append(out, x)
			for k := a; k < b; k++ {
				seen[k] = true
			}
		}
		a = max(a, b-1)
	}
	return out
}

// explains reports whether a name between commas explains a noun for an organization: "The
// regulator, Brinmark, said".
func (r *resolver) explains(x spot) bool {
	if k := x.first - 1; k > 0 && r.tag(k) == "NN" && mediaNouns[r.lemma(k)] && r.rel(k) != "nsubj" && r.d.Tokens[k].Sent == r.d.Tokens[x.first].Sent {
		for j := k - 1; j >= 0 && j > k-4; j-- { // "The Tbilisi newspaper Dila"
			if t := r.tag(j); t == "DT" || t == "PRP$" {
				return true
			} else if t[0] != 'N' && t[0] != 'J' {
				break
			}
		}
	}
	k := x.first - 2
	if k < 0 || x.last >= len(r.d.Tokens)-1 || r.d.Form(x.first-1) != "," || r.d.Form(x.last) != "," || r.tag(k) != "NN" {
		return false
	}
	if l := r.lemma(k); !corporate[l] && !world.In(world.OrganizationNouns, l) || world.In(world.GroupNouns, l) && !companyNouns[l] {
		return false
	}
	return r.finite(x.last+1) || r.closes(x.last+1, r.d.Sentences[r.d.Tokens[x.first].Sent].Last) && r.tag(x.last+1) != "IN"
}

// describedAsGroup reports whether a noun for an organization explains a name behind it:
// "Green Hollow, a campaign group, urged".
func (r *resolver) describedAsGroup(x spot) bool {
	k, end := x.last, r.d.Sentences[r.d.Tokens[x.first].Sent].Last
	if k+3 >= end || r.d.Form(k) != "," || r.tag(k+1) != "DT" {
		return false
	}
	for k += 2; k < end && k < x.last+7; k++ {
		if t := r.tag(k); t != "NN" && !strings.HasPrefix(t, "JJ") && t != "NNP" && t != "HYPH" && t != "VBN" {
			break
		}
	}
	l := r.lemma(k - 1)
	return r.tag(k-1) == "NN" && (corporate[l] || companyNouns[l] || world.In(world.OrganizationNouns, l) || world.In(world.GroupNouns, l)) && r.closes(k, end)
}

// actsInWords reports whether a name is the subject of a verb of saying, or whom one is aimed at.
func (r *resolver) actsInWords(x spot) bool {
	k := r.headOf(x.first, x.last)
	h := r.d.Tokens[k].Head
	if h < 0 || r.tag(h)[0] != 'V' {
		return false
	}
	switch rel := r.rel(k); rel {
	case "nsubj":
		return reporting[r.lemma(h)]
	case "nsubj:pass", "obj":
		return aimed[r.lemma(h)]
	}
	return false
}

// repeated finds the names of persons and organizations of two and three words
// where they stand again and the names layer saw nothing, and marks them as seen.
func (r *resolver) repeated(all []spot, seen []bool) (out []spot) {
	byFirst := map[string]spot{}
	for _, x := range all {
		if n := x.last - x.first; (n == 2 || n == 3) && (x.class == person || x.class == organization && x.org == nil) {
			byFirst[r.d.Form(x.first)] = x
		}
	}
	for i := range r.d.Tokens {
		x, ok := byFirst[r.d.Form(i)]
		last := i + x.last - x.first
		if !ok || last > len(seen) || slices.Contains(seen[i:last], true) || r.loud[r.d.Tokens[i].Sent] || r.text(i, last) != r.text(x.first, x.last) {
			continue
		}
		x.first, x.last = i, last
		out = append(out, x)
		for k := i; k < last; k++ {
			seen[k] = true
		}
	}
	return out
}

// compatriot resolves "the Dane" and "the 61-year-old Chilean" to the person named
// last as a subject, whose country is the same or not known.
func (r *resolver) compatriot(i int) int {
	m := &r.ms[i]
	best, most := -1, 0.0
	for e, x := range r.candidates(i, 2) {
		if x.class != person || x.plural || len(x.full) == 0 || x.subjects == 0 || x.country != "" && x.country != m.country || r.barred(i, e) {
			continue
		}
		if w := r.salience(x, m.sent); w > most {
			best, most = e, w
		}
	}
	return best
}

// interrupts reports whether pronoun i speaks of entity e in the middle of what it
// says: "Stone, he added, should resign" is not said by Stone.
func (r *resolver) interrupts(i, e int) bool {
	k := r.ms[i].first
	if k+1 >= len(r.d.Tokens) || k < 1 || r.d.Form(k-1) != "," || !reporting[r.lemma(k+1)] || !r.finite(k+1) {
		return false
	}
	for j := range r.near(k - 1) {
		if x := &r.ms[j]; x.ent == e && x.last == k-1 && x.first == r.d.Sentences[x.sent].First {
			return true
		}
	}
	return false
}

// ofState reports whether the possessive at token k has a noun behind it of which
// a country has one: "its Foreign Ministry", "its ambassador in Oslo".
func (r *resolver) ofState(k int) bool {
	for k++; k < len(r.d.Tokens) && (r.noun(k) || strings.HasPrefix(r.tag(k), "JJ")); k++ {
		if l := r.lemma(k); state[l] || l == "ambassador" || l == "president" {
			return true
		}
	}
	return false
}

// common are words that are names of organizations only with a capital inside a
// sentence, and ones that need the names layer to agree.
var common = map[string]bool{"House": true, "Labour": true, "Amnesty": true, "Congress": true, "Senate": true, "Fed": true,
	"Wagner": true, "Westminster": true, "Number 10": true, "US": false, "Security Council": false, "Treasury": true, "AP": false,
	"ICE": false, "WHO": false, "Male": true, "AU": false, "EC": false, "Nice": true, "Rada": false, "Turkey": false}
