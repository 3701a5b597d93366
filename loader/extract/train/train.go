package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"

	"hearsay/loader/extract/lexicon"
	"hearsay/loader/extract/model"
	"hearsay/loader/extract/names"
	"hearsay/loader/extract/parse"
	"hearsay/loader/extract/tag"
	"hearsay/loader/extract/train/conllu"
	"hearsay/loader/extract/wordtable"
	"hearsay/loader/extract/world"
)

// recipe is all that the learners are told.
type recipe struct {
	tagTrees, trees, names []string // the files that tagger, parser and name tagger learn from
	lists                  []string // the files of the gazetteer

	folds       int // of the jackknife
	foldPasses  int
	tagShuffles int
	tagPasses   int
	tagPrune    float64
	parse       parse.Options
	naming      names.Options
}

// standard is the recipe of the models that are built in.
func standard() recipe {
	return recipe{
		tagTrees: []string{"ewt-train.conllu", "gumfree-train.conllu"},
		trees:    []string{"ewt-train.conllu", "gumfree-train.conllu", "pudwiki.conllu"},
		names:    []string{"ner/gum-train.bio", "ner/uner-train.bio", "ner/wikigold.bio", "ner/crossner.bio"},
		lists:    []string{"gaz.tsv", "gaz-names.tsv"},
		folds:    4, foldPasses: 5, tagShuffles: 2, tagPasses: 6, tagPrune: 0.01,
		parse:  parse.Options{Seed: 1, Passes: 8, MinUpdates: 10, Prune: 0.005, MinLemma: 5, Rate: 0.015, Points: 400},
		naming: names.Options{Passes: 14, MinUpdates: 3, Prune: 0.005, Learners: 3},
	}
}

// trainer carries what one learner hands to the next.
type trainer struct {
	recipe
	data fs.FS
	out  string
	log  *slog.Logger

	lex    *lexicon.Lexicon
	tagger *tag.Tagger
}

// trainNames makes the gazetteer and the name model alone, for the tagger that
// stands in the folder out. They come out as train makes them.
func trainNames(data fs.FS, out string, r recipe, log *slog.Logger) error {
	m, err := model.Load(os.DirFS(out))
	if err != nil {
		return err
	}
	t := &trainer{recipe: r, data: data, out: out, log: log, lex: m.Lexicon, tagger: m.Tagger}
	return t.learnNames()
}

