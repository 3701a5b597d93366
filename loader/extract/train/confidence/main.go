// Command confidence learns the weights by which package confidence tells how sure the
// parts of a report are. The same data give the same bytes.
//
//	go run ./loader/extract/train/confidence -gold DIR -own testdata/gold -out loader/extract/confidence/weights.tsv
//
// DIR holds gum_news.jsonl and ewt.jsonl, gold attributions in the form that hearsay
// eval reads; testdata/gold are the project's own articles. What GUM does not annotate
// may still be right (it marks clauses only): judged.tsv, beside this file, tells of a
// sample of such attributions whether they are; others are left out. Learning takes a
// few seconds.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	gold := flag.String("gold", "../shared/eval/attribution", "folder of gum_news.jsonl and ewt.jsonl")
	own := flag.String("own", "testdata/gold", "folder of the project's own articles and their gold")
	out := flag.String("out", "loader/extract/confidence/weights.tsv", "file to write")
	accuse := flag.Bool("accuse", false, "print accusations by threshold instead")
	flag.Parse()
	if err := run(*gold, *own, *out, *accuse); err != nil {
		fmt.Fprintln(os.Stderr, "confidence:", err)
		os.Exit(1)
	}
}

func run(gold, own, out string, accuse bool) error {
	c, err := newCollector()
	if err != nil {
		return err
	}
	if err := c.gum(gold + "/gum_news.jsonl"); err != nil {
		return err
	}
	if err := c.ewt(gold + "/ewt.jsonl"); err != nil {
		return err
	}
	if err := c.own(own); err != nil {
		return err
	}
	if accuse {
		return c.thresholds(os.Stdout)
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	return c.write(f)
}
