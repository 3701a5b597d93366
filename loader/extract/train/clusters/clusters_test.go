package main

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Words of like vectors share a cluster, the same input gives the same bytes, and what
// no text holds as a word is left out.
func TestRun(t *testing.T) {
	words := []string{",", "red", "two", "blue", "three", "green", "four", "a_b"}
	vectors := map[string][]float32{}
	for i, w := range words {
		v := make([]float32, dims)
		v[i%2], v[2+i] = 1, 0.1 // colours have the first number, the others the second
		vectors[w] = v
	}
	raw, err := json.Marshal(map[string]any{"words": words, "vectors": vectors})
	if err != nil {
		t.Fatal(err)
	}
	points := filepath.Join(t.TempDir(), "vectors.json")
	if err := os.WriteFile(points, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	first := clustersOf(t, points)
	lines := strings.Split(strings.TrimSpace(first), "\n")
	of := map[string]string{}
	for _, l := range lines {
		word, clusters, _ := strings.Cut(l, "\t")
		of[word] = clusters[strings.LastIndexByte(clusters, '\t')+1:]
	}
	if len(of) != 6 || of["red"] != of["blue"] || of["two"] != of["four"] || of["red"] == of["two"] {
		t.Errorf("%q", lines)
	}
	if clustersOf(t, points) != first {
		t.Error("the second run gave other bytes")
	}
}

func clustersOf(t *testing.T, vectors string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.gz")
	if err := run(vectors, out, 100, 3, []int{4, 3, 2}); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
