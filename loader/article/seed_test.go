package article

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"hearsay/graph"

	"github.com/google/go-cmp/cmp"
)

// The seed article is kept outside the repository; what is expected of it is read
// from its gold file, so that neither its words nor its names stand here.
const seedDir = "../../../shared/seed/"

func TestSeedArticle(t *testing.T) {
	raw, err := os.ReadFile(seedDir + "putin-pact.txt")
	if err != nil {
		t.Skip("the seed article is not there: ", err)
	}
	goldRaw, err := os.ReadFile(seedDir + "putin-pact.gold.json")
	if err != nil {
		t.Skip("the seed's gold is not there: ", err)
	}
	var gold struct {
		Article struct {
			Title, Agency, URL string
			Byline             []string
			Published          graph.Time
			Domain             string `json:"publisher_domain"`
		}
		Attributions []struct{ Content string }
	}
	if err := json.Unmarshal(goldRaw, &gold); err != nil {
		t.Fatal(err)
	}
	res, err := Read(Input{Name: "putin-pact.txt", Raw: raw})
	if err != nil {
		t.Fatal(err)
	}
	a, g := res.Article, gold.Article
	got := []any{a.Title, a.Agency, a.URL, a.Byline, a.Published, a.Publisher.Domain, a.Lang, len(res.Warnings)}
	want := []any{g.Title, g.Agency, g.URL, g.Byline, g.Published, g.Domain, "en", 0}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("metadata (-want +got):\n%s", d)
	}
	kinds := map[graph.BlockKind]int{}
	for _, b := range a.Blocks {
		kinds[b.Kind]++
	}
	if d := cmp.Diff(map[graph.BlockKind]int{graph.BlockTitle: 1, graph.BlockCaption: 1, graph.BlockSubhead: 1, graph.BlockParagraph: 20}, kinds); d != "" {
		t.Errorf("blocks (-want +got):\n%s", d)
	}
	for _, x := range gold.Attributions {
		if !strings.Contains(a.Text, x.Content) {
			t.Errorf("the text lacks the content of an attribution: %q", x.Content)
		}
	}
	for _, furniture := range []string{"Related article", "Original url", "http", "](", "**", g.Byline[0]} {
		if strings.Contains(a.Text, furniture) {
			t.Errorf("the text holds furniture: %q", furniture)
		}
	}
	checkMap(t, a, raw)
}

// checkMap checks that every segment's clean bytes are its raw bytes, in order.
func checkMap(t *testing.T, a *graph.Article, raw []byte) {
	t.Helper()
	at := 0
	for _, s := range a.Source {
		if s.Len <= 0 || s.Clean < at || s.Clean+s.Len > len(a.Text) || s.Raw < 0 || s.Raw+s.Len > len(raw) {
			t.Fatalf("segment %+v is out of order or range (text %d, raw %d bytes)", s, len(a.Text), len(raw))
		}
		if c, r := a.Text[s.Clean:s.Clean+s.Len], string(raw[s.Raw:s.Raw+s.Len]); c != r {
			t.Fatalf("segment %+v: clean %q, raw %q", s, c, r)
		}
		at = s.Clean + s.Len
	}
	for _, b := range a.Blocks {
		if b.Start < 0 || b.End > len(a.Text) || b.Start >= b.End {
			t.Fatalf("block %+v is out of range", b)
		}
	}
}
