package coref

import (
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract/world"
)

// What the sentence adds to the salience of the subject of the verb that governs a
// pronoun, and of those above it.
const (
	nearSubject = 1.3
	farSubject  = 0.5
)

// governs returns what speaks for entity e as the subject of a verb above pronoun i:
// "His father said he would go": the father, whoever the article is about.
func (r *resolver) governs(i, e int) float64 {
	m := &r.ms[i]
	weight := nearSubject
	for v, n := r.d.Tokens[m.head].Head, 0; v >= 0 && n < 8; v, n = r.d.Tokens[v].Head, n+1 {
		s := r.child(v, "nsubj")
		if s < 0 {
			s = r.child(v, "nsubj:pass")
		}
		if s < 0 || s >= m.head {
			continue
		}
		if j := r.mentionAt(s); j >= 0 && j != i {
			if r.ms[j].ent == e {
				return weight
			}
			weight = farSubject
		}
	}
	return 0
}

// speaksOn returns what speaks for entity e as the one who was quoted in the sentence before,
// in the same paragraph: "Lind fell," he said. He denied it: who spoke, not Lind.
func (r *resolver) speaksOn(i, e int) float64 {
	m := &r.ms[i]
	if m.desc != "he" && m.desc != "she" || m.quote >= 0 || !r.subjectOfReport(m.head) {
		return 0
	}
	for j := i - 1; j >= 0 && m.sent-r.ms[j].sent <= 1; j-- {
		if _, ok := r.speaks[j]; ok && r.ms[j].sent == m.sent-1 && r.blockOf(r.ms[j].head) == r.blockOf(m.head) {
			if r.ms[j].ent == e {
				return nearSubject
			}
			return 0
		}
	}
	return 0
}

// setBefore resolves "he" to the name that stands before it between commas and is taken up by
// it: "And the head of the port, Tom Arden, he has said so." It returns -1 where none does.
func (r *resolver) setBefore(i int, p pronoun) int {
	m := &r.ms[i]
	if !strings.HasPrefix(r.rel(m.head), "nsubj") || m.head < 2 || r.d.Form(m.head-1) != "," {
		return -1
	}
	j := r.nameEnding(m.head - 1)
	if j < 0 || r.ms[j].sent != m.sent || r.ms[j].subject && r.rel(r.ms[j].head) != "appos" {
		return -1
	}
	x := &r.ms[j]
	if x.first > r.d.Sentences[m.sent].First {
		switch t := r.tag(x.first - 1); {
		case t == "IN", t == "TO", r.noun(x.first - 1), strings.HasPrefix(t, "VB"):
			return -1 // "According to Arden, he"
		}
	}
	if y := &r.ents[x.ent]; y.class != person || y.plural || !agree(y.gender, p.gender) {
		return -1
	}
	return x.ent
}

// kin is what speaks for somebody whom the speaker of the sentence has called his own:
// "My mother was ill and I had to see her."
func (r *resolver) kin(i, e int) float64 {
	m := &r.ms[i]
	for j := i - 1; j >= 0 && r.ms[j].sent == m.sent; j-- {
		x := &r.ms[j]
		if x.ent == e && x.owner >= 0 && r.ms[x.owner].desc == "my" {
			return nearSubject
		}
	}
	return 0
}

// denying are verbs of which the subject is who was accused before.
var denying = set(`deny reject dismiss refute rebut dispute plead admit`)

// charging are verbs that aim at their object.
var charging = set(`accuse blame charge sue criticize criticise condemn denounce`)

// answers is what speaks for whom the sentence before accuses, where pronoun i is the subject
// of a verb that answers: "Campaigners accuse the brewers of theft. They deny it."
func (r *resolver) answers(i, e int) float64 {
	m := &r.ms[i]
	h := r.d.Tokens[m.head].Head
	if h < 0 || !strings.HasPrefix(r.rel(m.head), "nsubj") || !denying[r.lemma(h)] || m.quote >= 0 || m.sent == 0 {
		return 0
	}
	for _, s := range []int{m.sent, m.sent - 1} {
		x := r.d.Sentences[s]
		for v := x.First; v < min(x.Last, m.head); v++ {
			if !charging[r.lemma(v)] || !strings.HasPrefix(r.tag(v), "VB") {
				continue
			}
			for _, rel := range []string{"obj", "nsubj:pass"} {
				if c := r.child(v, rel); c >= 0 {
					if j := r.mentionAt(c); j >= 0 && r.ms[j].ent == e {
						return 2 * nearSubject
					}
				}
			}
		}
	}
	return 0
}

