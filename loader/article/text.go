package article

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a reader takes a block for; compose decides what it becomes.
type kind int

const (
	para kind = iota
	heading
	headline // a heading of the first level
	item     // of a list
	quote    // a block quotation
	caption
	furniture // told by markup; dropped
)

// block is a stretch of text that the reader of a format found.
type block struct {
	text mapped
	kind kind
	tail string   // the emphasized words that end it
	urls []string // addresses that it links to or shows
}

// readText cuts plain text or Markdown into blocks.
func (d *draft) readText(m mapped, markdown bool) {
	t := &textReader{d: d, m: m, md: markdown}
	t.lines()
	t.measure()
	t.run()
}

// textReader walks over the lines of a text.
type textReader struct {
	d     *draft
	m     mapped
	md    bool
	line  [][2]int // bytes of each line, without its end
	width int      // of the longest line, in code points
	wraps bool     // lines are wrapped by hand: a line end is no paragraph end
	group [][2]int // lines of the open block
	kind  kind
}

func (t *textReader) lines() {
	for at := 0; at < len(t.m.s); {
		end := strings.IndexByte(t.m.s[at:], '\n')
		if end < 0 {
			end = len(t.m.s) - at
		}
		t.line = append(t.line, [2]int{at, at + end})
		at += end + 1
	}
}

func (t *textReader) str(l [2]int) string { return t.m.s[l[0]:l[1]] }

// measure decides whether lines are wrapped: none is long, and most end in the
// middle of a sentence.
func (t *textReader) measure() {
	full, n := 0, 0
	for i, l := range t.line {
		s := strings.TrimSpace(t.str(l))
		if s == "" {
			continue
		}
		t.width = max(t.width, utf8.RuneCountInString(s))
		if i+1 < len(t.line) && strings.TrimSpace(t.str(t.line[i+1])) != "" {
			n++
			if endsSentence(s) {
				full++
			}
		}
	}
	t.wraps = t.width <= 120 && full*10 < n*6
}

func (t *textReader) run() {
	i := 0
	if t.md {
		i = t.frontMatter()
	}
	for ; i < len(t.line); i++ {
		s := strings.TrimSpace(t.str(t.line[i]))
		if s == "" {
			t.flush()
			continue
		}
		if t.md {
			if skip := t.markdownLine(i, s); skip > 0 {
				i += skip - 1
				continue
			}
		}
		t.textLine(i, s)
	}
	t.flush()
}

// textLine adds a line to the open block or opens a new one.
func (t *textReader) textLine(i int, s string) {
	if n := len(t.group); n > 0 {
		prev := strings.TrimRight(t.str(t.group[n-1]), " \t")
		indented := strings.HasPrefix(t.str(t.line[i]), "   ") || strings.HasPrefix(t.str(t.line[i]), "\t")
		short := utf8.RuneCountInString(prev)*10 < t.width*6
		switch {
		case standsAlone(s, i) || standsAlone(strings.TrimSpace(prev), i-1),
			!t.wraps && (t.width > 120 || endsSentence(prev)) && !midSentence(prev, s),
			t.wraps && endsSentence(prev) && (short || indented && t.kind == para):
			k := t.kind
			t.flush()
			t.kind = k
		}
	}
	t.group = append(t.group, t.line[i])
}

// standsAlone reports lines that are never part of a wrapped paragraph.
func standsAlone(s string, line int) bool {
	if len(s) > 160 {
		return false
	}
	if line < 12 && (isByline(plainInline(s)) || isDateLine(s)) {
		return true
	}
	return isURL(strings.Trim(s, "<>")) || isFurniture(plainInline(s))
}

// flush closes the open block.
func (t *textReader) flush() {
	if len(t.group) > 0 {
		var b builder
		for i, l := range t.group {
			if i > 0 {
				b.make("\n")
			}
			b.add(t.m, l[0], l[1])
		}
		t.emit(b.text(), t.kind)
	}
	t.group, t.kind = nil, para
}

// emit adds a block with its inline marks resolved.
func (t *textReader) emit(m mapped, k kind) {
	b := block{text: m, kind: k}
	if t.md {
		b = inline(m)
		b.kind = k
	} else if u := strings.Trim(strings.TrimSpace(m.s), "<>"); isURL(u) {
		b.urls = []string{u}
	}
	if b.text = b.text.tidy(); b.text.s != "" || len(b.urls) > 0 {
		t.d.blocks = append(t.d.blocks, b)
	}
}

