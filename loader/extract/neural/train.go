package neural

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// Trainer is a network that learns by small steps, each smaller the more a weight has
// moved (Adagrad), with one step size for all units of an input. A quarter of the units is
// silent at random while it learns, so that none relies on another.
type Trainer struct {
	rows, sums             []float32 // by input and unit; sums of what Keep saw
	moved                  []float32 // by input
	out, outSums, outMoved []units
	bias, biasSums         []float32
	kept                   int
	rate                   float32
	rng                    *rand.Rand

	hidden units  // of the latest example
	awake  uint64 // its units that are not silent, by bit
	score  []float32
}

type units [Width]float32

// Where the weights begin.
const (
	spreadRow = 0.03
	spreadOut = 0.2
)

// NewTrainer returns a network that knows nothing.
func NewTrainer(inputs, classes int, seed uint64) *Trainer {
	t := &Trainer{
		rows: make([]float32, inputs*Width), sums: make([]float32, inputs*Width), moved: make([]float32, inputs),
		out: make([]units, classes), outSums: make([]units, classes), outMoved: make([]units, classes),
		bias: make([]float32, classes), biasSums: make([]float32, classes),
		score: make([]float32, classes), rng: rand.New(rand.NewPCG(seed, 77)),
	}
	for i := range t.rows {
		t.rows[i] = (2*t.rng.Float32() - 1) * spreadRow
	}
	for c := range t.out {
		for u := range t.out[c] {
			t.out[c][u] = (2*t.rng.Float32() - 1) * spreadOut
		}
	}
	return t
}

// Rate sets the size of the steps.
func (t *Trainer) Rate(rate float32) { t.rate = rate }

func (t *Trainer) row(input int32) *units { return (*units)(t.rows[int(input)*Width:]) }

// Score returns the score of every class, until the next call.
func (t *Trainer) Score(inputs []int32) []float32 {
	var h units
	for _, i := range inputs {
		for u, w := range t.row(i) {
			h[u] += w
		}
	}
	t.awake = 0
	drawn := t.rng.Uint64() | t.rng.Uint64()
	for u, x := range h {
		if x > 0 && drawn>>u&1 != 0 {
			t.awake |= 1 << u
			t.hidden[u] = x * 4 / 3 // as loud as all four quarters
		} else {
			t.hidden[u] = 0
		}
	}
	for c := range t.out {
		t.score[c] = t.bias[c] + t.hidden.dot(&t.out[c])
	}
	return t.score
}

// The conversions below keep every processor from fusing: all learn the same.

func (a *units) dot(b *units) float32 {
	var s [4]float32
	for u := 0; u < Width; u += 4 {
		s[0] += float32(a[u] * b[u])
		s[1] += float32(a[u+1] * b[u+1])
		s[2] += float32(a[u+2] * b[u+2])
		s[3] += float32(a[u+3] * b[u+3])
	}
	return s[0] + s[1] + s[2] + s[3]
}

// little keeps first steps small.
const little = 1e-4

func (t *Trainer) step(moved float32) float32 {
	return t.rate / float32(math.Sqrt(float64(moved+little)))
}

// Learn moves the weights of the inputs that were scored last against the gradient of
// the scores.
func (t *Trainer) Learn(inputs []int32, gradient []float32) {
	var back units
	for c, g := range gradient {
		if g == 0 {
			continue
		}
		w, moved := &t.out[c], &t.outMoved[c]
		for rest := t.awake; rest != 0; rest &= rest - 1 {
			u := bits.TrailingZeros64(rest)
			back[u] += float32(g * w[u])
			d := g * t.hidden[u]
			moved[u] += float32(d * d)
			w[u] -= float32(t.step(moved[u]) * d)
		}
		t.bias[c] -= float32(t.rate / 10 * g)
	}
	square := float32(0)
	for u := range back {
		back[u] *= 4.0 / 3
		square += float32(back[u] * back[u])
	}
	square /= Width
	for _, i := range inputs {
		t.moved[i] += square
		s, w := t.step(t.moved[i]), t.row(i)
		for u, b := range back {
			w[u] -= float32(s * b)
		}
	}
}

// Keep takes the weights as they are into the mean that Pack makes.
func (t *Trainer) Keep() {
	for i, w := range t.rows {
		t.sums[i] += w
	}
	for c := range t.out {
		for u, w := range t.out[c] {
			t.outSums[c][u] += w
		}
		t.biasSums[c] += t.bias[c]
	}
	t.kept++
}

// Join adds what was learnt of another input to an input that holds only if that does too.
// The network cannot learn on.
func (t *Trainer) Join(input, other int32) {
	if t.moved[other] == 0 {
		return
	}
	if t.moved[input] == 0 {
		clear(t.sums[int(input)*Width : int(input+1)*Width])
	}
	t.moved[input] += t.moved[other]
	for u, w := range t.sums[int(other)*Width : int(other+1)*Width] {
		t.sums[int(input)*Width+u] += w
	}
}
