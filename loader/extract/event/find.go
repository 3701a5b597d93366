package event

import (
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/when"
	"hearsay/loader/extract/world"
)

type finder struct {
	d        *extract.Document
	dates    []when.Expr
	dateAt   map[int]int // token to index into dates, plus one
	kids     [][]int
	country  map[string]string
	begin    map[int][]int // token to the mentions that begin there
	nameAt   map[int]int   // token to index into Names
	maxDepth int
	from, to int // the tokens within which the phrase at hand lies
}

func newFinder(d *extract.Document, dates []when.Expr) *finder {
	d.IndexMentions()
	f := &finder{d: d, dates: dates, dateAt: map[int]int{}, kids: d.Children(), country: map[string]string{}, maxDepth: 6}
	for i, e := range dates {
		for k := e.First; k < e.Last; k++ {
			f.dateAt[k] = i + 1
		}
	}
	f.begin, f.nameAt = map[int][]int{}, map[int]int{}
	for n, m := range d.Mentions {
		f.begin[m.First] = append(f.begin[m.First], n)
	}
	for n, x := range d.Names {
		for i := x.First; i < x.Last; i++ {
			f.nameAt[i] = n
		}
	}
	for _, c := range d.Chains {
		if c.Kind == graph.KindCountry && c.EntityID != "" {
			f.country[c.Country] = c.EntityID
		}
	}
	return f
}

func (f *finder) lemma(i int) string { return strings.ToLower(f.d.Tokens[i].Lemma) }

// kindOf returns the type of event that token i may name.
func (f *finder) kindOf(i int) *kind {
	t := f.d.Tokens[i]
	if !strings.HasPrefix(t.Tag, "NN") || t.Rel == "compound" && !f.dated(i) {
		return nil
	}
	if n := i + 1; n < len(f.d.Tokens) && strings.HasPrefix(f.d.Tokens[n].Tag, "NN") && f.dateAt[n] == 0 && f.d.Tokens[n].Sent == t.Sent {
		return nil // "an attack dog"
	}
	if n := f.d.ChainAt(i); n >= 0 && f.d.Chains[n].Kind != graph.KindGroup && !f.d.Chains[n].Unnamed {
		return nil // "the Northern Conference" is an organization
	}
	if n := i + 1; strings.HasPrefix(t.Tag, "NNP") && n < len(f.d.Tokens) && strings.ToUpper(f.d.Form(n)[:1]) == f.d.Form(n)[:1] && letters(f.d.Form(n)) && f.d.Tokens[n].Sent == t.Sent && f.dateAt[n] == 0 {
		return nil // the first half of a name: "Election Commission"
	}
	lemma := f.lemma(i)
	if t.Tag == "NNPS" || t.Tag == "NNS" {
		if k, ok := byNoun[f.d.Low(i)]; ok {
			return k
		}
	}
	k, ok := byNoun[lemma]
	if lemma == "vote" || lemma == "contest" || lemma == "race" {
		for _, c := range f.kids[i] {
			if electoral[f.lemma(c)] {
				return byNoun["election"]
			}
		}
	}
	if !ok {
		return nil
	}
	switch {
	case lemma == "talk" && t.Tag != "NNS", lemma == "drill" && t.Tag != "NNS":
		return nil
	case k.name == "attack" || k.name == "war":
		for _, c := range f.kids[i] {
			if verbal[f.lemma(c)] || f.inQuotes(c) {
				return nil
			}
		}
		// "a disinformation war", "a war on words": a figure of speech
		for _, c := range f.kids[i] {
			if r := f.d.Tokens[c].Rel; r == "compound" && !f.proper(c) && f.lemma(c) != "world" && f.lemma(c) != "bomb" && f.lemma(c) != "terror" && f.lemma(c) != "drone" && f.lemma(c) != "missile" {
				return nil
			}
		}
	}
	return k
}

func (f *finder) proper(i int) bool {
	return strings.HasPrefix(f.d.Tokens[i].Tag, "NNP") || f.dateAt[i] > 0
}

func (f *finder) inQuotes(i int) bool {
	for _, q := range f.d.Quotes {
		if q.Inner.Start <= f.d.Tokens[i].Start && f.d.Tokens[i].End <= q.Inner.End && q.Inner.Len() < 40 {
			return true
		}
	}
	return false
}

