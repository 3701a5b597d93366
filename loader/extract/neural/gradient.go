package neural

import "math"

// enough is the share of the right classes beyond which there is nothing to learn.
const enough = 0.999

// Gradient turns the scores of the classes that may be into shares that sum to 1 and
// writes to gradient how the logarithm of the share of the right ones falls with each
// score. It returns that logarithm, negative: the loss; 0 where there is nothing to learn.
func Gradient(score, gradient []float32, may, right func(class int) bool) float64 {
	top := float32(math.Inf(-1))
	for c, x := range score {
		if may(c) {
			top = max(top, x)
		}
	}
	var sum, good float32
	for c, x := range score {
		gradient[c] = 0
		if !may(c) {
			continue
		}
		gradient[c] = exp(x - top)
		sum += gradient[c]
		if right(c) {
			good += gradient[c]
		}
	}
	share := max(good/sum, 1e-6)
	if share > enough {
		return 0
	}
	for c := range gradient {
		g := gradient[c] / sum
		if right(c) && may(c) {
			g -= g / share
		}
		if gradient[c] = g; g > -least && g < least {
			gradient[c] = 0
		}
	}
	return -math.Log(float64(share))
}

// least is the least of a gradient that counts: most labels have next to no share.
const least = 1e-4

// exp returns e to the power of x, which is not positive. That of package math is not
// the same on every processor.
func exp(x float32) float32 {
	const doublings = 14
	y := max(0, 1+float64(x)/(1<<doublings))
	for range doublings {
		y *= y
	}
	return float32(y)
}
