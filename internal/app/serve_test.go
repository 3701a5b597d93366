package app

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// startServer runs "hearsay serve" on a free port until the test ends, and returns its
// address.
func startServer(t *testing.T, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	messages, w := io.Pipe()
	ended := make(chan int)
	go func() {
		args := append([]string{"serve", "--store", filepath.Join(t.TempDir(), "graph.db")}, args...)
		code := Run(ctx, args, Streams{In: strings.NewReader(""), Out: io.Discard, Err: w, Width: 80})
		w.Close()
		ended <- code
	}()
	lines := bufio.NewScanner(messages)
	answers := regexp.MustCompile(`hearsay answers at (http://\S+)/ `)
	var said []string
	for lines.Scan() {
		said = append(said, lines.Text())
		if m := answers.FindStringSubmatch(lines.Text()); m != nil {
			go func() {
				for lines.Scan() {
					t.Log(lines.Text())
				}
			}()
			t.Cleanup(func() {
				stop()
				if code := <-ended; code != exitDone {
					t.Errorf("the server ended with exit code %d", code)
				}
			})
			return m[1]
		}
	}
	stop()
	t.Fatalf("the server did not start: exit code %d\n%s", <-ended, strings.Join(said, "\n"))
	return ""
}

// status asks a server something and returns the status and the body of its answer.
func status(t *testing.T, method, url, body, token string) (int, string) {
	t.Helper()
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

const hello = `{"query":"{__typename}"}`

// Keys that are added and revoked count at once, without a restart.
func TestServeWithKeys(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys.json")
	add := func(name string) string {
		out, _ := hearsay(t, exitDone, "keys", "add", name, "--keys", file)
		return strings.TrimSpace(out)
	}
	ann := add("ann")
	url := startServer(t, "--addr", "0.0.0.0:0", "--keys", file)
	check := func(who, token string, want int) {
		t.Helper()
		if got, text := status(t, "POST", url+"/graphql", hello, token); got != want {
			t.Errorf("%s: status %d, %s; want %d", who, got, text, want)
		}
	}
	check("nobody", "", 401)
	check("ann", ann, 200)
	bob := add("bob")
	check("bob", bob, 200)
	hearsay(t, exitDone, "keys", "revoke", "ann", "--keys", file)
	check("ann, revoked", ann, 401)
	check("bob, still", bob, 200)
	// what a server shows to all the world: no playground, no questions about the schema
	if got, _ := status(t, "GET", url+"/playground/", "", ""); got != 404 {
		t.Errorf("playground: status %d", got)
	}
	if _, text := status(t, "POST", url+"/graphql", `{"query":"{__schema{types{name}}}"}`, bob); !strings.Contains(text, "INTROSPECTION_DISABLED") {
		t.Errorf("introspection: %s", text)
	}
}

// A key has a share, which the settings give.
func TestServeWithRate(t *testing.T) {
	url := startServer(t, "--addr", "127.0.0.1:0", "--insecure-anyone", "reader", "--rate", "1")
	const dear = `{"query":"{claims(first:200){nodes{reports(first:97){nodes{id}}}}}"}`
	if got, text := status(t, "POST", url+"/graphql", dear, ""); got != 200 {
		t.Errorf("the first: status %d, %s", got, text)
	}
	if got, text := status(t, "POST", url+"/graphql", dear, ""); got != 200 {
		t.Errorf("the second: status %d, %s", got, text)
	}
	if got, text := status(t, "POST", url+"/graphql", dear, ""); got != 429 || !strings.Contains(text, "RATE_LIMITED") {
		t.Errorf("the third: status %d, %s", got, text)
	}
}

// Where everybody is let in on purpose, a role says how far; asked for, the playground
// is there.
func TestServeAnyone(t *testing.T) {
	url := startServer(t, "--addr", "0.0.0.0:0", "--insecure-anyone", "reader", "--playground", "--introspection")
	for target, want := range map[string]int{"/graphql?query={__schema{types{name}}}": 200, "/playground/": 200} {
		if got, text := status(t, "GET", url+target, "", ""); got != want || strings.Contains(text, `"errors"`) {
			t.Errorf("%s: status %d, %.200s", target, got, text)
		}
	}
}

func TestServeOnLoopback(t *testing.T) {
	url := startServer(t, "--addr", "127.0.0.1:0")
	if got, _ := status(t, "GET", url+"/playground/", "", ""); got != 200 {
		t.Errorf("playground: status %d", got)
	}
	for range 100 { // the user of the machine has no limit
		if got, text := status(t, "POST", url+"/graphql", `{"query":"{claims(first:200){nodes{reports(first:100){totalCount}}}}"}`, ""); got != 200 {
			t.Fatalf("status %d, %s", got, text)
		}
	}
}

// Requests under way when a signal comes are answered; new ones are not taken.
func TestGracefulStop(t *testing.T) {
	const requests = 50
	begun, release := make(chan struct{}, requests), make(chan struct{})
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		begun <- struct{}{}
		<-release
		_, _ = io.WriteString(w, "done")
	})}
	l, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- serve(ctx, server, l) }()
	answers := make(chan string, requests)
	for range requests {
		go func() {
			resp, err := http.Get("http://" + l.Addr().String())
			if err != nil {
				answers <- err.Error()
				return
			}
			defer resp.Body.Close()
			text, _ := io.ReadAll(resp.Body)
			answers <- string(text)
		}()
	}
	for range requests {
		<-begun
	}
	stopping := make(chan struct{})
	server.RegisterOnShutdown(func() { close(stopping) })
	stop()
	<-stopping
	if resp, err := http.Get("http://" + l.Addr().String()); err == nil {
		resp.Body.Close()
		t.Error("a request after the signal was taken")
	}
	close(release)
	for range requests {
		if text := <-answers; text != "done" {
			t.Errorf("a request under way: %s", text)
		}
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// A program that waits for a request ends at once when a second signal comes.
func TestSecondSignal(t *testing.T) {
	cmd := exec.Command("hearsay", "serve", "--addr", "127.0.0.1:0", "--store", filepath.Join(t.TempDir(), "graph.db"))
	messages, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill() // where the test fails before its end
	said := bufio.NewReader(messages)
	line, err := said.ReadString('\n')
	m := regexp.MustCompile(`http://(\S+)/ `).FindStringSubmatch(line)
	if err != nil || m == nil {
		t.Fatalf("%q, %v", line, err)
	}
	// a request whose body never ends keeps the server from ending by itself
	c, err := net.Dial("tcp", m[1])
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n")
	if line, err := bufio.NewReader(c).ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		t.Fatalf("%q, %v", line, err) // it has begun to read
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if line, err := said.ReadString('\n'); err != nil || !strings.Contains(line, "a second signal stops at once") {
		t.Fatalf("%q, %v", line, err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.Exited() {
		t.Errorf("the program ended by itself: %v", err)
	}
}

// More connections than are allowed wait; they do not use up the machine.
func TestConnectionsAreBounded(t *testing.T) {
	l, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	accepted := make(chan net.Conn, maxConnections+1)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				close(accepted)
				return
			}
			accepted <- c
		}
	}()
	var clients []net.Conn
	for range maxConnections + 1 {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		clients = append(clients, c)
		defer c.Close()
	}
	first := <-accepted
	for range maxConnections - 1 {
		defer (<-accepted).Close()
	}
	if len(accepted) > 0 {
		t.Error("one connection too many was taken")
	}
	first.Close()
	(<-accepted).Close() // the one that waited
	_ = clients
}

