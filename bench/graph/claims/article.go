package claims

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"hearsay/graph"
)

// verb is how an act is worded and how common it and its targets are.
type verb struct {
	act    graph.SpeechAct
	cue    string
	link   string // between target and content
	weight float64
	target float64 // share of its claims that have one
}

var verbs = []verb{
	{graph.ActSay, "said", "that", .30, .4}, {graph.ActAccuse, "accused", "of", .22, 1}, {graph.ActDeny, "denied", "that", .10, .7},
	{graph.ActWarn, "warned", "of", .08, 1}, {graph.ActCriticize, "criticized", "for", .08, 1}, {graph.ActPropose, "proposed", "to", .06, .3},
	{graph.ActDemand, "urged", "to", .06, 1}, {graph.ActPromise, "promised", "to", .04, .3}, {graph.ActPraise, "praised", "for", .03, 1},
	{graph.ActThreaten, "threatened", "with", .03, 1},
}

// statement is one claim before it has a place in an article.
type statement struct {
	verb     int
	sources  []int // actors
	targets  []int
	words    []string
	polarity graph.Polarity
}

// Each makes the records one by one: an article, then those that print it again.
func (c *Corpus) Each(yield func(*graph.Record) error) error {
	w := &author{Corpus: c, r: rand.New(rand.NewPCG(c.seed, 2))}
	for i := 0; w.minted < c.Claims; i++ {
		first := w.article(i)
		if err := yield(first); err != nil {
			return err
		}
		if w.r.Float64() >= .12 {
			continue
		}
		for k := range 1 + w.r.IntN(4) {
			if err := yield(w.reprint(first, fmt.Sprintf("https://wire.example/%d/%d", i, k), min(i+k+1, c.articles))); err != nil {
				return err
			}
		}
	}
	return nil
}

// author writes the articles; it remembers what later ones take up.
type author struct {
	*Corpus
	r       *rand.Rand
	minted  int
	recent  []statement
	charges []statement
}

// article writes the i-th article.
func (w *author) article(i int) *graph.Record {
	p := &page{c: w.Corpus, r: &graph.Record{Extraction: w.extraction}, entity: map[int]bool{}}
	p.paragraph(graph.BlockTitle, func() { p.words(w.plain(6)) })
	n := min(perArticle, w.Claims-w.minted)
	for range n {
		st, again := w.next()
		event := -1
		if w.r.Float64() < .6 {
			event = min(max(i*len(w.Events)/w.articles+w.r.IntN(5)-2, 0), len(w.Events)-1)
		}
		confidence := graph.Round(.4 + .6*w.r.Float64())
		p.paragraph(graph.BlockParagraph, func() {
			p.statement(st, event, confidence)
			p.b.WriteByte(' ')
			p.words(w.plain(12))
		})
		if !again {
			w.minted++
		}
	}
	return p.record(graph.Article{URL: fmt.Sprintf("https://news.example/%d", i), Published: w.Published(min(i, w.articles)),
		Publisher: w.Publishers[w.publisher.draw(w.r)], Origin: fmt.Sprintf("origin %d", i), Lang: "en"})
}

// plain returns n words that nobody said.
func (w *author) plain(n int) []string {
	var out []string
	for range n {
		out = append(out, w.Words[w.word.draw(w.r)])
	}
	return out
}

// next makes a statement: a new one, or one that takes up another. It reports
// whether the very same was made before.
func (w *author) next() (st statement, again bool) {
	x := w.r.Float64()
	switch {
	case x < .05 && len(w.charges) > 0: // the accused deny
		o := w.charges[w.r.IntN(len(w.charges))]
		st = statement{verb: 2, sources: o.targets, targets: o.sources, words: o.words, polarity: graph.Negative}
	case x < .09 && len(w.recent) > 0: // another says the same
		o := w.recent[w.r.IntN(len(w.recent))]
		st = o
		st.sources, st.words = []int{w.other(o.targets)}, slices.Clone(o.words)
		st.words[w.r.IntN(len(st.words))] = w.Words[common+w.r.IntN(vocabulary-common)]
	case x < .11 && len(w.recent) > 0: // another says the opposite
		st = w.recent[w.r.IntN(len(w.recent))]
		st.sources, st.polarity = []int{w.other(st.targets)}, graph.Negative
	case x < .14 && len(w.recent) > 0: // the same claim in another article
		return w.recent[w.r.IntN(len(w.recent))], true
	default:
		st = w.fresh()
	}
	w.keep(st)
	return st, false
}

