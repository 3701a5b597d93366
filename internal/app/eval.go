package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"hearsay/internal/eval"
	"hearsay/loader/extract"
)

type evalCmd struct {
	Attribution evalAttributionCmd `cmd:"" help:"Who said what: attributions, names, coreference, dates."`
	Acts        evalActsCmd        `cmd:"" help:"Who accused, denied, criticized, threatened, demanded what."`
}

type evalAttributionCmd struct {
	Gold string `arg:"" type:"existingfile" help:"Gold file (JSON Lines)."`
	Out  string `placeholder:"FILE" help:"Write the predictions here (JSON Lines)."`
	JSON bool   `help:"Print the figures as JSON."`
	modelFlags
}

type evalActsCmd struct {
	Gold string `arg:"" type:"existingfile" help:"Gold file (JSON Lines)."`
	Docs string `required:"" type:"existingfile" placeholder:"FILE" help:"The texts of its documents (JSON Lines)."`
	Out  string `placeholder:"FILE" help:"Write the predictions here (JSON Lines)."`
	JSON bool   `help:"Print the figures as JSON."`
	modelFlags
}

// Help gives examples.
func (evalAttributionCmd) Help() string {
	return `Extracts every document of GOLD and scores the result against it. A figure of
relation counts an attribution whose content and source both overlap the gold by
half of their words or more.

Example:
  hearsay eval attribution gold.jsonl --out predictions.jsonl`
}

// Help gives examples.
func (evalActsCmd) Help() string {
	return `Extracts every document and scores the contentious speech acts. The headline is
act+source+target+content: who accused whom of what.

Example:
  hearsay eval acts gold.jsonl --docs docs.jsonl --out predictions.jsonl`
}

// Run scores attributions.
func (c evalAttributionCmd) Run(ctx context.Context, e *environment) error {
	gold, err := os.ReadFile(c.Gold)
	if err != nil {
		return err
	}
	engine, err := c.engine(ctx, e)
	if err != nil {
		return err
	}
	return withPredictions(e, engine, c.Out, gold, func(out io.Writer, stages []extract.Stage, step func(int)) error {
		s, err := eval.Attributions(bytes.NewReader(gold), out, stages, step)
		if err != nil {
			return fmt.Errorf("%s: %w", c.Gold, err)
		}
		return printRows(e, s.Rows(), c.JSON)
	})
}

// Run scores acts.
func (c evalActsCmd) Run(ctx context.Context, e *environment) error {
	gold, err := os.ReadFile(c.Gold)
	if err != nil {
		return err
	}
	docs, err := os.Open(c.Docs)
	if err != nil {
		return err
	}
	defer docs.Close()
	engine, err := c.engine(ctx, e)
	if err != nil {
		return err
	}
	return withPredictions(e, engine, c.Out, gold, func(out io.Writer, stages []extract.Stage, step func(int)) error {
		all, explicit, err := eval.Acts(bytes.NewReader(gold), docs, out, stages, step)
		if err != nil {
			return fmt.Errorf("%s: %w", c.Gold, err)
		}
		return printRows(e, append(all.Rows(), explicit.Rows()...), c.JSON)
	})
}

// withPredictions runs f with the stages of the engine, the file for predictions (nil if none)
// and a progress bar over the lines of gold.
func withPredictions(e *environment, engine *engine, path string, gold []byte, f func(io.Writer, []extract.Stage, func(int)) error) (err error) {
	var out io.Writer
	if path != "" {
		file, err := os.Create(path)
		if err != nil {
			return err
		}
		defer func() {
			if e := file.Close(); err == nil {
				err = e
			}
		}()
		out = file
	}
	bar := newBar(e, "evaluate")
	bar.Start(bytes.Count(gold, []byte{'\n'}))
	err = f(out, engine.Stages(), bar.Add)
	bar.Done()
	engine.tell(e)
	return err
}

func printRows(e *environment, rows []eval.Row, asJSON bool) error {
	if !asJSON {
		return eval.Print(e.Out, rows)
	}
	out := map[string]any{}
	for _, r := range rows {
		if r.PRF != nil {
			out[r.Name] = r.PRF
		} else {
			out[r.Name] = r.Acc
		}
	}
	enc := json.NewEncoder(e.Out)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
