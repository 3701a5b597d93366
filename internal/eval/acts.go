package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"

	"hearsay/loader/extract"
)

// contentious are the acts that the gold of acts annotates.
var contentious = []string{"ACCUSE", "DENY", "CRITICIZE", "THREATEN", "DEMAND"}

// actLevels are the levels of agreement; each demands the one before.
var actLevels = []string{"cue", "act", "act+source", "act+source+target", "act+source+target+content"}

// cueDistance is how far apart, in code points, the cues of one act may stand.
const cueDistance = 60

// ActDoc is a document of an acts file.
type ActDoc struct {
	ID    string    `json:"id"`
	Items []ActItem `json:"items"`
}

// ActItem is one contentious speech act of an acts file.
type ActItem struct {
	Act          string `json:"act"`
	Cue          []Span `json:"cue"`
	Implicit     bool   `json:"implicit"`
	Source       []Span `json:"source"`
	SourceEntity Names  `json:"source_entity"`
	Target       []Span `json:"target"`
	TargetEntity Names  `json:"target_entity"`
	Content      []Span `json:"content"`
	NestedIn     *int   `json:"nested_in"`
	ReportedBy   Names  `json:"reported_by"`
	Answers      []int  `json:"answers"`
	// Confidence of predictions: how probable it is that nothing is wrong.
	Confidence float64 `json:"confidence,omitempty"`
}

// Names is a name, a list of names or null; ";" separates names.
type Names []string

// UnmarshalJSON reads any of the three forms.
func (n *Names) UnmarshalJSON(b []byte) error {
	var list []string
	var one *string
	if err := json.Unmarshal(b, &one); err == nil {
		if one != nil {
			list = []string{*one}
		}
	} else if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	*n = nil
	for _, x := range list {
		for _, y := range strings.Split(x, ";") {
			if y = strings.TrimSpace(y); y != "" {
				*n = append(*n, y)
			}
		}
	}
	return nil
}

// Acts extracts the documents of docs that gold has, writes the predictions to
// out (may be nil), and scores them: all items, and the explicit ones alone.
func Acts(gold, docs io.Reader, out io.Writer, stages []extract.Stage, progress func(int)) (all, explicit *ActScores, err error) {
	texts := map[string]*Doc{}
	if err := readLines(docs, func(d Doc) error { texts[d.ID] = &d; return nil }); err != nil {
		return nil, nil, fmt.Errorf("documents: %w", err)
	}
	all, explicit = newActScores(false), newActScores(true)
	err = readLines(gold, func(g ActDoc) error {
		d := texts[g.ID]
		if d == nil {
			return fmt.Errorf("no text of document %q", g.ID)
		}
		p := predictActs(d, stages)
		if out != nil {
			if err := writeLine(out, p); err != nil {
				return err
			}
		}
		if progress != nil {
			progress(1)
		}
		return errors.Join(all.score(d.Text, &g, p), explicit.score(d.Text, &g, p))
	})
	return all, explicit, err
}

// ScoreActs scores predictions that are already made.
func ScoreActs(gold, pred, docs io.Reader, explicit bool) (*ActScores, error) {
	texts, preds := map[string]string{}, map[string]*ActDoc{}
	if err := readLines(docs, func(d Doc) error { texts[d.ID] = d.Text; return nil }); err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	if err := readLines(pred, func(d ActDoc) error { preds[d.ID] = &d; return nil }); err != nil {
		return nil, fmt.Errorf("predictions: %w", err)
	}
	s := newActScores(explicit)
	err := readLines(gold, func(g ActDoc) error {
		p := preds[g.ID]
		if p == nil {
			p = &ActDoc{ID: g.ID}
		}
		return s.score(texts[g.ID], &g, p)
	})
	return s, err
}

// ActScores counts what is right in predicted acts.
type ActScores struct {
	c        counts
	explicit bool

	// All tells how well the confidence in act, source, target and content agrees with
	// what is right; Accusations does for accusations alone.
	All, Accusations Calibration
}

func newActScores(explicit bool) *ActScores { return &ActScores{c: counts{}, explicit: explicit} }

// party is a source or a target.
type party struct {
	heads set
	names []string
	empty bool
}

func newParty(t *text, spans []Span, entity Names) party {
	p := party{names: entity, empty: len(spans) == 0 && len(entity) == 0}
	for _, s := range spans {
		if h := t.actHead(s); h >= 0 {
			p.heads = append(p.heads, h)
		}
		if len(entity) == 0 {
			surface, _, _ := strings.Cut(t.slice(s[0], s[1]), ",")
			if surface = strings.TrimSpace(surface); !partyPronouns[strings.ToLower(surface)] {
				p.names = append(p.names, surface)
			}
		}
	}
	slices.Sort(p.heads)
	return p
}

// agrees compares two parties by head words or names; by names alone where
// namesOnly is set and the gold one has names.
func (p party) agrees(o party, namesOnly bool) bool {
	if p.empty || o.empty {
		return p.empty && o.empty
	}
	if shared(p.heads, o.heads) > 0 && !(namesOnly && len(p.names) > 0) {
		return true
	}
	for _, a := range p.names {
		for _, b := range o.names {
			if namesAgree(a, b) {
				return true
			}
		}
	}
	return false
}

