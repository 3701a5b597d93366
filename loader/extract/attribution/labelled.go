package attribution

// labelled reads by order what is called what: "called the raid that killed five men an
// attack on us all", `calls Aldon "a mistake" because nobody lives there`. The label begins
// with an article or a quotation behind the noun phrase.
func (r *run) labelled(f *found) bool {
	v := f.at
	_, last := r.sent(v)
	if f.src.head < 0 || f.lemma != "call" && f.lemma != "label" && f.lemma != "dub" && f.lemma != "brand" || f.words[len(f.words)-1].hi != v+1 || v+3 >= last || !r.chunkTag(v+1) && r.quote[v+1] < 0 {
		return false
	}
	inside := r.quote[v]
	for i := v + 2; i+1 < last && i < v+24; i++ {
		opens := r.quote[i] != inside && r.quote[i-1] == inside && r.isMark(i)
		if !opens && (r.quote[i] != inside || !r.article(i)) || r.isComma(i-1) && !r.apposed(v+1, i-1) || r.tag(i-1) == "DT" || r.tag(i-1) == "JJ" {
			continue
		}
		end := r.labelEnd(i, last, opens)
		if end < i+1 {
			return false
		}
		f.rule = "label"
		t := r.trim(piece{v + 1, i})
		f.target = []piece{t}
		f.add(piece{v + 1, end}, r.top(piece{i, end}))
		return true
	}
	return false
}

// article reports whether an article at i begins a noun phrase that hangs on nothing before it.
func (r *run) article(i int) bool {
	switch r.low(i) {
	case "a", "an", "the", "one":
		return r.chunkNoun(i-1) || r.isMark(i-1) || r.tag(i-1) == "CD"
	}
	return false
}

// apposed reports whether a comma stands in [lo, hi): an apposition ends at hi.
func (r *run) apposed(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if r.low(i) == "," {
			return true
		}
	}
	return false
}

// labelEnd ends a label that begins at i: with its quotation, or at a comma or conjunction.
func (r *run) labelEnd(i, last int, quoted bool) int {
	if quoted {
		q := r.quote[i]
		for i < last && r.quote[i] == q {
			i++
		}
		if r.placed(i) {
			return i
		}
	}
	for ; i < last; i++ {
		switch {
		case r.isMark(i) && r.quote[i] < 0 && r.low(i) != "-" && r.low(i) != "$", r.adverbial(i) && r.quote[i] < 0:
			return i
		case r.tag(i) == "CC" && r.quote[i] < 0 && i+1 < last && (r.tag(i + 1)[0] == 'V' || r.mainClause(i+1, last)):
			return i
		case r.quote[i] < 0 && r.quote[i-1] >= 0 && r.placed(i):
			return i
		}
	}
	return last
}

// placed reports whether a quotation that ends before i is a label to its end: with a stop, or
// followed by where and when it was said.
func (r *run) placed(i int) bool {
	switch r.low(i) {
	case "on", "in", "at", "during":
		return true
	}
	return r.stops(i - 1)
}
