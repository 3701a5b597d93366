package model

import (
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
)

// most is the most memory that loaded models may take, in bytes.
const most = 64 << 20

func TestLoad(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	m, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if n := int64(after.HeapAlloc) - int64(before.HeapAlloc); n > most {
		t.Errorf("the models take %d bytes, the limit is %d", n, most)
	}
	if e, ok := m.Lexicon.Get("deny"); !ok || e.Verb != m.Lexicon.Topic("verb.communication") {
		t.Errorf("deny is %+v", e)
	}
	runtime.KeepAlive(m)
}

func TestLoadDamaged(t *testing.T) {
	for _, name := range []string{TaggerFile, ParserFile, NamesFile, LexiconFile, GazetteerFile} {
		for what, change := range map[string]func([]byte) []byte{
			"cut off": func(b []byte) []byte { return b[:len(b)/2] },
			"empty":   func([]byte) []byte { return nil },
			"foreign": func([]byte) []byte { return []byte(strings.Repeat("not a model ", 100)) },
		} {
			dir := fstest.MapFS{}
			for _, n := range []string{TaggerFile, ParserFile, NamesFile, LexiconFile, GazetteerFile} {
				raw, err := fs.ReadFile(Embedded(), n)
				if err != nil {
					t.Fatal(err)
				}
				if n == name {
					raw = change(raw)
				}
				dir[n] = &fstest.MapFile{Data: raw}
			}
			if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s, %s: %v", name, what, err)
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(Embedded()); err != nil {
			b.Fatal(err)
		}
	}
}