// The secrets of settings are in nothing that the program writes.
func TestSecretsOfSettings(t *testing.T) {
	const canary = "canary-6f1d"
	t.Setenv("HEARSAY_NEO4J_PASSWORD", canary)
	t.Setenv("HEARSAY_MODEL_KEY", canary)
	file := filepath.Join(t.TempDir(), "hearsay.yml")
	if err := os.WriteFile(file, []byte("neo4j-password: "+canary+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	keys := filepath.Join(t.TempDir(), "keys.json")
	key, _ := hearsay(t, exitDone, "keys", "add", "ann", "--keys", keys)
	key = strings.TrimSpace(key)
	var all strings.Builder
	keep := func(code int, args ...string) string {
		var o, m bytes.Buffer
		if got := Run(t.Context(), append(args, "--log-level", "debug"), Streams{In: strings.NewReader(""), Out: &o, Err: &m, Width: 80}); got != code {
			t.Errorf("%v: exit code %d, want %d\n%s%s", args, got, code, &o, &m)
		}
		all.WriteString(o.String() + m.String())
		return m.String()
	}
	keep(exitDone, "settings", "--store", "neo4j://ann:"+canary+"@127.0.0.1:1")
	keep(exitUnavailable, "query", "{__typename}", "--store", "neo4j://ann:"+canary+"@127.0.0.1:1")
	keep(exitUnavailable, "query", "{__typename}", "--store", "bolt://127.0.0.1:1", "--neo4j-password", canary)
	keep(exitUsage, "query", "{__typename}", "--store", "postgres://ann:"+canary+"@host/x")
	keep(exitDone, "keys", "list", "--keys", keys)
	keep(exitDone, "keys", "list", "--json", "--keys", keys)
	said := keep(exitDone, "version", "--config", file)
	if !strings.Contains(said, "chmod 600") {
		t.Errorf("no warning of a file with a password that others may read: %s", said)
	}
	for _, secret := range []string{canary, key, key[4:20]} {
		if strings.Contains(all.String(), secret) {
			t.Errorf("a secret is told:\n%s", all.String())
		}
	}
}
