package link

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/when"
)

// reports makes a claim and an attribution of every report.
func (l *linker) reports() {
	l.items = make([]item, len(l.d.Reports))
	l.inner = map[int][]int{}
	for n := range l.d.Reports {
		l.items[n] = l.item(&l.d.Reports[n])
		if p := l.d.Reports[n].Parent; p >= 0 {
			l.inner[p] = append(l.inner[p], n)
		}
	}
	seen := map[string]bool{}
	for n := range l.items {
		it := &l.items[n]
		if seen[it.attr.ID] {
			it.skip = true // two rules found the same words
		}
		seen[it.attr.ID] = true
	}
	for n := range l.items {
		p := l.d.Reports[n].Parent
		if p >= 0 && p < len(l.items) && p != n && !l.items[p].skip {
			l.items[n].attr.ParentID = l.items[p].attr.ID
		}
	}
}

// trimSources takes a date off the end of a source, where the tree joins it to the
// noun before ("the Sylvanian government this year accused"): it tells when the
// source spoke.
func (l *linker) trimSources() {
	for n := range l.d.Reports {
		r := &l.d.Reports[n]
		if len(r.Source) != 1 {
			continue
		}
		for _, e := range when.Within(l.dates, r.Source[0]) {
			if e.Span.End != r.Source[0].End || e.Span.Start <= r.Source[0].Start || l.d.Tokens[e.First-1].Tag == "IN" {
				continue
			}
			r.Source = []graph.Span{{Start: r.Source[0].Start, End: l.d.Tokens[e.First-1].End}}
			if r.Uttered == "" {
				r.Uttered = e.Time
			}
		}
	}
}

// item makes the claim and the attribution of one report.
func (l *linker) item(r *extract.Report) item {
	it := item{tokens: l.tokensOf(r.Content)}
	if r.Uttered == "" {
		r.Uttered = l.uttered(r)
	}
	a := graph.Attribution{
		ArticleID: l.article, Type: cmp.Or(r.Type, graph.Indirect), Act: cmp.Or(r.Act, graph.ActSay), Implicit: r.Implicit,
		Polarity: cmp.Or(r.Polarity, graph.Positive), Modality: cmp.Or(r.Modality, graph.Asserted),
		Source: sorted(r.Source), Cue: sorted(r.Cue), Content: sorted(r.Content), Target: sorted(r.Target), Addressee: sorted(r.Addressee),
		Proposition: proposition(l.d.Text, sorted(r.Content)), Uttered: r.Uttered, Time: l.deedTime(r, it.tokens),
		Confidence: graph.Round(r.Confidence), Parts: r.Parts, Rule: r.Rule,
	}
	if r.Withdrawn {
		a.Rule += "+unsure-accuse"
	}
	if a.Cue == nil {
		a.Cue = []graph.Span{}
	}
	it.skip = len(a.Cue) == 0 && len(a.Content) == 0
	a.AddresseeIDs = l.actors(r.AddresseeChains, r.Addressee, false)
	a.EventIDs = l.about(it.tokens)
	a.ID = graph.AttributionID(&a)
	c := graph.Claim{
		Act: a.Act, SourceIDs: l.actors(r.SourceChains, r.Source, true), TargetIDs: l.actors(r.TargetChains, r.Target, false),
		Polarity: a.Polarity, Modality: a.Modality, Implicit: a.Implicit, Terms: l.terms(it.tokens),
		Proposition: a.Proposition,
	}
	c.Terms = append(c.Terms, l.apart(&c, a.ID)...)
	slices.Sort(c.Terms)
	c.ID = graph.ClaimID(&c)
	a.ClaimID = c.ID
	it.claim, it.attr = c, a
	it.pos, it.negated = a.Pos(), l.negators(it.tokens)
	it.sent = l.sentenceOf(r, it.tokens)
	it.topic = l.topics(l.deniedPart(r, it.tokens), append(slices.Clone(r.SourceChains), r.TargetChains...))
	if r.Act == graph.ActDeny && r.Implicit {
		it.topic = slices.DeleteFunc(it.topic, func(w string) bool { return noGround[w] })
	}
	return it
}

// noGround are topics of a denial that says no more than that something is not so: "there is
// not a shred of evidence for it", "the opposite is true".
var noGround = func() map[string]bool {
	m := map[string]bool{}
	for w := range words("shred scrap iota grain ounce evidence proof basis foundation truth true untrue false case opposite reverse contrary such thing kind sort wrong nonsense rubbish lie lies fake news invention fiction") {
		m[family(w)] = true
	}
	return m
}()

// apart returns a term that keeps a claim apart from claims of other articles, or
// from all others, where its words are too few to say that they are one: "Moor said
// it was a great idea".
func (l *linker) apart(c *graph.Claim, attribution string) []string {
	enough := 3
	if len(c.TargetIDs) > 0 && len(c.SourceIDs) > 0 {
		enough = 2
	}
	switch {
	case len(c.Terms) == 0:
		return []string{"art:" + l.article + "/" + attribution}
	case len(c.Terms) < enough, len(c.SourceIDs)+len(c.TargetIDs) == 0:
		return []string{"art:" + l.article}
	}
	return nil
}

