package extraction

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/english"
	"hearsay/loader/extract/grammar"
	"hearsay/loader/extract/quotes"
	"hearsay/loader/extract/segment"
	"hearsay/loader/extract/train/conllu"
)

// sample returns running text of about 300 kB: that of the development trees where
// they are at hand, else the sample articles.
func sample(tb testing.TB) string {
	tb.Helper()
	f, err := os.Open("../../../shared/treebank/gumfree-dev.conllu.gz")
	if err != nil {
		return articles(tb)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	sentences, err := conllu.Read(z)
	if err != nil {
		tb.Fatal(err)
	}
	var b strings.Builder
	for _, s := range sentences {
		if s.NewPar && b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(s.Text)
		b.WriteByte(' ')
	}
	return b.String()
}

// articles repeats the sample articles. Repeated text flatters the speed: what the
// models know of its words stays in the processor's cache.
func articles(tb testing.TB) string {
	tb.Helper()
	paths, err := filepath.Glob("../../testdata/articles/*.txt")
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no sample articles: %v", err)
	}
	var b strings.Builder
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			tb.Fatal(err)
		}
		b.Write(raw)
		b.WriteString("\n\n")
	}
	return strings.Repeat(b.String(), 1+300_000/b.Len())
}

// run applies stages again and again and reports their speed by tokens.
func run(b *testing.B, a *graph.Article, stages []extract.Stage, prepare func(*extract.Document)) {
	b.Helper()
	b.ReportAllocs()
	b.SetBytes(int64(len(a.Text)))
	tokens, busy := 0, time.Duration(0)
	for b.Loop() {
		b.StopTimer()
		d := extract.New(a)
		prepare(d)
		start := processor(b)
		b.StartTimer()
		extract.Run(d, stages)
		busy += processor(b) - start
		tokens += len(d.Tokens)
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
	b.ReportMetric(float64(tokens)/busy.Seconds(), "tokens/cpu-s")
}

// processor returns the processor time that the program has used, which the load
// of a shared machine falsifies less than the clock.
func processor(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkTokenize(b *testing.B) {
	text := sample(b)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		segment.Tokenize(text)
	}
}

func BenchmarkStages(b *testing.B) {
	stages, err := grammar.Stages()
	if err != nil {
		b.Fatal(err)
	}
	a := grammar.Plain(sample(b), false)
	for i, s := range stages {
		b.Run(s.Name(), func(b *testing.B) {
			run(b, a, stages[i:i+1], func(d *extract.Document) { extract.Run(d, stages[:i]) })
		})
	}
	b.Run("all", func(b *testing.B) { run(b, a, stages, func(*extract.Document) {}) })
}

// BenchmarkRecord takes articles of about 900 tokens all the way from text to record.
func BenchmarkRecord(b *testing.B) {
	engine, err := english.New()
	if err != nil {
		b.Fatal(err)
	}
	var articles []*graph.Article
	var text strings.Builder
	for _, paragraph := range strings.Split(sample(b), "\n\n") {
		text.WriteString(paragraph + "\n\n")
		if text.Len() > 5000 {
			a := grammar.Plain(text.String(), false)
			a.Published = "2024-05-06"
			articles = append(articles, a)
			text.Reset()
		}
	}
	b.ReportAllocs()
	tokens, busy := 0, time.Duration(0)
	for b.Loop() {
		for _, a := range articles {
			start := processor(b)
			d := extract.New(a)
			extract.Run(d, engine.Stages())
			busy += processor(b) - start
			tokens += len(d.Tokens)
		}
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
	b.ReportMetric(float64(tokens)/busy.Seconds(), "tokens/cpu-s")
}

// BenchmarkLength compares one text of 5 MB with ten of 500 kB: the speeds must be
// about the same.
func BenchmarkLength(b *testing.B) {
	stages, err := grammar.Stages()
	if err != nil {
		b.Fatal(err)
	}
	text := sample(b)
	part := strings.Repeat(text, 1+500_000/len(text))[:500_000]
	part = strings.ToValidUTF8(part, "")
	for name, text := range map[string]string{"500kB": part, "5MB": strings.Repeat(part, 10)} {
		b.Run(name, func(b *testing.B) {
			run(b, grammar.Plain(text, false), stages, func(*extract.Document) {})
		})
	}
}

func BenchmarkQuotationMarks(b *testing.B) {
	a := grammar.Plain(strings.Repeat(`"a" ‘b’ “c `, 20_000), false)
	run(b, a, []extract.Stage{quotes.Stage{}}, func(*extract.Document) {})
}
