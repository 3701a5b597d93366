package english

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/grammar"
)

var updateClaims = flag.Bool("update-claims", false, "write into testdata/cases/claims what is lost and what is false; read the difference before you commit it")

// claimLine is what a passage asks for, or a hostile report that comes out unasked; see
// testdata/cases/claims/README.
type claimLine struct {
	state                   string // "", "lost", "false"
	acts                    []string
	source, target, content string
}

func claimOf(t *testing.T, line string) (x claimLine) {
	for _, s := range []string{"lost", "false"} {
		if rest, ok := strings.CutPrefix(line, s+" "); ok {
			x.state, line = s, rest
		}
	}
	part := strings.Split(line, " | ")
	if len(part) != 4 {
		t.Fatalf("no line of a claim: %q", line)
	}
	x.acts = strings.Split(part[0], "/")
	x.source, x.target, x.content = part[1], part[2], part[3]
	return x
}

func (x claimLine) String() string {
	s := strings.Join([]string{strings.Join(x.acts, "/"), x.source, x.target, x.content}, " | ")
	if x.state != "" {
		s = x.state + " " + s
	}
	return s
}

// meets reports whether a report is what a line asks for: the act, the same source and
// target where there is one, and at least the words that were written down.
func (x claimLine) meets(d *extract.Document, r *extract.Report) bool {
	alike := func(want string, got []graph.Span) bool {
		have := strings.Trim(graph.Join(d.Text, got), `"“” `)
		want = strings.Trim(want, `"“” `)
		return have != "" && (strings.Contains(have, want) || len(have) > 1 && strings.Contains(want, have))
	}
	return slices.Contains(x.acts, string(r.Act)) &&
		(x.source == "-" && len(r.Source) == 0 || x.source != "-" && alike(x.source, r.Source)) &&
		(x.target == "-" || alike(x.target, r.Target)) &&
		(x.content == "-" || alike(x.content, r.Content) || alike(x.content, append(slices.Clone(r.Target), r.Content...)))
}

// hostile are the acts that must not come out unasked.
var hostile = []string{"ACCUSE", "DENY", "CRITICIZE", "THREATEN"}

// claimsIn runs the engine over a passage and returns the lines anew, with what is lost
// and what is false.
func claimsIn(e *English, text string, asked []claimLine) (out []claimLine) {
	d := extract.New(grammar.Plain(text, false))
	for _, s := range e.Stages() {
		if s.Name() == "link" {
			break
		}
		s.Run(d)
	}
	used := make([]bool, len(d.Reports))
	for _, x := range asked {
		x.state = "lost"
		for i := range d.Reports {
			if !used[i] && x.meets(d, &d.Reports[i]) {
				used[i], x.state = true, ""
				break
			}
		}
		out = append(out, x)
	}
	words := func(s []graph.Span) string {
		if len(s) == 0 {
			return "-"
		}
		return strings.ReplaceAll(graph.Join(d.Text, s), "\n", " ")
	}
	for i := range d.Reports {
		r := &d.Reports[i]
		asks := func(x claimLine) bool { return x.state == "" && x.meets(d, r) }
		if !used[i] && slices.Contains(hostile, string(r.Act)) && r.Polarity != graph.Negative && !slices.ContainsFunc(out, asks) {
			out = append(out, claimLine{"false", []string{string(r.Act)}, words(r.Source), words(r.Target), words(r.Content)})
		}
	}
	return out
}

// TestClaims reads passages of testdata/cases/claims: it fails where one loses what is not
// marked as lost, or shows a false one that is not marked.
func TestClaims(t *testing.T) {
	files, _ := filepath.Glob("../../../testdata/cases/claims/*.txt")
	if len(files) == 0 {
		t.Fatal("no case files")
	}
	e, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var blocks []string
		met, asked, wrong := 0, 0, 0
		for block := range strings.SplitSeq(strings.TrimSpace(string(raw)), "\n\n") {
			lines := strings.Split(block, "\n")
			var want, kept []claimLine
			for _, l := range lines[1:] {
				x := claimOf(t, l)
				kept = append(kept, x)
				if x.state != "false" {
					want = append(want, x)
				}
			}
			got := claimsIn(e, strings.ReplaceAll(lines[0], " / ", "\n\n"), want)
			block = lines[0]
			for i, x := range got {
				block += "\n" + x.String()
				switch {
				case x.state == "false":
					wrong++
					if !slices.ContainsFunc(kept, func(k claimLine) bool { return k.String() == x.String() }) && !*updateClaims {
						t.Errorf("%s\n  %s", lines[0], x)
					}
				case x.state == "":
					met++
					asked++
				default:
					asked++
					if want[i].state == "" && !*updateClaims {
						t.Errorf("%s\n  %s", lines[0], x)
					}
				}
			}
			blocks = append(blocks, block)
		}
		t.Logf("%s: %d of %d, %d false", filepath.Base(name), met, asked, wrong)
		if *updateClaims {
			if err := os.WriteFile(name, []byte(strings.Join(blocks, "\n\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
