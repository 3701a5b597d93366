package eval

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"hearsay/loader/extract"
)

// Doc is a document of the attribution files: gold carries a text, a prediction
// the layers that it predicts.
type Doc struct {
	ID           string        `json:"id"`
	Text         string        `json:"text,omitempty"`
	Title        string        `json:"title,omitempty"`
	Date         string        `json:"date,omitempty"`
	Attributions []Attribution `json:"attributions,omitzero"`
	Entities     []Entity      `json:"entities,omitzero"`
	Coref        [][]Span      `json:"coref,omitzero"`
	Dates        []Date        `json:"dates,omitzero"`
	Events       []Event       `json:"events,omitzero"`

	// Gold only: the IDs of entities hold across documents; nested attributions were not annotated; parts that were discarded.
	GlobalIDs       bool   `json:"global_ids,omitempty"`
	NestedAnnotated *bool  `json:"nested_annotated,omitempty"`
	Ignore          []Span `json:"ignore,omitempty"`
}

// Attribution is an attribution of a gold or prediction file.
type Attribution struct {
	ID        string   `json:"id,omitempty"`
	Source    []Span   `json:"source"`
	SourceAlt [][]Span `json:"source_alt,omitempty"`
	Cue       []Span   `json:"cue"`
	Content   []Span   `json:"content"`
	Target    []Span   `json:"target,omitempty"`
	Act       string   `json:"act,omitempty"`
	NestedIn  string   `json:"nested_in,omitempty"`
	// Predictions only: how sure source and content are, 0 to 1; the act is told by the content alone.
	Confidence float64 `json:"confidence,omitempty"`
	Implicit   bool    `json:"implicit,omitempty"`
}

// Entity is a name of a person, organization or place.
type Entity struct {
	Span    Span   `json:"span"`
	Type    string `json:"type"`
	ID      any    `json:"id,omitempty"`
	Mention Span   `json:"mention,omitzero"` // gold only: the whole phrase
}

// Date is an expression of time with its value, as far as it is known.
type Date struct {
	Span  Span   `json:"span"`
	Value string `json:"value,omitempty"`
}

// Attributions extracts every document of gold, writes the predictions to out
// (may be nil) as JSON Lines, and scores them.
func Attributions(gold io.Reader, out io.Writer, stages []extract.Stage, progress func(int)) (*AttributionScores, error) {
	s := newAttributionScores()
	seen := map[string]bool{}
	err := readLines(gold, func(g Doc) error {
		if g.ID == "" || g.Text == "" {
			return errors.New(`a gold document needs "id" and "text"`)
		}
		if seen[g.ID] {
			return fmt.Errorf("id %q occurs twice", g.ID)
		}
		seen[g.ID] = true
		if err := g.check(utf8.RuneCountInString(g.Text)); err != nil {
			return err
		}
		d := analyse(&g, stages)
		p := predict(&g, d)
		if g.Coref != nil && g.Entities != nil {
			s.givenPronouns(&g, resolveGiven(&g, d))
		}
		if out != nil {
			if err := writeLine(out, p); err != nil {
				return err
			}
		}
		if progress != nil {
			progress(1)
		}
		return s.score(&g, p)
	})
	return s, err
}

// ScoreAttributions scores predictions that are already made.
func ScoreAttributions(gold, pred io.Reader) (*AttributionScores, error) {
	preds := map[string]*Doc{}
	if err := readLines(pred, func(d Doc) error { preds[d.ID] = &d; return nil }); err != nil {
		return nil, fmt.Errorf("predictions: %w", err)
	}
	s := newAttributionScores()
	n := 0
	err := readLines(gold, func(g Doc) error {
		p := preds[g.ID]
		if p == nil {
			return fmt.Errorf("document %q has no prediction", g.ID)
		}
		n++
		return s.score(&g, p)
	})
	if err == nil && n < len(preds) {
		return nil, fmt.Errorf("%d predicted documents are not in the gold file", len(preds)-n)
	}
	return s, err
}

// AttributionScores counts what is right in the predictions of a gold file.
type AttributionScores struct {
	c      counts
	layers map[string]bool // layers that some gold document has
	who    identity

	// Relation tells how well the confidence of attributions agrees with what is right.
	Relation Calibration
}

func newAttributionScores() *AttributionScores {
	return &AttributionScores{c: counts{}, layers: map[string]bool{}}
}

