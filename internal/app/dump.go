package app

import (
	"bufio"
	"context"
	"encoding/json"
	"io"

	"hearsay/graph"
)

type dumpCmd struct{}

// Help gives examples.
func (dumpCmd) Help() string {
	return `Two stores that hold the same articles give the same bytes.

Examples:
  hearsay dump > graph.jsonl
  hearsay dump --store bolt://localhost:7687 | sha256sum`
}

// Run writes one JSON object a line: {"kind": ..., "value": {...}}.
func (dumpCmd) Run(ctx context.Context, e *environment) error {
	store, err := e.openExisting(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	enc, flush := jsonLines(e.Out)
	if err := store.Dump(ctx, func(r graph.DumpRow) error { return enc.Encode(r) }); err != nil {
		return err
	}
	return flush()
}

// jsonLines returns a writer of JSON values, one a line, and what ends the writing.
func jsonLines(out io.Writer) (enc *json.Encoder, flush func() error) {
	w := bufio.NewWriterSize(out, 1<<16)
	enc = json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc, w.Flush
}
