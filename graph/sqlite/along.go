package sqlite

import (
	"context"
	"slices"
	"strings"
	"sync"

	"hearsay/graph"
)

// claimRead is how claims are read, with what comes along with them in the same row.
type claimRead struct{ graph.Along }

// claimsRead returns how a context wants claims to be read. Sources and targets come along
// with one claim: those of a page are often the same, so that one more read of them costs
// less.
func claimsRead(ctx context.Context, one bool) claimRead {
	a := graph.AlongOf(ctx)
	a.Claim = nil
	if !one {
		a.Parties = false
	}
	if a.Links != nil && a.Links.Other.Parties {
		l := *a.Links
		l.Other.Parties = false
		a.Links = &l
	}
	return claimRead{a}
}

// columns are those of the claim c, with the arguments that their text wants.
func (c claimRead) columns() (text string, args []any) { return asOne(c.fields()), c.args() }

// shape is what the text of the columns depends on.
type shape struct {
	parties, reports, heads  bool
	links                    graph.LinkDirection
	kinds                    int // 0, 1 or many
	otherReports, otherHeads bool
}

func (c claimRead) shape() shape {
	s := shape{parties: c.Parties, reports: c.Reports > 0, heads: c.Heads}
	if l := c.Links; l != nil {
		s.links, s.kinds, s.otherReports, s.otherHeads = l.Direction, min(len(distinct(l.Kinds)), 2), l.Other.Reports > 0, l.Other.Heads
	}
	return s
}

// fieldTexts keeps what fields returns, by shape.
var fieldTexts sync.Map

// fields are the columns of the claim c.
func (c claimRead) fields() string {
	key := c.shape()
	if text, ok := fieldTexts.Load(key); ok {
		return text.(string)
	}
	text := c.write(outermost, "c")
	fieldTexts.Store(key, text)
	return text
}

// write writes the columns of the claim with an alias, in rows so deep.
func (c claimRead) write(depth int, alias string) string {
	text, inner := asAlias(claimFields, "c", alias), depth+1
	if c.Parties {
		text += ", " + asMany(inner, entityFields, "(SELECT value FROM json_each("+alias+".sources) UNION SELECT value FROM json_each("+
			alias+".targets)) p CROSS JOIN entity e ON e.id = p.value")
	}
	if c.Reports > 0 {
		report := attributionFields
		if c.Heads {
			report = `x.id, x.article, x.claim, x.published`
		}
		text += ", " + asMany(inner, report+", "+headFields, "attribution x CROSS JOIN article a ON a.id = x.article WHERE x.claim = "+
			alias+".id ORDER BY x.published, x.id"+limit)
	}
	if c.Links != nil {
		here, there := "from_id", "to_id"
		if c.Links.Direction == graph.LinksIn {
			here, there = there, here
		}
		q := c.linked(alias + ".id = l." + here)
		text += ", " + asMany(inner, joinedFields+", "+claimRead{c.Links.Other}.write(inner, "k"), "link l CROSS JOIN claim k ON k.id = l."+there+
			q.where()+" ORDER BY "+strings.Join(linkOrder("l"), ", ")+limit)
	}
	return text
}

// linked demands of a link l that it is one of those which come along.
func (c claimRead) linked(cond string) *selection {
	q := &selection{conds: []string{cond}}
	in(q, "l.kind", c.Links.Kinds)
	q.add(oneLink("l"))
	return q
}

// args are the arguments of the columns, in the order of their text.
func (c claimRead) args() (args []any) {
	if c.Reports > 0 {
		args = append(args, c.Reports+1)
	}
	if c.Links != nil {
		args = append(args, claimRead{c.Links.Other}.args()...)
		args = append(append(args, c.linked("").args...), c.Links.First+1)
	}
	return args
}

// asAlias names columns of the table with one alias as those of another.
func asAlias(columns, old, alias string) string {
	if old == alias {
		return columns
	}
	return strings.ReplaceAll(columns, old+".", alias+".")
}

func (c claimRead) scan(r scanner, extra ...any) (*graph.Claim, error) {
	var f fields
	if err := r.Scan(append(extra, &f)...); err != nil {
		return nil, err
	}
	return c.read(&f)
}

// scanLinked scans a joined link with the claim at its other end behind it.
func (c claimRead) scanLinked(r scanner, extra ...any) (*graph.Link, error) {
	var f fields
	if err := r.Scan(append(extra, &f)...); err != nil {
		return nil, err
	}
	return c.link(&f)
}

// scanReporting scans an attribution with the claim that it reports behind it.
func (c claimRead) scanReporting(r scanner, extra ...any) (*graph.Attribution, error) {
	var f fields
	a := &graph.Attribution{}
	if err := r.Scan(append(extra, &f)...); err != nil {
		return nil, err
	}
	err := f.attribution(a)
	if err == nil {
		a.Reported, err = c.read(&f)
	}
	return a, err
}

// read takes a claim out of its fields.
func (c claimRead) read(f *fields) (*graph.Claim, error) {
	x := &graph.Claim{}
	if err := f.claim(x); err != nil || c.Along == (graph.Along{}) {
		return x, err
	}
	x.Brought = &graph.Brought{Along: c.Along}
	if c.Parties {
		f.each(func(f *fields) error {
			e := &graph.Entity{}
			x.Brought.Parties = append(x.Brought.Parties, e)
			return f.entity(e)
		})
	}
	if c.Reports > 0 {
		report := (*fields).report
		if c.Heads {
			report = (*fields).reportHead
		}
		x.Brought.Reports = cut(rowsOf(f, report), c.Reports)
	}
	if c.Links != nil {
		x.Brought.Links = cut(rowsOf(f, claimRead{c.Links.Other}.link), c.Links.First)
	}
	return x, f.err
}

// link takes a link out of its fields, with the claim at its other end.
func (c claimRead) link(f *fields) (*graph.Link, error) {
	l, err := f.joined()
	if err == nil {
		l.Other, err = c.read(f)
	}
	return l, err
}

// rowsOf takes the rows apart that the next field holds.
func rowsOf[T any](f *fields, row func(*fields) (*T, error)) (out []*T) {
	f.each(func(f *fields) error {
		x, err := row(f)
		out = append(out, x)
		return err
	})
	return slices.Clip(out)
}
