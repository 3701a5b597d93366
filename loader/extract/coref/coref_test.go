package coref_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/coref"
	"hearsay/loader/extract/grammar"
)

func resolve(text string) *extract.Document {
	d := grammar.Parse(text)
	coref.Stage{}.Run(d)
	return d
}

// expectation is a bracketed mention of a case file.
type expectation struct {
	span graph.Span
	want string
}

var marked = regexp.MustCompile(`\[([^\]]*)\]\{([^}]*)\}`)

// unmark takes the marks out of a case's text.
func unmark(marks string) (string, []expectation) {
	var text strings.Builder
	var out []expectation
	at := 0
	for _, m := range marked.FindAllStringSubmatchIndex(marks, -1) {
		text.WriteString(marks[at:m[0]])
		start := text.Len()
		text.WriteString(marks[m[2]:m[3]])
		out = append(out, expectation{graph.Span{Start: start, End: text.Len()}, marks[m[4]:m[5]]})
		at = m[1]
	}
	text.WriteString(marks[at:])
	return text.String(), out
}

// nameAt is the name of the chain of the longest mention whose head lies in span.
func nameAt(d *extract.Document, span graph.Span) string {
	best, size := "no mention", 0
	for _, m := range d.Mentions {
		if s := d.Span(m.First, m.Last); span.Overlaps(s) && span.Covers(d.Span(m.Head, m.Head+1)) && s.Len() > size {
			best, size = "-", s.Len()
			if m.Chain >= 0 {
				best = d.Chains[m.Chain].Name
			}
		}
	}
	return best
}

func TestCases(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/cases/coref/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.Split("\n"+string(b), "\n== ")[1:] {
			name, marks, _ := strings.Cut(c, "\n")
			t.Run(strings.TrimSuffix(filepath.Base(f), ".txt")+"/"+name, func(t *testing.T) {
				text, want := unmark(strings.TrimSpace(marks))
				if len(want) == 0 {
					t.Fatal("the case marks no mention")
				}
				d := resolve(text)
				check(t, d)
				for _, x := range want {
					if got := nameAt(d, x.span); got != x.want {
						t.Errorf("%q stands for %q, want %q", x.span.Of(text), got, x.want)
					}
				}
			})
		}
	}
}

// check holds what is true of every document.
func check(t *testing.T, d *extract.Document) {
	t.Helper()
	ids := map[string]string{}
	for k, c := range d.Chains {
		if c.Name == "" || c.EntityID == "" || c.Kind == "" {
			t.Errorf("chain %d lacks name, ID or kind: %+v", k, c)
		}
		if o, ok := ids[c.EntityID]; ok {
			t.Errorf("chains %q and %q share an ID", o, c.Name)
		}
		ids[c.EntityID] = c.Name
		for _, m := range c.Mentions {
			if d.Mentions[m].Chain != k {
				t.Errorf("chain %d holds mention %d of chain %d", k, m, d.Mentions[m].Chain)
			}
		}
		for _, r := range c.Roles {
			if r.Holder >= len(d.Chains) || r.Span.Of(d.Text) == "" {
				t.Errorf("chain %q: role %+v", c.Name, r)
			}
		}
	}
	for i, m := range d.Mentions {
		if m.First > m.Head || m.Head >= m.Last || m.Last > len(d.Tokens) {
			t.Errorf("mention %d has its head outside: %+v", i, m)
		}
	}
}

func TestSilentCountry(t *testing.T) {
	d := resolve("British officials accused a rival of Soviet methods.")
	var got []string
	for _, c := range d.Chains {
		if c.Kind == graph.KindCountry {
			got = append(got, fmt.Sprint(c.Name, " ", c.Country, " ", len(c.Mentions)))
		}
	}
	if diff := cmp.Diff([]string{"United Kingdom GB 0"}, got); diff != "" {
		t.Errorf("countries (-want +got):\n%s", diff)
	}
}

func TestRoles(t *testing.T) {
	d := resolve("Kenyan President Amos Kiprop met Anna Lindqvist, Sweden's finance minister.")
	got := map[string]string{}
	for _, c := range d.Chains {
		for _, r := range c.Roles {
			holder := "-"
			if r.Holder >= 0 {
				holder = d.Chains[r.Holder].Name
			}
			got[c.Name] = r.Title + " of " + holder + ": " + r.Span.Of(d.Text)
		}
	}
	want := map[string]string{
		"Amos Kiprop":    "president of Kenya: Kenyan President",
		"Anna Lindqvist": "finance minister of Sweden: Sweden's finance minister",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("roles (-want +got):\n%s", diff)
	}
}

func TestChainAt(t *testing.T) {
	d := resolve("Kenyan President Amos Kiprop said he would resign.")
	for i := range d.Tokens {
		want := -1
		switch d.Form(i) {
		case "Kenyan", "President", "Amos", "Kiprop", "he":
			want = 0
		}
		if got := d.ChainAt(i); got != want {
			t.Errorf("ChainAt(%q) = %d, want %d", d.Form(i), got, want)
		}
	}
	if got := d.ChainAt(-1); got != -1 {
		t.Errorf("ChainAt(-1) = %d", got)
	}
}

func TestSameTwice(t *testing.T) {
	const text = "Two officials spoke. A man left. A man came back. Police said the man was Paul Harken, a lawyer."
	if diff := cmp.Diff(resolve(text).Chains, resolve(text).Chains); diff != "" {
		t.Errorf("two runs differ:\n%s", diff)
	}
	check(t, resolve(text))
}

func TestOddTexts(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "mark": ".", "pronoun": "He.", "quote": "\"I", "possessive": "'s", "name": "Moscow",
		"headline": "PRESIDENT ACCUSES RIVAL OF FRAUD", "capitals": strings.Repeat("The Minister Of The ", 50),
	} {
		t.Run(name, func(t *testing.T) { check(t, resolve(text)) })
	}
}

// TestParallel runs the stage on several documents at once; the race detector
// watches.
func TestParallel(t *testing.T) {
	const text = "Kenyan President Amos Kiprop said he would resign. The Kenyan leader thanked his allies."
	want := resolve(text).Chains
	for range 8 {
		t.Run("one", func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, resolve(text).Chains); diff != "" {
				t.Errorf("differs (-want +got):\n%s", diff)
			}
		})
	}
}
