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
	calibrationFlags
	engineFlags
}

type evalActsCmd struct {
	Gold string `arg:"" type:"existingfile" help:"Gold file (JSON Lines)."`
	Docs string `required:"" type:"existingfile" placeholder:"FILE" help:"The texts of its documents (JSON Lines)."`
	Out  string `placeholder:"FILE" help:"Write the predictions here (JSON Lines)."`
	JSON bool   `help:"Print the figures as JSON."`
	calibrationFlags
	engineFlags
}

// calibrationFlags ask how far the confidence can be believed.
type calibrationFlags struct {
	Calibration bool   `help:"Print, for each range of the confidence, how many of its predictions are right."`
	Curve       string `placeholder:"FILE" help:"Draw that as an SVG image."`
}

// show prints and draws what was asked for.
func (f calibrationFlags) show(e *environment, title string, c *eval.Calibration) error {
	if f.Calibration {
		if err := c.Print(e.Out, title); err != nil {
			return err
		}
	}
	if f.Curve == "" {
		return nil
	}
	var b bytes.Buffer
	if err := eval.Curve(&b, title, c); err != nil {
		return err
	}
	return os.WriteFile(f.Curve, b.Bytes(), 0o644)
}

// Validate refuses a table within JSON.
func (c evalAttributionCmd) Validate() error { return c.without(c.JSON) }

// Validate refuses a table within JSON.
func (c evalActsCmd) Validate() error { return c.without(c.JSON) }

func (f calibrationFlags) without(asJSON bool) error {
	if asJSON && f.Calibration {
		return fmt.Errorf("--calibration prints a table and does not go with --json")
	}
	return nil
}

// Help gives examples.
func (evalAttributionCmd) Help() string {
	return `Extracts every document of GOLD and scores the result against it. A figure of
relation counts an attribution whose content and source both overlap the gold by
half of their words or more. Places are code points, the second one exclusive. A line
may also have "entities", "coref", "dates" and "events"; what it lacks is not scored.

Example:
  {"id": "a", "text": "Ann Lee said the bridge was safe.", "attributions":
    [{"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 32]]}]}   (on one line)
  hearsay eval attribution gold.jsonl --out predictions.jsonl`
}

// Help gives examples.
func (evalActsCmd) Help() string {
	return `Extracts every document and scores the contentious speech acts. The headline is
act+source+target+content: who accused whom of what. Places are code points, the
second one exclusive.

Example:
  gold.jsonl  {"id": "a", "items": [{"act": "ACCUSE", "cue": [[8, 15]], "source": [[0, 7]],
                "target": [[16, 23]], "content": [[27, 32]]}]}   (on one line)
  docs.jsonl  {"id": "a", "text": "Ann Lee accused Bob Roe of lying."}
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
		if err := printRows(e, s.Rows(), c.JSON); err != nil {
			return err
		}
		return c.show(e, "source and content", &s.Relation)
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
		if err := printRows(e, append(all.Rows(), explicit.Rows()...), c.JSON); err != nil {
			return err
		}
		if c.Calibration {
			if err := all.Accusations.Print(e.Out, "accusations"); err != nil {
				return err
			}
		}
		return c.show(e, "act, source, target and content", &all.All)
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
