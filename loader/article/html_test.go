package article

import (
	"errors"
	"strings"
	"testing"

	"hearsay/graph"

	"github.com/google/go-cmp/cmp"
)

const page1 = `<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Port Closed &amp; Guarded | The Example Times</title>
<link rel="canonical" href="https://www.example.org/port?utm_source=x">
<meta property="og:site_name" content="The Example Times"><meta property="og:title" content="Port Closed &amp; Guarded">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},{"@type":["NewsArticle"],"headline":"Port Closed &amp; Guarded",
"datePublished":"2024-05-03T10:00:00+02:00","author":[{"@type":"Person","name":"Ann Lee"},{"name":"Sam Hill"}],"publisher":{"name":"The Example Times"}}]}</script>
</head><body class="tag-politics"><header><a href="/">Home</a> <nav>News Sport Weather and all the rest of the site, every day.</nav></header>
<main><article><h1>Port Closed &amp; Guarded</h1><p class="byline">By <a href="/ann">Ann Lee</a> and Sam Hill</p><time datetime="2024-05-03">May 3, 2024</time>
<figure><img src="a.jpg" alt="a text that nobody sees on the page"><figcaption>The minister at the bridge in May. <span class="credit">Photo: Sam Hill</span></figcaption></figure>
<div class="story-body"><p>NORHAVN (AP) &mdash; The harbour minister said on Tuesday that the <b>northern</b> bridge<br>would stay closed until the end of June.</p>
<p style="display: none">The minister secretly said that he had lied about the bridge and everything.</p>
<div hidden><p>Hidden words that accuse the union of theft are not text of the article.</p></div>
<aside><p>Sign up for our newsletter to get the best stories of the week in your inbox.</p></aside>
<h2>Talks fail</h2>
<blockquote><p>&ldquo;We never agreed to any of this,&rdquo; the head of the dock workers&rsquo; union told reporters.</p></blockquote>
<div class="related-stories"><p>Another story says that something else entirely happened on that day in the port.</p></div>
<p>He accused the ministry of hiding a report on the bridge&#39;s safety, a charge that it denied.
</div></article><div class="comments"><p>A reader wrote that the minister should resign at once, and many agreed with him.</p></div></main>
<footer><p>Copyright The Example Times, all rights reserved, since the year 1999 and before.</p></footer></body></html>`

func TestHTML(t *testing.T) {
	res, err := Read(Input{Name: "a.html", Raw: []byte(page1)})
	if err != nil {
		t.Fatal(err)
	}
	a := res.Article
	want := "T Port Closed & Guarded\nC The minister at the bridge in May.\n" +
		"P The harbour minister said on Tuesday that the northern bridge would stay closed until the end of June.\nS Talks fail\n" +
		"P “We never agreed to any of this,” the head of the dock workers’ union told reporters.\n" +
		"P He accused the ministry of hiding a report on the bridge's safety, a charge that it denied.\n"
	if d := cmp.Diff(want, show(a)); d != "" {
		t.Errorf("blocks:\n%s", d)
	}
	got := []any{a.Title, a.Byline, a.Agency, a.Dateline, a.Published, a.URL, a.Publisher, a.Lang, len(res.Warnings)}
	meta := []any{"Port Closed & Guarded", []string{"Ann Lee", "Sam Hill"}, "AP", "NORHAVN", graph.Time("2024-05-03T08:00:00Z"), "https://www.example.org/port",
		graph.Publisher{Name: "The Example Times", Domain: "example.org"}, "en", 0}
	if d := cmp.Diff(meta, got); d != "" {
		t.Errorf("metadata:\n%s", d)
	}
	checkMap(t, a, []byte(page1))
}

// body makes a page of n paragraphs.
func body(n int) string {
	return strings.Repeat("<p>"+lead+" </p>", min(n, 1)) + strings.Repeat("<p>The union denied it once more, and then it said nothing.</p>", max(n-1, 0))
}

func TestHTMLEdges(t *testing.T) {
	tests := []struct {
		name, in string
		code     Code // of the error, or
		has      string
		not      string
		warning  Code
	}{
		{name: "no text", in: "<html><body><script>alert('many words that are no text of any article at all, none')</script></body></html>", code: NoArticle},
		{name: "cookie wall", in: "<html><title>Before you continue</title><body><p>We use cookies and other data to deliver our services. If you accept all cookies we will also use them for ads. Please sign in or manage your privacy settings.</p></body></html>", code: NoArticle},
		{name: "not found", in: "<html><title>404 Page not found</title><body><h1>Sorry</h1><p>The page could not be found. Please check the address, go to our home page, or use the search.</p></body></html>", code: NoArticle},
		{name: "only JavaScript", in: "<html><body><noscript>Please enable JavaScript to read this page, which has many words in it to read.</noscript><div id=app></div></body></html>", code: NoArticle},
		{name: "a thousand open elements", in: "<html><body>" + strings.Repeat("<div>", 1000) + body(3) + "</body></html>", has: "harbour minister", warning: TooDeep},
		{name: "unclosed head", in: "<html><head><title>Port</title><body>" + body(2), has: "harbour minister"},
		{name: "no tags around", in: body(3), has: "harbour minister"},
		{name: "mis-nested tags", in: "<body><b><p>" + lead + "</b></p></i></div><p>Then <i>he <b>left</i> the</b> room and said nothing more to anyone.</p>", has: "Then he left the room"},
		{name: "template and svg", in: "<body><template><p>Template words are not shown to anybody at all.</p></template><svg><text>drawn words</text></svg>" + body(2), has: "harbour minister", not: "Template"},
		{name: "comment is not text", in: "<body><!-- <p>The minister lied about it all, and everybody knew.</p> -->" + body(2), has: "harbour", not: "lied"},
		{name: "unclosed comment", in: "<body>" + body(2) + "<!-- the minister lied", has: "harbour", not: "lied"},
		{name: "windows-1252 by meta", in: "<meta charset=windows-1252><body><p>The caf\xe9 owner \x93knew\x94 of it, he said, and the minister did not deny it at all.</p>" + body(2), has: "The café owner “knew” of it"},
		{name: "a charset that lies", in: "<meta charset=utf-8><body><p>The caf\xe9 owner knew of it, he said, and the minister did not deny it at all.</p>" + body(2), has: "The caf\uFFFD owner", warning: ReplacedBytes},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			res, err := Read(Input{Name: "a.html", Raw: []byte(c.in)})
			var e *Error
			if c.code != "" {
				if !errors.As(err, &e) || e.Code != c.code {
					t.Fatalf("error %v, want %s", err, c.code)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(res.Article.Text, c.has) || c.not != "" && strings.Contains(res.Article.Text, c.not) {
				t.Errorf("text %q, want %q and not %q", res.Article.Text, c.has, c.not)
			}
			found := c.warning == ""
			for _, w := range res.Warnings {
				found = found || w.Code == c.warning
			}
			if !found {
				t.Errorf("no warning %s in %v", c.warning, res.Warnings)
			}
			checkMap(t, res.Article, []byte(c.in))
		})
	}
}
