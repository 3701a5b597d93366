// Package schema holds the GraphQL language of the API, one file per concept.
package schema

import "embed"

// Files are the SDL files.
//
//go:embed *.graphql
var Files embed.FS
