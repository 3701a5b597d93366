package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"hearsay/loader/extract/confidence"
	"hearsay/loader/extract/english"
)

// modelServer answers each question with the same attribution, or with the status
// that is set.
type modelServer struct {
	requests, status atomic.Int32
	key              string
}

// ServeHTTP answers one request.
func (m *modelServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.requests.Add(1)
	if r.URL.Path != "/v1/chat/completions" || r.Header.Get("Authorization") != "Bearer "+m.key {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if s := m.status.Load(); s != 0 {
		w.WriteHeader(int(s))
		return
	}
	words := `{"attributions":[{"source":{"words":"Berta Lund","occurrence":1},"cue":{"words":"For","occurrence":1},` +
		`"content":[{"words":"the plan is a blunder","occurrence":1}],"target":{"words":"","occurrence":0},"act":"CRITICIZE"},` +
		`{"source":{"words":"Dana Weld","occurrence":1},"cue":{"words":"said","occurrence":1},` +
		`"content":[{"words":"the dam was safe","occurrence":1}],"target":{"words":"","occurrence":0},"act":"SAY"},` +
		`{"source":{"words":"The King","occurrence":1},"cue":{"words":"said","occurrence":1},` +
		`"content":[{"words":"Berta Lund stole the boats","occurrence":1}],"target":{"words":"","occurrence":0},"act":"ACCUSE"}]}`
	quoted, _ := json.Marshal(words)
	fmt.Fprintf(w, `{"model":"small","choices":[{"finish_reason":"stop","message":{"role":"assistant","content":%s}}],"usage":{"total_tokens":400}}`, quoted)
}

func TestModel(t *testing.T) {
	m := &modelServer{key: "canary-7a1c"}
	srv := httptest.NewServer(m)
	defer srv.Close()
	t.Setenv(keyVariable, m.key)
	dir := t.TempDir()
	file, store := filepath.Join(dir, "dam.txt"), filepath.Join(dir, "graph.db")
	text := "Dana Weld said that the dam was safe.\n\nFor Berta Lund, the plan is a blunder, and nobody wanted to hear of it again.\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	flags := []string{"--store", store, "--model-url", srv.URL + "/v1", "--model-name", "small", "--model-cache", filepath.Join(dir, "cache"), "--log-level", "debug"}
	run := func(want int, args ...string) string {
		out, messages := hearsay(t, want, append(args, flags...)...)
		if strings.Contains(out+messages, m.key) {
			t.Errorf("the key is in the output of %v", args)
		}
		return out + messages
	}
	wants := func(out string, words ...string) {
		t.Helper()
		for _, w := range words {
			if !strings.Contains(out, w) {
				t.Errorf("%q is not in:\n%s", w, out)
			}
		}
	}

	m.status.Store(400)
	wants(run(exitDone, "load", file), "MODEL_FAILED", "by the rules alone", "1 stored", "1 article without it")
	m.status.Store(0)
	wants(run(exitDone, "load", file), "1 stored", "1 found by both, 1 by the model alone, 0 disputed, 1 refused")
	asked := m.requests.Load()
	wants(run(exitDone, "load", file), "1 unchanged")
	wants(run(exitDone, "explain", file), "rule        model, indirect", "clause+model", "model=small", "1 from the cache")
	wants(run(exitDone, "show", file), "CRITICIZE: Berta Lund", "1 from the cache")
	wants(run(exitDone, "load", "--json", file), `"cached"`, `"requests": 0`)
	if n := m.requests.Load(); n != asked {
		t.Errorf("%d more requests for what is in store or cache", n-asked)
	}

	out, _ := hearsay(t, exitDone, "load", "--store", store, file) // no flags: nobody is asked
	if strings.Contains(out, "model") || m.requests.Load() != asked {
		t.Errorf("the model was asked without being named")
	}
	_, messages := hearsay(t, exitUsage, "load", "--store", store, "--model-name", "small", file)
	wants(messages, "--model-url")
	_, messages = hearsay(t, exitUsage, "load", "--store", store, "--model-url", "http://example.org/v1", "--model-name", "small", file)
	wants(messages, "https://")
	out, _ = hearsay(t, exitDone, "settings")
	if wants(out, "--model-url"); strings.Contains(out, m.key) {
		t.Error("the key is in the settings")
	}
}

// TestNoModel looks at the default path: no stage of it is the model's.
func TestNoModel(t *testing.T) {
	e := &environment{}
	x, err := engineFlags{AccuseAt: confidence.Default}.engine(t.Context(), e)
	if err != nil || x.model != nil {
		t.Fatalf("%v, %v", x, err)
	}
	plain, err := english.New()
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Stages()) != len(plain.Stages()) || x.Extraction() != plain.Extraction() {
		t.Errorf("stages %v, extraction %v", x.Stages(), x.Extraction())
	}
}
