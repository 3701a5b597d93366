package loader

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/graph"
	"hearsay/loader/article"

	"github.com/google/go-cmp/cmp"
)

// locked is a file system in which some names may not be read. Tests may run as
// root, for whom no mode forbids anything.
type locked struct {
	disk
	names []string
}

func (l locked) denied(op, name string) error {
	if slices.Contains(l.names, filepath.Base(name)) {
		return &fs.PathError{Op: op, Path: name, Err: fs.ErrPermission}
	}
	return nil
}

func (l locked) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := l.denied("open", name); err != nil {
		return nil, err
	}
	return l.disk.ReadDir(name)
}

func (l locked) Open(name string) (io.ReadCloser, error) {
	if err := l.denied("open", name); err != nil {
		return nil, err
	}
	return l.disk.Open(name)
}

func TestNoRights(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": story(1), "secret/b.txt": story(2), "c.txt": story(3), "d.txt": story(4)})
	rep, err := load(t.Context(), quick(Options{Inputs: []string{dir, filepath.Join(dir, "missing.txt")}}), &echo{}, newMemory(), locked{names: []string{"secret", "c.txt"}})
	if err != nil {
		t.Fatal(err)
	}
	if rep.Stored != 2 || rep.Refused != 3 {
		t.Errorf("stored %d, refused %d, want 2 and 3", rep.Stored, rep.Refused)
	}
	if d := cmp.Diff([]Code{NoPermission, NotFound, NoPermission}, codes(rep.Problems)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(filepath.Join(dir, "c.txt"), rep.Problems[0].Input); d != "" {
		t.Error(d)
	}
}

func TestLimits(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": story(1), "z.txt": story(9)})
	big := filepath.Join(dir, "big.txt")
	if err := os.WriteFile(big, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(big, 200<<20); err != nil { // takes no room on the disk
		t.Fatal(err)
	}
	long := `{"text":"` + strings.Repeat("x", 5000) + `"}`
	lines := `{"text":"The mayor said no."}` + "\n" + long + "\n" + `{"text":"The mayor said yes."}` + "\n"
	if err := os.WriteFile(filepath.Join(dir, "lines.jsonl"), []byte(lines), 0o644); err != nil {
		t.Fatal(err)
	}
	q := t.TempDir()
	rep, err := Load(t.Context(), quick(Options{Inputs: []string{dir}, Quarantine: q, Read: article.Options{MaxFile: 1 << 20, MaxLine: 4096}}), &echo{}, newMemory())
	if err != nil {
		t.Fatal(err)
	}
	if rep.Stored != 4 {
		t.Errorf("stored %d, want 4", rep.Stored)
	}
	if d := cmp.Diff([]Code{article.TooLarge, article.LineTooLong}, codes(rep.Problems)); d != "" {
		t.Error(d)
	}
	if p := rep.Problems[1]; p.Line != 2 || p.Offset != int64(strings.Index(lines, long)) {
		t.Errorf("line %d, offset %d", p.Line, p.Offset)
	}
	if kept, _ := filepath.Glob(filepath.Join(q, "*")); len(kept) != 2 || strings.HasSuffix(kept[0], ".raw") {
		t.Errorf("kept %v, want two reasons without bytes", kept)
	}
}

// TestLargeFile reads past 200 MB of records without holding them.
func TestLargeFile(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 200 MB")
	}
	line := `{"text":"The mayor said no."}` + "\n"
	blank := strings.Repeat(" ", 1<<20-1) + "\n"
	var readers []io.Reader
	for range 200 {
		readers = append(readers, strings.NewReader(blank))
	}
	readers = append(readers, strings.NewReader(line))
	rep, err := Load(t.Context(), quick(Options{Inputs: []string{"-"}, Stdin: io.MultiReader(readers...), Read: article.Options{Format: article.Lines}}), &echo{}, newMemory())
	if err != nil || rep.Stored != 1 || len(rep.Problems) > 0 {
		t.Errorf("report %+v, error %v", rep, err)
	}
}

func TestStdinAndGzip(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	fmt.Fprint(z, story(2))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	dir := folder(t, map[string]string{"s.txt.gz": packed.String(), "cut.txt.gz": packed.String()[:packed.Len()/2]})
	rep, err := Load(t.Context(), quick(Options{Inputs: []string{"-", dir}, Stdin: strings.NewReader(story(1))}), &echo{}, newMemory())
	if err != nil {
		t.Fatal(err)
	}
	if rep.Stored != 2 || len(rep.Problems) != 1 || rep.Problems[0].Code != article.BadEncoding {
		t.Errorf("%+v", rep)
	}
	if name := filepath.Base(rep.Problems[0].Input); name != "cut.txt.gz" {
		t.Errorf("the problem is told of %q, a file that is not there", name)
	}
}

func TestGzipBomb(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	zeros := make([]byte, 1<<20)
	for range 100 {
		if _, err := z.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	dir := folder(t, map[string]string{"bomb.jsonl.gz": packed.String(), "s.txt": story(1)})
	rep, err := Load(t.Context(), quick(Options{Inputs: []string{dir}}), &echo{}, newMemory())
	if err != nil {
		t.Fatal(err)
	}
	if rep.Stored != 1 || len(rep.Problems) != 1 || rep.Problems[0].Code != article.TooLarge {
		t.Errorf("%+v", rep)
	}
}

func TestLinksAndDevices(t *testing.T) {
	dir := folder(t, map[string]string{"a/s.txt": story(1), "b/t.txt": story(2)})
	for from, to := range map[string]string{"a/loop": "..", "b/again.txt": "../a/s.txt", "b/gone.txt": "nowhere.txt", "null": os.DevNull} {
		if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
	}
	rep, err := Load(t.Context(), quick(Options{Inputs: []string{dir, filepath.Join(dir, "a", "s.txt")}}), &echo{}, newMemory())
	if err != nil {
		t.Fatal(err)
	}
	if rep.Stored != 2 || rep.Duplicates != 0 {
		t.Errorf("stored %d, duplicates %d: each file is read once", rep.Stored, rep.Duplicates)
	}
	if d := cmp.Diff([]Code{NotFound, NotAFile}, codes(rep.Problems)); d != "" {
		t.Error(d)
	}
}

// TestPanic checks that an article that breaks the extractor is a problem, not the end.
func TestPanic(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": story(1), "b.txt": story(2), "c.txt": story(3)})
	x := &echo{hook: func(a *graph.Article) {
		if strings.Contains(a.Title, "2") {
			panic("index out of range")
		}
	}}
	rep, err := Load(t.Context(), quick(Options{Inputs: []string{dir}}), x, newMemory())
	if err != nil {
		t.Fatal(err)
	}
	if rep.Stored != 2 || len(rep.Problems) != 1 || rep.Problems[0].Code != ExtractionFailed {
		t.Errorf("%+v", rep)
	}
}

// TestRefusedSpans checks that what the store refuses is reported with its place.
func TestRefusedSpans(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": story(1)})
	x := refuser{}
	rep, err := Load(t.Context(), quick(Options{Inputs: []string{dir}}), x, newMemory())
	if err != nil {
		t.Fatal(err)
	}
	if rep.Stored != 1 || len(rep.Problems) == 0 || rep.Problems[0].Code != RefusedSpans || rep.Problems[0].Input != filepath.Join(dir, "a.txt") {
		t.Errorf("%+v", rep)
	}
}

// refuser gives records with a span outside the text.
type refuser struct{}

func (r refuser) Extract(a *graph.Article) *graph.Record {
	rec := (&echo{}).Extract(a)
	e := graph.Entity{ID: graph.EntityID(graph.KindPerson, "ann lee"), Kind: graph.KindPerson, Name: "Ann Lee"}
	m := graph.Mention{ArticleID: a.ID, EntityID: e.ID, Kind: graph.MentionName, Span: graph.Span{Start: 0, End: len(a.Text) + 1}}
	m.ID = graph.MentionID(&m)
	rec.Entities, rec.Mentions = []graph.Entity{e}, []graph.Mention{m}
	return rec
}

func (r refuser) Extraction() graph.Extraction { return echoRun }

func TestStoreAway(t *testing.T) {
	away := fmt.Errorf("down: %w", graph.ErrUnavailable)
	full := errors.New("disk full")
	tests := []struct {
		name   string
		fail   func(call string, n int) error
		err    error
		stored int // in the store after the load
		waits  int
	}{
		{"twice, then back", func(call string, n int) error {
			if call == "put" && n <= 2 {
				return away
			}
			return nil
		}, nil, 6, 2},
		{"the answer of a commit is lost", func(call string, n int) error {
			if call == "put" && n == 2 {
				return fmt.Errorf("after commit: %w", graph.ErrUnavailable)
			}
			return nil
		}, nil, 6, 1},
		{"for good", func(call string, n int) error {
			if call == "put" && n > 1 {
				return away
			}
			return nil
		}, graph.ErrUnavailable, 3, 6},
		{"before the first article", func(string, int) error { return away }, graph.ErrUnavailable, 0, 6},
		{"another error is not tried again", func(call string, n int) error {
			if call == "put" && n == 2 {
				return full
			}
			return nil
		}, full, 3, 0},
	}
	files := map[string]string{}
	for i := range 6 {
		files[fmt.Sprintf("s%d.txt", i)] = story(i)
	}
	dir := folder(t, files)
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			m.fail = c.fail
			var waits []time.Duration
			o := Options{Inputs: []string{dir}, Batch: 3, RetryFor: 20 * time.Second,
				Sleep: func(_ context.Context, d time.Duration) error { waits = append(waits, d); return nil }}
			rep, err := Load(t.Context(), o, &echo{}, m)
			if !errors.Is(err, c.err) {
				t.Fatalf("error %v, want %v", err, c.err)
			}
			if len(m.have) != c.stored || len(waits) != c.waits {
				t.Errorf("%d records in the store after waiting %v, want %d after %d waits", len(m.have), waits, c.stored, c.waits)
			}
			if c.err != nil && len(rep.Remaining) == 0 {
				t.Error("nothing is reported as left to do")
			}
			m.fail = nil
			rep, err = Load(t.Context(), o, &echo{}, m)
			if err != nil || len(m.have) != 6 || !rep.Complete() {
				t.Errorf("loading again: %+v, %v", rep, err)
			}
		})
	}
}

