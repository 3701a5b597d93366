package neural

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"
)

// plain is a model whose weights are known one by one.
func plain(r *rand.Rand, inputs int, weight func() int8) (*Model, [][Width]int8) {
	m, all := &Model{rows: make([]row, inputs)}, make([][Width]int8, inputs)
	for i := range m.rows {
		m.rows[i] = silent
		for u := range Width {
			all[i][u] = weight()
			m.rows[i].set(u, all[i][u])
		}
	}
	for range 3 {
		var w weights
		for u := range w {
			w[lane(u)] = int16(r.IntN(20001) - 10000)
		}
		m.out, m.bias = append(m.out, w), append(m.bias, int32(r.IntN(100)-50))
	}
	return m, all
}

// TestSum: what is added eight at a time, in two parts, is the plain sum, also where all
// lanes are as full or as empty as they can be.
func TestSum(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for name, weight := range map[string]func() int8{
		"any":      func() int8 { return int8(r.IntN(2*largest+1) - largest) },
		"largest":  func() int8 { return largest },
		"smallest": func() int8 { return -largest },
	} {
		m, all := plain(r, 40, weight)
		for n := range MaxInputs + 1 {
			var in []int32
			var want [Width]int32
			for range n {
				i := r.IntN(len(all))
				in = append(in, int32(i))
				for u, w := range all[i] {
					want[u] += int32(w)
				}
			}
			for u := range want {
				want[u] = max(0, want[u])
			}
			var a, b Sum
			m.Add(&a, in[:n/3])
			m.Add(&a, in[n/3:n/2])
			m.Add(&b, in[n/2:])
			a.Add(&b)
			var got layer
			a.hidden(&got)
			for u, w := range want {
				if int32(got[lane(u)]) != w {
					t.Fatalf("%s, %d inputs: unit %d is %d, want %d", name, n, u, got[lane(u)], w)
				}
			}
			var score [MaxClasses]int32
			m.Score(&a, 0b101, &score)
			for c := range m.out {
				sum := int32(0)
				for u, h := range want {
					sum += h * int32(m.out[c][lane(u)])
				}
				if w := sum>>scoreShift + m.bias[c]; c != 1 && score[c] != w || c == 1 && score[c] != 0 {
					t.Fatalf("%s, %d inputs: class %d scores %d, want %d", name, n, c, score[c], w)
				}
			}
		}
	}
}

// taught has learnt whether just one of two facts holds, which no sum of weights tells.
func taught() *Trainer {
	r := rand.New(rand.NewPCG(6, 6))
	t := NewTrainer(6, 2, 1)
	grad := make([]float32, 2)
	for i := range 4000 {
		in, class := either(r)
		t.Rate(0.02)
		score := t.Score(in)
		if Gradient(score, grad, func(int) bool { return true }, func(c int) bool { return c == class }) > 0 {
			t.Learn(in, grad)
		}
		if i >= 3000 {
			t.Keep()
		}
	}
	return t
}

func either(r *rand.Rand) (in []int32, class int) {
	a, b := r.IntN(2), r.IntN(2)
	return []int32{int32(a), int32(2 + b), 4}, a ^ b
}

// score returns the score of a class.
func score(m *Model, inputs []int32, class int) int32 {
	var s Sum
	var score [MaxClasses]int32
	m.Add(&s, inputs)
	m.Score(&s, 1<<class, &score)
	return score[class]
}

func TestLearnStoreScore(t *testing.T) {
	var first, second bytes.Buffer
	if err := taught().Pack(100).Write(&first); err != nil {
		t.Fatal(err)
	}
	if err := taught().Pack(100).Write(&second); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the second time it learnt something else")
	}
	m, err := Read(&first)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 7))
	for range 20 {
		in, class := either(r)
		if right, wrong := score(m, in, class), score(m, in, 1-class); right < wrong+100 {
			t.Errorf("%v: %d for the right class, %d for the other", in, right, wrong)
		}
	}
	if m.rows[5] != silent {
		t.Error("an input that never held has weights")
	}
	for _, damaged := range [][]byte{nil, []byte("not a model"), second.Bytes()[:second.Len()/2]} {
		if _, err := Read(bytes.NewReader(damaged)); err == nil {
			t.Errorf("read %d damaged bytes", len(damaged))
		}
	}
}

func TestGradient(t *testing.T) {
	score, grad := []float32{1, 3, 2, 9}, make([]float32, 4)
	may := func(c int) bool { return c < 3 }
	loss := Gradient(score, grad, may, func(c int) bool { return c != 1 })
	sum := math.Exp(1) + math.Exp(2) + math.Exp(3)
	if want := -math.Log((math.Exp(1) + math.Exp(2)) / sum); math.Abs(loss-want) > 1e-3 {
		t.Errorf("loss %f, want %f", loss, want)
	}
	if want := math.Exp(3) / sum; math.Abs(float64(grad[1])-want) > 1e-3 || grad[3] != 0 {
		t.Errorf("gradient %v, want %f at the wrong class", grad, want)
	}
	if total := grad[0] + grad[1] + grad[2]; math.Abs(float64(total)) > 1e-5 || grad[0] >= 0 || grad[2] >= grad[0] {
		t.Errorf("gradient %v", grad)
	}
	if Gradient([]float32{0, 20}, grad[:2], may, func(c int) bool { return c == 1 }) != 0 {
		t.Error("what is right by far has a loss")
	}
}

// TestJoin: an input that another was joined to says what both said.
func TestJoin(t *testing.T) {
	n := taught()
	before := n.Pack(100)
	n.Join(0, 4)
	n.Join(1, 4)
	after := n.Pack(100)
	for _, in := range [][]int32{{0, 2}, {1, 2}, {0, 3}, {1, 3}} {
		if v, w := score(before, append(in, 4), 1), score(after, in, 1); v-w > 60 || w-v > 60 {
			t.Errorf("%v: score %d, joined %d", in, v, w)
		}
	}
}
