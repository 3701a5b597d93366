package article

import (
	"strings"
	"testing"
	"time"
)

// TestBoundedTime reads inputs that make careless loops quadratic. The bound is
// wide: a loop that is quadratic takes minutes.
func TestBoundedTime(t *testing.T) {
	const n = 150_000 // bytes, about
	rep := func(s string) string { return strings.Repeat(s, n/len(s)) }
	tests := []struct {
		name string
		f    Format
		in   string
	}{
		{"sentences cut into lines", Plain, rep("a,\n\n")},
		{"cut lines of a paragraph", Plain, rep("the of\n")},
		{"one word", Plain, rep("x")},
		{"quotation marks", Plain, rep(`"'“`)},
		{"datelines", Plain, rep("A, B, C (AP) - ")},
		{"credits", Plain, rep("Photo: A / B ")},
		{"capitals and commas", Plain, rep("By Ann Lee, and ")},
		{"open brackets", Markdown, rep("[")},
		{"links", Markdown, rep("[a](b) ")},
		{"open links", Markdown, rep("[a](")},
		{"stars", Markdown, rep("*a **b ")},
		{"nested emphasis", Markdown, rep("_*a")},
		{"backticks", Markdown, rep("`a``b")},
		{"entities", Markdown, rep("&amp;&x")},
		{"tags", Markdown, rep("<a b=c ")},
		{"open elements", HTML, rep("<div>")},
		{"open blocks with words", HTML, rep("<div>The mayor said it was late and that nobody cared.")},
		{"attributes", HTML, "<p " + rep("a=b c ") + ">" + lead},
		{"closing tags", HTML, rep("</p></x>")},
		{"links in a page", HTML, rep("<a href=x>y</a>")},
		{"references", HTML, "<p>" + rep("&lt;&#60;&y;")},
		{"breaks", HTML, "<p>" + rep("a<br>")},
		{"classes", HTML, rep("<i class='share a'>b</i>")},
		{"list items", HTML, rep("<li>the mayor said that it was very late<td>")},
		{"scripts of data", HTML, rep(`<script type="application/ld+json">[[[{}]]]</script>`)},
		{"members", Record, `{"text":"The mayor said no."` + rep(`,"a":[{}]`) + `}`},
		{"escapes", Record, `{"text":"` + rep(`\u00e9\n\n`) + `"}`},
		{"spaces", Plain, rep("a \u00a0\u200b\t")},
		{"accents", Plain, rep("e\u0301\u0301")},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			res, err := Read(Input{Format: c.f, Raw: []byte(c.in)})
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("%d bytes took %v", len(c.in), d)
			} else if d > time.Second {
				t.Logf("%d bytes took %v", len(c.in), d)
			}
			if err == nil {
				checkMap(t, res.Article, []byte(c.in))
			}
		})
	}
}
