package graphtest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"hearsay/graph"
)

// Samples returns n records of invented articles that share people, countries,
// events and claims; the same seed gives the same records. They hold names outside
// ASCII and outside the Basic Multilingual Plane, sources that are absent and
// unnamed, nested attributions, copies of one story and links of each kind.
func Samples(n int, seed uint64) []*graph.Record {
	out := make([]*graph.Record, n)
	for i := range out {
		rng := rand.New(rand.NewPCG(seed, uint64(i)))
		d := &draft{rng: rng, cast: actors, topic: func() topic { return topics[rng.IntN(len(topics))] }}
		out[i] = d.sample(i, 2+rng.IntN(4))
	}
	return out
}

// actor is one of the invented people and bodies.
type actor struct {
	kind    graph.EntityKind
	names   []string
	country string
	unnamed bool
}

var actors = []actor{
	{graph.KindPerson, []string{"Zoë Ånstrand", "Anstrand"}, "NO", false},
	{graph.KindPerson, []string{"Milo Varkany", "Varkany"}, "HU", false},
	{graph.KindPerson, []string{"Нина Полозова", "Nina Polozova"}, "KZ", false},
	{graph.KindPerson, []string{"𐐔ezra Quill", "Quill"}, "", false},
	{graph.KindPerson, []string{"O'Tambe", "Ruth O’Tambe"}, "UG", false},
	{graph.KindPerson, []string{"ﬀoulkes-Brandt"}, "", false},
	{graph.KindCountry, []string{"Norway", "Oslo", "the Norwegian government"}, "NO", false},
	{graph.KindCountry, []string{"Hungary", "Budapest"}, "HU", false},
	{graph.KindCountry, []string{"Uganda", "Kampala"}, "UG", false},
	{graph.KindOrganization, []string{"Harbour Board", "the board"}, "NO", false},
	{graph.KindOrganization, []string{"U.S.B. Shipping", "USB Shipping"}, "", false},
	{graph.KindGroup, []string{"北の漁師"}, "", false},
	{graph.KindGroup, []string{"two officials"}, "", true},
	{graph.KindPerson, []string{"a senior aide"}, "HU", true},
}

type topic struct {
	words string // the proposition
	terms []string
	event string
	time  graph.Time
}

var topics = []topic{
	{"sinking the ferry Aurora on purpose", []string{"aurora", "ferry", "purpose", "sink"}, "the sinking of the Aurora", "2019-03"},
	{"hiding the ferry's inspection papers", []string{"ferry", "hide", "inspection", "paper"}, "", ""},
	{"having sunk the ferry Aurora on purpose", []string{"aurora", "ferry", "have", "purpose", "sink"}, "the sinking of the Aurora", "2019-03-02"},
	{"taking bribes for the fishing quota", []string{"bribe", "fishing", "quota", "take"}, "the quota scandal", "2020"},
	{"paying bribes over the fishing quota", []string{"bribe", "fishing", "pay", "quota"}, "the quota scandal", ""},
	{"lying", []string{"lie"}, "", "2021-05-06T07:08:09Z"},
	{"poisoning the wells of Lund", []string{"lund", "poison", "well"}, "the Lund poisoning", "2020-09-01"},
	{"the “election” — rigged & re‑run", []string{"election", "rerun", "rig"}, "the élection", "2018-12-31"},
}

var publishers = []graph.Publisher{
	{Name: "The Coast Herald", Domain: "coast-herald.example"}, {Name: "Ørsted Tidende"}, {Domain: "wire.example"}, {},
}

var published = []graph.Time{"", "2020", "2020-09", "2020-09-25", "2020-09-25T10:00:00Z", "2020-09-25T23:59:59Z",
	"2020-09-26", "2020-10-01", "2021-01-01", "1999-12-31"}

// draft is a record under way. The article's ID depends on the whole text, so the
// parts get their IDs at the end.
type draft struct {
	rng    *rand.Rand
	cast   []actor
	topic  func() topic
	text   strings.Builder
	rec    graph.Record
	actors []int // into cast, by entity of rec
	events map[string]int
	facts  []fact
}

// fact is one attribution under way; actors by index into draft.actors, -1 for none.
type fact struct {
	att            graph.Attribution
	claim          graph.Claim
	source, target int
	event          int
	parent         int
}

// sample writes article i with so many paragraphs.
func (d *draft) sample(i, paragraphs int) *graph.Record {
	d.events = map[string]int{}
	title := fmt.Sprintf("Report %d from the coast", i)
	d.rec.Article.Blocks = append(d.rec.Article.Blocks, graph.Block{Span: d.write(title), Kind: graph.BlockTitle})
	for range paragraphs {
		d.write("\n\n")
		start := d.text.Len()
		for range 1 + d.rng.IntN(3) {
			d.sentence()
			d.write(" ")
		}
		end := graph.Span{Start: start, End: d.text.Len()}
		d.rec.Article.Blocks = append(d.rec.Article.Blocks, graph.Block{Span: end, Kind: graph.BlockParagraph})
	}
	return d.finish(i, title)
}

