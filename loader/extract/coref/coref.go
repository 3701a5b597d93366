// Package coref finds the phrases of a document that refer to people, countries,
// organizations and groups, and says which of them stand for the same one.
//
// It works in sieves, the most certain first: names, then what stands beside a
// name (titles, appositions, predicates, relative pronouns), then, from left to
// right, descriptions by office, country and kind, and pronouns by salience. A
// sieve that is not sure leaves the mention alone: a wrong merge is worse than a
// missing one. The order follows Lee et al. (2011, 2013).
package coref

import (
	"strings"
	"unicode/utf8"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/world"
)

// Stage fills Document.Mentions and Document.Chains. It is safe for concurrent
// use.
type Stage struct{}

// Name returns "coref".
func (Stage) Name() string { return "coref" }

// Run resolves the mentions of d.
func (Stage) Run(d *extract.Document) { Resolve(d, nil) }

// class is what sort of thing a mention refers to.
type class uint8

const (
	unknown class = iota
	person
	country
	organization
	group
)

// mention is a mention under way.
type mention struct {
	first, last, head int // tokens
	core0, core1      int // the name itself, without titles
	kind              graph.MentionKind
	class             class
	plural            bool
	gender            world.Gender
	country           string // of the thing itself, or told by its modifiers
	noun              string // lemma of the head noun, or of the title before a name
	desc              string // noun with its modifiers, without determiner and country, lower case
	title             string // desc without names of organizations: "adviser" of "an FBI adviser"
	house             int    // mention of the organization that is named before the noun, -1
	definite          bool
	owner             int // mention of the possessor, -1
	maker             int // mention of the person whose name stands before the noun, -1: "the Harken campaign"
	org               *world.Organization
	place             bool // only a place here: "in Moscow"
	subject           bool
	quiet             bool // an apposition: it adds nothing to the salience of its name
	sent, quote       int  // quote -1 outside quotation marks
	ent               int  // entity, -1
}

// entity is a referent under way.
type entity struct {
	mentions []int
	class    class
	full     []string // folded words of the fullest person name
	name     string   // fullest name as written
	gender   world.Gender
	country  string
	plural   bool
	org      *world.Organization
	nouns    map[string]bool // what it was called: "senator", "lawyer"
	roles    []role
	desc     string // description where it has no name
	lower    string // the description as it stands inside a sentence
	key      string // folded identity of a description, "" where it is of one mention only
	weight   float64
	at       int // sentence of the last mention
	subjects int // mentions as subject
}

type role struct {
	title   string
	office  *world.Office
	country string
	holder  int // entity, -1
	span    graph.Span
}

type resolver struct {
	us       int // above zero if the text is about the United States, zero if that is not known yet
	d        *extract.Document
	kids     [][]int // children of each token
	quoteOf  []int32 // token to innermost quote, -1
	spots    []spot
	spotAt   []int32 // token to spot, -1
	ms       []mention
	byHead   []int32 // token to mention whose head it is, -1
	ents     []entity
	byCode   map[string]int // countries
	byOrg    map[*world.Organization]int
	byDesc   map[string]int
	speakers []int       // quote to mention of its speaker, -1
	holders  []int       // entities with an office, in the order it was found
	speaks   map[int]int // mention to the last quotation it speaks
	georgia  uint8       // 0 not looked yet, 1 the country, 2 the state
	loud     []bool      // sentence: a headline, where case tells nothing
}

// index makes the look-ups over tokens.
func (r *resolver) index() {
	d := r.d
	n := len(d.Tokens)
	r.kids = d.Children()
	r.quoteOf = make([]int32, n)
	r.byHead = make([]int32, n)
	r.spotAt = make([]int32, n)
	for i := range d.Tokens {
		r.quoteOf[i], r.byHead[i], r.spotAt[i] = -1, -1, -1
	}
	i := 0
	for q, x := range d.Quotes { // in order of their opening; an inner one comes later and wins
		for i > 0 && d.Tokens[i-1].Start >= x.Inner.Start {
			i--
		}
		for i < n && d.Tokens[i].Start < x.Inner.Start {
			i++
		}
		for k := i; k < n && d.Tokens[k].End <= x.Inner.End; k++ {
			r.quoteOf[k] = int32(q)
		}
	}
	r.loud = make([]bool, len(d.Sentences))
	for s, x := range d.Sentences {
		r.loud[s] = r.isLoud(x)
	}
	r.byCode = map[string]int{}
	r.byOrg = map[*world.Organization]int{}
	r.byDesc = map[string]int{}
}

