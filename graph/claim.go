package graph

import "slices"

// Claim is what a source puts forward: source, act, target, proposition. Many
// attributions in many articles report one claim. Its truth is never stored.
type Claim struct {
	ID        string    `json:"id"`
	Act       SpeechAct `json:"act"`
	SourceIDs []string  `json:"sources"` // sorted; empty where the article names none (agentless passive)
	TargetIDs []string  `json:"targets"` // sorted
	Polarity  Polarity  `json:"polarity"`
	Modality  Modality  `json:"modality"`
	// Implicit is true where the act is carried by the content alone ("said X had lied").
	Implicit bool `json:"implicit,omitempty"`
	// Terms are the sorted content words (lemmas, folded) by which claims are compared.
	Terms []string `json:"terms,omitempty"`

	// The rest is kept by the store from the attributions that report the claim;
	// what a record says of it is ignored.

	// Proposition is that of the report with the smallest ID.
	Proposition    string   `json:"proposition"`
	EventIDs       []string `json:"events,omitempty"` // union, sorted
	Time           Time     `json:"time,omitempty"`   // smallest that is known
	Confidence     float64  `json:"confidence"`       // greatest
	FirstPublished Time     `json:"firstPublished,omitempty"`
	LastPublished  Time     `json:"lastPublished,omitempty"`
	Reports        int      `json:"reports"`  // attributions
	Articles       int      `json:"articles"` // distinct articles
	Origins        int      `json:"origins"`  // distinct Article.Origin
	// Hidden is set by Lookup where a person decided that it is not to be shown.
	Hidden bool `json:"-"`
	// Brought is what came along with it; see Along.
	Brought *Brought `json:"-"`
	// Seq is its place in Feed; set by ListClaims where that is the order of the list.
	Seq int64 `json:"-"`
}

// Bare returns what makes the claim, without what the store keeps of its reports.
func (c *Claim) Bare() Claim {
	return Claim{ID: c.ID, Act: c.Act, SourceIDs: c.SourceIDs, TargetIDs: c.TargetIDs, Polarity: c.Polarity, Modality: c.Modality,
		Implicit: c.Implicit, Terms: c.Terms}
}

// QuoteType tells how much of the content stands in quotation marks.
type QuoteType string

// The quote types.
const (
	Direct   QuoteType = "DIRECT"
	Indirect QuoteType = "INDIRECT"
	Mixed    QuoteType = "MIXED"
)

// Attribution is one act of reporting in one article (PARC 3, PolNeAR): the
// source that the article credits, the cue, the content.
type Attribution struct {
	ID        string    `json:"id"`
	ArticleID string    `json:"article"`
	ClaimID   string    `json:"claim"`
	ParentID  string    `json:"parent,omitempty"` // the attribution it is nested in
	Type      QuoteType `json:"type"`
	Act       SpeechAct `json:"act"`
	Implicit  bool      `json:"implicit,omitempty"`
	Polarity  Polarity  `json:"polarity"`
	Modality  Modality  `json:"modality"`

	Source    []Span `json:"source,omitempty"` // empty for an agentless passive
	Cue       []Span `json:"cue"`              // may be empty for a continued quotation
	Content   []Span `json:"content,omitempty"`
	Target    []Span `json:"target,omitempty"`
	Addressee []Span `json:"addressee,omitempty"`

	// Proposition is the content freed of who says it, in the words of the article.
	Proposition string   `json:"proposition"`
	EventIDs    []string `json:"events,omitempty"` // what the content is about, sorted
	Time        Time     `json:"time,omitempty"`   // when the deed is said to have happened
	// AddresseeIDs are the entities it was said to, sorted.
	AddresseeIDs []string `json:"addressees,omitempty"`
	// Uttered is when the source said it, as far as the article tells.
	Uttered Time `json:"uttered,omitempty"`
	// Confidence is how probable it is that source and content are right, 0 to 1, two
	// decimals. Parts tells more; nil where the extraction did not.
	Confidence float64 `json:"confidence"`
	Parts      *Parts  `json:"parts,omitempty"`
	Rule       string  `json:"rule"` // the rule of the engine that found it

	// Published repeats the article's time; kept by the store.
	Published Time `json:"published,omitempty"`
	// Hidden is set by Lookup where a person decided that it is not to be shown.
	Hidden bool `json:"-"`
	// Head is the head of the article; set by Edges on the attributions of claims, whose
	// readers mostly ask who published them.
	Head *Article `json:"-"`
	// Reported is the claim that it reports, where that was read along (Along.Claim).
	Reported *Claim `json:"-"`
}

