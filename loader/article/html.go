package article

import (
	"math"
	"strings"

	"golang.org/x/net/html"
)

// node is an open or closed element of a page.
type node struct {
	tag    string
	class  string // class, id, itemprop and role, in lower case
	parent int    // index into page.nodes, -1 for the root
	prose  int    // bytes of running text in it and below
	end    int    // index behind the last element within it
	credit bool   // it names who made a picture
	plain  bool   // its class is one of furniture
}

// part is a block of a page with the element that it stands in.
type part struct {
	block
	node  int
	links int // bytes of its text within links
}

// page is a document cut into blocks by its tags.
type page struct {
	d     *draft
	text  mapped
	nodes []node
	open  []int // indices of the open elements
	parts []part

	b       builder
	skip    int // depth of open hidden elements
	inLink  int
	linked  int
	strong  int // depth of open emphasis
	strongs int // where the last emphasis began in b
	strongE int // and ended
	prose   int // bytes of running text on the page
	top     int // element that holds the article, -1 while it is not known
	head    headData
	classes map[string][2]bool // what was found of a class: plain, credit
}

// blockTags begin and end a block.
var blockTags = set("address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol option p pre section summary table tbody td tfoot th thead tr ul")

// hiddenTags hold no text of an article.
var hiddenTags = set("script style template noscript svg math iframe object embed applet canvas audio video map select button textarea datalist dialog head noframes noembed xmp plaintext nav footer menu")

// headTags may stand in the head of a page; any other tag ends it.
var headTags = set("html head title meta link script style noscript template base")

// voidTags have no end tag.
var voidTags = set("area base br col embed hr img input link meta param source track wbr")

// maxClass bounds the bytes of class names that are looked at.
const maxClass = 1000

// maxOpen bounds the open elements that are tracked; deeper ones keep their text.
const maxOpen = 512

