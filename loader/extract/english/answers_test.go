package english

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hearsay/graph"
)

// answerLine is a link that a passage asks for or allows, see testdata/cases/answers/README.
type answerLine struct {
	state    string // "", "may", "lost", "false"
	kind     graph.LinkKind
	from, to string
	met      bool
}

func answerOf(t *testing.T, line string) (x answerLine) {
	for _, s := range []string{"may", "lost", "false"} {
		if rest, ok := strings.CutPrefix(line, s+" "); ok {
			x.state, line = s, rest
		}
	}
	word, rest, _ := strings.Cut(line, ": ")
	from, to, ok := strings.Cut(rest, " -> ")
	switch word {
	case "deny":
		x.kind = graph.Denies
	case "may":
		x.state, x.kind = "may", graph.Denies
	case "confirm":
		x.kind = graph.Confirms
	case "same":
		x.kind = graph.Repeats
	case "contra":
		x.kind = graph.Contradicts
	default:
		ok = false
	}
	if !ok {
		t.Fatalf("no line of an answer: %q", line)
	}
	x.from, x.to = from, to
	return x
}

// isAnswerLine tells the lines of answers from the passage above them.
func isAnswerLine(s string) bool { return answerStart.MatchString(s) }

var answerStart = regexp.MustCompile(`^((lost|false) )?(deny|confirm|same|contra|may): .+ -> `)

// says reports whether an attribution of claim id has a cue or content with words in it.
func says(r *graph.Record, id, words string) bool {
	at := strings.Index(r.Article.Text, words)
	if at < 0 {
		return false
	}
	span := graph.Span{Start: at, End: at + len(words)}
	for _, a := range r.Attributions {
		if a.ClaimID != id {
			continue
		}
		for _, s := range append(append([]graph.Span{}, a.Cue...), a.Content...) {
			if s.Overlaps(span) {
				return true
			}
		}
	}
	return false
}

func words(r *graph.Record, spans []graph.Span) (out []string) {
	for _, s := range spans {
		out = append(out, s.Of(r.Article.Text))
	}
	return out
}

func propositionOf(r *graph.Record, id string) string {
	for _, a := range r.Attributions {
		if a.ClaimID == id {
			return fmt.Sprintf("%s %q", a.Act, a.Proposition)
		}
	}
	return id
}

// TestAnswers ties denials, confirmations and admissions to what they answer, in the
// passages of testdata/cases/answers.
func TestAnswers(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/cases/answers/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	e := engine(t)
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		asked, found, wrong := 0, 0, 0
		for _, c := range strings.Split("\n"+string(raw), "\n== ")[1:] {
			name, body, _ := strings.Cut(c, "\n")
			var text []string
			var lines []answerLine
			for l := range strings.Lines(body) {
				if l = strings.TrimRight(l, "\n"); isAnswerLine(l) {
					lines = append(lines, answerOf(t, l))
				} else {
					text = append(text, l)
				}
			}
			t.Run(strings.TrimSuffix(filepath.Base(f), ".txt")+"/"+name, func(t *testing.T) {
				r := checked(t, e, articleOf(strings.TrimSpace(strings.Join(text, "\n")), "2024-05-06"))
				for _, x := range r.Links {
					if answer := x.Kind == graph.Denies || x.Kind == graph.Confirms; answer == (filepath.Base(f) == "repeats.txt") {
						continue
					}
					known := false
					for i := range lines {
						symmetric := x.Kind == graph.Repeats || x.Kind == graph.Contradicts
						if l := &lines[i]; l.kind == x.Kind && (says(r, x.FromID, l.from) && says(r, x.ToID, l.to) || symmetric && says(r, x.ToID, l.from) && says(r, x.FromID, l.to)) {
							l.met, known = true, true
							if l.state == "false" {
								wrong++
							}
						}
					}
					if !known {
						wrong++
						t.Errorf("false %s: %s -> %s", strings.ToLower(string(x.Kind)), propositionOf(r, x.FromID), propositionOf(r, x.ToID))
					}
				}
				for i := range lines {
					l := &lines[i]
					for _, c := range r.Claims { // one claim says the same as itself
						l.met = l.met || l.kind == graph.Repeats && says(r, c.ID, l.from) && says(r, c.ID, l.to)
					}
					for _, x := range r.Links { // who denies it contradicts it
						l.met = l.met || l.kind == graph.Contradicts && x.Kind == graph.Denies && says(r, x.FromID, l.to) && says(r, x.ToID, l.from)
					}
				}
				for _, l := range lines {
					if l.state == "" || l.state == "lost" {
						asked++
						if l.met {
							found++
						}
					}
					switch {
					case !strings.Contains(r.Article.Text, l.from) || !strings.Contains(r.Article.Text, l.to):
						t.Errorf("%q or %q is not in the text", l.from, l.to)
					case l.state == "" && !l.met:
						t.Errorf("lost: %q -> %q", l.from, l.to)
					case l.state == "lost" && l.met:
						t.Logf("no longer lost: %q -> %q", l.from, l.to)
					case l.state == "false" && !l.met:
						t.Logf("no longer false: %q -> %q", l.from, l.to)
					}
				}
				if t.Failed() {
					for _, a := range r.Attributions {
						t.Logf("%s by %v of %v: %q, cue at %v, rule %s", a.Act, words(r, a.Source), words(r, a.Target), a.Proposition, words(r, a.Cue), a.Rule)
					}
				}
			})
		}
		t.Logf("%s: %d of %d answers found, %d false", filepath.Base(f), found, asked, wrong)
	}
}
