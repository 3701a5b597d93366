package neo4j

import (
	"errors"
	"strings"

	"hearsay/graph"
)

// The projections say which properties a read fetches; the functions beside them
// make values of package graph from what came.

const (
	ownProperties  = `.id, .url, .title, .byline, .agency, .dateline, .published, .lang, .rawHash, .origin, .extraction, .recorded`
	headProperties = ownProperties + `,
	publisher: head([(x)-[:PUBLISHED_BY]->(p:Publisher) | p{.name, .domain}])`
	headMap    = `x{` + headProperties + `}`
	articleMap = `x{` + headProperties + `, .text, .blocks, .source}`
)

// shape is how a read returns what a variable holds: clauses that read what goes with it,
// and a map of both.
type shape struct{ clauses, item string }

// returned returns the end of a query.
func (s shape) returned(format string) string {
	return s.clauses + "\nRETURN " + strings.Replace(format, "%s", s.item, 1)
}

// reportShape reads an attribution with the head of its article.
func reportShape(variable string) shape {
	return shape{"\nMATCH (h:Article)-[:HAS]->(" + variable + ")\nOPTIONAL MATCH (h)-[:PUBLISHED_BY]->(p:Publisher)",
		variable + `{` + attributionProperties + `, head: h{` + ownProperties + `, publisher: p{.name, .domain}}}`}
}

func article(r row) (*graph.Article, error) {
	blocks, err := listFrom[graph.Block](r, "blocks")
	if err != nil {
		return nil, err
	}
	source, err := listFrom[graph.Segment](r, "source")
	if err != nil {
		return nil, err
	}
	a := &graph.Article{
		ID: text[string](r, "id"), URL: text[string](r, "url"), Title: text[string](r, "title"), Byline: texts(r, "byline"),
		Agency: text[string](r, "agency"), Dateline: text[string](r, "dateline"), Published: text[graph.Time](r, "published"),
		Lang: text[string](r, "lang"), Text: text[string](r, "text"), Blocks: blocks, Source: source,
		RawHash: text[string](r, "rawHash"), Origin: text[string](r, "origin"), ExtractionID: text[string](r, "extraction"),
		Recorded: text[graph.Time](r, "recorded"),
	}
	if p, err := asRow(r["publisher"]); err == nil {
		a.Publisher = graph.Publisher{Name: text[string](p, "name"), Domain: text[string](p, "domain")}
	}
	return a, nil
}

const entityProperties = `.id, .kind, .name, .unnamed, .country, .aliases`

const entityMap = `x{` + entityProperties + `}`

func entity(r row) (*graph.Entity, error) {
	return &graph.Entity{
		ID: text[string](r, "id"), Kind: text[graph.EntityKind](r, "kind"), Name: text[string](r, "name"),
		Unnamed: flag(r, "unnamed"), Country: text[string](r, "country"), Aliases: texts(r, "aliases"),
	}, nil
}

