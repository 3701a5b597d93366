package grammar

// What a clause consists of: its verb, its subject, what it is joined with.

// copula makes a noun behind its own "were" the predicate of the noun before it, where it
// hangs on that: "saying the claims were a fabrication".
func (m mender) copula(i int) {
	p := m.head(i)
	if p < i || m.rel(p) != "appos" && m.rel(p) != "nmod" && m.rel(p) != "amod" && m.rel(p) != "compound" {
		return
	}
	y := m.head(p)
	if y < m.x.First || y > i || !m.noun(y) || m.comma(y, i) || m.child(p, "nsubj", "nsubj:pass") >= 0 {
		return
	}
	rel := m.rel(y)
	m.replace(y, p, "nsubj")
	if rel == "obj" || rel == "obl" {
		m.d.Tokens[p].Rel = "ccomp"
	}
}

// subject mends a subject that can be none: a participle behind the noun that it tells of ("A
// document filed Thursday says"), the noun of a preposition ("No ship of hers had left"), who
// did what a participle tells ("a committee led by Berg alleged").
func (m mender) subject(i int) {
	v := m.head(i)
	if v < i {
		return
	}
	if t := m.tag(i); t == "VBD" || t == "VBN" {
		m.participle(i, v)
		return
	}
	if c := m.child(i, "cop"); c >= 0 && (m.tag(c) == "VBG" || m.tag(c-1) == "VBG") {
		m.d.Tokens[i].Rel = "csubj" // "Having been a psychologist helps"
		return
	}
	if b := i - 1; b > m.x.First && speaks[m.low(b)] && m.form(i+1) == "," && m.child(b, "nsubj") < 0 {
		m.hang(i, b, "nsubj") // `"The ministry," said Berg, "lied."`
		return
	}
	if s := m.child(v, "nsubj", "nsubj:pass"); s < i {
		m.second(s, i, v)
	}
	if n := i - 2; m.low(i) == "which" && m.form(i-1) == "," && m.noun(n) && m.head(v) >= 0 && m.head(v) <= n && m.rel(v) != "acl:relcl" && m.rel(v) != "ccomp" {
		m.hang(v, n, "acl:relcl")
		return
	}
	if c := m.child(i, "case"); c > m.x.First && c < i && m.tag(c) == "IN" && m.noun(c-1) {
		if n := c - 1; m.head(n) == v && m.hang(i, n, "nmod") {
			m.d.Tokens[n].Rel = "nsubj"
		}
		return
	}
	m.agent(i, v)
}

// participle hangs participle i, which is no subject of v, on the noun before it.
func (m mender) participle(i, v int) {
	if m.child(i, "aux", "aux:pass", "mark") >= 0 {
		return
	}
	rel := m.rel(i)
	if s := m.child(i, "nsubj", "obj", "nsubj:pass"); s >= 0 && s < i && m.noun(s) && !m.comma(s, i) {
		m.replace(i, s, "acl")
		m.d.Tokens[s].Rel = rel
	} else if s := m.child(v, "nsubj", "nsubj:pass"); s >= 0 && s < i && m.noun(s) && !m.comma(s, i) {
		m.hang(i, s, "acl")
	}
}

// second mends the second subject i of verb v: "that" opens the clause, and what stands behind a
// verb without an object is that: "The pledge to abolish fees was popular".
func (m mender) second(s, i, v int) {
	if m.low(s) == "that" {
		m.d.Tokens[s].Rel = "mark"
		return
	}
	w := i - 1
	for w > s && (m.tag(w) == "DT" || m.tag(w) == "PRP$" || m.tag(w) == "JJ" || m.tag(w) == "NN") {
		w--
	}
	if w > s && (m.tag(w) == "VB" || m.tag(w) == "VBG") && m.head(w) != v && m.child(w, "obj", "ccomp", "xcomp") < 0 {
		m.hang(i, w, "obj")
	}
}

var speaks = set("said says added told wrote asked replied argued insisted")

// auxiliaries are the lemmas that can be an auxiliary.
var auxiliaries = set("be have get do will would can could may might must shall should go need dare ought 's 'd 'll 've")

// noAuxiliary makes a full verb the verb that it is: "alleges that the shop sold tainted milk".
func (m mender) noAuxiliary(i int) {
	top := m.head(i)
	if m.low(i) == "including" {
		m.including(i)
		return
	}
	if t := m.tag(i); top < i || t != "VBD" && t != "VBZ" && t != "VBP" || auxiliaries[m.lemma(i)] || auxiliary[m.low(i)] {
		return
	}
	if n := m.head(top); m.rel(top) == "amod" && n > top && m.noun(n) {
		top = n
	} else if isVerb(m.tag(top)) {
		if s := i - 1; m.head(s) == top && m.tag(s) == "PRP" && saying[m.lemma(i)] { // "a decision they say allowed"
			m.hang(i, top, "parataxis")
			m.hang(s, i, "nsubj")
		}
		return
	} else if !m.noun(top) {
		return
	}
	m.replace(top, i, "obj")
	for k := m.x.First; k < i; k++ {
		if h := m.head(k); h > i && m.under(h, top) {
			m.d.Tokens[k].Head = i
			if m.rel(k) == "nsubj:pass" {
				m.d.Tokens[k].Rel = "nsubj"
			}
		}
	}
}

// including makes a preposition of "including" between a noun and its part: "journals including
// Nature have said".
func (m mender) including(i int) {
	n := i - 1
	for k := i + 1; k < m.x.Last && (m.noun(k) || m.tag(k) == "DT" || m.tag(k) == "JJ" || m.tag(k) == "PRP$"); k++ {
		if h := m.head(k); m.rel(k) == "nsubj" && m.noun(n) && m.under(h, m.head(i)) && !m.under(n, k) {
			m.hang(k, n, "nmod")
			m.d.Tokens[i].Head, m.d.Tokens[i].Rel = k, "case"
			if s := m.child(h, "nsubj:pass"); s >= 0 && m.child(h, "aux:pass") < 0 {
				m.d.Tokens[s].Rel = "nsubj"
			}
			return
		}
	}
}

// attributive makes an adjective of a participle right between a report and its object: "noted
// published reports".
func (m mender) attributive(i int) {
	v, n := i-1, i+1
	if m.tag(i) == "VBN" && m.head(i) == v && saying[m.lemma(v)] && m.noun(n) && m.head(n) == i && m.rel(n) == "obj" && m.child(i, "nsubj", "nsubj:pass", "aux", "mark") < 0 {
		m.replace(i, n, "amod")
		m.d.Tokens[n].Rel = "obj"
	}
}

// opened makes the noun behind "before" the subject of the finite verb behind it, which has no
// other: "comes before Ruritania holds a vote".
func (m mender) opened(i int) {
	f, c := i+1, m.child(i, "case")
	if c < 0 || c > i || !adverbial[m.low(c)] || !finite(m.tag(f)) || m.tag(f) == "MD" || m.child(f, "nsubj", "nsubj:pass") >= 0 || m.rel(f) == "aux" || m.rel(f) == "cop" {
		return
	}
	h := m.head(i)
	if h < 0 || m.under(h, f) {
		return
	}
	m.d.Tokens[i].Head, m.d.Tokens[i].Rel = f, "nsubj"
	m.d.Tokens[c].Head, m.d.Tokens[c].Rel = f, "mark"
	m.d.Tokens[f].Head, m.d.Tokens[f].Rel = h, "advcl"
}

// withParticiple hangs a participle behind the noun of a preposition on the noun: "Despite polls
// showing her behind, Berg went on".
func (m mender) withParticiple(i int) {
	p := m.head(i)
	if p != i+1 || m.tag(p) != "VBG" || m.child(i, "case") < 0 || m.child(p, "nsubj", "aux") >= 0 || m.head(p) < 0 {
		return
	}
	m.replace(p, i, "acl")
	m.d.Tokens[i].Rel = "obl"
}

