package neo4j

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph"
)

// row is one node or edge as a write gives it to the driver: property to value. An empty
// value is left out, but where lists are sorted by it.
type row map[string]any

// put sets a property unless the value is empty.
func put[T comparable](r row, key string, value T) {
	var zero T
	if value != zero {
		r[key] = value
	}
}

func putList(r row, key string, list []string) {
	if len(list) > 0 {
		r[key] = list
	}
}

func putSpans(r row, key string, spans []graph.Span) {
	if len(spans) == 0 {
		return
	}
	flat := make([]int, 0, 2*len(spans))
	for _, s := range spans {
		flat = append(flat, s.Start, s.End)
	}
	r[key] = flat
}

// putJSON keeps what no Cypher user asks about.
func putJSON[T any](r row, key string, list []T) error {
	if len(list) == 0 {
		return nil
	}
	b, err := json.Marshal(list)
	r[key] = string(b)
	return err
}

// cells are the values of an item, in the order in which a read lists them: maps would
// repeat every name in every item. What is not there is nil.
type cells struct {
	list []any
	next int
}

// cellsOf reads a list out of a result.
func cellsOf(v any) (*cells, error) {
	list, ok := v.([]any)
	if !ok {
		return nil, fmt.Errorf("expected a list, got %T", v)
	}
	return &cells{list: list}, nil
}

// take returns the next value.
func (c *cells) take() any {
	if c.next == len(c.list) {
		return nil
	}
	c.next++
	return c.list[c.next-1]
}

// takeList returns the next value, a list.
func (c *cells) takeList() []any {
	list, _ := c.take().([]any)
	return list
}

func text[T ~string](c *cells) T {
	s, _ := c.take().(string)
	return T(s)
}

func flag(c *cells) bool {
	b, _ := c.take().(bool)
	return b
}

func number(c *cells) float64 {
	f, _ := c.take().(float64)
	return f
}

func integer(v any) int {
	n, _ := v.(int64)
	return int(n)
}

func whole(c *cells) int { return integer(c.take()) }

// texts returns a list of strings, nil where there is none.
func texts(c *cells) []string { return textsOf(c.takeList()) }

func textsOf(list []any) []string {
	if len(list) == 0 {
		return nil
	}
	out := make([]string, len(list))
	for i, x := range list {
		out[i], _ = x.(string)
	}
	return out
}

func spans(c *cells) []graph.Span {
	list := c.takeList()
	if len(list) < 2 {
		return nil
	}
	out := make([]graph.Span, len(list)/2)
	for i := range out {
		out[i] = graph.Span{Start: integer(list[2*i]), End: integer(list[2*i+1])}
	}
	return out
}

// fromJSON reads what putJSON wrote.
func fromJSON[T any](c *cells) ([]T, error) {
	var out []T
	s := text[string](c)
	if s == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(s), &out); err != nil {
		return nil, fmt.Errorf("property in JSON: %w", err)
	}
	return out, nil
}

// decodeList decodes a list of items, nil where there is none.
func decodeList[T any](list []any, decode func(*cells) (*T, error)) ([]*T, error) {
	if len(list) == 0 {
		return nil, nil
	}
	out := make([]*T, len(list))
	for i, v := range list {
		c, err := cellsOf(v)
		if err != nil {
			return nil, err
		}
		if out[i], err = decode(c); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// listed returns the properties of a variable as a list without its brackets.
func listed(variable, properties string) string { return listedFew(variable, properties, properties) }

// listedFew is listed with null in the place of all but a few: the server reads each property
// by itself, which costs more than the rest of most reads.
func listedFew(variable, properties, few string) string {
	some := strings.Fields(few)
	names := strings.Fields(properties)
	for i, name := range names {
		if slices.Contains(some, name) {
			names[i] = variable + "." + name
		} else {
			names[i] = "null"
		}
	}
	return strings.Join(names, ", ")
}

// plain returns the row as the driver wants it.
func (r row) plain() map[string]any {
	out := make(map[string]any, len(r))
	for k, v := range r {
		if x, ok := v.(row); ok {
			v = x.plain()
		}
		out[k] = v
	}
	return out
}
