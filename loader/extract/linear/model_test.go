package linear

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestPerfect: every hash has a place of its own, whether hashes are spread or share
// their highest bits.
func TestPerfect(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, n := range []int{0, 1, 2, 100, 2000} {
		for name, mask := range map[string]uint32{"spread": 1<<32 - 1, "close": 1<<14 - 1} {
			keys := map[uint32]bool{}
			for len(keys) < n {
				keys[r.Uint32()&mask] = true
			}
			p := newPerfect(slices.Sorted(maps.Keys(keys)))
			taken := map[uint32]bool{}
			for k := range keys {
				at := p.place(k)
				if at >= p.places || taken[at] {
					t.Fatalf("%d %s hashes: place %d of %d, taken: %v", n, name, at, p.places, taken[at])
				}
				taken[at] = true
			}
			if name == "spread" && n > 1000 && int(p.places) > n*3/2 {
				t.Errorf("%d places for %d hashes", p.places, n)
			}
		}
	}
}

// TestScore compares packed models of 3 to most classes with plain sums, over features
// most of which the model has.
func TestScore(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, classes := range []int{Width, 13, 32, 33, 64} {
		plain := map[uint32]*[64]int32{}
		for range 3000 {
			row := new([64]int32)
			for range 1 + r.IntN(classes) {
				row[r.IntN(classes)] = int32(r.IntN(255) - 127)
			}
			plain[r.Uint32()] = row
		}
		keys := slices.Sorted(maps.Keys(plain))
		s := &sparseRows{classes: classes, keys: keys}
		var dense []denseEntry
		for _, k := range keys {
			var row []byte
			for c, w := range plain[k][:classes] {
				if w != 0 {
					row = append(row, byte(c), byte(int8(w)))
				}
			}
			s.rows = append(s.rows, row)
			x := plain[k]
			dense = append(dense, denseEntry{k, [Width]int8{int8(x[0]), int8(x[1]), int8(x[2])}})
		}
		m, d := s.index(), indexDense(dense)
		for n := range 2*atOnce + 2 {
			want, got := [64]int32{5: 7}, [64]int32{5: 7}
			var feats []uint32
			for range n {
				f := keys[r.IntN(len(keys))]
				if r.IntN(4) == 0 {
					f = r.Uint32()
				}
				feats = append(feats, f)
				if row := plain[f]; row != nil {
					for c, w := range row {
						want[c] += w
					}
				}
			}
			if m.Score(feats, &got); got != want {
				t.Fatalf("%d classes, %d features: %v, want %v", classes, n, got, want)
			}
			if s := d.Score(feats); classes == Width && s != [Width]int32{0, want[1] - want[0], want[2] - want[0]} {
				t.Fatalf("%d features: %v, want the gains of %v", n, s, want[:Width])
			}
		}
	}
}
