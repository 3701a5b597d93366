package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"hearsay/loader/extract/model"
	"hearsay/loader/extract/names"
	"hearsay/loader/extract/parse"
)

// treebank returns sentences of one pattern with many words: a subject, a verb, an
// object.
func treebank() []byte {
	var b bytes.Buffer
	for _, who := range []string{"Anna", "Carl", "Petra"} {
		for _, verb := range []string{"denied", "blamed", "praised"} {
			for _, what := range []string{"reports", "ministers", "plans"} {
				fmt.Fprintf(&b, "# text = %s %s the %s.\n", who, verb, what)
				for i, c := range []string{
					who + "\t_\tPROPN\tNNP\t_\t2\tnsubj", verb + "\t_\tVERB\tVBD\t_\t0\troot", "the\t_\tDET\tDT\t_\t4\tdet",
					what + "\t_\tNOUN\tNNS\t_\t2\tobj", ".\t_\tPUNCT\t.\t_\t2\tpunct"} {
					fmt.Fprintf(&b, "%d\t%s\t_\t_\n", i+1, c)
				}
				b.WriteString("\n")
			}
		}
	}
	return b.Bytes()
}

func gzipped(t *testing.T, raw []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func data(t *testing.T) fstest.MapFS {
	names := "-DOCSTART- one\n\nAnna\tB-PER\nBerg\tI-PER\nleft\tO\nOslo\tB-LOC\n.\tO\n\nThe\tO\nAcme\tB-ORG\nBank\tI-ORG\npaid\tO\n"
	return fstest.MapFS{
		"a.conllu":           {Data: treebank()},
		"b.conllu.gz":        {Data: gzipped(t, treebank())},
		"oewn.tsv.gz":        {Data: gzipped(t, []byte("deny\tv\tverb.communication\t_\tvia-that\nblame\tv\tverb.communication\t_\t\nplan\tn\tnoun.cognition\t_\t\n"))},
		"oewn-forms.tsv":     {Data: []byte("child\tn\tchildren\n")},
		"clusters.tsv":       {Data: []byte("denied\t3\t2\t1\n")},
		"gaz.tsv":            {Data: []byte("Oslo\td\nAcme Bank\tg\nAnna\tb\n")},
		"names.bio":          {Data: []byte(names)},
		"ner/uner-dev.bio":   {Data: []byte(names)},
		"ewt-dev.conllu":     {Data: treebank()},
		"gumfree-dev.conllu": {Data: treebank()},
	}
}

func tiny() recipe {
	return recipe{
		tagTrees: []string{"a.conllu"}, trees: []string{"a.conllu", "b.conllu"}, names: []string{"names.bio"}, lists: []string{"gaz.tsv"},
		folds: 2, foldPasses: 2, tagPasses: 3,
		parse:  parse.Options{Seed: 1, Passes: 4, MinUpdates: 1, MinLemma: 1, Rate: 0.01, Points: 100},
		naming: names.Options{Passes: 8, MinUpdates: 1, Learners: 3},
	}
}

func TestTrainTwice(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	a, b := t.TempDir(), t.TempDir()
	for _, out := range []string{a, b} {
		if err := train(data(t), out, tiny(), log); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{model.TaggerFile, model.ParserFile, model.NamesFile, model.LexiconFile, model.GazetteerFile} {
		x, err := os.ReadFile(a + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		y, err := os.ReadFile(b + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(x, y) {
			t.Errorf("%s differs between two runs", name)
		}
	}
	var out strings.Builder
	if err := report(&out, data(t), os.DirFS(a), true); err != nil {
		t.Fatal(err)
	}
	if want := "ewt-dev.conllu       tags 100.00  UAS 100.00  LAS 100.00\n"; !strings.HasPrefix(out.String(), want) {
		t.Errorf("report says\n%swant\n%s", out.String(), want)
	}
	if want := "  det             27 words     0 wrong heads     0 wrong relations"; !strings.Contains(out.String(), want) {
		t.Errorf("report says\n%swant the line\n%s", out.String(), want)
	}
}

func TestTrainReportsMissingFiles(t *testing.T) {
	for _, name := range []string{"a.conllu", "oewn.tsv.gz", "gaz.tsv", "names.bio"} {
		d := data(t)
		delete(d, name)
		err := train(d, t.TempDir(), tiny(), slog.New(slog.DiscardHandler))
		if err == nil || !strings.Contains(err.Error(), strings.TrimSuffix(name, ".gz")) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

func TestReadNames(t *testing.T) {
	docs, err := readNames(strings.NewReader("a\tO\n\n-DOCSTART-\nb\tB-PER\nc\tI-PER"))
	if err != nil || len(docs) != 2 || len(docs[1][0].words) != 2 {
		t.Errorf("got %v, %v", docs, err)
	}
	if _, err := readNames(strings.NewReader("a\tPER\n")); err == nil {
		t.Error("no error for a label without B or I")
	}
}
