// Package linear is an averaged multi-class perceptron over 32-bit feature
// hashes, and its packed form for run time: 8-bit weights in sparse rows.
package linear

import (
	"cmp"
	"math"
	"slices"
)

// Mix joins two hashes into one.
func Mix(a, b uint32) uint32 {
	h := uint64(a)<<32 | uint64(b)
	h ^= h >> 31
	h *= 0x9E3779B97F4A7C15
	h ^= h >> 32
	return uint32(h)
}

// Hash hashes a string (FNV-1a, finished).
func Hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return Mix(h, uint32(len(s)))
}

type cell struct {
	w, acc float32
	at     int32
	class  uint8
}

type row struct {
	key   uint32 // 0 for a free place
	seen  int32  // updates
	cells []cell
}

// Trainer holds weights while they are learnt. A feature counts only once it
// has been updated min times (Goldberg and Elhadad 2011).
type Trainer struct {
	NC     int   // classes
	rows   []row // a hash table that grows
	n      int   // rows in use
	bits   uint32
	step   int32
	min    int32
	active active
}

// NewTrainer returns a trainer for nc classes whose features count only once they
// have been updated minUpdates times.
func NewTrainer(nc, minUpdates int) *Trainer {
	return &Trainer{NC: nc, rows: make([]row, 1<<16), bits: 16, min: int32(minUpdates), active: newActive()}
}

// find returns the row of f or the free one where it belongs.
func (t *Trainer) find(f uint32) *row {
	mask := uint32(len(t.rows) - 1)
	for s := f >> (32 - t.bits); ; s++ {
		if r := &t.rows[s&mask]; r.key == f || r.key == 0 {
			return r
		}
	}
}

// touch returns the row of f, made if need be.
func (t *Trainer) touch(f uint32) *row {
	r := t.find(f)
	if r.key != 0 {
		return r
	}
	if t.n*2 > len(t.rows) {
		old := t.rows
		t.bits++
		t.rows = make([]row, len(old)*2)
		for i := range old {
			if old[i].key != 0 {
				*t.find(old[i].key) = old[i]
			}
		}
		r = t.find(f)
	}
	r.key = f
	t.n++
	return r
}

// Score writes the score of every class to out.
func (t *Trainer) Score(feats []uint32, out []float32) {
	clear(out)
	for _, f := range t.active.pick(feats) {
		if r := t.find(f); r.seen >= t.min {
			for _, c := range r.cells {
				out[c.class] += c.w
			}
		}
	}
}

func (t *Trainer) bump(r *row, class int, d float32) {
	for i := range r.cells {
		if c := &r.cells[i]; int(c.class) == class {
			if r.seen >= t.min {
				c.acc += float32(float32(t.step-c.at) * c.w) // the conversion keeps every processor from fusing
			}
			c.at = t.step
			c.w += d
			return
		}
	}
	r.cells = append(r.cells, cell{w: d, at: t.step, class: uint8(class)})
}

// Tick counts one training example.
func (t *Trainer) Tick() { t.step++ }

// Update moves weight from guess to truth.
func (t *Trainer) Update(feats []uint32, truth, guess int) {
	if truth == guess {
		return
	}
	for _, f := range feats {
		r := t.touch(f)
		if r.seen+1 == t.min { // from now on it counts: start its average here
			for i := range r.cells {
				r.cells[i].at = t.step
			}
		}
		t.bump(r, truth, 1)
		t.bump(r, guess, -1)
		if r.seen++; r.seen == t.min {
			t.active.add(f)
		}
	}
}

// Add adds what o has learnt from another shuffle of the same examples: Pack then
// gives the mean of both. Neither can learn on.
func (t *Trainer) Add(o *Trainer) {
	t.finish()
	o.finish()
	for i := range o.rows {
		x := &o.rows[i]
		if x.key == 0 || x.seen < o.min {
			continue
		}
		r := t.touch(x.key)
		if r.seen < t.min {
			r.cells = nil // it was not to count
		}
		r.seen = max(r.seen, t.min)
		for _, c := range x.cells {
			k := slices.IndexFunc(r.cells, func(y cell) bool { return y.class == c.class })
			if k < 0 {
				k = len(r.cells)
				r.cells = append(r.cells, cell{class: c.class, at: t.step})
			}
			r.cells[k].acc += c.acc
		}
	}
}

// finish brings the sums of all weights up to the last step.
func (t *Trainer) finish() {
	for i := range t.rows {
		if t.rows[i].seen < t.min {
			continue
		}
		for k := range t.rows[i].cells {
			c := &t.rows[i].cells[k]
			c.acc += float32(float32(t.step-c.at) * c.w)
			c.at, c.w = t.step, 0
		}
	}
}

// Pack averages the weights, drops rows whose largest weight is under prune
// (as a share of the largest of all) and quantises the rest to 8 bits.
func (t *Trainer) Pack(prune float64) *Model {
	type kv struct {
		f uint32
		c []cell
	}
	var keep []kv
	var all []float64
	for k := range t.rows {
		r := &t.rows[k]
		if r.key == 0 || r.seen < t.min {
			continue
		}
		cells := slices.Clone(r.cells)
		for i := range cells {
			c := &cells[i]
			c.acc += float32(float32(t.step-c.at) * c.w)
			all = append(all, math.Abs(float64(c.acc)))
		}
		keep = append(keep, kv{r.key, cells})
	}
	if len(all) == 0 {
		all = []float64{1}
	}
	slices.Sort(all)
	// the scale ignores the top 0.02 %, which saturate
	top := all[int(float64(len(all)-1)*0.9998)]
	scale := 127 / top
	slices.SortFunc(keep, func(a, b kv) int { return cmp.Compare(a.f, b.f) })
	s := &sparseRows{classes: t.NC}
	for _, k := range keep {
		if row := quantise(k.c, scale, prune*top); row != nil {
			s.keys, s.rows = append(s.keys, k.f), append(s.rows, row)
		}
	}
	m := s.index()
	m.learnt = s
	return m
}

// quantise returns pairs of class and 8-bit weight in the order of classes, nil
// where no weight reaches least.
func quantise(cells []cell, scale, least float64) (row []byte) {
	slices.SortFunc(cells, func(a, b cell) int { return int(a.class) - int(b.class) })
	best := 0.0
	for _, c := range cells {
		best = max(best, math.Abs(float64(c.acc)))
		if q := max(-127, min(127, math.Round(float64(c.acc)*scale))); q != 0 {
			row = append(row, c.class, byte(int8(q)))
		}
	}
	if best < least {
		return nil
	}
	return row
}
