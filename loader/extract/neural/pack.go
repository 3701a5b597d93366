package neural

import (
	"math"
	"slices"
)

// scoreShift brings sums of products down to scores.
const scoreShift = 12

// loud is the share of weights that are told apart; those beyond saturate.
const loud = 0.9998

// Pack returns the mean of what Keep saw with weights of seven bits; a score of 1 becomes
// points.
func (t *Trainer) Pack(points float64) *Model {
	mean := 1 / float64(max(t.kept, 1))
	scale := largest / t.loudest(mean)
	m := &Model{rows: make([]row, len(t.moved)), out: make([]weights, len(t.out)), bias: make([]int32, len(t.out))}
	for i := range m.rows {
		m.rows[i] = silent
		if t.moved[i] == 0 {
			continue // never seen: noise
		}
		for u, w := range t.sums[i*Width : (i+1)*Width] {
			m.rows[i].set(u, int8(max(-largest, min(largest, math.Round(float64(w)*mean*scale)))))
		}
	}
	for c := range m.out {
		for u, w := range t.outSums[c] {
			gain := float64(w) - float64(t.outSums[0][u])
			w := math.Round(gain * mean / scale * points * (1 << scoreShift))
			m.out[c][lane(u)] = int16(max(math.MinInt16, min(math.MaxInt16, w)))
		}
		m.bias[c] = int32(math.Round((float64(t.biasSums[c]) - float64(t.biasSums[0])) * mean * points))
	}
	return m
}

// loudest returns the largest weight of an input that is told apart.
func (t *Trainer) loudest(mean float64) float64 {
	var all []float64
	for i, m := range t.moved {
		if m == 0 {
			continue
		}
		for _, w := range t.sums[i*Width : (i+1)*Width] {
			all = append(all, math.Abs(float64(w)*mean))
		}
	}
	if len(all) == 0 {
		return 1
	}
	slices.Sort(all)
	return max(all[int(float64(len(all)-1)*loud)], 1e-6)
}