// candidate reads the noun phrase of token i; nil where it names no event.
func (f *finder) candidate(i int) *candidate {
	k := f.kindOf(i)
	if k == nil || f.titled(i) {
		return nil
	}
	c := &candidate{typ: k, heads: []int{i}, definite: strings.HasPrefix(f.d.Tokens[i].Tag, "NNP") && !f.titled(i)}
	first, last := i, i+1
	f.from, f.to = f.bounds(i)
	for _, m := range f.dependents(i) {
		if m >= f.from && m < f.to && f.modifier(c, i, m, 0) {
			lo, hi := f.reach(m)
			first, last = min(first, lo), max(last, hi)
		}
	}
	first, last = max(first, f.from), min(last, f.to)
	if f.negated(i) {
		return nil
	}
	if c.time == "" {
		last = max(last, f.dateBehind(c, last))
	}
	last = max(last, f.partyBehind(c, last))
	f.host(c, i)
	slices.Sort(c.parties)
	c.parties = slices.Compact(c.parties)
	slices.Sort(c.words)
	slices.Sort(c.named)
	c.named = slices.Compact(c.named)
	if f.generic(c, i) || c.verbal {
		return nil
	}
	c.told = []int{2*len(c.parties) + len(c.named)}
	if c.place != "" {
		c.told[0]++
	}
	if c.time != "" {
		c.told[0] += 2
	}
	first, last = f.tidy(i, first, last)
	c.spans = []graph.Span{f.d.Span(first, last)}
	return c
}

// partyBehind reads the noun phrase that "of" joins to the end of the phrase, to
// which the parser may have given another head: "the poisoning last month of the
// activist Ada Moor".
func (f *finder) partyBehind(c *candidate, last int) int {
	if len(c.parties) > 0 || last >= len(f.d.Tokens) || f.lemma(last) != "of" {
		return last
	}
	end := last
	for _, n := range slices.Concat(f.begin[last+1], f.begin[last+2]) {
		if m := f.d.Mentions[n]; m.Chain >= 0 && !f.d.Chains[m.Chain].Unnamed && m.Last > end && f.d.Tokens[m.First].Sent == f.d.Tokens[last].Sent {
			end = m.Last
			f.party(c, m.Head, "of", 0)
		}
	}
	return end
}

// generic reports whether a plural without a date speaks of no one event: "the
// elections of Ruritania", "attacks on Ruritania".
func (f *finder) generic(c *candidate, i int) bool {
	if tag := f.d.Tokens[i].Tag; tag != "NNS" && tag != "NNPS" || c.time != "" {
		return false
	}
	switch c.typ.name {
	case "drills", "meeting", "protest", "games", "attack", "disaster":
		return c.owned || !c.definite && len(c.parties) < 2 || c.place == "" && len(c.named) == 0 && len(c.parties) < 2
	}
	return true
}

// bounds returns the tokens around noun i within which its phrase lies: a finite
// verb ends it, behind the noun also a mark.
func (f *finder) bounds(i int) (from, to int) {
	s := f.d.Sentences[f.d.Tokens[i].Sent]
	finite := func(k int) bool {
		switch f.d.Tokens[k].Tag {
		case "VBD", "VBZ", "VBP", "MD":
			return true
		}
		return false
	}
	for from = i; from > s.First && !finite(from-1) && f.d.Form(from-1) != ";"; from-- {
		if f.d.Form(from-1) == "," && !strings.HasPrefix(f.d.Tokens[max(from-2, 0)].Tag, "JJ") && f.dateAt[from] == 0 {
			break
		}
	}
	for to = i + 1; to < s.Last && !finite(to); to++ {
		if f.d.Tokens[to].Tag == "CC" && !(f.d.ChainAt(to-1) >= 0 && f.d.ChainAt(min(to+1, s.Last-1)) >= 0) {
			break
		}
		if !letters(f.d.Form(to)) && f.d.Tokens[to].Tag != "HYPH" && f.d.Tokens[to].Tag != "POS" && f.dateAt[to] == 0 && !f.inList(to) {
			break
		}
	}
	return from, to
}

