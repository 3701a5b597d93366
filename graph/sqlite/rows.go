package sqlite

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"hearsay/graph"
)

// Columns of the tables as the functions below scan them. The alias of each table is
// the one that all queries use.
const (
	roleColumns = `r.id, r.person, r.holder, r.title, r.article, r.start, r."end"`
	linkColumns = `l.id, l.kind, l.from_id, l.to_id, l.article, l.confidence, l.rule, l.published`
)

// The wide tables are read as one column. Probabilities have two decimals and are read in
// percent.
const (
	headFields = `a.id, a.published, a.origin, a.extraction, a.recorded, a.url, a.publisher, a.domain, a.lang,
		a.agency, a.dateline, a.raw_hash, a.title, a.byline`
	entityFields = `e.id, e.kind, e.name, e.unnamed, e.country, e.aliases`
	claimFields  = `c.id, c.act, c.polarity, c.modality, c.implicit, c.sources, c.targets, c.terms, c.proposition,
		c.events, c.time, c.first_published, c.last_published, c.reports, c.articles, c.origins, CAST(100 * c.confidence + 0.5 AS INTEGER)`
	attributionFields = `x.id, x.article, x.claim, x.parent, x.published, x.type, x.act, x.implicit, x.polarity,
		x.modality, x.source, x.cue, x.content, x.target, x.addressee, x.proposition, x.events, x.time, x.addressees,
		x.uttered, x.parts, x.rule, CAST(100 * x.confidence + 0.5 AS INTEGER)`
)

var (
	headColumns        = asOne(headFields)
	articleColumns     = headColumns + `, a.blocks, a.source, a.text`
	entityColumns      = asOne(entityFields)
	eventColumns       = asOne(`v.id, v.time, v.place, v.label`)
	claimColumns       = asOne(claimFields)
	attributionColumns = asOne(attributionFields)
	mentionColumns     = asOne(`m.id, m.article, m.start, m."end", m.entity, m.event, m.kind`)
)

// outermost is how deep the columns of a row lie that are not within another.
const outermost = 0

// border stands between the columns of a row that is read as one, and [between] between
// the rows that are read within another: bytes that no valid text has.
func border(depth int) byte  { return byte(0xff - 2*depth) }
func between(depth int) byte { return border(depth) + 1 }

// asOne is the expression of several columns that [fields] scans. Driver and database/sql
// take as long for each column as SQLite for all of them. A fraction must not be
// among them, for it would be rounded.
func asOne(columns string) string { return asOneAt(outermost, columns) }

func asOneAt(depth int, columns string) string {
	return "concat_ws(CAST(x'" + strconv.FormatInt(int64(border(depth)), 16) + "' AS TEXT), " + columns + ")"
}

// asMany is the expression of rows that fields.each scans; from tells where they lie, and
// in which order.
func asMany(depth int, columns, from string) string {
	return fmt.Sprintf("coalesce((SELECT group_concat(one, CAST(x'%x' AS TEXT)) FROM (SELECT %s AS one FROM %s)), '')",
		between(depth), asOneAt(depth, columns), from)
}

// fields takes the columns of a row apart, in their order.
type fields struct {
	rest  string
	depth int
	err   error
}

// each takes the rows apart that the next column holds.
func (f *fields) each(row func(*fields) error) {
	rows := f.text()
	if rows == "" || f.err != nil {
		return
	}
	inner := fields{depth: f.depth + 1}
	for more := true; more && f.err == nil; {
		i := strings.IndexByte(rows, between(inner.depth))
		if more = i >= 0; more {
			inner.rest, rows = rows[:i], rows[i+1:]
		} else {
			inner.rest = rows
		}
		f.err = row(&inner)
	}
}

func (f *fields) Scan(src any) error {
	s, ok := src.(string)
	if !ok {
		return fmt.Errorf("a row is stored as %T, not as text", src)
	}
	f.rest = s
	return nil
}

func (f *fields) text() string {
	i := strings.IndexByte(f.rest, border(f.depth))
	if i < 0 {
		s := f.rest
		f.rest = ""
		return s
	}
	s := f.rest[:i]
	f.rest = f.rest[i+1:]
	return s
}

func (f *fields) number() int {
	n, err := strconv.Atoi(f.text())
	f.err = firstError(f.err, err)
	return n
}

