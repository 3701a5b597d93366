package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay/graph"
	"hearsay/graph/sqlite"
	"hearsay/internal/feed"
	"hearsay/internal/jobs"
	"hearsay/loader"
	"hearsay/loader/article"
)

// echo is an extractor whose records hold only the article.
type echo struct{ hook func() }

var run = graph.Extraction{ID: graph.ExtractionID("test", ""), Version: "test"}

func (echo) Extraction() graph.Extraction { return run }

func (e echo) Extract(a *graph.Article) *graph.Record {
	if e.hook != nil {
		e.hook()
	}
	b := *a
	b.ExtractionID = run.ID
	return &graph.Record{Article: b, Extraction: run}
}

// fixture is a store with a hub that tells how jobs go on.
type fixture struct {
	*sqlite.Store
	hub *feed.Hub
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &fixture{s, feed.New(s, feed.Options{Interval: time.Hour})}
}

func (f *fixture) runner(x loader.Extractor, o jobs.Options) *jobs.Runner {
	o.Changed, o.Poll = f.hub.Wake, time.Hour
	return jobs.New(f, func() (loader.Extractor, error) { return x, nil }, o)
}

// start runs r until the test ends.
func start(t *testing.T, r *jobs.Runner) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); r.Run(ctx) }()
	stop = func() { cancel(); <-done }
	t.Cleanup(stop)
	return stop
}

// end waits until a job has ended.
func (f *fixture) end(t *testing.T, id string) (last *graph.Job, report *jobs.Report) {
	t.Helper()
	for j := range f.hub.Job(t.Context(), id) {
		last = j
	}
	report, err := jobs.ReportOf(last)
	if err != nil {
		t.Fatal(err)
	}
	return last, report
}

func text(i int) jobs.Document {
	return jobs.Document{Content: fmt.Sprintf("Vote %d\n\nMayor Vera Holm said in town that vote %d was void.", i, i)}
}

func add(t *testing.T, r *jobs.Runner, key string, docs ...jobs.Document) *graph.Job {
	t.Helper()
	j, err := r.Add(t.Context(), docs, key)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestJobIsDone(t *testing.T) {
	f := newFixture(t)
	r := f.runner(echo{}, jobs.Options{Batch: 2})
	docs := []jobs.Document{text(1), {Content: " "}, text(2), text(1), {Content: `[{"text": "One said so. Two said no."}]`, Format: article.JSON}}
	j := add(t, r, "k", docs...)
	if j.State != graph.JobQueued {
		t.Errorf("state %s before anybody works", j.State)
	}
	start(t, r)
	last, report := f.end(t, j.ID)
	if last.State != graph.JobDone || report.Stored != 3 || report.Duplicates != 1 || report.Refused != 1 || report.Documents != 5 || len(report.ArticleIDs) != 3 {
		t.Errorf("%s, report %+v", last.State, report)
	}
	if len(report.Problems) != 1 || report.Problems[0].Input != "1" || report.Problems[0].Code != article.EmptyInput {
		t.Errorf("problems %+v", report.Problems)
	}
	if again := add(t, r, "k", docs...); again.ID != j.ID || again.State != graph.JobDone {
		t.Errorf("the same again: %+v", again)
	}
	if _, err := r.Add(t.Context(), docs[:1], "k"); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("the key with other documents: %v", err)
	}
	other := add(t, r, "", docs...)
	if _, report := f.end(t, other.ID); other.ID == j.ID || report.Unchanged != 3 || report.Stored != 0 {
		t.Errorf("without a key: %s, %+v", other.ID, report)
	}
	if third := add(t, r, "", docs...); third.ID == other.ID {
		t.Error("two jobs without keys are one")
	}
}

func TestJobFails(t *testing.T) {
	f := newFixture(t)
	r := f.runner(echo{}, jobs.Options{})
	start(t, r)
	j, report := f.end(t, add(t, r, "", jobs.Document{Content: "%PDF-1.7"}).ID)
	if j.State != graph.JobFailed || report.Failure != "nothing was loaded" || report.Problems[0].Code != article.BinaryInput {
		t.Errorf("%s, %+v", j.State, report)
	}
	f = newFixture(t)
	broken := jobs.New(f, func() (loader.Extractor, error) { return nil, errors.New("secret") }, jobs.Options{Changed: f.hub.Wake})
	start(t, broken)
	j, report = f.end(t, add(t, broken, "", text(3)).ID)
	if j.State != graph.JobFailed {
		t.Errorf("without an extractor: %s", j.State)
	}
	if strings.Contains(string(j.Report), "secret") || report.Failure != "internal error" {
		t.Errorf("report %s", j.Report)
	}
}

