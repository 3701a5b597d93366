package attribution

import (
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/lexicon"
)

// tree is a document with what the rules ask of its trees all the time.
type tree struct {
	*extract.Document
	first  []int // children of token i are kids[first[i]:first[i+1]]
	kids   []int
	lo, hi []int // the tokens [lo, hi) below i; trees are projective
	quote  []int // index of the quotation that token i stands in, its marks included, or -1
	name   []int // index of the name of token i, or -1
	lex    *lexicon.Lexicon
}

func newTree(d *extract.Document, lex *lexicon.Lexicon) *tree {
	n := len(d.Tokens)
	t := &tree{Document: d, lex: lex, first: make([]int, n+1), kids: make([]int, n),
		lo: make([]int, n), hi: make([]int, n), quote: make([]int, n), name: make([]int, n)}
	for i := range d.Tokens {
		if h := d.Tokens[i].Head; h >= 0 {
			t.first[h+1]++
		}
		t.lo[i], t.hi[i], t.quote[i], t.name[i] = i, i+1, -1, -1
	}
	for i := range n {
		t.first[i+1] += t.first[i]
	}
	at := make([]int, n)
	copy(at, t.first)
	for i := range d.Tokens {
		h := d.Tokens[i].Head
		if h >= 0 {
			t.kids[at[h]] = i
			at[h]++
		}
		for h >= 0 { // sentences are short, so this is linear in the text
			t.lo[h], t.hi[h] = min(t.lo[h], i), max(t.hi[h], i+1)
			h = d.Tokens[h].Head
		}
	}
	for q, x := range d.Quotes {
		for i := t.tokenAt(x.Open); i < n && d.Tokens[i].Start < x.Close; i++ {
			if t.quote[i] < 0 { // the outermost
				t.quote[i] = q
			}
		}
	}
	for k, x := range d.Names {
		for i := x.First; i < x.Last; i++ {
			t.name[i] = k
		}
	}
	return t
}