func (f *fields) truth() bool { return f.number() != 0 }

func (f *fields) percent() float64 { return float64(f.number()) / 100 }

func (f *fields) spans() []graph.Span {
	var s spans
	f.err = firstError(f.err, s.parse(f.text()))
	return s
}

func (f *fields) texts() []string {
	var l []string
	f.err = firstError(f.err, parseList(f.text(), &l))
	return l
}

// row is a row that was read as a part of another.
type row string

// Scan gives the only column that there is to the fields that want it.
func (r row) Scan(dest ...any) error { return dest[0].(*fields).Scan(string(r)) }

// scanner is *sql.Row, *sql.Rows or row; extra takes columns that a query puts first.
type scanner interface{ Scan(dest ...any) error }

func scanArticle(r scanner, extra ...any) (*graph.Article, error) {
	a := &graph.Article{}
	var f fields
	if err := r.Scan(append(extra, &f, into(&a.Blocks), into(&a.Source), &a.Text)...); err != nil {
		return a, err
	}
	return a, f.head(a)
}

func scanHead(r scanner, extra ...any) (*graph.Article, error) {
	a := &graph.Article{}
	var f fields
	if err := r.Scan(append(extra, &f)...); err != nil {
		return a, err
	}
	return a, f.head(a)
}

func (f *fields) head(a *graph.Article) error {
	a.ID, a.Published, a.Origin, a.ExtractionID, a.Recorded = f.text(), graph.Time(f.text()), f.text(), f.text(), graph.Time(f.text())
	a.URL, a.Publisher.Name, a.Publisher.Domain, a.Lang, a.Agency = f.text(), f.text(), f.text(), f.text(), f.text()
	a.Dateline, a.RawHash, a.Title, a.Byline = f.text(), f.text(), f.text(), f.texts()
	return f.err
}

func scanEntity(r scanner, extra ...any) (*graph.Entity, error) {
	e := &graph.Entity{}
	var f fields
	if err := r.Scan(append(extra, &f)...); err != nil {
		return e, err
	}
	return e, f.entity(e)
}

func (f *fields) entity(e *graph.Entity) error {
	e.ID, e.Kind, e.Name, e.Unnamed, e.Country, e.Aliases = f.text(), graph.EntityKind(f.text()), f.text(), f.truth(), f.text(), f.texts()
	return f.err
}

func scanEvent(r scanner, extra ...any) (*graph.Event, error) {
	e := &graph.Event{}
	var f fields
	if err := r.Scan(append(extra, &f)...); err != nil {
		return e, err
	}
	e.ID, e.Time, e.Place, e.Label = f.text(), graph.Time(f.text()), f.text(), f.text()
	return e, f.err
}

func scanClaim(r scanner, extra ...any) (*graph.Claim, error) {
	c := &graph.Claim{}
	var f fields
	if err := r.Scan(append(extra, &f)...); err != nil {
		return c, err
	}
	return c, f.claim(c)
}

func (f *fields) claim(c *graph.Claim) error {
	c.ID, c.Act, c.Polarity, c.Modality = f.text(), graph.SpeechAct(f.text()), graph.Polarity(f.text()), graph.Modality(f.text())
	c.Implicit, c.SourceIDs, c.TargetIDs, c.Terms, c.Proposition = f.truth(), f.texts(), f.texts(), f.texts(), f.text()
	c.EventIDs, c.Time, c.FirstPublished, c.LastPublished = f.texts(), graph.Time(f.text()), graph.Time(f.text()), graph.Time(f.text())
	c.Reports, c.Articles, c.Origins, c.Confidence = f.number(), f.number(), f.number(), f.percent()
	return f.err
}

func scanAttribution(r scanner, extra ...any) (*graph.Attribution, error) {
	a := &graph.Attribution{}
	var f fields
	if err := r.Scan(append(extra, &f)...); err != nil {
		return a, err
	}
	return a, f.attribution(a)
}

