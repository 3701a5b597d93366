package grammar

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestMend checks attachments of the trees of sentences in testdata/trees.txt: a sentence, and
// below it lines of a word, its relation and its head ("-" for none), each the first such word of
// the sentence.
func TestMend(t *testing.T) {
	f, err := os.Open("testdata/trees.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sentence, tree := "", map[string]string{}
	for in := bufio.NewScanner(f); in.Scan(); {
		line := in.Text()
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case line[0] != ' ':
			sentence, tree = line, treeOf(line)
		default:
			w := strings.Fields(line)
			if len(w) != 3 {
				t.Fatalf("%s: %q has not three words", sentence, line)
			}
			if got, want := tree[w[0]], w[1]+" "+w[2]; got != want {
				t.Errorf("%s\n\t%s: %s, want %s", sentence, w[0], got, want)
			}
		}
	}
}

// treeOf returns relation and head of each word of a sentence.
func treeOf(text string) map[string]string {
	d := Parse(text)
	tree := map[string]string{}
	for i, x := range d.Tokens {
		head := "-"
		if x.Head >= 0 {
			head = d.Form(x.Head)
		}
		if _, ok := tree[d.Form(i)]; !ok {
			tree[d.Form(i)] = fmt.Sprintf("%s %s", x.Rel, head)
		}
	}
	return tree
}
