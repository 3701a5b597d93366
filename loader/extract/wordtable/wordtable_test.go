package wordtable

import (
	"bytes"
	"fmt"
	"testing"
)

func sample() map[string]uint32 {
	m := map[string]uint32{"": 9, "a": 1, "red": 2, "redder": 3, "red flag": 1 << 31, "é": 5}
	for i := range 10_000 {
		m[fmt.Sprint("word", i*7)] = uint32(i + 1)
	}
	return m
}

func TestTable(t *testing.T) {
	m := sample()
	var b, again bytes.Buffer
	if err := Write(&b, m); err != nil {
		t.Fatal(err)
	}
	if err := Write(&again, m); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("the same map gives other bytes (%v)", err)
	}
	read, err := Read(&b)
	if err != nil {
		t.Fatal(err)
	}
	for name, table := range map[string]*Table{"made": New(m), "read": read} {
		for w, v := range m {
			if got := table.Get(w); got != v {
				t.Errorf("%s: %q is %d, want %d", name, w, got, v)
			}
		}
		for _, w := range []string{"b", "re", "redd", "word1", "red ", " red"} {
			if got := table.Get(w); got != 0 {
				t.Errorf("%s: %q is %d, want 0", name, w, got)
			}
		}
	}
	if h := Extend(Extend(Extend(Start, "red"), " "), "flag"); read.GetHash(h) != 1<<31 {
		t.Error("a phrase is not found by its words")
	}
}

func TestReadDamaged(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, map[string]uint32{"a": 1, "ab": 2}); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	for n := range len(whole) - 1 {
		if _, err := Read(bytes.NewReader(whole[:n])); err == nil {
			t.Errorf("no error for the first %d of %d bytes", n, len(whole))
		}
	}
	if _, err := Read(bytes.NewReader([]byte("nonsense"))); err == nil {
		t.Error("no error for nonsense")
	}
}