// actHead returns the head word of a span as the scorer of acts defines it.
func (t *text) actHead(s Span) int {
	last := -1
	for i, k := range t.tokens {
		if k.end <= s[0] {
			continue
		}
		if k.start >= s[1] {
			break
		}
		w := strings.ToLower(t.form(i))
		switch {
		case k.word && (last < 0 || !partyStop[w]):
			last = i
		case last >= 0 && (partyStop[w] || strings.ContainsAny(w, ",;:()[]{}—–-&")):
			return last
		}
	}
	return last
}

type act struct {
	raw            *ActItem
	cue            set // code points
	content        set
	source, target party
}

func newActs(t *text, items []ActItem) ([]act, error) {
	out := make([]act, len(items))
	for i := range items {
		x := &items[i]
		if !slices.Contains(contentious, x.Act) {
			return nil, fmt.Errorf("item %d: unknown act %q", i, x.Act)
		}
		for _, s := range slices.Concat(x.Cue, x.Source, x.Target, x.Content) {
			if s[0] < 0 || s[0] >= s[1] || s[1] > len(t.runes) {
				return nil, fmt.Errorf("item %d: span [%d,%d) does not lie in the text", i, s[0], s[1])
			}
		}
		a := act{raw: x, source: newParty(t, x.Source, x.SourceEntity), target: newParty(t, x.Target, x.TargetEntity)}
		for _, s := range x.Cue {
			for k := s[0]; k < s[1]; k++ {
				a.cue = append(a.cue, k)
			}
		}
		slices.Sort(a.cue)
		for _, w := range t.touched(x.Content) {
			if alnum(t.runes[t.tokens[w].start]) {
				a.content = append(a.content, w)
			}
		}
		out[i] = a
	}
	return out, nil
}

