package app

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// served is the real program, serving as a process of its own.
type served struct {
	base string
	cmd  *exec.Cmd
	log  *bufio.Reader
}

func serveProcess(t *testing.T, store string, args ...string) *served {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "hearsay", append([]string{"serve", "--addr", "127.0.0.1:0", "--store", store, "--lease", "1s"}, args...)...)
	messages, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &served{cmd: cmd, log: bufio.NewReader(messages)}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for {
		line, err := s.log.ReadString('\n')
		if _, rest, ok := strings.Cut(line, "answers at "); ok {
			s.base, _, _ = strings.Cut(rest, " ")
			break
		}
		if err != nil {
			t.Fatalf("the program did not begin to serve: %v", err)
		}
	}
	go func() { _, _ = io.Copy(io.Discard, s.log) }()
	return s
}

// stop ends the process as a signal does and returns its exit code.
func (s *served) stop(t *testing.T, sig syscall.Signal) int {
	t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	_ = s.cmd.Wait()
	return s.cmd.ProcessState.ExitCode()
}

// ask sends an operation and reads its data into out.
func (s *served) ask(t *testing.T, out any, query string, variables map[string]any) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(s.base+"graphql", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	read(t, resp.Body, out)
}

func read(t *testing.T, r io.Reader, out any) {
	t.Helper()
	var a struct {
		Data   json.RawMessage
		Errors []any
	}
	if err := json.NewDecoder(r).Decode(&a); err != nil || len(a.Errors) > 0 {
		t.Fatalf("%v, errors %v", err, a.Errors)
	}
	if err := json.Unmarshal(a.Data, out); err != nil {
		t.Fatal(err)
	}
}

// follow calls each with the data of every event of a subscription, until that is
// false or the stream ends; true where the stream ended as it should.
func (s *served) follow(t *testing.T, query string, variables map[string]any, each func(data []byte) bool) bool {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.base+"graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 16<<20)
	event := ""
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "event: "):
			event = strings.TrimPrefix(line, "event: ")
		case strings.HasPrefix(line, "data:") && event == "complete":
			return true
		case strings.HasPrefix(line, "data:"):
			if !each([]byte(strings.TrimPrefix(line, "data:"))) {
				return false
			}
		}
	}
	return false
}

type jobShown struct {
	ID, State                                                string
	DocumentCount, StoredCount, UnchangedCount, RefusedCount int
	Problems                                                 []struct{ Code string }
}

const (
	loadMany  = `mutation($d: [DocumentInput!]!, $k: String) { loadArticles(input: {documents: $d, key: $k}) { job { id state } errors { message } } }`
	watchJob  = `subscription($id: ID!) { jobProgress(id: $id) { id state documentCount storedCount unchangedCount refusedCount problems { code } } }`
	watchFeed = `subscription($after: String) { claimAdded(after: $after) { cursor claim { id } } }`
)

// end follows a job to its end.
func (s *served) end(t *testing.T, id string) (last jobShown) {
	t.Helper()
	done := s.follow(t, watchJob, map[string]any{"id": id}, func(data []byte) bool {
		var out struct{ JobProgress jobShown }
		read(t, bytes.NewReader(data), &out)
		last = out.JobProgress
		return true
	})
	if !done {
		t.Fatalf("the stream of the job broke off: %+v", last)
	}
	return last
}

