package api

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"hearsay/graph"
)

const hello = `{"query":"{__typename}"}`

func TestTransport(t *testing.T) {
	h := New(sampleStore(t, 1), Options{Hosts: []string{"hearsay.example"}, Version: "1.2.3"})
	get := func(q string) string { return "/graphql?query=" + q }
	tests := []struct {
		name, method, target, body string
		headers                    []string
		status                     int
		contains                   string
	}{
		{"POST", "POST", "/graphql", hello, nil, 200, `{"data":{"__typename":"Query"}}`},
		{"POST with charset", "POST", "/graphql", hello, []string{"Content-Type", "application/json; charset=UTF-8"}, 200, `"Query"`},
		{"POST as UTF-16", "POST", "/graphql", hello, []string{"Content-Type", "application/json; charset=utf-16"}, 415, codeRequest},
		{"POST of plain text", "POST", "/graphql", hello, []string{"Content-Type", "text/plain"}, 415, codeRequest},
		{"POST of a form", "POST", "/graphql", "query={__typename}", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, codeRequest},
		{"POST of a GraphQL document", "POST", "/graphql", "{__typename}", []string{"Content-Type", "application/graphql"}, 415, codeRequest},
		{"POST of parts", "POST", "/graphql", "--x--", []string{"Content-Type", "multipart/form-data; boundary=x"}, 415, codeRequest},
		{"POST without a type", "POST", "/graphql", hello, []string{"Content-Type", ""}, 415, codeRequest},
		{"POST gzipped", "POST", "/graphql", hello, []string{"Content-Encoding", "gzip"}, 415, codeRequest},
		{"POST from another site", "POST", "/graphql", hello, []string{"Sec-Fetch-Site", "cross-site"}, 403, codeRequest},
		{"POST from another origin", "POST", "/graphql", hello, []string{"Origin", "https://evil.example"}, 403, codeRequest},
		{"form from another origin", "POST", "/graphql", "--x--", []string{"Origin", "https://evil.example", "Content-Type", "multipart/form-data; boundary=x"}, 403, codeRequest},
		{"POST from the same origin", "POST", "/graphql", hello, []string{"Origin", "http://localhost:8080"}, 200, `"Query"`},
		{"PUT", "PUT", "/graphql", hello, nil, 405, codeRequest},
		{"GET", "GET", get("{__typename}"), "", nil, 200, `"Query"`},
		{"GET with variables", "GET", get("query($n:Int){claims(first:$n){nodes{id}}}") + `&variables={"n":1}`, "", nil, 200, `"nodes"`},
		{"GET with variables twice", "GET", get("{__typename}") + "&variables={}&variables={}", "", nil, 400, codeRequest},
		{"GET with variables that are no JSON", "GET", get("{__typename}") + "&variables={", "", nil, 400, codeRequest},
		{"GET of a mutation", "GET", get("mutation{__typename}"), "", nil, 405, codeRequest},
		{"GET of a mutation by name", "GET", get("query%20A{__typename}mutation%20B{__typename}") + "&operationName=B", "", nil, 405, codeRequest},
		{"GET of a subscription", "GET", get("subscription{__typename}"), "", nil, 405, codeRequest},
		{"GET without a query", "GET", "/graphql", "", nil, 400, codeRequest},
		{"GET with bad escapes", "GET", "/graphql?query=%zz", "", nil, 400, codeRequest},
		{"GET with invalid UTF-8", "GET", "/graphql?query=%ff", "", nil, 400, codeRequest},
		{"HTML wanted", "POST", "/graphql", hello, []string{"Accept", "text/html"}, 406, codeRequest},
		{"anything wanted", "POST", "/graphql", hello, []string{"Accept", "*/*"}, 200, `"Query"`},
		{"body too large", "POST", "/graphql", `{"query":"` + strings.Repeat(" ", 1<<20) + `"}`, nil, 413, codeComplex},
		{"strange host", "GET", get("{__typename}"), "", []string{"Host", "evil.example"}, 421, codeRequest},
		{"strange host that begins well", "GET", "/healthz", "", []string{"Host", "localhost.evil.example:80"}, 421, codeRequest},
		{"host of the settings", "GET", "/healthz", "", []string{"Host", "Hearsay.Example:443"}, 200, "ok"},
		{"host by IPv6", "GET", "/healthz", "", []string{"Host", "[::1]:8080"}, 200, "ok"},
		{"host by IPv4", "GET", "/healthz", "", []string{"Host", "127.0.0.1"}, 200, "ok"},
		{"health", "GET", "/healthz", "", nil, 200, `{"status":"ok"}`},
		{"readiness", "GET", "/readyz", "", nil, 200, `{"status":"ready"}`},
		{"version", "GET", "/version", "", nil, 200, `{"name":"hearsay","version":"1.2.3"}`},
		{"schema", "GET", "/schema.graphql", "", nil, 200, "Who accused whom of what"},
		{"root", "GET", "/", "", nil, 302, ""},
		{"playground", "GET", "/playground/", "", nil, 200, "<!doctype html>"},
		{"path upwards", "GET", "/playground/..%2f..%2fetc/passwd", "", nil, 404, ""},
		{"path upwards, cleaned", "GET", "/playground/../../etc/passwd", "", nil, 307, ""},
		{"unknown path", "GET", "/nothing", "", nil, 404, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			headers := tt.headers
			if tt.method != "GET" {
				headers = append([]string{"Content-Type", "application/json"}, headers...)
			}
			w := send(t, h, tt.method, strings.ReplaceAll(tt.target, " ", "%20"), strings.NewReader(tt.body), headers...)
			if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.contains) {
				t.Errorf("status %d, %.200s; want %d and %q", w.Code, w.Body, tt.status, tt.contains)
			}
			if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Content-Security-Policy") == "" {
				t.Errorf("headers %v", w.Header())
			}
			if tt.status == 405 && w.Header().Get("Allow") == "" {
				t.Error("405 without Allow")
			}
		})
	}
}

