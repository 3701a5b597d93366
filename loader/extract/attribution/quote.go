package attribution

import "hearsay/graph"

// quotations joins every quotation that is speech to a cue: behind it, before it, or
// the one of the quotation before.
func (r *run) quotations() {
	var last *found // whose quotation ended last
	lastEnd := 0    // its token
	for q := range r.Quotes {
		a, b := r.quoteTokens(q)
		if a >= b || r.quote[a] != q && a < len(r.quote) && r.quote[a] >= 0 || !r.isSpeech(q, a, b) || r.subhead(a) {
			continue
		}
		f := r.cueOf(a, b, last)
		if f == nil {
			f = r.named(a)
		}
		switch {
		case f != nil:
		case last != nil && r.goesOn(q, lastEnd, a):
			f = last
		default:
			if f = r.before(q, a, b); f != nil {
				f.tail = append(f.tail, q)
			}
			last = nil
			continue
		}
		f.quotes = append(f.quotes, q)
		last, lastEnd = f, b
	}
}

// subhead reports whether token i stands in a subhead: 'Nobody asked us' between two
// paragraphs goes on from no quotation.
func (r *run) subhead(i int) bool {
	b := r.Sentences[r.Tokens[i].Sent].Block
	return r.Article != nil && b < len(r.Article.Blocks) && r.Article.Blocks[b].Kind == graph.BlockSubhead
}

// before finds the report that a quotation without cue goes on from: The mayor said that
// the bridge would close. "It is not safe." It fills its sentence, and the report is the
// first of the sentence before.
func (r *run) before(q, a, b int) *found {
	first, _ := r.sent(a)
	_, last := r.sent(b - 1)
	if first != a || b < last || a == 0 || !r.Quotes[q].Closed {
		return nil
	}
	lo, hi := r.sent(a - 1)
	if r.Sentences[r.Tokens[lo].Sent].Block != r.Sentences[r.Tokens[a].Sent].Block {
		return nil
	}
	for i := lo; i < hi; i++ {
		if f := r.byCue[i]; f != nil && f.pos == 'v' && f.conf >= .8 && (f.has(fQuote) || len(f.tail) > 0) && r.quote[i] < 0 && f.act != graph.ActThink {
			return f
		}
	}
	return nil
}

// quoteTokens returns the tokens of quotation q, its marks included.
func (r *run) quoteTokens(q int) (int, int) {
	x := r.Quotes[q]
	a := r.tokenAt(x.Open)
	b := a
	for b < len(r.Tokens) && r.Tokens[b].Start < x.Close {
		b++
	}
	return a, b
}

// isSpeech tells an utterance from words in quotation marks that a sentence uses.
func (r *run) isSpeech(q, a, b int) bool {
	if r.Quotes[q].Continues {
		return true
	}
	first, last := r.sent(a)
	n, verb := 0, false
	for i := a; i < b; i++ {
		if !r.isMark(i) {
			n++
		}
		verb = verb || (r.isVerb(i) || r.tag(i) == "MD")
	}
	if n == 0 {
		return false
	}
	if !verb && a != first && r.low(a-1) != ":" && r.titled(a, b) {
		return false
	}
	c := r.low(b - 1)
	for k := b - 2; k > a && k > b-5; k-- { // “It was not, ‘We won,’” she said
		if c = r.low(k); c != "’" && c != "'" && c != "”" {
			break
		}
	}
	stop := c == "," || c == "." || c == "?" || c == "!" || c == "…" || c == "—" || c == "–" || c == "--" || c == "..."
	after := b < last && r.low(b) == "," || b < len(r.Tokens) && b >= last
	switch {
	case a == first:
		return stop || after || n >= 3 || verb
	case r.low(a-1) == "," || r.low(a-1) == ":":
		return n >= 2
	case r.byCue[a-1] != nil && r.byCue[a-1].pos == 'v' && r.byCue[a-1].has(fQuote):
		return n >= 3 && verb && upper(r.Form(a+1))
	case (c == "," && b < last || c == "?" || c == "!") && r.cueRight(a, b) != nil:
		return true
	case verb && n >= 4 && upper(r.Form(min(a+1, b-1))) && r.low(a-1) != "that":
		return true
	}
	return b-1 > last // runs over several sentences
}

// titled reports whether the words of a quotation are written like a title: "Good Morning Oslo".
func (r *run) titled(a, b int) bool {
	n := 0
	for i := a; i < b; i++ {
		switch {
		case r.isMark(i):
		case !upper(r.Form(i)) && r.tag(i) != "IN" && r.tag(i) != "DT" && r.tag(i) != "CC":
			return false
		default:
			n++
		}
	}
	return n > 1 && n < 7
}

func upper(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }

// cueOf finds the cue of the quotation [a, b).
func (r *run) cueOf(a, b int, last *found) *found {
	right := r.cueRight(a, b)
	left := r.cueLeft(a, last)
	switch {
	case left == nil:
		if right == nil {
			return r.cueAbove(a)
		}
		return right
	case right == nil:
		return left
	case r.introduces(left, a):
		return left
	}
	return right
}