// sampleDocuments returns the sample articles, and variants of one, as they would be
// sent, and the files that hold the same bytes.
func sampleDocuments(t *testing.T) (docs []map[string]any, files []string) {
	t.Helper()
	files, err := filepath.Glob(articles + "/*")
	if err != nil {
		t.Fatal(err)
	}
	vote, err := os.ReadFile(articles + "/council-vote.txt")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for i := range 40 {
		f := filepath.Join(folder, fmt.Sprintf("%02d.txt", i))
		text := fmt.Sprintf("%s\n\nMayor Vera Holm%d said that vote %d was void.\n", bytes.TrimSpace(vote), i, i)
		if err := os.WriteFile(f, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	formats := map[string]string{".html": "HTML", ".jsonl": "JSON_LINES", ".md": "MARKDOWN"}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc := map[string]any{"content": string(raw)}
		if format := formats[filepath.Ext(f)]; format != "" {
			doc["format"] = format
		}
		docs = append(docs, doc)
	}
	return docs, files
}

// What is sent to the API gives the same graph, byte for byte, as files on the command
// line, however it is sent; and every claim is told once to who listens.
func TestLoadOverTheAPI(t *testing.T) {
	docs, files := sampleDocuments(t)
	eachStore(t, func(t *testing.T, empty func(*testing.T) string) {
		store := empty(t)
		hearsay(t, 0, append([]string{"load", "-q", "--store", store}, files...)...)
		want, _ := hearsay(t, 0, "dump", "--store", store)
		store = empty(t)
		s := serveProcess(t, store)
		var begin struct{ ClaimCursor string }
		s.ask(t, &begin, `{ claimCursor }`, nil)
		var one struct {
			LoadArticle struct {
				Job     jobShown
				Article struct{ Attributions struct{ TotalCount int } }
				Errors  []any
			}
		}
		s.ask(t, &one, `mutation($d: DocumentInput!) { loadArticle(input: {document: $d, key: "one"}) { job { id state storedCount }
			article { attributions { totalCount } } errors { message } } }`, map[string]any{"d": docs[0]})
		if j := one.LoadArticle.Job; j.State != "DONE" { // a slow machine: the answer does not wait for ever
			if j = s.end(t, j.ID); j.State != "DONE" || j.StoredCount != 1 {
				t.Errorf("loadArticle: %+v, then %+v", one, j)
			}
		} else if j.StoredCount != 1 || one.LoadArticle.Article.Attributions.TotalCount == 0 {
			t.Errorf("loadArticle: %+v", one)
		}
		var many struct{ LoadArticles struct{ Job jobShown } }
		s.ask(t, &many, loadMany, map[string]any{"d": docs, "k": "many"})
		last := s.end(t, many.LoadArticles.Job.ID)
		if last.State != "DONE" || last.DocumentCount != len(docs) || last.UnchangedCount != 1 || last.RefusedCount != 0 {
			t.Errorf("job %+v", last)
		}
		id := many.LoadArticles.Job.ID
		s.ask(t, &many, loadMany, map[string]any{"d": docs, "k": "many"})
		if many.LoadArticles.Job.ID != id || many.LoadArticles.Job.State != "DONE" {
			t.Errorf("the same key again: %+v, want job %s", many, id)
		}
		told := map[string]int{}
		s.follow(t, watchFeed, map[string]any{"after": begin.ClaimCursor}, func(data []byte) bool {
			var out struct {
				ClaimAdded struct{ Claim struct{ ID string } }
			}
			read(t, bytes.NewReader(data), &out)
			told[out.ClaimAdded.Claim.ID]++
			return len(told) < strings.Count(want, `{"kind":"claim"`)
		})
		for id, n := range told {
			if n != 1 || !strings.Contains(want, id) {
				t.Errorf("claim %s was told %d times", id, n)
			}
		}
		if code := s.stop(t, syscall.SIGTERM); code != 0 {
			t.Errorf("exit code %d after a signal", code)
		}
		if got, _ := hearsay(t, 0, "dump", "--store", store); got != want {
			t.Errorf("another graph than that of the command line\n%s", firstDifference(got, want))
		}
	})
}

// A job survives kill -9 at any moment: it is ended after a restart, nothing is lost and
// nothing doubled.
func TestJobSurvivesKill(t *testing.T) {
	docs, files := sampleDocuments(t)
	eachStore(t, func(t *testing.T, empty func(*testing.T) string) {
		store := empty(t)
		hearsay(t, 0, append([]string{"load", "-q", "--store", store}, files...)...)
		want, _ := hearsay(t, 0, "dump", "--store", store)
		// at once after the answer, at the first word of it running, when part of it is stored
		for _, when := range []string{"QUEUED", "RUNNING", "LOADED"} {
			store = empty(t)
			s := serveProcess(t, store, "--workers", "1")
			var many struct{ LoadArticles struct{ Job jobShown } }
			s.ask(t, &many, loadMany, map[string]any{"d": docs, "k": when})
			id := many.LoadArticles.Job.ID
			if when != "QUEUED" {
				s.follow(t, watchJob, map[string]any{"id": id}, func(data []byte) bool {
					var out struct{ JobProgress jobShown }
					read(t, bytes.NewReader(data), &out)
					return out.JobProgress.State == "QUEUED" || when == "LOADED" && out.JobProgress.StoredCount == 0
				})
			}
			s.stop(t, syscall.SIGKILL)
			s = serveProcess(t, store)
			s.ask(t, &many, loadMany, map[string]any{"d": docs, "k": when})
			if many.LoadArticles.Job.ID != id {
				t.Errorf("%s: sent again after the kill it is another job", when)
			}
			last := s.end(t, id)
			if last.State != "DONE" || last.StoredCount+last.UnchangedCount == 0 || last.DocumentCount != len(docs) || last.RefusedCount != 0 {
				t.Errorf("%s: job %+v", when, last)
			}
			if code := s.stop(t, syscall.SIGTERM); code != 0 {
				t.Errorf("%s: exit code %d after a signal", when, code)
			}
			if got, _ := hearsay(t, 0, "dump", "--store", store); got != want {
				t.Errorf("killed when %s: another graph\n%s", when, firstDifference(got, want))
			}
		}
	})
}

// A signal completes open streams.
func TestStopCompletesStreams(t *testing.T) {
	s := serveProcess(t, filepath.Join(t.TempDir(), "x.db"), "--load", articles+"/council-vote.txt")
	var cursor struct{ ClaimCursor string }
	s.ask(t, &cursor, `{ claimCursor }`, nil)
	started := make(chan struct{})
	ended := make(chan bool)
	go func() {
		ended <- s.follow(t, watchFeed, map[string]any{"after": cursor.ClaimCursor}, func([]byte) bool {
			close(started)
			return true
		})
	}()
	var one struct{ LoadArticle struct{ Job jobShown } }
	s.ask(t, &one, `mutation($d: DocumentInput!) { loadArticle(input: {document: $d}) { job { id } } }`,
		map[string]any{"d": map[string]any{"content": "Vote\n\nMayor Vera Holm said in town that the vote was void."}})
	<-started
	if code := s.stop(t, syscall.SIGTERM); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if !<-ended {
		t.Error("the stream was not completed")
	}
}
