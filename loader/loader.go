// Package loader brings articles into the graph: it finds the inputs, reads them,
// skips what the store already has, extracts in parallel, and puts the records in
// batches.
//
// The outcome depends on the inputs alone: not on the order in which they are
// named, not on the number of workers or their speed. Articles are worked on in
// batches, in the order of the names of their files; one batch is put while the
// next is extracted. Whatever fails is a [Problem] of the
// [Report], and the rest of the load goes on; only a store that stays away ends it.
package loader

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"runtime"
	"time"

	"hearsay/graph"
	"hearsay/loader/article"
)

// Extractor turns an article into a record. It must be safe for concurrent use and
// must give the same record for the same article.
type Extractor interface {
	// Extraction names the run: same ID, same records.
	Extraction() graph.Extraction
	Extract(a *graph.Article) *graph.Record
}

// Warner is an Extractor that may have more to tell of an article that it extracted
// than the record, such as what it had to do without.
type Warner interface {
	Warnings(articleID string) []article.Warning
}

// Store is the part of graph.Store that a load needs.
type Store interface {
	Known(ctx context.Context, articleIDs []string) (map[string]string, error)
	Put(ctx context.Context, records []*graph.Record) (graph.PutResult, error)
}

// Progress shows how far a load is. Its methods are called from one goroutine.
type Progress interface {
	Start(total int) // bytes of all inputs, -1 where it is not known
	Add(n int)       // bytes read and done with
	Done()
}

// Options guide a load. The zero value has the defaults.
type Options struct {
	Inputs     []string   // files, folders, "-" for standard input
	Stdin      io.Reader  // what "-" reads
	Documents  []Document // loaded after the Inputs, in this order
	Workers    int        // extractions at a time; default: the processors
	Batch      int        // articles of a batch, default 64
	Read       article.Options
	Quarantine string        // folder for refused inputs with their reasons; "" for none
	RetryFor   time.Duration // how long a store may be away, default 30 s
	Problems   int           // how many problems and how many warnings the report lists; 0 for all
	Progress   Progress      // nil for none
	Log        *slog.Logger  // nil for none
	// Settled is told of each batch that is done with: the report so far, which it must
	// not keep, and the IDs of those articles of the batch that the store has now. It is
	// called from one goroutine; nil for none.
	Settled func(r *Report, articleIDs []string)

	// Sleep waits, or ends early with the context's error. Tests replace it; nil
	// waits by the clock.
	Sleep func(context.Context, time.Duration) error
}

// Document is an input that is held in memory.
type Document struct {
	Name   string // for problems
	Raw    []byte
	Format article.Format // "" to tell it from name and content
	Hints  article.Hints
}

// batchBytes bounds the raw bytes of a batch.
const batchBytes = 32 << 20

// commitTime bounds the put of the last batch after a load was cancelled.
const commitTime = 30 * time.Second

func (o Options) filled() Options {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Batch <= 0 {
		o.Batch = 64
	}
	if o.RetryFor <= 0 {
		o.RetryFor = 30 * time.Second
	}
	if o.Progress == nil {
		o.Progress = silent{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	return o
}

type silent struct{}

func (silent) Start(int) {}
func (silent) Add(int)   {}
func (silent) Done()     {}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Load loads the inputs. The report is complete also where an error is returned:
// the context's, when it was cancelled, or the store's, when it stayed away. What
// was put before stays, and loading the same inputs again does the rest.
func Load(ctx context.Context, o Options, x Extractor, s Store) (*Report, error) {
	return load(ctx, o, x, s, disk{})
}

func load(ctx context.Context, o Options, x Extractor, s Store, f files) (*Report, error) {
	l := &loading{o: o.filled(), x: x, s: s, files: f, report: &Report{}, seen: map[string]bool{}}
	l.extraction = x.Extraction().ID
	l.sources = find(f, l.o.Inputs)
	for i := range l.o.Documents {
		d := &l.o.Documents[i]
		l.sources = append(l.sources, source{name: d.Name, size: int64(len(d.Raw)), document: d})
	}
	l.o.Progress.Start(total(l.sources))
	defer l.o.Progress.Done()

	pieces := make(chan piece) // no buffer: a piece may have 64 MiB
	readCtx, stop := context.WithCancel(ctx)
	defer stop()
	go l.read(readCtx, pieces)

	err := l.run(ctx, pieces)
	stop()
	for range pieces { // let the reader end
	}
	l.finish()
	if err == nil {
		err = ctx.Err()
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		l.report.Interrupted = true
	}
	return l.report, err
}

// loading is a load under way. Its fields belong to the goroutine of run.
type loading struct {
	o          Options
	x          Extractor
	s          Store
	files      files
	extraction string
	sources    []source
	seen       map[string]bool // IDs of articles of this load
	report     *Report
}

// run takes batches of pieces to the store until there are none.
func (l *loading) run(ctx context.Context, pieces <-chan piece) error {
	var put *putting // the batch that is being put
	settle := func() error {
		if put == nil {
			return nil
		}
		p := put
		put = nil
		return l.settle(p)
	}
	for {
		batch, more := l.next(ctx, pieces)
		if len(batch) > 0 {
			docs, err := l.prepare(ctx, batch)
			if serr := settle(); serr != nil {
				return serr
			}
			if err != nil {
				return err
			}
			put = l.put(ctx, docs)
		}
		if !more || ctx.Err() != nil {
			return settle()
		}
	}
}

// next gathers the pieces of a batch; more is false after the last one.
func (l *loading) next(ctx context.Context, pieces <-chan piece) (batch []piece, more bool) {
	docs, bytes := 0, 0
	for docs < l.o.Batch && bytes < batchBytes {
		select {
		case <-ctx.Done():
			return batch, false
		case p, ok := <-pieces:
			if !ok {
				return batch, false
			}
			batch = append(batch, p)
			bytes += len(p.Raw)
			if !p.last {
				docs++
			}
		}
	}
	return batch, true
}

// finish lists the inputs that were not done.
func (l *loading) finish() {
	for i := range l.sources {
		if !l.sources[i].done {
			l.report.Remaining = append(l.report.Remaining, l.sources[i].name)
		}
	}
}
