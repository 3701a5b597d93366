// Package neural is a network of one hidden layer whose inputs are numbered facts that
// hold or do not (Chen and Manning 2014), and its packed form for run time: to know the
// hidden layer is to add rows of small numbers, many of them at once. All is whole
// numbers, so that every processor gives the same.
package neural

import "math/bits"

// Width is the number of units of the hidden layer.
const Width = 64

// A row has a byte for each unit, the weight and bias. A weight has seven bits, so that two
// rows can be added byte by byte.
const (
	bias      = 64
	largest   = bias - 1
	evenBytes = (1<<64 - 1) / 257 // the lower byte of each pair
	words     = Width / 8
	half      = words / 2
)

// row is in two halves, whose sums have room in the processor.
type row [2][half]uint64

// MaxInputs is how many inputs may hold at once: more would run out of their lanes.
const MaxInputs = 512

// MaxClasses is the most classes of a model.
const MaxClasses = 64

// Model is a packed network. It is immutable and safe for concurrent use.
type Model struct {
	rows []row     // by input
	out  []weights // by class, less those of the first
	bias []int32
}

// weights are those of one class, by lane.
type weights [Width]int16

// lane is where a unit stands in the hidden layer: as a Sum has it, even ones first.
func lane(unit int) int { return unit%2*(Width/2) + unit/2 }

// Classes returns the number of classes.
func (m *Model) Classes() int { return len(m.out) }

// Inputs returns the number of inputs.
func (m *Model) Inputs() int { return len(m.rows) }

// Sum is what inputs bring to the hidden layer: the sums of the even and of the odd bytes
// of rows in lanes of 16 bits, and how many rows. The zero Sum is that of no inputs.
type Sum struct {
	even, odd [words]uint64
	rows      int
}

// Add adds what the inputs of o bring.
func (s *Sum) Add(o *Sum) {
	for i := range s.even {
		s.even[i] += o.even[i]
		s.odd[i] += o.odd[i]
	}
	s.rows += o.rows
}

// Add adds what inputs bring to s.
func (m *Model) Add(s *Sum, inputs []int32) {
	s.rows += len(inputs)
	if vectors && addVectors(s, m.rows, inputs) {
		return
	}
	for h := range 2 {
		even, odd := (*[half]uint64)(s.even[h*half:]), (*[half]uint64)(s.odd[h*half:])
		add(even, odd, m.rows, inputs, h)
	}
}

// add adds a half of the rows of inputs.
func add(even, odd *[half]uint64, rows []row, inputs []int32, h int) {
	// The words of pairs are added as they stand, where odd bytes run over into the even
	// ones above, and their odd bytes alone.
	var a, b, c, d, oa, ob, oc, od uint64
	if len(inputs)%2 != 0 {
		x := &rows[inputs[0]][h&1]
		a, b, c, d = x[0], x[1], x[2], x[3]
		oa, ob, oc, od = a>>8&evenBytes, b>>8&evenBytes, c>>8&evenBytes, d>>8&evenBytes
		inputs = inputs[1:]
	}
	for ; len(inputs) >= 2; inputs = inputs[2:] {
		x, y := &rows[inputs[0]][h&1], &rows[inputs[1]][h&1]
		t := x[0] + y[0]
		a += t
		oa += t >> 8 & evenBytes
		t = x[1] + y[1]
		b += t
		ob += t >> 8 & evenBytes
		t = x[2] + y[2]
		c += t
		oc += t >> 8 & evenBytes
		t = x[3] + y[3]
		d += t
		od += t >> 8 & evenBytes
	}
	for i, o := range [half]uint64{oa, ob, oc, od} {
		odd[i] += o
		even[i] -= o << 8
	}
	for i, x := range [half]uint64{a, b, c, d} {
		even[i] += x
	}
}

// set sets the weight of a unit.
func (r *row) set(unit int, w int8) {
	x, at := &r[unit/8/half][unit/8%half], unit%8*8
	*x = *x&^(0xFF<<at) | uint64(int(w)+bias)<<at
}

// silent has no weights.
var silent = func() (r row) {
	for u := range Width {
		r.set(u, 0)
	}
	return r
}()

// Score writes the scores of a set of classes, less that of the first. Products are summed
// in 32 bits, which the sums of a learnt model are far from filling.
func (m *Model) Score(s *Sum, classes uint64, score *[MaxClasses]int32) {
	if classes>>len(m.out) != 0 {
		panic("neural: no such class")
	}
	if vectors {
		scoreVectors(s, m.out, m.bias, classes, score)
		return
	}
	var h layer
	s.hidden(&h)
	for ; classes != 0; classes &= classes - 1 {
		c := bits.TrailingZeros64(classes)
		score[c] = h.dot(&m.out[c])>>scoreShift + m.bias[c]
	}
}

// layer is the hidden layer, by lane. A sum of 512 weights of seven bits fits.
type layer [Width]int16

// hidden makes the layer: units below nought are silent.
func (s *Sum) hidden(h *layer) {
	none := int16(bias * s.rows)
	for i, e := range s.even {
		o := s.odd[i]
		for k := range 4 {
			h[4*i+k] = max(0, int16(e>>(16*k))-none)
			h[Width/2+4*i+k] = max(0, int16(o>>(16*k))-none)
		}
	}
}

func (h *layer) dot(w *weights) int32 {
	var a, b int32
	for i := 0; i < Width; i += 2 {
		a += int32(h[i]) * int32(w[i])
		b += int32(h[i+1]) * int32(w[i+1])
	}
	return a + b
}
