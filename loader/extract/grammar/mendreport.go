package grammar

// Reports: who speaks, to whom, and what is said.

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

// whole takes "that" for the opening of a clause that lacks nothing: "said last week that she
// would govern the country".
func (m mender) whole(i int) {
	c := m.head(i)
	if m.low(i) != "that" || m.rel(i) != "obj" || c < i || m.child(c, "nsubj", "nsubj:pass") < i {
		return
	}
	if m.behind(c, "obj") < 0 {
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

// calling hangs a report behind a comma on the main verb before it, not on a noun or a clause of
// time: "blamed Holt for the delay, accusing him of greed", "apologized after they came out, saying".
func (m mender) calling(i int) {
	if m.tag(i) != "VBG" || !callings[m.low(i)] || m.form(i-1) != "," {
		return
	}
	v := m.head(i)
	for v >= 0 && (v > i || !isVerb(m.tag(v))) {
		v = m.head(v)
	}
	if v < 0 {
		return
	}
	if h := m.head(v); m.rel(v) == "advcl" && h >= 0 && h < v && isVerb(m.tag(h)) && adverbial[m.low(m.child(v, "mark"))] {
		v = h
	}
	m.hang(i, v, "advcl")
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