// tokenAt returns the first token that ends behind byte pos.
func (t *tree) tokenAt(pos int) int {
	lo, hi := 0, len(t.Tokens)
	for lo < hi {
		if m := (lo + hi) / 2; t.Tokens[m].End <= pos {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

func (t *tree) children(i int) []int { return t.kids[t.first[i]:t.first[i+1]] }

// child returns the first child of i with one of the relations, or -1.
func (t *tree) child(i int, rels ...string) int {
	for _, k := range t.children(i) {
		for _, r := range rels {
			if t.Tokens[k].Rel == r {
				return k
			}
		}
	}
	return -1
}

func (t *tree) tag(i int) string   { return t.Tokens[i].Tag }
func (t *tree) rel(i int) string   { return t.Tokens[i].Rel }
func (t *tree) head(i int) int     { return t.Tokens[i].Head }
func (t *tree) lemma(i int) string { return t.Tokens[i].Lemma }

// low returns the lower-cased form of token i, "" outside the text.
func (t *tree) low(i int) string {
	if i < 0 || i >= len(t.Tokens) {
		return ""
	}
	return lexicon.Lower(t.Low(i))
}

// sent returns the tokens [first, last) of the sentence of i.
func (t *tree) sent(i int) (int, int) {
	s := t.Sentences[t.Tokens[i].Sent]
	return s.First, s.Last
}

func (t *tree) isVerb(i int) bool { return t.tag(i)[0] == 'V' }
func (t *tree) isNoun(i int) bool { return strings.HasPrefix(t.tag(i), "NN") }
func (t *tree) isNominal(i int) bool {
	g := t.tag(i)
	return strings.HasPrefix(g, "NN") || g == "PRP" || g == "WP" || g == "WDT" || g == "CD" || g == "DT" || g == "PRP$" || g == "EX"
}

// isMark reports whether token i is punctuation.
func (t *tree) isMark(i int) bool {
	c := t.Form(i)[0]
	return t.tag(i) != "$" && c != '%' && !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '\'' && len(t.Form(i)) > 1 && t.Form(i) != "''" || c >= 0x80 && !quoteOrDash(t.Form(i)) || c == '@' || c == '#')
}

func quoteOrDash(s string) bool {
	switch s {
	case "“", "”", "‘", "’", "«", "»", "–", "—", "…", "„", "‚", "―":
		return true
	}
	return false
}

// isComma reports whether token i is a comma or dash that parts clauses.
func (t *tree) isComma(i int) bool {
	switch t.low(i) {
	case ",", ";", "–", "—", "--", ":":
		return true
	}
	return false
}

// finite reports whether verb i has a subject or is a finite form.
func (t *tree) finite(i int) bool {
	switch t.tag(i) {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	for _, k := range t.children(i) {
		switch t.rel(k) {
		case "nsubj", "nsubj:pass", "expl", "csubj":
			return true
		case "aux", "aux:pass", "cop":
			if g := t.tag(k); g == "VBD" || g == "VBZ" || g == "VBP" || g == "MD" {
				return true
			}
		}
	}
	return false
}

// negated reports whether i has a negation of its own ("did not say", "never said",
// "no official said").
func (t *tree) negated(i int) bool {
	for _, k := range t.children(i) {
		if k > i && !t.isVerb(i) || t.quote[k] != t.quote[i] || k < i && t.commaBetween(k, i) {
			continue // "Absolutely not," he said
		}
		switch t.low(k) {
		case "not", "n't", "never", "no", "neither", "nor", "nobody", "none":
			if r := t.rel(k); r == "advmod" || r == "det" || r == "nsubj" || r == "cc" {
				return true
			}
		}
	}
	s := -1
	for _, k := range t.children(i) {
		if (t.rel(k) == "nsubj" || t.rel(k) == "nsubj:pass") && t.quote[k] == t.quote[i] && k < i {
			s = k
		}
	}
	if s >= 0 {
		switch t.low(t.lo[s]) {
		case "no", "nobody", "none", "neither":
			return true
		}
	}
	return false
}

// commaBetween reports whether a comma or dash stands between the tokens a and b.
func (t *tree) commaBetween(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if t.isComma(i) {
			return true
		}
	}
	return false
}

// prep returns the preposition of the phrase headed by i in lower case, or "".
func (t *tree) prep(i int) string {
	for _, k := range t.children(i) {
		if (t.rel(k) == "case" || t.rel(k) == "mark") && k < i {
			return t.low(k)
		}
	}
	return ""
}

// isActor reports whether i heads a phrase for somebody who can speak.
func (t *tree) isActor(i int) bool {
	switch t.tag(i) {
	case "PRP":
		return t.low(i) != "it"
	case "WP":
		return t.low(i) != "what"
	case "NNP", "NNPS":
		return true
	}
	if t.name[i] >= 0 {
		return true
	}
	return t.isNoun(i) && (t.nounTopic(i, "noun.person", "noun.group") || houses[strings.ToLower(t.lemma(i))])
}

// houses are nouns for buildings and things that more often stand for those who run them.
var houses = map[string]bool{"bank": true, "hospital": true, "church": true, "newspaper": true, "magazine": true, "network": true,
	"broadcaster": true, "airline": true, "charity": true, "retailer": true, "carmaker": true, "watchdog": true, "regulator": true,
	"embassy": true, "university": true, "school": true, "prosecutor": true, "prosecution": true, "defence": true, "defense": true,
	"group": true, "mp": true, "mps": true, "mep": true, "meps": true, "congressman": true, "congresswoman": true}

func (t *tree) nounTopic(i int, topics ...string) bool {
	if t.lex == nil {
		return false
	}
	e, ok := t.lex.Get(t.lemma(i))
	if !ok || e.Noun == 0 {
		return false
	}
	for _, x := range topics {
		if e.Noun == t.lex.Topic(x) {
			return true
		}
	}
	return false
}

// isTime reports whether i is a day, month or other word of time.
func (t *tree) isTime(i int) bool {
	switch strings.TrimSuffix(t.low(i), "s") {
	case "decade", "hour", "minute", "today", "yesterday", "tomorrow", "tonight", "now", "monday", "tue", "tuesday", "wedne", "wednesday", "thur", "thursday", "friday", "saturday",
		"sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
		"december", "week", "weekend", "month", "year", "morning", "afternoon", "evening", "night", "day":
		return t.isNoun(i)
	}
	return false
}

// piece is a stretch of tokens [lo, hi).
type piece struct{ lo, hi int }

func (p piece) empty() bool { return p.lo >= p.hi }

// trim drops punctuation at the edges, but for brackets and quotation marks whose
// partner stands inside.
func (t *tree) trim(p piece) piece {
	for p.lo < p.hi && t.isMark(p.lo) && !t.keepOpen(p) {
		p.lo++
	}
	for p.lo < p.hi && t.isMark(p.hi-1) && !t.keepClose(p) {
		p.hi--
	}
	return p
}

func (t *tree) keepOpen(p piece) bool {
	q := t.quote[p.lo]
	return q >= 0 && t.Tokens[p.lo].Start == t.Quotes[q].Open && p.hi-p.lo > 2 && t.Quotes[q].Close <= t.Tokens[p.hi-1].End && !t.wholeQuote(p)
}

func (t *tree) keepClose(p piece) bool {
	q := t.quote[p.hi-1]
	return q >= 0 && t.Tokens[p.hi-1].End == t.Quotes[q].Close && t.Quotes[q].Open >= t.Tokens[p.lo].Start && !t.wholeQuote(p)
}

// wholeQuote reports whether p is one quotation and nothing else.
func (t *tree) wholeQuote(p piece) bool {
	return t.quote[p.lo] >= 0 && t.quote[p.lo] == t.quote[p.hi-1] && t.Tokens[p.lo].Start == t.Quotes[t.quote[p.lo]].Open
}

// balance takes the closing mark of a quotation to a piece that holds the rest of it.
func (t *tree) balance(p piece) piece {
	if p.empty() || t.quote[p.hi-1] < 0 {
		return p
	}
	q := t.Quotes[t.quote[p.hi-1]]
	if q.Open < t.Tokens[p.lo].Start || q.Close <= t.Tokens[p.hi-1].End {
		return p
	}
	hi := p.hi
	for hi < len(t.Tokens) && t.Tokens[hi].Start < q.Close {
		if !t.isMark(hi) {
			return p
		}
		hi++
	}
	if t.Tokens[p.lo].Start == q.Open { // nothing but the quotation: without its marks
		return p
	}
	return piece{p.lo, hi}
}

// spans turns pieces into byte spans: trimmed, in order, empty ones left out.
func (t *tree) spans(ps []piece) []graph.Span {
	var out []graph.Span
	for _, p := range ps {
		if p = t.balance(t.trim(p)); !p.empty() {
			out = append(out, t.Span(p.lo, p.hi))
		}
	}
	return out
}
