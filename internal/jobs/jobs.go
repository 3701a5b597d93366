// Package jobs loads articles that were sent to a running program. What is accepted is
// a job in the store: it is done even if the program is killed, by the same loader and
// the same extraction as the command line uses, so that it leaves the same graph.
//
//	r := jobs.New(store, extractor, jobs.Options{})
//	go r.Run(ctx)
//	job, err := r.Add(ctx, documents, key)
package jobs

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"hearsay/graph"
	"hearsay/loader"
	"hearsay/loader/article"
)

// Document is an article, or a file of several, as it was sent.
type Document struct {
	Content   string         `json:"content"`
	Format    article.Format `json:"format,omitempty"`
	URL       string         `json:"url,omitempty"`
	Title     string         `json:"title,omitempty"`
	Publisher string         `json:"publisher,omitempty"`
	Published graph.Time     `json:"published,omitempty"`
	Lang      string         `json:"lang,omitempty"`
}

// Report is what came of a job: what a load reports, and which articles there are now.
// The Input of a problem is the place of the document among those that were sent, from
// 0. After a restart, what an earlier attempt had stored counts as unchanged.
type Report struct {
	loader.Report
	Documents  int      `json:"documents"`            // that were sent
	ArticleIDs []string `json:"articleIds,omitempty"` // the first maxArticles
	// Failure is why the job failed as a whole, for clients; "" where it did not.
	Failure string `json:"failure,omitempty"`
}

// ReportOf returns what came of a job so far.
func ReportOf(j *graph.Job) (*Report, error) {
	r := &Report{}
	if j.Report == nil {
		return r, nil
	}
	if err := json.Unmarshal(j.Report, r); err != nil {
		return nil, fmt.Errorf("jobs: report of %s: %w", j.ID, err)
	}
	return r, nil
}

// Store is the part of graph.Store that jobs need.
type Store interface {
	loader.Store
	graph.Queue
}

// Options are the settings of a runner; the zero value has the defaults.
type Options struct {
	// Most is how many jobs may wait or run, in all processes together; default 100.
	Most int
	// Workers and Batch are those of the load.
	Workers, Batch int
	// Lease is after what time without a sign of life another process may take over a
	// job; default 30 s.
	Lease time.Duration
	// Poll is how often to look for jobs that other processes left; default 5 s.
	Poll time.Duration
	// Keep is how long a job is kept after its end; 0 for ever.
	Keep time.Duration
	// Changed is called when a job, or the graph by it, has changed; nil for nobody.
	Changed func()
	Log     *slog.Logger // nil for none
}

// maxAttempts is how often a job is taken: what kills the program each time must not
// do so for ever.
const maxAttempts = 5

// Runner accepts jobs and works on them.
type Runner struct {
	store     Store
	extractor func() (loader.Extractor, error)
	o         Options
	name      string
	added     chan struct{}
}

// New returns a runner over a store. The extractor is made when the first job needs it.
func New(s Store, extractor func() (loader.Extractor, error), o Options) *Runner {
	if o.Most <= 0 {
		o.Most = 100
	}
	if o.Lease <= 0 {
		o.Lease = 30 * time.Second
	}
	if o.Poll <= 0 {
		o.Poll = min(5*time.Second, o.Lease)
	}
	if o.Batch <= 0 {
		o.Batch = 16 // so that progress shows
	}
	if o.Changed == nil {
		o.Changed = func() {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Runner{store: s, extractor: extractor, o: o, name: rand.Text(), added: make(chan struct{}, 1)}
}

// Add accepts documents as a job and returns it. A key makes it the same job when it is
// sent again ("" for a job of its own): ErrConflict where it came with other documents.
// ErrBusy where too many jobs wait.
func (r *Runner) Add(ctx context.Context, docs []Document, key string) (*graph.Job, error) {
	var input bytes.Buffer
	enc := json.NewEncoder(&input)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(docs); err != nil {
		return nil, fmt.Errorf("jobs: add: %w", err)
	}
	sum := sha256.Sum256(input.Bytes())
	if key == "" {
		key = "\x00" + rand.Text()
	}
	j := &graph.Job{Key: key, Hash: hex.EncodeToString(sum[:]), Input: input.Bytes(), Created: graph.InstantOf(time.Now())}
	j, err := r.store.AddJob(ctx, j, r.o.Most)
	if err != nil {
		return nil, fmt.Errorf("jobs: add: %w", err)
	}
	select {
	case r.added <- struct{}{}:
	default: // it will look anyway
	}
	r.o.Changed()
	return j, nil
}

// Run works on jobs, one at a time, until ctx ends; a job under way is then given back
// to the queue. It returns when no work is left under way.
func (r *Runner) Run(ctx context.Context) {
	tick := time.NewTicker(r.o.Poll)
	defer tick.Stop()
	var pruned time.Time
	for ctx.Err() == nil {
		if now := time.Now(); r.o.Keep > 0 && now.Sub(pruned) >= pruneEvery {
			pruned = now
			r.prune(ctx, now)
		}
		worked, err := r.next(ctx)
		if err != nil && ctx.Err() == nil {
			r.o.Log.Warn("jobs: trying again", "error", err)
		}
		if worked && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		case <-r.added:
		}
	}
}

// pruneEvery is how often ended jobs are looked through.
const pruneEvery = time.Hour

// prune drops the jobs that ended long ago.
func (r *Runner) prune(ctx context.Context, now time.Time) {
	n, err := r.store.DropJobs(ctx, graph.InstantOf(now.Add(-r.o.Keep)))
	if err != nil && ctx.Err() == nil {
		r.o.Log.Warn("jobs: those that ended long ago are kept", "error", err)
	} else if n > 0 {
		r.o.Log.Info("jobs: dropped those that ended long ago", "jobs", n, "after", r.o.Keep)
	}
}

// next takes a job and works on it, false where there is none.
func (r *Runner) next(ctx context.Context) (bool, error) {
	// a read that is cheap, before a write that waits for others
	open, err := r.store.ListJobs(ctx, graph.JobFilter{States: []graph.JobState{graph.JobQueued, graph.JobRunning}}, graph.Page{First: 1})
	if err != nil || len(open.Items) == 0 {
		return false, err
	}
	now := time.Now()
	j, err := r.store.TakeJob(ctx, r.name, now, now.Add(r.o.Lease))
	if err != nil || j == nil {
		return false, err
	}
	r.o.Changed()
	w := &work{Runner: r, job: j}
	return true, w.do(ctx)
}

var errLost = errors.New("another process took the job over")
