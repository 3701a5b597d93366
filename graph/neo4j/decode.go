package neo4j

import (
	"errors"
	"strings"

	"hearsay/graph"
)

// The lists say which properties a read fetches; the functions behind them make values of
// package graph of what came, in the same order.

const ownProperties = "id url title byline agency dateline published lang rawHash origin extraction recorded"

// headList reads the head of the article that a variable holds.
func headList(v string) string {
	return "[" + listed(v, ownProperties) + ", head([(" + v + ")-[:PUBLISHED_BY]->(p:Publisher) | [p.name, p.domain]])"
}

var (
	headItem    = headList("x") + "]"
	articleItem = headList("x") + ", x.text, x.blocks, x.source]"
)

// shape is how a read returns what a variable holds: clauses that read what goes with it,
// and a list of both.
type shape struct{ clauses, item string }

// returned returns the end of a query.
func (s shape) returned(format string) string {
	return s.clauses + "\nRETURN " + strings.Replace(format, "%s", s.item, 1)
}

// gathered returns the end of a query that gives all its items as one row: a row costs both
// sides a message.
func (s shape) gathered(order string) string {
	return s.clauses + "\nWITH " + s.item + " AS item " + order + "\nRETURN collect(item) AS items"
}

// reportShape reads an attribution with the head of its article, or few of their properties.
func reportShape(variable string, few bool) shape {
	own, head := attributionProperties, ownProperties
	if few {
		own, head = fewOfAttribution, fewOfHead
	}
	return shape{"\nMATCH (h:Article)-[:HAS]->(" + variable + ")\nOPTIONAL MATCH (h)-[:PUBLISHED_BY]->(p:Publisher)",
		"[" + listedFew(variable, attributionProperties, own) + ", [" + listedFew("h", ownProperties, head) + ", [p.name, p.domain]]]"}
}

// The properties of graph.FewOfClaim, graph.FewOfAttribution and graph.FewOfEntity.
const (
	fewOfEntity      = "id kind name"
	fewOfClaim       = "id act sourceIds targetIds proposition confidence firstPublished reports"
	fewOfAttribution = "id article claim published"
	fewOfHead        = "id url title published"
)

// article reads an article, or the head of one.
func article(c *cells) (*graph.Article, error) {
	a := &graph.Article{
		ID: text[string](c), URL: text[string](c), Title: text[string](c), Byline: texts(c), Agency: text[string](c),
		Dateline: text[string](c), Published: text[graph.Time](c), Lang: text[string](c), RawHash: text[string](c),
		Origin: text[string](c), ExtractionID: text[string](c), Recorded: text[graph.Time](c),
	}
	p := cells{list: c.takeList()}
	a.Publisher = graph.Publisher{Name: text[string](&p), Domain: text[string](&p)}
	a.Text = text[string](c)
	var err error
	if a.Blocks, err = fromJSON[graph.Block](c); err != nil {
		return nil, err
	}
	a.Source, err = fromJSON[graph.Segment](c)
	return a, err
}

const entityProperties = "id kind name unnamed country aliases"

var entityItem = "[" + listed("x", entityProperties) + "]"

// saidOfEntity is what an article says of one.
const saidOfEntity = "[x.id, n.kind, n.name, n.unnamed, n.country, n.aliases]"

func entity(c *cells) (*graph.Entity, error) {
	return &graph.Entity{
		ID: text[string](c), Kind: text[graph.EntityKind](c), Name: text[string](c), Unnamed: flag(c), Country: text[string](c), Aliases: texts(c),
	}, nil
}

const eventItem = "[x.id, x.label, x.time, x.place]"

// saidOfEvent is what an article says of one.
const saidOfEvent = "[x.id, n.label, n.time, n.place]"

func event(c *cells) (*graph.Event, error) {
	return &graph.Event{ID: text[string](c), Label: text[string](c), Time: text[graph.Time](c), Place: text[string](c)}, nil
}

const claimProperties = "id act sourceIds targetIds polarity modality implicit terms proposition eventIds time confidence" +
	" firstPublished lastPublished reports articles origins"

var claimItem = "[" + listed("x", claimProperties) + "]"

func claim(c *cells) (*graph.Claim, error) {
	return &graph.Claim{
		ID: text[string](c), Act: text[graph.SpeechAct](c), SourceIDs: texts(c), TargetIDs: texts(c), Polarity: text[graph.Polarity](c),
		Modality: text[graph.Modality](c), Implicit: flag(c), Terms: texts(c), Proposition: text[string](c), EventIDs: texts(c),
		Time: text[graph.Time](c), Confidence: number(c), FirstPublished: text[graph.Time](c), LastPublished: text[graph.Time](c),
		Reports: whole(c), Articles: whole(c), Origins: whole(c),
	}, nil
}

const attributionProperties = "id article claim parent type act implicit polarity modality sourceSpans cueSpans contentSpans" +
	" targetSpans addresseeSpans proposition eventIds time addresseeIds uttered confidence confidenceParts rule published"

