package neo4j

import (
	"encoding/json"
	"fmt"

	"hearsay/graph"
)

// row is one node or edge as the driver gives and takes it: property to value. An
// empty value is left out on the way in, but where lists are sorted by it.
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

func text[T ~string](r row, key string) T {
	s, _ := r[key].(string)
	return T(s)
}

func flag(r row, key string) bool {
	b, _ := r[key].(bool)
	return b
}

func integer(v any) int {
	n, _ := v.(int64)
	return int(n)
}

func number(r row, key string) float64 {
	f, _ := r[key].(float64)
	return f
}

// texts returns a list of strings, nil where there is none.
func texts(r row, key string) []string {
	list, _ := r[key].([]any)
	var out []string
	for _, x := range list {
		if s, ok := x.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

func spans(r row, key string) []graph.Span {
	list, _ := r[key].([]any)
	var out []graph.Span
	for i := 0; i+1 < len(list); i += 2 {
		out = append(out, graph.Span{Start: integer(list[i]), End: integer(list[i+1])})
	}
	return out
}

func listFrom[T any](r row, key string) ([]T, error) {
	var out []T
	s, _ := r[key].(string)
	if s == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(s), &out); err != nil {
		return nil, fmt.Errorf("property %s: %w", key, err)
	}
	return out, nil
}

// asRow reads a map out of a result.
func asRow(v any) (row, error) {
	m, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("expected a map, got %T", v)
	}
	return m, nil
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
