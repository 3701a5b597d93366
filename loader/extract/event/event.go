// Package event finds the named happenings that claims are about: elections,
// poisonings, summits, attacks, agreements and their like, with what makes them
// identifiable: who took part, where, when.
//
// The key of an event is made from its type, its parties and its time, so that
// one event meets across sentences and articles. What the words do not identify
// beyond the article ("the vote") keeps to the article; what they do not identify
// at all ("an election") is no event.
package event

import (
	"slices"
	"strconv"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/when"
)

// Event is a happening and where the text mentions it.
type Event struct {
	Key      string // for graph.EventID
	Label    string
	Time     graph.Time
	Place    string // ID of a country entity of the document, or ""
	Mentions []Mention
}

// Mention is a noun phrase for an event.
type Mention struct {
	Span graph.Span // bytes of the phrase without clauses behind it
	Head int        // token
	Kind graph.MentionKind
}

// Find returns the events of the document in the order of their first mention.
func Find(d *extract.Document, dates []when.Expr) []Event {
	f := newFinder(d, dates)
	var found []*candidate
	for i := range d.Tokens {
		if c := f.candidate(i); c != nil {
			found = append(found, c)
		}
	}
	return f.events(merge(found, d.Article.Published.Day()))
}

// candidate is a noun phrase that may mention an event.
type candidate struct {
	typ      *kind
	heads    []int        // tokens, one a mention
	spans    []graph.Span // one a mention
	told     []int        // how much each mention tells
	parties  []string     // entity IDs, sorted
	named    []string     // folded words of its own name, sorted: "cold" of the Cold War
	place    string
	time     graph.Time
	definite bool     // "the", a possessive, or a name inside
	anew     bool     // "a", "an": it does not refer back
	victim   bool     // a named person it happened to
	verbal   bool     // a person's attacks are words, as a rule
	owned    bool     // its only party is its possessor
	words    []string // what else the phrase says, sorted: "disputed" of "the disputed vote"
	ahead    bool     // it is still to come
}

// bare reports whether nothing tells which event of its type it is.
func (c *candidate) bare() bool {
	return len(c.parties) == 0 && c.time == "" && c.place == "" && len(c.named) == 0
}

// merge joins the candidates of one type that mean one event: first each that the
// only other says all of and more ("the poisoning", "the poisoning of Ada Moor"),
// then two that nothing keeps apart ("the vote in Ruritania", "the vote on May 3").
func merge(found []*candidate, published graph.Time) []*candidate {
	found = equals(found)
	if len(found) > maxMerge {
		return found
	}
	for _, fits := range []func(a, b *candidate) bool{within, func(a, b *candidate) bool { return together(a, b, published) }} {
		for {
			i, j := joinable(found, fits)
			if i < 0 {
				break
			}
			found[j].absorb(found[i])
			found = slices.Delete(found, i, i+1)
		}
	}
	return found
}

// maxMerge bounds the candidates that are compared; no news article has as many.
const maxMerge = 300

// equals joins those that say exactly the same.
func equals(found []*candidate) []*candidate {
	var out []*candidate
	first := map[string]*candidate{}
	for _, c := range found {
		k := strings.Join([]string{c.typ.name, c.place, string(c.time), strings.Join(c.parties, " "), strings.Join(c.named, " "),
			strings.Join(c.words, " "), strconv.FormatBool(c.ahead)}, "\x00")
		switch o := first[k]; {
		case c.bare() || c.anew || o == nil:
			if !c.bare() {
				first[k] = c
			}
			out = append(out, c)
		default:
			o.absorb(c)
		}
	}
	return out
}

// joinable returns a candidate and the only one that it fits, -1 if there is none.
func joinable(found []*candidate, fits func(a, b *candidate) bool) (from, to int) {
	for i, a := range found {
		if a.anew && a.bare() || !a.definite && a.bare() {
			continue // "an election" refers to nothing
		}
		only := -1
		for j, b := range found {
			if i == j || a.typ != b.typ || !fits(a, b) || b.bare() {
				continue
			}
			if later := max(i, j); found[later].anew {
				continue // "a pact": another one than that before
			}
			if only >= 0 && !sameEvent(found[only], b) {
				only = -2
				break
			}
			if only < 0 {
				only = j
			}
		}
		if only >= 0 {
			return i, only
		}
	}
	return -1, -1
}

func sameEvent(a, b *candidate) bool { return within(a, b) && within(b, a) }

// together reports whether two candidates that each say what the other does not
// may be one: neither time nor place nor parties differ, and what is still to come
// is not dated before the article.
func together(a, b *candidate, published graph.Time) bool {
	switch {
	case a.bare() || b.bare():
		return false
	case a.time != "" && b.time != "" && !timeWithin(a.time, b.time), a.place != "" && b.place != "" && a.place != b.place:
		return false
	case !slices.Equal(a.parties, b.parties), !slices.Equal(a.named, b.named):
		return false
	case (a.ahead || b.ahead) && (before(a.time, published) || before(b.time, published)):
		return false
	}
	return a.typ.single && a.ahead == b.ahead
}

// before reports whether t is known and lies before the day of publication.
func before(t, published graph.Time) bool {
	n := min(len(t), len(published))
	return n > 0 && t[:n] < published[:n]
}

// within reports whether b says all that a says.
func within(a, b *candidate) bool {
	if a.time != "" && !timeWithin(b.time, a.time) {
		return false
	}
	if a.place != "" && b.place != "" && a.place != b.place {
		return false
	}
	for _, p := range a.parties {
		if !slices.Contains(b.parties, p) && p != b.place {
			return false
		}
	}
	if len(a.named) > 0 && !slices.Equal(a.named, b.named) {
		return false
	}
	for _, w := range a.words {
		if !slices.Contains(b.words, w) && !a.typ.once {
			return false
		}
	}
	return a.place == "" || a.place == b.place || slices.Contains(b.parties, a.place)
}

