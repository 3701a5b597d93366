package graphtest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"hearsay/graph"
)

var now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

const lease = time.Minute

func newJob(key string) *graph.Job {
	return &graph.Job{Key: key, Hash: "hash of " + key, Input: []byte("\x00input of " + key), Created: graph.InstantOf(now)}
}

func addJob(t *testing.T, s graph.Queue, key string) *graph.Job {
	t.Helper()
	j, err := s.AddJob(t.Context(), newJob(key), 100)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func takeJob(t *testing.T, s graph.Queue, worker string, at time.Time) *graph.Job {
	t.Helper()
	j, err := s.TakeJob(t.Context(), worker, at, at.Add(lease))
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func readJob(t *testing.T, s graph.Queue, id string) *graph.Job {
	t.Helper()
	found, err := s.Jobs(t.Context(), []string{id, graph.JobID("nobody")})
	if err != nil || len(found) != 1 {
		t.Fatalf("%d jobs, %v", len(found), err)
	}
	return found[id]
}

func queueTests(t *testing.T, open func(*testing.T) graph.Store) {
	t.Run("a job lives from adding to its end", func(t *testing.T) { jobLife(t, open(t)) })
	t.Run("a key names one job", func(t *testing.T) { jobKeys(t, open(t)) })
	t.Run("a lease ends", func(t *testing.T) { jobLeases(t, open(t)) })
	t.Run("jobs are listed in the order of adding", func(t *testing.T) { jobLists(t, open(t)) })
	t.Run("every job goes to one of many workers", func(t *testing.T) { manyWorkers(t, open(t)) })
	t.Run("jobs that ended are dropped", func(t *testing.T) { droppedJobs(t, open(t)) })
	t.Run("jobs are no part of a dump", func(t *testing.T) {
		s := open(t)
		addJob(t, s, "a")
		if rows := dump(t, s); rows != nil {
			t.Errorf("the dump holds %v", rows)
		}
	})
}

func jobLife(t *testing.T, s graph.Store) {
	if j := takeJob(t, s, "w", now); j != nil {
		t.Fatalf("an empty queue gives %+v", j)
	}
	j := addJob(t, s, "a")
	want := &graph.Job{ID: graph.JobID("a"), Key: "a", Hash: "hash of a", State: graph.JobQueued, Created: graph.InstantOf(now), Number: 1, Revision: 1}
	equal(t, "added", j, want)
	equal(t, "read", readJob(t, s, j.ID), want)

	want.State, want.Attempts, want.Started, want.Revision = graph.JobRunning, 1, graph.InstantOf(now), 2
	taken := takeJob(t, s, "w", now)
	equal(t, "read when taken", readJob(t, s, j.ID), want)
	want.Input = []byte("\x00input of a")
	equal(t, "taken", taken, want)

	taken.Report = []byte(`{"half":true}`)
	save(t, s, "w", taken)
	taken.State, taken.Report, taken.Finished = graph.JobDone, []byte(`{"all":true}`), graph.InstantOf(now.Add(1))
	save(t, s, "w", taken)
	save(t, s, "w", taken) // harmless
	got := readJob(t, s, j.ID)
	if head := heads(t, s).Jobs; got.Revision != head || head <= 3 {
		t.Errorf("revision %d, head %d", got.Revision, head)
	}
	taken.Input, taken.Revision = nil, got.Revision
	equal(t, "done", got, taken)
	if j := takeJob(t, s, "w", now.Add(time.Hour)); j != nil {
		t.Errorf("a job that is done is handed out again: %+v", j)
	}
	equal(t, "added again when done", addJob(t, s, "a"), taken)
}

func save(t *testing.T, s graph.Queue, worker string, j *graph.Job) {
	t.Helper()
	if err := s.SaveJob(t.Context(), worker, j, now.Add(lease)); err != nil {
		t.Fatal(err)
	}
}

func jobKeys(t *testing.T, s graph.Store) {
	first := addJob(t, s, "a")
	equal(t, "added again", addJob(t, s, "a"), first)
	other := newJob("a")
	other.Hash = "another"
	if _, err := s.AddJob(t.Context(), other, 100); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("the key with another input: %v, want ErrConflict", err)
	}
	if _, err := s.AddJob(t.Context(), newJob("b"), 1); !errors.Is(err, graph.ErrBusy) {
		t.Errorf("a full queue: %v, want ErrBusy", err)
	}
	if j, err := s.AddJob(t.Context(), newJob("a"), 1); err != nil || j.ID != first.ID {
		t.Errorf("a full queue that holds the job: %v, %v", j, err)
	}
	j := takeJob(t, s, "w", now)
	if _, err := s.AddJob(t.Context(), newJob("b"), 1); !errors.Is(err, graph.ErrBusy) {
		t.Errorf("a queue whose job runs: %v, want ErrBusy", err)
	}
	j.State = graph.JobFailed
	save(t, s, "w", j)
	if _, err := s.AddJob(t.Context(), newJob("b"), 1); err != nil {
		t.Errorf("a queue whose job has ended: %v", err)
	}
}

func jobLeases(t *testing.T, s graph.Store) {
	a := addJob(t, s, "a")
	takeJob(t, s, "one", now)
	if j := takeJob(t, s, "two", now.Add(lease)); j != nil {
		t.Fatalf("a job that is leased is handed out: %+v", j)
	}
	if j := takeJob(t, s, "one", now); j == nil || j.Attempts != 2 {
		t.Fatalf("its own worker asks again and gets %+v", j)
	}
	stolen := takeJob(t, s, "two", now.Add(lease+time.Second))
	if stolen == nil || stolen.ID != a.ID || stolen.Attempts != 3 || len(stolen.Input) == 0 {
		t.Fatalf("a lease that ended: %+v", stolen)
	}
	late := *stolen
	late.State = graph.JobDone
	if err := s.SaveJob(t.Context(), "one", &late, now); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("the worker that lost its lease saves: %v, want ErrConflict", err)
	}
	if err := s.SaveJob(t.Context(), "two", &graph.Job{ID: graph.JobID("none"), State: graph.JobDone}, now); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("a job that is not there is saved: %v, want ErrConflict", err)
	}
	stolen.State, stolen.Attempts = graph.JobQueued, 2 // given back
	save(t, s, "two", stolen)
	if j := takeJob(t, s, "one", now); j == nil || j.Attempts != 3 || len(j.Input) == 0 {
		t.Errorf("a job that was given back: %+v", j)
	}
}

