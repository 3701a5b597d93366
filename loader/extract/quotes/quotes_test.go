package quotes

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// document parts text into paragraphs at line breaks; "# " makes a subhead.
func document(text string) *extract.Document {
	a := &graph.Article{Text: text}
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		kind := graph.BlockParagraph
		if strings.HasPrefix(line, "# ") {
			kind = graph.BlockSubhead
		}
		if line != "" {
			a.Blocks = append(a.Blocks, graph.Block{Span: graph.Span{Start: at, End: at + len(line)}, Kind: kind})
		}
		at += len(line) + 1
	}
	d := extract.New(a)
	Stage{}.Run(d)
	return d
}

// show writes the inner words of every quotation: + in front of one that
// continues, ~ behind one that is not closed.
func show(d *extract.Document) []string {
	out := []string{}
	for _, q := range d.Quotes {
		s := q.Inner.Of(d.Text)
		if q.Continues {
			s = "+" + s
		}
		if !q.Closed {
			s += "~"
		}
		out = append(out, s)
	}
	return out
}

func TestPair(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"straight", `"We will go," she said. "We must."`, []string{"We will go,", "We must."}},
		{"curly", `“We will go,” she said.`, []string{"We will go,"}},
		{"latex", "``We will go,'' she said.", []string{"We will go,"}},
		{"low", `„We will go“, she said.`, []string{"We will go"}},
		{"guillemets", `He called it «a farce».`, []string{"a farce"}},
		{"curly the wrong way", `He said “no“, then ”yes”.`, []string{"no", "yes"}},
		{"mixed", `“We will go," she said.`, []string{"We will go,"}},
		{"set apart", `" We go , " he said .`, []string{" We go , "}},
		{"glued to the verb", `He said,"We go."`, []string{"We go."}},
		{"brackets", `She left ("too late"), he said.`, []string{"too late"}},
		{"dash", `The plan—"a farce"—failed.`, []string{"a farce"}},
		{"cut off", `"We will—" he began.`, []string{"We will—"}},
		{"single", `He called it 'a farce' and left.`, []string{"a farce"}},
		{"single curly", `He called it ‘a farce’.`, []string{"a farce"}},
		{"headline", `'Not our fault': minister hits back`, []string{"Not our fault"}},
		{"apostrophes", `It's the ministers' plan, in the '90s, don't tell 'em.`, []string{}},
		{"curly apostrophes", `It’s the ministers’ plan, and they’re rock ’n’ roll.`, []string{}},
		{"possessive inside", `'The ministers' plan has failed', he said.`, []string{"The ministers' plan has failed"}},
		{"ends in s", `He spoke of 'best friends' and the ministers' plan.`, []string{"best friends"}},
		{"two that end in s", `'Old friends' met 'new friends' there.`, []string{"Old friends", "new friends"}},
		{"nested", `"He told me 'never again', and left," she said.`, []string{"He told me 'never again', and left,", "never again"}},
		{"nested both end", `“He told me, ‘Never again.’” She wept.`, []string{"He told me, ‘Never again.’", "Never again."}},
		{"nested British", `‘She said “yes” to me,’ he said.`, []string{`She said “yes” to me,`, "yes"}},
		{"same marks nested", `"He said "no" to me," she said.`, []string{`He said "no" to me,`, "no"}},
		{"inches", `A 5" blade and a 6'2" man.`, []string{}},
		{"empty", `The mark "" is empty.`, []string{}},
		{"stray closing", `We go," he said. She said "no".`, []string{"no"}},
		{"never closed", `He called it "a farce and left.` + "\nShe stayed.", []string{"a farce and left.~"}},
		{"closing mark forgotten", `"We go. "And soon," he said.`, []string{"We go.~", "And soon,"}},
		{"single in double not closed", `"He's a 'fool," she said. 'Yes'.`, []string{"He's a 'fool,", "Yes"}},
		{"continued", "“We go.\n“And soon.\n“Now,” he said.", []string{"We go.~", "+And soon.~", "+Now,"}},
		{"continued straight", "He said: \"We go.\n\"And soon,\" he said.", []string{"We go.~", "+And soon,"}},
		{"continued single", "He said: ‘We go.\n‘And soon,’ he said.", []string{"We go.~", "+And soon,"}},
		{"continued nested", "“He told me, ‘Go.\n“‘And soon.’ I went.”", []string{"He told me, ‘Go.~", "Go.~", "+‘And soon.’ I went.", "+And soon."}},
		{"continued past a subhead", "“We go.\n# A \"long\" way\n“And soon,” he said.", []string{"We go.~", "long", "+And soon,"}},
		{"continued without opening", "“We go.\nAnd soon,” he said. “Now.”", []string{"We go.~", "+And soon,", "Now."}},
		{"not continued", "“We go.\nHe left. “Now,” she said.", []string{"We go.~", "Now,"}},
		{"headline does not continue", "# “We go\n“And soon,” he said.", []string{"We go~", "And soon,"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, show(document(c.text))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestManyMarks(t *testing.T) {
	for _, unit := range []string{`"`, `" `, "“", "‘", `'a `, `a' `, "``", `“‘`, `"a" `, "s' '"} {
		t.Run(fmt.Sprintf("%q", unit), func(t *testing.T) {
			start := time.Now()
			document(strings.Repeat(unit, 100_000))
			if took := time.Since(start); took > 2*time.Second {
				t.Errorf("100,000 times %q took %v", unit, took)
			}
		})
	}
}

func FuzzPair(f *testing.F) {
	f.Add("“We go.\n“And ‘soon’,” he \"said\".")
	f.Add("'' `` \xff\" ‘")
	f.Fuzz(func(t *testing.T, text string) {
		d := document(text)
		last := -1
		for _, q := range d.Quotes {
			if q.Open < last || q.Open > q.Inner.Start || q.Inner.Start >= q.Inner.End || q.Inner.End > q.Close || q.Close > len(text) {
				t.Fatalf("quote %+v of %d bytes after %d", q, len(text), last)
			}
			if strings.Contains(text[q.Open:q.Close], "\n") {
				t.Fatalf("quote %+v crosses a block", q)
			}
			for _, i := range []int{q.Open, q.Inner.Start, q.Inner.End, q.Close} {
				if utf8.ValidString(text) && i < len(text) && !utf8.RuneStart(text[i]) {
					t.Fatalf("quote %+v cuts a rune", q)
				}
			}
			last = q.Open
		}
	})
}
