package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/formatter"

	"hearsay/graph"
	"hearsay/web"
)

// server is the API over HTTP.
type server struct {
	store   graph.Store
	options Options
	engine  *engine
	encoder *encoder
	// failures holds what is left to each address that fails to say who calls.
	failures *buckets
	streams  *streams
}

func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/graphql", s.identify(http.HandlerFunc(s.graphql)))
	mux.Handle("GET /metrics", s.identify(http.HandlerFunc(s.metrics)))
	mux.HandleFunc("GET /schema.graphql", s.schemaFile())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, http.StatusOK, status{"ok"}) })
	mux.HandleFunc("GET /readyz", s.ready)
	mux.HandleFunc("GET /version", s.version)
	if !s.options.NoPlayground {
		mux.Handle("GET /playground/", http.StripPrefix("/playground/", web.Playground()))
		mux.Handle("GET /{$}", http.RedirectHandler("/playground/", http.StatusFound))
	}
	return mux
}

type requestKey struct{}

// requestID returns the ID that ties an answer to the log.
func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// protect wraps what holds for every path: an ID for the log, headers that bind
// browsers, the check of the host's name, no writes from other origins, no panic
// that reaches the client.
func (s *server) protect(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		s.refuse(w, typeJSON, http.StatusForbidden, newError(codeRequest, "requests from other origins are refused"))
	}))
	for _, trusted := range s.options.Origins {
		if err := origin.AddTrustedOrigin(trusted); err != nil {
			s.options.Logger.Error("origin not trusted", "origin", trusted, "error", err)
		}
	}
	next = s.allowOrigins(origin.Handler(next))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var raw [8]byte
		_, _ = rand.Read(raw[:]) // never fails
		ctx := withAddress(context.WithValue(r.Context(), requestKey{}, hex.EncodeToString(raw[:])), r.RemoteAddr)
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				s.options.Logger.ErrorContext(ctx, "panic", "request", requestID(ctx), "error", p, "stack", string(debug.Stack()))
				s.refuse(w, typeJSON, http.StatusInternalServerError, newError(codeInternal, "internal error"))
			}
		}()
		h := w.Header()
		h.Set("X-Request-Id", requestID(ctx))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'")
		if !s.knownHost(r.Host) {
			s.refuse(w, typeJSON, http.StatusMisdirectedRequest, newError(codeRequest, "this server does not answer under that name"))
			return
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// knownHost reports whether the server may be reached under this name: localhost, an
// address, or a name of the settings.
func (s *server) knownHost(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	if host == "localhost" || net.ParseIP(host) != nil {
		return true
	}
	for _, name := range s.options.Hosts {
		if name == "*" || strings.EqualFold(name, host) {
			return true
		}
	}
	return false
}

type status struct {
	Status string `json:"status"`
}

// ready tells whether the store answers.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	const patience = 2 * time.Second
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	if err := s.store.Ping(ctx); err != nil {
		s.options.Logger.WarnContext(ctx, "not ready", "request", requestID(ctx), "error", err)
		writeJSON(w, http.StatusServiceUnavailable, status{"unavailable"})
		return
	}
	writeJSON(w, http.StatusOK, status{"ready"})
}

func (s *server) version(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}{"hearsay", s.options.Version})
}

func writeJSON(w http.ResponseWriter, code int, v any) {
	body, _ := json.Marshal(v) // plain structs of strings
	h := w.Header()
	h.Set("Content-Type", typeJSON+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_, _ = w.Write(body) // the client may have gone
}

// schemaFile serves the schema in the schema language, as one document.
func (s *server) schemaFile() http.HandlerFunc {
	var b bytes.Buffer
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(s.engine.schema.Schema())
	sum := sha256.Sum256(b.Bytes())
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", tag)
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		http.ServeContent(w, r, "schema.graphql", time.Time{}, bytes.NewReader(b.Bytes()))
	}
}
