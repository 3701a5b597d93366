// Package link turns an analysed document into a record of the graph: entities
// with their mentions, events, claims, attributions, and the links between the
// claims of the article: which make the same claim, which deny or confirm another.
//
// It is the last stage. It leaves out what it cannot identify; what it writes
// passes graph.Check.
package link

import (
	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/event"
	"hearsay/loader/extract/when"
)

// Stage fills Document.Record, and the fields Same, Denied and Uttered of its
// reports.
type Stage struct{}

// Name returns "link".
func (Stage) Name() string { return "link" }

// Run makes the record.
func (Stage) Run(d *extract.Document) {
	l := newLinker(d)
	for n := range d.Chains {
		d.Chains[n].EntityID = l.idOf(n)
	}
	l.trimSources()
	l.entities()
	l.events()
	l.reports()
	l.same()
	l.echoes()
	l.answers()
	d.Record = l.record()
}

// linker holds what the steps share.
type linker struct {
	d         *extract.Document
	article   string
	dates     []when.Expr
	inEvent   map[int]bool // tokens of event mentions
	headAt    map[int]int  // token that heads a mention of an event to index into found
	kids      [][]int
	inDate    map[int]bool // tokens of dates
	nameTerms []string     // of the chains
	refAt     []int        // index into Document.Mentions of the smallest mention around a token, -1
	found     []event.Event
	eventIDs  []string

	ents     *entityTable
	mentions []graph.Mention
	roles    []graph.Role

	items    []item              // one for each report
	clusters map[int][]int       // reports that make one claim, by the first of them
	inner    map[int][]int       // reports nested in a report
	states   map[string][]string // country code to the folded names of its chains
	links    []graph.Link
}

// item is a report on its way into the record.
type item struct {
	claim graph.Claim
	attr  graph.Attribution
	skip  bool
	// tokens are those of the content, in order.
	tokens  []int
	topic   []string // sorted, see topics
	negated bool     // the content says no to something
	cluster int      // the first report that makes the claim
	pos     int      // byte of its first part
	sent    int      // sentence of the cue, or of the content where there is none
}

func newLinker(d *extract.Document) *linker {
	l := &linker{d: d, article: d.Article.ID, dates: when.Find(d), inEvent: map[int]bool{}, headAt: map[int]int{},
		kids: d.Children(), refAt: make([]int, len(d.Tokens)), ents: newEntityTable()}
	for i := range l.refAt {
		l.refAt[i] = -1
	}
	l.inDate, l.states = map[int]bool{}, map[string][]string{}
	for _, e := range l.dates {
		for i := e.First; i < e.Last; i++ {
			l.inDate[i] = true
		}
	}
	for _, c := range d.Chains {
		l.nameTerms = append(l.nameTerms, nameTerm(c.Name))
		if c.Kind == graph.KindCountry && c.Country != "" {
			l.states[c.Country] = append(l.states[c.Country], nameTerm(c.Name))
		}
	}
	for n, m := range d.Mentions {
		for i := m.First; i < m.Last; i++ {
			if o := l.refAt[i]; o < 0 || m.Last-m.First < d.Mentions[o].Last-d.Mentions[o].First {
				l.refAt[i] = n
			}
		}
	}
	return l
}

// events finds the events and enters their mentions.
func (l *linker) events() {
	l.found = event.Find(l.d, l.dates)
	for _, e := range l.found {
		id := graph.EventID(e.Key)
		l.eventIDs = append(l.eventIDs, id)
		for _, m := range e.Mentions {
			l.headAt[m.Head] = len(l.eventIDs) - 1
			gm := graph.Mention{ArticleID: l.article, EventID: id, Kind: m.Kind, Span: m.Span}
			gm.ID = graph.MentionID(&gm)
			l.mentions = append(l.mentions, gm)
			for _, i := range l.tokensOf([]graph.Span{m.Span}) {
				l.inEvent[i] = true
			}
		}
	}
}

// tokensOf returns the tokens that lie in the spans, in order, each once.
func (l *linker) tokensOf(spans []graph.Span) []int {
	var out []int
	for _, s := range spans {
		for i := l.tokenFrom(s.Start); i < len(l.d.Tokens) && l.d.Tokens[i].Start < s.End; i++ {
			if l.d.Tokens[i].End <= s.End && (len(out) == 0 || out[len(out)-1] < i) {
				out = append(out, i)
			}
		}
	}
	return out
}

// tokenFrom returns the first token that starts at or behind a byte.
func (l *linker) tokenFrom(pos int) int {
	lo, hi := 0, len(l.d.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if l.d.Tokens[mid].Start < pos {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// record puts the parts together, each once and in a fixed order.
func (l *linker) record() *graph.Record {
	r := &graph.Record{Article: *l.d.Article, Entities: l.ents.list()}
	r.Mentions = unique(l.mentions, func(m graph.Mention) string { return m.ID })
	r.Roles = unique(l.roles, func(x graph.Role) string { return x.ID })
	for i, e := range l.found {
		r.Events = append(r.Events, graph.Event{ID: l.eventIDs[i], Label: e.Label, Time: e.Time, Place: e.Place})
	}
	r.Events = unique(r.Events, func(e graph.Event) string { return e.ID })
	for _, it := range l.items {
		if !it.skip {
			r.Claims = append(r.Claims, it.claim)
			r.Attributions = append(r.Attributions, it.attr)
		}
	}
	r.Claims = unique(r.Claims, func(c graph.Claim) string { return c.ID })
	r.Links = unique(l.links, func(x graph.Link) string { return x.ID })
	return r
}

// unique keeps the first of each ID.
func unique[T any](items []T, id func(T) string) []T {
	seen := map[string]bool{}
	var out []T
	for _, x := range items {
		if k := id(x); !seen[k] {
			seen[k] = true
			out = append(out, x)
		}
	}
	return out
}
