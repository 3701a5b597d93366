package article

import (
	"strings"
	"testing"

	"hearsay/graph"

	"github.com/google/go-cmp/cmp"
)

// show lists the blocks of an article, one a line: T title, S subhead, P paragraph, C caption.
func show(a *graph.Article) string {
	var b strings.Builder
	for _, x := range a.Blocks {
		b.WriteString(string(x.Kind[0]) + " " + x.Of(a.Text) + "\n")
	}
	return b.String()
}

// lead is a paragraph long enough to be the body of an article.
const lead = "The harbour minister said on Tuesday that the northern bridge would stay closed until the end of June, and blamed the builders."

func TestTextBlocks(t *testing.T) {
	tests := []struct{ name, file, in, want string }{
		{"sentence cut by a blank line", "a.txt",
			"Port Closed\n\nThe ministry blamed the union for trying to delay\n\nthe opening of the bridge, and said so twice.\n\n" + lead,
			"T Port Closed\nP The ministry blamed the union for trying to delay the opening of the bridge, and said so twice.\nP " + lead + "\n"},
		{"cut behind a comma before a capital", "a.txt",
			"Port Closed\n\n" + lead + "\n\n\"We want talks\" through the usual channels,\n\nNorland's top diplomat said.\n",
			"T Port Closed\nP " + lead + "\nP \"We want talks\" through the usual channels, Norland's top diplomat said.\n"},
		{"cut by furniture in the middle", "a.md",
			"# Port Closed\n\nThe ministry blamed the dock workers' union for the\n\nRelated article: [Ships wait](https://example.org/x)\n\nlong delay at the port.\n\n" + lead,
			"T Port Closed\nP The ministry blamed the dock workers' union for the long delay at the port.\nP " + lead + "\n"},
		{"cut before a name", "a.txt",
			"Port Closed\n\n" + lead + "\n\nThe union has for years accused the ministry of lying about the bridge to Mayor Ann\n\nLee of Norhavn, who denied it.\n",
			"T Port Closed\nP " + lead + "\nP The union has for years accused the ministry of lying about the bridge to Mayor Ann Lee of Norhavn, who denied it.\n"},
		{"caption without a stop is not joined", "a.txt",
			"Port Closed\n\nMembers of the union hold a banner against the plan to close the bridge in Norhavn **Sam Hill / AFP**\n\n" + lead,
			"T Port Closed\nC Members of the union hold a banner against the plan to close the bridge in Norhavn\nP " + lead + "\n"},
		{"caption with a label and no stop", "a.txt", "Port Closed\n\nThe minister at the bridge Image: Ann Lee\n\n" + lead, "T Port Closed\nC The minister at the bridge\nP " + lead + "\n"},
		{"outlet as author", "a.txt", "Port Closed\n\nBy The Example Times\n\nMay 3, 2024\n\n" + lead, "T Port Closed\nP " + lead + "\n"},
		{"site as credit", "a.txt", "Port Closed\n\nThe minister at the bridge. Harbour.org\n\n" + lead, "T Port Closed\nC The minister at the bridge.\nP " + lead + "\n"},
		{"address in the line of its label", "a.md", "# Port Closed\n\n" + lead + "\n\nOriginal url: <https://example.org/p>\n", "T Port Closed\nP " + lead + "\n"},
		{"wrapped lines", "a.txt",
			"Port Closed\n===========\n\nBy Ann Lee\nMay 3, 2024\n\nThe harbour minister said on Tuesday that the\nnorthern bridge would stay closed until the\nend of June, and blamed the builders.\n\nHe spoke to re-\nporters.\n",
			"T Port Closed\nP The harbour minister said on Tuesday that the northern bridge would stay closed until the end of June, and blamed the builders.\nP He spoke to re- porters.\n"},
		{"a paragraph a line", "a.txt",
			"Port Closed\n" + lead + "\nShe said no more than that.\nThe union denied it.\n",
			"T Port Closed\nP " + lead + "\nP She said no more than that.\nP The union denied it.\n"},
		{"subhead", "a.txt",
			"Port Closed\n\n" + lead + "\n\n'No basis for this'\n\nThe union denied it.\n",
			"T Port Closed\nP " + lead + "\nS 'No basis for this'\nP The union denied it.\n"},
		{"caption with credit in bold", "a.md",
			"# Port Closed\n\nThe minister at the bridge in May. **Harbour.example.org**\n\n" + lead,
			"T Port Closed\nC The minister at the bridge in May.\nP " + lead + "\n"},
		{"caption with credit in brackets", "a.txt",
			"Port Closed\n\nThe minister at the bridge, May 3. (AP Photo/Ann Lee)\n\n" + lead,
			"T Port Closed\nC The minister at the bridge, May 3.\nP " + lead + "\n"},
		{"caption with a label", "a.txt",
			"Port Closed\n\nThe minister at the bridge. Photo: Ann Lee / AFP\n\n" + lead,
			"T Port Closed\nC The minister at the bridge.\nP " + lead + "\n"},
		{"credit alone", "a.md", "# Port Closed\n\n**Harbour.example.org**\n\nPhoto: Ann Lee\n\n" + lead, "T Port Closed\nP " + lead + "\n"},
		{"Markdown marks", "a.md",
			"# Port **Closed**\n\n![a bridge](https://example.org/b.png)\n\nThe *harbour* minister [said](https://example.org \"t\") `so` on Tuesday &amp; left\\*, see snake_case and 2 * 3.\n\n> A quotation that\n> goes on for two lines.\n\n- The first point was money and nobody had it.\n- The second was time.\n\n## Talks fail\n\n```\ncode is not text\n```\n\n" + lead + "[^1]\n\n---\n\n[1]: https://example.org\n",
			"T Port Closed\nP The harbour minister said so on Tuesday & left*, see snake_case and 2 * 3.\nP A quotation that goes on for two lines.\nP The first point was money and nobody had it.\nP The second was time.\nS Talks fail\nP " + lead + "\n"},
		{"furniture", "a.txt",
			"Port Closed\n\n" + lead + "\n\nRead more: Ships wait\n\nAdvertisement\n\nSign up for our daily newsletter to get the best stories.\n\nThe union denied it.\n\nShare this article\n\n© 2024 The Example Times. All rights reserved.\n\n(Reporting by Ann Lee in Oslo; Editing by Sam Hill)\n",
			"T Port Closed\nP " + lead + "\nP The union denied it.\n"},
		{"no title", "a.txt", lead + "\n\nThe union denied it.\n", "P " + lead + "\nP The union denied it.\n"},
		{"one sentence", "a.txt", "The union denied it.", "P The union denied it.\n"},
		{"words without a stop", "a.txt", "the union denied it", "P the union denied it\n"},
		{"title repeated", "a.md", "# Port Closed\n\nPort closed\n\n" + lead, "T Port Closed\nP " + lead + "\n"},
		{"title that ends with a stop", "a.txt", "Ministers Propose Bridge Pact With U.S.\n\nBy Ann Lee\n\n" + lead,
			"T Ministers Propose Bridge Pact With U.S.\nP " + lead + "\n"},
		{"dateline", "a.txt", "Port Closed\n\nNORHAVN, Norland, May 3 (AP) — " + lead, "T Port Closed\nP " + lead + "\n"},
		{"odd spaces and invisible characters", "a.txt", "Port Closed\n\nThe har\u00adbour\u00a0minister\u200b said\tso  twice.\r\n\r\n" + lead,
			"T Port Closed\nP The harbour minister said so twice.\nP " + lead + "\n"},
		{"composed letters", "a.txt", "The mayor of Me\u0301rida denied it on Friday.", "P The mayor of Mérida denied it on Friday.\n"},
		{"a sentence with a colon is no subhead", "a.txt", lead + "\n\nThe union said:\n\n\"We never agreed.\"\n", "P " + lead + "\nP The union said:\nP \"We never agreed.\"\n"},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			res, err := Read(Input{Name: c.file, Raw: []byte(c.in)})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, show(res.Article)); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
			checkMap(t, res.Article, []byte(c.in))
		})
	}
}