func TestMediaTypeOfAnswer(t *testing.T) {
	for accept, want := range map[string]string{
		"": typeJSON, "*/*": typeJSON, "application/*": typeJSON, "application/json": typeJSON,
		typeGraphQL: typeGraphQL, typeGraphQL + ", application/json;q=0.9": typeGraphQL,
		"application/json, " + typeGraphQL + ";q=0.5": typeJSON, "text/html, */*;q=0.1": typeJSON,
		"application/json;charset=utf-8": typeJSON, "text/html": "", "application/json;q=0": "", "nonsense;;": "",
		"application/json;charset=latin1": "",
	} {
		var header []string
		if accept != "" {
			header = []string{accept}
		}
		if got, ok := negotiate(header); got != want || ok != (want != "") {
			t.Errorf("Accept %q: %q, %v; want %q", accept, got, ok, want)
		}
	}
}

func TestSchemaHasETag(t *testing.T) {
	h := New(sampleStore(t, 1), Options{})
	tag := send(t, h, "GET", "/schema.graphql", nil).Header().Get("ETag")
	if w := send(t, h, "GET", "/schema.graphql", nil, "If-None-Match", tag); tag == "" || w.Code != http.StatusNotModified {
		t.Errorf("ETag %q, status %d", tag, w.Code)
	}
}

func TestSettings(t *testing.T) {
	h := New(sampleStore(t, 1), Options{NoIntrospection: true, NoPlayground: true, Limits: Limits{Depth: 3, Body: 200}})
	if a := ask(t, h, "{__schema{types{name}}}"); a.code() != codeIntrospect {
		t.Errorf("introspection is on: %+v %s", a.Errors, a.Data)
	}
	if w := send(t, h, "GET", "/playground/", nil); w.Code != http.StatusNotFound {
		t.Errorf("the playground is there: %d", w.Code)
	}
	if a := ask(t, h, "{claims{nodes{sources{name}}}}"); a.code() != codeComplex || a.Errors[0].Extensions["value"] != 3.0 {
		t.Errorf("depth of 4: %+v", a.Errors)
	}
	if w := post(t, h, quoted(strings.Repeat(" ", 300))); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("body of 300 bytes: %d", w.Code)
	}
}

