package grammar

import (
	"strings"
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

// A time between subject and verb, or between the verb and what was said, changes
// nothing else of the tree and is part of no name.
func TestAside(t *testing.T) {
	tests := map[string][]string{ // word, tag, head, relation
		"Chile on Monday accused the mine of poisoning the river.":                           {"Chile NNP accused nsubj", "on IN Monday case", "Monday NNP accused obl"},
		"Italy last week blamed Norway for the outage.":                                      {"Italy NNP blamed nsubj", "last JJ week amod", "week NN blamed obl:unmarked"},
		"The port said late Friday night that a ship had sunk.":                              {"late RB night advmod", "Friday NNP night compound", "night NN said obl:unmarked", "sunk VBN said ccomp"},
		"The EU on Thursday imposed sanctions on six officials.":                             {"EU NNP imposed nsubj", "Thursday NNP imposed obl"},
		"The bank said in a statement it had done nothing.":                                  {"statement NN said obl", "done VBN said ccomp"},
		"The group said in an open letter on Friday that it failed.":                         {"open JJ letter amod", "Friday NNP said obl", "failed VBD said ccomp"},
		"Castle said the claims were \"entirely without foundation\" and that it would sue.": {"foundation NN said ccomp", "entirely RB foundation advmod"},
		"A spokesman said by telephone that nobody was there.":                               {"telephone NN said obl", "there RB said ccomp"},
		"The firm, which makes tents, accused the state of theft.":                           {"firm NN accused nsubj", "makes VBZ firm acl:relcl", "accused VBD accused root"},
		"The bank, which was fined last year, apologised for it.":                            {"bank NN apologised nsubj", "fined VBN bank acl:relcl", "last JJ year amod"},
		"U.S. Sen. Hal Whitmore accused his challenger of fraud.":                            {"Hal NNP accused nsubj", "Whitmore NNP Hal flat"},
		"The Friday meeting ended early.":                                                    {"Friday NNP meeting compound"},
		"Norway has on Tuesday rejected the claim, the ministry said":                        {"Tuesday NNP has obl", "Norway NNP rejected nsubj"},
	}
	for text, want := range tests {
		d := Parse(text)
		at := map[string]int{}
		for i := range d.Tokens {
			at[d.Form(i)] = i
		}
		for _, w := range want {
			word, _, _ := strings.Cut(w, " ")
			x := d.Tokens[at[word]]
			head := at[word]
			if x.Head >= 0 {
				head = x.Head
			}
			if got := word + " " + x.Tag + " " + d.Form(head) + " " + x.Rel; got != w {
				t.Errorf("%s: %s, want %s", text, got, w)
			}
		}
		for _, n := range d.Names {
			if name := d.Span(n.First, n.Last).Of(d.Text); strings.Contains(name, "day") && !strings.HasPrefix(name, "Fri") {
				t.Errorf("%s: name %q", text, name)
			}
		}
	}
}

// A name ends before a verb in lower case.
func TestNameBeforeVerb(t *testing.T) {
	d := Parse("Chile accused the mining company Norte Cobre of poisoning the Loa river.")
	var got []string
	for _, n := range d.Names {
		got = append(got, d.Span(n.First, n.Last).Of(d.Text))
	}
	if diff := cmp.Diff([]string{"Chile", "Norte Cobre"}, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// A capital is no preposition or pronoun, and a sentence has a verb that is finite.
func TestRetag(t *testing.T) {
	for text, want := range map[string]string{
		"Human Rights Watch said government forces had killed dozens.": "Watch NNP",
		"The union blamed management for the collapse of the talks.":   "blamed VBD",
		"After the vote, Whoever lost went home.":                      "Whoever WP",
		"Man accused of theft":                                         "accused VBN",
		"In Kestria, President Ilya Voss blamed agitators for a walkout at the port and threatened to send in troops.": "blamed VBD",
		"An accusation the company called \"unfair and untrue\".":                                                      "called VBD",
		"She would not pay, a remark Brennan described as rude.":                                                       "described VBD",
		"A drink described as safe was sold.":                                                                          "described VBN",
		"Brandt demanded that Okoro resign and called for a vote.":                                                     "called VBD",
		"Ines Caldwell, who has been criticised for staying out of the dispute, called on both sides to return.":       "called VBD",
		"Kim Reed, a member of the board, accused the bank of fraud.":                                                  "accused VBD",
		"Sorava accused neighbouring Velmark on Sunday of shelling a village.":                                         "neighbouring JJ",
		"Dask, who is seeking re-election next month, vowed to fight.":                                                 "re-election NN",
		"The chief executive, Maria Lund, told reporters the firm would sue.":                                          "executive NN",
		"A lawsuit filed on Monday claimed the firm hid the risks.":                                                    "filed VBN",
		"The man who lived in Oslo said it was late.":                                                                  "lived VBD",
		"She left despite claims on her website.":                                                                      "claims NNS",
		"Dyson said that was \"simply not credible\" and called on Vane to go.":                                        "called VBD",
		"He blamed his then manager, Steven Coyle, for it.":                                                            "then JJ",
		"The banker, accused of fraud, fled.":                                                                          "accused VBN",
		"The ministers accused by lawmakers of theft resigned on Monday.":                                              "accused VBN",
	} {
		d := Parse(text)
		word, _, _ := strings.Cut(want, " ")
		for i := range d.Tokens {
			if got := d.Form(i) + " " + d.Tokens[i].Tag; d.Form(i) == word && got != want {
				t.Errorf("%s: %s, want %s", text, got, want)
			}
		}
	}
}
