package article

import (
	"encoding/json"
	"strings"
)

// headData is what a page says about itself in its head and marks.
type headData struct {
	lang      string
	title     [2]int // bytes of the title element's text
	inTitle   bool
	inLD      bool
	ld        []string          // texts of JSON-LD scripts
	meta      map[string]string // first content of each name or property, lower case
	authors   []string          // of article:author and the like, in order
	canonical string
	times     []timeTag
}

// timeTag is the datetime of a time element.
type timeTag struct {
	value string
	node  int // the element around it
}

// tag takes what a start tag says.
func (h *headData) tag(p *page, tag string, attrs map[string]string, at int) {
	h.inTitle, h.inLD = false, false
	switch tag {
	case "html":
		if h.lang == "" {
			h.lang = first(attrs["lang"], attrs["xml:lang"])
		}
	case "title":
		h.inTitle = h.title[1] == 0 && p.skipless()
	case "script":
		h.inLD = strings.EqualFold(strings.TrimSpace(attrs["type"]), "application/ld+json")
	case "link":
		if h.canonical == "" && strings.EqualFold(attrs["rel"], "canonical") {
			h.canonical = attrs["href"]
		}
	case "meta":
		h.metaTag(attrs)
	case "time":
		if t := first(attrs["datetime"], attrs["content"]); t != "" && p.skip == 0 && len(p.open) > 0 && len(h.times) < 64 {
			h.times = append(h.times, timeTag{t, p.open[len(p.open)-1]})
		}
	}
	if c := attrs["content"]; tag != "meta" && c != "" && strings.EqualFold(attrs["itemprop"], "datePublished") {
		h.put("datepublished", c)
	}
}

func first(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

func (h *headData) metaTag(attrs map[string]string) {
	c := attrs["content"]
	for _, k := range []string{"property", "name", "itemprop", "http-equiv"} {
		name := strings.ToLower(strings.TrimSpace(attrs[k]))
		if name == "" || strings.TrimSpace(c) == "" {
			continue
		}
		h.put(name, c)
		switch name {
		case "author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl", "citation_author":
			if !isURL(c) && len(h.authors) < 10 {
				h.authors = appendNew(h.authors, strings.TrimSpace(c))
			}
		}
	}
}

func (h *headData) put(name, value string) {
	if h.meta == nil {
		h.meta = map[string]string{}
	}
	if _, ok := h.meta[name]; !ok {
		h.meta[name] = strings.TrimSpace(value)
	}
}

// skipless reports whether the page is in nothing hidden but its head.
func (p *page) skipless() bool {
	for _, i := range p.open {
		if t := p.nodes[i].tag; t == "svg" || t == "template" {
			return false
		}
	}
	return true
}

// words takes hidden text that tells about the page: title and JSON-LD.
func (h *headData) words(p *page, lo, hi int) {
	switch {
	case h.inTitle:
		h.title, h.inTitle = [2]int{lo, hi}, false
	case h.inLD && len(h.ld) < 16:
		h.ld, h.inLD = append(h.ld, p.text.s[lo:hi]), false
	}
}

// metadata fills the draft's metadata: JSON-LD first, then meta tags.
func (p *page) metadata() {
	h, m := &p.head, &p.d.meta
	ld := p.linkedData()
	m.lang = first(m.lang, h.lang, ld.InLanguage)
	m.setURL(first(h.canonical, h.meta["og:url"], ld.url()))
	for _, t := range []string{ld.DatePublished, h.meta["article:published_time"], h.meta["datepublished"], h.meta["og:published_time"],
		h.meta["parsely-pub-date"], h.meta["sailthru.date"], h.meta["dc.date.issued"], h.meta["dc.date"], h.meta["dcterms.created"], h.meta["pubdate"],
		h.meta["publish-date"], h.meta["publication_date"], h.meta["article.published"], h.meta["citation_publication_date"], h.meta["cxenseparse:recs:publishtime"], h.meta["date"]} {
		m.setPublished(t)
	}
	if m.publisher.Name == "" {
		m.publisher.Name = made(first(ld.Publisher.name(), h.meta["og:site_name"], h.meta["application-name"])).tidy().s
	}
	if len(m.byline) == 0 {
		p.setAuthors(ld)
	}
	if m.title.s == "" {
		p.setTitle(ld)
	}
}

func (p *page) setAuthors(ld newsArticle) {
	names := ld.Author.names()
	if len(names) == 0 {
		names = p.head.authors
	}
	r := &recordReader{d: p.d}
	for _, n := range names {
		r.author(strings.TrimSpace(n))
	}
}

// setTitle takes the headline: that of the JSON-LD or og:title where a heading or
// the title element repeats it (so that it has its place in the raw bytes), else a
// first-level heading, else the title element without the site's name.
func (p *page) setTitle(ld newsArticle) {
	want := made(first(ld.Headline, p.head.meta["og:title"], p.head.meta["twitter:title"])).tidy()
	var b builder
	if t := p.head.title; t[1] > t[0] {
		p.decode(&b, t[0], t[1])
	}
	title := b.text().tidy()
	var tops []mapped
	for _, x := range p.parts {
		if x.kind == headline {
			tops = append(tops, x.text)
		}
	}
	for _, t := range append(tops, title) {
		if want.s != "" && strings.EqualFold(t.s, want.s) {
			p.d.meta.title = t
			return
		}
	}
	for _, t := range tops { // "Port Closed" of "Port Closed - The Example Times"
		if countWords(t.s) >= 3 && strings.HasPrefix(want.s, t.s) {
			p.d.meta.title = t
			return
		}
	}
	if want.s != "" && len(title.s) > len(want.s) && strings.HasPrefix(title.s, want.s) {
		p.d.meta.title = title.cut(0, len(want.s))
		return
	}
	if len(tops) == 1 || len(tops) > 0 && title.s == "" {
		p.d.meta.title = tops[0]
		return
	}
	for _, t := range tops {
		if strings.HasPrefix(title.s, t.s) {
			p.d.meta.title = t
			return
		}
	}
	if want.s != "" {
		p.d.meta.title = want
		return
	}
	for _, sep := range []string{" | ", " – ", " — ", " - ", " :: ", " » "} {
		if i := strings.LastIndex(title.s, sep); i > 0 && countWords(title.s[:i]) >= 3 && countWords(title.s[i:]) <= 7 {
			title = title.cut(0, i)
			break
		}
	}
	p.d.meta.title = title
}

// newsArticle is what we read of a schema.org article.
type newsArticle struct {
	Type          stringList `json:"@type"`
	Headline      string     `json:"headline"`
	DatePublished string     `json:"datePublished"`
	URL           string     `json:"url"`
	MainEntity    thing      `json:"mainEntityOfPage"`
	InLanguage    string     `json:"inLanguage"`
	Publisher     thing      `json:"publisher"`
	Author        thing      `json:"author"`
}

func (n newsArticle) url() string { return first(n.URL, n.MainEntity.one.ID, n.MainEntity.one.Name) }

// stringList is a string or a list of strings.
type stringList []string

// UnmarshalJSON never fails: what is no string is left out.
func (l *stringList) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*l = stringList{one}
		return nil
	}
	var many []string
	if json.Unmarshal(b, &many) == nil {
		*l = many
	}
	return nil
}

