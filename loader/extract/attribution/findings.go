package attribution

// findings reads what a poll, a paper or a picture shows, whatever follows the verb: "A survey
// found voters split", "polls show Berg at 40 per cent", "the video shows two men running".
func (r *run) findings(f *found) bool {
	v := f.at
	switch f.lemma {
	case "show", "find", "put", "give", "indicate", "suggest", "reveal", "say":
	default:
		return false
	}
	if f.src.head < 0 || f.src.head > v || r.passive(v) || r.closed(f) || !r.evidence(f.src) {
		return false
	}
	poll := r.lemma(f.src.head) == "poll" || r.lemma(f.src.head) == "survey"
	if (f.lemma == "put" || f.lemma == "give") && !poll || f.lemma == "say" {
		return false
	}
	_, last := r.sent(v)
	lo := v + 1
	for lo < last && (r.isComma(lo) || r.tag(lo) == "RB" || r.low(lo) == "that" && r.rel(lo) != "det") {
		lo++
	}
	hi := r.limit(f, lo, r.cutReporter(f, lo, r.beforeLast(v, last)))
	for i := lo + 1; i+2 < hi; i++ {
		if r.low(i) == "," && r.quote[i] == r.quote[v] && (r.adverbial(i+1) && r.low(i+1) != "while" || r.low(i+1) == "but" || r.low(i+1) == "according") {
			hi = i
			break
		}
	}
	if hi < lo+2 {
		return false
	}
	f.rule = "findings"
	f.add(piece{lo, hi}, r.top(piece{lo, hi}))
	return true
}

// evidence reports whether a source is something that shows what is so.
func (r *run) evidence(s source) bool {
	h := s.head
	if s.ante >= 0 {
		h = s.ante
	}
	switch r.lemma(h) {
	case "poll", "survey", "study", "report", "data", "datum", "figure", "number", "result", "record", "analysis", "research",
		"video", "footage", "photo", "photograph", "picture", "image", "email", "e-mail", "document", "census", "statistic", "polling",
		"map", "chart", "paper", "audit", "review", "investigation", "probe", "inquiry", "test", "evidence", "return", "finding", "estimate":
		return true
	}
	return false
}
