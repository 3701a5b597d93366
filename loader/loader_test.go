package loader

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay/graph"
	"hearsay/loader/article"

	"github.com/google/go-cmp/cmp"
)

// echo is an extractor whose records hold only the article.
type echo struct {
	mu    sync.Mutex
	calls int
	hook  func(a *graph.Article)
}

var echoRun = graph.Extraction{ID: graph.ExtractionID("test", ""), Version: "test"}

func (e *echo) Extraction() graph.Extraction { return echoRun }

func (e *echo) Extract(a *graph.Article) *graph.Record {
	e.mu.Lock()
	e.calls++
	e.mu.Unlock()
	if e.hook != nil {
		e.hook(a)
	}
	b := *a
	b.ExtractionID = echoRun.ID
	return &graph.Record{Article: b, Extraction: echoRun}
}

// memory is a store in memory; fail, if not nil, may fail a call.
type memory struct {
	mu    sync.Mutex
	have  map[string]*graph.Record
	order []string
	fail  func(call string, n int) error
	calls map[string]int
}

func newMemory() *memory {
	return &memory{have: map[string]*graph.Record{}, calls: map[string]int{}}
}

func (m *memory) call(name string) error {
	m.calls[name]++
	if m.fail != nil {
		return m.fail(name, m.calls[name])
	}
	return nil
}

func (m *memory) Known(_ context.Context, ids []string) (map[string]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call("known"); err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, id := range ids {
		if r := m.have[id]; r != nil {
			out[id] = r.Extraction.ID
		}
	}
	return out, nil
}

func (m *memory) Put(ctx context.Context, records []*graph.Record) (res graph.PutResult, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return res, err
	}
	err = m.call("put")
	if err != nil && !strings.Contains(err.Error(), "after commit") {
		return res, err
	}
	for _, r := range records {
		c, refused, cerr := graph.Check(r)
		res.Refused = append(res.Refused, refused...)
		if cerr != nil {
			return res, cerr
		}
		if m.have[r.Article.ID] != nil {
			res.Unchanged++
			continue
		}
		m.have[r.Article.ID] = c
		m.order = append(m.order, r.Article.Title)
		res.Stored++
	}
	return res, err
}

// story is a small article in plain text.
func story(n int) string {
	return fmt.Sprintf("Dam Report %d Published\n\nBy Ann Lee\n\nMay %d, 2024\n\nThe minister said on Tuesday that dam number %d was safe. She added that nobody had to leave.\n", n, n%28+1, n)
}

// folder writes files into a new folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func quick(o Options) Options {
	o.Sleep = func(context.Context, time.Duration) error { return nil }
	return o
}

func codes(list []Problem) (out []Code) {
	for _, p := range list {
		out = append(out, p.Code)
	}
	return out
}

func TestLoadFolder(t *testing.T) {
	dir := folder(t, map[string]string{"b.txt": story(2), "a/x.txt": story(1), ".hidden.txt": story(9), "c.jsonl": `{"title":"One","text":"The mayor said it was late.","published":"2024-05-01"}
{"title":"Two","text":"The mayor said it was early.","published":"2024-05-02"}
`})
	m, x := newMemory(), &echo{}
	rep, err := Load(t.Context(), quick(Options{Inputs: []string{dir}}), x, m)
	if err != nil {
		t.Fatal(err)
	}
	want := &Report{Inputs: 3, Articles: 4, Stored: 4}
	if d := cmp.Diff(want, rep); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"Dam Report 1 Published", "Dam Report 2 Published", "One", "Two"}, m.order); d != "" {
		t.Errorf("order of puts:\n%s", d)
	}
	rep, err = Load(t.Context(), quick(Options{Inputs: []string{dir}}), x, m)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(&Report{Inputs: 3, Articles: 4, Unchanged: 4}, rep); d != "" {
		t.Errorf("second load:\n%s", d)
	}
	if x.calls != 4 {
		t.Errorf("%d extractions, want 4: known articles are not extracted again", x.calls)
	}
}

