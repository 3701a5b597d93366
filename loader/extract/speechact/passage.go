package speechact

import (
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// goesOn reads what somebody says right behind his denial as part of it where it says no to
// something too: "Moor denied it. No ship of hers had left the port, she said."
func (v *view) goesOn(i int) {
	r := &v.Reports[i]
	if r.Act != graph.ActSay || r.CueHead < 0 || len(r.Source) == 0 || r.Parent >= 0 || !v.saysNo(r) {
		return
	}
	if v.accusedBefore(i) || v.contrary(i) || v.noSuch(i) {
		r.Act, r.Implicit, r.Polarity = graph.ActDeny, true, graph.Positive
		r.Confidence = min(r.Confidence, .5)
		return
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		b := &v.Reports[k]
		if b.CueHead < 0 || b.Parent >= 0 || v.Tokens[r.CueHead].Sent-v.Tokens[b.CueHead].Sent > 1 {
			continue
		}
		if len(r.SourceChains) > 0 && slices.Equal(b.SourceChains, r.SourceChains) && b.Act == graph.ActDeny {
			r.Act, r.Implicit, r.Polarity = graph.ActDeny, true, graph.Positive
			r.Confidence = min(r.Confidence, .6)
		}
		return
	}
}

// accusedBefore reports whether the source of report i was accused shortly before: "The port
// accused Moor of arson. She said no fire had been lit."
func (v *view) accusedBefore(i int) bool {
	r := &v.Reports[i]
	if h := r.ContentHead; knowing[v.Tokens[h].Lemma] || !v.passed(h) {
		return false
	}
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		b := &v.Reports[k]
		if b.CueHead < 0 || v.Tokens[r.CueHead].Sent-v.Tokens[b.CueHead].Sent > 2 || slices.Equal(b.SourceChains, r.SourceChains) {
			continue
		}
		if b.Act == graph.ActAccuse && slices.ContainsFunc(b.TargetChains, func(c int) bool { return slices.Contains(r.SourceChains, c) }) {
			return true
		}
	}
	return false
}

// common are verbs that two may use of different things.
var common = map[string]bool{"be": true, "have": true, "do": true, "say": true, "tell": true, "take": true, "make": true, "get": true, "go": true,
	"come": true, "give": true, "see": true, "know": true, "use": true, "put": true, "find": true, "want": true, "need": true, "begin": true, "start": true}

// contrary reports whether another said shortly before that what report i says was not done
// was done: "Drivers said the firm had cut their pay. Its lawyer said no pay had been cut."
func (v *view) contrary(i int) bool {
	r := &v.Reports[i]
	h := r.ContentHead
	if v.tag(h)[0] == 'J' {
		return v.unlike(i)
	}
	if v.tag(h)[0] != 'V' || knowing[v.Tokens[h].Lemma] || !v.passed(h) {
		return false
	}
	return v.another(i, 12, 6, func(b *extract.Report, far int) bool {
		return !v.saysNo(b) && slices.ContainsFunc(v.tokens(b.Content), func(t int) bool {
			return v.tag(t)[0] == 'V' && v.Tokens[t].Lemma == v.Tokens[h].Lemma && !v.negates(t)
		}) && (far <= 2 && !common[v.Tokens[h].Lemma] || v.sameThing(r, b))
	})
}

// another reports whether one of the last reports before i, of another and at most reach
// sentences before, put forward what fits, which is told how far off it is.
func (v *view) another(i, last, reach int, fits func(b *extract.Report, far int) bool) bool {
	for k := i - 1; k >= max(0, i-last); k-- {
		b := &v.Reports[k]
		if far, ok := v.answerable(&v.Reports[i], b, reach); ok && fits(b, far) {
			return true
		}
	}
	return false
}

// answerable reports whether report b, at most reach sentences before r, puts forward what r,
// of another, may answer, and how far off it is.
func (v *view) answerable(r, b *extract.Report, reach int) (far int, ok bool) {
	if b.CueHead < 0 || b.Polarity != graph.Positive || v.oneSource(r, b) {
		return 0, false
	}
	switch b.Act {
	case graph.ActSay, graph.ActAccuse, graph.ActCriticize:
		far = v.Tokens[r.CueHead].Sent - v.Tokens[b.CueHead].Sent
		return far, far <= reach
	}
	return 0, false
}

// oneSource reports whether two reports have one source, the unnamed by what they are called.
func (v *view) oneSource(r, b *extract.Report) bool {
	if len(r.Source) == 1 && len(b.Source) == 1 && r.Source[0].Len() > 4 && strings.EqualFold(r.Source[0].Of(v.Text), b.Source[0].Of(v.Text)) {
		return true
	}
	return slices.ContainsFunc(r.SourceChains, func(i int) bool {
		return slices.ContainsFunc(b.SourceChains, func(k int) bool { return i == k || v.Chains[i].Name == v.Chains[k].Name })
	})
}

// sameThing reports whether two reports speak of one thing by one noun.
func (v *view) sameThing(r, b *extract.Report) bool {
	return slices.ContainsFunc(v.tokens(r.Content), func(i int) bool {
		return v.tag(i)[0] == 'N' && slices.ContainsFunc(v.tokens(b.Content), func(t int) bool { return v.tag(t)[0] == 'N' && v.Tokens[t].Lemma == v.Tokens[i].Lemma })
	})
}

