package api

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

const longQuery = "/graphql?query={claims(first:50){nodes{id,proposition}}}"

func TestCompression(t *testing.T) {
	h := New(sampleStore(t, 20), Options{})
	plain := send(t, h, "GET", longQuery, nil)
	for accept, want := range map[string]string{
		"": "", "gzip": "gzip", "deflate, gzip;q=0.5": "gzip", "*": "gzip", "gzip;q=0": "", "gzip; q=0.0, *": "", "br": "", "identity": "", "GZIP": "gzip", "gzip;q=x": "",
		"gzip, deflate, br, zstd": "zstd", "zstd;q=0.5, gzip": "gzip", "zstd;q=0": "", "ZSTD;q=0.2, *;q=0.1": "zstd",
	} {
		w := send(t, h, "GET", longQuery, nil, "Accept-Encoding", accept)
		if got := w.Header().Get("Content-Encoding"); got != want || !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept-Encoding") {
			t.Errorf("Accept-Encoding %q: Content-Encoding %q, Vary %q", accept, got, w.Header().Values("Vary"))
		}
		if want == "" {
			continue
		}
		body, err := io.ReadAll(decompress(t, want, w.Body))
		if err != nil || string(body) != plain.Body.String() {
			t.Errorf("Accept-Encoding %q: %v, %d bytes, want %d", accept, err, len(body), plain.Body.Len())
		}
	}
	if w := post(t, h, hello, "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" {
		t.Error("a short answer is compressed")
	}
}

func decompress(t *testing.T, coding string, r io.Reader) io.Reader {
	t.Helper()
	if coding == "zstd" {
		z, err := zstd.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(z.Close)
		return z
	}
	z, err := gzip.NewReader(r)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestETagOfAnswers(t *testing.T) {
	store := sampleStore(t, 20)
	h := New(store, Options{})
	w := send(t, h, "GET", longQuery, nil)
	tag := w.Header().Get("ETag")
	if tag == "" || w.Header().Get("Cache-Control") != "private, no-cache" {
		t.Fatalf("ETag %q, Cache-Control %q", tag, w.Header().Get("Cache-Control"))
	}
	for name, want := range map[string]int{tag: 304, strings.TrimPrefix(tag, "W/"): 304, `"x", ` + tag: 304, `"x"`: 200, "*": 304} {
		w := send(t, h, "GET", longQuery, nil, "If-None-Match", name, "Accept-Encoding", "gzip")
		if w.Code != want || want == 304 && (w.Body.Len() > 0 || w.Header().Get("ETag") != tag) {
			t.Errorf("If-None-Match %s: %d with %d bytes, want %d", name, w.Code, w.Body.Len(), want)
		}
	}
	if w := send(t, h, "GET", "/graphql?query={nope}", nil); w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
		t.Error("an error has an ETag")
	}
	if w := post(t, h, hello, "If-None-Match", "*"); w.Code != http.StatusOK || w.Header().Get("ETag") != "" {
		t.Errorf("POST: %d, ETag %q", w.Code, w.Header().Get("ETag"))
	}
	fill(t, store, firstStory(t))
	if w := send(t, h, "GET", longQuery, nil, "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("after a load: %d", w.Code)
	}
}

func TestOrigins(t *testing.T) {
	const desk = "https://desk.example"
	store := sampleStore(t, 1)
	closed, open := New(store, Options{}), New(store, Options{Origins: []string{desk}})
	tests := []struct {
		name, origin string
		h            http.Handler
		status       int
		allow        string
	}{
		{"off by default", desk, closed, 403, ""},
		{"an origin of the list", desk, open, 200, desk},
		{"another origin", "https://evil.example", open, 403, ""},
		{"an origin that begins like one of the list", desk + ".evil.example", open, 403, ""},
		{"null", "null", open, 403, ""},
		{"none", "", open, 200, ""},
	}
	for _, tt := range tests {
		w := post(t, tt.h, hello, "Origin", tt.origin)
		if w.Code != tt.status || w.Header().Get("Access-Control-Allow-Origin") != tt.allow {
			t.Errorf("%s: %d, allowed %q", tt.name, w.Code, w.Header().Get("Access-Control-Allow-Origin"))
		}
		if w.Header().Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: credentials are allowed", tt.name)
		}
		w = send(t, tt.h, "OPTIONS", "/graphql", nil, "Origin", tt.origin, "Access-Control-Request-Method", "POST")
		if ok := w.Code == http.StatusNoContent; ok != (tt.allow != "") {
			t.Errorf("%s: preflight %d", tt.name, w.Code)
		}
	}
	for origin, ok := range map[string]bool{desk: true, "http://localhost:3000": true, "*": false, "null": false, "desk.example": false, desk + "/": false, "ftp://x": false, "": false} {
		if err := CheckOrigin(origin); (err == nil) != ok {
			t.Errorf("CheckOrigin(%q): %v", origin, err)
		}
	}
}
