package grammar

import "hearsay/loader/extract"

// Some attachments no tree can have, and some the words decide: "the claims were a lie" is no
// apposition, "calls to resign" are no calls made in order to resign. Where the parser errs in
// these, its tree is mended.

// mender mends the tree of one sentence.
type mender struct {
	d *extract.Document
	x extract.Sentence
}

func mend(d *extract.Document, x extract.Sentence) {
	m := mender{d, x}
	for i := x.First; i < x.Last; i++ {
		t := &d.Tokens[i]
		switch t.Rel {
		case "cop":
			m.copula(i)
			m.progressive(i)
		case "punct":
			if h := t.Head; h > i && isQuote(d.Form(i)) && m.rel(h) == "nsubj" {
				m.hang(i, m.head(h), "punct") // the mark opens more than the subject
			}
		case "nsubj", "nsubj:pass":
			m.subject(i)
		case "amod":
			m.complement(i)
			m.praising(i)
		case "mark", "obj":
			m.told(i)
			m.whole(i)
			m.blamedOn(i)
			m.behindReport(i)
			if t.Rel == "mark" && d.Low(i) == "that" {
				m.called(i)
			}
		case "advcl":
			m.reduced(i)
		case "aux:pass", "aux":
			m.noAuxiliary(i)
			m.farAuxiliary(i)
			m.hasSaid(i)
		case "flat":
			if h := t.Head; t.Tag == "CD" && h == i-1 && months[d.Low(h)] && m.rel(h) == "compound" && m.head(h) > i {
				m.hang(i, m.head(h), "nummod") // "the Nov. 3 election"
			}
		case "appos":
			m.title(i)
			if c, h := m.child(i, "case"), t.Head; c > h && m.tag(c) == "IN" && m.rel(h) == "obj" && m.head(h) < h {
				m.hang(i, m.head(h), "obl") // "pointed the finger at fellow judge Berg"
			}
		case "obl":
			m.withParticiple(i)
			m.opened(i)
			m.charge(i)
			m.labelled(i)
		case "nmod":
			m.chargeOf(i)
			m.compound(i)
			m.through(i)
			m.behindTime(i)
			m.calledBy(i)
		case "conj", "parataxis":
			m.joined(i)
			m.listed(i)
		case "acl":
			m.forTo(i)
			m.calling(i)
		case "ccomp":
			m.attributive(i)
			if k := m.child(i, "mark"); k >= 0 && adverbial[d.Low(k)] {
				t.Rel = "advcl" // "said so, as calls grew"
			}
		}
		if t.Tag == "NN" || t.Tag == "NNS" {
			m.contentNoun(i)
		}
	}
	for i := x.First; i < x.Last; i++ { // when subjects are in place
		if isVerb(d.Tokens[i].Tag) {
			m.report(i)
		}
	}
}

// head returns the head of i, -1 for the root and outside of the sentence.
func (m mender) head(i int) int {
	if i < m.x.First || i >= m.x.Last {
		return -1
	}
	return m.d.Tokens[i].Head
}

// rel returns the relation of i to its head, "" outside of the sentence.
func (m mender) rel(i int) string {
	if i < m.x.First || i >= m.x.Last {
		return ""
	}
	return m.d.Tokens[i].Rel
}

// lemma returns the lemma of i, "" outside of the sentence.
func (m mender) lemma(i int) string {
	if i < m.x.First || i >= m.x.Last {
		return ""
	}
	return m.d.Tokens[i].Lemma
}

// tag returns the tag of i, a stop outside of the sentence.
func (m mender) tag(i int) string {
	if i < m.x.First || i >= m.x.Last {
		return "."
	}
	return m.d.Tokens[i].Tag
}
func (m mender) noun(i int) bool { t := m.tag(i); return t[0] == 'N' || t == "PRP" }

// form returns the word at i as it is written, "" outside of the sentence.
func (m mender) form(i int) string {
	if i < m.x.First || i >= m.x.Last {
		return ""
	}
	return m.d.Form(i)
}

