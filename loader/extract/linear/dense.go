package linear

import (
	"cmp"
	"math"
	"slices"
)

// Width is the number of classes of a dense classifier.
const Width = 3

type denseRow struct {
	key    uint32
	at     int32
	seen   int32 // updates
	w, acc [Width]float32
}

// DenseTrainer learns a classifier of Width classes. Its table grows.
type DenseTrainer struct {
	rows   []denseRow
	n      int
	bits   uint32
	step   int32
	min    int32
	active active
}

// NewDenseTrainer returns a trainer whose features count only once they have
// been updated minUpdates times (Goldberg and Elhadad 2011), which keeps the
// model small and helps it generalise.
func NewDenseTrainer(minUpdates int) *DenseTrainer {
	return &DenseTrainer{rows: make([]denseRow, 1<<20), bits: 20, min: int32(minUpdates), active: newActive()}
}

func (t *DenseTrainer) find(f uint32) *denseRow {
	mask := uint32(len(t.rows) - 1)
	s := f >> (32 - t.bits)
	for {
		r := &t.rows[s&mask]
		if r.key == f || r.key == 0 {
			return r
		}
		s++
	}
}

// Score returns the score of every class.
func (t *DenseTrainer) Score(feats []uint32) (out [Width]float32) {
	for _, f := range t.active.pick(feats) {
		if r := t.find(f); r.seen >= t.min && r.key != 0 {
			for c := range out {
				out[c] += r.w[c]
			}
		}
	}
	return
}

// Tick counts one training example.
func (t *DenseTrainer) Tick() { t.step++ }

// Update moves weight from guess to truth.
func (t *DenseTrainer) Update(feats []uint32, truth, guess int) {
	for _, f := range feats {
		r := t.touch(f)
		r.w[truth]++
		r.w[guess]--
	}
}

// touch returns the row of f, made if need be, its average brought up to date.
func (t *DenseTrainer) touch(f uint32) *denseRow {
	r := t.find(f)
	if r.key == 0 {
		if t.n*2 > len(t.rows) {
			old := t.rows
			t.bits++
			t.rows = make([]denseRow, len(old)*2)
			for i := range old {
				if old[i].key != 0 {
					*t.find(old[i].key) = old[i]
				}
			}
			r = t.find(f)
		}
		r.key, r.at = f, t.step
		t.n++
	}
	if r.seen >= t.min { // before, the feature does not count
		// the conversion keeps every processor from fusing: all learn the same
		d := float32(t.step - r.at)
		for c := range r.w {
			r.acc[c] += float32(d * r.w[c])
		}
	}
	if r.seen++; r.seen == t.min {
		t.active.add(f)
	}
	r.at = t.step
	return r
}

// sums returns the sums of a row's weights over all steps.
func (t *DenseTrainer) sums(r *denseRow) [Width]float32 {
	sum := r.acc
	for c, w := range r.w {
		sum[c] += float32(float32(t.step-r.at) * w)
	}
	return sum
}

// Pack averages, prunes and quantises the weights. The trainer can learn on.
func (t *DenseTrainer) Pack(prune float64) *Dense {
	var all []float64
	for i := range t.rows {
		r := &t.rows[i]
		if r.key == 0 || r.seen < t.min {
			continue
		}
		for _, a := range t.sums(r) {
			all = append(all, math.Abs(float64(a)))
		}
	}
	if len(all) == 0 {
		all = []float64{1}
	}
	slices.Sort(all)
	top := all[int(float64(len(all)-1)*0.9998)]
	var sorted []denseEntry
	for i := range t.rows {
		r := &t.rows[i]
		if r.key == 0 || r.seen < t.min {
			continue
		}
		s := denseEntry{key: r.key}
		best, any := 0.0, false
		for c, a := range t.sums(r) {
			best = max(best, math.Abs(float64(a)))
			q := max(-127, min(127, math.Round(float64(a)*127/top)))
			s.w[c] = int8(q)
			any = any || q != 0
		}
		if any && best >= prune*top {
			sorted = append(sorted, s)
		}
	}
	slices.SortFunc(sorted, func(a, b denseEntry) int { return cmp.Compare(a.key, b.key) })
	m := indexDense(sorted)
	m.learnt = sorted
	return m
}
