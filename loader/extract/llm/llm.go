// Package llm is an extractor beside the rules: a language model behind any
// endpoint that speaks the protocol of OpenAI's chat completions with structured
// output. It is off unless a user names a server.
//
// [Extractor] is a stage that runs behind the rules of attribution. The model
// quotes source, cue, content and target in the article's own words; what does not
// stand there is refused and counted, whatever the model was told by the article.
// What rules and model both find is marked as agreed and trusted more; what the
// model alone finds has the rule "model" and is trusted less. Where the model
// fails, the rules stand alone and the article is marked, see [Extractor.Failure].
//
// The client is net/http: one request form and one answer form need no library,
// and what is sent, kept and retried stays in plain sight.
package llm

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// Config names the server and bounds its use. URL and Model are needed.
type Config struct {
	URL   string // base address, such as http://localhost:8000/v1
	Model string // name as the server knows it
	Key   string // sent as bearer token, "" for none; never logged

	Requests int           // budget of a run, retries included; 0: no bound
	Tokens   int           // budget of a run, questions and answers; 0: no bound
	Timeout  time.Duration // of one request, default 60 s
	Retries  int           // after a failed request; negative: none
	Cache    string        // folder for answers, "" for none

	// Context ends requests when the run is cancelled; stages take none themselves.
	Context context.Context
	Log     *slog.Logger // nil for none; article text is never logged
	// Sleep waits between retries; tests replace it, nil waits by the clock.
	Sleep func(context.Context, time.Duration) error
}

// Counts tell what a run did.
type Counts struct {
	Requests int `json:"requests"` // sent, retries included
	Tokens   int `json:"tokens"`   // as the server counts them, estimated where it does not
	Cached   int `json:"cached"`   // answers that were in the cache
	Agreed   int `json:"agreed"`   // reports that rules and model found
	Added    int `json:"added"`    // reports of the model alone
	Disputed int `json:"disputed"` // the model reads a cue of the rules otherwise: the rules stand
	Failed   int `json:"failed"`   // articles that the rules did alone
	Hidden   int `json:"hidden"`   // invisible characters that were not shown to the model

	Refused map[string]int `json:"refused"` // attributions that were not taken, by reason
}

// Extractor asks the model. It is a stage and safe for concurrent use.
type Extractor struct {
	c    Config
	http *http.Client
	cache
	breaker

	mu     sync.Mutex
	counts Counts
	failed map[string]error // by article ID
	served string           // the model as the server names it
}

// New checks the configuration. It sends nothing.
func New(c Config) (*Extractor, error) {
	u, err := url.Parse(c.URL)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return nil, errors.New("llm: the model's address must be http:// or https://")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("llm: the model's address must have no user, query or fragment")
	case c.Model == "":
		return nil, errors.New("llm: no name of a model is given")
	case c.Key != "" && u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, errors.New("llm: a key is sent by https:// only, but to this machine")
	}
	c.URL = strings.TrimRight(c.URL, "/") + "/chat/completions"
	c.Timeout = cmp.Or(c.Timeout, time.Minute)
	c.Retries = max(c.Retries, 0)
	if c.Context == nil {
		c.Context = context.Background()
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Sleep == nil {
		c.Sleep = sleep
	}
	x := &Extractor{c: c, cache: cache{dir: c.Cache}, failed: map[string]error{}, counts: Counts{Refused: map[string]int{}}}
	// An answer that sends us elsewhere would take key and article with it.
	x.http = &http.Client{Timeout: c.Timeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return x, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Name returns "model".
func (*Extractor) Name() string { return "model" }

// Settings names the model and the question, which decide what is extracted.
func (x *Extractor) Settings() string {
	return fmt.Sprintf("model=%s prompt=%s", x.c.Model, promptVersion)
}

// Run asks the model about the article and joins what it finds to the reports of d.
// Where any part of the article fails, the reports stay those of the rules.
func (x *Extractor) Run(d *extract.Document) {
	var found []grounded
	for _, part := range parts(d) {
		items, err := x.ask(part)
		if err != nil {
			x.fail(d.Article.ID, err)
			return
		}
		found = append(found, x.ground(d, part, items)...)
	}
	x.mu.Lock()
	delete(x.failed, d.Article.ID)
	x.mu.Unlock()
	x.combine(d, found)
}

func (x *Extractor) fail(article string, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.failed[article] = err
	x.counts.Failed++
	x.c.Log.Info("the model failed, the rules stand alone", "article", article, "error", err)
}

// Failure returns why the model has no part in the reports of an article, nil where it has.
func (x *Extractor) Failure(articleID string) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.failed[articleID]
}

// Counts returns what was done so far.
func (x *Extractor) Counts() Counts {
	x.mu.Lock()
	defer x.mu.Unlock()
	c := x.counts
	c.Refused = maps.Clone(c.Refused)
	return c
}

func (x *Extractor) count(f func(*Counts)) {
	x.mu.Lock()
	defer x.mu.Unlock()
	f(&x.counts)
}

// part is a stretch of the article as it is shown to the model.
type part struct {
	text string // without invisible characters
	at   []int  // byte of the article for each byte of text
}

// span returns the bytes of the article behind [start, end) of the part.
func (p *part) span(start, end int) graph.Span {
	return graph.Span{Start: p.at[start], End: p.at[end-1] + 1}
}

// Sizes of parts in bytes: past the first a part ends with its paragraph, past the
// second with its sentence.
const (
	partSize = 6000
	partMax  = 9000
)

// parts cuts the article between sentences.
func parts(d *extract.Document) (out []*part) {
	start := 0 // of the sentences of the part
	for i, s := range d.Sentences {
		size := d.Tokens[s.Last-1].End - d.Tokens[d.Sentences[start].First].Start
		last := i+1 == len(d.Sentences)
		if last || size > partMax || size > partSize && d.Sentences[i+1].Block != s.Block {
			out = append(out, show(d.Text, d.Span(d.Sentences[start].First, s.Last)))
			start = i + 1
		}
	}
	return out
}

// show leaves out what a reader does not see, where orders to a model may hide.
func show(text string, s graph.Span) *part {
	p := &part{}
	var b strings.Builder
	for i, r := range s.Of(text) {
		if hidden(r) {
			continue
		}
		n := b.Len()
		b.WriteRune(r)
		for k := range b.Len() - n {
			p.at = append(p.at, s.Start+i+k)
		}
	}
	p.text = b.String()
	return p
}
