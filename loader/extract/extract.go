// Package extract turns the clean text of an article into a record of the graph:
// who it credits with which words, what they do by saying them, whom they aim at.
//
// A [Document] is the text with typed layers; a [Stage] reads some layers and
// fills others. Stages do no I/O, read no clock and use no randomness, so the same
// article gives the same record; the one exception is the model of package llm,
// which runs only where a user names a server. Package extract/english lists the stages.
//
// Offsets are bytes of Document.Text, which is Article.Text.
package extract

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/graph"
)

// Version names the engine: it changes whenever the same article may give another
// record, so that stores extract it again.
const Version = "0.5.0"

// Stage is one step of the extraction.
type Stage interface {
	// Name is a short word for reports, such as "coref".
	Name() string
	// Run fills its layers of the document. It never fails: what it cannot analyse
	// it leaves out.
	Run(d *Document)
}

// Document is an article with the layers that the stages fill, in the order of
// the fields.
type Document struct {
	Article *graph.Article
	Text    string

	Tokens    []Token       // segment, tag, parse
	Sentences []Sentence    // segment
	Quotes    []Quote       // segment: quotation marks paired across paragraphs
	Names     []Name        // names
	Mentions  []Mention     // coref
	Chains    []Chain       // coref: who or what the mentions stand for
	Reports   []Report      // attribution, then speechact and confidence
	Record    *graph.Record // link

	chainAt []int32  // token to chain plus one, see IndexMentions
	low     []string // forms in lower case, see Low
}

// New returns a document of a without layers.
func New(a *graph.Article) *Document { return &Document{Article: a, Text: a.Text} }

// Token is a word or mark with its analysis.
type Token struct {
	Start, End int    // bytes
	Sent       int    // index into Sentences
	Tag        string // Penn Treebank part of speech
	Lemma      string // lower case, but for names
	Head       int    // index into Tokens of the syntactic head, -1 for a root
	Rel        string // Universal Dependencies relation to the head
}

// Sentence is the half-open range of tokens [First, Last).
type Sentence struct {
	First, Last int
	Block       int // index into Article.Blocks
}

// Quote is a stretch between quotation marks; a quotation that runs on over
// paragraphs is one Quote for each, the later ones with Continues set.
type Quote struct {
	Open, Close int        // bytes: of the opening mark, behind the closing mark
	Inner       graph.Span // what stands between the marks
	Closed      bool
	Continues   bool // goes on from the quotation of the paragraph before
}

// NameType is the type of a name.
type NameType string

// The types of names.
const (
	NamePerson NameType = "PER"
	NameOrg    NameType = "ORG"
	NamePlace  NameType = "LOC"
)

// Name is a proper name: the half-open range of tokens [First, Last).
type Name struct {
	First, Last int
	Type        NameType
}

// Mention is a noun phrase that refers to an actor or an event.
type Mention struct {
	First, Last int // tokens of the whole phrase
	Head        int // token
	Kind        graph.MentionKind
	Chain       int // index into Chains, -1 where it refers to nobody known
}

// Chain is one referent of the document and its mentions.
type Chain struct {
	Mentions []int // indices into Document.Mentions, in order
	Kind     graph.EntityKind
	Name     string // canonical: fullest name without title; the description where unnamed
	Unnamed  bool
	Country  string // ISO 3166-1 alpha-2
	Aliases  []string
	Roles    []Role
	EntityID string // set by coref with graph.EntityID or graph.UnnamedID
}

// Role is an office that the text gives a person.
type Role struct {
	Title  string
	Holder int // index into Chains of the country or organization, -1 if unknown
	Span   graph.Span
}

// Report is an attribution under way: spans by bytes, referents by chain.
type Report struct {
	Source, Cue, Content []graph.Span
	Target, Addressee    []graph.Span

	SourceChains, TargetChains, AddresseeChains []int // indices into Chains

	CueHead     int // token of the cue's head, -1 for a cue without words (a continued quotation)
	ContentHead int // token that heads the content, -1 if unknown
	Parent      int // index into Reports of the outer report, -1
	Type        graph.QuoteType

	Act        graph.SpeechAct
	Implicit   bool
	Polarity   graph.Polarity
	Modality   graph.Modality
	Denied     []int // reports that this one denies
	Same       []int // earlier reports that make the same claim
	Uttered    graph.Time
	Confidence float64      // what its rule believes; from the stage confidence on, a probability
	Parts      *graph.Parts // confidence: of span, source, act and target
	Rule       string       // which rule found it, for explanation
	Agreed     bool         // rules and a model found it, each by itself
	Withdrawn  bool         // it would have been an accusation, but for the threshold
}

// Form returns the text of token i.
func (d *Document) Form(i int) string { return d.Text[d.Tokens[i].Start:d.Tokens[i].End] }

// Low returns the text of token i in lower case. All rules ask for it, so it is made
// once for all tokens.
func (d *Document) Low(i int) string {
	if len(d.low) != len(d.Tokens) {
		d.low = make([]string, len(d.Tokens))
		for k := range d.low {
			d.low[k] = strings.ToLower(d.Form(k))
		}
	}
	return d.low[i]
}

// Span returns the bytes of the tokens [first, last).
func (d *Document) Span(first, last int) graph.Span {
	return graph.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End}
}

// Attribution returns what the record has of a report, nil where it has nothing.
func (d *Document) Attribution(r *Report) *graph.Attribution {
	if d.Record == nil {
		return nil
	}
	a := graph.Attribution{ArticleID: d.Article.ID, Source: inOrder(r.Source), Cue: inOrder(r.Cue), Content: inOrder(r.Content), Act: r.Act}
	id := graph.AttributionID(&a)
	for i := range d.Record.Attributions {
		if d.Record.Attributions[i].ID == id {
			return &d.Record.Attributions[i]
		}
	}
	return nil
}

func inOrder(spans []graph.Span) []graph.Span {
	out := slices.Clone(spans)
	slices.SortFunc(out, func(a, b graph.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	return slices.Compact(out)
}

// IndexMentions prepares ChainAt. Whoever changes Mentions calls it afterwards.
func (d *Document) IndexMentions() {
	d.chainAt = make([]int32, len(d.Tokens))
	size := make([]int, len(d.Tokens))
	for _, m := range d.Mentions {
		if m.Chain >= 0 && (size[m.Head] == 0 || m.Last-m.First < size[m.Head]) {
			d.chainAt[m.Head], size[m.Head] = int32(m.Chain+1), m.Last-m.First
		}
	}
	for _, m := range d.Mentions { // any word of a name leads to it, for trees disagree on its head
		if m.Kind != graph.MentionName || m.Chain < 0 {
			continue
		}
		for i := m.First; i < m.Last; i++ {
			if size[i] == 0 {
				d.chainAt[i] = int32(m.Chain + 1)
			}
		}
	}
}

// ChainAt returns the index of the chain of the smallest mention whose head is
// token i, or of the name that token i is part of; -1 for none.
func (d *Document) ChainAt(i int) int {
	if i < 0 || i >= len(d.chainAt) {
		return -1
	}
	return int(d.chainAt[i]) - 1
}

// Run applies the stages in order.
func Run(d *Document, stages []Stage) {
	for _, s := range stages {
		s.Run(d)
	}
}
