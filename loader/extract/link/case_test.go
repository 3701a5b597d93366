package link

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/grammar"
)

// A case file holds cases of one phenomenon. A case declares what the stages before
// this one would have found, and what must come out:
//
//	== name
//	date 2021-03-04
//	text Ruritania accused Sylvania of arson. Sylvania denied the charges.
//	chain a COUNTRY SY Sylvania | Sylvania; its
//	report 1 ACCUSE b>a accused / arson
//	want DENIES 2 1
//
// A chain has a letter, a kind, a country ("-" for none), its name ("?" before it
// for an unnamed one, "@x title" behind for an office with holder x) and its
// mentions, all occurrences of each. A report has a number, an act, its source and
// target chains, the cue, the content; "in 3" before the act nests it. Negative
// polarity is a "!" behind the act, a "*" says that the content alone carries it. The wants of links are all there may be.
type linkCase struct {
	date, text string
	doc        *extract.Document
	chains     map[string]int
	reports    map[string]int
	want       []string
	none       bool
}

func TestCases(t *testing.T) {
	files, _ := filepath.Glob("../../../testdata/cases/link/*.txt")
	if len(files) == 0 {
		t.Fatal("no case files")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range strings.Split("\n"+string(b), "\n== ")[1:] {
			name, body, _ := strings.Cut(block, "\n")
			t.Run(strings.TrimSuffix(filepath.Base(f), ".txt")+"/"+name, func(t *testing.T) { runCase(t, body) })
		}
	}
}

func runCase(t *testing.T, body string) {
	c := &linkCase{chains: map[string]int{}, reports: map[string]int{}}
	for line := range strings.Lines(body) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "", "#":
		case "date":
			c.date = rest
		case "text":
			c.parse(rest)
		case "chain":
			c.chain(t, rest)
		case "report":
			c.report(t, rest)
		case "want":
			if rest == "nothing" { // no event, no link
				c.none = true
				continue
			}
			c.want = append(c.want, rest)
		default:
			t.Fatalf("unknown line %q", line)
		}
	}
	Stage{}.Run(c.doc)
	if c.doc.Record == nil {
		t.Fatal("no record")
	}
	if _, refused, err := graph.Check(withRun(c.doc.Record)); err != nil || len(refused) > 0 {
		t.Fatalf("Check: %v, refused %v", err, refused)
	}
	got := c.got()
	slices.Sort(c.want)
	kinds := map[string]bool{"DENIES": true, "CONFIRMS": true, "REPEATS": true, "CONTRADICTS": true, "event": c.none}
	for _, w := range c.want {
		kinds[strings.Fields(w)[0]] = true
	}
	got = slices.DeleteFunc(got, func(s string) bool { return !kinds[strings.Fields(s)[0]] })
	if d := cmp.Diff(strings.Join(c.want, "\n"), strings.Join(got, "\n")); d != "" {
		t.Errorf("want -, got +\n%s", d)
	}
}

func withRun(r *graph.Record) *graph.Record {
	r.Extraction.ID = graph.ExtractionID("test", "")
	r.Article.ExtractionID = r.Extraction.ID
	return r
}

func (c *linkCase) parse(text string) {
	c.text = strings.ReplaceAll(text, " / ", "\n\n")
	c.doc = grammar.Parse(c.text)
	c.doc.Article.Published = graph.Time(c.date)
	c.doc.Article.ID = graph.ArticleID("", c.text)
}

func (c *linkCase) chain(t *testing.T, rest string) {
	head, mentions, _ := strings.Cut(rest, "|")
	f := strings.Fields(head)
	if len(f) < 4 {
		t.Fatalf("chain %q", rest)
	}
	name, office, _ := strings.Cut(strings.Join(f[3:], " "), "@")
	ch := extract.Chain{Kind: graph.EntityKind(f[1]), Country: strings.TrimPrefix(f[2], "-")}
	ch.Name, ch.Unnamed = strings.CutPrefix(strings.TrimSpace(name), "?")
	if office != "" {
		holder, title, _ := strings.Cut(office, " ")
		at := strings.Index(c.text, title)
		ch.Roles = []extract.Role{{Title: strings.TrimSpace(title), Holder: c.chains[holder], Span: graph.Span{Start: at, End: at + len(strings.TrimSpace(title))}}}
	}
	n := len(c.doc.Chains)
	for m := range strings.SplitSeq(mentions, ";") {
		m = strings.TrimSpace(m)
		for at := 0; m != ""; {
			i := strings.Index(c.text[at:], m)
			if i < 0 {
				break
			}
			c.mention(&ch, n, graph.Span{Start: at + i, End: at + i + len(m)})
			at += i + len(m)
		}
	}
	c.doc.Chains = append(c.doc.Chains, ch)
	c.chains[f[0]] = n
}

// mention enters the span as a mention where it is whole tokens.
func (c *linkCase) mention(ch *extract.Chain, n int, s graph.Span) {
	l := newLinker(c.doc)
	tokens := l.tokensOf([]graph.Span{s})
	if len(tokens) == 0 || c.doc.Tokens[tokens[0]].Start != s.Start || c.doc.Tokens[tokens[len(tokens)-1]].End != s.End {
		return
	}
	kind := graph.MentionNominal
	head := l.head(tokens)
	switch tag := c.doc.Tokens[head].Tag; {
	case strings.HasPrefix(tag, "PRP"):
		kind = graph.MentionPronoun
	case strings.HasPrefix(tag, "NNP"):
		kind = graph.MentionName
	}
	ch.Mentions = append(ch.Mentions, len(c.doc.Mentions))
	c.doc.Mentions = append(c.doc.Mentions, extract.Mention{First: tokens[0], Last: tokens[len(tokens)-1] + 1, Head: head, Kind: kind, Chain: n})
}

