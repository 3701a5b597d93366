// Package scalar reads and writes the custom scalars of the API.
package scalar

import (
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"hearsay/graph"
)

// MarshalTime writes a time as the string it is, and an unknown one as null.
func MarshalTime(t graph.Time) graphql.Marshaler {
	if t == "" {
		return graphql.Null
	}
	return graphql.MarshalString(string(t))
}

// UnmarshalTime reads a time and refuses what is none.
func UnmarshalTime(v any) (graph.Time, error) {
	s, ok := v.(string)
	if t := graph.Time(s); ok && t.Valid() {
		return t, nil
	}
	return "", fmt.Errorf("%w: a Time is written 2020, 2020-09, 2020-09-25 or 2020-09-25T10:00:00Z", graph.ErrInvalid)
}
