package neo4j

import (
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

// after lets a list go on behind the cursor of a page. The list is sorted by the
// expressions; values are those of the cursor, one for each. CASE keeps the server
// from reading "behind in the first, or level and behind in the second" as two
// searches, whose results it would have to sort; so it walks an index in its order.
func (q *selection) after(p graph.Page, expressions []string, values []any) {
	if p.After == nil {
		return
	}
	op := " > "
	if p.Reverse() {
		op = " < "
	}
	condition := ""
	for i := len(expressions) - 1; i >= 0; i-- {
		x, v := expressions[i], q.param(values[i])
		if condition == "" {
			condition = x + op + v
		} else {
			condition = "CASE WHEN " + x + " = " + v + " THEN " + condition + " ELSE " + x + op + v + " END"
		}
		if i == 0 {
			q.where = append(q.where, x+strings.TrimRight(op, " ")+"= "+v)
		}
	}
	q.where = append(q.where, condition)
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

// linkOrder is the order of lists of links x from f to t.
var linkOrder = plainEnds.order()

// linkPlace reads a cursor of a list of links.
func linkPlace(p graph.Page) ([]any, error) {
	if p.After == nil {
		return nil, nil
	}
	published, from, to, kind, err := p.After.Link()
	return []any{published, from, to, kind}, err
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
