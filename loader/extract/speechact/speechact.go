// Package speechact tells what the source of each report does by saying it: accuse,
// deny, criticize, demand. Where the cue does not tell, the content may: who says
// that another has lied accuses. It also finds at whom the act is aimed, and
// resolves source, target and addressee to the actors of the document.
package speechact

import (
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/lexicon"
	"hearsay/loader/extract/world"
)

// Stage completes Document.Reports: act, implicit, target, polarity, modality and
// the chains. It is safe for concurrent use.
type Stage struct {
	words  words
	lex    *lexicon.Lexicon
	works  []uint8 // topics of nouns for what people make and do
	deeds  []uint8 // of nouns for what happens
	people []uint8 // of nouns for people
	places []uint8 // of nouns for what people are in: a ship, a bakery
	person uint8
}

// New returns the stage; lex tells what a noun stands for.
func New(lex *lexicon.Lexicon) (*Stage, error) {
	w, err := readWords()
	if err != nil {
		return nil, err
	}
	s := &Stage{words: w, lex: lex}
	for _, t := range []string{"noun.act", "noun.communication", "noun.cognition", "noun.artifact", "noun.group"} {
		if n := lex.Topic(t); n != 0 {
			s.works = append(s.works, n)
		}
	}
	for _, t := range []string{"noun.person", "noun.group"} {
		if n := lex.Topic(t); n != 0 {
			s.people = append(s.people, n)
		}
	}
	s.person = lex.Topic("noun.person")
	for _, t := range []string{"noun.artifact", "noun.location"} {
		if n := lex.Topic(t); n != 0 {
			s.places = append(s.places, n)
		}
	}
	for _, t := range []string{"noun.act", "noun.communication", "noun.event"} {
		if n := lex.Topic(t); n != 0 {
			s.deeds = append(s.deeds, n)
		}
	}
	return s, nil
}

// Name returns "speechact".
func (*Stage) Name() string { return "speechact" }

// Run goes through the reports of d.
func (s *Stage) Run(d *extract.Document) {
	v := newView(d, s)
	var out []extract.Report
	place := make([]int, len(d.Reports)) // where a report goes to, behind those found within others
	for i := range d.Reports {
		r := d.Reports[i]
		v.settle(&r)
		if v.struck(&r) {
			place[i] = -1
			continue
		}
		inner := v.imply(&r)
		v.finish(&r)
		place[i] = len(out)
		out = append(out, r)
		for _, in := range inner {
			v.finish(&in)
			in.Parent = -2 - place[i] // a place already, unlike those of the others
			out = append(out, in)
		}
	}
	for i := range out {
		switch p := out[i].Parent; {
		case p < -1:
			out[i].Parent = -2 - p
		case p >= 0 && p < len(place):
			out[i].Parent = place[p]
		}
	}
	d.Reports = out
	v.context()
	if v.described {
		d.IndexMentions()
	}
}

// finish completes a report whose act is known.
func (v *view) finish(r *extract.Report) {
	v.aim(r)
	v.modality(r)
	r.SourceChains = v.chains(r.Source)
	r.TargetChains = v.chains(r.Target)
	if len(r.TargetChains) == 0 {
		if c := v.describe(r); c >= 0 {
			r.TargetChains = []int{c}
		}
	}
	r.AddresseeChains = v.chains(r.Addressee)
	v.hostile = v.hostile || r.Act == graph.ActAccuse || r.Act == graph.ActCriticize
}

// struck reports whether an attack is one with weapons and no words: "hackers attacked the
// site", "Norway attacked Italy". A named person who attacks somebody does so in words, unless
// it is told otherwise.
func (v *view) struck(r *extract.Report) bool {
	if r.Act != graph.ActCriticize || v.cueLemma(r) != "attack" || v.tag(r.CueHead)[0] != 'V' || r.Rule == "quotation" || r.Rule == "aside" {
		return false
	}
	if r.Rule == "target" && len(r.Content)+len(r.Target) > 1 { // attacked the press for its coverage
		return false
	}
	src := v.chains(r.Source)
	return len(src) == 0 || v.Chains[src[0]].Kind != graph.KindPerson || v.Chains[src[0]].Unnamed && v.heads(r.Source)[0] >= 0 && v.tag(v.heads(r.Source)[0]) != "PRP"
}

