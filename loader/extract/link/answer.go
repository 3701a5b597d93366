package link

import (
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// nearBy is how many sentences back an answer without words of its own ("the
// claims are false") looks for what it answers.
const nearBy = 6

// most is how many accusations a denial answers at most: "all allegations" are
// those of late.
const most = 25

// answers links denials and confirmations to what they answer, and claims that
// only differ in polarity to each other.
func (l *linker) answers() {
	for i := range l.items {
		if l.items[i].skip {
			continue
		}
		switch l.items[i].claim.Act {
		case graph.ActDeny:
			l.denial(i)
		case graph.ActConfirm, graph.ActAdmit:
			l.confirmation(i)
		}
	}
	for j := range l.items {
		for i := max(0, j-lookBack); i < j; i++ {
			if l.contradict(i, j) {
				a, b := l.items[i].claim.ID, l.items[j].claim.ID
				if b < a {
					a, b = b, a
				}
				if shares(l.items[i].claim.SourceIDs, l.items[j].claim.SourceIDs) {
					l.link(graph.Contradicts, a, b, 0.4, graph.RuleSelf)
				} else {
					l.link(graph.Contradicts, a, b, 0.6, "polarity")
				}
			}
		}
	}
}

// denied links denial i to report k by a rule of so much strength.
func (l *linker) denied(i, k int, strength float64, rule string) {
	r := &l.d.Reports[i]
	if slices.Contains(r.Denied, k) {
		return
	}
	r.Denied = append(r.Denied, k)
	slices.Sort(r.Denied)
	l.link(graph.Denies, l.items[i].claim.ID, l.items[k].claim.ID, sureOf(strength), rule)
}

// sureOf is how often links of a rule so strong are right, as counted in docs/confidence.md.
func sureOf(strength float64) float64 {
	switch {
	case strength < 0.45:
		return 0.5
	case strength < 0.65:
		return 0.75
	}
	return 0.9
}

// denial finds what denial i answers, in this order: the accusation that its own
// words report ("denied accusations of arson"), what its words are about, and,
// where it has no words of its own, the accusation that stands nearest before it.
func (l *linker) denial(i int) {
	for _, k := range l.inner[i] {
		own := l.quoted(i) && shares(l.items[k].claim.SourceIDs, l.items[i].claim.SourceIDs) // "Nobody did this to them. They lied": his own charge
		if !l.items[k].skip && l.charge(k) && !own {
			l.denied(i, k, 0.8, "denial-inner")
		}
	}
	if l.denialApposed(i) || l.deniesCited(i) || l.opines(i) {
		return
	}
	if len(l.d.Reports[i].Denied) == 0 {
		l.denialOf(i)
	}
	beside := l.denialBeside(i)
	against := l.against(i)
	switch {
	case beside, len(l.d.Reports[i].Denied) > 0 && l.chargeOwner(i) >= 0: // all is told
	case l.quoted(i) && l.saysNo(i) && l.deniesLast(i):
	case l.suchThing(i), l.labelsThat(i):
		l.denialBefore(i, 1)
	case l.pleads(i):
		l.denialNearest(i, against)
	case len(l.items[i].topic) > 0:
		l.denialByTopic(i, against)
	case l.pointsBack(i) && !l.bareCharge(i):
		l.denialBefore(i, 1)
		if len(l.d.Reports[i].Denied) == 0 {
			l.denialNearest(i, against)
		}
	default:
		l.denialNearest(i, against)
	}
	switch {
	case len(l.d.Reports[i].Denied) > 0:
		if l.everyCharge(i) && l.nobodys(i) {
			l.denialNearest(i, against[max(0, len(against)-1):])
		}
	case l.theseCharges(i):
		l.denialBefore(i, nearBy)
		l.deniedWithin(i)
	default:
		l.denialBefore(i, justBefore)
		if len(l.d.Reports[i].Denied) == 0 {
			l.denialTurn(i, against)
		}
	}
	l.deniedNext(i)
	l.deniedUtterance(i)
	if len(l.d.Reports[i].Denied) == 0 || len(l.items[i].topic) == 0 {
		l.denialAgain(i)
	}
	if len(l.d.Reports[i].Denied) == 0 {
		l.denialLast(i)
	}
	if len(l.d.Reports[i].Denied) == 0 {
		l.denialAimed(i)
	}
	if len(l.d.Reports[i].Denied) == 0 {
		l.denialAhead(i)
	}
}

// theseCharges reports whether charges are denied that were told before: "dismissed those
// reports", "rejected such claims".
func (l *linker) theseCharges(i int) bool {
	return l.namesCharges(i) && slices.ContainsFunc(l.items[i].tokens, func(t int) bool {
		switch l.low(t) {
		case "these", "those", "such", "this", "that":
			return true
		}
		return false
	})
}

// deniedWithin extends a denial of what was reported to the accusations that the report
// contains or stands in: "reports alleging that she claimed he robbed her".
func (l *linker) deniedWithin(i int) {
	for _, k := range slices.Clone(l.d.Reports[i].Denied) {
		around := slices.Clone(l.inner[k])
		if p := l.d.Reports[k].Parent; p >= 0 {
			around = append(around, p)
		}
		for _, j := range around {
			if !l.items[j].skip && l.charge(j) && j != i {
				l.denied(i, j, 0.5, "denial-inner")
			}
		}
	}
}

// justBefore is how many sentences back a denial that names nothing may answer what
// was said of somebody else.
const justBefore = 3

// denialBefore links a denial that points back with "it" or "the claim", or that is
// a whole quotation, to what another put forward right before it, whoever that was
// about: "Moor said the club had been warned. Lund denied it."
func (l *linker) denialBefore(i, reach int) {
	it := &l.items[i]
	points := l.pointsBack(i)
	bare := len(it.topic) == 0 && !points && len(it.claim.SourceIDs) > 0 // "the claims", "any wrongdoing"
	if !points && !bare && !l.quoted(i) && !l.everyCharge(i) && !l.theseCharges(i) {
		return
	}
	bare = bare && !l.quoted(i) && !l.everyCharge(i) && !l.theseCharges(i)
	sides := l.sides(i)
	best, most := -1, 0
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		if k == i || x.skip || x.pos >= it.pos || l.nested(i, k) || it.sent-x.sent > reach || shares(x.claim.SourceIDs, it.claim.SourceIDs) || overlaps(it.attr.Content, x.attr.Content) {
			continue
		}
		w := 0
		lemma := ""
		if c := l.d.Reports[k].CueHead; c >= 0 {
			lemma = l.d.Tokens[c].Lemma
		}
		switch {
		case !points && l.elsewhere(i, k, sides), bare && (!l.charge(k) || len(x.claim.TargetIDs) > 0):
			continue
		case x.claim.Act == graph.ActAccuse, x.claim.Act == graph.ActCriticize, allegation[lemma]:
			w = 2
		case !points && l.accuses(k) && it.sent-x.sent <= 2 && l.sameMatter(i, k):
			w = 2
		case points && l.accuses(k) && it.sent-x.sent <= 1:
			w = 1
			if l.d.Tokens[l.d.Reports[i].ContentHead].Tag == "PRP" || l.labelsThat(i) {
				w = 2 // "denied it": the last that was said
			}
		default:
			continue
		}
		far := it.sent-x.sent > 1 && len(x.claim.TargetIDs) > 0 && !shares(x.claim.TargetIDs, sides) // a charge against others
		switch {
		case points && l.namedBy(i, lemma):
			w += 2
		case points && far && !l.bareCharge(i) && !l.theseCharges(i): // "the suggestion"
			continue
		case points && far:
			w = 1
		}
		if shares(x.claim.TargetIDs, sides) {
			w++
		}
		if w > most || w == most && starts(x) >= starts(&l.items[best]) {
			best, most = k, w
		}
	}
	if best >= 0 {
		l.denied(i, best, 0.5, "denial-before")
		l.denySame(i)
	}
}

