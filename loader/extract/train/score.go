package main

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"hearsay/loader/extract/model"
	"hearsay/loader/extract/names"
	"hearsay/loader/extract/parse"
	"hearsay/loader/extract/train/conllu"
)

// scores counts over a treebank with gold tokens.
type scores struct {
	tokens, tags        int                  // tags: right ones
	words, heads, trees int                  // words are tokens but punctuation; trees: head and relation right
	errors              map[string]*mistakes // by gold relation
}

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }

// report prints how the models do on the development trees, and where they err if
// errors is set.
func report(w io.Writer, data, files fs.FS, errors bool) error {
	m, err := model.Load(files)
	if err != nil {
		return err
	}
	for _, name := range []string{"ewt-dev.conllu", "gumfree-dev.conllu"} {
		sentences, err := trees(data, name)
		if err != nil {
			return err
		}
		s := measure(m, sentences)
		fmt.Fprintf(w, "%-20s tags %.2f  UAS %.2f  LAS %.2f\n", name, percent(s.tags, s.tokens), percent(s.heads, s.words), percent(s.trees, s.words))
		if errors {
			s.printErrors(w)
		}
	}
	return reportNames(w, data, m)
}

// reportNames prints how the name tagger does on the development names: F1 of exact
// words and type.
func reportNames(w io.Writer, data fs.FS, m *model.Models) error {
	const file = "ner/uner-dev.bio"
	var docs [][]labelled
	if err := withFile(data, file, func(r io.Reader) (err error) {
		docs, err = readNames(r)
		return err
	}); err != nil {
		return err
	}
	right, found, gold := map[string]int{}, map[string]int{}, map[string]int{} // by type and, under "", all
	for _, d := range docs {
		doc := nameDoc(m.Tagger, m.Names, d)
		memory := names.Memory{}
		for _, ts := range doc.Sents {
			m.Names.Observe(ts, memory)
		}
		for i, ts := range doc.Sents {
			labels := make([]uint8, len(ts))
			m.Names.Tag(ts, memory, labels)
			want := map[names.Span]bool{}
			for _, s := range names.Spans(doc.Labels[i]) {
				want[s] = true
				gold[s.Type]++
				gold[""]++
			}
			for _, s := range names.Spans(labels) {
				found[s.Type]++
				found[""]++
				if want[s] {
					right[s.Type]++
					right[""]++
				}
			}
		}
	}
	f1 := func(kind string) float64 { return percent(2*right[kind], found[kind]+gold[kind]) }
	fmt.Fprintf(w, "%-20s names %.2f  PER %.2f  LOC %.2f  ORG %.2f\n", "uner-dev.bio", f1(""), f1("PER"), f1("LOC"), f1("ORG"))
	return nil
}

// printErrors lists the gold relations by the errors they have part in, and how
// many errors have a wrong tag at the word or its gold head.
func (s *scores) printErrors(w io.Writer) {
	rels := slices.SortedFunc(maps.Keys(s.errors), func(a, b string) int {
		x, y := s.errors[a], s.errors[b]
		return cmp.Or(y.head+y.rel-x.head-x.rel, cmp.Compare(a, b))
	})
	all := s.words - s.trees
	for _, r := range rels {
		e := s.errors[r]
		fmt.Fprintf(w, "  %-12s %5d words  %4d wrong heads  %4d wrong relations  %4.1f %% of all errors  %4d beside a wrong tag\n",
			r, e.words, e.head, e.rel, percent(e.head+e.rel, all), e.tag)
	}
}

// mistakes counts for one gold relation.
type mistakes struct {
	words     int
	head, rel int // wrong heads; right heads with a wrong relation
	tag       int // of both, those with a wrong tag at the word or at its gold head
}

// base cuts the subtype off a relation.
func base(r string) string { b, _, _ := strings.Cut(r, ":"); return b }

// measure compares main relation types, without subtypes.
func measure(m *model.Models, sentences []conllu.Sentence) scores {
	out := scores{errors: map[string]*mistakes{}}
	var sc parse.Scratch
	for _, s := range sentences {
		fs, tags := predict(m.Tagger, tagged(s).Words)
		ws := make([]parse.Word, len(fs))
		wrong := make([]bool, len(fs)) // tags
		for i, w := range s.Words {
			penn := m.Tagger.Tags[tags[i]]
			ws[i] = parse.NewWord(m.Lexicon, w.Form, m.Lexicon.Lemma(w.Form, penn), &fs[i], penn, tags[i])
			out.tokens++
			if wrong[i] = penn != w.XPOS; !wrong[i] {
				out.tags++
			}
		}
		heads, rels := make([]int16, len(ws)), make([]uint8, len(ws))
		m.Parser.Parse(&sc, ws, heads, rels)
		for i, w := range s.Words {
			if w.UPOS != "PUNCT" {
				beside := wrong[i] || w.Head > 0 && wrong[w.Head-1]
				out.count(base(w.Rel), int(heads[i]) == w.Head-1, base(m.Parser.Rels[rels[i]]) == base(w.Rel), beside)
			}
		}
	}
	return out
}

// count enters one word.
func (s *scores) count(gold string, head, rel, besideWrongTag bool) {
	e := s.errors[gold]
	if e == nil {
		e = &mistakes{}
		s.errors[gold] = e
	}
	s.words++
	e.words++
	switch {
	case !head:
		e.head++
	case !rel:
		s.heads++
		e.rel++
	default:
		s.heads++
		s.trees++
		return
	}
	if besideWrongTag {
		e.tag++
	}
}
