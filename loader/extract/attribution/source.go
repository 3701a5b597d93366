package attribution

// source is whom a cue credits: a head token and the words of the phrase.
type source struct {
	head  int // -1 if nobody is named
	piece piece
	ante  int // what a relative pronoun stands for, else -1
}

var nobody = source{head: -1, ante: -1}

// maxClimb bounds how far the source of a verb without subject is looked for.
const maxClimb = 4

// verbSource finds the source of verb v; after tells whether it may stand behind a verb
// that a comma precedes: said can, accused can not.
func (t *tree) verbSource(v int, after bool) source {
	if t.inverted(v) && (after || v > 0 && t.quote[v-1] >= 0) { // "We lost," said the mayor of Aldon.
		if h := t.chunkRight(v + 1); h >= 0 {
			return t.after(v, h)
		}
	}
	if t.tag(v) == "VBG" {
		if s := t.participle(v, 0); s.head >= 0 {
			return t.outOfBracket(s)
		}
	}
	s := t.outOfBracket(t.beside(v, t.subject(v, 0)))
	if first := t.lo0(v); s.head < 0 && t.tag(v) == "VBG" && v-2 >= first && t.low(v-1) == "," && t.chunkNoun(v-2) && !t.isTime(v-2) {
		if n := t.nounPhraseBefore(v - 1); n.piece.lo == first {
			return n // "The mayor, accusing the firm of theft, left."
		}
	}
	if s.head < 0 && t.tag(v) == "VBG" && v > 0 && (t.isComma(v-1) || t.quote[v-1] >= 0) {
		return t.mainSubject(v)
	}
	return s
}

// passive reports whether verb v is passive.
func (t *tree) passive(v int) bool {
	if b := t.child(v, "aux:pass", "nsubj:pass"); b >= 0 && (t.tag(v) != "VBD" || t.child(v, "aux:pass") >= 0) {
		for _, k := range t.children(v) { // "have for years accused": the tree errs, there is no be
			if k < v && t.rel(k) == "aux" && t.lemma(k) == "have" && t.child(v, "aux:pass") < 0 {
				return false
			}
		}
		return true
	}
	if t.accusedOf(v) {
		return true
	}
	if t.tag(v) != "VBN" || t.child(v, "aux") >= 0 || t.child(v, "obj") >= 0 {
		return false
	}
	return t.rel(v) == "acl" && t.child(v, "compound:prt") < 0 && t.low(v+1) != "on" && !t.onlyVerb(v) // "a group accused of theft"
}

// agent returns the head of the by-phrase of verb v, or -1.
func (t *tree) agent(v int) int {
	for _, k := range t.children(v) {
		if k > v && t.prep(k) == "by" && t.isNominal(k) {
			return k
		}
	}
	return t.behindBy(v)
}