// thing is a name, an object with a name, or a list of these.
type thing struct {
	one  thingData
	more []thing
}

type thingData struct {
	ID   string `json:"@id"`
	Name string `json:"name"`
	URL  string `json:"url"`
}

// UnmarshalJSON never fails: pages get this wrong in many ways.
func (t *thing) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &t.one.Name) == nil {
		return nil
	}
	if json.Unmarshal(b, &t.one) == nil {
		return nil
	}
	var raw []json.RawMessage
	if json.Unmarshal(b, &raw) == nil {
		for _, r := range raw[:min(len(raw), 16)] {
			var x thing
			if len(r) > 0 && r[0] != '[' && json.Unmarshal(r, &x) == nil {
				t.more = append(t.more, x)
			}
		}
	}
	return nil
}

func (t thing) name() string {
	if n := t.names(); len(n) > 0 {
		return n[0]
	}
	return ""
}

func (t thing) names() (out []string) {
	if n := strings.TrimSpace(t.one.Name); n != "" && !isURL(n) {
		out = append(out, n)
	}
	for _, x := range t.more {
		out = append(out, x.names()...)
	}
	return out
}

// linkedData returns the first article that the JSON-LD of the page describes.
func (p *page) linkedData() newsArticle {
	for _, s := range p.head.ld {
		if a, ok := findArticle([]byte(s), 0); ok {
			return a
		}
	}
	return newsArticle{}
}

// findArticle looks for an article in a JSON-LD value, its lists and @graph.
func findArticle(raw []byte, depth int) (newsArticle, bool) {
	raw = []byte(strings.TrimSpace(string(raw)))
	if depth > 4 || len(raw) == 0 {
		return newsArticle{}, false
	}
	if raw[0] == '[' {
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil {
			return newsArticle{}, false
		}
		for _, x := range list {
			if a, ok := findArticle(x, depth+1); ok {
				return a, true
			}
		}
		return newsArticle{}, false
	}
	var a newsArticle
	if err := json.Unmarshal(raw, &a); err == nil {
		for _, t := range a.Type {
			if strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || strings.HasSuffix(t, "Report") {
				return a, true
			}
		}
	}
	var g struct {
		Graph json.RawMessage `json:"@graph"`
	}
	if json.Unmarshal(raw, &g) == nil && len(g.Graph) > 0 {
		return findArticle(g.Graph, depth+1)
	}
	return newsArticle{}, false
}