// quoted reports whether report i denies in its own words: a quotation, a turn, or a
// clause that its cue does not call a denial.
func (l *linker) quoted(i int) bool {
	r := &l.d.Reports[i]
	return r.Rule == "quotation" || r.Implicit || strings.HasPrefix(r.Rule, "implied-")
}

// bareCharge reports whether what is denied is called an accusation: it was aimed at
// the denier, if anything was.
func (l *linker) bareCharge(i int) bool {
	return slices.ContainsFunc(l.items[i].tokens, func(t int) bool {
		switch l.d.Tokens[t].Lemma {
		case "accusation", "charge", "allegation", "criticism":
			return true
		}
		return false
	})
}

// starts returns the byte where the content of an item begins, else its first.
func starts(x *item) int {
	if len(x.attr.Content) > 0 {
		return x.attr.Content[0].Start
	}
	return x.pos
}

// namedBy reports whether the noun for what is denied is of the family of a verb:
// "denied the report" of what a paper reported.
func (l *linker) namedBy(i int, verb string) bool {
	for _, t := range l.items[i].tokens {
		switch l.d.Tokens[t].Lemma {
		case "report":
			return verb == "report"
		case "claim":
			return verb == "claim"
		case "accusation":
			return verb == "accuse" || verb == "blame"
		case "allegation":
			return verb == "allege" || verb == "claim" || verb == "accuse"
		case "charge":
			return verb == "charge" || verb == "accuse"
		case "criticism":
			return verb == "criticize" || verb == "criticise" || verb == "blame"
		case "complaint":
			return verb == "complain" || verb == "fault"
		}
	}
	return false
}

