package article

import (
	"errors"
	"strings"
	"testing"

	"hearsay/graph"

	"github.com/google/go-cmp/cmp"
)

func TestRecord(t *testing.T) {
	in := `{"id": 7, "title": "Port \"Closed\"", "text": "The mayor said it was \u201clate\u201d in M\u00e9rida.\n\nThe union denied it \ud83d\ude00 \ud800.",` +
		` "url": "https://Example.org/p?fbclid=1", "published": "2024-05-03", "publisher": {"name": "The Example", "url": "https://www.example.org"},` +
		` "authors": [{"name": "Ann Lee"}, "Sam Hill of Reuters", null], "tags": ["a", {"b": [1e999]}], "lang": "en-GB"}`
	res, err := Read(Input{Name: "x.jsonl", Format: Record, Raw: []byte(in)})
	if err != nil {
		t.Fatal(err)
	}
	a := res.Article
	if d := cmp.Diff("T Port \"Closed\"\nP The mayor said it was “late” in Mérida.\nP The union denied it 😀 \uFFFD.\n", show(a)); d != "" {
		t.Error(d)
	}
	got := []any{a.Title, a.URL, a.Published, a.Publisher, a.Byline, a.Agency, a.Lang}
	want := []any{`Port "Closed"`, "https://example.org/p", graph.Time("2024-05-03"), graph.Publisher{Name: "The Example", Domain: "example.org"},
		[]string{"Ann Lee", "Sam Hill"}, "Reuters", "en"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Warning{{ReplacedBytes, 1, "1 broken characters were replaced by U+FFFD"}}, res.Warnings); d != "" {
		t.Error(d)
	}
	checkMap(t, a, []byte(in))
	i := strings.Index(a.Text, "union")
	lo, hi, ok := RawSpan(a, graph.Span{Start: i, End: i + len("union")})
	if !ok || in[lo:hi] != "union" {
		t.Errorf("raw span [%d,%d) %v", lo, hi, ok)
	}
}

func TestRecordHTML(t *testing.T) {
	in := `{"title":"Port Closed","html":"<p>The mayor &amp; the union said on Tuesday that the northern bridge was \"closed\" for good.<\/p><script>no()</script><p>They gave no reason for it at all.</p>","date":"May 3, 2024"}`
	res, err := Read(Input{Format: Record, Raw: []byte(in)})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff("T Port Closed\nP The mayor & the union said on Tuesday that the northern bridge was \"closed\" for good.\nP They gave no reason for it at all.\n", show(res.Article)); d != "" {
		t.Error(d)
	}
	checkMap(t, res.Article, []byte(in))
}

func TestBadRecord(t *testing.T) {
	deep := strings.Repeat("[", 1_000_000)
	tests := []struct {
		name, in string
		code     Code
		field    string
		message  string
	}{
		{"number as text", `{"text": 5}`, BadRecord, "text", "it is a number"},
		{"number as date", `{"text": "The mayor said no.", "published": 20240503}`, BadRecord, "published", "it is a number"},
		{"object as title", `{"title": {}, "text": "The mayor said no."}`, BadRecord, "title", "it is an object"},
		{"numbers as authors", `{"authors": [1], "text": "The mayor said no."}`, BadRecord, "authors", "it is a number"},
		{"list as publisher", `{"publisher": [], "text": "The mayor said no."}`, BadRecord, "publisher", "it is an array"},
		{"publisher without a proper name", `{"publisher": {"name": 1}, "text": "The mayor said no."}`, BadRecord, "publisher.name", "it is a number"},
		{"key twice", `{"text": "a", "text": "b"}`, BadRecord, "text", "twice"},
		{"array", `["text"]`, BadRecord, "", "no JSON object"},
		{"cut short", `{"text": "The may`, BadRecord, "", "unexpected end"},
		{"something behind", `{"text": "The mayor said no."} x`, BadRecord, "", "invalid character"},
		{"no text", `{"title": "Port Closed"}`, BadRecord, "text", "neither"},
		{"white space as text", `{"text": " \n "}`, BadRecord, "text", "neither"},
		{"deeply nested", `{"text": ` + deep, BadRecord, "", "depth"},
		{"UTF-16", "\xff\xfe{\x00}\x00", BadEncoding, "", "UTF-8"},
		{"blank", "  \n", EmptyInput, "", "empty"},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(Input{Format: Record, Raw: []byte(c.in)})
			var e *Error
			if !errors.As(err, &e) || e.Code != c.code || e.Field != c.field || !strings.Contains(e.Message, c.message) {
				t.Fatalf("error %v (%+v), want %s with %q in field %q", err, e, c.code, c.message, c.field)
			}
			if len(e.Message) > 200 {
				t.Errorf("the message repeats the input: %d bytes", len(e.Message))
			}
		})
	}
}

func TestBadDateAndURL(t *testing.T) {
	in := `{"text": "The mayor said no.", "published": "29 February 2023", "url": "javascript:alert(1)"}`
	res, err := Read(Input{Format: Record, Raw: []byte(in)})
	if err != nil {
		t.Fatal(err)
	}
	if res.Article.Published != "" || res.Article.URL != "" {
		t.Errorf("published %q, url %q: neither may be made up", res.Article.Published, res.Article.URL)
	}
	var codes []Code
	for _, w := range res.Warnings {
		codes = append(codes, w.Code)
	}
	if d := cmp.Diff([]Code{BadDate, NoDate, BadURL}, codes); d != "" {
		t.Error(d)
	}
}

func TestValues(t *testing.T) {
	tests := []struct {
		in   string
		want []string
	}{
		{`{"a":1}`, []string{`{"a":1}`}},
		{` [ {"a":"]"} , {"b":[2,"}"]} ] `, []string{`{"a":"]"}`, `{"b":[2,"}"]}`}},
		{"{\"a\":1}\n\n{\"b\":{\"c\":{}}}", []string{`{"a":1}`, `{"b":{"c":{}}}`}},
		{`[{"a":1}, 5, "x"]`, []string{`{"a":1}`, `5`, `"x"`}},
		{`[{"a":1}, {"b": "cut`, []string{`{"a":1}`, `{"b": "cut`}},
		{`[]`, nil},
		{"\ufeff{\"a\":1}", []string{`{"a":1}`}},
	}
	for _, c := range tests {
		var got []string
		for _, v := range Values([]byte(c.in)) {
			got = append(got, string(v.Raw))
			if c.in[v.Offset:v.Offset+len(v.Raw)] != string(v.Raw) {
				t.Errorf("%s: offset %d is wrong", c.in, v.Offset)
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.in, d)
		}
	}
}
