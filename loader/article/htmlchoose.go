package article

import (
	"regexp"
	"strings"
)

// Classes of elements that hold the article and of those that never do.
var (
	bodyClass  = regexp.MustCompile(`\b(?:articlebody|article[-_ ]?(?:body|content|text|copy|main)|story[-_]?(?:body|content|text)|post[-_]?(?:body|content|text)|entry[-_]?(?:content|text)|body[-_]?(?:content|text|copy)|main[-_]?content|rich[-_]?text|wysiwyg)`)
	plainClass = regexp.MustCompile(`\b(?:related|promo|newsletter|share|sharing|social|comments?|disqus|sidebar|breadcrumbs?|recirc|recommend|trending|most[-_]?(?:read|popular)|advert|ad[-_](?:slot|unit|container|wrapper)|ads\b|sponsor|cookie|consent|gdpr|paywall|subscribe|subscription|signup|sign-up|toolbar|pagination|pager|tags?\b|tag[-_]?list|author[-_]?(?:bio|box|info|card)|bio\b|outbrain|taboola|readmore|read[-_]more|more[-_]?(?:stories|news|on|from)|teaser|widget|banner|popup|modal|skip[-_]?link|sr-only|visually-?hidden|screen-reader|copyright|disclaimer|footnote|navigation|navbar|menu|masthead|site-header|topbar|poll\b|quiz|hidden\b|print-only|noprint)`)
	metaClass  = regexp.MustCompile(`\b(?:byline|author|dateline|timestamp|publish|pubdate|date\b|time\b|headline|credit|copyright)`)
	credits    = regexp.MustCompile(`\b(?:credit|copyright|source|photographer|attribution)`)
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
// furniture and what is mostly links is left out.
func (p *page) choose() {
	top := p.container()
	for _, x := range p.parts {
		inside := top < 0 || p.within(x.node, -1, func(n *node) bool { return n == &p.nodes[top] })
		if k := p.verdict(x, top, inside); k {
			p.d.blocks = append(p.d.blocks, x.block)
		}
	}
}

// verdict reports whether a block of the page is part of the article.
func (p *page) verdict(x part, top int, inside bool) bool {
	s := x.text.s
	if !inside {
		// byline, date and headline may stand beside the container
		return p.within(x.node, -1, func(n *node) bool { return metaClass.MatchString(n.class) || n.tag == "h1" }) &&
			(isByline(s) || isDateLine(s) || x.kind == headline)
	}
	if p.within(x.node, top, func(n *node) bool { return n.tag == "aside" || plainClass.MatchString(n.class) }) {
		return false
	}
	if x.kind == caption && p.within(x.node, top, func(n *node) bool { return credits.MatchString(n.class) }) {
		return false
	}
	linky := x.links*10 > len(s)*6
	switch {
	case isByline(s) || isDateLine(s):
		return true
	case x.kind == item && (linky || countWords(s) < 6):
		return false
	case linky && countWords(s) < 25:
		return false
	case x.kind == para && countWords(s) < 4 && !endsSentence(s):
		return false
	}
	return true
}

// container returns the element that holds the article, -1 for the whole page.
func (p *page) container() int {
	score := make([]float64, len(p.nodes))
	total := make([]int, len(p.nodes)) // bytes of prose in the element and below
	for _, x := range p.parts {
		s := x.text.s
		if len(s) < 40 || x.links*3 > len(s) || x.kind == caption || !strings.ContainsAny(s, ".!?…") {
			continue
		}
		if p.within(x.node, -1, func(n *node) bool {
			return n.tag == "aside" || plainClass.MatchString(n.class) && !bodyClass.MatchString(n.class)
		}) {
			continue
		}
		share := 1 + float64(len(s))/100
		at := p.blockParent(x.node)
		for level := 1.0; at >= 0 && level <= 4; at, level = p.nodes[at].parent, level+1 {
			score[at] += share / level
		}
		for at := x.node; at >= 0; at = p.nodes[at].parent {
			total[at] += len(s)
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
	return p.widen(best, total)
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

// widen climbs from the best element while the one around it holds clearly more
// prose: an article cut into several boxes.
func (p *page) widen(at int, total []int) int {
	for up := 0; at >= 0 && up < 4; up++ {
		parent := p.nodes[at].parent
		if parent < 0 || p.nodes[parent].tag == "html" || total[parent]*10 < total[at]*13 {
			break
		}
		at = parent
	}
	return at
}

var wall = regexp.MustCompile(`(?i)\bcookies?\b|\benable javascript\b|\bsubscribe\b|\bsubscri(?:ber|ption)s?\b|\blog ?in\b|\bsign in\b|\bpage (?:not|could not be) found\b|\b404\b|\baccess denied\b|\bare you a robot\b|\bcaptcha\b|\bprivacy (?:policy|settings)\b|\bconsent\b`)

// minWords is how many words of prose a page must have to be an article; with words
// of a cookie notice, a login or an error it needs more.
const minWords, minWallWords = 12, 80

// check refuses pages without an article.
func (p *page) check() *Error {
	words, walls := 0, 0
	for _, b := range p.d.blocks {
		if b.kind == para || b.kind == quote || b.kind == item {
			words += countWords(b.text.s)
		}
		walls += len(wall.FindAllStringIndex(b.text.s, 4))
	}
	if p.d.meta.title.s != "" {
		walls += len(wall.FindAllStringIndex(p.d.meta.title.s, 4))
	}
	switch {
	case words < minWords:
		return refuse(NoArticle, "the page holds no text of an article (%d words)", words)
	case words < minWallWords && walls > 0 && walls*40 > words:
		return refuse(NoArticle, "the page is a notice (cookies, login, error), not an article")
	}
	return nil
}
