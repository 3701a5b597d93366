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
			if t.Lemma != "be" {
				m.noAuxiliary(i)
			}
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
			m.calling(i)
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
			m.following(i)
			m.main(i)
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

// behind returns the first word behind h that hangs on it with a relation, or -1.
func (m mender) behind(h int, rel string) int {
	for i := h + 1; i < m.x.Last; i++ {
		if m.head(i) == h && m.rel(i) == rel {
			return i
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