func (s *AttributionScores) score(g, p *Doc) error {
	t := newText(g.Text, false)
	for _, d := range []*Doc{g, p} {
		if err := d.check(len(t.runes)); err != nil {
			return err
		}
	}
	if g.Attributions != nil {
		s.layers["attributions"] = true
		s.attributions(t, g, p)
	}
	if g.Entities != nil {
		s.layers["entities"] = true
		s.entities(t, g, p)
		if g.GlobalIDs {
			s.layers["identity"] = true
			s.who.add(t, g, p)
		}
	}
	if g.Coref != nil {
		s.layers["coref"] = true
		s.coref(t, g, p)
		s.pronouns(t, g, p)
	}
	if g.Dates != nil {
		s.layers["dates"] = true
		s.dates(g, p)
	}
	if g.Events != nil {
		s.layers["events"] = true
		s.events(t, g, p)
	}
	return nil
}

// check returns an error for a span that does not lie in a text of n code points.
func (d *Doc) check(n int) error {
	var all []Span
	for _, a := range d.Attributions {
		all = slices.Concat(all, a.Source, a.Cue, a.Content, a.Target)
	}
	for _, e := range d.Entities {
		all = append(all, e.Span)
		if e.Mention != (Span{}) {
			all = append(all, e.Mention)
		}
	}
	for _, c := range d.Coref {
		all = append(all, c...)
	}
	for _, x := range d.Dates {
		all = append(all, x.Span)
	}
	for _, x := range d.Events {
		all = slices.Concat(all, x.Trigger, x.Source, x.Target)
	}
	for _, s := range all {
		if s[0] < 0 || s[0] >= s[1] || s[1] > n {
			return fmt.Errorf("document %q: span [%d,%d) does not lie in its %d code points", d.ID, s[0], s[1], n)
		}
	}
	return nil
}

// item is an attribution as sets of words.
type item struct {
	raw          *Attribution
	content, cue set
	source       set
	alts         []set // acceptable sources
	heads        []int
	target       set
	quote, class string
}

func newItems(t *text, as []Attribution, quotes []set) []item {
	out := make([]item, len(as))
	for i := range as {
		a := &as[i]
		x := item{raw: a, content: t.words(a.Content), cue: t.words(a.Cue), source: t.words(a.Source), target: t.words(a.Target)}
		for _, alt := range append([][]Span{a.Source}, a.SourceAlt...) {
			x.alts = append(x.alts, t.words(alt))
			x.heads = append(x.heads, t.head(alt))
		}
		x.quote, x.class = quoteType(t, x.content, x.cue, quotes), cueClass(t, a.Cue)
		out[i] = x
	}
	return out
}

// dropNested drops predictions that lie inside another that they name as parent.
func dropNested(items []item) []item {
	byID := map[string]*item{}
	for i := range items {
		if id := items[i].raw.ID; id != "" {
			byID[id] = &items[i]
		}
	}
	var out []item
	for i := range items {
		p := byID[items[i].raw.NestedIn]
		if p != nil && p.raw != items[i].raw && len(items[i].content) > 0 && items[i].content.within(p.content) {
			continue
		}
		out = append(out, items[i])
	}
	return out
}

// sourceMatch is how well a predicted source agrees with the gold.
type sourceMatch struct {
	jaccard              float64
	overlap, head, exact bool
}

// matchSource returns the best match over the acceptable sources of g.
func matchSource(g, p *item) sourceMatch {
	best := sourceMatch{jaccard: -1}
	for i, alt := range g.alts {
		var m sourceMatch
		switch {
		case len(alt) == 0 && len(p.source) == 0:
			m = sourceMatch{1, true, true, true}
		case len(alt) > 0 && len(p.source) > 0:
			m = sourceMatch{jaccard(alt, p.source), shared(alt, p.source) > 0,
				p.source.has(g.heads[i]) && alt.has(p.heads[0]), slices.Equal(alt, p.source)}
		}
		if m.better(best) {
			best = m
		}
	}
	return best
}

func (m sourceMatch) better(o sourceMatch) bool {
	if m.jaccard != o.jaccard {
		return m.jaccard > o.jaccard
	}
	if m.overlap != o.overlap {
		return m.overlap
	}
	if m.head != o.head {
		return m.head
	}
	return m.exact && !o.exact
}

