package coref

import (
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// reach is how many tokens beside a quotation its speaker is looked for.
const reach = 20

// findSpeakers guesses for each quotation the mention of who speaks: the subject
// of a reporting verb beside it, else the speaker of the quotation before it in
// the paragraph or of which it is the continuation.
func (r *resolver) findSpeakers() {
	d := r.d
	r.speakers = make([]int, len(d.Quotes))
	r.speaks = map[int]int{}
	at := 0
	for q, x := range d.Quotes {
		r.speakers[q] = -1
		for at > 0 && d.Tokens[at-1].End > x.Open {
			at--
		}
		for at < len(d.Tokens) && d.Tokens[at].Start < x.Open {
			at++
		}
		end := at
		for end < len(d.Tokens) && d.Tokens[end].Start < x.Close {
			end++
		}
		if end == at || end-at < 4 && !x.Continues { // a word in marks is nobody's speech
			continue
		}
		if m := r.saidIn(end, min(end+reach, len(d.Tokens)), d.Tokens[end-1].Sent, true); m >= 0 {
			r.speakers[q] = m
		} else if m := r.saidIn(max(at-reach, 0), at, d.Tokens[at].Sent, false); m >= 0 {
			r.speakers[q] = m
		} else if q > 0 && (x.Continues || r.blockOf(at) == r.blockOf(r.tokenAt(d.Quotes[q-1].Open, at))) {
			r.speakers[q] = r.speakers[q-1]
		}
		if m := r.speakers[q]; m >= 0 {
			r.speaks[m] = q
		}
	}
}

func (r *resolver) tokenAt(b, from int) int {
	for from > 0 && r.d.Tokens[from].Start > b {
		from--
	}
	return from
}

func (r *resolver) blockOf(i int) int {
	return r.d.Sentences[r.d.Tokens[min(i, len(r.d.Tokens)-1)].Sent].Block
}

// saidIn looks for a reporting verb of sentence sent (after: or the next one that
// begins there) in tokens [a, b) outside quotation marks, and returns the
// mention of its subject.
func (r *resolver) saidIn(a, b, sent int, after bool) int {
	for i := a; i < b; i++ {
		t := r.d.Tokens[i]
		if t.Sent != sent {
			if after {
				break
			}
			continue
		}
		if r.quoteOf[i] >= 0 || !strings.HasPrefix(t.Tag, "VB") || !reporting[strings.ToLower(t.Lemma)] {
			continue
		}
		for _, c := range r.kids[i] {
			if r.rel(int(c)) == "nsubj" && r.quoteOf[c] < 0 {
				if j := r.mentionAt(int(c)); j >= 0 {
					return j
				}
			}
		}
		for j := range r.near(i + 1) { // "said Lind", "Lind said" with a tree that went wrong
			if x := &r.ms[j]; (x.first == i+1 || x.last == i) && r.quoteOf[x.head] < 0 {
				return j
			}
		}
	}
	return -1
}

// speakerSieve gives "I" and "my" inside quotation marks to the speaker, "we" to
// a speaker that is more than one.
func (r *resolver) speakerSieve() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.kind != graph.MentionPronoun || m.ent >= 0 || !pronouns[m.desc].first {
			continue
		}
		if m.quote < 0 {
			if !pronouns[m.desc].plural && len(r.d.Article.Byline) == 1 {
				r.join(i, r.author())
			}
			continue
		}
		s := r.speakers[m.quote]
		if s < 0 || r.ms[s].ent < 0 {
			continue
		}
		if e := r.ms[s].ent; pronouns[m.desc].plural == (r.ents[e].class != person || r.ents[e].plural) {
			r.join(i, e)
		}
	}
}

// author is the entity of who wrote the article, for "I" outside quotation marks.
func (r *resolver) author() int {
	name := r.d.Article.Byline[0]
	w := graph.Words(name)
	for e := range r.ents {
		if x := &r.ents[e]; x.class == person && (x.name == name || len(x.full) > 1 && len(w) > 1 && sameFull(x.full, w)) {
			return e
		}
	}
	r.ents = append(r.ents, entity{class: person, name: name, full: w, nouns: map[string]bool{}})
	return len(r.ents) - 1
}

// ResolveQuotePronouns gives the first person inside the contents of d.Reports to
// the source of the innermost report around it, where coreference left it open.
// It is for stages that run after the reports are found.
func ResolveQuotePronouns(d *extract.Document) {
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Chain >= 0 || m.Kind != graph.MentionPronoun {
			continue
		}
		p := pronouns[d.Low(m.Head)]
		if !p.first {
			continue
		}
		best, size := -1, 0
		at := d.Span(m.First, m.Last)
		for _, x := range d.Reports {
			for _, c := range x.Content {
				if c.Covers(at) && (x.Rule == "label-speaker" || quoted(d, at)) && len(x.SourceChains) == 1 && (best < 0 || c.Len() < size) {
					best, size = x.SourceChains[0], c.Len()
				}
			}
		}
		if best < 0 || p.plural == (d.Chains[best].Kind == graph.KindPerson) {
			continue
		}
		m.Chain = best
		c := &d.Chains[best]
		c.Mentions = insertSorted(c.Mentions, i)
	}
	d.IndexMentions()
}

func quoted(d *extract.Document, s graph.Span) bool {
	for _, q := range d.Quotes {
		if q.Inner.Covers(s) {
			return true
		}
	}
	return false
}

func insertSorted(s []int, x int) []int {
	k := len(s)
	for k > 0 && s[k-1] > x {
		k--
	}
	s = append(s, 0)
	copy(s[k+1:], s[k:])
	s[k] = x
	return s
}
