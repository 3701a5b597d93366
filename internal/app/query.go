package app

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"strings"

	"hearsay/internal/api"
)

// maxDocument is the longest GraphQL document that is read, in bytes.
const maxDocument = 1 << 20

type queryCmd struct {
	Document  string            `arg:"" help:"A GraphQL document, the name of a file that holds one, or - for standard input."`
	Var       map[string]string `short:"v" placeholder:"NAME=VALUE" help:"A variable; the value is JSON, or else a string."`
	Operation string            `placeholder:"NAME" help:"The operation to run where the document has several."`
	Compact   bool              `help:"Print the answer on one line."`
}

// Help gives examples.
func (queryCmd) Help() string {
	return `The answer is printed as JSON. The exit code is 1 where it holds errors.

Examples:
  hearsay query '{ whoAccusedWhom { nodes { sources { name } targets { name } proposition } } }'
  hearsay query docs/queries/01-who-accused-whom.graphql
  hearsay query 'query($who: String!) { entity(ref: {name: $who}) { id aliases } }' -v who=Norway
  echo '{ claims { totalCount } }' | hearsay query -`
}

// Run answers the document.
func (c queryCmd) Run(ctx context.Context, e *environment) error {
	document, err := c.read(e.In)
	if err != nil {
		return err
	}
	store, err := e.openExisting(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	answer, failed := api.Execute(ctx, store, document, c.Operation, c.variables())
	if answer == nil {
		return failed
	}
	answer = bytes.TrimSpace(answer)
	var out bytes.Buffer
	if c.Compact {
		out.Write(answer)
	} else if err := json.Indent(&out, answer, "", "  "); err != nil {
		return err
	}
	out.WriteByte('\n')
	if _, err := e.Out.Write(out.Bytes()); err != nil {
		return err
	}
	return failed
}

// read returns the document: the argument itself where it looks like one.
func (c queryCmd) read(stdin io.Reader) (string, error) {
	if strings.ContainsAny(c.Document, "{\n") {
		return c.Document, nil
	}
	if c.Document == "-" {
		b, err := io.ReadAll(io.LimitReader(stdin, maxDocument))
		return string(b), err
	}
	f, err := os.Open(c.Document)
	if err != nil {
		return "", usage("%q is neither a GraphQL document nor a file that can be read", c.Document)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxDocument))
	return string(b), err
}

func (c queryCmd) variables() map[string]any {
	out := map[string]any{}
	for k, v := range c.Var {
		var x any
		d := json.NewDecoder(strings.NewReader(v))
		d.UseNumber()
		if d.Decode(&x) != nil || d.More() {
			x = v
		}
		out[k] = x
	}
	return out
}
