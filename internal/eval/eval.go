// Package eval measures extraction against gold annotations: who said what
// (attributions, with entities, coreference and dates), and who accused whom of
// what (acts). It reads gold as JSON Lines, makes predictions with the stages of
// an extraction, and counts as the scorers of the gold data do.
//
// Offsets in files are Unicode code points, half open; a figure is a share between
// 0 and 1.
package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// Span is a half-open range of code points, written as [start, end].
type Span [2]int

// maxLine is the longest line of a gold file, in bytes.
const maxLine = 64 << 20

// readLines calls use with every line of a JSON Lines file, decoded.
func readLines[T any](r io.Reader, use func(T) error) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<20), maxLine)
	for n := 1; sc.Scan(); n++ {
		if len(sc.Bytes()) == 0 {
			continue
		}
		var x T
		if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if err := use(x); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return sc.Err()
}

// PRF is precision, recall and F1 with what they were counted over.
type PRF struct {
	P    float64 `json:"p"`
	R    float64 `json:"r"`
	F1   float64 `json:"f1"`
	Pred float64 `json:"n_pred"`
	Gold float64 `json:"n_gold"`
}

// prf divides right predictions by predictions and found gold by gold; nothing
// predicted where nothing was asked is right.
func prf(okPred, pred, okGold, gold float64) PRF {
	p, r := share(okPred, pred), share(okGold, gold)
	if pred == 0 && gold == 0 {
		p, r = 1, 1
	}
	f := 0.0
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return PRF{p, r, f, pred, gold}
}

func share(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// counts adds up named counts over documents.
type counts map[string]float64

func (c counts) add(key string, n float64) { c[key] += n }

func (c counts) yes(key string, ok bool) {
	if ok {
		c[key]++
	}
}

func writeLine(w io.Writer, x any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(x)
}
