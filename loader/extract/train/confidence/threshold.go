package main

import (
	"fmt"
	"io"
)

// thresholds prints, for each threshold, how many accusations stay and how many of
// these are right: those that a cue tells and those that the content alone carries. The
// weights of each fifth are learnt from the others.
func (c *collector) thresholds(w io.Writer) error {
	sure := c.crossed()
	for _, implicit := range []bool{false, true} {
		if _, err := fmt.Fprintf(w, "implicit %v\n", implicit); err != nil {
			return err
		}
		for at := 0; at <= 90; at += 5 {
			kept, right := 0, 0
			for i, a := range c.accused {
				if a.implicit != implicit || sure[i] < at {
					continue
				}
				kept++
				if a.right {
					right++
				}
			}
			if _, err := fmt.Fprintf(w, "at %2d %%: %3d stay, %3d right, %5.1f %%\n", at, kept, right, 100*float64(right)/float64(max(kept, 1))); err != nil {
				return err
			}
		}
	}
	return nil
}

// crossed returns how sure each accusation is by weights that were learnt without the
// fold of its report.
func (c *collector) crossed() []int {
	out := make([]int, len(c.accused))
	decay := c.settle()
	for n := range folds {
		part := &collector{examples: map[string][]example{}}
		for name, all := range c.examples {
			part.examples[name] = without(all, func(e *example) bool { return fold(e.report) == n })
		}
		weights := part.weights(decay)
		for i, a := range c.accused {
			if fold(a.report) == n {
				out[i] = weights.All(a.traits)
			}
		}
	}
	return out
}
