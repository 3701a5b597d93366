package attribution_test

import (
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/english"
	"hearsay/loader/extract/grammar"
)

// odd are texts that no rule expects.
var odd = []string{
	"", "said", "said said said", "\"", "\"\"", "“", "”", "“said", ": :", "A:", "BERG:", "According to", "according to according to",
	"accused of", "was accused of of of", "Asked", "Asked about,", "he said, she said, they said.", "\"a\" \"b\" \"c\" said",
	"called it", "called on to", "urged to to to", ", said,", "who say that who say that", "claims that", "that said that",
	"allegedly", "“a” said “b” said “c” said “d”", strings.Repeat("he said that ", 300), strings.Repeat("“x,” he said. ", 200),
	strings.Repeat("(", 100) + " said " + strings.Repeat(")", 100), "Ö said ß that — “é”, sagte er.",
}

func TestOddTexts(t *testing.T) {
	e, err := english.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range odd {
		checkSpans(t, e, text)
	}
}

// checkSpans reports spans outside the text or at broken runes, and parents that do not exist.
func checkSpans(t *testing.T, e *english.English, text string) {
	t.Helper()
	d := extract.New(grammar.Plain(text, false))
	for _, s := range e.Stages() {
		if s.Name() == "link" {
			break
		}
		s.Run(d)
	}
	for i, r := range d.Reports {
		for _, spans := range [][]graph.Span{r.Source, r.Cue, r.Content, r.Target, r.Addressee} {
			for _, s := range spans {
				if s.Start < 0 || s.Start >= s.End || s.End > len(text) || strings.Contains(s.Of(text), "\ufffd") {
					t.Errorf("%.40q: report %d has span %v", text, i, s)
				}
			}
		}
		if r.Parent >= len(d.Reports) || r.Parent == i {
			t.Errorf("%.40q: report %d has parent %d", text, i, r.Parent)
		}
	}
}

func FuzzRun(f *testing.F) {
	e, err := english.New()
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range odd {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 2000 && strings.ToValidUTF8(text, "") == text && !strings.Contains(text, "\ufffd") {
			checkSpans(t, e, text)
		}
	})
}