func (f *fields) attribution(a *graph.Attribution) error {
	a.ID, a.ArticleID, a.ClaimID, a.ParentID, a.Published = f.text(), f.text(), f.text(), f.text(), graph.Time(f.text())
	a.Type, a.Act, a.Implicit = graph.QuoteType(f.text()), graph.SpeechAct(f.text()), f.truth()
	a.Polarity, a.Modality = graph.Polarity(f.text()), graph.Modality(f.text())
	a.Source, a.Cue, a.Content, a.Target, a.Addressee = f.spans(), f.spans(), f.spans(), f.spans(), f.spans()
	a.Proposition, a.EventIDs, a.Time, a.AddresseeIDs = f.text(), f.texts(), graph.Time(f.text()), f.texts()
	a.Uttered, a.Parts, a.Rule, a.Confidence = graph.Time(f.text()), f.parts(), f.text(), f.percent()
	return f.err
}

// scanReport scans an attribution with the head of its article behind it.
func scanReport(r scanner, extra ...any) (*graph.Attribution, error) {
	var f fields
	if err := r.Scan(append(extra, &f)...); err != nil {
		return nil, err
	}
	return f.report()
}

func (f *fields) report() (*graph.Attribution, error) {
	a := &graph.Attribution{Head: &graph.Article{}}
	return a, firstError(f.attribution(a), f.head(a.Head))
}

func scanMention(r scanner, extra ...any) (*graph.Mention, error) {
	m := &graph.Mention{}
	var f fields
	if err := r.Scan(append(extra, &f)...); err != nil {
		return m, err
	}
	m.ID, m.ArticleID, m.Span.Start, m.Span.End = f.text(), f.text(), f.number(), f.number()
	m.EntityID, m.EventID, m.Kind = f.text(), f.text(), graph.MentionKind(f.text())
	return m, f.err
}

func scanRole(r scanner, extra ...any) (*graph.Role, error) {
	x := &graph.Role{}
	err := r.Scan(append(extra, &x.ID, &x.PersonID, &x.HolderID, &x.Title, &x.ArticleID, (*integer)(&x.Span.Start), (*integer)(&x.Span.End))...)
	return x, err
}

func scanLink(r scanner, extra ...any) (*graph.Link, error) {
	l := &graph.Link{}
	err := r.Scan(append(extra, &l.ID, (*string)(&l.Kind), &l.FromID, &l.ToID, &l.ArticleID, (*fraction)(&l.Confidence), &l.Rule, (*string)(&l.Published))...)
	return l, err
}

// reportHead takes out what graph.Along.Heads asks of a report.
func (f *fields) reportHead() (*graph.Attribution, error) {
	a := &graph.Attribution{Head: &graph.Article{}}
	a.ID, a.ArticleID, a.ClaimID, a.Published = f.text(), f.text(), f.text(), graph.Time(f.text())
	return a, f.head(a.Head)
}

// joinedFields reads a link and, where there are several of its kind between two claims,
// all of them beside the one of the smallest ID.
var joinedFields = `l.kind, l.from_id, l.to_id, l.published, l.id, l.article, l.rule, CAST(100 * l.confidence + 0.5 AS INTEGER),
	CASE l.id WHEN (SELECT max(o.id) FROM link o WHERE ` + sameLink("o", "l") + `) THEN ''
	ELSE (SELECT json_group_array(json_array(o.id, o.article, o.confidence, o.rule)) FROM link o WHERE ` + sameLink("o", "l") + `) END`

func scanJoined(r scanner, extra ...any) (*graph.Link, error) {
	var f fields
	if err := r.Scan(append(extra, &f)...); err != nil {
		return nil, err
	}
	return f.joined()
}

func (f *fields) joined() (*graph.Link, error) {
	var l graph.Link
	l.Kind, l.FromID, l.ToID, l.Published = graph.LinkKind(f.text()), f.text(), f.text(), graph.Time(f.text())
	l.ID, l.ArticleID, l.Rule, l.Confidence = f.text(), f.text(), f.text(), f.percent()
	parts := f.text()
	if parts == "" || f.err != nil {
		return graph.Joined([]graph.Link{l}), f.err
	}
	var rows [][4]any
	if err := json.Unmarshal([]byte(parts), &rows); err != nil {
		return nil, err
	}
	links := make([]graph.Link, len(rows))
	for i, x := range rows {
		links[i] = l
		links[i].ID, _ = x[0].(string)
		links[i].ArticleID, _ = x[1].(string)
		links[i].Confidence, _ = x[2].(float64)
		links[i].Rule, _ = x[3].(string)
	}
	return graph.Joined(links), nil
}

