package graph

import (
	"context"
	"encoding/json"
	"io"
)

// DumpKinds lists the kinds of a dump in its order.
var DumpKinds = []string{"article", "entity", "event", "claim", "attribution", "mention", "role", "link", "judgement"}

// WriteDump writes the whole graph as JSON Lines, one {"kind":...,"value":...} a
// row. Two stores that hold the same graph write the same bytes.
func WriteDump(ctx context.Context, d Dumper, w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return d.Dump(ctx, func(row DumpRow) error { return enc.Encode(row) })
}