func (d *draft) write(s string) graph.Span {
	start := d.text.Len()
	d.text.WriteString(s)
	return graph.Span{Start: start, End: d.text.Len()}
}

// actor writes one of the names of a random actor and notes the mention.
func (d *draft) actor() (int, graph.Span) {
	k := d.rng.IntN(len(d.cast))
	i := slices.Index(d.actors, k)
	if i < 0 {
		i = len(d.actors)
		d.actors = append(d.actors, k)
		a := d.cast[k]
		d.rec.Entities = append(d.rec.Entities, graph.Entity{Kind: a.kind, Unnamed: a.unnamed})
		if d.rng.IntN(2) == 0 {
			d.rec.Entities[i].Country = a.country
		}
	}
	e := &d.rec.Entities[i]
	name := d.cast[k].names[d.rng.IntN(len(d.cast[k].names))]
	if e.Name == "" {
		e.Name = name
	}
	if d.rng.IntN(3) > 0 && !d.cast[k].unnamed {
		e.Aliases = append(e.Aliases, name)
	}
	span := d.write(name)
	kind := graph.MentionName
	if d.cast[k].unnamed {
		kind = graph.MentionNominal
	}
	d.rec.Mentions = append(d.rec.Mentions, graph.Mention{EntityID: fmt.Sprint(i), Kind: kind, Span: span})
	return i, span
}

var cues = []struct {
	words string
	act   graph.SpeechAct
}{
	{" accused ", graph.ActAccuse}, {" denied to ", graph.ActDeny}, {" criticized ", graph.ActCriticize},
	{" said of ", graph.ActSay}, {" warned ", graph.ActWarn}, {" thinks of ", graph.ActThink},
}

// sentence writes "A accused B of doing" and its attribution; now and then without
// a source, without a target, or nested in the one before.
func (d *draft) sentence() {
	f := fact{source: -1, target: -1, event: -1, parent: -1}
	cue := cues[d.rng.IntN(len(cues))]
	if d.rng.IntN(8) > 0 {
		i, span := d.actor()
		f.source, f.att.Source = i, []graph.Span{span}
	}
	f.att.Cue = []graph.Span{d.write(cue.words)}
	if d.rng.IntN(5) > 0 {
		i, span := d.actor()
		f.target, f.att.Target = i, []graph.Span{span}
	}
	t := d.topic()
	d.write(" of ")
	f.att.Content = []graph.Span{d.write(t.words)}
	d.write(".")
	f.att.Proposition, f.att.Time = t.words, t.time
	if d.rng.IntN(4) == 0 {
		f.att.Proposition = strings.ToUpper(t.words)
	}
	if t.event != "" {
		f.event = d.event(t, f.att.Content[0])
	}
	if n := len(d.facts); n > 0 && d.rng.IntN(6) == 0 {
		f.parent = n - 1
	}
	polarity := []graph.Polarity{graph.Positive, graph.Positive, graph.Negative}[d.rng.IntN(3)]
	modality := []graph.Modality{graph.Asserted, graph.Asserted, graph.Possible}[d.rng.IntN(3)]
	f.claim = graph.Claim{Act: cue.act, Polarity: polarity, Modality: modality, Terms: slices.Clone(t.terms), Implicit: d.rng.IntN(9) == 0}
	f.att.Act, f.att.Polarity, f.att.Modality, f.att.Implicit = cue.act, polarity, modality, f.claim.Implicit
	f.att.Type, f.att.Rule = graph.Indirect, "sample"
	f.att.Confidence = graph.Round(0.3 + 0.1*float64(d.rng.IntN(8)))
	if n := len(d.facts); n%4 > 0 { // without a draw, so that the samples stay as they are
		f.att.Parts = &graph.Parts{Span: graph.Round(0.2 * float64(n%6)), Source: 0.93, Act: 1, Target: graph.Round(0.07 * float64(n%13))}
	}
	if d.rng.IntN(3) == 0 {
		f.att.Uttered = "2020-09-24"
	}
	d.facts = append(d.facts, f)
}

func (d *draft) event(t topic, span graph.Span) int {
	i, ok := d.events[t.event]
	if !ok {
		i = len(d.rec.Events)
		d.events[t.event] = i
		e := graph.Event{ID: graph.EventID(t.event), Label: t.event, Time: t.time}
		if d.rng.IntN(3) == 0 {
			e.Label = "reports of " + t.event
		}
		d.rec.Events = append(d.rec.Events, e)
	}
	d.rec.Mentions = append(d.rec.Mentions, graph.Mention{EventID: d.rec.Events[i].ID, Kind: graph.MentionNominal, Span: span})
	return i
}

