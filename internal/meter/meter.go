// Package meter counts what the program does, for Prometheus to read.
//
// Labels come from closed lists, so that the number of series is bounded: a name of an
// operation that is not among the first hundred counts as "other".
package meter

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"hearsay/graph"
)

const (
	maxNames  = 100 // names of operations that have series of their own
	maxName   = 60  // bytes of such a name
	otherName = "other"
	noName    = "anonymous"
)

var (
	secondsBounds    = []float64{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}
	complexityBounds = []float64{1, 10, 30, 100, 300, 1000, 3000, 10_000, 40_000}
)

// Meter holds the counts of one program.
type Meter struct {
	set        *metrics.Set
	complexity *metrics.PrometheusHistogram
	codes      map[string]bool

	mu    sync.Mutex
	names map[string]bool
}

// New returns a Meter at zero. version is told as a label; codes are the error codes
// there are, and names those of operations that always have series of their own.
func New(version string, codes, names []string) *Meter {
	m := &Meter{set: metrics.NewSet(), codes: map[string]bool{}, names: map[string]bool{}}
	m.set.NewGauge(fmt.Sprintf("hearsay_info{version=%q}", version), func() float64 { return 1 })
	m.complexity = m.set.NewPrometheusHistogramExt("hearsay_operation_complexity", complexityBounds)
	for _, c := range codes {
		m.codes[c] = true
	}
	for _, n := range names {
		m.names[n] = true
	}
	return m
}

// Complexity notes on m, if there is one, what an operation costs that passed the limit.
func (m *Meter) Complexity(cost int) {
	if m != nil {
		m.complexity.Update(float64(cost))
	}
}

// Operation notes an operation that was executed: its kind (query, mutation or
// subscription), its name, how long it took to its first answer and whether that had
// errors.
func (m *Meter) Operation(kind, name string, took time.Duration, failed bool) {
	name = m.known(name)
	result := "ok"
	if failed {
		result = "error"
	}
	m.set.GetOrCreateCounter(fmt.Sprintf("hearsay_operations_total{kind=%q,operation=%q,result=%q}", kind, name, result)).Inc()
	m.set.GetOrCreatePrometheusHistogramExt(fmt.Sprintf("hearsay_operation_seconds{operation=%q}", name), secondsBounds).Update(took.Seconds())
}

// known returns the label of a name: itself, if it is one of the first.
func (m *Meter) known(name string) string {
	switch {
	case name == "":
		return noName
	case len(name) > maxName:
		return otherName
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.names[name] {
		if len(m.names) >= maxNames {
			return otherName
		}
		m.names[name] = true
	}
	return name
}

// Error notes on m, if there is one, an error that a client was told, by its code.
func (m *Meter) Error(code string) {
	if m == nil {
		return
	}
	if !m.codes[code] {
		code = otherName
	}
	m.set.GetOrCreateCounter(fmt.Sprintf("hearsay_errors_total{code=%q}", code)).Inc()
}

func (m *Meter) read(method string) {
	m.set.GetOrCreateCounter(fmt.Sprintf("hearsay_store_reads_total{method=%q}", method)).Inc()
}

func (m *Meter) loaded(r graph.PutResult, err error) {
	add := func(result string, n int) {
		m.set.GetOrCreateCounter(fmt.Sprintf("hearsay_articles_put_total{result=%q}", result)).Add(n)
	}
	if err != nil {
		add("failed", 1)
		return
	}
	add("stored", r.Stored)
	add("unchanged", r.Unchanged)
	m.set.GetOrCreateCounter("hearsay_refused_parts_total").Add(len(r.Refused))
}

// Write writes all counts, and those of the process, in the text format of Prometheus.
func (m *Meter) Write(w io.Writer) error {
	e := &erring{w: w}
	m.set.WritePrometheus(e)
	metrics.WriteProcessMetrics(e)
	return e.err
}

// erring keeps the first error of a writer.
type erring struct {
	w   io.Writer
	err error
}

func (e *erring) Write(p []byte) (int, error) {
	n, err := e.w.Write(p)
	e.err = errors.Join(e.err, err)
	return n, err
}
