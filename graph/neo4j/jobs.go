package neo4j

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

// Jobs are nodes of their own, tied to nothing. Their writers take turns by a lock on
// a node of their own, so that a job is accepted while a load is being put.

var jobItem = "[" + listed("x", "id key hash state attempts created started finished number revision report") + "]"

func job(c *cells) (*graph.Job, error) {
	j := &graph.Job{
		ID: text[string](c), Key: text[string](c), Hash: text[string](c), State: text[graph.JobState](c), Attempts: whole(c),
		Created: text[graph.Time](c), Started: text[graph.Time](c), Finished: text[graph.Time](c), Number: int64(whole(c)), Revision: int64(whole(c)),
	}
	if s := text[string](c); s != "" {
		j.Report = []byte(s)
	}
	return j, nil
}

// changeJobs runs work as the one writer of jobs.
func (s *Store) changeJobs(ctx context.Context, work func(*jobWriter) error) error {
	return s.transact(ctx, func(ctx context.Context, tx driver.ManagedTransaction) error {
		w := &jobWriter{ctx: ctx, tx: tx}
		if _, err := w.rows("MERGE (m:HearsayMeta {id: 'jobs'}) SET m.lock = true", nil); err != nil {
			return err
		}
		return work(w)
	})
}

// jobWriter is a transaction that holds the lock on jobs.
type jobWriter struct {
	ctx context.Context
	tx  driver.ManagedTransaction
}

func (w *jobWriter) rows(cypher string, params map[string]any) ([]*driver.Record, error) {
	return collect(w.ctx, w.tx, cypher, params)
}

// job runs a query whose rows are jobs and returns the first with its input, nil
// where there is none.
func (w *jobWriter) job(cypher string, params map[string]any) (*graph.Job, error) {
	rows, err := w.rows(cypher+"\nRETURN "+jobItem+" AS job, x.input AS input LIMIT 1", params)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	r, err := cellsOf(rows[0].Values[0])
	if err != nil {
		return nil, err
	}
	j, err := job(r)
	if err != nil {
		return nil, err
	}
	if s, ok := rows[0].Values[1].(string); ok {
		j.Input, err = base64.StdEncoding.DecodeString(s)
	}
	return j, err
}

// nextRevision sets the revision of the job x to the next number.
const nextRevision = `
WITH x
MATCH (m:HearsayMeta {id: 'jobs'})
SET m.revision = coalesce(m.revision, 0) + 1
SET x.revision = m.revision`

// AddJob adds a job; see graph.Queue.
func (s *Store) AddJob(ctx context.Context, j *graph.Job, most int) (out *graph.Job, err error) {
	id := graph.JobID(j.Key)
	err = s.changeJobs(ctx, func(w *jobWriter) error {
		if out, err = w.job("MATCH (x:Job {id: $id})", map[string]any{"id": id}); err != nil {
			return err
		}
		if out != nil && out.Hash != j.Hash {
			return fmt.Errorf("%w: job %s was added with another input", graph.ErrConflict, id)
		}
		if out != nil {
			return nil
		}
		open, err := w.rows("MATCH (x:Job) WHERE x.state IN ['QUEUED', 'RUNNING'] RETURN count(x)", nil)
		if err != nil {
			return err
		}
		if n := integer(open[0].Values[0]); n >= most {
			return fmt.Errorf("%w: %d jobs have not ended", graph.ErrBusy, n)
		}
		props := row{"id": id, "key": j.Key, "hash": j.Hash, "state": string(graph.JobQueued), "attempts": 0,
			"created": string(j.Created), "worker": "", "lease": int64(0), "input": base64.StdEncoding.EncodeToString(j.Input)}
		out, err = w.job(`MATCH (m:HearsayMeta {id: 'jobs'})
SET m.jobs = coalesce(m.jobs, 0) + 1
CREATE (x:Job)
SET x = $props, x.number = m.jobs`+nextRevision, map[string]any{"props": props.plain()})
		return err
	})
	if err != nil {
		return nil, wrap(err, "add job")
	}
	out.Input = nil
	return out, nil
}

// TakeJob hands a job to a worker; see graph.Queue.
func (s *Store) TakeJob(ctx context.Context, worker string, now, until time.Time) (out *graph.Job, err error) {
	err = s.changeJobs(ctx, func(w *jobWriter) error {
		out, err = w.job(`MATCH (x:Job) WHERE x.state IN ['QUEUED', 'RUNNING'] AND (x.state = 'QUEUED' OR x.lease < $now OR x.worker = $worker)
WITH x ORDER BY x.number LIMIT 1
SET x.state = 'RUNNING', x.worker = $worker, x.lease = $until, x.started = $started, x.attempts = x.attempts + 1`+nextRevision,
			map[string]any{"worker": worker, "now": now.UnixMilli(), "until": until.UnixMilli(), "started": string(graph.InstantOf(now))})
		return err
	})
	if err != nil {
		return nil, wrap(err, "take job")
	}
	return out, nil
}

// SaveJob keeps what a worker says of its job; see graph.Queue.
func (s *Store) SaveJob(ctx context.Context, worker string, j *graph.Job, until time.Time) error {
	err := s.changeJobs(ctx, func(w *jobWriter) error {
		props := map[string]any{"state": string(j.State), "attempts": j.Attempts, "lease": until.UnixMilli(),
			"finished": nil, "report": nil} // SET += removes them
		put(props, "finished", string(j.Finished))
		put(props, "report", string(j.Report))
		if j.State.Ended() {
			props["input"] = nil
		}
		saved, err := w.job(`MATCH (x:Job {id: $id}) WHERE x.worker = $worker AND x.state IN ['RUNNING', $state]
SET x += $props`+nextRevision, map[string]any{"id": j.ID, "worker": worker, "state": string(j.State), "props": props})
		if err == nil && saved == nil {
			err = fmt.Errorf("%w: job %s is not held by this worker", graph.ErrConflict, j.ID)
		}
		return err
	})
	return wrap(err, "save job")
}

// DropJobs removes jobs that ended before a time; see graph.Queue.
func (s *Store) DropJobs(ctx context.Context, before graph.Time) (n int, err error) {
	err = s.changeJobs(ctx, func(w *jobWriter) error {
		rows, err := w.rows(`MATCH (m:HearsayMeta {id: 'jobs'})
MATCH (x:Job) WHERE x.state IN ['DONE', 'FAILED'] AND x.finished < $before AND x.revision < m.revision
DELETE x
RETURN count(*)`, map[string]any{"before": string(before)})
		if err == nil {
			n = integer(rows[0].Values[0])
		}
		return err
	})
	return n, wrap(err, "drop jobs")
}

// Jobs returns the jobs it finds, by ID.
func (s *Store) Jobs(ctx context.Context, ids []string) (map[string]*graph.Job, error) {
	return lookup(ctx, s, "Job", shape{item: jobItem}, ids, job)
}

// ListJobs returns a page of jobs in the order of adding.
func (s *Store) ListJobs(ctx context.Context, f graph.JobFilter, p graph.Page) (graph.Slice[graph.Job], error) {
	var out graph.Slice[graph.Job]
	if err := f.Valid(); err != nil {
		return out, wrap(err, "list jobs")
	}
	if err := p.Valid(); err != nil {
		return out, wrap(err, "list jobs")
	}
	q := newSelection("MATCH (x:Job)\nUSING INDEX x:Job(number)")
	q.must("x.number > 0") // says nothing new, but the index wants a condition
	if len(f.States) > 0 {
		q.must("x.state IN %s", plain(f.States))
	}
	if p.After != nil {
		n, err := p.After.Places(1)
		if err != nil {
			return out, wrap(err, "list jobs")
		}
		if p.Reverse() {
			q.must("x.number < %s", n[0])
		} else {
			q.must("x.number > %s", n[0])
		}
	}
	read := shape{item: jobItem}
	out, err := paged(ctx, s, q.String()+read.gathered(q.order(p, "x.number")), q.params, p, job)
	return out, wrap(err, "list jobs")
}