// fresh makes a statement out of nothing.
func (w *author) fresh() statement {
	st := statement{verb: w.verb(), polarity: graph.Positive, sources: []int{w.actor.draw(w.r)}}
	if w.r.Float64() < .03 {
		st.sources = append(st.sources, w.other(st.sources))
	}
	if w.r.Float64() < verbs[st.verb].target {
		st.targets = []int{w.other(st.sources)}
		if w.r.Float64() < .1 {
			st.targets = append(st.targets, w.other(slices.Concat(st.sources, st.targets)))
		}
	}
	st.words = w.plain(12 + w.r.IntN(13))
	if len(terms(w.Corpus, st.words)) < 3 { // each claim must be one of its own
		for range 6 {
			st.words = append(st.words, w.Words[common+w.r.IntN(vocabulary-common)])
		}
	}
	return st
}

func (w *author) verb() int {
	x := w.r.Float64()
	for i, v := range verbs {
		if x -= v.weight; x < 0 {
			return i
		}
	}
	return 0
}

// other draws an actor that is none of these.
func (w *author) other(than []int) int {
	for {
		if a := w.actor.draw(w.r); !slices.Contains(than, a) {
			return a
		}
	}
}

func (w *author) keep(st statement) {
	remember := func(list []statement) []statement {
		if len(list) < memory {
			return append(list, st)
		}
		list[w.r.IntN(memory)] = st
		return list
	}
	w.recent = remember(w.recent)
	if verbs[st.verb].act == graph.ActAccuse && st.polarity == graph.Positive {
		w.charges = remember(w.charges)
	}
}

// reprint gives the record of the same text in another place.
func (w *author) reprint(first *graph.Record, url string, at int) *graph.Record {
	r := *first
	r.Article.URL, r.Article.Published, r.Article.Publisher = url, w.Published(at), w.Publishers[w.publisher.draw(w.r)]
	r.Article.ID = graph.ArticleID(url, r.Article.Text)
	r.Mentions, r.Attributions, r.Roles = slices.Clone(r.Mentions), slices.Clone(r.Attributions), slices.Clone(r.Roles)
	identify(&r)
	return &r
}

// page is an article that is being written.
type page struct {
	c      *Corpus
	r      *graph.Record
	b      strings.Builder
	entity map[int]bool
}

func (p *page) paragraph(kind graph.BlockKind, write func()) {
	if p.b.Len() > 0 {
		p.b.WriteString("\n\n")
	}
	start := p.b.Len()
	write()
	p.r.Article.Blocks = append(p.r.Article.Blocks, graph.Block{Span: graph.Span{Start: start, End: p.b.Len()}, Kind: kind})
}

// words writes a sentence without meaning.
func (p *page) words(words []string) {
	p.write(title(strings.Join(words, " ")))
	p.b.WriteByte('.')
}

// write writes text and returns where it stands.
func (p *page) write(text string) graph.Span {
	start := p.b.Len()
	p.b.WriteString(text)
	return graph.Span{Start: start, End: p.b.Len()}
}

// name writes an actor and notes the mention.
func (p *page) name(actor int) graph.Span {
	e := p.c.Actors[actor]
	p.know(actor)
	s := p.write(e.Name)
	p.r.Mentions = append(p.r.Mentions, graph.Mention{EntityID: e.ID, Kind: graph.MentionName, Span: s})
	if to := p.c.affiliation[actor]; to >= 0 && actor%4 == 3 {
		p.know(to)
		p.r.Roles = append(p.r.Roles, graph.Role{PersonID: e.ID, HolderID: p.c.Actors[to].ID, Title: "speaker", Span: s})
	}
	return s
}

