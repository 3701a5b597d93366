package api

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"log/slog"
	"net"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Every numbered fault of the manual names tests, and every test that it names is there.
func TestFaultsAreTested(t *testing.T) {
	row := regexp.MustCompile(`(?m)^\| (\d+) \| .* \| (.*) \|$`)
	name := regexp.MustCompile("`([a-z0-9/]+)\\.((?:Test|Fuzz)\\w+)`")
	numbers := map[string]bool{}
	tests := map[string]string{}
	for _, m := range row.FindAllStringSubmatch(readFile(t, "../../docs/faults.md"), -1) {
		numbers[m[1]] = true
		named := name.FindAllStringSubmatch(m[2], -1)
		if len(named) == 0 {
			t.Errorf("fault %s: no test", m[1])
		}
		for _, n := range named {
			source, ok := tests[n[1]]
			if !ok {
				source = testsOf(t, n[1])
				tests[n[1]] = source
			}
			if !strings.Contains(source, " "+n[2]+" ") {
				t.Errorf("fault %s: package %s has no %s", m[1], n[1], n[2])
			}
		}
	}
	const first, last = 46, 75
	for n := first; n <= last; n++ {
		if !numbers[fmt.Sprint(n)] {
			t.Errorf("fault %d is not in the manual", n)
		}
	}
}

// testsOf returns the names of a package's tests, with spaces around them.
func testsOf(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob("../../" + dir + "/*_test.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no tests, %v", dir, err)
	}
	var b strings.Builder
	for _, f := range files {
		a, err := parser.ParseFile(token.NewFileSet(), f, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for n := range a.Scope.Objects {
			b.WriteString(" " + n + " ")
		}
	}
	return b.String()
}

// No answer helps to guess names of the schema.
func TestNoSuggestions(t *testing.T) {
	h := New(sampleStore(t, 1), Options{})
	for what, query := range map[string]string{
		"a field":                "{claim_s{totalCount}}",
		"a field of a node":      "{claims{nodes{propositon}}}",
		"a leaf's field":         "{claims{nodes{id{x}}}}",
		"an argument":            "{claims(frist:1){totalCount}}",
		"a directive's argument": "{claims @include(iff:true){totalCount}}",
		"a directive":            "{claims @inclde(if:true){totalCount}}",
		"a type":                 "{node(id:\"x\"){... on Clam{id}}}",
		"a variable's type":      "query($f:ClaimFiltr){claims(filter:$f){totalCount}}",
		"a value":                "{claims(filter:{acts:[ACUSE]}){totalCount}}",
		"an input's field":       "{claims(filter:{sorces:[]}){totalCount}}",
		"a fragment":             "{...Fragmnt} fragment Fragment on Query{__typename}",
	} {
		w := post(t, h, quoted(query))
		if a := read(t, w); a.code() == "" || strings.Contains(strings.ToLower(w.Body.String()), "did you mean") {
			t.Errorf("%s: %s", what, w.Body)
		}
	}
	for what, variables := range map[string]string{"a value": `{"f":{"acts":["ACUSE"]}}`, "a field": `{"f":{"sorces":[]}}`} {
		w := post(t, h, quoted("query($f:ClaimFilter){claims(filter:$f){totalCount}}", variables))
		if a := read(t, w); a.code() == "" || strings.Contains(strings.ToLower(w.Body.String()), "did you mean") {
			t.Errorf("%s of a variable: %s", what, w.Body)
		}
	}
}