// Parts are the probabilities that the parts of an attribution are right, 0 to 1, two
// decimals. Each takes for granted that those before it are right: a product of the
// first ones tells how probable it is that all of these are.
type Parts struct {
	Span   float64 `json:"span"`   // it is a report, of this content
	Source float64 `json:"source"` // these words name its source, or none do
	Act    float64 `json:"act"`    // the source does this by it
	Target float64 `json:"target"` // it is aimed at this one, or at nobody
}

// rounded returns p with two decimals, nil for nil.
func (p *Parts) rounded() *Parts {
	if p == nil {
		return nil
	}
	return &Parts{Span: Round(p.Span), Source: Round(p.Source), Act: Round(p.Act), Target: Round(p.Target)}
}

// valid reports whether all parts are probabilities; nil is.
func (p *Parts) valid() bool {
	if p == nil {
		return true
	}
	return !slices.ContainsFunc([]float64{p.Span, p.Source, p.Act, p.Target}, func(x float64) bool { return !(x >= 0 && x <= 1) })
}

// Pos returns where in the text the attribution begins: its first span of any part.
func (a *Attribution) Pos() int {
	p := -1
	for _, spans := range [][]Span{a.Source, a.Cue, a.Content} {
		for _, s := range spans {
			if p < 0 || s.Start < p {
				p = s.Start
			}
		}
	}
	return max(p, 0)
}

// LinkKind is how one claim stands to another.
type LinkKind string

// The kinds of links. DENIES and CONFIRMS run from the answer to what it answers;
// REPEATS and CONTRADICTS are symmetric and run from the smaller ID to the greater.
const (
	Denies      LinkKind = "DENIES"
	Confirms    LinkKind = "CONFIRMS"
	Repeats     LinkKind = "REPEATS"
	Contradicts LinkKind = "CONTRADICTS"
)

// Link is an edge between two claims. ArticleID names the article that makes the
// connection; it is empty where the words of the two claims alone make it.
type Link struct {
	ID         string   `json:"id"`
	Kind       LinkKind `json:"kind"`
	FromID     string   `json:"from"`
	ToID       string   `json:"to"`
	ArticleID  string   `json:"article,omitempty"`
	Confidence float64  `json:"confidence"`
	Rule       string   `json:"rule"`

	// Published is the FirstPublished of the claim it runs from; kept by the store.
	Published Time `json:"published,omitempty"`

	// ArticleIDs is set in lists, where one link stands for all links of its kind
	// between two claims: the articles that make the connection, sorted; none where the
	// words alone do. ID is then that of the link without an article, Confidence the
	// greatest, and Rule that of the surest link (of several the one with the smallest ID).
	ArticleIDs []string `json:"-"`
	// Other is the claim at the other end; set by Edges, whose readers ask what answers a
	// claim.
	Other *Claim `json:"-"`
}

// Joined returns the link that stands in lists for all links of one kind between two
// claims; there must be at least one.
func Joined(links []Link) *Link {
	out := links[0]
	for _, l := range links {
		if l.Confidence > out.Confidence || l.Confidence == out.Confidence && l.ID < out.ID {
			out.ID, out.Confidence, out.Rule = l.ID, l.Confidence, l.Rule
		}
		out.ArticleIDs = append(out.ArticleIDs, l.ArticleID)
	}
	out.ArticleID, out.ArticleIDs = "", sorted(out.ArticleIDs)
	out.ID = LinkID(&out)
	return &out
}

// TimeUnit is how finely a timeline counts.
type TimeUnit string

// The units of a timeline.
const (
	ByDay   TimeUnit = "DAY"
	ByMonth TimeUnit = "MONTH"
	ByYear  TimeUnit = "YEAR"
)

// Digits returns how many characters of a Time name the unit.
func (u TimeUnit) Digits() int {
	return map[TimeUnit]int{ByDay: len("2006-01-02"), ByMonth: len("2006-01"), ByYear: len("2006")}[u]
}

// Period counts the claims of one act in one stretch of time.
type Period struct {
	Start  Time
	Act    SpeechAct
	Claims int
}

// Dyad counts the claims of one source about one target.
type Dyad struct {
	SourceID, TargetID            string
	Act                           SpeechAct // the act that is counted, where acts are told apart
	Claims, Articles, Origins     int
	FirstPublished, LastPublished Time
	// Parties are source and target, where they were read along (Along.Parties).
	Parties []*Entity
}