func TestQueueIsBounded(t *testing.T) {
	f := newFixture(t)
	r := f.runner(echo{}, jobs.Options{Most: 2})
	add(t, r, "a", text(1))
	add(t, r, "b", text(2))
	if _, err := r.Add(t.Context(), []jobs.Document{text(3)}, "c"); !errors.Is(err, graph.ErrBusy) {
		t.Errorf("a full queue: %v, want ErrBusy", err)
	}
}

// A job of a program that stops goes back to the queue, and another program ends it.
func TestStop(t *testing.T) {
	f := newFixture(t)
	reached, goOn := make(chan struct{}, 10), make(chan struct{})
	one := f.runner(echo{hook: func() { reached <- struct{}{}; <-goOn }}, jobs.Options{Batch: 1, Workers: 1})
	j := add(t, one, "", text(1), text(2), text(3))
	stop := start(t, one)
	<-reached // it is at the first article
	stopped := make(chan struct{})
	go func() { defer close(stopped); stop() }()
	close(goOn)
	<-stopped
	found, err := f.Jobs(t.Context(), []string{j.ID})
	if err != nil {
		t.Fatal(err)
	}
	if now := found[j.ID]; now.State == graph.JobRunning || now.State == graph.JobQueued && now.Attempts != 0 {
		t.Errorf("after the stop: %+v", now)
	}
	two := f.runner(echo{}, jobs.Options{})
	start(t, two)
	last, report := f.end(t, j.ID)
	if last.State != graph.JobDone || report.Stored+report.Unchanged != 3 || len(report.ArticleIDs) != 3 {
		t.Errorf("%s, %+v", last.State, report)
	}
	if n, err := f.Count(t.Context(), graph.ArticleFilter{}); err != nil || n != 3 {
		t.Errorf("%d articles, %v", n, err)
	}
}

// A job that ends the program each time is given up.
func TestPoison(t *testing.T) {
	f := newFixture(t)
	r := f.runner(echo{}, jobs.Options{})
	j := add(t, r, "", text(1))
	long := time.Now().Add(-time.Hour)
	for range 5 {
		if _, err := f.TakeJob(t.Context(), "killed", long, long); err != nil {
			t.Fatal(err)
		}
	}
	start(t, r)
	last, report := f.end(t, j.ID)
	if last.State != graph.JobFailed || !strings.Contains(report.Failure, "given up") {
		t.Errorf("%s, %+v", last.State, report)
	}
}

// counting is a store that counts how often a job is saved.
type counting struct {
	*fixture
	saves int
}

func (c *counting) SaveJob(ctx context.Context, worker string, j *graph.Job, until time.Time) error {
	c.saves++
	return c.fixture.SaveJob(ctx, worker, j, until)
}

// What is refused may be a million lines: neither the report nor how often it is written
// grows with them.
func TestReportIsBounded(t *testing.T) {
	f := newFixture(t)
	c := &counting{fixture: f}
	r := jobs.New(c, func() (loader.Extractor, error) { return echo{}, nil }, jobs.Options{Batch: 2, Poll: time.Hour, Changed: f.hub.Wake, Lease: time.Hour})
	const lines = 3000
	j := add(t, r, "k", jobs.Document{Content: strings.Repeat("x\n", lines), Format: article.Lines}, text(1))
	stop := start(t, r)
	last, report := f.end(t, j.ID)
	stop()
	if last.State != graph.JobDone || report.Refused != lines || report.Stored != 1 || len(report.Problems) != 200 {
		t.Errorf("%s, %d refused, %d stored, %d problems listed", last.State, report.Refused, report.Stored, len(report.Problems))
	}
	if c.saves < 20 || c.saves > 200 {
		t.Errorf("saved %d times", c.saves)
	}
}

// Jobs that ended longer ago than they are kept are dropped when a runner starts.
func TestPrune(t *testing.T) {
	for keep, left := range map[time.Duration]int{0: 2, time.Hour: 1} {
		f := newFixture(t)
		for _, finished := range []graph.Time{"2020-01-01T00:00:00Z", graph.InstantOf(time.Now())} {
			j, err := f.AddJob(t.Context(), &graph.Job{Key: string(finished), Created: finished}, 10)
			if err == nil {
				j, err = f.TakeJob(t.Context(), "w", time.Now(), time.Now())
			}
			if err == nil {
				j.State, j.Finished = graph.JobDone, finished
				err = f.SaveJob(t.Context(), "w", j, time.Now())
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		r := f.runner(echo{}, jobs.Options{Keep: keep})
		job, err := r.Add(t.Context(), []jobs.Document{{Content: "Harbour vote\n\nThe board met."}}, "")
		if err != nil {
			t.Fatal(err)
		}
		start(t, r)
		f.end(t, job.ID) // and by then it has looked
		list, err := f.ListJobs(t.Context(), graph.JobFilter{}, graph.Page{First: 10})
		if err != nil || len(list.Items) != left+1 {
			t.Errorf("kept for %s: %d jobs, %v, want %d", keep, len(list.Items), err, left+1)
		}
	}
}
