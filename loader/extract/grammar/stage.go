package grammar

import (
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
	forms  []string
	tags   []uint8
	heads  []int16
	rels   []uint8
	labels []uint8
}

func (sc *scratch) grow(n int) {
	if len(sc.tags) < n {
		sc.tags, sc.heads = make([]uint8, n), make([]int16, n)
		sc.rels, sc.labels = make([]uint8, n), make([]uint8, n)
	}
	sc.feats, sc.words, sc.forms = sc.feats[:0], sc.words[:0], sc.forms[:0]
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
	clear(sc.forms[:cap(sc.forms)])
}

func (s *Stage) tag(sc *scratch, d *extract.Document, x extract.Sentence) {
	for i := x.First; i < x.Last; i++ {
		sc.forms = append(sc.forms, d.Form(i))
		sc.feats = append(sc.feats, tag.Extract(d.Form(i)))
	}
	s.m.Tagger.Prepare(sc.feats, func(i int) string { return sc.forms[i] })
	s.m.Tagger.Tag(sc.feats, sc.tags)
	for i, form := range sc.forms {
		t := &d.Tokens[x.First+i]
		t.Tag = s.m.Tagger.Tags[sc.tags[i]]
		t.Lemma = s.m.Lexicon.Lemma(form, t.Tag)
	}
}

func (s *Stage) parse(sc *scratch, d *extract.Document, x extract.Sentence) {
	for i, form := range sc.forms {
		t := &d.Tokens[x.First+i]
		sc.words = append(sc.words, parse.NewWord(s.m.Lexicon, form, t.Lemma, &sc.feats[i], t.Tag, sc.tags[i]))
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
	ts := names.Prepare(s.m.Names.Gaz, sc.forms, sc.feats, sc.tags)
	s.m.Names.Tag(ts, memory, sc.labels)
	for _, n := range names.Spans(sc.labels[:len(ts)]) {
		d.Names = append(d.Names, extract.Name{First: x.First + n.First, Last: x.First + n.Last, Type: extract.NameType(n.Type)})
	}
}
