package neo4j

import (
	"context"
	"strings"

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

// items runs a query of one row, which is the list of all it finds.
func (s *Store) items(ctx context.Context, cypher string, params map[string]any) ([]any, error) {
	rows, err := s.read(ctx, cypher, params)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	list, _ := rows[0].Values[0].([]any)
	return list, nil
}

// paged runs a query whose one row is the list of the items of a page and one more.
func paged[T any](ctx context.Context, s *Store, cypher string, params map[string]any, p graph.Page, decode func(*cells) (*T, error)) (graph.Slice[T], error) {
	items, err := s.items(ctx, cypher, params)
	if err != nil {
		return graph.Slice[T]{}, err
	}
	return cut(items, p, decode)
}

// cut makes a page of items, of which there may be one more than it holds.
func cut[T any](items []any, p graph.Page, decode func(*cells) (*T, error)) (out graph.Slice[T], err error) {
	if out.More = len(items) > p.First; out.More {
		items = items[:p.First]
	}
	out.Items, err = decodeList(items, decode)
	return out, err
}
