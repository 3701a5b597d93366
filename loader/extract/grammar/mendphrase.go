package grammar

// What hangs on a noun, and what on the verb before it.

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
		if clause > k && rejects[m.lemma(clause)] && m.behind(clause, "obj") < 0 && m.behind(clause, "ccomp") < 0 && m.child(clause, "nsubj") > k {
			m.d.Tokens[k].Rel, m.d.Tokens[clause].Rel = "obj", "acl:relcl" // "a charge that Athens denied"
			return
		}
		if m.rel(k) != "mark" && (clause < k || m.child(clause, "nsubj", "nsubj:pass") <= k || m.behind(clause, "obj") < 0) {
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
