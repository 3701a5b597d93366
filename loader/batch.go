package loader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"hearsay/graph"
	"hearsay/loader/article"

	"golang.org/x/sync/errgroup"
)

// piece is a document on its way from the reader to the workers.
type piece struct {
	article.Piece
	input  string // the file as it was named or found; Piece.Name lacks the ".gz" of a packed one
	source int    // index into loading.sources
	err    error  // of the source: there is no document
	code   Code
	size   int64 // bytes of progress
	last   bool  // the source ends here
}

// read sends the pieces of all sources, in order, and closes the channel.
func (l *loading) read(ctx context.Context, out chan<- piece) {
	defer close(out)
	send := func(p piece) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case out <- p:
			return nil
		}
	}
	for i, s := range l.sources {
		err := s.err
		var used int64
		if err == nil {
			err = l.readSource(s, func(p article.Piece) error {
				n := int64(len(p.Raw))
				used += n
				return send(piece{Piece: p, input: s.name, source: i, size: n})
			})
		}
		if ctx.Err() != nil {
			return
		}
		end := piece{Piece: article.Piece{Input: article.Input{Name: s.name}}, input: s.name, source: i, err: err, last: true, size: max(s.size-used, 0)}
		if end.code = s.code; err != nil && end.code == "" {
			end.code = codeOf(err)
		}
		if send(end) != nil {
			return
		}
	}
}

// readSource opens a source and cuts it into pieces.
func (l *loading) readSource(s source, yield func(article.Piece) error) error {
	if d := s.document; d != nil {
		o := l.o.Read
		o.Format, o.Hints = d.Format, d.Hints
		return article.Split(d.Name, bytes.NewReader(d.Raw), o, yield)
	}
	if s.name == "-" {
		if l.o.Stdin == nil {
			return errors.New("no standard input is given")
		}
		return article.Split("-", l.o.Stdin, l.o.Read, yield)
	}
	f, err := l.files.Open(s.name)
	if err != nil {
		return err
	}
	defer f.Close()
	return article.Split(s.name, f, l.o.Read, yield)
}

// doc is a piece at work: an article, a record, or the problem that it is.
type doc struct {
	piece    *piece
	article  *graph.Article
	warnings []article.Warning
	err      error // why there is no article or record
	code     Code  // of err, "" where err tells it
	fate     fate
	record   *graph.Record
}

type fate int

const (
	pending   fate = iota
	known          // the store has it by this extraction
	duplicate      // an earlier article of this load is the same
	undone         // the load was cancelled before it was extracted
)

// prepare reads the pieces of a batch, leaves out known articles, and extracts the
// rest. An error is one of the store.
func (l *loading) prepare(ctx context.Context, batch []piece) ([]*doc, error) {
	docs := make([]*doc, len(batch))
	for i := range batch {
		docs[i] = &doc{piece: &batch[i]}
	}
	l.each(docs, (*doc).read)
	if err := l.skip(ctx, docs); err != nil {
		for _, d := range docs {
			d.fate = undone
		}
		return docs, err
	}
	l.each(docs, func(d *doc) {
		switch {
		case d.article == nil || d.fate != pending:
		case ctx.Err() != nil:
			d.fate = undone
		default:
			d.extract(l.x)
		}
	})
	return docs, nil
}

// each runs work on all documents, as many at a time as there are workers.
func (l *loading) each(docs []*doc, work func(*doc)) {
	var g errgroup.Group
	g.SetLimit(l.o.Workers)
	for _, d := range docs {
		g.Go(func() error { work(d); return nil })
	}
	_ = g.Wait() // no work returns an error
}

// read reads the document of a piece. A panic on one input must not end the load.
func (d *doc) read() {
	defer func() {
		if p := recover(); p != nil {
			d.article, d.err, d.code = nil, fmt.Errorf("the reader failed: %v", p), ReadFailed
		}
	}()
	p := d.piece
	switch {
	case p.err != nil:
		d.err, d.code = p.err, p.code
	case p.Err != nil:
		d.err = p.Err
	case !p.last:
		res, err := article.Read(p.Input)
		if d.err = err; err == nil {
			d.article, d.warnings = res.Article, res.Warnings
		}
	}
}

// extract makes the record of the article.
func (d *doc) extract(x Extractor) {
	defer func() {
		if p := recover(); p != nil {
			d.record, d.err, d.code = nil, fmt.Errorf("the extraction failed: %v", p), ExtractionFailed
		}
	}()
	d.record = x.Extract(d.article)
	if w, ok := x.(Warner); ok {
		d.warnings = append(d.warnings, w.Warnings(d.article.ID)...)
	}
}

