package eval

import (
	"testing"

	"hearsay/loader/extract"
	"hearsay/loader/extract/grammar"
)

func TestGivenMentions(t *testing.T) {
	stages, err := grammar.Stages()
	if err != nil {
		t.Fatal(err)
	}
	const text = "The invitee met Oda Brisk. He left early."
	invitee, oda, he := Span{0, 11}, Span{16, 25}, Span{27, 29}
	gold := &Doc{ID: "a", Text: text, Entities: []Entity{{Span: oda, Type: "PER", Mention: oda}}, Coref: [][]Span{{invitee, he}}}
	d := extract.New(article(gold.Text, "", ""))
	extract.Run(d, stages)
	got := resolveGiven(gold, d)
	s := newAttributionScores()
	s.givenPronouns(gold, got)
	if s.c["given/pronouns/n"] != 1 || s.c["given/pronouns/ok"] != 1 {
		t.Errorf("%v of %v pronouns are right: %v", s.c["given/pronouns/ok"], s.c["given/pronouns/n"], got.Coref)
	}
}