func (c *linkCase) report(t *testing.T, rest string) {
	f := strings.Fields(rest)
	number := f[0]
	r := extract.Report{Parent: -1, CueHead: -1, ContentHead: -1, Confidence: 0.9, Rule: "test", Type: graph.Indirect}
	f = f[1:]
	if f[0] == "in" {
		r.Parent = c.reports[f[1]]
		f = f[2:]
	}
	act, implicit := strings.CutSuffix(f[0], "*")
	act, negative := strings.CutSuffix(act, "!")
	r.Implicit = implicit
	r.Act, r.Polarity, r.Modality = graph.SpeechAct(act), graph.Positive, graph.Asserted
	if negative || act == "DENY" {
		r.Polarity = graph.Negative
	}
	source, target, _ := strings.Cut(f[1], ">")
	r.SourceChains, r.TargetChains = c.letters(t, source), c.letters(t, target)
	cue, content, _ := strings.Cut(strings.Join(f[2:], " "), " / ")
	at := 0
	if n := len(c.doc.Reports); n > 0 {
		if p := c.doc.Reports[n-1]; len(p.Cue) > 0 && r.Parent < 0 {
			at = p.Cue[0].End
		}
	}
	r.Cue = c.find(t, cue, at)
	if content != "" {
		r.Content = c.find(t, content, 0)
		for k := r.Cue[0].Start; k < len(c.text); k++ { // the first behind the cue
			if strings.HasPrefix(c.text[k:], content) {
				r.Content = []graph.Span{{Start: k, End: k + len(content)}}
				break
			}
		}
	}
	l := newLinker(c.doc)
	r.CueHead = l.head(l.tokensOf(r.Cue))
	r.ContentHead = l.head(l.tokensOf(r.Content))
	c.reports[number] = len(c.doc.Reports)
	c.doc.Reports = append(c.doc.Reports, r)
}

func (c *linkCase) letters(t *testing.T, s string) (out []int) {
	for _, r := range s {
		n, ok := c.chains[string(r)]
		if !ok {
			t.Fatalf("chain %c is not declared", r)
		}
		out = append(out, n)
	}
	return out
}

func (c *linkCase) find(t *testing.T, words string, from int) []graph.Span {
	i := strings.Index(c.text[from:], words)
	if i < 0 {
		t.Fatalf("%q does not stand in the text behind %q", words, c.text[:from])
	}
	return []graph.Span{{Start: from + i, End: from + i + len(words)}}
}

// got tells what came out, in the words of the wants.
func (c *linkCase) got() (out []string) {
	rec := c.doc.Record
	number := map[string][]string{} // claim to report numbers
	for name, n := range c.reports {
		r := c.doc.Reports[n]
		for _, a := range rec.Attributions {
			if slices.Equal(a.Cue, r.Cue) && slices.Equal(a.Content, r.Content) && a.Act == r.Act {
				number[a.ClaimID] = append(number[a.ClaimID], name)
				out = append(out, fmt.Sprintf("terms %s %s", name, strings.Join(c.claimTerms(a.ClaimID), " ")),
					fmt.Sprintf("proposition %s %s", name, a.Proposition), strings.TrimSpace(fmt.Sprintf("uttered %s %s", name, a.Uttered)), strings.TrimSpace(fmt.Sprintf("time %s %s", name, a.Time)))
				for _, e := range a.EventIDs {
					out = append(out, fmt.Sprintf("about %s %s", name, c.eventLabel(e)))
				}
			}
		}
	}
	for _, l := range rec.Links {
		for _, x := range number[l.FromID] {
			for _, y := range number[l.ToID] {
				a, b := x, y
				if l.Kind == graph.Repeats || l.Kind == graph.Contradicts {
					if i, j := atoi(a), atoi(b); i > j {
						a, b = b, a
					}
				}
				out = append(out, fmt.Sprintf("%s %s %s", l.Kind, a, b))
			}
		}
	}
	for _, e := range rec.Events {
		out = append(out, strings.TrimSpace(fmt.Sprintf("event %s %s", e.Label, e.Time)))
		n := 0
		for _, m := range rec.Mentions {
			if m.EventID == e.ID {
				n++
			}
		}
		out = append(out, fmt.Sprintf("mentions %s %d", e.Label, n))
	}
	for _, e := range rec.Entities {
		out = append(out, strings.TrimSpace(fmt.Sprintf("entity %s %s %s %s", e.Kind, e.Country, e.Name, strings.Join(e.Aliases, ";"))))
	}
	slices.Sort(out)
	return out
}

func (c *linkCase) claimTerms(id string) []string {
	for _, x := range c.doc.Record.Claims {
		if x.ID == id {
			return slices.DeleteFunc(slices.Clone(x.Terms), func(t string) bool { return strings.HasPrefix(t, "art:") })
		}
	}
	return nil
}

func (c *linkCase) eventLabel(id string) string {
	for _, e := range c.doc.Record.Events {
		if e.ID == id {
			return e.Label
		}
	}
	return "?"
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }
