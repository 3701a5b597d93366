package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"hearsay/graph"
	"hearsay/loader"
	"hearsay/loader/extract/llm"
)

type loadCmd struct {
	Inputs     []string `arg:"" name:"input" help:"Files and folders to load; - reads standard input."`
	Workers    int      `env:"HEARSAY_WORKERS" default:"0" help:"Articles to analyse at a time; 0: one for each processor."`
	Batch      int      `env:"HEARSAY_BATCH" default:"64" help:"Articles to put in one transaction."`
	Quarantine string   `env:"HEARSAY_QUARANTINE" placeholder:"FOLDER" help:"Keep refused inputs here, with the reasons."`
	JSON       bool     `help:"Print the report as JSON on standard output."`
	Quiet      bool     `short:"q" help:"Print problems only."`
	engineFlags
}

// Help gives examples.
func (loadCmd) Help() string {
	return `Reads plain text, Markdown, HTML, JSON and JSON Lines ({"title", "text" or "html",
"url", "published", "publisher", "byline"} a line). Loading the same articles again
changes nothing. What cannot be loaded is reported and the rest is done.

Exit codes: 0 all loaded, 1 failed, 2 wrong usage, 3 loaded with gaps, 4 the store
cannot be reached, 130 stopped by a signal (the same command resumes).

Examples:
  hearsay load testdata/articles
  hearsay load --json --workers 4 archive.jsonl > report.json
  curl -s https://example.org/story.html | hearsay load -`
}

// Validate refuses numbers that make no sense.
func (c loadCmd) Validate() error {
	if c.Workers < 0 || c.Batch < 1 {
		return fmt.Errorf("--workers must not be negative and --batch must be at least 1")
	}
	return nil
}

// Run loads the inputs and reports what came of them.
func (c loadCmd) Run(ctx context.Context, e *environment) error {
	engine, err := c.engine(ctx, e)
	if err != nil {
		return err
	}
	store, err := e.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	r, err := c.load(ctx, e, engine, store)
	if r == nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(e.Out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		out := struct {
			*loader.Report
			Model *llm.Counts `json:"model,omitempty"`
		}{r, engine.counts()}
		if err := enc.Encode(out); err != nil {
			return err
		}
	} else {
		c.print(e, r)
		if !c.Quiet {
			engine.tell(e)
		}
	}
	switch {
	case err != nil:
		return err
	case r.Articles == 0 && len(r.Problems) > 0:
		return codedError{exitFailed, fmt.Errorf("nothing was loaded")}
	case !r.Complete():
		return errGaps
	}
	return nil
}

func (c loadCmd) load(ctx context.Context, e *environment, engine *engine, store graph.Store) (*loader.Report, error) {
	o := loader.Options{Inputs: c.Inputs, Stdin: e.In, Workers: c.Workers, Batch: c.Batch, Quarantine: c.Quarantine, Log: e.log}
	if !c.JSON && !c.Quiet {
		o.Progress = newByteBar(e, "load")
	}
	return loader.Load(ctx, o, engine, store)
}

// maxWarnings is how many warnings of one kind people are shown.
const maxWarnings = 10

// print tells people what a load did: every problem and warning, then the sums.
func (c loadCmd) print(e *environment, r *loader.Report) {
	for _, p := range r.Problems {
		fmt.Fprintln(e.Err, printable(p.String()))
	}
	if c.Quiet {
		return
	}
	given := map[string]int{}
	for _, p := range r.Warnings {
		if given[string(p.Code)]++; given[string(p.Code)] <= maxWarnings {
			fmt.Fprintln(e.Err, "warning:", printable(p.String()))
		}
	}
	for _, code := range sortedKeys(given) {
		if more := given[code] - maxWarnings; more > 0 {
			fmt.Fprintf(e.Err, "warning: %s: %d more (--json lists all)\n", code, more)
		}
	}
	parts := []string{fmt.Sprintf("%s read", count(r.Articles, "article"))}
	for _, x := range []struct {
		n    int
		what string
	}{{r.Stored, "stored"}, {r.Unchanged, "unchanged"}, {r.Duplicates, "given twice"}, {r.Refused, "refused"}, {len(r.Remaining), "left to do"}} {
		if x.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", x.n, x.what))
		}
	}
	if r.Stored > 0 {
		parts = append(parts, fmt.Sprintf("%s in %s", count(r.Attributions, "attribution"), count(r.Claims, "claim")))
	}
	fmt.Fprintln(e.Err, strings.Join(parts, ", "))
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
