// Package conllu reads treebanks in CoNLL-U.
package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Word is one syntactic word.
type Word struct {
	Form string
	UPOS string // Universal part of speech
	XPOS string // Penn part of speech
	Head int    // 1-based; 0 is the root
	Rel  string // relation to the head, with its subtype
}

// Sentence is one sentence and the running text that it was cut from.
type Sentence struct {
	Words  []Word
	Text   string
	NewPar bool // the first of a paragraph or a document
}

// columns of a line.
const (
	colID = iota
	colForm
	colLemma
	colUPOS
	colXPOS
	colFeats
	colHead
	colRel
	colDeps
	colMisc
	columns
)

// Read returns the sentences of a file. Lines of multi-word tokens and of empty
// nodes are left out.
func Read(r io.Reader) ([]Sentence, error) {
	var out []Sentence
	var s Sentence
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), 1<<22)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		switch {
		case line == "":
			if len(s.Words) > 0 {
				out = append(out, s)
			}
			s = Sentence{}
		case strings.HasPrefix(line, "# newdoc"), strings.HasPrefix(line, "# newpar"):
			s.NewPar = true
		case strings.HasPrefix(line, "# text = "):
			s.Text = strings.TrimPrefix(line, "# text = ")
		case line[0] == '#':
		default:
			w, ok, err := word(line)
			if err != nil {
				return nil, fmt.Errorf("conllu: line %d: %w", n, err)
			}
			if ok {
				s.Words = append(s.Words, w)
			}
		}
	}
	if len(s.Words) > 0 {
		out = append(out, s)
	}
	return out, sc.Err()
}

func word(line string) (Word, bool, error) {
	c := strings.Split(line, "\t")
	if len(c) != columns {
		return Word{}, false, fmt.Errorf("%d columns, want %d", len(c), columns)
	}
	if strings.ContainsAny(c[colID], "-.") {
		return Word{}, false, nil
	}
	head, err := strconv.Atoi(c[colHead])
	if err != nil {
		return Word{}, false, fmt.Errorf("head: %w", err)
	}
	return Word{Form: c[colForm], UPOS: c[colUPOS], XPOS: c[colXPOS], Head: head, Rel: c[colRel]}, true, nil
}
