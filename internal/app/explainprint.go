package app

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// print writes the explanation for people.
func (x *explanation) print(out io.Writer) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "%s  %s\n", x.Article, oneLine(x.Title, 200))
	fmt.Fprintf(w, "extraction %s (%s, %s)\n", x.Extraction.ID, x.Extraction.Version, oneLine(x.Extraction.Settings, 200))
	switch {
	case !x.English:
		fmt.Fprintln(w, "\nThe text is not in English: nothing was extracted.")
	case len(x.Reports) == 0:
		fmt.Fprintln(w, "\nNo attributions were found.")
	}
	for _, s := range x.Sentences {
		s.print(w)
		for i, r := range x.Reports {
			if r.Sentence == s.Number {
				x.printReport(w, i, r)
			}
		}
	}
	return w.Flush()
}

// print writes a sentence with its tree: each word the deeper the further it is
// from the root.
func (s *explainedPart) print(w io.Writer) {
	fmt.Fprintf(w, "\nSentence %d: %s\n", s.Number, printable(strings.Join(strings.Fields(s.Text), " ")))
	width := 0
	for _, t := range s.Tokens {
		width = max(width, min(2*t.depth+len([]rune(t.Text)), 40))
	}
	for i, t := range s.Tokens {
		to := ""
		if t.Head >= 0 {
			to = fmt.Sprintf(" of %d %s", t.Head, printable(s.Tokens[t.Head].Text))
		}
		fmt.Fprintf(w, "  %3d %-*s  %-5s %s%s\n", i, width, strings.Repeat("  ", min(t.depth, 15))+printable(t.Text), t.Tag, t.Rel, to)
	}
	if len(s.Names) > 0 {
		var parts []string
		for _, n := range s.Names {
			parts = append(parts, fmt.Sprintf("%s (%s)", oneLine(n.Text, 100), n.Type))
		}
		fmt.Fprintf(w, "  names: %s\n", strings.Join(parts, ", "))
	}
}

// printReport writes what is known of one report.
func (x *explanation) printReport(w io.Writer, i int, r *explainedReport) {
	line := func(name, format string, args ...any) {
		fmt.Fprintf(w, "      %-11s %s\n", name, fmt.Sprintf(format, args...))
	}
	act := string(r.Act)
	if r.Implicit {
		act += " (implicit)"
	}
	fmt.Fprintf(w, "\n  [%d] %s, confidence %.2f", i, act, r.Confidence)
	if r.Parent >= 0 {
		fmt.Fprintf(w, ", within [%d]", r.Parent)
	}
	fmt.Fprintln(w)
	if r.Attribution == "" {
		line("record", "left out: another report has the same words")
	} else {
		line("record", "%s", r.Attribution)
	}
	line("rule", "%s, %s", r.Rule, strings.ToLower(r.Type))
	if p := r.Parts; p != nil {
		line("sure of", "span %.2f, source %.2f, act %.2f, target %.2f", p.Span, p.Source, p.Act, p.Target)
	}
	if r.Withdrawn {
		line("withdrawn", "it would be an implied accusation, but is less sure than --accuse-at")
	}
	if r.CueLemma != "" {
		line("cue", "%q (%s, %s)", oneLine(r.Cue, 200), r.CueLemma, r.CueTag)
	} else {
		line("cue", "none: %q goes on from a speaker before", oneLine(r.Content, 60))
	}
	line("act", "%s", r.because())
	line("manner", "%s, %s", strings.ToLower(r.Polarity), strings.ToLower(r.Modality))
	x.printParty(line, "source", r.Source)
	x.printParty(line, "target", r.Target)
	x.printParty(line, "addressee", r.Addressee)
	if r.Content != "" {
		line("content", "%s", printable(strings.Join(strings.Fields(r.Content), " ")))
	}
	for _, l := range r.Links {
		kind := l.Kind
		if !l.Out {
			kind += " (from)"
		}
		line("link", "%s %s, rule %s, confidence %.2f", kind, printable(l.Text), l.Rule, l.Confidence)
	}
}

// because tells what made the act.
func (r *explainedReport) because() string {
	switch {
	case r.Why == "content" && r.Implicit:
		return fmt.Sprintf("the cue alone is %s, the content makes it %s", r.CueAct, r.Act)
	case r.Why == "content":
		return fmt.Sprintf("%s, as no cue tells otherwise", r.Act)
	case r.Why == "construction":
		return fmt.Sprintf("the cue alone is %s, what hangs on it makes it %s", r.CueAct, r.Act)
	}
	return fmt.Sprintf("%s by the cue", r.Act)
}

// printParty writes whom words stand for: each chain with its mentions, counted.
func (x *explanation) printParty(line func(string, string, ...any), name string, p explainedParty) {
	if p.Words == "" && len(p.Entities) == 0 {
		if name == "source" {
			line(name, "none is named")
		}
		return
	}
	if len(p.Entities) == 0 {
		line(name, "%q stands for nobody known", oneLine(p.Words, 200))
	} else {
		line(name, "%q is %s", oneLine(p.Words, 200), oneLine(strings.Join(p.Entities, ", "), 300))
	}
	for _, n := range p.Chains {
		c := x.Chains[n]
		line("", "%s %s by %s", strings.ToLower(c.Kind), oneLine(c.Name, 100), c.mentioned())
	}
	if len(p.Chains) == 0 && len(p.Entities) > 0 {
		line("", "by its own words: no other mention")
	}
}

// mentioned lists the mentions of a chain in the order of the text, equal ones
// counted, each with the sentence of the first.
func (c *explainedChain) mentioned() string {
	var order []string
	first, n := map[string]explainedMention{}, map[string]int{}
	for _, m := range c.Mentions {
		if n[m.Text]++; n[m.Text] == 1 {
			first[m.Text] = m
			order = append(order, m.Text)
		}
	}
	var parts []string
	for _, t := range order {
		s := fmt.Sprintf("%q", oneLine(t, 80))
		if n[t] > 1 {
			s += fmt.Sprintf(" ×%d", n[t])
		}
		parts = append(parts, fmt.Sprintf("%s (%s, sentence %d)", s, strings.ToLower(first[t].Kind), first[t].Sentence))
	}
	return strings.Join(parts, ", ")
}