// hasSaid tells "has" from "is": "he's said he'll fight".
func (m mender) hasSaid(i int) {
	v := m.head(i)
	if low := m.low(i); m.rel(i) != "aux:pass" || low != "'s" && low != "’s" || m.low(v) != "said" {
		return
	}
	m.d.Tokens[i].Rel = "aux"
	if s := m.child(v, "nsubj:pass"); s >= 0 {
		m.d.Tokens[s].Rel = "nsubj"
	}
}

// praising makes a participle before a whole noun phrase a verb: "called it a step, applauding
// America's leadership".
func (m mender) praising(i int) {
	h := m.head(i)
	if m.tag(i) != "VBG" || h <= i+1 || m.form(i-1) != "," {
		return
	}
	if k := m.child(h, "det", "nmod:poss"); k < i || k > h {
		return
	}
	v := m.head(h)
	for v >= i {
		v = m.head(v)
	}
	for v >= 0 && !isVerb(m.tag(v)) {
		v = m.head(v)
	}
	if v >= 0 && m.hang(i, v, "advcl") {
		m.hang(h, i, "obj")
	}
}

// listed hangs the further parts of a list on its first: "the banks, the oil industry and big
// donors", "promised to bomb it, bring back trials and deport them".
func (m mender) listed(i int) {
	h := m.head(i)
	if h < 0 || h > i {
		return
	}
	if m.tag(i) == "VB" && isVerb(m.tag(h)) && m.tag(h) != "VB" && m.child(i, "nsubj", "aux", "mark") < 0 && m.child(h, "aux") < 0 {
		for k := i - 1; k > h; k-- {
			if m.tag(k) == "VB" && m.low(k-1) == "to" && m.under(k, h) {
				m.hang(i, k, "conj")
				return
			}
		}
	}
	if m.rel(i) != "parataxis" || !m.noun(i) || m.child(i, "conj") < 0 || m.child(i, "nsubj", "cop") >= 0 {
		return
	}
	c := i
	for c > h && m.under(c, i) {
		c--
	}
	if n := c - 1; m.form(c) == "," && m.noun(n) && m.tag(n) != "PRP" && n > h {
		m.hang(i, n, "conj")
	}
}

// joined hangs a finite verb that is joined with a noun on the verb before it: "was charged with
// two counts and pleaded not guilty".
func (m mender) joined(i int) {
	h := m.head(i)
	if m.rel(i) != "conj" {
		return
	}
	misread := m.tag(i) == "VBN" && reports[m.low(i)] && i+1 < m.x.Last && (m.tag(i+1) == "NNP" || m.tag(i+1) == "PRP")
	if !misread && !finite(m.tag(i)) || m.tag(i) == "MD" || h > i || !m.noun(h) || m.child(h, "cop", "nsubj", "nsubj:pass") >= 0 || m.child(i, "nsubj", "nsubj:pass", "mark") >= 0 {
		return
	}
	for v := m.head(h); v >= 0 && v < i; v = m.head(v) {
		if isVerb(m.tag(v)) && m.tag(v) != "VBG" && m.tag(v) != "VB" {
			m.hang(i, v, "conj")
			return
		}
	}
}

// agent hangs the subject i of verb v on the participle whose "by" stands before it.
func (m mender) agent(i, v int) {
	b := i
	for b > m.x.First && b > i-maxTitle && m.noun(b) {
		b--
	}
	if m.low(b) != "by" || m.tag(b-1) != "VBN" || m.rel(b-1) != "acl" {
		return
	}
	s := m.head(b - 1)
	if s < m.x.First || s > b || m.under(v, s) && m.head(s) < 0 {
		return
	}
	head, rel := m.head(s), m.rel(s)
	m.d.Tokens[i].Head, m.d.Tokens[i].Rel = b-1, "obl:agent"
	if m.under(v, s) {
		m.d.Tokens[v].Head, m.d.Tokens[v].Rel = head, rel
	}
	m.hang(s, v, "nsubj")
}

// maxTitle bounds the words of a name and a title before it.
const maxTitle = 6