var (
	mdHeading = regexp.MustCompile(`^(#{1,6})\s+(.*?)\s*#*$`)
	mdRule    = regexp.MustCompile(`^(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|={3,})$`)
	mdItem    = regexp.MustCompile(`^(?:[-*+•]|\d{1,3}[.)])\s+`)
	mdRef     = regexp.MustCompile(`^\[[^\]]+\]:\s*\S+`)
	mdLink    = regexp.MustCompile(`\[[^\[\]\n]+\]\([^()\s]*\)`)
	mdStrong  = regexp.MustCompile(`(?:^|\W)\*\*[^*\s][^*\n]*\*\*`)
	mdTitle   = regexp.MustCompile(`(?m)^#{1,3} \S`)
)

// looksMarkdown reports whether a text uses the marks of Markdown.
func looksMarkdown(s string) bool {
	s = s[:min(len(s), 256<<10)]
	return mdLink.MatchString(s) || mdStrong.MatchString(s) || mdTitle.MatchString(s)
}

// markdownLine handles a line that is a block of its own or opens one; it returns
// how many lines it took, 0 where the line is common text.
func (t *textReader) markdownLine(i int, s string) int {
	l := t.line[i]
	lead := strings.Index(t.str(l), s)
	from := l[0] + lead
	switch {
	case strings.HasPrefix(s, "```"), strings.HasPrefix(s, "~~~"):
		t.flush()
		return t.fence(i, s[:3])
	case mdHeading.MatchString(s):
		t.flush()
		g := mdHeading.FindStringSubmatchIndex(s)
		k := heading
		if g[3]-g[2] == 1 {
			k = headline
		}
		t.emit(t.m.cut(from+g[4], from+g[5]), k)
		return 1
	case mdRule.MatchString(s):
		if len(t.group) == 1 && t.kind == para && (s[0] == '=' || s[0] == '-' && !strings.Contains(s, " ")) {
			t.kind = heading
			if s[0] == '=' {
				t.kind = headline
			}
		}
		t.flush()
		return 1
	case mdRef.MatchString(s), strings.HasPrefix(s, "<!--") && strings.HasSuffix(s, "-->"):
		return 1
	case strings.HasPrefix(s, "|"):
		t.flush()
		t.tableRow(from, from+len(s))
		return 1
	case strings.HasPrefix(s, ">"):
		return t.quoted(from, s)
	case mdItem.MatchString(s):
		t.flush()
		t.kind = item
		t.group = [][2]int{{from + len(mdItem.FindString(s)), l[1]}}
		return 1
	}
	return 0
}

// quoted adds a line of a block quotation.
func (t *textReader) quoted(from int, s string) int {
	if t.kind != quote {
		t.flush()
		t.kind = quote
	}
	body := strings.TrimLeft(s, "> \t")
	if body == "" {
		t.flush()
		return 1
	}
	t.group = append(t.group, [2]int{from + len(s) - len(body), from + len(s)})
	return 1
}

// fence skips a block of code.
func (t *textReader) fence(i int, mark string) int {
	for j := i + 1; j < len(t.line); j++ {
		if strings.HasPrefix(strings.TrimSpace(t.str(t.line[j])), mark) {
			return j - i + 1
		}
	}
	return 1 // never closed: no block of code
}

// tableRow keeps the cells that hold a sentence.
func (t *textReader) tableRow(lo, hi int) {
	for at := lo; at < hi; {
		end := strings.IndexByte(t.m.s[at:hi], '|')
		if end < 0 {
			end = hi - at
		}
		if cell := t.m.s[at : at+end]; countWords(cell) >= 8 {
			t.emit(t.m.cut(at, at+end), para)
		}
		at += end + 1
	}
}

// frontMatter reads the "key: value" lines between "---" at the head of a Markdown
// file and returns the line behind them.
func (t *textReader) frontMatter() int {
	if len(t.line) < 3 || strings.TrimSpace(t.str(t.line[0])) != "---" {
		return 0
	}
	for end := 1; end < min(len(t.line), 60); end++ {
		if s := strings.TrimSpace(t.str(t.line[end])); s == "---" || s == "..." {
			for _, l := range t.line[1:end] {
				t.metaLine(l)
			}
			return end + 1
		}
	}
	return 0
}

