package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

const (
	maxAnswer = 1 << 20          // bytes of an answer
	maxItems  = 500              // attributions of a part
	maxWait   = 60 * time.Second // that a server may ask us to stay away
	firstWait = 500 * time.Millisecond
)

// failure is a question that brought no answer. Its words never hold what the
// server wrote, which may repeat the article.
type failure struct {
	msg     string
	retry   bool
	fatal   bool // no other question will do better
	content bool // the server is well, its answer is not
	wait    time.Duration
}

func (f *failure) Error() string { return f.msg }

// completion is the part of a server's answer that is read.
type completion struct {
	Model   string `json:"model"`
	Choices []struct {
		FinishReason string `json:"finish_reason"`
		Message      struct {
			Content   *string           `json:"content"`
			Refusal   *string           `json:"refusal"`
			ToolCalls []json.RawMessage `json:"tool_calls"`
		} `json:"message"`
	} `json:"choices"`
	Usage struct {
		Total int `json:"total_tokens"`
	} `json:"usage"`
}

// ask returns what the model finds in a part, from the cache if it is there.
func (x *Extractor) ask(p *part) ([]item, error) {
	body, err := x.body(p)
	if err != nil {
		return nil, err
	}
	key := x.key(body)
	if kept, ok := x.get(key); ok {
		if items, err := decode(kept); err == nil {
			x.count(func(c *Counts) { c.Cached++ })
			return items, nil
		}
	}
	if err := x.allow(); err != nil {
		return nil, err
	}
	content, items, err := x.insist(body)
	if !errors.Is(err, errBudget) && x.c.Context.Err() == nil {
		x.done(err)
	}
	if err != nil {
		return nil, err
	}
	if err := x.put(key, content); err != nil {
		x.c.Log.Warn("an answer of the model was not kept", "error", err)
	}
	return items, nil
}

// insist sends a request until there is a sound answer or no more to hope for.
func (x *Extractor) insist(body []byte) ([]byte, []item, error) {
	wait := firstWait
	for try := 0; ; try++ {
		content, err := x.send(body)
		var items []item
		if err == nil {
			if items, err = decode(content); err == nil {
				return content, items, nil
			}
		}
		var f *failure
		if !errors.As(err, &f) || !f.retry || try >= x.c.Retries || x.c.Context.Err() != nil {
			return nil, nil, err
		}
		x.c.Log.Info("asking the model again", "try", try+1, "error", err)
		if err := x.c.Sleep(x.c.Context, max(wait, f.wait)); err != nil {
			return nil, nil, err
		}
		wait *= 2
	}
}

// send sends one request and returns what the model wrote.
func (x *Extractor) send(body []byte) ([]byte, error) {
	guess := len(body)/3 + answerTokens
	if err := x.spend(guess); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(x.c.Context, http.MethodPost, x.c.URL, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	if x.c.Key != "" {
		req.Header.Set("Authorization", "Bearer "+x.c.Key)
	}
	resp, err := x.http.Do(req)
	if err != nil {
		return nil, &failure{msg: "the model's server cannot be reached: " + plain(err), retry: true}
	}
	defer resp.Body.Close()
	if f := refusedStatus(resp); f != nil {
		return nil, f
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return nil, &failure{msg: "the model's answer broke off: " + plain(err), retry: true}
	}
	if len(data) > maxAnswer {
		return nil, &failure{msg: fmt.Sprintf("the model's answer is longer than %d bytes", maxAnswer), retry: true, content: true}
	}
	return x.open(data, guess)
}

// open takes what the model wrote out of the server's answer.
func (x *Extractor) open(data []byte, guess int) ([]byte, error) {
	bad := func(msg string, retry bool) error { return &failure{msg: msg, retry: retry, content: true} }
	var c completion
	if err := json.Unmarshal(data, &c); err != nil {
		return nil, bad("the server's answer is not what the protocol wants", true)
	}
	if c.Usage.Total > 0 {
		x.count(func(n *Counts) { n.Tokens += c.Usage.Total - guess })
	}
	if len(c.Choices) == 0 {
		return nil, bad("the server's answer has no choice", true)
	}
	m := c.Choices[0]
	switch {
	case m.Message.Refusal != nil && *m.Message.Refusal != "", m.FinishReason == "content_filter":
		return nil, bad("the model refused to answer", false)
	case len(m.Message.ToolCalls) > 0:
		return nil, bad("the model asked for a tool, and has none", true)
	case m.Message.Content == nil || *m.Message.Content == "":
		return nil, bad("the model's answer is empty", true)
	case m.FinishReason == "length":
		return nil, bad("the model's answer was cut", true)
	}
	return []byte(*m.Message.Content), x.sameModel(c.Model)
}

// sameModel refuses a server that changes its model within a run: the records would
// not be comparable.
func (x *Extractor) sameModel(name string) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.served == "" {
		x.served = name
	}
	if name != x.served {
		return &failure{msg: "the server answers with another model than before", fatal: true}
	}
	return nil
}

// refusedStatus returns the failure that a status tells, nil for success.
func refusedStatus(resp *http.Response) *failure {
	s := resp.StatusCode
	f := &failure{msg: fmt.Sprintf("the model's server answered %d", s)}
	switch {
	case s == http.StatusOK:
		return nil
	case s == http.StatusTooManyRequests, s == http.StatusRequestTimeout, s >= 500:
		f.wait = retryAfter(resp.Header.Get("Retry-After"))
		f.retry = f.wait <= maxWait
	case s == http.StatusUnauthorized, s == http.StatusForbidden, s == http.StatusNotFound, s >= 300 && s < 400:
		f.fatal = true
		f.msg += ": address, key or name of the model are wrong"
	default:
		f.content = true // this question, not the server
	}
	return f
}

// retryAfter reads the header: seconds, or a date.
func retryAfter(h string) time.Duration {
	if n, err := strconv.Atoi(h); err == nil && n >= 0 {
		return time.Duration(min(n, 1<<20)) * time.Second
	}
	if t, err := http.ParseTime(h); err == nil {
		return max(time.Until(t), 0)
	}
	return 0
}

// plain is an error of the network without the address, which is in the settings.
func plain(err error) string {
	var e interface{ Timeout() bool }
	if errors.As(err, &e) && e.Timeout() {
		return "it took too long"
	}
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err.Error()
		}
		err = next
	}
}

// decode reads what the model wrote: one JSON value of the schema and nothing else.
func decode(content []byte) ([]item, error) {
	bad := &failure{msg: "the model's answer does not keep to the schema", retry: true, content: true}
	dec := json.NewDecoder(bytes.NewReader(content))
	dec.DisallowUnknownFields()
	var a answer
	if err := dec.Decode(&a); err != nil || a.Attributions == nil || len(a.Attributions) > maxItems {
		return nil, bad
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, bad
	}
	return a.Attributions, nil
}
