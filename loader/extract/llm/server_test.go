package llm_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay/graph"
	"hearsay/loader/extract/english"
	"hearsay/loader/extract/llm"
)

const key = "canary-key-5f1e"

// chat is what the server reads of a request; a field of the protocol that is not
// here is not sent, see model.ServeHTTP.
type chat struct {
	Model          string                           `json:"model"`
	Messages       []struct{ Role, Content string } `json:"messages"`
	Temperature    float64                          `json:"temperature"`
	MaxTokens      int                              `json:"max_tokens"`
	ResponseFormat struct {
		Type       string `json:"type"`
		JSONSchema struct {
			Name   string         `json:"name"`
			Strict bool           `json:"strict"`
			Schema map[string]any `json:"schema"`
		} `json:"json_schema"`
	} `json:"response_format"`
}

// model is a server that speaks the protocol: it refuses what no real one takes,
// and answers by the next of its replies; the last one stays.
type model struct {
	t       *testing.T
	mu      sync.Mutex
	replies []reply
	asked   []chat
	bodies  []string
}

type reply func(w http.ResponseWriter, r *http.Request)

// ServeHTTP answers one request.
func (m *model) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body bytes.Buffer
	var c chat
	if _, err := body.ReadFrom(r.Body); err != nil {
		m.t.Errorf("the request broke off: %v", err)
	}
	dec := json.NewDecoder(bytes.NewReader(body.Bytes()))
	dec.DisallowUnknownFields() // tools among them
	err := dec.Decode(&c)
	switch {
	case r.Method != http.MethodPost, r.URL.Path != "/v1/chat/completions", err != nil,
		r.Header.Get("Content-Type") != "application/json", c.ResponseFormat.Type != "json_schema",
		!c.ResponseFormat.JSONSchema.Strict, c.ResponseFormat.JSONSchema.Name == "", c.MaxTokens <= 0, len(c.Messages) != 2:
		m.t.Errorf("%s %s: not what the protocol wants (%v): %s", r.Method, r.URL.Path, err, body.String())
		w.WriteHeader(http.StatusBadRequest)
		return
	case r.Header.Get("Authorization") != "Bearer "+key:
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	m.mu.Lock()
	m.asked, m.bodies = append(m.asked, c), append(m.bodies, body.String())
	next := m.replies[0]
	if len(m.replies) > 1 {
		m.replies = m.replies[1:]
	}
	m.mu.Unlock()
	next(w, r)
}

func (m *model) requests() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.asked)
}

// says replies with content as the model's words; more are fields beside them.
func says(content string) reply { return choice("stop", map[string]any{"content": content}) }

func choice(finish string, message map[string]any) reply {
	return func(w http.ResponseWriter, _ *http.Request) {
		message["role"] = "assistant"
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{
			"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": "small-2024",
			"choices": []any{map[string]any{"index": 0, "finish_reason": finish, "message": message}},
			"usage":   map[string]any{"prompt_tokens": 300, "completion_tokens": 50, "total_tokens": 350},
		})
	}
}

func status(code int, header ...string) reply {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
		fmt.Fprint(w, `{"error":{"message":"no"}}`)
	}
}

// one writes an answer of one attribution: words of source, cue, content, target,
// each at its first place.
func one(act, source, cue, content, target string) string {
	q := func(s string) map[string]any {
		n := 1
		if s == "" {
			n = 0
		}
		return map[string]any{"words": s, "occurrence": n}
	}
	item := map[string]any{"source": q(source), "cue": q(cue), "content": []any{}, "target": q(target), "act": act}
	if content != "" {
		item["content"] = []any{q(content)}
	}
	out, _ := json.Marshal(map[string]any{"attributions": []any{item}})
	return string(out)
}

func many(answers ...string) string {
	var all []json.RawMessage
	for _, a := range answers {
		var x struct{ Attributions []json.RawMessage }
		_ = json.Unmarshal([]byte(a), &x)
		all = append(all, x.Attributions...)
	}
	out, _ := json.Marshal(map[string]any{"attributions": all})
	return string(out)
}

// fixture is a server with an extractor that asks it.
type fixture struct {
	*model
	x     *llm.Extractor
	rules *english.English
	both  *english.English
	log   *bytes.Buffer
	waits []time.Duration
}

func start(t *testing.T, change func(*llm.Config), replies ...reply) *fixture {
	f := &fixture{model: &model{t: t, replies: replies}, log: &bytes.Buffer{}}
	srv := httptest.NewServer(f.model)
	t.Cleanup(srv.Close)
	c := llm.Config{URL: srv.URL + "/v1", Model: "small", Key: key, Retries: 2, Timeout: 5 * time.Second,
		Log: slog.New(slog.NewJSONHandler(f.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Sleep: func(_ context.Context, d time.Duration) error {
			f.waits = append(f.waits, d)
			return nil
		}}
	if change != nil {
		change(&c)
	}
	var err error
	if f.x, err = llm.New(c); err != nil {
		t.Fatal(err)
	}
	if f.rules, err = english.New(); err != nil {
		t.Fatal(err)
	}
	f.both = f.rules.With(f.x)
	return f
}

// article wraps a text: paragraphs are parted by blank lines.
func article(text string) *graph.Article {
	a := &graph.Article{Text: text, Lang: "en", ID: graph.ArticleID("", text), Published: "2021-03-04"}
	pos := 0
	for p := range strings.SplitSeq(text, "\n\n") {
		a.Blocks = append(a.Blocks, graph.Block{Span: graph.Span{Start: pos, End: pos + len(p)}, Kind: graph.BlockParagraph})
		pos += len(p) + 2
	}
	return a
}

// extract returns the record as a store would take it.
func extracted(t *testing.T, e *english.English, a *graph.Article) *graph.Record {
	t.Helper()
	r, refused, err := graph.Check(e.Extract(a))
	if err != nil || len(refused) > 0 {
		t.Fatalf("Check: %v, refused %v", err, refused)
	}
	return r
}
