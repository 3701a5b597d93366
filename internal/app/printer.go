package app

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph"
)

// part is what a marked span is of its attribution.
type part struct {
	tag   string // before the words, where there are no colours
	color string // SGR parameters
}

var (
	partSource  = part{"S:", "1;34"}
	partCue     = part{"C:", "33"}
	partContent = part{"“", "32"}
	partTarget  = part{"T:", "31"}
)

const sgrReset = "\x1b[0m"

// mark is a span with what it is.
type mark struct {
	graph.Span
	part
}

// printer shows one record on a terminal.
type printer struct {
	w        *bufio.Writer
	r        *graph.Record
	entities map[string]graph.Entity
	claims   map[string]graph.Claim
	marks    []mark
	color    bool
	width    int
}

func newPrinter(e *environment, r *graph.Record, color bool) *printer {
	p := &printer{w: bufio.NewWriter(e.Out), r: r, color: color, width: max(e.Width, 40),
		entities: map[string]graph.Entity{}, claims: map[string]graph.Claim{}}
	for _, x := range r.Entities {
		p.entities[x.ID] = x
	}
	for _, x := range r.Claims {
		p.claims[x.ID] = x
	}
	add := func(spans []graph.Span, kind part) {
		for _, s := range spans {
			p.marks = append(p.marks, mark{s, kind})
		}
	}
	for _, a := range r.Attributions {
		add(a.Source, partSource)
		add(a.Cue, partCue)
		add(a.Content, partContent)
		add(a.Target, partTarget)
	}
	slices.SortStableFunc(p.marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.Len(), b.Len()), cmp.Compare(a.Start, b.Start), strings.Compare(a.tag, b.tag))
	})
	p.marks = slices.Compact(p.marks) // one source of two attributions
	slices.SortFunc(r.Attributions, func(a, b graph.Attribution) int {
		if d := a.Pos() - b.Pos(); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
	return p
}

func (p *printer) print() error {
	a := &p.r.Article
	p.head("Article", a.ID)
	p.head("URL", a.URL)
	publisher := a.Publisher.Name
	if !strings.EqualFold(publisher, a.Publisher.Domain) {
		publisher += " " + a.Publisher.Domain
	}
	p.head("Published", strings.TrimSpace(string(a.Published)+"  "+publisher))
	p.head("By", strings.TrimSpace(strings.Join(a.Byline, ", ")+"  "+a.Agency))
	next := 0
	for _, b := range a.Blocks {
		fmt.Fprintln(p.w)
		p.block(b)
		for ; next < len(p.r.Attributions) && p.r.Attributions[next].Pos() < b.End; next++ {
			p.claim(&p.r.Attributions[next])
		}
	}
	entities := "1 entity"
	if n := len(p.r.Entities); n != 1 {
		entities = fmt.Sprintf("%d entities", n)
	}
	fmt.Fprintf(p.w, "\n%s, %s, %s\n", count(len(p.r.Attributions), "attribution"), count(len(p.r.Claims), "claim"), entities)
	return p.w.Flush()
}

func (p *printer) head(name, value string) {
	if value = strings.TrimSpace(value); value != "" {
		fmt.Fprintf(p.w, "%-10s %s\n", name, oneLine(value, 500))
	}
}

// block prints a block with its marks, wrapped at the width of the terminal.
func (p *printer) block(b graph.Block) {
	col := 0
	// makeRoom parts the next word from the last by a space, or by a new line
	makeRoom := func(word string) {
		n := len([]rune(word))
		if col > 0 && col+1+n > p.width {
			fmt.Fprintln(p.w)
			col = 0
		} else if col > 0 {
			fmt.Fprint(p.w, " ")
			col++
		}
		col += n
	}
	text := p.r.Article.Text
	for _, word := range fields(text, b.Span) {
		makeRoom(printable(word.Of(text)))
		p.word(word)
	}
	fmt.Fprintln(p.w)
}

// word prints one word, cut where marks begin and end.
func (p *printer) word(w graph.Span) {
	text := p.r.Article.Text
	cuts := []int{w.Start, w.End}
	for _, m := range p.marks {
		for _, c := range []int{m.Start, m.End} {
			if c > w.Start && c < w.End {
				cuts = append(cuts, c)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i := range cuts[:len(cuts)-1] {
		piece := graph.Span{Start: cuts[i], End: cuts[i+1]}
		s := printable(piece.Of(text))
		if m, ok := p.innermost(piece); ok && p.color {
			s = "\x1b[" + m.color + "m" + s + sgrReset
		} else if ok {
			s = p.bracket(piece, s)
		}
		fmt.Fprint(p.w, s)
	}
}

// bracket puts brackets around s where marks begin or end with its piece, those of the
// longer marks outside.
func (p *printer) bracket(piece graph.Span, s string) string {
	for _, m := range p.marks { // the shorter ones first
		if m.Start == piece.Start {
			s = "[" + m.tag + s
		}
		if m.End == piece.End {
			s += "]"
		}
	}
	return s
}

// innermost returns the shortest mark over s.
func (p *printer) innermost(s graph.Span) (best mark, ok bool) {
	for _, m := range p.marks {
		if m.Covers(s) && (!ok || m.Len() < best.Len()) {
			best, ok = m, true
		}
	}
	return best, ok
}

// claim prints what an attribution claims, on a line under its paragraph.
func (p *printer) claim(a *graph.Attribution) {
	c := p.claims[a.ClaimID]
	act := string(a.Act)
	if a.Implicit {
		act += " (implicit)"
	}
	line := fmt.Sprintf("%s: %s → %s", act, names(p.entities, c.SourceIDs), names(p.entities, c.TargetIDs))
	if a.Proposition != "" {
		line += ": " + a.Proposition
	}
	indent := "  "
	if a.ParentID != "" {
		indent = "    "
	}
	fmt.Fprintf(p.w, "%s• %s  (%.2f)\n", indent, oneLine(line, 4*p.width), a.Confidence)
}

// fields cuts the words of a span at white space.
func fields(text string, s graph.Span) []graph.Span {
	var out []graph.Span
	start := -1
	for i := s.Start; i < s.End; i++ {
		space := text[i] == ' ' || text[i] == '\n' || text[i] == '\t'
		if space && start >= 0 {
			out = append(out, graph.Span{Start: start, End: i})
			start = -1
		} else if !space && start < 0 {
			start = i
		}
	}
	if start >= 0 {
		out = append(out, graph.Span{Start: start, End: s.End})
	}
	return out
}