func jobLists(t *testing.T, s graph.Store) {
	var want []*graph.Job
	for i := range 7 {
		want = append(want, addJob(t, s, fmt.Sprint("job ", 7-i)))
	}
	for i := range 2 {
		takeJob(t, s, fmt.Sprint("w", i), now)
	}
	for i := range 2 {
		want[i] = readJob(t, s, want[i].ID)
	}
	read := func(f graph.JobFilter, p graph.Page) []*graph.Job {
		return all(t, p, (*graph.Job).Cursor, func(ctx context.Context, p graph.Page) (graph.Slice[graph.Job], error) {
			return s.ListJobs(ctx, f, p)
		})
	}
	reversed := func(list []*graph.Job) (out []*graph.Job) {
		for i := range list {
			out = append(out, list[len(list)-1-i])
		}
		return out
	}
	equal(t, "all", read(graph.JobFilter{}, graph.Page{First: 3}), want)
	equal(t, "newest first", read(graph.JobFilter{}, graph.Page{First: 3, Desc: true}), reversed(want))
	equal(t, "running", read(graph.JobFilter{States: []graph.JobState{graph.JobRunning}}, graph.Page{First: 3}), want[:2])
	equal(t, "queued, backward", read(graph.JobFilter{States: []graph.JobState{graph.JobQueued, graph.JobDone}},
		graph.Page{First: 2, Backward: true}), reversed(want[2:]))
}

func manyWorkers(t *testing.T, s graph.Store) {
	const jobs, workers = 12, 4
	for i := range jobs {
		addJob(t, s, fmt.Sprint(i))
	}
	var mu sync.Mutex
	taken := map[string]int{}
	var wg sync.WaitGroup
	for k := range workers {
		wg.Go(func() {
			worker := fmt.Sprint("worker ", k)
			for {
				j, err := s.TakeJob(t.Context(), worker, now, now.Add(lease))
				if err != nil || j == nil {
					if err != nil {
						t.Error(err)
					}
					return
				}
				mu.Lock()
				taken[j.ID]++
				mu.Unlock()
				j.State = graph.JobDone
				if err := s.SaveJob(t.Context(), worker, j, now); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	for id, n := range taken {
		if n != 1 {
			t.Errorf("job %s was taken %d times", id, n)
		}
	}
	if len(taken) != jobs {
		t.Errorf("%d of %d jobs were taken", len(taken), jobs)
	}
}

// droppedJobs ends jobs at different times and drops the older ones.
func droppedJobs(t *testing.T, s graph.Store) {
	for i, key := range []string{"old", "older", "running", "new"} {
		addJob(t, s, key)
		j := takeJob(t, s, key, now)
		if key == "running" {
			continue
		}
		j.State, j.Finished = []graph.JobState{graph.JobDone, graph.JobFailed, "", graph.JobDone}[i], graph.InstantOf(now.Add(time.Duration(i-10)*time.Hour))
		if err := s.SaveJob(t.Context(), key, j, now.Add(lease)); err != nil {
			t.Fatal(err)
		}
	}
	addJob(t, s, "waiting")
	head, err := s.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	left := func() (keys []string) {
		list, err := s.ListJobs(t.Context(), graph.JobFilter{}, graph.Page{First: 10})
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range list.Items {
			keys = append(keys, j.Key)
		}
		return keys
	}
	for _, step := range []struct {
		before time.Time
		n      int
		left   []string
	}{{now.Add(-10 * time.Hour), 0, []string{"old", "older", "running", "new", "waiting"}}, {now.Add(-9 * time.Hour), 1, []string{"older", "running", "new", "waiting"}},
		{now.Add(time.Hour), 2, []string{"running", "waiting"}}} {
		n, err := s.DropJobs(t.Context(), graph.InstantOf(step.before))
		if err != nil || n != step.n {
			t.Fatalf("dropped %d, %v, want %d", n, err, step.n)
		}
		equal(t, "jobs left", left(), step.left)
	}
	after, err := s.Heads(t.Context())
	if err != nil || after != head {
		t.Errorf("heads %+v, %v, were %+v", after, err, head)
	}
	if j := addJob(t, s, "old"); j.Number <= 5 || j.Revision <= head.Jobs {
		t.Errorf("a dropped key came back as %+v", j)
	}
}
