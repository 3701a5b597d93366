package meter

import (
	"testing"
	"time"
)

// What counting takes of an operation with five reads.
func BenchmarkOperation(b *testing.B) {
	m := New("", nil, nil)
	b.ReportAllocs()
	for b.Loop() {
		for range 5 {
			m.read("ListClaims")
		}
		m.Complexity(100)
		m.Operation("query", "Weekly", time.Millisecond, false)
	}
}
