package attribution

import "hearsay/graph"

// reach ends a clause [lo, end) that cue f reports where the reporter speaks again, and
// takes to it what the tree hangs elsewhere: "said the bridge is old and was never
// mended", "said the dam, if it holds, will do".
func (r *run) reach(f *found, lo, end int) int {
	_, last := r.sent(f.at)
	if end < last {
		end = r.extend(f, lo, end, r.beforeLast(f.at, last))
	}
	return r.limit(f, lo, r.cutReporter(f, lo, end))
}

// extend goes on from end as long as what follows belongs to the clause: all that the reporter
// does not say again, and no clause of time behind a comma.
func (r *run) extend(f *found, lo, end, last int) int {
	for end < last {
		i := end
		comma := r.isComma(i) && r.quote[i] == r.quote[f.at]
		if comma {
			if (r.low(i) == "—" || r.low(i) == "–" || r.low(i) == "--") && r.hasTense(piece{lo, i}) || r.low(i) == ";" {
				return end
			}
			i++
		}
		if i >= last || r.isMark(i) && r.quote[i] == r.quote[f.at] {
			return end
		}
		switch {
		case r.tag(i) == "CC":
			if r.low(i) != "or" && (r.others(f, i+1, last) || r.goesOnSaying(f, i+1, comma)) {
				return end
			}
		case comma && (r.others(f, i, last) || r.byCue[i] != nil && r.byCue[i].pos == 'v' && (r.tag(i) == "VBG" || r.tense(i))):
			return end
		case r.adverbial(i) && r.low(i) != "because" && !(r.low(i) == "while" && !r.cueIn(i, last)):
			return end
		case !comma && r.tag(i)[0] == 'W':
			return end
		}
		end = r.segment(f, i+1, last)
	}
	return end
}

// others reports whether somebody else reports, or another sentence begins, at i: ", and Berg
// denied it".
func (r *run) others(f *found, i, last int) bool {
	j := i
	for j < last && (r.chunkTag(j) || r.tag(j) == "RB" || r.low(j) == "than" || j > i && r.tag(j-1) == "CD" && r.tag(j) == "IN") {
		j++
	}
	if j == i || j >= last || !r.tense(j) && r.low(j) != "say" {
		return false
	}
	if r.tag(i-1) != "CC" {
		return true
	}
	if r.lemma(j) == "have" && j+1 < last {
		j++
	}
	g := r.byCue[j]
	return g != nil && g.has(fQuote) && r.tag(j-1) != "RB" && j > i
}

// goesOnSaying reports whether the verb at i, behind a conjunction, is another report of the
// same source: "and said", ", but has insisted".
func (r *run) goesOnSaying(f *found, i int, comma bool) bool {
	perfect := false
	for r.tag(i) == "RB" || r.lemma(i) == "have" && r.isVerb(i) {
		perfect = perfect || r.tag(i) != "RB"
		i++
	}
	g := r.byCue[i]
	if g == nil || g.pos != 'v' || r.quote[i] >= 0 {
		return false
	}
	same := r.tag(i) == r.tag(f.at) || perfect && r.tag(i) == "VBN"
	return same && (comma || g.has(fQuote) && g.act != graph.ActThink && !perfect)
}

// cueIn reports whether a cue of speech stands in [i, last).
func (r *run) cueIn(i, last int) bool {
	for ; i < last; i++ {
		if g := r.byCue[i]; g != nil && g.pos == 'v' && (g.has(fQuote) || g.has(fNoun)) && r.tense(i) {
			return true
		}
	}
	return false
}

// segment returns the end of the words from i up to the next comma, conjunction or stop.
func (r *run) segment(f *found, i, last int) int {
	for i < last {
		if r.quote[i] == r.quote[f.at] && (r.isMark(i) && r.low(i) != "(" || r.tag(i) == "CC") {
			break
		}
		i++
	}
	return i
}

