//go:build !otel

package api

import "github.com/99designs/gqlgen/graphql"

// tracing is empty in a program that was built without the tag otel.
func tracing() []graphql.HandlerExtension { return nil }
