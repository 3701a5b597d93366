package main

import (
	"context"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"hearsay/graph"
	"hearsay/graph/sqlite"
)

type judgeCmd struct {
	DB string `name:"db" required:"" help:"A store that load made; it is left as it was, but for the judgements."`
}

// Run merges actors of ever fewer claims into the one with the most, takes each merge
// back, and prints what that costs by the articles that it affects.
func (c *judgeCmd) Run(ctx context.Context) error {
	s, err := sqlite.Open(ctx, c.DB, sqlite.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	dyads, err := s.WhoToWhom(ctx, graph.ClaimFilter{}, graph.ByClaims, graph.Page{First: graph.MaxPage})
	if err != nil || len(dyads.Items) == 0 {
		return fmt.Errorf("no pairs of actors: %w", err)
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "claims\tjudged in\tCPU\tundone in\tCPU")
	for i := 1; i < len(dyads.Items); i *= 8 {
		if err := c.measure(ctx, s, w, dyads.Items[0].SourceID, dyads.Items[i].TargetID); err != nil {
			return err
		}
	}
	return w.Flush()
}

// measure says that two entities are one, and takes it back.
func (c *judgeCmd) measure(ctx context.Context, s *sqlite.Store, w *tabwriter.Writer, keep, other string) error {
	if keep == other {
		return nil
	}
	found, err := s.Entities(ctx, []string{keep, other})
	if err != nil {
		return err
	}
	n, err := s.Count(ctx, graph.ClaimFilter{Any: []graph.ClaimFilter{{SourceIDs: []string{other}}, {TargetIDs: []string{other}}}})
	if err != nil {
		return err
	}
	j := &graph.Judgement{ID: graph.JudgementID("bench", fmt.Sprint(time.Now())), By: "bench", Kind: graph.JudgeSame,
		Subjects: []graph.Subject{found[keep].Subject(), found[other].Subject()}}
	undo := &graph.Judgement{ID: graph.JudgementID("bench", "undo "+j.ID), By: "bench", Kind: graph.JudgeUndo, UndoesID: j.ID}
	fmt.Fprintf(w, "%d", n)
	for _, x := range []*graph.Judgement{j, undo} {
		wall, cpu := time.Now(), cpuTime()
		if _, err := s.Judge(ctx, x); err != nil {
			return err
		}
		fmt.Fprintf(w, "\t%v\t%v", time.Since(wall).Round(time.Millisecond), (cpuTime() - cpu).Round(time.Millisecond))
	}
	fmt.Fprintln(w)
	return nil
}