func (t *textReader) metaLine(l [2]int) {
	key, value, ok := strings.Cut(t.str(l), ":")
	if !ok {
		return
	}
	value = strings.Trim(strings.TrimSpace(value), `"'`)
	meta := &t.d.meta
	switch strings.ToLower(strings.TrimSpace(key)) {
	case "title", "headline":
		at := l[1] - len(strings.TrimLeft(t.str(l)[len(key)+1:], " \t\"'"))
		m := t.m.cut(at, at+len(value)).tidy()
		meta.title = m
	case "author", "authors", "byline":
		meta.setByline(value)
	case "date", "published":
		meta.setPublished(value)
	case "url", "canonical", "source", "link":
		meta.setURL(value)
	case "publisher", "site":
		meta.publisher.Name = value
	case "lang", "language":
		meta.lang = value
	}
}

// endsSentence reports whether s ends with the mark that ends a sentence, quotation
// marks and brackets left aside.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \t\n\"'”’»)]*_")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:。！？", r)
}

// openWords are words that never end a sentence.
var openWords = map[string]bool{"the": true, "a": true, "an": true, "of": true, "to": true, "and": true, "or": true,
	"by": true, "in": true, "with": true, "for": true, "that": true, "from": true, "as": true, "at": true, "its": true,
	"his": true, "her": true, "their": true, "was": true, "were": true, "is": true, "has": true, "had": true}

// midSentence reports whether b goes on with the sentence that a breaks off:
// "… trolls to sway" / "the outcome of …"; "… through talks," / "the minister said."
func midSentence(a, b string) bool {
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	if a == "" || b == "" || endsSentence(a) {
		return false
	}
	end := strings.TrimRight(a, "\"'”’")
	if strings.HasSuffix(end, ",") || strings.HasSuffix(end, ";") {
		return true
	}
	words := strings.Fields(a)
	if openWords[words[len(words)-1]] {
		return true
	}
	r, _ := utf8.DecodeRuneInString(b)
	return unicode.IsLower(r) && len(words) >= 6
}

func countWords(s string) int { return len(strings.Fields(s)) }

// plainInline returns a line as a reader sees it, without the marks of Markdown.
func plainInline(s string) string {
	if !strings.ContainsAny(s, "[*_`<&") {
		return s
	}
	return strings.TrimSpace(inline(made(s)).text.s)
}

// inline resolves the inline marks of Markdown in a block.
func inline(m mapped) block {
	r := &inlineReader{m: m, s: m.s}
	r.run(0, len(m.s), 0)
	out := block{text: r.b.text(), urls: r.urls}
	all := strings.TrimRight(out.text.s, " \n\t")
	if r.tail[1] >= len(all) && r.tail[1] > r.tail[0] {
		out.tail = made(out.text.s[r.tail[0]:min(r.tail[1], len(out.text.s))]).tidy().s
	}
	return out
}

type inlineReader struct {
	m    mapped
	s    string
	b    builder
	urls []string
	tail [2]int // last emphasized range of the output
}

// maxInlineDepth bounds emphasis within links within emphasis.
const maxInlineDepth = 8

// run copies the bytes [i, end) without marks.
func (r *inlineReader) run(i, end, depth int) {
	for i < end {
		next := strings.IndexAny(r.s[i:end], "\\![<*_`~&")
		if next < 0 {
			r.b.add(r.m, i, end)
			return
		}
		r.b.add(r.m, i, i+next)
		i += next
		if n := r.mark(i, end, depth); n > 0 {
			i += n
		} else {
			r.b.add(r.m, i, i+1)
			i++
		}
	}
}

// mark handles the mark at i and returns its length, 0 if it is none.
func (r *inlineReader) mark(i, end, depth int) int {
	rest := r.s[i:end]
	switch rest[0] {
	case '\\':
		if len(rest) > 1 && strings.IndexByte("\\`*_{}[]()#+-.!>~|\"'", rest[1]) >= 0 {
			r.b.add(r.m, i+1, i+2)
			return 2
		}
	case '!':
		if strings.HasPrefix(rest, "![") {
			if _, stop, ok := r.link(i+1, end); ok {
				return stop - i
			}
		}
	case '[':
		if text, stop, ok := r.link(i, end); ok && depth < maxInlineDepth {
			r.run(text[0], text[1], depth+1)
			return stop - i
		}
	case '<':
		return r.angle(rest)
	case '&':
		return entity(&r.b, rest)
	case '`':
		return r.code(i, rest)
	default:
		return r.emphasis(i, end, depth)
	}
	return 0
}

