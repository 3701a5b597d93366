package article

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"hearsay/graph"
)

// compose makes the article from blocks and metadata, the same way for all formats.
func (d *draft) compose(h Hints) (*graph.Article, *Error) {
	d.hint(h)
	d.takeAddress()
	d.takeTitle()
	d.takeHeader()
	d.dropFurniture()
	if len(d.blocks) == 0 {
		return nil, refuse(NoArticle, "no text of an article was found")
	}
	d.captions()
	d.takeDateline()
	d.rejoin()
	a := d.assemble()
	if a.Text == "" {
		return nil, refuse(NoArticle, "no paragraph of text was found")
	}
	if len(a.Text) > MaxText {
		return nil, refuse(TooLarge, "the article has %d bytes of text; the limit is %s", len(a.Text), size(MaxText))
	}
	d.judge(a)
	a.Origin = origin(a)
	a.ID = graph.ArticleID(a.URL, a.Text)
	return a, nil
}

// hint puts what the caller knows before what the document says.
func (d *draft) hint(h Hints) {
	if h.URL != "" {
		if u, ok := canonical(h.URL); ok {
			d.meta.url = u
		} else {
			d.meta.badURL = h.URL
		}
	}
	if h.Title != "" {
		d.meta.title = made(d.clean(h.Title, nil).s)
	}
	if h.Publisher != "" {
		d.meta.publisher.Name = h.Publisher
	}
	if h.Published.Valid() {
		d.meta.published = h.Published
	}
	if h.Lang != "" {
		d.meta.lang = h.Lang
	}
}

// takeAddress looks for the address of the article among the blocks: behind a label
// ("Original url:"), in its line or in the next block.
func (d *draft) takeAddress() {
	for i, b := range d.blocks {
		label := strings.ToLower(b.text.s[:min(len(b.text.s), 20)])
		if !strings.HasPrefix(label, "original ") && !strings.HasPrefix(label, "source url") && !strings.HasPrefix(label, "url:") &&
			!strings.HasPrefix(label, "permalink") && !strings.HasPrefix(label, "link:") {
			continue
		}
		if countWords(b.text.s) > 6 || !furnitureLabel.MatchString(b.text.s) && !furnitureLine.MatchString(b.text.s) {
			continue
		}
		urls := b.urls
		for _, w := range strings.Fields(b.text.s) {
			if w = strings.Trim(w, "<>()"); isURL(w) {
				urls = append(urls, w)
			}
		}
		if len(urls) == 0 && i+1 < len(d.blocks) && isAddressBlock(d.blocks[i+1]) {
			urls = d.blocks[i+1].urls
		}
		if len(urls) > 0 {
			d.meta.setURL(urls[0])
			return
		}
	}
}

// isAddressBlock reports whether a block is nothing but an address.
func isAddressBlock(b block) bool {
	return len(b.urls) > 0 && (b.text.s == "" || isURL(strings.Trim(b.text.s, "<>")))
}

// headBlocks is how many of the first blocks may hold title, byline and date.
const headBlocks = 10

// takeTitle finds the headline and leaves it in the blocks not at all: it goes in
// front of the text once.
func (d *draft) takeTitle() {
	if d.meta.title = d.meta.title.tidy(); d.meta.title.s == "" {
		for i := range d.blocks[:min(len(d.blocks), headBlocks)] {
			if d.blocks[i].kind == headline {
				d.meta.title = d.blocks[i].text
				break
			}
		}
	}
	if d.meta.title.s == "" && len(d.blocks) > 1 && titleLike(d.blocks[0], d.blocks[1]) {
		d.meta.title = d.blocks[0].text
	}
	if d.meta.title.s == "" {
		return
	}
	key := graph.Fold(d.meta.title.s)
	kept := d.blocks[:0]
	for i, b := range d.blocks {
		if i < headBlocks && (graph.Fold(b.text.s) == key || b.kind == headline && key == "") {
			continue
		}
		kept = append(kept, b)
	}
	d.blocks = kept
}

// titleLike reports whether the first block of a text is its headline: one short
// line that is no sentence, or that byline or date follow.
func titleLike(b, next block) bool {
	s := b.text.s
	if b.kind == heading {
		return true
	}
	if b.kind != para || countWords(s) > 30 || isByline(s) || isDateLine(s) || isFurniture(s) {
		return false
	}
	if _, _, n := dateline(s); n > 0 {
		return false
	}
	if isByline(next.text.s) || isDateLine(next.text.s) {
		return true
	}
	if _, _, n := dateline(next.text.s); n > 0 {
		return true
	}
	if midSentence(s, next.text.s) {
		return false
	}
	if strings.ContainsAny(s[:1], "\"“‘") && endsSentence(s) {
		return false
	}
	return !endsSentence(s) || titleCase(s) && countWords(s) >= 4
}

