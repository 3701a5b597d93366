package grammar

import (
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
	m    *model.Models
	pool sync.Pool // of *scratch
}

// New returns the stage over the models of m.
func New(m *model.Models) *Stage {
	s := &Stage{m: m}
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
}

// word is what is known of a word wherever it stands.
type word struct {
	feat tag.Feat
	name names.Word
}

// maxKnown is the most words that a scratch remembers.
const maxKnown = 20_000

// look returns what is known of a word. Most words of a text come again.
func (s *Stage) look(sc *scratch, form string) word {
	if w, ok := sc.known[form]; ok {
		return w
	}
	if len(sc.known) >= maxKnown || sc.known == nil {
		sc.known = make(map[string]word)
	}
	form = strings.Clone(form) // the text must not be kept
	w := word{feat: tag.Extract(form), name: s.m.Names.NewWord(form)}
	s.m.Tagger.Prepare(&w.feat, form)
	sc.known[form] = w
	return w
}

func (sc *scratch) grow(n int) {
	if len(sc.tags) < n {
		sc.tags, sc.heads = make([]uint8, n), make([]int16, n)
		sc.rels, sc.labels = make([]uint8, n), make([]uint8, n)
	}
	sc.feats, sc.words, sc.tokens = sc.feats[:0], sc.words[:0], sc.tokens[:0]
}

// Run analyses the sentences in order: what the names of the first sentences are
// helps to type those of the later ones.
func (s *Stage) Run(d *extract.Document) {
	sc := s.pool.Get().(*scratch)
	defer s.pool.Put(sc)
	d.Names = nil
	memory := names.Memory{}
	for _, x := range d.Sentences {
		sc.grow(x.Last - x.First)
		s.tag(sc, d, x)
		s.parse(sc, d, x)
		s.names(sc, d, x, memory)
	}
}

func (s *Stage) tag(sc *scratch, d *extract.Document, x extract.Sentence) {
	for i := x.First; i < x.Last; i++ {
		w := s.look(sc, d.Form(i))
		sc.feats = append(sc.feats, w.feat)
		sc.tokens = append(sc.tokens, names.Token{F: w.feat, W: w.name})
	}
	s.m.Tagger.Tag(sc.feats, sc.tags)
	for i := x.First; i < x.Last; i++ {
		t := &d.Tokens[i]
		t.Tag = s.m.Tagger.Tags[sc.tags[i-x.First]]
		t.Lemma = s.m.Lexicon.Lemma(d.Form(i), t.Tag)
	}
}

func (s *Stage) parse(sc *scratch, d *extract.Document, x extract.Sentence) {
	for i := range sc.feats {
		t := &d.Tokens[x.First+i]
		sc.words = append(sc.words, parse.NewWord(s.m.Lexicon, d.Form(x.First+i), t.Lemma, &sc.feats[i], t.Tag, sc.tags[i]))
	}
	s.m.Parser.Parse(&sc.dep, sc.words, sc.heads, sc.rels)
	for i := range sc.words {
		t := &d.Tokens[x.First+i]
		t.Head, t.Rel = -1, s.m.Parser.Rels[sc.rels[i]]
		if h := int(sc.heads[i]); h >= 0 {
			t.Head = x.First + h
		}
	}
}

func (s *Stage) names(sc *scratch, d *extract.Document, x extract.Sentence, memory names.Memory) {
	for i := range sc.tokens {
		sc.tokens[i].Tag = sc.tags[i]
	}
	s.m.Names.Tag(sc.tokens, memory, sc.labels)
	for _, n := range names.Spans(sc.labels[:len(sc.tokens)]) {
		d.Names = append(d.Names, extract.Name{First: x.First + n.First, Last: x.First + n.Last, Type: extract.NameType(n.Type)})
	}
}