// touched returns all tokens that the spans touch.
func (t *text) touched(spans []Span) (out set) {
	for _, s := range spans {
		for k := s[0]; k < s[1]; k++ {
			if t.owner[k] >= 0 {
				out = append(out, t.owner[k])
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (a *act) contentAgrees(b *act) bool {
	return slices.Equal(a.content, b.content) || jaccard(a.content, b.content) >= 0.5
}

var sentenceEnd = regexp.MustCompile(`\n|[.!?]+["'”’)\]]*\s+(["'“‘(\[]?[A-Z0-9])`)

// cuesNear reports whether two cues stand in one sentence, close together.
func cuesNear(t *text, a, b []Span) bool {
	best, from, to := math.MaxInt, 0, 0
	for _, x := range a {
		for _, y := range b {
			gap := max(y[0]-x[1], x[0]-y[1])
			f, e := min(x[1], y[1]), max(x[0], y[0])
			if gap < best || gap == best && (f < from || f == from && e < to) {
				best, from, to = gap, f, e
			}
		}
	}
	if best == math.MaxInt || to-from > cueDistance {
		return false
	}
	if from >= to {
		return true
	}
	between := t.slice(from, to)
	for _, m := range sentenceEnd.FindAllStringIndex(between, -1) {
		if !abbreviation(t.slice(0, from)+between[:m[0]], between[m[0]:m[1]]) {
			return false
		}
	}
	return true
}

// abbreviation reports whether a stop after before is that of an abbreviation or initial.
func abbreviation(before, mark string) bool {
	end := strings.TrimSpace(strings.TrimRight(mark, `"'“‘([ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789`))
	if end != "." {
		return false
	}
	i := len(before)
	for i > 0 && (before[i-1] == '_' || alnum(rune(before[i-1]))) {
		i--
	}
	w := before[i:]
	return abbreviations[strings.ToLower(w)] || len(w) == 1 && strings.ToUpper(w) == w
}

// pairWeight is how well two items fit, 0 where they may not be paired.
func pairWeight(t *text, g, p *act) float64 {
	content, cue, same := jaccard(g.content, p.content), jaccard(g.cue, p.cue), g.raw.Act == p.raw.Act
	if cue == 0 && content < 0.5 && !(same && cuesNear(t, g.raw.Cue, p.raw.Cue)) {
		return 0
	}
	w := 1 + 4*content + 3*cue
	if same {
		w += 2
	}
	if g.source.agrees(p.source, false) {
		w++
	}
	if g.target.agrees(p.target, false) {
		w++
	}
	return w
}

// depth is how many levels an aligned pair reaches, 1 to 5.
func depth(g, p *act, blame, namesOnly bool) int {
	kind := func(a string) string {
		if blame && a == "CRITICIZE" {
			return "ACCUSE"
		}
		return a
	}
	switch {
	case kind(g.raw.Act) != kind(p.raw.Act):
		return 1
	case !g.source.agrees(p.source, namesOnly):
		return 2
	case !g.target.agrees(p.target, namesOnly):
		return 3
	case !g.contentAgrees(p):
		return 4
	}
	return 5
}

func (s *ActScores) score(body string, gd, pd *ActDoc) error {
	t := newText(body, true)
	gold, err := newActs(t, gd.Items)
	if err != nil {
		return fmt.Errorf("gold %q: %w", gd.ID, err)
	}
	pred, err := newActs(t, pd.Items)
	if err != nil {
		return fmt.Errorf("prediction %q: %w", gd.ID, err)
	}
	weight := map[pair]float64{}
	for i := range gold {
		for j := range pred {
			if w := pairWeight(t, &gold[i], &pred[j]); w > 0 {
				weight[pair{i, j}] = w
			}
		}
	}
	matched := assign(weight)
	dropPred := map[int]bool{}
	dropGold := func(i int) bool { return s.explicit && gold[i].raw.Implicit }
	for i, j := range matched {
		if dropGold(i) {
			dropPred[j] = true
			delete(matched, i)
		}
	}
	for i := range gold {
		if !dropGold(i) {
			s.c.add("gold", 1)
			s.c.add("gold/"+gold[i].raw.Act, 1)
		}
	}
	for j := range pred {
		if !dropPred[j] {
			s.c.add("pred", 1)
			s.c.add("pred/"+pred[j].raw.Act, 1)
		}
	}
	right := map[int]bool{}
	for i, j := range matched {
		s.reached(&gold[i], &pred[j])
		right[j] = depth(&gold[i], &pred[j], false, false) == 5
	}
	for j := range pred {
		if dropPred[j] {
			continue
		}
		s.All.add(pred[j].raw.Confidence, right[j])
		if pred[j].raw.Act == "ACCUSE" {
			s.Accusations.add(pred[j].raw.Confidence, right[j])
		}
	}
	s.answers(gold, pred, matched, dropGold, dropPred)
	return nil
}

func (s *ActScores) reached(g, p *act) {
	for _, l := range actLevels[:depth(g, p, false, false)] {
		s.c.add("exact/"+l, 1)
		s.c.add("gold/"+g.raw.Act+"/"+l, 1)
		s.c.add("pred/"+p.raw.Act+"/"+l, 1)
	}
	for _, l := range actLevels[:depth(g, p, true, false)] {
		s.c.add("blame/"+l, 1)
	}
	for _, l := range actLevels[:depth(g, p, false, true)] {
		s.c.add("names/"+l, 1)
	}
}

// answers counts denials tied to what they answer.
func (s *ActScores) answers(gold, pred []act, matched map[int]int, dropGold func(int) bool, dropPred map[int]bool) {
	links := func(items []act, drop func(int) bool) map[pair]bool {
		out := map[pair]bool{}
		for i := range items {
			if items[i].raw.Act != "DENY" || drop(i) {
				continue
			}
			for _, a := range items[i].raw.Answers {
				if a >= 0 && a < len(items) && !drop(a) {
					out[pair{i, a}] = true
				}
			}
		}
		return out
	}
	g, p := links(gold, dropGold), links(pred, func(j int) bool { return dropPred[j] })
	found := map[pair]bool{}
	for l := range g {
		j, ok := matched[l.row]
		a, ok2 := matched[l.col]
		if ok && ok2 && p[pair{j, a}] {
			found[l] = true
		}
	}
	firsts := func(m map[pair]bool) float64 {
		rows := map[int]bool{}
		for l := range m {
			rows[l.row] = true
		}
		return float64(len(rows))
	}
	for name, f := range map[string]func(map[pair]bool) float64{
		"answers": firsts, "answers_links": func(m map[pair]bool) float64 { return float64(len(m)) },
	} {
		s.c.add(name+"/g", f(g))
		s.c.add(name+"/p", f(p))
		s.c.add(name+"/ok", f(found))
	}
}

// Rows returns the figures of a report.
func (s *ActScores) Rows() (out []Row) {
	c, suffix := s.c, ""
	if s.explicit {
		suffix = " (explicit)"
	}
	add := func(name string, x PRF) { out = append(out, Row{Name: name + suffix, PRF: &x}) }
	for i, variant := range []string{"exact", "blame", "names"} {
		for _, l := range actLevels[i:] {
			name := l
			if i > 0 {
				name = variant + ": " + l
			}
			add(name, prf(c[variant+"/"+l], c["pred"], c[variant+"/"+l], c["gold"]))
		}
	}
	for _, k := range []string{"answers", "answers_links"} {
		add(k, prf(c[k+"/ok"], c[k+"/p"], c[k+"/ok"], c[k+"/g"]))
	}
	if s.All.any() {
		out = append(out, s.All.row("confidence error"+suffix), s.Accusations.row("ACCUSE: confidence error"+suffix))
	}
	last := actLevels[len(actLevels)-1]
	for _, a := range contentious {
		if c["pred/"+a] > 0 || c["gold/"+a] > 0 {
			for _, l := range []string{actLevels[3], last} {
				add(a+": "+l, prf(c["pred/"+a+"/"+l], c["pred/"+a], c["gold/"+a+"/"+l], c["gold/"+a]))
			}
		}
	}
	return out
}
