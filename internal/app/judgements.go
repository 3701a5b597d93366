package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"hearsay/graph"
)

type judgementsCmd struct {
	Export judgementsExportCmd `cmd:"" help:"Write all judgements as JSON Lines, oldest first."`
	Import judgementsImportCmd `cmd:"" help:"Take in judgements that export or dump wrote."`
}

// Help gives examples.
func (judgementsCmd) Help() string {
	return `What people decided lies in the store beside what the program found. These commands
carry it to another store, before or after its articles are loaded; taking the same
judgements in again changes nothing. To judge, use the mutations of the API:

  hearsay query 'mutation { hide(input: {key: "1", id: "clm_..."}) { errors { message } } }'

Examples:
  hearsay judgements export > judgements.jsonl
  hearsay judgements import judgements.jsonl --store bolt://localhost:7687
  hearsay dump --store old.db | hearsay judgements import --store new.db -`
}

type judgementsExportCmd struct{}

// Run writes one judgement a line.
func (judgementsExportCmd) Run(ctx context.Context, e *environment) error {
	store, err := e.openExisting(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	enc, flush := jsonLines(e.Out)
	for p := (graph.Page{First: graph.MaxPage}); ; {
		s, err := store.ListJudgements(ctx, graph.JudgementFilter{}, p)
		if err != nil {
			return err
		}
		for _, j := range s.Items {
			if err := enc.Encode(j); err != nil {
				return err
			}
		}
		if !s.More {
			return flush()
		}
		after := s.Items[len(s.Items)-1].Cursor()
		p.After = &after
	}
}

type judgementsImportCmd struct {
	File string `arg:"" help:"JSON Lines of export or dump; - reads standard input."`
}

// Help tells what becomes of what cannot be taken in.
func (judgementsImportCmd) Help() string {
	return `Lines of a dump that are no judgements are passed over. A judgement that conflicts with
one of the store is reported and left out; the others are taken in.

Exit codes: 0 all taken in, 1 failed, 2 wrong usage, 3 some left out, 4 the store cannot
be reached.`
}

// Run takes the judgements in by the time they were made.
func (c judgementsImportCmd) Run(ctx context.Context, e *environment) error {
	in := e.In
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return codedError{exitUsage, err}
		}
		defer f.Close()
		in = f
	}
	list, err := readJudgements(in)
	if err != nil {
		return codedError{exitFailed, fmt.Errorf("%s: %w", c.File, err)}
	}
	store, err := e.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	left := 0
	for _, j := range list {
		_, err := store.Judge(ctx, j)
		if errors.Is(err, graph.ErrConflict) || errors.Is(err, graph.ErrInvalid) || errors.Is(err, graph.ErrNotFound) {
			fmt.Fprintf(e.Err, "%s %s by %s left out: %s\n", j.ID, j.Kind, printable(j.By), printable(err.Error()))
			left++
		} else if err != nil {
			return err
		}
	}
	fmt.Fprintf(e.Err, "%d judgements, %d left out\n", len(list), left)
	if left > 0 {
		return errGaps
	}
	return nil
}

// readJudgements reads judgements, in the order of their time.
func readJudgements(in io.Reader) ([]*graph.Judgement, error) {
	var out []*graph.Judgement
	dec := json.NewDecoder(in)
	for n := 1; ; n++ {
		var line json.RawMessage
		if err := dec.Decode(&line); err == io.EOF {
			slices.SortStableFunc(out, func(a, b *graph.Judgement) int { return a.At.Compare(b.At) })
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("value %d: %w", n, err)
		}
		var row struct {
			Kind  string
			Value json.RawMessage
		}
		if err := json.Unmarshal(line, &row); err != nil {
			return nil, fmt.Errorf("value %d: %w", n, err)
		}
		switch {
		case row.Value == nil:
		case row.Kind == "judgement":
			line = row.Value
		default:
			continue
		}
		j := &graph.Judgement{}
		if err := json.Unmarshal(line, j); err != nil {
			return nil, fmt.Errorf("value %d: %w", n, err)
		}
		out = append(out, j)
	}
}
