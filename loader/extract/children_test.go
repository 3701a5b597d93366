package extract

import (
	"reflect"
	"testing"
)

func TestChildren(t *testing.T) {
	d := &Document{}
	for _, h := range []int{1, -1, 1, 4, 2, 5, 99} { // the last two are broken
		d.Tokens = append(d.Tokens, Token{Head: h})
	}
	got := d.Children()
	for i, want := range [][]int{nil, {0, 2}, {4}, nil, {3}, nil, nil} {
		if len(got[i])+len(want) > 0 && !reflect.DeepEqual(got[i], want) {
			t.Errorf("on %d hang %v, want %v", i, got[i], want)
		}
		if cap(got[i]) != len(want) {
			t.Errorf("the children of %d share room with those of another", i)
		}
	}
}