// inList reports whether the comma at token i stands between the names of a list
// ("talks with Ruritania, Sylvania and Borduria").
func (f *finder) inList(i int) bool {
	if f.d.Form(i) != "," || i+1 >= len(f.d.Tokens) {
		return false
	}
	return f.d.ChainAt(i-1) >= 0 && f.d.ChainAt(i+1) >= 0
}

// tidy keeps the phrase inside its sentence and its quotation.
func (f *finder) tidy(i, first, last int) (int, int) {
	s := f.d.Sentences[f.d.Tokens[i].Sent]
	first, last = max(first, s.First), min(last, s.Last)
	for last > i+1 && (!letters(f.d.Form(last-1)) || strings.HasPrefix(f.d.Tokens[last-1].Tag, "RB") || f.d.Tokens[last-1].Tag == "IN") {
		last--
	}
	for first < i && (!letters(f.d.Form(first)) || f.d.Tokens[first].Tag == "IN" || f.d.Tokens[first].Tag == "TO" || f.d.Tokens[first].Tag == "CC") {
		first++
	}
	return first, last
}

func letters(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0x80
	}) && s != "“" && s != "”"
}

// titled reports whether token i stands in a headline, where capitals say nothing.
func (f *finder) titled(i int) bool {
	b := f.d.Sentences[f.d.Tokens[i].Sent].Block
	return b < len(f.d.Article.Blocks) && f.d.Article.Blocks[b].Kind != graph.BlockParagraph
}

// dated reports whether the parser took a date behind token i for its head ("the
// poisoning last month of Ada Moor").
func (f *finder) dated(i int) bool {
	h := f.d.Tokens[i].Head
	return h > i && f.dateAt[h] > 0 && f.d.Tokens[h].Rel != "compound"
}

// dependents returns what hangs on event noun i, or on a date that took its place. An
// "involving" behind it is its own, though the parser may have hung it on the verb ("She
// was visiting drills involving Peru and Chile in Norway").
func (f *finder) dependents(i int) []int {
	out := slices.Clone(f.kids[i])
	if n := i + 1; n < len(f.d.Tokens) && f.d.Tokens[n].Tag == "VBG" && f.lemma(n) == "involve" && f.d.Tokens[n].Head != i {
		out = append(out, n)
	}
	if !f.dated(i) {
		return out
	}
	h := f.d.Tokens[i].Head
	for _, k := range f.kids[h] {
		if k != i && f.d.Tokens[k].Rel != "case" {
			out = append(out, k)
		}
	}
	return append(out, h)
}

// negated: "no agreement", "any attack".
func (f *finder) negated(i int) bool {
	for _, c := range f.dependents(i) {
		if w := f.lemma(c); f.d.Tokens[c].Rel == "det" && (w == "no" || w == "any" || w == "every") {
			return true
		}
	}
	return false
}

// modifier reads what dependent m of event noun i tells, and reports whether it
// belongs into the phrase.
func (f *finder) modifier(c *candidate, i, m, depth int) bool {
	if depth > f.maxDepth {
		return false
	}
	t := f.d.Tokens[m]
	if n := f.dateAt[m]; n > 0 {
		c.setTime(f.dates[n-1].Time)
		return true
	}
	rel, _, _ := strings.Cut(t.Rel, ":")
	switch {
	case rel == "det":
		c.definite = c.definite || f.lemma(m) == "the" || f.lemma(m) == "this" || f.lemma(m) == "that"
		c.anew = c.anew || f.lemma(m) == "a" || f.lemma(m) == "an" || f.lemma(m) == "another"
		return true
	case t.Rel == "nmod:poss":
		c.definite = true
		c.owned = depth == 0 && len(c.parties) == 0
		if _, kind := f.entity(m); kind == graph.KindPerson && c.typ.name == "attack" {
			c.verbal = true
		}
		f.party(c, m, "poss", depth)
		return true
	case rel == "amod" && (f.lemma(m) == "upcoming" || f.lemma(m) == "coming" || f.lemma(m) == "next"):
		c.ahead = true
		return true
	case rel == "amod" || rel == "compound" || rel == "nummod" || rel == "flat":
		if n := len(c.parties) + len(c.named) + len(c.place); depth == 0 {
			f.party(c, m, "", depth)
			f.conjuncts(c, m, "", depth)
			if n == len(c.parties)+len(c.named)+len(c.place) && t.Tag != "CD" {
				c.words = append(c.words, f.lemma(m))
			}
		}
		return true
	case rel == "nmod" || rel == "obl":
		prep := f.prep(m)
		if !joins[prep] {
			return false
		}
		f.party(c, m, prep, depth)
		f.conjuncts(c, m, prep, depth)
		f.inner(c, m, depth)
		return true
	case t.Tag == "VBG" && f.lemma(m) == "involve":
		for _, o := range f.kids[m] {
			if f.d.Tokens[o].Rel == "obj" {
				f.party(c, o, "with", depth)
				f.conjuncts(c, o, "with", depth)
				f.inner(c, o, depth)
			}
			if r, _, _ := strings.Cut(f.d.Tokens[o].Rel, ":"); r == "obl" {
				f.party(c, o, f.prep(o), depth)
			}
		}
		return true
	}
	return false
}

