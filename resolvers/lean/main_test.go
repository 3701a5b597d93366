package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// What lean rewrites is no longer in what is committed, so it was rewritten.
func TestExecutorIsLean(t *testing.T) {
	names, err := filepath.Glob("../generated/*.generated.go")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []string{"deferLabelToView", "graphql.NewFieldSet(", "graphql.MarshalSliceConcurrently("} {
			if bytes.Contains(text, []byte(r)) {
				t.Errorf("%s has %q: run scripts/generate.sh", name, r)
			}
		}
		if f := field.Find(text); f != nil {
			t.Errorf("%s has a field that is not plain: run scripts/generate.sh:\n%s", name, f)
		}
	}
}
