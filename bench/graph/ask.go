package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"hearsay/bench/graph/claims"
	"hearsay/graph"
	"hearsay/graph/sqlite"
)

type askCmd struct {
	Claims int           `default:"10000" help:"What the store was loaded with."`
	Seed   uint64        `default:"1"`
	DB     string        `name:"db" required:"" help:"File of the store."`
	Rounds int           `default:"10" help:"How often each side has its turn."`
	Turn   time.Duration `default:"100ms" help:"CPU time of one turn, at least one question."`
}

// cost is what a side used.
type cost struct {
	walls []time.Duration
	cpu   time.Duration
}

// run asks with one argument after the other until the turn is over.
func (c *cost) run(turn time.Duration, at *int, ask func(i int) error) error {
	began := cpuTime()
	for {
		start := time.Now()
		if err := ask(*at); err != nil {
			return err
		}
		c.walls = append(c.walls, time.Since(start))
		*at++
		if used := cpuTime() - began; used >= turn {
			c.cpu += used
			return nil
		}
	}
}

func (c *cost) quantile(q float64) time.Duration {
	slices.Sort(c.walls)
	return c.walls[min(int(q*float64(len(c.walls))), len(c.walls)-1)]
}

func (c *cost) each() time.Duration { return c.cpu / time.Duration(len(c.walls)) }

// Run asks the store and plain SQL the same questions in turns and prints what each
// costs. CPU is that of the whole process: on a busy machine it is the figure to trust.
func (a *askCmd) Run(ctx context.Context) error {
	start := time.Now()
	s, err := sqlite.Open(ctx, a.DB, sqlite.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	newest, err := s.ListClaims(ctx, graph.ClaimFilter{}, graph.Page{First: 20, Desc: true})
	if err != nil {
		return err
	}
	opened := time.Since(start)
	db, err := sql.Open("sqlite", "file:"+a.DB+"?_pragma=query_only(1)&_pragma=cache_size(-16384)")
	if err != nil {
		return err
	}
	defer db.Close()
	fmt.Printf("opened and first page answered in %d ms\n", opened.Milliseconds())
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', tabwriter.AlignRight)
	c := claims.New(a.Claims, a.Seed)
	fmt.Fprintln(w, "question\tp50 ms\tp95 ms\tCPU ms\tSQL p50 ms\tSQL CPU ms\tratio p50\tratio CPU\tn\t")
	for _, q := range append(questions(s, c, newest.Items), overall(s, c)...) {
		if err := a.compare(ctx, w, db, q); err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
	}
	return w.Flush()
}

func (a *askCmd) compare(ctx context.Context, w *tabwriter.Writer, db *sql.DB, q question) error {
	sides := []func(i int) error{func(i int) error { return q.ask(ctx, i) }}
	if q.sql != "" {
		stmt, err := db.PrepareContext(ctx, q.sql)
		if err != nil {
			return err
		}
		defer stmt.Close()
		sides = append(sides, func(i int) error { return drain(ctx, stmt, q.args(i)) })
	}
	costs, at := make([]cost, len(sides)), make([]int, len(sides))
	for round := range a.Rounds {
		for i, ask := range sides {
			if round == 0 { // warm
				if err := ask(0); err != nil {
					return err
				}
			}
			if err := costs[i].run(a.Turn, &at[i], ask); err != nil {
				return err
			}
		}
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	ours := &costs[0]
	fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.2f\t", q.name, ms(ours.quantile(.5)), ms(ours.quantile(.95)), ms(ours.each()))
	if len(costs) == 1 {
		fmt.Fprintf(w, "\t\t\t\t%d\t\n", len(ours.walls))
		return nil
	}
	theirs := &costs[1]
	fmt.Fprintf(w, "%.2f\t%.2f\t%.1f\t%.1f\t%d/%d\t\n", ms(theirs.quantile(.5)), ms(theirs.each()), float64(ours.quantile(.5))/float64(theirs.quantile(.5)),
		float64(ours.each())/float64(theirs.each()), len(ours.walls), len(theirs.walls))
	return nil
}

// drain reads all rows of a statement and throws them away.
func drain(ctx context.Context, stmt *sql.Stmt, args []any) error {
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]any, len(columns))
	for i := range values {
		values[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			return err
		}
	}
	return rows.Err()
}