// inner reads the dates that hang on a modifier ("the killing of Ada Moor last May").
func (f *finder) inner(c *candidate, m, depth int) {
	for _, k := range f.kids[m] {
		if n := f.dateAt[k]; n > 0 {
			c.setTime(f.dates[n-1].Time)
		} else if r, _, _ := strings.Cut(f.d.Tokens[k].Rel, ":"); (r == "nmod" || r == "obl") && f.prep(k) != "of" && depth < 2 {
			f.modifier(c, m, k, depth+1)
		}
	}
}

func (c *candidate) setTime(t graph.Time) {
	if len(t) > 10 {
		t = t.Day()
	}
	if c.time == "" || strings.HasPrefix(string(t), string(c.time)) {
		c.time = t
	}
}

// joins are the prepositions that lead to who took part, where and when.
var joins = map[string]bool{"of": true, "in": true, "at": true, "near": true, "on": true, "against": true, "over": true,
	"between": true, "with": true, "by": true, "for": true, "during": true}

func (f *finder) conjuncts(c *candidate, m int, prep string, depth int) {
	for _, k := range f.kids[m] {
		if f.d.Tokens[k].Rel == "conj" {
			f.party(c, k, prep, depth)
		}
	}
}

// prep returns the preposition of a noun phrase.
func (f *finder) prep(m int) string {
	for _, k := range f.kids[m] {
		if f.d.Tokens[k].Rel == "case" {
			return f.lemma(k)
		}
	}
	return ""
}

// party enters what token m names: a country where it happened, or who took part.
func (f *finder) party(c *candidate, m int, prep string, depth int) {
	if m < f.from || m >= f.to || f.d.Tokens[m].Tag == "PRP$" && prep != "poss" {
		return
	}
	id, kind := f.entity(m)
	if id == "" {
		f.properName(c, m, prep, depth)
		return
	}
	if kind == graph.KindCountry && (prep == "in" || prep == "") && c.place == "" && c.typ.name != "agreement" {
		c.place = id
		c.definite = c.definite || prep == "" && depth == 0
		return
	}
	c.owned = c.owned && prep == "poss"
	switch prep {
	case "", "of", "poss", "with", "between", "and", "against", "over", "on", "in", "by", "for":
		c.parties = append(c.parties, id)
		if kind == graph.KindPerson && (prep == "of" || prep == "poss" || prep == "") && depth == 0 {
			c.victim = true
		}
		if (prep == "of" || prep == "") && depth == 0 {
			c.definite = true
		}
	}
}

