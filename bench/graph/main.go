// Graph measures a store of hearsay at the size of real archives: how fast records
// go in, what a page costs beside the best SQL over the same file, how long a store
// takes to open, and what a dump costs.
//
//	go run ./bench/graph load --claims 100000 --db graph.db
//	go run ./bench/graph ask  --claims 100000 --db graph.db
//	go run ./bench/graph dump --db graph.db
//
// bench/README.md says how to read the figures; bench/graph/run.sh makes them.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime/pprof"

	"github.com/alecthomas/kong"
)

type commands struct {
	Profile string   `help:"Write a CPU profile to this file."`
	Load    loadCmd  `cmd:"" help:"Put an invented graph into a new store."`
	Ask     askCmd   `cmd:"" help:"Ask a store and plain SQL over the same file in turns."`
	Words   wordsCmd `cmd:"" help:"Complete a store that multiply.sql made greater."`
	Dump    dumpCmd  `cmd:"" help:"Dump a store to nowhere."`
	Judge   judgeCmd `cmd:"" help:"Merge actors of a store and take it back."`
}

func main() {
	var c commands
	k := kong.Parse(&c, kong.BindTo(context.Background(), (*context.Context)(nil)))
	if c.Profile != "" {
		f, err := os.Create(c.Profile)
		k.FatalIfErrorf(err)
		k.FatalIfErrorf(pprof.StartCPUProfile(f))
		defer pprof.StopCPUProfile()
	}
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		pprof.StopCPUProfile()
		os.Exit(1)
	}
}
