package api

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"

	"hearsay/graph"
	"hearsay/graph/graphtest"
	"hearsay/internal/auth"
	"hearsay/internal/feed"
	"hearsay/internal/jobs"
	"hearsay/loader"
)

// samples is an extractor that finds in any article what the sample of its number holds.
type samples struct{}

func (samples) Extraction() graph.Extraction { return graphtest.Samples(1, 1)[0].Extraction }

func (x samples) Extract(a *graph.Article) *graph.Record {
	b := *a
	b.ExtractionID = x.Extraction().ID
	return &graph.Record{Article: b, Extraction: x.Extraction()}
}

// live is a server that loads and tells.
type live struct {
	*httptest.Server
	store  graph.Store
	hub    *feed.Hub
	runner *jobs.Runner
	api    *Handler
}

// newLive starts a server; work says whether its jobs are worked on.
func newLive(t *testing.T, store graph.Store, o Options, work bool) *live {
	t.Helper()
	l := &live{store: store, hub: feed.New(store, feed.Options{Interval: time.Hour})}
	l.runner = jobs.New(store, func() (loader.Extractor, error) { return samples{}, nil }, jobs.Options{Most: 3, Changed: l.hub.Wake})
	o.Jobs, o.Feed = l.runner, l.hub
	l.api = New(store, o)
	l.Server = httptest.NewUnstartedServer(l.api)
	l.Config.RegisterOnShutdown(l.api.streams.stop)
	l.Start()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if work {
			l.runner.Run(ctx)
		}
	}()
	t.Cleanup(func() {
		cancel()
		<-done
		l.api.streams.stop()
		l.CloseClientConnections()
		l.Close()
	})
	return l
}

