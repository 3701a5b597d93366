// Package when finds the dates in a text and resolves them against the day the
// article was published. It works on the tokens and tags of a document; where a
// tree is there too, the tense of the governing verb tells past from future.
//
// A date keeps the precision that the words have ("last month" is a month, "last
// week" the month that holds the whole week). What cannot be resolved is left
// out: without a publication date "yesterday" is nothing, never today's date.
package when

import (
	"sort"
	"time"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// Expr is a date in the text.
type Expr struct {
	Span        graph.Span // bytes
	First, Last int        // the half-open range of its tokens
	Time        graph.Time // never empty
}

// Find returns the dates of the document that can be resolved, in order.
func Find(d *extract.Document) []Expr {
	f := &finder{d: d, words: plain(d), anchor: anchorOf(d.Article.Published)}
	var out []Expr
	for i := 0; i < len(d.Tokens); {
		m, ok := f.match(i)
		if !ok {
			i++
			continue
		}
		if m.time.Valid() {
			out = append(out, Expr{Span: d.Span(i, m.last), First: i, Last: m.last, Time: m.time})
		}
		i = m.last
	}
	return out
}

// Within returns the dates that lie inside span.
func Within(exprs []Expr, span graph.Span) []Expr {
	i := sort.Search(len(exprs), func(i int) bool { return exprs[i].Span.Start >= span.Start })
	j := i
	for j < len(exprs) && exprs[j].Span.End <= span.End {
		j++
	}
	return exprs[i:j]
}

// anchor is the day of publication, as precisely as it is known.
type anchor struct {
	day time.Time
	// hasDay, hasMonth and hasYear tell how much of the day is known.
	hasDay, hasMonth, hasYear bool
}

func anchorOf(t graph.Time) anchor {
	day, ok := t.Start()
	if !ok {
		return anchor{}
	}
	p := t.Precision()
	return anchor{
		day:      time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC),
		hasDay:   p == graph.PrecisionDay || p == graph.PrecisionSecond,
		hasMonth: p != graph.PrecisionYear,
		hasYear:  true,
	}
}

// cover returns the finest Time that holds both days.
func cover(a, b time.Time) graph.Time {
	switch {
	case a.Equal(b):
		return graph.DateOf(a)
	case a.Year() != b.Year():
		return ""
	case a.Month() == b.Month():
		return graph.Time(a.Format("2006-01"))
	default:
		return graph.Time(a.Format("2006"))
	}
}
