package coref

import (
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract/world"
)

// besideSieve joins what stands beside a name in the same sentence: appositions
// ("Anna Lind, Ruritania's foreign minister"), predicates ("Lind is the foreign
// minister") and relative pronouns.
func (r *resolver) besideSieve() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind == graph.MentionPronoun && m.ent < 0 {
			continue
		}
		if m.kind == graph.MentionNominal && m.class == organization && !m.plural && i+1 < len(r.ms) {
			for j := i + 1; j < len(r.ms) && r.ms[j].first <= m.last; j++ { // "the bus company Quickline"
				x := &r.ms[j]
				inside := x.last == m.head && mediaNouns[m.noun] || x.last == m.head-1 && m.noun == "agency" && r.low(m.head-1) == "news"
				if (x.first == m.last || inside) && x.kind == graph.MentionName && x.class == organization && x.ent >= 0 { // "the Meridian news agency"
					r.join(i, x.ent)
					break
				}
			}
		}
		if j := r.orgBeside(i); j >= 0 {
			m.class, m.quiet = organization, true
			r.join(i, r.ms[j].ent)
		}
		if m.kind == graph.MentionNominal && m.class == person && !m.plural && m.ent < 0 {
			if j := r.appositive(i); j >= 0 {
				r.attach(i, j)
			} else if j := r.predicate(i); j >= 0 {
				r.attach(i, j)
			}
		}
	}
}

// appositive returns the mention of a person's name that the nominal i stands
// beside, parted by a comma: before ("Ruritania's foreign minister, Anna Lind,")
// or behind ("Anna Lind, Ruritania's foreign minister,").
func (r *resolver) appositive(i int) int {
	m := &r.ms[i]
	s := r.d.Sentences[m.sent]
	if k := m.last; k < s.Last-1 && r.d.Form(k) == "," {
		if j := r.nameStarting(k + 1); j >= 0 && (r.rel(r.ms[j].head) == "appos" || r.ends(r.ms[j].last, s.Last) && (m.definite || r.speaksNext(r.ms[j].last))) {
			return j
		}
	}
	if m.owner >= 0 && r.tag(r.ms[m.owner].head) == "WP$" {
		return -1 // "Lind, whose lawyer"
	}
	if k := m.first - 1; k > s.First && r.d.Form(k) == "," {
		if j := r.nameEnding(k); j >= 0 && r.closes(m.last, s.Last) && r.rel(m.head) != "nsubj" && r.rel(m.head) != "conj" {
			return j
		}
	}
	return -1
}

// ends reports whether a name between commas is over at token k, and is no item
// of a list: "his deputy, Anna Lind, said", not "his deputy, Anna Lind and Bob".
func (r *resolver) ends(k, limit int) bool {
	if k >= limit || r.tag(k) == "." {
		return true
	}
	return r.d.Form(k) == "," && k+1 < limit && r.tag(k+1) != "CC" && !(r.noun(k+1) && upper(r.d.Form(k+1)))
}

// employing are nouns for a person that as often stand for a company.
var employing = set(`employer owner maker rival supplier sponsor publisher backer operator insurer lender partner`)

// orgBeside returns the mention of an organization's name between commas beside a
// description of it: "her former employer, Slate Hollow, of lying", "Slate Hollow, the
// sport's governing body, is". It returns -1 where there is none.
func (r *resolver) orgBeside(i int) int {
	m := &r.ms[i]
	if m.kind != graph.MentionNominal || m.plural || m.ent >= 0 || m.class != organization && !employing[m.noun] {
		return -1
	}
	s := r.d.Sentences[m.sent]
	for j := range r.near(min(m.last+1, len(r.d.Tokens)-1)) {
		x := &r.ms[j]
		if x.kind != graph.MentionName || x.class != organization || x.ent < 0 || x.org != nil && x.org.Place {
			continue
		}
		if m.definite && x.first == m.last+1 && r.d.Form(m.last) == "," && x.last < s.Last-1 && r.d.Form(x.last) == "," && r.closes(x.last+1, s.Last) {
			return j
		}
		if x.last == m.first-1 && r.d.Form(x.last) == "," && m.last < s.Last-1 && r.d.Form(m.last) == "," && r.closes(m.last+1, s.Last) {
			return j
		}
	}
	return -1
}

// speaksNext reports whether a verb stands behind the comma at token k: "A spokeswoman for
// the port, Ada Moor, said".
func (r *resolver) speaksNext(k int) bool {
	return k+1 < len(r.d.Tokens) && r.d.Form(k) == "," && r.finite(k+1)
}

// closes reports whether an apposition may end before token k: at a mark, a verb
// or a clause.
func (r *resolver) closes(k, limit int) bool {
	if k >= limit {
		return true
	}
	t := r.tag(k)
	switch t {
	case ",", ".", ":", "-RRB-", "''", "WP", "WDT", "IN", "WP$":
		return true
	}
	return strings.HasPrefix(t, "VB") || t == "MD"
}

func (r *resolver) nameEnding(k int) int {
	for j := range r.near(k) {
		if x := &r.ms[j]; x.kind == graph.MentionName && x.class == person && x.last == k && x.ent >= 0 {
			return j
		}
	}
	return -1
}

