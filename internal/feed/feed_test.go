package feed_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"hearsay/graph"
	"hearsay/graph/graphtest"
	"hearsay/graph/sqlite"
	"hearsay/internal/feed"
)

func open(t *testing.T, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func put(t *testing.T, s graph.Writer, records ...*graph.Record) {
	t.Helper()
	if _, err := s.Put(t.Context(), records); err != nil {
		t.Fatal(err)
	}
}

// read takes n claims from a stream.
func read(t *testing.T, pages <-chan []*graph.RecordedClaim, n int) (out []*graph.RecordedClaim) {
	t.Helper()
	for len(out) < n {
		page, ok := <-pages
		if !ok {
			t.Fatalf("the stream ended after %d of %d claims", len(out), n)
		}
		out = append(out, page...)
	}
	return out
}

// stored returns the claims of a store in the order of recording.
func stored(t *testing.T, s graph.Feed) []*graph.RecordedClaim {
	t.Helper()
	page, err := s.ClaimsAfter(t.Context(), 0, 1<<40, graph.ClaimFilter{}, graph.MaxPage)
	if err != nil {
		t.Fatal(err)
	}
	return page.Items
}

func places(list []*graph.RecordedClaim) (out []int64) {
	for _, c := range list {
		out = append(out, c.Seq)
	}
	return out
}

// never is an interval that does not pass within a test.
const never = time.Hour

// Subscribers get what is there behind their place, then what comes; a cut one goes on.
func TestClaims(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "graph.db"))
	records := graphtest.Samples(20, 1)
	put(t, s, records[:10]...)
	h := feed.New(s, feed.Options{Interval: never})
	ctx, cut := context.WithCancel(t.Context())
	first := h.Claims(ctx, feed.Always(graph.ClaimFilter{}), 0)
	got := read(t, first, len(stored(t, s)))
	cut()
	for range first { // it ends
	}
	slow := h.Claims(t.Context(), feed.Always(graph.ClaimFilter{}), 0) // nobody reads from it until the end
	for _, r := range records[10:] {
		put(t, s, r)
		h.Wake()
	}
	want := places(stored(t, s))
	got = append(got, read(t, h.Claims(t.Context(), feed.Always(graph.ClaimFilter{}), got[len(got)-1].Seq), len(want)-len(got))...)
	if !slices.Equal(places(got), want) {
		t.Errorf("with a cut: %v, want %v", places(got), want)
	}
	if got := places(read(t, slow, len(want))); !slices.Equal(got, want) {
		t.Errorf("slow: %v, want %v", got, want)
	}
}

// What another process puts into the store is noticed by polling, and filters hold.
func TestClaimsOfAnotherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s, other := open(t, path), open(t, path)
	h := feed.New(s, feed.Options{Interval: time.Millisecond})
	acts := graph.ClaimFilter{Acts: []graph.SpeechAct{graph.ActAccuse}}
	pages := h.Claims(t.Context(), feed.Always(acts), 0)
	put(t, other, graphtest.Samples(20, 1)...)
	n, err := s.Count(t.Context(), acts)
	if err != nil || n == 0 {
		t.Fatalf("%d claims, %v", n, err)
	}
	for _, c := range read(t, pages, n) {
		if c.Act != graph.ActAccuse {
			t.Errorf("%s: act %s", c.ID, c.Act)
		}
	}
}

// A closed hub ends its streams.
func TestClose(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "graph.db"))
	h := feed.New(s, feed.Options{Interval: never})
	claims, job := h.Claims(t.Context(), feed.Always(graph.ClaimFilter{}), 0), h.Job(t.Context(), addJob(t, s).ID)
	<-job
	h.Close()
	for range claims {
	}
	for range job {
	}
	for range h.Claims(t.Context(), feed.Always(graph.ClaimFilter{}), 0) {
	}
}

func addJob(t *testing.T, s graph.Queue) *graph.Job {
	t.Helper()
	j, err := s.AddJob(t.Context(), &graph.Job{Key: "a", Hash: "a", Created: "2020"}, 1)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// A job is told as it is, then as it changes, then no more.
func TestJob(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "graph.db"))
	h := feed.New(s, feed.Options{Interval: never})
	j := addJob(t, s)
	updates := h.Job(t.Context(), j.ID)
	var states []graph.JobState
	states = append(states, (<-updates).State)
	taken, err := s.TakeJob(t.Context(), "w", time.Now(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	h.Wake()
	states = append(states, (<-updates).State)
	taken.State = graph.JobDone
	if err := s.SaveJob(t.Context(), "w", taken, time.Now()); err != nil {
		t.Fatal(err)
	}
	h.Wake()
	for u := range updates {
		states = append(states, u.State)
	}
	if !slices.Equal(states, []graph.JobState{graph.JobQueued, graph.JobRunning, graph.JobDone}) {
		t.Errorf("states %v", states)
	}
	for u := range h.Job(t.Context(), graph.JobID("nobody")) {
		t.Errorf("a job that is not there: %+v", u)
	}
}

// flaky is a store that does not answer at first.
type flaky struct {
	feed.Store
	calls atomic.Int32
}

func (f *flaky) ClaimsAfter(ctx context.Context, after, upTo int64, filter graph.ClaimFilter, first int) (graph.Slice[graph.RecordedClaim], error) {
	if f.calls.Add(1) < 3 {
		return graph.Slice[graph.RecordedClaim]{}, errors.New("away")
	}
	return f.Store.ClaimsAfter(ctx, after, upTo, filter, first)
}

// A store that does not answer is asked again, from the same place.
func TestStoreAway(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "graph.db"))
	put(t, s, graphtest.Samples(5, 1)...)
	h := feed.New(&flaky{Store: s}, feed.Options{Interval: time.Millisecond})
	want := places(stored(t, s))
	if got := places(read(t, h.Claims(t.Context(), feed.Always(graph.ClaimFilter{}), 0), len(want))); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
