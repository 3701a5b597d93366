package meter

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/graph"
)

func text(t *testing.T, m *Meter) string {
	t.Helper()
	var b strings.Builder
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCounts(t *testing.T) {
	m := New("1.2.3", []string{"FORBIDDEN"}, []string{"Weekly"})
	m.Operation("query", "Weekly", 3*time.Millisecond, false)
	m.Operation("query", "", time.Second, true)
	m.Operation("mutation", strings.Repeat("x", 61), time.Second, true)
	m.Error("FORBIDDEN")
	m.Error(`"} 1`)
	m.Complexity(20)
	m.loaded(graph.PutResult{Stored: 2, Unchanged: 1, Refused: make([]graph.Refusal, 3)}, nil)
	m.loaded(graph.PutResult{}, errors.New("no"))
	got := text(t, m)
	for _, want := range []string{
		`hearsay_info{version="1.2.3"} 1`,
		`hearsay_operations_total{kind="query",operation="Weekly",result="ok"} 1`,
		`hearsay_operations_total{kind="query",operation="anonymous",result="error"} 1`,
		`hearsay_operations_total{kind="mutation",operation="other",result="error"} 1`,
		`hearsay_operation_seconds_bucket{operation="Weekly",le="0.0025"} 0`,
		`hearsay_operation_seconds_bucket{operation="Weekly",le="0.005"} 1`,
		`hearsay_operation_seconds_count{operation="Weekly"} 1`,
		`hearsay_errors_total{code="FORBIDDEN"} 1`, `hearsay_errors_total{code="other"} 1`,
		`hearsay_operation_complexity_bucket{le="10"} 0`, `hearsay_operation_complexity_bucket{le="30"} 1`,
		`hearsay_articles_put_total{result="stored"} 2`, `hearsay_articles_put_total{result="unchanged"} 1`,
		`hearsay_articles_put_total{result="failed"} 1`, `hearsay_refused_parts_total 3`,
		"go_goroutines ", "process_resident_memory_bytes ",
	} {
		if !strings.Contains(got, "\n"+want) && !strings.HasPrefix(got, want) {
			t.Errorf("no %s in\n%.4000s", want, got)
		}
	}
}

// However many names clients make up, the number of series is bounded, and names that
// were given beforehand keep theirs.
func TestNamesAreBounded(t *testing.T) {
	m := New("", nil, []string{"Weekly"})
	for i := range 10 * maxNames {
		m.Operation("query", fmt.Sprint("Made", i), time.Millisecond, false)
	}
	m.Operation("query", "Weekly", time.Millisecond, false)
	got := text(t, m)
	if n := strings.Count(got, "hearsay_operations_total{"); n > maxNames+1 {
		t.Errorf("%d series", n)
	}
	for _, want := range []string{`operation="Weekly"`, fmt.Sprintf(`operation="other",result="ok"} %d`, 10*maxNames-(maxNames-1))} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s", want)
		}
	}
}

// Every read of a store is counted: a method that is added to graph.Store needs one here.
func TestEveryReadIsCounted(t *testing.T) {
	writes := []string{"Close", "Ping", "Put", "Dump", "Judge", "AddJob", "TakeJob", "SaveJob"}
	typ := reflect.TypeFor[graph.Store]()
	for i := range typ.NumMethod() {
		name := typ.Method(i).Name
		m := New("", nil, nil)
		call(reflect.ValueOf(m.Store(nil)).MethodByName(name))
		counted := strings.Contains(text(t, m), fmt.Sprintf("hearsay_store_reads_total{method=%q} 1", name))
		if counted == slices.Contains(writes, name) {
			t.Errorf("%s: counted as a read: %v", name, counted)
		}
	}
}

// call calls a method of a store that is not there.
func call(f reflect.Value) {
	defer func() { _ = recover() }()
	var args []reflect.Value
	for i := range f.Type().NumIn() {
		if a := reflect.Zero(f.Type().In(i)); i == 0 && f.Type().In(i) == reflect.TypeFor[context.Context]() {
			args = append(args, reflect.ValueOf(context.Background()))
		} else {
			args = append(args, a)
		}
	}
	f.Call(args)
}