func (r *resolver) nameStarting(k int) int {
	for j := range r.near(k) {
		if x := &r.ms[j]; x.kind == graph.MentionName && x.class == person && x.first == k && x.ent >= 0 {
			return j
		}
	}
	return -1
}

// near yields the mentions around token k.
func (r *resolver) near(k int) func(func(int) bool) {
	return func(yield func(int) bool) {
		lo, hi := 0, len(r.ms)
		for lo < hi {
			h := (lo + hi) / 2
			if r.ms[h].first < k-12 {
				lo = h + 1
			} else {
				hi = h
			}
		}
		for j := lo; j < len(r.ms) && r.ms[j].first <= k; j++ {
			if !yield(j) {
				return
			}
		}
	}
}

// predicate returns the subject's mention of "Lind is the foreign minister".
func (r *resolver) predicate(i int) int {
	h := r.ms[i].head
	if !r.isPredicate(i) || r.ms[i].quote >= 0 {
		return -1
	}
	switch r.rel(h) {
	case "root", "conj", "parataxis":
	default:
		return -1 // "she said Lind was a liar": what somebody says
	}
	for _, c := range r.kids[h] {
		if r.rel(int(c)) == "advmod" && (r.d.Tokens[c].Lemma == "not" || r.d.Tokens[c].Lemma == "never") || r.rel(int(c)) == "aux" && r.tag(int(c)) == "MD" {
			return -1
		}
	}
	for _, c := range r.kids[h] {
		if r.rel(int(c)) != "nsubj" {
			continue
		}
		for j := range r.near(int(c)) {
			if x := &r.ms[j]; x.kind == graph.MentionName && x.class == person && x.ent >= 0 && x.core0 <= int(c) && int(c) < x.core1 {
				return j
			}
		}
	}
	return -1
}

// isPredicate reports whether a nominal says what somebody is: "is a lawyer".
func (r *resolver) isPredicate(i int) bool { return r.child(r.ms[i].head, "cop") >= 0 }

// naming are verbs with an object and what it is said to be.
var naming = set(`call name appoint elect consider label brand declare dub make deem think term rename nominate`)

// isComplement reports whether a nominal is what somebody is called or made:
// "called her a coward", "named him ambassador".
func (r *resolver) isComplement(i int) bool {
	m := &r.ms[i]
	h := r.d.Tokens[m.head].Head
	if h >= 0 && h < m.first && m.class == person && (r.lemma(h) == "become" || r.lemma(h) == "remain") {
		return true
	}
	if m.class != person || m.plural || h < 0 || h > m.first || r.low(m.first) == "the" || !naming[r.lemma(h)] {
		return false
	}
	return h+1 < m.first // an object or a passive stands between
}

// attach joins nominal i to the entity of the name j and notes the office.
func (r *resolver) attach(i, j int) {
	m, e := &r.ms[i], r.ms[j].ent
	if !agree(r.ents[e].gender, m.gender) {
		return
	}
	r.join(i, e)
	m.quiet = !r.isPredicate(i)
	if m.gender != world.Unknown {
		r.ents[e].gender = m.gender
	}
	if r.isPredicate(i) && !m.definite && !officeWord(m.noun) && !world.In(world.Titles, m.noun) {
		return // "is a fool" is no office
	}
	holder := m.owner
	if m.house >= 0 {
		holder = m.house
	}
	r.addRole(e, m.title, m.country, r.d.Span(m.first, m.last), holder)
}

// relative resolves a relative pronoun to the mention of its noun; where the tree
// leads to no actor, to the one that ends right before it: "the rise of Harken,
// who".
func (r *resolver) relative(i int) int {
	l := r.ms[i].desc
	fits := func(j int) bool {
		if j < 0 || j == i || r.ms[j].ent < 0 {
			return false
		}
		c := r.classOf(j)
		return l != "who" && l != "whom" || c == person || c == group || c == organization
	}
	k := r.antecedentToken(r.ms[i].head)
	if k < 0 {
		return -1
	}
	if j := r.mentionAt(k); fits(j) {
		return r.ms[j].ent
	}
	if l == "that" || l == "which" {
		return -1
	}
	k = r.ms[i].head
	if k > 0 && r.d.Form(k-1) == "," {
		k--
	}
	best := -1
	for j := range r.near(k) {
		if x := &r.ms[j]; x.last == k && fits(j) && (x.class == person || x.class == group) {
			best = j // the last is the smallest
		}
	}
	if best >= 0 {
		return r.ms[best].ent
	}
	return -1
}

func (r *resolver) classOf(j int) class {
	if e := r.ms[j].ent; e >= 0 {
		return r.ents[e].class
	}
	return r.ms[j].class
}

// mentionAt returns the mention whose head or name holds token k, -1 for none.
func (r *resolver) mentionAt(k int) int {
	if j := r.byHead[k]; j >= 0 {
		return int(j)
	}
	best := -1
	for j := range r.near(k) {
		x := &r.ms[j]
		if x.kind != graph.MentionName || x.first > k || k >= x.core1 {
			continue
		}
		if k >= x.core0 || best < 0 { // a title is the head of some names: "Opposition leader Tom Arden"
			best = j
		}
	}
	return best
}