// timeWithin reports whether fine lies in coarse, or is unknown to the other side.
func timeWithin(fine, coarse graph.Time) bool {
	return fine != "" && (strings.HasPrefix(string(fine), string(coarse)) || strings.HasPrefix(string(coarse), string(fine)))
}

// absorb takes over the mentions of o and what it says more.
func (c *candidate) absorb(o *candidate) {
	c.heads = append(c.heads, o.heads...)
	c.spans = append(c.spans, o.spans...)
	c.told = append(c.told, o.told...)
	for _, p := range o.parties {
		if !slices.Contains(c.parties, p) {
			c.parties = append(c.parties, p)
		}
	}
	slices.Sort(c.parties)
	if len(o.time) > len(c.time) {
		c.time = o.time
	}
	if c.place == "" {
		c.place = o.place
	}
	c.words = append(c.words, o.words...)
	c.owned = c.owned && o.owned
	c.definite = c.definite || o.definite
	c.ahead = c.ahead || o.ahead
	c.victim = c.victim || o.victim
}

// events turns candidates that are identified into events.
func (f *finder) events(found []*candidate) []Event {
	var out []Event
	for _, c := range found {
		key := f.key(c)
		if key == "" {
			continue
		}
		e := Event{Key: key, Time: c.time, Place: c.place}
		order := make([]int, len(c.heads))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(a, b int) int { return c.heads[a] - c.heads[b] })
		for _, i := range order {
			e.Mentions = append(e.Mentions, Mention{Span: c.spans[i], Head: c.heads[i], Kind: f.mentionKind(c.heads[i])})
		}
		e.Label = f.label(c)
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b Event) int { return a.Mentions[0].Head - b.Mentions[0].Head })
	return out
}

// key makes the canonical key, "" where the event is not identified.
func (f *finder) key(c *candidate) string {
	parties := slices.Clone(c.parties)
	if c.place != "" && !slices.Contains(parties, c.place) {
		parties = append(parties, c.place)
	}
	slices.Sort(parties)
	who := strings.Join(append(parties, c.named...), "+")
	at := c.time
	if n := c.typ.timeLen; len(at) > n {
		at = at[:n]
	}
	switch {
	case c.typ.once && c.victim:
		// Nobody is poisoned or buried twice: the time is no part of the key, so that
		// an article that does not date it speaks of the same event.
		return c.typ.name + "|" + strings.Join(c.parties, "+")
	case c.owned && !c.typ.doer && at == "" && len(c.named) == 0 && c.place == "":
		return "" // "Moor's attacks"
	case c.typ.lasting && who != "" && (!c.anew || at != ""):
		return c.typ.name + "|" + who
	case who != "" && at != "":
		return c.typ.name + "|" + who + "|" + string(at)
	case at != "" && c.definite || len(parties) > 1 && !c.typ.planned || who != "" && c.definite && !c.anew:
		return c.typ.name + "|" + who + "|" + string(at) + "|" + f.d.Article.ID
	}
	return ""
}

// label is the phrase that tells most of the event, the longest of equals, without
// its article; a possessive pronoun is replaced by the name it stands for.
func (f *finder) label(c *candidate) string {
	best, score := "", -1
	for i, s := range c.spans {
		text := f.phrase(s)
		for _, lead := range []string{"the ", "The ", "a ", "A ", "an ", "An ", "upcoming ", "this ", "This "} {
			text = strings.TrimPrefix(text, lead)
		}
		text = f.possessor(c.heads[i], s, text)
		if n := 100*c.told[i] + min(len(text), 99); n > score {
			best, score = text, n
		}
	}
	return best
}

// phrase returns the words of s without the dates that only the day of publication
// explains ("last month").
func (f *finder) phrase(s graph.Span) string {
	var words []string
	at := s.Start
	for _, e := range when.Within(f.dates, s) {
		if !strings.ContainsAny(e.Span.Of(f.d.Text), "0123456789") {
			words = append(words, strings.Fields(f.d.Text[at:e.Span.Start])...)
			at = e.Span.End
			for _, own := range []string{" night", " morning", " afternoon", " evening", "'s", "’s"} {
				if strings.HasPrefix(f.d.Text[at:s.End], own) {
					at += len(own)
				}
			}
		}
	}
	words = append(words, strings.Fields(f.d.Text[at:s.End])...)
	if len(words) > 0 && at == s.End {
		for last := len(words) - 1; last > 0 && (words[last] == "of" || words[last] == "in" || words[last] == "on"); last-- {
			words = words[:last]
		}
	}
	return strings.Join(words, " ")
}

// possessor replaces the possessive pronoun that a phrase begins with by the name
// it stands for, and leaves it out where that is not known.
func (f *finder) possessor(head int, s graph.Span, text string) string {
	first, rest, ok := strings.Cut(text, " ")
	for i := head; ok && i >= 0 && f.d.Tokens[i].Start >= s.Start; i-- {
		if t := f.d.Tokens[i]; t.Start == s.Start && t.Tag == "PRP$" && f.d.Form(i) == first {
			if n := f.d.ChainAt(i); n >= 0 && !f.d.Chains[n].Unnamed {
				return f.d.Chains[n].Name + "'s " + rest
			}
			return rest
		}
	}
	return text
}

// mentionKind: an event with a proper name ("World Cup"), else a description.
func (f *finder) mentionKind(head int) graph.MentionKind {
	if strings.HasPrefix(f.d.Tokens[head].Tag, "NNP") {
		return graph.MentionName
	}
	return graph.MentionNominal
}
