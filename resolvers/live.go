package resolvers

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"hearsay/graph"
	"hearsay/internal/auth"
	"hearsay/internal/batch"
	"hearsay/internal/feed"
	"hearsay/internal/jobs"
	"hearsay/loader/article"
	"hearsay/resolvers/generated"
)

// Live is what resolvers need for loads and subscriptions. Without Jobs nothing can be
// loaded; without Feed there are no subscriptions.
type Live struct {
	Jobs *jobs.Runner
	Feed *feed.Hub
}

const (
	maxDocuments = 200
	maxKey       = 200 // code points
	// loadWait is how long loadArticle waits for its job.
	loadWait = 5 * time.Second
)

// errNoLoads is the error of a program that does not load.
var errNoLoads = fmt.Errorf("resolvers: %w: this program does not load", graph.ErrUnsupported)

// submit accepts documents as a job, or tells why not.
func (r *Resolver) submit(ctx context.Context, in []*generated.DocumentInput, key *string) (*graph.Job, batch.LoadError, error) {
	if r.Live.Jobs == nil {
		return nil, nil, errNoLoads
	}
	if n := len(in); n < 1 || n > maxDocuments {
		return nil, nil, badInput("documents: %d documents, give 1 to %d", n, maxDocuments)
	}
	name := ""
	if key != nil {
		if n := len([]rune(*key)); n < 1 || n > maxKey {
			return nil, nil, badInput("key: %d characters, give 1 to %d", n, maxKey)
		}
		name = auth.From(ctx).Name + "\x00" + *key // each caller has keys of his own
	}
	docs := make([]jobs.Document, len(in))
	for i, d := range in {
		docs[i] = jobs.Document{Content: d.Content, URL: value(d.URL), Title: value(d.Title), Publisher: value(d.Publisher),
			Published: value(d.Published), Lang: value(d.Lang)}
		if d.Format != nil {
			docs[i].Format = formats[*d.Format]
		}
	}
	j, err := r.Live.Jobs.Add(ctx, docs, name)
	switch {
	case errors.Is(err, graph.ErrBusy):
		return nil, &batch.QueueFullError{Message: "too many loads wait; send it again later"}, nil
	case errors.Is(err, graph.ErrConflict):
		return nil, &batch.KeyReusedError{Message: "this key was used before, for other documents"}, nil
	}
	return j, nil, err
}

var formats = map[generated.DocumentFormat]article.Format{
	generated.DocumentFormatText: article.Plain, generated.DocumentFormatMarkdown: article.Markdown, generated.DocumentFormatHTML: article.HTML,
	generated.DocumentFormatJSON: article.JSON, generated.DocumentFormatJSONLines: article.Lines,
}

// ended waits a while for a job to end and returns it as it is then.
func (r *Resolver) ended(ctx context.Context, j *graph.Job) *graph.Job {
	if r.Live.Feed == nil {
		return j
	}
	ctx, cancel := context.WithTimeout(ctx, loadWait)
	defer cancel()
	for next := range r.Live.Feed.Job(ctx, j.ID) {
		j = next
	}
	return j
}

// loaded answers loadArticle with what came of a job.
func (r *Resolver) loaded(ctx context.Context, j *graph.Job) (*generated.LoadArticlePayload, error) {
	job, err := batch.NewJob(r.ended(ctx, j))
	if err != nil {
		return nil, err
	}
	out := &generated.LoadArticlePayload{Job: job, Errors: []batch.LoadError{}}
	for _, p := range job.Problems() {
		out.Errors = append(out.Errors, p)
	}
	if ids := job.ArticleIDs(); job.State == graph.JobDone && len(ids) == 1 {
		out.Article, err = one[*batch.Article](ctx, r, ids[0])
	}
	return out, err
}

// feedSeal makes and checks the cursors of the order of recording.
func (r *Resolver) feedSeal() (*seal, error) { return r.newSeal("claimAdded", nil) }

// behind returns the place that a cursor names, the end where there is none.
func (r *Resolver) behind(ctx context.Context, after *string) (int64, *seal, error) {
	s, err := r.feedSeal()
	if err != nil {
		return 0, nil, err
	}
	heads, err := r.Reader.Store.Heads(ctx)
	if err != nil || after == nil {
		return heads.Claims, s, err
	}
	c, ok := s.decode(*after)
	seq, bad := strconv.ParseInt(c.Key, 10, 64)
	if !ok || bad != nil || seq < 0 || seq > heads.Claims {
		return 0, nil, badInput("after: this cursor does not belong to the order of recording of this graph")
	}
	return seq, s, nil
}

// claimsAdded follows the order of recording from a place.
func (r *Resolver) claimsAdded(ctx context.Context, in *generated.ClaimFilter, after *string) (<-chan *batch.ClaimAdded, error) {
	if r.Live.Feed == nil {
		return nil, fmt.Errorf("resolvers: %w: no subscriptions", graph.ErrUnsupported)
	}
	if in == nil {
		in = &generated.ClaimFilter{}
	}
	seq, s, err := r.behind(ctx, after)
	if err != nil {
		return nil, err
	}
	filter := func(ctx context.Context) (graph.ClaimFilter, bool, error) { return r.claimFilter(ctx, in) }
	if _, _, err := filter(ctx); err != nil {
		return nil, err
	}
	out := make(chan *batch.ClaimAdded)
	cursor := func(seq int64) string { return s.encode(batch.SeqCursor(seq)) }
	pages := r.Live.Feed.Claims(ctx, filter, seq)
	go func() {
		defer close(out)
		for page := range pages {
			for _, c := range batch.ClaimsAdded(page, cursor) {
				select {
				case out <- c:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return out, nil
}

// progress follows a job.
func (r *Resolver) progress(ctx context.Context, id string) (<-chan *batch.Job, error) {
	if r.Live.Feed == nil {
		return nil, fmt.Errorf("resolvers: %w: no subscriptions", graph.ErrUnsupported)
	}
	j, err := r.Reader.Job(ctx, id)
	if err == nil && j == nil {
		err = fmt.Errorf("resolvers: job: %w", graph.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	out := make(chan *batch.Job)
	changes := r.Live.Feed.Job(ctx, id)
	go func() {
		defer close(out)
		for j := range changes {
			n, err := batch.NewJob(j)
			if err != nil {
				return
			}
			select {
			case out <- n:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out, nil
}