// entities reads a list of entities, nil where there is none.
func entities(v any) ([]*graph.Entity, error) {
	list, _ := v.([]any)
	var out []*graph.Entity
	for _, v := range list {
		r, err := asRow(v)
		if err != nil {
			return nil, err
		}
		e, err := entity(r)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

const eventMap = `x{.id, .label, .time, .place}`

func event(r row) (*graph.Event, error) {
	return &graph.Event{
		ID: text[string](r, "id"), Label: text[string](r, "label"), Time: text[graph.Time](r, "time"), Place: text[string](r, "place"),
	}, nil
}

const claimProperties = `.id, .act, .sourceIds, .targetIds, .polarity, .modality, .implicit, .terms, .proposition, .eventIds,
	.time, .confidence, .firstPublished, .lastPublished, .reports, .articles, .origins`

const claimMap = `x{` + claimProperties + `}`

func claim(r row) (*graph.Claim, error) {
	return &graph.Claim{
		ID: text[string](r, "id"), Act: text[graph.SpeechAct](r, "act"), SourceIDs: texts(r, "sourceIds"),
		TargetIDs: texts(r, "targetIds"), Polarity: text[graph.Polarity](r, "polarity"),
		Modality: text[graph.Modality](r, "modality"), Implicit: flag(r, "implicit"), Terms: texts(r, "terms"),
		Proposition: text[string](r, "proposition"), EventIDs: texts(r, "eventIds"), Time: text[graph.Time](r, "time"),
		Confidence: number(r, "confidence"), FirstPublished: text[graph.Time](r, "firstPublished"),
		LastPublished: text[graph.Time](r, "lastPublished"), Reports: integer(r["reports"]),
		Articles: integer(r["articles"]), Origins: integer(r["origins"]),
	}, nil
}

const attributionProperties = `.id, .article, .claim, .parent, .type, .act, .implicit, .polarity, .modality, .sourceSpans, .cueSpans,
	.contentSpans, .targetSpans, .addresseeSpans, .proposition, .eventIds, .time, .addresseeIds, .uttered, .confidence,
	.confidenceParts, .rule, .published`

const attributionMap = `x{` + attributionProperties + `}`

func attribution(r row) (*graph.Attribution, error) {
	return &graph.Attribution{
		ID: text[string](r, "id"), ArticleID: text[string](r, "article"), ClaimID: text[string](r, "claim"),
		ParentID: text[string](r, "parent"), Type: text[graph.QuoteType](r, "type"), Act: text[graph.SpeechAct](r, "act"),
		Implicit: flag(r, "implicit"), Polarity: text[graph.Polarity](r, "polarity"), Modality: text[graph.Modality](r, "modality"),
		Source: spans(r, "sourceSpans"), Cue: spans(r, "cueSpans"), Content: spans(r, "contentSpans"),
		Target: spans(r, "targetSpans"), Addressee: spans(r, "addresseeSpans"), Proposition: text[string](r, "proposition"),
		EventIDs: texts(r, "eventIds"), Time: text[graph.Time](r, "time"), AddresseeIDs: texts(r, "addresseeIds"),
		Uttered: text[graph.Time](r, "uttered"), Confidence: number(r, "confidence"), Parts: parts(r["confidenceParts"]),
		Rule: text[string](r, "rule"), Published: text[graph.Time](r, "published"),
	}, nil
}

// parts reads the four parts of a confidence, nil where there are none.
func parts(v any) *graph.Parts {
	list, _ := v.([]any)
	var x []float64
	for _, e := range list {
		if f, ok := e.(float64); ok {
			x = append(x, f)
		}
	}
	if len(x) != 4 {
		return nil
	}
	return &graph.Parts{Span: x[0], Source: x[1], Act: x[2], Target: x[3]}
}

func report(r row) (*graph.Attribution, error) {
	a, err := attribution(r)
	if err != nil {
		return nil, err
	}
	head, err := asRow(r["head"])
	if err != nil {
		return nil, err
	}
	a.Head, err = article(head)
	return a, err
}

const mentionMap = `x{.id, .article, .entity, .event, .kind, .span}`

func mention(r row) (*graph.Mention, error) {
	return &graph.Mention{
		ID: text[string](r, "id"), ArticleID: text[string](r, "article"), EntityID: text[string](r, "entity"),
		EventID: text[string](r, "event"), Kind: text[graph.MentionKind](r, "kind"), Span: span(r, "span"),
	}, nil
}

const roleMap = `x{.id, .person, .holder, .title, .article, .span}`

func role(r row) (*graph.Role, error) {
	return &graph.Role{
		ID: text[string](r, "id"), PersonID: text[string](r, "person"), HolderID: text[string](r, "holder"),
		Title: text[string](r, "title"), ArticleID: text[string](r, "article"), Span: span(r, "span"),
	}, nil
}

// linkMap reads the edge x from the claim f to the claim t.
const linkMap = `x{.id, .article, .confidence, .rule, kind: type(x), from: f.id, to: t.id, published: f.firstPublished}`

func link(r row) (*graph.Link, error) {
	return &graph.Link{
		ID: text[string](r, "id"), Kind: text[graph.LinkKind](r, "kind"), FromID: text[string](r, "from"),
		ToID: text[string](r, "to"), ArticleID: text[string](r, "article"), Confidence: number(r, "confidence"),
		Rule: text[string](r, "rule"), Published: text[graph.Time](r, "published"),
	}, nil
}

// ends names the variables of a link x from the claim f to the claim t.
type ends struct{ x, f, t string }

// plainEnds are those of queries about links.
var plainEnds = ends{"x", "f", "t"}

// in puts the names of the variables in.
func (e ends) in(text string) string {
	return strings.NewReplacer("$x", e.x, "$f", e.f, "$t", e.t, "$y", e.x+"y").Replace(text)
}

// sameLink leads from a link x to all links y of its kind between its claims.
const sameLink = `($f)-[$y:DENIES|CONFIRMS|REPEATS|CONTRADICTS]->($t) WHERE type($y) = type($x)`

// one demands that a link is the first of these, which then stands for all of them.
func (e ends) one() string { return e.in("NOT EXISTS { MATCH " + sameLink + " AND $y.id < $x.id }") }

// joined reads all of them.
func (e ends) joined() string {
	return e.in("all: [" + sameLink + " | $y{.id, .article, .confidence, .rule, kind: type($y), from: $f.id, to: $t.id, published: $f.firstPublished}]")
}

// order is the order of lists of links.
func (e ends) order() []string {
	return strings.Split(e.in("$f.firstPublished, $f.id, $t.id, type($x)"), ", ")
}

func joined(r row) (*graph.Link, error) {
	list, _ := r["all"].([]any)
	var links []graph.Link
	for _, v := range list {
		x, err := asRow(v)
		if err != nil {
			return nil, err
		}
		l, err := link(x)
		if err != nil {
			return nil, err
		}
		links = append(links, *l)
	}
	if len(links) == 0 {
		return nil, errors.New("a link is gone within one query")
	}
	return graph.Joined(links), nil
}

func dyad(r row) (*graph.Dyad, error) {
	parties, err := entities(r["parties"])
	return &graph.Dyad{
		Parties:  parties,
		SourceID: text[string](r, "source"), TargetID: text[string](r, "target"), Claims: integer(r["claims"]),
		Articles: integer(r["articles"]), Origins: integer(r["origins"]),
		FirstPublished: text[graph.Time](r, "firstPublished"), LastPublished: text[graph.Time](r, "lastPublished"),
	}, err
}

func span(r row, key string) graph.Span {
	if s := spans(r, key); len(s) == 1 {
		return s[0]
	}
	return graph.Span{}
}
