package main

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"hearsay/loader/extract/model"
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
