package auth

import (
	"fmt"
	"log/slog"
	"testing"
	"time"
)

// What it takes to know a key among a hundred.
func BenchmarkKeys(b *testing.B) {
	f, _ := newFile(b)
	var token string
	for i := range 100 {
		token = mustAdd(b, f, fmt.Sprint("key", i), Reader, time.Time{})
	}
	g, err := OpenKeys(f, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := g.Authenticate(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
}
