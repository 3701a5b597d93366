package api

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// byHash is a request that names a query by its hash and may bring it along.
func byHash(hash, query string) string {
	if query != "" {
		query = fmt.Sprintf(`"query":%q,`, query)
	}
	return fmt.Sprintf(`{%s"extensions":{"persistedQuery":{"version":1,"sha256Hash":%q}}}`, query, hash)
}

func TestAutomaticPersistedQueries(t *testing.T) {
	const query = "{__typename}"
	h := New(sampleStore(t, 1), Options{})
	hash := hashOf(query)
	steps := []struct {
		name, body string
		status     int
		code       string
	}{
		{"asked for before it is known", byHash(hash, ""), 200, codePersisted},
		{"with a hash of something else", byHash(hashOf("x"), query), 200, codeRequest},
		{"still not known", byHash(hash, ""), 200, codePersisted},
		{"registered", byHash(hash, query), 200, ""},
		{"asked for", byHash(hash, ""), 200, ""},
		{"in capitals", byHash(strings.ToUpper(hash), ""), 200, ""},
		{"as a document identifier", `{"documentId":"sha256:` + hash + `"}`, 200, ""},
		{"of another version", `{"extensions":{"persistedQuery":{"version":2,"sha256Hash":"` + hash + `"}}}`, 400, codeRequest},
		{"without a hash", `{"extensions":{"persistedQuery":{"version":1}}}`, 400, codeRequest},
		{"of the wrong type", `{"extensions":{"persistedQuery":"x"}}`, 400, codeRequest},
		{"too long to be kept", byHash(hashOf(strings.Repeat(" ", 64<<10)+query), strings.Repeat(" ", 64<<10)+query), 200, codeComplex},
		{"and not kept", byHash(hashOf(strings.Repeat(" ", 64<<10)+query), ""), 200, codePersisted},
	}
	for _, s := range steps {
		w := post(t, h, s.body)
		if a := read(t, w); w.Code != s.status || a.code() != s.code {
			t.Errorf("%s: %d %q, want %d %q: %s", s.name, w.Code, a.code(), s.status, s.code, w.Body)
		}
	}
	get := "/graphql?extensions=" + url.QueryEscape(`{"persistedQuery":{"version":1,"sha256Hash":"`+hash+`"}}`)
	if w := send(t, h, "GET", get, nil); w.Code != http.StatusOK || w.Header().Get("ETag") == "" {
		t.Errorf("by GET: %d, ETag %q", w.Code, w.Header().Get("ETag"))
	}
}

// What clients register cannot fill the memory.
func TestRegisteredQueriesAreBounded(t *testing.T) {
	for size, most := range map[int]int{60_000: 70, 1: 8192} {
		p := newPersisted(nil, false)
		for i := range 2 * most {
			text := fmt.Sprintf("%d%s", i, strings.Repeat(" ", size))
			p.keep(&request{query: text, hash: hashOf(text)})
		}
		if n := p.used.Len(); p.bytes > keptPersisted || len(p.byHash) != n || n > most || n < 9*most/10 {
			t.Errorf("%d bytes of texts of %d in %d of %d", p.bytes, size, n, len(p.byHash))
		}
	}
}

func TestTrustedDocuments(t *testing.T) {
	docs, err := ReadDocuments([]byte(`{"typename":"query A{__typename}"}`))
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := ReadDocuments([]byte(`{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"typename","name":"A","type":"query","body":"query A{__typename}"}]}`))
	if err != nil || manifest["typename"] != docs["typename"] {
		t.Fatalf("manifest: %v, %v", manifest, err)
	}
	open, only := New(sampleStore(t, 1), Options{Documents: docs}), New(sampleStore(t, 1), Options{Documents: docs, OnlyDocuments: true})
	tests := []struct {
		name       string
		h          http.Handler
		body, code string
	}{
		{"by identifier", open, `{"documentId":"typename"}`, ""},
		{"by identifier, only those", only, `{"documentId":"typename"}`, ""},
		{"in full, only those", only, quoted("query A{__typename}"), ""},
		{"by hash that is its identifier", open, byHash("typename", ""), ""},
		{"unknown identifier", open, `{"documentId":"other"}`, codePersisted},
		{"another document", open, quoted("{__typename}"), ""},
		{"another document, only those", only, quoted("{__typename}"), codeUntrusted},
		{"one that a client registers, only those", only, byHash(hashOf("{__typename}"), "{__typename}"), codeUntrusted},
	}
	for _, tt := range tests {
		if a := read(t, post(t, tt.h, tt.body)); a.code() != tt.code {
			t.Errorf("%s: %q, want %q", tt.name, a.code(), tt.code)
		}
	}
	for _, bad := range []string{``, `[]`, `{"a":1}`, `{"a":"query {"}`, `{"":"{a}"}`, `{"format":"x","version":1}`} {
		if _, err := ReadDocuments([]byte(bad)); err == nil {
			t.Errorf("ReadDocuments(%s) accepts it", bad)
		}
	}
}
