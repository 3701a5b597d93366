package main

import (
	"cmp"
	_ "embed"
	"fmt"
	"os"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/internal/eval"
	"hearsay/loader/extract"
	"hearsay/loader/extract/confidence"
	"hearsay/loader/extract/english"
)

//go:embed judged.tsv
var judgedFile string

// example is a part of a report that is known to be right or wrong.
type example struct {
	traits []string
	right  bool
	weight float64
	report int // the number of its report
	corpus int
}

// The corpora.
const (
	news = iota
	interviews
	web
	ours
	corpora
)

// weightOfWeb is the weight of EWT, whose texts are less like news.
const weightOfWeb = 0.3

// collector gathers what to learn from, by part.
type collector struct {
	engine   *english.English
	judged   map[string]judgement
	examples map[string][]example
	accused  []accusation
	reports  int // entered so far
}

// accusation is one of which all is known.
type accusation struct {
	traits          map[string][]string
	implicit, right bool
	report          int
}

// heldBack are the articles of GUM on which acts are measured: nothing is learnt from
// them.
var heldBack = []string{"GUM_news_afghan", "GUM_news_asylum", "GUM_news_defector", "GUM_news_election", "GUM_news_hackers",
	"GUM_news_homeopathic", "GUM_news_imprisoned", "GUM_news_questionnaire", "GUM_news_taxes", "GUM_news_warming"}

func newCollector() (*collector, error) {
	e, err := english.New()
	if err != nil {
		return nil, err
	}
	if e, err = e.AccuseAt(0); err != nil { // none is withdrawn
		return nil, err
	}
	judged, err := readJudged(judgedFile)
	if err != nil {
		return nil, err
	}
	return &collector{engine: e, judged: judged, examples: map[string][]example{}}, nil
}

// add enters what is known of a report. Each part is only asked for where those before
// it are right.
func (c *collector) add(corpus int, traits map[string][]string, o *eval.Outcome, weight float64) {
	for _, x := range []struct {
		part string
		v    eval.Verdict
	}{{confidence.Span, o.Span}, {confidence.Source, o.Source}, {confidence.Act, o.Act}, {confidence.Target, o.Target}} {
		if x.v != eval.Unknown {
			c.examples[x.part] = append(c.examples[x.part], example{traits[x.part], x.v == eval.Right, weight, c.reports, corpus})
		}
	}
	c.reports++
	verdicts := []eval.Verdict{o.Span, o.Source, o.Act, o.Target}
	wrong := slices.Contains(verdicts, eval.Wrong)
	if o.Attribution.Act == string(graph.ActAccuse) && (wrong || !slices.Contains(verdicts, eval.Unknown)) {
		c.accused = append(c.accused, accusation{traits, o.Implicit, !wrong, c.reports})
	}
}

// byID returns the traits of the reports of d by the ID of their attribution. They are
// read before the stage confidence changes what it reads.
type watcher struct{ traits []map[string][]string }

// stages returns the stages of the engine, with one before confidence that notes traits.
func (c *collector) stages(w *watcher) []extract.Stage {
	var out []extract.Stage
	for _, s := range c.engine.Stages() {
		if s.Name() == "confidence" {
			out = append(out, w)
		}
		out = append(out, s)
	}
	return out
}

// Name returns "traits".
func (w *watcher) Name() string { return "traits" }

// Run notes the traits of all reports.
func (w *watcher) Run(d *extract.Document) {
	w.traits = nil
	for i := range d.Reports {
		w.traits = append(w.traits, confidence.Traits(d, &d.Reports[i]))
	}
}

// byID returns the traits by the ID of the attribution.
func (w *watcher) byID(d *extract.Document) map[string]map[string][]string {
	out := map[string]map[string][]string{}
	for i := range d.Reports {
		if a := d.Attribution(&d.Reports[i]); a != nil && i < len(w.traits) && out[a.ID] == nil {
			out[a.ID] = w.traits[i]
		}
	}
	return out
}