// titleCase reports whether most longer words of s begin with a capital.
func titleCase(s string) bool {
	upper, n := 0, 0
	for _, w := range strings.Fields(s) {
		w = strings.TrimLeft(w, "\"'“‘(")
		if len(w) < 4 {
			continue
		}
		n++
		if c := w[0]; c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80 {
			upper++
		}
	}
	return n > 0 && upper*5 >= n*4
}

// takeHeader takes byline, date and agency out of the first blocks, and byline and
// date that stand by themselves at the end.
func (d *draft) takeHeader() {
	kept := d.blocks[:0]
	body := 0
	for i, b := range d.blocks {
		s := b.text.s
		if body < 2 && i < headBlocks || i >= len(d.blocks)-2 {
			if d.headerLine(s) {
				continue
			}
			if countWords(s) >= 20 {
				body++
			}
		}
		kept = append(kept, b)
	}
	d.blocks = kept
}

// headerLine takes what a line says about the article; ok is false where it says
// nothing of the kind.
func (d *draft) headerLine(s string) bool {
	if len(s) > 200 {
		return false
	}
	if isDateLine(s) {
		d.meta.setPublished(s)
		return true
	}
	if a := agencyOf(s); a != "" {
		d.meta.agency = a
		return true
	}
	// "By Jane Smith, Reuters | September 25, 2020"
	line := s
	if !isByline(line) {
		for _, sep := range []string{" | ", " • ", " · ", " — ", " – ", " - "} {
			if head, tail, ok := strings.Cut(s, sep); ok && isByline(head) && isDateLine(tail) {
				d.meta.setPublished(tail)
				line = head
			}
		}
	}
	if isByline(line) {
		if len(d.meta.byline) == 0 {
			d.meta.setByline(line)
		} else if _, a := parseByline(line); d.meta.agency == "" {
			d.meta.agency = a
		}
		return true
	}
	return isOutlet(s)
}

// dropFurniture removes blocks that belong to the page.
func (d *draft) dropFurniture() {
	kept := d.blocks[:0]
	for i, b := range d.blocks {
		s := b.text.s
		if i >= len(d.blocks)-4 && wireTail.MatchString(s) && len(d.meta.byline) == 0 {
			d.wireNames(s)
		}
		if b.kind == furniture || isAddressBlock(b) || b.kind != caption && isFurniture(s) {
			continue
		}
		kept = append(kept, b)
	}
	d.blocks = kept
}

// wireNames reads the reporters of "(Reporting by Ann Lee in Oslo; Editing by …)".
func (d *draft) wireNames(s string) {
	first, _, _ := strings.Cut(strings.Trim(s, "()[] "), ";")
	if i := strings.Index(strings.ToLower(first), " by "); i >= 0 && strings.Contains(strings.ToLower(first[:i]), "report") {
		d.meta.setByline(first[i+4:])
	}
}

// captions cuts the credit off captions; a credit alone is furniture.
func (d *draft) captions() {
	kept := d.blocks[:0]
	for i, b := range d.blocks {
		body := b.kind == quote || b.kind == item || b.kind == heading || b.kind == headline
		if text, ok := splitCredit(b); ok && !body && (i < len(d.blocks)-1 || b.kind == caption || text.s == "") {
			b.text, b.kind = text, caption
		}
		if b.text.s == "" || b.kind == caption && countWords(b.text.s) < 3 {
			continue
		}
		kept = append(kept, b)
	}
	d.blocks = kept
}

// takeDateline takes the dateline off the first paragraphs.
func (d *draft) takeDateline() {
	seen := 0
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.kind != para {
			continue
		}
		if where, agency, n := dateline(b.text.s); n > 0 && len(b.text.s) > n {
			d.meta.dateline = where
			if agency != "" {
				d.meta.agency = agency
			}
			if t, ok := parseTime(where); ok && d.meta.published == "" {
				d.meta.published = t
			}
			b.text = b.text.cut(n, len(b.text.s)).trim()
			return
		}
		if seen++; seen == 2 {
			return
		}
	}
}

