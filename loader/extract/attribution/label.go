package attribution

import (
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/world"
)

// labels finds speakers before a colon at the head of a paragraph: the turns of a
// transcript ("BERG: We shall see.") and headlines ("Poll: Most voters undecided").
func (r *run) labels() {
	for k := range r.Sentences {
		if k > 0 && r.Sentences[k-1].Block == r.Sentences[k].Block {
			continue
		}
		if f := r.label(k); f != nil {
			r.found = append(r.found, f)
			r.byCue[f.at] = f
		}
	}
	for q := range r.Quotes {
		if f := r.signed(q); f != nil {
			r.found = append(r.found, f)
			r.byCue[f.at] = f
		}
	}
}

// signed reads a paragraph that is a quotation and its author: “We shall see.” — Ann Berg.
func (r *run) signed(q int) *found {
	a, b := r.quoteTokens(q)
	if b+1 >= len(r.Tokens) || a >= b {
		return nil
	}
	block := r.Sentences[r.Tokens[a].Sent].Block
	switch r.low(b) {
	case "―", "—", "–", "--", "-":
	default:
		return nil
	}
	end := b + 1
	for end < len(r.Tokens) && r.Sentences[r.Tokens[end].Sent].Block == block && end < b+maxLabel+8 {
		end++
	}
	if end < len(r.Tokens) && r.Sentences[r.Tokens[end].Sent].Block == block || a > 0 && r.Sentences[r.Tokens[a-1].Sent].Block == block {
		return nil
	}
	p := r.trim(piece{b + 1, end})
	if p.empty() || !upper(r.Form(p.lo)) || r.byCue[b] != nil {
		return nil
	}
	for i := p.lo; i < p.hi; i++ {
		if r.isVerb(i) && r.finite(i) {
			return nil
		}
	}
	f := &found{cue: &cue{lemma: "—", pos: 'l', act: graph.ActSay}, at: b, words: []piece{{b, b + 1}},
		src: source{head: r.top(p), piece: p, ante: -1}, head: -1, conf: .8, rule: "label-author",
		polarity: graph.Positive, modality: graph.Asserted}
	if f.src.head < 0 {
		f.src.head = p.lo
	}
	f.add(piece{a, b}, r.top(piece{a, b}))
	return f
}

// named reads a name and a colon before the quotation at a, where nothing else reports
// it: "That did not surprise harbour master Ole Dahl: “We were warned.”"
func (r *run) named(a int) *found {
	first, _ := r.sent(a)
	if a < first+2 && a > 1 && r.low(a-1) == ":" {
		first, _ = r.sent(a - 1)
	}
	if a < first+2 || r.low(a-1) != ":" || r.byCue[a-1] != nil || r.name[a-2] < 0 && r.tag(a-2) != "NNP" {
		return nil
	}
	p := piece{a - 2, a - 1}
	for p.lo > first && r.isNoun(p.lo-1) && r.tag(p.lo-1) != "NNS" {
		p.lo--
	}
	f := &found{cue: &cue{lemma: ":", pos: 'l', act: graph.ActSay, frames: fQuote}, at: a - 1, words: []piece{{a - 1, a}},
		src: source{head: a - 2, piece: p, ante: -1}, hasSrc: true, head: -1, conf: .7, rule: "label-name",
		polarity: graph.Positive, modality: graph.Asserted}
	r.found = append(r.found, f)
	r.byCue[a-1] = f
	return f
}

// maxLabel is how many tokens the name of a speaker may have.
const maxLabel = 6

// label reads the paragraph that begins with sentence k.
func (r *run) label(k int) *found {
	s := r.Sentences[k]
	lo := s.First
	if r.isMark(lo) && lo+1 < s.Last {
		lo++
	}
	colon := -1
	for i := lo + 1; i < s.Last && i <= lo+maxLabel; i++ {
		if r.low(i) == ":" {
			colon = i
			break
		}
	}
	if colon < 0 || colon+2 >= s.Last && k+1 >= len(r.Sentences) {
		return nil
	}
	p := piece{lo, colon}
	title := k == 0 || r.Article != nil && s.Block < len(r.Article.Blocks) && r.Article.Blocks[s.Block].Kind == graph.BlockTitle
	if !r.speaker(p, title) || s.Block < 3 && r.place(p) {
		return nil
	}
	end := s.Last
	for n := k + 1; n < len(r.Sentences) && r.Sentences[n].Block == s.Block; n++ {
		end = r.Sentences[n].Last
	}
	if end <= colon+1 {
		return nil
	}
	f := &found{cue: &cue{lemma: ":", pos: 'l', act: graph.ActSay}, at: colon, words: []piece{{colon, colon + 1}},
		src: source{head: r.top(p), piece: p, ante: -1}, head: -1, conf: .7, rule: "label-speaker",
		polarity: graph.Positive, modality: graph.Asserted}
	if f.src.head < 0 {
		f.src.head = lo
	}
	_, turn := r.sent(colon + 1)
	f.add(piece{colon + 1, end}, r.top(piece{colon + 1, min(end, turn)}))
	return f
}

// place reports whether the words before the colon are the place that a story is sent from:
// "NEW DELHI: The government".
func (r *run) place(p piece) bool {
	for i := p.lo; i < p.hi; i++ {
		if n := r.name[i]; n >= 0 && r.Names[n].Type == extract.NamePlace {
			return true
		}
	}
	_, _, known := world.Geo(r.Span(p.lo, p.hi).Of(r.Text))
	return known
}

// speaker reports whether the words before the colon name a speaker: in capitals, or
// in a headline a name or a word such as "Poll".
func (r *run) speaker(p piece, title bool) bool {
	caps := true
	name := false
	for i := p.lo; i < p.hi; i++ {
		w := r.Form(i)
		if r.isVerb(i) && !(caps && strings.ToUpper(w) == w) || r.tag(i) == "CD" && i == p.lo {
			return false
		}
		if r.isMark(i) {
			continue
		}
		if strings.ToUpper(w) != w || len(w) < 2 {
			caps = false
		}
		name = name || r.name[i] >= 0 || r.isActor(i) || r.nounTopic(i, "noun.communication")
	}
	if caps {
		return true
	}
	return title && name
}