func TestMetadata(t *testing.T) {
	type about struct {
		Title     string
		Byline    []string
		Agency    string
		Dateline  string
		Published graph.Time
		URL       string
		Publisher graph.Publisher
	}
	site := graph.Publisher{Name: "example.org", Domain: "example.org"}
	tests := []struct {
		name, file, in string
		want           about
	}{
		{"linked byline with agency", "a.md", "# Port Closed\n\nBy [Ann Lee for AFP](#)\n\nSeptember 5, 2024\n\n" + lead + "\n\nOriginal url:\n\n<https://www.Example.org/a?utm_source=x&id=3#top>\n",
			about{Title: "Port Closed", Byline: []string{"Ann Lee"}, Agency: "AFP", Published: "2024-09-05", URL: "https://www.example.org/a?id=3", Publisher: site}},
		{"two authors and offices", "a.txt", "Port Closed\n\nBy Ann Lee, Political Editor, and Sam Hill\n\n" + lead, about{Title: "Port Closed", Byline: []string{"Ann Lee", "Sam Hill"}}},
		{"agency as author", "a.txt", "Port Closed\n\nBy The Associated Press\nPublished: Friday, May 3, 2024 at 10:30 a.m. EDT\n\n" + lead,
			about{Title: "Port Closed", Agency: "AP", Published: "2024-05-03T14:30:00Z"}},
		{"wire dateline", "a.txt", "Port Closed\n\nNORHAVN, May 3 (Reuters) - " + lead, about{Title: "Port Closed", Agency: "Reuters", Dateline: "NORHAVN, May 3"}},
		{"the paper's own dateline with its year", "a.txt", "Port Closed\n\nNORHAVN, Sept 25, 2020 (Herald) - " + lead, about{Title: "Port Closed", Dateline: "NORHAVN, Sept 25, 2020", Published: "2020-09-25"}},
		{"a date above beats that of the dateline", "a.txt", "Port Closed\n\nSeptember 26, 2020\n\nNORHAVN, Sept 25, 2020 (Reuters) - " + lead, about{Title: "Port Closed", Agency: "Reuters", Dateline: "NORHAVN, Sept 25, 2020", Published: "2020-09-26"}},
		{"agency without a place", "a.txt", "Port Closed\n\n(Reuters) - " + lead, about{Title: "Port Closed", Agency: "Reuters"}},
		{"slashes", "a.txt", "Port Closed\n\nNORHAVN, September 25. /TASS/. " + lead, about{Title: "Port Closed", Agency: "TASS", Dateline: "NORHAVN, September 25"}},
		{"two cities", "a.txt", "Port Closed\n\nNORHAVN/OSTBY (dpa) - " + lead, about{Title: "Port Closed", Agency: "dpa", Dateline: "NORHAVN/OSTBY"}},
		{"place alone", "a.txt", "Port Closed\n\nNORHAVN — " + lead, about{Title: "Port Closed", Dateline: "NORHAVN"}},
		{"an agency that is not in the list", "a.txt", "Port Closed\n\nOSTBY (Fjord News Agency) - " + lead, about{Title: "Port Closed", Agency: "Fjord News Agency", Dateline: "OSTBY"}},
		{"a name before a dash is no dateline", "a.txt", "Port Closed\n\nLee — who built the bridge — denied that it was unsafe on Tuesday, and blamed the ministry for it.", about{Title: "Port Closed"}},
		{"an acronym in brackets is no dateline", "a.txt", "Port Closed\n\nThe Norland Dock Union (NDU) - the largest one - denied it on Tuesday and blamed the ministry instead.", about{Title: "Port Closed"}},
		{"reporters at the end", "a.txt", "Port Closed\n\n(Reuters) - " + lead + "\n\n(Reporting by Ann Lee in Oslo; Editing by Sam Hill)", about{Title: "Port Closed", Byline: []string{"Ann Lee"}, Agency: "Reuters"}},
		{"a date that does not exist", "a.txt", "Port Closed\n\nFebruary 30, 2023\n\n" + lead, about{Title: "Port Closed"}},
		{"front matter", "a.md", "---\ntitle: \"Port Closed\"\nauthor: Ann Lee\ndate: 2024-05-03T23:10:00+02:00\nurl: https://example.org/p\n---\n\n" + lead,
			about{Title: "Port Closed", Byline: []string{"Ann Lee"}, Published: "2024-05-03T21:10:00Z", URL: "https://example.org/p", Publisher: site}},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			res, err := Read(Input{Name: c.file, Raw: []byte(c.in)})
			if err != nil {
				t.Fatal(err)
			}
			a := res.Article
			got := about{a.Title, a.Byline, a.Agency, a.Dateline, a.Published, a.URL, a.Publisher}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("-want +got:\n%s%s", d, show(a))
			}
			for _, w := range []string{"Ann Lee for", "(Reuters)", "Original url"} {
				if strings.Contains(a.Text, w) {
					t.Errorf("the text holds %q", w)
				}
			}
			checkMap(t, a, []byte(c.in))
		})
	}
}

func TestOrigin(t *testing.T) {
	// Two papers print one story: other headline, dateline, caption, byline.
	a := "Port Closed\n\nBy Ann Lee\n\nNORHAVN (AFP) - " + lead + "\n\nThe union denied it.\n"
	b := "# Bridge Row Deepens\n\nThe bridge in May. (AFP/Sam Hill)\n\n" + lead + "\n\nThe union denied it.\n\nSign up for our newsletter today.\n"
	c := "Port Closed\n\n" + strings.Replace(lead, "Tuesday", "Monday", 1)
	origin := func(name, s string) string {
		res, err := Read(Input{Name: name, Raw: []byte(s)})
		if err != nil {
			t.Fatal(err)
		}
		return res.Article.Origin
	}
	if origin("a.txt", a) != origin("b.md", b) {
		t.Error("copies of one story have two origins")
	}
	if origin("a.txt", a) == origin("c.txt", c) {
		t.Error("two stories have one origin")
	}
}
