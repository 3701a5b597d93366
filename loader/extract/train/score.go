package main

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"hearsay/loader/extract/model"
	"hearsay/loader/extract/names"
	"hearsay/loader/extract/parse"
	"hearsay/loader/extract/train/conllu"
)

// scores counts over a treebank with gold tokens.
type scores struct {
	tokens, tags        int // tags: right ones
	words, heads, trees int // words are tokens but punctuation; trees: head and relation right
}

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }

// report prints how the models do on the development trees.
func report(w io.Writer, data, files fs.FS) error {
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

// measure compares main relation types, without subtypes.
func measure(m *model.Models, sentences []conllu.Sentence) (out scores) {
	var sc parse.Scratch
	base := func(r string) string { b, _, _ := strings.Cut(r, ":"); return b }
	for _, s := range sentences {
		fs, tags := predict(m.Tagger, tagged(s).Words)
		ws := make([]parse.Word, len(fs))
		for i, w := range s.Words {
			penn := m.Tagger.Tags[tags[i]]
			ws[i] = parse.NewWord(m.Lexicon, w.Form, m.Lexicon.Lemma(w.Form, penn), &fs[i], penn, tags[i])
			out.tokens++
			if penn == w.XPOS {
				out.tags++
			}
		}
		heads, rels := make([]int16, len(ws)), make([]uint8, len(ws))
		m.Parser.Parse(&sc, ws, heads, rels)
		for i, w := range s.Words {
			if w.UPOS == "PUNCT" {
				continue
			}
			out.words++
			if int(heads[i]) != w.Head-1 {
				continue
			}
			out.heads++
			if base(m.Parser.Rels[rels[i]]) == base(w.Rel) {
				out.trees++
			}
		}
	}
	return out
}
