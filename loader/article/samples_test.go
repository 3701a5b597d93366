package article

import (
	"os"
	"path/filepath"
	"testing"

	"hearsay/graph"
)

// TestSamples reads the sample articles: every one gives an article with a headline
// and a date, and every segment of its map is true.
func TestSamples(t *testing.T) {
	files, err := filepath.Glob("../../testdata/articles/*.*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		err = Each(name, f, Options{}, func(it Item) error {
			if it.Err != nil {
				t.Errorf("%s:%d: %v", name, it.Line, it.Err)
				return nil
			}
			a := it.Article
			if a.Title == "" || a.Published == "" || a.Blocks[0].Kind != graph.BlockTitle || a.Lang != "en" {
				t.Errorf("%s:%d: title %q, published %q, language %q", name, it.Line, a.Title, a.Published, a.Lang)
			}
			checkMap(t, a, raw[it.Offset:])
			return nil
		})
		f.Close()
		if err != nil {
			t.Error(err)
		}
	}
}
