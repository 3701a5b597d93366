package attribution

// reach ends a clause [lo, end) that cue f reports where the reporter speaks again, and
// takes to it what the tree hangs elsewhere: "said the bridge is old and was never
// mended", "said the dam, if it holds, will do".
func (r *run) reach(f *found, lo, end int) int {
	_, last := r.sent(f.at)
	if end < last && !r.governed(f.at, end) {
		end = r.extend(f, lo, end, last)
	}
	return r.limit(f, lo, r.cutReporter(f, lo, end))
}

// governed reports whether token v hangs below a token at or behind end.
func (r *run) governed(v, end int) bool {
	for n := 0; v >= 0 && n < 40; n++ {
		if v = r.head(v); v >= end {
			return true
		}
	}
	return false
}

// extend goes on from end as long as what follows belongs to the clause.
func (r *run) extend(f *found, lo, end, last int) int {
	for end < last {
		i := end
		if r.isComma(i) && r.quote[i] == r.quote[f.at] {
			i++
		}
		if i >= last || r.isMark(i) && r.quote[i] == r.quote[f.at] {
			return end
		}
		switch {
		case r.tag(i) == "CC":
			if !r.adds(f, i, last) {
				return end
			}
		case i > end:
			switch r.low(i) {
			case "because", "if", "unless", "including", "like", "such", "especially":
			default:
				return end
			}
		case r.tag(i)[0] == 'W' || r.adverbial(i):
			return end
		}
		end = r.segment(f, i+1, last)
	}
	return end
}

// adds reports whether the conjunction at i adds to a reported clause: "and that", "and
// was never mended".
func (r *run) adds(f *found, i, last int) bool {
	j := i + 1
	for j < last && r.tag(j) == "RB" {
		j++
	}
	if j >= last {
		return false
	}
	if r.low(j) == "that" {
		return true
	}
	switch r.tag(j) {
	case "VBD", "VBZ", "VBP", "MD", "VBN":
		return r.low(i) != "but" && r.byCue[j] == nil && !r.isComma(i-1)
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
	related := f.src.head >= 0 && (r.tag(f.src.head) == "WP" || r.tag(f.src.head) == "WDT") && f.src.head > 0 && r.low(f.src.head-1) == ","
	seen := false
	for i := lo; i+2 < end; i++ {
		if r.quote[i] != r.quote[v] {
			continue
		}
		switch r.tag(i) {
		case "VBD", "VBZ", "VBP", "MD":
			seen = true
		}
		if !seen && !fronted || !r.isComma(i) && r.low(i) != "-" {
			continue
		}
		switch {
		case r.low(i) == ";" && r.low(i+1) != "that" && r.mainClause(i+1, end):
			return i
		case fronted && r.low(i) == "," && r.mainClause(i+1, end), related && r.low(i) == "," && r.tense(i+1):
			return i
		case r.tag(i+1) == "CC" && r.low(i+1) != "or" && r.again(f, i+2, end):
			return i
		case r.low(i) != "," && (r.low(i+1) == "though" || r.low(i+1) == "although"):
			return i
		}
	}
	return end
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
	case "while", "although", "though", "when", "after", "since", "because", "whereas", "if", "as", "even", "before", "once":
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
