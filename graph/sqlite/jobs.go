package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"hearsay/graph"
)

const jobColumns = `j.id, j.key, j.hash, j.state, j.attempts, j.created, j.started, j.finished, j.number, j.revision, j.report`

// nextRevision numbers the changes of jobs. Whoever runs it holds the lock.
const nextRevision = "(SELECT coalesce(max(revision), 0) + 1 FROM job)"

func scanJob(r scanner, extra ...any) (*graph.Job, error) {
	j := &graph.Job{}
	var report string
	err := r.Scan(append(extra, &j.ID, &j.Key, &j.Hash, &j.State, &j.Attempts, &j.Created, &j.Started, &j.Finished,
		&j.Number, &j.Revision, &report)...)
	if report != "" {
		j.Report = []byte(report)
	}
	return j, err
}

// job reads one job within a transaction, nil where there is none.
func (w *writer) job(columns, where string, args []any, extra ...any) (j *graph.Job, err error) {
	err = w.rows("SELECT "+columns+jobColumns+" FROM job j WHERE "+where, args, func(r scanner) error {
		j, err = scanJob(r, extra...)
		return err
	})
	return j, err
}

// transact runs f as the one writer.
func (s *Store) transact(ctx context.Context, op string, f func() error) error {
	if s.closed.Load() {
		return s.fail(ctx, op, graph.ErrUnavailable)
	}
	if err := s.writer.transact(ctx, f); err != nil {
		return s.fail(ctx, op, err)
	}
	return nil
}

// AddJob implements graph.Queue.
func (s *Store) AddJob(ctx context.Context, j *graph.Job, most int) (out *graph.Job, err error) {
	w, id := s.writer, graph.JobID(j.Key)
	err = s.transact(ctx, "add job", func() error {
		if out, err = w.job("", "j.id = ?", []any{id}); err != nil || out != nil {
			if out != nil && out.Hash != j.Hash {
				return fmt.Errorf("%w: job %s was added with another input", graph.ErrConflict, id)
			}
			return err
		}
		var open int
		if _, err := w.row("SELECT count(*) FROM job WHERE state IN ('QUEUED', 'RUNNING')", nil, &open); err != nil {
			return err
		}
		if open >= most {
			return fmt.Errorf("%w: %d jobs have not ended", graph.ErrBusy, open)
		}
		if err := w.run(`INSERT INTO job (id, key, hash, state, worker, lease, attempts, created, started, finished, revision, report, input)
			VALUES (?, ?, ?, 'QUEUED', '', 0, 0, ?, '', '', `+nextRevision+`, '', ?)`, id, j.Key, j.Hash, string(j.Created), bytes(j.Input)); err != nil {
			return err
		}
		out, err = w.job("", "j.id = ?", []any{id})
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// bytes returns b as a value that is not NULL.
func bytes(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// TakeJob implements graph.Queue.
func (s *Store) TakeJob(ctx context.Context, worker string, now, until time.Time) (out *graph.Job, err error) {
	w := s.writer
	err = s.transact(ctx, "take job", func() error {
		var id string
		found, err := w.row(`SELECT id FROM job WHERE state = 'QUEUED' OR state = 'RUNNING' AND (lease < ? OR worker = ?)
			ORDER BY number LIMIT 1`, []any{now.UnixMilli(), worker}, &id)
		if err != nil || !found {
			return err
		}
		if err := w.run(`UPDATE job SET state = 'RUNNING', worker = ?, lease = ?, started = ?, attempts = attempts + 1, revision = `+
			nextRevision+` WHERE id = ?`, worker, until.UnixMilli(), string(graph.InstantOf(now)), id); err != nil {
			return err
		}
		var input []byte
		if out, err = w.job("j.input, ", "j.id = ?", []any{id}, &input); out != nil {
			out.Input = input
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// SaveJob implements graph.Queue.
func (s *Store) SaveJob(ctx context.Context, worker string, j *graph.Job, until time.Time) error {
	text := `UPDATE job SET state = ?1, report = ?2, attempts = ?3, finished = ?4, lease = ?5, revision = ` + nextRevision
	if j.State.Ended() {
		text += `, input = x''`
	}
	text += ` WHERE id = ?6 AND worker = ?7 AND state IN ('RUNNING', ?1)`
	return s.transact(ctx, "save job", func() error {
		_, changed, err := s.writer.exec(text, string(j.State), string(j.Report), j.Attempts, string(j.Finished), until.UnixMilli(), j.ID, worker)
		if err == nil && changed == 0 {
			err = fmt.Errorf("%w: job %s is not held by this worker", graph.ErrConflict, j.ID)
		}
		return err
	})
}

// DropJobs implements graph.Queue. The job of the greatest revision stays, for revisions
// are counted by it.
func (s *Store) DropJobs(ctx context.Context, before graph.Time) (n int, err error) {
	err = s.transact(ctx, "drop jobs", func() error {
		_, dropped, err := s.writer.exec(`DELETE FROM job WHERE state IN ('DONE', 'FAILED') AND finished < ? AND revision < (SELECT max(revision) FROM job)`, string(before))
		n = int(dropped)
		return err
	})
	return n, err
}

// Jobs implements graph.Queue.
func (s *Store) Jobs(ctx context.Context, ids []string) (map[string]*graph.Job, error) {
	return byID(ctx, s, "jobs", jobColumns, "job j", "j.id", ids, scanJob, func(j *graph.Job) string { return j.ID })
}

// ListJobs implements graph.Queue.
func (s *Store) ListJobs(ctx context.Context, f graph.JobFilter, p graph.Page) (out graph.Slice[graph.Job], err error) {
	if err := f.Valid(); err != nil {
		return out, s.fail(ctx, "list jobs", err)
	}
	if err := p.Valid(); err != nil {
		return out, s.fail(ctx, "list jobs", err)
	}
	q := &selection{}
	q.add("j.number > 0") // says nothing new, but walks the rows
	in(q, "j.state", f.States)
	after, direction := " > ?", ""
	if p.Reverse() {
		after, direction = " < ?", " DESC"
	}
	if p.After != nil {
		n, err := p.After.Places(1)
		if err != nil {
			return out, s.fail(ctx, "list jobs", err)
		}
		q.add("j.number"+after, n[0])
	}
	text := strings.Join([]string{"SELECT", jobColumns, "FROM job j", q.where(), "ORDER BY j.number" + direction, limit}, " ")
	err = s.query(ctx, "list jobs", text, append(q.args, p.First+1), func(r *sql.Rows) error {
		j, err := scanJob(r)
		out.Items = append(out.Items, j)
		return err
	})
	if err != nil {
		return graph.Slice[graph.Job]{}, err
	}
	return cut(out.Items, p.First), nil
}
