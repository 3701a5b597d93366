// Command train makes the model files of package model from treebanks and word
// lists, and scores them. The same data give the same bytes.
//
//	go run ./loader/extract/train -data DIR -out loader/extract/model
//	go run ./loader/extract/train -data DIR -names loader/extract/model
//	go run ./loader/extract/train -data DIR -score loader/extract/model -errors
//
// The folder holds, each plain or with .gz (what it lacks is taken from data/, which is
// part of this program):
//
//	ewt-train.conllu, gumfree-train.conllu, pudwiki.conllu   trees to learn from
//	ewt-dev.conllu, gumfree-dev.conllu                       trees to score with
//	oewn.tsv         lemma, part of speech, topic, topics, verb frames
//	oewn-forms.tsv   lemma, part of speech, irregular form
//	clusters.tsv     form and its clusters, as train/clusters makes them
//	gaz.tsv, gaz-names.tsv   name, letter of its class
//	ner/gum-train.bio, ner/uner-train.bio, ner/wikigold.bio,
//	ner/crossner.bio                                         names to learn from
//	ner/uner-dev.bio                                         names to score with
//
// Sources and licences of the data stand in LICENSE.md of package model. Learning
// takes about three minutes of one core.
package main

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
)

func main() {
	data := flag.String("data", "../treebank", "folder of the data")
	out := flag.String("out", "", "folder for the model files")
	only := flag.String("names", "", "folder of model files in which to make those of the names anew")
	score := flag.String("score", "", "folder of model files to score with the development trees")
	errors := flag.Bool("errors", false, "with -score: list the errors by relation")
	flag.Parse()
	if err := run(*data, *out, *only, *score, *errors); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(data, out, only, score string, errors bool) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	if out != "" {
		if err := train(withOwn(os.DirFS(data)), out, standard(), log); err != nil {
			return err
		}
	}
	if only != "" {
		if err := trainNames(withOwn(os.DirFS(data)), only, standard(), log); err != nil {
			return err
		}
	}
	if score != "" {
		return report(os.Stdout, withOwn(os.DirFS(data)), os.DirFS(score), errors)
	}
	return nil
}