// unlike reports whether another said of the source of report i shortly before what it says
// that it is not: "We are not bankrupt".
func (v *view) unlike(i int) bool {
	r := &v.Reports[i]
	h := r.ContentHead
	if s := v.subject(h); s < 0 || !v.self(r, s) {
		return false
	}
	return v.another(i, 12, 12, func(b *extract.Report, _ int) bool {
		return slices.ContainsFunc(v.tokens(b.Content), func(t int) bool { return v.Tokens[t].Lemma == v.Tokens[h].Lemma && !v.negates(t) })
	})
}

// missing returns the noun of which report r says that there was none, -1 for no such thing.
func (v *view) missing(r *extract.Report) int {
	toks := v.tokens(r.Content)
	if len(toks) < 3 || v.low(toks[0]) != "there" {
		return -1
	}
	for n, t := range toks[1:] {
		if v.low(t) == "no" {
			for _, k := range toks[n+2:] {
				if v.tag(k)[0] == 'N' {
					if k+1 < len(v.Tokens) && v.tag(k + 1)[0] == 'N' {
						continue
					}
					return k
				}
				if v.tag(k)[0] != 'J' {
					break
				}
			}
		}
	}
	return -1
}

// noSuch reports whether another accused shortly before of what report i says that there is
// none: "The regulator accused the bank of hiding bad loans. It said there were no bad loans."
func (v *view) noSuch(i int) bool {
	n := v.missing(&v.Reports[i])
	return n >= 0 && v.another(i, 4, 2, func(b *extract.Report, _ int) bool {
		return slices.ContainsFunc(v.tokens(b.Content), func(t int) bool { return v.tag(t)[0] == 'N' && v.Tokens[t].Lemma == v.Tokens[n].Lemma })
	})
}

// passed reports whether the clause of h tells of what is past.
func (v *view) passed(h int) bool {
	if v.tag(h) == "VBD" {
		return true
	}
	for _, k := range v.kids[h] {
		if k < h && (v.tag(k) == "VBD" || v.low(k) == "had" || v.low(k) == "have" || v.low(k) == "has") {
			return true
		}
	}
	return false
}

// saysNo reports whether the content of r denies what its verb tells: "no ship had left",
// "she had not left".
func (v *view) saysNo(r *extract.Report) bool {
	h := r.ContentHead
	if h < 0 || v.tag(h)[0] != 'V' && v.child(h, "cop", "expl") < 0 {
		return false
	}
	switch s := v.subject(h); {
	case v.child(h, "expl") >= 0 && v.missing(r) >= 0:
		return true
	case s < 0 || s > h:
		return false
	case v.low(v.sub[s].lo) == "no" || v.low(s) == "nobody" || v.low(s) == "nothing":
		return true
	}
	if o := v.child(h, "obj"); o > h && v.low(v.sub[o].lo) == "no" {
		return true // "had taken no money"
	}
	neg, may := v.negated(h)
	return neg && !may && !v.future(h)
}

// wording are nouns for what somebody has said.
var wording = map[string]bool{"argument": true, "remark": true, "comment": true, "claim": true, "statement": true, "speech": true,
	"suggestion": true, "accusation": true, "allegation": true, "criticism": true, "word": true, "tweet": true, "post": true,
	"assertion": true, "insinuation": true, "charge": true, "explanation": true, "excuse": true, "outburst": true, "attack": true, "rhetoric": true}

// ofSpeaker aims criticism of words that are only pointed to at who said them right before:
// "Moor blamed the weather. That argument was ridiculed by dockers."
func (v *view) ofSpeaker(i int) {
	r := &v.Reports[i]
	if r.Act != graph.ActCriticize || r.CueHead < 0 {
		return
	}
	spans := r.Target
	if len(spans) == 0 {
		spans = r.Content
	}
	hs := v.heads(spans)
	if len(hs) == 0 || !wording[v.Tokens[hs[0]].Lemma] || v.ChainAt(hs[0]) >= 0 {
		return
	}
	if v.Tokens[hs[0]].Lemma == "attack" && r.Rule == "target" {
		return // "France condemned the attack": most attacks are not of words
	}
	d := v.child(hs[0], "det")
	if d < 0 || !pointing[v.low(d)] && v.low(d) != "the" || v.party(hs[0]) != hs[0] {
		return
	}
	for k := i - 1; k >= 0; k-- {
		b := &v.Reports[k]
		if b.CueHead < 0 || v.Tokens[b.CueHead].Sent == v.Tokens[r.CueHead].Sent {
			continue
		}
		if v.Tokens[r.CueHead].Sent-v.Tokens[b.CueHead].Sent > 2 {
			return
		}
		if len(b.SourceChains) == 1 && !slices.Contains(r.SourceChains, b.SourceChains[0]) {
			if len(r.Content) == 0 {
				r.Content = r.Target
			}
			r.Target, r.TargetChains = nil, slices.Clone(b.SourceChains)
			return
		}
	}
}

// deedIn gives criticism the owner of the deed that its content names: "condemned what it
// called Sylvanian bullying". It reports whether there is one.
func (v *view) deedIn(r *extract.Report) bool {
	for _, i := range v.tokens(r.Content) {
		if v.tag(i)[0] != 'N' || !v.doing(i) {
			continue
		}
		if p := v.party(i); p != i {
			s := []graph.Span{v.phrase(p)}
			if c := v.chains(s); len(c) > 0 && !slices.Contains(r.SourceChains, c[0]) {
				r.Target, r.TargetChains = s, c
				return true
			}
		}
	}
	return false
}