// broken fails in every way that a store may.
type broken struct {
	graph.Store
	fail func(context.Context) error
}

func (b broken) ListClaims(ctx context.Context, _ graph.ClaimFilter, _ graph.Page) (graph.Slice[graph.Claim], error) {
	return graph.Slice[graph.Claim]{}, b.fail(ctx)
}

func (b broken) Ping(ctx context.Context) error { return b.fail(ctx) }

// What goes wrong inside reaches the log and never the client.
func TestErrorsAreMasked(t *testing.T) {
	secret := "neo4j://admin:hunter2@10.0.0.7 /etc/hearsay"
	tests := []struct {
		name string
		fail func(context.Context) error
		code string
		want string // part of the message
		log  bool
	}{
		{"unknown", func(context.Context) error { return errors.New(secret) }, codeInternal, "internal error", true},
		{"panic", func(context.Context) error { panic(secret) }, codeInternal, "internal error", true},
		{"unavailable", func(context.Context) error { return fmt.Errorf("%s: %w", secret, graph.ErrUnavailable) }, codeUnavailable, "store", true},
		{"invalid", func(context.Context) error {
			return fmt.Errorf("%s: %w: page size 0", secret, graph.ErrInvalid)
		}, codeInput, "page size 0", false},
		{"not found", func(context.Context) error { return fmt.Errorf("%s: %w", secret, graph.ErrNotFound) }, codeNotFound, "not found", false},
		{"conflict", func(context.Context) error { return fmt.Errorf("%s: %w", secret, graph.ErrConflict) }, codeConflict, "conflict", false},
		{"unsupported", func(context.Context) error { return fmt.Errorf("%s: %w", secret, graph.ErrUnsupported) }, codeUnsupported, "not on offer", false},
		{"deadline", func(ctx context.Context) error { <-ctx.Done(); return fmt.Errorf("%s: %w", secret, ctx.Err()) }, codeTimeout, "longer than 30ms", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var log bytes.Buffer
			h := New(broken{fail: tt.fail}, Options{Logger: slog.New(slog.NewJSONHandler(&log, nil)), Limits: Limits{Deadline: 30 * time.Millisecond}})
			w := post(t, h, quoted("{claims{nodes{id}}}"))
			a := read(t, w)
			if a.code() != tt.code || !strings.Contains(a.Errors[0].Message, tt.want) || w.Code != 200 {
				t.Errorf("status %d, %+v", w.Code, a.Errors)
			}
			if strings.Contains(w.Body.String(), "hunter2") || strings.Contains(w.Body.String(), "hearsay/") {
				t.Errorf("the answer tells too much: %s", w.Body)
			}
			id := w.Header().Get("X-Request-Id")
			if logged := strings.Contains(log.String(), "hunter2") && strings.Contains(log.String(), id); logged != tt.log || id == "" {
				t.Errorf("request %q, log %s", id, log.String())
			}
			if tt.code == codeInternal && a.Errors[0].Extensions["requestId"] != id {
				t.Errorf("request ID %v, want %s", a.Errors[0].Extensions["requestId"], id)
			}
		})
	}
}

func TestReadinessFollowsTheStore(t *testing.T) {
	h := New(broken{fail: func(context.Context) error { return graph.ErrUnavailable }}, Options{})
	if w := send(t, h, "GET", "/readyz", nil); w.Code != http.StatusServiceUnavailable {
		t.Errorf("status %d", w.Code)
	}
	if w := send(t, h, "GET", "/healthz", nil); w.Code != http.StatusOK {
		t.Errorf("alive: status %d", w.Code)
	}
}

