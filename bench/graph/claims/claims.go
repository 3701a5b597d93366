// Package claims makes invented claim graphs of any size: the same number of
// claims and seed always give the same records, byte for byte.
//
//	c := claims.New(100_000, 1)
//	err := c.Each(func(r *graph.Record) error { ... })
//
// Actors, publishers and words are drawn by Zipf's law; an article makes ten
// claims; of a hundred articles twelve are printed again, word for word, by one to
// four other publishers; some claims are made again, denied, repeated in nearly the
// same words or contradicted, so that [graph.Relate] finds links at every size.
package claims

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"hearsay/graph"
)

// Shape of the graph.
const (
	perArticle = 10
	vocabulary = 8000
	common     = 60 // the commonest words of the vocabulary are no terms
	years      = 5
	memory     = 2048 // claims that later articles may take up again
)

// Corpus is the plan of a graph; it holds its actors and words, never its claims.
type Corpus struct {
	Claims     int
	Actors     []graph.Entity // most spoken of first
	Publishers []graph.Publisher
	Events     []graph.Event
	Words      []string // commonest first

	seed                    uint64
	actor, word, publisher  zipf
	extraction              graph.Extraction
	articles                int
	affiliation             []int // of each actor, the actor it belongs to, -1 if none
	countries, institutions []int
}

// New plans a graph of that many claims.
func New(claims int, seed uint64) *Corpus {
	c := &Corpus{Claims: claims, seed: seed, articles: (claims + perArticle - 1) / perArticle}
	c.extraction = graph.Extraction{ID: graph.ExtractionID("bench", "invented"), Version: "bench", Settings: "invented"}
	// Actors grow slower than claims, as they do in news: 10 thousand claims have
	// 1,900 of them, a million 21,000.
	c.actors(max(64, int(16*math.Pow(float64(claims), 0.52))))
	for i := range int(5 * math.Pow(float64(claims), 1.0/3)) {
		name := title(word(i*17+3)) + " Post"
		c.Publishers = append(c.Publishers, graph.Publisher{Name: fmt.Sprintf("The %s %d", name, i), Domain: fmt.Sprintf("p%d.example", i)})
	}
	n := claims/200 + 1
	for i := range n {
		label := fmt.Sprintf("%s summit %d", title(word(i*3+1)), i)
		c.Events = append(c.Events, graph.Event{ID: graph.EventID(label), Label: label, Time: at(i, n).Day(),
			Place: c.Actors[c.countries[i%len(c.countries)]].ID})
	}
	for i := range vocabulary {
		c.Words = append(c.Words, word(i))
	}
	c.actor, c.word, c.publisher = newZipf(len(c.Actors), 0.95), newZipf(vocabulary, 1), newZipf(len(c.Publishers), 0.8)
	return c
}

// actors makes n people, organizations and countries.
func (c *Corpus) actors(n int) {
	r := rand.New(rand.NewPCG(c.seed, 1))
	for i := range n {
		e := graph.Entity{Kind: graph.KindPerson, Name: fmt.Sprintf("%s %s", title(word(i*7+11)), title(word(i*13+5)+fmt.Sprint(i)))}
		switch {
		case i%8 == 0 && len(c.countries) < 195:
			k := len(c.countries)
			e.Kind, e.Name = graph.KindCountry, fmt.Sprintf("%sia%d", title(word(i*7+11)), i)
			e.Country = string([]byte{'A' + byte(k/26), 'A' + byte(k%26)})
			c.countries = append(c.countries, i)
		case i%8 == 1 || i%8 == 2:
			e.Kind = graph.KindOrganization
			c.institutions = append(c.institutions, i)
		}
		e.ID = graph.EntityID(e.Kind, graph.Fold(e.Name))
		c.Actors = append(c.Actors, e)
	}
	for i := range c.Actors {
		home := c.countries[r.IntN(len(c.countries))]
		belongs := c.institutions[r.IntN(len(c.institutions))]
		if c.Actors[i].Kind == graph.KindPerson {
			c.affiliation = append(c.affiliation, belongs)
		} else {
			c.affiliation = append(c.affiliation, -1)
		}
		if c.Actors[i].Country == "" {
			c.Actors[i].Country = c.Actors[home].Country
		}
	}
}

// Published returns the time of the article with that number.
func (c *Corpus) Published(article int) graph.Time { return at(article, c.articles) }

// at returns the instant that lies i/n into the years of the graph.
func at(i, n int) graph.Time {
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	return graph.InstantOf(start.Add(time.Duration(int64(i)*years*365*24*3600/int64(n)) * time.Second))
}

// zipf draws ranks so that rank k comes in proportion to 1/k^s.
type zipf []float64

func newZipf(n int, s float64) zipf {
	z, sum := make(zipf, n), 0.0
	for i := range n {
		sum += 1 / math.Pow(float64(i+1), s)
		z[i] = sum
	}
	return z
}

func (z zipf) draw(r *rand.Rand) int {
	x := r.Float64() * z[len(z)-1]
	lo, hi := 0, len(z)-1
	for lo < hi {
		if mid := (lo + hi) / 2; z[mid] < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

var syllables = strings.Fields("ba ko ri ten mo lu sha ver din pa qu zel nor ti gra fe hul si wan do cre ma po lis ran bel to vi chu ne")

// word returns the i-th invented word.
func word(i int) string {
	n := 2
	if i >= len(syllables)*len(syllables) {
		n = 3
	}
	var b strings.Builder
	for range n {
		b.WriteString(syllables[i%len(syllables)])
		i /= len(syllables)
	}
	return b.String()
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