// properName enters a name that is no actor: "the Cold War", "the blast in Strelsau".
func (f *finder) properName(c *candidate, m int, prep string, depth int) {
	if !strings.HasPrefix(f.d.Tokens[m].Tag, "NNP") && prep != "" { // "the sinking of the trawler Hesperia"
		for _, k := range f.kids[m] {
			if r := f.d.Tokens[k].Rel; strings.HasPrefix(f.d.Tokens[k].Tag, "NNP") && (r == "flat" || r == "appos" || r == "compound" && k > m) {
				m = k
			}
		}
	}
	if depth > 0 || f.dateAt[m] > 0 || !strings.HasPrefix(f.d.Tokens[m].Tag, "NNP") || f.titled(m) || f.d.ChainAt(m) >= 0 && f.d.Chains[f.d.ChainAt(m)].Kind == graph.KindPerson {
		return
	}
	if k, ok := f.nameAt[m]; ok {
		if n := f.d.Names[k]; n.Type == extract.NamePlace && (prep == "" || prep == "in" || prep == "at" || prep == "near") {
			c.named = append(c.named, strings.ReplaceAll(graph.Fold(f.d.Span(n.First, n.Last).Of(f.d.Text)), " ", "_"))
			c.definite = c.definite || prep == ""
			return
		}
	}
	if prep == "of" || prep == "" && strings.HasPrefix(f.d.Tokens[c.heads[0]].Tag, "NNP") {
		c.named = append(c.named, graph.Fold(f.d.Form(m)))
	}
}

// entity returns the entity that token m stands for: that of its mention where it
// has a name, else the country of an adjective ("Ruritanian").
func (f *finder) entity(m int) (string, graph.EntityKind) {
	if n := f.d.ChainAt(m); n >= 0 {
		if c := f.d.Chains[n]; !c.Unnamed && c.EntityID != "" {
			return c.EntityID, c.Kind
		}
		return "", ""
	}
	for _, word := range strings.Split(f.d.Form(m), "-") {
		if code, sense, ok := world.Geo(word); ok && sense&(world.SenseName|world.SenseAdjective) != 0 && f.country[code] != "" {
			return f.country[code], graph.KindCountry
		}
	}
	return "", ""
}

// host reads the place from the verb: "Ruritania holds a presidential vote".
func (f *finder) host(c *candidate, i int) {
	t := f.d.Tokens[i]
	if c.place != "" || t.Rel != "obj" || t.Head < 0 || !hosting[f.lemma(t.Head)] {
		return
	}
	for _, k := range f.kids[t.Head] {
		if f.d.Tokens[k].Rel == "nsubj" {
			if id, kind := f.entity(k); kind == graph.KindCountry {
				c.place = id
				c.definite = true
				c.ahead = f.present(t.Head)
			}
		}
	}
}

// present reports whether verb i speaks of what is to come: "hosts", "will host".
func (f *finder) present(i int) bool {
	if tag := f.d.Tokens[i].Tag; tag == "VBZ" || tag == "VBP" {
		return true
	}
	for _, k := range f.kids[i] {
		if w := f.lemma(k); w == "will" {
			return true
		}
	}
	return false
}

// dateBehind reads a date that follows the phrase at once ("the flood in 2016"),
// to which the parser may have given another head; it returns where it ends.
func (f *finder) dateBehind(c *candidate, last int) int {
	k := last
	if k < len(f.d.Tokens) && (f.lemma(k) == "in" || f.lemma(k) == "on" || f.lemma(k) == "of") {
		k++
	}
	n := f.dateAt[k]
	if n == 0 || k >= len(f.d.Tokens) || f.d.Tokens[k].Sent != f.d.Tokens[last-1].Sent {
		return last
	}
	if k == last && f.dates[n-1].Time.Precision() == graph.PrecisionDay {
		return last // "the vote Friday": as likely when it was spoken of
	}
	c.setTime(f.dates[n-1].Time)
	return f.dates[n-1].Last
}

// reach returns the tokens that hang on m without clauses.
func (f *finder) reach(m int) (first, last int) {
	first, last = m, m+1
	for _, k := range f.kids[m] {
		rel, _, _ := strings.Cut(f.d.Tokens[k].Rel, ":")
		if rel == "acl" || rel == "advcl" || rel == "parataxis" || rel == "ccomp" || f.d.Tokens[k].Rel == "acl:relcl" || rel == "punct" && k > m {
			continue
		}
		lo, hi := f.reach(k)
		first, last = min(first, lo), max(last, hi)
	}
	if n := f.dateAt[m]; n > 0 {
		return min(m, f.dates[n-1].First), max(m+1, f.dates[n-1].Last)
	}
	return first, last
}