// introduces reports whether cue f stands right before the quotation at a: said, "...
func (r *run) introduces(f *found, a int) bool {
	i := a - 1
	if r.isComma(i) {
		i--
	}
	return f.at == i || r.isComma(a-1)
}

// maxReach is how many tokens a cue may stand from its quotation.
const maxReach = 28

// cueRight finds "..., said the mayor" behind the quotation.
func (r *run) cueRight(a, b int) *found {
	if b >= len(r.Tokens) {
		return nil
	}
	_, last := r.sent(b - 1)
	if b >= last { // the sentence ends with the quotation; a stop inside it may have misled
		if s := r.Sentences[r.Tokens[b].Sent]; s.Block != r.Sentences[r.Tokens[b-1].Sent].Block || !r.startsCue(b) {
			return nil
		}
		_, last = r.sent(b)
	}
	if c := r.low(b - 2); c == "." && b-2 > a && !r.startsCue(b) {
		return nil
	}
	if r.tag(b) == "CC" && !r.startsCue(b) { // ..., and noted: a new clause
		return nil
	}
	var second *found
	for i := b; i < last && i < b+maxReach; i++ {
		if r.quote[i] >= 0 && r.longQuote(r.quote[i]) {
			break
		}
		f := r.byCue[i]
		if f != nil && f.conf < .8 && i > b+4 {
			continue
		}
		if f == nil || f.pos != 'v' || !f.has(fQuote) || (i > b || r.tag(i) == "VBG") && r.hasClause(i) {
			if r.low(i) == "and" && r.isComma(i-1) {
				break
			}
			continue
		}
		if r.tag(i) == "VBG" && i+2 < last && r.isComma(i+1) && r.quote[i+2] >= 0 { // ..., adding, "...
			continue
		}
		if r.rel(i) == "acl:relcl" || !r.finite(i) && r.tag(i) != "VBN" {
			if second == nil {
				second = f
			}
			continue
		}
		return f
	}
	return second
}

// startsCue reports whether the words at b look like a cue: a verb of speech, or a
// noun phrase before one.
func (r *run) startsCue(b int) bool {
	_, last := r.sent(b)
	for i := b; i < last && i < b+6; i++ {
		if f := r.byCue[i]; f != nil && f.pos == 'v' && f.has(fQuote) {
			return !r.hasClause(i) && (i > b || !upper(r.Form(i)))
		}
		if !r.chunkTag(i) && r.tag(i) != "RB" && !r.isComma(i) {
			return false
		}
	}
	return false
}

// hasClause reports whether the verb at i has a clause of its own on its right.
func (r *run) hasClause(i int) bool {
	if _, last := r.sent(i); i+1 < last && r.isMark(i+1) {
		return false
	}
	if w := r.low(i + 1); w == "that" && (r.tag(i) == "VBG" || r.quote[min(i+2, len(r.quote)-1)] < 0) || r.tag(i) == "VBG" && (w == "he" || w == "she" || w == "it" || w == "they") { // adding that, claiming he
		return true
	}
	for _, k := range r.children(i) {
		if k > i && r.rel(k) == "ccomp" && r.quote[k] < 0 && !r.adverbial(r.lo[k]) { // "..., he said as he left"
			for _, m := range r.children(k) {
				if r.rel(m) == "mark" && r.low(m) == "that" || r.rel(m) == "nsubj" && m > i && r.quote[m] < 0 && m < k {
					return true
				}
			}
		}
	}
	return false
}

// cueLeft finds the cue before the quotation: said: "...". An interrupted quotation
// gives the cue that its first half has already.
func (r *run) cueLeft(a int, last *found) *found {
	first, _ := r.sent(a)
	for i := a - 1; i >= first && i > a-maxReach; i-- {
		if r.quote[i] >= 0 && r.longQuote(r.quote[i]) {
			break
		}
		f := r.byCue[i]
		if f == nil || f.pos == 'r' || f.pos == 'a' || f.pos == 'l' {
			continue
		}
		if f.pos == 'v' && f.has(fSmall) && !f.has(fQuote) && r.low(a-1) != ":" { // attacked Berg, calling her "a clown."
			return nil
		}
		if f.pos == 'v' && !f.has(fQuote) || f.pos == 'n' && !r.isComma(a-1) {
			continue
		}
		if f.pos == 'v' && r.hasClause(i) {
			continue
		}
		if !r.isComma(a-1) && f.words[len(f.words)-1].hi < a-1 && r.low(a-1) != "that" || f.conf < .8 && i < a-4 {
			continue
		}
		if f.pos == 'p' && !r.isComma(a-1) {
			continue
		}
		return f
	}
	return nil
}

