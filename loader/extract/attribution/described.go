package attribution

import "hearsay/graph"

// described ends a source behind its cue where something else begins, and takes to it the
// whole clause that describes it: "said Ann Berg, a clerk who had seen it". What it goes on to
// say is a report of its own: "said Berg, who added that it was late".
func (r *run) described(f *found) {
	s := &f.src
	if s.head <= f.at || r.tag(s.head) == "PRP" {
		return
	}
	_, last := r.sent(f.at)
	for i := s.head + 1; i < last && i <= s.piece.hi+1; i++ {
		switch {
		case r.quote[i] != r.quote[s.head]:
			return
		case r.tag(i) == "VBG" && r.low(i-1) == ",": // "said Berg, pointing at the sea"
			s.piece.hi = min(s.piece.hi, i-1)
			return
		case r.low(i) == "who" || r.low(i) == "whose":
			if r.speaks(i+1, last) {
				s.piece.hi = i
			} else {
				s.piece.hi = r.clauseRest(i, last)
			}
			return
		}
	}
}

// speaks reports whether the clause whose verb comes first at i is a report: "who has said".
func (r *run) speaks(i, last int) bool {
	for n := 0; i < last && n < 6; i, n = i+1, n+1 {
		if f := r.byCue[i]; f != nil && f.pos == 'v' {
			g := r.tag(i + 1)
			return f.has(fQuote) && f.has(fClause) && f.act != graph.ActPropose && (g != "IN" || r.low(i+1) == "that") && g != "TO"
		}
		if r.tag(i) != "RB" && r.tag(i) != "MD" && r.tag(i)[0] != 'V' {
			return false
		}
	}
	return false
}

// clauseRest returns the end of a describing clause that begins at i: the end of the
// sentence, or where a quotation or another sentence begins.
func (r *run) clauseRest(i, last int) int {
	for ; i < last; i++ {
		if r.quote[i] < 0 && (r.low(i) == ";" || r.low(i) == ":") || r.quote[i] >= 0 && r.longQuote(r.quote[i]) {
			return i
		}
	}
	return last
}

// behindOpener is the subject of the sentence that participle v opens: "Noting that it was
// late, Berg left."
func (r *run) behindOpener(v int) source {
	first, last := r.sent(v)
	if r.tag(v) != "VBG" || v != first && !(v == first+1 && r.tag(first) != "NNP") {
		return nobody
	}
	for i := v + 1; i < last; i++ {
		if r.low(i) == "," && r.quote[i] == r.quote[v] && r.mainClause(i+1, last) {
			if h := r.chunkRight(i + 1); h >= 0 && h < last && !r.isTime(h) {
				p := r.phrase(h).piece
				return source{head: h, piece: piece{i + 1, max(h+1, min(p.hi, last))}, ante: -1}
			}
			return nobody
		}
	}
	return nobody
}