var attributionItem = "[" + listed("x", attributionProperties) + "]"

func attribution(c *cells) (*graph.Attribution, error) {
	return &graph.Attribution{
		ID: text[string](c), ArticleID: text[string](c), ClaimID: text[string](c), ParentID: text[string](c),
		Type: text[graph.QuoteType](c), Act: text[graph.SpeechAct](c), Implicit: flag(c), Polarity: text[graph.Polarity](c),
		Modality: text[graph.Modality](c), Source: spans(c), Cue: spans(c), Content: spans(c), Target: spans(c), Addressee: spans(c),
		Proposition: text[string](c), EventIDs: texts(c), Time: text[graph.Time](c), AddresseeIDs: texts(c),
		Uttered: text[graph.Time](c), Confidence: number(c), Parts: parts(c), Rule: text[string](c), Published: text[graph.Time](c),
	}, nil
}

// parts reads the four parts of a confidence, nil where there are none.
func parts(c *cells) *graph.Parts {
	list := c.takeList()
	if len(list) != 4 {
		return nil
	}
	x := &cells{list: list}
	return &graph.Parts{Span: number(x), Source: number(x), Act: number(x), Target: number(x)}
}

func report(c *cells) (*graph.Attribution, error) {
	a, err := attribution(c)
	if err != nil {
		return nil, err
	}
	head, err := cellsOf(c.take())
	if err != nil {
		return nil, err
	}
	a.Head, err = article(head)
	return a, err
}

const mentionItem = "[x.id, x.article, x.entity, x.event, x.kind, x.span]"

func mention(c *cells) (*graph.Mention, error) {
	return &graph.Mention{
		ID: text[string](c), ArticleID: text[string](c), EntityID: text[string](c), EventID: text[string](c),
		Kind: text[graph.MentionKind](c), Span: span(c),
	}, nil
}

const roleItem = "[x.id, x.person, x.holder, x.title, x.article, x.span]"

func role(c *cells) (*graph.Role, error) {
	return &graph.Role{
		ID: text[string](c), PersonID: text[string](c), HolderID: text[string](c), Title: text[string](c), ArticleID: text[string](c), Span: span(c),
	}, nil
}

func span(c *cells) graph.Span {
	if s := spans(c); len(s) == 1 {
		return s[0]
	}
	return graph.Span{}
}

// linkList reads the edge $y from the claim $f to the claim $t.
const linkList = "[$y.id, type($y), $f.id, $t.id, $y.article, $y.confidence, $y.rule, $f.firstPublished]"

// linkItem reads the edge x from the claim f to the claim t.
var linkItem = ends{"x", "f", "t"}.inOne(linkList)

func link(c *cells) (*graph.Link, error) {
	return &graph.Link{
		ID: text[string](c), Kind: text[graph.LinkKind](c), FromID: text[string](c), ToID: text[string](c), ArticleID: text[string](c),
		Confidence: number(c), Rule: text[string](c), Published: text[graph.Time](c),
	}, nil
}

// ends names the variables of a link x from the claim f to the claim t.
type ends struct{ x, f, t string }

// plainEnds are those of queries about links.
var plainEnds = ends{"x", "f", "t"}

// in puts the names of the variables in; $y is that of another link between the two.
func (e ends) in(text string) string { return e.put(text, e.x+"y") }

// inOne puts the names in where $y is the link itself.
func (e ends) inOne(text string) string { return e.put(text, e.x) }

func (e ends) put(text, y string) string {
	return strings.NewReplacer("$x", e.x, "$f", e.f, "$t", e.t, "$y", y).Replace(text)
}

// sameLink leads from a link x to all links y of its kind between its claims.
const sameLink = `($f)-[$y:DENIES|CONFIRMS|REPEATS|CONTRADICTS]->($t) WHERE type($y) = type($x)`

// one demands that a link is the first of these, which then stands for all of them.
func (e ends) one() string { return e.in("NOT EXISTS { MATCH " + sameLink + " AND $y.id < $x.id }") }

// joined reads all of them.
func (e ends) joined() string { return e.in("[" + sameLink + " | " + linkList + "]") }

// order is the order of lists of links.
func (e ends) order() []string {
	return strings.Split(e.in("$f.firstPublished, $f.id, $t.id, type($x)"), ", ")
}

func joined(c *cells) (*graph.Link, error) {
	found, err := decodeList(c.takeList(), link)
	if err != nil {
		return nil, err
	}
	links := make([]graph.Link, len(found))
	for i, l := range found {
		links[i] = *l
	}
	if len(links) == 0 {
		return nil, errors.New("a link is gone within one query")
	}
	return graph.Joined(links), nil
}

func dyad(c *cells) (*graph.Dyad, error) {
	return &graph.Dyad{
		SourceID: text[string](c), TargetID: text[string](c), Claims: whole(c), Articles: whole(c), Origins: whole(c),
		FirstPublished: text[graph.Time](c), LastPublished: text[graph.Time](c),
	}, nil
}