// cueAbove finds the cue in a sentence before that ends with a colon.
func (r *run) cueAbove(a int) *found {
	first, _ := r.sent(a)
	if first != a || a == 0 || r.low(a-1) != ":" {
		return nil
	}
	lo, _ := r.sent(a - 1)
	for i := a - 1; i >= lo; i-- {
		if f := r.byCue[i]; f != nil && (f.pos == 'v' && f.has(fQuote) || f.pos == 'n') {
			return f
		}
	}
	return nil
}

// goesOn reports whether the quotation q that opens at token a continues the speech
// that ended at token end: in the same paragraph, or at the head of a paragraph right
// after one that ended in speech.
func (r *run) goesOn(q, end, a int) bool {
	if end == 0 || a < end {
		return false
	}
	s, e := r.Tokens[a].Sent, r.Tokens[end-1].Sent
	if r.Quotes[q].Continues {
		return true
	}
	first, _ := r.sent(a)
	if r.Sentences[s].Block == r.Sentences[e].Block {
		return first == a && s-e <= 1
	}
	return first == a && s-e <= 1 && (s == 0 || r.Sentences[s-1].Block != r.Sentences[s].Block)
}

// fillQuoted completes a cue that has quotations.
func (r *run) fillQuoted(f *found) {
	f.rule, f.conf = "quotation", .95
	if f.has(fAddr) || f.lemma == "say" {
		r.addressee(f)
	}
	for n, q := range f.quotes {
		a, b := r.quoteTokens(q)
		p := piece{a, b}
		if n == 0 {
			p.lo = r.leadIn(f, a, b)
		}
		p.hi = r.leadOut(f, b)
		f.add(p, -1)
	}
	r.around(f)
	if f.head < 0 && len(f.content) > 0 {
		f.head = r.top(f.content[0])
	}
}

// around adds what a sentence says outside the one quotation in it: Despite his "calm,"
// she wrote, he fled; The owners, he said, "all knew" of the leak; told her that if she
// came, "we will talk."
func (r *run) around(f *found) {
	if len(f.quotes) != 1 || f.pos != 'v' || f.src.head < 0 || r.quote[f.at] >= 0 {
		return
	}
	a, b := r.quoteTokens(f.quotes[0])
	first, last := r.sent(f.at)
	if a < first || b > last {
		return
	}
	if f.at > b {
		if rest := r.trim(r.rightRest(f)); f.content[0].lo < a && !rest.empty() && r.low(f.src.piece.lo-1) != "as" && r.aftermath(max(f.at+1, f.src.piece.hi), last) >= 0 && r.hasTense(rest) && r.tag(rest.lo) != "CC" && r.tag(rest.lo) != "VBG" && !r.adverbial(rest.lo) {
			f.add(rest, -1)
		}
		return
	}
	c := &f.content[0]
	for i := f.words[len(f.words)-1].hi; i < a; i++ {
		if r.low(i) == "that" && r.tag(i) != "DT" && r.quote[i] < 0 {
			c.lo = i + 1
			break
		}
	}
	if !r.stops(b-1) && b < last && r.tag(b) == "IN" && !r.adverbial(b) {
		c.hi = r.segment(f, b+1, last)
	}
	for i := first; i < f.at; i++ {
		if r.isVerb(i) || r.adverbial(i) { // "When asked, he said"
			return
		}
	}
	if s := r.beforeCue(f); s.head >= 0 && s.piece.lo > first && a-f.at < 4 && !r.hasTense(piece{first, s.piece.lo}) && r.isComma(a-1) {
		f.src = s
		f.content = append(f.content, piece{first, s.piece.lo})
	}
}

// leadIn widens a quotation that ends a sentence begun outside it: The talks must not
// become "a show for cameras," she said.
func (r *run) leadIn(f *found, a, b int) int {
	first, _ := r.sent(a)
	lo := a
	if f.at < b {
		return a
	}
	for i := a - 1; i >= first; i-- {
		if r.quote[i] >= 0 && r.longQuote(r.quote[i]) {
			break
		}
		if g := r.byCue[i]; g != nil && g.pos == 'v' && g.has(fQuote) && len(g.quotes) > 0 {
			return a
		}
		lo = i
	}
	return lo
}

// leadOut widens a quotation by the words that follow it up to the cue: "We want
// peace" through talks, she said.
func (r *run) leadOut(f *found, b int) int {
	if f.at < b {
		return b
	}
	edge := f.at
	if f.src.head >= 0 && f.src.piece.lo < edge {
		edge = f.src.piece.lo
	}
	_, last := r.sent(b - 1)
	if edge-b > 12 || edge > last || edge <= b {
		return b
	}
	for i := edge - 1; i > b; i-- {
		if r.isComma(i) {
			for j := b; j < i; j++ {
				if r.quote[j] >= 0 {
					return b
				}
			}
			return i
		}
	}
	return b
}

// top returns the token of the piece that hangs highest.
func (r *run) top(p piece) int {
	for i := p.lo; i < p.hi; i++ {
		if h := r.head(i); (h < p.lo || h >= p.hi) && !r.isMark(i) {
			return i
		}
	}
	return -1
}
