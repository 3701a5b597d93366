package grammar

import (
	"slices"
	"strings"
	"sync"

	"hearsay/loader/extract"
	"hearsay/loader/extract/model"
	"hearsay/loader/extract/names"
	"hearsay/loader/extract/parse"
	"hearsay/loader/extract/tag"
)

// Stage fills tags, lemmas, trees and names. It is safe for concurrent use.
type Stage struct {
	m       *model.Models
	numbers map[string]uint8 // of tags
	pool    sync.Pool        // of *scratch
}

// New returns the stage over the models of m.
func New(m *model.Models) *Stage {
	s := &Stage{m: m, numbers: tagNumbers(m.Tagger.Tags)}
	s.pool.New = func() any { return new(scratch) }
	return s
}

// Name returns "grammar".
func (*Stage) Name() string { return "grammar" }

// scratch holds the buffers of one document at a time.
type scratch struct {
	dep    parse.Scratch
	feats  []tag.Feat
	words  []parse.Word
	tokens []names.Token
	known  map[string]word
	tags   []uint8
	heads  []int16
	rels   []uint8
	labels []uint8

	times [][]aside    // by sentence of the batch
	kept  []int        // tokens of a sentence that are not set aside
	some  []tag.Feat   // theirs
	part  []parse.Word // theirs
}

// word is what is known of a word wherever it stands.
type word struct {
	feat tag.Feat
	name names.Word
}

// A scratch remembers so many words of so many bytes at most.
const (
	maxKnown    = 20_000
	maxKnownLen = 40
)

// look returns what is known of a word. Most words of a text come again.
func (s *Stage) look(sc *scratch, form string) word {
	if w, ok := sc.known[form]; ok {
		return w
	}
	keep := len(form) <= maxKnownLen
	if keep {
		form = strings.Clone(form) // the text must not stay in memory
	}
	w := word{feat: tag.Extract(form), name: s.m.Names.NewWord(form)}
	s.m.Tagger.Prepare(&w.feat, form)
	if len(sc.known) >= maxKnown || sc.known == nil {
		sc.known = make(map[string]word)
	}
	if keep {
		sc.known[form] = w
	}
	return w
}

func (sc *scratch) grow(n int) {
	if len(sc.tags) < n {
		sc.tags, sc.heads = make([]uint8, n), make([]int16, n)
		sc.rels, sc.labels = make([]uint8, n), make([]uint8, n)
	}
	sc.feats, sc.words, sc.tokens = sc.feats[:0], sc.words[:0], sc.tokens[:0]
}

// batchSize is the number of tokens from which on a batch is full.
const batchSize = 2000

// Run analyses the sentences in order: what the names of the first sentences are
// helps to type those of the later ones. It takes a batch of sentences through one
// model after the other, so that the model stays near the processor.
func (s *Stage) Run(d *extract.Document) {
	sc := s.pool.Get().(*scratch)
	defer s.pool.Put(sc)
	d.Names = nil
	memory := names.Memory{}
	for rest := d.Sentences; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].Last-rest[0].First <= batchSize {
			n++
		}
		s.batch(sc, d, rest[:n], memory)
		rest = rest[n:]
	}
	persons(d)
	acronyms(d)
	speakers(d)
	employers(d)
}

func (s *Stage) batch(sc *scratch, d *extract.Document, batch []extract.Sentence, memory names.Memory) {
	first, last := batch[0].First, batch[len(batch)-1].Last
	sc.grow(last - first)
	for i := first; i < last; i++ {
		w := s.look(sc, d.Form(i))
		sc.feats = append(sc.feats, w.feat)
		sc.tokens = append(sc.tokens, names.Token{F: w.feat, W: w.name})
	}
	sc.times = sc.times[:0]
	for _, x := range batch {
		times := asides(d, x)
		sc.times = append(sc.times, times)
		s.tag(sc, d, x, first, times)
	}
	s.lemmatize(sc, d, first, last)
	for i, x := range batch {
		s.parse(sc, d, x, first, sc.times[i])
		mend(d, x)
	}
	for _, x := range batch {
		s.m.Names.Observe(sc.tokens[x.First-first:x.Last-first], memory)
	}
	for i, x := range batch {
		s.names(sc, d, x, first, memory, sc.times[i])
	}
}

// lemmatize sets the tags and lemmas of the tokens [first, last) and what parser
// and name tagger see of them.
func (s *Stage) lemmatize(sc *scratch, d *extract.Document, first, last int) {
	for i := first; i < last; i++ {
		t, k, form := &d.Tokens[i], i-first, d.Form(i)
		t.Tag = s.m.Tagger.Tags[sc.tags[k]]
		t.Lemma = s.m.Lexicon.Lemma(form, t.Tag)
		sc.words = append(sc.words, parse.NewWord(s.m.Lexicon, form, t.Lemma, &sc.feats[k], t.Tag, sc.tags[k]))
		sc.tokens[k].Tag = sc.tags[k]
	}
}