// pointsBack reports whether what is denied is a pronoun, or one charge without
// words of its own: "denied it", "rejected the claim as an insult".
func (l *linker) pointsBack(i int) bool {
	head := l.d.Reports[i].ContentHead
	if l.suchThing(i) {
		return true
	}
	if head < 0 || l.quoted(i) {
		return false
	}
	if l.pronoun(head) || l.labelsThat(i) {
		return true
	}
	toks := l.deniedPart(&l.d.Reports[i], l.items[i].tokens)
	for _, t := range toks {
		if chargeNouns[l.d.Tokens[t].Lemma] || l.d.Tokens[t].Lemma == "criticism" || l.d.Tokens[t].Lemma == "complaint" {
			return len(toks) <= 4 && l.d.Tokens[t].Tag == "NN"
		}
	}
	return false
}

// everyCharge reports whether all charges are denied, whatever they are of.
func (l *linker) everyCharge(i int) bool {
	return l.namesCharges(i) && slices.ContainsFunc(l.items[i].tokens, func(t int) bool { return l.low(t) == "all" || l.low(t) == "every" })
}

// charge reports whether report k accuses, or is a noun for what somebody put
// forward ("the mayor's claims about the flood").
func (l *linker) charge(k int) bool {
	switch l.items[k].claim.Act {
	case graph.ActAccuse, graph.ActCriticize:
		return true
	}
	cue := l.d.Reports[k].CueHead
	return cue >= 0 && chargeNouns[l.d.Tokens[cue].Lemma] && strings.HasPrefix(l.d.Tokens[cue].Tag, "NN")
}

// accuses reports whether report k may be what a denial answers.
func (l *linker) accuses(k int) bool {
	switch l.items[k].claim.Act {
	case graph.ActAccuse, graph.ActCriticize:
		return true
	case graph.ActSay, graph.ActWarn, graph.ActConfirm:
		return l.items[k].claim.Polarity == graph.Positive
	}
	return false
}

// against returns the earlier reports that aim at the source of report i, at its
// country or at its organization, in the order of the text; reports of the same
// source, and those around or within report i, are not among them.
func (l *linker) against(i int) []int {
	sides := l.sides(i)
	var out []int
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		if k == i || x.skip || x.pos >= l.items[i].pos || l.nested(i, k) || !l.accuses(k) || shares(x.claim.SourceIDs, l.items[i].claim.SourceIDs) {
			continue
		}
		if shares(x.claim.TargetIDs, sides) || len(x.claim.TargetIDs) == 0 && l.alleges(k, sides) {
			out = append(out, k)
		}
	}
	l.byPlace(out)
	return out[max(0, len(out)-most):]
}

// alleges reports whether report k, of which no target is known, claims something
// of one of the entities: "she claimed the club locked her in".
func (l *linker) alleges(k int, sides []string) bool {
	r := &l.d.Reports[k]
	if r.CueHead < 0 || !allegation[l.d.Tokens[r.CueHead].Lemma] {
		return false
	}
	return l.speaksOf(k, sides)
}

// allegation are cues that put something forward as not proven.
var allegation = words("claim allege accuse charge allegation accusation allegedly assert")

