package confidence_test

import (
	"math"
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/loader/extract/confidence"
	"hearsay/loader/extract/english"
	"hearsay/loader/extract/grammar"
)

func TestParseWeights(t *testing.T) {
	w, err := confidence.ParseWeights("# a comment\nspan\tbias\t150\n\nspan\trule=clause\t-50\n")
	if err != nil {
		t.Fatal(err)
	}
	for traits, want := range map[string]int{"": 50, "bias": 82, "bias rule=clause": 73, "bias rule=new": 82} {
		if got := w.Probability(confidence.Span, strings.Fields(traits)); got != want {
			t.Errorf("%q: %d %%, want %d", traits, got, want)
		}
	}
	for _, bad := range []string{"span\tbias", "span\tbias\tmuch", "span\tbias\t1\t2"} {
		if _, err := confidence.ParseWeights(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// TestEveryProcessor makes sure that no sum of weights lies so near to the border between
// two percentages that the last bit of math.Exp, which differs between processors,
// could decide.
func TestEveryProcessor(t *testing.T) {
	for sum := -3000; sum <= 3000; sum++ {
		p := 100 / (1 + math.Exp(-float64(sum)/100))
		if _, rest := math.Modf(p); math.Abs(rest-0.5) < 1e-9 && sum != 0 {
			t.Errorf("sum %d: %v %%", sum, p)
		}
	}
}

// extracted returns the only attribution of a text.
func extracted(t *testing.T, text string, accuseAt float64) (graph.Attribution, graph.Claim, graph.Extraction) {
	t.Helper()
	e, err := english.New()
	if err != nil {
		t.Fatal(err)
	}
	if e, err = e.AccuseAt(accuseAt); err != nil {
		t.Fatal(err)
	}
	a := grammar.Plain(text, false)
	a.ID = graph.ArticleID("", text)
	r, refused, err := graph.Check(e.Extract(a))
	if err != nil || len(refused) > 0 {
		t.Fatal(err, refused)
	}
	if len(r.Attributions) != 1 {
		t.Fatalf("%q: %d attributions", text, len(r.Attributions))
	}
	return r.Attributions[0], r.Claims[0], r.Extraction
}

func TestThreshold(t *testing.T) {
	const implied, told = "Ada Moor said on Friday that Berta Lund had lied to the council.", "Ada Moor accused Berta Lund of fraud."
	for _, x := range []struct {
		text string
		at   float64
		act  graph.SpeechAct
	}{
		{implied, 0, graph.ActAccuse}, {implied, confidence.Default, graph.ActAccuse}, {implied, 1, graph.ActSay},
		{told, 0, graph.ActAccuse}, {told, 1, graph.ActAccuse},
	} {
		a, c, _ := extracted(t, x.text, x.at)
		if a.Act != x.act || c.Act != x.act {
			t.Errorf("%q at %v: %s, %s, want %s", x.text, x.at, a.Act, c.Act, x.act)
		}
		if withdrawn := strings.HasSuffix(a.Rule, "+unsure-accuse"); withdrawn != (x.act == graph.ActSay) {
			t.Errorf("%q at %v: rule %s", x.text, x.at, a.Rule)
		}
		if x.act == graph.ActSay && len(c.TargetIDs)+len(a.Target) > 0 {
			t.Errorf("%q at %v: aimed at %v", x.text, x.at, c.TargetIDs)
		}
	}
	_, _, usual := extracted(t, implied, confidence.Default)
	_, _, other := extracted(t, implied, 0.9)
	if usual.ID == other.ID || !strings.Contains(other.Settings, "accuse-at=0.90") {
		t.Errorf("another threshold is the same extraction: %+v", other)
	}
}

func TestParts(t *testing.T) {
	sure, _, _ := extracted(t, "\"The dam is safe,\" said Ada Moor, the mayor.", confidence.Default)
	loose, _, _ := extracted(t, "Perhaps they like the old idea of a bridge.", confidence.Default)
	for _, a := range []graph.Attribution{sure, loose} {
		if a.Parts == nil || graph.Round(a.Parts.Span*a.Parts.Source) != a.Confidence {
			t.Errorf("%s: confidence %v of %+v", a.Rule, a.Confidence, a.Parts)
		}
	}
	if sure.Confidence < loose.Confidence+0.2 {
		t.Errorf("a quotation has %v, a liking %v", sure.Confidence, loose.Confidence)
	}
}
