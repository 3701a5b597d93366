package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/english"
)

type explainCmd struct {
	Article string `arg:"" help:"A file, - for standard input, or the ID or URL of a stored article; it is analysed anew."`
	JSON    bool   `help:"Print the explanation as JSON, one article a line; offsets are bytes of the clean text."`
	engineFlags
}

// Help gives examples.
func (explainCmd) Help() string {
	return `For each sentence with attributions: its tree (a word stands the deeper the further it is from the root), tags and names. For each attribution: the rule that found it, what its cue said and what made the act of it, who the words of source and target stand for and by which mentions, and the links to other claims.

Examples:
  hearsay explain testdata/articles/harbour-pact.md
  hearsay explain art_m4nvx... --json`
}

// Run explains the article.
func (c explainCmd) Run(ctx context.Context, e *environment) error {
	records, err := showCmd{Article: c.Article}.records(ctx, e)
	if err != nil {
		return err
	}
	engine, err := c.engine(ctx, e)
	if err != nil {
		return err
	}
	for i, r := range records {
		x := explain(engine.English, &r.Article)
		if c.JSON {
			enc := json.NewEncoder(e.Out)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(x); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			fmt.Fprintln(e.Out)
		}
		if err := x.print(e.Out); err != nil {
			return err
		}
	}
	engine.tell(e)
	return nil
}

// explanation tells how the record of an article came about.
type explanation struct {
	Article    string             `json:"article"`
	Title      string             `json:"title,omitempty"`
	Extraction graph.Extraction   `json:"extraction"`
	English    bool               `json:"english"`
	Sentences  []explainedPart    `json:"sentences"`
	Chains     []explainedChain   `json:"chains"`
	Reports    []*explainedReport `json:"reports"`
}

// explainedPart is a sentence that holds the cue of a report, or its first words.
type explainedPart struct {
	Number int             `json:"number"` // from 0, of all sentences
	Span   graph.Span      `json:"span"`
	Text   string          `json:"text"`
	Tokens []explainedWord `json:"tokens"`
	Names  []explainedName `json:"names,omitempty"`
}

type explainedWord struct {
	Text  string `json:"text"`
	Tag   string `json:"tag"`
	Lemma string `json:"lemma"`
	Head  int    `json:"head"` // index into the tokens of the sentence, -1 for the root
	Rel   string `json:"rel"`
	depth int
}

type explainedName struct {
	Text string `json:"text"`
	Type string `json:"type"`
}

// explainedChain is one who or what the article speaks of.
type explainedChain struct {
	Name     string             `json:"name"`
	Kind     string             `json:"kind"`
	Unnamed  bool               `json:"unnamed,omitempty"`
	Entity   string             `json:"entity"`
	Mentions []explainedMention `json:"mentions"`
}

type explainedMention struct {
	Text     string     `json:"text"`
	Kind     string     `json:"kind"`
	Sentence int        `json:"sentence"`
	Span     graph.Span `json:"span"`
}

// explainedParty is the source, target or addressee of a report.
type explainedParty struct {
	Words    string   `json:"words"`
	Chains   []int    `json:"chains,omitempty"`   // indices into chains
	Entities []string `json:"entities,omitempty"` // what the record has, by name
}

type explainedReport struct {
	Sentence    int             `json:"sentence"`
	Attribution string          `json:"attribution,omitempty"` // "" where the record leaves it out
	Rule        string          `json:"rule"`
	Cue         string          `json:"cue"`
	CueLemma    string          `json:"cueLemma,omitempty"`
	CueTag      string          `json:"cueTag,omitempty"`
	CueAct      graph.SpeechAct `json:"cueAct"` // of the cue alone
	Act         graph.SpeechAct `json:"act"`
	Implicit    bool            `json:"implicit,omitempty"`
	Why         string          `json:"why"` // cue, construction or content
	Type        string          `json:"type"`
	Polarity    string          `json:"polarity"`
	Modality    string          `json:"modality"`
	Confidence  float64         `json:"confidence"`
	Parts       *graph.Parts    `json:"parts,omitempty"`
	Withdrawn   bool            `json:"withdrawn,omitempty"` // an accusation that was not sure enough
	Source      explainedParty  `json:"source"`
	Target      explainedParty  `json:"target"`
	Addressee   explainedParty  `json:"addressee"`
	Content     string          `json:"content"`
	Parent      int             `json:"parent"` // index into reports, -1
	Links       []explainedLink `json:"links,omitempty"`
	claim       string
}

type explainedLink struct {
	Kind       string  `json:"kind"`
	Out        bool    `json:"out"` // from this claim to the other
	Claim      string  `json:"claim"`
	Text       string  `json:"text"`
	Rule       string  `json:"rule"`
	Confidence float64 `json:"confidence"`
}

// explain analyses an article and keeps what each report was before its act was settled.
func explain(engine *english.English, a *graph.Article) *explanation {
	var found []extract.Report
	settled := false
	d := engine.Analyse(a, func(s extract.Stage, d *extract.Document) {
		settled = settled || s.Name() == "speechact"
		if !settled {
			found = slices.Clone(d.Reports)
		}
	})
	x := &explanation{Article: a.ID, Title: a.Title, Extraction: d.Record.Extraction, English: english.Is(a.Text),
		Sentences: []explainedPart{}, Chains: []explainedChain{}, Reports: []*explainedReport{}}
	for _, c := range d.Chains {
		x.Chains = append(x.Chains, explainChain(d, c))
	}
	v := newExplainer(d, found)
	shown := map[int]bool{}
	for i := range d.Reports {
		r := v.report(i)
		x.Reports = append(x.Reports, r)
		if r.Sentence >= 0 && !shown[r.Sentence] {
			shown[r.Sentence] = true
			x.Sentences = append(x.Sentences, explainSentence(d, r.Sentence))
		}
	}
	slices.SortFunc(x.Sentences, func(a, b explainedPart) int { return a.Number - b.Number })
	return x
}

