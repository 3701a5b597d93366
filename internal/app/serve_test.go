package app

import (
	"bufio"
	"context"
	"io"
	"net/http"
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