// outcomes calls use for every attribution of a gold file.
func (c *collector) outcomes(file string, use func(doc string, traits map[string][]string, o *eval.Outcome)) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	w := &watcher{}
	return eval.Outcomes(f, c.stages(w), func(id string, d *extract.Document, all []eval.Outcome) {
		traits := w.byID(d)
		slices.SortFunc(all, func(a, b eval.Outcome) int { return cmp.Compare(a.ID, b.ID) })
		for i := range all {
			if t := traits[all[i].ID]; t != nil {
				use(id, t, &all[i])
			}
		}
	})
}

// gum learns from GUM's news: what it annotates is right, what it does not as judged.
func (c *collector) gum(file string) error {
	type open struct {
		corpus int
		traits map[string][]string
		o      *eval.Outcome
	}
	var sample []open
	others := 0.0 // not annotated and not of those acts that were judged one and all
	if err := c.outcomes(file, func(doc string, traits map[string][]string, o *eval.Outcome) {
		if slices.Contains(heldBack, doc) {
			return
		}
		v, ok := c.judged[key(doc, o)]
		o.Act, o.Target = eval.Unknown, eval.Unknown
		switch {
		case ok && v.all:
			o.Span, o.Source, o.Act, o.Target = v.relation, v.source(), v.act, v.target
			c.add(genre(doc), traits, o, 1)
		case o.Span == eval.Right && (o.Source == eval.Right || !ok):
			c.add(genre(doc), traits, o, 1)
		case ok:
			o.Span, o.Source = v.relation, v.source()
			sample = append(sample, open{genre(doc), traits, o})
			others++
		case !contentious(o.Attribution.Act):
			others++
		}
	}); err != nil {
		return err
	}
	for _, x := range sample {
		c.add(x.corpus, x.traits, x.o, others/float64(len(sample)))
	}
	return nil
}

// genre returns the corpus of an article of GUM.
func genre(doc string) int {
	if strings.HasPrefix(doc, "GUM_interview") {
		return interviews
	}
	return news
}

func contentious(act string) bool {
	switch graph.SpeechAct(act) {
	case graph.ActAccuse, graph.ActDeny, graph.ActCriticize, graph.ActThreaten, graph.ActDemand:
		return true
	}
	return false
}

// ewt learns the source, and act and target of what the cue tells: EWT's acts are those
// of cues.
func (c *collector) ewt(file string) error {
	return c.outcomes(file, func(doc string, traits map[string][]string, o *eval.Outcome) {
		if v, ok := c.judged[key(doc, o)]; ok {
			o.Span, o.Source, o.Act, o.Target = v.relation, v.source(), v.act, v.target
			c.add(web, traits, o, weightOfWeb)
			return
		}
		o.Span = eval.Unknown
		if o.Implicit || !contentious(o.Attribution.Act) { // acts of other granularity
			o.Act, o.Target = eval.Unknown, eval.Unknown
		}
		if o.Act == eval.Wrong {
			o.Target = eval.Unknown
		}
		c.add(web, traits, o, weightOfWeb)
	})
}

// judgement is what a reader found of an attribution that GUM does not annotate.
type judgement struct {
	relation, act, target eval.Verdict
	all                   bool // drawn as one of all of its act, not as one of a sample
}

func (j judgement) source() eval.Verdict {
	if j.relation == eval.Right {
		return eval.Right
	}
	return eval.Unknown
}

func readJudged(s string) (map[string]judgement, error) {
	out := map[string]judgement{}
	for n, line := range strings.Split(strings.TrimSpace(s), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 8 {
			return nil, fmt.Errorf("judged.tsv: line %d has %d columns", n+1, len(f))
		}
		v := map[string]eval.Verdict{"0": eval.Wrong, "1": eval.Right}
		out[strings.Join(f[:4], "\t")] = judgement{v[f[5]], v[f[6]], v[f[7]], f[4] == "all"}
	}
	return out, nil
}

// key names an attribution as judged.tsv does.
func key(doc string, o *eval.Outcome) string {
	spans := func(l []eval.Span) string {
		var out []string
		for _, s := range l {
			out = append(out, fmt.Sprintf("%d-%d", s[0], s[1]))
		}
		return strings.Join(out, " ")
	}
	return strings.Join([]string{doc, spans(o.Attribution.Source), spans(o.Cue), spans(o.Content)}, "\t")
}