// TestWorkersAndBatches loads the same inputs in several ways; the outcome is one.
func TestWorkersAndBatches(t *testing.T) {
	files := map[string]string{"bad.jsonl": "{\"text\":\"The mayor said no.\"}\n{broken\n{\"text\":\"The mayor said yes.\"}\n", "empty.txt": ""}
	for i := range 40 {
		files[fmt.Sprintf("s%02d.txt", i)] = story(i)
		files[fmt.Sprintf("t%02d.txt", i)] = story(i) // the same again
	}
	dir := folder(t, files)
	var first *Report
	var order []string
	for _, o := range []Options{{Workers: 1, Batch: 1}, {Workers: 4, Batch: 7}, {Workers: 2, Batch: 500}} {
		o.Inputs = []string{dir}
		m := newMemory()
		rep, err := Load(t.Context(), quick(o), &echo{}, m)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first, order = rep, m.order
			if rep.Stored != 42 || rep.Duplicates != 40 || rep.Refused != 2 {
				t.Errorf("stored %d, duplicates %d, refused %d", rep.Stored, rep.Duplicates, rep.Refused)
			}
			continue
		}
		if d := cmp.Diff(first, rep); d != "" {
			t.Errorf("workers %d, batch %d: %s", o.Workers, o.Batch, d)
		}
		if d := cmp.Diff(order, m.order); d != "" {
			t.Errorf("workers %d, batch %d: %s", o.Workers, o.Batch, d)
		}
	}
}

// TestBadInputs loads each kind of bad input beside good ones: one clear problem,
// nothing lost, the rest loaded.
func TestBadInputs(t *testing.T) {
	page := "<html><head><title>Home</title></head><body><nav>Home News</nav><script>var x = 'text text text';</script></body></html>"
	tests := []struct {
		name    string
		file    string
		data    string
		code    Code // of the problem, "" for none
		warning Code
		message string // part of it
		stored  int    // articles of the file
	}{
		{name: "empty file", file: "x.txt", data: "", code: article.EmptyInput, message: "empty"},
		{name: "white space", file: "x.md", data: " \n\t\n", code: article.EmptyInput, message: "white space"},
		{name: "binary file", file: "x.bin", data: "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01", code: article.BinaryInput, message: "binary"},
		{name: "zeros", file: "x.txt", data: strings.Repeat("\x00\x00\x01", 3000), code: article.BinaryInput, message: "binary"},
		{name: "broken UTF-8", file: "x.txt", data: "Late News\n\nMay 1, 2024\n\nThe mayor said \xff\xfe caf\xe9s would close early today.\n", warning: article.ReplacedBytes, message: "3 bytes", stored: 1},
		{name: "UTF-16", file: "x.txt", data: utf16LE("\ufeff" + story(50)), stored: 1},
		{name: "1 MB line", file: "x.txt", data: "May 1, 2024\n\n" + strings.Repeat("The mayor said it was late. ", 1<<20/28), code: article.TooLarge, message: "the limit is 512 KiB"},
		{name: "long line", file: "x.txt", data: "May 1, 2024\n\n" + strings.Repeat("The mayor said it was late. ", 400<<10/28), stored: 1},
		{name: "no date", file: "x.txt", data: "The mayor said that the bridge would open soon.", warning: article.NoDate, message: "date", stored: 1},
		{name: "HTML without text", file: "x.html", data: page, code: article.NoArticle, message: "no text"},
		{name: "bad line in the middle", file: "x.jsonl", data: "{\"text\":\"The mayor said no.\",\"date\":\"2024-05-01\"}\n{\"text\": \"The mayor\n{\"text\":\"The mayor said yes.\",\"date\":\"2024-05-01\"}\n",
			code: article.BadRecord, message: ":2 (byte 68)", stored: 2},
		{name: "wrong type", file: "x.jsonl", data: `{"text": 5}`, code: article.BadRecord, message: `"text" must be a string, it is a number`},
		{name: "key twice", file: "x.jsonl", data: `{"text": "a", "text": "b"}`, code: article.BadRecord, message: `"text" is given twice`},
		{name: "no text", file: "x.json", data: `{"title": "Only a title"}`, code: article.BadRecord, message: "neither"},
		{name: "cut JSON", file: "x.json", data: `[{"text":"The mayor said no.","date":"2024-05-01"},{"text":"The may`, code: article.BadRecord, message: "byte ", stored: 1},
		{name: "other language", file: "x.txt", data: "1 mei 2024\n\n" + strings.Repeat("Der Minister sagte, dass die Brücke nicht sicher ist und dass sie bald geschlossen wird. ", 3), warning: article.LanguageUnsupported, message: `"de"`, stored: 1},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			dir := folder(t, map[string]string{"a.txt": story(1), c.file: c.data, "z.txt": story(2)})
			q := filepath.Join(t.TempDir(), "refused")
			rep, err := Load(t.Context(), quick(Options{Inputs: []string{dir}, Quarantine: q}), &echo{}, newMemory())
			if err != nil {
				t.Fatal(err)
			}
			if rep.Stored != c.stored+2 {
				t.Errorf("%d articles stored, want %d and the 2 others", rep.Stored, c.stored)
			}
			checkProblem(t, "problem", rep.Problems, c.code, c.message)
			if c.warning != "" {
				checkProblem(t, "warning", slices.DeleteFunc(rep.Warnings, func(p Problem) bool { return p.Code != c.warning }), c.warning, c.message)
			}
			checkQuarantine(t, q, c.code != "", c.data)
		})
	}
}