// limit cuts a clause [lo, end) where the reporter speaks again: ", but he did not come",
// and where the clause with the cue ends: "While critics say that it leaks, the town ...".
func (r *run) limit(f *found, lo, end int) int {
	v := f.at
	fronted := r.fronted(v)
	related := r.tag(v) == "VBG" && v > 0 && r.low(v-1) == "," || f.src.head >= 0 && (r.tag(f.src.head) == "WP" || r.tag(f.src.head) == "WDT") && f.src.head > 0 && r.low(f.src.head-1) == ","
	seen := false
	for i := lo; i+2 < end; i++ {
		if r.quote[i] != r.quote[v] {
			continue
		}
		switch r.tag(i) {
		case "VBD", "VBZ", "VBP", "MD":
			seen = true
		}
		if !seen && !fronted || !r.isComma(i) && r.low(i) != "-" && !(i > lo && r.quote[i-1] >= 0 && r.lowComma(i-1)) {
			continue
		}
		switch {
		case r.low(i) == ";" && r.low(i+1) != "that" && r.mainClause(i+1, end):
			return i
		case r.quote[i-1] >= 0 && r.lowComma(i-1) && (fronted && r.mainClause(i, end) || related && r.tense(i)):
			return i
		case fronted && r.low(i) == "," && r.mainClause(i+1, end), related && r.low(i) == "," && r.tense(i+1):
			return i
		case r.tag(i+1) == "CC" && r.low(i+1) != "or" && r.again(f, i+2, end):
			return i
		case r.low(i) == "," && r.low(i+1) == "while" && r.others(f, i+2, end) && r.cueIn(i+2, end): // ", while the bank urged calm"
			return i
		case r.low(i) != "," && (r.low(i+1) == "though" || r.low(i+1) == "although"):
			return i
		}
	}
	return end
}

// beforeSemicolon ends what is no clause before the next one: "urged him to leave; he refused".
func (r *run) beforeSemicolon(p piece) piece {
	for i := p.lo + 1; i < p.hi; i++ {
		if r.low(i) == ";" && r.quote[i] == r.quote[p.lo] {
			p.hi = i
		}
	}
	return p
}

// lowComma reports whether a comma closes the quotation that ends with token i.
func (r *run) lowComma(i int) bool {
	for n := 0; i > 0 && n < 3 && r.quote[i] >= 0 && r.isMark(i); i, n = i-1, n+1 {
		if r.low(i) == "," {
			return true
		}
	}
	return false
}

// again reports whether the reporter speaks again at i, behind a comma and a conjunction.
func (r *run) again(f *found, i, end int) bool {
	switch r.low(i) {
	case "he", "she", "they":
		return true
	}
	return r.tag(i) == "VBD" && r.tag(f.at) == "VBD" && r.tag(i-1) == "CC" && r.lemma(i) != "be" && r.lemma(i) != "have"
}

// tense reports whether i is a finite verb form.
func (t *tree) tense(i int) bool {
	switch t.tag(i) {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return false
}

// fronted reports whether verb v stands in a clause that opens its sentence: "While
// critics say".
func (r *run) fronted(v int) bool {
	first, _ := r.sent(v)
	if first == v {
		return r.tag(v) == "VBG"
	}
	if r.tag(v) == "VBG" && (r.tag(first) == "IN" || r.tag(first) == "VBG") && !r.commaBetween(first, v) {
		return true
	}
	switch r.low(first) {
	case "asked", "told", "while", "although", "though", "when", "after", "since", "because", "whereas", "if", "as", "even", "before", "once":
		for i := first; i < v; i++ {
			if r.isComma(i) {
				return false
			}
		}
		return r.tag(first) != "RB" || r.tag(first+1) == "IN" || r.tag(first+1) == "WRB"
	}
	return false
}

// mainClause reports whether a noun phrase and a finite verb follow at i.
func (r *run) mainClause(i, end int) bool {
	j := i
	for j < end && (r.chunkTag(j) || r.tag(j) == "RB" || j > i && r.tag(j) == "IN") {
		j++
	}
	return j > i && j < end && r.tense(j)
}
