package main

import (
	"bufio"
	"compress/gzip"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"hearsay/loader/extract/train/conllu"
)

//go:embed data
var ownData embed.FS

// layered looks into one folder, then into another.
type layered [2]fs.FS

// withOwn adds the data that are part of this program to a folder.
func withOwn(dir fs.FS) fs.FS {
	own, err := fs.Sub(ownData, "data")
	if err != nil {
		panic(err) // the name is constant
	}
	return layered{dir, own}
}

func (l layered) Open(name string) (fs.File, error) {
	f, err := l[0].Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return l[1].Open(name)
	}
	return f, err
}

// withFile calls f with the file name, or with name.gz unpacked.
func withFile(dir fs.FS, name string, f func(io.Reader) error) error {
	file, err := dir.Open(name)
	zipped := errors.Is(err, fs.ErrNotExist)
	if zipped {
		file, err = dir.Open(name + ".gz")
	}
	if err != nil {
		return fmt.Errorf("open %s: %w", name, err)
	}
	defer file.Close()
	var r io.Reader = file
	if zipped {
		if r, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("unpack %s: %w", name, err)
		}
	}
	if err := f(r); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

// trees reads treebanks one after the other.
func trees(dir fs.FS, names ...string) (out []conllu.Sentence, err error) {
	for _, name := range names {
		if err := withFile(dir, name, func(r io.Reader) error {
			s, err := conllu.Read(r)
			out = append(out, s...)
			return err
		}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// labelled is a sentence with its names in BIO labels.
type labelled struct{ words, labels []string }

// readNames returns the documents of a file of words and BIO labels, parted by
// lines that begin with -DOCSTART-, their sentences by empty lines.
func readNames(r io.Reader) ([][]labelled, error) {
	var docs [][]labelled
	var doc []labelled
	var s labelled
	endSentence := func() {
		if len(s.words) > 0 {
			doc = append(doc, s)
		}
		s = labelled{}
	}
	endDoc := func() {
		endSentence()
		if len(doc) > 0 {
			docs = append(docs, doc)
		}
		doc = nil
	}
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		line := sc.Text()
		switch word, label, ok := strings.Cut(line, "\t"); {
		case line == "":
			endSentence()
		case strings.HasPrefix(line, "-DOCSTART-"):
			endDoc()
		case ok && word != "":
			if label != "O" && (len(label) < 3 || label[1] != '-') {
				return nil, fmt.Errorf("label %q", label)
			}
			s.words, s.labels = append(s.words, word), append(s.labels, label)
		}
	}
	endDoc()
	return docs, sc.Err()
}

// readGazetteer adds names in lower case and their classes as bits to m.
func readGazetteer(r io.Reader, m map[string]uint32) error {
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		name, class, ok := strings.Cut(sc.Text(), "\t")
		if !ok || len(class) != 1 || class[0] < 'a' || class[0] > 'p' {
			return fmt.Errorf("gazetteer line %q", sc.Text())
		}
		m[strings.ToLower(name)] |= 1 << (class[0] - 'a')
	}
	return sc.Err()
}
