package coref

import (
	"hearsay/graph"
	"hearsay/loader/extract"
)

// Given is a phrase that is known to refer to somebody or something before coreference
// looks: the half-open range of tokens [First, Last), and what it refers to, "" where that
// is not known.
type Given struct {
	First, Last int
	Type        extract.NameType
}

// Resolve fills Document.Mentions and Document.Chains as the stage does, with what is given
// beside what it finds itself: it tells who is meant, not only who is seen.
func Resolve(d *extract.Document, given []Given) {
	r := &resolver{d: d}
	r.index()
	r.spot()
	r.find()
	for _, g := range given {
		r.take(g)
	}
	r.arrange()
	r.nameSieve()
	r.besideSieve()
	r.orderSieve()
	r.speakerSieve()
	r.output()
	d.IndexMentions()
}

// take makes a mention of a given phrase, unless there is one of its head; that one is then
// a person where the phrase is.
func (r *resolver) take(g Given) {
	h := r.headOf(g.First, g.Last)
	for i := range r.ms {
		m := &r.ms[i]
		if m.head != h && (m.kind != graph.MentionName || h < m.core0 || h >= m.core1) {
			continue
		}
		if g.Type == extract.NamePerson && m.kind == graph.MentionNominal && !m.plural {
			m.class = person
		}
		return
	}
	if p, ok := pronouns[r.low(h)]; ok && g.Last-g.First == 1 {
		m := mention{first: h, last: h + 1, head: h, kind: graph.MentionPronoun, gender: p.gender, plural: p.plural, desc: r.low(h)}
		if p.person {
			m.class = person
		}
		r.ms = append(r.ms, m)
		return
	}
	if t := r.tag(h); g.Type != extract.NamePerson || t[0] == 'P' || t[0] == 'W' {
		return // "you" and "who" tell of nobody else
	}
	m := mention{first: g.First, last: g.Last, core0: g.First, core1: g.Last, head: h, kind: graph.MentionNominal, class: person, noun: r.lemma(h)}
	m.plural = r.tag(h) == "NNS" || r.tag(h) == "NNPS"
	r.describe(&m)
	r.ms = append(r.ms, m)
}
