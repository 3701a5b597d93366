package attribution_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/english"
	"hearsay/loader/extract/grammar"
)

var update = flag.Bool("update", false, "write what comes out into the case files; read the difference before you commit it")

// TestCases reads the files of testdata/cases, one for each phenomenon. A case is a
// text (paragraphs parted by a line with a single "/"), and below it a line for each
// report that must come out, in order, and no other:
//
//	source | cue | ACT | target | content
//
// A "?" behind the act marks an implicit one, a "~" negative polarity, ">n" a report
// nested in the n-th. Cases are parted by empty lines; lines with "#" say what they show.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no case files", err)
	}
	e, err := english.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for block := range strings.SplitSeq(strings.TrimSpace(string(raw)), "\n\n") {
			notes, text, want := parseCase(block)
			got := reports(e, text)
			out = append(out, strings.Join(append(append(notes, strings.ReplaceAll(text, "\n\n", "\n/\n")), got...), "\n"))
			if *update {
				continue
			}
			t.Run(filepath.Base(name)+"/"+text[:min(len(text), 40)], func(t *testing.T) {
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("%s\n(-want +got)\n%s", text, d)
				}
			})
		}
		if *update {
			if err := os.WriteFile(name, []byte(strings.Join(out, "\n\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func parseCase(block string) (notes []string, text string, want []string) {
	var lines []string
	for line := range strings.SplitSeq(block, "\n") {
		switch {
		case strings.HasPrefix(line, "#"):
			notes = append(notes, line)
		case strings.Count(line, " | ") == 4:
			want = append(want, line)
		case line == "/":
			lines = append(lines, "\n\n")
		default:
			lines = append(lines, line)
		}
	}
	return notes, strings.Join(lines, ""), want
}

func reports(e *english.English, text string) (out []string) {
	d := extract.New(grammar.Plain(text, false))
	for _, s := range e.Stages() {
		if s.Name() == "link" {
			break
		}
		s.Run(d)
	}
	or := func(spans []graph.Span) string {
		if len(spans) == 0 {
			return "-"
		}
		return strings.ReplaceAll(graph.Join(d.Text, spans), "\n\n", " / ")
	}
	for _, r := range d.Reports {
		act := string(r.Act)
		if r.Implicit {
			act += "?"
		}
		if r.Polarity == graph.Negative {
			act += "~"
		}
		if r.Parent >= 0 {
			act += fmt.Sprintf(" >%d", r.Parent+1)
		}
		out = append(out, strings.Join([]string{or(r.Source), or(r.Cue), act, or(r.Target), or(r.Content)}, " | "))
	}
	return out
}
