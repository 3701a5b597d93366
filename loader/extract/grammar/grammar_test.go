package grammar

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/loader/extract"
)

func TestParse(t *testing.T) {
	d := ParseTitled("Minister denies claims\n\nAnna Berg, the finance minister of Norway, said on Friday: \"We did not sell it.\" She blamed Moscow.\n\n\"They lied,\" said Berg.")
	var sentences []string
	for _, s := range d.Sentences {
		sentences = append(sentences, d.Span(s.First, s.Last).Of(d.Text))
	}
	want := []string{
		"Minister denies claims",
		"Anna Berg, the finance minister of Norway, said on Friday: \"We did not sell it.\"",
		"She blamed Moscow.",
		"\"They lied,\" said Berg.",
	}
	if diff := cmp.Diff(want, sentences); diff != "" {
		t.Errorf("sentences (-want +got):\n%s", diff)
	}
	said := -1
	for i := range d.Tokens {
		if d.Form(i) == "said" {
			said = i
			break
		}
	}
	if got, want := d.Tokens[3], (extract.Token{Start: 24, End: 28, Sent: 1, Tag: "NNP", Lemma: "Anna", Head: said, Rel: "nsubj"}); got != want {
		t.Errorf("token 3 is %+v, want %+v", got, want)
	}
	names := map[string]extract.NameType{}
	for _, n := range d.Names {
		names[d.Span(n.First, n.Last).Of(d.Text)] = n.Type
	}
	wantNames := map[string]extract.NameType{"Anna Berg": "PER", "Berg": "PER", "Norway": "LOC", "Moscow": "LOC"}
	if diff := cmp.Diff(wantNames, names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}
