package confidence

import (
	"fmt"
	"sort"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// view looks at the reports of a document.
type view struct{ *extract.Document }

func newView(d *extract.Document) *view { return &view{d} }

// traits returns what is known of a report that may tell how sure its parts are.
func (v *view) traits(r *extract.Report) map[string][]string {
	rule, act := "rule="+strings.TrimSuffix(r.Rule, "+model"), v.act(r)
	cue, source := v.cue(r), v.party(r.Source, r.SourceChains)
	span := append([]string{"bias", rule, "type=" + string(r.Type), "act=" + act, source, "modality=" + string(r.Modality), "polarity=" + string(r.Polarity),
		"hand=" + fmt.Sprintf("%.1f", r.Confidence)}, cue...)
	span = append(span, v.content(r)...)
	src := append([]string{"bias", rule, "type=" + string(r.Type), source, "joined=" + v.joined(r)}, cue[:1]...)
	if len(r.Source) > 0 {
		src = append(src, "length="+bucket(v.words(r.Source), 1, 3, 8, 16))
	}
	what := append([]string{"bias", rule, "act=" + act, "type=" + string(r.Type), "modality=" + string(r.Modality)}, cue...)
	target := v.party(r.Target, r.TargetChains)
	aim := []string{"bias", rule, "act=" + act, target}
	if hostile(r.Act) {
		what, aim = append(what, "hostile "+target), append(aim, "hostile "+target)
	}
	return map[string][]string{Span: span, Source: src, Act: what, Target: aim}
}

// hostile reports whether an act is aimed at somebody who may mind.
func hostile(a graph.SpeechAct) bool {
	switch a {
	case graph.ActAccuse, graph.ActCriticize, graph.ActThreaten, graph.ActDemand:
		return true
	}
	return false
}

func (v *view) act(r *extract.Report) string {
	if r.Implicit {
		return string(r.Act) + " implicit"
	}
	return string(r.Act)
}

// cue returns the traits of the cue, its form first.
func (v *view) cue(r *extract.Report) []string {
	if r.CueHead < 0 || r.CueHead >= len(v.Tokens) || len(r.Cue) == 0 {
		return []string{"cue=none"}
	}
	t := v.Tokens[r.CueHead]
	out := []string{"cue=" + t.Tag, "lemma=" + t.Lemma}
	n := sort.Search(len(v.Quotes), func(i int) bool { return v.Quotes[i].Open > t.Start })
	if n > 0 && t.End <= v.Quotes[n-1].Inner.End {
		out = append(out, "cue within quotation")
	}
	return out
}

// party returns what kind of phrase names a source or target.
func (v *view) party(spans []graph.Span, chains []int) string {
	if len(spans) == 0 {
		if len(chains) > 0 {
			return "party=understood"
		}
		return "party=none"
	}
	h := v.head(spans)
	if h < 0 {
		return "party=words"
	}
	kind := "words"
	switch tag := v.Tokens[h].Tag; {
	case tag == "PRP" || tag == "PRP$":
		kind = "pronoun"
		switch v.Low(h) {
		case "i", "we", "my", "our", "me", "us":
			kind = "speaker"
		case "you", "your", "it", "its":
			kind = "loose pronoun"
		}
	case strings.HasPrefix(tag, "NNP"):
		kind = "name"
	case strings.HasPrefix(tag, "N"):
		kind = "noun"
	case strings.HasPrefix(tag, "W"), tag == "DT", tag == "IN":
		kind = "relative"
	}
	if len(chains) == 0 {
		return "party=" + kind + " unknown"
	}
	if c := chains[0]; c >= 0 && c < len(v.Chains) {
		return "party=" + kind + " " + string(v.Chains[c].Kind)
	}
	return "party=" + kind
}

// content returns the traits of the content.
func (v *view) content(r *extract.Report) []string {
	n := v.words(r.Content)
	out := []string{"words=" + bucket(n, 0, 1, 2, 4, 8, 16, 32, 64), fmt.Sprintf("pieces=%d", min(len(r.Content), 3))}
	if r.Parent >= 0 {
		out = append(out, "nested")
	}
	if n == 0 {
		return out
	}
	first := v.at(r.Content[0].Start)
	sent := v.Sentences[v.Tokens[first].Sent]
	if last := v.Form(sent.Last - 1); last == "?" {
		out = append(out, "question")
	}
	if v.Tokens[v.at(r.Content[len(r.Content)-1].End-1)].Sent != v.Tokens[first].Sent {
		out = append(out, "sentences")
	}
	if r.ContentHead >= 0 && r.ContentHead < len(v.Tokens) {
		h := v.Tokens[r.ContentHead]
		out = append(out, "head="+h.Tag[:1], "rel="+h.Rel)
		if r.CueHead >= 0 && h.Head == r.CueHead {
			out = append(out, "content hangs on cue")
		}
	}
	return out
}

// joined tells how the tree and the order of words join source and cue.
func (v *view) joined(r *extract.Report) string {
	if len(r.Source) == 0 || r.CueHead < 0 || r.CueHead >= len(v.Tokens) {
		return "no"
	}
	h := v.head(r.Source)
	if h < 0 {
		return "no"
	}
	if v.Tokens[h].Head == r.CueHead {
		return v.Tokens[h].Rel
	}
	if v.Tokens[h].Sent != v.Tokens[r.CueHead].Sent {
		return "other sentence"
	}
	d, side := r.CueHead-h, "before"
	if d < 0 {
		d, side = -d, "after"
	}
	return side + " " + bucket(d, 3, 8, 16)
}

// head returns the first token of the spans whose head lies outside of them, -1 for none.
func (v *view) head(spans []graph.Span) int {
	for _, s := range spans {
		for i := v.at(s.Start); i >= 0 && i < len(v.Tokens) && v.Tokens[i].Start < s.End; i++ {
			h := v.Tokens[i].Head
			if h >= 0 && v.Tokens[h].Start >= s.Start && v.Tokens[h].End <= s.End || v.Tokens[i].Rel == "punct" {
				continue
			}
			return i
		}
	}
	return -1
}

// words counts the tokens of spans.
func (v *view) words(spans []graph.Span) (n int) {
	for _, s := range spans {
		for i := v.at(s.Start); i < len(v.Tokens) && v.Tokens[i].Start < s.End; i++ {
			n++
		}
	}
	return n
}

// at returns the first token that ends behind a byte, the last one where none does.
func (v *view) at(pos int) int {
	return min(sort.Search(len(v.Tokens), func(i int) bool { return v.Tokens[i].End > pos }), len(v.Tokens)-1)
}

// bucket names the range between bounds in which n lies.
func bucket(n int, bounds ...int) string {
	for _, b := range bounds {
		if n <= b {
			return fmt.Sprintf("<=%d", b)
		}
	}
	return "more"
}