// subject climbs from v to whoever does what v says.
func (t *tree) subject(v, depth int) source {
	if !t.passive(v) {
		if s := t.nominalChild(v, "nsubj"); s >= 0 {
			return t.subjectPhrase(v, s)
		}
		if s := t.nominalChild(v, "nsubj:pass"); s >= 0 {
			return t.subjectPhrase(v, s)
		}
	}
	if s := t.across(v); s.head >= 0 {
		return s
	}
	if s := t.reduced(v); s.head >= 0 {
		return s
	}
	if s := t.opener(v); s.head >= 0 {
		return s
	}
	h := t.head(v)
	if depth >= maxClimb || h < 0 {
		return t.chunkSource(v)
	}
	switch t.rel(v) {
	case "conj":
		// "He attended, and accused them": the subject of the verb before; what
		// was done to the subject of a passive it does itself in the next verb.
		if t.isVerb(h) || t.finite(h) {
			if t.passive(h) {
				if s := t.child(h, "nsubj:pass", "nsubj"); s >= 0 {
					return t.subjectPhrase(h, s)
				}
			}
			return t.subject(h, depth+1)
		}
	case "xcomp", "advcl", "ccomp", "parataxis":
		if t.rel(v) == "advcl" && t.tag(v) == "VBN" && h == v-1 && t.head(h) < 0 && t.child(v, "obj") > v && !t.isVerb(h) { // "The chief executive blamed"
			s := t.phrase(h)
			s.piece.hi = min(s.piece.hi, v)
			return s
		}
		if t.lemma(h) == "quote" && t.tag(v) == "VBG" { // quoted Reed as saying
			if o := t.child(h, "obj"); o >= 0 && o < v {
				s := t.phrase(o)
				s.piece.hi = min(s.piece.hi, t.lo[v])
				return s
			}
		}
		if t.rel(v) == "xcomp" && t.passive(h) || t.rel(v) == "advcl" && t.passive(h) {
			if s := t.child(h, "nsubj:pass", "nsubj"); s >= 0 {
				return t.subjectPhrase(h, s)
			}
		}
		if p := t.prep(v); t.tag(v) == "VBG" && (p == "of" || p == "for") { // "accused them of trying"
			if o := t.child(h, "obj"); o >= 0 && o < v {
				return t.phrase(o)
			}
		}
		if t.rel(v) == "xcomp" { // "asked him to say": the object speaks
			if o := t.child(h, "obj", "iobj"); o >= 0 && o < v && t.tag(v) == "VB" {
				return t.phrase(o)
			}
		}
		if o := t.told(h, v); o >= 0 { // "called on the club to apologize": the club does
			return t.phrase(o)
		}
		if t.rel(v) == "ccomp" && t.finite(v) && t.tag(v) != "VBG" {
			break
		}
		return t.subject(h, depth+1)
	case "acl", "acl:relcl":
		if t.tag(v) == "VBN" {
			if g := t.head(h); t.isTime(h) && g >= 0 && t.lemma(g) == "have" { // "has for months blamed"
				return t.subject(g, depth+1)
			}
			if t.onlyVerb(v) || h == v-1 && t.rel(v) == "acl" && t.child(v, "obj") > v { // "The chief executive blamed the losses on the weather"
				s := t.phrase(h)
				s.piece.hi = min(s.piece.hi, v)
				return s
			}
			return nobody
		}
		if t.isNominal(h) {
			return t.phrase(h)
		}
	}
	return t.chunkSource(v)
}

// told returns whom verb h tells to do v: "called on the club to apologize", -1 for none.
func (t *tree) told(h, v int) int {
	if m := t.child(v, "mark"); m < 0 || t.low(m) != "to" || t.tag(v) != "VB" {
		return -1
	}
	switch t.lemma(h) {
	case "call", "appeal", "plead":
	default:
		return -1
	}
	for _, k := range t.children(h) {
		if p := t.prep(k); k > h && k < v && (p == "on" || p == "upon" || p == "to" || p == "with" || p == "for") && t.isNominal(k) {
			return k
		}
	}
	return -1
}

// nominalChild returns the last child of v on its left with the relation that is a
// nominal, or the first child with it.
func (t *tree) nominalChild(v int, rel string) int {
	best := -1
	for _, k := range t.children(v) {
		if t.rel(k) == rel && k < v && !t.isTime(k) && t.child(k, "case") < 0 && (best < 0 || t.isNominal(k)) {
			best = k
		}
	}
	return best
}

// across finds the subject before a relative clause between commas that the parser
// took for the main clause: "The mayor, whose party has lost, has attacked ...".
func (t *tree) across(v int) source {
	first, _ := t.sent(v)
	i := v - 1
	for i > first && (t.tag(i) == "RB" || t.rel(i) == "aux" || t.rel(i) == "aux:pass") {
		i--
	}
	if i <= first || t.low(i) != "," || !t.finite(v) && t.tag(v) != "VBN" && !(t.tag(v) == "VB" && t.rel(v) == "conj") {
		return nobody
	}
	for j := i - 1; j > first; j-- {
		if t.low(j) != "," || t.tag(j + 1)[0] != 'W' || !t.chunkNoun(j-1) {
			continue
		}
		return t.nounPhraseBefore(j)
	}
	// "Berg, for his part, said ..."
	j := first
	for j < i && (t.chunkTag(j) || t.tag(j) == "UH" || t.tag(j) == "FW") {
		j++
	}
	if j > first && j < i && t.low(j) == "," && (t.chunkNoun(j-1) || j == first+1 && upper(t.Form(first))) && i-j < 16 && !t.isTime(j-1) {
		for k := j; k < i && i-j > 2 && t.tag(j+1) != "IN"; k++ { // not "Berg, left, said"
			if t.isVerb(k) && t.finite(k) {
				return nobody
			}
		}
		return source{head: j - 1, piece: piece{first, i}, ante: -1}
	}
	return nobody
}