func (p *page) know(actor int) {
	if !p.entity[actor] {
		p.entity[actor] = true
		p.r.Entities = append(p.r.Entities, p.c.Actors[actor])
	}
}

func (p *page) names(actors []int) (out []graph.Span) {
	for i, a := range actors {
		if i > 0 {
			p.b.WriteString(" and ")
		}
		out = append(out, p.name(a))
	}
	return out
}

// statement writes who said what and notes the attribution and its claim.
func (p *page) statement(st statement, event int, confidence float64) {
	v := verbs[st.verb]
	a := graph.Attribution{Type: graph.Indirect, Act: v.act, Polarity: st.polarity, Modality: graph.Asserted, Confidence: confidence, Rule: "invented"}
	cl := graph.Claim{Act: v.act, Polarity: st.polarity, Modality: graph.Asserted, Terms: terms(p.c, st.words)}
	for _, x := range st.sources {
		cl.SourceIDs = append(cl.SourceIDs, p.c.Actors[x].ID)
	}
	for _, x := range st.targets {
		cl.TargetIDs = append(cl.TargetIDs, p.c.Actors[x].ID)
	}
	slices.Sort(cl.SourceIDs)
	slices.Sort(cl.TargetIDs)
	a.Source = p.names(st.sources)
	p.b.WriteByte(' ')
	a.Cue = []graph.Span{p.write(v.cue)}
	p.b.WriteByte(' ')
	a.Target = p.names(st.targets)
	if len(st.targets) > 0 {
		p.b.WriteByte(' ')
	}
	p.b.WriteString(v.link + " ")
	a.Proposition = strings.Join(st.words, " ")
	a.Content = []graph.Span{p.write(a.Proposition)}
	p.b.WriteByte('.')
	if event >= 0 {
		e := p.c.Events[event]
		a.EventIDs = []string{e.ID}
		if !slices.ContainsFunc(p.r.Events, func(x graph.Event) bool { return x.ID == e.ID }) {
			p.r.Events = append(p.r.Events, e)
			p.know(p.c.countries[event%len(p.c.countries)])
		}
	}
	cl.ID = graph.ClaimID(&cl)
	a.ClaimID = cl.ID
	if !slices.ContainsFunc(p.r.Claims, func(x graph.Claim) bool { return x.ID == cl.ID }) {
		p.r.Claims = append(p.r.Claims, cl)
	}
	p.r.Attributions = append(p.r.Attributions, a)
}

// terms returns what a claim is compared by: its words but for the commonest.
func terms(c *Corpus, words []string) []string {
	var out []string
	for _, w := range words {
		if !slices.Contains(c.Words[:common], w) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// record closes the page.
func (p *page) record(a graph.Article) *graph.Record {
	a.Text, a.Blocks = p.b.String(), p.r.Article.Blocks
	a.Title = a.Text[a.Blocks[0].Start:a.Blocks[0].End]
	a.ID, a.ExtractionID = graph.ArticleID(a.URL, a.Text), p.r.Extraction.ID
	p.r.Article = a
	identify(p.r)
	return p.r
}

// identify gives the parts of a record the IDs that follow from its article.
func identify(r *graph.Record) {
	for i := range r.Mentions {
		r.Mentions[i].ArticleID = r.Article.ID
		r.Mentions[i].ID = graph.MentionID(&r.Mentions[i])
	}
	for i := range r.Roles {
		r.Roles[i].ArticleID = r.Article.ID
		r.Roles[i].ID = graph.RoleID(&r.Roles[i])
	}
	for i := range r.Attributions {
		r.Attributions[i].ArticleID = r.Article.ID
		r.Attributions[i].ID = graph.AttributionID(&r.Attributions[i])
	}
}
