package speechact

import (
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// reading is the act that a clause of the content carries.
type reading struct {
	act    graph.SpeechAct
	at     int // the word that carries it
	target int // token, -1 for nobody
	rule   string
}

// read returns what the clause of token i does by itself; no act where it only tells.
// Who does not think that something is a disgrace denies that it is.
func (v *view) read(r *extract.Report, i int) reading {
	x := v.plainly(r, i)
	if x.act != "" && v.doubted(r, i) {
		switch x.act {
		case graph.ActAccuse, graph.ActCriticize:
			return reading{graph.ActDeny, i, -1, "implied-doubt"}
		}
		return reading{}
	}
	return x
}

// doubted reports whether the clause of i is what the speaker does not think.
func (v *view) doubted(r *extract.Report, i int) bool {
	for n := 0; n < 4; n++ {
		h := v.Tokens[i].Head
		if h < 0 || !covers(r.Content, v.Tokens[h].Start) {
			return false
		}
		switch v.Tokens[h].Lemma {
		case "think", "believe":
			return v.rel(i) == "ccomp" && v.negates(h)
		}
		i = h
	}
	return false
}

// plainly is read without regard to doubt.
func (v *view) plainly(r *extract.Report, i int) reading {
	none := reading{}
	if v.question(r, i) {
		return none
	}
	subj := v.subject(i)
	if subj >= 0 && !covers(r.Content, v.Tokens[subj].Start) {
		subj = -1 // the subject of the cue
	}
	neg, may := v.negated(i)
	if x, ok := v.rejects(r, i, subj, neg); ok {
		return x
	}
	if x, ok := v.rejectsDeed(r, i, subj, neg); ok {
		return x
	}
	if v.forbids(r, i) {
		return reading{graph.ActDemand, i, -1, "implied-order"}
	}
	if subj < 0 {
		return none
	}
	self := v.self(r, subj)
	if x, ok := v.threat(r, i, subj, neg, self); ok {
		return x
	}
	if may {
		return none
	}
	if a := v.wrongBy(r, i); a >= 0 && !neg {
		return reading{graph.ActAccuse, i, a, "implied-agent"}
	}
	if lemma := v.cueLemma(r); (self || v.low(subj) == "he" || v.low(subj) == "she" || v.low(subj) == "they" || v.owned(r, subj)) && !neg && (lemma == "claim" || lemma == "allege") && v.child(i, "nsubj:pass", "aux:pass") >= 0 {
		return reading{graph.ActAccuse, i, -1, "implied-suffered"} // claims she was forced to sign
	}
	if x, ok := v.deed(r, i, subj, neg, self); ok {
		return x
	}
	switch {
	case self, v.low(subj) == "you":
	case v.belated(i) && v.addressed(subj):
		return reading{graph.ActCriticize, i, subj, "implied-omission"}
	case v.faulty(i, subj, neg):
		return reading{graph.ActCriticize, i, v.blamed(i, subj), "implied-fault"}
	case v.obliged(i) && !neg && v.addressed(subj):
		return reading{graph.ActDemand, i, subj, "implied-duty"}
	}
	return none
}

// owned reports whether subj is something of the source: "her passport".
func (v *view) owned(r *extract.Report, subj int) bool {
	k := v.child(subj, "nmod:poss")
	return k >= 0 && v.tag(k) == "PRP$"
}

// wrongBy returns who did the wrong that the clause of i tells of: "we have had break-ins
// by soldiers", -1 for none.
func (v *view) wrongBy(r *extract.Report, i int) int {
	for _, n := range v.kids[i] {
		switch v.rel(n) {
		case "obj", "obl", "nsubj", "nmod":
		default:
			continue
		}
		for _, w := range append([]int{n}, v.kids[n]...) { // problems with thefts by
			if v.tag(w)[0] != 'N' || v.class(w)&wrong == 0 || commonWrong[v.Tokens[w].Lemma] {
				continue
			}
			behind := v.kids[w]
			if w+1 < len(v.Tokens) && v.low(w+1) == "by" && v.Tokens[w+1].Head > w {
				behind = append(behind[:len(behind):len(behind)], v.Tokens[w+1].Head) // wherever the tree hangs it
			}
			for _, k := range behind {
				if c := v.child(k, "case"); k > w && c >= 0 && (v.low(c) == "by" || v.low(c) == "from") && v.actor(k) && !v.self(r, k) {
					return k
				}
			}
		}
	}
	return -1
}

// commonWrong are nouns that are wrongs only as objects of a deed.
var commonWrong = map[string]bool{"law": true, "rule": true, "campaign": true, "danger": true, "war": true, "attack": true, "scheme": true}

// rejects reads "the charges are false", "this is not true".
func (v *view) rejects(r *extract.Report, i, subj int, neg bool) (reading, bool) {
	if v.invented(i) && subj >= 0 && !neg && (v.class(subj)&charge != 0 || v.low(subj) == "all" || v.vague(subj) && v.low(subj) != "there") {
		return reading{graph.ActDeny, i, -1, "implied-untrue"}, true
	}
	if subj < 0 || v.tag(i)[0] == 'V' || v.class(subj)&charge == 0 && !(v.vague(subj) && v.low(subj) != "there") && v.low(subj) != "opposite" && v.low(subj) != "reverse" && v.low(subj) != "contrary" {
		return reading{}, false
	}
	no := v.class(i)&untrue != 0 && !neg
	switch v.Tokens[subj].Lemma {
	case "opposite", "reverse", "contrary":
		return reading{graph.ActDeny, i, -1, "implied-untrue"}, !neg && (v.low(i) == "true" || v.low(i) == "case")
	}
	if c := v.child(i, "case"); v.class(i)&ground != 0 && c >= 0 && v.low(c) == "without" || (v.low(i) == "far" || v.low(i) == "further") && v.near(i, "truth") {
		no = !neg || v.low(i)[0] == 'f' // "without any foundation"; "could not be further from the truth"
	}
	ill := v.class(i)
	if k := v.child(i, "amod"); k >= 0 {
		ill |= v.class(k)
	}
	if ill&bad != 0 && !neg && (accusing[v.Tokens[subj].Lemma] && v.tag(subj)[0] == 'N' || v.hostile && v.vague(subj) && v.saying(i)) {
		no = true // "the claims were a disgrace"; "that is an outrageous thing to say"
	}
	switch v.low(i) {
	case "true", "accurate", "correct", "right", "truth":
		no = neg
	case "case", "so":
		no = neg && v.vague(subj)
	}
	return reading{graph.ActDeny, i, -1, "implied-untrue"}, no
}

// near reports whether a word stands among the four behind token i.
func (v *view) near(i int, word string) bool {
	for k := i + 1; k < len(v.Tokens) && k < i+5; k++ {
		if v.low(k) == word {
			return true
		}
	}
	return false
}

// saying reads "a scandalous thing to say".
func (v *view) saying(i int) bool {
	for k := i + 1; k < len(v.Tokens) && k < i+4; k++ {
		if v.low(k) == "to" && k+1 < len(v.Tokens) {
			switch v.Tokens[k+1].Lemma {
			case "say", "suggest", "claim", "allege", "imply":
				return true
			}
		}
	}
	return false
}

// invented reads "is invented", "was made up", without a word on who did so.
func (v *view) invented(i int) bool {
	if v.tag(i) != "VBN" || v.child(i, "aux:pass", "cop") < 0 || v.agent(i) >= 0 {
		return false
	}
	switch v.low(i) {
	case "invented", "fabricated", "concocted":
		return true
	case "made":
		return i+1 < len(v.Tokens) && v.low(i+1) == "up"
	}
	return false
}

// deed reads what somebody is said to have done, or not to have done.
func (v *view) deed(r *extract.Report, i, subj int, neg, self bool) (reading, bool) {
	c := v.class(i)
	passive := v.child(i, "nsubj:pass", "aux:pass") >= 0
	verb := v.tag(i)[0] == 'V'
	did := verb && !passive && (c&wrong != 0 || v.idiom(i) || v.wrongly(i) || c&(wrongWith|hurt) != 0 && v.wrongObject(i) || v.omits(i) || v.shows(i) || v.treats(i))
	hurts := verb && !passive && c&hurt != 0 && v.child(i, "obj") > i
	guilt := c&blame != 0 && v.tag(i)[0] == 'J' || v.behind(i) || v.breach(i)
	if !verb && v.breach(i) && v.Tokens[i].Lemma == "compliance" {
		neg = !neg // is not in compliance
	}
	switch {
	case verb && passive && !neg && !v.future(i) && c&(wrong|hurt) != 0: // was killed by soldiers
		if a := v.agent(i); a >= 0 && v.actor(a) && !v.self(r, a) {
			return reading{graph.ActAccuse, i, a, "implied-agent"}, true
		}
		return reading{}, false
	case neg && (did || guilt) && v.actor(subj) && !v.wished(i):
		return reading{graph.ActDeny, i, -1, "implied-innocent"}, true
	case neg || self || !did && !guilt && !hurts || v.ordered(i) || hurts && v.low(subj) == "it":
		return reading{}, false
	case (v.actor(subj) || v.people(subj)) && !v.future(i):
		return reading{graph.ActAccuse, i, subj, "implied-deed"}, true
	case v.work(subj) && !guilt && (v.child(i, "obj") > i || v.Tokens[i].Lemma == "discriminate"): // the law punishes families
		return reading{graph.ActCriticize, i, v.party(subj), "implied-effect"}, true
	}
	return reading{}, false
}

// behind reads "was behind the raid", "is to blame for it".
func (v *view) behind(i int) bool {
	if v.low(i) == "blame" {
		h := v.Tokens[i].Head
		return i > 0 && v.low(i-1) == "to" && (v.child(i, "cop") >= 0 || h >= 0 && h < i && v.Tokens[h].Lemma == "be" || i > 1 && v.Tokens[i-2].Lemma == "be")
	}
	c := v.child(i, "case")
	return v.tag(i)[0] == 'N' && c >= 0 && v.low(c) == "behind" && v.child(i, "cop") >= 0
}

// breach reads "is in breach of the law", and the "compliance" that somebody is not in.
func (v *view) breach(i int) bool {
	c := v.child(i, "case")
	if c < 0 || v.low(c) != "in" || v.child(i, "cop") < 0 {
		return false
	}
	switch v.Tokens[i].Lemma {
	case "breach", "violation", "contempt", "compliance":
		return true
	}
	return false
}

// people reports whether i is a common noun for people: "the state", "soldiers".
func (v *view) people(i int) bool {
	if v.tag(i) != "NN" && v.tag(i) != "NNS" {
		return false
	}
	e, ok := v.stage.lex.Get(v.Tokens[i].Lemma)
	return v.Tokens[i].Lemma == "state" || ok && slices.Contains(v.stage.people, e.Noun) && v.class(i)&policy == 0
}

// wrongly reads a deed by how it was done: "illegally sold the land".
func (v *view) wrongly(i int) bool {
	for _, k := range v.kids[i] {
		if v.rel(k) == "advmod" && amiss[v.low(k)] {
			return true
		}
	}
	return false
}

var amiss = map[string]bool{"wrongly": true, "wrongfully": true, "falsely": true, "illegally": true, "unlawfully": true, "improperly": true,
	"unfairly": true, "incorrectly": true, "deliberately": true, "knowingly": true, "recklessly": true, "corruptly": true, "fraudulently": true,
	"maliciously": true, "shamefully": true, "dishonestly": true, "unjustly": true, "inappropriately": true, "brutally": true}

// idiom reads a wrong of two words: "tore down", "broke her promise".
func (v *view) idiom(i int) bool {
	for _, k := range v.kids[i] {
		if k > i && v.stage.words["v"+v.Tokens[i].Lemma+"_"+v.Tokens[k].Lemma]&wrong != 0 {
			return true
		}
	}
	return false
}

// agent returns the by-phrase of passive i, -1 for none.
func (v *view) agent(i int) int {
	for _, k := range v.kids[i] {
		if k > i && (v.rel(k) == "obl:agent" || v.rel(k) == "obl") && v.child(k, "case") >= 0 && v.low(v.child(k, "case")) == "by" {
			return k
		}
	}
	return -1
}

// ordered reports whether the deed of i is only told to be or not to be done: "must stop
// meddling", "should refuse".
func (v *view) ordered(i int) bool {
	for n := 0; n < 4; n++ {
		if v.obliged(i) || n > 0 && (v.Tokens[i].Lemma == "stop" || v.Tokens[i].Lemma == "cease") {
			return true
		}
		if v.rel(i) != "xcomp" || v.Tokens[i].Head < 0 {
			return false
		}
		i = v.Tokens[i].Head
	}
	return false
}

// shows reads "displayed contempt for the court", "has shown a complete disregard".
func (v *view) shows(i int) bool {
	switch v.Tokens[i].Lemma {
	case "show", "display", "demonstrate", "exhibit", "express", "have", "foster", "harbor", "harbour":
		o := v.child(i, "obj")
		return o > i && v.class(o)&fault != 0
	}
	return false
}

// omits reads "refuses to answer", "failed to warn us", "fell short of its duty".
func (v *view) omits(i int) bool {
	switch v.Tokens[i].Lemma {
	case "refuse", "fail", "neglect", "forget":
		x := v.child(i, "xcomp")
		return x > i && v.tag(x) == "VB"
	}
	return false
}

// faulty reports whether the clause of i finds fault with its subject: "the plan is a
// disgrace", "the minister lacks judgement", "the model does not work".
func (v *view) faulty(i, subj int, neg bool) bool {
	if h := v.Tokens[i].Head; v.obliged(i) || v.rel(i) == "xcomp" && h >= 0 && labelling[v.Tokens[h].Lemma] {
		return false // has to be hard; is called a failure
	}
	if (v.Tokens[i].Lemma == "mistake" || v.Tokens[i].Lemma == "error") && v.vague(subj) { // it was a mistake to: of his own
		return false
	}
	c := v.class(i)
	thing := v.actor(subj) || v.work(subj)
	if v.tag(i) == "VBN" && v.child(i, "aux:pass", "nsubj:pass") >= 0 && v.poorly(i) { // the bank has been badly managed
		return thing && !neg && !v.future(i)
	}
	if v.tag(i)[0] == 'V' && (v.tag(i) != "VBN" && v.tag(i) != "VBG" || v.child(i, "cop") < 0) {
		switch v.Tokens[i].Lemma {
		case "lack":
			return thing && !neg && v.child(i, "obj") > i
		case "work", "function":
			return neg && (thing || v.vague(subj)) && v.child(i, "obj") < 0
		case "make":
			o := v.child(i, "obj")
			return o > i && v.low(o) == "sense" && (neg || v.no(o) || v.child(o, "amod") >= 0 && v.class(v.child(o, "amod"))&bad != 0)
		case "know":
			o := v.child(i, "obj")
			return v.actor(subj) && o > i && (v.low(o) == "nothing" || v.low(o) == "little")
		case "have":
			o := v.child(i, "obj")
			return v.actor(subj) && o > i && v.no(o) && clue[v.low(o)]
		case "fail":
			return thing && !neg && v.child(i, "xcomp") < 0 && !v.future(i)
		case "do":
			o := v.child(i, "obj")
			return v.actor(subj) && o > i && (v.low(o) == "nothing" && !neg && !v.noGround(o) || v.low(o) == "little" || v.low(o) == "enough" && neg)
		case "understand", "care", "deserve", "belong":
			return neg && v.actor(subj)
		case "spiral", "spin", "veer":
			return thing && !neg && v.child(i, "obj") < 0 && v.outOf(i)
		}
		if v.class(i)&duty != 0 {
			return neg && thing && !v.future(i) && v.child(i, "nsubj:pass", "aux:pass") < 0
		}
		return v.copular(i, subj)
	}
	if h := v.Tokens[i].Head; v.rel(i) == "xcomp" && v.child(i, "cop") < 0 && h >= 0 && v.child(h, "obj") >= 0 { // found it offensive: of the object
		return false
	}
	if c&bad == 0 && v.tag(i)[0] == 'N' && v.child(i, "cop") >= 0 { // a rigged, disgusting system
		for _, k := range v.kids[i] {
			if v.rel(k) == "amod" && v.class(k)&bad != 0 && (v.class(k)&grim == 0 || v.low(k) == "worst") {
				c |= bad
			}
		}
	}
	if c&(bad|grim) == 0 || neg || v.child(i, "cop") < 0 && !(v.hyphened(i) != "" && v.child(i-2, "cop") >= 0) && v.rel(i) != "xcomp" && v.rel(i) != "ccomp" && v.rel(i) != "root" && v.rel(i) != "conj" {
		return false
	}
	if v.future(i) {
		return false
	}
	if c&grim != 0 || v.low(i) == "unclear" {
		return thing && !v.vague(subj)
	}
	return true
}

var labelling = map[string]bool{"call": true, "label": true, "deem": true, "consider": true, "brand": true, "find": true}

// outOf reads "is spinning out of control".
func (v *view) outOf(i int) bool {
	return i+2 < len(v.Tokens) && v.low(i+1) == "out" && v.low(i+2) == "of"
}

// copular reads an adjective behind a verb that is as good as "is": "looks ridiculous",
// "has become a farce", "has proven himself to be unstable".
func (v *view) copular(i, subj int) bool {
	switch v.Tokens[i].Lemma {
	case "seem", "look", "appear", "sound", "become", "remain", "prove", "stay", "get":
		for _, k := range v.kids[i] {
			if k > i && (v.rel(k) == "xcomp" || v.rel(k) == "obj") && v.class(k)&bad != 0 && v.class(k)&grim == 0 && v.tag(k)[0] != 'V' {
				return true
			}
		}
	}
	return false
}

// clue are what somebody has none of who is not up to it.
var clue = map[string]bool{"idea": true, "clue": true, "plan": true, "business": true, "shame": true, "right": true, "respect": true,
	"regard": true, "credibility": true, "integrity": true, "experience": true, "judgment": true, "judgement": true, "strategy": true, "interest": true}

// no reports whether noun o is negated: "no sense", "not any idea".
func (v *view) no(o int) bool {
	for _, k := range v.kids[o] {
		if k < o && v.low(k) == "no" {
			return true
		}
	}
	return false
}

// work reports whether i is something that somebody made or did, for which he may be
// blamed: a plan, a law, a remark.
func (v *view) work(i int) bool {
	if v.tag(i)[0] != 'N' {
		return false
	}
	e, ok := v.stage.lex.Get(v.Tokens[i].Lemma)
	return ok && slices.Contains(v.stage.works, e.Noun)
}

// blamed returns who or what a verdict on subj is aimed at, -1 where the words do not
// tell: the owner of a remark, and of "it is damning that the ministry waits" the ministry.
func (v *view) blamed(i, subj int) int {
	if !v.vague(subj) {
		p := v.party(subj)
		if d := v.child(subj, "det"); p == subj && !v.actor(subj) && d >= 0 && pointing[v.low(d)] && v.doing(subj) && v.class(subj)&policy == 0 {
			return -1 // "those remarks are a disgrace": theirs who made them
		}
		return p
	}
	if s := v.child(subj, "nsubj"); v.tag(subj)[0] == 'V' && s >= 0 && v.actor(s) { // what the mayor did was insensitive
		return s
	}
	for _, k := range v.kids[i] {
		switch v.rel(k) {
		case "ccomp", "csubj", "advcl", "xcomp":
			if s := v.child(k, "nsubj", "nsubj:pass"); k > i && s >= 0 && v.actor(s) && v.tag(s) != "PRP" {
				return s
			}
		}
	}
	return -1
}

var pointing = map[string]bool{"this": true, "that": true, "these": true, "those": true}

// wished reports whether the clause of i, or the one that i completes, says what should be: "should
// be found not guilty".
func (v *view) wished(i int) bool {
	if h := v.Tokens[i].Head; v.rel(i) == "xcomp" && h >= 0 {
		i = h
	}
	for _, k := range v.kids[i] {
		if v.rel(k) == "aux" && (v.low(k) == "should" || v.low(k) == "must" || v.low(k) == "ought") {
			return true
		}
	}
	return false
}

// obliged reports whether the clause of i says what its subject must do.
func (v *view) obliged(i int) bool {
	if v.tag(i)[0] != 'V' && v.child(i, "cop") < 0 {
		return false
	}
	if v.child(i, "aux:pass") >= 0 || v.belated(i) {
		return false
	}
	if h := v.Tokens[i].Head; h >= 0 && h < i && v.low(h) == "ought" {
		return true
	}
	for _, k := range v.kids[i] {
		if k > i {
			break
		}
		if v.rel(k) == "aux" && (v.low(k) == "must" || v.low(k) == "should" || v.low(k) == "ought") {
			return true
		}
	}
	if h := v.Tokens[i].Head; h >= 0 && h < i && v.rel(i) == "xcomp" && v.child(i, "mark") >= 0 { // has to, needs to
		switch v.Tokens[h].Lemma {
		case "have", "need": // what he has to do is mostly told of his lot
			s := v.subject(h)
			return (v.tag(h) == "VBZ" || v.tag(h) == "VBP") && h+3 >= i && s >= 0 && v.tag(s) != "PRP"
		}
	}
	return false
}

// addressed reports whether subj is a party that can be told to act.
func (v *view) addressed(subj int) bool {
	switch v.low(subj) {
	case "you", "we", "i", "people", "one", "everyone", "everybody", "someone", "somebody", "anyone", "nobody":
		return false
	}
	return v.actor(subj)
}

// forbids reads an order not to: "Stop lying", "Don't shoot".
func (v *view) forbids(r *extract.Report, i int) bool {
	if r.Type == graph.Indirect || v.tag(i)[0] != 'V' || v.child(i, "nsubj", "nsubj:pass") >= 0 {
		return false
	}
	first := v.Sentences[v.Tokens[i].Sent].First
	for first < i && (v.rel(first) == "punct" || v.tag(first) == "UH") {
		first++
	}
	if v.low(i) == "stop" {
		return i == first && (v.child(i, "xcomp", "obj") > i)
	}
	return first+2 == i && v.low(first) == "do" && (v.low(first+1) == "n't" || v.low(first+1) == "not") && !mild[v.low(i)]
}

// mild are verbs that are no orders: "Don't worry", "Don't get me wrong".
var mild = map[string]bool{"worry": true, "get": true, "forget": true, "know": true, "think": true, "be": true, "mind": true, "have": true, "want": true}

// threat reads "we will punish them", "there will be consequences", "they will pay a price".
func (v *view) threat(r *extract.Report, i, subj int, neg, self bool) (reading, bool) {
	c := v.class(i)
	switch o := v.child(i, "obj"); {
	case neg && v.child(i, "aux:pass") >= 0 && v.unpunished(i):
		return reading{graph.ActThreaten, i, v.party(subj), "implied-threat"}, true
	case neg || !v.future(i):
	case self && c&harm != 0:
		return reading{graph.ActThreaten, i, o, "implied-threat"}, true
	case o > i && v.class(o)&harm != 0 && v.tag(o)[0] == 'N' && (self || v.actor(subj) && imposing[v.Tokens[i].Lemma]):
		return reading{graph.ActThreaten, i, v.onto(i, o), "implied-threat"}, true
	case v.tag(i)[0] == 'N' && v.class(i)&harm != 0 && v.child(i, "expl") >= 0:
		return reading{graph.ActThreaten, i, v.onto(i, i), "implied-threat"}, true
	case v.actor(subj) && o > i && (v.Tokens[i].Lemma == "face" && v.class(o)&harm != 0 || v.Tokens[i].Lemma == "pay" && v.Tokens[o].Lemma == "price"):
		return reading{graph.ActThreaten, i, subj, "implied-threat"}, true
	}
	return reading{}, false
}

// imposing are verbs of those who have means to punish.
var imposing = map[string]bool{"impose": true, "seek": true, "take": true, "push": true, "introduce": true, "bring": true}

// onto returns whom a measure o of verb i is meant for: "sanctions on Norway".
func (v *view) onto(i, o int) int {
	for _, h := range []int{o, i} {
		for _, k := range v.kids[h] {
			if c := v.child(k, "case"); k > i && c >= 0 && (v.low(c) == "on" || v.low(c) == "against" || v.low(c) == "for") && v.actor(k) {
				return k
			}
		}
	}
	return -1
}

// unpunished reads "cannot be left without consequences", "will not be left unanswered".
func (v *view) unpunished(i int) bool {
	for _, k := range v.kids[i] {
		if k > i && (v.class(k)&harm != 0 && v.child(k, "case") >= 0 && v.low(v.child(k, "case")) == "without" || v.low(k) == "unpunished" || v.low(k) == "unanswered") {
			return true
		}
	}
	return false
}
