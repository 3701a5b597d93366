package graph

import (
	"context"
	"encoding/json"
	"time"
)

// JobState is how far a job is.
type JobState string

// The states of a job.
const (
	JobQueued  JobState = "QUEUED"
	JobRunning JobState = "RUNNING"
	JobDone    JobState = "DONE"
	JobFailed  JobState = "FAILED"
)

// Ended reports whether nothing more will happen to the job.
func (s JobState) Ended() bool { return s == JobDone || s == JobFailed }

// Job is work that was accepted and will be done even if the program is killed
// meanwhile. What is to be done, and what came of it, is opaque to a store.
type Job struct {
	ID string // JobID of the Key
	// Key tells one job from another: adding it again adds nothing.
	Key string
	// Hash is the SHA-256 of Input in hex; it stays when the input goes.
	Hash string
	// Input says what is to be done; a store drops it when the job ends. It comes out
	// of TakeJob alone.
	Input []byte
	State JobState
	// Report is what came of it so far, nil before it began.
	Report json.RawMessage
	// Attempts is how often the job was taken.
	Attempts int
	// Created, Started (by the last attempt) and Finished are unknown until then.
	Created, Started, Finished Time

	// Number is the place in the order of adding, from 1; set by the store.
	Number int64
	// Revision grows with each change of any job; set by the store.
	Revision int64
}

// Queue keeps jobs for whoever works on them, in any process. A worker is named by
// whoever works, holds one job at a time, and has to be faster than its lease.
type Queue interface {
	// AddJob must store j as QUEUED and return it, all in one transaction. If a job of
	// its Key is there, that one must be returned unchanged, or ErrConflict where its
	// Hash is another. Where already most jobs have not ended it must return ErrBusy.
	AddJob(ctx context.Context, j *Job, most int) (*Job, error)
	// TakeJob must return, with its Input, the job that was added first of those that
	// are QUEUED, that are RUNNING by a lease that ended before now, or that worker
	// holds itself; nil where there is none. It becomes RUNNING, Started at now, held
	// by worker until the time given, and has one more attempt.
	TakeJob(ctx context.Context, worker string, now, until time.Time) (*Job, error)
	// SaveJob must store State, Report, Attempts and Finished of a job that worker took
	// and prolong its lease. A job that is QUEUED by that may be taken at once; one that
	// has ended loses its Input. It must return ErrConflict where another worker holds
	// the job by now or has ended it. Saving the same again must be harmless.
	SaveJob(ctx context.Context, worker string, j *Job, until time.Time) error
	// DropJobs must remove the jobs that ended before a time, but for the one that changed
	// last of all, and return how many it removed.
	DropJobs(ctx context.Context, before Time) (int, error)
	// Jobs fetches jobs by ID.
	Jobs(ctx context.Context, ids []string) (map[string]*Job, error)
	// ListJobs pages through jobs in the order of adding; see Lister.
	ListJobs(ctx context.Context, f JobFilter, p Page) (Slice[Job], error)
}

// JobFilter selects jobs, ordered by Number.
type JobFilter struct {
	States []JobState
}

// Valid returns ErrInvalid where a state is not in the list.
func (f JobFilter) Valid() error {
	return inList("state of a job", f.States, []JobState{JobQueued, JobRunning, JobDone, JobFailed})
}

// Cursor returns the place of j in a list of jobs.
func (j *Job) Cursor() Cursor { return Cursor{Key: placeKey(int(j.Number)), ID: j.ID} }

// JobID identifies a job by its key.
func JobID(key string) string { return newID(PrefixJob, key) }