// impatient returns the address of a server that has the limits of Server, but for the
// times, which are short.
func impatient(t *testing.T) string {
	t.Helper()
	s := Server("", New(sampleStore(t, 1), Options{}), slog.New(slog.DiscardHandler))
	for _, d := range []*time.Duration{&s.ReadHeaderTimeout, &s.ReadTimeout, &s.WriteTimeout, &s.IdleTimeout} {
		if *d <= 0 || *d > time.Minute {
			t.Errorf("a limit of time is %v", *d)
		}
		*d = 50 * time.Millisecond
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { _ = s.Serve(l); close(ended) }()
	t.Cleanup(func() { s.Close(); <-ended })
	return l.Addr().String()
}

// Clients that send slowly, or nothing, are let go.
func TestSlowClients(t *testing.T) {
	addr := impatient(t)
	for what, begun := range map[string]string{
		"headers":                 "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-",
		"a body":                  "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
		"a chunk":                 "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
		"nothing":                 "",
		"nothing after an answer": "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
	} {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		_ = c.SetDeadline(time.Now().Add(10 * time.Second))
		if _, err := io.WriteString(c, begun); err != nil {
			t.Fatal(err)
		}
		if out, err := io.ReadAll(c); err != nil {
			t.Errorf("%s: the connection stays open: %v, %s", what, err, out)
		}
		c.Close()
	}
}

// What is too large is refused by its size alone; HTTP/2 is not spoken, so that its
// faults (rapid reset, floods of settings) are those of the proxy in front.
func TestLargeHeadersAndHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(nil)
	s.Config = Server("", New(sampleStore(t, 1), Options{}), slog.New(slog.DiscardHandler))
	s.Start()
	defer s.Close()
	addr := strings.TrimPrefix(s.URL, "http://")
	for what, tt := range map[string]struct{ request, want string }{
		"2 MB of headers":       {"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("a", 2<<20) + "\r\n\r\n", "431"},
		"HTTP/2 without asking": {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ""},
		"an upgrade to HTTP/2":  {"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n", "200"},
		"a long query by GET":   {"GET /graphql?query={__typename}%20%23" + strings.Repeat("%61", 60_000) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "200"},
	} {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		_ = c.SetDeadline(time.Now().Add(10 * time.Second))
		go func() { _, _ = io.WriteString(c, tt.request) }()
		line, _ := bufio.NewReader(c).ReadString('\n')
		got, ok := strings.CutPrefix(line, "HTTP/1.1 ")
		if !ok || !strings.HasPrefix(got, tt.want) || tt.want == "" && strings.HasPrefix(got, "2") {
			t.Errorf("%s: %q, want %s", what, line, tt.want)
		}
		c.Close()
	}
}

// Secrets that come with a request are in nothing that goes out of the server: answers,
// log, counts.
func TestSecretsOfRequests(t *testing.T) {
	const canary = "canary-6f1d"
	var log, out bytes.Buffer
	o := Options{Gate: ring{}, Logger: slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})), SlowQuery: time.Nanosecond}
	h := New(sampleStore(t, 2), o)
	body, _ := json.Marshal(map[string]any{
		"query":     `query Q($t:String){claims(filter:{text:$t}){nodes{id}} nothing: claims(filter:{text:"` + canary + `"}){totalCount}}`,
		"variables": map[string]any{"t": canary},
	})
	for _, r := range []struct {
		method, target, body string
		headers              []string
	}{
		{"POST", "/graphql", string(body), []string{"Authorization", "Bearer reader", "Cookie", "session=" + canary, "X-Api-Key", canary}},
		{"POST", "/graphql", string(body), []string{"Authorization", "Bearer " + canary}},
		{"POST", "/graphql", string(body), []string{"Authorization", canary}},
		{"POST", "/graphql?access_token=" + canary, string(body), []string{"Authorization", "Bearer " + canary}},
		{"GET", "/graphql?query={__typename}&api_key=" + canary, "", nil},
		{"POST", "/graphql", `{"query":"{` + canary, []string{"Authorization", "Bearer reader"}},
		{"POST", "/graphql", canary, []string{"Authorization", "Bearer reader", "Content-Type", canary}},
		{"GET", "/metrics", "", []string{"Authorization", "Bearer admin"}},
		{"GET", "/" + canary, "", nil},
	} {
		w := send(t, h, r.method, r.target, strings.NewReader(r.body), append([]string{"Content-Type", "application/json"}, r.headers...)...)
		out.WriteString(w.Body.String())
		_ = w.Header().Write(&out)
	}
	for what, text := range map[string]string{"answers": out.String(), "log": log.String()} {
		if strings.Contains(text, canary) {
			t.Errorf("%s tell a secret:\n%s", what, text)
		}
	}
	if !strings.Contains(log.String(), "key in a URL") || !strings.Contains(log.String(), "slow query") {
		t.Errorf("the log is empty of what it should tell: %s", log.String())
	}
}
