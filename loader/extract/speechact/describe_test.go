package speechact_test

import (
	"testing"

	"hearsay/loader/article"
	"hearsay/loader/extract"
	"hearsay/loader/extract/english"
)

// TestDescribe holds that who is accused is an actor, and what is criticized none where it
// is a plan or words.
func TestDescribe(t *testing.T) {
	e, err := english.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"Ada Moor accused a bakery of selling old bread.", "bakery"},
		{"Ada Moor accused the ship of cutting a cable.", "ship"},
		{"The union blamed illegal gold diggers for the dead fish.", "illegal gold diggers"},
		{"Ada Moor criticized the plan.", ""},
	} {
		res, err := article.Read(article.Input{Name: "a.txt", Raw: []byte(c.text)})
		if err != nil {
			t.Fatal(err)
		}
		d := extract.New(res.Article)
		extract.Run(d, e.Stages())
		got := ""
		for _, r := range d.Reports {
			for _, n := range r.TargetChains {
				got += d.Chains[n].Name
			}
		}
		if got != c.want {
			t.Errorf("%s: %q is accused, want %q", c.text, got, c.want)
		}
	}
}