// nounPhraseBefore is the noun phrase that ends before token j, by order: a chunk and
// what "of" or "for" hang it on: "a spokesman for the ministry".
func (t *tree) nounPhraseBefore(j int) source {
	first, _ := t.sent(j)
	h, a := j-1, j-1
	for {
		for a > first && t.chunkTag(a-1) {
			a--
		}
		if a-2 < first || !t.chunkNoun(a-2) {
			break
		}
		switch t.low(a - 1) {
		case "to": // "a person close to Berg, who asked not to be named, said"
			if t.low(a-2) == "close" && a-3 >= first && t.chunkNoun(a-3) {
				h, a = a-3, a-3
				continue
			}
		case "of", "for", "from", "at", "in", "with":
			h, a = a-2, a-2
			continue
		}
		break
	}
	return source{head: h, piece: t.trim(piece{a, j}), ante: -1}
}

// subjectPhrase is the phrase of subject s of verb v. A relative pronoun stands for
// itself, with the noun it takes up noted.
func (t *tree) subjectPhrase(v, s int) source {
	switch t.tag(s) {
	case "WP", "WDT":
		src := source{head: s, piece: piece{s, s + 1}, ante: -1}
		for r, n := v, 0; n < maxClimb && t.head(r) >= 0; r, n = t.head(r), n+1 {
			if t.rel(r) == "acl:relcl" || t.rel(r) == "acl" {
				src.ante = t.head(r)
				return src
			}
		}
		for i := s - 1; i >= t.lo0(s) && s-i < 4; i-- {
			if t.isNominal(i) {
				src.ante = i
				break
			}
		}
		return src
	}
	p := t.phrase(s)
	if s < v {
		if p.piece.hi > v { // a broken tree
			p.piece.hi = v
		}
		p.piece.hi = t.postmodifier(p.piece.hi, v)
		p.piece.lo = t.premodifier(p.piece.lo, s)
		p = t.dateline(p)
	}
	return p
}

// premodifier takes to a name the titles before it that the parser hung elsewhere:
// "Norwegian Prime Minister Ann Berg".
func (t *tree) premodifier(lo, s int) int {
	if t.tag(s) == "PRP" || t.tag(lo)[0] != 'N' {
		return lo
	}
	first, _ := t.sent(s)
	a := lo
	for a > first && t.quote[a-1] == t.quote[s] && !t.isTime(a-1) &&
		(t.tag(a-1) == "NNP" || t.tag(a-1) == "NN" && t.tag(a)[0] == 'N' || t.tag(a-1) == "JJ" || t.tag(a-1) == "NNPS") && t.head(a-1) >= a {
		a--
	}
	if a > first && (a < lo && t.tag(a-1) == "DT" || t.tag(a-1) == "PRP$") {
		a--
	}
	return a
}

// postmodifier takes to a subject the phrase between it and its verb that the parser
// hung elsewhere: "a spokeswoman for the club says".
func (t *tree) postmodifier(hi, v int) int {
	if hi >= v {
		return hi
	}
	switch t.low(hi) {
	case "for", "of", "from", "with", "at", "in", "on":
	default:
		return hi
	}
	end := hi
	for i := hi + 1; i < v; i++ {
		switch {
		case t.isTime(i):
			return end
		case t.chunkNoun(i):
			end = i + 1
		case t.chunkTag(i) || t.low(i) == "of" || t.low(i) == "and":
		case t.tag(i) == "RB" || t.rel(i) == "aux" || t.tag(i) == "MD":
			return end
		default:
			return hi
		}
	}
	return end
}

// dateline cuts "ROME (Reuter) — " off a subject.
func (t *tree) dateline(s source) source {
	for i := s.piece.hi - 1; i >= s.piece.lo; i-- {
		switch t.low(i) {
		case "—", "–", "--":
			if i+1 < s.piece.hi && i < s.piece.lo+14 && t.Tokens[s.piece.lo].Sent >= 0 && s.piece.lo == t.lo0(s.piece.lo) {
				s.piece.lo = i + 1
				if s.head < s.piece.lo {
					if h := t.chunkRight(i + 1); h >= 0 && h < s.piece.hi {
						s.head = h
					}
				}
			}
			return s
		}
	}
	return s
}