func (s *AttributionScores) attributions(t *text, g, p *Doc) {
	quotes := quoteSets(t)
	gold, pred := newItems(t, g.Attributions, quotes), newItems(t, p.Attributions, quotes)
	if g.NestedAnnotated != nil && !*g.NestedAnnotated {
		pred = dropNested(pred)
	}
	matched := pairUp(gold, pred)
	spurious := ignored(t.words(g.Ignore), pred, matched)
	for i := range gold {
		s.c.add("g", 1)
		s.c.add("type/"+gold[i].quote+"/g", 1)
		s.c.add("class/"+gold[i].class+"/g", 1)
		s.c.add("gtok", float64(len(gold[i].content)))
	}
	for j := range pred {
		if spurious[j] {
			continue
		}
		s.c.add("p", 1)
		s.c.add("type/"+pred[j].quote+"/p", 1)
		s.c.add("class/"+pred[j].class+"/p", 1)
		s.c.add("ptok", float64(len(pred[j].content)))
	}
	right := map[int]bool{}
	for i := range gold {
		if j, ok := matched[i]; ok {
			s.aligned(&gold[i], &pred[j])
			right[j] = related(&gold[i], &pred[j])
		}
	}
	for j := range pred {
		if !spurious[j] {
			s.Relation.add(pred[j].raw.Confidence, right[j])
		}
	}
	s.cues(gold, pred, spurious)
}

// related reports whether content and source both overlap by half of their words.
func related(g, p *item) bool {
	return jaccard(g.content, p.content) >= 0.5 && matchSource(g, p).jaccard >= 0.5
}

// pairUp pairs gold and predictions by content, then source, then cue.
func pairUp(gold, pred []item) map[int]int {
	weight := map[pair]float64{}
	for i := range gold {
		for j := range pred {
			if shared(gold[i].content, pred[j].content) > 0 {
				weight[pair{i, j}] = jaccard(gold[i].content, pred[j].content) +
					1e-3*max(matchSource(&gold[i], &pred[j]).jaccard, 0) + 1e-4*jaccard(gold[i].cue, pred[j].cue)
			}
		}
	}
	return assign(weight)
}

// ignored tells which unmatched predictions lie mostly in discarded parts.
func ignored(ignore set, pred []item, matched map[int]int) map[int]bool {
	out := map[int]bool{}
	if len(ignore) == 0 {
		return out
	}
	used := map[int]bool{}
	for _, j := range matched {
		used[j] = true
	}
	for j := range pred {
		n := len(pred[j].content)
		out[j] = !used[j] && n > 0 && 2*shared(pred[j].content, ignore) >= n
	}
	return out
}

// aligned counts a matched pair.
func (s *AttributionScores) aligned(g, p *item) {
	inter := float64(shared(g.content, p.content))
	j := jaccard(g.content, p.content)
	m := matchSource(g, p)
	s.c.add("soft_p", inter/float64(len(p.content)))
	s.c.add("soft_r", inter/float64(len(g.content)))
	s.c.add("tok", inter)
	exact := slices.Equal(g.content, p.content)
	s.c.yes("exact", exact)
	s.c.yes("strict", exact && m.exact)
	s.both("relation", j >= 0.5 && m.jaccard >= 0.5, g, p)
	s.both("relation_head", j >= 0.5 && m.head, g, p)
	s.both("content_j50", j >= 0.5, g, p)
	if j < 0.5 {
		return
	}
	s.c.yes("source_overlap", m.overlap)
	s.c.yes("source_head", m.head)
	s.c.yes("source_exact", m.exact)
	s.c.yes("cue_n", len(g.cue) > 0)
	s.c.yes("cue_ok", len(g.cue) > 0 && shared(g.cue, p.cue) > 0)
	s.c.yes("act_n", g.raw.Act != "")
	s.c.yes("act_ok", g.raw.Act != "" && g.raw.Act == p.raw.Act)
	s.c.yes("target_n", len(g.raw.Target) > 0)
	s.c.yes("target_ok", len(g.raw.Target) > 0 && shared(g.target, p.target) > 0)
}

// both counts a figure that is also given by type of quotation and class of cue.
func (s *AttributionScores) both(key string, ok bool, g, p *item) {
	if !ok {
		return
	}
	s.c.add(key, 1)
	s.c.add("type/"+g.quote+"/"+key+"_r", 1)
	s.c.add("type/"+p.quote+"/"+key+"_p", 1)
	s.c.add("class/"+g.class+"/"+key+"_r", 1)
	s.c.add("class/"+p.class+"/"+key+"_p", 1)
}

func (s *AttributionScores) cues(gold, pred []item, skip map[int]bool) {
	weight := map[pair]float64{}
	for i := range gold {
		s.c.yes("cue_g", len(gold[i].cue) > 0)
		for j := range pred {
			if !skip[j] && shared(gold[i].cue, pred[j].cue) > 0 {
				weight[pair{i, j}] = jaccard(gold[i].cue, pred[j].cue)
			}
		}
	}
	for j := range pred {
		s.c.yes("cue_p", !skip[j] && len(pred[j].cue) > 0)
	}
	for i, j := range assign(weight) {
		s.c.add("cue_overlap", 1)
		s.c.yes("cue_exact", slices.Equal(gold[i].cue, pred[j].cue))
	}
}
