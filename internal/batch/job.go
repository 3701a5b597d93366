package batch

import (
	"context"
	"fmt"
	"strconv"

	"hearsay/graph"
	"hearsay/internal/jobs"
	"hearsay/loader"
	"hearsay/loader/article"
)

// Job is a job with what came of it so far.
type Job struct {
	*graph.Job
	report *jobs.Report
}

// NewJob reads the report of a job.
func NewJob(j *graph.Job) (*Job, error) {
	r, err := jobs.ReportOf(j)
	if err != nil {
		return nil, err
	}
	return &Job{j, r}, nil
}

// Started returns when the last attempt began, nil before.
func (j *Job) Started() *graph.Time { return known(j.Job.Started) }

// Finished returns when the job ended, nil before.
func (j *Job) Finished() *graph.Time { return known(j.Job.Finished) }

func known(t graph.Time) *graph.Time {
	if t == "" {
		return nil
	}
	return &t
}

// DocumentCount returns how many documents were sent.
func (j *Job) DocumentCount() int { return j.report.Documents }

// ArticleCount returns how many articles were read.
func (j *Job) ArticleCount() int { return j.report.Articles }

// StoredCount returns how many articles were stored.
func (j *Job) StoredCount() int { return j.report.Stored }

// UnchangedCount returns how many articles were there already.
func (j *Job) UnchangedCount() int { return j.report.Unchanged }

// DuplicateCount returns how many articles were given twice.
func (j *Job) DuplicateCount() int { return j.report.Duplicates }

// RefusedCount returns how many documents or articles gave nothing.
func (j *Job) RefusedCount() int { return j.report.Refused }

// ClaimCount returns how many claims the stored articles make.
func (j *Job) ClaimCount() int { return j.report.Claims }

// AttributionCount returns how many attributions the stored articles hold.
func (j *Job) AttributionCount() int { return j.report.Attributions }

// Failure returns why the job failed as a whole, nil if it did not.
func (j *Job) Failure() *string { return optional(j.report.Failure) }

// ArticleIDs returns which articles there are now.
func (j *Job) ArticleIDs() []string { return j.report.ArticleIDs }

// Problems returns what was refused.
func (j *Job) Problems() []*DocumentProblem { return problems(j.report.Problems) }

// Warnings returns what was wrong and did no harm.
func (j *Job) Warnings() []*DocumentProblem { return problems(j.report.Warnings) }

func problems(list []loader.Problem) []*DocumentProblem {
	out := make([]*DocumentProblem, len(list))
	for i, p := range list {
		x := &DocumentProblem{Code: p.Code, Message: p.Message, Field: optional(p.Field), ArticleID: optional(p.Article)}
		x.Document, _ = strconv.Atoi(p.Input) // its name is its place
		if p.Line > 0 {
			x.Line = &p.Line
		}
		if p.Line > 0 || p.Offset > 0 {
			at := int(p.Offset)
			x.Offset = &at
		}
		out[i] = x
	}
	return out
}

// LoadError is a reason why a load, or part of it, was not done.
type LoadError interface{ IsLoadError() }

// DocumentProblem is what is wrong with a document.
type DocumentProblem struct {
	Code      article.Code
	Message   string
	Document  int
	Line      *int
	Offset    *int
	Field     *string
	ArticleID *string
}

// QueueFullError says that too many jobs wait.
type QueueFullError struct{ Message string }

// KeyReusedError says that a key came with other documents before.
type KeyReusedError struct{ Message string }

// IsLoadError marks it.
func (*DocumentProblem) IsLoadError() {}

// IsLoadError marks it.
func (*QueueFullError) IsLoadError() {}

// IsLoadError marks it.
func (*KeyReusedError) IsLoadError() {}

// JobEdge is a job and its place.
type JobEdge struct {
	*Place
	Node *Job
}

// JobConnection is a page of jobs.
type JobConnection struct {
	Connection
	Nodes []*Job
}

// Edges returns the jobs with their cursors.
func (c *JobConnection) Edges() []*JobEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *Job) *JobEdge { return &JobEdge{p, n} })
}

// Jobs returns a page of the jobs that the filter matches.
func (r *Reader) Jobs(ctx context.Context, f graph.JobFilter, w Window) (*JobConnection, error) {
	list := func(p graph.Page) (graph.Slice[graph.Job], error) { return r.Store.ListJobs(ctx, f, p) }
	s, err := list(w.Page)
	if err != nil {
		return nil, err
	}
	s = inOrder(s, w.Page)
	out := &JobConnection{Connection: connect(s, w, (*graph.Job).Cursor, func(context.Context) (int, error) { return countAll((*graph.Job).Cursor, list) })}
	for _, j := range s.Items {
		n, err := NewJob(j)
		if err != nil {
			return nil, err
		}
		out.Nodes = append(out.Nodes, n)
	}
	return out, nil
}

// NoJobs returns the page of a list that is known to be empty.
func (r *Reader) NoJobs() *JobConnection { return &JobConnection{Connection: None()} }

// Job returns the job with this ID, nil where there is none.
func (r *Reader) Job(ctx context.Context, id string) (*Job, error) {
	found, err := r.Store.Jobs(ctx, []string{id})
	if err != nil || found[id] == nil {
		return nil, err
	}
	return NewJob(found[id])
}

// JobArticles returns a page of the articles that a job loaded.
func (r *Reader) JobArticles(ctx context.Context, j *Job, w Window) (*ArticleConnection, error) {
	if len(j.ArticleIDs()) == 0 {
		return &ArticleConnection{Connection: None()}, nil
	}
	return r.Articles(ctx, graph.ArticleFilter{IDs: j.ArticleIDs()}, w)
}

// ClaimAdded is a claim with its place in the order of recording.
type ClaimAdded struct {
	Cursor string
	Claim  *Claim
}

// ClaimsAdded wraps claims that one read brought.
func ClaimsAdded(list []*graph.RecordedClaim, cursor func(seq int64) string) []*ClaimAdded {
	claims := make([]*graph.Claim, len(list))
	for i, c := range list {
		claims[i] = c.Claim
	}
	out := make([]*ClaimAdded, len(list))
	for i, c := range wrapClaims(claims) {
		out[i] = &ClaimAdded{cursor(list[i].Seq), c}
	}
	return out
}

// SeqCursor is a place in the order of recording as a cursor.
func SeqCursor(seq int64) graph.Cursor { return graph.Cursor{Key: fmt.Sprint(seq)} }
