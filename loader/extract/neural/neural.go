// Package neural is a network of one hidden layer whose inputs are numbered facts that
// hold or do not (Chen and Manning 2014), and its packed form for run time: to know the
// hidden layer is to add rows of small numbers, eight of them at once. All is whole
// numbers, so that every processor gives the same.
package neural

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

// Model is a packed network. It is immutable and safe for concurrent use.
type Model struct {
	rows []row     // by input
	out  []weights // by class, less those of the first
	bias []int
}

// weights are those of one class.
type weights [Width]int

// Classes returns the number of classes.
func (m *Model) Classes() int { return len(m.out) }

// Inputs returns the number of inputs.
func (m *Model) Inputs() int { return len(m.rows) }

// Sum is what inputs bring to the hidden layer: the sums of the even and of the odd bytes
// of rows in lanes of 16 bits, and how many rows.
type Sum struct {
	even, odd [words]uint64
	rows      int
}

// Add adds o to s.
func (s *Sum) Add(o *Sum) {
	for i := range s.even {
		s.even[i] += o.even[i]
		s.odd[i] += o.odd[i]
	}
	s.rows += o.rows
}

// Sum returns what the inputs bring.
func (m *Model) Sum(inputs []int32) (s Sum) {
	s.rows = len(inputs)
	for h := range 2 {
		even, odd := add(m.rows, inputs, h)
		*(*[half]uint64)(s.even[h*half:]), *(*[half]uint64)(s.odd[h*half:]) = even, odd
	}
	return s
}

// add adds up a half of the rows of inputs.
func add(rows []row, inputs []int32, h int) (even, odd [half]uint64) {
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
	return [half]uint64{a - oa<<8, b - ob<<8, c - oc<<8, d - od<<8}, [half]uint64{oa, ob, oc, od}
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

// Hidden is the hidden layer.
type Hidden [Width]int

// Hidden returns the layer that s makes: units below nought are silent.
func (s *Sum) Hidden(h *Hidden) {
	none := bias * s.rows
	for i, e := range s.even {
		o, u := s.odd[i], (*[8]int)(h[8*i:])
		for k := range 4 {
			u[2*k] = max(0, int(e>>(16*k)&0xFFFF)-none)
			u[2*k+1] = max(0, int(o>>(16*k)&0xFFFF)-none)
		}
	}
}

// Score returns the score of a class, less that of the first.
func (m *Model) Score(h *Hidden, class int) int32 {
	if class == 0 {
		return 0
	}
	var a, b int
	w := &m.out[class]
	for i := 0; i < Width; i += 2 {
		a += h[i] * w[i]
		b += h[i+1] * w[i+1]
	}
	return int32((a+b)>>scoreShift + m.bias[class])
}
