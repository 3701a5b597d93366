package neural

import (
	"math/rand/v2"
	"testing"
)

// plainly calls f without vectors.
func plainly(f func()) {
	defer func(v bool) { vectors = v }(vectors)
	vectors = false
	f()
}

// TestVectors: with vectors and without, all is the same.
func TestVectors(t *testing.T) {
	if !vectors {
		t.Skip("the processor has no AVX2")
	}
	r := rand.New(rand.NewPCG(9, 9))
	m, _ := plain(r, 1000, func() int8 { return int8(r.IntN(2*largest+1) - largest) })
	for n := range MaxInputs + 1 {
		in := make([]int32, n)
		for i := range in {
			in[i] = int32(r.IntN(m.Inputs()))
		}
		var a, b Sum
		var x, y [MaxClasses]int32
		for k, part := range [][]int32{in[:n/2], in[n/2:]} {
			m.Add(&a, part)
			m.Score(&a, 6+uint64(k), &x)
			plainly(func() {
				m.Add(&b, part)
				m.Score(&b, 6+uint64(k), &y)
			})
		}
		if a != b || x != y {
			t.Fatalf("%d inputs: %v and %v, scores %v and %v", n, a, b, x[:3], y[:3])
		}
	}
}

// TestOutside: an input that the model has not is a mistake of the program, told as such.
func TestOutside(t *testing.T) {
	m, _ := plain(rand.New(rand.NewPCG(9, 9)), 4, func() int8 { return 1 })
	for _, in := range [][]int32{{4}, {-1}, {1, 4}, {4, 1}, {0, 1, -1}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v: no panic", in)
				}
			}()
			var s Sum
			m.Add(&s, in)
		}()
	}
}