// settle corrects the act of the cue by the construction it stands in.
func (v *view) settle(r *extract.Report) {
	if r.CueHead < 0 {
		return
	}
	lemma := v.Tokens[r.CueHead].Lemma
	if lemma == "invite" {
		return
	}
	first := -1
	if toks := v.tokens(r.Content); len(toks) > 0 {
		first = toks[0]
	}
	switch {
	case (r.Rule == "object-infinitive" || r.Rule == "passive-infinitive" && len(r.Target) > 0) && (r.Act == graph.ActSay || r.Act == graph.ActAsk || r.Act == graph.ActWarn):
		r.Act = graph.ActDemand // told them to leave
	case r.Act == graph.ActPropose && lemma == "suggest" && (r.Rule == "clause" || r.Rule == "findings" || r.Rule == "quotation" || r.Rule == "aside") && !v.subjunctive(r):
		r.Act = graph.ActSay // suggested that prices were falling
	case r.Act == graph.ActSay && lemma == "declare" && r.Rule == "object" && r.ContentHead >= 0 && v.low(r.ContentHead) == "war":
		r.Act = graph.ActThreaten
	case r.Act == graph.ActPromise && v.harms(r):
		r.Act = graph.ActThreaten // vowed to punish
	case r.Act == graph.ActDemand && lemma == "request" && v.declines(r):
		r.Act = graph.ActAsk // requests for comment
	case r.Act == graph.ActSay && lemma == "insist" && r.Rule == "clause" && v.subjunctive(r):
		r.Act = graph.ActDemand
	case r.Act == graph.ActThink && lemma == "hear" && v.inCourt(r):
		r.Act = graph.ActSay
	case r.Act == graph.ActConfirm && lemma == "agree" && r.Rule == "infinitive":
		r.Act = graph.ActPromise
	case r.Act == graph.ActDemand && r.Rule == "infinitive" && lemma != "demand":
		r.Act = graph.ActAsk
	case r.Act == graph.ActThink && (lemma == "concern" || lemma == "alarm" || lemma == "dismay") && r.Rule == "noun-preposition" && v.deep(r.CueHead):
		r.Act = graph.ActCriticize
	case r.Act == graph.ActDeny && !v.denies(r, first):
		r.Act, r.Polarity = graph.ActSay, graph.Negative // rejected the offer
	case r.Act == graph.ActDeclineComment && lemma != "deny" && first >= 0 && !v.declines(r):
		r.Act, r.Polarity = graph.ActThink, graph.Negative // refused to sign
	case r.Act == graph.ActAccuse && lemma == "charge" && len(r.Content) == 0 && v.tag(r.CueHead)[0] == 'V':
		r.Act = graph.ActSay
	}
	v.repels(r, lemma)
	if r.Rule == "label" || r.Rule == "passive" && r.Act == graph.ActSay {
		v.label(r)
	}
}

// inCourt reports whether it is a court that heard what somebody said before it.
func (v *view) inCourt(r *extract.Report) bool {
	return slices.ContainsFunc(v.heads(r.Source), func(i int) bool {
		switch v.Tokens[i].Lemma {
		case "court", "jury", "juror", "inquest", "inquiry", "tribunal", "hearing", "panel":
			return true
		}
		return false
	})
}

// deep reads "expressed deep concern".
func (v *view) deep(i int) bool {
	for _, k := range v.kids[i] {
		switch v.low(k) {
		case "deep", "grave", "serious", "strong":
			return true
		}
	}
	return false
}

// subjunctive reports whether the content says what ought to be: "that they meet",
// "that they should meet".
func (v *view) subjunctive(r *extract.Report) bool {
	for _, i := range v.tokens(r.Content) { // the first verb tells, whatever the tree says
		if t := v.tag(i); t == "MD" {
			return v.low(i) == "should" || v.low(i) == "must"
		} else if t[0] == 'V' && t != "VBG" {
			if t == "VB" || t == "VBP" && i > 0 && (v.tag(i-1) == "NN" || v.tag(i-1) == "NNP") { // "that Norway stop"
				return true
			}
			break
		} else if t == "TO" {
			return true
		}
	}
	h := r.ContentHead
	if h < 0 {
		return false
	}
	if v.tag(h) == "VB" && v.child(h, "aux") < 0 {
		return true
	}
	for _, k := range v.kids[h] {
		if k < h && (v.low(k) == "should" || v.low(k) == "must") || v.rel(k) == "cop" && v.tag(k) == "VB" && v.child(h, "aux") < 0 {
			return true
		}
	}
	if s := v.child(h, "nsubj"); s >= 0 && v.tag(h) == "VBP" { // "that he resign": the tagger knows no subjunctive
		return v.tag(s) == "NN" || v.tag(s) == "NNP" || v.low(s) == "he" || v.low(s) == "she" || v.low(s) == "it"
	}
	return false
}

