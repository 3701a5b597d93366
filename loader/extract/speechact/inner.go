package speechact

import (
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// group are the clauses of a content that do one act to one target.
type group struct {
	reading
	spans []graph.Span
	words int
}

// imply reads the act from the content where the cue only says that something was said.
// What takes up half of the content is the act of the report; what is said in passing
// ("I like the town. The mayor lied. He should resign.") becomes a report within it.
func (v *view) imply(r *extract.Report) (inner []extract.Report) {
	if r.Act != graph.ActSay && r.Act != graph.ActConfirm && r.Act != graph.ActAccuse {
		return nil
	}
	if len(r.Target) > 0 || r.Rule == "object" || r.Rule == "preposition" || r.Rule == "noun-preposition" || r.Rule == "label" || r.Polarity == graph.Negative {
		return nil
	}
	if r.Act == graph.ActSay && v.fragment(r) {
		r.Act, r.Implicit = graph.ActDeny, true
		return nil
	}
	groups := v.groups(r)
	if r.Act == graph.ActAccuse {
		v.accused(r, groups)
		return nil
	}
	whole := v.length(r.Content)
	for _, g := range groups {
		if (2*g.words >= whole || v.rejoins(r, g)) && (r.Act == graph.ActSay || r.Act == graph.ActConfirm) {
			v.become(r, g)
			continue
		}
		in := *r
		in.Content, in.ContentHead, in.Rule, in.Confidence = g.spans, g.at, g.rule, min(r.Confidence, .5)
		in.Source, in.Cue, in.Target, in.Addressee = slices.Clone(r.Source), slices.Clone(r.Cue), nil, nil
		in.Act, in.Polarity = graph.ActSay, graph.Positive
		v.become(&in, g)
		inner = append(inner, in)
	}
	return inner
}

// become gives r the act of its content.
func (v *view) become(r *extract.Report, g group) {
	lemma := v.cueLemma(r)
	claims := lemma == "claim" || lemma == "allege" || lemma == "charge"
	r.Act, r.Implicit = g.act, !(claims && g.act == graph.ActAccuse)
	t := g.target
	if t < 0 && g.act == graph.ActCriticize {
		t = v.saidOf(r)
	}
	if t >= 0 {
		r.Target = []graph.Span{v.phrase(t)}
	}
}

// saidOf returns of whom it was said: "Reed said of the mayor's remarks", -1 for none.
func (v *view) saidOf(r *extract.Report) int {
	if r.CueHead < 0 || v.tag(r.CueHead)[0] != 'V' {
		return -1
	}
	for _, k := range v.kids[r.CueHead] {
		if c := v.child(k, "case"); k > r.CueHead && c >= 0 && (v.low(c) == "of" || v.low(c) == "about") && !covers(r.Content, v.Tokens[k].Start) {
			if p := v.party(k); v.actor(p) {
				return p
			}
		}
	}
	return -1
}

// accused finds whom an allegation accuses: who did the wrong, else the one that the
// clause is about.
func (v *view) accused(r *extract.Report, groups []group) {
	for _, g := range groups {
		if g.act == graph.ActAccuse && g.target >= 0 {
			r.Target = []graph.Span{v.phrase(g.target)}
			return
		}
	}
	if h := r.ContentHead; h >= 0 && len(groups) == 0 {
		if s := v.child(h, "nsubj", "nsubj:pass"); s >= 0 && v.actor(s) && v.child(h, "nsubj:pass") < 0 {
			r.Target = []graph.Span{v.phrase(s)}
			return
		}
	}
	if v.cueLemma(r) == "suspect" && r.Rule == "clause" { // "I suspect that it will rain" accuses nobody
		r.Act = graph.ActThink
	}
}

// groups reads the clauses of the content in order and joins those that do the same.
func (v *view) groups(r *extract.Report) (out []group) {
	for _, i := range v.tokens(r.Content) {
		x := v.readAt(r, i)
		if x.act == "" {
			continue
		}
		spans := v.clause(r, i)
		n := slices.IndexFunc(out, func(g group) bool { return g.act == x.act && v.sameTarget(g.target, x.target) })
		if n < 0 {
			out = append(out, group{reading: x, spans: spans, words: v.length(spans)})
			continue
		}
		g := &out[n]
		if g.target < 0 {
			g.target = x.target
		}
		for _, s := range spans {
			if !slices.ContainsFunc(g.spans, func(o graph.Span) bool { return o.Start < s.End && s.Start < o.End }) {
				g.spans = append(g.spans, s)
			}
		}
		g.words = v.length(g.spans)
	}
	return out
}

// readAt is read for a word of a clause that the content asserts.
func (v *view) readAt(r *extract.Report, i int) reading {
	h := v.Tokens[i].Head
	switch {
	case v.noGround(i) && (v.main(r, i) || h >= 0 && (v.main(r, h) || v.rel(i) == "nmod" && v.Tokens[h].Head >= 0 && v.main(r, v.Tokens[h].Head))):
		return reading{graph.ActDeny, i, -1, "implied-groundless"}
	case !v.main(r, i):
		return reading{}
	case v.hostile && r.Act == graph.ActSay && (v.emphatic(i) || v.disowns(r, i)):
		return reading{graph.ActDeny, i, -1, "implied-never"}
	}
	return v.read(r, i)
}

// sameTarget reports whether two targets may be one.
func (v *view) sameTarget(a, b int) bool {
	return a < 0 || b < 0 || a == b || v.ChainAt(a) >= 0 && v.ChainAt(a) == v.ChainAt(b)
}

// clause returns the clause of token i within the content of r, without a clause that
// is coordinated with it.
func (v *view) clause(r *extract.Report, i int) (out []graph.Span) {
	top := i
	if h := v.Tokens[i].Head; h >= 0 && v.tag(i)[0] == 'N' && !v.finite(i) && covers(r.Content, v.Tokens[h].Start) { // "had done nothing wrong", "there is no basis"
		top = h
	}
	for n := 0; n < 4; n++ {
		h := v.Tokens[top].Head
		own := v.child(top, "nsubj", "nsubj:pass", "expl") >= 0
		if h < 0 || !covers(r.Content, v.Tokens[h].Start) || v.rel(top) != "xcomp" && !(v.rel(top) == "conj" && !own) {
			break
		}
		top = h
	}
	p := v.sub[top]
	for _, k := range v.kids[top] {
		own := v.child(k, "nsubj", "nsubj:pass", "expl") >= 0
		if k > top && k > i && (v.rel(k) == "conj" || v.rel(k) == "parataxis") && own {
			p.hi = min(p.hi, v.sub[k].lo)
		}
	}
	for p.lo < i && (v.rel(p.lo) == "cc" || v.rel(p.lo) == "punct" && !opens(v.low(p.lo))) {
		p.lo++
	}
	for p.hi-1 > i && (v.rel(p.hi-1) == "cc" || v.rel(p.hi-1) == "punct" && (v.low(p.hi-1) == "," || v.low(p.hi-1) == "." || v.low(p.hi-1) == ";")) {
		p.hi--
	}
	if p.lo >= p.hi {
		p = piece{i, i + 1}
	}
	if s := v.subject(i); s >= 0 && s < p.lo && v.sub[s].lo > p.lo-12 && v.sub[s].hi <= p.lo { // the tree hangs it elsewhere
		p.lo = v.sub[s].lo
	}
	whole := v.Span(p.lo, p.hi)
	for _, c := range r.Content {
		s := graph.Span{Start: max(c.Start, whole.Start), End: min(c.End, whole.End)}
		if s.Start < s.End {
			out = append(out, s)
		}
	}
	return out
}

// rejoins reports whether an utterance begins with its answer, which makes all of it a denial:
// "That is false. The ship left on Monday.", "the claims were false and nobody had asked".
func (v *view) rejoins(r *extract.Report, g group) bool {
	if g.act != graph.ActDeny || g.rule != "implied-untrue" || len(g.spans) == 0 || g.spans[0].Start > r.Content[0].Start+1 {
		return false
	}
	s := v.subject(g.at)
	return r.Type == graph.Direct || r.Rule == "label-speaker" || s >= 0 && v.class(s)&charge != 0
}

// disowns reads "I did not write it", "he knew nothing of forgeries" behind an accusation.
func (v *view) disowns(r *extract.Report, i int) bool {
	s, o, did := v.child(i, "nsubj"), v.child(i, "obj"), false
	if v.Tokens[i].Lemma == "know" && s >= 0 && s < i && o == i+1 && o+1 < len(v.Tokens) && v.low(o) == "nothing" {
		return v.self(r, s) && (v.low(o+1) == "of" || v.low(o+1) == "about")
	}
	for _, k := range v.kids[i] {
		did = did || k < i && v.low(k) == "did"
	}
	if s >= 0 && s < i && o > i && v.low(o) == "nothing" && !knowing[v.Tokens[i].Lemma] && v.Tokens[i].Lemma != "do" && v.Tokens[i].Lemma != "get" {
		return v.tag(i) != "VBP" && (v.low(s) == "i" || v.low(s) == "we" || v.Tokens[s].Lemma == "client") // "had deleted nothing"
	}
	if s >= 0 && s < i && o > i && v.Tokens[i].Lemma == "meet" && v.self(r, s) { // "he had never met her"
		return v.low(i-1) == "never" && v.tag(o) == "PRP"
	}
	if s < 0 || s > i || !v.self(r, s) || o < i || !did || !v.negates(i) || knowing[v.Tokens[i].Lemma] {
		return false
	}
	switch v.low(o) {
	case "it", "this", "that", "anything", "them", "him", "her":
		return true
	}
	return v.single(o)
}

// opens reports whether a mark opens a quotation.
func opens(mark string) bool { return mark == "“" || mark == "\"" || mark == "‘" || mark == "``" }

// length counts the words of the spans.
func (v *view) length(spans []graph.Span) (n int) {
	for _, i := range v.tokens(spans) {
		if v.rel(i) != "punct" {
			n++
		}
	}
	return n
}
