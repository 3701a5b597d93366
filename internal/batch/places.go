package batch

import (
	"sort"
	"unicode/utf8"

	"hearsay/graph"
)

// places turns spans of one text into selectors. graph.Select counts code points from
// the beginning of the text for each span; this counts each text once, so that a long
// text with many spans costs no more than the sum of both.
type places struct {
	text  string
	marks []mark
}

// mark tells how many code points stand before a byte.
type mark struct{ bytes, points int }

const (
	markEvery = 4096 // bytes from one mark to the next
	around    = 128  // bytes that hold what a selector shows around its words
)

func newPlaces(text string) *places {
	p := &places{text: text, marks: []mark{{}}}
	for at, points := 0, 0; at+markEvery < len(text); {
		next := runeStart(text, at+markEvery)
		points += utf8.RuneCountInString(text[at:next])
		at = next
		p.marks = append(p.marks, mark{at, points})
	}
	return p
}

// points returns how many code points stand before the byte.
func (p *places) points(at int) int {
	i := sort.Search(len(p.marks), func(i int) bool { return p.marks[i].bytes > at }) - 1
	return p.marks[i].points + utf8.RuneCountInString(p.text[p.marks[i].bytes:at])
}

// selectors returns what graph.Select returns for the text.
func (p *places) selectors(spans []graph.Span) []graph.Selector {
	out := make([]graph.Selector, 0, len(spans))
	for _, s := range spans {
		from := runeStart(p.text, max(0, s.Start-around))
		to := runeStart(p.text, min(len(p.text), s.End+around))
		sel := graph.Select(p.text[from:to], []graph.Span{{Start: s.Start - from, End: s.End - from}})[0]
		before := p.points(from)
		sel.Start, sel.End = sel.Start+before, sel.End+before
		out = append(out, sel)
	}
	return out
}

// runeStart returns the byte at or before which a code point begins.
func runeStart(text string, at int) int {
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}