func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// denialByTopic links what was said against the denier and is about the same: one
// shared sort of deed is enough where the denial names charges ("all allegations
// of election fraud"), half of the topic where it denies a proposition.
func (l *linker) denialByTopic(i int, against []int) {
	it := &l.items[i]
	charges := l.namesCharges(i)
	for _, k := range against {
		x := &l.items[k]
		n := overlap(it.topic, x.topic)
		switch {
		case n == 0:
		case charges, 2*n >= len(it.topic), 2*n >= len(x.topic) && n >= 2:
			l.denied(i, k, 0.5+0.4*float64(n)/float64(len(it.topic)), "denial-topic")
		}
	}
	if len(l.d.Reports[i].Denied) > 0 {
		l.denySame(i)
		return
	}
	if len(it.topic) == 1 && l.quoted(i) { // "No officer has lied": who says that one did, nearest
		for k := min(len(l.items), i+lookBack) - 1; k >= max(0, i-lookBack); k-- {
			x := &l.items[k]
			if k != i && !x.skip && x.pos < it.pos && !l.nested(i, k) && l.charge(k) && !shares(x.claim.SourceIDs, it.claim.SourceIDs) && slices.Contains(x.topic, it.topic[0]) {
				l.denied(i, k, 0.5, "denial-words")
				l.denySame(i)
				return
			}
		}
	}
	// What was said of somebody else, or of nobody the article names, in nearly the
	// same words: "Moor said the bridge was unsafe. Lund denied the bridge was unsafe."
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		if k == i || x.skip || x.pos >= it.pos || l.nested(i, k) || !l.accuses(k) || shares(x.claim.SourceIDs, it.claim.SourceIDs) {
			continue
		}
		if n := overlap(it.topic, x.topic); n >= 2 && (2*n >= len(it.topic)+len(x.topic)-n || n == len(it.topic) && (l.charge(k) || l.sameDeed(i, k))) && !overlaps(it.attr.Content, x.attr.Content) {
			l.denied(i, k, 0.4+0.4*float64(n)/float64(len(it.topic)), "denial-words")
		}
	}
}

// denySame extends a denial to the earlier reports that make the claim it denies.
func (l *linker) denySame(i int) {
	for _, k := range slices.Clone(l.d.Reports[i].Denied) {
		for _, j := range l.clusters[l.items[k].cluster] {
			if j != k && j != i && !l.items[j].skip && l.items[j].pos < l.items[i].pos && len(l.clusters[l.items[k].cluster]) <= fullCluster {
				l.denied(i, j, 0.6, "denial-same")
			}
		}
	}
}

// namesCharges reports whether the content is charges of something ("allegations
// of fraud") and not a proposition.
func (l *linker) namesCharges(i int) bool {
	head := l.d.Reports[i].ContentHead
	if head < 0 {
		head = l.head(l.items[i].tokens)
	}
	if head >= 0 && chargeNouns[l.d.Tokens[head].Lemma] {
		return true
	}
	if l.d.Reports[i].Rule != "label" {
		return false
	}
	for _, t := range l.items[i].tokens { // dismissed those reports as lies: the label heads the content
		if strings.HasPrefix(l.d.Tokens[t].Tag, "NN") {
			return chargeNouns[l.d.Tokens[t].Lemma]
		}
	}
	return false
}

// deniedPart returns the tokens of the content that tell what is denied: of a charge
// that is given a label, the charge without the label ("dismissed the accusations of
// arson as fairy tales").
func (l *linker) deniedPart(r *extract.Report, tokens []int) []int {
	if r.Act != graph.ActDeny {
		return tokens
	}
	at := slices.IndexFunc(tokens, func(i int) bool {
		return chargeNouns[l.d.Tokens[i].Lemma] && strings.HasPrefix(l.d.Tokens[i].Tag, "NN")
	})
	if at < 0 {
		return tokens
	}
	for n, i := range tokens[at:] {
		if l.low(i) == "as" || r.Rule == "label" && n > 0 && !l.under(i, tokens[at]) {
			return tokens[:at+n]
		}
	}
	return tokens
}

// under reports whether token i hangs on token top, directly or not.
func (l *linker) under(i, top int) bool {
	for steps := 0; i >= 0 && steps < 50; steps++ {
		if i == top {
			return true
		}
		i = l.d.Tokens[i].Head
	}
	return false
}

var chargeNouns = words("accusation allegation charge claim suggestion report statement assertion insinuation rumour rumor")