func (d *draft) finish(i int, title string) *graph.Record {
	r := &d.rec
	r.Extraction = graph.Extraction{ID: graph.ExtractionID("sample", ""), Version: "sample"}
	a := &r.Article
	a.Title, a.Text, a.Lang = title, d.text.String(), "en"
	if i%5 > 0 {
		a.URL = fmt.Sprintf("https://coast-herald.example/%d", i)
	}
	a.ID = graph.ArticleID(a.URL, a.Text)
	a.Published = published[d.rng.IntN(len(published))]
	a.Publisher = publishers[d.rng.IntN(len(publishers))]
	if i%3 == 0 {
		a.Byline = []string{"Wim Tarn", "Ada Brook"}
		a.Source = []graph.Segment{{Clean: 0, Raw: 12, Len: len(a.Text)}}
		a.RawHash = strings.Repeat("0a", 32)
	}
	if i%4 == 1 {
		a.Agency = "North Wire"
	}
	a.Origin = fmt.Sprintf("origin %d", i/2)
	a.ExtractionID = r.Extraction.ID
	d.identify()
	return r
}

// identify gives all parts their IDs, in the order in which they need each other.
func (d *draft) identify() {
	r := &d.rec
	for i := range r.Entities {
		e := &r.Entities[i]
		if e.ID = graph.EntityID(e.Kind, d.cast[d.actors[i]].names[0]); e.Unnamed {
			e.ID = graph.UnnamedID(r.Article.ID, e.Kind, e.Name)
		}
	}
	for i := range r.Events {
		for _, e := range r.Entities {
			if e.Kind == graph.KindCountry {
				r.Events[i].Place = e.ID
			}
		}
	}
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.EventID == "" {
			m.EntityID = r.Entities[atoi(m.EntityID)].ID
		}
		m.ArticleID = r.Article.ID
		m.ID = graph.MentionID(m)
	}
	d.roles()
	for i := range d.facts {
		d.identifyFact(i)
	}
	d.links()
}

func atoi(s string) (n int) {
	fmt.Sscan(s, &n)
	return n
}

// roles gives every person a title in the last country or organization.
func (d *draft) roles() {
	r := &d.rec
	holder := ""
	for _, e := range r.Entities {
		if e.Kind == graph.KindCountry || e.Kind == graph.KindOrganization {
			holder = e.ID
		}
	}
	for _, m := range r.Mentions {
		i := slices.IndexFunc(r.Entities, func(e graph.Entity) bool { return e.ID == m.EntityID })
		if i < 0 || r.Entities[i].Kind != graph.KindPerson {
			continue
		}
		x := graph.Role{PersonID: m.EntityID, HolderID: holder, Title: "harbour master", ArticleID: r.Article.ID, Span: m.Span}
		x.ID = graph.RoleID(&x)
		r.Roles = append(r.Roles, x)
	}
}

func (d *draft) identifyFact(i int) {
	r, f := &d.rec, &d.facts[i]
	if f.source >= 0 {
		f.claim.SourceIDs = []string{r.Entities[f.source].ID}
	}
	if f.target >= 0 {
		f.claim.TargetIDs = []string{r.Entities[f.target].ID}
		f.att.AddresseeIDs, f.att.Addressee = f.claim.TargetIDs, f.att.Target
		if i%3 == 0 && f.source >= 0 && f.source != f.target {
			f.claim.TargetIDs = append(f.claim.TargetIDs, r.Entities[f.source].ID)
			slices.Sort(f.claim.TargetIDs)
		}
	}
	f.claim.ID = graph.ClaimID(&f.claim)
	if !slices.ContainsFunc(r.Claims, func(c graph.Claim) bool { return c.ID == f.claim.ID }) {
		r.Claims = append(r.Claims, f.claim)
	}
	if f.event >= 0 {
		f.att.EventIDs = []string{r.Events[f.event].ID}
	}
	if f.parent >= 0 {
		f.att.ParentID = d.facts[f.parent].att.ID
	}
	f.att.ArticleID, f.att.ClaimID = r.Article.ID, f.claim.ID
	f.att.ID = graph.AttributionID(&f.att)
	r.Attributions = append(r.Attributions, f.att)
}

// links lets the article join some of its claims itself.
func (d *draft) links() {
	r := &d.rec
	for i := 1; i < len(r.Claims); i++ {
		from, to := r.Claims[i-1].ID, r.Claims[i].ID
		kind := []graph.LinkKind{graph.Denies, graph.Confirms, graph.Repeats, graph.Contradicts}[i%4]
		if from > to && (kind == graph.Repeats || kind == graph.Contradicts) {
			from, to = to, from
		}
		if d.rng.IntN(3) > 0 {
			continue
		}
		l := graph.Link{Kind: kind, FromID: from, ToID: to, ArticleID: r.Article.ID, Confidence: 0.75, Rule: "sample"}
		l.ID = graph.LinkID(&l)
		r.Links = append(r.Links, l)
	}
}
