// Package attribution finds who an article credits with which words: source, cue
// and content, for quotations and for what is reported in other words.
//
// Every cue of the table (and every other verb of communication with a clause) is
// read as a frame: what hangs on it in the tree is its source, content, target or
// addressee. Where the tree is broken the order of the words decides. Quotations
// are joined to the cue beside them, or to the speaker before.
package attribution

import (
	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/lexicon"
)

// Stage fills Document.Reports with source, cue, content, target, addressee, nesting,
// type, the act that the cue alone tells, rule and confidence. It is safe for
// concurrent use.
type Stage struct {
	cues cues
	lex  *lexicon.Lexicon
}

// New returns the stage; lex tells verbs of communication that the cue table lacks
// and which nouns are people.
func New(lex *lexicon.Lexicon) (*Stage, error) {
	c, err := readCues()
	if err != nil {
		return nil, err
	}
	return &Stage{cues: c, lex: lex}, nil
}

// Name returns "attribution".
func (*Stage) Name() string { return "attribution" }

// Run finds the reports of d, in the order of their first words.
func (s *Stage) Run(d *extract.Document) {
	r := &run{tree: newTree(d, s.lex), cues: s.cues, byCue: make([]*found, len(d.Tokens))}
	for i := range d.Tokens {
		if f := r.cueAt(i); f != nil {
			r.byCue[i] = f
			r.found = append(r.found, f)
		}
	}
	r.labels()
	r.quotations()
	for _, f := range r.found {
		r.fill(f)
	}
	d.Reports = r.reports()
}

// run is the state of one document.
type run struct {
	*tree
	cues  cues
	byCue []*found // by token of the cue's head
	found []*found
}

// found is a report in the making.
type found struct {
	*cue
	at       int     // token of the cue's head, -1 for a quotation without cue
	words    []piece // of the cue
	src      source
	hasSrc   bool // src is settled
	content  []piece
	head     int // token that heads the content, -1
	target   []piece
	addr     []piece
	quotes   []int // quotations that belong to it
	tail     []int // quotations without a cue that go on from it
	polarity graph.Polarity
	modality graph.Modality
	conf     float64
	rule     string
	drop     bool
}

func (f *found) add(p piece, head int) {
	if !p.empty() {
		f.content = append(f.content, p)
		if f.head < 0 {
			f.head = head
		}
	}
}

// cueAt reads token i as a cue.
func (r *run) cueAt(i int) *found {
	switch {
	case r.isVerb(i) || r.saying(i):
		return r.verbCue(i)
	case r.isNoun(i):
		return r.nounCue(i)
	case r.tag(i) == "JJ" || r.tag(i) == "VBN":
		return r.adjCue(i)
	case r.tag(i) == "RB":
		return r.lookup('r', r.low(i), i)
	}
	return nil
}

// saying reports whether i is a form that is a verb of speech whatever its tag
// ("whose friends say he fell": the tagger may take say for a noun).
func (r *run) saying(i int) bool {
	switch r.low(i) {
	case "says", "said", "tells", "told":
		return true
	case "say":
		return r.tag(i) != "NN" || i == 0 || r.tag(i-1) == "NNS" || r.tag(i-1) == "NNP" || r.tag(i-1) == "PRP"
	}
	return false
}

// lookup returns a report for the row of the lemma, preferring a row whose particle
// stands behind i.
func (r *run) lookup(pos byte, lemma string, i int) *found {
	for _, c := range r.cues[key(pos, lemma)] {
		f := &found{cue: c, at: i, src: nobody, head: -1, words: []piece{{i, i + 1}}, conf: .8}
		if c.particle == "" {
			return f
		}
		if p := r.particle(i, c.particle); p >= 0 {
			if p == i+1 {
				f.words = []piece{{i, p + 1}}
			} else {
				f.words = append(f.words, piece{p, p + 1})
			}
			return f
		}
	}
	return nil
}

// particle returns the token of the particle of verb v, or -1.
func (r *run) particle(v int, word string) int {
	for _, k := range r.children(v) {
		if k > v && r.rel(k) == "compound:prt" && r.low(k) == word {
			return k
		}
	}
	_, last := r.sent(v)
	for i := v + 1; i < last && i < v+3; i++ {
		if r.low(i) == word {
			return i
		}
		if r.tag(i) != "RB" && r.low(i) != "the" && r.low(i) != "a" {
			break
		}
	}
	return -1
}

// fill completes f from its frame, its quotations and those that go on from it.
func (r *run) fill(f *found) {
	r.frame(f)
	if f.drop || len(f.content) == 0 {
		return
	}
	r.shared(f)
	for _, q := range f.tail {
		a, b := r.quoteTokens(q)
		f.add(piece{a, b}, -1)
	}
}

// frame reads what hangs on the cue.
func (r *run) frame(f *found) {
	switch f.pos {
	case 'v':
		r.fillVerb(f)
	case 'n':
		r.fillNoun(f)
	case 'a':
		r.fillAdj(f)
	case 'p':
		r.fillAccording(f)
	case 'r':
		r.fillAdverb(f)
	case 'l':
		if f.rule == "label-name" {
			r.fillQuoted(f)
			f.rule, f.conf = "label-name", .7
		}
	}
}