func checkProblem(t *testing.T, what string, list []Problem, code Code, message string) {
	t.Helper()
	if code == "" {
		if len(list) > 0 {
			t.Errorf("unexpected %s: %v", what, list)
		}
		return
	}
	if len(list) != 1 || list[0].Code != code || !strings.Contains(list[0].String(), message) {
		t.Errorf("%ss %v, want one %s with %q", what, list, code, message)
	}
}

// checkQuarantine checks that the refused bytes and their reason were kept.
func checkQuarantine(t *testing.T, dir string, want bool, data string) {
	t.Helper()
	raw, _ := filepath.Glob(filepath.Join(dir, "*.raw"))
	reasons, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	if !want {
		if len(reasons) > 0 {
			t.Errorf("kept %v of a good input", reasons)
		}
		return
	}
	if len(reasons) != 1 {
		t.Fatalf("%d reasons kept, want 1", len(reasons))
	}
	if data == "" {
		return
	}
	if len(raw) != 1 {
		t.Fatalf("%d files of raw bytes kept, want 1", len(raw))
	}
	if b, err := os.ReadFile(raw[0]); err != nil || !strings.Contains(data, string(b)) {
		t.Errorf("kept %q (%v), which is no part of the input", b, err)
	}
}

func utf16LE(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

// TestInputOrder loads one article in two formats: which of them is stored does not
// depend on the order in which they are named.
func TestInputOrder(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": story(1), "b.txt": strings.ReplaceAll(story(1), "\n", "\r\n")})
	a, b := filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.txt")
	var hashes []string
	for _, inputs := range [][]string{{a, b}, {b, a}, {dir, a}} {
		m := newMemory()
		rep, err := Load(t.Context(), quick(Options{Inputs: inputs}), &echo{}, m)
		if err != nil || rep.Stored != 1 || rep.Duplicates != 1 {
			t.Fatalf("%+v, %v", rep, err)
		}
		for _, r := range m.have {
			hashes = append(hashes, r.Article.RawHash)
		}
	}
	if hashes[0] != hashes[1] || hashes[1] != hashes[2] {
		t.Errorf("the stored article depends on the order: %v", hashes)
	}
}
