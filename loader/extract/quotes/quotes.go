// Package quotes pairs the quotation marks of a document, across sentences and
// paragraphs. It takes time linear in the text, whatever the marks.
//
// Straight, curly and low marks, guillemets and “ ” all count as double marks
// and close each other, for writers mix them up. Single marks count where they are
// no apostrophes.
package quotes

import (
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// Stage fills Document.Quotes from the text and the blocks.
type Stage struct{}

// Name returns "quotes".
func (Stage) Name() string { return "quotes" }

// Run pairs the marks. The quotations stand in the order of their opening marks.
func (Stage) Run(d *extract.Document) {
	p := pairer{text: d.Text}
	for _, b := range d.Article.Blocks {
		if b.Start < p.done || b.Start >= b.End || b.End > len(d.Text) {
			continue
		}
		p.done = b.End
		p.block(b)
	}
	p.forget()
	d.Quotes = p.sweep()
}

// maxDepth is the deepest nesting of quotations. More marks in a row than that
// open nothing: they are ornament or damage.
const maxDepth = 6

// open is a quotation that waits for its closing mark.
type open struct {
	quote  int // index into out
	single bool
	inner  int // byte of the first double mark that opened inside, -1 if none
}

type pairer struct {
	text string
	done int // bytes of the text that are behind us
	out  []extract.Quote

	stack   []open
	pending []open // ran on to the end of the last paragraph
	marks   []mark
}

func (p *pairer) block(b graph.Block) {
	p.marks = scan(p.marks[:0], p.text, b.Start, b.End)
	dropPossessives(p.marks)
	paragraph := b.Kind == graph.BlockParagraph
	rest := p.marks
	if paragraph {
		rest = p.resume(b)
	}
	for _, m := range rest {
		p.mark(m)
	}
	p.finish(b, paragraph)
}

// resume goes on with the quotations that the paragraph before left open, where
// this one opens them again ("... no end. // "And we ..."), and returns the marks
// that are left. A paragraph that does not open again but closes ("And we shall
// go," he said) goes on as well.
func (p *pairer) resume(b graph.Block) []mark {
	rest, at, n := p.marks, b.Start, 0
	for n < len(p.pending) && len(rest) > 0 && rest[0].at == at && rest[0].single == p.pending[n].single && rest[0].opens {
		p.push(rest[0], true)
		at, rest = rest[0].end, rest[1:]
		n++
	}
	if n == 0 && len(p.pending) > 0 && !p.pending[0].single {
		if m, ok := firstDouble(rest); ok && m.closes && !m.opens {
			p.push(mark{at: b.Start, end: b.Start}, true)
			n = 1
		}
	}
	p.pending = p.pending[n:]
	p.forget()
	return rest
}

func firstDouble(ms []mark) (mark, bool) {
	for _, m := range ms {
		if !m.single {
			return m, true
		}
	}
	return mark{}, false
}

// mark pairs one mark with what is open.
func (p *pairer) mark(m mark) {
	if m.void {
		return
	}
	top := p.innermost(m.single)
	switch {
	case m.opens && !m.closes, m.opens && top < 0:
		p.push(m, false)
	case top >= 0 && (m.closes || !m.opens):
		p.close(top, m)
	case !m.single && !m.closes:
		p.push(m, false) // neither side tells, and none is open
	}
}

// innermost returns the index in the stack of the innermost open quotation, -1 if none.
func (p *pairer) innermost(single bool) int {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].single == single {
			return i
		}
		if single {
			return -1 // a single mark inside double ones cannot close what is outside
		}
	}
	return -1
}

func (p *pairer) push(m mark, continues bool) {
	if len(p.stack) == maxDepth {
		p.unwind(0, m.at)
	}
	if !m.single {
		for i := range p.stack {
			if o := &p.stack[i]; o.inner < 0 && !o.single {
				o.inner = m.at
			}
		}
	}
	p.stack = append(p.stack, open{quote: len(p.out), single: m.single, inner: -1})
	p.out = append(p.out, extract.Quote{Open: m.at, Inner: graph.Span{Start: m.end}, Continues: continues})
}

// close ends the quotation at index i of the stack with m, and what is open inside it.
func (p *pairer) close(i int, m mark) {
	p.unwind(i+1, m.at)
	q := &p.out[p.stack[i].quote]
	q.Close, q.Inner.End, q.Closed = m.end, m.at, true
	p.stack = p.stack[:i]
}

// unwind gives up the quotations from index i of the stack on: they end at the
// double mark that opened inside them, for want of a closing one before it, or at
// end. Unclosed single marks are no quotations.
func (p *pairer) unwind(i, end int) {
	for _, o := range p.stack[i:] {
		p.end(o, end)
		if o.single {
			p.drop(o)
		}
	}
	p.stack = p.stack[:i]
}

// end closes an unclosed quotation in front of its first inner mark or at end.
func (p *pairer) end(o open, end int) {
	if o.inner >= 0 {
		end = o.inner
	}
	q := &p.out[o.quote]
	q.Inner.End = q.Inner.Start + len(strings.TrimRight(p.text[q.Inner.Start:max(end, q.Inner.Start)], " \t\r\n"))
	q.Close = q.Inner.End
}

// drop marks a quotation as none.
func (p *pairer) drop(o open) { p.out[o.quote].Close = -1 }

// finish ends the block: what is still open ends here, and may go on in the next
// paragraph.
func (p *pairer) finish(b graph.Block, paragraph bool) {
	for _, o := range p.stack {
		p.end(o, b.End)
		switch {
		case paragraph && o.inner < 0:
			p.pending = append(p.pending, o)
		case o.single:
			p.drop(o)
		}
	}
	p.stack = p.stack[:0]
}

// forget gives up what the last paragraph left open: double marks stay as they
// ended, single ones were no quotations.
func (p *pairer) forget() {
	for _, o := range p.pending {
		if o.single {
			p.drop(o)
		}
	}
	p.pending = p.pending[:0]
}

// sweep returns the quotations without the dropped and the empty ones.
func (p *pairer) sweep() []extract.Quote {
	keep := p.out[:0]
	for _, q := range p.out {
		if q.Close >= 0 && strings.TrimSpace(q.Inner.Of(p.text)) != "" {
			keep = append(keep, q)
		}
	}
	return keep
}
