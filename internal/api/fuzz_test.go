package api

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"hearsay/internal/auth"
)

// Whatever bytes come: an answer in time, as JSON, without a panic.
func FuzzBody(f *testing.F) {
	for _, a := range attacks {
		if len(a.body) < 10_000 {
			f.Add([]byte(a.body))
		}
	}
	e := newEngine(sampleStore(f, 3), Options{Logger: slog.New(slog.DiscardHandler), Limits: DefaultLimits()})
	f.Fuzz(func(t *testing.T, body []byte) {
		began := time.Now()
		r, bad := decodeJSON(body, e.limits)
		if bad != nil {
			return
		}
		ctx, cancel := context.WithTimeout(auth.With(context.Background(), auth.Local), 5*time.Second)
		defer cancel()
		out, err := e.answer(ctx, r, anyOperation).body(10)
		if err != nil || !json.Valid(out) {
			t.Errorf("%v: %s", err, out)
		}
		if bytes.Contains(bytes.ToLower(out), []byte("did you mean")) {
			t.Errorf("the answer suggests: %s", out)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// The guard is quick, and never says no to what it lets through a second time.
func FuzzGuard(f *testing.F) {
	f.Add("{claims{nodes{id}}}")
	f.Add("query A{...F}fragment F on Query{...F}")
	f.Add(`{a(b:"\ud800\u`)
	e := newEngine(broken{}, Options{Limits: DefaultLimits()})
	f.Fuzz(func(t *testing.T, query string) {
		first := e.guard(context.Background(), &request{query: query})
		second := e.guard(context.Background(), &request{query: query})
		if (first == nil) != (second == nil) {
			t.Errorf("%v, then %v", first, second)
		}
	})
}
