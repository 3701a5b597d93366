package grammar

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/loader/extract"
)

func TestAcronyms(t *testing.T) {
	for _, c := range []struct {
		name, text string
		before     []extract.Name
		want       []extract.Name
	}{
		{"explained", "The RGU left. The River Guard Union (RGU) said the RGU won.",
			[]extract.Name{{First: 1, Last: 2, Type: "LOC"}, {First: 5, Last: 8, Type: "ORG"}},
			[]extract.Name{{First: 1, Last: 2, Type: "ORG"}, {First: 5, Last: 8, Type: "ORG"}, {First: 9, Last: 10, Type: "ORG"}, {First: 13, Last: 14, Type: "ORG"}}},
		{"small words count or not", "The Union of Smiths (UOS) and the Guild of Smiths (GS) met.",
			[]extract.Name{{First: 1, Last: 4, Type: "ORG"}, {First: 9, Last: 12, Type: "ORG"}},
			[]extract.Name{{First: 1, Last: 4, Type: "ORG"}, {First: 5, Last: 6, Type: "ORG"}, {First: 9, Last: 12, Type: "ORG"}, {First: 13, Last: 14, Type: "ORG"}}},
		{"other letters", "The River Guard Union (CEO) left.",
			[]extract.Name{{First: 1, Last: 4, Type: "ORG"}}, []extract.Name{{First: 1, Last: 4, Type: "ORG"}}},
		{"no brackets", "The River Guard Union, RGU, left.",
			[]extract.Name{{First: 1, Last: 4, Type: "ORG"}}, []extract.Name{{First: 1, Last: 4, Type: "ORG"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Parse(c.text)
			d.Names = c.before
			acronyms(d)
			if diff := cmp.Diff(c.want, d.Names); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
