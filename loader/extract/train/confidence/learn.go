package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/confidence"
)

const (
	rare    = 4 // a trait that fewer examples have is left out
	steps   = 1500
	folds   = 5
	stretch = 20 // reports that follow one another in a fold
	written = "# How sure each part of a report is: part, trait, hundredths of log-odds. Made by loader/extract/train/confidence; see LICENSE.md.\n"
)

// decays are how strongly weights may be held near 0; each part takes what does best
// on corpora that were not learnt from.
var decays = []float64{1, 2, 4, 8, 16, 32}

// fold returns the fold that a report is in.
func fold(report int) int { return report / stretch % folds }

// analysed runs stages over an article.
func analysed(a *graph.Article, stages []extract.Stage) *extract.Document {
	d := extract.New(a)
	extract.Run(d, stages)
	return d
}

// learn returns the weights of the traits in hundredths: logistic regression, by
// steps against the gradient, in the order of the examples.
func learn(examples []example, decay float64) map[string]int {
	count := map[string]int{}
	for _, e := range examples {
		for _, t := range e.traits {
			count[t]++
		}
	}
	index := map[string]int{}
	var traits []string
	for _, t := range slices.Sorted(maps.Keys(count)) {
		if count[t] >= rare {
			index[t] = len(traits)
			traits = append(traits, t)
		}
	}
	rows, total := make([][]int, len(examples)), 0.0
	for i, e := range examples {
		for _, t := range e.traits {
			if k, ok := index[t]; ok {
				rows[i] = append(rows[i], k)
			}
		}
		total += e.weight
	}
	w := make([]float64, len(traits))
	speed := make([]float64, len(traits)) // with momentum
	for range steps {
		slope := make([]float64, len(traits))
		for k := range slope {
			if traits[k] != "bias" {
				slope[k] = decay * w[k]
			}
		}
		for i, e := range examples {
			sum := 0.0
			for _, k := range rows[i] {
				sum += w[k]
			}
			miss := 1 / (1 + math.Exp(-sum))
			if e.right {
				miss--
			}
			for _, k := range rows[i] {
				slope[k] += e.weight * miss
			}
		}
		for k := range w {
			speed[k] = 0.9*speed[k] - 0.4/total*slope[k]
			w[k] += speed[k]
		}
	}
	out := map[string]int{}
	for k, t := range traits {
		if x := int(math.Round(100 * w[k])); x != 0 {
			out[t] = x
		}
	}
	return out
}

// without returns the examples of which not is false.
func without(examples []example, not func(*example) bool) []example {
	return slices.DeleteFunc(slices.Clone(examples), func(e example) bool { return not(&e) })
}

// loss returns the mean log loss on each corpus of weights that were learnt from the
// others.
func loss(examples []example, decay float64) float64 {
	sum, total := 0.0, 0.0
	for n := range corpora {
		w := confidence.Weights{"": learn(without(examples, func(e *example) bool { return e.corpus == n }), decay)}
		for _, e := range examples {
			if e.corpus != n {
				continue
			}
			p := float64(w.Probability("", e.traits)) / 100
			if !e.right {
				p = 1 - p
			}
			sum -= e.weight * math.Log(p)
			total += e.weight
		}
	}
	return sum / total
}

// settle returns for each part the decay that does best.
func (c *collector) settle() map[string]float64 {
	out := map[string]float64{}
	for part, examples := range c.examples {
		best := math.Inf(1)
		for _, d := range decays {
			if l := loss(examples, d); l < best {
				best, out[part] = l, d
			}
		}
	}
	return out
}

// weights learns all parts.
func (c *collector) weights(decay map[string]float64) confidence.Weights {
	out := confidence.Weights{}
	for part, examples := range c.examples {
		out[part] = learn(examples, decay[part])
	}
	return out
}

// write writes the weights in the form that confidence.ParseWeights reads.
func (c *collector) write(f io.Writer) error {
	if _, err := io.WriteString(f, written); err != nil {
		return err
	}
	decay := c.settle()
	fmt.Fprintln(os.Stderr, "held near 0 by", decay) // maps print sorted
	w := c.weights(decay)
	for _, part := range []string{confidence.Span, confidence.Source, confidence.Act, confidence.Target} {
		for _, t := range slices.SortedFunc(maps.Keys(w[part]), cmp.Compare[string]) {
			if _, err := fmt.Fprintf(f, "%s\t%s\t%d\n", part, t, w[part][t]); err != nil {
				return err
			}
		}
	}
	return nil
}
