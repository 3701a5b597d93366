package graph

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Counter counts claims and answers by several properties at once.
type Counter interface {
	// Facets must count the newest MaxFaceted claims that the filter matches.
	Facets(ctx context.Context, f ClaimFilter) (*Facets, error)
	// Replies must return the answers that the filter matches as ListLinks does, the
	// newest MaxReplies, newest first.
	Replies(ctx context.Context, f LinkFilter) ([]*Reply, error)
}

// How many claims and answers a Counter looks at.
const (
	MaxFaceted = 5_000
	MaxReplies = 20_000
)

// Facets counts claims by what they have. A claim counts once for each value it has;
// values that it has not got are left out. Lists are in no order until sorted.
type Facets struct {
	Claims   int  // how many claims were counted
	Complete bool // whether these are all
	// By act, source, target, country (of a source or target), publisher (its name, its
	// domain where it has none) and month of FirstPublished, or the year where no month is known.
	Acts, Sources, Targets, Countries, Publishers, Months []Count
}

// Count is how many claims have a value.
type Count struct {
	Value  string
	Claims int
}

// Add puts a count into the facet of that name; others are ignored. A store gives what
// it counted by it.
func (f *Facets) Add(facet string, c Count) {
	list := map[string]*[]Count{"act": &f.Acts, "source": &f.Sources, "target": &f.Targets, "country": &f.Countries,
		"publisher": &f.Publishers, "month": &f.Months}[facet]
	if list != nil && c.Value != "" {
		*list = append(*list, c)
	}
}

// Sort puts the greatest counts first, then the smaller values.
func (f *Facets) Sort() {
	for _, list := range [][]Count{f.Acts, f.Sources, f.Targets, f.Countries, f.Publishers, f.Months} {
		slices.SortFunc(list, func(a, b Count) int { return cmp.Or(cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.Value, b.Value)) })
	}
}

// Reply is an answer to a claim.
type Reply struct {
	Kind                 LinkKind
	FromID, ToID         string   // the claim that answers, the claim that is answered
	SourceIDs, TargetIDs []string // of the claim that is answered
	Said, Answered       Time     // FirstPublished of the two
}

// Lag returns the time from a claim to its answer, as far as both are known: from the
// beginning of the one to the beginning of the other. It is below 0 where the answer
// was published first.
func Lag(said, answered Time) (time.Duration, bool) {
	a, ok1 := said.Start()
	b, ok2 := answered.Start()
	return b.Sub(a), ok1 && ok2
}

// Lags says how long answers took.
type Lags struct {
	Pair                    // whose claims about whom were answered; empty for all together
	Replies                 int
	Least, Median, Greatest time.Duration
}

// SumLags sums up how long the replies took, all together and for each source and
// target of what was answered: those with most replies first, then by source and target.
// Where a time is not known, or there is no source or target, a reply counts in none.
func SumLags(replies []*Reply) (all Lags, pairs []Lags) {
	var whole []time.Duration
	of := map[Pair][]time.Duration{}
	for _, r := range replies {
		lag, ok := Lag(r.Said, r.Answered)
		if !ok {
			continue
		}
		whole = append(whole, lag)
		for _, s := range r.SourceIDs {
			for _, t := range r.TargetIDs {
				of[Pair{s, t}] = append(of[Pair{s, t}], lag)
			}
		}
	}
	for p, list := range of {
		pairs = append(pairs, sumLags(p, list))
	}
	slices.SortFunc(pairs, func(a, b Lags) int {
		return cmp.Or(cmp.Compare(b.Replies, a.Replies), cmp.Compare(a.SourceID, b.SourceID), cmp.Compare(a.TargetID, b.TargetID))
	})
	return sumLags(Pair{}, whole), pairs
}

func sumLags(p Pair, list []time.Duration) Lags {
	if len(list) == 0 {
		return Lags{Pair: p}
	}
	slices.Sort(list)
	return Lags{Pair: p, Replies: len(list), Least: list[0], Median: list[(len(list)-1)/2], Greatest: list[len(list)-1]}
}