func (s *Stage) tag(sc *scratch, d *extract.Document, x extract.Sentence, first int, times []aside) {
	feats, tags := sc.feats[x.First-first:x.Last-first], sc.tags[x.First-first:]
	defer s.retag(d, x, tags)
	if len(times) == 0 {
		s.m.Tagger.Tag(feats, tags)
		return
	}
	sc.kept = kept(sc.kept, x, times)
	sc.some = sc.some[:0]
	for _, k := range sc.kept {
		sc.some = append(sc.some, feats[k])
	}
	s.m.Tagger.Tag(sc.some, tags)
	for i, k := range slices.Backward(sc.kept) { // k is never less than i
		tags[k] = tags[i]
	}
	for _, t := range times {
		for i := t.first; i < t.last; i++ {
			tags[i-x.First] = s.numbers[tagAside(d, i)]
		}
	}
}

// parse makes the tree of a sentence: of the main clause without the relative clauses inside
// it, then of each of these.
func (s *Stage) parse(sc *scratch, d *extract.Document, x extract.Sentence, first int, times []aside) {
	clauses := relatives(d, x, func(i int) string { return d.Tokens[i].Tag })
	if len(clauses) == 0 {
		s.parseClause(sc, d, x, first, times)
		return
	}
	main := clauses
	for _, t := range times {
		if !slices.ContainsFunc(clauses, func(c aside) bool { return c.first <= t.first && t.last <= c.last }) {
			main = append(main[:len(main):len(main)], t)
		}
	}
	slices.SortFunc(main, func(a, b aside) int { return a.first - b.first })
	s.parseClause(sc, d, x, first, main)
	for _, c := range clauses {
		noun := c.first - 1 // the clause is parsed with the word that it tells of
		inner := extract.Sentence{First: noun, Last: c.last - 1}
		own := []aside{{c.first, c.first + 1}}
		for _, t := range times {
			if c.first < t.first && t.last < inner.Last {
				own = append(own, t)
			}
		}
		head, rel := d.Tokens[noun].Head, d.Tokens[noun].Rel
		s.parseClause(sc, d, inner, first, own)
		d.Tokens[noun].Head, d.Tokens[noun].Rel = head, rel
		hangClause(d, c)
	}
}

// parseClause makes the tree of the tokens of x that are not set aside.
func (s *Stage) parseClause(sc *scratch, d *extract.Document, x extract.Sentence, first int, asides []aside) {
	words := sc.words[x.First-first : x.Last-first]
	sc.kept = kept(sc.kept, x, asides)
	if len(asides) > 0 {
		sc.part = sc.part[:0]
		for _, k := range sc.kept {
			sc.part = append(sc.part, words[k])
		}
		words = sc.part
	}
	s.m.Parser.Parse(&sc.dep, words, sc.heads, sc.rels)
	for i, k := range sc.kept {
		t := &d.Tokens[x.First+k]
		t.Head, t.Rel = -1, s.m.Parser.Rels[sc.rels[i]]
		if h := int(sc.heads[i]); h >= 0 {
			t.Head = x.First + sc.kept[h]
		}
	}
	for _, t := range asides {
		if !isClause(d, t) {
			hang(d, x, t)
		}
	}
}

func (s *Stage) names(sc *scratch, d *extract.Document, x extract.Sentence, first int, memory names.Memory, times []aside) {
	ts := sc.tokens[x.First-first : x.Last-first]
	s.m.Names.Tag(ts, memory, sc.labels)
	for _, n := range names.Spans(sc.labels[:len(ts)]) {
		name := extract.Name{First: x.First + n.First, Last: x.First + n.Last, Type: extract.NameType(n.Type)}
		for _, t := range times {
			if t.first < name.Last && name.First < t.last { // "the EU on Thursday"
				name.Last = t.first
			}
		}
		name.Last = beforeVerb(d, name)
		if name.First < name.Last {
			d.Names = append(d.Names, name)
		}
	}
}

// beforeVerb ends a name that ran on into what somebody does: "Norte Cobre" of "Norte
// Cobre of poisoning the Loa".
func beforeVerb(d *extract.Document, n extract.Name) int {
	for i := n.First + 1; i < n.Last; i++ {
		if !isVerb(d.Tokens[i].Tag) || d.Form(i) != d.Low(i) {
			continue
		}
		for i > n.First && d.Form(i-1) == d.Low(i-1) {
			i--
		}
		return i
	}
	return n.Last
}