func explainChain(d *extract.Document, c extract.Chain) explainedChain {
	out := explainedChain{Name: c.Name, Kind: string(c.Kind), Unnamed: c.Unnamed, Entity: c.EntityID, Mentions: []explainedMention{}}
	for _, n := range c.Mentions {
		m := d.Mentions[n]
		s := d.Span(m.First, m.Last)
		out.Mentions = append(out.Mentions, explainedMention{s.Of(d.Text), string(m.Kind), d.Tokens[m.Head].Sent, s})
	}
	return out
}

func explainSentence(d *extract.Document, n int) explainedPart {
	s := d.Sentences[n]
	out := explainedPart{Number: n, Span: d.Span(s.First, s.Last)}
	out.Text = out.Span.Of(d.Text)
	for i := s.First; i < s.Last; i++ {
		t := d.Tokens[i]
		w := explainedWord{Text: d.Form(i), Tag: t.Tag, Lemma: t.Lemma, Head: -1, Rel: t.Rel}
		if t.Head >= s.First && t.Head < s.Last {
			w.Head = t.Head - s.First
		}
		for h := t.Head; h >= s.First && h < s.Last && w.depth < s.Last-s.First; h = d.Tokens[h].Head {
			w.depth++
		}
		out.Tokens = append(out.Tokens, w)
	}
	for _, m := range d.Names {
		if m.First >= s.First && m.First < s.Last {
			out.Names = append(out.Names, explainedName{d.Span(m.First, m.Last).Of(d.Text), string(m.Type)})
		}
	}
	return out
}

// explainer looks up what the record made of the reports of a document.
type explainer struct {
	d        *extract.Document
	found    []extract.Report // as they were when they were found
	claims   map[string]*graph.Claim
	entities map[string]graph.Entity
}

func newExplainer(d *extract.Document, found []extract.Report) *explainer {
	v := &explainer{d: d, found: found, claims: map[string]*graph.Claim{}, entities: map[string]graph.Entity{}}
	for i := range d.Record.Claims {
		v.claims[d.Record.Claims[i].ID] = &d.Record.Claims[i]
	}
	for _, e := range d.Record.Entities {
		v.entities[e.ID] = e
	}
	return v
}

func (v *explainer) report(i int) *explainedReport {
	d, r := v.d, &v.d.Reports[i]
	out := &explainedReport{Sentence: v.sentence(r), Rule: r.Rule, Cue: graph.Join(d.Text, r.Cue), CueAct: r.Act, Act: r.Act,
		Implicit: r.Implicit, Type: string(r.Type), Polarity: string(r.Polarity), Modality: string(r.Modality),
		Confidence: r.Confidence, Parts: r.Parts, Withdrawn: r.Withdrawn, Content: graph.Join(d.Text, r.Content), Parent: r.Parent}
	if r.CueHead >= 0 {
		out.CueLemma, out.CueTag = d.Tokens[r.CueHead].Lemma, d.Tokens[r.CueHead].Tag
	}
	if len(v.found) == len(d.Reports) {
		out.CueAct = v.found[i].Act
	}
	switch {
	case r.Implicit || r.CueHead < 0:
		out.Why = "content"
	case out.CueAct != r.Act:
		out.Why = "construction"
	default:
		out.Why = "cue"
	}
	out.Source = explainedParty{Words: graph.Join(d.Text, r.Source), Chains: r.SourceChains}
	out.Target = explainedParty{Words: graph.Join(d.Text, r.Target), Chains: r.TargetChains}
	out.Addressee = explainedParty{Words: graph.Join(d.Text, r.Addressee), Chains: r.AddresseeChains}
	if a := d.Attribution(r); a != nil {
		c := v.claims[a.ClaimID]
		out.Attribution, out.claim = a.ID, a.ClaimID
		out.Source.Entities, out.Target.Entities = v.names(c.SourceIDs), v.names(c.TargetIDs)
		out.Addressee.Entities = v.names(a.AddresseeIDs)
		out.Links = v.links(a.ClaimID)
	}
	return out
}

// sentence returns the sentence of the cue, or of the first words of the content.
func (v *explainer) sentence(r *extract.Report) int {
	if r.CueHead >= 0 {
		return v.d.Tokens[r.CueHead].Sent
	}
	for _, s := range slices.Concat(r.Cue, r.Content) {
		for _, t := range v.d.Tokens {
			if t.Start >= s.Start {
				return t.Sent
			}
		}
	}
	return -1
}

func (v *explainer) names(ids []string) (out []string) {
	for _, id := range ids {
		out = append(out, v.entities[id].Name)
	}
	return out
}

// links returns the links of a claim within the article.
func (v *explainer) links(claim string) (out []explainedLink) {
	for _, l := range v.d.Record.Links {
		other := l.ToID
		if l.ToID == claim {
			other = l.FromID
		} else if l.FromID != claim {
			continue
		}
		x := explainedLink{Kind: string(l.Kind), Out: l.FromID == claim, Claim: other, Rule: l.Rule, Confidence: l.Confidence}
		if c := v.claims[other]; c != nil {
			x.Text = fmt.Sprintf("%s: %s → %s: %s", c.Act, names(v.entities, c.SourceIDs), names(v.entities, c.TargetIDs), c.Proposition)
		}
		out = append(out, x)
	}
	return out
}
