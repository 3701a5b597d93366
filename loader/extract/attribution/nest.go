package attribution

import (
	"cmp"
	"math"
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// reports turns what was found into the reports of the document.
func (r *run) reports() []extract.Report {
	type item struct {
		rep extract.Report
		pos int
	}
	var items []item
	for _, f := range r.found {
		if f.drop || len(f.content) == 0 && len(f.target) == 0 || r.noise(f) {
			continue
		}
		rep := r.report(f)
		if len(rep.Content) == 0 && len(rep.Target) == 0 {
			continue
		}
		pos := r.Tokens[f.at].Start
		for _, ss := range [][]graph.Span{rep.Source, rep.Content} {
			for _, s := range ss {
				pos = min(pos, s.Start)
			}
		}
		items = append(items, item{rep, pos})
	}
	slices.SortStableFunc(items, func(a, b item) int {
		return cmp.Or(cmp.Compare(a.pos, b.pos), cmp.Compare(a.rep.CueHead, b.rep.CueHead))
	})
	out := make([]extract.Report, len(items))
	for i := range items {
		out[i] = items[i].rep
	}
	r.nest(out)
	return r.real(out)
}

// real drops what is only wanted, planned or feared inside another report: "urged them
// to stop smearing Norway" does not say that they smear it; nor is "trying to flee"
// in what somebody says a thought of its own.
func (r *run) real(reps []extract.Report) []extract.Report {
	to := make([]int, len(reps))
	out := reps[:0:0]
	for i := range reps {
		to[i] = -1
		if r.aloud(&reps[i]) {
			continue
		}
		if p := reps[i].Parent; p >= 0 && reps[i].CueHead >= 0 {
			g := r.tag(reps[i].CueHead)
			loose := g == "VB" || g == "VBG"
			wanted := false
			switch reps[p].Act {
			case graph.ActDemand, graph.ActThink, graph.ActPromise, graph.ActThreaten, graph.ActPropose, graph.ActAsk, graph.ActDeclineComment, graph.ActDeny:
				wanted = contentious(reps[i].Act)
			}
			if p := r.prep(reps[i].CueHead); g == "VBG" && (p == "for" || p == "after" || p == "over") { // to apologize for accusing
				loose = false
			}
			if loose && (wanted || reps[i].Act == graph.ActThink) {
				continue
			}
		}
		to[i] = len(out)
		out = append(out, reps[i])
	}
	for i := range out { // the parents of those that are left
		p := out[i].Parent
		for p >= 0 && to[p] < 0 {
			p = reps[p].Parent
		}
		if p >= 0 {
			p = to[p]
		}
		out[i].Parent = p
	}
	return out
}

// aloud reports whether rep is a thought of "I" in a quotation that nobody is known to say.
func (r *run) aloud(rep *extract.Report) bool {
	if rep.Parent >= 0 || rep.CueHead < 0 || rep.Act != graph.ActThink || r.quote[rep.CueHead] < 0 || len(rep.Source) != 1 {
		return false
	}
	s := rep.Source[0].Of(r.Text)
	return s == "I" || s == "we" || s == "We"
}

// wholeName takes to a phrase the rest of the name that it ends in.
func (r *run) wholeName(p piece) piece {
	for !p.empty() && p.hi < len(r.Tokens) && r.name[p.hi] >= 0 && r.name[p.hi] == r.name[p.hi-1] {
		p.hi++
	}
	return p
}

// beforeContent ends who is told before what he is told.
func (r *run) beforeContent(addr piece, content []piece) piece {
	for _, c := range content {
		if addr.lo < c.lo && c.lo < addr.hi {
			addr.hi = c.lo
		}
	}
	if addr.hi-1 > addr.lo && r.low(addr.hi-1) == "that" {
		addr.hi--
	}
	return addr
}

func (r *run) report(f *found) extract.Report {
	for i := range f.target {
		f.target[i] = r.wholeName(f.target[i])
	}
	if f.src.head >= 0 {
		f.src.piece = r.wholeName(f.src.piece)
	}
	for i := range f.addr {
		f.addr[i] = r.beforeContent(f.addr[i], f.content)
	}
	rep := extract.Report{
		Cue: r.spans(f.words), Target: r.spans(f.target), Addressee: r.spans(f.addr),
		CueHead: f.at, ContentHead: f.head, Parent: -1,
		Act: f.act, Polarity: f.polarity, Modality: f.modality,
		Confidence: math.Round(100*f.conf) / 100, Rule: f.rule,
	}
	switch f.rule {
	case "target", "passive", "clause":
		for i := range f.content {
			f.content[i] = r.rejoined(f.content[i])
		}
	case "object", "object-infinitive", "infinitive", "gerund":
		for i := range f.content {
			if f.content[i] = r.beforeSemicolon(f.content[i]); f.rule == "object" && f.act == graph.ActDeny {
				f.content[i].hi = r.beforeAdjunct(f.content[i]) // "rejected the charge, calling it an insult"
			}
		}
	}
	if q := r.quote[f.at]; q >= 0 && r.longQuote(q) && len(f.quotes) == 0 && f.pos == 'v' { // what a quotation reports ends with it
		a, b := r.quoteTokens(q)
		for i := range f.content {
			if c := &f.content[i]; c.lo >= a && c.lo < b {
				c.hi = min(c.hi, b)
			}
		}
	}
	for i := range f.content {
		f.content[i] = r.throughQuote(f.content[i])
	}
	slices.SortFunc(f.content, func(a, b piece) int { return a.lo - b.lo })
	rep.Content = merge(r.spans(r.without(f)))
	if p := &f.src.piece; f.src.head > p.lo && r.low(p.lo) == "by" {
		p.lo++ // of a passive
	}
	if f.src.head >= 0 {
		rep.Source = r.spans([]piece{r.antecedent(f.src)})
	}
	rep.Type = r.quoteType(rep.Content)
	return rep
}

// throughQuote takes to a piece the rest of a short quotation that begins in it, wherever the
// tree ends it: "called for both to "exchange promises of peace," and left".
func (r *run) throughQuote(p piece) piece {
	if p.empty() || r.quote[p.hi-1] < 0 {
		return p
	}
	a, b := r.quoteTokens(r.quote[p.hi-1])
	if _, last := r.sent(p.hi - 1); a >= p.lo && b > p.hi && b <= last {
		p.hi = b
	}
	return p
}

// antecedent returns the words that name a source, for the "that" of a relative clause what it
// stands for: "polls that show him ahead".
func (r *run) antecedent(s source) piece {
	if s.ante < 0 || r.low(s.head) != "that" || s.ante >= s.head {
		return s.piece
	}
	p := r.phrase(s.ante).piece
	p.hi = min(p.hi, s.head)
	for p.lo < p.hi-1 && (r.tag(p.lo) == "IN" || r.tag(p.lo) == "TO") {
		p.lo++
	}
	return p
}

// without takes the words of cue and source out of the content where they stand
// inside it, so that an interrupted sentence gives two pieces.
func (r *run) without(f *found) []piece {
	cut := append([]piece{}, f.words...)
	if f.src.head >= 0 {
		cut = append(cut, f.src.piece)
	}
	ps := f.content
	for _, c := range cut {
		var out []piece
		for _, p := range ps {
			if c.hi <= p.lo || c.lo >= p.hi {
				out = append(out, p)
				continue
			}
			if p.lo < c.lo {
				out = append(out, piece{p.lo, c.lo})
			}
			if c.hi < p.hi {
				out = append(out, piece{c.hi, p.hi})
			}
		}
		ps = out
	}
	return ps
}

// merge joins spans that overlap.
func merge(ss []graph.Span) []graph.Span {
	slices.SortFunc(ss, func(a, b graph.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []graph.Span
	for _, s := range ss {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// quoteType tells how much of the content stands in quotation marks.
func (r *run) quoteType(content []graph.Span) graph.QuoteType {
	in, all := 0, 0
	for _, s := range content {
		for i := r.tokenAt(s.Start); i < len(r.Tokens) && r.Tokens[i].Start < s.End; i++ {
			if r.isMark(i) {
				continue
			}
			all++
			if r.quote[i] >= 0 {
				in++
			}
		}
	}
	switch {
	case all > 0 && in == all:
		return graph.Direct
	case in == 0:
		return graph.Indirect
	}
	return graph.Mixed
}

// noise reports whether f is talk rather than a report: "I think", "you know" inside
// a quotation.
func (r *run) noise(f *found) bool {
	if f.src.head < 0 || r.quote[f.at] < 0 || len(f.quotes) > 0 {
		return false
	}
	switch r.low(f.src.head) {
	case "i", "we": // "We urge both sides to talk," he said: the speaker urges
		return !contentious(f.act) && !(f.act == graph.ActThink && f.rule == "clause" && r.tense(f.at))
	case "you":
		return true
	}
	return false
}

// nest sets the parents: the smallest report whose content holds the cue. The
// contents are painted over the tokens from the longest to the shortest.
func (r *run) nest(reps []extract.Report) {
	order := make([]int, len(reps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size(reps[b].Content), size(reps[a].Content)) })
	owner := make([]int, len(r.Tokens))
	for i := range owner {
		owner[i] = -1
	}
	for at := 0; at < len(order); {
		end := at
		for end < len(order) && size(reps[order[end]].Content) == size(reps[order[at]].Content) {
			reps[order[end]].Parent = owner[reps[order[end]].CueHead]
			end++
		}
		for ; at < end; at++ {
			for _, s := range reps[order[at]].Content {
				for i := r.tokenAt(s.Start); i < len(r.Tokens) && r.Tokens[i].Start < s.End; i++ {
					owner[i] = order[at]
				}
			}
		}
	}
}

func size(ss []graph.Span) (n int) {
	for _, s := range ss {
		n += s.Len()
	}
	return n
}
