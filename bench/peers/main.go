// Peers asks hearsay and other servers of the same graph the same questions, in
// turns, and prints how much longer one takes than the other.
//
//	go run ./bench/peers sql --db graph.db --addr 127.0.0.1:8091
//	go run ./bench/peers ask --db graph.db hearsay=http://127.0.0.1:8090/graphql sql=http://127.0.0.1:8091
//	go run ./bench/peers ask --db graph.db hearsay=http://127.0.0.1:8092/graphql cypher=bolt://... peer=http://127.0.0.1:8093
//
// A question is a set of files in questions/: NAME.graphql for hearsay, NAME.sql for
// plain SQL sent as JSON over HTTP, NAME.cypher for the driver, NAME.peer.graphql for
// @neo4j/graphql (neo4j-graphql/). bench/peers/run.sh starts them all;
// bench/README.md says how to read the figures.
package main

import (
	"context"

	"github.com/alecthomas/kong"
)

type commands struct {
	SQL sqlCmd `cmd:"" help:"Serve the SQL questions as JSON over HTTP."`
	Ask askCmd `cmd:"" help:"Ask servers the same questions in turns."`
}

func main() {
	k := kong.Parse(&commands{}, kong.BindTo(context.Background(), (*context.Context)(nil)))
	k.FatalIfErrorf(k.Run())
}