// train reads the data and writes the model files to the folder out.
func train(data fs.FS, out string, r recipe, log *slog.Logger) error {
	t := &trainer{recipe: r, data: data, out: out, log: log}
	for _, step := range []func() error{
		t.packLexicon,
		t.learnTags,
		t.learnNames,
		t.learnTrees,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (t *trainer) write(name string, store func(io.Writer) error) error {
	var b bytes.Buffer
	if err := store(&b); err != nil {
		return fmt.Errorf("make %s: %w", name, err)
	}
	t.log.Info("made", "file", name, "bytes", b.Len())
	return os.WriteFile(filepath.Join(t.out, name), b.Bytes(), 0o644)
}

func (t *trainer) packLexicon() error {
	var b bytes.Buffer
	if err := withFile(t.data, "oewn.tsv", func(words io.Reader) error {
		return withFile(t.data, "oewn-forms.tsv", func(forms io.Reader) error {
			return withFile(t.data, "clusters.tsv", func(clusters io.Reader) error {
				return lexicon.Pack(&b, words, forms, clusters)
			})
		})
	}); err != nil {
		return err
	}
	packed := b.Bytes()
	var err error
	if t.lex, err = lexicon.Read(bytes.NewReader(packed)); err != nil {
		return err
	}
	return t.write(model.LexiconFile, func(w io.Writer) error {
		_, err := w.Write(packed)
		return err
	})
}

// tagged returns a sentence as the tagger learns from it.
func tagged(s conllu.Sentence) (e tag.Example) {
	for _, w := range s.Words {
		e.Words, e.Tags = append(e.Words, w.Form), append(e.Tags, w.XPOS)
	}
	return e
}

func (t *trainer) learnTags() error {
	sentences, err := trees(t.data, t.tagTrees...)
	if err != nil {
		return err
	}
	var ex []tag.Example
	for _, s := range sentences {
		ex = append(ex, tagged(s))
	}
	t.tagger = tag.Train(ex, t.lex, t.tagShuffles, t.tagPasses, t.tagPrune)
	return t.write(model.TaggerFile, t.tagger.Write)
}

// predict returns the features and the tags that tagger gives to a sentence.
func predict(tagger *tag.Tagger, words []string) ([]tag.Feat, []uint8) {
	fs, tags := make([]tag.Feat, len(words)), make([]uint8, len(words))
	for i, w := range words {
		fs[i] = tag.Extract(w)
		tagger.Prepare(&fs[i], w)
	}
	tagger.Tag(fs, tags)
	return fs, tags
}

// stretch is the number of sentences that follow one another in a fold.
const stretch = 50

// jackknife returns the sentences as the parser will meet them: with the tags of a
// tagger that has not seen them.
func (t *trainer) jackknife(sentences []conllu.Sentence) ([]parse.Example, error) {
	out := make([]parse.Example, len(sentences))
	id := map[string]uint8{}
	for i, x := range t.tagger.Tags {
		id[x] = uint8(i)
	}
	var g errgroup.Group
	g.SetLimit(2) // folds learn apart from one another; more would take much memory
	for fold := range t.folds {
		g.Go(func() error {
			var ex []tag.Example
			for i, s := range sentences {
				if i/stretch%t.folds != fold {
					ex = append(ex, tagged(s))
				}
			}
			tagger := tag.Train(ex, t.lex, 1, t.foldPasses, t.tagPrune)
			for i, s := range sentences {
				if i/stretch%t.folds == fold {
					out[i] = t.example(tagger, s, id)
				}
			}
			return nil
		})
	}
	return out, g.Wait()
}

// example returns a sentence with the tags of tagger, numbered by id.
func (t *trainer) example(tagger *tag.Tagger, s conllu.Sentence, id map[string]uint8) (e parse.Example) {
	fs, tags := predict(tagger, tagged(s).Words)
	for i, w := range s.Words {
		penn := tagger.Tags[tags[i]]
		e.Words = append(e.Words, parse.NewWord(t.lex, w.Form, t.lex.Lemma(w.Form, penn), &fs[i], penn, id[penn]))
		e.Heads = append(e.Heads, w.Head-1)
		e.Rels = append(e.Rels, relation(w.Rel))
	}
	return e
}

// relation cuts the subtype off a relation, except for those that the grammar of
// attribution asks for.
func relation(r string) string {
	switch r {
	case "nsubj:pass", "aux:pass", "obl:agent", "nmod:poss", "acl:relcl", "compound:prt", "obl:unmarked":
		return r
	}
	base, _, _ := strings.Cut(r, ":")
	return base
}

func (t *trainer) learnTrees() error {
	sentences, err := trees(t.data, t.trees...)
	if err != nil {
		return err
	}
	ex, err := t.jackknife(sentences)
	if err != nil {
		return err
	}
	p := parse.Train(ex, t.parse, func(pass int, right, loss float64) {
		t.log.Info("parser", "pass", pass, "right", fmt.Sprintf("%.4f", right), "loss", fmt.Sprintf("%.4f", loss))
	})
	return t.write(model.ParserFile, p.Write)
}

// organization is the class of names of organizations in the gazetteer.
const organization = 1 << ('p' - 'a')

func (t *trainer) learnNames() error {
	m := map[string]uint32{}
	for _, name := range t.lists {
		if err := withFile(t.data, name, func(r io.Reader) error { return readGazetteer(r, m) }); err != nil {
			return err
		}
	}
	for name := range world.OrgNames {
		m[strings.ToLower(name)] |= organization
	}
	if err := t.write(model.GazetteerFile, func(w io.Writer) error { return wordtable.Write(w, m) }); err != nil {
		return err
	}
	empty := names.New(nil, wordtable.New(m))
	var data []names.Doc
	for _, name := range t.names {
		if err := withFile(t.data, name, func(r io.Reader) error {
			docs, err := readNames(r)
			for _, d := range docs {
				x := nameDoc(t.tagger, empty, d)
				for i, ts := range x.Sents {
					names.Tidy(ts, x.Labels[i])
				}
				data = append(data, x)
			}
			return err
		}); err != nil {
			return err
		}
	}
	learnt := names.Train(data, wordtable.New(m), t.naming)
	return t.write(model.NamesFile, learnt.WriteModel)
}

// nameDoc prepares a document for the name tagger.
func nameDoc(tagger *tag.Tagger, look *names.Tagger, sentences []labelled) (d names.Doc) {
	for _, s := range sentences {
		fs, tags := predict(tagger, s.words)
		ts := make([]names.Token, len(fs))
		for i := range ts {
			ts[i] = names.Token{F: fs[i], W: look.NewWord(s.words[i]), Tag: tags[i]}
		}
		d.Sents, d.Labels = append(d.Sents, ts), append(d.Labels, names.Encode(s.labels))
	}
	return d
}
