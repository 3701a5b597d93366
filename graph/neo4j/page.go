package neo4j

import (
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

// after lets a list go on behind the cursor of a page. The list is sorted by the
// expressions; values are those of the cursor, one for each.
func (q *selection) after(p graph.Page, expressions []string, values []any) {
	if p.After == nil {
		return
	}
	op := ">"
	if p.Reverse() {
		op = "<"
	}
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = q.param(v)
	}
	var cases []string
	for i := range expressions {
		var c []string
		for j := range i {
			c = append(c, expressions[j]+" = "+names[j])
		}
		cases = append(cases, strings.Join(append(c, expressions[i]+" "+op+" "+names[i]), " AND "))
	}
	// The first bound says nothing new, but an index can use it.
	q.where = append(q.where, expressions[0]+" "+op+"= "+names[0], "("+strings.Join(cases, " OR ")+")")
}

// order returns the clause that sorts and cuts a page, with one row more than asked
// for, which tells whether others follow.
func (q *selection) order(p graph.Page, expressions ...string) string {
	direction := ""
	if p.Reverse() {
		direction = " DESC"
	}
	q.params["size"] = p.First + 1 // a parameter, so that the server plans a query once for all sizes
	return "ORDER BY " + strings.Join(expressions, direction+", ") + direction + " LIMIT $size"
}

// textCursor reads a cursor of a list that is sorted by a text; any key will do.
func textCursor(p graph.Page) []any {
	if p.After == nil {
		return nil
	}
	return []any{p.After.Key, p.After.ID}
}

// placeCursor reads a cursor of a list that is sorted by n numbers.
func placeCursor(p graph.Page, n int) ([]any, error) {
	if p.After == nil {
		return nil, nil
	}
	if _, err := p.After.Places(n); err != nil {
		return nil, err
	}
	return []any{p.After.Key, p.After.ID}, nil
}

// cut makes a page of the rows of a read, which hold one item each.
func cut[T any](rows []*driver.Record, p graph.Page, decode func(row) (*T, error)) (graph.Slice[T], error) {
	items := make([]any, len(rows))
	for i, r := range rows {
		items[i] = r.Values[0]
	}
	return cutItems(items, p, decode)
}

func cutItems[T any](rows []any, p graph.Page, decode func(row) (*T, error)) (graph.Slice[T], error) {
	var out graph.Slice[T]
	for i, v := range rows {
		if i == p.First {
			out.More = true
			break
		}
		r, err := asRow(v)
		if err != nil {
			return out, err
		}
		x, err := decode(r)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, x)
	}
	return out, nil
}
