package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"hearsay/graph"
	"hearsay/graph/sqlite"
)

type dumpCmd struct {
	DB string `name:"db" required:"" help:"File of the store."`
}

// Run dumps the whole graph to nowhere.
func (d *dumpCmd) Run(ctx context.Context) error {
	s, err := sqlite.Open(ctx, d.DB, sqlite.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	out, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer out.Close()
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	rows := map[string]int{}
	start, cpu := time.Now(), cpuTime()
	if err := s.Dump(ctx, func(r graph.DumpRow) error { rows[r.Kind]++; return enc.Encode(r) }); err != nil {
		return err
	}
	n := 0
	for _, k := range graph.DumpKinds {
		n += rows[k]
		fmt.Printf("%s %d  ", k, rows[k])
	}
	wall, used := time.Since(start), cpuTime()-cpu
	fmt.Printf("\n%d rows in %.1fs wall, %.1fs CPU: %.1f µs CPU a row, peak memory %d MiB\n", n, wall.Seconds(), used.Seconds(),
		float64(used.Microseconds())/float64(n), peakMemory()>>20)
	return nil
}
