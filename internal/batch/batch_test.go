package batch

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
)

func TestOnce(t *testing.T) {
	g := &Group[int]{items: []int{1, 2, 3}}
	var calls atomic.Int64
	sum := func(_ context.Context, items []int) (int, error) {
		calls.Add(1)
		return items[0] + items[1] + items[2], nil
	}
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() {
			if v, err := once(context.Background(), g, i%2, sum); v != 6 || err != nil {
				t.Errorf("%d, %v", v, err)
			}
		})
	}
	wg.Wait()
	if n := calls.Load(); n != 2 {
		t.Errorf("%d calls for 2 keys", n)
	}
}

func TestOnceKeepsErrors(t *testing.T) {
	g := &Group[int]{}
	bad := errors.New("bad")
	for range 2 {
		if _, err := once(context.Background(), g, "k", func(context.Context, []int) (string, error) { return "", bad }); !errors.Is(err, bad) {
			t.Errorf("%v", err)
		}
	}
}

// A panic in a read reaches the field that ran it, and leaves no other field waiting.
func TestOnceSurvivesPanic(t *testing.T) {
	g := &Group[int]{}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was lost")
			}
		}()
		_, _ = once(context.Background(), g, "k", func(context.Context, []int) (int, error) { panic("boom") })
	}()
	if _, err := once(context.Background(), g, "k", func(context.Context, []int) (int, error) { return 1, nil }); !errors.Is(err, errBroken) {
		t.Errorf("%v", err)
	}
}

// Who waits for the read of another stops waiting when its own time is over.
func TestOnceHonoursContext(t *testing.T) {
	g := &Group[int]{}
	began, end := make(chan struct{}), make(chan struct{})
	go func() {
		_, _ = once(context.Background(), g, "k", func(context.Context, []int) (int, error) {
			close(began)
			<-end
			return 1, nil
		})
	}()
	<-began
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := once(ctx, g, "k", func(context.Context, []int) (int, error) { return 2, nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	close(end)
}

func TestUniqueAndPick(t *testing.T) {
	ids := unique([][]string{{"b", "a", ""}, {"a", "c"}}, func(x []string) []string { return x })
	if diff := cmp.Diff([]string{"b", "a", "c"}, ids); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{3, 1, 3}, pick(map[string]int{"a": 1, "c": 3}, []string{"c", "x", "a", "c"})); diff != "" {
		t.Error(diff)
	}
}

// A parent asked for twice has its items twice, an absent one has none.
func TestSplit(t *testing.T) {
	one, two := 1, 2
	found := map[string]graph.Slice[int]{"a": {Items: []*int{&one, &two}}, "c": {Items: []*int{&two}}}
	wrap := func(xs []*int) (out []int) {
		for _, x := range xs {
			out = append(out, *x*10)
		}
		return out
	}
	_, nodes := split(found, []string{"c", "a", "b", "a"}, graph.Page{Backward: true}, wrap)
	if diff := cmp.Diff(map[string][]int{"a": {20, 10}, "b": {}, "c": {20}}, nodes); diff != "" {
		t.Error(diff)
	}
}

// Counting a text in parts gives what counting it whole does, whatever it is made of.
func TestPlacesAgreeWithSelect(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{"a", " ", "é", "“", "𐐔", "e\u0301", "\r\n", "👩‍👩‍👧", "北"}
	for _, length := range []int{1, 40, 4096, 20_000} {
		var b strings.Builder
		for b.Len() < length {
			b.WriteString(alphabet[rng.IntN(len(alphabet))])
		}
		text := b.String()
		var spans []graph.Span
		for range 50 {
			from, to := runeStart(text, rng.IntN(len(text))), runeStart(text, rng.IntN(len(text)))
			_, w := utf8.DecodeRuneInString(text[max(from, to):])
			spans = append(spans, graph.Span{Start: min(from, to), End: max(from, to) + w})
		}
		if diff := cmp.Diff(graph.Select(text, spans), newPlaces(text).selectors(spans)); diff != "" {
			t.Errorf("%d bytes (-graph.Select +places):\n%.800s", length, diff)
		}
	}
}
