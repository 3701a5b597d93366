package article

// This file chooses the blocks of a page. A library was measured against it on the
// 181 pages of the article-extraction-benchmark, which it was tuned on: as good
// (go-trafilatura 1.12.2 has F1 .960, this .959), but 11 MB of binary, and without
// the place of each word in the raw bytes.

import (
	"regexp"
	"strings"
	"unicode"
)

// Classes of elements that hold the article and of those that never do.
var (
	bodyClass  = regexp.MustCompile(`\b(?:articlebody|article[-_ ]?(?:body|content|text|copy|main)|story[-_]?(?:body|content|text)|post[-_]?(?:body|content|text)|entry[-_]?(?:content|text)|body[-_]?(?:content|text|copy)|main[-_]?content|rich[-_]?text|wysiwyg)`)
	plainClass = regexp.MustCompile(`\b(?:related|promo|newsletter|share|sharing|social|comments?|disqus|sidebar|breadcrumbs?|recirc|recommend|trending|most[-_]?(?:read|popular)|advert|ad[-_](?:slot|unit|container|wrapper)|ads\b|sponsor|cookie|consent|gdpr|signup|sign-up|toolbar|pagination|pager|tags?\b|tag[-_]?list|author[-_]?(?:bio|box|info|card)|bio\b|outbrain|taboola|readmore|read[-_]more|more[-_]?(?:stories|news|on|from)|teaser|widget|banner|popup|modal|skip[-_]?link|sr-only|visually-?hidden|screen-reader|copyright|disclaimer|footnote|navigation|navbar|menu|masthead|site-header|topbar|poll\b|quiz|hidden\b|print-only|noprint)`)
	metaClass  = regexp.MustCompile(`\b(?:byline|author|dateline|timestamp|publish|pubdate|date\b|time\b|headline|credit|copyright)`)
	creditWord = regexp.MustCompile(`\b(?:(?:photo|image|img|caption|media)?[-_]?(?:credit|copyright|photographer))`)
)

// within reports whether element at or one above it, below top, satisfies ok.
func (p *page) within(at, top int, ok func(n *node) bool) bool {
	for ; at >= 0 && at != top; at = p.nodes[at].parent {
		if ok(&p.nodes[at]) {
			return true
		}
	}
	return false
}

// choose leaves in the draft the blocks of the article. The container is the
// element with most of the text; around and in it, what class names call
// furniture and what is mostly links is left out, and so is what is said again:
// the caption of each picture of a gallery.
func (p *page) choose() {
	top := p.container()
	p.top = top
	p.takeTime()
	seen := map[string]bool{}
	prose := 0 // paragraphs so far
	for i := range p.parts {
		x := &p.parts[i]
		inside := top < 0 || x.node >= top && x.node < p.nodes[top].end
		if !p.verdict(x, inside, prose) || countWords(x.text.s) > 4 && seen[x.text.s] {
			continue
		}
		seen[x.text.s] = true
		if inside && x.isProse() {
			prose++
		}
		p.d.blocks = append(p.d.blocks, x.block)
	}
}

// verdict reports whether a block of the page is part of the article, of which
// prose paragraphs were chosen before it.
func (p *page) verdict(x *part, inside bool, prose int) bool {
	s := x.text.s
	about := isByline(s) || isDateLine(s)
	if !inside {
		// the picture above the text, byline, date and headline may stand beside it
		if x.kind == caption && prose == 0 && p.isLeadPicture(x) {
			return true
		}
		return prose == 0 && (about || x.kind == headline) &&
			p.within(x.node, -1, func(n *node) bool { return n.tag == "h1" || metaClass.MatchString(n.class) })
	}
	if p.within(x.node, p.top, p.isAside) || p.within(x.node, p.top, func(n *node) bool { return n.credit }) {
		return false
	}
	linky := x.links*10 > len(s)*6
	switch {
	case about:
		return prose < 2
	case x.kind == item && (linky || countWords(s) < 6):
		return false
	case linky && countWords(s) < 25:
		return false
	case x.kind == para && countWords(s) < 4 && !endsSentence(s):
		return false
	}
	return true
}

// takeTime takes the date of the first time element in the article, where the head
// of the page names none.
func (p *page) takeTime() {
	lo, hi := 0, len(p.nodes)
	for at := p.top; at >= 0; at = p.nodes[at].parent {
		if t := p.nodes[at].tag; at == p.top || t == "article" || t == "main" {
			lo, hi = at, p.nodes[at].end
		}
	}
	for _, t := range p.head.times {
		if t.node >= lo && t.node < hi && !p.within(t.node, lo, p.isAside) {
			p.d.meta.setPublished(t.value)
		}
	}
}

// isLeadPicture reports whether a caption outside the container stands in the same
// article as it.
func (p *page) isLeadPicture(x *part) bool {
	aside := func(n *node) bool { return n.credit || p.isAside(n) }
	for at := p.top; at >= 0; at = p.nodes[at].parent {
		if n := &p.nodes[at]; n.tag == "article" {
			return x.node > at && x.node < n.end && x.node < p.top && !p.within(x.node, at, aside)
		}
	}
	return false
}