// denialNearest links the accusation that stands nearest before a denial without
// words of its own; with "all" and "any" every one, in the plural those of the
// same accuser.
func (l *linker) denialNearest(i int, against []int) {
	sides := l.sides(i)
	against = slices.DeleteFunc(slices.Clone(against), func(k int) bool {
		act := l.items[k].claim.Act
		return act != graph.ActAccuse && act != graph.ActCriticize && !l.items[k].claim.Implicit && !l.alleges(k, sides)
	})
	if len(against) == 0 {
		return
	}
	every, plural := false, false
	for _, t := range l.items[i].tokens {
		switch l.low(t) {
		case "all", "any", "every":
			every = true
		}
		if l.d.Tokens[t].Tag == "NNS" && reporting[l.d.Tokens[t].Lemma] {
			plural = true
		}
	}
	nearest := against[len(against)-1]
	if l.items[i].sent-l.items[nearest].sent > nearBy {
		return
	}
	for _, k := range against {
		sameAccuser := l.oneVoice(l.items[k].claim.SourceIDs, l.items[nearest].claim.SourceIDs)
		switch {
		case k == nearest:
			l.denied(i, k, 0.7, "denial-nearest")
		case every, plural && sameAccuser:
			l.denied(i, k, 0.5, "denial-all")
		}
	}
	l.denySame(i)
}

// opines reports whether a denial denies no deed but what somebody makes of one: "I don't think
// this is a ridiculous idea".
func (l *linker) opines(i int) bool {
	ts := l.items[i].tokens
	if len(ts) < 5 || l.d.Tokens[ts[0]].Tag != "DT" && l.low(ts[0]) != "it" || l.d.Tokens[ts[1]].Lemma != "be" || l.low(ts[2]) != "a" && l.low(ts[2]) != "an" {
		return false
	}
	return l.d.Tokens[ts[3]].Tag == "JJ" && l.d.Tokens[ts[4]].Tag == "NN" && !chargeNouns[l.low(ts[4])]
}

// oneVoice reports whether two sources are one, or speak for one country.
func (l *linker) oneVoice(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool {
			return x == y || l.ents.byID[x].Country != "" && l.ents.byID[x].Country == l.ents.byID[y].Country
		})
	})
}

// confirmation links a CONFIRM or ADMIT to the earlier claim of another source
// whose topic it shares.
func (l *linker) confirmation(i int) {
	it := &l.items[i]
	for k := max(0, i-lookBack); k < min(len(l.items), i+lookBack); k++ {
		x := &l.items[k]
		if k == i || x.skip || x.pos >= it.pos || l.nested(i, k) || x.claim.Act == graph.ActDeny ||
			x.claim.Polarity != it.claim.Polarity || shares(x.claim.SourceIDs, it.claim.SourceIDs) ||
			len(it.claim.SourceIDs) == 0 || overlaps(it.attr.Content, x.attr.Content) {
			continue
		}
		n := overlap(it.topic, x.topic)
		if n == 1 && len(it.topic) == 1 && it.claim.Act == graph.ActConfirm && l.d.Reports[i].Rule == "object" && it.sent-x.sent <= 1 && it.sent > x.sent {
			l.link(graph.Confirms, it.claim.ID, x.claim.ID, 0.5, "confirm-topic") // confirmed the arrests
			continue
		}
		if n >= 2 && 3*n >= 2*min(len(it.topic), len(x.topic)) && 2*n >= max(len(it.topic), len(x.topic)) || n >= 1 && it.claim.Act == graph.ActAdmit && 2*n >= len(it.topic) && shares(x.claim.TargetIDs, l.sides(i)) {
			l.link(graph.Confirms, it.claim.ID, x.claim.ID, 0.4+0.4*float64(n)/float64(len(it.topic)), "confirm-topic")
		}
	}
}

// silent reports whether an act puts nothing forward that another could contradict.
func silent(a graph.SpeechAct) bool {
	return a == graph.ActDeny || a == graph.ActThink || a == graph.ActAsk
}

// contradict reports whether two claims of the article say the opposite of the
// same thing.
func (l *linker) contradict(i, j int) bool {
	a, b := &l.items[i], &l.items[j]
	if a.skip || b.skip || a.claim.Polarity == b.claim.Polarity || a.negated == b.negated || overlaps(a.attr.Content, b.attr.Content) || silent(a.claim.Act) || silent(b.claim.Act) ||
		l.nested(i, j) || actClass(a.claim.Act) != actClass(b.claim.Act) {
		return false
	}
	if !l.sameNumbers(i, j) || shares(a.claim.SourceIDs, b.claim.SourceIDs) && a.sent == b.sent { // one sentence weighs: "was safe for cars, not for lorries"
		return false
	}
	n := overlap(a.topic, b.topic)
	return n >= 3 && 4*n >= 3*max(len(a.topic), len(b.topic))
}