// denies reports whether what is rejected is something said or thought: an
// allegation, not an offer.
func (v *view) denies(r *extract.Report, first int) bool {
	switch r.Rule {
	case "rejoinder", "clause", "gerund", "quotation", "aside", "noun-clause", "infinitive", "passive-infinitive":
		return true
	}
	lemma := v.Tokens[r.CueHead].Lemma
	h := r.ContentHead
	if h < 0 {
		return false
	}
	c := v.class(h)
	switch lemma {
	case "deny", "refute", "rebut", "disavow", "dispute", "denial", "brush", "contradict", "shrug", "laugh":
		return !v.actor(h) || c&charge != 0 || v.points(h)
	}
	if v.points(h) && (v.tag(h) == "DT" || v.hostile) { // rejected that; rejects it, behind an accusation
		return true
	}
	if c&(charge|wrong|untrue) != 0 || r.Rule == "label" && (v.ofCharge(r) || v.pointed(r.Target)) {
		return true
	}
	for _, k := range v.tokens(r.Content) { // rejected reports of a deal; dismissed it as lies
		if v.class(k)&(charge|untrue) != 0 && (v.Tokens[k].Head == h || k == h) || v.low(k) == "as" && v.Tokens[k].Head > h {
			return true
		}
	}
	return false
}

// harms reports whether what is promised is a harm: "vowed to retaliate", "promised
// consequences".
func (v *view) harms(r *extract.Report) bool {
	h := r.ContentHead
	if h < 0 {
		return false
	}
	if v.class(h)&harm != 0 {
		return true
	}
	o := v.child(h, "obj")
	return o >= 0 && v.class(o)&harm != 0 && v.tag(o)[0] == 'N'
}

// declines reports whether it is an answer that is refused.
func (v *view) declines(r *extract.Report) bool {
	h := r.ContentHead
	return h >= 0 && v.class(h)&comment != 0
}

// modality tells how the content is put.
func (v *view) modality(r *extract.Report) {
	switch r.Act {
	case graph.ActDemand, graph.ActPropose, graph.ActPromise, graph.ActThreaten:
		r.Modality = graph.Wanted
		return
	}
	if r.Modality == graph.Possible {
		return
	}
	r.Modality = graph.Asserted
	h := r.ContentHead
	if h < 0 {
		return
	}
	for _, k := range v.kids[h] {
		if k > h {
			break
		}
		switch v.low(k) {
		case "may", "might", "could", "perhaps", "possibly", "probably", "reportedly", "allegedly":
			r.Modality = graph.Possible
		case "should", "must", "to", "ought":
			if v.rel(k) == "aux" || v.rel(k) == "mark" && r.Act == graph.ActThink {
				r.Modality = graph.Wanted
			}
		case "not", "n't", "never":
			if r.Polarity == graph.Positive && r.Act != graph.ActDeny {
				r.Polarity = graph.Negative
			}
		}
	}
}

// chains returns the actors that the spans stand for.
func (v *view) chains(spans []graph.Span) []int {
	var out []int
	for _, i := range v.heads(spans) {
		c := v.ChainAt(i)
		if c < 0 && (v.tag(i) == "WP" || v.tag(i) == "WDT") { // who: the noun its clause hangs on
			for h := v.Tokens[i].Head; h >= 0; h = v.Tokens[h].Head {
				if v.rel(h) == "acl:relcl" {
					if h = v.Tokens[h].Head; h >= 0 {
						c = v.ChainAt(h)
					}
					break
				}
			}
		}
		if c < 0 && v.tag(i)[0] == 'J' {
			c = v.nation(i)
		}
		if c >= 0 && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// nation returns the chain of the country of an adjective that stands for it:
// "Sylvanian claims that"; -1 for none.
func (v *view) nation(i int) int {
	code, _, ok := world.Geo(v.Form(i))
	if !ok || code == "" {
		return -1
	}
	return slices.IndexFunc(v.Chains, func(c extract.Chain) bool { return c.Kind == graph.KindCountry && c.Country == code })
}
