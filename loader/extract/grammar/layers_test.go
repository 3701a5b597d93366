package grammar

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// check tells what is wrong with the layers of d: spans outside of the text, heads
// outside of the sentence, cycles.
func check(t *testing.T, d *extract.Document) {
	t.Helper()
	end := 0
	for i, x := range d.Tokens {
		if x.Start < end || x.End <= x.Start || x.End > len(d.Text) {
			t.Fatalf("token %d is [%d,%d) behind %d of %d", i, x.Start, x.End, end, len(d.Text))
		}
		if utf8.ValidString(d.Text) && !utf8.RuneStart(d.Text[x.Start]) {
			t.Fatalf("token %d cuts a rune", i)
		}
		if x.Tag == "" || x.Rel == "" || x.Lemma == "" {
			t.Fatalf("token %d %q has no analysis: %+v", i, d.Form(i), x)
		}
		end = x.End
	}
	next := 0
	for k, s := range d.Sentences {
		if s.First != next || s.Last <= s.First || s.Last-s.First > maxSentence {
			t.Fatalf("sentence %d is [%d,%d) behind %d", k, s.First, s.Last, next)
		}
		next = s.Last
		b := d.Article.Blocks[s.Block]
		roots := 0
		for i := s.First; i < s.Last; i++ {
			x := d.Tokens[i]
			if x.Sent != k || x.Start < b.Start || x.End > b.End {
				t.Fatalf("token %d is not in sentence %d of block %d", i, k, s.Block)
			}
			if x.Head < 0 {
				roots++
			}
			for n, h := 0, x.Head; h >= 0; n, h = n+1, d.Tokens[h].Head {
				if h < s.First || h >= s.Last || n > maxSentence {
					t.Fatalf("token %d has no root in its sentence", i)
				}
			}
		}
		if roots != 1 {
			t.Fatalf("sentence %d has %d roots", k, roots)
		}
	}
	if next != len(d.Tokens) {
		t.Fatalf("%d of %d tokens are in sentences", next, len(d.Tokens))
	}
	last := 0
	for _, n := range d.Names {
		if n.First < last || n.Last <= n.First || n.Last > len(d.Tokens) || d.Tokens[n.First].Sent != d.Tokens[n.Last-1].Sent {
			t.Fatalf("name %+v behind %d", n, last)
		}
		last = n.Last
	}
}

func sample(tb testing.TB) string {
	tb.Helper()
	paths, err := filepath.Glob("../../../testdata/articles/*")
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no sample articles: %v", err)
	}
	var b strings.Builder
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			tb.Fatal(err)
		}
		b.Write(raw)
		b.WriteString("\n\n")
	}
	return b.String()
}

func TestLayers(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"empty", ""},
		{"blank", " \n\n \n"},
		{"one mark", "."},
		{"damaged", "He said \xff\xfe “no\x80”."},
		{"one endless sentence", strings.Repeat("and then ", 3000)},
		{"one endless word", strings.Repeat("x", 100_000)},
		{"names", strings.Repeat("Anna Berg ", 500)},
		{"capitals", "MINISTER DENIES ALL IN OSLO\n\nHe did."},
		{"articles", sample(t)},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, Parse(c.text)) })
	}
}

func TestOddBlocks(t *testing.T) {
	text := "Anna Berg spoke. Carl Lund é spoke."
	stages, err := Stages()
	if err != nil {
		t.Fatal(err)
	}
	block := func(start, end int) graph.Block {
		return graph.Block{Span: graph.Span{Start: start, End: end}, Kind: graph.BlockParagraph}
	}
	d := extract.New(&graph.Article{Text: text, Blocks: []graph.Block{
		block(0, 16), block(4, 20), block(-1, 3), block(17, 17), block(17, 26), block(26, 28), block(28, 29), block(30, 99)}})
	extract.Run(d, stages)
	check(t, d)
	if got := d.Span(0, len(d.Tokens)); got != (graph.Span{Start: 0, End: 26}) {
		t.Errorf("tokens cover %v", got)
	}
}

// TestSame runs the stages at once from many goroutines, over texts of different
// kinds: the result must be that of a run alone.
func TestSame(t *testing.T) {
	texts := []string{sample(t), "Oslo denied it.", "“We go,” said Anna Berg of Acme Inc.", strings.Repeat("Norway blamed Berg. ", 50)}
	type layers struct {
		Tokens    []extract.Token
		Sentences []extract.Sentence
		Quotes    []extract.Quote
		Names     []extract.Name
	}
	parse := func(text string) layers {
		d := Parse(text)
		return layers{d.Tokens, d.Sentences, d.Quotes, d.Names}
	}
	want := make([]layers, len(texts))
	for i, x := range texts {
		want[i] = parse(x)
	}
	var wg sync.WaitGroup
	for k := range 12 {
		wg.Go(func() {
			i := k % len(texts)
			if diff := cmp.Diff(want[i], parse(texts[i])); diff != "" {
				t.Errorf("text %d (-alone +together):\n%s", i, diff)
			}
		})
	}
	wg.Wait()
}

func FuzzLayers(f *testing.F) {
	f.Add("“We go,” said Anna Berg.\n\n\"No\" — 5pm 'tis \xff é")
	f.Fuzz(func(t *testing.T, text string) { check(t, ParseTitled(text)) })
}
