//go:build otel

package api

import (
	"fmt"
	"strings"
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

// An operation is a span with its name and without what was asked.
func TestSpans(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	before := otel.GetTracerProvider()
	otel.SetTracerProvider(trace.NewTracerProvider(trace.WithSpanProcessor(spans)))
	t.Cleanup(func() { otel.SetTracerProvider(before) })
	h := New(sampleStore(t, 1), Options{})
	post(t, h, quoted(`query Weekly{claims(first:2,filter:{text:"canary"}){nodes{id}}}`))
	post(t, h, quoted(`query Bad{claims(first:-1){nodes{id}}}`))
	ended := spans.Ended()
	if len(ended) != 2 || ended[0].Name() != "query Weekly" || ended[1].Status().Description != codeInput {
		t.Fatalf("%v", ended)
	}
	for _, s := range ended {
		if text := fmt.Sprint(s.Name(), s.Attributes(), s.Status()); strings.Contains(text, "canary") {
			t.Errorf("the span tells what was asked: %s", text)
		}
	}
}
