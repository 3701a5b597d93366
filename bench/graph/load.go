package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"hearsay/bench/graph/claims"
	"hearsay/graph"
	"hearsay/graph/neo4j"
	"hearsay/graph/sqlite"
)

// errEnough ends a load that was given a time.
var errEnough = errors.New("enough")

type loadCmd struct {
	Claims int    `default:"10000" help:"How many claims."`
	Seed   uint64 `default:"1"`
	DB     string `name:"db" required:"" help:"File to make, or the address of a Neo4j server (bolt://...)."`
	Batch  int    `default:"200" help:"Records of one Put."`

	Skip int           `help:"Leave out so many records that are in already."`
	For  time.Duration `default:"24h" help:"Stop after this time; what is in then stays."`
}

// Run loads the graph and prints a line now and then, so that one sees whether the
// rate falls as the graph grows.
func (l *loadCmd) Run(ctx context.Context) error {
	s, err := open(ctx, l.DB)
	if err != nil {
		return err
	}
	defer s.Close()
	t := &tally{}
	t.start()
	var batch []*graph.Record
	flush := func() error {
		res, err := s.Put(ctx, batch)
		if err == nil && len(res.Refused) > 0 {
			err = fmt.Errorf("refused: %v", res.Refused[0])
		}
		t.add(batch)
		batch = batch[:0]
		return err
	}
	skipped := 0
	err = claims.New(l.Claims, l.Seed).Each(func(r *graph.Record) error {
		if skipped < l.Skip {
			if skipped++; skipped == l.Skip {
				t.start()
			}
			return nil
		}
		batch = append(batch, r)
		if len(batch) < l.Batch {
			return nil
		}
		if time.Since(t.began) > l.For {
			return errEnough
		}
		return flush()
	})
	if err == nil && len(batch) > 0 {
		err = flush()
	}
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	n, err := s.Count(ctx, graph.ClaimFilter{})
	if err != nil {
		return err
	}
	links, err := s.Count(ctx, graph.LinkFilter{})
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	t.print(os.Stdout, "total", t.records, t.attributions, time.Since(t.began), cpuTime()-t.cpu)
	size := int64(0) // a server's is not known
	if st, err := os.Stat(l.DB); err == nil {
		size = st.Size()
	}
	fmt.Printf("claims %d, links %d, file %d MiB (%.2f KiB a claim), peak memory %d MiB\n", n, links, size>>20,
		float64(size)/1024/float64(n), peakMemory()>>20)
	return nil
}

func open(ctx context.Context, store string) (graph.Store, error) {
	if strings.Contains(store, "://") {
		return neo4j.Open(ctx, store, neo4j.Options{})
	}
	return sqlite.Open(ctx, store, sqlite.Options{})
}

// tally counts what went in.
type tally struct {
	began, last           time.Time
	cpu, lastCPU          time.Duration
	records, attributions int
	stepRecords, stepAttr int
}

func (t *tally) start() {
	t.began, t.cpu = time.Now(), cpuTime()
	t.last, t.lastCPU = t.began, t.cpu
}

const stepSize = 5000 // records between two lines

func (t *tally) add(batch []*graph.Record) {
	for _, r := range batch {
		t.stepRecords++
		t.stepAttr += len(r.Attributions)
	}
	t.records += len(batch)
	for _, r := range batch {
		t.attributions += len(r.Attributions)
	}
	if t.stepRecords >= stepSize {
		t.print(os.Stdout, fmt.Sprint(t.records), t.stepRecords, t.stepAttr, time.Since(t.last), cpuTime()-t.lastCPU)
		t.last, t.lastCPU, t.stepRecords, t.stepAttr = time.Now(), cpuTime(), 0, 0
	}
}

func (t *tally) print(w *os.File, what string, records, attributions int, wall, cpu time.Duration) {
	fmt.Fprintf(w, "%-8s %7d records %8d attributions in %6.1fs wall, %6.1fs CPU: %5.0f records/s, %6.0f attributions/s, %6.0f µs CPU an attribution\n",
		what, records, attributions, wall.Seconds(), cpu.Seconds(), float64(records)/wall.Seconds(), float64(attributions)/wall.Seconds(),
		float64(cpu.Microseconds())/float64(attributions))
}