// container returns the element that holds the article, -1 for the whole page.
func (p *page) container() int {
	p.weigh()
	score := make([]float64, len(p.nodes))
	for _, x := range p.parts {
		if !x.isProse() || p.within(x.node, -1, p.isAside) {
			continue
		}
		share := 1 + float64(len(x.text.s))/100
		at := p.blockParent(x.node)
		for level := 1.0; at >= 0 && level <= 4; at, level = p.nodes[at].parent, level+1 {
			score[at] += share / level
		}
	}
	best, most := -1, 0.0
	for i := range p.nodes {
		f := 1.0
		switch n := &p.nodes[i]; {
		case strings.Contains(n.class, "articlebody"):
			f = 3
		case bodyClass.MatchString(n.class), n.tag == "article":
			f = 1.5
		case n.tag == "main":
			f = 1.2
		case n.tag == "body", n.tag == "html":
			f = 0.5
		}
		if v := score[i] * f; v > most {
			best, most = i, v
		}
	}
	return p.unite(best)
}

// isProse reports whether a block is running text, not a label or a list of links.
func (x *part) isProse() bool {
	s := x.text.s
	return len(s) >= 40 && x.links*3 <= len(s) && x.kind != caption && strings.ContainsAny(s, ".!?…。！？")
}

// weigh counts the bytes of prose in each element and below.
func (p *page) weigh() {
	p.prose = 0
	for i := range p.parts {
		if x := &p.parts[i]; x.isProse() {
			p.prose += len(x.text.s)
			for at := x.node; at >= 0; at = p.nodes[at].parent {
				p.nodes[at].prose += len(x.text.s)
			}
		}
	}
}

// isAside reports whether an element is furniture by its tag or class. An element
// with most of the prose of the page, or of the article, is none, whatever it is
// called: some sites name their whole body after its topic ("tag-politics") or
// state ("ads-on").
func (p *page) isAside(n *node) bool {
	if n.tag != "aside" && !n.plain {
		return false
	}
	all := p.prose
	if p.top >= 0 {
		all = min(all, p.nodes[p.top].prose)
	}
	return n.prose*2 <= all
}

// blockParent returns the element around the paragraph that a block stands in.
func (p *page) blockParent(at int) int {
	for at >= 0 {
		switch p.nodes[at].tag {
		case "p", "blockquote", "ul", "ol", "li", "span", "b", "i", "em", "strong", "a", "font", "h2", "h3", "h4":
			at = p.nodes[at].parent
		default:
			return at
		}
	}
	return -1
}

// unite climbs from the best element to the one that holds all boxes of the same
// class: an article that is cut into several by pictures or advertisements.
func (p *page) unite(at int) int {
	if at < 0 {
		return at
	}
	out := at
	for i := range p.nodes {
		n := &p.nodes[i]
		if i == at || n.class == "   " || n.tag != p.nodes[at].tag || n.class != p.nodes[at].class || n.prose*12 < p.nodes[at].prose {
			continue
		}
		if c := p.common(out, i); c >= 0 && p.nodes[c].tag != "body" && p.nodes[c].tag != "html" {
			out = c
		}
	}
	return out
}

// common returns the innermost element around both a and b, -1 if there is none.
func (p *page) common(a, b int) int {
	around := map[int]bool{}
	for ; a >= 0; a = p.nodes[a].parent {
		around[a] = true
	}
	for ; b >= 0; b = p.nodes[b].parent {
		if around[b] {
			return b
		}
	}
	return -1
}

var wall = regexp.MustCompile(`(?i)\bcookies?\b|\benable javascript\b|\bsubscribe\b|\bsubscri(?:ber|ption)s?\b|\blog ?in\b|\bsign in\b|\bpage (?:not|could not be) found\b|\b404\b|\baccess denied\b|\bare you a robot\b|\bcaptcha\b|\bprivacy (?:policy|settings)\b|\bconsent\b`)

// minWords is how many words of prose a page must have to be an article; with words
// of a cookie notice, a login or an error it needs more.
const minWords, minWallWords = 12, 80

// check refuses pages without an article.
func (p *page) check() *Error {
	words := 0
	for _, b := range p.d.blocks {
		if b.kind == para || b.kind == quote || b.kind == item {
			words += max(countWords(b.text.s), denseLetters(b.text.s)/3)
		}
	}
	if words < minWords {
		return refuse(NoArticle, "the page holds no text of an article (%d words)", words)
	}
	if words >= minWallWords {
		return nil
	}
	walls := len(wall.FindAllString(p.d.meta.title.s, 4))
	for _, b := range p.d.blocks {
		walls += len(wall.FindAllString(b.text.s, 4))
	}
	if walls > 0 && walls*40 > words {
		return refuse(NoArticle, "the page is a notice (cookies, login, error), not an article")
	}
	return nil
}

// denseLetters counts the letters of scripts that are written without spaces.
func denseLetters(s string) (n int) {
	for _, r := range s {
		if r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Khmer, unicode.Lao, unicode.Myanmar) {
			n++
		}
	}
	return n
}