// isLoud reports whether a sentence is a headline: without a full stop, and
// nearly all its longer words begin with a capital ("Minister Warns Allies Over
// Sanctions").
func (r *resolver) isLoud(s extract.Sentence) bool {
	caps, words := 0, 0
	if b := r.d.Article.Blocks; s.Block >= len(b) || b[s.Block].Kind == graph.BlockParagraph || b[s.Block].Kind == graph.BlockCaption {
		if k := s.Last - 1; k < s.First || r.tag(k) == "." || k > s.First && r.tag(k-1) == "." {
			return false
		}
	}
	for i := s.First; i < s.Last; i++ {
		if f := r.d.Form(i); len(f) > 3 && letter(f[0]) {
			words++
			if upper(f) {
				caps++
			}
		}
	}
	return words >= 4 && caps*5 >= words*4
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }

func upper(s string) bool {
	if s == "" {
		return false
	}
	if s[0] < 0x80 {
		return s[0] >= 'A' && s[0] <= 'Z'
	}
	return strings.ToLower(s) != s && strings.ToUpper(s[:firstRune(s)]) == s[:firstRune(s)]
}

func firstRune(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

func (r *resolver) tag(i int) string { return r.d.Tokens[i].Tag }
func (r *resolver) rel(i int) string { return r.d.Tokens[i].Rel }
func (r *resolver) low(i int) string { return r.d.Low(i) }

// lemma is the lower-case lemma of a noun; of a capitalised one ("Ministers")
// the plural is undone by hand, for names keep their form.
func (r *resolver) lemma(i int) string {
	l := strings.ToLower(r.d.Tokens[i].Lemma)
	if n := len(l); n > 3 && l[n-1] == 's' && strings.HasPrefix(r.tag(i), "NNP") {
		if b := l[:n-1]; world.Person(b) || world.In(world.OrganizationNouns, b) {
			return b // "Labs in Ruritania say": a capital at the head of a sentence
		}
	}
	return l
}

func (r *resolver) noun(i int) bool { return strings.HasPrefix(r.tag(i), "NN") }

// text returns the words of tokens [first, last) with single spaces.
func (r *resolver) text(first, last int) string {
	s := r.d.Span(first, last)
	raw := r.d.Text[s.Start:s.End]
	for i := 0; i < len(raw); i++ {
		if c := raw[i]; c < ' ' || c >= utf8.RuneSelf || c == ' ' && (i == 0 || raw[i-1] == ' ') {
			return strings.Join(strings.Fields(raw), " ")
		}
	}
	return raw // one space between words, as nearly always
}

// child returns the first child of i with the relation, -1 for none.
func (r *resolver) child(i int, rel string) int {
	for _, k := range r.kids[i] {
		if r.rel(int(k)) == rel {
			return int(k)
		}
	}
	return -1
}

// newEntity makes an entity of mention m and returns its index.
func (r *resolver) newEntity(m int) int {
	x := &r.ms[m]
	r.ents = append(r.ents, entity{class: x.class, gender: x.gender, country: x.country, plural: x.plural,
		org: x.org, nouns: map[string]bool{}, at: x.sent})
	r.join(m, len(r.ents)-1)
	return len(r.ents) - 1
}

// join puts mention m into entity e.
func (r *resolver) join(m, e int) {
	x, y := &r.ms[m], &r.ents[e]
	x.ent = e
	y.mentions = append(y.mentions, m)
	if y.class == unknown {
		y.class = x.class
	}
	if y.gender == world.Unknown && (y.class == person || y.class == unknown) {
		y.gender = x.gender
	}
	if y.country == "" && x.kind != graph.MentionPronoun {
		y.country = x.country
	}
	if x.noun != "" {
		y.nouns[x.noun] = true
	}
}
