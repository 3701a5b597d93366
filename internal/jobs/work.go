package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"hearsay/graph"
	"hearsay/loader"
	"hearsay/loader/article"
)

// saveTime bounds the last word on a job when the program stops.
const saveTime = 5 * time.Second

// What the report of a job lists at most; counts are of all. A report is written many
// times and read by the page.
const (
	maxProblems = 200 // and as many warnings
	maxArticles = 5000
)

// work is one attempt at a job.
type work struct {
	*Runner
	mu     sync.Mutex // held to change or save the job
	job    *graph.Job
	report Report
	saved  int // how many articles and refusals the report told of when a batch last saved it
}

// do works on the job and saves how it ended.
func (w *work) do(ctx context.Context) error {
	state, err := w.attempt(ctx)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.job.State = state
	switch {
	case errors.Is(err, errLost):
		return err
	case state == graph.JobQueued: // stopped, or the store was away: that was not the job's fault
		w.job.Attempts--
	case state.Ended():
		w.job.Finished = graph.InstantOf(time.Now())
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTime)
	defer cancel()
	return errors.Join(err, w.save(last))
}

// attempt loads the documents and returns in which state that leaves the job.
func (w *work) attempt(ctx context.Context) (graph.JobState, error) {
	var docs []Document
	if w.job.Attempts > maxAttempts {
		w.report.Failure = fmt.Sprintf("given up: %d attempts did not come to an end", maxAttempts)
		w.o.Log.Error("job given up", "job", w.job.ID)
		return graph.JobFailed, nil
	}
	if err := json.Unmarshal(w.job.Input, &docs); err != nil {
		return w.fail(err), nil
	}
	x, err := w.extractor()
	if err != nil {
		return w.fail(err), nil
	}
	w.report = Report{Documents: len(docs)}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := w.live(ctx, cancel)
	r, err := loader.Load(ctx, loader.Options{Documents: documents(docs), Workers: w.o.Workers, Batch: w.o.Batch, Problems: maxProblems, Log: w.o.Log,
		Settled: func(r *loader.Report, ids []string) { w.settled(ctx, cancel, r, ids) }}, x, w.store)
	stop()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.report.Report = *r
	switch {
	case errors.Is(context.Cause(ctx), errLost):
		return graph.JobQueued, errLost
	case ctx.Err() != nil:
		return graph.JobQueued, nil
	case errors.Is(err, graph.ErrUnavailable):
		return graph.JobQueued, err
	case err != nil:
		return w.fail(err), nil
	case r.Articles == 0 && len(r.Problems) > 0:
		w.report.Failure = "nothing was loaded"
		return graph.JobFailed, nil
	}
	return graph.JobDone, nil
}

// fail notes an error that is not for clients.
func (w *work) fail(err error) graph.JobState {
	w.o.Log.Error("job failed", "job", w.job.ID, "error", err)
	w.report.Failure = "internal error"
	return graph.JobFailed
}

// documents are the inputs of the load, each named by its place.
func documents(docs []Document) []loader.Document {
	out := make([]loader.Document, len(docs))
	for i, d := range docs {
		out[i] = loader.Document{Name: strconv.Itoa(i), Raw: []byte(d.Content), Format: d.Format, Hints: article.Hints{
			URL: d.URL, Title: d.Title, Publisher: d.Publisher, Published: d.Published, Lang: d.Lang}}
	}
	return out
}

// settled notes what came of a batch and saves it, if that is a twentieth more than was
// saved: of a million refused lines not each few are worth a transaction.
func (w *work) settled(ctx context.Context, cancel context.CancelCauseFunc, r *loader.Report, ids []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.report.Report = *r
	w.report.ArticleIDs = append(w.report.ArticleIDs, ids[:min(len(ids), maxArticles-len(w.report.ArticleIDs))]...)
	const share = 20
	told := r.Articles + r.Refused
	if told-w.saved < told/share {
		return
	}
	w.saved = told
	if err := w.save(ctx); errors.Is(err, graph.ErrConflict) {
		cancel(errLost)
	}
}

// live keeps the lease until stop is called, and cancels the work when it is lost.
func (w *work) live(ctx context.Context, cancel context.CancelCauseFunc) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(w.o.Lease / 3)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			w.mu.Lock()
			err := w.save(ctx)
			w.mu.Unlock()
			if errors.Is(err, graph.ErrConflict) {
				cancel(errLost)
			}
		}
	}()
	return func() { close(done); <-ended }
}

// save stores the job with its report and prolongs the lease. mu is held.
func (w *work) save(ctx context.Context) error {
	var err error
	if w.job.Report, err = json.Marshal(w.report); err == nil {
		err = w.store.SaveJob(ctx, w.name, w.job, time.Now().Add(w.o.Lease))
	}
	if err != nil {
		err = fmt.Errorf("jobs: save %s: %w", w.job.ID, err)
		w.o.Log.Warn("job not saved", "error", err)
	}
	w.o.Changed()
	return err
}