// skip marks the articles that this load or the store has already.
func (l *loading) skip(ctx context.Context, docs []*doc) error {
	var ids []string
	for _, d := range docs {
		if d.article == nil {
			continue
		}
		if id := d.article.ID; l.seen[id] {
			d.fate = duplicate
		} else {
			l.seen[id] = true
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var have map[string]string
	err := l.retry(ctx, "known", func(ctx context.Context) (err error) {
		have, err = l.s.Known(ctx, ids)
		return err
	})
	if err != nil {
		return err
	}
	for _, d := range docs {
		if d.article != nil && d.fate == pending && have[d.article.ID] == l.extraction && l.extraction != "" {
			d.fate = known
		}
	}
	return nil
}

// putting is a batch on its way into the store.
type putting struct {
	docs   []*doc
	done   chan struct{}
	result graph.PutResult
	err    error
}

// put begins to put the records of a batch. A batch that was extracted is put also
// when the load is cancelled meanwhile.
func (l *loading) put(ctx context.Context, docs []*doc) *putting {
	p := &putting{docs: docs, done: make(chan struct{})}
	var records []*graph.Record
	for _, d := range docs {
		if d.record != nil {
			records = append(records, d.record)
		}
	}
	go func() {
		defer close(p.done)
		if len(records) == 0 {
			return
		}
		ctx, cancel := grace(ctx)
		defer cancel()
		p.err = l.retry(ctx, "put", func(ctx context.Context) (err error) {
			p.result, err = l.s.Put(ctx, records)
			return err
		})
	}()
	return p
}

// grace returns a context that outlives ctx by commitTime.
func grace(ctx context.Context) (context.Context, context.CancelFunc) {
	out, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		t := time.NewTimer(commitTime)
		defer t.Stop()
		select {
		case <-t.C:
			cancel()
		case <-out.Done():
		}
	})
	return out, func() { stop(); cancel() }
}

// settle waits for a batch to be put and writes it into the report.
func (l *loading) settle(p *putting) error {
	<-p.done
	r := l.report
	place := map[string]*piece{}
	for _, d := range p.docs {
		l.o.Progress.Add(int(d.piece.size))
		if d.article != nil {
			place[d.article.ID] = d.piece
		}
		l.account(d, p.err)
	}
	if p.err != nil {
		return p.err
	}
	r.Stored += p.result.Stored
	r.Unchanged += p.result.Unchanged
	l.note(&r.Problems, refusals(p.result.Refused, place)...)
	if l.o.Settled != nil {
		l.o.Settled(r, p.kept())
	}
	return nil
}

// kept returns the IDs of the articles of a batch that the store has, in their order.
func (p *putting) kept() (out []string) {
	refused := map[string]bool{}
	for _, r := range p.result.Refused {
		if r.Part == "article" {
			refused[r.ArticleID] = true
		}
	}
	for _, d := range p.docs {
		if d.article != nil && d.err == nil && d.fate != duplicate && d.fate != undone && !refused[d.article.ID] {
			out = append(out, d.article.ID)
		}
	}
	return out
}

// note puts problems or warnings into the report, as far as it is to list them.
func (l *loading) note(list *[]Problem, more ...Problem) {
	if most := l.o.Problems; most > 0 {
		more = more[:min(len(more), max(0, most-len(*list)))]
	}
	*list = append(*list, more...)
}

// account writes one document into the report.
func (l *loading) account(d *doc, putErr error) {
	r, p := l.report, d.piece
	switch {
	case d.fate == undone, d.record != nil && putErr != nil:
		l.sources[p.source].failed = true
		return
	case d.err != nil:
		problem := p.problem(d.err)
		if d.code != "" {
			problem.Code = d.code
		}
		if d.article != nil {
			problem.Article = d.article.ID
		}
		r.Refused++
		l.note(&r.Problems, problem)
		l.quarantine(p, problem)
	}
	if p.last {
		r.Inputs++
		l.sources[p.source].done = !l.sources[p.source].failed
		return
	}
	if d.article == nil {
		return
	}
	r.Articles++
	switch d.fate {
	case known:
		r.Unchanged++
	case duplicate:
		r.Duplicates++
		return
	}
	if d.record != nil {
		r.Claims += len(d.record.Claims)
		r.Attributions += len(d.record.Attributions)
	}
	for _, w := range d.warnings {
		l.note(&r.Warnings, Problem{Input: p.input, Line: p.Line, Offset: p.Offset, Article: d.article.ID, Code: w.Code, Count: w.Count, Message: w.Message})
	}
}

// retry runs f again while the store is unavailable, waiting twice as long each
// time. Running it again is safe: what was stored before is left as it is.
func (l *loading) retry(ctx context.Context, what string, f func(context.Context) error) error {
	var waited time.Duration
	for wait := 250 * time.Millisecond; ; wait = min(2*wait, 15*time.Second) {
		err := f(ctx)
		if err == nil || !errors.Is(err, graph.ErrUnavailable) || waited+wait > l.o.RetryFor {
			return storeError(what, err)
		}
		l.o.Log.Warn("the store is unavailable, trying again", "after", wait, "error", err)
		waited += wait
		if serr := l.o.Sleep(ctx, wait); serr != nil {
			return storeError(what, err)
		}
	}
}

func storeError(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("loader: %s: %w", what, err)
}