// put stores records as a load of this process would.
func (l *live) put(t *testing.T, records ...*graph.Record) {
	t.Helper()
	if _, err := l.store.Put(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	l.hub.Wake()
}

// wire is a connection of a client by WebSocket.
type wire struct {
	t    *testing.T
	conn *websocket.Conn
}

func (l *live) dial(t *testing.T, header http.Header, protocols ...string) (*wire, *http.Response, error) {
	t.Helper()
	conn, resp, err := websocket.Dial(t.Context(), "ws"+strings.TrimPrefix(l.URL, "http")+"/graphql",
		&websocket.DialOptions{HTTPHeader: header, Subprotocols: protocols})
	if err != nil {
		return nil, resp, err
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	return &wire{t, conn}, resp, nil
}

// connect opens a connection that is ready.
func (l *live) connect(t *testing.T) *wire {
	t.Helper()
	c, _, err := l.dial(t, nil, subprotocol)
	if err != nil {
		t.Fatal(err)
	}
	c.send(`{"type":"connection_init"}`)
	c.want(`{"type":"connection_ack"}`)
	return c
}

func (c *wire) send(text string) {
	c.t.Helper()
	if err := c.conn.Write(c.t.Context(), websocket.MessageText, []byte(text)); err != nil {
		c.t.Fatal(err)
	}
}

func (c *wire) read() string {
	c.t.Helper()
	_, data, err := c.conn.Read(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	return string(data)
}

func (c *wire) want(text string) {
	c.t.Helper()
	if got := c.read(); got != text {
		c.t.Fatalf("got %s, want %s", got, text)
	}
}

// closed reads until the connection ends and returns the code.
func (c *wire) closed() websocket.StatusCode {
	for {
		if _, _, err := c.conn.Read(c.t.Context()); err != nil {
			return websocket.CloseStatus(err)
		}
	}
}

const (
	initMessage = `{"type":"connection_init"}`
	typename    = `{"query":"{ __typename }"}`
	follow      = `{"query":"subscription { claimAdded { cursor claim { id act } } }"}`
)

// What a client must not do ends the connection with the code of the protocol.
func TestSocketCloses(t *testing.T) {
	l := newLive(t, sampleStore(t, 3), Options{Limits: Limits{Init: 50 * time.Millisecond}}, false)
	sub := func(id, payload string) string {
		return `{"id":"` + id + `","type":"subscribe","payload":` + payload + `}`
	}
	for name, c := range map[string]struct {
		send []string
		want websocket.StatusCode
	}{
		"nothing":                   {nil, 4408},
		"two inits":                 {[]string{initMessage, initMessage}, 4429},
		"subscribe first":           {[]string{sub("a", typename)}, 4401},
		"no JSON":                   {[]string{initMessage, "hi"}, 4400},
		"a key twice":               {[]string{initMessage, `{"type":"ping","type":"ping"}`}, 4400},
		"no type":                   {[]string{initMessage, `{}`}, 4400},
		"unknown type":              {[]string{initMessage, `{"type":"start"}`}, 4400},
		"type of a server":          {[]string{initMessage, `{"type":"next","id":"a","payload":{}}`}, 4400},
		"a list":                    {[]string{initMessage, `[]`}, 4400},
		"no id":                     {[]string{initMessage, `{"type":"subscribe","payload":` + typename + `}`}, 4400},
		"no id of complete":         {[]string{initMessage, `{"type":"complete"}`}, 4400},
		"a number as id":            {[]string{initMessage, `{"id":1,"type":"subscribe","payload":` + typename + `}`}, 4400},
		"a long id":                 {[]string{initMessage, sub(strings.Repeat("i", 300), typename)}, 4400},
		"no payload":                {[]string{initMessage, `{"id":"a","type":"subscribe"}`}, 4400},
		"payload without query":     {[]string{initMessage, sub("a", `{"variables":{}}`)}, 4400},
		"variables of a wrong type": {[]string{initMessage, sub("a", `{"query":"{ __typename }","variables":[]}`)}, 4400},
		"payload of ping":           {[]string{initMessage, `{"type":"ping","payload":1}`}, 4400},
		"one id twice":              {[]string{initMessage, sub("a", follow), sub("a", follow)}, 4409},
		"too long a message":        {[]string{initMessage, `{"type":"ping","payload":{"a":"` + strings.Repeat("x", 2<<20) + `"}}`}, websocket.StatusMessageTooBig},
	} {
		t.Run(name, func(t *testing.T) {
			w, _, err := l.dial(t, nil, subprotocol)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range c.send {
				_ = w.conn.Write(t.Context(), websocket.MessageText, []byte(m)) // it may be closed already
			}
			if got := w.closed(); got != c.want {
				t.Errorf("closed with %d, want %d", got, c.want)
			}
		})
	}
	t.Run("binary", func(t *testing.T) {
		w := l.connect(t)
		if err := w.conn.Write(t.Context(), websocket.MessageBinary, []byte(`{"type":"ping"}`)); err != nil {
			t.Fatal(err)
		}
		if got := w.closed(); got != 4400 {
			t.Errorf("closed with %d", got)
		}
	})
	t.Run("another protocol", func(t *testing.T) {
		w, _, err := l.dial(t, nil, "graphql-ws")
		if err != nil {
			t.Fatal(err)
		}
		if got := w.closed(); got != 4406 {
			t.Errorf("closed with %d", got)
		}
	})
}

// A page of another origin gets no connection, and there is a bound of them.
func TestSocketRefused(t *testing.T) {
	l := newLive(t, sampleStore(t, 1), Options{Origins: []string{"https://desk.example"}, Limits: Limits{Streams: 1}}, false)
	for origin, want := range map[string]int{"https://evil.example": 403, "null": 403, "http://localhost.evil.example": 403} {
		if _, resp, err := l.dial(t, http.Header{"Origin": {origin}}, subprotocol); err == nil || resp.StatusCode != want {
			t.Errorf("origin %s: %v", origin, resp)
		}
	}
	for _, origin := range []string{"https://desk.example", l.URL} {
		w, _, err := l.dial(t, http.Header{"Origin": {origin}}, subprotocol)
		if err != nil {
			t.Fatalf("origin %s: %v", origin, err)
		}
		if _, resp, err := l.dial(t, nil, subprotocol); err == nil || resp.StatusCode != 503 {
			t.Errorf("one too many: %v", resp)
		}
		w.send(`{"type":"bye"}`)
		w.closed()
		l.api.streams.wait.Wait() // until its handler has ended
	}
}

// Who calls is told by connection_init.
func TestSocketKeys(t *testing.T) {
	l := newLive(t, sampleStore(t, 1), Options{Gate: ring{}}, false)
	for payload, want := range map[string]string{
		`{}`:                                "4403",
		`{"authorization":"Bearer nobody"}`: "4403",
		`{"Authorization":"Bearer reader"}`: "ack",
		`{"headers":{"authorization":"Bearer admin"}}`: "ack",
	} {
		w, _, err := l.dial(t, nil, subprotocol)
		if err != nil {
			t.Fatal(err)
		}
		w.send(`{"type":"connection_init","payload":` + payload + `}`)
		got := "ack"
		if _, data, err := w.conn.Read(t.Context()); err != nil {
			got = fmt.Sprint(int(websocket.CloseStatus(err)))
		} else if !strings.Contains(string(data), "connection_ack") {
			t.Errorf("%s: %s", payload, data)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", payload, got, want)
		}
	}
	w, _, err := l.dial(t, http.Header{"Authorization": {"Bearer reader"}}, subprotocol)
	if err != nil {
		t.Fatal(err)
	}
	w.send(initMessage)
	w.want(`{"type":"connection_ack"}`)
	w.send(`{"id":"a","type":"subscribe","payload":{"query":"subscription { jobProgress(id: \"x\") { id } }"}}`)
	if got := w.read(); !strings.Contains(got, `"error"`) || !strings.Contains(got, codeForbidden) {
		t.Errorf("a reader follows a job: %s", got)
	}
}

// lent is a gate for one key that can be taken back.
type lent struct{ revoked atomic.Bool }

func (g *lent) Authenticate(ctx context.Context, token string) (auth.Principal, error) {
	if g.revoked.Load() {
		return auth.Principal{}, auth.ErrRefused
	}
	return ring{}.Authenticate(ctx, token)
}

// stuck is a client that reads nothing any more.
type stuck struct {
	http.ResponseWriter
	deadlines int
}

func (s *stuck) SetWriteDeadline(time.Time) error { s.deadlines++; return nil }
func (s *stuck) Write([]byte) (int, error)        { return 0, os.ErrDeadlineExceeded }

// A client that does not read is given up, and at most one answer is kept for it.
func TestReaderThatStops(t *testing.T) {
	w := &stuck{ResponseWriter: httptest.NewRecorder()}
	ctx, cancel := context.WithCancel(t.Context())
	asked := make(chan struct{}, 10)
	(&server{options: Options{Limits: DefaultLimits()}}).pump(ctx, &eventWriter{w: w, control: http.NewResponseController(w)}, func() *result {
		asked <- struct{}{}
		return &result{response: &graphql.Response{Data: []byte(`{}`)}}
	})
	cancel()
	if n := len(asked); n < 1 || n > 2 || w.deadlines != 1 {
		t.Errorf("%d answers made, %d deadlines set", n, w.deadlines)
	}
}

// A key that is revoked while a stream is open gets nothing more by it.
func TestStreamOfRevokedKey(t *testing.T) {
	var gate lent
	l := newLive(t, openSQLite(t), Options{Gate: &gate}, false)
	records := graphtest.Samples(20, 1)
	w, _, err := l.dial(t, http.Header{"Authorization": {"Bearer reader"}}, subprotocol)
	if err != nil {
		t.Fatal(err)
	}
	w.send(initMessage)
	w.want(`{"type":"connection_ack"}`)
	var begin struct{ ClaimCursor string }
	if err := json.Unmarshal(read(t, post(t, l.api, quoted("{claimCursor}"), "Authorization", "Bearer reader")).Data, &begin); err != nil {
		t.Fatal(err)
	}
	l.put(t, records[:5]...)
	query, _ := json.Marshal(`subscription { claimAdded(after: "` + begin.ClaimCursor + `") { cursor } }`)
	w.send(`{"id":"a","type":"subscribe","payload":{"query":` + string(query) + `}}`)
	if got := w.read(); !strings.Contains(got, `"id":"a","type":"next"`) || !strings.Contains(got, `"data"`) {
		t.Fatalf("before: %s", got)
	}
	gate.revoked.Store(true)
	l.put(t, records[5:]...)
	got := w.read()
	for strings.Contains(got, `"data"`) { // was on its way
		got = w.read()
	}
	if !strings.Contains(got, `"id":"a","type":"next"`) || !strings.Contains(got, codeUnauthenticated) {
		t.Errorf("the open stream: %s", got)
	}
	w.want(`{"id":"a","type":"complete"}`)
	w.send(`{"id":"q","type":"subscribe","payload":` + typename + `}`)
	if got := w.read(); !strings.Contains(got, `"type":"error"`) || !strings.Contains(got, codeUnauthenticated) {
		t.Errorf("a new question: %s", got)
	}
}

// A key that is revoked ends what is open.
func TestRevokedKey(t *testing.T) {
	gate := &lent{}
	l := newLive(t, openSQLite(t), Options{Gate: gate, Limits: Limits{KeepAlive: time.Millisecond}}, false)
	w, _, err := l.dial(t, nil, subprotocol)
	if err != nil {
		t.Fatal(err)
	}
	w.send(`{"type":"connection_init","payload":{"Authorization":"Bearer reader"}}`)
	w.want(`{"type":"connection_ack"}`)
	w.send(`{"id":"a","type":"subscribe","payload":` + follow + `}`)
	req := l.got("subscription { claimAdded { cursor } }")
	req.Header.Set("Authorization", "Bearer reader")
	_, next := l.events(t, req)
	gate.revoked.Store(true)
	if code := w.closed(); code != 4403 {
		t.Errorf("closed with %d", code)
	}
	if name, data, ok := next(); ok {
		t.Errorf("the stream goes on with %s %s", name, data)
	}
}

// FuzzSocketMessage holds that no message stops the server, and that what is taken as one
// has a type.
func FuzzSocketMessage(f *testing.F) {
	for _, m := range []string{initMessage, `{"id":"a","type":"subscribe","payload":` + follow + `}`, `{"type":"ping","payload":null}`,
		`{"type":"connection_init","payload":{"headers":{"headers":{"authorization":"Bearer reader"}}}}`, `[]`, `{`, `{"type":"\ud800"}`} {
		f.Add([]byte(m))
	}
	k := &socket{server: &server{options: Options{Limits: DefaultLimits()}}}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, bad := k.decode(data)
		if bad == "" && m.Type == "" {
			t.Errorf("%q is taken as a message", data)
		}
		if token, ok := authorization(m.Payload); ok && !utf8.ValidString(token) {
			t.Errorf("%q gives the token %q", data, token)
		}
	})
}

// Queries, refusals, subscriptions and their ends, as the protocol has them.
func TestSocketOperations(t *testing.T) {
	l := newLive(t, openSQLite(t), Options{Limits: Limits{Subscriptions: 2}}, false)
	w := l.connect(t)
	w.send(`{"type":"ping","payload":{"a":1}}`)
	w.want(`{"type":"pong","payload":{"a":1}}`)
	w.send(`{"type":"pong"}`)
	w.send(`{"type":"complete","id":"nobody"}`)
	w.send(`{"id":"q","type":"subscribe","payload":{"query":"{ claims { totalCount } }"}}`)
	w.want(`{"id":"q","type":"next","payload":{"data":{"claims":{"totalCount":0}}}}`)
	w.want(`{"id":"q","type":"complete"}`)
	for _, bad := range []string{`{`, `{ nothing }`, `subscription { a: claimAdded { cursor } b: claimAdded { cursor } }`, `subscription { __typename }`} {
		w.send(`{"id":"q","type":"subscribe","payload":{"query":"` + bad + `"}}`)
		if got := w.read(); !strings.HasPrefix(got, `{"id":"q","type":"error","payload":[{"message":`) {
			t.Errorf("%s: %s", bad, got)
		}
	}
	w.send(`{"id":"q","type":"subscribe","payload":{"query":"subscription { claimAdded(after: \"x\") { cursor } }"}}`)
	if got := w.read(); !strings.Contains(got, `"next"`) || !strings.Contains(got, codeInput) {
		t.Errorf("a cursor of nowhere: %s", got)
	}
	w.want(`{"id":"q","type":"complete"}`)
	w.send(`{"id":"a","type":"subscribe","payload":` + follow + `}`)
	w.send(`{"id":"b","type":"subscribe","payload":` + follow + `}`)
	w.send(`{"id":"c","type":"subscribe","payload":` + typename + `}`)
	if got := w.read(); !strings.Contains(got, `"id":"c","type":"error"`) || !strings.Contains(got, `"subscriptions"`) {
		t.Errorf("one too many: %s", got)
	}
	w.send(`{"id":"a","type":"complete"}`)
	w.send(`{"id":"a","type":"subscribe","payload":` + typename + `}`)
	w.want(`{"id":"a","type":"next","payload":{"data":{"__typename":"Query"}}}`)
	w.want(`{"id":"a","type":"complete"}`)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	go func() { _ = l.api.Shutdown(ctx) }()
	w.want(`{"id":"b","type":"complete"}`)
	if code := w.closed(); code != websocket.StatusGoingAway {
		t.Errorf("closed with %d when the server stops", code)
	}
}

// added is what claimAdded sends.
type added struct {
	Data struct {
		ClaimAdded struct {
			Cursor string
			Claim  struct{ ID, Act string }
		}
	}
}

// A client that is cut off goes on where it was; filters hold.
func TestClaimAdded(t *testing.T) {
	store := openSQLite(t)
	l := newLive(t, store, Options{}, false)
	records := graphtest.Samples(20, 1)
	l.put(t, records[:5]...)
	var begin struct{ ClaimCursor string }
	mustAsk(t, l.api, &begin, `{ claimCursor }`)
	want, err := store.ClaimsAfter(t.Context(), mustHeads(t, store), 1<<40, graph.ClaimFilter{}, 1)
	if err != nil || len(want.Items) > 0 {
		t.Fatal(want, err)
	}
	head := mustHeads(t, store)
	l.put(t, records[5:]...)
	want, err = store.ClaimsAfter(t.Context(), head, 1<<40, graph.ClaimFilter{}, graph.MaxPage)
	if err != nil || len(want.Items) < 10 {
		t.Fatal(len(want.Items), err)
	}
	cursor := begin.ClaimCursor
	var got []string
	for len(got) < len(want.Items) { // each connection takes some and is cut
		w := l.connect(t)
		w.send(`{"id":"a","type":"subscribe","payload":{"query":"subscription($a: String) { claimAdded(after: $a) { cursor claim { id } } }","variables":{"a":"` + cursor + `"}}}`)
		for range min(7, len(want.Items)-len(got)) {
			var m struct{ Payload added }
			if err := json.Unmarshal([]byte(w.read()), &m); err != nil {
				t.Fatal(err)
			}
			cursor = m.Payload.Data.ClaimAdded.Cursor
			got = append(got, m.Payload.Data.ClaimAdded.Claim.ID)
		}
		_ = w.conn.CloseNow()
	}
	for i, c := range want.Items {
		if got[i] != c.ID {
			t.Fatalf("claim %d is %s, want %s", i, got[i], c.ID)
		}
	}
}

func mustHeads(t *testing.T, s graph.Store) int64 {
	t.Helper()
	h, err := s.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h.Claims
}

// events reads the events of a stream: name and data.
func (l *live) events(t *testing.T, req *http.Request) (*http.Response, func() (name, data string, ok bool)) {
	t.Helper()
	req.Header.Set("Accept", "text/event-stream")
	resp, err := http.DefaultClient.Do(req.WithContext(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	lines := bufio.NewScanner(resp.Body)
	return resp, func() (name, data string, ok bool) {
		for lines.Scan() {
			line := lines.Text()
			if n, is := strings.CutPrefix(line, "event: "); is {
				name = n
			} else if d, is := strings.CutPrefix(line, "data:"); is {
				return name, strings.TrimSpace(d), true
			}
		}
		return "", "", false
	}
}

func (l *live) posted(body string) *http.Request {
	r, _ := http.NewRequest(http.MethodPost, l.URL+"/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return r
}

func (l *live) got(query string) *http.Request {
	r, _ := http.NewRequest(http.MethodGet, l.URL+"/graphql", nil)
	q := r.URL.Query()
	q.Set("query", query)
	r.URL.RawQuery = q.Encode()
	return r
}

// Operations by server-sent events, by POST and by GET.
func TestEvents(t *testing.T) {
	l := newLive(t, openSQLite(t), Options{}, true)
	for name, c := range map[string]struct {
		req  *http.Request
		want string
	}{
		"a query":            {l.posted(`{"query":"{ claims { totalCount } }"}`), `{"data":{"claims":{"totalCount":0}}}`},
		"a query by GET":     {l.got(`{ __typename }`), `{"data":{"__typename":"Query"}}`},
		"a mutation by POST": {l.posted(`{"query":"mutation { __typename }"}`), `{"data":{"__typename":"Mutation"}}`},
		"a wrong document":   {l.posted(`{"query":"{ nothing }"}`), codeValidation},
		"no document":        {l.posted(`{"query":"{"}`), codeParse},
		"no job":             {l.got(`subscription { jobProgress(id: "x") { id } }`), codeNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			resp, next := l.events(t, c.req)
			if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" {
				t.Fatalf("status %d, type %s", resp.StatusCode, resp.Header.Get("Content-Type"))
			}
			if name, data, _ := next(); name != "next" || !strings.Contains(data, c.want) {
				t.Errorf("%s %s, want %s", name, data, c.want)
			}
			if name, _, _ := next(); name != "complete" {
				t.Errorf("%s, want complete", name)
			}
		})
	}
	t.Run("refused before", func(t *testing.T) {
		for name, c := range map[string]struct {
			req  *http.Request
			want int
		}{"a mutation by GET": {l.got("mutation { __typename }"), 405}, "no JSON": {l.posted("{"), 400}, "no query": {l.posted("{}"), 400}} {
			if resp, _ := l.events(t, c.req); resp.StatusCode != c.want {
				t.Errorf("%s: status %d, want %d", name, resp.StatusCode, c.want)
			}
		}
	})
	t.Run("a job to its end", func(t *testing.T) {
		var out struct {
			LoadArticles struct{ Job struct{ ID string } }
		}
		mustAsk(t, l.api, &out, `mutation { loadArticles(input: {documents: [{content: "Vote\n\nMayor Holm said that it was void."}]}) { job { id } } }`)
		_, next := l.events(t, l.got(`subscription { jobProgress(id: "`+out.LoadArticles.Job.ID+`") { state storedCount } }`))
		last := ""
		for name, data, ok := next(); ok && name == "next"; name, data, ok = next() {
			last = data
		}
		if last != `{"data":{"jobProgress":{"state":"DONE","storedCount":1}}}` {
			t.Errorf("the last word is %s", last)
		}
	})
	t.Run("a subscription where JSON would do as well", func(t *testing.T) {
		req := l.posted(`{"query":"subscription { claimAdded { cursor } }"}`)
		req.Header.Set("Accept", "application/graphql-response+json, application/json, text/event-stream")
		resp, err := http.DefaultClient.Do(req.WithContext(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if got := resp.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/event-stream") {
			t.Errorf("type %s", got)
		}
	})
}

// Loads are refused in words that a program can tell apart.
func TestLoadRefused(t *testing.T) {
	l := newLive(t, openSQLite(t), Options{Gate: ring{}}, false)
	load := func(role, input string) string {
		body, _ := json.Marshal(map[string]any{"query": `mutation { loadArticles(input: ` + input + `) { job { state } errors { __typename message } } }`})
		return post(t, l.api, string(body), "Authorization", "Bearer "+role).Body.String()
	}
	for _, c := range []struct{ role, input, want string }{
		{"reader", `{documents: [{content: "a"}]}`, codeForbidden},
		{"reviewer", `{documents: [{content: "a"}]}`, codeForbidden},
		{"loader", `{documents: []}`, codeInput},
		{"loader", `{documents: [{content: "a"}], key: ""}`, codeInput},
		{"loader", `{documents: [{content: "a"}], key: "` + strings.Repeat("k", 201) + `"}`, codeInput},
		{"loader", `{documents: [{content: "a", published: "soon"}]}`, codeInput},
		{"loader", `{documents: [{content: "a"}], key: "k"}`, `"QUEUED"`},
		{"loader", `{documents: [{content: "a"}], key: "k"}`, `"QUEUED"`},
		{"loader", `{documents: [{content: "b"}], key: "k"}`, "KeyReusedError"},
		{"admin", `{documents: [{content: "b"}], key: "k"}`, `"QUEUED"`}, // another caller, other keys
		{"loader", `{documents: [{content: "c"}]}`, `"QUEUED"`},
		{"loader", `{documents: [{content: "d"}]}`, "QueueFullError"},
	} {
		if got := load(c.role, c.input); !strings.Contains(got, c.want) {
			t.Errorf("%s sends %s: %s, want %s", c.role, c.input, got, c.want)
		}
	}
	large := func(role string, n int) int {
		body := bytes.NewBufferString(`{"query":"query($a: String) { __typename }","variables":{"a":"`)
		body.WriteString(strings.Repeat("x", n) + `"}}`)
		return post(t, l.api, body.String(), "Authorization", "Bearer "+role).Code
	}
	if a, b, c := large("reader", 2<<20), large("loader", 2<<20), large("loader", 9<<20); a != 413 || b != 200 || c != 413 {
		t.Errorf("2 MiB of a reader: %d, of a loader: %d; 9 MiB: %d", a, b, c)
	}
	w := post(t, New(l.store, Options{}), `{"query":"mutation { loadArticles(input: {documents: [{content: \"a\"}]}) { job { id } } }"}`)
	if got := read(t, w).code(); got != codeUnsupported {
		t.Errorf("a server that does not load: %s", got)
	}
}

// When the server stops no operation begins, so that the wait for those under way ends.
func TestSocketThatLeaves(t *testing.T) {
	k := &socket{server: &server{options: Options{Limits: DefaultLimits()}}, ctx: t.Context(), ready: true, leaving: true, running: map[string]context.CancelFunc{}}
	if !k.subscribe(message{ID: "a", Type: "subscribe", Payload: []byte(typename)}) || len(k.running) > 0 {
		t.Errorf("%d operations have begun", len(k.running))
	}
	k.ops.Wait()
}

// Where callers are told apart, none of them takes all streams; a connection that does
// not say yet who calls counts for its address.
func TestStreamsOfOneCaller(t *testing.T) {
	l := newLive(t, sampleStore(t, 1), Options{Gate: ring{}, Limits: Limits{Streams: 8}}, false)
	as := func(name string) http.Header { return http.Header{"Authorization": {"Bearer " + name}} }
	for range 2 {
		if _, _, err := l.dial(t, as("reader"), subprotocol); err != nil {
			t.Fatal(err)
		}
	}
	if _, resp, err := l.dial(t, as("reader"), subprotocol); err == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a third one: %v", resp)
	}
	if _, _, err := l.dial(t, as("loader"), subprotocol); err != nil {
		t.Errorf("another caller: %v", err)
	}
	init := func(name string) string {
		return `{"type":"connection_init","payload":{"authorization":"Bearer ` + name + `"}}`
	}
	for range 2 { // more than an address has at a time
		w, _, err := l.dial(t, nil, subprotocol)
		if err != nil {
			t.Fatal(err)
		}
		w.send(init("admin"))
		w.want(`{"type":"connection_ack"}`)
	}
	w, _, err := l.dial(t, nil, subprotocol)
	if err != nil {
		t.Fatalf("the address still counts for those that said who calls: %v", err)
	}
	w.send(init("admin"))
	if got := w.closed(); got != websocket.StatusTryAgainLater {
		t.Errorf("one too many is closed with %d", got)
	}
}

// What a subscription sends is paid for as the answers to queries are.
func TestSubscriptionsPay(t *testing.T) {
	now := time.Now()
	l := newLive(t, openSQLite(t), Options{Rate: 1, Now: func() time.Time { return now }, Limits: Limits{Complexity: 29}}, false)
	var begin struct{ ClaimCursor string }
	if err := json.Unmarshal(read(t, post(t, l.api, quoted("{ claimCursor }"))).Data, &begin); err != nil {
		t.Fatal(err)
	}
	w := l.connect(t)
	query, _ := json.Marshal(`subscription { claimAdded(after: "` + begin.ClaimCursor + `") { claim { id } } }`)
	w.send(`{"id":"a","type":"subscribe","payload":{"query":` + string(query) + `}}`)
	l.put(t, graphtest.Samples(20, 1)...)
	const answers = 14 // of 2 points each; with one for each of two requests that leaves 0 of 30
	for range answers {
		if got := w.read(); !strings.Contains(got, `"next"`) {
			t.Fatal(got)
		}
	}
	if resp := post(t, l.api, quoted("{ claims(first: 1) { nodes { id } } }")); resp.Code != http.StatusTooManyRequests {
		t.Errorf("%d %s: the subscription was for nothing", resp.Code, resp.Body)
	}
}
