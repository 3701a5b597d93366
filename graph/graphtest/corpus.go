package graphtest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"hearsay/graph"
)

// Corpus returns the records [from, to) of an endless invented corpus for
// measurements: articles of about twenty attributions, more people the longer it
// gets, and words as unevenly spread as in news. A record depends on its number
// only.
func Corpus(from, to int) []*graph.Record {
	var out []*graph.Record
	for i := from; i < to; i++ {
		rng := rand.New(rand.NewPCG(11, uint64(i)))
		d := &draft{rng: rng, cast: castOf(rng, i), topic: func() topic { return topicOf(rng) }}
		out = append(out, d.sample(i, 10))
	}
	return out
}

// castOf returns the eight actors of article i, few of whom are in most articles.
func castOf(rng *rand.Rand, i int) []actor {
	var out []actor
	for range 8 {
		k := zipf(rng, 50+i/5)
		name := invented(k) + " " + invented(7*k+3)
		a := actor{kind: graph.KindPerson, names: []string{name, invented(7*k + 3)}}
		if k < 40 {
			a = actor{kind: graph.KindCountry, names: []string{invented(k), "the government of " + invented(k)}, country: "NO"}
		}
		if !slices.ContainsFunc(out, func(b actor) bool { return b.names[0] == a.names[0] }) {
			out = append(out, a)
		}
	}
	return out
}

// topicOf returns four to nine words out of twenty thousand.
func topicOf(rng *rand.Rand) topic {
	var words []string
	for range 4 + rng.IntN(6) {
		words = append(words, invented(zipf(rng, 20_000)))
	}
	t := topic{words: strings.Join(words, " ")}
	slices.Sort(words)
	t.terms = slices.Compact(words)
	if rng.IntN(4) == 0 {
		t.event = fmt.Sprintf("the affair of %s", invented(zipf(rng, 3000)))
	}
	return t
}

// zipf returns a number below n, each about as often as its inverse.
func zipf(rng *rand.Rand, n int) int {
	return int(rand.NewZipf(rng, 1.07, 8, uint64(n-1)).Uint64())
}

// invented returns the k-th word of an invented language.
func invented(k int) string {
	syllables := []string{"ba", "de", "ki", "lo", "mu", "ra", "se", "ti", "vo", "zu", "pa", "ne", "gi", "fo", "hu", "ja"}
	b := []byte{}
	for k += 256; k > 0; k /= 16 {
		b = append(b, syllables[k%16]...)
	}
	return string(b)
}
