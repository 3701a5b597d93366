package eval

import (
	"fmt"
	"io"
	"math"
)

// bins is how many ranges of equal width probabilities are grouped in.
const bins = 10

// Calibration compares how probable predictions were said to be with how many of them
// are right.
type Calibration struct {
	n, sum, right [bins]float64 // by range of the probability: predictions, their probabilities, right ones
}

func (c *Calibration) add(p float64, ok bool) {
	b := min(max(int(p*bins), 0), bins-1)
	c.n[b]++
	c.sum[b] += p
	if ok {
		c.right[b]++
	}
}

// any reports whether there are predictions with a probability.
func (c *Calibration) any() bool {
	for _, s := range c.sum {
		if s > 0 {
			return true
		}
	}
	return false
}

// Count returns the number of predictions.
func (c *Calibration) Count() (n float64) {
	for _, x := range c.n {
		n += x
	}
	return n
}

// Error returns the expected calibration error: how far the mean probability of a range
// lies from the share of right ones, on average over the predictions.
func (c *Calibration) Error() float64 {
	e := 0.0
	for i := range c.n {
		e += math.Abs(c.sum[i] - c.right[i])
	}
	return share(e, c.Count())
}

func (c *Calibration) row(name string) Row { return Row{Name: name, Acc: c.Error(), N: c.Count()} }

// Print writes a table: for each range of the probability its mean, the share that is
// right and the number of predictions.
func (c *Calibration) Print(w io.Writer, title string) error {
	if _, err := fmt.Fprintf(w, "\n%s: error %.1f %%\n%10s %8s %8s %8s\n", title, 100*c.Error(), "", "said", "right", "of"); err != nil {
		return err
	}
	for i := range c.n {
		if c.n[i] == 0 {
			continue
		}
		if _, err := fmt.Fprintf(w, "%4d-%d %% %8.1f %8.1f %8g\n", 100*i/bins, 100*(i+1)/bins, 100*c.sum[i]/c.n[i], 100*c.right[i]/c.n[i], c.n[i]); err != nil {
			return err
		}
	}
	return nil
}

// Curve draws a calibration as an SVG image: said on the one axis, right on the
// other, each range a dot as large as it has predictions; perfect ones lie on the diagonal.
func Curve(w io.Writer, title string, c *Calibration) error {
	const side, edge = 320, 44
	x := func(p float64) float64 { return edge + side*p }
	y := func(p float64) float64 { return edge + side*(1-p) }
	b := &printer{w: w}
	b.f("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n", side+2*edge, side+2*edge)
	b.f("<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n", title)
	b.f("<text x=\"%d\" y=\"24\" font-weight=\"bold\">%s</text>\n", edge, title)
	for i := 0; i <= bins; i += 2 {
		p := float64(i) / bins
		b.f("<path d=\"M%.0f %.0fH%.0fM%.0f %.0fV%.0f\" stroke=\"#ddd\"/>\n", x(0), y(p), x(1), x(p), y(0), y(1))
		b.f("<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"end\">%d</text><text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\">%d</text>\n", x(0)-6, y(p)+4, 10*i, x(p), y(0)+16, 10*i)
	}
	b.f("<path d=\"M%.0f %.0fL%.0f %.0f\" stroke=\"#888\" stroke-dasharray=\"4 4\"/>\n", x(0), y(0), x(1), y(1))
	line := "M"
	for i := range c.n {
		if c.n[i] == 0 {
			continue
		}
		px, py := x(c.sum[i]/c.n[i]), y(c.right[i]/c.n[i])
		b.f("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#1f77b4\" fill-opacity=\".5\"><title>%g predictions</title></circle>\n", px, py, 3+20*math.Sqrt(c.n[i]/c.Count()), c.n[i])
		line += fmt.Sprintf("%.1f %.1fL", px, py)
	}
	b.f("<path d=\"%s\" fill=\"none\" stroke=\"#1f77b4\"/>\n", line[:len(line)-1])
	b.f("<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\">said, %%</text><text transform=\"translate(12 %.0f)rotate(-90)\" text-anchor=\"middle\">right, %%</text>\n</svg>\n", x(.5), y(0)+34, y(.5))
	return b.err
}

// printer keeps the first error of what it writes.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) f(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}