// sentenceOf returns the sentence of the cue, else that of the content.
func (l *linker) sentenceOf(r *extract.Report, content []int) int {
	switch {
	case r.CueHead >= 0 && r.CueHead < len(l.d.Tokens) && len(r.Cue) > 0:
		return l.d.Tokens[r.CueHead].Sent
	case len(content) > 0:
		return l.d.Tokens[content[0]].Sent
	}
	return -1
}

// sorted returns the spans in order, without empty ones.
func sorted(spans []graph.Span) []graph.Span {
	out := slices.DeleteFunc(slices.Clone(spans), func(s graph.Span) bool { return s.Len() <= 0 })
	slices.SortFunc(out, func(a, b graph.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	out = slices.Compact(out)
	if len(out) == 0 {
		return nil
	}
	return out
}

// proposition joins the words of the content and takes off what only bound them
// into the sentence: an outer pair of quotation marks, a comma at the end.
func proposition(text string, content []graph.Span) string {
	var parts []string
	for _, s := range content {
		parts = append(parts, s.Of(text))
	}
	p := strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
	p = strings.TrimRight(p, " ,;:–—-")
	for _, pair := range []string{`""`, "“”", "''", "‘’"} {
		q := []rune(pair)
		inner, ok := strings.CutPrefix(p, string(q[0]))
		if !ok {
			continue
		}
		inner, ok = strings.CutSuffix(inner, string(q[1]))
		if ok && !strings.ContainsRune(inner, q[0]) && !strings.ContainsRune(inner, q[1]) {
			p = strings.TrimRight(inner, " ,;:")
		}
	}
	return strings.TrimSpace(p)
}

// about returns the events that tokens of the content mention, sorted.
func (l *linker) about(content []int) []string {
	var out []string
	for _, i := range content {
		if e, ok := l.headAt[i]; ok {
			out = append(out, l.eventIDs[e])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// uttered returns the date that modifies the cue: "said on Friday", "last week
// accused", "This week, the ministry accused".
func (l *linker) uttered(r *extract.Report) graph.Time {
	if r.CueHead < 0 || r.CueHead >= len(l.d.Tokens) || len(r.Cue) == 0 {
		return ""
	}
	best := graph.Time("")
	for _, e := range l.datesOf(l.d.Tokens[r.CueHead].Sent) {
		if inside(e.Span, r.Content) || inside(e.Span, r.Source) || l.inEvent[e.First] {
			continue
		}
		if !l.hangsOn(e, r.CueHead) {
			continue
		}
		if len(e.Time) > len(best) {
			best = e.Time
		}
	}
	return best
}

// datesOf returns the dates of a sentence.
func (l *linker) datesOf(sent int) []when.Expr {
	s := l.d.Sentences[sent]
	return when.Within(l.dates, l.d.Span(s.First, s.Last))
}

// hangsOn reports whether the head of a date is the given token, or is one of the
// words between them that belong to it (preposition, auxiliary, conjunct verb).
func (l *linker) hangsOn(e when.Expr, cue int) bool {
	for i := e.First; i < e.Last; i++ {
		h := l.d.Tokens[i].Head
		if h >= e.First && h < e.Last {
			continue
		}
		return h == cue
	}
	return false
}

func inside(s graph.Span, spans []graph.Span) bool {
	return slices.ContainsFunc(spans, func(o graph.Span) bool { return o.Covers(s) })
}

// deedTime returns when the deed of the content is said to have happened: the date
// that hangs on the head of the content; where there is no tree, the only date.
func (l *linker) deedTime(r *extract.Report, content []int) graph.Time {
	head := r.ContentHead
	if head < 0 {
		head = l.head(content)
	}
	best := graph.Time("")
	for _, s := range r.Content {
		for _, e := range when.Within(l.dates, s) {
			if _, ok := l.headAt[head]; l.inEvent[e.First] && !ok || !l.governs(head, e) {
				continue
			}
			if len(e.Time) > len(best) {
				best = e.Time
			}
		}
	}
	return best
}

// governs reports whether a date tells when head happened: nothing but nouns and
// infinitives that complete it lie between.
func (l *linker) governs(head int, e when.Expr) bool {
	i := e.First
	for l.d.Tokens[i].Head >= e.First && l.d.Tokens[i].Head < e.Last {
		i = l.d.Tokens[i].Head
	}
	for steps := 0; steps < 30; steps++ {
		h := l.d.Tokens[i].Head
		if h < 0 || h == i {
			return false
		}
		if h == head {
			return true
		}
		switch rel := l.d.Tokens[h].Rel; {
		case rel == "xcomp" || rel == "obj" || strings.HasPrefix(rel, "obl") || strings.HasPrefix(rel, "nmod"):
		default:
			return false
		}
		i = h
	}
	return false
}