// acts reports whether a verb that has token k for its subject has entity e for its
// object: "He described Lind" is not said of Lind.
func (r *resolver) acts(k, e int) bool {
	h := r.d.Tokens[k].Head
	if h < 0 {
		return false
	}
	for _, c := range r.kids[h] {
		if rel := r.rel(int(c)); int(c) > k && (rel == "obj" || rel == "iobj") {
			if j := r.mentionAt(int(c)); j >= 0 && r.ms[j].ent == e && r.ms[j].kind == graph.MentionName {
				return true
			}
		}
	}
	return false
}

// blaming are verbs of which nobody is the subject and the owner of the object: "Lind called
// his speech a disgrace" is not of his own.
var blaming = set(`accuse call criticize criticise condemn denounce slam blame attack mock ridicule deride fault lambaste blast decry brand`)

// blamesOwn reports whether the possessive at token k stands in the object of such a verb
// with entity e for its subject.
func (r *resolver) blamesOwn(k, e int) bool {
	o := r.d.Tokens[k].Head
	if o < 0 || r.rel(o) != "obj" && r.rel(o) != "nsubj" && r.rel(o) != "xcomp" {
		return false
	}
	blames := false
	for v, n := r.d.Tokens[o].Head, 0; v >= 0 && v < k && n < 5; v, n = r.d.Tokens[v].Head, n+1 {
		blames = blames || n < 2 && blaming[r.lemma(v)]
		if c := r.child(v, "nsubj"); blames && c >= 0 && c < v {
			j := r.mentionAt(c)
			return j >= 0 && r.ms[j].ent == e
		}
	}
	return false
}

// apart reports whether a pronoun of the same gender shortly before i can not be entity e, of
// whose gender nothing is known: in "Orr told her that she was late. She denied it." neither
// "she" is Orr.
func (r *resolver) apart(i, e int, p pronoun) bool {
	if p.gender == world.Unknown || p.plural {
		return false
	}
	for j := i - 1; j >= 0 && r.ms[i].sent-r.ms[j].sent <= 1; j-- {
		x := &r.ms[j]
		if q := pronouns[x.desc]; x.kind != graph.MentionPronoun || x.ent < 0 || q.gender != p.gender || q.plural {
			continue
		}
		if x.ent == e {
			return false
		}
		if r.barred(j, e) {
			return true
		}
	}
	return false
}

// ahead resolves a possessive to the subject that comes after it, where it opens the
// sentence: "In her opening remarks, Lind thanked the board", "Discussing his worries,
// the minister said". It returns -1 where the pronoun does not stand so.
func (r *resolver) ahead(i int, p pronoun) int {
	m := &r.ms[i]
	s := r.d.Sentences[m.sent]
	if m.desc != "his" && m.desc != "her" || m.head-s.First > 3 || m.head == s.First {
		return -1
	}
	if t := r.tag(s.First); t != "VBG" && !(t == "IN" && r.low(s.First) == "in") {
		return -1
	}
	comma := m.head
	for comma < s.Last && r.d.Form(comma) != "," {
		comma++
	}
	for j := i + 1; j < len(r.ms) && r.ms[j].sent == m.sent; j++ {
		x := &r.ms[j]
		if x.first <= comma {
			continue
		}
		if x.first > comma+1 || !x.subject || x.ent < 0 || x.kind != graph.MentionName {
			return -1
		}
		if y := &r.ents[x.ent]; y.class == person && !y.plural && agree(y.gender, p.gender) {
			return x.ent
		}
		return -1
	}
	return -1
}

// farBack is how many sentences back a person is looked for where the usual window
// holds nobody: one who tells at length of "my husband".
const farBack = 25

// longAgo returns the last person of the same gender who was a subject.
func (r *resolver) longAgo(i int, p pronoun) int {
	for e, x := range r.candidates(i, farBack) {
		if r.fits(i, p, x) && !r.barred(i, e) && x.subjects > 0 && (x.gender == p.gender || p.gender == world.Unknown) {
			return e
		}
	}
	return -1
}

// surnameOfPlace reports whether a name of a capital is a person's in this text:
// "Paris" after "Valda Paris", but for "in Paris".
func (r *resolver) surnameOfPlace(x *spot, surnames map[string]bool) bool {
	if x.sense&world.SenseCapital == 0 || x.last-x.first != 1 || !surnames[r.d.Form(x.first)] {
		return false
	}
	if x.first == 0 {
		return true
	}
	switch l := r.low(x.first - 1); {
	case world.In(world.LocativeWords, l), l == "to", l == "the", l == ",", strings.HasSuffix(l, "ern"):
		return false
	}
	return true
}