// Execute tells its caller the cause that a client would not see.
func TestExecuteTellsTheCause(t *testing.T) {
	cause := errors.New("disk is full")
	raw, err := Execute(context.Background(), broken{fail: func(context.Context) error { return cause }}, "{claims{nodes{id}}}", "", nil)
	if !errors.Is(err, cause) || strings.Contains(string(raw), "disk") {
		t.Errorf("%v, %s", err, raw)
	}
	raw, err = Execute(context.Background(), broken{}, "{nothing}", "", nil)
	if err == nil || strings.Contains(string(raw), `"data"`) {
		t.Errorf("%v, %s", err, raw)
	}
	vars := map[string]any{"n": 1}
	if raw, err = Execute(context.Background(), sampleStore(t, 2), "query($n:Int){claims(first:$n){nodes{id}}}", "", vars); err != nil {
		t.Errorf("%v, %s", err, raw)
	}
}

// A client that goes away ends the work for it.
func TestClientThatLeaves(t *testing.T) {
	began, ended := make(chan struct{}), make(chan struct{})
	s := httptest.NewServer(New(broken{fail: func(ctx context.Context) error {
		close(began)
		<-ctx.Done()
		close(ended)
		return ctx.Err()
	}}, Options{}))
	defer s.Close()
	ctx, leave := context.WithCancel(context.Background())
	r, _ := http.NewRequestWithContext(ctx, "POST", s.URL+"/graphql", strings.NewReader(quoted("{claims{nodes{id}}}")))
	r.Header.Set("Content-Type", "application/json")
	go func() { <-began; leave() }()
	if _, err := http.DefaultClient.Do(r); err == nil {
		t.Error("an answer came")
	}
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Error("the work goes on")
	}
}

// raw sends bytes to a server and returns the status codes of what comes back.
func raw(t *testing.T, addr, request string) []string {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	var out []string
	for sc := bufio.NewScanner(c); sc.Scan(); {
		if strings.HasPrefix(sc.Text(), "HTTP/1.1 ") {
			out = append(out, sc.Text()[9:12])
		}
	}
	return out
}

func TestRawRequests(t *testing.T) {
	s := httptest.NewServer(New(sampleStore(t, 1), Options{}))
	defer s.Close()
	addr := strings.TrimPrefix(s.URL, "http://")
	head := "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
	chunked := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(hello), hello)
	smuggled := "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
	tests := []struct {
		name, request string
		want          string
	}{
		{"chunked with a length, and one more behind", head + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked + smuggled, "200"},
		{"chunked body that never ends", head + "Transfer-Encoding: chunked\r\n\r\n" + strings.Repeat("10000\r\n"+strings.Repeat("a", 0x10000)+"\r\n", 17), "413"},
		{"two lengths", head + "Content-Length: 4\r\nContent-Length: 5\r\n\r\n", "400"},
		{"length with a sign", head + "Content-Length: +24\r\n\r\n", "400"},
		{"length in hexadecimal", head + "Content-Length: 0x18\r\n\r\n", "400"},
		{"unknown encoding", head + "Transfer-Encoding: gzip\r\n\r\n", "501"},
		{"two encodings", head + "Transfer-Encoding: gzip, chunked\r\n\r\n", "501"},
		{"lines that end in LF alone, which Go accepts", "GET /healthz HTTP/1.1\nHost: localhost\nConnection: close\n\n", "200"},
		{"length of 200 MB", head + "Content-Length: 200000000\r\n\r\n{", "413"},
		{"space before a colon", head + "X : 1\r\nConnection: close\r\n\r\n", "400"},
		{"NUL in a header", head + "X: a\x00\r\n\r\n", "400"},
		{"no host", "GET /healthz HTTP/1.1\r\n\r\n", "400"},
		{"two hosts", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: b\r\n\r\n", "400"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(raw(t, addr, tt.request), " "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