// low is form in small letters.
func (m mender) low(i int) string {
	if i < m.x.First || i >= m.x.Last {
		return ""
	}
	return m.d.Low(i)
}

// child returns the first word of h with one of the relations, or -1.
func (m mender) child(h int, rels ...string) int {
	for i := m.x.First; i < m.x.Last; i++ {
		if m.head(i) != h {
			continue
		}
		for _, r := range rels {
			if m.rel(i) == r {
				return i
			}
		}
	}
	return -1
}

// under reports whether i is h or hangs on it, near or far.
func (m mender) under(i, h int) bool {
	for ; i >= 0; i = m.head(i) {
		if i == h {
			return true
		}
	}
	return false
}

// hang hangs i on h, unless h hangs on i itself.
func (m mender) hang(i, h int, rel string) bool {
	if h >= 0 && m.under(h, i) {
		return false
	}
	m.d.Tokens[i].Head, m.d.Tokens[i].Rel = h, rel
	return true
}

// replace puts i where h is in the tree, and hangs h on i.
func (m mender) replace(h, i int, rel string) {
	head, old := m.head(h), m.rel(h)
	m.d.Tokens[i].Head, m.d.Tokens[i].Rel = head, old
	m.d.Tokens[h].Head, m.d.Tokens[h].Rel = i, rel
}

// comma reports whether a comma stands between i and j.
func (m mender) comma(i, j int) bool {
	for ; i < j; i++ {
		if m.form(i) == "," {
			return true
		}
	}
	return false
}

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

// through hangs by whom somebody speaks on what he does: "denied the charges through his lawyer".
func (m mender) through(i int) {
	c := m.child(i, "case")
	if low := m.low(c); c < 0 || low != "through" && low != "via" {
		return
	}
	v := m.head(i)
	for v >= 0 && !isVerb(m.tag(v)) {
		v = m.head(v)
	}
	if v >= 0 && v < c && (saying[m.lemma(v)] || reports[m.low(v)]) {
		m.hang(i, v, "obl")
	}
}

// behindTime hangs what stands behind a time on the noun before it: "the poisoning last month of
// Ada Moor".
func (m mender) behindTime(i int) {
	h := m.head(i)
	c := m.child(i, "case")
	if c < h || !m.time(h) || m.tag(h) == "CD" || m.low(c) != "of" && m.low(c) != "in" {
		return
	}
	if n := m.head(h); n >= 0 && n < h && m.noun(n) && m.child(h, "case") < 0 {
		m.hang(i, n, "nmod")
	}
}

// title hangs a name on the noun right before it, which says what it is, and not on one farther
// off: "the sinking of the trawler Hesperia", "denounced as a disgrace the vote".
func (m mender) title(i int) {
	h := m.head(i)
	n := i - 1
	if m.rel(h) == "obl" && m.low(m.child(h, "case")) == "as" && m.child(i, "det") == h+1 && reports[m.low(m.head(h))] && m.child(m.head(h), "obj") < 0 {
		m.hang(i, m.head(h), "obj")
		return
	}
	if m.tag(i) != "NNP" || m.tag(n) != "NN" || n == h || m.head(n) != h || h > n || m.rel(n) != "nmod" || m.child(i, "case", "det") >= 0 {
		return
	}
	m.replace(n, i, "compound")
	for k := h + 1; k < n; k++ {
		if m.head(k) == n {
			m.d.Tokens[k].Head = i
		}
	}
}

// calledBy hangs who calls something so on the verb: `has been called "a scheme" by Joshua Berg`.
func (m mender) calledBy(i int) {
	c := m.child(i, "case")
	v := m.head(m.head(i))
	if c < 0 || m.low(c) != "by" || v < m.x.First || v > c || !labels[m.low(v)] || m.child(v, "aux:pass") < 0 {
		return
	}
	m.hang(i, v, "obl:agent")
}