func (t *tree) lo0(i int) int { a, _ := t.sent(i); return a }

// phrase is the noun phrase of head h: its modifiers and appositions, without a
// clause that says something of its own.
func (t *tree) phrase(h int) source {
	p := piece{t.lo[h], t.hi[h]}
	for _, k := range t.children(h) {
		switch t.rel(k) {
		case "case", "mark", "cc", "advmod", "punct", "discourse":
			if k < h && t.lo[k] == p.lo && t.low(k) != "no" {
				p.lo = t.hi[k]
			}
		case "parataxis", "advcl", "ccomp", "orphan", "dep", "cop":
			if k > h {
				p.hi = min(p.hi, t.lo[k])
			} else if k < h {
				p.lo = max(p.lo, t.hi[k])
			}
		case "nsubj", "nsubj:pass", "aux", "aux:pass":
			if k < h {
				p.lo = max(p.lo, t.hi[k])
			}
		case "compound", "nmod:poss":
			if k < h && t.isTime(k) && t.rel(k) == "compound" { // "over the past years Norway has"
				p.lo = max(p.lo, t.hi[k])
			}
		case "nmod", "obl", "obl:unmarked", "nmod:unmarked":
			if k > h && t.isTime(k) && t.hi[k] == p.hi { // "Berg on Tuesday"
				p.hi = t.lo[k]
			}
		case "conj":
			if t.isVerb(k) && t.finite(k) && k > h {
				p.hi = min(p.hi, t.lo[k])
			}
		}
	}
	p = t.leaveQuote(p, h)
	p = t.trim(p)
	if p.empty() || h < p.lo || h >= p.hi {
		p = piece{h, h + 1}
	}
	for p.hi-1 > h && (t.tag(p.hi-1) == "CC" || t.low(p.hi-1) == "who" || t.isMark(p.hi-1) && !t.keepClose(p)) {
		p.hi--
	}
	return source{head: h, piece: p, ante: -1}
}

// leaveQuote cuts p where a quotation that does not hold h begins or ends.
func (t *tree) leaveQuote(p piece, h int) piece {
	q := t.quote[h]
	for i := h; i < p.hi; i++ {
		if t.quote[i] != q && t.quote[i] >= 0 && t.longQuote(t.quote[i]) || q >= 0 && t.quote[i] != q {
			p.hi = i
		}
	}
	for i := h; i >= p.lo; i-- {
		if t.quote[i] != q && t.quote[i] >= 0 && t.longQuote(t.quote[i]) || q >= 0 && t.quote[i] != q {
			p.lo = i + 1
		}
	}
	return p
}

// longQuote tells a quotation from a word in quotation marks.
func (t *tree) longQuote(q int) bool {
	x := t.Quotes[q]
	return t.tokenAt(x.Close)-t.tokenAt(x.Open) > 6
}

// chunk tags.
func (t *tree) chunkTag(i int) bool {
	switch t.tag(i) {
	case "NN", "NNS", "NNP", "NNPS", "PRP", "DT", "JJ", "CD", "PRP$", "POS", "JJR", "JJS", "HYPH", "WP", "EX", "VBN", "$", "NFP":
		return !t.isComma(i)
	}
	return false
}

func (t *tree) chunkNoun(i int) bool {
	switch t.tag(i) {
	case "NN", "NNS", "NNP", "NNPS", "PRP", "WP":
		return true
	}
	return false
}

// chunkRight returns the head of the noun chunk that starts at i, or -1.
func (t *tree) chunkRight(i int) int {
	if i >= len(t.Tokens) {
		return -1
	}
	_, last := t.sent(i - 1)
	h := -1
	for ; i < last && (t.chunkTag(i) || t.titleDot(i)); i++ {
		if t.tag(i) == "POS" {
			h = -1
		}
		if t.chunkNoun(i) {
			h = i
		}
	}
	// a name or title goes up to its head in the tree: "said mayor Ann Lee"
	for h >= 0 && t.head(h) >= 0 && t.head(h) < h && t.chunkNoun(t.head(h)) &&
		(t.rel(h) == "flat" || t.rel(h) == "appos" || t.rel(h) == "compound") && t.chunkTag(t.head(h)) {
		h = t.head(h)
	}
	return h
}