func set(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// readHTML cuts a page into blocks and chooses those of the article.
func (d *draft) readHTML(m mapped) *Error {
	p := &page{d: d, text: m, top: -1, classes: map[string][2]bool{}}
	p.scan()
	p.metadata()
	p.choose()
	return p.check()
}

// scan walks over the tokens of the page.
func (p *page) scan() {
	z := html.NewTokenizer(strings.NewReader(p.text.s))
	at, deep := 0, 0
	for {
		t := z.Next()
		if t == html.ErrorToken {
			break
		}
		n := len(z.Raw())
		switch t {
		case html.TextToken:
			p.words(at, at+n)
		case html.StartTagToken, html.SelfClosingTagToken:
			name, attrs := tagOf(z)
			p.start(name, attrs, t == html.SelfClosingTagToken, at+n)
			if len(p.open) >= maxOpen {
				deep++
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			p.end(string(name))
		}
		at += n
	}
	p.flush()
	p.d.warn(TooDeep, min(deep, 1), "the page nests more than %d elements; deeper ones were read without their structure", maxOpen)
}

// maxAttrs bounds the attributes of a tag that are read.
const maxAttrs = 64

func tagOf(z *html.Tokenizer) (string, map[string]string) {
	name, more := z.TagName()
	tag := string(name)
	attrs := map[string]string{}
	for n := 0; more && n < maxAttrs; n++ {
		var k, v []byte
		k, v, more = z.TagAttr()
		if _, ok := attrs[string(k)]; !ok {
			attrs[string(k)] = string(v)
		}
	}
	return tag, attrs
}

// start opens an element.
func (p *page) start(tag string, attrs map[string]string, selfClosing bool, at int) {
	p.head.tag(p, tag, attrs, at)
	if !headTags[tag] {
		p.leaveHead()
	}
	if tag == "br" {
		p.lineBreak()
		return
	}
	if blockTags[tag] {
		p.flush()
		p.closeImplied(tag)
	}
	if voidTags[tag] || selfClosing && (tag == "svg" || tag == "math" || tag == "path") {
		return
	}
	if len(p.open) >= maxOpen {
		return
	}
	parent := -1
	if n := len(p.open); n > 0 {
		parent = p.open[n-1]
	}
	class := strings.ToLower(strings.Join([]string{attrs["class"], attrs["id"], attrs["itemprop"], attrs["role"]}, " "))
	n := node{tag: tag, class: class, parent: parent, end: math.MaxInt}
	if len(class) > 3 && len(class) <= maxClass { // three spaces join the four attributes
		f, ok := p.classes[class]
		if !ok {
			f = [2]bool{plainClass.MatchString(class), creditWord.MatchString(class)}
			p.classes[class] = f
		}
		n.plain, n.credit = f[0], f[1] && tag != "body" && tag != "article"
	}
	if n.credit {
		p.flush()
	}
	p.nodes = append(p.nodes, n)
	p.open = append(p.open, len(p.nodes)-1)
	switch {
	case p.skip > 0 || hiddenTags[tag] || hidden(attrs):
		p.skip++
	case tag == "a":
		p.inLink++
	case isStrong(tag):
		if p.strong++; p.strong == 1 {
			p.strongs = p.b.len()
		}
	}
}

func isStrong(tag string) bool { return tag == "b" || tag == "strong" || tag == "em" || tag == "i" }

// hidden reports whether an element is not shown.
func hidden(attrs map[string]string) bool {
	if _, ok := attrs["hidden"]; ok {
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attrs["style"]), " ", "")
	return strings.EqualFold(attrs["aria-hidden"], "true") || strings.Contains(style, "display:none") ||
		strings.Contains(style, "visibility:hidden") || strings.Contains(style, "font-size:0") && !strings.Contains(style, "font-size:0.") ||
		strings.Contains(style, "left:-9999") || strings.Contains(style, "text-indent:-9999")
}

// leaveHead closes a head that was left open.
func (p *page) leaveHead() {
	for n, i := range p.open {
		if n > 2 {
			return
		}
		if p.nodes[i].tag == "head" {
			for len(p.open) > n {
				p.pop()
			}
			return
		}
	}
}

// closeImplied closes what a block tag ends without an end tag: a paragraph, and
// the list item or cell before it.
func (p *page) closeImplied(tag string) {
	top := func() string {
		if n := len(p.open); n > 0 {
			return p.nodes[p.open[n-1]].tag
		}
		return ""
	}
	if top() == "p" {
		p.pop()
	}
	switch tag {
	case "li", "dd", "dt", "tr", "td", "th", "option":
		if t := top(); t == tag || (tag == "dd" || tag == "dt") && (t == "dd" || t == "dt") || (tag == "td" || tag == "th") && (t == "td" || t == "th") {
			p.pop()
		}
	}
}

// end closes an element; an end tag without its start is ignored.
func (p *page) end(tag string) {
	if tag == "br" || tag == "p" && !p.isOpen("p") {
		p.flush()
		return
	}
	if !p.isOpen(tag) {
		return
	}
	if blockTags[tag] {
		p.flush()
	}
	for len(p.open) > 0 {
		if p.nodes[p.pop()].tag == tag {
			return
		}
	}
}

// scope is how far up an end tag looks for its start.
const scope = 64

func (p *page) isOpen(tag string) bool {
	for i := len(p.open) - 1; i >= max(0, len(p.open)-scope); i-- {
		if p.nodes[p.open[i]].tag == tag {
			return true
		}
	}
	return false
}

// pop closes the innermost element.
func (p *page) pop() int {
	i := p.open[len(p.open)-1]
	if p.nodes[i].credit {
		p.flush()
	}
	p.nodes[i].end = len(p.nodes)
	p.open = p.open[:len(p.open)-1]
	switch tag := p.nodes[i].tag; {
	case p.skip > 0:
		p.skip--
	case tag == "a":
		p.inLink = max(p.inLink-1, 0)
	case isStrong(tag):
		if p.strong--; p.strong == 0 {
			p.strongE = p.b.len()
		}
	}
	return i
}

// words appends the text token at [lo, hi), its character references decoded.
func (p *page) words(lo, hi int) {
	if p.skip > 0 || lo >= hi {
		p.head.words(p, lo, hi)
		return
	}
	before := p.b.len()
	p.decode(&p.b, lo, hi)
	if p.inLink > 0 {
		p.linked += p.b.len() - before
	}
}

// decode appends text with its character references decoded.
func (p *page) decode(b *builder, lo, hi int) {
	s := p.text.s
	for lo < hi {
		amp := strings.IndexByte(s[lo:hi], '&')
		if amp < 0 {
			b.add(p.text, lo, hi)
			return
		}
		b.add(p.text, lo, lo+amp)
		lo += amp
		n := entity(b, s[lo:hi])
		if n == 0 {
			b.add(p.text, lo, lo+1)
			n = 1
		}
		lo += n
	}
}

// lineBreak ends a line; two in a row end a paragraph.
func (p *page) lineBreak() {
	if p.skip > 0 {
		return
	}
	s := p.b.b.String()
	if strings.HasSuffix(strings.TrimRight(s, " \t\n"), "\v") {
		p.flush()
		return
	}
	p.b.make("\v")
}

// flush closes the open block.
func (p *page) flush() {
	m, linked := p.b.text(), p.linked
	tail := ""
	if p.strongE > p.strongs && strings.TrimSpace(m.s[min(p.strongE, len(m.s)):]) == "" && p.strongs < len(m.s) {
		tail = made(m.s[p.strongs:min(p.strongE, len(m.s))]).tidy().s
	}
	p.b, p.linked, p.strongs, p.strongE = builder{}, 0, 0, 0
	if strings.TrimSpace(m.s) == "" {
		return
	}
	at := -1
	if n := len(p.open); n > 0 {
		at = p.open[n-1]
	}
	if m = m.tidy(); m.s == "" {
		return
	}
	p.parts = append(p.parts, part{block: block{text: m, kind: p.kindAt(at), tail: tail}, node: at, links: linked})
}

// kindAt tells the kind of a block by the elements around it.
func (p *page) kindAt(at int) kind {
	for up := 0; at >= 0 && up < 6; at, up = p.nodes[at].parent, up+1 {
		switch p.nodes[at].tag {
		case "h1":
			return headline
		case "h2", "h3", "h4", "h5", "h6":
			return heading
		case "figcaption", "caption":
			return caption
		case "figure":
			return caption
		case "li":
			return item
		case "blockquote":
			return quote
		case "article", "main", "body":
			return para
		}
		if hasWord(p.nodes[at].class, "caption") && !strings.Contains(p.nodes[at].tag, "article") {
			return caption
		}
	}
	return para
}

// hasWord reports whether a class list has a class that contains word.
func hasWord(class, word string) bool { return strings.Contains(class, word) }