// reduced makes the finite verb of a sentence its main verb where a participle between it and
// its subject took its place: "a group believed linked to the navy was accused".
func (m mender) reduced(i int) {
	h := m.head(i)
	if h > i || m.tag(i) != "VBN" || m.tag(h) != "VBN" || m.child(i, "nsubj", "nsubj:pass", "mark") >= 0 {
		return
	}
	a, s := m.child(i, "aux", "aux:pass"), m.child(h, "nsubj", "nsubj:pass")
	if a < h || s < 0 || s > h || !finite(m.tag(a)) || m.comma(s, a) {
		return
	}
	if k := m.child(h, "aux", "aux:pass"); k >= 0 && auxiliary[m.low(k)] {
		return
	}
	m.replace(h, i, "acl")
	m.d.Tokens[s].Head, m.d.Tokens[s].Rel = i, "nsubj:pass"
	m.d.Tokens[h].Head = s
	for k := m.x.First; k < m.x.Last; k++ {
		if m.head(k) == h && (k < s || k > i) {
			m.d.Tokens[k].Head = i
		}
	}
}

// adverbial are words that open a clause that nobody says.
var adverbial = set("as after before while since because although though unless until")

// progressive makes the participle behind "was" the verb of its sentence: "alleged that Brazil was
// arming rebels".
func (m mender) progressive(i int) {
	p, v := m.head(i), i+1
	if p <= v || m.tag(v) != "VBG" || m.head(v) != p || m.rel(v) != "amod" && m.rel(v) != "compound" || m.child(p, "nsubj") < 0 || m.child(p, "det", "expl") >= 0 {
		return
	}
	m.replace(p, v, "obj")
	m.d.Tokens[i].Rel = "aux"
	for k := m.x.First; k < v; k++ {
		if m.head(k) == p {
			m.d.Tokens[k].Head = v
		}
	}
}

// farAuxiliary makes an auxiliary that a comma parts from its verb a verb: "If she did not, he
// warned, the camp would go".
func (m mender) farAuxiliary(i int) {
	v := m.head(i)
	if v < i || !m.comma(i, v) || m.child(i, "conj") >= 0 {
		return
	}
	s := m.child(v, "nsubj")
	if s < 0 || s > i {
		return
	}
	h := m.head(v)
	if h < 0 {
		h = v
	}
	m.d.Tokens[i].Head, m.d.Tokens[i].Rel = h, "advcl"
	for k := m.x.First; k < i+2; k++ {
		if k != i && m.head(k) == v && m.form(k) != "," {
			m.d.Tokens[k].Head = i
		}
	}
	if h != v {
		m.d.Tokens[v].Rel = "parataxis"
	}
}

// main makes a participle with an object the verb of a sentence that has no other: "Ben Moor, head
// of the bank, tied the losses to the weather".
func (m mender) main(i int) {
	s := m.head(i)
	if t := m.tag(i); t != "VBN" && t != "VBD" || !m.noun(s) || s > i || m.head(s) >= 0 || m.child(i, "aux", "aux:pass", "nsubj", "mark") >= 0 {
		return
	}
	if t := m.tag(i); t == "VBN" && m.behind(i, "obj") < 0 {
		return
	}
	for k := m.x.First; k < m.x.Last; k++ {
		if finite(m.tag(k)) && k != i && (m.head(k) == s || k < i) {
			return
		}
	}
	m.replace(s, i, "nsubj")
	for k := i + 1; k < m.x.Last; k++ {
		if m.head(k) == s {
			m.d.Tokens[k].Head = i
		}
	}
}

// following makes a preposition of "following" behind a noun: "a fake following the attack".
func (m mender) following(i int) {
	o, h := m.behind(i, "obj"), m.head(i)
	if m.low(i) != "following" || o < 0 || !m.noun(h) {
		return
	}
	m.replace(i, o, "case")
	m.d.Tokens[o].Rel = "nmod"
	for v := h; v >= 0; v = m.head(v) {
		if isVerb(m.tag(v)) {
			m.hang(o, v, "obl")
			return
		}
	}
}
