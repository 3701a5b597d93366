package main

import (
	"math"
	"math/rand/v2"
	"sync"
)

// dims is the length of a vector.
const dims = 100

type vector [dims]float32

func (v *vector) dot(o *vector) (sum float32) {
	// Four sums at a time; the conversions keep every processor from fusing.
	var a, b, c, d float32
	for i := 0; i < dims; i += 4 {
		a += float32(v[i] * o[i])
		b += float32(v[i+1] * o[i+1])
		c += float32(v[i+2] * o[i+2])
		d += float32(v[i+3] * o[i+3])
	}
	return a + b + c + d
}

func (v *vector) add(o *vector, weight float32) {
	for i := range v {
		v[i] += float32(o[i] * weight)
	}
}

// normalize brings the vector to length 1, unless it is nought.
func (v *vector) normalize() {
	n := float32(math.Sqrt(float64(v.dot(v))))
	if n == 0 {
		return
	}
	for i := range v {
		v[i] /= n
	}
}

// weight is how much the word at a place of the order of frequency counts: a rare word
// less, or most clusters would be of rare names.
func weight(place int) float32 { return float32(1 / math.Sqrt(float64(place)+100)) }

// cluster parts points of length 1 into k clusters by spherical k-means and returns
// the cluster of each point and the centres, of length 1.
func cluster(points []vector, weights []float32, k, passes int) ([]int, []vector) {
	centres := begin(points, weights, k)
	of := make([]int, len(points))
	for range passes {
		assign(points, centres, of)
		sums := make([]vector, k)
		for i := range points {
			sums[of[i]].add(&points[i], weights[i])
		}
		for c := range sums {
			if sums[c] == (vector{}) {
				sums[c] = centres[c]
			}
			sums[c].normalize()
		}
		centres = sums
	}
	assign(points, centres, of)
	return of, centres
}

// begin draws the first centres among the points, each by its weight and by how far it
// lies from those that were drawn (Arthur and Vassilvitskii 2007).
func begin(points []vector, weights []float32, k int) []vector {
	rng := rand.New(rand.NewPCG(5, 6))
	far := make([]float64, len(points))
	for i := range far {
		far[i] = 2
	}
	centres := make([]vector, 0, k)
	for len(centres) < k {
		total := 0.0
		for i, f := range far {
			total += f * float64(weights[i])
		}
		at, pick := rng.Float64()*total, 0
		for i, f := range far {
			if at -= f * float64(weights[i]); at <= 0 {
				pick = i
				break
			}
		}
		centres = append(centres, points[pick])
		for i := range points {
			far[i] = min(far[i], max(0, 1-float64(points[i].dot(&points[pick]))))
		}
	}
	return centres
}

// assign finds the nearest centre of each point.
func assign(points, centres []vector, of []int) {
	const parts = 4
	var wg sync.WaitGroup
	for part := range parts {
		wg.Go(func() {
			for i := part; i < len(points); i += parts {
				best := float32(-2)
				for c := range centres {
					if d := points[i].dot(&centres[c]); d > best {
						best, of[i] = d, c
					}
				}
			}
		})
	}
	wg.Wait()
}

// mass is the weight of the points of each cluster.
func mass(of []int, weights []float32, k int) []float64 {
	m := make([]float64, k)
	for i, c := range of {
		m[c] += float64(weights[i])
	}
	return m
}

// join merges the two clusters whose union spreads least, again and again, and returns
// for each of the levels to which of so many clusters each first one belongs.
func join(centres []vector, mass []float64, levels []int) (out [][]int) {
	n := len(centres)
	in := make([]int, n) // which cluster a first one is in
	for i := range in {
		in[i] = i
	}
	centres = append([]vector(nil), centres...)
	cost := func(a, b int) float64 {
		d := max(0, 1-float64(centres[a].dot(&centres[b])))
		return d * mass[a] * mass[b] / (mass[a] + mass[b] + 1e-9)
	}
	alive := n
	for _, level := range levels {
		for ; alive > level; alive-- {
			a, b := nearest(n, in, cost)
			centres[a].add(&centres[b], float32(mass[b]/(mass[a]+1e-9)))
			centres[a].normalize()
			mass[a] += mass[b]
			for i := range in {
				if in[i] == b {
					in[i] = a
				}
			}
		}
		out = append(out, number(in))
	}
	return out
}

// nearest returns the two clusters that cost least to join.
func nearest(n int, in []int, cost func(a, b int) float64) (x, y int) {
	best := math.Inf(1)
	for a := range n {
		if in[a] != a {
			continue
		}
		for b := a + 1; b < n; b++ {
			if in[b] == b {
				if c := cost(a, b); c < best {
					best, x, y = c, a, b
				}
			}
		}
	}
	return x, y
}

// number gives the clusters numbers from 0 on, in the order of their first members.
func number(in []int) []int {
	id, out := map[int]int{}, make([]int, len(in))
	for i, c := range in {
		if _, ok := id[c]; !ok {
			id[c] = len(id)
		}
		out[i] = id[c]
	}
	return out
}