func scanDyad(r scanner) (*graph.Dyad, error) {
	d := &graph.Dyad{}
	var f fields
	if err := r.Scan(&f); err != nil {
		return nil, err
	}
	return d, f.dyad(d)
}

func (f *fields) dyad(d *graph.Dyad) error {
	d.SourceID, d.TargetID, d.Claims = f.text(), f.text(), f.number()
	d.FirstPublished, d.LastPublished, d.Articles, d.Origins = graph.Time(f.text()), graph.Time(f.text()), f.number(), f.number()
	return f.err
}

// integer, boolean and fraction read what the driver gives as it is; database/sql would write a
// number as text and parse it again. For the same reason named strings are scanned as
// plain ones.
type (
	integer  int
	boolean  bool
	fraction float64
)

func (i *integer) Scan(src any) error {
	n, ok := src.(int64)
	if !ok {
		return fmt.Errorf("a number is stored as %T", src)
	}
	*i = integer(n)
	return nil
}

func (b *boolean) Scan(src any) error {
	n, ok := src.(int64)
	if !ok {
		return fmt.Errorf("a truth value is stored as %T", src)
	}
	*b = n != 0
	return nil
}

func (f *fraction) Scan(src any) error {
	switch n := src.(type) {
	case float64:
		*f = fraction(n)
	case int64:
		*f = fraction(n)
	default:
		return fmt.Errorf("a fraction is stored as %T", src)
	}
	return nil
}

// column reads a JSON list into a slice; an empty list gives nil.
type column[T any] struct{ to *[]T }

func into[T any](to *[]T) column[T] { return column[T]{to} }

func (c column[T]) Scan(src any) error {
	s, ok := src.(string)
	if !ok {
		return fmt.Errorf("a list is stored as %T, not as text", src)
	}
	return parseList(s, c.to)
}

func parseList[T any](s string, to *[]T) error {
	*to = nil
	if s == "[]" {
		return nil
	}
	if to, ok := any(to).(*[]string); ok && !strings.Contains(s, `\`) && strings.HasPrefix(s, `["`) && strings.HasSuffix(s, `"]`) {
		*to = strings.Split(s[2:len(s)-2], `","`) // nine of ten lists; a comma between quotes would be escaped
		return nil
	}
	return json.Unmarshal([]byte(s), to)
}

// parts reads the parts of a confidence, four percentages or nothing.
func (f *fields) parts() *graph.Parts {
	s := f.text()
	if s == "" {
		return nil
	}
	var x [4]float64
	for i := range x {
		part, rest, _ := strings.Cut(s, " ")
		n, err := strconv.Atoi(part)
		f.err = firstError(f.err, err)
		x[i], s = float64(n)/100, rest
	}
	return &graph.Parts{Span: x[0], Source: x[1], Act: x[2], Target: x[3]}
}

// partsText writes what parts reads.
func partsText(p *graph.Parts) string {
	if p == nil {
		return ""
	}
	var b []byte
	for i, x := range []float64{p.Span, p.Source, p.Act, p.Target} {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(math.Round(100*x)), 10)
	}
	return string(b)
}

// list writes a slice as a JSON list.
func list[T any](l []T) string {
	if len(l) == 0 {
		return "[]"
	}
	b, err := json.Marshal(l)
	if err != nil {
		panic(fmt.Sprintf("sqlite: list of %T does not marshal: %v", l, err)) // strings and numbers only
	}
	return string(b)
}

// spans is a list of spans as it is stored: [[start,end],...].
type spans []graph.Span

func (s spans) String() string {
	b := []byte{'['}
	for i, x := range s {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		b = strconv.AppendInt(b, int64(x.Start), 10)
		b = append(b, ',')
		b = strconv.AppendInt(b, int64(x.End), 10)
		b = append(b, ']')
	}
	return string(append(b, ']'))
}

func (s *spans) parse(text string) error {
	*s = nil
	if text == "[]" {
		return nil
	}
	for part := range strings.SplitSeq(strings.Trim(text, "[]"), "],[") {
		start, end, _ := strings.Cut(part, ",")
		a, err1 := strconv.Atoi(start)
		b, err2 := strconv.Atoi(end)
		if err1 != nil || err2 != nil {
			return fmt.Errorf("%q is no list of spans", text)
		}
		*s = append(*s, graph.Span{Start: a, End: b})
	}
	return nil
}