// TestCancel stops a load between articles: what was extracted is put, what is left
// is named, and loading again does the rest.
func TestCancel(t *testing.T) {
	files := map[string]string{}
	for i := range 20 {
		files[fmt.Sprintf("s%02d.txt", i)] = story(i)
	}
	dir := folder(t, files)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	x := &echo{}
	x.hook = func(*graph.Article) {
		if n++; n == 7 { // one worker: no race
			cancel()
		}
	}
	m := newMemory()
	rep, err := Load(ctx, quick(Options{Inputs: []string{dir}, Workers: 1, Batch: 8}), x, m)
	if !errors.Is(err, context.Canceled) || !rep.Interrupted {
		t.Fatalf("error %v, interrupted %v", err, rep.Interrupted)
	}
	if len(m.have) != 7 || rep.Stored != 7 || len(rep.Remaining) != 13 {
		t.Errorf("%d in the store, report stored %d, remaining %d; want 7, 7, 13", len(m.have), rep.Stored, len(rep.Remaining))
	}
	rep, err = Load(t.Context(), quick(Options{Inputs: []string{dir}}), &echo{}, m)
	if err != nil || len(m.have) != 20 || rep.Unchanged != 7 || rep.Stored != 13 {
		t.Errorf("loading again: %+v, %v", rep, err)
	}
}

// bar records the calls of a Progress.
type bar struct{ total, sum, done int }

func (b *bar) Start(n int) { b.total = n }
func (b *bar) Add(n int)   { b.sum += n }
func (b *bar) Done()       { b.done++ }

func TestProgress(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": story(1), "b.txt": "", "c.jsonl": "\n{\"text\":\"The mayor said no.\"}\n\n{bad\n", "d.html": "<p>x"})
	b := &bar{}
	if _, err := Load(t.Context(), quick(Options{Inputs: []string{dir}, Progress: b}), &echo{}, newMemory()); err != nil {
		t.Fatal(err)
	}
	if b.total == 0 || b.sum != b.total || b.done != 1 {
		t.Errorf("total %d, sum %d, done %d", b.total, b.sum, b.done)
	}
	b = &bar{}
	if _, err := Load(t.Context(), quick(Options{Inputs: []string{"-"}, Stdin: strings.NewReader(story(1)), Progress: b}), &echo{}, newMemory()); err != nil {
		t.Fatal(err)
	}
	if b.total != -1 || b.done != 1 {
		t.Errorf("standard input: total %d, done %d", b.total, b.done)
	}
}