// rejoin joins paragraphs that a break cut in the middle of a sentence.
func (d *draft) rejoin() {
	var out []block
	whole := 0 // paragraphs so far that end a sentence
	for i := 0; i < len(d.blocks); {
		b := d.blocks[i]
		j := i + 1
		for j < len(d.blocks) && d.blocks[j].kind == b.kind && (b.kind == para || b.kind == quote) &&
			(midSentence(d.blocks[j-1].text.s, d.blocks[j].text.s) || whole > 0 && b.kind == para && unfinished(d.blocks[j-1].text.s)) {
			j++
		}
		if b.kind == para && endsSentence(d.blocks[j-1].text.s) {
			whole++
		}
		if j > i+1 {
			b.text = glue(d.blocks[i:j])
		}
		out = append(out, b)
		i = j
	}
	d.blocks = out
}

// unfinished reports whether a paragraph within the body breaks off, whatever comes
// next: "… the union has for years accused President Ann" / "Lee of …". It is too
// long for a subhead; a caption without a stop stands before the body.
func unfinished(s string) bool {
	return countWords(s) > 12 && !endsSentence(s) && !strings.ContainsAny(s[len(s)-1:], "\"')")
}

// glue joins the parts of a sentence with a space, or with none where a part ends
// within a hyphenated word.
func glue(parts []block) mapped {
	var out builder
	for i, p := range parts {
		if i > 0 {
			if a := parts[i-1].text.s; len(a) < 2 || a[len(a)-1] != '-' || !isWordByte(a[len(a)-2]) {
				out.make(" ")
			}
		}
		out.add(p.text, 0, len(p.text.s))
	}
	return out.text()
}

// assemble joins the blocks into the text and names their kinds.
func (d *draft) assemble() *graph.Article {
	m := &d.meta
	a := &graph.Article{URL: m.url, Title: m.title.s, Byline: m.byline, Agency: m.agency, Dateline: m.dateline,
		Published: m.published, Publisher: m.publisher}
	if a.Publisher.Domain == "" {
		a.Publisher.Domain = domain(m.url)
	}
	if a.Publisher.Name == "" {
		a.Publisher.Name = a.Publisher.Domain
	}
	var b builder
	add := func(t mapped, k graph.BlockKind) {
		if b.len() > 0 {
			b.make("\n\n")
		}
		start := b.len()
		b.add(t, 0, len(t.s))
		a.Blocks = append(a.Blocks, graph.Block{Span: graph.Span{Start: start, End: b.len()}, Kind: k})
	}
	if m.title.s != "" {
		add(m.title, graph.BlockTitle)
	}
	paragraphs := 0
	for i, x := range d.blocks {
		k := d.kindOf(i)
		if k == graph.BlockParagraph {
			paragraphs++
		}
		add(x.text, k)
	}
	if paragraphs > 0 {
		t := b.text()
		a.Text, a.Source = t.s, t.segs
	}
	return a
}

// kindOf names block i: a subhead is a heading, or a short line that is no sentence
// and stands before a paragraph.
func (d *draft) kindOf(i int) graph.BlockKind {
	b := d.blocks[i]
	last := i == len(d.blocks)-1
	switch {
	case b.kind == caption:
		return graph.BlockCaption
	case b.kind == heading || b.kind == headline:
		if last && endsSentence(b.text.s) {
			return graph.BlockParagraph
		}
		return graph.BlockSubhead
	case b.kind == para && !last && isSubhead(b.text.s):
		return graph.BlockSubhead
	}
	return graph.BlockParagraph
}

// judge adds language and warnings.
func (d *draft) judge(a *graph.Article) {
	a.Lang = detectLang(a.Text, d.meta.lang)
	if a.Lang != "en" {
		d.warn(LanguageUnsupported, 1, "the text is in %q; only English is analysed, so it is stored without claims", a.Lang)
	}
	if a.Published == "" {
		if d.meta.badDate != "" {
			d.warn(BadDate, 1, "the date %q could not be read", shorten(d.meta.badDate))
		}
		d.warn(NoDate, 1, "no date of publication was found")
	}
	if a.URL == "" && d.meta.badURL != "" {
		d.warn(BadURL, 1, "the address %q is no web address", shorten(d.meta.badURL))
	}
}

// shorten cuts what a message quotes from the input.
func shorten(s string) string {
	r := []rune(s)
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// originWords is how many words of the body tell one wire story from another.
const originWords = 40

// origin returns the hash that all copies of one wire story share: of the first
// words of its paragraphs, folded. Title, captions, dateline and agency, which
// papers change, have no part in it.
func origin(a *graph.Article) string {
	var words []string
	for _, b := range a.Blocks {
		if b.Kind != graph.BlockParagraph {
			continue
		}
		if words = append(words, graph.Words(b.Of(a.Text))...); len(words) >= originWords {
			words = words[:originWords]
			break
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(words, " ")))
	return hex.EncodeToString(sum[:16])
}
