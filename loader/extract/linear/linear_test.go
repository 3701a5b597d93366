package linear

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// data makes examples whose class hangs on their first feature.
func data(n int) (fs [][]uint32, y []int) {
	r := rand.New(rand.NewPCG(1, 1))
	for range n {
		c := r.IntN(3)
		fs = append(fs, []uint32{Mix(1, uint32(c)), Mix(2, uint32(r.IntN(50))), Mix(3, uint32(r.IntN(1000)))})
		y = append(y, c)
	}
	return
}

func TestModelLearnsAndRoundTrips(t *testing.T) {
	fs, y := data(3000)
	tr, td := NewTrainer(3, 1), NewDenseTrainer(1)
	out := make([]float32, 3)
	arg := func(s []float32) (b int) {
		for c := range s {
			if s[c] > s[b] {
				b = c
			}
		}
		return
	}
	for i := range fs {
		tr.Score(fs[i], out)
		tr.Tick()
		tr.Update(fs[i], y[i], arg(out))
		d := td.Score(fs[i])
		td.Tick()
		if g := arg(d[:]); g != y[i] {
			td.Update(fs[i], y[i], g)
		}
	}
	m, d := tr.Pack(0), td.Pack(0)
	var a, b bytes.Buffer
	if err := m.Write(&a); err != nil {
		t.Fatal(err)
	}
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	m2, err := Read(&a)
	if err != nil {
		t.Fatal(err)
	}
	d2, err := ReadDense(&b)
	if err != nil {
		t.Fatal(err)
	}
	ok, okd := 0, 0
	for i := range fs {
		var s, s2 [64]int32
		m.Score(fs[i], &s)
		m2.Score(fs[i], &s2)
		if s != s2 || d.Score(fs[i]) != d2.Score(fs[i]) {
			t.Fatal("a stored model scores otherwise")
		}
		best, bestd := 0, 0
		sd := d.Score(fs[i])
		for c := 1; c < 3; c++ {
			if s[c] > s[best] {
				best = c
			}
			if sd[c] > sd[bestd] {
				bestd = c
			}
		}
		if best == y[i] {
			ok++
		}
		if bestd == y[i] {
			okd++
		}
	}
	if ok < 2950 || okd < 2950 {
		t.Fatalf("right: %d and %d of 3000", ok, okd)
	}
}