// code copies what stands between backticks.
func (r *inlineReader) code(i int, rest string) int {
	n := len(rest) - len(strings.TrimLeft(rest, "`"))
	if stop := strings.Index(rest[n:], rest[:n]); stop > 0 {
		r.b.add(r.m, i+n, i+n+stop)
		return stop + 2*n
	}
	return 0
}

// maxLink bounds how far the parts of a link are looked for, in bytes.
const maxLink = 4096

// link reads [text](address) or [text][name] at i.
func (r *inlineReader) link(i, end int) (text [2]int, stop int, ok bool) {
	end = min(end, i+maxLink)
	closing := matching(r.s, i, end, '[', ']')
	if closing < 0 {
		return text, 0, false
	}
	text = [2]int{i + 1, closing}
	if strings.HasPrefix(r.s[i:end], "[^") {
		return [2]int{i, i}, closing + 1, true // a footnote mark
	}
	if closing+1 >= end {
		return text, 0, false
	}
	switch r.s[closing+1] {
	case '(':
		p := matching(r.s, closing+1, end, '(', ')')
		if p < 0 {
			return text, 0, false
		}
		if f := strings.Fields(r.s[closing+2 : p]); len(f) > 0 && isURL(strings.Trim(f[0], "<>")) {
			r.urls = append(r.urls, strings.Trim(f[0], "<>"))
		}
		return text, p + 1, true
	case '[':
		if p := strings.IndexByte(r.s[closing+1:end], ']'); p > 0 {
			return text, closing + 2 + p, true
		}
	}
	return text, 0, false
}

// matching returns where the bracket at i closes, -1 if it does not before end.
func matching(s string, i, end int, open, shut byte) int {
	if strings.IndexByte(s[i:end], shut) < 0 {
		return -1
	}
	depth := 0
	for ; i < end; i++ {
		switch s[i] {
		case '\\':
			i++
		case open:
			depth++
		case shut:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

var inlineTag = regexp.MustCompile(`^</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]{0,500})?/?>`)

// angle reads <https://…>, which is kept, and HTML tags, which are dropped.
func (r *inlineReader) angle(rest string) int {
	if stop := strings.IndexByte(rest[:min(len(rest), maxLink)], '>'); stop > 0 && isURL(rest[1:stop]) {
		r.urls = append(r.urls, rest[1:stop])
		r.b.make(rest[1:stop])
		return stop + 1
	}
	if t := inlineTag.FindString(rest[:min(len(rest), 600)]); t != "" {
		if strings.HasPrefix(strings.ToLower(t), "<br") {
			r.b.make(" ")
		}
		return len(t)
	}
	return 0
}

// emphasis reads *x*, **x**, ***x***, _x_, __x__ and ~~x~~.
func (r *inlineReader) emphasis(i, end, depth int) int {
	c := r.s[i]
	n := 1
	for i+n < end && r.s[i+n] == c {
		n++
	}
	if n > 3 || c == '~' && n != 2 || depth >= maxInlineDepth || i+n >= end || r.s[i+n] == ' ' || r.s[i+n] == '\n' {
		r.b.add(r.m, i, i+n)
		return n
	}
	if c == '_' && i > 0 && isWordByte(r.s[i-1]) {
		r.b.add(r.m, i, i+n)
		return n
	}
	stop := r.closing(i+n, end, r.s[i:i+n])
	if stop < 0 {
		r.b.add(r.m, i, i+n)
		return n
	}
	from := r.b.len()
	r.run(i+n, stop, depth+1)
	r.tail = [2]int{from, r.b.len()}
	return stop + n - i
}

// closing returns where mark closes in [i, end), -1 if nowhere.
func (r *inlineReader) closing(i, end int, mark string) int {
	end = min(end, i+maxLink)
	for at := i; at < end; {
		k := strings.Index(r.s[at:end], mark)
		if k < 0 {
			return -1
		}
		p := at + k
		after := p + len(mark)
		if p > i && r.s[p-1] != ' ' && r.s[p-1] != '\n' && (after >= len(r.s) || r.s[after] != mark[0]) &&
			(mark[0] != '_' || after >= len(r.s) || !isWordByte(r.s[after])) {
			return p
		}
		at = p + 1
	}
	return -1
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80
}

// entity decodes the character reference that s begins with into b and returns
// its length, 0 if it is none.
func entity(b *builder, s string) int {
	stop := strings.IndexByte(s[:min(len(s), 40)], ';')
	if stop < 2 {
		return 0
	}
	if dec := html.UnescapeString(s[:stop+1]); dec != s[:stop+1] {
		b.make(dec)
		return stop + 1
	}
	return 0
}
