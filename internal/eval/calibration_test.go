package eval

import (
	"math"
	"strings"
	"testing"
)

func TestCalibration(t *testing.T) {
	var c Calibration
	if c.any() || c.Error() != 0 {
		t.Errorf("without predictions: error %v", c.Error())
	}
	for i := range 10 {
		c.add(0.95, i < 9) // 95 % said, 90 % right
	}
	for i := range 10 {
		c.add(0.2, i < 5) // 20 % said, 50 % right
	}
	c.add(1, true)
	if want := (11*(10.5/11-10.0/11) + 10*0.3) / 21; math.Abs(c.Error()-want) > 1e-9 {
		t.Errorf("error %v, want %v", c.Error(), want)
	}
	var b strings.Builder
	if err := c.Print(&b, "all"); err != nil {
		t.Fatal(err)
	}
	const want = `
all: error 16.7 %
               said    right       of
  20-30 %     20.0     50.0       10
  90-100 %     95.5     90.9       11
`
	if b.String() != want {
		t.Errorf("printed\n%q, want\n%q", b.String(), want)
	}
	b.Reset()
	if err := Curve(&b, "all", &c); err != nil || strings.Count(b.String(), "<circle") != 2 {
		t.Errorf("curve %v:\n%s", err, b.String())
	}
}
