package linear

import "testing"

// TestAdd: two learners that saw the same in different orders are one after Add, and
// a feature that only one of them learnt counts.
func TestAdd(t *testing.T) {
	learn := func(examples [][2]uint32) *Trainer {
		l := NewTrainer(3, 1)
		for range 5 {
			for _, x := range examples {
				l.Tick()
				l.Update([]uint32{x[0]}, int(x[1]), 2)
			}
		}
		return l
	}
	a := learn([][2]uint32{{11, 0}, {12, 1}})
	a.Add(learn([][2]uint32{{12, 1}, {13, 0}}))
	m := a.Pack(0)
	for _, x := range [][2]uint32{{11, 0}, {12, 1}, {13, 0}} {
		var score [64]int32
		m.Score([]uint32{x[0]}, &score)
		if want := int(x[1]); score[want] <= score[1-want] || score[want] <= score[2] {
			t.Errorf("feature %d: scores %v, want class %d", x[0], score[:3], want)
		}
	}
}
