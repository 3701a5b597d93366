package batch

import (
	"context"
	"sort"
	"sync"
	"unicode/utf8"

	"hearsay/graph"
)

// text is what the head of an article leaves out.
type text struct {
	*graph.Article
	places func() *places
}

// text reads the texts of all siblings at once, where the first of them is asked for.
func (r *Reader) text(ctx context.Context, a *Article) (*text, error) {
	m, err := once(ctx, a.group, ref("text"), func(ctx context.Context, items []*Article) (map[string]*text, error) {
		full, err := r.Store.FullArticles(ctx, ids(items))
		if err != nil {
			return nil, err
		}
		out := make(map[string]*text, len(full))
		for id, x := range full {
			out[id] = &text{x, sync.OnceValue(func() *places { return newPlaces(x.Text) })}
		}
		return out, nil
	})
	return must(m, a.ID, err)
}

// Text returns the clean text of an article.
func (r *Reader) Text(ctx context.Context, a *Article) (string, error) {
	t, err := r.text(ctx, a)
	if err != nil {
		return "", err
	}
	return t.Text, nil
}

// Blocks returns headline, subheads, paragraphs and captions in code points.
func (r *Reader) Blocks(ctx context.Context, a *Article) ([]*Block, error) {
	t, err := r.text(ctx, a)
	if err != nil {
		return nil, err
	}
	spans := make([]graph.Span, len(t.Blocks))
	for i, b := range t.Blocks {
		spans[i] = b.Span
	}
	out := make([]*Block, len(spans))
	for i, s := range t.places().selectors(spans) {
		out[i] = &Block{Kind: t.Blocks[i].Kind, Start: s.Start, End: s.End, Text: s.Exact}
	}
	return out, nil
}

// selectors returns the places of spans in the text of an article.
func (r *Reader) selectors(ctx context.Context, a *Article, spans []graph.Span) ([]graph.Selector, error) {
	t, err := r.text(ctx, a)
	if err != nil {
		return nil, err
	}
	return t.places().selectors(spans), nil
}

// selector returns the place of one span.
func (r *Reader) selector(ctx context.Context, a *Article, span graph.Span) (graph.Selector, error) {
	s, err := r.selectors(ctx, a, []graph.Span{span})
	if err != nil {
		return graph.Selector{}, err
	}
	return s[0], nil
}

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