// labelled makes the noun of "as a nasty and divisive candidate" the one that counts.
func (m mender) labelled(i int) {
	if m.tag(i) != "JJ" || m.child(i, "det") < 0 {
		return
	}
	n := m.child(i, "conj")
	if n <= i+1 || m.tag(n) != "NN" || m.child(n, "det") >= 0 || m.tag(i+1) != "CC" {
		return
	}
	m.replace(i, n, "amod")
	for k := m.x.First; k < i; k++ {
		if m.head(k) == i {
			m.d.Tokens[k].Head = n
		}
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

// called makes "that" the object of a verb with a label: `called that "pure invention"`.
func (m mender) called(i int) {
	v, c := i-1, m.head(i)
	if v < m.x.First || c < i || !labels[m.low(v)] || m.tag(c)[0] != 'N' || m.child(c, "nsubj", "cop") >= 0 {
		return
	}
	if m.hang(i, v, "obj") {
		m.hang(c, v, "xcomp")
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

// forTo hangs what somebody is to do on the noun that asks for it: "calls for Holt to resign".
func (m mender) forTo(i int) {
	h := m.head(i)
	if m.tag(i) != "VB" || h > i || !m.noun(h) {
		return
	}
	if c := m.child(h, "case"); c < 0 || m.low(c) != "for" {
		return
	}
	for n := m.head(h); n >= m.x.First && n < h && m.noun(n); n = m.head(n) {
		if toDo[m.lemma(n)] {
			m.hang(i, n, "acl")
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

// objectComplements are verbs that say of their object what it is.
var objectComplements = set("hold call deem find brand consider make label term declare render think believe")

// indefinite are pronouns with their adjective behind them: "found something new".
var indefinite = set("something anything nothing everything someone anyone everyone nobody")

// complement hangs an adjective behind the object of such a verb on the verb: "hold the
// mayor responsible", "called his handling of the strike amateurish".
func (m mender) complement(i int) {
	h := m.head(i)
	if h > i || m.tag(i)[0] != 'J' || indefinite[m.low(h)] || m.comma(h, i) {
		return
	}
	for h >= 0 && m.rel(h) != "obj" {
		switch m.rel(h) {
		case "nmod", "obl", "compound", "flat":
			h = m.head(h)
		default:
			return
		}
	}
	if h < 0 {
		return
	}
	if v := m.head(h); v < h && objectComplements[m.lemma(v)] {
		m.hang(i, v, "xcomp")
	}
}

// tellings are verbs of which one tells somebody that something is so.
var tellings = set("tell inform warn remind assure convince persuade notify")

// told hangs a clause behind the hearer of such a verb on the verb: "told the panel that Holt
// had lied". The parser takes it for a relative clause now and then.
func (m mender) told(i int) {
	if m.low(i) != "that" || i == m.x.First {
		return
	}
	c := m.head(i)
	if c < i || m.rel(c) != "acl:relcl" && m.rel(c) != "acl" {
		return
	}
	n := m.head(c)
	if n >= i || n < m.x.First || m.rel(n) != "iobj" && m.rel(n) != "obj" || !m.noun(i-1) || m.child(c, "nsubj", "nsubj:pass") < 0 {
		return
	}
	if v := m.head(n); tellings[m.lemma(v)] && v < n && m.hang(c, v, "ccomp") {
		m.d.Tokens[i].Rel = "mark"
	}
}

// behindReport hangs a clause that "that" opens right behind a report on the report: "insisted
// that his task was to review contracts".
func (m mender) behindReport(i int) {
	v, c := i-1, m.head(i)
	if m.low(i) == "that" && c > i && saying[m.lemma(v)] && isVerb(m.tag(v)) && m.head(c) != v && m.child(v, "ccomp") < 0 && m.child(c, "nsubj", "nsubj:pass") > i {
		m.hang(c, v, "ccomp")
	}
}

// blamedOn hangs a clause of what is blamed on somebody on the noun before a place: "problems in the
// ports that he blamed on Norway".
func (m mender) blamedOn(i int) {
	c := m.head(i)
	if m.low(i) != "that" || c < i || m.lemma(c) != "blame" || m.rel(c) != "acl:relcl" {
		return
	}
	h := m.head(c)
	if k := m.child(h, "case"); k > m.x.First && k < h && m.noun(k-1) && m.low(k) == "in" {
		m.hang(h, k-1, "nmod")
		m.hang(c, k-1, "acl:relcl")
	}
}

// whole takes "that" for the opening of a clause that lacks nothing: "said last week that she
// would govern the country".
func (m mender) whole(i int) {
	c := m.head(i)
	if m.low(i) != "that" || m.rel(i) != "obj" || c < i || m.child(c, "nsubj", "nsubj:pass") < i {
		return
	}
	o := -1
	for k := c + 1; k < m.x.Last && o < 0; k++ {
		if m.head(k) == c && m.rel(k) == "obj" {
			o = k
		}
	}
	if o < 0 {
		return
	}
	m.d.Tokens[i].Rel = "mark"
	if m.rel(c) != "acl:relcl" || thatIs[m.lemma(i-1)] {
		return
	}
	for v := m.head(c); v >= 0; v = m.head(v) {
		if v < i && isVerb(m.tag(v)) {
			if saying[m.lemma(v)] && m.child(v, "ccomp") < 0 {
				m.hang(c, v, "ccomp")
			}
			return
		}
	}
}

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

var (
	// toDo are nouns of what somebody is to do.
	toDo = set("call demand pledge promise vow threat refusal plea request appeal offer plan bid decision order attempt")
	// thatIs are nouns of what somebody holds to be so.
	thatIs = set("claim allegation accusation charge suggestion report rumour rumor belief assertion denial assurance " +
		"warning statement complaint argument insistence fear")
	// rejects are verbs of which what is claimed is the object.
	rejects = set("deny reject dispute contest dismiss refute call describe repeat make")
	// written are nouns of what somebody writes or speaks.
	written = set("statement letter report memo message tweet post note email e-mail lawsuit suit complaint filing")
	writes  = set("saying claiming accusing alleging calling demanding denying urging warning arguing")
)

// contentNoun hangs what a noun tells on the noun before it: "calls to resign", "claims that
// it wasted millions", "a statement saying that".
func (m mender) contentNoun(i int) {
	lemma, k := m.lemma(i), i+1
	var clause int
	switch {
	case toDo[lemma] && m.tag(k) == "TO" && m.tag(k+1) == "VB":
		clause = k + 1
	case thatIs[lemma] && k < m.x.Last && m.low(k) == "that":
		clause = m.head(k)
		if clause > k && rejects[m.lemma(clause)] && m.child(clause, "obj", "ccomp") < 0 && m.child(clause, "nsubj") > k {
			m.d.Tokens[k].Rel, m.d.Tokens[clause].Rel = "obj", "acl:relcl" // "a charge that Athens denied"
			return
		}
		if m.rel(k) != "mark" && (clause < k || m.child(clause, "nsubj", "nsubj:pass") <= k || m.child(clause, "obj") < 0) {
			return // "claims that he denied", "claims that surfaced"
		}
		m.d.Tokens[k].Rel = "mark"
		if clause > k && m.head(clause) == i {
			m.d.Tokens[clause].Rel = "acl"
		}
	case written[lemma] && m.tag(k) == "VBG" && writes[m.low(k)]:
		clause = k
	default:
		return
	}
	if clause < k || m.head(clause) >= i || m.head(clause) < 0 {
		return
	}
	switch m.rel(clause) {
	case "xcomp", "advcl", "ccomp":
		if v := m.head(clause); !m.under(i, v) || m.lemma(v) == "use" {
			return // "used the threat to win"
		}
		m.hang(clause, i, "acl")
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

// blaming are verbs with what somebody is blamed for behind a preposition.
var (
	blaming      = set("accuse blame criticize criticise condemn denounce attack slam fault berate lambast assail suspect rebuke scold censure")
	charges      = set("criticism accusation allegation claim charge complaint concern suspicion question")
	blamed       = set("of for over")
	prepositions = set("on in at of about with to from against near along across inside outside between under")
)

// charge hangs what is told of a charge on the charge: "criticized Holt for her silence on the
// matter", "allegations of fraud at the port".
func (m mender) charge(i int) {
	v, c := m.head(i), m.child(i, "case")
	if m.lemma(v) == "accuse" && v < c && m.low(c) == "of" && m.noun(c-1) && c-1 > v {
		for k := i + 1; k < m.x.Last; k++ {
			if m.head(k) == v && (m.rel(k) == "obl" || m.rel(k) == "advcl") && m.low(m.child(k, "case", "mark")) == "of" {
				m.hang(i, c-1, "nmod") // "accused the head of the Port of Lerna of theft"
				return
			}
		}
	}
	if v > i || c <= m.x.First || c > i || !prepositions[m.low(c)] || m.time(i) || m.low(c) == "in" && papers[m.low(i)] {
		return
	}
	n := c - 1
	if !m.noun(n) || !m.under(n, v) {
		return
	}
	if low := m.low(c); charges[m.lemma(n)] && (low == "over" || low == "about" || low == "of" || low == "against") {
		m.hang(i, n, "nmod") // "took issue with criticism over his silence"
		return
	}
	for h := n; h > v; h = m.head(h) {
		k := m.child(h, "case", "mark")
		if k < 0 || k > h || !blamed[m.low(k)] {
			continue
		}
		if up := m.head(h); up == v && blaming[m.lemma(v)] || up > v && thatIs[m.lemma(up)] {
			m.hang(i, n, "nmod")
			return
		}
	}
}

// time reports whether i or the first word before it that is no determiner names a time.
func (m mender) time(i int) bool {
	low := m.low(i)
	return weekdays[low] || partsOfDay[low] || units[low] || months[low] || m.tag(i) == "CD"
}

var months = set("january february march april may june july august september october november december " +
	"jan. feb. aug. sept. oct. nov. dec.")

// chargeOf hangs what somebody is accused of on the verb: "accuses Reto Amstad of deception",
// "accused Peru of poisoning wells".
func (m mender) chargeOf(i int) {
	c := m.child(i, "case")
	if c < 0 || c > i || m.low(c) != "of" {
		return
	}
	v := m.head(i)
	for ; v > m.x.First && m.rel(v) != "obj"; v = m.head(v) {
		switch m.rel(v) {
		case "flat", "appos", "compound", "nmod":
		default:
			return
		}
	}
	if v = m.head(max(v, m.x.First)); v < m.x.First || v > c || m.lemma(v) != "accuse" && m.lemma(v) != "suspect" || m.tag(c-1) != "NNP" {
		return
	}
	if g := c + 1; g < i && m.tag(g) == "VBG" && m.rel(g) == "amod" && m.head(g) == i {
		m.replace(i, g, "obj")
		m.hang(g, v, "advcl")
		m.d.Tokens[c].Head, m.d.Tokens[c].Rel = g, "mark"
		return
	}
	m.hang(i, v, "obl")
}

// compound joins two nouns without a preposition between them: "communications chief".
func (m mender) compound(i int) {
	h := i - 1
	if m.head(i) != h || m.tag(i) != "NN" || m.tag(h) != "NN" && m.tag(h) != "NNS" || m.child(i, "case", "det", "amod") >= 0 {
		return
	}
	m.replace(h, i, "compound")
	for k := m.x.First; k < h; k++ {
		if m.head(k) == h {
			m.d.Tokens[k].Head = i
		}
	}
}

// calling hangs a report behind a comma on the verb before it, not on the noun: "blamed Holt for
// the delay, accusing him of greed".
func (m mender) calling(i int) {
	if m.tag(i) != "VBG" || !callings[m.low(i)] || m.form(i-1) != "," {
		return
	}
	for v := m.head(i); v >= 0; v = m.head(v) {
		if v < i && isVerb(m.tag(v)) {
			m.hang(i, v, "advcl")
			return
		}
	}
}

var callings = set("saying claiming accusing alleging calling demanding denying urging warning arguing blaming citing adding " +
	"describing insisting noting threatening vowing promising")

// saying are lemmas of verbs with a clause that says what is so.
var saying = set("say insist claim believe think argue allege add maintain admit acknowledge warn announce report suggest note " +
	"concede declare assert deny fear hope")

// report mends the subject of report i and what it tells.
func (m mender) report(i int) {
	if !saying[m.lemma(i)] && m.lemma(i) != "tell" {
		return
	}
	if finite(m.tag(i)) && m.child(i, "nsubj", "nsubj:pass", "aux") < 0 {
		m.speaker(i)
	}
	m.object(i)
	m.interrupted(i)
	if h := m.head(i); (m.rel(i) == "parataxis" || m.rel(i) == "conj" && m.child(i, "cc") < 0) && finite(m.tag(i)) && h >= 0 && h < i && m.comma(h, i) && m.child(i, "obj", "ccomp", "xcomp") < 0 {
		if s := m.child(i, "nsubj"); s > h && s < i && isVerb(m.tag(h)) {
			m.replace(h, i, "ccomp") // "Holt lied, the chief said on Monday"
		}
	}
}

// interrupted hangs the subject of what is said, which a report parts from its verb, on that verb:
// `"The ministry," said Berg, "lied."`
func (m mender) interrupted(i int) {
	s, c := -1, -1
	for k := m.x.First; k < m.x.Last; k++ {
		if m.head(k) != i || m.rel(k) != "ccomp" {
			continue
		}
		if k < i && m.noun(k) && m.child(k, "cop", "nsubj") < 0 {
			s = k
		} else if k > i && isVerb(m.tag(k)) && m.child(k, "nsubj", "nsubj:pass", "mark") < 0 {
			c = k
		}
	}
	if s >= 0 && c >= 0 && m.form(s+1) == "," {
		m.hang(s, c, "nsubj")
	}
}

// speaker finds the subject of report i, which the parser joins with a noun before: "rejected the
// claims, and a spokesman, Ben Berg, said", "was done by a group known as Lantern, Ada Moor said".
func (m mender) speaker(i int) {
	n := i - 1
	if m.form(n) == "," {
		n--
	}
	for n > m.x.First && (m.rel(n) == "flat" || m.rel(n) == "compound" || m.rel(n) == "appos" || m.rel(n) == "nmod") && m.noun(n) && m.head(n) < i {
		n = m.head(n)
	}
	if n <= m.x.First || !m.noun(n) || m.rel(n) != "conj" && m.rel(n) != "appos" || m.head(n) > n {
		return
	}
	for k := n + 1; k < i; k++ {
		if finite(m.tag(k)) || !m.under(k, n) && m.form(k) != "," {
			return
		}
	}
	if m.under(i, n) || !m.hang(n, i, "nsubj") {
		return
	}
	if c := m.child(n, "cc"); c >= 0 {
		m.d.Tokens[c].Head = i
		m.d.Tokens[i].Rel = "conj"
	}
}

// object makes the object of a report that stands right before a finite verb its subject:
// "insisted it had not", "said the mayor left".
func (m mender) object(i int) {
	o := m.child(i, "obj")
	if o < i || !m.noun(o) {
		return
	}
	f, apposed := o+1, m.child(o, "appos") > o
	for f < m.x.Last && (apposed && m.form(f) == "," || m.rel(f) != "punct" && m.under(f, o)) { // what belongs to the noun
		f++
	}
	if f >= m.x.Last || !finite(m.tag(f)) {
		return
	}
	c := f
	if h := m.head(f); h > f && (m.rel(f) == "aux" || m.rel(f) == "aux:pass" || m.rel(f) == "cop") {
		c = h
	}
	if s := m.child(c, "nsubj", "nsubj:pass"); s >= 0 || m.under(i, c) || m.head(c) != i {
		return
	}
	m.d.Tokens[c].Rel = "ccomp"
	m.hang(o, c, "nsubj")
}
