package article

import (
	"bytes"
	"errors"
	"testing"
	"unicode/utf8"

	"hearsay/graph"
)

// checkRead reads an input and checks what must hold for any: an *Error or an
// article that the graph takes, the same each time, with a true map.
func checkRead(t *testing.T, in Input) {
	t.Helper()
	res, err := Read(in)
	if err != nil {
		var e *Error
		if !errors.As(err, &e) || e.Code == "" || e.Message == "" {
			t.Fatalf("error %#v is no *Error with code and message", err)
		}
		return
	}
	a := res.Article
	if !utf8.ValidString(a.Text) || a.Text == "" {
		t.Fatalf("text %q", a.Text)
	}
	if _, ok, _ := (&draft{}).decodeUTF16(in.Raw); !ok {
		checkMap(t, a, in.Raw)
	}
	b := *a
	run := graph.Extraction{ID: graph.ExtractionID("test", ""), Version: "test"}
	b.ExtractionID = run.ID
	if _, refused, err := graph.Check(&graph.Record{Article: b, Extraction: run}); err != nil || len(refused) > 0 {
		t.Fatalf("the graph refuses the article: %v %v", err, refused)
	}
	again, err := Read(in)
	if err != nil || again.Article.ID != a.ID || again.Article.Origin != a.Origin {
		t.Fatalf("a second reading differs: %v", err)
	}
}

func seed(f *testing.F, texts ...string) {
	for _, s := range texts {
		f.Add([]byte(s))
	}
}

func FuzzText(f *testing.F) {
	seed(f, "Port Closed\n\nBy Ann Lee\n\nMay 3, 2024\n\nNORHAVN (AP) — "+lead, "a\x00\r\n\xff\u00ad b", "\xff\xfea\x00b\x00", "\n\n - \t", "(Reuters) -", "by by\nof the\n\nx,")
	f.Fuzz(func(t *testing.T, raw []byte) { checkRead(t, Input{Name: "a.txt", Format: Plain, Raw: raw}) })
}

func FuzzMarkdown(f *testing.F) {
	seed(f, "# A\n\n**b** [c](d) ![e](f) `g` <h> &amp; \\* > i\n- j\n```\nk\n```", "---\ntitle: x\ndate: 2024\n---\n"+lead, "[[[[((((****____~~~~", "| a | b |\n\nx\n===\n", "*a **b _c* d** e_")
	f.Fuzz(func(t *testing.T, raw []byte) { checkRead(t, Input{Name: "a.md", Format: Markdown, Raw: raw}) })
}

func FuzzHTML(f *testing.F) {
	seed(f, page1, "<p>"+lead, "<a><b></a></b><p hidden>x<br><br></p>&#0;&#xD800;&notin;", "<meta charset=utf-16><body>"+lead, "<svg><style><p>", "<head><body></head>"+lead, "<li><li><td>"+lead)
	f.Fuzz(func(t *testing.T, raw []byte) { checkRead(t, Input{Name: "a.html", Format: HTML, Raw: raw}) })
}

func FuzzRecord(f *testing.F) {
	seed(f, `{"text":"The mayor said \u201cno\u201d.","published":"2024-05-03","publisher":{"name":"x"},"authors":["a",{"name":"b"}]}`, `{"html":"<p>x<\/p>"}`, `{"text":"\ud83d\ude00\ud800"}`, `{"a":[{}],"text":"b"`)
	f.Fuzz(func(t *testing.T, raw []byte) { checkRead(t, Input{Format: Record, Raw: raw}) })
}

func FuzzSplit(f *testing.F) {
	seed(f, "{\"text\":\"a\"}\n{\n\n{\"text\":\"b\"}", `[{"a":1},{"b":`, "\x1f\x8b\x08\x00", "\ufeff{}\n", "plain")
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, name := range []string{"a.jsonl", "a.json", "a"} {
			n := 0
			err := Split(name, bytes.NewReader(raw), Options{MaxFile: 1 << 16, MaxLine: 1 << 8}, func(p Piece) error {
				n++
				if p.Err == nil && name == "a.jsonl" && !bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) &&
					!bytes.Equal(p.Raw, raw[p.Offset:p.Offset+int64(len(p.Raw))]) {
					t.Fatalf("line %d: offset %d is wrong", p.Line, p.Offset)
				}
				return nil
			})
			if err != nil || n == 0 {
				t.Fatalf("%s: %d pieces, error %v: every input gives a document or a reason", name, n, err)
			}
		}
	})
}

func FuzzTime(f *testing.F) {
	for _, s := range []string{"May 3, 2024", "2024-05-03T23:59:60+14:00", "3/4/2024", "29 February 2023", "Published: Fri, 3 May 2024 10:00 GMT", "12:00 a.m. EDT, 1st of May 2024", "0000-00-00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := parseTime(s); ok != got.Valid() {
			t.Fatalf("%q gives %q, %v", s, got, ok)
		}
		if u, ok := canonical(s); ok {
			if v, ok := canonical(u); !ok || v != u {
				t.Fatalf("the canonical form of %q is %q, and of that %q", s, u, v)
			}
		}
	})
}
