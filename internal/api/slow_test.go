package api

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"hearsay/graph"
)

// What takes long is logged with its name and never with what was asked.
func TestSlowQueries(t *testing.T) {
	ask := func(o Options) string {
		var log bytes.Buffer
		o.Logger = slog.New(slog.NewJSONHandler(&log, nil))
		h := New(broken{fail: func(context.Context) error { return graph.ErrNotFound }}, o)
		post(t, h, quoted(`query Weekly($t:String){claims(filter:{text:$t}){nodes{id}}}`, `{"t":"secret name"}`))
		post(t, h, quoted(`{claims{nodes{id}}}`))
		return log.String()
	}
	log := ask(Options{SlowQuery: time.Nanosecond})
	for _, want := range []string{`"slow query"`, `"operation":"Weekly"`, `"operation":"(without a name)"`, `"request":"`} {
		if !strings.Contains(log, want) {
			t.Errorf("no %s in %s", want, log)
		}
	}
	if strings.Contains(log, "secret") || strings.Contains(log, "claims") {
		t.Errorf("the log tells what was asked: %s", log)
	}
	for _, o := range []Options{{}, {SlowQuery: time.Hour}} {
		if log := ask(o); log != "" {
			t.Errorf("%v: %s", o.SlowQuery, log)
		}
	}
}