// inverted reports whether the source stands behind v: the end of a quotation or a
// comma before, a noun chunk after that closes the sentence or precedes a comma.
func (t *tree) inverted(v int) bool {
	first, last := t.sent(v)
	if v+1 >= last || !t.isVerb(v) || t.child(v, "aux", "aux:pass") >= 0 {
		return false
	}
	if v == first {
		if v == 0 || t.quote[v-1] < 0 {
			return false
		}
	} else if t.quote[v-1] < 0 && !t.isComma(v-1) && t.low(v-1) != "'" {
		return false
	}
	if v > first && t.quote[v-1] >= 0 && t.quote[v-1] == t.quote[v] {
		return false
	}
	if s := t.child(v, "nsubj"); s >= 0 && s < v && t.quote[s] < 0 {
		return false
	}
	if !t.chunkTag(v+1) || t.quote[v+1] >= 0 || t.isTime(v+1) {
		return false
	}
	switch t.lemma(v) {
	case "tell", "inform", "remind", "assure", "ask", "warn", "urge": // told reporters: the addressee
		return false
	}
	if t.quote[v-1] < 0 && !t.clauseBefore(v, first) {
		return false
	}
	if t.quote[v-1] < 0 { // Berg, for his part, said he was ...
		i := v + 1
		for i < last && t.chunkTag(i) {
			i++
		}
		if i < last && (t.tag(i) == "VBD" || t.tag(i) == "VBZ" || t.tag(i) == "VBP" || t.tag(i) == "MD") {
			return false
		}
	}
	return t.tag(v) == "VBD" || t.tag(v) == "VBZ" || t.tag(v) == "VBP" || t.tag(v) == "VBN"
}

// clauseBefore reports whether a clause or a quotation stands before the comma before v,
// not only a subject with an aside: "The mayor, wearing a helmet, said".
func (t *tree) clauseBefore(v, first int) bool {
	for i := v - 1; i >= first; i-- {
		if t.quote[i] >= 0 && t.longQuote(t.quote[i]) {
			return v-i < 3
		}
		if g := t.tag(i); g == "VBD" || g == "VBZ" || g == "VBP" || g == "MD" {
			return true
		}
	}
	return false
}

// chunkSource finds the subject of v by order alone: the nearest noun chunk to the
// left that stands behind no preposition.
func (t *tree) chunkSource(v int) source {
	if !t.finite(v) && t.tag(v) != "VBN" {
		return nobody
	}
	first, _ := t.sent(v)
	cut := false
	for i := v - 1; i >= first; i-- {
		if t.quote[i] != t.quote[v] && t.quote[i] >= 0 && t.longQuote(t.quote[i]) {
			return nobody
		}
		if t.rel(i) == "aux" || t.rel(i) == "aux:pass" {
			continue
		}
		if t.isVerb(i) && t.finite(i) {
			if t.tag(i) != "VBD" || t.divided(i, v) {
				return nobody
			}
			cut = true // "a man believed dead was": a participle taken for the verb
			continue
		}
		if t.isTime(i) || t.tag(i) == "VBN" {
			cut = true // "a letter published Friday says"
			continue
		}
		if !t.chunkNoun(i) {
			continue
		}
		a := i
		for a > first && t.chunkTag(a-1) && t.tag(a-1) != "VBN" && !(t.isTime(a-1) && !t.isTime(i)) {
			a--
		}
		if a > first && (t.tag(a-1) == "IN" || t.tag(a-1) == "TO") && t.low(a-1) != "that" {
			i = a - 1
			continue
		}
		if t.tag(i) == "WP" {
			return t.subjectPhrase(v, i)
		}
		hi := i + 1
		if cut {
			for hi = v; hi > i+1 && (t.rel(hi-1) == "aux" || t.rel(hi-1) == "aux:pass" || t.tag(hi-1) == "RB"); {
				hi--
			}
		}
		return source{head: i, piece: t.trim(piece{a, hi}), ante: -1}
	}
	return nobody
}

// divided reports whether a comma, a conjunction or a relative word stands between the verbs i and v.
func (t *tree) divided(i, v int) bool {
	for j := i + 1; j < v; j++ {
		if t.isMark(j) || t.tag(j) == "CC" || t.tag(j)[0] == 'W' || t.low(j) == "that" {
			return true
		}
	}
	return false
}
